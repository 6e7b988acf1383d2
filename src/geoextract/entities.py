"""The results: frozen pydantic models with a published JSON schema (docs/results.md)."""

from __future__ import annotations

from typing import Any, Final, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from geoextract.gazetteer.place import Place
from geoextract.gazetteer.records import PlaceType


class ScoredCandidate(BaseModel):
    """A place that a mention could mean.

    Attributes:
        place_id: canonical id.
        score: probability of this place given that the mention is one, 0..1; the candidates of a mention add up to 1.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    place_id: str
    score: float = Field(ge=0, le=1)


class GeoEntity(BaseModel):
    """A mention of a place in a text.

    Attributes:
        start: first code point of the bare name in the caller's text (behind any proclitic).
        end: one past its last code point.
        text: `source[start:end]`.
        form: a name of the place, or a demonym formed from it.
        type: type of the place that is denoted.
        metonym: a capital that stands for its government.
        score: calibrated probability that this is a mention and that the place is right, 0..1.
        place: the place; None where the extractor abstains (`keep_unresolved`).
        candidates: all places that the surface could mean, the likeliest first.
        proclitic: the letters written before the name in the same word, folded.
        rule: name of what decided that it is a mention.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str
    form: Literal["name", "demonym"]
    type: PlaceType
    metonym: bool = False
    score: float = Field(ge=0, le=1)
    place: Place | None
    candidates: tuple[ScoredCandidate, ...] = ()
    proclitic: str = ""
    rule: str = ""


class CountryCount(BaseModel):
    """How much a document speaks of a country.

    Attributes:
        country_code: ISO 3166-1 alpha-2.
        mentions: mentions of the country and of all that lies in it.
        name: mentions by the country's own name.
        demonym: mentions by a demonym (of the country or of a place in it).
        metonym: mentions of a capital that stands for the government.
        city: mentions of towns as places.
        share: mentions divided by those of all countries, 0..1.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    country_code: str
    mentions: int
    name: int
    demonym: int
    metonym: int
    city: int
    share: float


class Extraction(BaseModel):
    """The result of one document.

    Attributes:
        id: the caller's id of the document, None if there was none.
        entities: sorted by position, disjoint.
        countries: by falling number of mentions, then by code.
        gazetteer_version: version of the gazetteer's data.
        model_version: version of the context model.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", protected_namespaces=())

    id: str | None = None
    entities: tuple[GeoEntity, ...] = ()
    countries: tuple[CountryCount, ...] = ()
    gazetteer_version: str
    model_version: str


class FailedDocument(BaseModel):
    """Stands in a stream for a document that could not be done (`pipe` with `on_error="record"`).

    Attributes:
        id: the caller's id of the document; where there was none, its position in the stream, from 0.
        error: class and message of the error.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    error: str


M = TypeVar("M", ScoredCandidate, GeoEntity, CountryCount, Extraction)
_FIELDS: Final[dict[type[BaseModel], set[str]]] = {
    model: set(model.model_fields) for model in (ScoredCandidate, GeoEntity, CountryCount, Extraction)
}
"""Shared by all results of a class: they are frozen, and pydantic copies the set before it changes one."""
_new = object.__new__
_set = object.__setattr__


def built(model: type[M], fields: dict[str, Any]) -> M:
    """A result of values that are right by the way they were made, the same as `model(**fields)` gives.

    Validation is three quarters of the cost of a result, and an extractor would only validate its own work.

    Args:
        model: the class.
        fields: a value of the exact type for every field, in the order of the class; the result keeps the dict.
    """
    made: M = _new(model)
    _set(made, "__dict__", fields)
    _set(made, "__pydantic_fields_set__", _FIELDS[model])
    _set(made, "__pydantic_extra__", None)
    _set(made, "__pydantic_private__", None)
    return made
