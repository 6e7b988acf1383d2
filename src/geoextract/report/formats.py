"""The formats by name, in one shape: a renderer makes a fragment of a document, a sink takes the fragments in order.

Renderers hold no open files, so they can be sent to worker processes; what they return is small and can be sent back.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Final, Protocol

from geoextract.entities import Extraction, GeoEntity
from geoextract.errors import ConfigError
from geoextract.report import csv, html, jsonl
from geoextract.report.geojson import PlaceMap
from geoextract.report.parquet import ParquetWriter, require_pyarrow
from geoextract.report.rows import COLUMNS, rows
from geoextract.report.table import Screen, to_table

FORMATS: Final = ("table", "jsonl", "geojson", "html", "csv", "parquet")
KEEPING: Final = ("jsonl", "csv", "parquet")
"""Formats that can carry further fields of the input."""
WHOLE: Final = ("geojson", "parquet")
"""Formats that are written at the end, or of no use without their end."""

Renderer = Callable[[Extraction, str, dict[str, Any]], Any]
"""Called with a result, its text and the kept fields. Fragments of text are bytes, encoded in the worker."""


class Target(Protocol):
    """Where a sink writes."""

    def write(self, data: bytes) -> None:
        """Write a whole record: all of it or, after an error, nothing."""

    def binary(self) -> BinaryIO:
        """The file itself, for formats that are not text."""


class Sink(Protocol):
    """Takes fragments in order."""

    def add(self, fragment: Any) -> None:
        """Take the fragment of one document."""

    def close(self) -> None:
        """Write what belongs behind the last document."""


@dataclass(frozen=True)
class Layout:
    """What the formats need to know.

    Attributes:
        keep: names of the kept fields.
        screen: the terminal, for tables.
    """

    keep: tuple[str, ...] = ()
    screen: Screen = field(default_factory=Screen)


def check_format(name: str, keep: tuple[str, ...]) -> None:
    """Refuse a format whose package is not installed, and kept fields that it cannot carry.

    Raises:
        ConfigError: a package is missing, the format carries no fields, or one of its own has the name.
    """
    if name == "parquet":
        require_pyarrow()
    if keep and name not in KEEPING:
        raise ConfigError(f"the format {name} has no place for kept fields; choose one of {', '.join(KEEPING)}")
    taken = Extraction.model_fields if name == "jsonl" else COLUMNS
    for kept in keep:
        if kept in taken:
            raise ConfigError(f"the field {kept!r} cannot be kept: the format {name} has one of that name")


def renderer(name: str, layout: Layout) -> Renderer:
    """The renderer of a format."""
    renderers: dict[str, Renderer] = {
        "table": _Table(layout.screen),
        "jsonl": _json_line,
        "geojson": _entities,
        "html": _article,
        "csv": _csv_rows,
        "parquet": _parquet_rows,
    }
    return renderers[name]


def sink(name: str, layout: Layout, target: Target) -> Sink:
    """The sink of a format."""
    if name == "geojson":
        return _MapSink(target)
    if name == "parquet":
        return _ParquetSink(target, layout)
    heads = {"html": html.head(), "csv": csv.header(layout.keep)}
    return _TextSink(target, heads.get(name, ""), html.FOOT if name == "html" else "")


@dataclass(frozen=True)
class _Table:
    screen: Screen

    def __call__(self, extraction: Extraction, text: str, kept: dict[str, Any]) -> bytes:
        return _plain(to_table(extraction, self.screen) + "\n")


def _json_line(extraction: Extraction, text: str, kept: dict[str, Any]) -> bytes:
    return _json(jsonl.with_fields(jsonl.to_json(extraction), kept) + "\n")


def _entities(extraction: Extraction, text: str, kept: dict[str, Any]) -> tuple[GeoEntity, ...]:
    return extraction.entities


def _article(extraction: Extraction, text: str, kept: dict[str, Any]) -> bytes:
    return _plain(html.article(extraction, text))


def _csv_rows(extraction: Extraction, text: str, kept: dict[str, Any]) -> bytes:
    return _plain(csv.body(extraction, [_flat(value) for value in kept.values()]))


def _parquet_rows(extraction: Extraction, text: str, kept: dict[str, Any]) -> list[tuple[Any, ...]]:
    more = [_flat(value) for value in kept.values()]
    return [(*row, *more) for row in rows(extraction)]


def _plain(text: str) -> bytes:
    """UTF-8, which has no lone surrogates: they become question marks."""
    return text.encode("utf-8", "replace")


def _json(text: str) -> bytes:
    """UTF-8; lone surrogates, which only strings have, become the escapes that JSON has for them."""
    return text.encode("utf-8", "backslashreplace")


def _flat(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


class _TextSink:
    def __init__(self, target: Target, head: str, foot: str) -> None:
        self._target = target
        self._foot = foot
        if head:
            target.write(_plain(head))

    def add(self, fragment: bytes) -> None:
        if fragment:
            self._target.write(fragment)

    def close(self) -> None:
        if self._foot:
            self._target.write(_plain(self._foot))


class _MapSink:
    def __init__(self, target: Target) -> None:
        self._target = target
        self._map = PlaceMap()

    def add(self, fragment: tuple[GeoEntity, ...]) -> None:
        self._map.add(fragment)

    def close(self) -> None:
        self._target.write(_json(self._map.to_json() + "\n"))


class _ParquetSink:
    def __init__(self, target: Target, layout: Layout) -> None:
        self._writer = ParquetWriter(target.binary(), layout.keep)

    def add(self, fragment: list[tuple[Any, ...]]) -> None:
        self._writer.add(fragment)

    def close(self) -> None:
        self._writer.close()
