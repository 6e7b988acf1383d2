"""Where results go: whole records or nothing, so that an interruption or a full disk leaves a valid file."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import BinaryIO

from geoextract.cli.console import write_out
from geoextract.errors import GeoExtractError


class OutputError(GeoExtractError):
    """The output cannot be written."""


class FileOutput:
    """A file that is written record by record, without a buffer."""

    def __init__(self, path: str, *, append: bool = False) -> None:
        """Open the file.

        Args:
            path: the file.
            append: keep what it has.

        Raises:
            OutputError: it cannot be written.
        """
        self._path = path
        try:
            self._file = Path(path).open("ab" if append else "wb", buffering=0)  # noqa: SIM115 (closed by close)
            self._complete = self._file.tell() if self._file.seekable() else 0
        except OSError as error:
            raise self._failure(error) from None

    def write(self, data: bytes) -> None:
        """Write a record; after an error or Ctrl-C nothing of it is left.

        Raises:
            OutputError: the disk is full, or another failure.
        """
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[os.write(self._file.fileno(), rest) :]
        except BaseException as error:
            with contextlib.suppress(OSError):
                self._file.truncate(self._complete)
            if isinstance(error, OSError):
                raise self._failure(error) from None
            raise
        self._complete += len(data)

    def binary(self) -> BinaryIO:
        """The file itself."""
        return self._file

    def close(self) -> None:
        """Close the file.

        Raises:
            OutputError: the system could not write all (network file systems tell so late).
        """
        try:
            self._file.close()
        except OSError as error:
            raise self._failure(error) from None

    def _failure(self, error: OSError) -> OutputError:
        return OutputError(f"cannot write {self._path!r} ({error.strerror or error})")


def discard_stdout() -> None:
    """Send what is still buffered to nowhere, so that the interpreter does not fail once more when it ends."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


class StandardOutput:
    """Stdout."""

    def write(self, data: bytes) -> None:
        """Write a record.

        Raises:
            ReaderGone: what reads stdout is gone.
            OutputError: another failure, for example a full disk behind a redirection.
        """
        try:
            write_out(data)
        except OSError as error:
            discard_stdout()
            raise OutputError(f"cannot write to stdout ({error.strerror or error})") from None

    def binary(self) -> BinaryIO:
        """The stream of bytes."""
        return sys.stdout.buffer

    def close(self) -> None:
        """Nothing to do."""


Output = FileOutput | StandardOutput
