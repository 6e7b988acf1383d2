"""Each way in which `geoextract extract` can go wrong, once, with its message."""

import gzip
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

GOOD = b'{"id": "good", "text": "x"}\n'


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"{", "not JSON (Expecting property name enclosed in double quotes at character 2)"),
        (
            b"[" * 100_000,
            "not JSON (maximum recursion depth exceeded while decoding a JSON array from a unicode string)",
        ),
        (b"[1]", "not a JSON object but an array"),
        (b'{"id": 1, "body": ""}', "no field 'text' (its fields: id, body); --text-field names another"),
        (b"{}", "no field 'text' (its fields: none); --text-field names another"),
        (b'{"text": null}', "the field 'text' is null, not a string"),
        (b'{"text": {}}', "the field 'text' is an object, not a string"),
        (b'{"text": "", "id": 1.5}', "the field 'id' is a number, not a string or an integer"),
        (b'{"text": "", "id": true}', "the field 'id' is a boolean, not a string or an integer"),
        (b'{"text": "", "id": "good"}', "the id 'good' came before"),
        (b'{"text": "\xd8"}', "not UTF-8 (byte 0xd8); --errors replace would read it as U+FFFD"),
    ],
)
def test_a_bad_line_is_reported_and_the_others_done(run: Any, tmp_path: Path, line: bytes, message: str) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(GOOD + line + b'\n{"id": "last", "text": "x"}')
    result = run("extract", path, "--format", "jsonl")
    assert result.code == 1
    assert result.err == f"{path}:2: {message}\n"
    assert [json.loads(out)["id"] for out in result.lines] == ["good", "last"]


def test_broken_utf8_in_a_text_is_reported_or_replaced(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "in.txt"
    path.write_bytes("سطر\nزار العراق".encode() + b" \xff")
    result = run("extract", path, "--format", "jsonl")
    assert (result.code, result.out) == (1, "")
    assert result.err == f"{path}:2: not UTF-8 (byte 0xff); --errors replace would read it as U+FFFD\n"
    replaced = run("extract", path, "--format", "jsonl", "--errors", "replace")
    assert replaced.code == 0
    assert replaced.err == f"{path}:2: not UTF-8 (byte 0xff), replaced by U+FFFD\n"
    assert json.loads(replaced.out)["entities"][0]["place"]["id"] == "IQ"


def test_a_damaged_archive_gives_what_can_be_read(run: Any, tmp_path: Path) -> None:
    lines = b"".join(b'{"id": %d, "text": "%s"}\n' % (n, os.urandom(50).hex().encode()) for n in range(500))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines)[:-8000])
    (tmp_path / "b.jsonl").write_bytes(GOOD)
    result = run("extract", tmp_path / "a.jsonl.gz", tmp_path / "b.jsonl", "--format", "jsonl")
    assert result.code == 1
    count = len(result.lines) - 1
    assert count > 0
    reason = "Compressed file ended before the end-of-stream marker was reached"
    assert result.err == f"{tmp_path}/a.jsonl.gz: cannot be read further ({reason}); {count} lines were read\n"
    assert json.loads(result.lines[-1])["id"] == "good"


def test_a_zstandard_file_cut_inside_a_frame(run: Any, tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    path = tmp_path / "a.jsonl.zst"
    path.write_bytes(zstandard.ZstdCompressor().compress(GOOD)[:-3])
    result = run("extract", path)
    assert result.code == 1
    assert "cannot be read further (it ends inside a compressed frame)" in result.err


def test_a_device_that_fails(run: Any) -> None:
    result = run("extract", "/proc/self/mem", "--format", "jsonl")
    assert (result.code, result.err) == (1, "/proc/self/mem: cannot be read further (Input/output error)\n")


def test_a_bug_in_one_document_leaves_the_others(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from geoextract import GeoExtractor

    original = GeoExtractor.__call__

    def call(self: GeoExtractor, text: str, *, id: str | None = None) -> Any:
        if id == "good":
            raise RuntimeError("a bug")
        return original(self, text, id=id)

    monkeypatch.setattr(GeoExtractor, "__call__", call)
    path = tmp_path / "in.jsonl"
    path.write_bytes(GOOD + b'{"id": "b", "text": ""}\n')
    for processes in (1, 2):
        result = run("extract", path, "--format", "jsonl", "--n-process", processes)
        assert (result.code, result.err) == (1, f"{path}:1: RuntimeError: a bug\n")
        assert len(result.lines) == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nope.txt"], "there is no file 'nope.txt'"),
        (["*.nope"], "no file matches '*.nope'"),
        (["."], "'.' is a directory; name its files, for example '*.jsonl'"),
        (["a.json"], "'a.json' may hold JSON lines or a single value; say which with --input-format jsonl or text"),
        (["-", "--format", "xml"], "unknown format 'xml'; choose one of table, jsonl, geojson, html, csv, parquet"),
        (["-", "--input-format", "xml"], "unknown input format 'xml'; choose one of text, jsonl"),
        (["-", "--policy", "us"], "unknown policy 'us'; choose one of iso, un, de_facto"),
        (["-", "--errors", "ignore"], "unknown errors 'ignore'; choose one of strict, replace"),
        (["-", "--min-score", "2"], "--min-score is 2.0; give a number from 0 to 1"),
        (["-", "--n-process", "0"], "n_process is 0; give 1 or more, or -1 for one process a core"),
        (["-", "--batch-size", "0"], "batch_size is 0; give 1 or more"),
        (["-", "--gazetteer", "nope.csv"], "there is no file 'nope.csv'"),
        (["-", "--resume"], "--resume needs --output with the format jsonl"),
        (["-", "--resume", "-o", "x.csv"], "--resume needs --output with the format jsonl"),
        (["-", "--format", "parquet"], "the format parquet is not text; name a file with --output"),
        (["-", "--keep", "a"], "the format table has no place for kept fields; choose one of jsonl, csv, parquet"),
        (
            ["-", "--format", "jsonl", "--keep", "entities"],
            "the field 'entities' cannot be kept: the format jsonl has one of that name",
        ),
        (
            ["-", "-o", "x.jsonl.gz"],
            "the output 'x.jsonl.gz' would not be compressed; leave out --output and pipe into a compressor",
        ),
        (
            ["a.json", "--input-format", "text", "-o", "a.json"],
            "the output 'a.json' is one of the inputs; choose another",
        ),
        (["-", "-o", "no/where.jsonl"], "cannot write 'no/where.jsonl' (No such file or directory)"),
        (["-", "-o", "/proc/version"], "cannot write '/proc/version' ("),
        (["--nope"], "No such option: --nope"),
    ],
)
def test_refused_with_one_sentence(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_text("x")
    result = run("extract", *arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"geoextract: {message}")
    assert result.err.count("\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read all files")
def test_an_unreadable_file(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.touch(mode=0)
    assert run("extract", path).err == f"geoextract: the file {str(path)!r} cannot be read (permission denied)\n"


def test_at_a_terminal_without_a_file(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from geoextract.cli import main

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    assert main(["extract"]) == 2


@pytest.mark.parametrize(
    ("arguments", "module", "message"),
    [
        (["-", "-o", "x.parquet"], "pyarrow", "the format parquet needs pyarrow; install it with: pip install"),
        (["a.txt.zst"], "zstandard", "reading .zst files needs the package zstandard; install it with: pip install"),
    ],
)
def test_a_missing_package(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], module: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, module, None)
    (tmp_path / "a.txt.zst").write_bytes(b"")
    result = run("extract", *arguments)
    assert result.code == 2
    assert result.err.startswith(f"geoextract: {message}")


@pytest.mark.parametrize("format", ["jsonl", "csv", "html", "table"])
def test_a_full_disk(run: Any, format: str) -> None:
    result = run("extract", "-", "-o", "/dev/full", "--format", format, stdin=b"x")
    assert result.code == 2
    assert result.err.startswith("geoextract: cannot write '/dev/full' (No space left on device)")
    assert result.err.count("\n") == 1


@pytest.mark.parametrize("format", ["geojson", "parquet"])
def test_a_full_disk_for_formats_that_need_their_end(run: Any, format: str) -> None:
    if format == "parquet":
        pytest.importorskip("pyarrow")
    result = run("extract", "-", "-o", "/dev/full", "--format", format, stdin=b"x")
    assert result.code == 2
    assert result.err.endswith(f"a {format} file cut short is of no use\n")
    assert "No space left on device" in result.err
