"""The paradigm of demonyms: every cell, both articles, and heads that do not fit."""

from __future__ import annotations

import pytest

from geoextract.gazetteer.forms import Form, Pattern, inflect, with_article

NISBA = {
    "أوكراني": "m",
    "أوكرانية": "f",
    "أوكرانيان": "d",
    "أوكرانيين": "p",
    "أوكرانيتان": "d",
    "أوكرانيتين": "d",
    "أوكرانيون": "p",
    "أوكرانيات": "p",
}


def test_nisba() -> None:
    forms = inflect("أوكراني", "nisba")
    expected = [Form(surface, code) for surface, code in NISBA.items()]
    definite = [Form("ال" + surface, code) for surface, code in NISBA.items()]
    assert sorted(forms) == sorted([*expected, Form("أوكرانيا", "a"), *definite])


def test_both_words_agree() -> None:
    forms = dict(inflect("كوري جنوبي", "both"))
    assert forms["كوري جنوبي"] == "m"
    assert forms["الكورية الجنوبية"] == "f"
    assert forms["الكوريون الجنوبيون"] == "p"
    assert forms["كوريين جنوبيين"] == "p"
    assert forms["كوريتان جنوبيتان"] == "d"
    assert forms["كوريا جنوبيا"] == "a"
    assert "الكورية جنوبية" not in forms
    assert len(forms) == 17


def test_the_second_word_inflects() -> None:
    forms = dict(inflect("جنوب أفريقي", "second"))
    assert forms["جنوب أفريقية"] == "f"
    assert forms["الجنوب أفريقية"] == "f"
    assert forms["الجنوب الأفريقيون"] == "p"
    assert forms["جنوب أفريقيا"] == "a"
    assert "جنوبية أفريقية" not in forms
    assert len(forms) == 25


def test_a_long_first_part_stays() -> None:
    assert "بوسني هرسكية" in dict(inflect("بوسني هرسكي", "second"))
    assert "سان مارينو ية" not in dict(inflect("سان ماريني", "second"))


def test_none_gives_the_head_with_and_without_article() -> None:
    assert inflect("أفغان", "none") == [Form("أفغان", "m"), Form("الأفغان", "m")]


def test_the_article_goes_on_every_word_of_a_phrase() -> None:
    assert with_article("كوريون جنوبيون", "p") == [Form("كوريون جنوبيون", "p"), Form("الكوريون الجنوبيون", "p")]


@pytest.mark.parametrize(
    ("head", "pattern", "message"),
    [
        ("كوري جنوبي", "nisba", "a head of pattern 'nisba' has 1 word"),
        ("كوري", "both", "a head of pattern 'both' has 2 word"),
        ("أفريقي", "second", "a head of pattern 'second' has 2 word"),
        ("روس", "nisba", "a head of pattern 'nisba' ends in ya"),
        ("كوري جنوب", "both", "a head of pattern 'both' ends in ya"),
    ],
)
def test_a_head_that_does_not_inflect(head: str, pattern: Pattern, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        inflect(head, pattern)


@pytest.mark.parametrize(("head", "pattern"), [("سعودي", "nisba"), ("كوري جنوبي", "both"), ("جنوب أفريقي", "second")])
def test_forms_are_distinct(head: str, pattern: Pattern) -> None:
    surfaces = [form.surface for form in inflect(head, pattern)]
    assert len(surfaces) == len(set(surfaces))
