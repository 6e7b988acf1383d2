"""Hypothesis strategies for texts: any code points at all, and what Arabic keyboards and PDF files produce."""

from __future__ import annotations

from hypothesis import strategies as st

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
"""Any string, lone surrogates included."""

_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئىة"
_DECORATION = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0640\u200c\u200d\u200e\u200f\u202b\u202c\ufeff"
_OTHERS = " \n\t\u00a0-–،؛؟.«»()0123٤٥٦abcПор\ufefb\ufdf2\ufdfa\u06cc\u06a9\u06d5\ud800"

ARABIC_TEXT = st.text(st.sampled_from(_LETTERS * 3 + _DECORATION + _OTHERS), max_size=60)
"""Arabic letters with marks, invisible characters, punctuation and foreign script among them."""

HARAKAT = "\u064e\u064f\u0650\u0652"
"""Fatha, damma, kasra, sukun."""
TATWEEL = "\u0640"
