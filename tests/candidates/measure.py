"""Measures transliterated candidates: ``python -m tests.candidates.measure [--fit]``.

Cities of at least 5,000 inhabitants whose Arabic name comes from a source, not from this project, are looked up by
that name as if
the gazetteer did not have it. 300 are measured; another 3,000 serve `--fit`, which prints the weights of `Weights`.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gazetteer.builder import tsv
from geoextract.candidates.latin import load_latin
from geoextract.candidates.skeleton import arabic_readings
from geoextract.candidates.transliterated import (
    ACCEPT_ELSEWHERE,
    ACCEPT_IN_EVIDENCE,
    WEIGHTS,
    Compared,
    Surface,
    Transliterated,
    Weights,
    compare,
    none_features,
    row_features,
    scores,
)
from geoextract.gazetteer import Gazetteer
from geoextract.text.normalize import fold

CITIES = Path(__file__).parents[2] / "gazetteer" / "extracts" / "cities" / "places.tsv"
SURNAMES = CITIES.parents[1] / "persons" / "surnames.txt"
WORDS = CITIES.parents[1] / "frequency" / "words.tsv"
STRANGERS = 1000
SEED = 20261125
MEASURED = 300
FITTED = 3000
LEAST_POPULATION = 5000
SAME_PLACE_KM = 15.0
"""Two rows of one name so near each other are one town (GeoNames has some twice)."""
THRESHOLDS = (0.4, 0.5, 0.6, 0.7, 0.75, 0.8)
TABLE = load_latin()
ROWS = {TABLE.id(row): row for row in range(len(TABLE))}


@dataclass(frozen=True, slots=True)
class Case:
    """One look-up: which evidence it has, whether the town is taken out of the table, and which of the rows is
    right."""

    setting: str
    absent: bool
    keys: frozenset[str]
    evidence: Mapping[str, int]
    compared: list[Compared]
    right: frozenset[int]


def cities() -> list[dict[str, str]]:
    """The cities in a seeded order."""
    rows = [
        row
        for row in tsv.read_table(CITIES)
        if row["name_ar"]
        and row["source"] != "hand"
        and int(row["population"]) >= LEAST_POPULATION
        and row["id"] in ROWS
    ]
    random.Random(SEED).shuffle(rows)
    return rows


def evidences(country: str, chance: random.Random, codes: Counter[str]) -> Iterator[tuple[str, dict[str, int]]]:
    """The settings: the right country, the right one among others, none, only wrong ones."""
    others = chance.choices(list(codes), weights=list(codes.values()), k=3)
    yield "true country", {country: 1}
    yield "true country among others", {others[0]: 2, others[1]: 1, country: chance.randint(1, 3)}
    yield "no country", {}
    yield "only other countries", {others[0]: 2, others[2]: 1}


def cases(rows: Sequence[dict[str, str]], seed: int) -> Iterator[Case]:
    """Every setting of every city, with it and without it."""
    chance = random.Random(seed)
    codes = Counter(row["country"] for row in rows)
    for row in rows:
        surface = Surface.read(row["name_ar"])
        for setting, evidence in evidences(row["country"], chance, codes):
            found = [c for c in compare(TABLE, surface, evidence) if TABLE.kind(c.row) == "city"]
            right = frozenset(c.row for c in found if same(c.row, ROWS[row["id"]]))
            yield Case(setting, False, surface.keys, evidence, found, right)
            yield Case(setting, True, surface.keys, evidence, [c for c in found if c.row not in right], frozenset())


def same(first: int, second: int) -> bool:
    """Whether two rows are one place."""
    if first == second:
        return True
    one, other = TABLE[first], TABLE[second]
    if one.country != other.country or one.latitude is None or other.latitude is None:
        return False
    north = (one.latitude - other.latitude) * 111
    east = ((one.longitude or 0) - (other.longitude or 0)) * 111 * math.cos(math.radians(one.latitude))
    return math.hypot(north, east) <= SAME_PLACE_KM


def report(found: Sequence[Case], weights: Weights) -> None:
    """Print a Markdown table: for each setting accuracy at 1, then accepted and wrong at each threshold."""
    print("| evidence | town in table | right first |", " | ".join(f"at {t}" for t in THRESHOLDS), "|")
    print("|---|---|---|" + "---|" * len(THRESHOLDS))
    for setting in dict.fromkeys(case.setting for case in found):
        for absent in (False, True):
            own = [case for case in found if (case.setting, case.absent) == (setting, absent)]
            tops = [top(case, weights) for case in own]
            first = sum(row in case.right for (row, _), case in zip(tops, own, strict=True)) / len(own)
            cells = []
            for threshold in THRESHOLDS:
                taken = [row in case.right for (row, score), case in zip(tops, own, strict=True) if score >= threshold]
                wrong = taken.count(False) / max(len(taken), 1)
                cells.append(f"{len(taken) / len(own):.1%}" + ("" if absent else f", {wrong:.1%} wrong"))
            head = "no" if absent else "yes"
            print(f"| {setting} | {head} | {'' if absent else f'{first:.1%}'} |", " | ".join(cells), "|")


def accepted(found: Sequence[Case], weights: Weights) -> None:
    """Print what the shipped thresholds accept."""
    for setting in dict.fromkeys(case.setting for case in found):
        for absent in (False, True):
            own = [case for case in found if (case.setting, case.absent) == (setting, absent)]
            taken = []
            for case in own:
                row, score = top(case, weights)
                least = ACCEPT_IN_EVIDENCE if row >= 0 and TABLE.country(row) in case.evidence else ACCEPT_ELSEWHERE
                if score >= least:
                    taken.append(row in case.right)
            wrong = taken.count(False)
            print(
                f"{setting}, {'absent' if absent else 'present'}: accepted {len(taken)}, wrong {wrong}, of {len(own)}"
            )


def top(case: Case, weights: Weights) -> tuple[int, float]:
    """Row and score of the first candidate; -1 where there is none. Rows of one place count as one."""
    rated = list(zip(scores(TABLE, case.compared, case.keys, case.evidence, weights), case.compared, strict=True))
    if not rated:
        return -1, 0.0
    score, best = max(rated, key=lambda pair: (pair[0], -pair[1].row))
    return best.row, score


def strangers() -> None:
    """Print how many words and surnames that name no place would be linked, as if the context took them for places."""
    gazetteer = Gazetteer.load()
    finder = Transliterated(gazetteer)
    for label, path in (("words", WORDS), ("surnames", SURNAMES)):
        cells = [cell for line in path.read_text(encoding="utf-8").splitlines() for cell in line.split("\t")]
        arabic = [word for word in cells if arabic_readings(word) and not gazetteer.has(fold(word))]
        chosen = random.Random(SEED).sample(arabic, min(STRANGERS, len(arabic)))
        for evidence in ({}, {"US": 2}, {"GB": 1, "FR": 1}, {"EG": 2, "SY": 1}, {"DE": 1, "IT": 1, "ES": 1}):
            linked = sum(finder.link(word, evidence) is not None for word in chosen)
            print(f"{label}, {'+'.join(evidence) or 'no country'}: {linked} of {len(chosen)} linked")


def fit(found: Sequence[Case]) -> Weights:
    """Fit the conditional logit by maximum likelihood with a small ridge."""
    import numpy
    from scipy.optimize import minimize

    rows: list[tuple[float, ...]] = []
    nones: list[tuple[float, ...]] = []
    owners: list[int] = []
    gold: list[int] = []
    for number, case in enumerate(found):
        best = max(case.right, key=TABLE.population, default=None)
        kept = [c for c in case.compared if c.row == best or c.row not in case.right]
        gold.append(next((len(rows) + place for place, c in enumerate(kept) if c.row == best), -1))
        rows += [row_features(TABLE, c, case.evidence) for c in kept]
        owners += [number] * len(kept)
        nones.append(none_features(case.keys, case.evidence))
    features, others, owner, right = map(numpy.array, (rows, nones, owners, gold))
    size = features.shape[1]

    def loss(weights: numpy.ndarray) -> tuple[float, numpy.ndarray]:
        row, none = features @ weights[:size], others @ weights[size:]
        peak = none.copy()
        numpy.maximum.at(peak, owner, row)
        chance, rest = numpy.exp(row - peak[owner]), numpy.exp(none - peak)
        total = rest + numpy.bincount(owner, chance, len(none))
        chosen = numpy.where(right >= 0, row[numpy.maximum(right, 0)], none)
        slope = numpy.concatenate(
            [
                features[right[right >= 0]].sum(0) - (chance / total[owner]) @ features,
                others[right < 0].sum(0) - (rest / total) @ others,
            ]
        )
        value = (chosen - peak - numpy.log(total)).mean()
        return -value + 1e-4 * weights @ weights, -slope / len(none) + 2e-4 * weights

    best = minimize(loss, numpy.zeros(size + others.shape[1]), jac=True, method="L-BFGS-B").x
    return Weights(tuple(round(float(w), 2) for w in best[:size]), tuple(round(float(w), 2) for w in best[size:]))


def main() -> None:
    """Measure, and fit before it when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    rows = cities()
    weights = WEIGHTS
    if options.fit:
        learned = list(cases(rows[MEASURED : MEASURED + FITTED], SEED))
        weights = fit(learned)
        print(weights)
        report(learned, weights)
    started = time.process_time()
    measured = list(cases(rows[-MEASURED:], SEED + 1))
    print(f"{(time.process_time() - started) / len(measured) * 2000:.2f} ms a look-up\n")
    report(measured, weights)
    accepted(measured, weights)
    strangers()


if __name__ == "__main__":
    main()
