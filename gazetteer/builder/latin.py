"""Compiles the table of Latin names; needs no network, and the same extract gives the same bytes."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from gazetteer.builder import tsv
from gazetteer.builder.sources import EXTRACTS
from geoextract.candidates.latin import FORMAT, KINDS, NAME, PACKAGED
from geoextract.candidates.skeleton import SKELETON_VERSION, latin_keys
from geoextract.gazetteer.artifact import write

SOURCE = EXTRACTS / "latin" / "places.tsv"
DECIMALS = 2
"""Of coordinates: about a kilometre."""


def _order(row: dict[str, str]) -> tuple[str, str, str, int, str]:
    scheme, _, number = row["id"].rpartition(":")
    return row["country"], row["admin1"], scheme, int(number) if scheme else 0, row["id"]


def _degrees(cell: str) -> str:
    return f"{float(cell):.{DECIMALS}f}".rstrip("0").rstrip(".") if cell else ""


def _postings(rows: Iterable[dict[str, str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        for key in latin_keys(row["name"], row["country"]):
            found[key].append(number)
    return dict(sorted(found.items()))


def compile_latin(source: Path, target: Path) -> dict[str, object]:
    """Build the artifact from the extract and write it.

    Returns:
        Its header.
    """
    rows = sorted(tsv.read_table(source), key=_order)
    postings = _postings(rows)
    sections = {
        "ids": "\n".join(row["id"].removeprefix("geonames:") for row in rows),
        "kinds": "".join(KINDS[row["kind"]] for row in rows),
        "areas": "\n".join(f"{row['country']} {row['admin1'].removeprefix(row['country'])}" for row in rows),
        "latitudes": "\n".join(_degrees(row["latitude"]) for row in rows),
        "longitudes": "\n".join(_degrees(row["longitude"]) for row in rows),
        "populations": "\n".join(row["population"] for row in rows),
        "names": "\n".join(row["name"] for row in rows),
        "keys": "\n".join(postings),
        "rows": "\n".join(" ".join(map(str, numbers)) for numbers in postings.values()),
    }
    header: dict[str, object] = {
        "name": NAME,
        "format": FORMAT,
        "skeleton_version": SKELETON_VERSION,
        "places": len(rows),
        "keys": len(postings),
    }
    write(target, header, sections)
    return header


def main(argv: Sequence[str] | None = None) -> int:
    """Compile and say how much it was."""
    parser = argparse.ArgumentParser(prog="gazetteer.builder latin", description=__doc__)
    parser.add_argument("--output", type=Path, default=PACKAGED, help="the artifact to write")
    options = parser.parse_args(argv)
    header = compile_latin(SOURCE, options.output)
    sys.stdout.write(f"{header['places']} places, {header['keys']} keys, {options.output.stat().st_size} bytes\n")
    return 0
