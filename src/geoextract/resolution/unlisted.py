"""Names that nobody lists: unknown words where a place is expected, linked by sound or by spelling.

Only words that no list knows are asked about, and only where a word such as `town` announces them or the surroundings
look like those of a place; wrong links cost more than missed ones (docs/transliteration.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from geoextract.candidates.slips import Slips
from geoextract.candidates.transliterated import Transliterated
from geoextract.gazetteer.gazetteer import Gazetteer
from geoextract.gazetteer.records import NOWHERE, Entry, PlaceRecord, Sense
from geoextract.mentions.relations import ANNOUNCED
from geoextract.mentions.scan import Candidate, ScannedText, joined
from geoextract.mentions.words import Word
from geoextract.resolution.decision import Decision
from geoextract.resolution.model import ContextHead
from geoextract.text.clitics import ARTICLE, readings
from geoextract.text.vocalization import ends_in_tanwin

ANNOUNCED_RULE: Final = "announced_unlisted"
CONTEXT_RULE: Final = "context_unlisted"
MISSPELT_RULE: Final = "misspelt"
UNRESOLVED_RULE: Final = "announced_unresolved"
MENTION: Final = {ANNOUNCED_RULE: 0.9, CONTEXT_RULE: 0.75, MISSPELT_RULE: 0.85, UNRESOLVED_RULE: 0.7}
"""Probability of a mention by the rule that found it (share right on held-out folds; docs/model.md)."""
LIKE_A_PLACE: Final = 1.0
"""Log-odds of the surroundings from which an unannounced word is looked up."""
LEAST_BEFORE: Final = 0.3
"""Log-odds that the word before has to add for surroundings to be weighed at all."""
LIKE_A_NAME: Final = 0.0
"""The same for a word that may be a misspelt name."""
MOST_WORDS: Final = 4
LEAST_HOST: Final = 5
"""Letters that a name behind a proclitic has to have."""
_KINDS: Final = {"s": frozenset({"city", "admin2"}), "a": frozenset({"admin1", "admin2"})}
_ALL_KINDS: Final = frozenset({"city", "admin1", "admin2"})
_PARTICLE: Final = "P"
_ARTICLES: Final = (ARTICLE, "\u0648" + ARTICLE, "\u0628" + ARTICLE, "\u0644\u0644")
_PRONOUNS: Final = (
    "\u0647",
    "\u0647\u0627",
    "\u0647\u0645",
    "\u0647\u0646",
    "\u0643\u0645",
    "\u0646\u0627",
    "\u0647\u0645\u0627",
)
_UNASKED: Final = object()
_ASKED: Final = 1
_FOREIGN: Final = 2
_MISSPELT: Final = 4
_ANNOUNCES: Final = 8
"""Flags of `Word.doubts` and `Word.leads`."""
_MAX_CACHED: Final = 20_000


class Unlisted:
    """Finds and links names that the gazetteer lacks."""

    def __init__(self, gazetteer: Gazetteer, surroundings: ContextHead) -> None:
        """Bind the gazetteer and the model's view of surroundings."""
        self._gazetteer = gazetteer
        self._surroundings = surroundings
        self._transliterated = Transliterated(gazetteer)
        self._misspelt = Slips(gazetteer)
        self._slips: dict[str, tuple[int, Entry] | None] = {}
        self._links: dict[tuple[str, frozenset[str], frozenset[str]], tuple[Entry, tuple[float, ...]] | None] = {}

    def __call__(self, scanned: ScannedText, decisions: list[Decision], evidence: Mapping[str, int]) -> list[Decision]:
        """Look for unlisted names between the accepted mentions.

        Args:
            scanned: the text.
            decisions: accepted mentions in text order.
            evidence: countries that the document names beyond doubt.

        Returns:
            All mentions in text order.
        """
        asked = self._worth_asking(scanned)
        if not asked:
            return decisions
        taken = {index for d in decisions for index in range(d.candidate.first, d.candidate.last)}
        found: list[Decision] = []
        for index in asked:
            if index not in taken:
                decision = self._decide(scanned, index, taken, evidence)
                if decision is not None:
                    found.append(decision)
                    taken.update(range(decision.candidate.first, decision.candidate.last))
        return sorted([*decisions, *found], key=lambda d: d.candidate.start) if found else decisions

    def _worth_asking(self, scanned: ScannedText) -> list[int]:
        """Unknown words that misspell a name, that are announced, or that may be foreign names where a place may stand.

        All but the last test depends on one word type and is remembered; 98 of 100 unknown words are settled here.
        """
        words, gaps, around = scanned.words, scanned.gaps, self._surroundings.around
        asked = []
        for index in scanned.unknown:
            word = words[index]
            doubts = word.doubts or self._doubt(word)
            if doubts & _MISSPELT:
                asked.append(index)
            elif index:
                before = words[index - 1]
                leads = before.leads or self._lead(before)
                if leads != _ASKED and (
                    (leads & _ANNOUNCES and gaps[index] == " ")
                    or (leads & doubts & _FOREIGN and around(scanned, index, index + 1) >= LIKE_A_PLACE)
                ):
                    asked.append(index)
        return asked

    def _doubt(self, word: Word) -> int:
        """Whether a word misspells a name, and whether it may be a foreign one."""
        slip = _MISSPELT if self._slip(word.key) is not None else 0
        word.doubts = doubts = _ASKED | slip | (_FOREIGN if _looks_foreign(word) else 0)
        return doubts

    def _lead(self, word: Word) -> int:
        """Whether a word announces a place, and whether it leaves the chance of a foreign one behind it."""
        announces = _ANNOUNCES if _kinds(word) is not None else 0
        chance = _FOREIGN if self._surroundings.leads_to(word) >= LEAST_BEFORE else 0
        word.leads = leads = _ASKED | announces | chance
        return leads

    def _decide(
        self, scanned: ScannedText, index: int, taken: set[int], evidence: Mapping[str, int]
    ) -> Decision | None:
        slip = self._slip(scanned.words[index].key)
        kinds = _announced(scanned, index)
        foreign = _looks_foreign(scanned.words[index])
        if slip is None and kinds is not None and not foreign:
            return _unresolved(scanned, index, taken, kinds)
        odds = self._surroundings.around(scanned, index, index + 1)
        if slip is not None and (odds >= LIKE_A_NAME or _agrees(scanned, index, slip[1])):
            return _misspelt(scanned, index, *slip)
        if not foreign or (kinds is None and odds < LIKE_A_PLACE):
            return None
        for first, last, cut in _stretches(scanned, index, taken):
            linked = self._link(scanned, first, last, cut, kinds or _ALL_KINDS, evidence)
            if linked is not None:
                rule = CONTEXT_RULE if kinds is None else ANNOUNCED_RULE
                entry, scores = linked
                candidate = _candidate(scanned, first, last, cut, entry)
                return Decision(candidate, rule, MENTION[rule], entry.senses, scores)
        return None if kinds is None else _unresolved(scanned, index, taken, kinds)

    def _slip(self, key: str) -> tuple[int, Entry] | None:
        """What a word misspells, with the letters of its proclitic; asked once for each word type."""
        known = self._slips.get(key, _UNASKED)
        if known is not _UNASKED:
            return known  # type: ignore[return-value]
        if len(self._slips) > _MAX_CACHED:
            self._slips.clear()
        self._slips[key] = found = self._find_slip(key)
        return found

    def _find_slip(self, key: str) -> tuple[int, Entry] | None:
        for reading in readings(key):
            entry = self._misspelt(reading.host)
            if entry is not None:
                return reading.cut, entry
        return None

    def _link(
        self, scanned: ScannedText, first: int, last: int, cut: int, kinds: frozenset[str], evidence: Mapping[str, int]
    ) -> tuple[Entry, tuple[float, ...]] | None:
        surface = " ".join(word.key for word in scanned.words[first:last])[cut:]
        countries = dict.fromkeys(sorted(evidence), 1)  # named or not: so that memory and answer depend on the same
        slot = (surface, kinds, frozenset(countries))
        if slot not in self._links:
            if len(self._links) > _MAX_CACHED:
                self._links.clear()
            self._links[slot] = self._look_up(surface, kinds, countries)
        return self._links[slot]

    def _look_up(
        self, surface: str, kinds: frozenset[str], evidence: dict[str, int]
    ) -> tuple[Entry, tuple[float, ...]] | None:
        candidates = self._transliterated.candidates(surface, evidence, kinds)
        if not candidates or not candidates[0].accepted:
            return None
        senses = tuple(Sense(c.place, "name", "", c.place.importance) for c in candidates)
        return Entry(surface, surface, "", 1.0, senses), tuple(c.score for c in candidates)


def _unresolved(scanned: ScannedText, index: int, taken: set[int], kinds: frozenset[str]) -> Decision:
    """A mention that the word before announces and that nothing links: shown where the caller keeps the unresolved."""
    first, last, _ = next(_stretches(scanned, index, taken))
    place = _NOWHERE if "city" in kinds else _NOWHERE_ELSE
    surface = " ".join(word.key for word in scanned.words[first:last])
    entry = Entry(surface, surface, "", 1.0, (Sense(place, "name", "", 0.0),))
    candidate = _candidate(scanned, first, last, 0, entry)
    return Decision(candidate, UNRESOLVED_RULE, MENTION[UNRESOLVED_RULE], entry.senses, (0.0,))


def _nowhere(kind: str) -> PlaceRecord:
    return PlaceRecord(NOWHERE, "", kind, "", ("", "", ""), None, None, 0, 0.0, "", "", "")


_NOWHERE: Final = _nowhere("city")
_NOWHERE_ELSE: Final = _nowhere("admin1")


def _looks_foreign(word: Word) -> bool:
    """Whether a word may be a foreign name: no article, no pronoun suffix, not the accusative -an."""
    text = word.text[: word.length]
    return not word.key.startswith(_ARTICLES) and not text.endswith(_PRONOUNS) and not ends_in_tanwin(text)


def _misspelt(scanned: ScannedText, index: int, cut: int, entry: Entry) -> Decision:
    candidate = _candidate(scanned, index, index + 1, cut, entry)
    shares = tuple(1.0 if n == 0 else 0.0 for n in range(len(entry.senses)))
    return Decision(candidate, MISSPELT_RULE, MENTION[MISSPELT_RULE], entry.senses, shares)


def _agrees(scanned: ScannedText, index: int, entry: Entry) -> bool:
    """Whether a misspelt demonym follows a noun that it agrees with in definiteness, as an adjective does."""
    if entry.senses[0].form != "demonym" or not index or scanned.gaps[index] != " ":
        return False
    head = scanned.words[index - 1].key
    return len(head) > 2 and (ARTICLE in head[:3]) == entry.key.startswith(ARTICLE)


def _announced(scanned: ScannedText, index: int) -> frozenset[str] | None:
    """The kinds of place that the word before announces, None if it does not."""
    return _kinds(scanned.words[index - 1]) if index and scanned.gaps[index] == " " else None


def _kinds(before: Word) -> frozenset[str] | None:
    if before.key.startswith(ARTICLE):
        return None
    kinds = [_KINDS[code] for code in before.classes if code in _KINDS and code in ANNOUNCED]
    return frozenset().union(*kinds) if kinds else None


def _stretches(scanned: ScannedText, index: int, taken: set[int]) -> Iterator[tuple[int, int, int]]:
    """Stretches of words that may be one name, the longest first: first word, one past the last, letters to cut off."""
    words = scanned.words
    first = index
    if index and index - 1 not in taken and _PARTICLE in words[index - 1].classes and joined(scanned.gaps[index]):
        first = index - 1
    last = index + 1
    while last < min(len(words), index + MOST_WORDS) and words[last].unknown and joined(scanned.gaps[last]):
        last += 1
    cut = max((reading.cut for reading in readings(words[first].key) if len(reading.host) >= LEAST_HOST), default=0)
    for end in sorted({last, index + 1}, reverse=True):
        yield first, end, 0
        if cut:
            yield first, end, cut
    if first < index:
        yield index, index + 1, 0


def _candidate(scanned: ScannedText, first: int, last: int, cut: int, entry: Entry) -> Candidate:
    word = scanned.words[first]
    start = scanned.ends[2 * first] + word.offset_of(cut)
    end = scanned.ends[2 * (last - 1)] + scanned.words[last - 1].length
    return Candidate(first, last, start, end, word.key[:cut], entry)
