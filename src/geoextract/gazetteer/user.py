"""The user's own places: validated rows merged over a gazetteer without a rebuild (docs/user-gazetteer.md)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from geoextract.errors import GazetteerError
from geoextract.gazetteer.forms import Form
from geoextract.gazetteer.gazetteer import Gazetteer
from geoextract.gazetteer.records import FIELDS, Entry, PlaceRecord, Sense, parse_place
from geoextract.gazetteer.user_checks import COUNTRIES, Checker
from geoextract.gazetteer.user_files import Findings, read_rows
from geoextract.gazetteer.user_rows import AddRow, NameRow, SuppressRow, UserRow, parse_row
from geoextract.gazetteer.weights import ADVERB_PENALTY, DEMONYM_WEIGHT, FAMOUS, importance, judge
from geoextract.text.normalize import fold
from geoextract.text.vocalization import has_marks

LEAST_IMPORTANCE: Final = 5.0
"""A place that a user cares to add counts no less: with this importance a name that is nothing else is a mention
(`resolution.rules`)."""
MARGIN: Final = 1.0
"""A user's name stands so far before the other meanings of its surface: ten to one."""
SHOWN: Final = 10
"""Findings that the message of an error lists."""


def merge(gazetteer: Gazetteer, path: Path) -> Gazetteer:
    """Merge a file of the user's rows over a gazetteer.

    Args:
        gazetteer: stays as it is.
        path: a CSV, TSV or JSONL file, gzipped or not.

    Returns:
        A gazetteer with the file's places and names in it.

    Raises:
        GazetteerError: the file has findings (see `check`); nothing is merged then.
    """
    rows, findings = _validated(gazetteer, Path(path))
    if findings:
        shown = "\n".join(findings[:SHOWN])
        more = f"\n... and {len(findings) - SHOWN} more" if len(findings) > SHOWN else ""
        count = "1 finding" if len(findings) == 1 else f"{len(findings)} findings"
        raise GazetteerError(f"{count} in {path}, nothing is merged:\n{shown}{more}")
    return _Merger(gazetteer).merged([row for _, row in rows])


def check(path: Path) -> list[str]:
    """Say what is wrong with a file of the user's rows.

    Args:
        path: a CSV, TSV or JSONL file, gzipped or not.

    Returns:
        The findings as `file:line: column: what is wrong; what is right`, in the order of the file.
    """
    return _validated(Gazetteer.load(), Path(path))[1]


def _validated(gazetteer: Gazetteer, path: Path) -> tuple[list[tuple[int, UserRow]], list[str]]:
    findings = Findings(path)
    raw_rows = read_rows(path, findings)
    parsed = [(raw.line, row) for raw in raw_rows if (row := parse_row(raw, findings))]
    checker = Checker(gazetteer, findings, {row.id: row for _, row in reversed(parsed) if isinstance(row, AddRow)})
    for line, row in parsed:
        checker.check(line, row)
    return parsed, findings.lines()


class _Merger:
    """Collects what changes, then makes the new gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._rows: list[str] = []
        self._added: dict[str, PlaceRecord] = {}
        self._entries: dict[str, Entry | None] = {}

    def merged(self, rows: list[UserRow]) -> Gazetteer:
        """Suppress first, then add: a suppressed surface comes back where the same file gives it to a place."""
        for row in rows:
            if isinstance(row, SuppressRow):
                self._suppress(row)
        for add in _containers_first([row for row in rows if isinstance(row, AddRow)]):
            self._add(add)
        for row in rows:
            if not isinstance(row, SuppressRow):
                self._name(row)
        changed = {key: encode_entry(entry) if entry else None for key, entry in self._entries.items()}
        return self._gazetteer.amended(self._rows, changed, self._version(changed))

    def _version(self, changed: dict[str, str | None]) -> str:
        lines = [*self._rows, *(f"{key}\t{packed}" for key, packed in sorted(changed.items()))]
        digest = hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()[:8]
        return f"{self._gazetteer.version}.user-{digest}"

    def _suppress(self, row: SuppressRow) -> None:
        for surface in (*row.name_ar, *(form.surface for form in row.forms())):
            key = fold(surface)
            entry = self._entry(key)
            if entry is not None:
                left = tuple(s for s in entry.senses if row.id and s.place.id != row.id)
                self._entries[key] = replace(entry, senses=left) if left else None

    def _add(self, row: AddRow) -> None:
        parent = self._record(row.parent) if row.parent else None
        own = row.id if row.type in COUNTRIES and len(row.id) == 2 else ""
        country = row.country or (parent.countries[0] if parent else own)
        shared = parent.countries if parent and parent.countries[0] == country else (country,) * 3
        encoded = _encode_place(row, country, shared)
        self._added[row.id] = parse_place(len(self._gazetteer) + len(self._rows), encoded)
        self._rows.append(encoded)

    def _name(self, row: AddRow | NameRow) -> None:
        place = self._record(row.id)
        exact = row.importance is not None
        weight = place.importance if row.importance is None else row.importance
        for surface in row.name_ar:
            self._put(surface, Sense(place, "name", "", weight), exact=exact)
        for form in row.forms():
            self._put(form.surface, _demonym_sense(place, form, weight), exact=exact)

    def _put(self, surface: str, sense: Sense, *, exact: bool) -> None:
        key = fold(surface)
        entry = self._entry(key)
        others = [s for s in entry.senses if _slot(s) != _slot(sense)] if entry else []
        weight = sense.weight if exact else max(sense.weight, _least_weight(sense, others))
        vocalized = surface if has_marks(surface) else ""
        sense = replace(sense, weight=round(weight, 2), vocalized=vocalized)
        senses = tuple(sorted([sense, *others], key=lambda s: -s.weight))
        shown = surface if entry is None or senses[0] is sense else entry.surface
        verdict, prior = (entry.verdict, entry.prior) if entry else self._judge(key, sense)
        if sense.weight >= FAMOUS and exact:
            verdict, prior = "", 1.0
        self._entries[key] = Entry(key, shown, verdict, prior, senses)  # type: ignore[arg-type]

    def _judge(self, key: str, sense: Sense) -> tuple[str, float]:
        if sense.form == "demonym" or " " in key:
            return "", 1.0
        return judge(sense.weight, self._gazetteer.lexicon.get(key, ""))

    def _entry(self, key: str) -> Entry | None:
        return self._entries[key] if key in self._entries else self._gazetteer.entry(key)

    def _record(self, place_id: str) -> PlaceRecord:
        return self._added[place_id] if place_id in self._added else self._gazetteer.record(place_id)


def _slot(sense: Sense) -> tuple[int, str]:
    return sense.place.index, sense.form


def _demonym_sense(place: PlaceRecord, form: Form, weight: float) -> Sense:
    less = DEMONYM_WEIGHT + (ADVERB_PENALTY if form.code == "a" else 0.0)
    return Sense(place, "demonym", form.code, weight - less)


def _least_weight(sense: Sense, others: Iterable[Sense]) -> float:
    """The weight with which a user's sense wins; `others` have the likeliest first.

    A name wins over all. A demonym wins unless a name comes first: one of its forms may be spelt like a country's name.
    """
    first = next(iter(others), None)
    if first is None or sense.code == "a" or (sense.form == "demonym" and first.form == "name"):
        return sense.weight
    return first.weight + MARGIN


def _containers_first(rows: list[AddRow]) -> Iterator[AddRow]:
    """The rows so that a place comes after its parent, else in the order of the file."""
    waiting = {row.id: row for row in rows}
    for row in rows:
        chain: list[AddRow] = []
        current = row.id
        while current in waiting:
            chain.append(waiting.pop(current))
            current = chain[-1].parent or chain[-1].country
        yield from reversed(chain)


def _encode_place(row: AddRow, country: str, shared: tuple[str, ...]) -> str:
    usual = max(importance(row.type, row.population), LEAST_IMPORTANCE)
    weight = usual if row.importance is None else row.importance
    un, de_facto = ("" if code == country else code or "-" for code in shared[1:])
    cells = dict.fromkeys(FIELDS, "") | {
        "id": row.id,
        "type": row.type,
        "parent": row.parent or ("" if row.country == row.id else row.country),
        "country": country,
        "country_un": un,
        "country_de_facto": de_facto,
        "latitude": "" if row.latitude is None else f"{row.latitude:.6g}",
        "longitude": "" if row.longitude is None else f"{row.longitude:.6g}",
        "population": str(row.population or ""),
        "importance": f"{weight:g}",
        "name_en": row.name_en[0],
        "name_ar": row.name_ar[0] if row.name_ar else "",
        "aliases_en": "|".join(row.name_en[1:]),
    }
    return "\t".join(cells[name] for name in FIELDS)


def encode_entry(entry: Entry) -> str:
    """An entry as a row of the artifact's `entries` section."""
    senses = ",".join(map(_encode_sense, entry.senses))
    surface = "" if entry.surface == entry.key else entry.surface
    return "\t".join([surface, entry.verdict, "" if entry.prior == 1 else f"{entry.prior:g}", senses])


def _encode_sense(sense: Sense) -> str:
    code = f"d{sense.code}" if sense.form == "demonym" else "n"
    marks = f":{sense.vocalized}" if sense.vocalized else ""
    return f"{sense.place.index}:{code}:{sense.weight:g}{marks}"
