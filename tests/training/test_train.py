"""Training on a tiny corpus."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import geoextract
from geoextract import Gazetteer, InputError, ModelError
from geoextract.cli import main
from geoextract.resolution.model import CONTEXT_HEADS, ContextModel
from geoextract.training.fit import check_answers, fit_head
from geoextract.training.train import EVERY, raw_texts, train
from tests.training.conftest import Tiny


@pytest.fixture(scope="module")
def trained(tiny: Tiny, gazetteer: Gazetteer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model") / "model.bin"
    said: list[str] = []
    train(tiny.annotated, tiny.raw, path, gazetteer=gazetteer, progress=said.append)
    assert said[0] == "reading the surroundings of certain names in raw.jsonl"
    assert said[1] == "reading corpus-a-1.txt"
    assert said[-1].startswith("fitting ")
    return path


def test_the_header_says_what_it_was_trained_on(trained: Path, tiny: Tiny, gazetteer: Gazetteer) -> None:
    header: dict[str, Any] = ContextModel.load(trained).header
    assert header["gazetteer_version"] == gazetteer.version
    assert header["corpora"] == [path.name for path in tiny.annotated]
    assert header["raw"] == "raw.jsonl"
    assert header["texts"] > 10
    assert header["examples"] > 100
    assert 0 <= header["calibration_error"] < 0.2
    assert sum(count for *_, count in header["reliability"]) > 100


def test_the_same_bytes_twice(trained: Path, tiny: Tiny, gazetteer: Gazetteer, tmp_path: Path) -> None:
    again = tmp_path / "again.bin"
    train(tiny.annotated, tiny.raw, again, gazetteer=gazetteer)
    assert again.read_bytes() == trained.read_bytes()


def test_an_extractor_takes_it(trained: Path) -> None:
    geo = geoextract.load(model=str(trained))
    assert set(geo.model.contexts) == set(CONTEXT_HEADS)
    (entity,) = geo("وصل الوفد إلى كييف أمس.").entities
    assert (entity.text, entity.place and entity.place.id) == ("كييف", "geonames:703448")


def test_the_command(trained: Path, tiny: Tiny, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "model.bin"
    assert main(["train", *map(str, tiny.annotated), "--raw", str(tiny.raw), "-o", str(path)]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["corpora"] == [path.name for path in tiny.annotated]
    assert "calibrating on 5 folds" in said.err
    assert path.read_bytes() == trained.read_bytes()


def test_annotated_text_without_labels(tiny: Tiny, gazetteer: Gazetteer, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("# id: a\nلا شيء هنا.\n", encoding="utf-8")
    with pytest.raises(ModelError, match=r"only one kind of answer .* add more annotated text"):
        train([empty], tiny.raw, tmp_path / "model.bin", gazetteer=gazetteer)
    assert not (tmp_path / "model.bin").exists()


def test_raw_text_without_names(tiny: Tiny, gazetteer: Gazetteer, tmp_path: Path) -> None:
    raw = tmp_path / "raw.jsonl"
    raw.write_text('{"text": "لا شيء هنا"}\n', encoding="utf-8")
    with pytest.raises(ModelError, match=r"only one kind of answer .* add more raw text"):
        train(tiny.annotated, raw, tmp_path / "model.bin", gazetteer=gazetteer)


def test_one_answer_makes_no_head() -> None:
    with pytest.raises(ModelError, match="only one kind of answer for 'mention'; add more annotated text"):
        fit_head([], 1.0, "mention")
    check_answers([True, False], "mention", "annotated text")


@pytest.mark.parametrize("suffix", ["", ".gz", ".xz", ".bz2"])
def test_raw_text_is_read_packed_or_not(tmp_path: Path, suffix: str) -> None:
    pack: dict[str, Callable[[bytes], bytes]] = {
        "": bytes,
        ".gz": gzip.compress,
        ".xz": lzma.compress,
        ".bz2": bz2.compress,
    }
    path = tmp_path / f"raw.jsonl{suffix}"
    lines = "".join(json.dumps({"text": f"خبر {number}"}) + "\n" for number in range(2 * EVERY))
    path.write_bytes(pack[suffix](lines.encode()))
    assert list(raw_texts(path)) == ["خبر 0", f"خبر {EVERY}"]


@pytest.mark.parametrize("line", ["{", "[]", '{"title": "x"}', "7"])
def test_a_raw_line_without_text(tmp_path: Path, line: str) -> None:
    path = tmp_path / "raw.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(InputError, match=r"^raw\.jsonl: a line is no JSON object with the field 'text'"):
        list(raw_texts(path))


def test_raw_text_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^raw\.jsonl cannot be read: No such file"):
        list(raw_texts(tmp_path / "raw.jsonl"))
    (tmp_path / "raw.jsonl.gz").write_bytes(b"no archive")
    with pytest.raises(InputError, match=r"^raw\.jsonl\.gz cannot be read: Not a gzipped file"):
        list(raw_texts(tmp_path / "raw.jsonl.gz"))


def test_without_scikit_learn_it_says_what_to_install(
    tiny: Tiny, gazetteer: Gazetteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geoextract.training.fit.find_spec", lambda name: None)
    with pytest.raises(ModelError, match=r"pip install 'geoextract-ar\[train\]'"):
        train(tiny.annotated, tiny.raw, tmp_path / "model.bin", gazetteer=gazetteer)
