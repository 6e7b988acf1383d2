"""A table for a terminal: one row an entity, then the countries."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Final

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from geoextract.entities import Extraction, GeoEntity

FSI: Final = "\N{FIRST STRONG ISOLATE}"
PDI: Final = "\N{POP DIRECTIONAL ISOLATE}"
UNBOUNDED: Final = 10_000
"""Width of what is not written to a terminal: nothing is cut."""

ROOMY: Final = 100
"""Columns that a terminal needs for the rule to be shown."""

_HEADINGS: Final = ("span", "text", "form", "type", "id", "name", "country", "gov", "score", "rule")
_FOLDING: Final = ("name", "rule", "parents", "why")
_COLOURS: Final = {
    "country": "blue",
    "territory": "red",
    "admin1": "green",
    "admin2": "green",
    "city": "yellow",
    "region": "magenta",
    "bloc": "cyan",
}


@dataclass(frozen=True)
class Screen:
    """What is known of the terminal.

    Attributes:
        width: columns.
        colours: rich's name of its colour system, None for no colours.
    """

    width: int = UNBOUNDED
    colours: str | None = None


def isolate(text: str) -> str:
    """Wrap text in bidi isolates, so that a right-to-left word leaves the columns beside it in order.

    Line breaks become blanks.
    """
    return f"{FSI}{' '.join(text.split())}{PDI}"


def to_table(extraction: Extraction, screen: Screen | None = None) -> str:
    """One document as a table.

    Args:
        extraction: the result.
        screen: where it will be shown; None for no colours and any width.
    """
    screen = screen or Screen()
    title = [Text(isolate(extraction.id), style="bold")] if extraction.id else []
    if not extraction.entities:
        return render(screen, *title, Text("no entities"))
    return render(screen, *title, _entities(extraction, screen), Text(_countries(extraction)))


def new_table(*headings: str) -> Table:
    """An empty table in the one style that all commands use."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0), collapse_padding=True)
    for heading in headings:
        folds = heading in _FOLDING
        table.add_column(heading, overflow="fold" if folds else "ellipsis", no_wrap=not folds)
    return table


def render(screen: Screen, *parts: Table | Text) -> str:
    """What rich makes of the parts, without blanks at the ends of lines."""
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=screen.width,
        color_system=screen.colours,  # type: ignore[arg-type]
        force_terminal=screen.colours is not None,
        legacy_windows=False,
        highlight=False,
    )
    for part in parts:
        console.print(part, soft_wrap=isinstance(part, Text))
    return "".join(line.rstrip() + "\n" for line in buffer.getvalue().splitlines())


def _entities(extraction: Extraction, screen: Screen) -> Table:
    shown = len(_HEADINGS) if screen.width >= ROOMY else len(_HEADINGS) - 1
    table = new_table(*_HEADINGS[:shown])
    for entity in extraction.entities:
        table.add_row(*map(Text, _cells(entity)[:shown]), style=_COLOURS.get(entity.type, ""))
    return table


def _cells(entity: GeoEntity) -> tuple[str, ...]:
    place = entity.place
    return (
        f"{entity.start}-{entity.end}",
        isolate(entity.text),
        entity.form,
        entity.type,
        place.id if place else "-",
        place.name if place else "unresolved",
        (place and place.country_code) or "-",
        "gov" if entity.metonym else "",
        f"{entity.score:.2f}",
        entity.rule,
    )


def _countries(extraction: Extraction) -> str:
    counts = (f"{c.country_code} {c.mentions} ({c.share:.0%})" for c in extraction.countries)
    return "countries: " + (", ".join(counts) or "none")
