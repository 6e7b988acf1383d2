"""Carrier sentences for every surface of the gazetteer, what else a surface may be in them, and what becomes of it.

Whether a surface may fail is a matter of the data alone: of its verdict, of the word lists, of other names that the
same letters spell, of the rules that are certain. The context model has no say in it, so a retrained model has the same
excuses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from geoextract import GeoExtractor
from geoextract.gazetteer import Entry, Gazetteer
from geoextract.gazetteer.lexicon import CLASSES
from geoextract.mentions.scan import Candidate, Scanner
from geoextract.mentions.words import TRAP
from geoextract.resolution.document import alternatives
from geoextract.resolution.rules import ACCEPT, decide
from geoextract.text.clitics import ARTICLE
from geoextract.text.normalize import fold
from tests.text.strategies import HARAKAT, TATWEEL

NAME_CARRIER = "وصل الوفد الرسمي إلى {} أمس."
NAME_CARRIERS = {
    "و": "زار الوفد الرسمي القاهرة {} أمس.",
    "ف": "زار الوفد الرسمي القاهرة {} أمس.",
    "ب": "انعقد المؤتمر الدولي {} أمس.",
    "ل": "بدأ الوزير زيارة {} أمس.",
    "ك": "وقع ذلك في مناطق {} وغيرها.",
    "وب": "انعقد المؤتمر هناك {} أمس.",
    "ول": "بدأ الوزير زيارة للعاصمة {} أمس.",
    "وك": "وقع ذلك في مناطق أخرى {} وغيرها.",
    "فب": "انعقد المؤتمر هناك {} أمس.",
    "فل": "بدأ الوزير زيارة للعاصمة {} أمس.",
    "فك": "وقع ذلك في مناطق أخرى {} وغيرها.",
}
"""Proclitic -> a sentence in which a name is written behind it."""
NOUN_CARRIERS = {
    "ب": "التقى الوزير {} أمس.",
    "ل": "قال الوزير {} إن الاجتماع انتهى.",
    "ك": "بصفته {} شارك في الاجتماع.",
    "وب": "التقى الوزير بهم {} أمس.",
    "ول": "قال الوزير لهم {} إن الاجتماع انتهى.",
    "وك": "شارك كمسؤول {} في الاجتماع.",
    "فب": "التقى الوزير بهم {} أمس.",
    "فل": "قال الوزير لهم {} إن الاجتماع انتهى.",
    "فك": "شارك كمسؤول {} في الاجتماع.",
}
"""The same for demonyms behind a preposition, where they stand as nouns."""
AGREEING_CARRIERS = {
    "m": "وصل وفد {} إلى العاصمة أمس.",
    "f": "وصلت قوات {} إلى الحدود أمس.",
    "d": "تحدث مسؤولان {} بارزان عن الاجتماع.",
    "p": "تحدث مسؤولون {} بارزون عن الاجتماع.",
    "a": "كان الموقف مدعوما {} ودوليا.",
}
"""Code of an inflected form (`forms.Form`) -> a sentence in which it is an adjective or adverb."""
DEFINITE_CARRIERS = {
    "m": "أعلن الفريق {} ذلك أمس.",
    "f": "وصلت القوات {} إلى الحدود أمس.",
    "d": "تحدث المسؤولان {} البارزان عن الاجتماع.",
    "p": "تحدث المسؤولون {} البارزون عن الاجتماع.",
}
"""The same for forms with the article."""
JOINED_CARRIERS = {
    "m": "وصل وفد فرنسي {} إلى العاصمة أمس.",
    "f": "وصلت قوات فرنسية {} إلى الحدود أمس.",
    "d": "وصل الفرنسيان {} إلى العاصمة أمس.",
    "p": "وصل الفرنسيون {} إلى العاصمة أمس.",
}
"""The same behind a conjunction: a second adjective or noun of the same kind."""
DEFINITE_JOINED_CARRIERS = JOINED_CARRIERS | {
    "m": "أعلن الفريقان الفرنسي {} ذلك أمس.",
    "f": "وصلت القوات الفرنسية {} إلى الحدود أمس.",
}
"""The same for forms with the article."""
CONJUNCTIONS = ("و", "ف")
UNGOVERNED = ("bare", "harakat", "tatweel")
ROMANIZED = str.maketrans("وفبلك", "wfblk")
RIGHT = "right"
VERDICT, WORD, NAME, LANGUAGE, PERSON = "verdict", "word", "other name", "language", "person or word"
"""What else a surface may be (`Doubt.reason`); gazetteer/README.md explains each."""
LAM = "\N{ARABIC LETTER LAM}"
_LETTERS = range(0x0621, 0x064B)


@dataclass(frozen=True)
class Trial:
    """A surface in a sentence.

    Attributes:
        what: what is tried: `bare`, `harakat`, `tatweel` or a romanized proclitic.
        sentence: the carrier with the surface in it.
        start: where the mention begins, behind any proclitic and generic word.
        mention: the surface as it stands there, without generic words (`Entry.lead`, `Entry.trail`).
        word: the surface as written, proclitic and generic words included.
    """

    what: str
    sentence: str
    start: int
    mention: str
    word: str


class Doubt(NamedTuple):
    """What else a surface may be in its carrier sentence.

    Attributes:
        reason: one of the constants above.
        other: the verdict, the classes of the word lists or the place that is read first.
    """

    reason: str
    other: str = ""


def vocalized(surface: str) -> str:
    """The surface with a harakah behind every inner letter."""
    pairs = zip(surface, [*surface[1:], " "], strict=True)
    return "".join(
        char + HARAKAT[index % 4] if ord(char) in _LETTERS and following != " " else char
        for index, (char, following) in enumerate(pairs)
    )


def stretched(surface: str) -> str:
    """The surface with a tatweel inside every word."""
    return " ".join(word[:2] + TATWEEL * 2 + word[2:] if len(word) > 2 else word for word in surface.split(" "))


def glued(proclitic: str, surface: str) -> str:
    """The proclitic and the surface as they are written together (li + al- with two lams)."""
    if proclitic.endswith(LAM) and surface.startswith(ARTICLE):
        return proclitic + surface[1:]
    return proclitic + surface


def trials(entry: Entry) -> Iterator[Trial]:
    """All carrier sentences of a surface: behind each proclitic, with harakat, with tatweel."""
    first, surface = entry.senses[0], entry.surface
    if first.form == "name":
        bare, carriers = NAME_CARRIER, NAME_CARRIERS
    else:
        agreeing = DEFINITE_CARRIERS if surface.startswith(ARTICLE) and first.code != "a" else AGREEING_CARRIERS
        joined = DEFINITE_JOINED_CARRIERS if agreeing is DEFINITE_CARRIERS else JOINED_CARRIERS
        bare = agreeing[first.code]
        carriers = dict.fromkeys(CONJUNCTIONS, joined.get(first.code, "")) | NOUN_CARRIERS
    yield _trial(entry, "bare", bare, "", surface)
    marked = "" if entry.lead or entry.trail else first.vocalized
    yield _trial(entry, "harakat", bare, "", marked or vocalized(surface))
    yield _trial(entry, "tatweel", bare, "", stretched(surface))
    if first.code == "a":
        return  # adverbs take no preposition
    for proclitic, carrier in carriers.items():
        behind = glued(proclitic, surface).removeprefix(proclitic)
        yield _trial(entry, proclitic.translate(ROMANIZED), carrier, proclitic, behind)


def _trial(entry: Entry, what: str, carrier: str, proclitic: str, written: str) -> Trial:
    before, _, behind = carrier.partition("{}")
    before += proclitic
    words = written.split(" ")
    mention = " ".join(words[entry.lead : len(words) - entry.trail])
    skipped = sum(len(word) + 1 for word in words[: entry.lead])
    return Trial(what, before + written + behind, len(before) + skipped, mention, proclitic + written)


class Doubts:
    """Says what else a surface may be in its carrier sentence."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Bind the gazetteer."""
        self._gazetteer = gazetteer
        self._scan = Scanner(gazetteer)

    def __call__(self, entry: Entry, trial: Trial) -> Doubt | None:
        """What the surface of an entry may be instead of the place, or None where it has to resolve."""
        scanned = self._scan(trial.sentence)
        start, end = trial.start, trial.start + len(trial.mention)
        groups = [group for group in scanned.groups if group[0].start < end and max(c.end for c in group) > start]
        first_asked = next(alternatives(scanned, groups[0])) if groups else None
        if first_asked is None or (first_asked.start, first_asked.end, first_asked.entry) != (start, end, entry):
            return self._other(entry, trial, groups)
        rule = decide(scanned, first_asked, {})
        if rule is not None and rule.probability >= ACCEPT:
            return None
        if entry.verdict:
            return Doubt(VERDICT, entry.verdict)
        first, governed = entry.senses[0], trial.what not in UNGOVERNED
        if first.form == "demonym" and not governed and " " not in entry.key:
            return None  # an adjective beside its noun
        if governed and first.code == "f" and entry.key.startswith(ARTICLE):
            return Doubt(LANGUAGE)
        classes = scanned.words[first_asked.first].classes
        kinds = sorted(name for name, code in CLASSES.items() if code in classes and not code.isdigit())
        return Doubt(PERSON, " ".join(kinds)) if kinds else None

    def _other(self, entry: Entry, trial: Trial, groups: list[list[Candidate]]) -> Doubt | None:
        if entry.verdict:
            return Doubt(VERDICT, entry.verdict)
        first = fold(trial.word.split(" ")[0])
        behind = first[1:] if first[0] in CONJUNCTIONS else first
        if any(TRAP in self._gazetteer.lexicon.get(key, "") for key in (first, behind)):
            return Doubt(WORD)
        others = [c.entry.senses for group in groups for c in group if c.entry is not entry]
        return Doubt(NAME, others[0][0].place.id if others[0] else "") if others else None


def doubts(ask: Doubts, entry: Entry) -> dict[Doubt, list[str]]:
    """What else a surface may be, each with where: `bare`, `harakat`, `tatweel` or behind which proclitic."""
    found: dict[Doubt, list[str]] = {}
    for trial in trials(entry):
        doubt = ask(entry, trial)
        if doubt is not None:
            found.setdefault(doubt, []).append(trial.what)
    return found


def outcome(extractor: GeoExtractor, entry: Entry, trial: Trial) -> str:
    """What becomes of a surface in a sentence: `right`, `missed`, `other span` or `other place`."""
    own = {sense.place.id for sense in entry.senses}
    end = trial.start + len(trial.mention)
    for entity in extractor(trial.sentence).entities:
        if entity.start < end and entity.end > trial.start:
            if (entity.start, entity.end) != (trial.start, end):
                return "other span"
            return RIGHT if entity.place is not None and entity.place.id in own else "other place"
    return "missed"
