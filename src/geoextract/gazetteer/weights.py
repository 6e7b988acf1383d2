"""How users' places and names are weighed and judged, with the same figures as in the build.

Weights are decimal logarithms.
"""

from __future__ import annotations

import math
from typing import Final

from geoextract.gazetteer.lexicon import CLASSES

BASE_IMPORTANCE: Final[dict[str, float]] = {
    "country": 8.0,
    "territory": 6.6,
    "region": 6.4,
    "bloc": 6.5,
    "historical": 5.6,
    "physical": 5.4,
    "admin1": 5.2,
    "admin2": 3.6,
    "city": 0.0,
}
"""Importance of a place of each type; that of a city is the logarithm of its population."""
LEAST_POPULATION: Final = 200
DEMONYM_WEIGHT: Final = 0.2
"""A demonym stands a little behind the name that is spelt alike, all else equal."""
ADVERB_PENALTY: Final = 1.5
BARE_PENALTY: Final = 2.0
"""How far a place falls behind where the generic word before its name is none that a source gives it."""
FAMOUS: Final = 6.4
"""Nothing in a word list speaks against a country, a region or a metropolis."""
WELL_KNOWN: Final = 5.5
"""A name of a place of this weight (a city of 300,000) is taken for the place although it is a frequent word."""


def importance(place_type: str, population: int | None) -> float:
    """Prior weight of a place of which no more is known."""
    if place_type == "city":
        return round(math.log10(max(population or 0, LEAST_POPULATION)), 2)
    return BASE_IMPORTANCE[place_type]


def judge(weight: float, codes: str) -> tuple[str, float]:
    """What the word lists say of a name of one word.

    Args:
        weight: weight of the likeliest place of that name.
        codes: lexicon classes of the word.

    Returns:
        The verdict and the prior of an entry (`records.Entry`).
    """
    found = {name for name, code in CLASSES.items() if code in codes}
    if weight >= FAMOUS:
        return "", 1.0
    if "function" in found:
        return "never", 0.02
    if weight >= WELL_KNOWN:
        return "", 1.0
    if found & {"given", "listed_given"}:
        return "person", 0.15
    if "frequent" in found:
        return "trigger", 0.15
    if found & {"surname", "listed_surname"}:
        return "person", 0.35
    if "dictionary_name" in found:
        return "person", 0.5
    return ("trigger", 0.4) if "common" in found else ("", 1.0)
