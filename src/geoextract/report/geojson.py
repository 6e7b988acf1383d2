"""GeoJSON (RFC 7946): one point for each place that has coordinates, with how often and how it is mentioned."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from geoextract.entities import Extraction, GeoEntity
from geoextract.gazetteer import Place


@dataclass(slots=True)
class Mentions:
    """How often a place is mentioned.

    Attributes:
        place: the place.
        documents: documents that mention it.
        mentions: all mentions.
        demonyms: those by a demonym.
        metonyms: those as a capital that stands for its government.
    """

    place: Place
    documents: int = 0
    mentions: int = 0
    demonyms: int = 0
    metonyms: int = 0

    def count(self, entity: GeoEntity) -> None:
        """Count one mention."""
        self.mentions += 1
        self.demonyms += entity.form == "demonym"
        self.metonyms += entity.metonym


@dataclass(slots=True)
class PlaceMap:
    """The places of any number of documents.

    Attributes:
        documents: documents counted.
        places: by id.
    """

    documents: int = 0
    places: dict[str, Mentions] = field(default_factory=dict)

    def add(self, entities: Iterable[GeoEntity]) -> None:
        """Count the entities of one document."""
        self.documents += 1
        here: set[str] = set()
        for entity in entities:
            if entity.place is not None:
                self.places.setdefault(entity.place.id, Mentions(entity.place)).count(entity)
                here.add(entity.place.id)
        for place_id in here:
            self.places[place_id].documents += 1

    def to_json(self) -> str:
        """The feature collection: the most mentioned place first; what has no coordinates is counted beside it."""
        ranked = sorted(self.places.values(), key=lambda m: (-m.mentions, m.place.id))
        located = [m for m in ranked if m.place.latitude is not None and m.place.longitude is not None]
        collection = {
            "type": "FeatureCollection",
            "features": [_feature(m) for m in located],
            "documents": self.documents,
            "mentions": sum(m.mentions for m in ranked),
            "mentions_without_coordinates": sum(m.mentions for m in ranked) - sum(m.mentions for m in located),
        }
        return json.dumps(collection, ensure_ascii=False, separators=(",", ":"))


def to_geojson(extractions: Iterable[Extraction]) -> str:
    """All results as one feature collection."""
    found = PlaceMap()
    for extraction in extractions:
        found.add(extraction.entities)
    return found.to_json()


def _feature(found: Mentions) -> dict[str, Any]:
    place = found.place
    return {
        "type": "Feature",
        "id": place.id,
        "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]},
        "properties": {
            "id": place.id,
            "type": place.type,
            "name": place.name,
            "name_ar": place.name_ar,
            "country_code": place.country_code,
            "mentions": found.mentions,
            "demonyms": found.demonyms,
            "metonyms": found.metonyms,
            "documents": found.documents,
        },
    }
