"""Wikidata ids of countries, territories and M49 regions, from the country-coder package."""

from __future__ import annotations

from functools import cache

from gazetteer.builder.archive import read_json


@cache
def features() -> list[dict[str, str]]:
    """Returns the properties of every feature of the border file."""
    data = read_json("country-coder", "package/src/data/borders.json")
    return [feature["properties"] for feature in data["features"]]


@cache
def qid_by_iso() -> dict[str, str]:
    """Returns the QID by ISO 3166-1 alpha-2 code."""
    return {row["iso1A2"]: row["wikidata"] for row in features() if row.get("iso1A2")}


@cache
def qid_by_m49() -> dict[str, str]:
    """Returns the QID of the M49 regions by their code."""
    rows = (row for row in features() if row.get("m49") and not row.get("iso1A2"))
    return {row["m49"]: row["wikidata"] for row in rows}
