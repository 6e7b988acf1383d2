"""Features that tie a candidate to its neighbours and to the document.

Announced by its type, joined to the mention before, in agreement.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from geoextract.mentions.scan import Candidate, ScannedText
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
_WINDOW: Final = 5
_WAW: Final = "\u0648"
_COMMA: Final = "\u060c"
_FEMININE: Final = ("\u0647", "\u0627\u062a", "\u062a")


def relation_features(
    scanned: ScannedText, candidate: Candidate, evidence: Mapping[str, int], previous: tuple[Candidate, bool] | None
) -> tuple[str, ...]:
    """All relations of a candidate.

    Args:
        scanned: the text.
        candidate: the candidate.
        evidence: countries that the document names beyond doubt, with the number of mentions.
        previous: the candidate judged last and whether it was accepted.
    """
    features = [
        *person_features(scanned, candidate),
        country_feature(candidate, evidence),
        _announcement(scanned, candidate),
        _chain(scanned, candidate, previous),
    ]
    if candidate.entry.senses[0].form == "demonym":
        features += [_agreement(scanned, candidate), _language(scanned, candidate)]
    return tuple(filter(None, features))


def person_features(scanned: ScannedText, candidate: Candidate) -> list[str]:
    """Whether a person's name, or a word that no list knows, stands right beside the candidate."""
    features = []
    words, gaps = scanned.words, scanned.gaps
    if candidate.first and not candidate.proclitic and gaps[candidate.first] == " ":
        before = words[candidate.first - 1]
        if is_person(before.classes):
            features.append("person-before")
    if candidate.last < len(words) and gaps[candidate.last] == " ":
        after = words[candidate.last]
        if is_person(after.classes) and not after.key.startswith((ARTICLE, _WAW)):
            features.append("person-after")
        elif not after.classes and not after.starts and not after.key.startswith((ARTICLE, _WAW)):
            features.append("unknown-after")
    return features


def is_person(classes: str) -> bool:
    """Whether a word is a person's name and no frequent word as well."""
    return bool(_PERSONS.intersection(classes)) and not _FREQUENT.intersection(classes)


def country_feature(candidate: Candidate, evidence: Mapping[str, int]) -> str:
    """Whether the document surely speaks of a country in which the candidate would lie."""
    own = 1 if not candidate.entry.verdict else 0
    for sense in candidate.entry.senses[:3] if evidence else ():
        if evidence.get(sense.place.countries[0], 0) > own:
            return "country"
    return "no-country"


def _announcement(scanned: ScannedText, candidate: Candidate) -> str:
    if not candidate.first or candidate.proclitic:
        return ""
    word = scanned.words[candidate.first - 1]
    if not word.classes:
        return ""
    codes = [code for code in word.classes if code in ANNOUNCED]
    if not codes or scanned.gaps[candidate.first] != " ":
        return ""
    state = "definite" if word.key.startswith((ARTICLE, _WAW + ARTICLE)) else "construct"
    types = {sense.place.type for sense in candidate.entry.senses if sense.form == "name"}
    match = any(ANNOUNCED[code] & types for code in codes)
    return f"announced={state}:{'match' if match else 'clash'}"


def _chain(scanned: ScannedText, candidate: Candidate, previous: tuple[Candidate, bool] | None) -> str:
    if previous is None:
        return ""
    before, accepted = previous
    if before.last != candidate.first:
        return ""
    joined = candidate.proclitic.startswith(_WAW) or _COMMA in scanned.gaps[candidate.first]
    how = "joined" if joined else "beside"
    form = before.entry.senses[0].form
    return f"{how}:{form}:{'accepted' if accepted else 'rejected'}"


def _agreement(scanned: ScannedText, candidate: Candidate) -> str:
    if not candidate.first or candidate.proclitic:
        return f"no-head:{candidate.proclitic[-1:]}"
    word = scanned.words[candidate.first - 1]
    if word.key[-2:-1] == "" or scanned.gaps[candidate.first] != " ":
        return "no-head"
    head = ARTICLE in word.key[:3]
    own = candidate.entry.key.startswith(ARTICLE)
    gender = word.key.endswith(_FEMININE) == (candidate.entry.senses[0].code == "f")
    return f"agree={head:d}{own:d}{gender:d}"


def _language(scanned: ScannedText, candidate: Candidate) -> str:
    words = scanned.words
    near = words[max(0, candidate.first - _WINDOW) : candidate.first] + words[candidate.last : candidate.last + 2]
    if not any(_LANGUAGE in word.classes for word in near):
        return ""
    return f"language:{candidate.entry.senses[0].code}"
