"""Transliterated names reach the right town, or none."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from geoextract.candidates.latin import FORMAT, NAME, LatinTable, load_latin
from geoextract.candidates.transliterated import LatinCandidate, Transliterated, place_of
from geoextract.errors import GazetteerError
from geoextract.gazetteer import Gazetteer
from geoextract.gazetteer.artifact import write

RIGHT = [
    ("بوغنور ريجيس", "GB", "Bognor Regis"),
    ("أبيريستويث", "GB", "Aberystwyth"),
    ("ستورنواي", "GB", "Stornoway"),
    ("إنيسكيلين", "GB", "Enniskillen"),
    ("بونتارلييه", "FR", "Pontarlier"),
    ("كاربنتراس", "FR", "Carpentras"),
    ("روزنهايم", "DE", "Rosenheim"),
    ("فيلينغن شفينينغن", "DE", "Villingen-Schwenningen"),
    ("تشيفيتانوفا ماركي", "IT", "Civitanova Marche"),
    ("بوجيبونسي", "IT", "Poggibonsi"),
    ("كالاتايود", "ES", "Calatayud"),
    ("زاكوباني", "PL", "Zakopane"),
    ("هاوغيسوند", "NO", "Haugesund"),
]


@pytest.fixture(scope="module")
def finder() -> Transliterated:
    return Transliterated(Gazetteer.load())


@pytest.mark.parametrize(("surface", "country", "name"), RIGHT, ids=[name for *_, name in RIGHT])
def test_first_with_country(finder: Transliterated, surface: str, country: str, name: str) -> None:
    found = finder.candidates(surface, {country: 2, "EG": 1})
    assert found
    assert found[0].name == name
    assert found[0].country == country
    assert found[0].in_evidence


@pytest.mark.parametrize("surface", ["السلام", "الشهداء", "الملعب البلدي", "قاعة المؤتمرات", "ابن رشد", "نجيب محفوظ"])
@pytest.mark.parametrize("countries", [{}, {"EG": 3}, {"FR": 2, "US": 1}], ids=["none", "EG", "FR+US"])
def test_arabic_words_are_not_linked(finder: Transliterated, surface: str, countries: dict[str, int]) -> None:
    assert finder.link(surface, countries) is None


def test_evidence_decides_between_namesakes(finder: Transliterated) -> None:
    british = finder.candidates("وودستوك", {"GB": 1})
    canadian = finder.candidates("وودستوك", {"CA": 1})
    assert (british[0].country, canadian[0].country) == ("GB", "CA")
    assert british[0].score > finder.candidates("وودستوك", {"GB": 1, "CA": 3})[0].score / 2


def test_without_evidence_the_bar_is_higher(finder: Transliterated) -> None:
    with_country = finder.candidates("كاربنتراس", {"FR": 1})[0]
    without = next(c for c in finder.candidates("كاربنتراس") if c.id == with_country.id)
    assert without.score < with_country.score
    assert not without.in_evidence


def test_scores_are_probabilities(finder: Transliterated) -> None:
    found = finder.candidates("سان بيدرو", {"AR": 1, "MX": 1}, limit=50)
    assert len(found) > 2
    assert sum(c.score for c in found) <= 1.001
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)
    assert all(0 <= c.similarity <= 1 for c in found)


def test_kinds_are_respected(finder: Transliterated) -> None:
    towns = finder.candidates("تشاتام", {"GB": 1}, frozenset({"city"}))
    assert towns
    assert all(c.place.type == "city" for c in towns)
    assert all(c.place.type == "admin1" for c in finder.candidates("نورفولك", {}, frozenset({"admin1"})))


def test_long_or_foreign_surfaces_have_none(finder: Transliterated) -> None:
    assert finder.candidates("واحد اثنان ثلاثة أربعة خمسة") == []
    assert finder.candidates("Woodstock") == []
    assert finder.candidates("") == []


def test_a_place_of_the_gazetteer_comes_as_its_record(finder: Transliterated) -> None:
    gazetteer = Gazetteer.load()
    known = next(c for c in finder.candidates("برمينغهام", {"GB": 2}) if c.country == "GB")
    assert known.place is gazetteer.record(known.id)
    assert place_of(known.place, gazetteer) is gazetteer[known.id]


def test_a_new_place_has_a_public_model(finder: Transliterated) -> None:
    gazetteer = Gazetteer.load()
    found = first_new(finder.candidates("بوغنور ريجيس", {"GB": 2}))
    place = place_of(found.place, gazetteer)
    assert found.place.index < 0
    assert (place.id, place.type, place.country_code) == (found.id, "city", "GB")
    assert place.same_as == {"geonames": found.id.removeprefix("geonames:")}
    assert place.admin1_code == "GB-ENG"
    assert place.population
    assert place.latitude is not None
    assert 50.7 < place.latitude < 50.9


def first_new(found: list[LatinCandidate]) -> LatinCandidate:
    """The first candidate that the gazetteer lacks."""
    return next(c for c in found if c.place.index < 0)


def test_subdivisions_that_the_gazetteer_lacks() -> None:
    from geoextract.candidates.transliterated import record_of

    table = load_latin()
    row = next(row for row in range(len(table)) if table.kind(row) == "admin2" and table.country(row) == "EE")
    place = place_of(record_of(table[row]), Gazetteer.load())
    assert place.type == "admin2"
    assert place.same_as == {}
    assert place.parent
    assert place.parent.startswith("EE-")


def test_the_table_loads_only_when_needed() -> None:
    def refuse() -> LatinTable:
        raise AssertionError("loaded")

    finder = Transliterated(Gazetteer.load(), refuse)
    assert finder.candidates("Woodstock") == []
    with pytest.raises(AssertionError, match="loaded"):
        finder.candidates("وودستوك")


def test_another_version_of_the_keys_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "latin.bin"
    write(path, {"name": NAME, "format": FORMAT, "skeleton_version": 0}, {"keys": "", "rows": ""})
    with pytest.raises(GazetteerError, match=r"'latin\.bin' has keys of version 0.*version 1; build it again"):
        load_latin(path)


@pytest.mark.slow
def test_it_is_quick(finder: Transliterated) -> None:
    finder.candidates("وودستوك")
    started = time.process_time()
    for surface, country, _ in RIGHT * 5:
        finder.candidates(surface, {country: 1})
    assert (time.process_time() - started) / len(RIGHT * 5) < 0.003
