"""The rows of the source tables: strict pydantic models, one for each file name (gazetteer/README.md)."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from geoextract.gazetteer.patterns import ARABIC_NAME, ID_PATTERN
from geoextract.gazetteer.records import PlaceType
from geoextract.text.vocalization import has_marks


def _id(value: str) -> str:
    if not ID_PATTERN.fullmatch(value):
        raise ValueError(
            f"{value!r} is no id: ISO 3166-1 or 3166-2 code, geonames:, m49:, wikidata: or geoextract: is wanted"
        )
    return value


def _arabic(value: str) -> str:
    if value and not ARABIC_NAME.fullmatch(value):
        strange = "".join(sorted(set(re.sub(ARABIC_NAME, "", value))))
        raise ValueError(f"{value!r} has characters that no Arabic name has: {strange!a}")
    if value != value.strip() or "  " in value:
        raise ValueError(f"{value!r} has white space at an end or twice in a row")
    return value


def _marked(value: str) -> str:
    if not has_marks(value):
        raise ValueError(f"{value!r} has no harakat")
    return value


def _list(value: object) -> object:
    return tuple(part for part in value.split("|") if part) if isinstance(value, str) else value


def _number(value: object) -> object:
    return None if value == "" else float(value) if isinstance(value, str) else value


def _integer(value: object) -> object:
    return None if value == "" else int(value) if isinstance(value, str) else value


Id = Annotated[str, AfterValidator(_id)]
Arabic = Annotated[str, AfterValidator(_arabic)]
Codes = Annotated[tuple[str, ...], BeforeValidator(_list)]
Integer = Annotated[int | None, BeforeValidator(_integer)]
Population = Annotated[Annotated[int, Field(ge=0)] | None, BeforeValidator(_integer)]
Latitude = Annotated[Annotated[float, Field(ge=-90, le=90)] | None, BeforeValidator(_number)]
Longitude = Annotated[Annotated[float, Field(ge=-180, le=180)] | None, BeforeValidator(_number)]
Share = Annotated[Annotated[float, Field(ge=0, le=1)] | None, BeforeValidator(_number)]
Country = Annotated[str, Field(pattern=r"^([A-Z]{2})?$")]
Source = Annotated[str, Field(min_length=1)]


class Row(BaseModel):
    """Base of all rows."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    file_name: ClassVar[str]


class PlaceRow(Row):
    """A place."""

    file_name = "places.tsv"
    id: Id
    type: PlaceType
    parent: Annotated[str, Field(pattern=r"^(\S+)?$")]
    country: Country
    latitude: Latitude
    longitude: Longitude
    population: Population
    name_en: Annotated[str, Field(min_length=1)]
    aliases_en: Codes
    source: Source
    name_ar: Arabic


class NameRow(Row):
    """A further Arabic surface of a place."""

    file_name = "names.tsv"
    place_id: Id
    kind: Literal["official", "variant", "press", "abbreviation", "old", "typed", "generated"]
    source: Source
    name: Annotated[Arabic, Field(min_length=1)]


class SameAsRow(Row):
    """An external id."""

    file_name = "same_as.tsv"
    place_id: Id
    scheme: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    value: Annotated[str, Field(min_length=1)]
    source: Source


class DemonymRow(Row):
    """A demonym head."""

    file_name = "demonyms.tsv"
    place_id: Id
    pattern: Literal["nisba", "both", "second", "none"]
    source: Source
    head: Annotated[Arabic, Field(min_length=1)]


class DemonymFormRow(Row):
    """An irregular form of a demonym."""

    file_name = "demonym_forms.tsv"
    place_id: Id
    gender: Literal["m", "f", ""]
    number: Literal["sg", "du", "pl", "collective"]
    source: Source
    form: Annotated[Arabic, Field(min_length=1)]


class CapitalRow(Row):
    """A city in which a government sits."""

    file_name = "capitals.tsv"
    place_id: Id
    city_id: Id
    role: Literal["capital", "seat"]
    source: Source


class DisputeRow(Row):
    """A disputed place: its parties, and its country under each policy."""

    file_name = "disputes.tsv"
    place_id: Id
    claimed_by: Codes
    administered_by: Codes
    iso: Country
    un: Country
    de_facto: Country
    source: Source
    note: str


class SpanRow(Row):
    """The years of a historical state."""

    file_name = "spans.tsv"
    place_id: Id
    start_year: Integer
    end_year: Integer
    successors: Codes
    source: Source


class VocalizedRow(Row):
    """A name with the harakat that tell it from words and places spelt alike."""

    file_name = "vocalized.tsv"
    place_id: Id
    note: str
    vocalized: Annotated[Arabic, AfterValidator(_marked)]


class FameRow(Row):
    """How much better or less known than its size a place is under one name, in steps of the decimal logarithm."""

    file_name = "fame.tsv"
    place_id: Id
    weight: Annotated[float, Field(ge=-3, le=3, strict=False)]
    note: str
    name: Annotated[Arabic, Field(min_length=1)]


class LexiconRow(Row):
    """A context word (files of hand/lexicon but homographs.tsv and clitic_traps.tsv)."""

    file_name = "lexicon"
    word_class: Annotated[str, Field(min_length=1)]
    note: str
    word: Annotated[Arabic, Field(min_length=1)]


class HomographRow(Row):
    """A surface that is a place's name and something else."""

    file_name = "homographs.tsv"
    verdict: Literal["never", "trigger", "person", "likely"]
    prior: Share
    reason: str
    surface: Annotated[Arabic, Field(min_length=1)]


TABLES: tuple[type[Row], ...] = (
    PlaceRow,
    NameRow,
    SameAsRow,
    DemonymRow,
    DemonymFormRow,
    CapitalRow,
    DisputeRow,
    SpanRow,
)
