"""Interleaved rounds: every task runs once in each round, so that a busy neighbour slows all of them alike."""

from __future__ import annotations

import gc
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

ROUNDS: Final = 5
Task = Callable[[], object]


def interleaved(tasks: Mapping[str, Task], rounds: int = ROUNDS) -> dict[str, float]:
    """Median CPU seconds of each task.

    Args:
        tasks: what to run, by name; each runs once before the clock starts.
        rounds: rounds that count.
    """
    for task in tasks.values():
        task()
    gc.collect()
    gc.freeze()  # what the tools have loaded is not walked through again in each round
    seconds: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            gc.collect()
            began = time.process_time()
            task()
            seconds[name].append(time.process_time() - began)
    gc.unfreeze()
    return {name: statistics.median(values) for name, values in seconds.items()}


def fresh_processes(programs: Mapping[str, str], rounds: int = ROUNDS) -> dict[str, dict[str, float]]:
    """Run small programs in new interpreters, in turn; each prints one JSON object of numbers.

    Returns:
        The median of each number by program.
    """
    results: dict[str, list[dict[str, float]]] = {name: [] for name in programs}
    for _ in range(rounds):
        for name, program in programs.items():
            command = [sys.executable, "-c", program]
            run = subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8")
            results[name].append(json.loads(run.stdout.splitlines()[-1]))
    return {name: _medians(values) for name, values in results.items()}


def apply(function: Callable[[Any], object], values: Iterable[Any]) -> Task:
    """A task that calls a function with each of the values and drops what it gives."""
    kept = list(values)

    def task() -> None:
        for value in kept:
            function(value)

    return task


def _medians(rows: list[dict[str, float]]) -> dict[str, float]:
    return {key: statistics.median(row[key] for row in rows) for key in rows[0]}
