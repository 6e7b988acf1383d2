"""Candidates for Arabic surfaces that no name of the gazetteer matches, from the Latin names of towns and subdivisions.

A surface meets the rows that share a consonant skeleton with it; each is compared sound by sound, and all of them
compete with the
chance that none is meant (docs/transliteration.md has the figures).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import Indel

from geoextract.candidates.latin import Kind, LatinRow, LatinTable, load_latin
from geoextract.candidates.skeleton import arabic_readings, coarse, latin_readings, skeleton
from geoextract.candidates.sounds import ARAB
from geoextract.gazetteer.gazetteer import Gazetteer
from geoextract.gazetteer.place import Place
from geoextract.gazetteer.records import PlaceRecord
from geoextract.gazetteer.weights import importance
from geoextract.text.normalize import fold

ALL_KINDS: Final[frozenset[str]] = frozenset({"city", "admin1", "admin2"})
ACCEPT_IN_EVIDENCE: Final = 0.6
"""Least score of a link to a place in a country that the document names."""
ACCEPT_ELSEWHERE: Final = 0.8
"""Least score of any other link."""
LEAST_SCORE: Final = 0.01
"""Candidates below it are not returned."""
RESPELT: Final = 0.75
"""A place whose Arabic name the gazetteer has may be meant by a surface that is at least so much like that name,
0..1,"""
RENAMED: Final = 0.5
"""or so little that the usual name is an exonym; in between it is the name of another place that sounds alike."""
KNOWN_COST: Final = 1.0
"""Handicap of such a place: whoever means it writes its usual name."""
MOST_COMPARED: Final = 12
"""Rows that are compared closely, within the countries of the evidence and again outside them."""
MOST_LENGTH: Final = 8
"""So many consonants beyond four speak against an accidental likeness."""
PRESELECTED: Final = 4
"""So many times more rows are weighed by spelling and size before that."""
SIZE_COUNTS: Final = 0.1
"""A town of ten times the inhabitants may be spelt less alike by this much."""
MOST_WORDS: Final = 4
SUBDIVISION_SIZE: Final = 1.0
"""Size of a subdivision, whose inhabitants the table does not have; see `_size`."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the choice between the candidates and none, fitted by `python -m tests.candidates.measure --fit`.

    Attributes:
        row: of the features of a row, see `row_features`.
        none: of the features of the answer that no row is meant, see `none_features`.
    """

    row: tuple[float, ...]
    none: tuple[float, ...]


WEIGHTS: Final = Weights(
    row=(2.91, 2.69, 1.62, 1.85, 0.77, -2.46, -0.82),
    none=(7.1, 1.01, 1.74, 0.83, -0.37),
)


@dataclass(frozen=True, slots=True)
class Surface:
    """An Arabic surface as it may be read.

    Attributes:
        full: its readings.
        bare: its readings without articles, which count for names of Arab countries only.
        keys: skeletons of `full`.
        bare_keys: skeletons of both.
    """

    full: tuple[str, ...]
    bare: tuple[str, ...]
    keys: frozenset[str]
    bare_keys: frozenset[str]

    @classmethod
    def read(cls, text: str) -> Surface:
        """Read a surface."""
        full = tuple(arabic_readings(text))
        bare = tuple(dict.fromkeys((*full, *arabic_readings(text, article=False))))
        keys = frozenset(map(skeleton, full)) - {""}
        return cls(full, bare, keys, keys | (frozenset(map(skeleton, bare)) - {""}))

    def readings_in(self, country: str) -> tuple[str, ...]:
        """The readings that count for a name of this country."""
        return self.bare if country in ARAB else self.full

    def keys_in(self, country: str) -> frozenset[str]:
        """Their skeletons."""
        return self.bare_keys if country in ARAB else self.keys


class Compared(NamedTuple):
    """A row beside a surface.

    Attributes:
        row: its number in the table.
        full: likeness of the two readings that fit best, 0..1.
        coarse: the same with confusable consonants merged, 0..1.
        misses: sounds that only one of the two readings has.
    """

    row: int
    full: float
    coarse: float
    misses: int

    @property
    def similarity(self) -> float:
        """Both in one figure, 0..1."""
        return (2 * self.full + self.coarse) / 3


@dataclass(frozen=True, slots=True)
class LatinCandidate:
    """A place that a surface may transliterate.

    Attributes:
        place: the gazetteer's record where it has the place, else one made from the table, with a negative `index`.
        name: its Latin name in the table.
        similarity: of the sounds of surface and name, 0..1.
        score: probability that this place is meant, 0..1; the scores of one surface add up to at most 1.
        in_evidence: whether the document names its country.
    """

    place: PlaceRecord
    name: str
    similarity: float
    score: float
    in_evidence: bool

    @property
    def id(self) -> str:
        """Canonical id of the place."""
        return self.place.id

    @property
    def country(self) -> str:
        """ISO 3166-1 alpha-2 code of its country."""
        return self.place.countries[0]

    @property
    def accepted(self) -> bool:
        """Whether the score is enough for a link."""
        return self.score >= (ACCEPT_IN_EVIDENCE if self.in_evidence else ACCEPT_ELSEWHERE)


class Transliterated:
    """Finds the places whose Latin names an Arabic surface may transliterate. Immutable; share one between threads.

    The table is read when the first surface is looked up.
    """

    def __init__(self, gazetteer: Gazetteer, load: Callable[[], LatinTable] = load_latin) -> None:
        """Make a finder.

        Args:
            gazetteer: gives the records of the places that it has.
            load: gives the table of Latin names.
        """
        self._gazetteer = gazetteer
        self._load = load

    def candidates(
        self,
        surface: str,
        countries: Mapping[str, int] | None = None,
        kinds: frozenset[str] = ALL_KINDS,
        *,
        limit: int = 5,
    ) -> list[LatinCandidate]:
        """The places that a surface may name.

        Args:
            surface: one to four Arabic words without proclitics; spelling is folded.
            countries: ISO 3166-1 alpha-2 codes of the countries that the document names beyond doubt, with counts.
            kinds: `city`, `admin1`, `admin2`: what the context allows.
            limit: at most so many candidates.

        Returns:
            Candidates by falling score.
        """
        evidence = countries or {}
        read = Surface.read(surface)
        if not read.keys or surface.count(" ") >= MOST_WORDS:
            return []
        table = self._load()
        found = [c for c in compare(table, read, evidence) if table.kind(c.row) in kinds]
        costs = [self._cost(table.id(c.row), surface) for c in found]
        rated = zip(scores(table, found, read.keys, evidence, costs=costs), found, strict=True)
        ranked = sorted(rated, key=lambda pair: (-pair[0], pair[1].row))
        return [self._make(table[c.row], c, score, evidence) for score, c in ranked[:limit] if score >= LEAST_SCORE]

    def link(
        self, surface: str, countries: Mapping[str, int] | None = None, kinds: frozenset[str] = ALL_KINDS
    ) -> LatinCandidate | None:
        """The first candidate, if its score is enough for a link; else None."""
        found = self.candidates(surface, countries, kinds, limit=1)
        return found[0] if found and found[0].accepted else None

    def _cost(self, place_id: str, surface: str) -> float:
        """What counts against a place because the gazetteer has an Arabic name of it, which the surface is not."""
        known = self._gazetteer.record(place_id).name_ar if place_id in self._gazetteer else ""
        if not known:
            return 0.0
        alike = Indel.normalized_similarity(fold(known), fold(surface))
        if alike >= RESPELT:
            return 0.0
        return KNOWN_COST if alike < RENAMED else math.inf

    def _make(self, row: LatinRow, compared: Compared, score: float, evidence: Mapping[str, int]) -> LatinCandidate:
        known = row.id in self._gazetteer
        place = self._gazetteer.record(row.id) if known else record_of(row)
        return LatinCandidate(
            place=place,
            name=row.name,
            similarity=round(compared.similarity, 4),
            score=round(score, 4),
            in_evidence=row.country in evidence,
        )


def compare(table: LatinTable, surface: Surface, evidence: Mapping[str, int]) -> list[Compared]:
    """Compare the rows that share a skeleton with a surface.

    Args:
        table: the Latin names.
        surface: the surface.
        evidence: countries with counts; their rows are compared apart from the rest.

    Returns:
        At most twice `MOST_COMPARED` rows.
    """
    inside: dict[int, str] = {}
    outside: dict[int, str] = {}
    for key in sorted(surface.bare_keys):
        everywhere = key in surface.keys
        for row in table.rows(key):
            country = table.country(row)
            if everywhere or country in ARAB:
                (inside if country in evidence else outside)[row] = table.name(row).casefold()
    chosen = [*_nearest(table, surface.full[0], inside), *_nearest(table, surface.full[0], outside)]
    return [_compare(table, row, surface) for row in chosen]


def _nearest(table: LatinTable, reading: str, names: dict[int, str]) -> list[int]:
    """The rows that are worth a close look: spelt like the reading, or large."""
    if len(names) <= MOST_COMPARED:
        return list(names)
    found = process.extract(
        reading, names, scorer=Indel.normalized_similarity, processor=None, limit=MOST_COMPARED * PRESELECTED
    )
    found.sort(key=lambda item: (-item[1] - SIZE_COUNTS * _size(table, item[2]), item[2]))
    return [row for _, _, row in found[:MOST_COMPARED]]


def _size(table: LatinTable, row: int) -> float:
    """Decimal logarithm of the inhabitants, counted from a thousand."""
    return math.log10(table.population(row) + 1000) - 3 if table.kind(row) == "city" else SUBDIVISION_SIZE


def _compare(table: LatinTable, row: int, surface: Surface) -> Compared:
    best = Compared(row, 0.0, 0.0, 0)
    most = 0.0
    country = table.country(row)
    keys, readings = surface.keys_in(country), surface.readings_in(country)
    for latin in latin_readings(table.name(row), country):
        if skeleton(latin) in keys:
            for arabic in readings:
                found = Compared(row, *_likeness(arabic, latin))
                alike = found.similarity
                if alike > most:
                    best, most = found, alike
    return best


def _likeness(arabic: str, latin: str) -> tuple[float, float, int]:
    first, second = arabic.replace(" ", ""), latin.replace(" ", "")
    misses = Indel.distance(first, second)
    full = 1 - misses / (len(first) + len(second))
    return full, Indel.normalized_similarity(coarse(arabic), coarse(latin)), misses


def row_features(table: LatinTable, compared: Compared, evidence: Mapping[str, int]) -> tuple[float, ...]:
    """What speaks for a row: likeness, its size, whether and how much the document names its country, what differs."""
    total = sum(evidence.values())
    count = evidence.get(table.country(compared.row), 0)
    size = _size(table, compared.row)
    poor = 1 - compared.full if compared.full < 0.7 else 0.0
    return (
        compared.full,
        compared.coarse,
        size,
        float(count > 0),
        count / total if total else 0.0,
        poor,
        float(compared.misses),
    )


def none_features(keys: frozenset[str], evidence: Mapping[str, int]) -> tuple[float, ...]:
    """What speaks for none of the rows: always something, evidence, a short skeleton, and against it a long one."""
    length = max((len(key.removeprefix("a")) for key in keys), default=0)
    return (
        1.0,
        float(bool(evidence)),
        float(length <= 2),
        float(length == 3),
        float(min(max(length - 4, 0), MOST_LENGTH)),
    )


def scores(
    table: LatinTable,
    compared: Sequence[Compared],
    keys: frozenset[str],
    evidence: Mapping[str, int],
    weights: Weights = WEIGHTS,
    costs: Sequence[float] = (),
) -> list[float]:
    """The probability of each row, in competition with the others and with none (a conditional logit).

    Args:
        table: the Latin names.
        compared: the rows.
        keys: skeletons of the surface.
        evidence: countries with counts.
        weights: of the features.
        costs: what counts against each row besides; none for nothing.
    """
    none = _dot(weights.none, none_features(keys, evidence))
    gains = [_dot(weights.row, row_features(table, c, evidence)) - none for c in compared]
    chances = [math.exp(gain - cost) for gain, cost in zip(gains, costs or [0.0] * len(gains), strict=True)]
    total = 1 + sum(chances)
    return [chance / total for chance in chances]


def _dot(weights: Sequence[float], features: Sequence[float]) -> float:
    return sum(weight * feature for weight, feature in zip(weights, features, strict=True))


def record_of(row: LatinRow) -> PlaceRecord:
    """The inner record of a place that the gazetteer lacks; its index is negative: `-1 - row`."""
    return PlaceRecord(
        index=-1 - row.row,
        id=row.id,
        type=row.kind,
        parent=row.admin1,
        countries=(row.country, row.country, row.country),
        latitude=row.latitude,
        longitude=row.longitude,
        population=row.population,
        importance=importance(row.kind, row.population),
        name_en=row.name,
        name_ar="",
        capital_of="",
    )


def place_of(record: PlaceRecord, gazetteer: Gazetteer) -> Place:
    """The public model of a candidate's place, whether the gazetteer has it or not."""
    if record.index >= 0:
        return gazetteer.place(record.index)
    kind: Kind = record.type  # type: ignore[assignment]
    country = gazetteer.country_of(record)
    scheme, _, number = record.id.rpartition(":")
    return Place(
        id=record.id,
        type=kind,
        name=record.name_en,
        country_code=country or None,
        admin1_code=record.parent if "-" in record.parent else None,
        parent=record.parent or None,
        latitude=record.latitude,
        longitude=record.longitude,
        population=record.population or None,
        same_as={scheme: number} if scheme else {},
    )
