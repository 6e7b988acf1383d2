"""Calibration: makes the score of an entity the share of such entities that are right.

On text that the model was not fitted on.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from geoextract.gazetteer.gazetteer import Gazetteer
from geoextract.gazetteer.records import NOWHERE
from geoextract.mentions.scan import Scanner
from geoextract.pipeline import GeoExtractor
from geoextract.resolution.document import Resolver
from geoextract.resolution.model import Calibration, ContextModel, log_odds
from geoextract.training.corpora import AnnotatedText
from geoextract.training.evaluate import right_place
from geoextract.training.fit import check_answers

FOLDS: Final = 5
BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """An entity of held-out text before calibration.

    Attributes:
        mention: probability that it is a mention.
        share: probability of the chosen place, given that it is one.
        right: whether span and place are the annotated ones.
        document: id of the text.
    """

    mention: float
    share: float
    right: bool
    document: str


def fold_of(document: str) -> int:
    """The fold of a document: fixed by its id."""
    return zlib.crc32(document.encode()) % FOLDS


def outcomes(gazetteer: Gazetteer, model: ContextModel, texts: Sequence[AnnotatedText]) -> list[Outcome]:
    """Run a model on annotated texts (scheme `geo`); entities that touch optional labels are left out."""
    scanner, resolver = Scanner(gazetteer), Resolver(gazetteer, model)
    extractor = GeoExtractor(gazetteer=gazetteer, model=model)
    found: list[Outcome] = []
    for text in texts:
        decisions = resolver(scanner(text.text))
        for decision in decisions:
            if decision.place.index == NOWHERE:
                continue
            entity = extractor.entity(text.text, decision, resolved=True)
            touching = [x for x in text.labels if x.start < entity.end and entity.start < x.end]
            if any(label.optional for label in touching):
                continue
            right = any((x.start, x.end) == (entity.start, entity.end) and right_place(x, entity) for x in touching)
            found.append(Outcome(decision.mention, decision.share, right, text.id))
    return found


def held_out(
    gazetteer: Gazetteer,
    texts: Sequence[AnnotatedText],
    model_without: Callable[[int], ContextModel],
) -> list[Outcome]:
    """Outcomes of every text under a model that was fitted without its fold.

    Args:
        gazetteer: where candidates come from.
        texts: annotated texts.
        model_without: gives the model fitted on all folds but one.
    """
    found: list[Outcome] = []
    for fold in range(FOLDS):
        found += outcomes(gazetteer, model_without(fold), [t for t in texts if fold_of(t.id) == fold])
    return found


def fit_calibration(found: Sequence[Outcome]) -> Calibration:
    """Fit the logistic calibration on held-out outcomes.

    Raises:
        ModelError: they are all right or all wrong.
    """
    from sklearn.linear_model import LogisticRegression

    check_answers((o.right for o in found), "calibration", "annotated text")
    rows = [[log_odds(o.mention), log_odds(o.share)] for o in found]
    model = LogisticRegression(C=100.0, solver="liblinear").fit(rows, [o.right for o in found])
    return Calibration(*(round(float(v), 4) for v in (*model.coef_[0], model.intercept_[0])))


def reliability(found: Sequence[Outcome], calibration: Calibration | None = None) -> list[tuple[float, float, int]]:
    """Mean score, share right and count of each tenth of the score range.

    Args:
        found: held-out outcomes.
        calibration: one for all; None fits it on the other folds of each, so that nothing is judged by itself.
    """
    scored: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        part = [o for o in found if fold_of(o.document) == fold]
        used = calibration or fit_calibration([o for o in found if fold_of(o.document) != fold])
        scored += [(used(o.mention, o.share), o.right) for o in part]
    rows = []
    for number in range(BINS):
        inside = [(s, r) for s, r in scored if min(int(s * BINS), BINS - 1) == number]
        if inside:
            mean = sum(s for s, _ in inside) / len(inside)
            rows.append((round(mean, 4), round(sum(r for _, r in inside) / len(inside), 4), len(inside)))
    return rows


def calibration_error(rows: Sequence[tuple[float, float, int]]) -> float:
    """Expected calibration error of a reliability table, 0..1."""
    total = sum(count for *_, count in rows) or 1
    return sum(abs(score - right) * count for score, right, count in rows) / total
