"""One row an entity: the columns that CSV and Parquet share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from geoextract.entities import Extraction, GeoEntity

Cell = str | int | float | bool | None

COLUMNS: Final[dict[str, type]] = {
    "document": str,
    "start": int,
    "end": int,
    "text": str,
    "proclitic": str,
    "form": str,
    "type": str,
    "metonym": bool,
    "score": float,
    "place_id": str,
    "name": str,
    "name_ar": str,
    "country_code": str,
    "admin1_code": str,
    "latitude": float,
    "longitude": float,
    "rule": str,
}
"""Names of the columns with their types; those of the place are empty where the extractor abstained."""


def rows(extraction: Extraction) -> Iterator[tuple[Cell, ...]]:
    """The entities of a result as rows of `COLUMNS`."""
    for entity in extraction.entities:
        yield (extraction.id, *_mention(entity), *_place(entity), entity.rule)


def _mention(entity: GeoEntity) -> tuple[Cell, ...]:
    return (
        entity.start,
        entity.end,
        entity.text,
        entity.proclitic,
        entity.form,
        entity.type,
        entity.metonym,
        entity.score,
    )


def _place(entity: GeoEntity) -> tuple[Cell, ...]:
    place = entity.place
    if place is None:
        return (None,) * 7
    return (
        place.id,
        place.name,
        place.name_ar,
        place.country_code,
        place.admin1_code,
        place.latitude,
        place.longitude,
    )
