"""Folding and its alignment, over all of Unicode."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoextract.text.normalize import fold, normalize
from tests.text.strategies import ANY_TEXT, ARABIC_TEXT


def test_folding_is_idempotent_for_every_code_point() -> None:
    changing = [hex(c) for c in range(0x110000) if fold(fold(chr(c))) != fold(chr(c))]
    assert changing == []


def test_normalizing_is_idempotent_for_every_code_point() -> None:
    everything = "".join(map(chr, range(0x110000)))
    once = normalize(everything).text
    assert normalize(once).text == once


@given(ANY_TEXT | ARABIC_TEXT)
def test_folding_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT | ARABIC_TEXT)
def test_alignment_is_monotone_and_total(text: str) -> None:
    found = normalize(text)
    assert len(found.offsets) == len(found.text) + 1
    assert list(found.offsets) == sorted(found.offsets)
    assert found.offsets[-1] == len(text)
    assert all(0 <= offset <= len(text) for offset in found.offsets)


@given(ANY_TEXT | ARABIC_TEXT)
def test_each_character_comes_from_its_offset(text: str) -> None:
    found = normalize(text)
    for char, offset in zip(found.text, found.offsets, strict=False):
        assert char in normalize(text[offset]).text


@given(ANY_TEXT | ARABIC_TEXT)
def test_fold_differs_from_normalize_in_white_space_and_hyphens_only(text: str) -> None:
    assert fold(normalize(text).text) == fold(text)


@given(ARABIC_TEXT, st.data())
def test_source_spans_fold_to_the_normalized_span(text: str, data: st.DataObject) -> None:
    found = normalize(text)
    start = data.draw(st.integers(0, len(found.text)))
    end = data.draw(st.integers(start, len(found.text)))
    low, high = found.source_span(start, end)
    assert 0 <= low <= high <= len(text)
    assert found.text[start:end] in normalize(text[low:high]).text


def test_the_whole_span_is_the_whole_text() -> None:
    text = "العِـرَاق"
    found = normalize(text)
    assert found.text == "العراق"
    assert found.source_span(0, 6) == (0, len(text))


def test_marks_behind_the_last_letter_belong_to_the_span() -> None:
    found = normalize("مِصْرُ.")
    assert found.source_span(0, 3) == (0, 6)


def test_a_ligature_cannot_be_cut() -> None:
    found = normalize("ﷲ")
    assert found.text == "الله"
    assert found.source_span(0, 2) == (0, 1)


def test_an_empty_span_stays_empty() -> None:
    assert normalize("مصر").source_span(1, 1) == (1, 1)


@pytest.mark.parametrize(("start", "end"), [(-1, 1), (0, 4), (2, 1)])
def test_a_span_outside_is_refused(start: int, end: int) -> None:
    with pytest.raises(IndexError, match=r"outside the normalized text of 3 code points"):
        normalize("مصر").source_span(start, end)
