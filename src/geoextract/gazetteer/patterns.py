"""What an id and an Arabic name look like: one definition for the build and for users' rows."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from geoextract.text.chars import FOLD

ID_PATTERN: Final = re.compile(
    r"[A-Z]{2}(-[A-Z0-9]{1,3})?|geonames:\d+|m49:\d{3}|wikidata:Q\d+|geoextract:[a-z0-9-]+|bloc:[A-Z]+"
)
"""Ids of the gazetteer (gazetteer/README.md)."""
USER_ID_PATTERN: Final = re.compile(r"user:[a-z0-9][a-z0-9-]*")
"""Ids that users give to their own places."""
ARABIC_NAME: Final = re.compile("[\u0621-\u063a\u0641-\u0652\u0654\u0655\u0670 0-9\\-]+")
"""Letters of standard Arabic, harakat, digits, blanks and hyphens."""
_LETTER: Final = re.compile("[\u0621-\u063a\u0641-\u064a]")
_LEAST_LETTERS: Final = 2


def arabic_finding(value: str) -> str:
    """Say what keeps a string from being an Arabic name.

    Args:
        value: one name.

    Returns:
        What is wrong and what would be right, without the name itself; "" where nothing is.
    """
    for char in value:
        if not ARABIC_NAME.fullmatch(char):
            return _character_finding(char)
    if value != value.strip() or "  " in value:
        return "has white space at an end or twice in a row; single blanks between words are right"
    if len(_LETTER.findall(value)) < _LEAST_LETTERS:
        return f"is too short; a name has at least {_LEAST_LETTERS} Arabic letters"
    return ""


def _character_finding(char: str) -> str:
    found = f"has U+{ord(char):04X} ({unicodedata.name(char, 'a character without a name')})"
    compatible = unicodedata.normalize("NFKC", char)
    right = compatible if compatible != char else FOLD.get(ord(char), char)
    if right == char:
        return f"{found}; an Arabic name has only Arabic letters, harakat, digits, blanks and hyphens"
    if not right.strip():
        return f"{found}; {'a plain blank is right' if right else 'leave it out'}"
    codes = " ".join(f"U+{ord(c):04X}" for c in right)
    return f"{found}; {right} ({codes}) is right"
