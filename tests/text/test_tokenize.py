"""Words and punctuation with source offsets."""

from __future__ import annotations

import pytest
from hypothesis import given

from geoextract.text.normalize import normalize
from geoextract.text.tokenize import tokenize, trimmed_length
from tests.text.strategies import ANY_TEXT, ARABIC_TEXT


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("بغداد،ودمشق", ["بغداد", "،", "ودمشق"]),
        ("الرياض».", ["الرياض", "»", "."]),
        ("«كييف»؛", ["«", "كييف", "»", "؛"]),
        ("هل زار باريس؟", ["هل", "زار", "باريس", "؟"]),
        ("العـــراق", ["العـــراق"]),
        ("مِصْرُ", ["مِصْرُ"]),
        ("أوكرانيا2022", ["أوكرانيا", "2022"]),
        ("في٢٠٢٢م", ["في", "٢٠٢٢", "م"]),
        ("كييفKyivКиїв", ["كييف", "KyivКиїв"]),
        ("نيو-يورك", ["نيو", "-", "يورك"]),
        ("سوريا_نت", ["سوريا", "_", "نت"]),
        ("\ufeffبيروت\u200f", ["بيروت"]),
        ("لبنان\u00a0وسوريا", ["لبنان", "وسوريا"]),
        ("", []),
        (" \n\t", []),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert [token.text for token in tokenize(text)] == tokens


@given(ANY_TEXT | ARABIC_TEXT)
def test_offsets_are_those_of_the_source(text: str) -> None:
    position = 0
    for token in tokenize(text):
        assert position <= token.start < token.end <= len(text)
        assert text[token.start : token.end] == token.text
        position = token.end


@given(ANY_TEXT | ARABIC_TEXT)
def test_nothing_visible_is_lost(text: str) -> None:
    covered = {index for token in tokenize(text) for index in range(token.start, token.end)}
    assert not any(normalize(char).text.strip() for index, char in enumerate(text) if index not in covered)


def test_a_token_folds_and_shows_its_segmentations() -> None:
    token = tokenize("وبالقاهِرة")[0]
    assert token.folded == "وبالقاهره"
    assert ("وب", "القاهره") in token.segmentations()
    assert token.segmentations()[0] == ("", "وبالقاهره")
    assert ("س", "يزور") in tokenize("سيزور")[0].segmentations()


@pytest.mark.parametrize(("word", "length"), [("مصر", 3), ("مصر\u200f", 3), ("مصرـ\u200c", 3), ("مصرُ", 4)])
def test_invisible_characters_at_the_end_are_trimmed(word: str, length: int) -> None:
    assert trimmed_length(word) == length
