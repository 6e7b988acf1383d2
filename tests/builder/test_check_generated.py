"""The check of generated files, which CI runs, says which of them is stale."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gazetteer.builder import compile as compiler
from gazetteer.builder import report
from gazetteer.builder.tables import Tables, load
from tests.builder.conftest import Build
from tests.tools import check_generated

FRESH = ("gazetteer.bin", "ambiguities.tsv", "manifest.json", "page.md")


@pytest.fixture
def tables(make: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tables:
    """The tiny gazetteer, with all that is generated from it up to date in `tmp_path`."""
    tables = load(make())
    binary, listed, manifest, page = (tmp_path / name for name in FRESH)
    page.write_text("<!-- layers -->\n<!-- end -->\n<!-- sources -->\n<!-- end -->\n", encoding="utf-8")
    for owner, name, path in (
        (check_generated, "PACKAGED", binary),
        (check_generated, "AMBIGUITIES", listed),
        (check_generated, "MANIFEST", manifest),
        (report, "PAGE", page),
    ):
        monkeypatch.setattr(owner, name, path)
    content = compiler.compile_artifact(tables, binary, listed)
    manifest.write_text(json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    report.refresh(content, page)
    return tables


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rebuilt").mkdir()
    return tmp_path / "rebuilt"


def test_nothing_is_stale(tables: Tables, folder: Path) -> None:
    assert list(check_generated.stale_gazetteer(tables, folder)) == []


@pytest.mark.parametrize("name", ["ambiguities.tsv", "manifest.json"])
def test_a_committed_file_that_differs(name: str, tables: Tables, folder: Path) -> None:
    path = folder.parent / name
    path.write_text(path.read_text(encoding="utf-8") + "x\n", encoding="utf-8")
    (finding,) = check_generated.stale_gazetteer(tables, folder)
    assert finding.startswith(f"{name} differs from the source tables")


def test_a_page_with_an_old_count(tables: Tables, folder: Path) -> None:
    page = folder.parent / "page.md"
    page.write_text(
        page.read_text(encoding="utf-8").replace("| cities and towns | 1 |", "| cities and towns | 2 |"),
        encoding="utf-8",
    )
    assert [f.split()[0] for f in check_generated.stale_gazetteer(tables, folder)] == ["page.md"]


def test_a_new_name_makes_all_of_them_stale(tables: Tables, folder: Path, tmp_path: Path) -> None:
    names = tmp_path / "hand" / "all" / "names.tsv"
    names.write_text(names.read_text(encoding="utf-8") + "AM\tvariant\thand\tباكو\n", encoding="utf-8")
    stale = [f.split()[0] for f in check_generated.stale_gazetteer(load(tmp_path), folder)]
    assert sorted(stale) == sorted(FRESH)
