"""What the surroundings and the document say of a place, and when a capital is no government."""

from __future__ import annotations

import pytest

from geoextract import GeoExtractor
from geoextract.gazetteer.records import PlaceRecord, Sense
from geoextract.resolution import senses
from geoextract.resolution.document import METONYM


def place_ids(extractor: GeoExtractor, text: str) -> dict[str, str | None]:
    """Surface and place of each entity."""
    return {entity.text: entity.place.id if entity.place else None for entity in extractor(text).entities}


@pytest.fixture(scope="module")
def records(extractor: GeoExtractor) -> dict[str, PlaceRecord]:
    """The meanings of Tripoli, and Lebanon, by id."""
    found = {}
    for key in ("طرابلس", "لبنان", "ليبيا", "الجزاير"):
        entry = extractor.gazetteer.entry(key)
        assert entry is not None
        found.update({sense.place.id: sense.place for sense in entry.senses})
    return found


def test_a_word_before_speaks_for_a_type(records: dict[str, PlaceRecord]) -> None:
    city, country = records["geonames:266826"], records["LB"]
    assert senses.trigger_weight("s", city) == senses.TRIGGER_MATCH
    assert senses.trigger_weight("s", country) == senses.TRIGGER_CLASH
    assert senses.trigger_weight("c", country) == senses.TRIGGER_MATCH
    assert senses.trigger_weight("", city) == senses.trigger_weight("v", city) == 0


def test_a_container_beside_speaks_for_a_place(records: dict[str, PlaceRecord]) -> None:
    lebanese, libyan = records["geonames:266826"], records["geonames:2210247"]
    assert senses.beside_weight(lebanese, [records["LB"]]) == senses.CONTAINER_BESIDE
    assert senses.beside_weight(lebanese, [records["LY"], libyan]) == 0
    assert senses.beside_weight(lebanese, [lebanese]) == senses.beside_weight(lebanese, []) == 0


def test_the_share_of_a_country_speaks_for_its_places() -> None:
    assert senses.country_weight("LB", {}, 1) == 0
    few, many = (senses.country_weight("LB", {"LB": count}, 10) for count in (1, 9))
    assert few == pytest.approx(senses.COUNTRY_IN_TEXT + 0.1 * senses.COUNTRY_OFTEN)
    assert many == pytest.approx(senses.COUNTRY_IN_TEXT + 0.9 * senses.COUNTRY_OFTEN)


def test_probabilities_are_a_softmax_to_base_ten(records: dict[str, PlaceRecord]) -> None:
    two = [Sense(place, "name", "", 0.0) for place in list(records.values())[:2]]
    assert senses.probabilities(two, [3.0, 2.0]) == pytest.approx([10 / 11, 1 / 11])
    assert senses.probabilities(two, [2000.0, 0.0]) == [1.0, 0.0]


def test_the_document_decides_between_places_of_one_name(extractor: GeoExtractor) -> None:
    assert place_ids(extractor, "وصل إلى طرابلس في لبنان.")["طرابلس"] == "geonames:266826"
    assert place_ids(extractor, "وصل إلى طرابلس في ليبيا.")["طرابلس"] == "geonames:2210247"
    first = "اندلع حريق في طرابلس اللبنانية أمس. "
    later = "ولم يصب أحد بأذى، وقالت الصحف إن سكان طرابلس خرجوا إلى الشوارع."
    assert {e.place and e.place.id for e in extractor(first + later).entities if e.text == "طرابلس"} == {
        "geonames:266826"
    }


def test_harakat_tell_a_country_from_a_capital(extractor: GeoExtractor) -> None:
    assert place_ids(extractor, "وصل إلى عُمان أمس.") == {"عُمان": "OM"}
    assert place_ids(extractor, "وصل إلى عَمّان أمس.") == {"عَمّان": "geonames:250441"}


@pytest.mark.parametrize(
    "text",
    [
        "وقع الهجوم بموسكو أمس.",
        "قال سكان مدينة موسكو إنهم خائفون.",
        "موسكو - قالت الوزارة إنها ترفض العقوبات.",
        "نشرت الصحف أن العاصمة الروسية موسكو ترفض العقوبات.",
    ],
)
def test_grammar_makes_a_capital_literal(extractor: GeoExtractor, text: str) -> None:
    (moscow,) = (entity for entity in extractor(text).entities if entity.text == "موسكو")
    assert not moscow.metonym
    (row,) = (row for row in extractor.explain(text) if row["text"] == "موسكو")
    assert row["metonym"] == 0


def test_elsewhere_a_capital_can_be_its_government(extractor: GeoExtractor) -> None:
    text = "نددت موسكو بالعقوبات وحذرت من الرد."
    (moscow,) = extractor(text).entities
    assert moscow.metonym
    (row,) = (row for row in extractor.explain(text) if row["text"] == "موسكو")
    assert row["metonym"] >= METONYM


def test_a_town_that_is_no_capital_is_no_government(extractor: GeoExtractor) -> None:
    (entity,) = extractor("نددت إسطنبول بالعقوبات وحذرت من الرد.").entities
    assert not entity.metonym
