"""`geoextract evaluate` and `geoextract train`: their own options, their heavy imports."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from geoextract.pipeline import load
from geoextract.training import corpora
from geoextract.training.evaluate import ROUNDS, Report, evaluate
from geoextract.training.train import train


def evaluate_command(arguments: Sequence[str]) -> int:
    """Score the extractor on annotated files; returns the exit code.

    Raises:
        InputError: a file cannot be read.
    """
    parser = argparse.ArgumentParser(prog="geoextract evaluate", description=evaluate_command.__doc__)
    parser.add_argument(
        "gold", nargs="+", type=Path, help="annotated files (.jsonl gold or .txt mark-up; docs/training.md)"
    )
    parser.add_argument(
        "--errors", type=int, default=0, metavar="N", help="also list the N commonest errors of each kind"
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="bootstrap samples for the intervals (0: none)")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--model", help="a model file in place of the packaged one")
    parser.add_argument("--gazetteer", action="append", default=[], metavar="FILE", help="a file of your own places")
    options = parser.parse_args(arguments)
    texts = [text for path in options.gold for text in corpora.read(path)]
    extractor = load(model=options.model, extra=tuple(options.gazetteer))
    report = evaluate(extractor, texts, rounds=options.rounds)
    if options.json:
        sys.stdout.write(json.dumps(asdict(report), ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(render(report, options.errors))
    return 0


def render(report: Report, errors: int) -> str:
    """The report as text."""
    lines = [f"{report.documents} documents, {report.gold} gold mentions, {report.predicted} predicted"]
    for name, figure in report.figures.items():
        lines.append(f"{name:10} {figure.value:6.2f}  [{figure.low:6.2f}, {figure.high:6.2f}]")
    for kind, (gold, found, place) in report.by_type.items():
        lines.append(f"  {kind:10} gold {gold:5}  found {found:5}  right place {place:5}")
    if errors:
        lines += _error_lines(report.errors, errors)
    return "\n".join(lines) + "\n"


def _error_lines(errors: Sequence[tuple[str, str]], count: int) -> list[str]:
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for kind, what in errors:
        kinds[kind][what.rpartition(" in ")[0] or what] += 1
    lines = []
    for kind in ("missed", "spurious", "wrong place"):
        lines += ["", f"{kind}:"] if kinds[kind] else []
        lines += [f"  {number:3}  {what}" for what, number in kinds[kind].most_common(count)]
    return lines


def train_command(arguments: Sequence[str]) -> int:
    """Train a model file from annotated text and raw news; returns the exit code.

    Raises:
        InputError: a file cannot be read.
        ModelError: scikit-learn is missing, or the labels do not suffice.
    """
    parser = argparse.ArgumentParser(prog="geoextract train", description=train_command.__doc__)
    parser.add_argument(
        "annotated", nargs="+", type=Path, help="annotated files (.jsonl, .txt, .conll, .tsv; docs/training.md)"
    )
    parser.add_argument(
        "--raw", required=True, type=Path, help="JSONL of unlabelled news, one document a line with `text`"
    )
    parser.add_argument("--output", "-o", required=True, type=Path, help="the model file to write")
    options = parser.parse_args(arguments)
    facts = train(options.annotated, options.raw, options.output, progress=print_progress)
    sys.stdout.write(json.dumps(facts, ensure_ascii=False) + "\n")
    return 0


def print_progress(line: str) -> None:
    """Say on standard error what goes on."""
    sys.stderr.write(line + "\n")
