"""Extracts the gazetteer's rows from the pinned sources, one module a source or layer."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

LAYERS = ("cities", "admin1", "admin2", "countries", "regions", "persons", "frequency", "latin")


def main(layers: Sequence[str] = ()) -> int:
    """Runs the extraction of the given layers, or of all.

    Raises:
        ValueError: If a layer is unknown.
    """
    unknown = sorted(set(layers) - set(LAYERS))
    if unknown:
        raise ValueError(f"unknown layers {unknown}; known: {list(LAYERS)}")
    for layer in layers or LAYERS:
        sys.stderr.write(f"extracting {layer}\n")
        import_module(f"gazetteer.builder.extract.{layer}").main()
    return 0
