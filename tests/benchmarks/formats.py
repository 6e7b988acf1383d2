"""The packaged file against other formats: size, time until names can be looked up, memory."""

from __future__ import annotations

import gzip
import json
import marshal
import pickle
import sqlite3
import tempfile
from pathlib import Path
from typing import Final

from geoextract.errors import GazetteerError
from geoextract.gazetteer.artifact import read
from geoextract.gazetteer.gazetteer import FORMAT, PACKAGED
from tests.benchmarks.document import Table, cores, times
from tests.benchmarks.timing import fresh_processes

_SECTIONS: Final = ("places", "keys", "entries", "lexicon", "heads")
_CURRENT: Final = "joined strings, zlib (the package's)"
_MEASURED: Final = """
import gzip, json, marshal, pickle, sqlite3, time, zlib
def rss():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024
before = rss()
began = time.perf_counter()
path = {path!r}
{load}
names.get("x") if isinstance(names, dict) else names.execute("SELECT entry FROM names WHERE key = 'x'").fetchone()
print(json.dumps({{"seconds": time.perf_counter() - began, "rss": rss() - before}}))
"""
_JOINED: Final = """
with open(path, "rb") as file:
    body = file.read().partition(b"\\n")[2]
{unpack}
sections = body.decode("utf-8").split("\\x1e")
places = sections[order["places"]].split("\\n")
names = dict(zip(sections[order["keys"]].split("\\n"), sections[order["entries"]].split("\\n")))
words = dict(line.partition("\\t")[::2] for line in sections[order["lexicon"]].split("\\n"))
heads = dict(line.rpartition("\\t")[::2] for line in sections[order["heads"]].split("\\n"))
"""
_LOADERS: Final = {
    "json, gzip": "with gzip.open(path) as file: places, names, words, heads = json.load(file)",
    "pickle": 'with open(path, "rb") as file: places, names, words, heads = pickle.load(file)',
    "marshal": 'with open(path, "rb") as file: places, names, words, heads = marshal.load(file)',
    "SQLite": "names = sqlite3.connect(path)",
}
_NOTE: Final = (
    "Fresh processes, medians of interleaved rounds, {cores}. Time and memory are relative to the package's format."
    " SQLite opens at once but pays at each look-up and cannot be read from a wheel in a zip file; pickle runs code of"
    " the file; marshal changes with Python's version."
)


def table() -> Table:
    """All formats with the same content."""
    header, sections = read(PACKAGED, name="gazetteer", version=FORMAT, error=GazetteerError)
    with tempfile.TemporaryDirectory() as folder:
        paths = _write_all(Path(folder), sections)
        names = header["sections"]
        assert isinstance(names, list)
        programs = {name: _program(name, path, names) for name, path in paths.items()}
        found = fresh_processes(programs)
        sizes = {name: path.stat().st_size for name, path in paths.items()}
    current = found[_CURRENT]
    rows = tuple(
        (
            name,
            f"{sizes[name] / 2**20:.1f} MiB",
            times(values["seconds"] / current["seconds"]),
            times(max(values["rss"], 0.0) / current["rss"]),
        )
        for name, values in found.items()
    )
    return Table(("format", "size", "load time", "memory"), rows, _NOTE.format(cores=cores()))


def _program(name: str, path: Path, names: list[str]) -> str:
    load = _LOADERS.get(name)
    if load is None:
        unpack = "body = zlib.decompress(body)" if name == _CURRENT else ""
        order = f"order = { ({section: names.index(section) for section in _SECTIONS})!r}"
        load = f"{order}\n{_JOINED.format(unpack=unpack)}"
    return _MEASURED.format(path=str(path), load=load)


def _write_all(folder: Path, sections: dict[str, str]) -> dict[str, Path]:
    content = _content(sections)
    paths = {name: folder / str(number) for number, name in enumerate(_LOADERS)}
    plain = folder / "plain"
    plain.write_bytes(b"\n" + "\x1e".join(sections.values()).encode("utf-8"))
    paths["json, gzip"].write_bytes(gzip.compress(json.dumps(content, ensure_ascii=False).encode("utf-8"), mtime=0))
    paths["pickle"].write_bytes(pickle.dumps(content, protocol=5))
    paths["marshal"].write_bytes(marshal.dumps(content))
    _write_sqlite(paths["SQLite"], content)
    return {_CURRENT: PACKAGED, "joined strings, not compressed": plain, **paths}


def _content(sections: dict[str, str]) -> tuple[list[str], dict[str, str], dict[str, str], dict[str, str]]:
    names = dict(zip(sections["keys"].split("\n"), sections["entries"].split("\n"), strict=True))
    words = {word: codes for word, _, codes in (line.partition("\t") for line in sections["lexicon"].split("\n"))}
    heads = {word: count for word, _, count in (line.rpartition("\t") for line in sections["heads"].split("\n"))}
    return sections["places"].split("\n"), names, words, heads


def _write_sqlite(path: Path, content: tuple[list[str], dict[str, str], dict[str, str], dict[str, str]]) -> None:
    places, names, words, heads = content
    connection = sqlite3.connect(path)
    for table, rows in {"names": names, "words": words, "heads": heads}.items():
        connection.execute(f"CREATE TABLE {table} (key TEXT PRIMARY KEY, entry TEXT) WITHOUT ROWID")
        connection.executemany(f"INSERT INTO {table} VALUES (?, ?)", rows.items())
    connection.execute("CREATE TABLE places (number INTEGER PRIMARY KEY, entry TEXT)")
    connection.executemany("INSERT INTO places VALUES (?, ?)", enumerate(places))
    connection.commit()
    connection.close()
