"""Which place a surface means: the meanings of one mention weighed by what stands beside it and by the document.

Weights are decimal logarithms, so they add to the priors of the gazetteer (`Sense.weight`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from geoextract.gazetteer.records import PlaceRecord, Sense
from geoextract.mentions.relations import ANNOUNCED

TRIGGER_MATCH: Final = 1.6
TRIGGER_CLASH: Final = -1.6
CONTAINER_BESIDE: Final = 2.6
COUNTRY_IN_TEXT: Final = 1.1
COUNTRY_OFTEN: Final = 1.5
SAME_NAME_SETTLED: Final = 2.2


def trigger_weight(classes: str, place: PlaceRecord) -> float:
    """How the word before the name speaks for a type of place."""
    announced = [ANNOUNCED[code] for code in classes if code in ANNOUNCED]
    if not announced:
        return 0.0
    return TRIGGER_MATCH if any(place.type in types for types in announced) else TRIGGER_CLASH


def country_weight(country: str, counts: dict[str, int], total: int) -> float:
    """How much the document is about a country.

    Nothing, or a step for being named and a part that grows with its share.
    """
    count = counts.get(country, 0)
    return COUNTRY_IN_TEXT + COUNTRY_OFTEN * count / total if count else 0.0


def beside_weight(place: PlaceRecord, neighbours: Iterable[PlaceRecord]) -> float:
    """Whether a place named right beside it contains the place (Tripoli, Lebanon; Lebanese Tripoli)."""
    return CONTAINER_BESIDE if any(_contains(other, place) for other in neighbours) else 0.0


def _contains(container: PlaceRecord, place: PlaceRecord) -> bool:
    if container.index == place.index or not place.countries[0]:
        return False
    if container.id == place.parent:
        return True
    return container.countries[0] == place.countries[0] and (
        container.type in ("country", "territory") or (place.type == "city" and container.type == "admin1")
    )


def probabilities(senses: Sequence[Sense], weights: Sequence[float]) -> list[float]:
    """Softmax to base ten of the weighed meanings; places that occur in two forms count once."""
    top = max(weights)
    raw = [10.0 ** (weight - top) for weight in weights]
    total = sum(raw)
    return [value / total for value in raw]
