"""What one word type can be: its key, its context classes and the readings that begin a name.

Made once per distinct word.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from typing import Final, NamedTuple

from geoextract.gazetteer.gazetteer import Gazetteer
from geoextract.gazetteer.records import Entry
from geoextract.text.chars import ALIF_MAQSURA, FOLD
from geoextract.text.clitics import ARTICLE, Reading, readings_behind
from geoextract.text.normalize import normalize
from geoextract.text.tokenize import trimmed_length

LEAST_LETTERS: Final = 4
"""Shorter words are never asked about as unlisted names."""
MAX_LETTERS: Final = 60
"""Longer runs of letters are no words; they are not analysed (hostile text)."""
_NONE: Final[Mapping[str, int]] = {}
_OPEN: Final = {"": 1}
TRAP: Final = "!"
"""Lexicon code of words whose readings behind a proclitic are never meant, unless a longer name follows."""

PROCLITIC_COST: Final = 1.0
"""How much weightier (decimal logarithm) a place must be for its reading behind a proclitic to come before the
whole word's."""

_CONJUNCTIONS: Final = frozenset("\u0648\u0641")
"""And, then: a word that is a trap stays one behind them."""
_KEEPING: Final = frozenset("وبلف")
"""Proclitics behind which a word keeps its classes; so does one with the article behind the next."""
_KEEPING_ARTICLE: Final = "كال"
is_plain: Final = re.compile(f"[\u0621-\u063a\u0641-\u064a]{{1,{MAX_LETTERS}}}").fullmatch
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


class Start(NamedTuple):
    """A reading of a word that can begin a name.

    Attributes:
        proclitic: the letters before it, folded; "" for the whole word.
        host: key of the name's first word.
        offset: code points of the word before the host.
        entry: what the host alone stands for, None if it only begins longer names.
        longest: most words of a name that begins with the host.
        seconds: second words of those names, with the most words of a name that begins so; if any, "" as well, the
            key of what has to be looked at closer (`pieces.Piece.key`).
    """

    proclitic: str
    host: str
    offset: int
    entry: Entry | None
    longest: int
    seconds: Mapping[str, int]


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
        seconds: second words of all longer names that its readings begin, and "" as in `Start`.
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
        self.seconds: Container[str] = ()
        if starts:
            found = [(1, start, start.entry) for start in starts if start.entry is not None]
            if len(found) > 1:
                found.sort(key=preference)
            self.names = tuple([(start.offset, start.proclitic, entry) for _, start, entry in found])
            following = [start.seconds for start in starts if start.seconds]
            if following:
                self.seconds = following[0] if len(following) == 1 else frozenset().union(*following)
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
        self._lexicon = gazetteer.lexicon
        self._seconds: dict[str, Mapping[str, int]] = {}

    def __call__(self, text: str) -> Word:
        """Analyse one word (`tokenize.WORD`)."""
        if len(text) > MAX_LETTERS:
            return Word(text, "", trimmed_length(text), "", ())
        if is_plain(text) or text.isascii():
            return self.plain(text)
        normalized = normalize(text)
        return self._word(text, normalized.text, trimmed_length(text), normalized.offsets)

    def plain(self, text: str) -> Word:
        """Analyse a word of which each letter folds to one letter (`is_plain`), of at most `MAX_LETTERS`."""
        return self._word(text, text.translate(FOLD), len(text), _ONE_TO_ONE)

    def _word(self, text: str, key: str, length: int, offsets: Sequence[int]) -> Word:
        own = self._lexicon.get(key, "")
        classes = self._classes(key, own)
        if classes:
            classes = _spelt(classes, text[:length])
        begins, starts = self._gazetteer.begins, []
        if begins(key):
            starts.append(self._start("", key, offsets[0], self._gazetteer.entry(key)))
        behind = readings_behind(key)
        for proclitic, host, cut in behind:
            if begins(host):
                trap = self._is_trap(key, own, proclitic)
                starts.append(self._start(proclitic, host, offsets[cut], None if trap else self._gazetteer.entry(host)))
        found = tuple([start for start in starts if start.entry is not None or start.longest > 1])
        unknown = not classes and not found and self._is_unknown(key, behind)
        return Word(text, key, length, classes, found, unknown=unknown)

    def _is_unknown(self, key: str, behind: list[Reading]) -> bool:
        if len(key) < LEAST_LETTERS or not "\u0621" <= key[0] <= "\u064a":
            return False
        for reading in behind:
            if reading.host in self._lexicon or reading.host.removeprefix(ARTICLE) in self._lexicon:
                return False
        return True

    def _classes(self, key: str, own: str) -> str:
        """The lexicon's codes of a word, or those of what follows its proclitic as well."""
        if own:
            own = own.replace(TRAP, "")
            if own.strip(_COMMONNESS + _PREPOSITIONS):
                return own
        length = len(key)
        if (key[:1] in _KEEPING and length > 3) or (length > 5 and key.startswith(_KEEPING_ARTICLE)):
            host = self._lexicon.get(key[1:], "")
            if host and host.strip(_COMMONNESS):
                return own + "".join([code for code in host if code not in _COMMONNESS + TRAP + own])
        return own

    def _start(self, proclitic: str, host: str, offset: int, entry: Entry | None) -> Start:
        longest = self._gazetteer.heads.get(host, 1)
        seconds = self._seconds.get(host, _NONE)
        if longest > 1 and not seconds:
            seconds = self._seconds[host] = self._gazetteer.seconds(host) | _OPEN
        return Start(proclitic, host, offset, entry, longest, seconds)

    def _is_trap(self, key: str, own: str, proclitic: str) -> bool:
        """Whether a word, or what follows its conjunction, never is this proclitic with a name."""
        if TRAP in own:
            return True
        return len(proclitic) > 1 and key[0] in _CONJUNCTIONS and TRAP in self._lexicon.get(key[1:], "")
