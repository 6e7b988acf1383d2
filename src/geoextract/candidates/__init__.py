"""Candidates for surfaces that no name of the gazetteer matches: transliterated and misspelt names.

Imports the layers of gazetteer and text only. Nothing is imported here: texts without such
surfaces pay nothing for it.
"""
