"""Mention detectors from outside: the protocol, and the way from their spans to candidates with the bare name.

A detector knows nothing of the gazetteer and may know nothing of proclitics; what it returns is evidence that a place
is named somewhere in a stretch of text. Which letters are the name is settled here, by what the gazetteer has.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from operator import itemgetter
from typing import Final, Protocol, runtime_checkable

from geoextract.errors import DetectorError
from geoextract.gazetteer.gazetteer import Gazetteer
from geoextract.gazetteer.records import Entry
from geoextract.mentions.scan import PROCLITIC_COST, Candidate, ScannedText
from geoextract.text.clitics import Reading, readings
from geoextract.text.normalize import fold, normalize

UNKNOWN_PRIOR: Final = 1.0
"""Prior of a surface that only a detector knows; the detector's score is all the evidence there is."""


@dataclass(frozen=True, slots=True)
class DetectedSpan:
    """A stretch of text that a detector takes for a place.

    Attributes:
        start: first code point; may lie before a proclitic.
        end: one past the last code point.
        label: the detector's own label, for example `LOC`.
        score: the detector's confidence, 0..1; 1 where it gives none.
    """

    start: int
    end: int
    label: str = ""
    score: float = 1.0


@runtime_checkable
class MentionDetector(Protocol):
    """Anything that finds place names in a text. It has to be safe to call from several threads."""

    def detect(self, text: str) -> Iterable[DetectedSpan]:
        """Find the places of a text.

        Args:
            text: the caller's text, untouched.

        Returns:
            Spans in code points of `text`, in any order; they may overlap.
        """
        ...


@runtime_checkable
class CliticSegmenter(Protocol):
    """Anything that says which letters of a word are proclitics, where the gazetteer leaves it open."""

    def proclitics(self, words: Sequence[str]) -> Sequence[str]:
        """The proclitic letters of each word, without the article; "" for a word that has none.

        Args:
            words: the words of one text in order, as written.
        """
        ...


@dataclass(slots=True)
class DetectedCandidate(Candidate):
    """A candidate that a detector found. `entry` has no senses where the gazetteer does not know the name.

    Attributes:
        label: the detector's label.
        score: its confidence, 0..1.
    """

    label: str
    score: float


def run_detectors(detectors: Iterable[MentionDetector], text: str) -> list[DetectedSpan]:
    """Run detectors over a text and check what they return.

    Args:
        detectors: any number of them.
        text: the text.

    Returns:
        All spans by position, the longer first.

    Raises:
        DetectorError: a span is empty or outside the text, or a score is outside 0..1; the message names the detector.
    """
    spans = [_checked(span, detector, len(text)) for detector in detectors for span in detector.detect(text)]
    return sorted(spans, key=lambda span: (span.start, -span.end, -span.score))


def candidates_from_spans(
    scanned: ScannedText,
    spans: Iterable[DetectedSpan],
    gazetteer: Gazetteer,
    *,
    segmenter: CliticSegmenter | None = None,
) -> list[DetectedCandidate]:
    """Map detector spans onto bare names.

    Where the whole span, behind some reading of its proclitics, is a name of the gazetteer, that name is the candidate.
    Where it is not, the names inside it are (a designator before the name, a facility around it). Where there are none,
    the span is kept as it is, with an entry without senses.

    Args:
        scanned: the scanned text.
        spans: what detectors found in `scanned.source`.
        gazetteer: decides which reading is a name.
        segmenter: cuts proclitics off names that the gazetteer does not know; decides between readings that it knows.

    Returns:
        Candidates in text order, one for a stretch of text (that of the highest score).
    """
    mapper = _Mapper(scanned, gazetteer, segmenter)
    best: dict[tuple[int, int], DetectedCandidate] = {}
    for span in spans:
        for candidate in mapper(span):
            place = (candidate.start, candidate.end)
            if place not in best or best[place].score < candidate.score:
                best[place] = candidate
    return [best[place] for place in sorted(best, key=lambda p: (p[0], -p[1]))]


def merged_groups(groups: Sequence[list[Candidate]], found: Iterable[Candidate]) -> list[list[Candidate]]:
    """Put detected candidates among those of the gazetteer scan.

    Args:
        groups: `ScannedText.groups`, or nothing where detectors run in place of the scan.
        found: the result of `candidates_from_spans`.

    Returns:
        Groups in text order, longer alternatives first and of equal ones the detected. What the scan and a detector
        found alike occurs once, as detected.
    """
    detected = {(candidate.start, candidate.end): candidate for candidate in found}
    kept = [[c for c in group if (c.start, c.end) not in detected] for group in groups]
    places = list(accumulate((group[0].first for group in groups), max))
    at = {place: number for number, place in reversed(list(enumerate(places)))}
    for candidate in detected.values():
        number = at.setdefault(candidate.first, len(kept))
        if number == len(kept):
            kept.append([])
            places.append(candidate.first)
        _insert(kept[number], candidate)
    return [group for _, group in sorted(zip(places, kept, strict=True), key=itemgetter(0)) if group]


def _insert(group: list[Candidate], candidate: Candidate) -> None:
    """Put a candidate before the first one that has no more words."""
    words = candidate.last - candidate.first
    before = (number for number, other in enumerate(group) if other.last - other.first <= words)
    group.insert(next(before, len(group)), candidate)


class _Mapper:
    """The words of one text, and the way from a span to candidates."""

    def __init__(self, scanned: ScannedText, gazetteer: Gazetteer, segmenter: CliticSegmenter | None) -> None:
        self._scanned = scanned
        self._gazetteer = gazetteer
        self._segmenter = segmenter
        self._starts = scanned.ends[0:-1:2]
        self._by_first: dict[int, list[Candidate]] = {}
        for candidate in chain.from_iterable(scanned.groups):
            self._by_first.setdefault(candidate.first, []).append(candidate)
        self._segmented: Sequence[str] | None = None

    def __call__(self, span: DetectedSpan) -> list[DetectedCandidate]:
        """The candidates of a span; none where it covers no word."""
        first, last = self._words(span)
        if first >= last:
            return []
        whole = self._whole(span, first, last)
        if whole is not None:
            return [whole]
        inside = list(self._inside(span, first, last))
        return inside or [self._unknown(span, first, last)]

    def _words(self, span: DetectedSpan) -> tuple[int, int]:
        """Indices of the words that the span touches."""
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        if self._starts and self._end(first) <= span.start:
            first += 1
        last = bisect_left(self._starts, span.end)
        while first < last and not self._scanned.words[last - 1].length:  # a run of tatweel, which is no word
            last -= 1
        return first, last

    def _end(self, index: int) -> int:
        return self._starts[index] + self._scanned.words[index].length

    def _whole(self, span: DetectedSpan, first: int, last: int) -> DetectedCandidate | None:
        rest = "".join(f" {self._scanned.words[index].key}" for index in range(first + 1, last))
        if any(fold(gap) for gap in self._scanned.gaps[first + 1 : last]):
            return None
        known = []
        for reading, offset in self._readings(span, first):
            entry = self._gazetteer.entry(reading.host + rest)
            if entry is not None:
                known.append((reading.proclitic, offset, entry))
        if not known:
            return None
        if len(known) > 1 and self._segmenter is not None:
            said = self._said(first)
            known.sort(key=lambda item: item[0] != said)
        else:
            known.sort(key=lambda item: _preference(item[0], item[2]))
        proclitic, offset, entry = known[0]
        if entry.lead:
            offset, proclitic = 0, ""
        return self._make(span, first + entry.lead, last - entry.trail, offset, proclitic, entry)

    def _readings(self, span: DetectedSpan, index: int) -> Iterator[tuple[Reading, int]]:
        """Readings of a word with their offsets in it, those that agree with where the span begins."""
        word = self._scanned.words[index]
        normalized = normalize(word.text)
        inside = span.start - self._starts[index]
        for reading in readings(word.key) if word.key else ():
            offset = normalized.offsets[reading.cut]
            restored = word.key[reading.cut :] != reading.host
            if inside <= 0 or offset == inside or (restored and offset == inside - 1):
                yield reading, offset
        if inside > 0:
            host = fold(word.text[inside:])
            yield Reading(fold(word.text[:inside]), host, 0), inside

    def _inside(self, span: DetectedSpan, first: int, last: int) -> Iterator[DetectedCandidate]:
        """Names of the scan within the span, the longest at each word, one after another."""
        position = first
        for index in range(first, last):
            for found in self._by_first.get(index, ()):
                if found.first >= position and found.last <= last and found.entry.verdict != "never":
                    offset = found.start - self._starts[found.first]
                    yield self._make(span, found.first, found.last, offset, found.proclitic, found.entry)
                    position = found.last
                    break

    def _unknown(self, span: DetectedSpan, first: int, last: int) -> DetectedCandidate:
        offset = max(span.start - self._starts[first], 0)
        proclitic = fold(self._scanned.words[first].text[:offset])
        if self._segmenter is not None and not offset:
            said = self._said(first)
            for reading, start in self._readings(span, first):
                if said and reading.proclitic == said:
                    offset, proclitic = start, said
        surface = self._scanned.source[self._starts[first] + offset : self._end(last - 1)]
        return self._make(span, first, last, offset, proclitic, Entry(fold(surface), surface, "", UNKNOWN_PRIOR, ()))

    def _make(
        self, span: DetectedSpan, first: int, last: int, offset: int, proclitic: str, entry: Entry
    ) -> DetectedCandidate:
        start, end = self._starts[first] + offset, self._end(last - 1)
        return DetectedCandidate(first, last, start, end, proclitic, entry, span.label, span.score)

    def _said(self, index: int) -> str:
        if self._segmented is None:
            assert self._segmenter is not None
            self._segmented = self._segmenter.proclitics([word.text for word in self._scanned.words])
        return fold(self._segmented[index])


def _preference(proclitic: str, entry: Entry) -> tuple[bool, float]:
    """The weightier place first, where cutting a proclitic off has to pay (as in the scan)."""
    return entry.verdict == "never", (PROCLITIC_COST if proclitic else 0.0) - entry.senses[0].weight


def _checked(span: DetectedSpan, detector: MentionDetector, length: int) -> DetectedSpan:
    name = type(detector).__name__
    if not 0 <= span.start < span.end <= length:
        raise DetectorError(
            f"{name} returned the span {span.start}:{span.end}, which is empty or outside the text of {length} code"
            " points"
        )
    if not 0 <= span.score <= 1 or math.isnan(span.score):
        raise DetectorError(
            f"{name} returned the score {span.score} for the span {span.start}:{span.end}; it has to be 0..1"
        )
    return span
