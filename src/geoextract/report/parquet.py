"""Parquet (needs pyarrow, the extra `parquet`): the columns of CSV with types, in row groups as documents come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO, Final

from geoextract.entities import Extraction
from geoextract.errors import ConfigError
from geoextract.report.rows import COLUMNS, Cell, rows

ROW_GROUP: Final = 50_000
"""Rows held in memory until they are written."""


class ParquetWriter:
    """Writes rows to a Parquet file."""

    def __init__(self, file: BinaryIO, more: Sequence[str] = ()) -> None:
        """Begin a file.

        Args:
            file: where the bytes go.
            more: names of further columns, strings.

        Raises:
            ConfigError: pyarrow is not installed.
        """
        self._arrow, parquet = require_pyarrow()
        self._schema = self._make_schema(more)
        self._writer = parquet.ParquetWriter(file, self._schema, compression="zstd")
        self._rows: list[Sequence[Cell]] = []

    def add(self, table: Iterable[Sequence[Cell]]) -> None:
        """Add rows."""
        self._rows.extend(table)
        if len(self._rows) >= ROW_GROUP:
            self._flush()

    def close(self) -> None:
        """Write what is left and the footer, without which the file cannot be read."""
        if self._rows:
            self._flush()
        self._writer.close()

    def _flush(self) -> None:
        columns = [
            self._arrow.array(column, type=field.type)
            for column, field in zip(zip(*self._rows, strict=True), self._schema, strict=True)
        ]
        self._writer.write_table(self._arrow.Table.from_arrays(columns, schema=self._schema))
        self._rows.clear()

    def _make_schema(self, more: Sequence[str]) -> Any:
        arrow = self._arrow
        types = {str: arrow.string(), int: arrow.int32(), float: arrow.float64(), bool: arrow.bool_()}
        fields = [arrow.field(name, types[kind]) for name, kind in COLUMNS.items()]
        return arrow.schema([*fields, *(arrow.field(name, arrow.string()) for name in more)])


def write_parquet(extractions: Iterable[Extraction], file: BinaryIO) -> None:
    """Write all results as one table.

    Raises:
        ConfigError: pyarrow is not installed.
    """
    writer = ParquetWriter(file)
    for extraction in extractions:
        writer.add(rows(extraction))
    writer.close()


def require_pyarrow() -> tuple[Any, Any]:
    """The modules `pyarrow` and `pyarrow.parquet`.

    Raises:
        ConfigError: pyarrow is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise ConfigError(
            "the format parquet needs pyarrow; install it with: pip install 'geoextract-ar[parquet]'"
        ) from None
    return pyarrow, pyarrow.parquet
