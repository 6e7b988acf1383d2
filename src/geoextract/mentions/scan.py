"""The gazetteer scan: one pass over the words, longest names first, all readings kept until something decides.

The text is cut at its blanks, and each piece (a word with the punctuation written to it) is looked up in a table. Plain
words that begin no name, most of them, cost no more than that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain, compress
from operator import attrgetter
from typing import Any, Final

from geoextract.gazetteer.gazetteer import Gazetteer
from geoextract.gazetteer.records import Entry
from geoextract.mentions.pieces import END, PieceTable, joined
from geoextract.mentions.words import PROCLITIC_COST, Start, Word, preference

__all__ = ["PROCLITIC_COST", "Candidate", "ScannedText", "Scanner", "joined"]
SHORT: Final = 5_000
"""Pieces of a text in which single ones may be replaced in place, which is cheaper than to build the lists anew."""
_NOTABLE: Final = attrgetter("notable")
_TEXT: Final = attrgetter("text")


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


@dataclass
class ScannedText:
    """A text cut into words, with the candidates by the word that they begin in.

    Attributes:
        source: the caller's text.
        words: word types in order.
        gaps: what stands before each word and behind the last, one more than words.
        groups: for each word that begins names the alternatives, the preferred first, in text order.
        unknown: indices of the words that no list knows (`Word.unknown`), rising.
    """

    source: str
    words: list[Word]
    gaps: list[str]
    groups: list[list[Candidate]]
    unknown: list[int]

    @cached_property
    def ends(self) -> list[int]:
        """Cumulative lengths of gaps and words: word i is `source[ends[2 * i] : ends[2 * i + 1]]`.

        Made when first asked for: candidates know where they are, and few documents have to be asked for more.
        """
        pieces = chain.from_iterable(zip(self.gaps, map(_TEXT, self.words), strict=False))
        return list(accumulate(map(len, chain(pieces, self.gaps[-1:]))))


class Scanner:
    """Finds every gazetteer surface of a text, behind any proclitics."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Make a scanner with its own table of words."""
        self._gazetteer = gazetteer
        self.table = PieceTable(gazetteer)

    def __call__(self, source: str) -> ScannedText:
        """Scan a text.

        Args:
            source: any string.

        Returns:
            Its words and candidates; nothing is decided yet.
        """
        # Each line break gets a blank: else the last word of a line would be one piece with the first of the next.
        pieces = source.replace("\n", "\n ").split(" ")
        if 2 * len(pieces) > len(
            source
        ):  # blanks, dashes, single letters: one piece, for one costs more than a character
            pieces = [source, ""] if source.endswith("\n") else [source]
        units: list[Any] = list(map(self.table.__getitem__, pieces))  # `Word` or `Piece`
        units.append(END)
        letters = list(accumulate(map(len, pieces), initial=0))
        gaps = [" "] * (len(pieces) + 1)
        gaps[0] = ""
        groups: list[list[Candidate]] = []
        unknown: list[int] = []
        longer: list[tuple[int, int, int]] = []  # group, word and code point where a name of several words may begin
        spliced: list[int] = []  # pieces of no word or of several
        shift = breaks = 0  # words less pieces so far; pieces so far that no blank follows
        for number in compress(range(len(pieces)), map(_NOTABLE, units)):
            unit = units[number]
            if type(unit) is Word:
                if units[number + 1].key in unit.seconds:
                    longer.append((len(groups), number + shift, letters[number] + number - breaks))
                    groups.append([])
                elif unit.names:
                    groups.append(_alone(unit, number + shift, letters[number] + number - breaks))
                elif unit.unknown:
                    unknown.append(number + shift)
                continue
            if unit.inside:
                index, begin = number + shift, letters[number] + number - breaks
                for place, offset, word, is_open in unit.inside:
                    if word.unknown:
                        unknown.append(index + place)
                    elif is_open:
                        longer.append((len(groups), index + place, begin + offset))
                        groups.append([])
                    elif word.names:
                        groups.append(_alone(word, index + place, begin + offset))
            breaks += unit.breaks
            if unit.lead:
                gaps[number] += unit.lead
            gaps[number + 1] = unit.behind
            if unit.word is not None:
                units[number] = unit.word
            else:
                spliced.append(number)
                shift += len(unit.words) - 1
        gaps[-1] = gaps[-1][:-1]  # no blank stands behind the last piece
        units.pop()
        words: list[Word] = units
        if len(units) <= SHORT:
            _splice(units, gaps, spliced)
        else:
            words, gaps = _spliced(units, gaps, spliced)
        scanned = ScannedText(source, words, gaps, groups, unknown)
        for group, index, begin in longer:
            groups[group] = self._alternatives(scanned, index, begin)
        if longer:
            scanned.groups = [group for group in groups if group]
        return scanned

    def _alternatives(self, scanned: ScannedText, index: int, begin: int) -> list[Candidate]:
        words = scanned.words
        word, following = words[index], words[index + 1].key if index + 1 < len(words) else ""
        found: list[tuple[int, Start, Entry]] = []
        for start in word.starts:
            most = start.seconds.get(following, 1)
            if most > 1:
                found += self._long_names(scanned, index, start, most)
        if not found:
            return _alone(word, index, begin)
        found += [(1, start, start.entry) for start in word.starts if start.entry is not None]
        if len(found) > 1:
            found.sort(key=preference)
        begins = [begin]
        for place in range(index + 1, index + found[0][0]):  # the longest is the first
            begins.append(begins[-1] + len(words[place - 1].text) + len(scanned.gaps[place]))
        return [
            Candidate(
                index + entry.lead,
                index + count - entry.trail,
                begins[entry.lead] + (0 if entry.lead else start.offset),
                begins[count - entry.trail - 1] + words[index + count - entry.trail - 1].length,
                "" if entry.lead else start.proclitic,
                entry,
            )
            for count, start, entry in found
        ]

    def _long_names(
        self, scanned: ScannedText, index: int, start: Start, most: int
    ) -> Iterator[tuple[int, Start, Entry]]:
        """The names of two words up to `most` that begin with a reading of a word."""
        words, gaps = scanned.words, scanned.gaps
        key, entry_of = start.host, self._gazetteer.entry
        for place in range(index + 1, min(index + most, len(words))):
            gap = gaps[place]
            if gap != " " and not joined(gap):
                break
            key += " " + words[place].key
            entry = entry_of(key)
            if entry is not None:
                yield place - index + 1, start, entry


def _alone(word: Word, index: int, begin: int) -> list[Candidate]:
    """The group of a word of which no longer name is made."""
    group = []
    for offset, proclitic, entry in word.names:
        group.append(Candidate(index, index + 1, begin + offset, begin + word.length, proclitic, entry))
    return group


def _splice(units: list[Any], gaps: list[str], spliced: list[int]) -> None:
    """Put the words of pieces that have none or several in their place, and join the gaps around those that have none.

    Args:
        units: words, and such pieces.
        gaps: what stands before each of the units, and behind the last.
        spliced: the indices of the pieces, rising.
    """
    for number in reversed(spliced):
        piece = units[number]
        units[number : number + 1] = piece.words
        if piece.words:
            gaps[number + 1 : number + 1] = piece.inner
        else:
            gaps[number : number + 2] = [gaps[number] + gaps[number + 1]]


def _spliced(units: list[Any], gaps: list[str], spliced: list[int]) -> tuple[list[Word], list[str]]:
    """The same for long texts, where it would take too long to move all that follows for each piece."""
    words: list[Word] = []
    found: list[str] = []
    marks: list[str] = []  # what stands since the last word: joined once, however many pieces without words there are
    done = 0
    for number in [*spliced, len(units)]:
        first, piece = len(found), units[number] if number < len(units) else END
        words += units[done:number]
        found += gaps[done : number + bool(piece.words)]
        words += piece.words
        found += piece.inner
        if marks and len(found) > first:
            found[first] = "".join(marks) + found[first]
            marks = []
        if not piece.words:
            marks.append(gaps[number])
        done = number + 1
    found.append("".join(marks))
    return words, found
