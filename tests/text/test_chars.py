"""The fold table: every row with the reason that it has, and its agreement with camel-tools and Unicode."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import pytest

from geoextract.text.chars import ARABIC_LETTERS, CAMEL_DEVIATIONS, FOLD, INVISIBLE, LETTER_FOLDS, MARKS, TATWEEL
from geoextract.text.normalize import fold
from geoextract.text.tokenize import tokenize

BLOCKS = [
    *range(0x0600, 0x0700),
    *range(0x0750, 0x0780),
    *range(0x08A0, 0x0900),
    *range(0xFB50, 0xFE00),
    *range(0xFE70, 0xFEFD),
]
FORMS = [code for code in BLOCKS if code >= 0xFB50 and unicodedata.decomposition(chr(code))]

LETTER_REASONS = {
    "أ": ("أمريكا", "امريكا", "hamza above left out"),
    "إ": ("إيران", "ايران", "hamza below left out"),
    "آ": ("آسيا", "اسيا", "madda left out"),
    "ٱ": ("ٱلقدس", "القدس", "wasla of vocalized text"),
    "ؤ": ("رؤساء", "روساء", "seat of hamza written bare"),
    "ئ": ("الجزائر", "الجزاير", "seat of hamza written as ya"),
    "ى": ("سلمى", "سلمي", "alif maqsura and ya by country"),
    "ة": ("القاهرة", "القاهره", "ta marbuta without dots"),
}
"""Each letter fold with a pair of spellings of one word."""

TYPED = [
    ("ایران", "إيران", "Persian ya"),
    ("امریکا", "أمريكا", "Persian ya and kaf"),
    ("پاریس", "باريس", "pe for ba"),
    ("چاد", "جاد", "che for jim"),
    ("ڤيينا", "فيينا", "ve for fa"),
    ("گراتس", "كراتس", "gaf for kaf"),
    ("ژنيف", "زنيف", "zhe for zay"),
    ("مکہ", "مكة", "Urdu he goal"),
    ("تھران", "تهران", "Urdu do-chashmi he"),
    ("ہرات", "هرات", "Urdu he goal at the start"),
    ("لاھور", "لاهور", "he as typed on Urdu keyboards"),
    ("دهوکە", "دهوكه", "Kurdish AE"),
    ("ٹوكيو", "توكيو", "Urdu tte"),
]

INVISIBLES = [
    "\N{ZERO WIDTH SPACE}",
    "\N{ZERO WIDTH NON-JOINER}",
    "\N{ZERO WIDTH JOINER}",
    "\N{LEFT-TO-RIGHT MARK}",
    "\N{RIGHT-TO-LEFT MARK}",
    "\N{ARABIC LETTER MARK}",
    "\N{LEFT-TO-RIGHT EMBEDDING}",
    "\N{RIGHT-TO-LEFT EMBEDDING}",
    "\N{POP DIRECTIONAL FORMATTING}",
    "\N{LEFT-TO-RIGHT OVERRIDE}",
    "\N{RIGHT-TO-LEFT OVERRIDE}",
    "\N{LEFT-TO-RIGHT ISOLATE}",
    "\N{RIGHT-TO-LEFT ISOLATE}",
    "\N{FIRST STRONG ISOLATE}",
    "\N{POP DIRECTIONAL ISOLATE}",
    "\N{WORD JOINER}",
    "\N{SOFT HYPHEN}",
    "\N{ZERO WIDTH NO-BREAK SPACE}",
    "\N{VARIATION SELECTOR-16}",
]


@pytest.fixture(scope="module")
def camel() -> Any:
    from camel_tools.utils.charmap import CharMapper

    return CharMapper.builtin_mapper("arclean")


def test_every_letter_fold_has_a_reason() -> None:
    assert set(LETTER_REASONS) == set(LETTER_FOLDS)


@pytest.mark.parametrize("letter", LETTER_FOLDS)
def test_letter_fold(letter: str) -> None:
    careful, careless, _ = LETTER_REASONS[letter]
    assert letter in careful
    assert fold(careful) == fold(careless)


@pytest.mark.parametrize(("typed", "careful", "reason"), TYPED)
def test_letters_of_other_keyboards(typed: str, careful: str, reason: str) -> None:
    assert fold(typed) == fold(careful), reason


@pytest.mark.parametrize("code", [*range(0x0660, 0x066A), *range(0x06F0, 0x06FA)], ids=hex)
def test_digits_become_ascii(code: int) -> None:
    assert fold(chr(code)) == str(unicodedata.digit(chr(code)))


@pytest.mark.parametrize("char", INVISIBLES, ids=unicodedata.name)
def test_invisible_characters_vanish(char: str) -> None:
    assert fold(f"بغ{char}داد{char}") == "بغداد"


def test_every_format_control_of_unicode_is_invisible() -> None:
    visible_signs = {*range(0x0600, 0x0606), 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, *range(0xFFF9, 0xFFFC)}
    controls = [c for c in range(0x10000) if unicodedata.category(chr(c)) == "Cf" and c not in visible_signs]
    assert [hex(c) for c in controls if fold(chr(c))] == []


@pytest.mark.parametrize("char", ["\u00a0", "\u202f", "\u2007", "\u2009", "\u3000", "\t", "\n"], ids=ascii)
def test_white_space_becomes_one_blank(char: str) -> None:
    assert fold(f"ساحل{char} {char}العاج") == "ساحل العاج"


@pytest.mark.parametrize("code", [c for c in BLOCKS if unicodedata.category(chr(c)) == "Mn"], ids=hex)
def test_every_mark_of_arabic_vanishes(code: int) -> None:
    assert re.fullmatch(f"[{MARKS}]", chr(code))
    assert fold("د" + chr(code)) == "د"


def test_tatweel_vanishes() -> None:
    assert fold(f"العـــراق{TATWEEL}") == "العراق"


@pytest.mark.parametrize("form", FORMS, ids=hex)
def test_presentation_form_equals_its_letters(form: int) -> None:
    char = chr(form)
    if char in CAMEL_DEVIATIONS:
        pytest.skip("a listed deviation")
    assert fold(char) == fold(unicodedata.normalize("NFKC", char)).replace(" ", "")


@pytest.mark.parametrize(
    ("ligature", "letters"),
    [("ﻻ", "لا"), ("ﻼ", "لا"), ("ﻷ", "لأ"), ("ﻹ", "لإ"), ("ﻵ", "لآ"), ("ﷲ", "الله"), ("ﷴ", "محمد"), ("ﷺ", "")],
)
def test_ligature(ligature: str, letters: str) -> None:
    assert fold(ligature) == fold(letters)


def test_the_table_agrees_with_camel_tools(camel: Any) -> None:
    differing = []
    for code in BLOCKS:
        char = chr(code)
        mapped = camel.map_string(char).strip()
        if not mapped or char in CAMEL_DEVIATIONS or unicodedata.category(char)[0] not in "LN":
            continue  # camel drops letters that it has no row for; there Unicode's decomposition counts
        if fold(char) != fold(mapped):
            differing.append((hex(code), mapped, fold(char)))
    assert differing == []


def test_every_listed_deviation_differs(camel: Any) -> None:
    same = []
    for char in CAMEL_DEVIATIONS:
        without = camel.map_string(char).strip() or unicodedata.normalize("NFKC", char)
        if "".join(LETTER_FOLDS.get(c, c) for c in without) == FOLD.get(ord(char), char):
            same.append(hex(ord(char)))
    assert same == [], "these rows say what camel-tools and Unicode say anyway"


def test_the_urdu_full_stop_separates_words() -> None:
    assert fold("كابل\u06d4هرات") == "كابل هرات"
    assert [t.text for t in tokenize("كابل\u06d4هرات") if t.is_word] == ["كابل", "هرات"]


def test_letters_and_marks_are_told_apart() -> None:
    letters, marks, invisible = (re.compile(f"[{spec}]") for spec in (ARABIC_LETTERS, MARKS, INVISIBLE))
    for code in range(0x10000):
        char = chr(code)
        assert sum(bool(p.match(char)) for p in (letters, marks, invisible)) <= 1, hex(code)


def test_every_arabic_letter_of_unicode_is_part_of_a_word() -> None:
    inside = re.compile(f"[{ARABIC_LETTERS}{MARKS}]")
    missing = [hex(c) for c in BLOCKS if unicodedata.category(chr(c)) in {"Lo", "Lm"} and not inside.match(chr(c))]
    assert missing == []


def test_folding_keeps_foreign_script() -> None:
    assert fold("Kyiv Київ 北京 Αθήνα") == "Kyiv Київ 北京 Αθήνα"
