"""What results look like outside Python: one module a format, each a function over extractions.

`formats` binds them to one shape, so that whoever writes many documents (the command line) treats all formats alike: a
*renderer* makes a fragment of each document, anywhere, and a *sink* takes the fragments in order.
"""
