"""Measures the extraction and writes the tables of docs/performance.md: `python -m tests.benchmarks [section ...]`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.benchmarks import formats, growth, peers, stages, start
from tests.benchmarks.document import Table, replace_table

DOCUMENT: Final = Path(__file__).parents[2] / "docs" / "performance.md"
SECTIONS: Final[dict[str, Callable[[], Table]]] = {
    "figures": peers.figures,
    "peers": peers.table,
    "stages": stages.table,
    "start": start.table,
    "length": growth.length_table,
    "hostile": growth.hostile_table,
    "names": growth.names_table,
    "formats": formats.table,
}


def main(names: list[str]) -> int:
    """Run all sections, or those named."""
    unknown = set(names) - set(SECTIONS)
    if unknown:
        print(f"unknown section {', '.join(sorted(unknown))}; sections are {', '.join(SECTIONS)}", file=sys.stderr)
        return 2
    for name, section in SECTIONS.items():
        if names and name not in names:
            continue
        began = time.perf_counter()
        table = section()
        print(f"\n{name} ({time.perf_counter() - began:.0f} s)\n{table.markdown()}", flush=True)
        replace_table(DOCUMENT, name, table)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
