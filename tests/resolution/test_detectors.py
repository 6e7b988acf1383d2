"""Detectors and the resolver: whose word counts."""

from __future__ import annotations

import pytest

import geoextract
from geoextract import ConfigError, DetectorError
from geoextract.mentions.detector import DetectedSpan
from geoextract.resolution.rules import DETECTOR


class Quoted:
    """Finds one surface, with a score of its own."""

    def __init__(self, surface: str, score: float) -> None:
        self.surface = surface
        self.score = score

    def detect(self, text: str) -> list[DetectedSpan]:
        """Find the first occurrence."""
        start = text.find(self.surface)
        return [DetectedSpan(start, start + len(self.surface), "LOC", self.score)] if start >= 0 else []


TEXT = "خسر المصرف مبلغا ماليا كبيرا في بيروت."


def rules(surface: str, score: float, *, default_detector: bool = True) -> dict[str, str]:
    geo = geoextract.load(detectors=[Quoted(surface, score)], default_detector=default_detector)
    return {entity.text: entity.rule for entity in geo(TEXT).entities}


def test_a_surer_detector_overrules_a_rule() -> None:
    assert rules("ماليا", 0.99) == {"ماليا": DETECTOR, "بيروت": "unambiguous_name"}


def test_a_detector_in_doubt_does_not() -> None:
    assert rules("ماليا", 0.3) == {"بيروت": "unambiguous_name"}


def test_without_the_scan_only_detectors_find() -> None:
    assert rules("ماليا", 0.99, default_detector=False) == {"ماليا": DETECTOR}
    assert rules("بيروت", 0.99, default_detector=False) == {"بيروت": DETECTOR}
    assert rules("بيروت", 0.5, default_detector=False) == {"بيروت": "unambiguous_name"}


def test_a_name_that_the_gazetteer_lacks_has_no_place() -> None:
    assert rules("المصرف", 0.99) == {"بيروت": "unambiguous_name"}


def test_no_detector_at_all() -> None:
    with pytest.raises(ConfigError, match="leaves no detector; give one by the option 'detectors'"):
        geoextract.load(default_detector=False)


def test_a_broken_detector_is_named() -> None:
    with pytest.raises(DetectorError, match=r"Quoted returned the score 2 for the span"):
        rules("بيروت", 2)
