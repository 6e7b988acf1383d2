"""What holds for the results of any text."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import geoextract
from geoextract import Extraction, GeoEntity
from geoextract.text.normalize import normalize
from tests.text.strategies import ANY_TEXT, ARABIC_TEXT, TATWEEL

NAMES = (
    "أوكرانيا",
    "وبالقاهرة",
    "للعراق",
    "كييف",
    "الأوكرانيين",
    "كوت ديفوار",
    "بغداد،ودمشق",
    "طرابلس",
    "تركيًا",
    "الرياض.",
)
WORDS = ("قال", "الرئيس", "وصل إلى", "في", "بين", "أكدت", "مع", "،", "\n", "«", "»", "-", "2024", "Kyiv")
NEWS = st.lists(st.sampled_from(NAMES + WORDS) | ARABIC_TEXT, max_size=12).map(" ".join)
"""Names and other words of news in any order, with noise between them."""

ARTICLE = (
    "أعلنت وزارة الخارجية في كييف أن الرئيس الأوكراني سيزور بغداد ودمشق، فيما أكدت موسكو أن المفاوضات مع الولايات "
    "المتحدة ستجري في أنقرة. "
    "ووصل وفد من كوريا الجنوبية إلى القاهرة، وقال مسؤولون فرنسيون إن الاتحاد الأوروبي يدعم لبنان وتونس."
)
VOCALIZED = (
    "أعلنت وزارة الخارجية في كِييف أن الرئيس الأُوكْرَانِيّ سيزور بَغْدَاد وَدِمَشْق، فيما أكدت مُوسْكُو أن المفاوضات مع الوِلَايَات "
    "المُتَّحِدَة ستجري في أَنْقَرَة. "
    "ووصل وفد من كُورِيَا الجَنُوبِيَّة إلى القَاهِرَة، وقال مسؤولون فَرَنْسِيُّونَ إن الاتِّحَاد الأُورُوبِّيّ يدعم لُبْنَان وَتُونِس."
)
"""The same with the harakat of its names."""


def extract(text: str) -> Extraction:
    """The default extractor."""
    return geoextract.extract(text)


@given(ANY_TEXT | NEWS)
def test_any_text_gives_sorted_disjoint_exact_spans(text: str) -> None:
    position = 0
    for entity in extract(text).entities:
        assert position <= entity.start < entity.end <= len(text)
        assert text[entity.start : entity.end] == entity.text
        position = entity.end


@given(NEWS)
def test_scores_and_candidates_are_probabilities(text: str) -> None:
    for entity in extract(text).entities:
        assert entity.place is not None
        assert entity.place.id in {candidate.place_id for candidate in entity.candidates}
        assert sum(candidate.score for candidate in entity.candidates) == pytest.approx(1, abs=0.01)
        assert [c.score for c in entity.candidates] == sorted((c.score for c in entity.candidates), reverse=True)
        assert entity.rule


@given(NEWS)
def test_countries_add_up(text: str) -> None:
    result = extract(text)
    located = [e for e in result.entities if e.place and e.place.country_code]
    assert sum(country.mentions for country in result.countries) == len(located)
    assert len({country.country_code for country in result.countries}) == len(result.countries)
    if located:
        assert sum(country.share for country in result.countries) == pytest.approx(1, abs=0.001)


@given(NEWS)
def test_the_same_text_gives_the_same_result(text: str) -> None:
    assert extract(text).model_dump_json() == geoextract.load()(text).model_dump_json()


@given(NEWS, st.floats(0, 1))
def test_unresolved_mentions_are_kept_on_request(text: str, threshold: float) -> None:
    kept = geoextract.load(min_score=threshold, keep_unresolved=True)(text).entities
    left = geoextract.load(min_score=threshold)(text).entities
    assert [e for e in kept if e.place is not None] == list(left)


def decorated(text: str, seed: int, marks: str) -> tuple[str, list[int]]:
    """The text with marks behind some letters, and for each of its characters the index in the original."""
    generator = random.Random(seed)
    pieces: list[str] = []
    origins: list[int] = []
    for index, char in enumerate(text):
        inside = index + 1 < len(text) and "\u0621" <= text[index + 1] <= "\u064a"
        added = generator.choice(marks) if "\u0621" <= char <= "\u064a" and inside and generator.random() < 0.4 else ""
        pieces.append(char + added)
        origins.extend([index] * (1 + len(added)))
    return "".join(pieces), origins


def facts(entity: GeoEntity) -> tuple[object, ...]:
    """What a decoration must not change."""
    return entity.place and entity.place.id, entity.form, entity.type, entity.metonym, entity.proclitic


@given(st.integers(0, 10**6), st.sampled_from([TATWEEL, "\u200c\u200d\u200e\u200f", TATWEEL + "\u200d"]))
def test_decoration_changes_nothing(seed: int, marks: str) -> None:
    plain = extract(ARTICLE)
    assert len(plain.entities) >= 12
    text, origins = decorated(ARTICLE, seed, marks)
    found = extract(text)
    assert [facts(e) for e in found.entities] == [facts(e) for e in plain.entities]
    for entity, original in zip(found.entities, plain.entities, strict=True):
        assert origins[entity.start] == original.start
        assert origins[entity.end - 1] == original.end - 1


def test_right_harakat_change_nothing() -> None:
    plain, marked = extract(ARTICLE).entities, extract(VOCALIZED).entities
    assert normalize(VOCALIZED).text == normalize(ARTICLE).text
    assert [facts(e) for e in marked] == [facts(e) for e in plain]
    assert [normalize(e.text).text for e in marked] == [normalize(e.text).text for e in plain]


@pytest.mark.parametrize(
    "text",
    [
        "\ud800مصر\udfff",
        "مصر\x00العراق",
        "ا" * 50_000,
        "مصر" * 20_000,
        "و" * 1000 + "مصر",
        "\u0640" * 10_000,
        "\u064b" * 10_000 + "مصر",
        "الولايات " * 5_000,
        "مصر \u202e" * 2_000,
    ],
    ids=["surrogates", "nul", "one long word", "glued", "ands", "tatweel", "marks", "half names", "overrides"],
)
def test_hostile_text(text: str) -> None:
    result = extract(text)
    assert all(text[e.start : e.end] == e.text for e in result.entities)
