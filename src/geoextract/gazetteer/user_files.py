"""Reads a file of the user's own places into rows of cells: CSV, TSV or JSON lines, plain or gzipped."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

COLUMNS: Final = (
    "action",
    "id",
    "type",
    "name_en",
    "name_ar",
    "demonym",
    "pattern",
    "country",
    "parent",
    "latitude",
    "longitude",
    "population",
    "importance",
)
"""Every column that a file may have, in the order of the documentation."""
_KNOWN: Final = f"the columns are {', '.join(COLUMNS)}"
_GZIP: Final = ".gz"


@dataclass(frozen=True, slots=True)
class RawRow:
    """The cells of a row that are not empty, by column, and the line in which it begins."""

    line: int
    cells: dict[str, object]


@dataclass
class Findings:
    """What is wrong with a file.

    Attributes:
        path: the file.
        found: line (0 for the file as a whole) and sentence of each finding.
    """

    path: Path
    found: list[tuple[int, str]] = field(default_factory=list)

    def add(self, line: int, sentence: str, column: str = "") -> None:
        """Note a finding; `line` 0 means the whole file."""
        self.found.append((line, f"{column}: {sentence}" if column else sentence))

    def lines(self) -> list[str]:
        """The findings in the order of the file as `file:line: column: sentence`."""
        ordered = sorted(self.found, key=lambda item: item[0])
        return [f"{self.path}:{line}: {text}" if line else f"{self.path}: {text}" for line, text in ordered]


def read_rows(path: Path, findings: Findings) -> list[RawRow]:
    """Read all rows that can be read; what is wrong goes into `findings`."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    packed = suffixes[-1:] == [_GZIP]
    suffix = "".join(suffixes[-2:-1] if packed else suffixes[-1:])
    reader = _READERS.get(suffix)
    if reader is None:
        known = ", ".join(_READERS)
        findings.add(0, f"the extension {suffix!r} is unknown; one of {known} is right, also with {_GZIP} behind it")
        return []
    text = _read_text(path, findings, packed=packed)
    if text is None:
        return []
    known_findings = len(findings.found)
    rows = reader(text, findings)
    if not rows and len(findings.found) == known_findings:
        findings.add(0, f"the file has no rows; {_KNOWN}")
    return rows


def _read_text(path: Path, findings: Findings, *, packed: bool) -> str | None:
    try:
        data = path.read_bytes()
        data = gzip.decompress(data) if packed else data
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        findings.add(line, f"byte 0x{error.object[error.start]:02X} is not UTF-8; save the file as UTF-8")
    except (gzip.BadGzipFile, EOFError, zlib.error):
        findings.add(0, "the file is no complete gzip file; compress it again or take the extension .gz away")
    except OSError as error:
        findings.add(0, f"the file cannot be read ({error.strerror}); give the path of an existing file")
    return None


def _read_csv(text: str, findings: Findings) -> list[RawRow]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    table: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            table.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        findings.add(line, f"the row is not CSV ({error}); cells with commas or quotes stand in double quotes")
    return _from_table(table, findings)


def _read_tsv(text: str, findings: Findings) -> list[RawRow]:
    lines = text.split("\n")
    return _from_table([(n, line.rstrip("\r").split("\t")) for n, line in enumerate(lines, 1)], findings)


def _from_table(table: Iterable[tuple[int, list[str]]], findings: Findings) -> list[RawRow]:
    filled = [(line, cells) for line, cells in table if any(cells)]
    if not filled:
        return []
    (line, header), *body = filled
    if not _is_header(line, header, findings):
        return []
    rows: list[RawRow] = []
    for number, cells in body:
        if len(cells) != len(header):
            findings.add(number, f"the row has {len(cells)} cells; {len(header)} are right, as in the header")
        else:
            rows.append(RawRow(number, {c: cell for c, cell in zip(header, cells, strict=True) if cell}))
    return rows


def _is_header(line: int, header: list[str], findings: Findings) -> bool:
    if not set(header) & set(COLUMNS):
        findings.add(line, f"the header is missing; the first line names the columns, and {_KNOWN}")
        return False
    before = len(findings.found)
    for column in dict.fromkeys(header):
        if column not in COLUMNS:
            findings.add(line, f"there is no such column; {_KNOWN}", column or "(empty)")
        elif header.count(column) > 1:
            findings.add(line, "the column is there twice; leave one out", column)
    return len(findings.found) == before


def _read_jsonl(text: str, findings: Findings) -> list[RawRow]:
    rows: list[RawRow] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            pairs = json.loads(line, object_pairs_hook=_Pairs)
        except (ValueError, RecursionError):
            pairs = None
        if not isinstance(pairs, _Pairs):
            findings.add(number, 'the line is no JSON object; one like {"id": "user:x", ...} on one line is right')
        elif _are_columns(number, pairs, findings):
            rows.append(RawRow(number, {c: value for c, value in pairs if value not in (None, "", [])}))
    return rows


class _Pairs(list[tuple[str, object]]):
    """The members of a JSON object in order, repeated ones included."""


def _are_columns(number: int, pairs: _Pairs, findings: Findings) -> bool:
    names = [name for name, _ in pairs]
    before = len(findings.found)
    for name in dict.fromkeys(names):
        if name not in COLUMNS:
            findings.add(number, f"there is no such column; {_KNOWN}", name or "(empty)")
        elif names.count(name) > 1:
            findings.add(number, "the column is there twice; leave one out", name)
    return len(findings.found) == before


_READERS: Final[dict[str, Callable[[str, Findings], list[RawRow]]]] = {
    ".csv": _read_csv,
    ".tsv": _read_tsv,
    ".jsonl": _read_jsonl,
    ".ndjson": _read_jsonl,
}
