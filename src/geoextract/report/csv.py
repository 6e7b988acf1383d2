"""CSV (RFC 4180, UTF-8): one row an entity."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from geoextract.entities import Extraction
from geoextract.report.rows import COLUMNS, rows


def header(more: Sequence[str] = ()) -> str:
    """The first line.

    Args:
        more: names of further columns.
    """
    return _lines([[*COLUMNS, *more]])


def body(extraction: Extraction, more: Sequence[object] = ()) -> str:
    """The lines of one document; empty where it has no entities.

    Args:
        extraction: the result.
        more: cells that are the same for all its rows.
    """
    return _lines([_cell(value) for value in (*row, *more)] for row in rows(extraction))


def to_csv(extractions: Iterable[Extraction]) -> str:
    """All results as one table."""
    return header() + "".join(map(body, extractions))


def _cell(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value


def _lines(table: Iterable[Iterable[object]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows(table)
    return buffer.getvalue()
