"""The code of README.md and docs/ runs and prints what the pages show (`pages.py` says how they show it)."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.docs.pages import PAGES, ROOT, Block, blocks, commands, same, trimmed

pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")

CODE = [block for page in PAGES for block in blocks(page) if block.language in ("python", "console")]
OPTIONAL = ("pandas", "polars", "pyarrow", "pyspark")
SECONDS = 120


class Page:
    """A page's folder and namespace; blocks are run in order, each once."""

    def __init__(self, page: Path, folder: Path) -> None:
        self.folder = folder
        self._waiting = blocks(page)
        self._namespace: dict[str, Any] = {"__name__": "__main__"}
        (folder / "docs").symlink_to(ROOT / "docs")

    def run(self, wanted: Block) -> None:
        while self._waiting and self._waiting[0].line <= wanted.line:
            block = self._waiting.pop(0)
            if block.file:
                path = self.folder / block.file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(block.text, encoding="utf-8")
            elif not block.not_run and block.language == "python":
                self._python(block)
            elif not block.not_run and block.language == "console":
                self._console(block)

    def _python(self, block: Block) -> None:
        code = compile("\n" * block.line + block.text, str(block.page), "exec", dont_inherit=True)
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            exec(code, self._namespace)
        if block.output is not None:
            compare(printed.getvalue(), block.output)

    def _console(self, block: Block) -> None:
        for command in commands(block):
            if command.line.split()[0] == "geoextract":
                done = run(command.line, self.folder)
                assert command.output or done.returncode == 0, done.stdout
                if command.output:
                    compare(done.stdout, command.output)


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COV_")}
    path = f"{Path(sys.executable).parent}{os.pathsep}{environment.get('PATH', '')}"
    return subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={**environment, "PATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )


def compare(printed: str, shown: list[str]) -> None:
    lines = trimmed(printed)
    if not same(lines, shown):
        assert lines == shown


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Page]:
    return {page: Page(page, tmp_path_factory.mktemp(page.stem)) for page in PAGES}


@pytest.mark.parametrize("block", CODE, ids=lambda block: block.name)
def test_a_block(
    block: Block, pages: dict[Path, Page], monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    if block.not_run:
        pytest.skip(block.not_run)
    for package in OPTIONAL:
        if f"import {package}" in block.text or f"from {package}" in block.text:
            pytest.importorskip(package)
    if block.page.name == "spark.md":
        request.getfixturevalue("spark")
    page = pages[block.page]
    monkeypatch.chdir(page.folder)
    page.run(block)


def test_every_page_is_found() -> None:
    assert {"README.md", "batches.md", "cli.md", "spacy.md", "spark.md"} <= {page.name for page in PAGES}
    assert shutil.which("bash")
