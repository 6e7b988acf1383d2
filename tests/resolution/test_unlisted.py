"""Names that no list has: by sound where a place is announced or expected, by spelling where a famous one is near."""

from __future__ import annotations

import pytest

from geoextract import ExtractorConfig, GeoExtractor
from geoextract.resolution.unlisted import ANNOUNCED_RULE, CONTEXT_RULE, MISSPELT_RULE, UNRESOLVED_RULE


@pytest.mark.parametrize(
    ("text", "surface", "proclitic", "rule", "place"),
    [
        ("قالت بريطانيا إن الانفجار وقع في بلدة ماتلوك أمس.", "ماتلوك", "", ANNOUNCED_RULE, "geonames:2642910"),
        ("تقع في مقاطعة غوينيد شمال بريطانيا.", "غوينيد", "", ANNOUNCED_RULE, "GB-GWN"),
        ("ولد العالم في بريطانيا وتوفي في بنزانس عام 1829.", "بنزانس", "", CONTEXT_RULE, "geonames:2640377"),
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


@pytest.mark.parametrize(("word", "kind"), [("بلدة", "city"), ("محافظة", "admin1")])
def test_an_announced_name_that_nothing_links_is_kept_on_request(extractor: GeoExtractor, word: str, kind: str) -> None:
    text = f"سقط جرحى في انفجار داخل {word} قوقاقاقا أمس."
    assert "قوقاقاقا" not in {entity.text for entity in extractor(text).entities}
    keeping = GeoExtractor(ExtractorConfig(keep_unresolved=True), gazetteer=extractor.gazetteer, model=extractor.model)
    (entity,) = (e for e in keeping(text).entities if e.text == "قوقاقاقا")
    assert (entity.rule, entity.type, entity.place, entity.candidates) == (UNRESOLVED_RULE, kind, None, ())


def test_the_country_of_the_text_has_to_agree(extractor: GeoExtractor) -> None:
    def links(country: str) -> set[str | None]:
        found = extractor(f"قالت {country} إن الانفجار وقع في بلدة ماتلوك أمس.").entities
        return {e.place.country_code for e in found if e.place and e.text == "ماتلوك"}

    assert links("بريطانيا") == {"GB"}
    assert links("الصين") == set()
