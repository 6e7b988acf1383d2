"""Reads and validates every source table; bad rows are collected and reported together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from gazetteer.builder.models import (
    TABLES,
    DemonymFormRow,
    DemonymRow,
    FameRow,
    HomographRow,
    LexiconRow,
    NameRow,
    PlaceRow,
    Row,
    SpanRow,
    VocalizedRow,
)
from geoextract.text.normalize import fold

ROOT = Path(__file__).parents[1]
LAYERS = ("hand", "extracts")
FOREIGN = "latin"
"""The folder of Latin names has its own columns and compiler (builder/latin.py)."""
PERSON_COUNT = 3
"""A listed name counts when so many persons bear it."""
PERSON_LISTS = (
    ("given", "listed_given", "arabic-name-romanizer"),
    ("surnames", "listed_surname", "arabic-name-romanizer"),
    ("dictionary", "dictionary_name", "arabnamer"),
)
"""File of extracts/persons, class of its words, the source that they come from."""
DUPLICATES = "lexicon/duplicates.tsv"
"""Reviewed places that rightly share a name inside one country or division."""
REFERENCES = ("place_id", "city_id")
"""Columns that name a place."""
R = TypeVar("R", bound=Row)


class BuildError(Exception):
    """The build refuses: the message lists what is wrong, one finding a line."""


@dataclass
class Tables:
    """All rows by model, hand-made layers before extracts, in file order."""

    rows: dict[type[Row], list[Row]] = field(default_factory=lambda: defaultdict(list))
    lexicon: list[LexiconRow] = field(default_factory=list)
    homographs: list[HomographRow] = field(default_factory=list)
    vocalized: list[VocalizedRow] = field(default_factory=list)
    fame: list[FameRow] = field(default_factory=list)
    clitic_traps: list[str] = field(default_factory=list)
    generated_homographs: list[str] = field(default_factory=list)
    districts: list[str] = field(default_factory=list)
    seats: list[str] = field(default_factory=list)
    duplicates: set[str] | None = field(default_factory=set)
    """Reviewed groups of ids; `None` where sources are left out, which review knows nothing of."""
    sources: Counter[str] = field(default_factory=Counter)

    def of(self, model: type[R]) -> list[R]:
        """The rows of one model."""
        return self.rows[model]  # type: ignore[return-value]


def read_rows(path: Path, model: type[R], findings: list[str], columns: tuple[str, ...] | None = None) -> list[R]:
    """Validate one TSV file; what is wrong goes into `findings` as `file:line: sentence`."""
    names = list(columns or model.model_fields)
    where = f"{path.parent.name}/{path.name}"
    lines = path.read_text(encoding="utf-8").split("\n")
    header = lines[0].split("\t")
    if columns is None and header != names:
        findings.append(f"{where}:1: the columns are {header}, wanted are {names}")
        return []
    rows: list[R] = []
    for number, line in enumerate(lines[1:], 2):
        if not line:
            continue
        cells = line.split("\t")
        if len(cells) != len(names):
            findings.append(f"{where}:{number}: {len(cells)} cells, wanted are {len(names)}")
            continue
        try:
            rows.append(model.model_validate(dict(zip(names, cells, strict=True))))
        except ValidationError as error:
            findings.extend(f"{where}:{number}: {e['loc'][0] if e['loc'] else ''}: {e['msg']}" for e in error.errors())
    return rows


def load(root: Path = ROOT, disabled: frozenset[str] = frozenset()) -> Tables:
    """Read every folder of `hand/` and `extracts/`.

    Args:
        root: the gazetteer folder.
        disabled: source keys whose rows are left out, and with them what says something of a place that nothing else
            brings in.

    Raises:
        BuildError: any row is bad.
    """
    tables = Tables()
    findings: list[str] = []
    for layer in LAYERS:
        for folder in sorted(p for p in (root / layer).iterdir() if p.is_dir() and p.name != FOREIGN):
            _read_folder(folder, tables, findings, disabled)
    if findings:
        raise BuildError("\n".join(findings))
    if disabled:
        _prune(tables)
    tables.sources.update(str(getattr(row, "source", "")) for rows in tables.rows.values() for row in rows)
    return tables


def _prune(tables: Tables) -> None:
    """Drop what refers to places that went with a source; other places only lose the parent or country that went."""
    tables.duplicates = None
    known = {row.id for row in tables.of(PlaceRow)}
    for model, rows in list(tables.rows.items()):
        tables.rows[model] = [_pruned(row, known) for row in _of_known_places(rows, known)]
    names = {(row.id, fold(row.name_ar)) for row in tables.of(PlaceRow)}
    names |= {(row.place_id, fold(row.name)) for row in tables.of(NameRow)}
    tables.vocalized = [row for row in tables.vocalized if (row.place_id, fold(row.vocalized)) in names]
    with_demonyms = {row.place_id for row in tables.of(DemonymRow)} | {r.place_id for r in tables.of(DemonymFormRow)}
    tables.fame = [r for r in tables.fame if (r.place_id, fold(r.name)) in names or r.place_id in with_demonyms]
    tables.districts = [place_id for place_id in tables.districts if place_id in known]
    tables.seats = [place_id for place_id in tables.seats if place_id in known]


def _of_known_places(rows: list[R], known: set[str]) -> Iterator[R]:
    return (row for row in rows if {getattr(row, name) for name in REFERENCES if hasattr(row, name)} <= known)


def _pruned(row: Row, known: set[str]) -> Row:
    if isinstance(row, PlaceRow):
        gone = {name: "" for name in ("parent", "country") if getattr(row, name) not in known}
        return row.model_copy(update=gone) if gone else row
    if isinstance(row, SpanRow):
        return row.model_copy(update={"successors": tuple(s for s in row.successors if s in known)})
    return row


def _read_folder(folder: Path, tables: Tables, findings: list[str], disabled: frozenset[str]) -> None:
    for model in TABLES:
        path = folder / model.file_name
        if path.exists():
            rows = read_rows(path, model, findings)
            tables.rows[model].extend(r for r in rows if getattr(r, "source", "") not in disabled)
    reader = _SPECIAL.get(folder.name)
    if reader is not None:
        reader(folder, tables, findings, disabled)


def _read_lexicon(folder: Path, tables: Tables, findings: list[str], disabled: frozenset[str]) -> None:
    for path in sorted(folder.glob("*.tsv")):
        if path.name == "homographs.tsv":
            tables.homographs += read_rows(path, HomographRow, findings)
        elif path.name == VocalizedRow.file_name:
            tables.vocalized += read_rows(path, VocalizedRow, findings)
        elif path.name == FameRow.file_name:
            tables.fame += read_rows(path, FameRow, findings)
        elif path.name == Path(DUPLICATES).name:
            tables.duplicates = {" ".join(sorted(cells[1].split())) for cells in _cells(path)}
        elif path.name == "clitic_traps.tsv":
            tables.clitic_traps += [cells[-1] for cells in _cells(path)]
        else:
            tables.lexicon += read_rows(path, LexiconRow, findings, ("word_class", "note", "word"))


def _read_persons(folder: Path, tables: Tables, findings: list[str], disabled: frozenset[str]) -> None:
    for name, word_class, source in PERSON_LISTS:
        if source in disabled:
            continue
        for word, *count in _cells(folder / f"{name}.txt", header=False):
            if " " not in word and int(count[0] if count else PERSON_COUNT) >= PERSON_COUNT:
                _add_word(tables, word_class, word, source)


def _read_frequency(folder: Path, tables: Tables, findings: list[str], disabled: frozenset[str]) -> None:
    for flag, source, word in _cells(folder / "words.tsv"):
        if source not in disabled:
            _add_word(tables, flag, word, source)


def _add_word(tables: Tables, word_class: str, word: str, source: str) -> None:
    tables.lexicon.append(LexiconRow(word_class=word_class, note="", word=word))
    tables.sources[source] += 1


def _read_districts(folder: Path, tables: Tables, findings: list[str], disabled: frozenset[str]) -> None:
    path = folder / "districts.tsv"
    for place_id, code, source in _cells(path) if path.exists() else ():
        if source not in disabled:
            (tables.districts if code == "PPLX" else tables.seats).append(place_id)
            tables.sources[source] += 1


def _read_generated(folder: Path, tables: Tables, findings: list[str], disabled: frozenset[str]) -> None:
    path = folder / "homographs.txt"
    if path.exists():
        tables.generated_homographs += [cells[0] for cells in _cells(path, header=False)]


def _cells(path: Path, *, header: bool = True) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").split("\n")[1 if header else 0 :]
    return [line.split("\t") for line in lines if line]


_SPECIAL = {
    "lexicon": _read_lexicon,
    "persons": _read_persons,
    "frequency": _read_frequency,
    "cities": _read_districts,
    "generated": _read_generated,
}
