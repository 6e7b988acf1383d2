"""Offset-preserving normalization: the folded text, and where each of its characters came from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geoextract.text.chars import FOLD, FOLD_VERSION

__all__ = ["FOLD_VERSION", "Normalized", "fold", "normalize"]

_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u0640_]+")


def fold(text: str) -> str:
    """Make the key of a name: the one function that build time and run time share.

    Marks, tatweel and invisible characters vanish, presentation forms become letters, hamza seats, ta marbuta and alif
    maqsura fold (see `chars.LETTER_FOLDS`), white space and hyphens become single spaces. Idempotent.

    Args:
        text: a name or a word in any Arabic or foreign script.

    Returns:
        The key; may be empty.
    """
    return _SEPARATORS.sub(" ", text.translate(FOLD)).strip()


@dataclass(frozen=True, slots=True)
class Normalized:
    """Folded text with its alignment.

    Attributes:
        text: the folded text, same order as the source; white space and punctuation are kept.
        offsets: for each code point of `text` the code point of the source that it came from, never decreasing;
            one more entry at the end holds the source's length.
    """

    text: str
    offsets: tuple[int, ...]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Map a span of `text` to code points of the source.

        Args:
            start: first code point of the span, 0 <= start <= end.
            end: one past its last code point, at most `len(text)`.

        Returns:
            The half-open span of the source, marks behind its last letter included.

        Raises:
            IndexError: the span lies outside the text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"span {start}:{end} is outside the normalized text of {len(self.text)} code points")
        if start == end:
            return self.offsets[start], self.offsets[start]
        following = end
        while following < len(self.text) and self.offsets[following] == self.offsets[end - 1]:
            following += 1  # the letters of one ligature cannot be cut apart
        return self.offsets[start], self.offsets[following]


def normalize(text: str) -> Normalized:
    """Fold a text character by character and keep the alignment to the caller's code points.

    Args:
        text: any string, lone surrogates included.

    Returns:
        The folded text and its offsets; `fold(text)` differs from it only in white space and hyphens.
    """
    pieces: list[str] = []
    offsets: list[int] = []
    for index, char in enumerate(text):
        folded = FOLD.get(ord(char), char)
        pieces.append(folded)
        offsets.extend([index] * len(folded))
    offsets.append(len(text))
    return Normalized("".join(pieces), tuple(offsets))
