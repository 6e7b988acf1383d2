"""Misspelt surfaces: near misses of the gazetteer's names and demonym forms.

Half of all place names are near misses of some other one, so only what a slip of the pen or another editor's spelling
explains is
kept, and only of places that are written about often (docs/transliteration.md has the figures).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from geoextract.gazetteer.gazetteer import Gazetteer
from geoextract.gazetteer.records import Entry
from geoextract.text.clitics import ARTICLE
from geoextract.text.normalize import fold

ALLOWED: Final = ((10, 2.0), (8, 1.5), (5, 1.0), (4, 0.5))
"""Edits that a word of at least so many letters may differ by; a shorter one by none."""
SHORTEST: Final = 5
"""Letters that a surface has to have."""
CHEAP: Final = 0.5
"""Edits that a confusable letter, a doubled one or a vowel letter more or less counts as."""
FAMOUS: Final = 6.0
"""Least weight of a place that is misspelt (a city of a million); each edit asks for `FAME_PER_EDIT` more."""
FAMOUS_IN_EVIDENCE: Final = 4.5
"""The same for a place in a country that the document names."""
FAME_PER_EDIT: Final = 0.5
MOST_CHANGES: Final = 3
"""Letters that two keys may differ by before it is asked which."""

DUAL: Final = "d"
"""Code of dual demonyms: too rare to be what was meant."""

_CONFUSED: Final = str.maketrans(
    {"غ": "ج", "ع": "ج", "ق": "ج", "ك": "ج", "ط": "ت", "ث": "ت", "ف": "ب", "ڤ": "ب",
     "ص": "س", "ض": "د", "ذ": "ز", "ظ": "ز", "ح": "ه"}
)  # fmt: skip
_WEAK: Final = str.maketrans(dict.fromkeys("اويءه"))


class Misspelt:
    """The keys of a gazetteer by beginning and length. Immutable; share one between threads."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Sort the keys into buckets."""
        self._gazetteer = gazetteer
        buckets: dict[tuple[str, int], list[str]] = defaultdict(list)
        for key in gazetteer.keys():  # noqa: SIM118 - a gazetteer iterates over its places
            buckets[_beginning(key), len(key)].append(key)
        self._buckets = dict(buckets)

    def __call__(self, surface: str, countries: Collection[str] = (), *, limit: int = 5) -> list[tuple[Entry, float]]:
        """See `misspelt`."""
        key = fold(surface)
        known = self._gazetteer.has(key) or key in self._gazetteer.lexicon
        if known or len(key.replace(" ", "")) < SHORTEST:
            return []
        found = sorted(self.near(key, countries), key=lambda pair: (-pair[1], -pair[0].senses[0].weight, pair[0].key))
        return found[:limit]

    def near(self, key: str, countries: Collection[str]) -> Iterator[tuple[Entry, float]]:
        """The entries that a folded surface may misspell, in no certain order, its own included."""
        for other in self._alike(key):
            count = edits(key, other)
            entry = self._gazetteer.entry(other) if count is not None else None
            if count is None or entry is None or entry.verdict == "never":
                continue
            first = entry.senses[0]
            if first.code == DUAL:
                continue
            least = FAMOUS_IN_EVIDENCE if self._gazetteer.country_of(first.place) in countries else FAMOUS
            if first.weight >= least + FAME_PER_EDIT * count:
                yield entry, round(1 - count / max(len(key), len(other)), 4)

    def _alike(self, key: str) -> Iterator[str]:
        for length in range(len(key) - MOST_CHANGES, len(key) + MOST_CHANGES + 1):
            bucket = self._buckets.get((_beginning(key), length), ())
            for other, _, _ in process.extract(
                key, bucket, scorer=OSA.distance, processor=None, score_cutoff=MOST_CHANGES, limit=None
            ):
                yield other


@lru_cache(maxsize=2)
def _finder(gazetteer: Gazetteer) -> Misspelt:
    return Misspelt(gazetteer)


def misspelt(
    gazetteer: Gazetteer, surface: str, countries: Collection[str] = (), *, limit: int = 5
) -> list[tuple[Entry, float]]:
    """The names and demonym forms that a surface may be a misspelling of.

    Args:
        gazetteer: the names; its keys are sorted on the first call.
        surface: an Arabic surface without proclitics.
        countries: ISO 3166-1 alpha-2 codes that the document names beyond doubt; places in them need less fame.
        limit: at most so many answers.

    Returns:
        Entries with their similarity (1 less the edits a letter), the most similar first, then the weightier place.
        None for a
        surface that is spelt right, for a word that the lexicon knows and for one that is too short to tell.
    """
    return _finder(gazetteer)(surface, countries, limit=limit)


def edits(first: str, second: str) -> float | None:
    """How many edits part two keys, cheap ones counted as a half.

    An edit adds, drops or changes a letter or swaps two neighbours. A space counts for nothing where all else is equal.

    Returns:
        The edits of all words together; None where a word has too many for its length, or the words are not as many.
    """
    if first.replace(" ", "") == second.replace(" ", ""):
        return 0.0
    words, others = first.split(" "), second.split(" ")
    if len(words) != len(others):
        return None
    total = 0.0
    for word, other in zip(words, others, strict=True):
        count = _word_edits(word, other)
        if count > _allowed(min(len(word), len(other))):
            return None
        total += count
    return total if total <= _allowed(len(first)) else None


def _word_edits(word: str, other: str) -> float:
    if word == other:
        return 0.0
    plain = OSA.distance(word, other)
    alike = OSA.distance(word.translate(_CONFUSED), other.translate(_CONFUSED))
    hard = min(alike, OSA.distance(_consonants(word), _consonants(other)))
    return hard + CHEAP * (max(plain, hard) - hard)


def _consonants(word: str) -> str:
    """A word without weak letters behind the first one and without doubled letters."""
    bare = word[:1] + word[1:].translate(_WEAK)
    kept = [letter for letter, before in zip(bare, " " + bare, strict=False) if letter != before]
    return "".join(kept).translate(_CONFUSED)


def _beginning(key: str) -> str:
    """The article, if there is one, and the first letter behind it; those that are confused are one."""
    cut = len(ARTICLE) if key.startswith(ARTICLE) else 0
    return key[:cut] + key[cut : cut + 1].translate(_CONFUSED)


def _allowed(length: int) -> float:
    return next((count for least, count in ALLOWED if length >= least), 0.0)
