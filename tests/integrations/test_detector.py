"""From detector spans to bare names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest

import geoextract
from geoextract.mentions.detector import (
    CliticSegmenter,
    DetectedCandidate,
    DetectedSpan,
    MentionDetector,
    candidates_from_spans,
    merged_groups,
    run_detectors,
)
from geoextract.mentions.scan import Scanner
from geoextract.text.clitics import segment

Mapped = Callable[..., list[DetectedCandidate]]


class Fixed:
    """A detector that finds what it is told to."""

    def __init__(self, *spans: DetectedSpan) -> None:
        self.spans = spans

    def detect(self, text: str) -> Iterator[DetectedSpan]:
        yield from self.spans


class Longest:
    """A segmenter that cuts off all it can."""

    def proclitics(self, words: Sequence[str]) -> list[str]:
        return [max((proclitic for proclitic, _ in segment(word)), key=len) for word in words]


@pytest.fixture(scope="module")
def scanner(gazetteer: geoextract.Gazetteer) -> Scanner:
    return Scanner(gazetteer)


@pytest.fixture
def mapped(scanner: Scanner, gazetteer: geoextract.Gazetteer) -> Mapped:
    def run(text: str, *parts: str, segmenter: CliticSegmenter | None = None) -> list[DetectedCandidate]:
        spans = [DetectedSpan(text.index(part), text.index(part) + len(part), "LOC", 0.9) for part in parts]
        return candidates_from_spans(scanner(text), spans, gazetteer, segmenter=segmenter)

    return run


@pytest.mark.parametrize(
    ("text", "part", "name", "proclitic", "place"),
    [
        ("وصل إلى بغداد أمس", "بغداد", "بغداد", "", "geonames:98182"),
        ("زار وبالقاهرة أمس", "وبالقاهرة", "القاهرة", "وب", "geonames:360630"),
        ("زار وبالقاهرة أمس", "بالقاهرة", "القاهرة", "وب", "geonames:360630"),
        ("زار وبالقاهرة أمس", "القاهرة", "القاهرة", "وب", "geonames:360630"),
        ("دعم للعراق اليوم", "للعراق", "لعراق", "ل", "IQ"),
        ("دعم للعراق اليوم", "عراق", "لعراق", "ل", "IQ"),
        ("دعم وللعراق اليوم", "وللعراق", "لعراق", "ول", "IQ"),
        ("أعلنت والولايات المتحدة موقفا", "والولايات المتحدة", "الولايات المتحدة", "و", "US"),
        ("في الولايات\nالمتحدة اليوم", "الولايات\nالمتحدة", "الولايات\nالمتحدة", "", "US"),
        ("إلى بَغْـداد\u200f.", "بَغْـداد\u200f", "بَغْـداد", "", "geonames:98182"),
        ("بين (بغداد) وغيرها", "(بغداد)", "بغداد", "", "geonames:98182"),
        ("بين «بغداد»", " «بغداد", "بغداد", "", "geonames:98182"),
        ("بغداد ـــ", "بغداد ـــ", "بغداد", "", "geonames:98182"),
    ],
)
def test_a_span_becomes_the_bare_name(
    mapped: Mapped, text: str, part: str, name: str, proclitic: str, place: str
) -> None:
    (found,) = mapped(text, part)
    assert text[found.start : found.end] == name
    assert found.proclitic == proclitic
    assert found.entry.senses[0].place.id == place
    assert (found.label, found.score) == ("LOC", 0.9)


def test_a_name_that_begins_like_a_proclitic_stays_whole(mapped: Mapped) -> None:
    for name in ("لبنان", "بيروت", "فرنسا", "كندا", "واشنطن"):
        (found,) = mapped(f"في {name} أمس", name)
        assert (found.proclitic, found.start) == ("", 3)


def test_a_designator_or_facility_gives_way_to_the_name_in_it(mapped: Mapped) -> None:
    text = "هبط في مطار بغداد الدولي"
    (found,) = mapped(text, "مطار بغداد الدولي")
    assert text[found.start : found.end] == "بغداد"


def test_the_words_around_a_name_stay_outside(
    mapped: Mapped, scanner: Scanner, gazetteer: geoextract.Gazetteer
) -> None:
    entries = map(gazetteer.entry, gazetteer.keys())
    entry = next(entry for entry in entries if entry and entry.lead and not entry.trail)
    key = entry.key
    text = f"في {key}."
    (found,) = mapped(text, key)
    assert text[found.start : found.end] == " ".join(key.split(" ")[entry.lead :])
    ((found_by_scan, *_), *_) = scanner(text).groups
    assert (found.start, found.end, found.entry.key) == (found_by_scan.start, found_by_scan.end, key)


def test_names_joined_in_one_span_are_told_apart(mapped: Mapped) -> None:
    text = "بين بغداد، ودمشق اليوم"
    assert [text[c.start : c.end] for c in mapped(text, "بغداد، ودمشق")] == ["بغداد", "دمشق"]


def test_an_unknown_name_is_kept_without_senses(mapped: Mapped) -> None:
    text = "وصل إلى وقرمظستان الكبرى أمس"
    (found,) = mapped(text, "وقرمظستان الكبرى")
    assert text[found.start : found.end] == "وقرمظستان الكبرى"
    assert found.entry.senses == ()
    (found,) = mapped(text, "قرمظستان الكبرى")
    assert (text[found.start : found.end], found.proclitic) == ("قرمظستان الكبرى", "و")


def test_a_segmenter_cuts_what_the_gazetteer_does_not_know(mapped: Mapped) -> None:
    text = "وصل إلى وقرمظستان أمس"
    (found,) = mapped(text, "وقرمظستان", segmenter=Longest())
    assert (text[found.start : found.end], found.proclitic) == ("قرمظستان", "و")


def test_a_segmenter_chooses_between_known_readings(mapped: Mapped, gazetteer: geoextract.Gazetteer) -> None:
    keys = gazetteer.keys()
    double = next(key for key in keys if key[0] in "وبلفك" and " " not in key and gazetteer.has(key[1:]))
    (found,) = mapped(f"في {double} أمس", double, segmenter=Longest())
    assert found.entry.key == double[1:]


@pytest.mark.parametrize("part", ["،", " ", " ـ"])
def test_a_span_without_a_word_is_dropped(mapped: Mapped, part: str) -> None:
    assert mapped("بغداد ، ـ، دمشق", part) == []


def test_no_words_no_candidates(scanner: Scanner, gazetteer: geoextract.Gazetteer) -> None:
    assert candidates_from_spans(scanner("..."), [DetectedSpan(0, 3)], gazetteer) == []


def test_of_two_detectors_the_surer_counts(scanner: Scanner, gazetteer: geoextract.Gazetteer) -> None:
    spans = [DetectedSpan(0, 5, "GPE", 0.6), DetectedSpan(0, 5, "LOC", 0.8), DetectedSpan(0, 5, "X", 0.1)]
    (found,) = candidates_from_spans(scanner("بغداد"), spans, gazetteer)
    assert (found.label, found.score) == ("LOC", 0.8)


def test_groups_hold_each_stretch_once_and_the_detected_first(
    scanner: Scanner, gazetteer: geoextract.Gazetteer
) -> None:
    scanned = scanner("زار بغداد ثم قرمظستان ودمشق")
    spans = [DetectedSpan(4, 9), DetectedSpan(13, 21)]
    groups = merged_groups(scanned.groups, candidates_from_spans(scanned, spans, gazetteer))
    assert [group[0].first for group in groups] == [1, 3, 4]
    assert [isinstance(group[0], DetectedCandidate) for group in groups] == [True, True, False]
    assert len({(c.start, c.end) for group in groups for c in group}) == sum(map(len, groups))
    assert all(group[0].first == 3 for group in merged_groups([], candidates_from_spans(scanned, spans[1:], gazetteer)))


def test_a_longer_name_of_the_scan_comes_before_a_detected_part_of_it(
    scanner: Scanner, gazetteer: geoextract.Gazetteer
) -> None:
    scanned = scanner("في الولايات المتحدة الأمريكية")
    found = candidates_from_spans(scanned, [DetectedSpan(3, 19)], gazetteer)
    ((first, second, *_), *_) = merged_groups(scanned.groups, found)
    assert (first.last, second.last) == (4, 3)
    assert second is found[0]


def test_spans_of_all_detectors_come_in_order() -> None:
    first, second = Fixed(DetectedSpan(2, 3), DetectedSpan(0, 1)), Fixed(DetectedSpan(0, 4))
    assert isinstance(first, MentionDetector)
    assert [(s.start, s.end) for s in run_detectors([first, second], "abcd")] == [(0, 4), (0, 1), (2, 3)]


@pytest.mark.parametrize("span", [(0, 5), (2, 2), (-1, 2), (3, 1)])
def test_a_span_outside_the_text_is_named(span: tuple[int, int]) -> None:
    with pytest.raises(
        geoextract.DetectorError, match=rf"Fixed returned the span {span[0]}:{span[1]}, .* 4 code points"
    ):
        run_detectors([Fixed(DetectedSpan(*span))], "abcd")


@pytest.mark.parametrize("score", [-0.1, 1.5, float("nan")])
def test_a_score_without_scale_is_named(score: float) -> None:
    with pytest.raises(geoextract.DetectorError, match=rf"Fixed returned the score {score} for the span 0:1"):
        run_detectors([Fixed(DetectedSpan(0, 1, "LOC", score))], "abcd")
