"""The report functions themselves."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import geoextract
from geoextract import CountryCount, Extraction, GeoEntity, Place, ScoredCandidate
from geoextract.errors import ConfigError
from geoextract.report import csv, geojson, html, parquet, rows, table
from geoextract.report.jsonl import to_json, with_fields

TEXT = "أعلنت كييف وقف إطلاق النار،\nووصل الوفد العراقي إلى أذربيجان."
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
SHARES = st.floats(0, 1) | st.sampled_from([0.0, 1.0, 1e-4, 9.99e-5, 5e-324])
PLACES = st.builds(
    Place,
    id=WORDS,
    type=st.just("city"),
    name=WORDS,
    latitude=st.floats(-90, 90),
    same_as=st.dictionaries(WORDS, WORDS),
)
ENTITIES = st.builds(
    GeoEntity,
    text=WORDS,
    score=SHARES,
    place=st.none() | PLACES,
    candidates=st.lists(st.builds(ScoredCandidate, place_id=WORDS, score=SHARES), max_size=3).map(tuple),
    proclitic=WORDS,
    rule=WORDS,
)
COUNTS = st.builds(CountryCount, country_code=WORDS, share=SHARES)
EXTRACTIONS = st.builds(
    Extraction,
    id=st.none() | WORDS,
    entities=st.lists(ENTITIES, max_size=3).map(tuple),
    countries=st.lists(COUNTS, max_size=2).map(tuple),
    gazetteer_version=WORDS,
)


@pytest.fixture(scope="module")
def result() -> Extraction:
    return geoextract.extract(TEXT, id="a")


@pytest.fixture(scope="module")
def unresolved(result: Extraction) -> Extraction:
    """As `keep_unresolved` gives it where no place is likely enough."""
    entities = tuple(entity.model_copy(update={"place": None}) for entity in result.entities)
    return result.model_copy(update={"id": None, "entities": entities, "countries": ()})


@given(EXTRACTIONS)
def test_json_is_that_of_pydantic(extraction: Extraction) -> None:
    assert to_json(extraction) == extraction.model_dump_json()


def test_json_of_real_results(result: Extraction, unresolved: Extraction) -> None:
    for extraction in (result, unresolved):
        assert to_json(extraction) == extraction.model_dump_json()


def test_json_of_two_places_with_one_id() -> None:
    """Two policies, or a user's gazetteer: same id, another record."""
    for policy in ("iso", "de_facto", "iso"):
        extraction = geoextract.load(policy=policy)("أزمة شبه جزيرة القرم بين كييف وموسكو")
        assert to_json(extraction) == extraction.model_dump_json()


def test_json_with_a_lone_surrogate(result: Extraction) -> None:
    line = to_json(result.model_copy(update={"id": "\ud800"}))
    assert json.loads(line)["id"] == "\ud800"


def test_further_fields(result: Extraction) -> None:
    assert with_fields("{}", {}) == "{}"
    assert json.loads(with_fields(to_json(result), {"n": [1]}))["n"] == [1]


def test_rows_have_the_columns(result: Extraction, unresolved: Extraction) -> None:
    for extraction in (result, unresolved):
        for row in rows.rows(extraction):
            assert len(row) == len(rows.COLUMNS)
            assert all(
                cell is None or isinstance(cell, kind) for cell, kind in zip(row, rows.COLUMNS.values(), strict=True)
            )


def test_csv_has_a_header_and_a_line_an_entity(result: Extraction, unresolved: Extraction) -> None:
    lines = csv.to_csv([result, unresolved]).split("\r\n")
    assert lines[0] == ",".join(rows.COLUMNS)
    assert len(lines) == 1 + 3 + 3 + 1
    assert ",,,,,,," in lines[-2]


def test_geojson_counts_what_has_no_coordinates(unresolved: Extraction) -> None:
    nowhere = Place(id="m49:001", type="region", name="World")
    entity = GeoEntity(start=0, end=1, text="x", form="name", type="region", score=1, place=nowhere)
    extraction = Extraction(entities=(entity,), gazetteer_version="", model_version="")
    found = json.loads(geojson.to_geojson([extraction, unresolved]))
    assert (found["features"], found["documents"], found["mentions_without_coordinates"]) == ([], 2, 1)


def test_html_keeps_every_character_of_the_text(result: Extraction, unresolved: Extraction) -> None:
    import re
    from html import unescape

    for extraction in (result, unresolved):
        page = html.to_html([(extraction, TEXT)])
        paragraph = page[page.index("<p>") + 3 : page.index("</p>")]
        assert unescape(re.sub("<[^>]*>", "", paragraph)) == TEXT
    assert 'unresolved" title="unresolved · city' in html.article(unresolved, TEXT)


def test_colours_cover_all_types() -> None:
    from geoextract.gazetteer.records import PLACE_TYPES

    assert tuple(html.COLOURS) == PLACE_TYPES


def test_table_fits_the_terminal(result: Extraction) -> None:
    from rich.cells import cell_len

    narrow = table.to_table(result, table.Screen(80)).splitlines()
    assert max(map(cell_len, narrow[:-1])) <= 80
    assert "rule" not in narrow[1]
    assert "\x1b[" in table.to_table(result, table.Screen(120, "standard"))
    assert "\x1b[" not in table.to_table(result)


def test_table_isolates_every_arabic_cell(unresolved: Extraction) -> None:
    shown = table.to_table(unresolved)
    assert shown.count(table.FSI) == shown.count(table.PDI) == 3
    assert "unresolved" in shown
    assert shown.endswith("countries: none\n")


def test_isolated_text_has_no_line_breaks() -> None:
    assert table.isolate("a\n  b") == f"{table.FSI}a b{table.PDI}"


def test_parquet_in_row_groups(result: Extraction, monkeypatch: pytest.MonkeyPatch) -> None:
    reader: Any = pytest.importorskip("pyarrow.parquet")
    monkeypatch.setattr(parquet, "ROW_GROUP", 2)
    buffer = io.BytesIO()
    parquet.write_parquet([result, result], buffer)
    found = reader.ParquetFile(io.BytesIO(buffer.getvalue()))
    assert (found.metadata.num_rows, found.metadata.num_row_groups) == (6, 2)
    assert found.read().column("place_id").to_pylist() == ["geonames:703448", "IQ", "AZ"] * 2


def test_parquet_without_pyarrow(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ConfigError, match="needs pyarrow; install it with"):
        parquet.write_parquet([], io.BytesIO())
