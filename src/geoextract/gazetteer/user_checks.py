"""Checks the rows of the user's own places against a gazetteer and against each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from geoextract.gazetteer.gazetteer import Gazetteer
from geoextract.gazetteer.user_files import Findings
from geoextract.gazetteer.user_rows import AddRow, SuppressRow, UserRow
from geoextract.text.normalize import fold

COUNTRIES: Final = ("country", "territory")
"""Types of places that have a country code of their own."""
_WANTED_ID: Final = "give the id of a known or added place"


@dataclass
class Checker:
    """Checks rows against the gazetteer and against each other.

    Attributes:
        gazetteer: what the rows are merged over.
        findings: where findings go.
        added: the file's own places by id.
        seen: line of every fact so far.
    """

    gazetteer: Gazetteer
    findings: Findings
    added: dict[str, AddRow]
    seen: dict[tuple[str, ...], int] = field(default_factory=dict)

    def check(self, line: int, row: UserRow) -> None:
        """Note what is wrong with a row."""
        if isinstance(row, AddRow):
            self._check_add(line, row)
            return
        if row.id and not self._known(row.id):
            self.findings.add(line, f"no place has the id {row.id!r}; {_WANTED_ID}", "id")
            return
        for column, surface in (*(("name_ar", n) for n in row.name_ar), *(("demonym", d) for d in row.demonym)):
            first = self.seen.setdefault((row.action, row.id, column, surface), line)
            if first != line:
                self.findings.add(line, f"{surface!r} repeats line {first}; leave one out", column)
            elif isinstance(row, SuppressRow) and not self._meant(surface, row.id):
                whose = f" of {row.id}" if row.id else ""
                self.findings.add(
                    line, f"{surface!r} is no name{whose}, nothing is there to suppress; mend the spelling", column
                )

    def _check_add(self, line: int, row: AddRow) -> None:
        first = self.seen.setdefault(("add", row.id), line)
        if first != line:
            self.findings.add(line, f"line {first} adds {row.id!r} already; leave one out or give another id", "id")
        elif row.id in self.gazetteer:
            self.findings.add(line, f"the place {row.id!r} is known; action name gives it further names", "id")
        if row.parent and not self._known(row.parent):
            self.findings.add(
                line, f"no place has the id {row.parent!r}; give the id of a known or added place", "parent"
            )
        elif row.parent and self._has_cycle(row):
            self.findings.add(
                line, f"{row.parent!r} lies in {row.id!r} itself; give a place that contains it", "parent"
            )
        self._check_country(line, row)

    def _check_country(self, line: int, row: AddRow) -> None:
        if not row.country:
            return
        if not self._is_country(row.country):
            self.findings.add(line, f"{row.country!r} is no country; an ISO 3166-1 code such as SY is right", "country")
            return
        parent = self.gazetteer.record(row.parent) if row.parent in self.gazetteer else None
        if parent and parent.countries[0] not in ("", row.country):
            right = f"{parent.countries[0]} or another parent is right"
            self.findings.add(line, f"{row.country} is not the country of the parent {row.parent}; {right}", "country")

    def _is_country(self, place_id: str) -> bool:
        if place_id in self.gazetteer:
            return self.gazetteer.record(place_id).type in COUNTRIES
        return place_id in self.added and self.added[place_id].type in COUNTRIES

    def _known(self, place_id: str) -> bool:
        return place_id in self.gazetteer or place_id in self.added

    def _has_cycle(self, row: AddRow) -> bool:
        passed = {row.id}
        current = row.parent
        while current in self.added and current not in passed:
            passed.add(current)
            current = self.added[current].parent
        return current == row.id

    def _meant(self, surface: str, place_id: str) -> bool:
        entry = self.gazetteer.entry(fold(surface))
        return entry is not None and (not place_id or any(s.place.id == place_id for s in entry.senses))
