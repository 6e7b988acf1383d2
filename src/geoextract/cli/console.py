"""The terminal and the two streams, in UTF-8 whatever the locale."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from geoextract.errors import ConfigError
from geoextract.report.table import Screen


def say(text: str) -> None:
    """Print a line on stdout."""
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()


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
