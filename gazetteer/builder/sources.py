"""The pinned upstream sources that ``sources.toml`` lists."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

GAZETTEER = Path(__file__).resolve().parent.parent
DOWNLOADS = GAZETTEER / ".downloads"
EXTRACTS = GAZETTEER / "extracts"
HAND = GAZETTEER / "hand"
TABLES = Path(__file__).resolve().parent / "review"
REGISTRIES = ("pypi", "npm", "debian")


@dataclass(frozen=True, slots=True)
class Source:
    """One pinned file of a package registry, or an editors' source without a file.

    Attributes:
        key: The value of the ``source`` column.
        package: Name in the registry; empty where nothing is downloaded.
        registry: One of ``REGISTRIES``, or ``none``.
        version: Exact version.
        file: File name of the download.
        sha256: Digest of that file in hexadecimal.
        licence: SPDX expression of the data taken.
        attribution: Text that the licence or courtesy asks for.
        bundled: Whether derived rows are committed and shipped.
        use: What is taken from it.
    """

    key: str
    package: str
    registry: str
    version: str
    file: str
    sha256: str
    licence: str
    attribution: str
    bundled: bool
    use: str

    @property
    def path(self) -> Path:
        """Where the download lies."""
        return DOWNLOADS / self.file


@cache
def load_sources() -> dict[str, Source]:
    """Reads ``sources.toml``.

    Returns:
        Every source by its key.

    Raises:
        ValueError: If an entry lacks a field, has an unknown one or names an unknown registry.
    """
    with (GAZETTEER / "sources.toml").open("rb") as stream:
        entries = tomllib.load(stream)
    wanted = {field.name for field in fields(Source)} - {"key"}
    sources = {}
    for key, entry in entries.items():
        if set(entry) != wanted:
            raise ValueError(f"sources.toml [{key}]: fields {sorted(set(entry) ^ wanted)}")
        source = Source(key=key, **entry)
        if source.registry not in (*REGISTRIES, "none"):
            raise ValueError(f"sources.toml [{key}]: unknown registry {source.registry!r}")
        sources[key] = source
    return sources
