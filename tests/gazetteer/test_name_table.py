"""Every surface of the gazetteer resolves to its own place in a carrier sentence, but for what is listed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from geoextract import Gazetteer, GeoExtractor
from geoextract.text.normalize import fold
from tests.gazetteer.name_table import RIGHT, VERDICT, Doubts, outcome, trials
from tests.tools.name_table import HEADER, PAGE, reviewed, rows

AMBIGUITIES = Path(__file__).parents[2] / "gazetteer" / "ambiguities.tsv"
SAMPLE = 20
"""The default run tries every so many-th surface; `-m slow` tries all (some minutes)."""


def wrong(extractor: GeoExtractor, keys: Iterable[str]) -> list[str]:
    """Trials that have to succeed and do not; a verdict excuses only where review gave it."""
    ask, judged, found = Doubts(extractor.gazetteer), reviewed(), []
    listed = {fold(line.rpartition("\t")[2]) for line in listed_rows() if line.startswith(VERDICT)}
    for key in keys:
        entry = extractor.gazetteer.entry(key)
        assert entry is not None
        for trial in trials(entry):
            doubt = ask(entry, trial)
            if doubt is None and (result := outcome(extractor, entry, trial)) != RIGHT:
                found.append(f"{result}: {trial.sentence}")
            if doubt is not None and doubt.reason == VERDICT and key not in judged | listed:
                found.append(f"doubted and in no list: {trial.sentence}")
    return found


def listed_rows() -> list[str]:
    header, *lines = PAGE.read_text(encoding="utf-8").splitlines()
    assert header == HEADER
    return lines


def test_a_sample_of_all_surfaces(extractor: GeoExtractor) -> None:
    assert wrong(extractor, list(extractor.gazetteer.keys())[::SAMPLE]) == []


def test_the_doubts_of_a_sample_are_the_listed_ones(gazetteer: Gazetteer) -> None:
    keys = list(gazetteer.keys())[::SAMPLE]
    wanted = set(keys)
    listed = [line for line in listed_rows() if fold(line.rpartition("\t")[2]) in wanted]
    assert sorted(listed) == sorted(rows(gazetteer, keys)), "run: python -m tests.tools.name_table"


@pytest.mark.slow
def test_all_surfaces(extractor: GeoExtractor) -> None:
    assert wrong(extractor, extractor.gazetteer.keys()) == []


@pytest.mark.slow
def test_all_doubts_are_the_listed_ones(gazetteer: Gazetteer) -> None:
    assert sorted(listed_rows()) == sorted(rows(gazetteer, gazetteer.keys())), "run: python -m tests.tools.name_table"


def test_the_ambiguous_surfaces_are_the_listed_ones(gazetteer: Gazetteer) -> None:
    header, *lines = AMBIGUITIES.read_text(encoding="utf-8").splitlines()
    assert header == "key_places\tsurface"
    listed = {fold(line.rpartition("\t")[2]): line.partition("\t")[0] for line in lines}
    ambiguous = {}
    for key in gazetteer.keys():  # noqa: SIM118 - iterating a gazetteer gives ids
        entry = gazetteer.entry(key)
        assert entry is not None
        if len({sense.place.id for sense in entry.senses}) > 1:
            ambiguous[key] = entry
    assert set(ambiguous) == set(listed)
    for key, entry in ambiguous.items():
        assert {cell.partition("(")[0] for cell in listed[key].split(" ")} == {s.place.id for s in entry.senses}


@pytest.mark.parametrize(
    "name",
    ["فرنسا", "كندا", "لبنان", "بلجيكا", "وهران", "كوبا", "فلسطين", "ليبيا", "بولندا", "كولومبيا", "باكو", "لندن"],
)
def test_a_first_letter_that_looks_like_a_proclitic_stays(extractor: GeoExtractor, name: str) -> None:
    for sentence, proclitic in (
        (f"وصل الوفد إلى {name} أمس.", ""),
        (f"زار الوفد العاصمة و{name} أمس.", "و"),
        (f"انعقد المؤتمر ب{name} أمس.", "ب"),
    ):
        assert [(e.text, e.proclitic) for e in extractor(sentence).entities] == [(name, proclitic)]
