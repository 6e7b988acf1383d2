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
        for folder in sorted(p for p in (root / layer).iterdir() if p.is_dir()):
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
    if folder.name == "lexicon":
        _read_lexicon(folder, tables, findings)


def _read_lexicon(folder: Path, tables: Tables, findings: list[str]) -> None:
    for path in sorted(folder.glob("*.tsv")):
        if path.name == "homographs.tsv":
            tables.homographs += read_rows(path, HomographRow, findings)
        elif path.name == "clitic_traps.tsv":
            lines = path.read_text(encoding="utf-8").split("\n")[1:]
            tables.clitic_traps += [line.split("\t")[-1] for line in lines if line]
        else:
            tables.lexicon += read_rows(path, LexiconRow, findings, ("word_class", "note", "word"))
