"""An Arabic transliteration and the Latin name share a key, whatever the language of the name."""

from __future__ import annotations

import pytest

from geoextract.candidates.skeleton import MOST_KEYS, arabic_readings, latin_keys, latin_readings, skeleton
from geoextract.candidates.sounds import COUNTRIES, LATIN, SOUNDS

PAIRS = [
    ("ستورنواي", "Stornoway", "GB"),
    ("نوكسفيل", "Knoxville", "US"),
    ("هارتلبول", "Hartlepool", "GB"),
    ("برادفورد", "Bradford", "GB"),
    ("تشيسترفيلد", "Chesterfield", "GB"),
    ("بوغنور ريجيس", "Bognor Regis", "GB"),
    ("لا خويا", "La Jolla", "US"),
    ("كاركاسون", "Carcassonne", "FR"),
    ("شامبيري", "Chambéry", "FR"),
    ("غرونوبل", "Grenoble", "FR"),
    ("كولمار", "Colmar", "FR"),
    ("شفاينفورت", "Schweinfurt", "DE"),
    ("تسفيكاو", "Zwickau", "DE"),
    ("ينا", "Jena", "DE"),
    ("غيلزنكيرشن", "Gelsenkirchen", "DE"),
    ("فريدريشهافن", "Friedrichshafen", "DE"),
    ("لوغرونيو", "Logroño", "ES"),
    ("كاستيون", "Castellón", "ES"),
    ("خيريز", "Jerez", "ES"),
    ("كيتشكيميت", "Kecskemét", "HU"),
    ("سيغيد", "Szeged", "HU"),
    ("تشيفيتافيكيا", "Civitavecchia", "IT"),
    ("بوزولي", "Pozzuoli", "IT"),
    ("بولونيا", "Bologna", "IT"),
    ("بيدغوشتش", "Bydgoszcz", "PL"),
    ("رجيشوف", "Rzeszów", "PL"),
    ("تشيسكي كروملوف", "Český Krumlov", "CZ"),
    ("شيبينيك", "Šibenik", "HR"),
    ("تشاناكالي", "Çanakkale", "TR"),
    ("إسكي شهر", "Eskişehir", "TR"),
    ("شوبينغ", "Köping", "SE"),
    ("يونشوبينغ", "Jönköping", "SE"),
    ("تروندهايم", "Trondheim", "NO"),
    ("خرونينغن", "Groningen", "NL"),
    ("كلوج", "Cluj", "RO"),
    ("براغانسا", "Bragança", "PT"),
    ("غيماريش", "Guimarães", "PT"),
    ("تشيليابينسك", "Chelyabinsk", "RU"),
    ("خاباروفسك", "Khabarovsk", "RU"),
    ("تشينغداو", "Qingdao", "CN"),
    ("هيلسينغبورغ", "Helsingborg", "SE"),
    ("هلسينغبورغ", "Helsingborg", "SE"),
    ("روتنبورغ", "Rottenburg am Neckar", "DE"),
    ("قصيرين", "Kasserine", "TN"),
    ("كيزون", "Quezon City", "PH"),
    ("سانت إتيان", "St-Étienne", "FR"),
]


@pytest.mark.parametrize(("arabic", "latin", "country"), PAIRS, ids=[latin for _, latin, _ in PAIRS])
def test_scripts_meet(arabic: str, latin: str, country: str) -> None:
    assert {skeleton(reading) for reading in arabic_readings(arabic)} & set(latin_keys(latin, country))


@pytest.mark.parametrize(
    ("arabic", "latin", "country"),
    [("برادفورد", "Bedford", "GB"), ("شامبيري", "Cherbourg", "FR"), ("ينا", "Gera", "DE")],
)
def test_different_names_stay_apart(arabic: str, latin: str, country: str) -> None:
    assert not {skeleton(reading) for reading in arabic_readings(arabic)} & set(latin_keys(latin, country))


def test_spelling_variants_of_arabic_are_one() -> None:
    assert arabic_readings("أنجيه") == arabic_readings("انجيه")
    assert arabic_readings("سان-مالو") == arabic_readings("سان مالو")


def test_article_and_second_readings() -> None:
    assert arabic_readings("القسطل") == ["alkstl", "algstl"]
    assert arabic_readings("القسطل", article=False) == ["kstl", "gstl"]
    assert "xifun" not in arabic_readings("جيفون")
    assert "gifun" in arabic_readings("جيفون")


def test_other_scripts_have_no_reading() -> None:
    assert arabic_readings("Bradford") == []
    assert arabic_readings("") == []
    assert latin_readings("123", "DE") == [""]
    assert latin_keys("123", "DE") == []


def test_keys_are_few_and_distinct() -> None:
    keys = latin_keys("Villers-lès-Nancy-Saint-Germain-des-Champs", "FR")
    assert len(keys) == len(set(keys)) <= MOST_KEYS


def test_the_table_uses_its_alphabet() -> None:
    for rules in LATIN.values():
        for rule in rules.split():
            assert set(rule.partition("=")[2]) <= {*SOUNDS, "/", "-"}, rule


def test_languages_are_in_the_table() -> None:
    assert set(COUNTRIES) == set(LATIN) - {"und"}
    assert all(len(code) == 2 for codes in COUNTRIES.values() for code in codes.split())
