"""How far long work is: a bar for a terminal, a line now and then for a log."""

from __future__ import annotations

import sys
import time
from typing import Final, Protocol

from geoextract.cli.console import warn

BAR_INTERVAL: Final = 0.2
LOG_INTERVAL: Final = 10.0
"""Seconds between two updates."""


class Progress(Protocol):
    """Told of each document."""

    counts: bool
    """Whether it wants to know the words."""

    def advance(self, documents: int, words: int, position: int) -> None:
        """Some documents are done; `position` bytes of the input have been read."""

    def note(self, message: str) -> None:
        """Print a message on stderr."""

    def close(self) -> None:
        """The work is over."""


def make_progress(total: int | None, asked: bool | None, *, stdout_is_free: bool) -> Progress:
    """The right kind of progress.

    Args:
        total: bytes of the input, None where unknown.
        asked: whether the user wants it; None for yes where stderr is a terminal and stdout shows no results.
        stdout_is_free: results do not go to a terminal.
    """
    terminal = sys.stderr.isatty()
    if asked is False or (asked is None and not (terminal and stdout_is_free)):
        return Silent()
    return Bar(total) if terminal else Log(total)


class Silent:
    """No progress, only messages."""

    counts = False

    def advance(self, documents: int, words: int, position: int) -> None:
        """Nothing."""

    def note(self, message: str) -> None:
        """Print a message on stderr."""
        warn(message)

    def close(self) -> None:
        """Nothing."""


class _Meter:
    """Counts and rates."""

    def __init__(self, total: int | None, interval: float) -> None:
        self.total = total
        self.documents = self.words = self.position = 0
        self._interval = interval
        self._began = self._shown = time.monotonic()

    def add(self, documents: int, words: int, position: int) -> bool:
        """Count; True where it is time to show it."""
        self.documents += documents
        self.words += words
        self.position = position
        due = time.monotonic() - self._shown >= self._interval
        if due:
            self._shown = time.monotonic()
        return due

    def summary(self) -> str:
        elapsed = max(time.monotonic() - self._began, 1e-9)
        return f"{self.documents:,} documents, {self.words / elapsed:,.0f} words/s"

    def remaining(self) -> str:
        """Time left, by the share of the input that has been read; empty where unknown."""
        if not self.total or not self.position:
            return ""
        left = (time.monotonic() - self._began) * max(self.total - self.position, 0) / self.position
        minutes, seconds = divmod(round(left), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02} left"


class Log:
    """A line on stderr every ten seconds and at the end."""

    counts = True

    def __init__(self, total: int | None) -> None:
        """Begin."""
        self._meter = _Meter(total, LOG_INTERVAL)

    def advance(self, documents: int, words: int, position: int) -> None:
        """Count and perhaps print."""
        if self._meter.add(documents, words, position):
            remaining = self._meter.remaining()
            warn(self._meter.summary() + (f", {remaining}" if remaining else ""))

    def note(self, message: str) -> None:
        """Print a message on stderr."""
        warn(message)

    def close(self) -> None:
        """Print the last line."""
        warn(self._meter.summary())


class Bar:
    """A bar on stderr. It has no thread of its own: worker processes are forked from this one."""

    counts = True

    def __init__(self, total: int | None) -> None:
        """Begin."""
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn
        from rich.progress import Progress as RichProgress

        self._meter = _Meter(total, BAR_INTERVAL)
        columns = (BarColumn(), TextColumn("{task.fields[summary]}"), TextColumn("{task.fields[remaining]}"))
        self._bar = RichProgress(*columns, console=Console(stderr=True), auto_refresh=False)
        self._task = self._bar.add_task("", total=total, summary="", remaining="")
        self._bar.start()

    def advance(self, documents: int, words: int, position: int) -> None:
        """Count and perhaps redraw."""
        if self._meter.add(documents, words, position):
            self._draw(self._meter.remaining())

    def note(self, message: str) -> None:
        """Print a message above the bar."""
        self._bar.console.print(message, markup=False, highlight=False, soft_wrap=True)

    def close(self) -> None:
        """Draw the last state and leave it."""
        self._draw("")
        self._bar.stop()

    def _draw(self, remaining: str) -> None:
        self._bar.update(
            self._task,
            completed=self._meter.position,
            summary=self._meter.summary(),
            remaining=remaining,
            refresh=True,
        )
