"""Carrier sentences for every surface of the gazetteer, and what becomes of the surface in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from geoextract import GeoExtractor
from geoextract.gazetteer import Entry, Gazetteer
from geoextract.mentions.words import TRAP
from geoextract.text.clitics import ARTICLE, readings
from geoextract.text.normalize import fold
from tests.text.strategies import HARAKAT, TATWEEL

NAME_CARRIER = "وصل الوفد الرسمي إلى {} أمس."
NAME_CARRIERS = {
    "و": "زار الوفد الرسمي العاصمة و{} أمس.",
    "ف": "زار الوفد الرسمي العاصمة ف{} أمس.",
    "ب": "انعقد المؤتمر الدولي ب{} أمس.",
    "ل": "بدأ الوزير زيارة رسمية ل{} أمس.",
    "ك": "وقع ذلك في مناطق ك{} وغيرها.",
    "وب": "انعقد المؤتمر هناك وب{} أمس.",
    "ول": "بدأ الوزير زيارة للعاصمة ول{} أمس.",
    "وك": "وقع ذلك في مناطق أخرى وك{} وغيرها.",
    "فب": "انعقد المؤتمر هناك فب{} أمس.",
    "فل": "بدأ الوزير زيارة للعاصمة فل{} أمس.",
    "فك": "وقع ذلك في مناطق أخرى فك{} وغيرها.",
}
"""Proclitic -> a sentence in which a name is written behind it."""
DEMONYM_CARRIERS = {
    "و": "التقى المسؤول السابق و{} أمس.",
    "ف": "جاء المسؤول السابق ف{} أمس.",
    "ب": "التقى الوزير ب{} أمس.",
    "ل": "قال الوزير ل{} إن الاجتماع انتهى.",
    "ك": "بصفته ك{} شارك في الاجتماع.",
    "وب": "التقى الوزير بهم وب{} أمس.",
    "ول": "قال الوزير لهم ول{} إن الاجتماع انتهى.",
    "وك": "شارك كمسؤول وك{} في الاجتماع.",
    "فب": "التقى الوزير بهم فب{} أمس.",
    "فل": "قال الوزير لهم فل{} إن الاجتماع انتهى.",
    "فك": "شارك كمسؤول فك{} في الاجتماع.",
}
"""The same for demonyms, where they stand as nouns."""
AGREEING_CARRIERS = {
    "m": "تحدث مسؤول {} بارز عن الاجتماع.",
    "f": "تحدثت مسؤولة {} بارزة عن الاجتماع.",
    "d": "تحدث مسؤولان {} بارزان عن الاجتماع.",
    "p": "تحدث مسؤولون {} بارزون عن الاجتماع.",
    "a": "نوقش القرار {} أمس.",
}
"""Code of an inflected form (`forms.Form`) -> a sentence in which it is an adjective or adverb."""
DEFINITE_CARRIERS = {
    "m": "تحدث المسؤول {} البارز عن الاجتماع.",
    "f": "تحدثت المسؤولة {} البارزة عن الاجتماع.",
    "d": "تحدث المسؤولان {} البارزان عن الاجتماع.",
    "p": "تحدث المسؤولون {} البارزون عن الاجتماع.",
}
"""The same for forms with the article."""
RIGHT = "right"
LAM = "\N{ARABIC LETTER LAM}"
_LETTERS = range(0x0621, 0x064B)


@dataclass(frozen=True)
class Trial:
    """A surface in a sentence.

    Attributes:
        what: what is tried: `bare`, `harakat`, `tatweel` or `proclitic`.
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


@dataclass
class Report:
    """What happened to the surfaces of the table.

    Attributes:
        counts: number of trials by group (see `group`), what was tried, excuse ("" where it must succeed), outcome.
        wrong: trials that had to succeed and did not, as lines for a reader.
    """

    counts: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def shares(self) -> dict[tuple[str, str], float]:
        """By group and kind of trial the share of right outcomes of those that have to succeed."""
        right, total = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
        for (group, what, why, outcome), count in self.counts.items():
            if not why:
                total[group, what] += count
                right[group, what] += count if outcome == RIGHT else 0
        return {slot: right[slot] / count for slot, count in total.items()}

    def __str__(self) -> str:
        """The shares, the excused ones by reason and outcome, and the first wrong trials."""
        lines = [f"{group}, {what}: {share:.2%} right" for (group, what), share in sorted(self.shares().items())]
        excused = Counter[str]()
        for (_, _, why, outcome), count in self.counts.items():
            if why:
                excused[f"{why}: {outcome}"] += count
        return "\n".join([*lines, f"excused: {dict(sorted(excused.items()))}", *self.wrong[:60]])


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
        bare, carriers = agreeing[first.code], DEMONYM_CARRIERS
    yield _trial(entry, "bare", bare, "", surface)
    yield _trial(entry, "harakat", bare, "", entry.senses[0].vocalized or vocalized(surface))
    yield _trial(entry, "tatweel", bare, "", stretched(surface))
    if first.code == "a":
        return  # adverbs take no preposition
    for proclitic, carrier in carriers.items():
        yield _trial(entry, "proclitic", carrier, proclitic, glued(proclitic, surface).removeprefix(proclitic))


def _trial(entry: Entry, what: str, carrier: str, proclitic: str, written: str) -> Trial:
    before, _, behind = carrier.partition("{}")
    words = written.split(" ")
    mention = " ".join(words[entry.lead : len(words) - entry.trail])
    skipped = sum(len(word) + 1 for word in words[: entry.lead])
    return Trial(what, before + written + behind, len(before) + skipped, mention, proclitic + written)


def group(entry: Entry) -> str:
    """How well known a surface is."""
    first = entry.senses[0]
    if first.form == "demonym":
        return "demonym"
    major = first.place.type in {"country", "territory"} or bool(first.place.capital_of)
    return "country or capital" if major else "other name"


def excuse(gazetteer: Gazetteer, entry: Entry, word: str) -> str:
    """Why a surface need not resolve to its own place, or "" where it has to.

    Args:
        gazetteer: the gazetteer.
        entry: the surface's entry.
        word: the surface as written, proclitics included.
    """
    if entry.verdict:
        return f"verdict {entry.verdict}"
    if len({sense.place.id for sense in entry.senses}) > 1:
        return "ambiguous"
    first = entry.senses[0]
    if first.form == "demonym" and first.code == "f" and entry.key.startswith(ARTICLE) and not word.startswith(ARTICLE):
        return "may be a language"  # the feminine with the article, as a noun of its own
    key = fold(word.split(" ")[0])
    known = [r for r in readings(key) if gazetteer.entry(r.host) is not None or r.host in gazetteer.heads]
    if len(known) > 1:
        return "several readings"
    return "never cut" if known and known[0].proclitic and TRAP in gazetteer.lexicon.get(key, "") else ""


def check(extractor: GeoExtractor, keys: Iterable[str]) -> Report:
    """Try every surface in every carrier sentence."""
    report = Report()
    for key in keys:
        entry = extractor.gazetteer.entry(key)
        assert entry is not None
        own = {sense.place.id for sense in entry.senses}
        for trial in trials(entry):
            why = excuse(extractor.gazetteer, entry, trial.word)
            outcome = _outcome(extractor, trial, own)
            report.counts[group(entry), trial.what, why, outcome] += 1
            if outcome != RIGHT and not why:
                report.wrong.append(f"{outcome}: {trial.sentence} wants {' '.join(sorted(own))}")
    return report


def _outcome(extractor: GeoExtractor, trial: Trial, own: set[str]) -> str:
    end = trial.start + len(trial.mention)
    for entity in extractor(trial.sentence).entities:
        if entity.start < end and entity.end > trial.start:
            if (entity.start, entity.end) != (trial.start, end):
                return "other span"
            return RIGHT if entity.place is not None and entity.place.id in own else "other place"
    return "missed"
