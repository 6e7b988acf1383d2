"""Reads and validates every source table; bad rows are collected and reported together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from gazetteer.builder.models import TABLES, HomographRow, LexiconRow, Row

ROOT = Path(__file__).parents[1]
LAYERS = ("hand", "extracts")
FOREIGN = "latin"
"""The folder of Latin names has its own columns and compiler (builder/latin.py)."""
PERSON_COUNT = 3
"""A listed name counts when so many persons bear it."""
R = TypeVar("R", bound=Row)


class BuildError(Exception):
    """The build refuses: the message lists what is wrong, one finding a line."""


@dataclass
class Tables:
    """All rows by model, hand-made layers before extracts, in file order."""

    rows: dict[type[Row], list[Row]] = field(default_factory=lambda: defaultdict(list))
    lexicon: list[LexiconRow] = field(default_factory=list)
    homographs: list[HomographRow] = field(default_factory=list)
    clitic_traps: list[str] = field(default_factory=list)
    generated_homographs: list[str] = field(default_factory=list)
    districts: list[str] = field(default_factory=list)
    seats: list[str] = field(default_factory=list)

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
        disabled: source keys whose rows are left out.

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
    return tables


def _read_folder(folder: Path, tables: Tables, findings: list[str], disabled: frozenset[str]) -> None:
    for model in TABLES:
        path = folder / model.file_name
        if path.exists():
            rows = read_rows(path, model, findings)
            tables.rows[model].extend(r for r in rows if getattr(r, "source", "") not in disabled)
    reader = _SPECIAL.get(folder.name)
    if reader is not None:
        reader(folder, tables, findings)


def _read_lexicon(folder: Path, tables: Tables, findings: list[str]) -> None:
    for path in sorted(folder.glob("*.tsv")):
        if path.name == "homographs.tsv":
            tables.homographs += read_rows(path, HomographRow, findings)
        elif path.name == "clitic_traps.tsv":
            tables.clitic_traps += [cells[-1] for cells in _cells(path)]
        else:
            tables.lexicon += read_rows(path, LexiconRow, findings, ("word_class", "note", "word"))


def _read_persons(folder: Path, tables: Tables, findings: list[str]) -> None:
    for name, word_class in (("given", "listed_given"), ("surnames", "listed_surname")):
        for word, count in _cells(folder / f"{name}.txt", header=False):
            if int(count) >= PERSON_COUNT and " " not in word:
                tables.lexicon.append(LexiconRow(word_class=word_class, note="", word=word))

    for (word,) in _cells(folder / "dictionary.txt", header=False):
        tables.lexicon.append(LexiconRow(word_class="dictionary_name", note="", word=word))


def _read_frequency(folder: Path, tables: Tables, findings: list[str]) -> None:
    for flag, _, word in _cells(folder / "words.tsv"):
        tables.lexicon.append(LexiconRow(word_class=flag, note="", word=word))


def _read_districts(folder: Path, tables: Tables, findings: list[str]) -> None:
    path = folder / "districts.tsv"
    for place_id, code, _ in _cells(path) if path.exists() else ():
        (tables.districts if code == "PPLX" else tables.seats).append(place_id)


def _read_generated(folder: Path, tables: Tables, findings: list[str]) -> None:
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
