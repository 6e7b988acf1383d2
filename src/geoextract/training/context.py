"""Distant supervision: what the surroundings of place names look like, learnt from raw text without a single label.

Two questions are answered from names that need no context to be recognized: does a place stand here (against
ordinary words and persons' names), and
does a seat of government stand here (against other towns). Their scores are features of the labelled heads
(docs/model.md).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from geoextract.gazetteer.gazetteer import Gazetteer
from geoextract.mentions.features import POSITIONS, edge_features, gap_features, word_features
from geoextract.mentions.scan import Candidate, ScannedText, Scanner
from geoextract.resolution import rules
from geoextract.training.fit import SEED, check_answers

MIN_COUNT: Final = 25
"""A context feature has to occur so often in the raw text."""
STRENGTH: Final = 0.02
MAX_ROWS: Final = 700_000
_PERSON_SHARE: Final = 0.35
_LARGE: Final = 5.3


@dataclass(frozen=True, slots=True)
class Row:
    """A position of a raw text with the answers to both questions (None: not asked)."""

    features: tuple[str, ...]
    place: bool | None
    office: bool | None


def context_names(scanned: ScannedText, first: int, last: int) -> list[str]:
    """The features of the surroundings of some words."""
    names = ["bias"]
    for position in POSITIONS:
        index = first + position if position < 0 else last - 1 + position
        found = word_features(scanned.words[index]) if 0 <= index < len(scanned.words) else edge_features(position)
        names += [f"{position}:{name}" for name in found]
    names += [f"before:{name}" for name in gap_features(scanned.gaps[first])]
    return names + [f"after:{name}" for name in gap_features(scanned.gaps[last])]


def rows(gazetteer: Gazetteer, texts: Iterable[str]) -> Iterator[Row]:
    """Positions of raw texts: every certain name, and as many other words, a third of them in persons' names."""
    scanner = Scanner(gazetteer)
    chance = random.Random(SEED)
    for text in texts:
        scanned = scanner(text)
        certain = [group[0] for group in scanned.groups if _certain(scanned, group[0])]
        for candidate in certain:
            names = context_names(scanned, candidate.first, candidate.last)
            yield Row(tuple(names), True, _office(candidate))
        taken = {index for group in scanned.groups for c in group for index in range(c.first, c.last)}
        yield from _others(scanned, taken, len(certain) + 1, chance)


def _certain(scanned: ScannedText, candidate: Candidate) -> bool:
    entry = candidate.entry
    if not entry.senses or entry.senses[0].form != "name" or entry.verdict not in ("", "likely") or entry.prior < 0.9:
        return False
    rule = rules.decide(scanned, candidate, {})
    return rule is not None and rule.probability > rules.ACCEPT


def _office(candidate: Candidate) -> bool | None:
    place = candidate.entry.senses[0].place
    if place.type != "city" or len({s.place.countries[0] for s in candidate.entry.senses}) > 1:
        return None
    if place.capital_of:
        return True if place.capital_of == place.countries[0] and place.id != _HOME else None
    return False if place.importance >= _LARGE else None


_HOME: Final = "geonames:108410"
"""The capital of the country whose papers the raw text is from stands mostly for the town itself; it teaches
nothing."""


def _others(scanned: ScannedText, taken: set[int], count: int, chance: random.Random) -> Iterator[Row]:
    words = scanned.words
    persons = [
        i + 1
        for i, word in enumerate(words[:-1])
        if "g" in word.classes and i + 1 not in taken and words[i + 1].key and scanned.gaps[i + 1] == " "
    ]
    plain = [
        i
        for i, word in enumerate(words)
        if i not in taken and len(word.key) > 2 and "\u0621" <= word.key[0] <= "\u064a"
    ]
    wanted = min(len(persons), int(count * _PERSON_SHARE))
    chosen = chance.sample(persons, wanted) + chance.sample(plain, min(len(plain), count - wanted))
    for index in chosen:
        yield Row(tuple(context_names(scanned, index, index + 1)), False, None)


def fit_context(found: Iterable[Row]) -> dict[str, dict[str, float]]:
    """Fit both questions.

    Args:
        found: rows of raw text; at most `MAX_ROWS` are used.

    Returns:
        Weights by feature name for `place_context` and `office_context`.

    Raises:
        ModelError: the raw text does not hold both answers to a question.
    """
    kept: list[Row] = []
    for row in found:
        kept.append(row)
        if len(kept) >= MAX_ROWS:
            break
    return {
        "place_context": _fit("place_context", [(r.features, r.place) for r in kept if r.place is not None], MIN_COUNT),
        "office_context": _fit(
            "office_context", [(r.features, r.office) for r in kept if r.office is not None], MIN_COUNT // 3
        ),
    }


def _fit(head: str, pairs: list[tuple[tuple[str, ...], bool]], least: int) -> dict[str, float]:
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    check_answers((answer for _, answer in pairs), head, "raw text")

    counts = Counter(name for names, _ in pairs for name in names)
    columns = {name: n for n, name in enumerate(sorted(n for n, c in counts.items() if c >= least))}
    indices: list[int] = []
    ends = [0]
    for names, _ in pairs:
        indices.extend(sorted({columns[name] for name in names if name in columns}))
        ends.append(len(indices))
    matrix = csr_matrix(([1.0] * len(indices), indices, ends), shape=(len(pairs), len(columns)))
    model = LogisticRegression(C=STRENGTH, solver="liblinear", fit_intercept=False, random_state=SEED, max_iter=100)
    model.fit(matrix, [answer for _, answer in pairs])
    return {name: float(model.coef_[0][n]) for name, n in columns.items() if abs(model.coef_[0][n]) >= 0.02}
