"""The command line. What the commands do is imported when one runs, so that `geoextract --help` is quick."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Final, TextIO

DONE: Final = 0
SOME_FAILED: Final = 1
REFUSED: Final = 2
INTERRUPTED: Final = 130
BROKEN_PIPE: Final = 141


class ReaderGone(Exception):
    """What reads stdout is gone (`| head`). Typer would turn a `BrokenPipeError` into exit code 1."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: what stands behind the program's name; None for the process's own.

    Returns:
        The exit code (docs/cli.md).
    """
    _use_utf8(sys.stderr)
    _use_utf8(sys.stdout)
    try:
        return _run(sys.argv[1:] if arguments is None else list(arguments))
    except ReaderGone:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return BROKEN_PIPE
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(arguments: list[str]) -> int:
    from geoextract.cli.app import app
    from geoextract.errors import GeoExtractError

    try:
        code = app(arguments, standalone_mode=False, prog_name="geoextract")
    except GeoExtractError as error:
        return _refuse(str(error))
    except ReaderGone:
        raise
    except Exception as error:
        return _usage(error)
    return code if isinstance(code, int) else DONE


def _usage(error: Exception) -> int:
    """Tell a wrong command line, or Ctrl-C (typer wraps it), from a bug.

    Known by name: typer brings its own copy of click in some versions and takes the installed one in others.
    """
    if type(error).__name__ == "Abort":
        return INTERRUPTED
    if hasattr(error, "format_message"):
        context = getattr(error, "ctx", None)
        hint = f" (try: {context.command_path} --help)" if context else ""
        message = error.format_message().strip().rstrip(".") or "no command given"
        return _refuse(message + hint)
    raise error


def _refuse(message: str) -> int:
    sys.stderr.write(f"geoextract: {message}\n")
    return REFUSED


def _use_utf8(stream: TextIO) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")
