"""Inflected forms of a demonym head: one paradigm for the build and for users' rows.

The forms follow the regular nisba paradigm (Ryding 2005, chapter 10, section 5): masculine and feminine, dual and
sound plural in the
nominative and oblique, feminine plural, the adverbial accusative, each but the last also with the article.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from geoextract.text.clitics import ARTICLE

Pattern = Literal["nisba", "both", "second", "none"]

_NISBA_ENDING: Final = "ي"
_SUFFIXES: Final = (
    ("", "m"),
    ("ة", "f"),
    ("ان", "d"),
    ("ين", "p"),
    ("تان", "d"),
    ("تين", "d"),
    ("ون", "p"),
    ("ات", "p"),
)
_ADVERBIAL: Final = "ا"


class Form(NamedTuple):
    """A surface of a demonym.

    Attributes:
        surface: the form as a careful editor writes it, without marks.
        code: `m` masculine singular, `f` feminine singular, `d` dual, `p` plural, `a` adverbial accusative.
    """

    surface: str
    code: str


def inflect(head: str, pattern: Pattern) -> list[Form]:
    """All regular forms of a masculine singular indefinite head.

    Args:
        head: one word, or two for the patterns `both` and `second`.
        pattern: how it inflects (gazetteer/README.md).

    Returns:
        Distinct forms, indefinite before definite.

    Raises:
        ValueError: the head does not fit the pattern; the message says how.
    """
    words = head.split(" ")
    expected = 1 if pattern == "nisba" else 2
    if pattern == "none":
        return with_article(head, "m")
    if len(words) < expected or (pattern == "nisba" and len(words) != 1):
        raise ValueError(f"a head of pattern {pattern!r} has {expected} word(s), not {len(words)}")
    if not words[-1].endswith(_NISBA_ENDING):
        raise ValueError(f"a head of pattern {pattern!r} ends in ya")
    if pattern == "nisba":
        return _nisba(head)
    return _both(words) if pattern == "both" else _second(" ".join(words[:-1]), words[-1])


def with_article(surface: str, code: str) -> list[Form]:
    """A form without and with the article (on every word of a phrase that agrees)."""
    return [Form(surface, code), Form(" ".join(ARTICLE + word for word in surface.split(" ")), code)]


def _nisba(head: str) -> list[Form]:
    indefinite = [Form(head + suffix, code) for suffix, code in _SUFFIXES]
    definite = [Form(ARTICLE + form.surface, form.code) for form in indefinite]
    return [*indefinite, Form(head + _ADVERBIAL, "a"), *definite]


def _both(words: list[str]) -> list[Form]:
    forms: list[Form] = []
    for suffix, code in _SUFFIXES:
        forms.extend(with_article(" ".join(word + suffix for word in words), code))
    return [*forms, Form(" ".join(word + _ADVERBIAL for word in words), "a")]


def _second(first: str, second: str) -> list[Form]:
    forms: list[Form] = []
    for suffix, code in _SUFFIXES:
        inflected = second + suffix
        forms.append(Form(f"{first} {inflected}", code))
        forms.append(Form(f"{ARTICLE}{first} {inflected}", code))
        forms.append(Form(f"{ARTICLE}{first} {ARTICLE}{inflected}", code))
    return [*forms, Form(f"{first} {second}{_ADVERBIAL}", "a")]
