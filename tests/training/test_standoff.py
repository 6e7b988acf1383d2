"""Stand-off labels: answers about places of a text that lies elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geoextract import Gazetteer, InputError
from geoextract.resolution.model import CONTEXT_HEADS, ContextHead
from geoextract.training.examples import Example, ExampleMaker
from geoextract.training.train import annotated_texts

TEXT = "رأينا صور الحفل في كتاب مالي جديد، وقالت باريس إن وفدا سويسريا زار صور"
HEADER = "document\tstart\tend\tanswer\n"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    path = tmp_path / "raw.jsonl"
    rows = [{"id": "a", "text": "نص آخر"}, {"id": "b", "text": TEXT}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def label(surface: str, answer: str, *, last: bool = False) -> str:
    start = TEXT.rindex(surface) if last else TEXT.index(surface)
    return f"b\t{start}\t{start + len(surface)}\t{answer}\n"


def written(folder: Path, content: str) -> Path:
    path = folder / "labels.tsv"
    path.write_text(content, encoding="utf-8")
    return path


def examples(path: Path, raw: Path, gazetteer: Gazetteer) -> list[Example]:
    contexts = {name: ContextHead({}, -1 - n) for n, name in enumerate(CONTEXT_HEADS)}
    return list(ExampleMaker(gazetteer, contexts)(annotated_texts(path, raw)))


def test_only_labelled_candidates_become_examples(tmp_path: Path, raw: Path, gazetteer: Gazetteer) -> None:
    labels = label("صور", "other") + label("باريس", "government") + label("صور", "mention", last=True)
    path = written(tmp_path, HEADER + labels)
    (text,) = annotated_texts(path, raw)
    assert (text.id, text.text, len(text.labels)) == ("b", TEXT, 3)
    found = examples(path, raw, gazetteer)
    assert [(e.head, e.answer) for e in found] == [("mention", False), ("mention", True), ("metonym", True)]


def test_forms(tmp_path: Path, raw: Path, gazetteer: Gazetteer) -> None:
    path = written(tmp_path, HEADER + label("سويسريا", "demonym"))
    assert [(e.head, e.answer) for e in examples(path, raw, gazetteer)] == [("demonym", True)]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("start\tend\n", r"^labels\.tsv: the first line has to name the columns document, start, end, answer$"),
        (HEADER + "b\t0\t5\tperhaps\n", r"^labels\.tsv:2: no label; an answer is one of mention, other, "),
        (HEADER + "b\tx\t5\tother\n", r"^labels\.tsv:2: no label"),
        (HEADER + "c\t0\t5\tother\n", r"^labels\.tsv labels document 'c', which the raw text lacks"),
        (HEADER + "b\t0\t5000\tother\n", r"^labels\.tsv labels 'b' beyond its end"),
    ],
)
def test_what_is_wrong(tmp_path: Path, raw: Path, content: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        annotated_texts(written(tmp_path, content), raw)


def test_a_missing_file(tmp_path: Path, raw: Path) -> None:
    with pytest.raises(InputError, match=r"^labels\.tsv cannot be read: "):
        annotated_texts(tmp_path / "labels.tsv", raw)


def test_raw_lines_without_an_id(tmp_path: Path) -> None:
    raw = tmp_path / "raw.jsonl"
    raw.write_text('{"text": "x"}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"^raw\.jsonl: a line is no JSON object with the field 'id'"):
        annotated_texts(written(tmp_path, HEADER + "b\t0\t5\tother\n"), raw)
