"""Input files: names and patterns to files, compressed files to lines."""

from __future__ import annotations

import glob
import io
import os
import stat
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from lzma import LZMAError
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal, cast

from geoextract.cli.console import choose
from geoextract.errors import ConfigError, InputError

InputFormat = Literal["text", "jsonl"]

STDIN: Final = "-"
_JSON_LINES: Final = (".jsonl", ".ndjson")
_COMPRESSED: Final = (".gz", ".bz2", ".xz", ".zst")
_MAGIC: Final = "*?["


class Unreadable(Exception):
    """A file cannot be read any further; the message says why."""


@dataclass(frozen=True)
class Source:
    """An input file.

    Attributes:
        name: its path as given, or `-`.
        format: what is in it.
    """

    name: str
    format: InputFormat

    @property
    def label(self) -> str:
        """The name for messages."""
        return "stdin" if self.name == STDIN else self.name

    @property
    def size(self) -> int | None:
        """Its size on disk, None where it is no regular file."""
        if self.name == STDIN:
            return None
        status = Path(self.name).stat()
        return status.st_size if stat.S_ISREG(status.st_mode) else None


class Reader:
    """An open input file.

    Attributes:
        position: bytes read from the disk so far.
    """

    def __init__(self, source: Source) -> None:
        """Open the file.

        Raises:
            Unreadable: it cannot be opened.
        """
        try:
            self._raw: BinaryIO = sys.stdin.buffer if source.name == STDIN else Path(source.name).open("rb")  # noqa: SIM115
        except OSError as error:
            raise Unreadable(f"cannot be opened ({error.strerror})") from None
        self._counts = source.name != STDIN
        self._file = _decompress(self._raw, Path(source.name).suffix.lower())

    @property
    def position(self) -> int:
        """Bytes read from the disk so far."""
        return self._raw.tell() if self._counts and self._raw.seekable() else 0

    def lines(self) -> Iterator[bytes]:
        """The lines, cut at line feeds only.

        Raises:
            Unreadable: what is left cannot be read.
        """
        try:
            yield from self._file
        except (OSError, EOFError, zlib.error, LZMAError, _zstd_error()) as error:
            raise Unreadable(f"cannot be read further ({_reason(error)})") from None

    def whole(self) -> bytes:
        """All that is in it.

        Raises:
            Unreadable: some of it cannot be read.
        """
        return b"".join(self.lines())

    def close(self) -> None:
        """Close the file."""
        if self._counts:
            self._raw.close()


def find(names: tuple[str, ...], input_format: str | None) -> list[Source]:
    """The files that names and patterns mean, each once, in the order given (those of a pattern sorted).

    Args:
        names: paths, glob patterns (`**` for any depth) and `-`; none means stdin.
        input_format: `text` or `jsonl`; None to go by the names.

    Raises:
        ConfigError: an unknown format.
        InputError: a file is missing or cannot be read, or nothing is given at a terminal.
    """
    if input_format is not None:
        choose("input format", input_format, ("text", "jsonl"))
    if not names and sys.stdin.isatty():
        raise InputError("nothing to read; give files, patterns, or - to type a text that ends with Ctrl-D")
    found = dict.fromkeys(name for given in names or (STDIN,) for name in _expand(given))
    return [Source(name, cast(InputFormat, input_format) or _format_of(name)) for name in found]


def check_readable(name: str) -> None:
    """Refuse a file that cannot be read, before any work is done.

    Raises:
        InputError: it is missing, a directory, not permitted, or compressed in a way that needs a package.
    """
    path = Path(name)
    if not path.exists():
        raise InputError(f"there is no file {name!r}")
    if path.is_dir():
        raise InputError(f"{name!r} is a directory; name its files, for example {str(path / '*.jsonl')!r}")
    if not os.access(path, os.R_OK):
        raise InputError(f"the file {name!r} cannot be read (permission denied)")
    if path.suffix.lower() == ".zst":
        _zstd()


def _expand(given: str) -> list[str]:
    if given == STDIN:
        return [STDIN]
    if any(sign in given for sign in _MAGIC) and not Path(given).exists():
        matches = glob.glob(given, recursive=True)  # noqa: PTH207 (Path.glob takes no absolute patterns)
        names = sorted(name for name in matches if not Path(name).is_dir())
        if not names:
            raise InputError(f"no file matches {given!r}")
    else:
        names = [given]
    for name in names:
        check_readable(name)
    return names


def _format_of(name: str) -> InputFormat:
    path = Path(name)
    if path.suffix.lower() in _COMPRESSED:
        path = path.with_suffix("")
    if path.suffix.lower() == ".json":
        raise InputError(f"{name!r} may hold JSON lines or a single value; say which with --input-format jsonl or text")
    return "jsonl" if path.suffix.lower() in _JSON_LINES else "text"


def _decompress(raw: BinaryIO, suffix: str) -> BinaryIO:
    if suffix == ".gz":
        import gzip

        return cast(BinaryIO, gzip.GzipFile(fileobj=raw, mode="rb"))
    if suffix == ".bz2":
        import bz2

        return cast(BinaryIO, bz2.BZ2File(raw))
    if suffix == ".xz":
        import lzma

        return cast(BinaryIO, lzma.LZMAFile(raw))
    if suffix == ".zst":
        return io.BufferedReader(_ZstdStream(raw), buffer_size=1 << 17)
    return raw


class _ZstdStream(io.RawIOBase):
    """Zstandard frames as a stream that, unlike the package's own, refuses a file that ends inside a frame."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self._new = _zstd().ZstdDecompressor().decompressobj
        self._frame = self._new()
        self._inside = False
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._ready:
            data = self._raw.read(1 << 16)
            if not data:
                if self._inside:
                    raise EOFError("it ends inside a compressed frame")
                return 0
            self._ready = self._feed(data)
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def _feed(self, data: bytes) -> bytes:
        done = b""
        while data:
            done += self._frame.decompress(data)
            self._inside = not self._frame.eof
            data = self._frame.unused_data if self._frame.eof else b""
            if not self._inside:
                self._frame = self._new()
        return done


def _zstd() -> Any:
    try:
        import zstandard
    except ImportError:
        raise ConfigError(
            "reading .zst files needs the package zstandard; install it with: pip install 'geoextract-ar[zstd]'"
        ) from None
    return zstandard


def _zstd_error() -> type[Exception]:
    zstandard = sys.modules.get("zstandard")
    return zstandard.ZstdError if zstandard else Unreadable


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
