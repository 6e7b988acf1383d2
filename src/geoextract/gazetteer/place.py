"""The public model of a place."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from geoextract.gazetteer.records import PlaceType


class Place(BaseModel):
    """A place with its canonical id and every other id that a source proves.

    Attributes:
        id: ISO 3166-1 alpha-2, ISO 3166-2, `geonames:`, `m49:`, `wikidata:` or `geoextract:` id (docs/ids.md).
        type: what kind of place it is.
        name: usual English name.
        name_ar: usual Arabic name, None where only foreign names are known.
        aliases_en: other English names.
        country_code: ISO 3166-1 alpha-2 under the gazetteer's policy; None for places of no one country.
        admin1_code: ISO 3166-2 code of the first-level subdivision, if known.
        parent: id of the containing place.
        latitude: degrees north, WGS 84.
        longitude: degrees east, WGS 84.
        population: inhabitants, None where unknown.
        same_as: other ids by scheme (`iso3166_1_alpha3`, `iso3166_1_numeric`, `m49`, `geonames`, `wikidata`).
        capital_of: id of the place whose government sits here.
        claimed_by: parties that claim a disputed place (codes or place ids).
        administered_by: parties that administer it.
        start_year: first year of a historical state; negative is BC.
        end_year: its last year.
        successors: ids of the places that followed it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    type: PlaceType
    name: str
    name_ar: str | None = None
    aliases_en: tuple[str, ...] = ()
    country_code: str | None = None
    admin1_code: str | None = None
    parent: str | None = None
    latitude: float | None = Field(default=None, ge=-90, le=90)
    longitude: float | None = Field(default=None, ge=-180, le=180)
    population: int | None = None
    same_as: dict[str, str] = Field(default_factory=dict)
    capital_of: str | None = None
    claimed_by: tuple[str, ...] = ()
    administered_by: tuple[str, ...] = ()
    start_year: int | None = None
    end_year: int | None = None
    successors: tuple[str, ...] = ()


class Match(BaseModel):
    """An answer of `Gazetteer.lookup` or `.search`.

    Attributes:
        place: the place.
        form: whether the surface is a name or a demonym of it.
        name: the surface of the gazetteer that matched.
        similarity: 1 for an exact match, below that for a fuzzy one.
        share: prior probability of this place among the meanings of the surface, 0..1.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    place: Place
    form: Literal["name", "demonym"]
    name: str
    similarity: float = Field(ge=0, le=1)
    share: float = Field(ge=0, le=1)
