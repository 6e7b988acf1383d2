"""The character table behind the normalizer: one place, one row a reason.

`FOLD` maps a code point to what it becomes in a key. It starts from camel-tools' `arclean` map, takes Unicode's
compatibility decomposition for the presentation forms that camel lacks, and then applies the tables below.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from geoextract.text._camel_map import ARCLEAN

FOLD_VERSION: Final = 1
"""Goes up with every change of a key; an artifact made with another version is refused."""

ALIF_MAQSURA: Final = "\u0649"
TATWEEL: Final = "\u0640"
MARKS: Final = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08ca-\u08ff"
"""Harakat, Quranic marks and combining hamzas, as the inside of a regular expression's class."""
INVISIBLE: Final = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
"""Zero-width and bidi control characters, likewise."""
ARABIC_LETTERS: Final = (
    "\u0620-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff\u0750-\u077f\u08a0-\u08c9"
    "\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc"
)
"""Letters of the Arabic script, tatweel included, likewise."""

LETTER_FOLDS: Final[dict[str, str]] = {
    "أ": "ا",  # hamza forms: writers leave them out or confuse them
    "إ": "ا",
    "آ": "ا",
    "ٱ": "ا",
    "ؤ": "و",
    "ئ": "ي",
    "ى": "ي",  # alif maqsura and ya change places by country (Egypt)
    "ة": "ه",  # ta marbuta and ha change places in careless text
}
"""Differences that a key forgets; the surface keeps them, and a match that needs one counts as inexact."""

CAMEL_DEVIATIONS: Final[dict[str, str]] = {
    "\u06d5": "ه",  # camel drops AE; on Kurdish and Uyghur keyboards it stands where Arabic has ha or ta marbuta
    "\u06d4": " ",  # the Urdu full stop separates words in a key as well
    "\ufdfa": "",  # the honorific ligature is a phrase of its own behind a name, not letters of it
    "\ufdfb": "",
    "\ufdfd": "",
}
"""Where camel-tools' map is not right for place names."""


def _ranges(spec: str) -> list[int]:
    codes: list[int] = []
    index = 0
    while index < len(spec):
        last = spec[index + 2] if spec[index + 1 : index + 2] == "-" else spec[index]
        codes.extend(range(ord(spec[index]), ord(last) + 1))
        index += 3 if spec[index + 1 : index + 2] == "-" else 1
    return codes


def _fold_letters(text: str) -> str:
    return "".join(LETTER_FOLDS.get(c, c) for c in text)


def _make_fold() -> dict[int, str]:
    dropped = {*_ranges(MARKS), *_ranges(INVISIBLE), ord(TATWEEL)}
    table: dict[int, str] = {}
    for code in [*range(0x0600, 0x0700), *range(0x0750, 0x0780), *range(0x08A0, 0x0900), *range(0xFB50, 0xFEFD)]:
        char = chr(code)
        mapped = ARCLEAN.get(code, unicodedata.normalize("NFKC", char)).replace(" ", "")
        mapped = "".join(CAMEL_DEVIATIONS.get(c, ARCLEAN.get(ord(c), c)) for c in mapped if ord(c) not in dropped)
        table[code] = _fold_letters(mapped)
    table.update((ord(char), text) for char, text in CAMEL_DEVIATIONS.items())
    table.update((code, "") for code in dropped)
    table.update((code, " ") for code in (0xA0, 0x202F, 0x2007, 0x3000, *range(0x2000, 0x200B)))
    return {code: text for code, text in table.items() if text != chr(code)}


FOLD: Final[dict[int, str]] = _make_fold()
"""Code point -> text of the key; a code point that is not here stays as it is."""
