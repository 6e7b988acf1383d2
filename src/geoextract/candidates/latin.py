"""The packaged table of Latin names: towns and subdivisions by consonant skeleton.

It is read when it is first needed, never at start.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final, Literal

from geoextract.candidates.skeleton import SKELETON_VERSION
from geoextract.errors import GazetteerError
from geoextract.gazetteer.artifact import read

Kind = Literal["city", "admin1", "admin2"]

NAME: Final = "latin"
FORMAT: Final = 1
PACKAGED: Final = Path(__file__).parents[1] / "data" / "latin.bin"
KINDS: Final[dict[str, str]] = {"city": "c", "admin1": "1", "admin2": "2"}
_KIND_OF: Final[dict[str, Kind]] = {"c": "city", "1": "admin1", "2": "admin2"}


@dataclass(frozen=True, slots=True)
class LatinRow:
    """A place of the table.

    Attributes:
        row: its number in the table.
        id: `geonames:` id of a town, ISO 3166-2 code of a subdivision.
        kind: `city`, `admin1` or `admin2`.
        name: its name in Latin letters, as in the source.
        country: ISO 3166-1 alpha-2.
        admin1: ISO 3166-2 code of the containing subdivision, or the country.
        latitude: degrees, to about a kilometre; None where unknown.
        longitude: likewise.
        population: inhabitants, 0 where unknown.
    """

    row: int
    id: str
    kind: Kind
    name: str
    country: str
    admin1: str
    latitude: float | None
    longitude: float | None
    population: int


class LatinTable:
    """All rows, in columns; a row is decoded when it is asked for. Immutable; share one between threads."""

    def __init__(self, sections: dict[str, str]) -> None:
        """Take the sections of an artifact (see `load_latin`)."""
        self._sections = sections
        self._rows = dict(zip(sections["keys"].split("\n"), sections["rows"].split("\n"), strict=True))
        self._areas = sections["areas"].split("\n")
        self._names = sections["names"].split("\n")
        self._populations = sections["populations"].split("\n")

    def __len__(self) -> int:
        """Number of places."""
        return len(self._names)

    def rows(self, key: str) -> list[int]:
        """The rows filed under a skeleton, in the table's order."""
        return [int(row) for row in self._rows.get(key, "").split()]

    def kind(self, row: int) -> Kind:
        """Kind of a row."""
        return _KIND_OF[self._sections["kinds"][row]]

    def country(self, row: int) -> str:
        """Country of a row."""
        return self._areas[row][:2]

    def name(self, row: int) -> str:
        """Latin name of a row."""
        return self._names[row]

    def population(self, row: int) -> int:
        """Inhabitants of a row, 0 where unknown."""
        return int(self._populations[row] or 0)

    def id(self, row: int) -> str:
        """Id of a row."""
        cell = self._ids[row]
        return f"geonames:{cell}" if cell.isdigit() else cell

    def __getitem__(self, row: int) -> LatinRow:
        """Everything about a row."""
        country, _, division = self._areas[row].partition(" ")
        latitude, longitude = self._latitudes[row], self._longitudes[row]
        return LatinRow(
            row=row,
            id=self.id(row),
            kind=self.kind(row),
            name=self.name(row),
            country=country,
            admin1=country + division,
            latitude=float(latitude) if latitude else None,
            longitude=float(longitude) if longitude else None,
            population=self.population(row),
        )

    @cached_property
    def _ids(self) -> list[str]:
        return self._sections["ids"].split("\n")

    @cached_property
    def _latitudes(self) -> list[str]:
        return self._sections["latitudes"].split("\n")

    @cached_property
    def _longitudes(self) -> list[str]:
        return self._sections["longitudes"].split("\n")


def load_latin(path: Path = PACKAGED) -> LatinTable:
    """The table at a path; each file is read once a process.

    Raises:
        GazetteerError: the file is missing, corrupt or of another version.
    """
    return _load(path)


@lru_cache(maxsize=4)
def _load(path: Path) -> LatinTable:
    header, sections = read(path, name=NAME, version=FORMAT, error=GazetteerError)
    if header.get("skeleton_version") != SKELETON_VERSION:
        raise GazetteerError(
            f"{path.name!r} has keys of version {header.get('skeleton_version')}, this version of geoextract makes"
            f" version {SKELETON_VERSION}; build it again"
        )
    return LatinTable(sections)
