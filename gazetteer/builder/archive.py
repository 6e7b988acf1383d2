"""Reads single members out of wheels, npm tarballs and Debian packages."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from gazetteer.builder.sources import load_sources

_AR_MAGIC = b"!<arch>\n"
_AR_HEADER = 60


def _deb_data(path: Path) -> bytes:
    """Returns the ``data.tar`` member of a Debian package, still compressed."""
    raw = path.read_bytes()
    if not raw.startswith(_AR_MAGIC):
        raise ValueError(f"{path.name}: not a Debian package")
    at = len(_AR_MAGIC)
    while at < len(raw):
        name = raw[at : at + 16].decode("ascii").strip().rstrip("/")
        size = int(raw[at + 48 : at + 58])
        at += _AR_HEADER
        if name.startswith("data.tar"):
            return raw[at : at + size]
        at += size + size % 2
    raise ValueError(f"{path.name}: no data.tar member")


def _tar_members(stream: io.BytesIO) -> dict[str, bytes]:
    with tarfile.open(fileobj=stream) as tar:
        files = ((member.name, tar.extractfile(member)) for member in tar if member.isfile())
        return {name.removeprefix("./"): file.read() for name, file in files if file}


@cache
def _tar(path: Path) -> dict[str, bytes]:
    if path.suffix == ".deb":
        return _tar_members(io.BytesIO(_deb_data(path)))
    return _tar_members(io.BytesIO(path.read_bytes()))


def members(key: str) -> list[str]:
    """Lists the member names of a source's file, sorted."""
    path = load_sources()[key].path
    if path.suffix in {".whl", ".zip"}:
        with zipfile.ZipFile(path) as archive:
            return sorted(archive.namelist())
    return sorted(_tar(path))


def read_bytes(key: str, member: str) -> bytes:
    """Returns one member of a source's file.

    Args:
        key: Key of the source.
        member: Path inside the archive; npm members start with ``package/``.
    """
    path = load_sources()[key].path
    if path.suffix in {".whl", ".zip"}:
        with zipfile.ZipFile(path) as archive:
            return archive.read(member)
    return _tar(path)[member]


def read_text(key: str, member: str) -> str:
    """Returns one UTF-8 member of a source's file."""
    return read_bytes(key, member).decode("utf-8")


def read_json(key: str, member: str) -> Any:
    """Returns one JSON member of a source's file, decoded."""
    return json.loads(read_bytes(key, member))
