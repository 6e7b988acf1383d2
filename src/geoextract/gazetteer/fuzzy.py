r"""Names that look like a misspelt or differently transliterated one, without looking at every name.

Names are compared by their letters and by their consonant skeleton (`skeleton`), in which
the usual confusions cost nothing:

| in a key | in the skeleton | so these become alike |
|---|---|---|
| jim, ghayn, qaf; dal + jim at the start of a word | kaf | spellings of the sound g: Glasgow, Baghdad; Djibouti |
| tta, tha | ta | Tehran, Tabriz; Athens |
| sad | sin | Salzburg |
| dad | dal | Dortmund |
| dhal, zza | zay | Azerbaijan |
| hha | ha | Hanover |
| fa; waw at the start of a word | ba | spellings of the sounds v and w: Tel Aviv, Warsaw |
| ta + shin | shin | Chernobyl |
| one class twice in a row | once | doubled consonants |
| alif, waw, ya inside or at the end of a word; hamza | nothing | vowels, long or short: Kyiv |
| ha at the end of a word (ta marbuta in a key) | nothing | Syria with alif or ta marbuta |

Names that differ in vowels alone share a skeleton though they are different places (Niger, Nigeria): a skeleton finds
candidates, it decides nothing.

Candidates are the names whose skeletons share most pairs of neighbouring letters with the query. The index holds for
each pair one long integer with a bit for each skeleton: a few operations on integers count the shared pairs of all.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from itertools import chain, pairwise
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import Indel

from geoextract.gazetteer.gazetteer import Gazetteer

MAX_LETTERS: Final = 60
"""Longer queries are no names; nothing is like them."""
MAX_SKELETONS: Final = 500
"""Skeletons whose names are compared for one query; those that share the most pairs come first."""
LEAST_SHARED: Final = 1 / 3
"""Part of a query's pairs that a skeleton has to share."""
LETTERS_SHARE: Final = 2 / 3
"""Share of the letters in the similarity; the rest is the skeleton's."""

_CLASSES: Final = {"ك": "جغق", "ت": "طث", "س": "ص", "د": "ض", "ز": "ذظ", "ه": "ح", "ب": "ف"}
_CLASS: Final = str.maketrans({letter: name for name, letters in _CLASSES.items() for letter in letters})
_BEGINNINGS: Final = {"دج": "ج", "و": "ب"}
_BEGINNING: Final = re.compile(r"\b(?:دج|و)")
_SH: Final = "ش"
_TSH: Final = "تش"
_DOUBLED: Final = re.compile(r"([^ ])\1+")
_VOWELS: Final = re.compile(r"(?<=[^ ])(?:[اويء]+|ه\b)+|ء")
_EDGE: Final = "|"


def skeleton(key: str) -> str:
    """The consonants of a key, letters that writers confuse made one (the table of this module).

    Args:
        key: a folded name (`text.normalize.fold`).

    Returns:
        The skeleton; words stay apart, a vowel at the start of a word is kept.
    """
    begun = _BEGINNING.sub(lambda match: _BEGINNINGS[match.group()], key.replace(_TSH, _SH))
    return _VOWELS.sub("", _DOUBLED.sub(r"\1", begun.translate(_CLASS)))


def similarity(first: str, second: str) -> float:
    """How alike two folded names are, 0..1: Indel similarity of the letters, two parts, and of the skeletons, one."""
    letters = Indel.normalized_similarity(first, second)
    return _combined(letters, skeleton(first), skeleton(second))


def _combined(letters: float, first: str, second: str) -> float:
    return LETTERS_SHARE * letters + (1 - LETTERS_SHARE) * Indel.normalized_similarity(first, second)


def closest(gazetteer: Gazetteer, key: str, *, limit: int, cutoff: float) -> list[tuple[str, float]]:
    """The keys of a gazetteer that look like `key`.

    Args:
        gazetteer: its index is made on the first call and kept.
        key: a folded name.
        limit: at most so many answers.
        cutoff: least similarity, 0..1.

    Returns:
        Keys with their similarities, the most similar first, then the weightier place, then by letters.
    """
    if gazetteer._name_index is None:
        gazetteer._name_index = NameIndex(gazetteer.keys())
    if not key or len(key) > MAX_LETTERS or limit < 1:
        return []
    found = gazetteer._name_index.matches(key, cutoff)
    found.sort(key=lambda item: (-item[1], -_weight(gazetteer, item[0]), item[0]))
    return found[:limit]


def _weight(gazetteer: Gazetteer, key: str) -> float:
    entry = gazetteer.entry(key)
    return entry.senses[0].weight if entry else 0.0


class NameIndex:
    """All keys by skeleton, and the skeletons by their pairs of letters and by their lengths."""

    def __init__(self, keys: Iterable[str]) -> None:
        """Index the keys of a gazetteer."""
        self._skeletons = {key: skeleton(key) for key in keys}
        groups: dict[str, list[str]] = {}
        for key, name in self._skeletons.items():
            groups.setdefault(name, []).append(key)
        distinct = sorted(groups)
        self._names = [tuple(groups[name]) for name in distinct]
        self._pairs = _bit_sets(map(_pairs, distinct), len(distinct))
        self._lengths = _bit_sets(([len(name)] for name in distinct), len(distinct))

    def matches(self, key: str, cutoff: float) -> list[tuple[str, float]]:
        """Keys of at least this similarity, in no certain order."""
        own = skeleton(key)
        least = max(0.0, (cutoff - 1 + LETTERS_SHARE) / LETTERS_SHARE)
        names = self.candidates(own)
        scored = process.extract(key, names, scorer=Indel.normalized_similarity, score_cutoff=least, limit=None)
        found = [(name, _combined(letters, own, self._skeletons[name])) for name, letters, _ in scored]
        return [(name, alike) for name, alike in found if alike >= cutoff]

    def candidates(self, own: str) -> list[str]:
        """Keys whose skeletons share the most pairs with a skeleton, those of at most `MAX_SKELETONS` skeletons."""
        numbers: list[int] = []
        for level in self._levels(own):
            left = MAX_SKELETONS - len(numbers)
            if level.bit_count() > left:
                numbers += _positions(level & self._of_like_length(len(own), 1))[:left]
                break
            numbers += _positions(level)
        return list(chain.from_iterable(map(self._names.__getitem__, numbers)))

    def _levels(self, own: str) -> Iterator[int]:
        """Bit sets of the skeletons that share all pairs, all but one and so on."""
        sets = [self._pairs[pair] for pair in _pairs(own) if pair in self._pairs]
        at_least = [self._of_like_length(len(own), max(1, round(len(own) / 2))), *(0 for _ in range(len(sets) + 1))]
        for done, bits in enumerate(sets, 1):
            for count in range(done, 0, -1):
                at_least[count] |= at_least[count - 1] & bits
        needed = max(1, round((len(own) + 1) * LEAST_SHARED))
        for count in range(len(sets), needed - 1, -1):
            yield at_least[count] & ~at_least[count + 1]

    def _of_like_length(self, length: int, reach: int) -> int:
        found = 0
        for near in range(length - reach, length + reach + 1):
            found |= self._lengths.get(near, 0)
        return found


def _pairs(name: str) -> set[str]:
    framed = f"{_EDGE}{name}{_EDGE}"
    return {first + second for first, second in pairwise(framed)}


def _bit_sets(features: Iterable[Iterable[Hashable]], count: int) -> dict[Hashable, int]:
    """For each feature an integer whose bit n is set where item n has it."""
    sets: dict[Hashable, bytearray] = {}
    for number, own in enumerate(features):
        for feature in own:
            bits = sets.get(feature)
            if bits is None:
                bits = sets[feature] = bytearray(count // 8 + 1)
            bits[number >> 3] |= 1 << (number & 7)
    return {feature: int.from_bytes(bits, "little") for feature, bits in sets.items()}


def _positions(bits: int) -> list[int]:
    """The numbers of the set bits, rising."""
    digits = bin(bits)[:1:-1]
    found = []
    position = digits.find("1")
    while position >= 0:
        found.append(position)
        position = digits.find("1", position + 1)
    return found
