"""The context model: a logistic regression over candidates whose sums are cached by word type.

For a candidate the model adds a bias of its group, what the candidate itself contributes (cached by entry and
proclitic), what each of the
five words around it contributes (cached on the word) and what the gaps and the document contribute. A handful of
additions, no strings.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from geoextract.errors import ModelError
from geoextract.gazetteer.artifact import read
from geoextract.mentions.features import (
    GROUPS,
    POSITIONS,
    candidate_features,
    crossed,
    edge_features,
    gap_features,
    group_of,
    prior_odds,
    surface_of,
    word_features,
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


_NOTHING: Final = (0.0,) * len(POSITIONS)


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
        self._rows: dict[str, tuple[float, ...]] | None = None
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
        known = word.scores.get(self._slot)
        if known is None:
            known = word.scores[self._slot] = self.word(word_features(word))
        return known[_RIGHT_BEFORE]

    def _rows_around(self, words: list[Word], first: int, last: int) -> list[tuple[float, ...]]:
        rows = []
        for position in POSITIONS:
            index = first + position if position < 0 else last - 1 + position
            if 0 <= index < len(words):
                word = words[index]
                known = word.scores.get(self._slot)
                if known is None:
                    known = word.scores[self._slot] = self.word(word_features(word))
                rows.append(known)
            else:
                rows.append(self.edges)
        return rows

    def _sum(self, names: list[str]) -> float:
        weights = self._weights
        return sum(weights.get(name, 0.0) for name in names)

    def word(self, found: list[str]) -> tuple[float, ...]:
        """What a word with these features contributes at each position."""
        if self._rows is None:
            self._rows = _rows_by_position(self._weights)
        rows = [self._rows[name] for name in found if name in self._rows]
        return tuple([sum(column) for column in zip(*rows, strict=True)]) if rows else _NOTHING

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


class Head:
    """One question that the model answers: the weights of its features, and the sums that it has met."""

    def __init__(self, weights: dict[str, float], number: int, context: ContextHead) -> None:
        """Take trained weights by feature name (see `feature_names`).

        The head's number in the model and its view of surroundings.
        """
        self._weights = weights
        self._context = context
        self._scale = [self._sum([SURROUNDINGS], group) for group in range(len(GROUPS))]
        self._first = number * len(GROUPS)
        self._candidates: dict[tuple[str, str, str], tuple[int, float]] = {}
        self._gaps: dict[str, tuple[tuple[float, ...], tuple[float, ...], float, float]] = {}
        self._documents: dict[str, tuple[float, ...]] = {}
        self._rows: dict[int, dict[str, tuple[float, ...]]] = {}
        self._edges = [
            tuple(self._sum([f"{p}:{name}" for name in edge_features(p)], group) for p in POSITIONS) + context.edges
            for group in range(len(GROUPS))
        ]

    def __call__(self, scanned: ScannedText, candidate: Candidate, relations: Sequence[str] = ()) -> float:
        """The log-odds of a yes.

        Args:
            scanned: the text.
            candidate: one of its candidates.
            relations: features of its relations (`mentions.relations`).
        """
        group, total = self._own(scanned, candidate)
        first, last, words, slot = candidate.first, candidate.last, scanned.words, self._first + group
        try:
            if first < _BEFORE:
                raise IndexError
            a = words[first - 3].scores[slot]
            b = words[first - 2].scores[slot]
            c = words[first - 1].scores[slot]
            d = words[last].scores[slot]
            e = words[last + 1].scores[slot]
        except (KeyError, IndexError):
            a, b, c, d, e = self._around(words, candidate, group)
        before, after = self._gap(scanned.gaps[first]), self._gap(scanned.gaps[last])
        # The first five numbers of a word are what it says to this head, the others to the view of surroundings.
        context = self._context.bias + a[5] + b[6] + c[7] + d[8] + e[9] + before[2] + after[3]
        total += self._scale[group] * max(-_CONTEXT_LIMIT, min(_CONTEXT_LIMIT, context))
        total = total + a[0] + b[1] + c[2] + d[3] + e[4]
        total += before[0][group] + after[1][group]
        for name in relations:
            total += self._document(name)[group]
        return total

    def _around(self, words: list[Word], candidate: Candidate, group: int) -> list[tuple[float, ...]]:
        """What the words beside a candidate contribute, one row a position."""
        rows, slot = [], self._first + group
        for position in POSITIONS:
            index = candidate.first + position if position < 0 else candidate.last - 1 + position
            if 0 <= index < len(words):
                word = words[index]
                known = word.scores.get(slot)
                if known is None:
                    known = word.scores[slot] = self._word(word, group)
                rows.append(known)
            else:
                rows.append(self._edges[group])
        return rows

    def _sum(self, names: list[str], group: int) -> float:
        weights, prefix = self._weights, GROUPS[group] + "|"
        return sum(weights.get(name, 0.0) + weights.get(prefix + name, 0.0) for name in names)

    def _own(self, scanned: ScannedText, candidate: Candidate) -> tuple[int, float]:
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

    def _word(self, word: Word, group: int) -> tuple[float, ...]:
        found = word_features(word)
        rows = [row for name in found if (row := self._row(name, group)) is not None]
        own = tuple([sum(column) for column in zip(*rows, strict=True)]) if rows else _NOTHING
        return own + self._context.word(found)

    def _row(self, name: str, group: int) -> tuple[float, ...] | None:
        """The weights of a feature of a word at each position; None where it has none."""
        if not self._rows:
            self._rows.update(self._all_rows())
        return self._rows[group].get(name)

    def _all_rows(self) -> dict[int, dict[str, tuple[float, ...]]]:
        """Rows by group and name, the weights that the groups share included."""
        shared, rows = _rows_by_position(self._weights), {}
        for group, title in enumerate(GROUPS):
            start = f"{title}|"
            crossed_weights = {k[len(start) :]: w for k, w in self._weights.items() if k.startswith(start)}
            own = dict(shared)
            for name, row in _rows_by_position(crossed_weights).items():
                own[name] = tuple([a + b for a, b in zip(shared.get(name, _NOTHING), row, strict=True)])
            rows[group] = own
        return rows

    def _gap(self, gap: str) -> tuple[tuple[float, ...], tuple[float, ...], float, float]:
        known = self._gaps.get(gap)
        if known is None:
            found = gap_features(gap)
            groups = range(len(GROUPS))
            before = tuple(self._sum([f"before:{name}" for name in found], group) for group in groups)
            after = tuple(self._sum([f"after:{name}" for name in found], group) for group in groups)
            known = before, after, self._context.before(gap), self._context.after(gap)
            if len(self._gaps) > _MAX_CACHED:
                self._gaps.clear()
            self._gaps[gap] = known
        return known

    def _document(self, name: str) -> tuple[float, ...]:
        known = self._documents.get(name)
        if known is None:
            known = tuple(self._sum([f"doc:{name}"], group) for group in range(len(GROUPS)))
            self._documents[name] = known
        return known


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
        self.mention, self.demonym, self.metonym = (
            Head(weights[name], n, self.contexts[CONTEXTS[name]]) for n, name in enumerate(HEADS)
        )

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


def _rows_by_position(weights: dict[str, float]) -> dict[str, tuple[float, ...]]:
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
