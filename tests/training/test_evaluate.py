"""Evaluation on a tiny gold, calibration, and the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geoextract import GeoExtractor, ModelError
from geoextract.cli import main
from geoextract.resolution.model import Calibration, ContextModel
from geoextract.training.calibrate import (
    FOLDS,
    Outcome,
    calibration_error,
    fit_calibration,
    fold_of,
    held_out,
    outcomes,
    reliability,
)
from geoextract.training.corpora import parse_markup, read
from geoextract.training.evaluate import Figure, evaluate

GOLD = (
    "# id: a\nزار الرئيس [[الأوكراني|demonym:country|UA|Ukraine]] [[كييف|city|UA|Kyiv]].\n"
    "# id: b\nوصل الوفد إلى [[باريس|city|US|Paris]] و[[مركز الجبال|city|XX|Nowhere]]، ثم إلى ألمانيا.\n"
    "# id: c\nانعقد المؤتمر في [[القاهرة|city|EG|Cairo|opt]] أمس.\n"
)
"""A right sentence; one with a wrong place, a missed and a spurious one; one that is not scored."""


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.txt"
    path.write_text(GOLD, encoding="utf-8")
    return path


def test_the_figures(extractor: GeoExtractor, gold: Path) -> None:
    report = evaluate(extractor, read(gold), rounds=0)
    assert (report.documents, report.gold, report.predicted) == (3, 4, 4)
    assert {name: figure.value for name, figure in report.figures.items()} == {
        "exact": 75.0,
        "overlap": 75.0,
        "precision": 75.0,
        "recall": 75.0,
        "end2end": 50.0,
        "linking": pytest.approx(200 / 3),
        "country": pytest.approx(200 / 3),
        "typing": 100.0,
        "form": 100.0,
        "metonym": 0.0,
    }
    assert report.by_type == {"city": (3, 2, 1), "demonym": (1, 1, 1)}
    assert report.errors == [
        ("wrong place", "باريس: city Paris/US -> geonames:2988507 Paris"),
        ("missed", "مركز الجبال (city Nowhere) in b"),
        ("spurious", "ألمانيا -> DE in b"),
    ]


def test_intervals_hold_the_figure_and_are_the_same_twice(extractor: GeoExtractor, gold: Path) -> None:
    texts = read(gold)
    first, second = (evaluate(extractor, texts, rounds=50) for _ in range(2))
    assert first == second
    for figure in first.figures.values():
        assert 0 <= figure.low <= figure.high <= 100
    assert first.figures["end2end"].low < first.figures["end2end"].high
    assert evaluate(extractor, texts, rounds=0).figures["exact"] == Figure(75.0, 75.0, 75.0)


def test_the_command(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(gold), "--rounds", "0", "--errors", "1"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "3 documents, 4 gold mentions, 4 predicted"
    assert "end2end     50.00  [ 50.00,  50.00]" in lines
    assert lines[lines.index("missed:") + 1] == "    1  مركز الجبال (city Nowhere)"
    assert lines[lines.index("spurious:") + 1] == "    1  ألمانيا -> DE"


def test_the_command_in_json(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(gold), "--rounds", "0", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["figures"]["exact"] == {"value": 75.0, "low": 75.0, "high": 75.0}
    assert report["by_type"]["city"] == [3, 2, 1]


def test_the_command_names_a_file_that_it_cannot_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(tmp_path / "none.txt")]) == 2
    assert "none.txt cannot be read: No such file" in capsys.readouterr().err


def made(count: int) -> list[Outcome]:
    """Outcomes of which the share that is right is the probability of the mention."""
    rows = [(0.85, 17), (0.65, 13), (0.45, 9), (0.15, 3)]
    return [
        Outcome(mention, 1.0, right < share, f"document-{number}")
        for number in range(count)
        for mention, share in rows
        for right in range(20)
    ]


def test_calibration_finds_the_shares() -> None:
    found = made(30)
    calibration = fit_calibration(found)
    for mention in (0.85, 0.65, 0.45, 0.15):
        assert calibration(mention, 1.0) == pytest.approx(mention, abs=0.03)
    rows = reliability(found)
    assert [right for _, right, _ in rows] == [0.15, 0.45, 0.65, 0.85]
    assert [count for *_, count in rows] == [600] * 4
    assert calibration_error(rows) < 0.03
    assert calibration_error([]) == 0


def test_the_error_of_a_bad_calibration_is_its_distance() -> None:
    rows = reliability(made(10), Calibration(mention=0.0, share=0.0, bias=0.0))
    assert rows == [(0.5, 0.525, 800)]
    assert calibration_error(rows) == pytest.approx(0.025)


def test_outcomes_that_are_all_right_calibrate_nothing() -> None:
    with pytest.raises(ModelError, match="only one kind of answer for 'calibration'"):
        fit_calibration([Outcome(0.9, 1.0, True, "a")])


def test_outcomes_of_texts(extractor: GeoExtractor, gold: Path) -> None:
    found = outcomes(extractor.gazetteer, extractor.model, read(gold))
    assert [(o.right, o.document) for o in found] == [(True, "a"), (True, "a"), (False, "b"), (False, "b")]


def test_each_text_is_judged_by_the_model_without_its_fold(extractor: GeoExtractor) -> None:
    texts = [parse_markup(f"text-{number}", "زار [[كييف|city|UA|Kyiv]].") for number in range(20)]
    asked: list[int] = []

    def without(fold: int) -> ContextModel:
        asked.append(fold)
        return extractor.model

    found = held_out(extractor.gazetteer, texts, without)
    assert asked == list(range(FOLDS))
    names = [text.id for fold in range(FOLDS) for text in texts if fold_of(text.id) == fold]
    assert [outcome.document for outcome in found] == names
