"""The small immutable records of the scan: what a name can stand for. Decoded from the artifact's rows on first use."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final, Literal

PlaceType = Literal["country", "territory", "admin1", "admin2", "city", "region", "bloc", "historical", "physical"]
Policy = Literal["iso", "un", "de_facto"]
Verdict = Literal["", "never", "trigger", "person", "likely"]

PLACE_TYPES: Final[tuple[str, ...]] = (
    "country",
    "territory",
    "admin1",
    "admin2",
    "city",
    "region",
    "bloc",
    "historical",
    "physical",
)
POLICIES: Final[tuple[Policy, ...]] = ("iso", "un", "de_facto")

NOWHERE: Final = -(10**9)
"""Index of the record that stands for no place: a mention that nothing links."""

FIELDS: Final = (
    "id",
    "type",
    "parent",
    "country",
    "country_un",
    "country_de_facto",
    "latitude",
    "longitude",
    "population",
    "importance",
    "name_en",
    "name_ar",
    "aliases_en",
    "same_as",
    "capital_of",
    "extra",
)
"""Columns of the artifact's `places` section."""


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """A place as the resolver sees it.

    Attributes:
        index: its row in the gazetteer.
        id: canonical id.
        type: one of `PLACE_TYPES`.
        parent: id of the containing place, or "".
        countries: ISO 3166-1 alpha-2 (or "") under the policies iso, un, de_facto.
        latitude: degrees, or None.
        longitude: degrees, or None.
        population: inhabitants, 0 where unknown.
        importance: prior weight, decimal logarithm (a village about 2, a country about 8).
        name_en: usual English name.
        name_ar: usual Arabic name; may be "".
        capital_of: id of the place whose government sits here, or "".
    """

    index: int
    id: str
    type: str
    parent: str
    countries: tuple[str, str, str]
    latitude: float | None
    longitude: float | None
    population: int
    importance: float
    name_en: str
    name_ar: str
    capital_of: str


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a surface.

    Attributes:
        place: what is meant.
        form: `name` or `demonym`.
        code: of a demonym `m`, `f`, `d`, `p` or `a` (see `forms.Form`), of a name "".
        weight: prior of this meaning, decimal logarithm; comparable within one entry.
        vocalized: the spelling with the harakat that tell this meaning from others, or "".
    """

    place: PlaceRecord
    form: Literal["name", "demonym"]
    code: str
    weight: float
    vocalized: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the gazetteer knows of a key.

    Attributes:
        key: folded surface.
        surface: a careful editor's spelling of it.
        verdict: how far the surface can be trusted to be a place (gazetteer/README.md, lexicon/homographs.tsv).
        prior: estimated probability that the surface is a place mention in news, 0..1; 1 where nothing competes.
        senses: the meanings, the likeliest first.
        lead: generic words at its beginning that are no part of the mention (`governorate of X`).
        trail: the same at its end (`X the capital`).
    """

    key: str
    surface: str
    verdict: Verdict
    prior: float
    senses: tuple[Sense, ...]
    lead: int = 0
    trail: int = 0


def parse_place(index: int, row: str) -> PlaceRecord:
    """Decode a row of the artifact's `places` section."""
    cells = row.split("\t")
    iso = cells[3]
    un, de_facto = (iso if cell == "" else cell.replace("-", "") for cell in cells[4:6])
    return PlaceRecord(
        index=index,
        id=cells[0],
        type=cells[1],
        parent=cells[2],
        countries=(iso, un, de_facto),
        latitude=float(cells[6]) if cells[6] else None,
        longitude=float(cells[7]) if cells[7] else None,
        population=int(cells[8] or 0),
        importance=float(cells[9] or 0),
        name_en=cells[10],
        name_ar=cells[11],
        capital_of=cells[14],
    )


def parse_details(row: str) -> dict[str, object]:
    """The fields of a place that only the public model shows."""
    cells = row.split("\t")
    pairs = (pair.split("=", 1) for pair in cells[13].split("|") if pair)
    extra: dict[str, object] = json.loads(cells[15]) if cells[15] else {}
    return {
        "aliases_en": [a for a in cells[12].split("|") if a],
        "same_as": {key: value for key, value in pairs if value},
        **extra,
    }
