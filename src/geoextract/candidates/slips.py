"""Slips of the pen: famous names and demonyms in which one vowel letter, one doubled or one confusable letter is wrong.

All such spellings share a skeleton with the right one, so a look-up in a table settles nearly every word at once; only
what is found there is compared letter by letter.
"""

from __future__ import annotations

import re
from operator import itemgetter
from typing import Final

from geoextract.candidates.misspelt import edits
from geoextract.gazetteer.gazetteer import Gazetteer
from geoextract.gazetteer.records import Entry
from geoextract.text.clitics import ARTICLE

LONG: Final = 7
"""Letters (without the article) from which a near miss counts as a slip; a name or a definite form needs one less."""
MOST_EDITS: Final = 0.5
"""One cheap edit (`misspelt.edits`)."""
FAMOUS: Final = 6.6
"""Least weight of the place: only what is written about often is misspelt often."""
SHORTEST_STEM: Final = 3
"""Letters that are left of a word without its ending."""
_ENDINGS: Final = ("يين", "يون", "يان", "ين", "ون", "ات", "ان", "يه", "ه", "ي", "ا")
_STEM_ENDINGS: Final = ("", "ه", "ي")
_COMMONNESS: Final = frozenset("123")
"""Lexicon codes that say how common a word is."""
_MERGED: Final = str.maketrans(
    {
        "غ": "ج",
        "ق": "ج",
        "ك": "ج",
        "ط": "ت",
        "ث": "ت",
        "ف": "ب",
        "ص": "س",
        "ض": "د",
        "ذ": "ز",
        "ظ": "ز",
        "ح": "ه",
        **dict.fromkeys("اويء", ""),
    }
)


_DOUBLED: Final = re.compile(r"(.)\1+", re.DOTALL)
_ONCE: Final = itemgetter(1)
"""Of a match its first group."""


def slip_skeleton(key: str) -> str:
    """The letters of a folded word that no slip changes: confusable ones merged, vowel letters and doubles dropped."""
    return _DOUBLED.sub(_ONCE, key.translate(_MERGED))


class Slips:
    """Famous single-word surfaces by skeleton. Immutable once made; share one between threads."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Bind a gazetteer; the table is made on the first question."""
        self._gazetteer = gazetteer
        self._keys: dict[str, list[str]] | None = None

    def __call__(self, key: str) -> Entry | None:
        """What a folded word without proclitic misspells, None for nearly all words."""
        if len(key) < LONG - 1:
            return None
        if self._keys is None:
            self._keys = self._table()
        for other in self._keys.get(slip_skeleton(key), ()):
            entry = self._gazetteer.entry(other)
            if entry is not None and self._is_slip(key, entry):
                return None if self._is_inflected(key) else entry
        return None

    def _is_inflected(self, key: str) -> bool:
        """Whether a word is a form of a common one: a plural, a feminine or a nisba that no list has by itself."""
        bare, lexicon = key.removeprefix(ARTICLE), self._gazetteer.lexicon
        stems = (bare.removesuffix(ending) for ending in _ENDINGS if bare.endswith(ending))
        return any(
            not _COMMONNESS.isdisjoint(lexicon.get(article + stem + ending, ""))
            for stem in stems
            if len(stem) >= SHORTEST_STEM
            for article in ("", ARTICLE)
            for ending in _STEM_ENDINGS
        )

    def _table(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key in self._gazetteer.famous(FAMOUS):
            if " " not in key and len(key) >= LONG - 1:
                found.setdefault(slip_skeleton(key), []).append(key)
        return found

    @staticmethod
    def _is_slip(key: str, entry: Entry) -> bool:
        if entry.verdict not in ("", "likely") or entry.senses[0].code == "d":
            return False
        count = edits(key, entry.key)
        if count is None or not 0 < count <= MOST_EDITS:
            return False
        length = len(key.removeprefix(ARTICLE))
        if entry.senses[0].form == "name" or key.startswith(ARTICLE):
            length += 1
        return length >= LONG
