"""Misspelt surfaces reach the famous place that was meant."""

from __future__ import annotations

import pytest

from geoextract.candidates.misspelt import edits, misspelt
from geoextract.gazetteer import Gazetteer

RIGHT = [
    ("البرتغلي", "PT", "PT"),
    ("الارجنتني", "AR", "AR"),
    ("الفلسطنيون", "PS", "PS"),
    ("نيوزلنذا", "NZ", "NZ"),
    ("سلوفاكييا", "SK", "SK"),
    ("هونغ كونع", "CN", "HK"),
]


@pytest.mark.parametrize(("surface", "country", "wanted"), RIGHT)
def test_found(surface: str, country: str, wanted: str) -> None:
    gazetteer = Gazetteer.load()
    ids = [sense.place.id for entry, _ in misspelt(gazetteer, surface, {country}) for sense in entry.senses]
    assert wanted in ids


@pytest.mark.parametrize("surface", ["سوريا", "سوريه", "المجتمع", "قطرة", "في", "", "Paris", "سسسسسسسس"])
def test_not_found(surface: str) -> None:
    assert misspelt(Gazetteer.load(), surface, {"SY", "QA", "FR"}) == []


def test_small_places_need_their_country() -> None:
    gazetteer = Gazetteer.load()
    assert misspelt(gazetteer, "آبوستفورد") == []
    (entry, similarity), *_ = misspelt(gazetteer, "آبوستفورد", {"CA"})
    assert entry.senses[0].place.countries[0] == "CA"
    assert 0.8 < similarity < 1


def test_answers_are_sorted_and_limited() -> None:
    found = misspelt(Gazetteer.load(), "الأمريكيةة", limit=3)
    assert len(found) == 3
    assert [s for _, s in found] == sorted((s for _, s in found), reverse=True)


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("فرنسا", "فرنسا", 0.0),
        ("كونغو", "كونجو", 0.5),
        ("بريطنيا", "بريطانيا", 0.5),
        ("ميلاننو", "ميلانو", 0.5),
        ("مدرسد", "مدريد", 1.0),
        ("هونغكونغ", "هونغ كونغ", 0.0),
        ("كوت", "كوس", None),
        ("نيو يورك", "نيويورك سيتي الكبرى", None),
        ("طوكيو", "بكين", None),
    ],
)
def test_edits(first: str, second: str, count: float | None) -> None:
    assert edits(first, second) == count
