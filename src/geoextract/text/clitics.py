"""Arabic proclitics as data: what may be written before a name without a space.

The table follows the orthography of Modern Standard Arabic (conjunction, then preposition, then article; Ryding,
A Reference Grammar of Modern Standard Arabic, 2005, chapters 7, 16 and 18). A reading is a possibility, never a
decision: the
gazetteer and the context choose.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

ARTICLE: Final = "ال"


@dataclass(frozen=True, slots=True)
class Proclitic:
    """One row of the table.

    Attributes:
        letters: the letters written before the host, folded.
        host: what may follow: a noun (names and demonyms) or a verb.
        restores_article: the host's article lost its alif (li + al- is written with two lams), so the host's key
            is the article
            plus what follows `letters`; the surface keeps the second lam.
    """

    letters: str
    host: Literal["noun", "verb"] = "noun"
    restores_article: bool = False


PROCLITICS: Final[tuple[Proclitic, ...]] = (
    Proclitic("و"),
    Proclitic("ف"),
    Proclitic("ب"),
    Proclitic("ل"),
    Proclitic("ك"),
    Proclitic("وب"),
    Proclitic("ول"),
    Proclitic("وك"),
    Proclitic("فب"),
    Proclitic("فل"),
    Proclitic("فك"),
    Proclitic("لل", restores_article=True),
    Proclitic("ولل", restores_article=True),
    Proclitic("فلل", restores_article=True),
    Proclitic("س", host="verb"),
    Proclitic("وس", host="verb"),
    Proclitic("فس", host="verb"),
)
"""All proclitics and their combinations, in the order of the grammar."""


class Reading(NamedTuple):
    """One way to read a word as proclitic + host.

    Attributes:
        proclitic: the letters that are cut off; empty for the whole word.
        host: the key of the host, article restored.
        cut: how many letters of the folded word stand before the host's surface.
    """

    proclitic: str
    host: str
    cut: int


_BY_FIRST: Final[dict[str, tuple[tuple[str, int, bool], ...]]] = {
    first: tuple(
        (p.letters, len(p.letters), p.restores_article)
        for p in PROCLITICS
        if p.host == "noun" and p.letters[0] == first
    )
    for first in "وفبلك"
}
"""By the first letter: the letters of the proclitics, how many they are, whether they restore the article."""
_LEAST_HOST: Final = 2


def readings(word: str) -> list[Reading]:
    """All readings of a folded word as a noun, the whole word first.

    Args:
        word: one folded word (see `fold`), without spaces.

    Returns:
        The readings; hosts have at least two letters.
    """
    return [Reading("", word, 0), *readings_behind(word)]


def readings_behind(word: str) -> list[Reading]:
    """The same without the whole word: all readings behind a proclitic; none for most words."""
    found = []
    for letters, count, restores_article in _BY_FIRST.get(word[:1], ()):
        if word.startswith(letters) and len(word) >= count + _LEAST_HOST:
            if restores_article:
                found.append(Reading(letters[:-1], ARTICLE + word[count:], count - 1))
            else:
                found.append(Reading(letters, word[count:], count))
    return found


def segment(word: str) -> list[tuple[str, str]]:
    """All (proclitic, host) pairs of a folded word, verbs included: what a tokenizer may show to a reader."""
    pairs = [(r.proclitic, r.host) for r in readings(word)]
    verbs = [p.letters for p in PROCLITICS if p.host == "verb"]
    return pairs + [(v, word[len(v) :]) for v in verbs if word.startswith(v) and len(word) >= len(v) + 3]
