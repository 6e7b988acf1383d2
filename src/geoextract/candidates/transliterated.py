"""Candidates for Arabic surfaces that no name of the gazetteer matches, from the Latin names of towns and subdivisions.

A surface meets the rows that share a consonant skeleton with it; each is compared sound by sound, and all compete with the chance
that none of them is meant (docs/transliteration.md has the figures).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import Indel, Levenshtein

from geoextract.candidates.latin import Kind, LatinRow, LatinTable, load_latin
from geoextract.candidates.skeleton import arabic_readings, coarse, consonants, latin_readings, skeleton
from geoextract.gazetteer.gazetteer import Gazetteer
from geoextract.gazetteer.place import Place
from geoextract.gazetteer.records import PlaceRecord

KINDS: Final[frozenset[str]] = frozenset({"city", "admin1", "admin2"})
MOST_COMPARED: Final = 12
"""Rows that are compared closely, within the countries of the evidence and again outside them."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two readings are, each 0..1.

    Attributes:
        full: with vowels.
        consonants: without vowels.
        coarse: with vowels, confusable consonants merged.
    """

    full: float
    consonants: float
    coarse: float


def likeness(readings: Iterable[str], keys: frozenset[str], name: str, country: str) -> Likeness:
    """The likeness of the two readings that fit best."""
    best = Likeness(0.0, 0.0, 0.0)
    for latin in latin_readings(name, country):
        if skeleton(latin) not in keys:
            continue
        for arabic in readings:
            found = _compare(arabic.replace(" ", ""), latin.replace(" ", ""))
            if found.full + found.consonants + found.coarse > best.full + best.consonants + best.coarse:
                best = found
    return best


def _compare(arabic: str, latin: str) -> Likeness:
    return Likeness(
        Indel.normalized_similarity(arabic, latin),
        Levenshtein.normalized_similarity(consonants(arabic), consonants(latin)),
        Indel.normalized_similarity(coarse(arabic), coarse(latin)),
    )
