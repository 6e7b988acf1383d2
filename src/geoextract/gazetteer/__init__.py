"""Gazetteer layer: places, names, look-up. Imports the text layer only."""

from geoextract.gazetteer.gazetteer import Gazetteer
from geoextract.gazetteer.place import Match, Place
from geoextract.gazetteer.records import PLACE_TYPES, POLICIES, Entry, PlaceRecord, PlaceType, Policy, Sense

__all__ = [
    "PLACE_TYPES",
    "POLICIES",
    "Entry",
    "Gazetteer",
    "Match",
    "Place",
    "PlaceRecord",
    "PlaceType",
    "Policy",
    "Sense",
]
