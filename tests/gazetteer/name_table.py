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

NAME_CARRIERS = {
    "": "وصل الوفد الرسمي إلى {} أمس.",
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
"""Proclitic -> a sentence in which a name stands behind it."""
DEMONYM_CARRIERS = {
    "": "قال المسؤول {} إن الاجتماع انتهى.",
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
"""The same for demonyms."""
BARE = "bare"
RIGHT = "right"
LAM = "\N{ARABIC LETTER LAM}"
_LETTERS = range(0x0621, 0x064B)


@dataclass(frozen=True)
class Trial:
    """A surface in a sentence.

    Attributes:
        what: what is tried: `bare`, a proclitic, `harakat` or `tatweel`.
        sentence: the carrier with the surface in it.
        start: where the surface begins, behind any proclitic.
        written: the surface as it stands there.
        proclitic: what stands before it in the same word.
    """

    what: str
    sentence: str
    start: int
    written: str
    proclitic: str


@dataclass
class Report:
    """What happened to the surfaces of the table.

    Attributes:
        counts: number of trials by what was tried, why it need not succeed ("" where it has to) and outcome.
        wrong: trials that had to succeed and did not, as lines for a reader.
    """

    counts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def share_right(self, *, plain: bool) -> float:
        """The share of right outcomes among surfaces as they stand, or among those with something put before or into them."""
        chosen = Counter[bool]()
        for (what, excuse, outcome), count in self.counts.items():
            if not excuse and (what == BARE) == plain:
                chosen[outcome == RIGHT] += count
        return chosen[True] / max(chosen.total(), 1)

    def __str__(self) -> str:
        """All counts, one line a kind of trial, and the first wrong trials."""
        rows: dict[str, Counter[str]] = {}
        for (what, excuse, outcome), count in sorted(self.counts.items()):
            rows.setdefault(what, Counter())[f"{excuse or 'must'}: {outcome}"] += count
        lines = [f"{what}: {dict(found)}" for what, found in rows.items()]
        return "\n".join([*lines, *self.wrong[:60]])


def vocalized(surface: str) -> str:
    """The surface with a harakah behind every inner letter."""
    inner = [
        char + HARAKAT[index % 4] if ord(char) in _LETTERS and index + 1 < len(surface) and surface[index + 1] != " " else char
        for index, char in enumerate(surface)
    ]
    return "".join(inner)


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
    carriers = NAME_CARRIERS if entry.senses[0].form == "name" else DEMONYM_CARRIERS
    surface = entry.surface
    for proclitic, carrier in carriers.items():
        yield _trial(proclitic or BARE, carrier, proclitic, glued(proclitic, surface).removeprefix(proclitic))
    yield _trial("harakat", carriers[""], "", vocalized(surface))
    yield _trial("tatweel", carriers[""], "", stretched(surface))


def _trial(what: str, carrier: str, proclitic: str, written: str) -> Trial:
    before, _, behind = carrier.partition("{}")
    return Trial(what, before + written + behind, len(before), written, proclitic)


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
            why = excuse(extractor.gazetteer, entry, trial.proclitic + trial.written)
            outcome = _outcome(extractor, trial, own)
            report.counts[trial.what, why, outcome] += 1
            if outcome != RIGHT and not why:
                report.wrong.append(f"{outcome}: {trial.sentence} wants {' '.join(sorted(own))}")
    return report


def _outcome(extractor: GeoExtractor, trial: Trial, own: set[str]) -> str:
    end = trial.start + len(trial.written)
    for entity in extractor(trial.sentence).entities:
        if entity.start < end and entity.end > trial.start:
            if (entity.start, entity.end) != (trial.start, end):
                return "other span"
            return RIGHT if entity.place is not None and entity.place.id in own else "other place"
    return "missed"
