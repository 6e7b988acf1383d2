"""Candidates for names that no surface of the gazetteer matches: transliterated and misspelt ones. Imports gazetteer
and text only."""

from geoextract.candidates.misspelt import Misspelt, misspelt
from geoextract.candidates.transliterated import LatinCandidate, Transliterated, place_of

__all__ = ["LatinCandidate", "Misspelt", "Transliterated", "misspelt", "place_of"]
