"""A fresh process: what `import geoextract` and a first result load, touch and cost."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time

import pytest

HEAVY = (
    "spacy",
    "torch",
    "camel_tools",
    "sklearn",
    "scipy",
    "numpy",
    "pandas",
    "transformers",
    "typer",
    "rich",
    "requests",
)

EXTRACT = "import geoextract; result = geoextract.extract('وصل الرئيس الأوكراني إلى بغداد، ثم غادر إلى دمشق.')"

NO_NETWORK = """
import sys
def audit(event, args):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "subprocess.", "os.mkdir", "shutil.")):
        raise SystemExit(f"forbidden: {event} {args}")
    if event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+"):
        raise SystemExit(f"forbidden: writes {args[0]}")
sys.addaudithook(audit)
"""


def run(code: str) -> str:
    """Run code in a clean process and return what it prints."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "COV"))}
    done = subprocess.run(
        [sys.executable, "-B", "-W", "error", "-c", code],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("code", ["import geoextract", EXTRACT])
def test_nothing_heavy_is_imported(code: str) -> None:
    loaded = run(f"{code}\nimport sys\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))").split()
    assert "geoextract" in loaded
    assert not set(loaded) & set(HEAVY)


def test_import_alone_loads_no_part_of_the_package() -> None:
    loaded = run("import geoextract, sys\nprint(*(m for m in sys.modules if m.startswith('geoextract')))").split()
    assert loaded == ["geoextract"]


def test_no_network_no_process_no_written_file() -> None:
    assert run(f"{NO_NETWORK}\n{EXTRACT}\nprint(len(result.entities))").strip() == "3"


def test_the_watch_itself_works() -> None:
    code = f"{NO_NETWORK}\nimport socket\ntry:\n    socket.socket()\nexcept SystemExit as stop:\n    print(stop)"
    assert run(code).startswith("forbidden: socket.")


def test_the_same_bytes_in_every_process() -> None:
    code = f"{EXTRACT}\nprint(ascii(result.model_dump_json()))"
    assert run(code) == run("import random; random.seed(7)\n" + code)


def median_seconds(code: str, repeats: int = 5) -> float:
    """Median wall time of fresh processes that run the code."""
    times = []
    run(code)  # fills the file system's cache and, for -B, nothing else
    for _ in range(repeats):
        before = time.perf_counter()
        run(code)
        times.append(time.perf_counter() - before)
    return statistics.median(times)


@pytest.mark.slow
def test_a_first_result_costs_a_quarter_of_importing_spacy() -> None:
    ours, theirs = median_seconds(EXTRACT), median_seconds("import spacy")
    assert ours <= 0.25 * theirs, f"{ours:.3f} s against {theirs:.3f} s"
