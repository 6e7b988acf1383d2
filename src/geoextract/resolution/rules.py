"""The named rules that come before the model, in order; the first that speaks decides.

A rule is certain by the grammar or by review; everything that depends on weighing is left to the context model.

Most of what a rule asks is a matter of the name alone: its verdict, its form, its spelling. So a rule is asked in two
steps. Once for a name type (`NameType`) it says that it never speaks of it, that it always does, or which question
about the surroundings is left; what is left of all rules is the `Plan` of that name type. Only the plan, one or two
questions, is gone through for each candidate. `_never` shows the form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from geoextract.gazetteer.records import Entry
from geoextract.mentions.names import NameType
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
PREPOSITIONS: Final = frozenset(
    {"\u0641\u064a", "\u0627\u0644\u064a", "\u0645\u0646", "\u0639\u0646", "\u0639\u0644\u064a"}
)
"""In, to, from, about and on."""
_LOCAL: Final = frozenset({"\u0641\u064a", "\u0627\u0644\u064a"})
"""In and to."""
_BI: Final = "\u0628"
_CONJUNCTIONS: Final = frozenset("\u0648\u0641")
"""And, then."""
_NAMES: Final = frozenset("ginkE")
_BEHIND_PROCLITIC: Final = frozenset("gijnE123")
_LISTED_SURNAME: Final = "j"
_LANGUAGE: Final = "L"
_FOOD: Final = "F"
_GIVEN: Final = "g"
_PERSON_BEFORE: Final = frozenset("gk")
_PERSON: Final = frozenset("gn")
_PLACE_TRIGGERS: Final = frozenset("saclm")
_DESIGNATORS: Final = frozenset("sac")
_HOPELESS: Final = 0.05
"""At or below this prior a preposition alone is no sign of a place."""
_MADDA: Final = "\u0622"
_HAMZA_BELOW: Final = "\u0625"
_HAMZAS: Final = frozenset("\u0623\u0625\u0622\u0624\u0626")


Evidence = Mapping[str, int]
"""Countries that the text names beyond doubt, with the number of mentions."""
Question = Callable[[str, ScannedText, Candidate, Evidence], bool]
"""What a rule has to ask about the surroundings of a candidate; True where it speaks.

The first argument is what most ask about: the classes of the word before. Questions are functions of this module, since
extractors are pickled with what they remember.
"""


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule.

    Attributes:
        name: what results show.
        probability: the probability of a mention that it gives.
        why: the reason, one sentence.
        asks: says of a name type whether it never speaks (False), always (True), or what is left to ask.
    """

    name: str
    probability: float
    why: str
    asks: Callable[[NameType], Question | bool]


Plan = tuple[tuple[Rule, Question | None], ...]
"""The rules that may speak of a name type, in order, each with its question; None where it speaks in any case."""


@dataclass(frozen=True, slots=True)
class NotBehind:
    """The question whether the word before has none of some classes."""

    classes: frozenset[str]

    def __call__(self, before: str, scanned: ScannedText, candidate: Candidate, evidence: Evidence) -> bool:
        """The answer."""
        return self.classes.isdisjoint(before)


def _stands_behind(scanned: ScannedText, candidate: Candidate) -> bool:
    """Whether a word stands before a candidate and nothing but a blank between them."""
    return candidate.first > 0 and scanned.gaps[candidate.first] == " "


def _never(name: NameType) -> Question | bool:
    if name.entry.verdict != "never" or name.form == "demonym":
        return False
    if name.proclitic:
        return True
    return NotBehind(_DESIGNATORS if name.entry.prior <= _HOPELESS else _PLACE_TRIGGERS)


def _never_demonym(name: NameType) -> Question | bool:
    if name.entry.verdict != "never" or name.form != "demonym":
        return False
    return _unnamed_country


def _unnamed_country(before: str, scanned: ScannedText, candidate: Candidate, evidence: Evidence) -> bool:
    return not evidence.get(candidate.entry.senses[0].place.countries[0])


def _strange_spelling(name: NameType) -> bool:
    entry, surface = name.entry, name.surface
    if name.length > 1 or any(sense.form == "demonym" for sense in entry.senses) or surface == entry.surface:
        return False
    more_hamzas = sum(c in _HAMZAS for c in surface) > sum(c in _HAMZAS for c in entry.surface)
    another_vowel = surface[0] == _MADDA and entry.surface[0] == _HAMZA_BELOW and not entry.lead
    return more_hamzas or another_vowel or (ends_in_tanwin(surface) and entry.verdict != "")


def _contradicted(name: NameType) -> bool:
    senses = name.entry.senses
    if not senses[0].vocalized or name.length > 1 or not has_marks(name.surface):
        return False
    return all(s.vocalized and agreement(name.surface, s.vocalized) < 0 for s in senses)


def _food(name: NameType) -> Question | bool:
    return not name.proclitic and name.length == 1 and _behind_food


def _behind_food(before: str, scanned: ScannedText, candidate: Candidate, evidence: Evidence) -> bool:
    return _FOOD in before and _stands_behind(scanned, candidate)


def _personal_name(name: NameType) -> Question | bool:
    surname = not name.proclitic and name.length == 1 and not name.entry.lead and name.form == "name"
    return surname and _behind_given_name


def _behind_given_name(before: str, scanned: ScannedText, candidate: Candidate, evidence: Evidence) -> bool:
    return _GIVEN in before and is_person(before) and _stands_behind(scanned, candidate)


def _long_name(name: NameType) -> Question | bool:
    entry = name.entry
    if entry.verdict or (name.length < 2 and not entry.lead and not entry.trail):
        return False
    if entry.lead or entry.trail or _PERSON.isdisjoint(name.classes):
        return NotBehind(_PERSON)
    return _no_whole_person


def _no_whole_person(before: str, scanned: ScannedText, candidate: Candidate, evidence: Evidence) -> bool:
    """Whether a name that begins like a person's is none: a given name or title with something else behind it.

    Surnames of the long lists count with the article only; without it too many are other words.
    """
    if not _PERSON.isdisjoint(before):
        return False
    others = scanned.words[candidate.first + 1 : candidate.last]
    return not all(
        _NAMES.intersection(word.classes) or (_LISTED_SURNAME in word.classes and word.key.startswith(ARTICLE))
        for word in others
    )


def _unambiguous_name(name: NameType) -> Question | bool:
    entry = name.entry
    if name.form != "name" or entry.senses[0].place.importance < _IMPORTANT or entry.prior < _SURE:
        return False
    return not ends_in_tanwin(name.surface) and _GIVEN not in name.classes and _no_person_beside


def _no_person_beside(before: str, scanned: ScannedText, candidate: Candidate, evidence: Evidence) -> bool:
    if candidate.last < len(scanned.words) and scanned.gaps[candidate.last] == " ":
        after = scanned.words[candidate.last]
        if is_person(after.classes) and not after.key.startswith((ARTICLE, _WAW)):
            return False
    if candidate.proclitic:
        return True
    return _PERSON_BEFORE.isdisjoint(before) and not is_person(before)


def _inflected_demonym(name: NameType) -> bool:
    entry = name.entry
    return not entry.verdict and name.form == "demonym" and entry.senses[0].code in _NUMBERED


def _governed_demonym(name: NameType) -> Question | bool:
    entry = name.entry
    if entry.verdict or not name.proclitic or name.form != "demonym":
        return False
    first = entry.senses[0]
    language = first.code == "f" and entry.key.startswith(ARTICLE) and first.place.type != "city"
    if not language and _LISTED.isdisjoint(name.classes):
        return True
    return name.proclitic in _CONJUNCTIONS and _is_coordinated


def _is_coordinated(before: str, scanned: ScannedText, candidate: Candidate, evidence: Evidence) -> bool:
    """Whether a demonym is the second of two adjectives of one definite noun (the Egyptian and Syrian forces)."""
    index, entry = candidate.first, candidate.entry
    if index < 2 or scanned.gaps[index - 1] != " " or scanned.gaps[index] != " ":
        return False
    noun, adjective = scanned.words[index - 2], scanned.words[index - 1]
    if not noun.key.startswith(ARTICLE) or is_person(noun.classes) or _LANGUAGE in noun.classes:
        return False
    return any(
        other.senses
        and other.verdict in ("", "likely")
        and (other.senses[0].form, other.senses[0].code) == ("demonym", entry.senses[0].code)
        and other.key.startswith(ARTICLE) == entry.key.startswith(ARTICLE)
        for _, proclitic, other in adjective.names[:1]
        if not proclitic
    )


def _locative(name: NameType) -> Question | bool:
    if name.entry.verdict or name.form != "name":
        return False
    proclitic, known = name.proclitic, set(name.classes)
    if not proclitic:
        # A name without a verdict is no person's: such classes are those of a reading behind a proclitic.
        return not (known - _BEHIND_PROCLITIC if name.length == 1 else known) and _behind_preposition
    if known:
        return False
    if proclitic.endswith(_BI) or len(proclitic) > 1:
        return True
    return _joined_to_name if proclitic in _CONJUNCTIONS else _GOVERNED[proclitic]


def _behind_preposition(before: str, scanned: ScannedText, candidate: Candidate, evidence: Evidence) -> bool:
    return _stands_behind(scanned, candidate) and scanned.words[candidate.first - 1].key in _LOCAL


def _joined_to_name(before: str, scanned: ScannedText, candidate: Candidate, evidence: Evidence) -> bool:
    """Whether the word before is a well-known name."""
    if not _stands_behind(scanned, candidate):
        return False
    return any(_is_well_known(entry) for _, _, entry in scanned.words[candidate.first - 1].names[:1])


def _is_well_known(entry: Entry) -> bool:
    first = entry.senses[0] if entry.senses else None
    return first is not None and first.form == "name" and first.place.importance >= _IMPORTANT and entry.prior >= _SURE


@dataclass(frozen=True, slots=True)
class Behind:
    """The question whether the word before has one of some classes."""

    classes: frozenset[str]

    def __call__(self, before: str, scanned: ScannedText, candidate: Candidate, evidence: Evidence) -> bool:
        """The answer."""
        return not self.classes.isdisjoint(before) and _stands_behind(scanned, candidate)


_GOVERNED: Final = {
    "\u0644": Behind(frozenset("m")),
    "\u0643": Behind(frozenset("sac")),
}
"""Li- behind a word of motion means `to`, ka- behind `cities` or `areas` means `such as`."""


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
        "a hamza or madda that the name does not have (writers leave them out, never add one) or a doubted name in -an",
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
        "a name that is no other word behind a preposition of place (bi-, in, to) or two proclitics, li- behind a visit"
        " or motion, ka- behind 'areas' or 'cities', `and` behind a well-known name",
        _locative,
    ),
)
"""All rules in the order in which they are asked."""


def plan(name: NameType) -> Plan:
    """What is left to ask about the candidates of a name type.

    Args:
        name: a name type with meanings.
    """
    found: list[tuple[Rule, Question | None]] = []
    for rule in RULES:
        question = rule.asks(name)
        if question is True:
            found.append((rule, None))
            break
        if question is not False:
            found.append((rule, question))
    return tuple(found)


def rejected_unless(plan: Plan) -> frozenset[str] | None:
    """What the word before has to be for a name not to be rejected at once.

    Two thirds of all candidates are common words such as `was`, and this is all that has to be looked at for them.

    Args:
        plan: that of the name type.

    Returns:
        Classes of which the word before needs one; none means that nothing helps, None that it takes more to tell.
    """
    rule, question = plan[0] if plan else (None, None)
    if rule is None or rule.probability >= ACCEPT:
        return None
    if question is None:
        return frozenset()
    return question.classes if isinstance(question, NotBehind) else None


def first_to_speak(plan: Plan, scanned: ScannedText, candidate: Candidate, evidence: Evidence) -> Rule | None:
    """The rule that decides, or None where the model has to.

    Args:
        plan: that of the candidate's name type.
        scanned: the text.
        candidate: one of its candidates.
        evidence: countries that the text names beyond doubt.
    """
    before = scanned.words[candidate.first - 1].classes if candidate.first else ""
    for rule, question in plan:
        if question is None or question(before, scanned, candidate, evidence):
            return rule
    return None


def decide(scanned: ScannedText, candidate: Candidate, evidence: Evidence) -> Rule | None:
    """The first rule that speaks of a candidate whose name type is not known yet; see `first_to_speak`."""
    return first_to_speak(plan(NameType.of(scanned, candidate)), scanned, candidate, evidence)
