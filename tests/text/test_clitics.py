"""Every row of the proclitic table, with a real word, and the words whose first letter is no proclitic."""

from __future__ import annotations

import pytest

from geoextract.text.clitics import PROCLITICS, Reading, readings, segment
from geoextract.text.normalize import fold

NOUN_EXAMPLES = {
    "و": ("وفرنسا", "فرنسا", 1),
    "ف": ("فمصر", "مصر", 1),
    "ب": ("ببغداد", "بغداد", 1),
    "ل": ("لموسكو", "موسكو", 1),
    "ك": ("كباريس", "باريس", 1),
    "وب": ("وبالقاهرة", "القاهرة", 2),
    "ول": ("ولدمشق", "دمشق", 2),
    "وك": ("وكالصين", "الصين", 2),
    "فب": ("فببيروت", "بيروت", 2),
    "فل": ("فلطهران", "طهران", 2),
    "فك": ("فكاليابان", "اليابان", 2),
    "لل": ("للعراق", "العراق", 1),
    "ولل": ("وللسودان", "السودان", 2),
    "فلل": ("فللمغرب", "المغرب", 2),
}
"""Proclitic letters -> a word, its host, and how many letters stand before the host's surface."""

VERB_EXAMPLES = {"س": ("سيزور", "يزور"), "وس": ("وسيزور", "يزور"), "فس": ("فسيزور", "يزور")}

BEGIN_ALIKE = ["فرنسا", "كندا", "لبنان", "بلجيكا", "وهران", "كوبا", "فلسطين", "ليبيا", "بولندا", "كولومبيا", "ولاته"]


def test_every_row_has_an_example() -> None:
    rows = {(row.letters, row.host) for row in PROCLITICS}
    assert rows == {(letters, "noun") for letters in NOUN_EXAMPLES} | {(letters, "verb") for letters in VERB_EXAMPLES}
    assert len(rows) == len(PROCLITICS)


@pytest.mark.parametrize("letters", NOUN_EXAMPLES)
def test_noun_row(letters: str) -> None:
    word, host, cut = NOUN_EXAMPLES[letters]
    restored = letters.endswith("لل")
    assert Reading(letters[:-1] if restored else letters, fold(host), cut) in readings(fold(word))


@pytest.mark.parametrize("letters", [row.letters for row in PROCLITICS if row.restores_article])
def test_the_article_is_restored_but_the_cut_keeps_the_second_lam(letters: str) -> None:
    word = fold(NOUN_EXAMPLES[letters][0])
    reading = next(r for r in readings(word) if r.host.startswith("ال"))
    assert reading.proclitic == letters[:-1]
    assert word[reading.cut :].startswith("ل")


@pytest.mark.parametrize("letters", VERB_EXAMPLES)
def test_verb_row(letters: str) -> None:
    word, host = VERB_EXAMPLES[letters]
    assert (letters, host) in segment(word)


@pytest.mark.parametrize("letters", VERB_EXAMPLES)
def test_verb_proclitics_are_no_readings_of_names(letters: str) -> None:
    assert letters not in {reading.proclitic for reading in readings(letters + "يزور")}


@pytest.mark.parametrize("word", BEGIN_ALIKE)
def test_the_whole_word_is_always_the_first_reading(word: str) -> None:
    key = fold(word)
    found = readings(key)
    assert found[0] == Reading("", key, 0)
    assert len(found) > 1


@pytest.mark.parametrize("word", ["", "و", "وا", "بغ"])
def test_hosts_have_two_letters(word: str) -> None:
    assert readings(word) == [Reading("", word, 0)]


@pytest.mark.parametrize("row", PROCLITICS, ids=lambda row: f"{row.letters}-{row.host}")
def test_rows_are_folded_and_have_no_host_of_another_kind(row: object) -> None:
    letters = getattr(row, "letters", "")
    assert letters == fold(letters)
    assert getattr(row, "host", "") in {"noun", "verb"}
