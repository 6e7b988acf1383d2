"""Training and evaluation on annotated text: `geoextract train`, `geoextract evaluate`.

Not imported by the extractor.
"""
