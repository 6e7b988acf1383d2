"""Fits the model's heads: regularized logistic regressions, seeded, the same bytes twice."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from geoextract.errors import ModelError
from geoextract.gazetteer.artifact import write
from geoextract.resolution.model import FORMAT, HEADS, PRIOR, SURROUNDINGS
from geoextract.training.examples import Example

MIN_COUNT: Final = 3
"""A feature has to occur in so many examples."""
REGULARIZATION: Final[dict[str, float]] = {"mention": 0.3, "demonym": 0.3, "metonym": 0.3}
"""Inverse strength (scikit-learn's C) by head; chosen by cross-validation (docs/model.md)."""
SEED: Final = 20261125
_SMALL: Final = 0.005
"""Weights below this are left out of the file."""


def check_installed() -> None:
    """Make sure that training has what it needs.

    Raises:
        ModelError: scikit-learn is missing; the message says how to install it.
    """
    if find_spec("sklearn") is None:
        raise ModelError("training needs scikit-learn; install it with: pip install 'geoextract-ar[train]'")


def check_answers(answers: Iterable[bool], question: str, more: str) -> None:
    """Make sure that there is something to tell apart.

    Args:
        answers: all answers to a question.
        question: what the message calls it.
        more: what there has to be more of.

    Raises:
        ModelError: all answers are alike, or there are none.
    """
    if len(set(answers)) < 2:
        raise ModelError(f"there is only one kind of answer for {question!r}; add more {more}")


def fit_head(rows: Sequence[Example], strength: float, head: str) -> dict[str, float]:
    """Fit one head.

    Args:
        rows: examples of the head.
        strength: inverse regularization.
        head: its name.

    Returns:
        Weights by feature name.

    Raises:
        ModelError: the examples have one answer only.
    """
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    check_answers((row.answer for row in rows), head, "annotated text")
    counts = Counter(name for row in rows for name in row.features)
    valued = (PRIOR, SURROUNDINGS)
    counts.update(prefix + name for row in rows for name in valued for prefix in ("", f"{row.group}|"))
    columns = {name: n for n, name in enumerate(sorted(n for n, c in counts.items() if c >= MIN_COUNT))}
    indices: list[int] = []
    values: list[float] = []
    ends = [0]
    for row in rows:
        found = sorted({columns[name] for name in row.features if name in columns})
        indices += found
        values += [1.0] * len(found)
        for name, value in zip(valued, (row.prior, row.context), strict=True):
            named = [columns[n] for n in (name, f"{row.group}|{name}") if n in columns]
            indices += named
            values += [value] * len(named)
        ends.append(len(indices))
    matrix = csr_matrix((values, indices, ends), shape=(len(rows), len(columns)))
    model = LogisticRegression(C=strength, solver="liblinear", fit_intercept=False, random_state=SEED, max_iter=300)
    model.fit(matrix, [row.answer for row in rows], sample_weight=[row.weight for row in rows])
    weights = model.coef_[0]
    return {name: float(weights[n]) for name, n in columns.items() if abs(weights[n]) >= _SMALL}


def fit(rows: Sequence[Example]) -> dict[str, dict[str, float]]:
    """Fit all heads."""
    return {head: fit_head([r for r in rows if r.head == head], REGULARIZATION[head], head) for head in HEADS}


def save(weights: dict[str, dict[str, float]], path: Path, facts: dict[str, object]) -> None:
    """Write a model file; the same weights give the same bytes.

    Args:
        weights: by head and feature name.
        path: the file.
        facts: what the header says of the training (corpora, counts).
    """
    sections = {
        head: "\n".join(f"{name}\t{value:.3g}" for name, value in sorted(found.items()))
        for head, found in weights.items()
    }
    digest = hashlib.sha256("".join(sections.values()).encode("utf-8")).hexdigest()[:8]
    write(path, {"name": "model", "format": FORMAT, "version": f"1+{digest}", **facts}, sections)
