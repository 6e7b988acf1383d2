"""First-level divisions: the ISO 3166-2 code list and the GeoNames admin1 codes."""

from __future__ import annotations

from functools import cache
from typing import Any

from gazetteer.builder import tsv
from gazetteer.builder.archive import read_json
from gazetteer.builder.sources import HAND


@cache
def iso_codes() -> dict[str, dict[str, Any]]:
    """Returns every current ISO 3166-2 record by code."""
    table = read_json("iso3166-2", "iso3166_2/iso3166-2.json")
    return {code: record for codes in table.values() for code, record in codes.items()}


@cache
def first_level() -> frozenset[str]:
    """Returns the current first-level ISO 3166-2 codes."""
    return frozenset(code for code, record in iso_codes().items() if not record["parentCode"])


@cache
def upstream_regions() -> list[tuple[str, str, dict[str, Any]]]:
    """Returns country, code and record of each region of iso3166-2-db, codes as they were then."""
    table = read_json("iso3166-2-db", "package/data/iso3166-2.json")
    return [
        (country, f"{country}-{region['iso']}", region)
        for country, record in table.items()
        for region in record["regions"]
    ]


@cache
def _admin1_codes() -> dict[tuple[str, str], str]:
    mapping: dict[tuple[str, str], str] = {}
    for country, code, region in upstream_regions():
        if code in iso_codes() and region.get("admin"):
            mapping.setdefault((country, str(region["admin"])), code)
    for row in tsv.read_table(HAND / "admin1" / "geonames_admin1.tsv"):
        mapping[row["country"], row["geonames_admin1"]] = row["iso3166_2"]
    return mapping


def parent_of(country: str, admin1: str) -> str:
    """Returns the ISO 3166-2 code of a GeoNames admin1 code, else the country."""
    return _admin1_codes().get((country, admin1)) or country


@cache
def geonames_first_level() -> frozenset[str]:
    """Returns the ISO 3166-2 codes that GeoNames has as first-level divisions."""
    return frozenset(code for code in _admin1_codes().values() if code)
