"""Misspelt surfaces: near misses of the gazetteer's names and demonym forms.

`gazetteer.fuzzy` finds what looks alike; here only what a slip of the pen or another editor's spelling explains is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rapidfuzz.distance import OSA

from geoextract.gazetteer.fuzzy import closest
from geoextract.gazetteer.gazetteer import Gazetteer
from geoextract.gazetteer.records import Entry
from geoextract.text.normalize import fold

ALLOWED: Final = ((8, 2.0), (5, 1.0))
"""Edits that a key of at least so many letters may differ by; shorter keys have none."""
CHEAP: Final = 0.5
"""Edits that a confusable letter, a doubled one or a vowel letter more or less counts as."""
LEAST_ALIKE: Final = 0.6
"""Of the names that the fuzzy search hands over."""
SEARCHED: Final = 40

_CONFUSED: Final = str.maketrans(
    {"غ": "ج", "ق": "ج", "ك": "ج", "ط": "ت", "ث": "ت", "ف": "ب", "ڤ": "ب", "ص": "س", "ض": "د", "ذ": "ز", "ظ": "ز", "ح": "ه"}
)
_WEAK: Final = str.maketrans(dict.fromkeys("اويءه"))
_SPACE: Final = str.maketrans({" ": None})


def misspelt(gazetteer: Gazetteer, surface: str, *, limit: int = 5) -> list[tuple[Entry, float]]:
    """The names and demonym forms that a surface may be a misspelling of.

    Args:
        gazetteer: the names.
        surface: an Arabic surface without proclitics.
        limit: at most so many answers.

    Returns:
        Entries with their similarity (1 less the edits a letter), the most similar first, then the weightier place. None for a
        surface that is spelt right, for a word that the lexicon knows and for one that is too short to tell.
    """
    key = fold(surface)
    if gazetteer.has(key) or key in gazetteer.lexicon or not _allowed(key):
        return []
    found = sorted(_near(gazetteer, key), key=lambda pair: (-pair[1], -pair[0].senses[0].weight, pair[0].key))
    return found[:limit]


def edits(first: str, second: str) -> float:
    """How many edits part two keys, cheap ones counted as a half.

    An edit adds, drops or changes a letter or swaps two neighbours; a space counts for nothing.
    """
    one, other = first.translate(_SPACE), second.translate(_SPACE)
    plain = OSA.distance(one, other)
    alike = OSA.distance(one.translate(_CONFUSED), other.translate(_CONFUSED))
    hard = OSA.distance(_consonants(one), _consonants(other))
    return hard + CHEAP * (max(plain, hard) - hard) if hard < alike else alike + CHEAP * (plain - alike)


def _consonants(key: str) -> str:
    return key[:1].translate(_CONFUSED) + key[1:].translate(_CONFUSED).translate(_WEAK)


def _near(gazetteer: Gazetteer, key: str) -> Iterator[tuple[Entry, float]]:
    for other, _ in closest(gazetteer, key, limit=SEARCHED, cutoff=LEAST_ALIKE):
        entry = gazetteer.entry(other)
        if entry is None or entry.verdict == "never" or key[0].translate(_CONFUSED) != other[0].translate(_CONFUSED):
            continue
        count = edits(key, other)
        if count <= min(_allowed(key), _allowed(other)):
            yield entry, round(1 - count / max(len(key), len(other)), 4)


def _allowed(key: str) -> float:
    length = len(key.translate(_SPACE))
    return next((count for least, count in ALLOWED if length >= least), 0.0)
