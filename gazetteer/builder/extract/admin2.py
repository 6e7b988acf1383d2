"""Second-level divisions: those of ISO 3166-2 with an Arabic name, and districts of Arab countries without a code."""

from __future__ import annotations

from gazetteer.builder.extract import admin1, cldr, districts, divisions
from gazetteer.builder.sources import EXTRACTS


def codes() -> list[str]:
    """Returns the second-level codes that the first-level layer does not have."""
    taken = {*admin1.codes(), *divisions.first_level(), *admin1.COUNTRY_TWINS}
    named = {*cldr.subdivision_names("ar"), *admin1.moroccan_provinces()}
    return sorted(code for code in divisions.iso_codes() if code in named and code not in taken)


def parent_of(code: str) -> str:
    """Returns the code of the division that a division lies in; Morocco's census is newer than the ISO list."""
    if row := admin1.moroccan_provinces().get(code):
        return f"MA-{row['region_code']}"
    return str(divisions.iso_codes()[code]["parentCode"])


def nameless_parents() -> list[str]:
    """Returns the codes without an Arabic name that other divisions of this layer lie in."""
    taken = {*codes(), *admin1.codes()}
    return sorted({parent_of(code) for code in codes()} - taken)


def main() -> None:
    """Writes ``extracts/admin2/``."""
    found = [admin1.collect_one(code) for code in (*codes(), *nameless_parents())]
    found = [division for division in found if division.names or division.code in nameless_parents()]
    parents = [parent_of(division.code) for division in found]
    admin1.write_layer(EXTRACTS / "admin2", "admin2", found, parents, districts.rows())
