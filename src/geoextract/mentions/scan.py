"""The gazetteer scan: one pass over the words, longest names first, all readings kept until something decides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate, compress
from operator import attrgetter
from typing import Final

from geoextract.gazetteer.gazetteer import Gazetteer
from geoextract.gazetteer.records import Entry
from geoextract.mentions.words import PROCLITIC_COST, Start, Word, WordTable, preference
from geoextract.text.chars import INVISIBLE
from geoextract.text.tokenize import WORD

_JOINT: Final = re.compile("[^\\S\n]*(?:[-\u2010-\u2013]|\n)?[^\\S\n]*")
"""What may stand between the words of one name: blanks, one hyphen or one line break."""
__all__ = ["PROCLITIC_COST", "Candidate", "ScannedText", "Scanner", "joined"]
_INVISIBLE: Final = re.compile(f"[{INVISIBLE}\u0640]+")
_STARTS: Final = attrgetter("starts")


@dataclass(slots=True)
class Candidate:
    """A stretch of text that is spelt like a name.

    Attributes:
        first: index of its first word.
        last: one past its last word.
        start: first code point in the source, behind the proclitic.
        end: one past its last code point.
        proclitic: the letters before it in its first word.
        entry: what the gazetteer knows of it.
    """

    first: int
    last: int
    start: int
    end: int
    proclitic: str
    entry: Entry


@dataclass(slots=True)
class ScannedText:
    """A text cut into words, with the candidates by the word that they begin in.

    Attributes:
        source: the caller's text.
        words: word types in order.
        gaps: what stands before each word and behind the last, one more than words.
        ends: cumulative lengths of gaps and words: word i is `source[ends[2 * i] : ends[2 * i + 1]]`.
        groups: for each word that begins names the alternatives, the preferred first, in text order.
    """

    source: str
    words: list[Word]
    gaps: list[str]
    ends: list[int]
    groups: list[list[Candidate]]


class Scanner:
    """Finds every gazetteer surface of a text, behind any proclitics."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Make a scanner with its own word table."""
        self._gazetteer = gazetteer
        self.table = WordTable(gazetteer)

    def __call__(self, source: str) -> ScannedText:
        """Scan a text.

        Args:
            source: any string.

        Returns:
            Its words and candidates; nothing is decided yet.
        """
        pieces = WORD.split(source)
        words = list(map(self.table.__getitem__, pieces[1::2]))
        scanned = ScannedText(source, words, pieces[0::2], list(accumulate(map(len, pieces))), [])
        groups, ends, last = scanned.groups, scanned.ends, len(words) - 1
        for index in compress(range(len(words)), map(_STARTS, words)):
            word = words[index]
            if index < last and words[index + 1].key in word.seconds:
                group = self._alternatives(scanned, index, word)
                if group:
                    groups.append(group)
            elif word.names:
                begin = ends[2 * index]
                after, end = index + 1, begin + word.length
                groups.append(
                    [
                        Candidate(index, after, begin + offset, end, proclitic, entry)
                        for offset, proclitic, entry in word.names
                    ]
                )
        return scanned

    def _alternatives(self, scanned: ScannedText, index: int, word: Word) -> list[Candidate]:
        found: list[tuple[int, Start, Entry]] = []
        following = scanned.words[index + 1].key if index + 1 < len(scanned.words) else ""
        for start in word.starts:
            if following in start.seconds:
                found.extend(self._long_names(scanned, index, start))
            if start.entry is not None:
                found.append((1, start, start.entry))
        if len(found) > 1:
            found.sort(key=preference)
        return [self._candidate(scanned, index, count, start, entry) for count, start, entry in found]

    def _candidate(self, scanned: ScannedText, index: int, count: int, start: Start, entry: Entry) -> Candidate:
        first, last = index + entry.lead, index + count - entry.trail
        offset = scanned.ends[2 * first] + (0 if entry.lead else start.offset)
        return Candidate(
            first, last, offset, self._end(scanned, last - 1), "" if entry.lead else start.proclitic, entry
        )

    def _long_names(self, scanned: ScannedText, index: int, start: Start) -> list[tuple[int, Start, Entry]]:
        words, gaps = scanned.words, scanned.gaps
        limit = min(start.longest, len(words) - index)
        key, entry_of = start.host, self._gazetteer.entry
        found: list[tuple[int, Start, Entry]] = []
        for count in range(1, limit):
            gap = gaps[index + count]
            if gap != " " and not joined(gap):
                break
            key += " " + words[index + count].key
            entry = entry_of(key)
            if entry is not None:
                found.append((count + 1, start, entry))
        return found

    @staticmethod
    def _end(scanned: ScannedText, index: int) -> int:
        return scanned.ends[2 * index] + scanned.words[index].length


def joined(gap: str) -> bool:
    """Whether the words on both sides of a gap may belong to one name."""
    return gap == " " or _JOINT.fullmatch(_INVISIBLE.sub("", gap)) is not None
