"""Scores an extractor against annotated text.

Spans, forms, types, linking, metonyms, with bootstrap intervals by document.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from geoextract.entities import Extraction, GeoEntity
from geoextract.text.normalize import fold
from geoextract.training.corpora import AnnotatedText, Label
from geoextract.training.fit import SEED

ROUNDS: Final = 1000
"""Bootstrap samples of documents for a 95 % interval."""
_PLACELESS: Final = frozenset({"region", "bloc", "historical", "physical"})
_BY_ARABIC_NAME: Final = frozenset({"city", "admin1", "admin2"})
_ARTICLE: Final = re.compile(r"^(the|al-|al |ad |ar |as |ash |at |az )")
_GENERIC: Final = re.compile(
    r"^(city|province|governorate|region|state|republic|emirate|oblast) of "
    r"| (city|province|governorate|region|state|county|oblast|emirate|district)$"
)


@dataclass(slots=True)
class Tally:
    """Counts of one document; they add up."""

    counts: Counter[str] = field(default_factory=Counter)
    by_type: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    errors: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in percent with its 95 % bootstrap interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Report:
    """The result of an evaluation.

    Attributes:
        documents: number of documents.
        gold: scored gold mentions.
        predicted: scored predictions.
        figures: `exact`, `overlap`, `end2end` and `metonym` (F1), `precision` and `recall` (overlap), `form`,
            `typing`, `country` and
            `linking` (share of the found mentions).
        by_type: for each gold type (gold, found, right place).
        errors: kind (`missed`, `spurious`, `wrong place`) and what it was, in document order.
    """

    documents: int
    gold: int
    predicted: int
    figures: dict[str, Figure]
    by_type: dict[str, tuple[int, int, int]]
    errors: list[tuple[str, str]]


def evaluate(extract: Callable[[str], Extraction], texts: Sequence[AnnotatedText], *, rounds: int = ROUNDS) -> Report:
    """Score an extractor.

    Args:
        extract: for example a `GeoExtractor`.
        texts: annotated after the guide (`scheme` "geo").
        rounds: bootstrap samples; 0 leaves the intervals out.

    Returns:
        The report.
    """
    tallies = [score_document(text, extract(text.text).entities) for text in texts]
    total = _add(tallies)
    point = _figures(total.counts)
    chance = random.Random(SEED)
    samples = [_figures(_sum_counts(chance.choices(tallies, k=len(tallies)))) for _ in range(rounds)]
    return Report(
        documents=len(texts),
        gold=total.counts["gold"],
        predicted=total.counts["predicted"],
        figures={name: _interval(name, value, samples) for name, value in point.items()},
        by_type={kind: (c["gold"], c["found"], c["place"]) for kind, c in sorted(total.by_type.items())},
        errors=total.errors,
    )


def score_document(text: AnnotatedText, entities: Iterable[GeoEntity]) -> Tally:
    """Compare the entities of one document with its labels; optional labels neither help nor hurt."""
    tally = Tally()
    gold = [label for label in text.labels if not label.optional]
    optional = [label for label in text.labels if label.optional]
    predicted = [e for e in entities if any(_touches(g, e) for g in gold) or not any(_touches(o, e) for o in optional)]
    counts = tally.counts
    counts["gold"], counts["predicted"] = len(gold), len(predicted)
    counts["exact"] = len({(g.start, g.end) for g in gold} & {(e.start, e.end) for e in predicted})
    pairs = _pair(gold, predicted)
    counts["overlap"] = len(pairs)
    for label in gold:
        tally.by_type[label.kind]["gold"] += 1
    for index, other in pairs.items():
        _score_pair(tally, gold[index], predicted[other])
    for index, label in enumerate(gold):
        if index not in pairs:
            tally.errors.append(
                ("missed", f"{text.text[label.start : label.end]} ({label.kind} {label.name}) in {text.id}")
            )
    for other in sorted(set(range(len(predicted))) - set(pairs.values())):
        entity = predicted[other]
        tally.errors.append(("spurious", f"{entity.text} -> {entity.place.id if entity.place else None} in {text.id}"))
    return tally


def _score_pair(tally: Tally, label: Label, entity: GeoEntity) -> None:
    counts, kind = tally.counts, tally.by_type[label.kind]
    kind["found"] += 1
    demonym = label.kind == "demonym"
    counts["form"] += demonym == (entity.form == "demonym")
    counts["typing"] += (label.base if demonym else label.kind) == entity.type
    if label.country:
        counts["has_country"] += 1
        counts["country"] += _right_country(label, entity)
    if right_place(label, entity):
        counts["place"] += 1
        kind["place"] += 1
    else:
        place = f"{entity.place.id} {entity.place.name}" if entity.place else "none"
        tally.errors.append(("wrong place", f"{entity.text}: {label.kind} {label.name}/{label.country} -> {place}"))
    if label.kind == "city":
        counts["metonym_gold"] += label.metonym
        counts["metonym_predicted"] += entity.metonym
        counts["metonym"] += label.metonym and entity.metonym


def right_place(label: Label, entity: GeoEntity) -> bool:
    """Whether the place is the annotated one.

    A country by its code; others by an English name (towns and divisions also by the Arabic name), and by the
    country where the label has one.
    """
    place = entity.place
    if place is None:
        return False
    kind = label.base if label.kind == "demonym" else label.kind
    if kind == "country":
        return _right_country(label, entity) and entity.type in ("country", "territory")
    names = {_fold_english(name) for name in (place.name, *place.aliases_en)}
    named = bool(names & {_fold_english(name) for name in label.name.split("|")})
    if not named and kind in _BY_ARABIC_NAME and label.kind != "demonym" and place.name_ar:
        named = fold(place.name_ar) == fold(entity.text)
    return named and (kind in _PLACELESS or not label.country or _right_country(label, entity))


def _right_country(label: Label, entity: GeoEntity) -> bool:
    return entity.place is not None and entity.place.country_code in label.country.split("|")


def _fold_english(name: str) -> str:
    text = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    text = re.sub("[\u2018\u2019\u02bb\u02bc`]", "'", text).strip()
    return _GENERIC.sub("", _ARTICLE.sub("", text))


def _touches(label: Label, entity: GeoEntity) -> bool:
    return label.start < entity.end and entity.start < label.end


def _pair(gold: Sequence[Label], predicted: Sequence[GeoEntity]) -> dict[int, int]:
    options = []
    for i, label in enumerate(gold):
        for j, entity in enumerate(predicted):
            if _touches(label, entity):
                shared = min(label.end, entity.end) - max(label.start, entity.start)
                union = max(label.end, entity.end) - min(label.start, entity.start)
                options.append((-shared / union, i, j))
    pairs: dict[int, int] = {}
    for _, i, j in sorted(options):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _add(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total.counts.update(tally.counts)
        total.errors.extend(tally.errors)
        for kind, counts in tally.by_type.items():
            total.by_type[kind].update(counts)
    return total


def _sum_counts(tallies: Iterable[Tally]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for tally in tallies:
        counts.update(tally.counts)
    return counts


def _share(part: float, whole: float) -> float:
    return 100 * part / whole if whole else 0.0


def _f1(right: float, predicted: float, gold: float) -> float:
    return _share(2 * right, predicted + gold)


def _figures(c: Counter[str]) -> dict[str, float]:
    return {
        "exact": _f1(c["exact"], c["predicted"], c["gold"]),
        "overlap": _f1(c["overlap"], c["predicted"], c["gold"]),
        "precision": _share(c["overlap"], c["predicted"]),
        "recall": _share(c["overlap"], c["gold"]),
        "end2end": _f1(c["place"], c["predicted"], c["gold"]),
        "linking": _share(c["place"], c["overlap"]),
        "country": _share(c["country"], c["has_country"]),
        "typing": _share(c["typing"], c["overlap"]),
        "form": _share(c["form"], c["overlap"]),
        "metonym": _f1(c["metonym"], c["metonym_predicted"], c["metonym_gold"]),
    }


def _interval(name: str, value: float, samples: Sequence[dict[str, float]]) -> Figure:
    if not samples:
        return Figure(value, value, value)
    ordered = sorted(sample[name] for sample in samples)
    return Figure(value, ordered[int(0.025 * len(ordered))], ordered[int(0.975 * (len(ordered) - 1))])
