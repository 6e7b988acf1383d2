"""Which place a surface means: the meanings of one mention weighed by what stands beside it and by the document.

Weights are decimal logarithms, so they add to the priors of the gazetteer (`Sense.weight`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from geoextract.gazetteer.records import PlaceRecord, Sense
from geoextract.mentions.names import NameType
from geoextract.mentions.relations import ANNOUNCED
from geoextract.text.vocalization import agreement, ends_in_tanwin, has_marks

TRIGGER_MATCH: Final = 1.6
TRIGGER_CLASH: Final = -1.6
CONTAINER_BESIDE: Final = 2.6
COUNTRY_IN_TEXT: Final = 1.1
COUNTRY_OFTEN: Final = 1.5
NEARBY: Final = 1.0
"""For a place within `NEAR_KM` of a town or division that is named at most `NEAR_WORDS` words away."""
NEAR_KM: Final = 500.0
NEAR_WORDS: Final = 25
SAME_NAME_SETTLED: Final = 2.2
VOCALIZED: Final = 4.0
_DEGREE_KM: Final = 111.2
_LOCATED: Final = frozenset({"city", "admin1", "admin2"})


@dataclass(frozen=True, slots=True)
class Meanings:
    """What is known of the meanings of a name type before its surroundings.

    Attributes:
        priors: their weights.
        places: their places.
        countries: the countries of these.
        demonyms: which of them are demonyms.
        mixed: whether both names and demonyms are among them.
        tanwin: whether the surface ends in -an, as a demonym does and no name.
        vocalized: what the harakat of the surface say for each, None where it has none.
        apart: whether some of the places lie far from each other, so that what is named nearby may tell.
    """

    priors: tuple[float, ...]
    places: tuple[PlaceRecord, ...]
    countries: tuple[str, ...]
    demonyms: tuple[bool, ...]
    mixed: bool
    tanwin: bool
    vocalized: tuple[float, ...] | None
    apart: bool

    @classmethod
    def of(cls, name: NameType) -> Meanings:
        """Work it out."""
        senses, surface = name.entry.senses, name.surface
        marked = has_marks(surface)
        demonyms = tuple([sense.form == "demonym" for sense in senses])
        said = [VOCALIZED * agreement(surface, s.vocalized) if s.vocalized else 0.0 for s in senses] if marked else []
        return cls(
            priors=tuple([sense.weight for sense in senses]),
            places=tuple([sense.place for sense in senses]),
            countries=tuple([sense.place.countries[0] for sense in senses]),
            demonyms=demonyms,
            mixed=len(set(demonyms)) > 1,
            tanwin=marked and ends_in_tanwin(surface),
            vocalized=tuple(said) if any(said) else None,
            apart=any(not are_near(senses[0].place, sense.place) for sense in senses[1:]),
        )


def trigger_weight(classes: str, place: PlaceRecord) -> float:
    """How the word before the name speaks for a type of place."""
    weight = 0.0
    for code in classes:
        if code in ANNOUNCED:
            if place.type in ANNOUNCED[code]:
                return TRIGGER_MATCH
            weight = TRIGGER_CLASH
    return weight


def country_weight(country: str, counts: Mapping[str, int], total: int) -> float:
    """How much the document is about a country.

    Nothing, or a step for being named and a part that grows with its share.
    """
    count = counts.get(country, 0)
    return COUNTRY_IN_TEXT + COUNTRY_OFTEN * count / total if count else 0.0


def beside_weight(place: PlaceRecord, neighbours: Iterable[PlaceRecord]) -> float:
    """Whether a place named right beside it contains the place (Tripoli, Lebanon; Lebanese Tripoli)."""
    for other in neighbours:
        if _contains(other, place):
            return CONTAINER_BESIDE
    return 0.0


def nearby_weight(place: PlaceRecord, others: Iterable[PlaceRecord]) -> float:
    """Whether a town or division that the text names a little before or after lies near the place."""
    near = (o for o in others if o.index != place.index and o.type in _LOCATED and are_near(place, o))
    return NEARBY if next(near, None) is not None else 0.0


def are_near(one: PlaceRecord, other: PlaceRecord) -> bool:
    """Whether two places lie within `NEAR_KM` of each other, on a plane through their latitudes; False if unknown."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return False
    north = (one.latitude - other.latitude) * _DEGREE_KM
    if not -NEAR_KM <= north <= NEAR_KM:
        return False
    degrees = abs(one.longitude - other.longitude)
    east = min(degrees, 360.0 - degrees) * _DEGREE_KM * math.cos(math.radians((one.latitude + other.latitude) / 2))
    return north * north + east * east <= NEAR_KM * NEAR_KM


def _contains(container: PlaceRecord, place: PlaceRecord) -> bool:
    country = place.countries[0]
    if not country or container.index == place.index:
        return False
    if container.id == place.parent:
        return True
    return container.countries[0] == country and (
        container.type in ("country", "territory") or (place.type == "city" and container.type == "admin1")
    )


def probabilities(senses: Sequence[Sense], weights: Sequence[float]) -> list[float]:
    """Softmax to base ten of the weighed meanings; places that occur in two forms count once."""
    top = max(weights)
    raw = [10.0 ** (weight - top) for weight in weights]
    total = sum(raw)
    return [value / total for value in raw]
