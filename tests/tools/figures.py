"""Measure the figures of README.md, rewrite their table and its example: `python -m tests.tools.figures`.

Runs the commands that a reader would run. Files that are not at hand keep no row.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import geoextract

ROOT: Final = Path(__file__).parents[2]
README: Final = ROOT / "README.md"
EVAL: Final = next((p for p in (ROOT / "shared/eval", ROOT.parent / "shared/eval") if p.is_dir()), ROOT / "shared/eval")
DEVELOPMENT: Final = ("seed", "geo", "news", "pud")
HARD: Final = sorted((ROOT / "tests" / "hard").glob("*.jsonl"))
HEAD: Final = ("file", "documents", "mentions", "exact", "end to end", "country", "metonym")
EXAMPLE: Final = ("extract", "docs/example/article.txt")
_OUTPUT: Final = re.compile(f"(?<=\\$ geoextract {' '.join(EXAMPLE)}\n).*?(?=```)", re.DOTALL)
_TABLE: Final = re.compile("<!-- figures -->.*?<!-- /figures -->", re.DOTALL)


def run(program: str, *arguments: str) -> str:
    """The standard output of a program of this Python's environment."""
    command = [str(Path(sys.executable).parent / program), *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout


def scored(name: str, folder: Path) -> dict[str, Any]:
    """What score.py says of a development file."""
    gold, predicted = EVAL / "dev" / f"{name}.jsonl", folder / f"{name}.jsonl"
    run("geoextract", "extract", str(gold), "--format", "jsonl", "-o", str(predicted), "--no-progress")
    found: dict[str, Any] = json.loads(run("python", str(EVAL / "score.py"), str(gold), str(predicted), "--json"))
    return found


def rows() -> Iterator[tuple[str, ...]]:
    """The rows of the table."""
    with tempfile.TemporaryDirectory() as folder:
        for name in DEVELOPMENT if EVAL.is_dir() else ():
            found = scored(name, Path(folder))
            f1 = [found[figure]["f1"] for figure in ("exact", "end2end")]
            yield _row(name, found, [*f1, found["country"], found["metonym"]["f1"]])
    report = json.loads(run("geoextract", "evaluate", *map(str, HARD), "--rounds", "0", "--json"))
    figures = report["figures"]
    yield _row("hard", report, [figures[name]["value"] for name in ("exact", "end2end", "country", "metonym")])


def _row(name: str, counts: dict[str, Any], values: list[float]) -> tuple[str, ...]:
    return (name, str(counts["documents"]), str(counts["gold"]), *(f"{value:.1f}" for value in values))


def table() -> str:
    """The table with what it was measured on."""
    extractor = geoextract.load()
    lines = [HEAD, tuple("---" for _ in HEAD), *rows()]
    versions = f"gazetteer {extractor.gazetteer.version}, model {extractor.model.version}"
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + (
        f"\n\nMeasured on {datetime.now(tz=UTC):%Y-%m-%d} with {versions}."
    )


def main() -> None:
    """Rewrite the table and the example."""
    output = run("geoextract", *EXAMPLE).rstrip() + "\n"
    text = _OUTPUT.sub(lambda _: output, README.read_text(encoding="utf-8"), count=1)
    block = f"<!-- figures -->\n{table()}\n<!-- /figures -->"
    README.write_text(_TABLE.sub(lambda _: block, text, count=1), encoding="utf-8")
    sys.stdout.write(block + "\n")


if __name__ == "__main__":
    main()
