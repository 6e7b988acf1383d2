"""The context model: a logistic regression over candidates whose sums are cached by word type.

For a candidate the model adds a bias of its group, what the candidate itself contributes (cached by entry and
proclitic), what each of the
five words around it contributes (cached on the word) and what the gaps and the document contribute. A handful of
additions, no strings.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import chain, combinations
from operator import add
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple

from geoextract.errors import ModelError
from geoextract.gazetteer.artifact import read
from geoextract.mentions.features import (
    GROUPS,
    POSITIONS,
    Shape,
    candidate_features,
    crossed,
    edge_features,
    gap_features,
    group_of,
    prior_odds,
    shape_of,
    surface_of,
    word_features,
)
from geoextract.mentions.names import NameKey
from geoextract.mentions.relations import (
    ANNOUNCED,
    COUNTRY,
    LANGUAGE_NEAR,
    NO_NOUN,
    after_feature,
    agreement,
    announced_types,
    announcement,
    before_feature,
    chain_feature,
    countries_of,
    is_joined,
    language_near,
    least_mentions,
    named_types,
    no_head,
    noun_kind,
)
from geoextract.mentions.scan import Candidate, ScannedText
from geoextract.mentions.words import Word

FORMAT: Final = 1
PACKAGED: Final = Path(__file__).parents[1] / "data" / "model.bin"
HEADS: Final = ("mention", "demonym", "metonym")
CONTEXT_HEADS: Final = ("place_context", "office_context")
_GROUP_INDEX: Final = {name: index for index, name in enumerate(GROUPS)}
PRIOR: Final = "prior_odds"
SURROUNDINGS: Final = "context_odds"
"""The two features with a value: the prior (`features.prior_odds`) and what raw text taught of the surroundings
(`ContextHead`); all
others are there or not."""
CONTEXTS: Final = {"mention": "place_context", "demonym": "place_context", "metonym": "office_context"}
"""Which surroundings each head looks at."""
_CONTEXT_LIMIT: Final = 6.0
_RIGHT_BEFORE: Final = POSITIONS.index(-1)
_MAX_CACHED: Final = 50_000
_BEFORE: Final = 3
"""Words before a candidate that the model sees."""


def logistic(value: float) -> float:
    """The logistic function, safe for large arguments."""
    if value < -30:
        return 0.0
    return 1.0 / (1.0 + math.exp(-value))


def log_odds(probability: float) -> float:
    """The inverse of `logistic`, within -7..7."""
    bounded = min(max(probability, 1e-3), 1 - 1e-3)
    return math.log(bounded / (1 - bounded))


Sums = tuple[float, ...]
_NOTHING: Final = (0.0,) * len(POSITIONS)
_EDGE: Final = -1.0
"""Number of the shape of what is beyond the text."""
Gap = tuple[float, float, float, float]
"""What a gap adds before and behind a candidate, and the same to the view of surroundings."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Turns the probabilities of mention and place into the score of an entity.

    Fitted on held-out folds (docs/model.md).

    Attributes:
        mention: factor of the log-odds of the mention.
        share: factor of the log-odds of the chosen place.
        bias: added to them.
    """

    mention: float = 1.0
    share: float = 1.0
    bias: float = 0.0
    _known: dict[tuple[float, float], float] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __call__(self, mention: float, share: float) -> float:
        """The probability that the mention is one and the place is right."""
        known = self._known.get((mention, share))
        if known is None:
            if len(self._known) > _MAX_CACHED:
                self._known.clear()
            known = self._known[mention, share] = self._weigh(mention, share)
        return known

    def _weigh(self, mention: float, share: float) -> float:
        return logistic(self.mention * log_odds(mention) + self.share * log_odds(share) + self.bias)


def feature_names(scanned: ScannedText, candidate: Candidate, document: Sequence[str]) -> list[str]:
    """All features of a candidate by name, shared ones and those of its group: what training sees.

    Args:
        scanned: the text.
        candidate: one of its candidates.
        document: features of its relations to neighbours and document.
    """
    names = ["bias"]
    names += candidate_features(candidate, surface_of(scanned, candidate), scanned.words[candidate.first].classes)
    for position in POSITIONS:
        index = candidate.first + position if position < 0 else candidate.last - 1 + position
        inside = 0 <= index < len(scanned.words)
        found = word_features(scanned.words[index]) if inside else edge_features(position)
        names += [f"{position}:{name}" for name in found]
    names += [f"before:{name}" for name in gap_features(scanned.gaps[candidate.first])]
    names += [f"after:{name}" for name in gap_features(scanned.gaps[candidate.last])]
    names += [f"doc:{name}" for name in document]
    group = group_of(candidate.entry, candidate.last - candidate.first)
    return names + [f"{group}|{name}" for name in names if crossed(name)]


class ContextHead:
    """What raw text taught of the surroundings of certain names.

    Log-odds from the words and gaps beside a candidate alone.
    """

    def __init__(self, weights: dict[str, float], slot: int) -> None:
        """Take weights by feature name and the slot under which words keep their sums."""
        self._weights = weights
        self._slot = slot
        self.bias = weights.get("bias", 0.0)
        self._rows: dict[str, Sums] | None = None
        self._shapes: dict[Shape, Sums] = {}
        self.edges = tuple(self._sum([f"{p}:{name}" for name in edge_features(p)]) for p in POSITIONS)
        self._before: dict[str, float] = {}
        self._after: dict[str, float] = {}

    def __call__(self, scanned: ScannedText, candidate: Candidate) -> float:
        """The log-odds, within -6..6."""
        return self.around(scanned, candidate.first, candidate.last)

    def around(self, scanned: ScannedText, first: int, last: int) -> float:
        """The same for any stretch of words."""
        words, slot = scanned.words, self._slot
        try:
            if first < _BEFORE:
                raise IndexError
            a = words[first - 3].scores[slot]
            b = words[first - 2].scores[slot]
            c = words[first - 1].scores[slot]
            d = words[last].scores[slot]
            e = words[last + 1].scores[slot]
        except (KeyError, IndexError):
            a, b, c, d, e = self._rows_around(words, first, last)
        total = self.bias + a[0] + b[1] + c[2] + d[3] + e[4]
        total += self.before(scanned.gaps[first])
        total += self.after(scanned.gaps[last])
        return max(-_CONTEXT_LIMIT, min(_CONTEXT_LIMIT, total))

    def leads_to(self, word: Word) -> float:
        """What a word adds to the log-odds of the position right behind it."""
        return (word.scores.get(self._slot) or self._remember(word))[_RIGHT_BEFORE]

    def _rows_around(self, words: list[Word], first: int, last: int) -> list[Sums]:
        rows = []
        for index in _indices(first, last):
            if 0 <= index < len(words):
                rows.append(words[index].scores.get(self._slot) or self._remember(words[index]))
            else:
                rows.append(self.edges)
        return rows

    def _remember(self, word: Word) -> Sums:
        shape = shape_of(word)
        row = self._shapes.get(shape)
        if row is None:
            row = self._shapes[shape] = _total(self.rows(), word_features(word)[1:], _NOTHING)
        own = self.rows().get(f"w={word.key}")
        if own is not None:
            row = tuple(map(add, own, row))
        word.scores[self._slot] = row
        return row

    def _sum(self, names: list[str]) -> float:
        weights = self._weights
        return sum(weights.get(name, 0.0) for name in names)

    def rows(self) -> dict[str, Sums]:
        """The weights of words' features by position."""
        if self._rows is None:
            self._rows = _rows_by_position(self._weights)
        return self._rows

    def before(self, gap: str) -> float:
        """What the gap before a candidate contributes."""
        return self._gap(self._before, "before", gap)

    def after(self, gap: str) -> float:
        """What the gap behind it contributes."""
        return self._gap(self._after, "after", gap)

    def _gap(self, known: dict[str, float], side: str, gap: str) -> float:
        value = known.get(gap)
        if value is None:
            value = self._sum([f"{side}:{name}" for name in gap_features(gap)])
            if len(known) > _MAX_CACHED:
                known.clear()
            known[gap] = value
        return value


_SHAPE: Final = 2 * len(POSITIONS)
"""Place of the number of its shape in a word's row."""
_NUMBERING: Final = Lock()
"""Two shapes must not get one number."""
Around = tuple[Sums, Sums, Sums, Sums, Sums, Sums, Sums, Gap, Gap]
"""Rows of the words at each of `POSITIONS`, what the words right before and right behind add besides, and the gaps."""


class Head:
    """One question that the model answers: the weights of its features, and the sums that it has met."""

    def __init__(self, weights: dict[str, float], number: int, context: ContextHead) -> None:
        """Take trained weights by feature name (see `feature_names`).

        The head's number in the model and its view of surroundings.
        """
        self._weights = weights
        self._context = context
        self._scale = [self._sum([SURROUNDINGS], group) for group in range(len(GROUPS))]
        self._slot = number
        self._candidates: dict[NameKey, tuple[int, float]] = {}
        self._gaps: list[dict[str, Gap]] = [{} for _ in GROUPS]
        self._documents: dict[str, Sums] = {}
        self._rows: dict[str, Sums] | None = None
        self._shapes: dict[Shape, Sums] = {}
        edges = [
            sum([weights.get(f"{position}:{name}", 0.0) for name in edge_features(position)]) for position in POSITIONS
        ]
        self._edges: Sums = *edges, *context.edges, _EDGE
        self._before: list[dict[float, Sums]] = [{_EDGE: self._edge_before()} for _ in GROUPS]
        self._behind: list[dict[float, Sums]] = [{_EDGE: self._edge_behind()} for _ in GROUPS]

    def __call__(self, scanned: ScannedText, candidate: Candidate, relations: Sequence[str] = ()) -> float:
        """The log-odds of a yes.

        Args:
            scanned: the text.
            candidate: one of its candidates.
            relations: features of its relations (`mentions.relations`).
        """
        group, total = self._own(scanned, candidate)
        a, b, c, d, e, before, behind, gap, next_gap = self._around(scanned, candidate.first, candidate.last, group)
        context = self._context.bias + a[5] + b[6] + c[7] + d[8] + e[9] + gap[2] + next_gap[3]
        total += self._scale[group] * max(-_CONTEXT_LIMIT, min(_CONTEXT_LIMIT, context))
        total += a[0] + b[1] + c[2] + d[3] + e[4] + before[0] + behind[0] + gap[0] + next_gap[1]
        for name in relations:
            total += self._document(name)[group]
        return total

    def _around(self, scanned: ScannedText, first: int, last: int, group: int) -> Around:
        """What the words and gaps around a candidate contribute, worked out where it is not known yet."""
        words, gaps = scanned.words, scanned.gaps
        inside = range(len(words))
        a, b, c, d, e = [self._row(words[index]) if index in inside else self._edges for index in _indices(first, last)]
        before, behind = self._before[group].get(c[_SHAPE]), self._behind[group].get(d[_SHAPE])
        if before is None:
            word = words[first - 1]
            before = self._before[group][c[_SHAPE]] = self._beside(word, group, "-1"), *self._ties_before(word, group)
        if behind is None:
            word = words[last]
            behind = self._behind[group][d[_SHAPE]] = self._beside(word, group, "1"), *self._ties_behind(word, group)
        return a, b, c, d, e, before, behind, self._gap(gaps[first], group), self._gap(gaps[last], group)

    def _row(self, word: Word) -> Sums:
        """What a word contributes by position to the head and to its view of surroundings, and its shape's number."""
        row = word.scores.get(self._slot)
        if row is None:
            row = word.scores[self._slot] = self._new_row(word)
        return row

    def _new_row(self, word: Word) -> Sums:
        """The same for a word met for the first time; without weights of its own it shares that of its shape."""
        if self._rows is None:
            self._rows = self._sorted_rows()
        shape = shape_of(word)
        row = self._shapes.get(shape)
        if row is None:
            total = _total(self._rows, word_features(word)[1:], _NOTHING + _NOTHING)
            with _NUMBERING:
                row = self._shapes.setdefault(shape, (*total, len(self._shapes)))
        own = self._rows.get(f"w={word.key}")
        return row if own is None else (*map(add, own, row), row[_SHAPE])

    def _sorted_rows(self) -> dict[str, Sums]:
        """The weights of words' features by position, those of the view of surroundings behind the head's own."""
        own, context = _rows_by_position(self._weights), self._context.rows()
        return {name: own.get(name, _NOTHING) + context.get(name, _NOTHING) for name in {**own, **context}}

    def _beside(self, word: Word, group: int, position: str) -> float:
        """What a word adds besides right beside a candidate of this group (`features.crossed`)."""
        start = f"{GROUPS[group]}|{position}:"
        return sum([self._weights.get(start + name, 0.0) for name in word_features(word)[1:]])

    def _ties_before(self, word: Word, group: int) -> Sums:
        """What relations to the word right before a candidate may add."""
        return ()

    def _ties_behind(self, word: Word, group: int) -> Sums:
        """What relations to the word right behind it may add."""
        return ()

    def _edge_before(self) -> Sums:
        return (0.0,)

    def _edge_behind(self) -> Sums:
        return (0.0,)

    def _sum(self, names: list[str], group: int) -> float:
        weights, prefix = self._weights, GROUPS[group] + "|"
        return sum([weights.get(name, 0.0) + weights.get(prefix + name, 0.0) for name in names])

    def _own(self, scanned: ScannedText, candidate: Candidate) -> tuple[int, float]:
        """The group of a candidate and what it contributes itself."""
        surface = surface_of(scanned, candidate)
        slot = (candidate.entry.key, candidate.proclitic, surface)
        known = self._candidates.get(slot)
        if known is None:
            length = candidate.last - candidate.first
            group = _GROUP_INDEX[group_of(candidate.entry, length)]
            prior = self._sum([PRIOR], group) * prior_odds(candidate.entry, length)
            classes = scanned.words[candidate.first].classes
            known = group, prior + self._sum(["bias", *candidate_features(candidate, surface, classes)], group)
            if len(self._candidates) > _MAX_CACHED:
                self._candidates.clear()
            self._candidates[slot] = known
        return known

    def _gap(self, gap: str, group: int) -> Gap:
        gaps = self._gaps[group]
        known = gaps.get(gap)
        if known is None:
            found = gap_features(gap)
            before = self._sum([f"before:{name}" for name in found], group)
            behind = self._sum([f"after:{name}" for name in found], group)
            if len(gaps) > _MAX_CACHED:
                gaps.clear()
            known = gaps[gap] = before, behind, self._context.before(gap), self._context.after(gap)
        return known

    def _document(self, name: str) -> Sums:
        known = self._documents.get(name)
        if known is None:
            known = tuple([self._sum([f"doc:{name}"], group) for group in range(len(GROUPS))])
            self._documents[name] = known
        return known


class NameSums(NamedTuple):
    """What the head of mentions has to know of a name type.

    Attributes:
        group: its kind.
        total: what it contributes itself.
        scale: how much the view of surroundings counts.
        alone: whether it stands without a proclitic, so that the word before may govern it.
        matches: codes of the announcements (`_ANNOUNCEMENTS`) that fit it.
        countries: where it would lie.
        least: more mentions than these of one of its countries speak for it.
        country: what that adds.
        no_country: what it adds if there are none.
        agreement: of a demonym, what the kind of the noun before it adds (`relations.noun_kind`).
        language: of a demonym, what a word that goes with languages adds.
        before: what words right before names of its group add besides, by the number of their shape.
        behind: the same right behind them.
        gaps: what gaps beside names of its group add.
    """

    group: int
    total: float
    scale: float
    alone: bool
    matches: frozenset[float]
    countries: tuple[str, ...]
    least: int
    country: float
    no_country: float
    agreement: dict[float, float] | None
    language: float
    before: dict[float, Sums]
    behind: dict[float, Sums]
    gaps: dict[str, Gap]


_EDGE_OF_TEXT: Final = NO_NOUN + 1
"""Kind of noun at the beginning of the text."""
_ANNOUNCEMENTS: Final = {
    frozenset().union(*(ANNOUNCED[code] for code in codes)): number
    for number, codes in enumerate(
        chain.from_iterable(combinations(sorted(ANNOUNCED), size) for size in range(len(ANNOUNCED) + 1))
    )
}
"""Types of place that a word can announce -> a code."""


class MentionHead(Head):
    """The head that nearly all questions go to: whether a candidate is a mention.

    Its rows are in `Word.row`. It takes the relations of a candidate (`relations.relation_features`) as numbers from
    what it keeps of the words beside it, without making strings of them.
    """

    def sums(self, scanned: ScannedText, candidate: Candidate) -> NameSums:
        """What to keep of the name type of a candidate."""
        group, total = self._own(scanned, candidate)
        entry, proclitic = candidate.entry, candidate.proclitic
        types = named_types(entry)
        demonym = entry.senses[0].form == "demonym"
        weight = partial(self._relation, group=group)
        agreements = None
        if demonym:
            kinds: dict[float, float] = {kind: weight(agreement(entry, kind)) for kind in range(NO_NOUN + 1)}
            kinds[_EDGE_OF_TEXT] = weight(no_head(""))
            agreements = dict.fromkeys(kinds, weight(no_head(proclitic))) if proclitic else kinds
        return NameSums(
            group=group,
            total=total,
            scale=self._scale[group],
            alone=not proclitic,
            matches=frozenset([code for announced, code in _ANNOUNCEMENTS.items() if announced & types]),
            countries=tuple(sorted(countries_of(entry))),
            least=least_mentions(entry),
            country=weight(COUNTRY[True]),
            no_country=weight(COUNTRY[False]),
            agreement=agreements,
            language=weight(LANGUAGE_NEAR + entry.senses[0].code) if demonym else 0.0,
            before=self._before[group],
            behind=self._behind[group],
            gaps=self._gaps[group],
        )

    def judge(
        self,
        scanned: ScannedText,
        candidate: Candidate,
        name: NameSums,
        evidence: Mapping[str, int],
        previous: tuple[Candidate, bool] | None,
    ) -> float:
        """The log-odds of a mention.

        Args:
            scanned: the text.
            candidate: one of its candidates.
            name: what is kept of its name type (`sums`).
            evidence: countries that the document names beyond doubt, with the number of mentions.
            previous: the candidate judged last and whether it was accepted.
        """
        (
            group, total, scale, alone, matches, countries, least, country, no_country,
            agreements, language, known_before, known_behind, known_gaps,
        ) = name  # fmt: skip
        first, last, words = candidate.first, candidate.last, scanned.words
        text_before, text_behind = scanned.gaps[first], scanned.gaps[last]
        try:
            if first < _BEFORE:
                raise IndexError
            a, b, c = words[first - 3].row, words[first - 2].row, words[first - 1].row
            d, e = words[last].row, words[last + 1].row
            before, behind = known_before[c[_SHAPE]], known_behind[d[_SHAPE]]
            gap, next_gap = known_gaps[text_before], known_gaps[text_behind]
            context = a[5] + b[6] + c[7] + d[8] + e[9]
        except (KeyError, IndexError):
            a, b, c, d, e, before, behind, gap, next_gap = self._around(scanned, first, last, group)
            context = a[5] + b[6] + c[7] + d[8] + e[9]
        context += self._context.bias + gap[2] + next_gap[3]
        if not -_CONTEXT_LIMIT < context < _CONTEXT_LIMIT:
            context = _CONTEXT_LIMIT if context > 0 else -_CONTEXT_LIMIT
        total += a[0] + b[1] + c[2] + d[3] + e[4] + before[0] + behind[0] + gap[0] + next_gap[1] + scale * context
        # The relations, in the order of `relation_features`.
        _, person, noun, announced, match, clash = before
        if alone and text_before == " ":
            total += person + (match if announced in matches else clash)
        if text_behind == " ":
            total += behind[1]
        for code in countries:
            if evidence.get(code, 0) > least:
                total += country
                break
        else:
            total += no_country
        if previous is not None and previous[0].last == first:
            form = previous[0].entry.senses[0].form
            total += self._relation(
                chain_feature(is_joined(candidate.proclitic, text_before), form, previous[1]), group
            )
        if agreements is not None:
            total += agreements[noun if text_before == " " or not first else NO_NOUN]
            if language and language_near(scanned, candidate):
                total += language
        return total

    def _row(self, word: Word) -> Sums:
        # In a slot of its own: this row is read five times for each candidate.
        row = word.row
        if not row:
            row = word.row = self._new_row(word)
        return row

    def _relation(self, name: str, group: int) -> float:
        return self._document(name)[group] if name else 0.0

    def _ties_before(self, word: Word, group: int) -> Sums:
        announced = announced_types(word)
        return (
            self._relation(before_feature(word), group),
            noun_kind(word),
            _ANNOUNCEMENTS[announced],
            self._relation(announcement(word, match=True), group) if announced else 0.0,
            self._relation(announcement(word, match=False), group) if announced else 0.0,
        )

    def _ties_behind(self, word: Word, group: int) -> Sums:
        return (self._relation(after_feature(word), group),)

    def _edge_before(self) -> Sums:
        return 0.0, 0.0, _EDGE_OF_TEXT, 0, 0.0, 0.0

    def _edge_behind(self) -> Sums:
        return 0.0, 0.0


class ContextModel:
    """The trained decisions.

    Whether a candidate is a mention, of which form, and whether a capital means its government.

    Attributes:
        header: what the model file says of its training.
        calibration: from probabilities to scores.
        contexts: the views of surroundings by name.
        mention: log-odds that a candidate is a mention.
        demonym: log-odds that a surface that is both a name and a demonym is the demonym.
        metonym: log-odds that a capital stands for its government.
    """

    def __init__(self, header: dict[str, object], weights: dict[str, dict[str, float]]) -> None:
        """Take the header of the model file and the weights of each head."""
        self.header = header
        values = header.get("calibration")
        self.calibration = Calibration(*values) if isinstance(values, list) else Calibration()
        self.contexts = {name: ContextHead(weights[name], -1 - n) for n, name in enumerate(CONTEXT_HEADS)}
        views = [self.contexts[CONTEXTS[name]] for name in HEADS]
        self.mention = MentionHead(weights["mention"], 0, views[0])
        self.demonym = Head(weights["demonym"], 1, views[1])
        self.metonym = Head(weights["metonym"], 2, views[2])

    @classmethod
    def load(cls, path: Path = PACKAGED) -> ContextModel:
        """Read a model file; the packaged one is read once per process.

        Each model has memories of its own: what a candidate adds depends on the gazetteer that it comes from.

        Raises:
            ModelError: it is missing, corrupt or of another version.
        """
        return cls(*(_packaged() if path == PACKAGED else _read(path)))

    @property
    def version(self) -> str:
        """Version of the model."""
        return str(self.header["version"])


def _indices(first: int, last: int) -> tuple[int, ...]:
    """Words beside the words from `first` up to `last`, one for each of `POSITIONS`."""
    return first - 3, first - 2, first - 1, last, last + 1


def _total(rows: dict[str, Sums], found: Iterable[str], nothing: Sums) -> Sums:
    """The sum of the rows of some features."""
    known = [row for name in found if (row := rows.get(name)) is not None]
    return tuple([sum(column) for column in zip(*known, strict=True)]) if known else nothing


def _rows_by_position(weights: dict[str, float]) -> dict[str, Sums]:
    """The shared weights of words' features by position: name without position -> a weight for each of `POSITIONS`."""
    signs = {str(position): slot for slot, position in enumerate(POSITIONS)}
    rows: dict[str, list[float]] = {}
    for name, weight in weights.items():
        position, colon, rest = name.partition(":")
        if colon and position in signs:
            rows.setdefault(rest, [0.0] * len(POSITIONS))[signs[position]] = weight
    return {name: tuple(row) for name, row in rows.items()}


def _weights(section: str) -> dict[str, float]:
    pairs = (line.rpartition("\t") for line in section.split("\n") if line)
    return {name: float(weight) for name, _, weight in pairs}


def _read(path: Path) -> tuple[dict[str, object], dict[str, dict[str, float]]]:
    header, sections = read(path, name="model", version=FORMAT, error=ModelError)
    return header, {name: _weights(sections[name]) for name in (*CONTEXT_HEADS, *HEADS)}


@lru_cache(maxsize=1)
def _packaged() -> tuple[dict[str, object], dict[str, dict[str, float]]]:
    return _read(PACKAGED)
