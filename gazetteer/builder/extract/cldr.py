"""CLDR data: Arabic names of territories and subdivisions, code mappings, containment."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from functools import cache

from gazetteer.builder.archive import read_json, read_text


@cache
def territory_names(locale: str) -> dict[str, str]:
    """Returns the names of countries, territories and M49 regions in a locale, by code."""
    data = read_json("cldr", f"package/main/{locale}/territories.json")
    names: dict[str, str] = data["main"][locale]["localeDisplayNames"]["territories"]
    return names


@cache
def code_mappings() -> dict[str, dict[str, str]]:
    """Returns ``_numeric`` and ``_alpha3`` by territory code."""
    data = read_json("cldr-core", "package/supplemental/codeMappings.json")
    mappings: dict[str, dict[str, str]] = data["supplemental"]["codeMappings"]
    return mappings


@cache
def containment() -> dict[str, list[str]]:
    """Returns the direct members of each M49 region."""
    data = read_json("cldr-core", "package/supplemental/territoryContainment.json")
    table = data["supplemental"]["territoryContainment"]
    return {code: entry["_contains"] for code, entry in table.items() if code.isdigit()}


@cache
def subdivision_names(language: str) -> dict[str, str]:
    """Returns CLDR 41's names of subdivisions by ISO 3166-2 code."""
    member = f"usr/share/unicode/cldr/common/subdivisions/{language}.xml"
    root = ElementTree.fromstring(read_text("cldr-subdivisions", member))
    return {
        f"{node.attrib['type'][:2].upper()}-{node.attrib['type'][2:].upper()}": node.text or ""
        for node in root.iter("subdivision")
    }
