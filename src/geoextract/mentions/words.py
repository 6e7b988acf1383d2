"""What one word type can be: its key, its context classes and the readings that begin a name.

Made once per distinct word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from geoextract.gazetteer.gazetteer import Gazetteer
from geoextract.gazetteer.records import Entry
from geoextract.text.chars import ALIF_MAQSURA, FOLD
from geoextract.text.clitics import ARTICLE, Reading, readings
from geoextract.text.normalize import normalize
from geoextract.text.tokenize import trimmed_length

LEAST_LETTERS: Final = 4
"""Shorter words are never asked about as unlisted names."""
MAX_LETTERS: Final = 60
"""Longer runs of letters are no words; they are not analysed (hostile text)."""
_NONE: Final[frozenset[str]] = frozenset()
_OPEN: Final = frozenset({""})
TRAP: Final = "!"
"""Lexicon code of words whose readings behind a proclitic are never meant, unless a longer name follows."""

PROCLITIC_COST: Final = 1.0
"""How much weightier (decimal logarithm) a place must be for its reading behind a proclitic to come before the
whole word's."""

_CONTEXT_PROCLITICS: Final = ("وال", "بال", "فال", "كال", "و", "ب", "ل", "ف")
_CONJUNCTIONS: Final = frozenset("\u0648\u0641")
"""And, then: a word that is a trap stays one behind them."""
_CONTEXT_FIRST: Final = frozenset(proclitic[0] for proclitic in _CONTEXT_PROCLITICS)
_PLAIN: Final = re.compile("[\u0621-\u063a\u0641-\u064a]+").fullmatch
"""Matches words without marks, presentation forms or letters of other languages."""
_ONE_TO_ONE: Final = range(MAX_LETTERS + 1)


_COMMONNESS: Final = "123"
"""Lexicon codes that say how common a word is, not what it means."""
_PREPOSITIONS: Final = "lmb"
"""Lexicon codes of words that may be a preposition with its noun."""
_LOWER: Final = str.maketrans({capital: small for small, capital in zip("gijn", "GIJN", strict=True)})


def _spelt(classes: str, text: str) -> str:
    """Drop the classes of persons' names whose last letter is ya where the word is written with alif maqsura."""
    if text.endswith(ALIF_MAQSURA):
        classes = "".join(code for code in classes if code not in "gijn")
    return classes.translate(_LOWER)


@dataclass(frozen=True, slots=True)
class Start:
    """A reading of a word that can begin a name.

    Attributes:
        proclitic: the letters before it, folded; "" for the whole word.
        host: key of the name's first word.
        offset: code points of the word before the host.
        entry: what the host alone stands for, None if it only begins longer names.
        longest: most words of a name that begins with the host.
        seconds: second words of those names.
    """

    proclitic: str
    host: str
    offset: int
    entry: Entry | None
    longest: int
    seconds: frozenset[str]


class Word:
    """A word type with everything that does not depend on its place in a text.

    Attributes:
        text: as written.
        key: folded.
        length: code points without invisible characters at the end.
        classes: context classes (`gazetteer.lexicon.CLASSES` codes) of the word or of its host without proclitics.
        starts: readings that begin a name, the likelier first; empty for nearly all words.
        unknown: a word of at least four letters that no list knows, with or without proclitics.
        names: offset, proclitic and entry of each reading that is a name by itself, the preferred first.
        seconds: second words of all longer names that its readings begin; if any, "" as well, the key of what has to be
            looked at closer (`pieces.Piece.key`).
        notable: whether the scan has to look at it: it begins names or is unknown.
        row: memory of the context model: what the word contributes beside a candidate for a mention; () if not known.
        scores: the same for its other questions, by their number.
        doubts: memory of the search for unlisted names: what the word may be; 0 if not asked yet.
        leads: the same for what may follow the word.
    """

    __slots__ = (
        "classes", "doubts", "key", "leads", "length", "names", "notable", "row", "scores", "seconds", "starts", "text",
        "unknown",
    )  # fmt: skip

    def __init__(
        self, text: str, key: str, length: int, classes: str, starts: tuple[Start, ...], *, unknown: bool = False
    ) -> None:
        """Take the parts."""
        self.text = text
        self.key = key
        self.length = length
        self.classes = classes
        self.starts = starts
        self.names: tuple[tuple[int, str, Entry], ...] = ()
        self.seconds = _NONE
        if starts:
            found = sorted(((1, s, s.entry) for s in starts if s.entry is not None), key=preference)
            self.names = tuple([(start.offset, start.proclitic, entry) for _, start, entry in found])
            self.seconds = _NONE.union(*(start.seconds for start in starts))
            if self.seconds:
                self.seconds |= _OPEN
        self.unknown = unknown
        self.notable = unknown or bool(starts)
        self.doubts = self.leads = 0
        self.row: tuple[float, ...] = ()
        self.scores: dict[int, tuple[float, ...]] = {}

    def offset_of(self, letters: int) -> int:
        """Code points of the word before the letter of its key with this index."""
        return normalize(self.text).offsets[letters] if letters else 0


def preference(item: tuple[int, Start, Entry]) -> tuple[int, bool, float]:
    """Longer names first; of two readings the one with the weightier place.

    Where cutting a proclitic off has to pay.
    """
    count, start, entry = item
    if not entry.senses:
        return -count, False, 0.0
    weight = entry.senses[0].weight - (PROCLITIC_COST if start.proclitic else 0.0)
    return -count, entry.verdict == "never", -weight


class Analyser:
    """Makes word types."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Bind a gazetteer."""
        self._gazetteer = gazetteer

    def __call__(self, text: str) -> Word:
        """Analyse one word (`tokenize.WORD`)."""
        offsets: Sequence[int]
        if _PLAIN(text) and len(text) <= MAX_LETTERS:  # each letter folds to one letter
            length, key, offsets = len(text), text.translate(FOLD), _ONE_TO_ONE
        else:
            length = trimmed_length(text)
            if len(text) > MAX_LETTERS:
                return Word(text, "", length, "", ())
            normalized = normalize(text)
            key, offsets = normalized.text, normalized.offsets
        classes = self._classes(key)
        if classes:
            classes = _spelt(classes, text[:length])
        lexicon = self._gazetteer.lexicon
        trapped = TRAP in lexicon.get(key, "")
        inner = key[:1] in _CONJUNCTIONS and TRAP in lexicon.get(key[1:], "")
        starts = []
        for reading in readings(key):
            never = reading.proclitic if trapped else inner and len(reading.proclitic) > 1
            start = self._start(reading, offsets, alone=not never)
            if start is not None:
                starts.append(start)
        unknown = not classes and not starts and self._is_unknown(key)
        return Word(text, key, length, classes, tuple(starts), unknown=unknown)

    def _is_unknown(self, key: str) -> bool:
        if len(key) < LEAST_LETTERS or not "\u0621" <= key[0] <= "\u064a":
            return False
        lexicon = self._gazetteer.lexicon
        hosts = (reading.host for reading in readings(key)[1:])
        return not any(host in lexicon or host.removeprefix(ARTICLE) in lexicon for host in hosts)

    def _classes(self, key: str) -> str:
        lexicon = self._gazetteer.lexicon
        own = lexicon.get(key, "").replace(TRAP, "")
        if own.strip(_COMMONNESS + _PREPOSITIONS):
            return own
        for proclitic in _CONTEXT_PROCLITICS if key[:1] in _CONTEXT_FIRST else ():
            if key.startswith(proclitic) and len(key) > len(proclitic) + 2:
                rest = key[len(proclitic) :]
                found = lexicon.get(ARTICLE + rest if len(proclitic) == 3 else rest, "")
                if found.strip(_COMMONNESS):
                    return own + "".join(code for code in found if code not in _COMMONNESS + TRAP + own)
        return own

    def _start(self, reading: Reading, offsets: Sequence[int], *, alone: bool) -> Start | None:
        gazetteer = self._gazetteer
        longest = gazetteer.heads.get(reading.host, 1)
        entry = gazetteer.entry(reading.host) if alone else None
        if entry is None and longest == 1:
            return None
        return Start(
            reading.proclitic, reading.host, offsets[reading.cut], entry, longest, gazetteer.seconds(reading.host)
        )
