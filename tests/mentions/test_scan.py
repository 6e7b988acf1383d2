"""The scan cuts a text at its blanks; words, gaps and spans are those of the tokenizer's regular expression."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoextract import Gazetteer
from geoextract.mentions import pieces, scan
from geoextract.mentions.scan import ScannedText, Scanner
from geoextract.text.tokenize import WORD
from tests.text.strategies import ANY_TEXT, ARABIC_TEXT

NAMES = ("مصر", "وبالقاهرة", "الولايات", "المتحدة", "كوت ديفوار", "مدينة حلب", "محافظة", "في", "كييفغراد")
SEAMS = (" ", "  ", "\n", " \n", "\n\n", "\n ", "، ", " - ", "-", ".", "»", " «", "\t", "\r\n", "\u00a0", "")
TEXT = st.lists(st.tuples(st.sampled_from(SEAMS), st.sampled_from(NAMES)), max_size=12).map(
    lambda found: "".join(seam + name for seam, name in found)
)
SCANNER = Scanner(Gazetteer.load())


def candidates(scanned: ScannedText) -> list[list[tuple[int, int, int, int, str, str]]]:
    """All that a candidate says."""
    return [[(c.first, c.last, c.start, c.end, c.proclitic, c.entry.key) for c in group] for group in scanned.groups]


@given(ANY_TEXT | ARABIC_TEXT | TEXT)
def test_words_and_gaps_are_those_of_the_tokenizer(text: str) -> None:
    parts = WORD.split(text)
    scanned = SCANNER(text)
    assert [word.text for word in scanned.words] == parts[1::2]
    assert scanned.gaps == parts[0::2]
    assert scanned.ends == list(accumulate(map(len, parts)))
    assert scanned.unknown == [index for index, word in enumerate(scanned.words) if word.unknown]


@pytest.mark.parametrize(
    "text", ["", "\n", " ", "\n\n", "- - -\n", "  مصر\n  ", "و و و", "\n" * 100 + "مصر\n", "- " * 100]
)
def test_texts_with_hardly_a_word(text: str) -> None:
    scanned = SCANNER(text)
    assert scanned.gaps == WORD.split(text)[0::2]
    assert scanned.ends == list(accumulate(map(len, WORD.split(text))))


@given(TEXT)
def test_spans_of_candidates(text: str) -> None:
    scanned = SCANNER(text)
    assert all(scanned.groups)
    for candidate in (candidate for group in scanned.groups for candidate in group):
        word = scanned.words[candidate.last - 1]
        assert candidate.start >= scanned.ends[2 * candidate.first]
        assert candidate.end == scanned.ends[2 * candidate.last - 2] + word.length


@given(TEXT)
def test_long_texts_are_put_together_in_another_way(text: str) -> None:
    plain = SCANNER(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scan, "SHORT", 0)
        long = SCANNER(text)
    assert (long.words, long.gaps, candidates(long)) == (plain.words, plain.gaps, candidates(plain))


def test_a_full_table_starts_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "MAX_PIECES", 3)
    scanner = Scanner(Gazetteer.load())
    text = "زار الرئيس مصر، ثم العراق. وقال (في دمشق) إن مصر والعراق"
    assert candidates(scanner(text)) == candidates(SCANNER(text))
    assert len(scanner.table) <= 3 + 1
