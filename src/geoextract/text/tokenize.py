"""Words with source offsets.

Arabic punctuation, digits and foreign script end a word; marks and bidi controls do not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from geoextract.text.chars import ARABIC_LETTERS, FOLD, INVISIBLE, MARKS
from geoextract.text.clitics import segment
from geoextract.text.normalize import fold

WORD: Final = re.compile(f"([{ARABIC_LETTERS}][{ARABIC_LETTERS}{MARKS}{INVISIBLE}]*|\\d+|[^\\W\\d_{ARABIC_LETTERS}]+)")
"""One word: a run of Arabic letters, of digits or of other letters. `WORD.split(text)` gives gap, word, gap, ...,
gap."""

_TRAILING = re.compile(f"[{INVISIBLE}\u0640]+\\Z")
_PUNCTUATION = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a punctuation mark.

    Attributes:
        start: first code point in the source.
        end: one past the last.
        text: `source[start:end]`.
        is_word: False for punctuation.
    """

    start: int
    end: int
    text: str
    is_word: bool

    @property
    def folded(self) -> str:
        """The key of the token."""
        return fold(self.text)

    def segmentations(self) -> list[tuple[str, str]]:
        """The possible (proclitic, host) readings of a word, the whole word first."""
        return segment(self.folded)


def trimmed_length(word: str) -> int:
    """The length of a word without invisible characters and tatweel at its end, in code points."""
    match = _TRAILING.search(word)
    return match.start() if match else len(word)


def tokenize(text: str) -> list[Token]:
    """Split a text into words and single punctuation marks.

    Args:
        text: any string.

    Returns:
        Tokens in order; `text[token.start:token.end] == token.text`. White space and invisible characters between words
        are left out.
    """
    tokens: list[Token] = []
    position = 0
    for index, piece in enumerate(WORD.split(text)):
        if index % 2:
            end = position + trimmed_length(piece)
            tokens.append(Token(position, end, text[position:end], is_word=True))
        else:
            tokens.extend(_punctuation(piece, position))
        position += len(piece)
    return tokens


def _punctuation(gap: str, offset: int) -> list[Token]:
    return [
        Token(offset + m.start(), offset + m.end(), m.group(), is_word=False)
        for m in _PUNCTUATION.finditer(gap)
        if FOLD.get(ord(m.group()), m.group())
    ]
