"""Readers of annotated text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geoextract import InputError
from geoextract.training.corpora import Label, parse_markup, read

MARKUP = """# id: a-1
# genre: made for this test
[[كييف|city|UA|Kyiv|meto]] تحذر، و[[أنقرة|city|TR|Ankara]] صامتة.

زار [[الفرنسي|demonym:country|FR|France|opt]] [[الشام|region|SY/LB|Levant/Greater Syria]].

# id: a-2
لا شيء هنا.
"""
GOLD = {
    "id": 7,
    "text": "زار باريس العراقي",
    "mentions": [
        {"start": 10, "end": 17, "type": "demonym", "cc": "IQ", "en": "Iraq", "tt": "country", "opt": True},
        {"start": 4, "end": 9, "type": "city", "cc": "FR", "en": "Paris", "meto": True},
    ],
}
CONLL = (
    "زار O\nالأمم B-ORG\nالمتحدة I-ORG\n\u200eفي\u200f O\n\n"
    "$#$ O\nجامعة B-ORG\nبغداد B-GPE I-ORG\nالعراق I-GPE\nوحدها\n\n\nلندن B-GPE"
)


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_markup(tmp_path: Path) -> None:
    first, second = read(write(tmp_path, "a.txt", MARKUP))
    assert (first.id, second.id, first.scheme) == ("a-1", "a-2", "geo")
    assert first.text == "كييف تحذر، وأنقرة صامتة.\n\nزار الفرنسي الشام."
    assert [first.text[label.start : label.end] for label in first.labels] == ["كييف", "أنقرة", "الفرنسي", "الشام"]
    assert first.labels == (
        Label(0, 4, "city", "UA", "Kyiv", metonym=True),
        Label(12, 17, "city", "TR", "Ankara"),
        Label(30, 37, "demonym", "FR", "France", optional=True, base="country"),
        Label(38, 43, "region", "SY|LB", "Levant|Greater Syria"),
    )
    assert (second.text, second.labels) == ("لا شيء هنا.", ())


@pytest.mark.parametrize(
    "body", ["زار [[باريس]].", "زار [[باريس|city|FR|Paris.", "زار باريس]] أمس", "[[|city|FR|Paris]]"]
)
def test_a_bracket_that_is_not_closed(body: str) -> None:
    with pytest.raises(InputError, match=r"^here: one: a bracket is not closed or has no fields$"):
        parse_markup("one", body, "here")


@pytest.mark.parametrize("fields", ["city", "city|FR", "city|FR|Paris|meto|opt"])
def test_a_wrong_number_of_fields(fields: str) -> None:
    with pytest.raises(InputError, match=r"^text: one: \[\[.* wants surface, type, country, English name"):
        parse_markup("one", f"زار [[باريس|{fields}]]")


def test_gold(tmp_path: Path) -> None:
    (text,) = read(write(tmp_path, "a.jsonl", json.dumps(GOLD) + "\n\n"))
    assert (text.id, text.text, text.scheme) == ("7", "زار باريس العراقي", "geo")
    assert text.labels == (
        Label(4, 9, "city", "FR", "Paris", metonym=True),
        Label(10, 17, "demonym", "IQ", "Iraq", optional=True, base="country"),
    )


def test_gold_without_country_and_name(tmp_path: Path) -> None:
    row = {"id": "x", "text": "أوروبا", "mentions": [{"start": 0, "end": 6, "type": "region", "cc": None, "en": None}]}
    (text,) = read(write(tmp_path, "a.jsonl", json.dumps(row)))
    assert text.labels == (Label(0, 6, "region"),)


@pytest.mark.parametrize(
    "line", ["{", "[]", "7", '{"id": 1, "text": ""}', '{"id": 1, "text": "", "mentions": [{"start": 0}]}']
)
def test_a_line_that_is_no_gold(tmp_path: Path, line: str) -> None:
    with pytest.raises(InputError, match=r"^a\.jsonl:2: no gold document \(.+\); see docs/training\.md$"):
        read(write(tmp_path, "a.jsonl", f"{json.dumps(GOLD)}\n{line}\n"))


def test_conll(tmp_path: Path) -> None:
    first, second, third = read(write(tmp_path, "a.conll", CONLL))
    assert [text.id for text in (first, second, third)] == ["a-0", "a-1", "a-2"]
    assert {text.scheme for text in (first, second, third)} == {"ner"}
    assert first.text == "زار الأمم المتحدة في"
    assert first.labels == (Label(4, 17, "ORG"),)
    assert second.text == "جامعة بغداد العراق"
    assert second.labels == (Label(0, 11, "ORG"), Label(6, 18, "GPE"))
    assert third.labels == (Label(0, 4, "GPE"),)


def test_an_unknown_extension(tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match=r"^a\.csv: annotated text is read from \.jsonl, \.txt, \.conll files, not '\.csv'$"
    ):
        read(write(tmp_path, "a.csv", ""))


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.conll"])
def test_a_file_that_is_not_there(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match=rf"^{name} cannot be read: No such file"):
        read(tmp_path / name)
