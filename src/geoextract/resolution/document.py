"""Decides a whole document: which candidates are mentions, what each means, which capitals are governments."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from operator import add
from typing import Final

from geoextract.gazetteer.gazetteer import Gazetteer
from geoextract.gazetteer.records import Entry, PlaceRecord
from geoextract.mentions.detector import DetectedCandidate
from geoextract.mentions.features import group_of, surface_of
from geoextract.mentions.names import MAX_NAMES, NameKey, NameType
from geoextract.mentions.relations import ANNOUNCED, is_person
from geoextract.mentions.scan import Candidate, ScannedText
from geoextract.resolution import rules
from geoextract.resolution.decision import Decision
from geoextract.resolution.model import ContextModel, NameSums, logistic
from geoextract.resolution.senses import (
    NEAR_WORDS,
    SAME_NAME_SETTLED,
    Meanings,
    beside_weight,
    country_weight,
    nearby_weight,
    probabilities,
    trigger_weight,
)
from geoextract.resolution.unlisted import Unlisted

BESIDE: Final = 3
"""Mentions at most so many words apart stand beside each other."""
CERTAIN: Final = 0.8
"""Names with at least this prior speak for the country that they lie in."""
SETTLED: Final = 0.9
"""A meaning at least this likely counts for the same name elsewhere in the document."""
_BI: Final = "\u0628"
_PREPOSITIONS: Final = frozenset("\u0628\u0644\u0643")
"""In, to and like as proclitics, at the end of any combination."""
_ANNOUNCING: Final = frozenset("saD")
_TYPED: Final = frozenset(ANNOUNCED)
_DESIGNATOR: Final = "D"
_PARTICLE: Final = "P"
_LITERAL_BEFORE: Final = frozenset("sDfuoSq")
"""Classes of words after which a capital is the town: city, facility, club, company, school, and literal cues."""
_CUES: Final = frozenset("vrxy")
"""Classes of words that speak for a government (hand/lexicon/metonymy.tsv)."""
_DATELINE_MARKS: Final = ("-", "\u2013", "\u2014", "(", "\u0640")
METONYM: Final = 0.5
DEMONYM_LIMIT: Final = 3.0
_SAFE_GROUPS: Final = frozenset({"major", "long", "demonym"})


class KnownName:
    """What the resolver remembers of a name type.

    Attributes:
        country: the country that it names beyond doubt, or "".
        plan: what the rules have to ask about its candidates.
        unless: what `rules.rejected_unless` says of it.
        sums: what the model has to know, where it is asked.
    """

    __slots__ = ("_meanings", "_name", "country", "plan", "sums", "unless")

    def __init__(self, name: NameType) -> None:
        """Work it out."""
        self.country = certain_country(name.entry, name.length)
        self.plan = rules.plan(name) if name.entry.senses else ()
        self.unless = rules.rejected_unless(self.plan)
        self.sums: NameSums | None = None
        self._name = name
        self._meanings: Meanings | None = None

    @property
    def meanings(self) -> Meanings:
        """What is known of its meanings."""
        known = self._meanings
        if known is None:
            known = self._meanings = Meanings.of(self._name)
        return known


class Resolver:
    """Judges the candidates of one text together."""

    def __init__(self, gazetteer: Gazetteer, model: ContextModel) -> None:
        """Bind the gazetteer and the model."""
        self._known: dict[NameKey, KnownName] = {}
        self._gazetteer = gazetteer
        self._model = model
        self._unlisted = Unlisted(gazetteer, model.contexts["place_context"])

    def __call__(self, scanned: ScannedText) -> list[Decision]:
        """Judge a scanned text.

        Args:
            scanned: words and candidates.

        Returns:
            The accepted mentions in text order, disjoint.
        """
        names = self._names(scanned)
        evidence = named_countries(names)
        decisions = self._mentions(scanned, names, evidence)
        self._places(scanned, decisions, evidence)
        decisions = self._unlisted(scanned, decisions, evidence)
        self._metonyms(scanned, decisions)
        return decisions

    def rejected(self, scanned: ScannedText) -> list[Decision]:
        """Every candidate with its verdict, accepted or not: for explanations and training."""
        evidence = named_countries(self._names(scanned))
        found = []
        for candidate in chain.from_iterable(scanned.groups):
            if candidate.entry.senses:
                rule, mention = self._judge(scanned, candidate, self._name(scanned, candidate), evidence, None)
                found.append(Decision(candidate, rule, mention, candidate.entry.senses))
        return found

    def _names(self, scanned: ScannedText) -> list[KnownName]:
        """What is known of the first candidate of each group."""
        source, known = scanned.source, self._known
        found = []
        for group in scanned.groups:
            first = group[0]
            name = known.get((first.entry.key, first.proclitic, source[first.start : first.end]))
            found.append(self._name(scanned, first) if name is None else name)
        return found

    def _name(self, scanned: ScannedText, candidate: Candidate) -> KnownName:
        """What is known of a candidate's name type; worked out where it is met for the first time."""
        slot = (candidate.entry.key, candidate.proclitic, surface_of(scanned, candidate))
        name = self._known.get(slot)
        if name is None:
            if len(self._known) >= MAX_NAMES:
                self._known.clear()
            name = self._known[slot] = KnownName(NameType.of(scanned, candidate))
        return name

    def _mentions(self, scanned: ScannedText, names: list[KnownName], evidence: dict[str, int]) -> list[Decision]:
        words = scanned.words
        decisions: list[Decision] = []
        position = 0
        previous: tuple[Candidate, bool] | None = None
        for group, name in zip(scanned.groups, names, strict=True):
            first = group[0]
            if first.first < position:
                continue
            before = words[first.first - 1].classes if first.first else ""
            if (
                len(group) == 1
                and name.unless is not None
                and name.unless.isdisjoint(before)
                and type(first) is Candidate
            ):
                previous = first, False  # two thirds of all candidates: nothing else is looked at
                continue
            for candidate in group if len(group) == 1 else alternatives(scanned, group):
                senses = candidate.entry.senses
                if not senses:
                    position = candidate.last  # a fixed phrase that only looks like a name
                    break
                known = name if candidate is first else self._name(scanned, candidate)
                rule, mention = self._judge(scanned, candidate, known, evidence, previous)
                if mention >= rules.ACCEPT:
                    decision = Decision(candidate, rule, mention, senses)
                    if len(senses) > 1:
                        decision.meanings = known.meanings
                    decisions.append(decision)
                    position = candidate.last
                    previous = candidate, True
                    break
            else:
                previous = first, False
        return decisions

    def _judge(
        self,
        scanned: ScannedText,
        candidate: Candidate,
        name: KnownName,
        evidence: dict[str, int],
        previous: tuple[Candidate, bool] | None,
    ) -> tuple[str, float]:
        """What decides on a candidate, and the probability that it is a mention."""
        rule = rules.first_to_speak(name.plan, scanned, candidate, evidence)
        if rule is not None:
            decided, mention = rule.name, rule.probability
        else:
            head = self._model.mention
            if name.sums is None:
                name.sums = head.sums(scanned, candidate)
            decided, mention = rules.CONTEXT, logistic(head.judge(scanned, candidate, name.sums, evidence, previous))
        if type(candidate) is not Candidate and isinstance(candidate, DetectedCandidate) and candidate.score > mention:
            return rules.DETECTOR, candidate.score
        return decided, mention

    def _places(self, scanned: ScannedText, decisions: list[Decision], evidence: dict[str, int]) -> None:
        settled: dict[str, int] = {}
        doubtful: list[int] = []
        total = max(sum(evidence.values()), 1)
        for number, decision in enumerate(decisions):
            if decision.meanings is not None:
                self._weigh(scanned, decisions, number, decision.meanings, evidence, total, None)
                if decision.shares[decision.best] >= SETTLED:
                    settled.setdefault(decision.candidate.entry.key, decision.place.index)
                else:
                    doubtful.append(number)
        for number in doubtful if settled else ():
            decision = decisions[number]
            known = settled.get(decision.candidate.entry.key)
            if known is not None and decision.meanings is not None:
                self._weigh(scanned, decisions, number, decision.meanings, evidence, total, known)

    def _weigh(
        self,
        scanned: ScannedText,
        decisions: list[Decision],
        number: int,
        meanings: Meanings,
        evidence: dict[str, int],
        total: int,
        known: int | None,
    ) -> None:
        """Weigh the meanings of one mention; most of what may speak for one says nothing, and costs next to nothing.

        Args:
            scanned: the text.
            decisions: all its mentions.
            number: which of them.
            meanings: its meanings.
            evidence: countries that the document names beyond doubt, with the number of mentions.
            total: sum of these.
            known: the place that the same name means elsewhere in the document.
        """
        decision = decisions[number]
        candidate = decision.candidate
        weights, places = list(meanings.priors), meanings.places
        classes = scanned.words[candidate.first - 1].classes if candidate.first and not candidate.proclitic else ""
        if classes and not _TYPED.isdisjoint(classes):
            for index, place in enumerate(places):
                weights[index] += trigger_weight(classes, place)
        neighbours = _beside(decisions, number)
        if neighbours:
            for index, place in enumerate(places):
                weights[index] += beside_weight(place, neighbours)
        if meanings.apart:
            around = _around(decisions, number)
            for index, place in enumerate(places) if around else ():
                weights[index] += nearby_weight(place, around)
        for index, country in enumerate(meanings.countries):
            if country in evidence:
                weights[index] += country_weight(country, evidence, total)
        if known is not None:
            for index, place in enumerate(places):
                weights[index] += SAME_NAME_SETTLED if place.index == known else 0.0
        if meanings.mixed:
            demonym = self._demonym_weight(scanned, candidate, classes, meanings)
            for index, is_demonym in enumerate(meanings.demonyms):
                weights[index] += demonym if is_demonym else -demonym
        if meanings.vocalized is not None:
            weights = list(map(add, weights, meanings.vocalized))
        decision.shares = probabilities(decision.senses, weights)
        decision.best = decision.shares.index(max(decision.shares))

    def _demonym_weight(self, scanned: ScannedText, candidate: Candidate, classes: str, meanings: Meanings) -> float:
        """What speaks for the demonyms and against the names among the meanings."""
        if meanings.tanwin:
            return DEMONYM_LIMIT
        if not _ANNOUNCING.isdisjoint(classes):
            return -DEMONYM_LIMIT  # what follows `city of` is a name
        log_odds = self._model.demonym(scanned, candidate)
        return max(-DEMONYM_LIMIT, min(DEMONYM_LIMIT, log_odds / math.log(10) / 2))

    def _metonyms(self, scanned: ScannedText, decisions: list[Decision]) -> None:
        for number, decision in enumerate(decisions):
            if _is_office(decision) and not is_literal(scanned, decision.candidate):
                feature = coordination_feature(
                    scanned, _described(decisions[number - 1]) if number else None, decision.candidate
                )
                decision.metonym = logistic(self._model.metonym(scanned, decision.candidate, (feature,)))


def _is_office(decision: Decision) -> bool:
    """Whether a mention is the name of a place where a government sits."""
    sense = decision.senses[decision.best]
    return bool(sense.place.capital_of) and sense.form == "name"


def _described(decision: Decision) -> tuple[Candidate, str, bool, bool]:
    """What `coordination_feature` has to know of a mention."""
    return decision.candidate, decision.place.type, _is_office(decision), decision.metonym >= METONYM


def named_countries(names: Iterable[KnownName]) -> dict[str, int]:
    """What `certain_countries` says of a text, from what is known of its names."""
    counts: dict[str, int] = {}
    for name in names:
        country = name.country
        if country:
            counts[country] = counts.get(country, 0) + 1
    return counts


def certain_countries(scanned: ScannedText) -> Counter[str]:
    """Countries that the document names beyond doubt, with the number of mentions."""
    counts: Counter[str] = Counter()
    for group in scanned.groups:
        country = certain_country(group[0].entry, group[0].last - group[0].first)
        if country:
            counts[country] += 1
    return counts


def certain_country(entry: Entry, length: int) -> str:
    """The country that a name of so many words names beyond doubt, or ""."""
    if entry.verdict not in ("", "likely") or entry.prior < CERTAIN or not entry.senses:
        return ""
    if entry.verdict or group_of(entry, length) in _SAFE_GROUPS:
        country = entry.senses[0].place.countries[0]
        if country and all(sense.place.countries[0] == country for sense in entry.senses):
            return country
    return ""


def is_literal(scanned: ScannedText, candidate: Candidate) -> bool:
    """Whether grammar alone says that a capital is meant as a place: behind bi-, after `city`, in a dateline."""
    if candidate.proclitic.endswith(_BI) or candidate.entry.lead:
        return True
    words, gap = scanned.words, scanned.gaps[candidate.first]
    if candidate.last < len(words) and scanned.gaps[candidate.last] == " ":
        after = words[candidate.last].classes
        if is_person(after) or _PARTICLE in after:
            return True  # the Post, Saint-Germain: the first word of a longer name
    if candidate.first and gap == " ":
        classes = words[candidate.first - 1].classes
        if candidate.first > 1 and _DESIGNATOR in words[candidate.first - 2].classes and not candidate.proclitic:
            return True  # the Qatari capital X
        return bool(_LITERAL_BEFORE.intersection(classes)) and not _CUES.intersection(classes)
    dateline = not candidate.first or "\n" in gap
    return dateline and any(mark in scanned.gaps[candidate.last] for mark in _DATELINE_MARKS)


def alternatives(scanned: ScannedText, group: list[Candidate]) -> Iterator[Candidate]:
    """The candidates of one word that are worth a question, in order.

    A reading that is no longer than one before it is asked for only where that one was in doubt by itself: a rejected
    `Beijing` does not make a village behind a proclitic. Behind a preposition a reading with another one comes last:
    what looks like `in Russia` is Prussia.
    """
    first = group[0].first
    if first and scanned.words[first - 1].key in rules.PREPOSITIONS:
        group = sorted(group, key=lambda candidate: candidate.proclitic[-1:] in _PREPOSITIONS)
    asked: list[Candidate] = []
    for candidate in group:
        if all(candidate.last < other.last or other.entry.verdict not in ("", "likely") for other in asked):
            asked.append(candidate)
            yield candidate


def coordination_feature(
    scanned: ScannedText, previous: tuple[Candidate, str, bool, bool] | None, candidate: Candidate
) -> str:
    """Whether the mention right before, joined by `and` or a comma, was a government, a place, or neither.

    Args:
        scanned: the text.
        previous: that mention, the type of its place, whether a government sits there, whether it stood for it.
        candidate: the mention to judge.
    """
    if previous is None:
        return "alone"
    before, kind, office, metonym = previous
    joined = candidate.proclitic == "\u0648" or "\u060c" in scanned.gaps[candidate.first]
    if before.last != candidate.first or not joined:
        return "alone"
    if office:
        return "after-metonym" if metonym else "after-literal"
    return f"after-{kind}"


def _around(decisions: list[Decision], number: int) -> list[PlaceRecord]:
    """The places of the mentions at most `NEAR_WORDS` words away on both sides."""
    own = decisions[number].candidate
    found = []
    for step in (-1, 1):
        other = number + step
        while 0 <= other < len(decisions) and abs(decisions[other].candidate.first - own.first) <= NEAR_WORDS:
            found.append(decisions[other].place)
            other += step
    return found


def _beside(decisions: list[Decision], number: int) -> list[PlaceRecord]:
    own = decisions[number].candidate
    found = []
    if number and own.first - decisions[number - 1].candidate.last <= BESIDE:
        found.append(decisions[number - 1].place)
    if number + 1 < len(decisions) and decisions[number + 1].candidate.first - own.last <= BESIDE:
        found.append(decisions[number + 1].place)
    return found
