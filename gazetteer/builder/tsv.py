"""Writes and reads the gazetteer's TSV files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

PLACES = (
    "id",
    "type",
    "parent",
    "country",
    "latitude",
    "longitude",
    "population",
    "name_en",
    "aliases_en",
    "source",
    "name_ar",
)
NAMES = ("place_id", "kind", "source", "name")
SAME_AS = ("place_id", "scheme", "value", "source")

Row = tuple[str, ...]


def write_table(path: Path, columns: Row, rows: Iterable[Row]) -> int:
    """Writes rows without repeats, sorted by their first column and else in the order given.

    Returns:
        The number of rows written.

    Raises:
        ValueError: If a row has another width or a cell holds a tab or a line break.
    """
    unique = sorted(dict.fromkeys(rows), key=lambda row: row[0])
    for row in unique:
        if len(row) != len(columns) or any("\t" in cell or "\n" in cell for cell in row):
            raise ValueError(f"{path.name}: bad row {row!r}")
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = ["\t".join(row) for row in (columns, *unique)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return len(unique)


def read_table(path: Path) -> list[dict[str, str]]:
    """Reads a TSV file with a header line into one dict a row."""
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    columns = header.split("\t")
    rows = [line.split("\t") for line in lines if line]
    for row in rows:
        if len(row) != len(columns):
            raise ValueError(f"{path.name}: {len(row)} cells, not {len(columns)}: {row!r}")
    return [dict(zip(columns, row, strict=True)) for row in rows]
