"""The sums of the model are those of its features by name, which training sees."""

from __future__ import annotations

import random

import pytest

from geoextract import GeoExtractor
from geoextract.errors import ModelError
from geoextract.gazetteer.artifact import read
from geoextract.mentions.features import GROUPS, crossed, group_of, prior_odds, shape_of, word_features
from geoextract.mentions.relations import after_feature, announced_types, before_feature, noun_kind, relation_features
from geoextract.mentions.scan import Candidate, ScannedText, Scanner
from geoextract.mentions.words import Word
from geoextract.resolution.document import certain_countries
from geoextract.resolution.model import FORMAT, PACKAGED, PRIOR, SURROUNDINGS, feature_names

TEXT = (
    "زار الرئيس رئيس مدينة محافظة المدينة وزير محمد أحمد كريستوفر جورج كان العالم اللغة بالعربية في من إلى و على "
    "جديدة الجديدة فريق المصري مصر الفرنسية فرنسي القاهرة بالقاهرة وباريس للعراق طرابلس الأردن الأردني والأردني صالح "
    "قرية نهر جبل بن دولة الدولة مالي المالي السودانية شركة خبراء هو وهو حي الشرق تونس العاصمة سوريا كندا صقلابيا "
    "2024 Kyiv ـ"
)
WORDS = TEXT.split()
GAPS = (" ",) * 12 + ("، ", "\n", " - ", " (", "") + (".",)


def texts(count: int) -> list[str]:
    chance = random.Random(7)
    return [
        "".join(chance.choice(WORDS) + chance.choice(GAPS) for _ in range(chance.randint(1, 14))) for _ in range(count)
    ]


@pytest.fixture(scope="module")
def weights() -> dict[str, dict[str, float]]:
    _, sections = read(PACKAGED, name="model", version=FORMAT, error=ModelError)
    found = {}
    for name, section in sections.items():
        pairs = (line.rpartition("\t") for line in section.split("\n") if line)
        found[name] = {feature: float(weight) for feature, _, weight in pairs}
    return found


def log_odds(
    extractor: GeoExtractor,
    weights: dict[str, float],
    scanned: ScannedText,
    candidate: Candidate,
    document: tuple[str, ...],
) -> float:
    length = candidate.last - candidate.first
    group = group_of(candidate.entry, length)
    view = extractor.model.contexts["place_context"](scanned, candidate)
    values = {PRIOR: prior_odds(candidate.entry, length), SURROUNDINGS: view}
    values |= {f"{group}|{name}": value for name, value in values.items()}
    named = sum(weights.get(name, 0.0) for name in feature_names(scanned, candidate, document))
    return named + sum(weights.get(name, 0.0) * value for name, value in values.items())


def test_mentions_are_judged_by_the_features_of_training(
    extractor: GeoExtractor, weights: dict[str, dict[str, float]]
) -> None:
    scan, head = Scanner(extractor.gazetteer), extractor.model.mention
    seen: set[str] = set()
    for scanned in map(scan, texts(600)):
        evidence = certain_countries(scanned)
        before: tuple[Candidate, bool] | None = None
        for candidate in (c for group in scanned.groups for c in group if c.entry.senses):
            document = relation_features(scanned, candidate, evidence, before)
            wanted = log_odds(extractor, weights["mention"], scanned, candidate, document)
            name = head.sums(scanned, candidate)
            for _ in range(2):  # the first time from the words, then from memory
                assert head.judge(scanned, candidate, name, evidence, before) == pytest.approx(wanted, abs=1e-9)
                assert head(scanned, candidate, document) == pytest.approx(wanted, abs=1e-9)
            seen.update(document)
            before = candidate, len(seen) % 2 == 0
    kinds = {name.partition("=")[0].partition(":")[0] for name in seen}
    relations = {"person-before", "person-after", "unknown-after", "country", "no-country", "announced"}
    assert relations | {"joined", "beside", "agree", "no-head", "language"} <= kinds


def test_demonyms_are_judged_by_the_features_of_training(
    extractor: GeoExtractor, weights: dict[str, dict[str, float]]
) -> None:
    scan, head = Scanner(extractor.gazetteer), extractor.model.demonym
    for scanned in map(scan, texts(100)):
        for candidate in (c for group in scanned.groups for c in group if c.entry.senses):
            wanted = log_odds(extractor, weights["demonym"], scanned, candidate, ())
            assert head(scanned, candidate) == pytest.approx(wanted, abs=1e-9)


def test_groups_have_weights_of_their_own_only_where_the_sums_look_for_them(
    weights: dict[str, dict[str, float]],
) -> None:
    for name in (name for head in weights.values() for name in head):
        group, bar, rest = name.partition("|")
        if bar and group in GROUPS:
            assert crossed(rest), name


def test_words_of_one_shape_show_the_same(extractor: GeoExtractor) -> None:
    scan = Scanner(extractor.gazetteer)
    shapes: dict[object, tuple[object, ...]] = {}
    for word in {word.text: word for text in texts(300) for word in scan(text).words}.values():
        assert shapes.setdefault(shape_of(word), shown(word)) == shown(word)
    assert len(shapes) > 20


def shown(word: Word) -> tuple[object, ...]:
    relations = before_feature(word), after_feature(word), announced_types(word), noun_kind(word)
    return tuple(word_features(word)[1:]), *relations
