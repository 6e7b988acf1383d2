"""Tables of Markdown, and their places between markers in a document."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Table:
    """A table with what has to be said of it.

    Attributes:
        head: titles of the columns.
        rows: cells.
        note: one line under the table.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    def markdown(self) -> str:
        """The table in Markdown, without a line end behind it."""
        lines = [self.head, tuple("---" for _ in self.head), *self.rows]
        text = "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
        return f"{text}\n\n{self.note}" if self.note else text


def replace_table(path: Path, name: str, table: Table) -> None:
    """Put a table between the markers `<!-- bench:NAME -->` and `<!-- /bench:NAME -->` of a file.

    Raises:
        ValueError: the file has no such markers.
    """
    begin, end = f"<!-- bench:{name} -->", f"<!-- /bench:{name} -->"
    text = path.read_text("utf-8")
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not pattern.search(text):
        raise ValueError(f"{path.name} has no place for the table {name!r}: {begin} ... {end}")
    block = f"{begin}\n{table.markdown()}\n{end}"
    path.write_text(pattern.sub(lambda _: block, text, count=1), "utf-8")


def times(ratio: float) -> str:
    """A ratio to two significant digits: `0.21 x`, `3.4 x`, `410 x`."""
    if ratio >= 100:
        return f"{ratio:,.0f} x"
    return f"{ratio:.1f} x" if ratio >= 10 else f"{ratio:.2f} x"


def cores() -> str:
    """How many cores the machine has."""
    return f"{os.cpu_count()} cores"
