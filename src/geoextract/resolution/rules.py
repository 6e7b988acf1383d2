"""The named rules that come before the model, in order; the first that speaks decides.

A rule is certain by the grammar or by review; everything that depends on weighing is left to the context model.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from geoextract.mentions.features import surface_of
from geoextract.mentions.relations import is_person
from geoextract.mentions.scan import Candidate, ScannedText
from geoextract.text.clitics import ARTICLE
from geoextract.text.vocalization import agreement, ends_in_tanwin, has_marks

ACCEPT: Final = 0.5
"""Candidates at or above this probability are mentions."""
CONTEXT: Final = "context_model"
DETECTOR: Final = "detector"
_IMPORTANT: Final = 5.0
"""Countries, regions, subdivisions, capitals and large cities (`PlaceRecord.importance`)."""
_SURE: Final = 0.97
_NUMBERED: Final = frozenset("dp")
_LISTED: Final = frozenset("gn")
_WAW: Final = "\u0648"
_PREPOSITIONS: Final = frozenset({"\u0641\u064a", "\u0627\u0644\u064a"})
"""In and to."""
_BI: Final = "\u0628"
_FOOD: Final = "F"
_GIVEN: Final = "g"
_PERSON_BEFORE: Final = frozenset("gk")
_PERSON: Final = frozenset("gn")
_PLACE_TRIGGERS: Final = frozenset("saclm")
_DESIGNATORS: Final = frozenset("sac")
_HOPELESS: Final = 0.05
"""At or below this prior a preposition alone is no sign of a place."""
_HAMZAS: Final = frozenset("\u0623\u0625\u0622\u0624\u0626")


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule.

    Attributes:
        name: what results show.
        probability: the probability of a mention that it gives.
        why: the reason, one sentence.
        applies: the test.
    """

    name: str
    probability: float
    why: str
    applies: Callable[[ScannedText, Candidate, Mapping[str, int]], bool]


def _never(scanned: ScannedText, candidate: Candidate, evidence: Mapping[str, int]) -> bool:
    entry = candidate.entry
    if entry.verdict != "never" or entry.senses[0].form == "demonym":
        return False
    if candidate.proclitic:
        return True
    before = scanned.words[candidate.first - 1].classes if candidate.first else ""
    triggers = _DESIGNATORS if entry.prior <= _HOPELESS else _PLACE_TRIGGERS
    return not triggers.intersection(before)


def _never_demonym(scanned: ScannedText, candidate: Candidate, evidence: Mapping[str, int]) -> bool:
    entry = candidate.entry
    if entry.verdict != "never" or entry.senses[0].form != "demonym":
        return False
    return not evidence.get(entry.senses[0].place.countries[0])


def _strange_spelling(scanned: ScannedText, candidate: Candidate, evidence: Mapping[str, int]) -> bool:
    entry = candidate.entry
    if candidate.last - candidate.first > 1 or any(sense.form == "demonym" for sense in entry.senses):
        return False
    surface = surface_of(scanned, candidate)
    if surface == entry.surface:
        return False
    more_hamzas = sum(c in _HAMZAS for c in surface) > sum(c in _HAMZAS for c in entry.surface)
    return more_hamzas or (ends_in_tanwin(surface) and entry.verdict != "")


def _long_name(scanned: ScannedText, candidate: Candidate, evidence: Mapping[str, int]) -> bool:
    entry = candidate.entry
    if entry.verdict or (candidate.last - candidate.first < 2 and not entry.lead and not entry.trail):
        return False
    before = scanned.words[candidate.first - 1].classes if candidate.first else ""
    inside = scanned.words[candidate.first].classes
    return not _PERSON.intersection(before) and not _PERSON.intersection(inside)


def _unambiguous_name(scanned: ScannedText, candidate: Candidate, evidence: Mapping[str, int]) -> bool:
    entry = candidate.entry
    sense = entry.senses[0]
    if sense.form != "name" or sense.place.importance < _IMPORTANT or entry.prior < _SURE:
        return False
    if ends_in_tanwin(surface_of(scanned, candidate)):
        return False
    if _GIVEN in scanned.words[candidate.first].classes:
        return False
    if candidate.last < len(scanned.words) and scanned.gaps[candidate.last] == " ":
        after = scanned.words[candidate.last]
        if is_person(after.classes) and not after.key.startswith((ARTICLE, _WAW)):
            return False
    if candidate.first == 0 or candidate.proclitic:
        return True
    before = scanned.words[candidate.first - 1].classes
    return not _PERSON_BEFORE.intersection(before) and not is_person(before)


def _personal_name(scanned: ScannedText, candidate: Candidate, evidence: Mapping[str, int]) -> bool:
    if candidate.proclitic or candidate.last - candidate.first > 1 or candidate.entry.lead or not candidate.first:
        return False
    if candidate.entry.senses[0].form != "name" or scanned.gaps[candidate.first] != " ":
        return False
    before = scanned.words[candidate.first - 1].classes
    return _GIVEN in before and is_person(before)


def _inflected_demonym(scanned: ScannedText, candidate: Candidate, evidence: Mapping[str, int]) -> bool:
    entry = candidate.entry
    return not entry.verdict and entry.senses[0].form == "demonym" and entry.senses[0].code in _NUMBERED


def _governed_demonym(scanned: ScannedText, candidate: Candidate, evidence: Mapping[str, int]) -> bool:
    entry = candidate.entry
    if entry.verdict or not candidate.proclitic or entry.senses[0].form != "demonym":
        return False
    language = entry.senses[0].code == "f" and entry.key.startswith(ARTICLE)
    return not language and not _LISTED.intersection(scanned.words[candidate.first].classes)


def _locative(scanned: ScannedText, candidate: Candidate, evidence: Mapping[str, int]) -> bool:
    entry = candidate.entry
    if entry.verdict or entry.senses[0].form != "name" or scanned.words[candidate.first].classes:
        return False
    if candidate.proclitic:
        return candidate.proclitic.endswith(_BI) or len(candidate.proclitic) > 1
    if not candidate.first or scanned.gaps[candidate.first] != " ":
        return False
    return scanned.words[candidate.first - 1].key in _PREPOSITIONS


def _contradicted(scanned: ScannedText, candidate: Candidate, evidence: Mapping[str, int]) -> bool:
    senses = candidate.entry.senses
    if not senses[0].vocalized or candidate.last - candidate.first > 1:
        return False
    surface = surface_of(scanned, candidate)
    return has_marks(surface) and all(s.vocalized and agreement(surface, s.vocalized) < 0 for s in senses)


def _food(scanned: ScannedText, candidate: Candidate, evidence: Mapping[str, int]) -> bool:
    if not candidate.first or candidate.proclitic or scanned.gaps[candidate.first] != " ":
        return False
    return _FOOD in scanned.words[candidate.first - 1].classes and candidate.last - candidate.first == 1


RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "never_without_trigger",
        0.0,
        "the surface is a common word and no word such as 'city', 'province' or 'in' stands before it",
        _never,
    ),
    Rule(
        "never_demonym",
        0.0,
        "a common adjective (financial, civil), and the text does not name the country that it could belong to",
        _never_demonym,
    ),
    Rule(
        "spelling",
        0.03,
        "a hamza that the name does not have (writers leave hamzas out, never add them), or a doubted name in -an",
        _strange_spelling,
    ),
    Rule(
        "vocalization",
        0.02,
        "the harakat in the text contradict every reading of the name (diameter for Qatar)",
        _contradicted,
    ),
    Rule(
        "food",
        0.05,
        "the word before makes it the name of a food, a drink or an animal (turkey cock, coconut, tamarind)",
        _food,
    ),
    Rule(
        "personal_name",
        0.08,
        "a given name stands right before it: what follows is the surname",
        _personal_name,
    ),
    Rule(
        "long_name",
        0.98,
        "a name of several words is no accident, unless a person's name or title stands before it or in it",
        _long_name,
    ),
    Rule(
        "unambiguous_name",
        0.985,
        "a well-known name that review found to be nothing else, no given name and with no person's name beside it",
        _unambiguous_name,
    ),
    Rule(
        "inflected_demonym",
        0.98,
        "a dual or plural demonym that is no other word: surnames and languages have no number",
        _inflected_demonym,
    ),
    Rule(
        "governed_demonym",
        0.93,
        "a demonym that is no other word behind a conjunction or preposition: no surname, and no language unless it is"
        " feminine with the article",
        _governed_demonym,
    ),
    Rule(
        "locative",
        0.95,
        "a name that is no other word behind a preposition of place (bi-, in, to) or two proclitics",
        _locative,
    ),
)
"""All rules in the order in which they are asked."""
_ASKED: Final = tuple((rule, rule.applies) for rule in RULES)


def decide(scanned: ScannedText, candidate: Candidate, evidence: Mapping[str, int]) -> Rule | None:
    """The first rule that speaks, or None where the model has to decide.

    Args:
        scanned: the text.
        candidate: one of its candidates.
        evidence: countries that the text names beyond doubt, with the number of mentions.
    """
    for rule in RULES:
        if rule.applies(scanned, candidate, evidence):
            return rule
    return None
