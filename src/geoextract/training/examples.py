"""Turns annotated texts into examples of the model's three questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from geoextract.gazetteer.gazetteer import Gazetteer
from geoextract.mentions.features import group_of, prior_odds
from geoextract.mentions.relations import relation_features
from geoextract.mentions.scan import Candidate, ScannedText, Scanner
from geoextract.resolution import rules
from geoextract.resolution.document import alternatives, certain_countries, coordination_feature
from geoextract.resolution.model import CONTEXTS, ContextHead, feature_names
from geoextract.training import standoff
from geoextract.training.corpora import AnnotatedText, Label

WEAK: Final = 0.1
"""Weight of an example whose label is inferred: demonyms in corpora that do not tag them."""
STANDOFF: Final = 0.5
"""Weight of an example with a stand-off label."""
_PLACE_LABELS: Final = frozenset({"LOC", "GPE"})
_PERSON_LABELS: Final = frozenset({"PERS", "PER"})
_UNCLEAR_LABELS: Final = frozenset({"ORG", "MISC", "FAC", "EVENT", "PRODUCT", "LAW", "WEBSITE", "NORP", "OCC"})


@dataclass(frozen=True, slots=True)
class Example:
    """A question with its answer.

    Attributes:
        head: `mention`, `demonym` or `metonym`.
        features: names of `model.feature_names`.
        answer: yes or no.
        weight: how much the answer counts.
        document: id of the text.
        prior: value of the feature `model.PRIOR`.
        context: value of the feature `model.SURROUNDINGS`.
        group: kind of the candidate.
    """

    head: str
    features: tuple[str, ...]
    answer: bool
    weight: float
    document: str
    prior: float
    context: float
    group: str


class ExampleMaker:
    """Makes examples of annotated texts."""

    def __init__(self, gazetteer: Gazetteer, contexts: dict[str, ContextHead]) -> None:
        """Take the gazetteer, where candidates come from, and the trained views of surroundings."""
        self._scanner = Scanner(gazetteer)
        self._contexts = contexts

    def __call__(self, texts: list[AnnotatedText]) -> Iterator[Example]:
        """All examples of some texts, in order.

        Args:
            texts: annotated after this package's guide, as an NER corpus or by stand-off labels.
        """
        for text in texts:
            scanned = self._scanner(text.text)
            found = list(_mentions(text, scanned))
            if text.scheme == "geo":
                found += _readings(text, scanned)
            if text.scheme == standoff.SCHEME:
                found += _labelled_readings(text, scanned)
            for head, candidate, names, answer, weight in found:
                length = candidate.last - candidate.first
                yield Example(
                    head=head,
                    features=tuple(names),
                    answer=answer,
                    weight=weight,
                    document=text.id,
                    prior=prior_odds(candidate.entry, length),
                    context=self._contexts[CONTEXTS[head]](scanned, candidate),
                    group=group_of(candidate.entry, length),
                )


Draft = tuple[str, Candidate, list[str], bool, float]
"""Head, candidate, feature names, answer and weight of an example to be."""


def _mentions(text: AnnotatedText, scanned: ScannedText) -> Iterator[Draft]:
    evidence = certain_countries(scanned)
    position = 0
    previous: tuple[Candidate, bool] | None = None
    for group in scanned.groups:
        if group[0].first < position:
            continue
        if not group[0].entry.senses:
            position = group[0].last
            continue
        accepted: Candidate | None = None
        answer: bool | None = None
        for candidate in alternatives(scanned, group):
            rule = rules.decide(scanned, candidate, evidence)
            if rule is not None:
                answer = rule.probability >= rules.ACCEPT
            else:
                answer, weight = _answer(text, scanned, candidate)
                if answer is not None:
                    names = feature_names(scanned, candidate, relation_features(scanned, candidate, evidence, previous))
                    yield "mention", candidate, names, answer, weight
            if answer:
                accepted = candidate
                break
        position = accepted.last if accepted else position
        previous = (accepted, True) if accepted else (group[0], False)
        if answer is None and text.scheme == standoff.SCHEME:
            previous = None  # nobody said whether it is one


def _answer(text: AnnotatedText, scanned: ScannedText, candidate: Candidate) -> tuple[bool | None, float]:
    touching = [label for label in text.labels if label.start < candidate.end and candidate.start < label.end]
    if text.scheme == "geo":
        return _geo_answer(candidate, touching), 1.0
    if text.scheme == standoff.SCHEME:
        return _labelled(candidate, touching, standoff.MENTION_ANSWERS), STANDOFF
    return _ner_answer(scanned, candidate, touching)


def _labelled(candidate: Candidate, labels: Iterable[Label], answers: dict[str, bool]) -> bool | None:
    """The answer of a stand-off label on exactly this stretch, None if there is none."""
    exact = (label for label in labels if (label.start, label.end) == (candidate.start, candidate.end))
    return next((answers[label.kind] for label in exact if label.kind in answers), None)


def _geo_answer(candidate: Candidate, touching: list[Label]) -> bool | None:
    if any(label.optional for label in touching):
        return None
    return any((label.start, label.end) == (candidate.start, candidate.end) for label in touching)


def _ner_answer(scanned: ScannedText, candidate: Candidate, touching: list[Label]) -> tuple[bool | None, float]:
    kinds = {label.kind for label in touching}
    forms = {sense.form for sense in candidate.entry.senses}
    if kinds & _PERSON_LABELS:
        return False, 1.0
    if "LANGUAGE" in kinds:
        return False, 1.0
    if forms == {"demonym"}:
        return (None, 0.0) if _may_be_language(scanned, candidate) else (True, WEAK)
    places = [label for label in touching if label.kind in _PLACE_LABELS]
    if places:
        whole = any(
            label.end == candidate.end and _first_word(scanned, label.start) == candidate.first for label in places
        )
        return (True, 1.0) if whole else (None, 0.0)
    if kinds & _UNCLEAR_LABELS or "demonym" in forms:
        return None, 0.0
    return False, 1.0


def _may_be_language(scanned: ScannedText, candidate: Candidate) -> bool:
    before = scanned.words[candidate.first - 1].classes if candidate.first else ""
    feminine = any(sense.code == "f" for sense in candidate.entry.senses)
    return feminine and ("L" in before or bool(candidate.proclitic))


def _first_word(scanned: ScannedText, start: int) -> int:
    low, high = 0, len(scanned.words)
    while low < high:
        middle = (low + high) // 2
        if scanned.ends[2 * middle + 1] <= start:
            low = middle + 1
        else:
            high = middle
    return low


def _readings(text: AnnotatedText, scanned: ScannedText) -> Iterator[Draft]:
    """Demonym against name, and metonym against place, at the annotated mentions."""
    by_span = {(c.start, c.end): c for group in scanned.groups for c in reversed(group)}
    previous: tuple[Candidate, Label] | None = None
    for label in text.labels:
        candidate = by_span.get((label.start, label.end))
        if candidate is None or label.optional:
            previous = None
            continue
        forms = {sense.form for sense in candidate.entry.senses}
        if len(forms) == 2:
            names = feature_names(scanned, candidate, [])
            yield "demonym", candidate, names, label.kind == "demonym", 1.0
        capital = any(sense.place.capital_of and sense.form == "name" for sense in candidate.entry.senses)
        if label.kind == "city" and capital:
            feature = _gold_coordination(scanned, previous, candidate)
            names = feature_names(scanned, candidate, [feature])
            yield "metonym", candidate, names, label.metonym, 1.0
        previous = (candidate, label)


def _labelled_readings(text: AnnotatedText, scanned: ScannedText) -> Iterator[Draft]:
    """The same at the candidates that stand-off labels speak of.

    A capital joined to the mention before is left out: whether that one stood for a government is not known.
    """
    end = -1
    for candidate in (group[0] for group in scanned.groups):
        form = _labelled(candidate, text.labels, standoff.FORM_ANSWERS)
        if form is not None:
            yield "demonym", candidate, feature_names(scanned, candidate, []), form, STANDOFF
        office = _labelled(candidate, text.labels, standoff.OFFICE_ANSWERS)
        if office is not None and candidate.first != end:
            feature = coordination_feature(scanned, None, candidate)
            yield "metonym", candidate, feature_names(scanned, candidate, [feature]), office, STANDOFF
        end = candidate.last


def _gold_coordination(scanned: ScannedText, previous: tuple[Candidate, Label] | None, candidate: Candidate) -> str:
    if previous is None:
        return coordination_feature(scanned, None, candidate)
    before, label = previous
    office = any(sense.place.capital_of for sense in before.entry.senses) and label.kind == "city"
    kind = before.entry.senses[0].place.type
    return coordination_feature(scanned, (before, kind, office, label.metonym), candidate)
