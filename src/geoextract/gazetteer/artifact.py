"""The packaged file: a JSON header line, then one compressed block of named text sections.

Chosen by measurement (docs/performance.md): two joined strings that are split into a dict load faster than JSON,
SQLite or pickle, and
the format is plain text that every Python reads alike.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from pathlib import Path
from typing import Final

from geoextract.errors import GeoExtractError

SECTION_END: Final = "\x1e"
_LEVEL: Final = 9


def write(path: Path, header: dict[str, object], sections: dict[str, str]) -> None:
    """Write an artifact; the same input gives the same bytes.

    Args:
        path: the file.
        header: JSON values; `name` and `format` are wanted by `read`.
        sections: text by name; no text may contain U+001E.

    Raises:
        ValueError: a section holds the separator.
    """
    if any(SECTION_END in text for text in sections.values()):
        raise ValueError("a section holds U+001E, the separator of sections")
    body = SECTION_END.join(sections.values()).encode("utf-8")
    full = {**header, "sections": list(sections), "bytes": len(body), "sha256": hashlib.sha256(body).hexdigest()}
    line = json.dumps(full, ensure_ascii=True, sort_keys=True).encode("ascii")
    path.write_bytes(line + b"\n" + zlib.compress(body, _LEVEL))


def read(
    path: Path, *, name: str, version: int, error: type[GeoExtractError]
) -> tuple[dict[str, object], dict[str, str]]:
    """Read an artifact.

    Args:
        path: the file.
        name: what it has to be, for example `gazetteer`.
        version: the format version that this code reads.
        error: the class to raise.

    Returns:
        The header and the sections by name.

    Raises:
        GeoExtractError: (of class `error`) the file is missing, corrupt, something else, or of another version.
    """
    try:
        line, _, packed = path.read_bytes().partition(b"\n")
    except OSError as failure:
        raise error(f"{name} file {path.name!r} cannot be read ({failure.strerror}); reinstall the package") from None
    try:
        header: dict[str, object] = json.loads(line)
        found = (header.get("name"), header.get("format"))
    except (ValueError, AttributeError):
        raise error(f"{path.name!r} is not a geoextract {name} file; reinstall the package") from None
    if found != (name, version):
        raise error(
            f"{path.name!r} is a {found[0]} file of format {found[1]}, this version of geoextract reads a {name} file"
            f" of format {version}; build it again or install the matching package"
        )
    try:
        body = zlib.decompress(packed)
    except zlib.error:
        raise error(f"{name} file {path.name!r} is corrupt (it does not decompress); reinstall the package") from None
    if hashlib.sha256(body).hexdigest() != header.get("sha256"):
        raise error(f"{name} file {path.name!r} is corrupt (its checksum differs); reinstall the package")
    names = header["sections"]
    assert isinstance(names, list)
    return header, dict(zip(names, body.decode("utf-8").split(SECTION_END), strict=True))
