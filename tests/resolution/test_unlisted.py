"""Names that no list has: by sound where a place is announced or expected, by spelling where a famous one is near."""

from __future__ import annotations

import pytest

from geoextract import GeoExtractor
from geoextract.resolution.unlisted import ANNOUNCED_RULE, CONTEXT_RULE, MISSPELT_RULE


@pytest.mark.parametrize(
    ("text", "surface", "proclitic", "rule", "place"),
    [
        ("سقط جرحى في انفجار داخل بلدة ماتلوك أمس.", "ماتلوك", "", ANNOUNCED_RULE, "geonames:2642910"),
        ("تقع في مقاطعة غوينيد شمال ويلز.", "غوينيد", "", ANNOUNCED_RULE, "GB-GWN"),
        ("ولد العالم ثم توفي في بنزانس عام 1829.", "بنزانس", "", CONTEXT_RULE, "geonames:2640377"),
        ("سافر الوزير إلى افغانستنان أمس.", "افغانستنان", "", MISSPELT_RULE, "AF"),
        ("ورفض اللاعب السينغالي العرض.", "السينغالي", "", MISSPELT_RULE, "SN"),
        ("وصل إلى باكستان وافغانستنان أمس.", "افغانستنان", "و", MISSPELT_RULE, "AF"),
    ],
)
def test_an_unlisted_name(
    extractor: GeoExtractor, text: str, surface: str, proclitic: str, rule: str, place: str
) -> None:
    (entity,) = (e for e in extractor(text).entities if e.text == surface)
    assert entity.place is not None
    assert (entity.proclitic, entity.rule, entity.place.id) == (proclitic, rule, place)
    assert text[entity.start : entity.end] == surface
    assert 0 < entity.score < 1
    assert not extractor.gazetteer.lookup(surface)


@pytest.mark.parametrize(
    "text",
    [
        "سقط جرحى في انفجار داخل بلدة قوقاقاقا أمس.",  # no place sounds like it
        "ماتلوك لاعب جيد.",  # nothing announces or expects a place
        "قال السيد أفغانستناني إنه باق.",  # not near enough
    ],
)
def test_in_doubt_nothing_is_found(extractor: GeoExtractor, text: str) -> None:
    rules = {entity.rule for entity in extractor(text).entities}
    assert rules.isdisjoint({ANNOUNCED_RULE, CONTEXT_RULE, MISSPELT_RULE})


def test_the_country_of_the_text_decides_between_places_that_sound_alike(extractor: GeoExtractor) -> None:
    texts = {country: f"قال رئيس {country} إن الانفجار وقع في بلدة ماتلوك أمس." for country in ("بريطانيا", "الصين")}
    (british,) = (e for e in extractor(texts["بريطانيا"]).entities if e.text == "ماتلوك")
    assert british.place is not None
    assert british.place.country_code == "GB"
