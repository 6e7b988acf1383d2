"""Features that tie a candidate to its neighbours and to the document.

Announced by its type, joined to the mention before, in agreement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from geoextract.gazetteer.records import Entry
from geoextract.mentions.scan import Candidate, ScannedText
from geoextract.mentions.words import Word
from geoextract.text.clitics import ARTICLE

ANNOUNCED: Final[dict[str, frozenset[str]]] = {
    "s": frozenset({"city", "admin2"}),
    "a": frozenset({"admin1", "admin2", "territory", "region"}),
    "c": frozenset({"country", "territory", "historical"}),
    "h": frozenset({"physical"}),
}
"""Class of the word before a name -> the types of place that it announces."""
_PERSONS: Final = frozenset("gijnE")
_FREQUENT: Final = frozenset("23")
_LANGUAGE: Final = "L"
LANGUAGE_NEAR: Final = "language:"
_WINDOW: Final = 5
COUNTRY: Final = ("no-country", "country")
_NONE: Final[frozenset[str]] = frozenset()
_WAW: Final = "\u0648"
_COMMA: Final = "\u060c"
_FEMININE: Final = ("\u0647", "\u0627\u062a", "\u062a")


def relation_features(
    scanned: ScannedText, candidate: Candidate, evidence: Mapping[str, int], previous: tuple[Candidate, bool] | None
) -> tuple[str, ...]:
    """All relations of a candidate: what training sees. Run time adds up the same from what it keeps of words.

    Args:
        scanned: the text.
        candidate: the candidate.
        evidence: countries that the document names beyond doubt, with the number of mentions.
        previous: the candidate judged last and whether it was accepted.
    """
    features = [
        *_neighbours(scanned, candidate),
        country_feature(candidate, evidence),
        _announcement(scanned, candidate),
        _chain(candidate, previous, scanned.gaps[candidate.first]),
    ]
    if candidate.entry.senses[0].form == "demonym":
        code = candidate.entry.senses[0].code
        features += [_agreement(scanned, candidate), LANGUAGE_NEAR + code if language_near(scanned, candidate) else ""]
    return tuple(filter(None, features))


def _head(scanned: ScannedText, candidate: Candidate) -> Word | None:
    """The word before a candidate, where only a blank stands between them: what may govern it."""
    if not candidate.first or candidate.proclitic or scanned.gaps[candidate.first] != " ":
        return None
    return scanned.words[candidate.first - 1]


def _neighbours(scanned: ScannedText, candidate: Candidate) -> Iterator[str]:
    head, last = _head(scanned, candidate), candidate.last
    if head is not None:
        yield before_feature(head)
    if last < len(scanned.words) and scanned.gaps[last] == " ":
        yield after_feature(scanned.words[last])


def before_feature(word: Word) -> str:
    """Whether the word before a candidate is a person's name."""
    return "person-before" if is_person(word.classes) else ""


def after_feature(word: Word) -> str:
    """Whether the word behind a candidate is a person's name, or a word that no list knows."""
    if word.key.startswith((ARTICLE, _WAW)):
        return ""
    if is_person(word.classes):
        return "person-after"
    return "" if word.classes or word.starts else "unknown-after"


def is_person(classes: str) -> bool:
    """Whether a word is a person's name and no frequent word as well."""
    return bool(_PERSONS.intersection(classes)) and not _FREQUENT.intersection(classes)


def country_feature(candidate: Candidate, evidence: Mapping[str, int]) -> str:
    """Whether the document surely speaks of a country in which the candidate would lie."""
    least = least_mentions(candidate.entry)
    return COUNTRY[any(evidence.get(country, 0) > least for country in countries_of(candidate.entry))]


def countries_of(entry: Entry) -> frozenset[str]:
    """The countries in which a name would lie."""
    return frozenset([sense.place.countries[0] for sense in entry.senses[:3]])


def least_mentions(entry: Entry) -> int:
    """More than so many mentions of its country speak for a name: the name may be one of them."""
    return 0 if entry.verdict else 1


def _announcement(scanned: ScannedText, candidate: Candidate) -> str:
    head = _head(scanned, candidate)
    types = announced_types(head) if head is not None else None
    if head is None or not types:
        return ""
    return announcement(head, match=not types.isdisjoint(named_types(candidate.entry)))


def announced_types(word: Word) -> frozenset[str]:
    """The types of place that a word announces."""
    return _NONE.union(*(ANNOUNCED[code] for code in word.classes if code in ANNOUNCED))


def named_types(entry: Entry) -> frozenset[str]:
    """The types of the places that a surface is a name of."""
    return frozenset([sense.place.type for sense in entry.senses if sense.form == "name"])


def announcement(word: Word, *, match: bool) -> str:
    """The feature of a word that announces such a place as the name means, or another one."""
    state = "definite" if word.key.startswith((ARTICLE, _WAW + ARTICLE)) else "construct"
    return f"announced={state}:{'match' if match else 'clash'}"


def _chain(candidate: Candidate, previous: tuple[Candidate, bool] | None, gap: str) -> str:
    if previous is None or previous[0].last != candidate.first:
        return ""
    return chain_feature(is_joined(candidate.proclitic, gap), previous[0].entry.senses[0].form, previous[1])


def is_joined(proclitic: str, gap: str) -> bool:
    """Whether `and` or a comma joins a candidate to what stands before it."""
    return proclitic.startswith(_WAW) or _COMMA in gap


def chain_feature(joined: bool, form: str, accepted: bool) -> str:
    """The feature of a candidate right behind another one of this form."""
    return f"{'joined' if joined else 'beside'}:{form}:{'accepted' if accepted else 'rejected'}"


def _agreement(scanned: ScannedText, candidate: Candidate) -> str:
    if not candidate.first or candidate.proclitic:
        return no_head(candidate.proclitic)
    head = _head(scanned, candidate)
    return agreement(candidate.entry, noun_kind(head) if head is not None else NO_NOUN)


NO_NOUN: Final = 4
"""Kind of a word that no demonym agrees with."""


def noun_kind(word: Word) -> int:
    """What a word shows of a noun: 2 if it has the article, and 1 if its ending is feminine; or `NO_NOUN`."""
    if len(word.key) < 2:
        return NO_NOUN
    return 2 * (ARTICLE in word.key[:3]) + word.key.endswith(_FEMININE)


def agreement(entry: Entry, noun: int) -> str:
    """How a demonym agrees with the noun before it, by that noun's kind."""
    if noun == NO_NOUN:
        return "no-head"
    gender = (noun & 1) == (entry.senses[0].code == "f")
    return f"agree={noun >> 1}{entry.key.startswith(ARTICLE):d}{gender:d}"


def no_head(proclitic: str) -> str:
    """The same where a proclitic or the beginning of the text stands before the demonym."""
    return f"no-head:{proclitic[-1:]}"


def language_near(scanned: ScannedText, candidate: Candidate) -> bool:
    """Whether a word that goes with languages stands near a candidate."""
    words, first, last = scanned.words, candidate.first, candidate.last
    near = words[max(0, first - _WINDOW) : first] + words[last : last + 2]
    return _LANGUAGE in "".join([word.classes for word in near])
