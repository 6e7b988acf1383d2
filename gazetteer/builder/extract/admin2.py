"""Second-level divisions of the ISO 3166-2 list that have an Arabic name in CLDR 41."""

from __future__ import annotations

from gazetteer.builder.extract import admin1, cldr, divisions
from gazetteer.builder.sources import EXTRACTS


def codes() -> list[str]:
    """Returns the second-level codes that the first-level layer does not have."""
    taken = {*admin1.codes(), *divisions.first_level(), *admin1.COUNTRY_TWINS}
    named = cldr.subdivision_names("ar")
    return sorted(code for code in divisions.iso_codes() if code in named and code not in taken)


def nameless_parents() -> list[str]:
    """Returns the codes without an Arabic name that other divisions of this layer lie in."""
    taken = {*codes(), *admin1.codes()}
    parents = {divisions.iso_codes()[code]["parentCode"] for code in codes()}
    return sorted(parents - taken)


def main() -> None:
    """Writes ``extracts/admin2/``."""
    found = [admin1.collect_one(code) for code in (*codes(), *nameless_parents())]
    found = [division for division in found if division.names or division.code in nameless_parents()]
    parents = [divisions.iso_codes()[division.code]["parentCode"] for division in found]
    admin1.write_layer(EXTRACTS / "admin2", "admin2", found, parents)
