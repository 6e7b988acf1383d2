"""What the gazetteer promises to know: every large city, and no name with a doubled generic word."""

from __future__ import annotations

from pathlib import Path

from gazetteer.builder.compile import LARGE
from geoextract import Gazetteer
from geoextract.text.clitics import ARTICLE
from geoextract.text.normalize import fold

ROOT = Path(__file__).parents[2] / "gazetteer"
REASONS = {"district", "fragment", "duplicate"}
"""Why a city need not have an Arabic name: a part of a city, no settlement of its own, the same city twice."""


def skipped() -> dict[str, str]:
    """The reviewed cities without an Arabic name, with the reason."""
    lines = (ROOT / "hand" / "generated" / "skipped.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split(" ") for line in lines)


def named(gazetteer: Gazetteer) -> set[str]:
    """Ids of all places with an Arabic name."""
    entries = map(gazetteer.entry, gazetteer.keys())
    return {sense.place.id for entry in entries if entry for sense in entry.senses if sense.form == "name"}


def test_every_large_city_has_a_name_or_a_reviewed_reason(gazetteer: Gazetteer) -> None:
    records = map(gazetteer.record, gazetteer)
    large = {r.id for r in records if r.type == "city" and r.population >= LARGE}
    assert len(large) > 6000
    assert large - named(gazetteer) - set(skipped()) == set()


def test_the_reasons_are_reviewed_ones_and_of_places_without_a_name(gazetteer: Gazetteer) -> None:
    reasons = skipped()
    assert set(reasons.values()) == REASONS
    assert set(reasons) <= set(gazetteer)
    assert set(reasons) & named(gazetteer) == set()
    assert list(reasons) == sorted(reasons)


def test_no_name_has_a_generic_word_twice(gazetteer: Gazetteer) -> None:
    rows = (ROOT / "builder" / "review" / "type_words.tsv").read_text(encoding="utf-8").splitlines()[1:]
    generic = {fold(row.split("\t")[0]) for row in rows}
    for key in gazetteer.keys():  # noqa: SIM118 - iterating a gazetteer gives ids
        first, *rest = [word.removeprefix(ARTICLE) for word in key.split(" ")]
        assert not (first in generic and rest[:1] == [first]), key
