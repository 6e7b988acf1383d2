"""What the harakat of a surface say about its reading."""

from __future__ import annotations

import re
from typing import Final

from geoextract.text.chars import MARKS

SHADDA: Final = "\u0651"
FATHATAN: Final = "\u064b"
_MARK: Final = re.compile(f"[{MARKS}]")
_LETTER: Final = re.compile(f"([^{MARKS}\u0640])([{MARKS}\u0640]*)")
_VOWELS: Final = frozenset("\u064e\u064f\u0650\u0652")
_TANWIN: Final = re.compile(f"{FATHATAN}\u0627?\\Z|\u0627{FATHATAN}\\Z")


def has_marks(surface: str) -> bool:
    """Whether a surface carries any harakah."""
    return _MARK.search(surface) is not None


def ends_in_tanwin(surface: str) -> bool:
    """Whether a surface ends in the accusative -an, as adverbs do and names of places do not."""
    return _TANWIN.search(surface) is not None


def agreement(surface: str, vocalized: str) -> int:
    """Compare the harakat of a surface with those of a fully told-apart name.

    Args:
        surface: as written in a text; may carry any harakat.
        vocalized: the gazetteer's spelling with the harakat that tell it from others.

    Returns:
        1 where they agree on a harakah, -1 where they contradict, 0 where the surface says nothing.
    """
    said = False
    for (_, given), (_, wanted) in zip(_LETTER.findall(surface), _LETTER.findall(vocalized), strict=False):
        if (SHADDA in given) and SHADDA not in wanted:
            return -1
        given_vowels, wanted_vowels = _VOWELS.intersection(given), _VOWELS.intersection(wanted)
        if given_vowels and wanted_vowels and given_vowels != wanted_vowels:
            return -1
        said = said or bool(given_vowels & wanted_vowels) or (SHADDA in given)
    return 1 if said else 0
