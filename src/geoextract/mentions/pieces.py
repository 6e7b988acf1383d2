"""What stands between two blanks of a text: nearly always a word, else a word with punctuation, marks or several words.

Each distinct one is analysed once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from operator import attrgetter
from typing import Final, NamedTuple

from geoextract.gazetteer.gazetteer import Gazetteer
from geoextract.mentions.words import MAX_LETTERS, Analyser, Word, is_plain
from geoextract.text.chars import INVISIBLE
from geoextract.text.tokenize import WORD

MAX_PIECES: Final = 40_000
"""Pieces that a table keeps (16 MB), beside as many that it held before."""
_JOINT: Final = re.compile("[^\\S\n]*(?:[-\u2010-\u2013]|\n)?[^\\S\n]*")
"""What may stand between the words of one name: blanks, one hyphen or one line break."""
_NOTABLE: Final = attrgetter("notable")
_INVISIBLE: Final = re.compile(f"[{INVISIBLE}\u0640]+")


def joined(gap: str) -> bool:
    """Whether the words on both sides of a gap may belong to one name."""
    return gap == " " or _JOINT.fullmatch(_INVISIBLE.sub("", gap)) is not None


class Notable(NamedTuple):
    """A word inside of a piece that begins names or that no list knows.

    Attributes:
        place: its index in the piece.
        offset: code points of the piece before it.
        word: its type.
        is_open: whether a name may go on behind it.
    """

    place: int
    offset: int
    word: Word
    is_open: bool


class Piece:
    """Anything between two blanks that is not just one word.

    Attributes:
        word: its only word, None where there is none or more. Most have one, and to keep it without a tuple leaves the
            garbage collector a seventh less to walk through.
        words: its words where they are several, else ().
        key: key of the first word; "" where there is none.
        lead: what stands before the first word; "" where there is none.
        inner: what stands between the words.
        behind: what stands behind the last word (all, where there is none), with the blank that follows.
        breaks: 1 where the piece ends in a line break, which the scan has put the blank behind, else 0.
        inside: the notable words.
        notable: the scan looks at each piece.
    """

    __slots__ = ("behind", "breaks", "inner", "inside", "key", "lead", "word", "words")
    notable: Final = True

    def __init__(self, parts: Sequence[str], words: tuple[Word, ...]) -> None:
        """Take the parts (gap, word, gap, ..., gap) and the types of the words."""
        self.word = words[0] if len(words) == 1 else None
        self.words = words if len(words) > 1 else ()
        self.key = words[0].key if words else ""
        self.lead = parts[0] if words else ""
        self.inner = tuple(parts[2:-1:2])
        self.breaks = int(parts[-1].endswith("\n"))
        self.behind = parts[-1] if self.breaks else parts[-1] + " "
        self.inside = _notable(parts, words) if any(map(_NOTABLE, words)) else ()


def _notable(parts: Sequence[str], words: tuple[Word, ...]) -> tuple[Notable, ...]:
    begins = list(accumulate(map(len, parts)))[0::2]
    found = []
    for place, word in enumerate(words):
        if word.notable:
            found.append(Notable(place, begins[place], word, bool(word.seconds) and joined(parts[2 * place + 2])))
    return tuple(found)


END: Final = Piece([""], ())
"""Stands behind the last piece of a text."""


class PieceTable(dict[str, Word | Piece]):
    """Plain words by their text and pieces by theirs; a missing one is analysed and kept.

    News repeats itself, so nearly every look-up is a hit. A full table starts anew, but what it held is still at hand,
    so that words in use are not analysed again.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Bind the table to a gazetteer."""
        super().__init__()
        self._analyse = Analyser(gazetteer)
        self._before: dict[str, Word | Piece] = {}

    def __missing__(self, text: str) -> Word | Piece:
        """Analyse what has not been seen."""
        if len(self) >= MAX_PIECES:
            self._before = dict(self)
            self.clear()
        unit = self._before.get(text)
        if unit is None:
            unit = self._analyse.plain(text) if is_plain(text) else self._unit(text)
        if len(text) <= MAX_LETTERS:
            self[text] = unit
        return unit

    def _unit(self, text: str) -> Word | Piece:
        parts = WORD.split(text)
        if len(parts) == 3 and parts[1] == text:
            return self._analyse(text)
        return Piece(parts, tuple([self._word(part) for part in parts[1::2]]))

    def _word(self, text: str) -> Word:
        unit = self[text]
        assert type(unit) is Word
        return unit
