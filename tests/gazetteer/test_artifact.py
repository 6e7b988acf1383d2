"""What is wrong with an artifact is said by name, version and remedy."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from geoextract import Gazetteer, GazetteerError, ModelError, load
from geoextract.gazetteer.artifact import read, write
from geoextract.gazetteer.gazetteer import FORMAT, PACKAGED
from geoextract.resolution.model import ContextModel
from geoextract.text.normalize import FOLD_VERSION


def header_changed(target: Path, **changes: object) -> Path:
    """A copy of the packaged artifact with other values in its header."""
    line, _, packed = PACKAGED.read_bytes().partition(b"\n")
    header = {**json.loads(line), **changes}
    target.write_bytes(json.dumps(header).encode() + b"\n" + packed)
    return target


def body_changed(target: Path, change: Callable[[bytes], bytes]) -> Path:
    """A copy of the packaged artifact with another body."""
    line, _, packed = PACKAGED.read_bytes().partition(b"\n")
    target.write_bytes(line + b"\n" + change(packed))
    return target


def test_round_trip_and_same_bytes(tmp_path: Path) -> None:
    sections = {"one": "مصر\nالعراق", "two": ""}
    for name in ("a", "b"):
        write(tmp_path / name, {"name": "thing", "format": 3, "note": "x"}, sections)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    header, found = read(tmp_path / "a", name="thing", version=3, error=GazetteerError)
    assert found == sections
    assert header["note"] == "x"


def test_a_section_cannot_hold_the_separator(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"U\+001E"):
        write(tmp_path / "a", {"name": "thing", "format": 1}, {"one": "a\x1eb"})
    assert not (tmp_path / "a").exists()


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"gazetteer file 'none.bin' cannot be read \(No such file or directory\)"):
        Gazetteer.load(tmp_path / "none.bin")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"cannot be read \(Is a directory\)"):
        Gazetteer.load(tmp_path)


@pytest.mark.parametrize("content", [b"", b"not json\n", b"[1, 2]\n", b"\xff\xfe\x00\n", b"7\nabc"])
def test_something_else(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "places.bin"
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match=r"'places.bin' is not a geoextract gazetteer file"):
        Gazetteer.load(path)


def test_truncated(tmp_path: Path) -> None:
    path = body_changed(tmp_path / "cut.bin", lambda packed: packed[: len(packed) // 2])
    with pytest.raises(GazetteerError, match=r"'cut.bin' is corrupt \(it does not decompress\); reinstall the package"):
        Gazetteer.load(path)


def test_changed(tmp_path: Path) -> None:
    path = body_changed(tmp_path / "bad.bin", lambda packed: zlib.compress(zlib.decompress(packed) + b"x"))
    with pytest.raises(GazetteerError, match=r"'bad.bin' is corrupt \(its checksum differs\); reinstall the package"):
        Gazetteer.load(path)


@pytest.mark.parametrize("version", [0, FORMAT + 1])
def test_another_format(tmp_path: Path, version: int) -> None:
    path = header_changed(tmp_path / "old.bin", format=version)
    message = rf"'old.bin' is a gazetteer file of format {version}, .* reads a gazetteer file of format {FORMAT}; build"
    with pytest.raises(GazetteerError, match=message):
        Gazetteer.load(path)


def test_another_fold_version(tmp_path: Path) -> None:
    path = header_changed(tmp_path / "fold.bin", fold_version=FOLD_VERSION + 1)
    message = rf"'fold.bin' was built with fold version {FOLD_VERSION + 1}, .* folds with version {FOLD_VERSION}"
    with pytest.raises(GazetteerError, match=message):
        Gazetteer.load(path)


def test_a_gazetteer_is_no_model() -> None:
    with pytest.raises(ModelError, match=r"'gazetteer.bin' is a gazetteer file of format 1, .* reads a model file"):
        ContextModel.load(PACKAGED)


def test_a_missing_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"model file 'none.bin' cannot be read"):
        load(model=str(tmp_path / "none.bin"))


def test_a_missing_gazetteer_of_an_extractor(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"gazetteer file 'none.bin' cannot be read"):
        load(gazetteer=str(tmp_path / "none.bin"))
