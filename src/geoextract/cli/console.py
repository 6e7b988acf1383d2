"""The terminal and the two streams, in UTF-8 whatever the locale."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from geoextract.cli import ReaderGone
from geoextract.errors import ConfigError
from geoextract.report.table import Screen


def say(text: str) -> None:
    """Print a line on stdout."""
    write_out(text.encode("utf-8", "backslashreplace") + b"\n")


def write_out(data: bytes) -> None:
    """Write on stdout at once.

    Raises:
        ReaderGone: what reads stdout is gone.
    """
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise ReaderGone from None


def warn(text: str) -> None:
    """Print a line on stderr."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def choose(option: str, value: str, valid: Iterable[str]) -> str:
    """The value, if it is a valid one.

    Raises:
        ConfigError: it is not; the message lists those that are.
    """
    choices = tuple(valid)
    if value not in choices:
        raise ConfigError(f"unknown {option} {value!r}; choose one of {', '.join(choices)}")
    return value


def screen() -> Screen:
    """What stdout can show."""
    if not sys.stdout.isatty():
        return Screen()
    from rich.console import Console

    console = Console()
    return Screen(console.width, None if console.no_color else console.color_system)
