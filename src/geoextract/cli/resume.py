"""What an interrupted run left: its complete lines are kept, a line that was cut off is removed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from geoextract.errors import InputError

_START: Final = b'{"id":'
_DECODER: Final = json.JSONDecoder()


def take_up(path: Path, versions: tuple[str, str]) -> frozenset[str]:
    """Make an output ready to be continued.

    Args:
        path: the output; need not exist.
        versions: versions of the gazetteer and the model that will go on.

    Returns:
        The ids that it has.

    Raises:
        InputError: it is no output of `extract --format jsonl`, was made with other versions, or cannot be changed.
    """
    if not path.exists():
        return frozenset()
    try:
        return _take_up(path, versions)
    except OSError as error:
        raise InputError(f"cannot go on with {str(path)!r} ({error.strerror})") from None


def _take_up(path: Path, versions: tuple[str, str]) -> frozenset[str]:
    done: set[str] = set()
    complete = 0
    line = b""
    with path.open("r+b") as file:
        for number, line in enumerate(file, 1):
            if not line.endswith(b"\n"):
                break
            found = _id_of(line, path, number)
            if number == 1:
                _check_versions(line, path, versions)
            if found is not None:
                done.add(found)
            complete += len(line)
        file.truncate(complete)
    return frozenset(done)


def _id_of(line: bytes, path: Path, number: int) -> str | None:
    """The id of a line; read without the rest of it, which is most of the work."""
    try:
        if not line.startswith(_START) or not line.endswith(b"}\n"):
            raise ValueError
        found: str | None = _DECODER.raw_decode(line.decode("utf-8"), len(_START))[0]
    except ValueError:
        raise InputError(
            f"{str(path)!r} line {number} is no line of 'extract --format jsonl';"
            " choose another output or leave out --resume"
        ) from None
    return found


def _check_versions(line: bytes, path: Path, versions: tuple[str, str]) -> None:
    record = json.loads(line)
    made_with = (record.get("gazetteer_version"), record.get("model_version"))
    if made_with != versions:
        raise InputError(
            f"{str(path)!r} was made with gazetteer {made_with[0]} and model {made_with[1]},"
            f" this is gazetteer {versions[0]} and model {versions[1]}; leave out --resume to do all again"
        )
