"""`geoextract info`: versions, counts, sources."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from geoextract import __version__
from geoextract.cli import DONE
from geoextract.cli.console import choose, say
from geoextract.cli.lookup import FORMATS
from geoextract.cli.sources import check_readable
from geoextract.gazetteer import Gazetteer
from geoextract.resolution.model import PACKAGED, ContextModel

_PACKAGES: Final = ("camel-tools", "spacy", "pydantic", "rapidfuzz", "typer", "rich", "pyarrow", "zstandard", "pyspark")


def run(*, format: str, gazetteer: Sequence[str]) -> int:
    """Print what is installed and what it was made from.

    Returns:
        The exit code, 0.

    Raises:
        ConfigError: an unknown format.
        GazetteerError: the data cannot be read.
    """
    choose("format", format, FORMATS)
    for file in gazetteer:
        check_readable(file)
    facts = _facts(Gazetteer.load(extra=gazetteer), ContextModel.load(PACKAGED))
    if format == "jsonl":
        say(json.dumps(facts, ensure_ascii=False, separators=(",", ":")))
        return DONE
    for line in _lines(facts):
        say(line)
    return DONE


def _facts(places: Gazetteer, model: ContextModel) -> dict[str, Any]:
    manifest = places.manifest
    return {
        "geoextract": __version__,
        "python": platform.python_version(),
        "packages": {name: _version(name) for name in _PACKAGES},
        "location": str(Path(__file__).parents[1]),
        "gazetteer_version": places.version,
        "model_version": model.version,
        "places": manifest.get("places", len(places)),
        "keys": manifest.get("keys"),
        "name_keys": manifest.get("name_keys"),
        "demonym_keys": manifest.get("demonym_keys"),
        "ambiguous_keys": manifest.get("ambiguous_keys"),
        "sources": manifest.get("sources", {}),
    }


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _lines(facts: dict[str, Any], indent: str = "") -> Iterator[str]:
    for name, value in facts.items():
        label = f"{indent}{name.replace('_', ' ')}"
        if isinstance(value, dict):
            yield label
            yield from _lines(value, indent + "  ")
        elif isinstance(value, list):
            yield f"{label:<24}{', '.join(map(str, value))}"
        elif value is None:
            yield f"{label:<24}-"
        else:
            yield f"{label:<24}{value:,}" if isinstance(value, int) else f"{label:<24}{value}"
