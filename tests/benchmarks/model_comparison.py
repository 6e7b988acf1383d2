"""Compares ways to recognize mentions on the same folds: accuracy and words a second. Prints tables, writes nothing.

    python tests/benchmarks/model_comparison.py --ner DIR --raw NEWS.jsonl.xz [--only crf,shipped]

DIR holds `anercorp-train.conll` and, for training alone, `wojood-*.conll`. Needs scikit-learn, python-crfsuite and
torch. The documents of `--own` fall into folds by their ids, ANERcorp into contiguous blocks of sentences; fold k of
both is judged by a model that saw neither. docs/model.md shows the result.
"""

from __future__ import annotations

import argparse
import importlib
import json
import math
import random
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple, Protocol, cast

from geoextract.errors import ModelError
from geoextract.gazetteer.artifact import read
from geoextract.gazetteer.gazetteer import Gazetteer
from geoextract.mentions.detector import DetectedSpan, candidates_from_spans
from geoextract.mentions.features import edge_features, gap_features, group_of, prior_odds, word_features
from geoextract.mentions.relations import relation_features
from geoextract.mentions.scan import Candidate, ScannedText, Scanner
from geoextract.mentions.words import Word
from geoextract.resolution.document import Resolver
from geoextract.resolution.model import CONTEXT_HEADS, FORMAT, ContextHead, ContextModel, feature_names, log_odds
from geoextract.training import corpora
from geoextract.training.calibrate import FOLDS, fold_of
from geoextract.training.context import fit_context, rows
from geoextract.training.corpora import AnnotatedText, Label
from geoextract.training.examples import Example, ExampleMaker
from geoextract.training.fit import SEED, fit
from geoextract.training.train import raw_texts

Weights = dict[str, dict[str, float]]
ARTICLES: Final = 300
STRIDE: Final = 100
"""Throughput is measured on every so many-th article."""
PASSES: Final = 3
SCORED: Final = frozenset({"LOC"})
OPEN_LABELS: Final = frozenset({"ORG", "MISC"})
PLACES: Final = frozenset({"LOC", "GPE"})
PERSONS: Final = frozenset({"PERS", "PER"})


class Span(NamedTuple):
    """A predicted mention."""

    start: int
    end: int
    form: str


class Predictor(Protocol):
    """Finds the mentions of a scanned text."""

    def __call__(self, scanned: ScannedText) -> list[Span]: ...


class Fitter(Protocol):
    """Trains a predictor on texts."""

    def __call__(self, texts: Sequence[AnnotatedText]) -> Predictor: ...


# --- scoring: the semantics of training.evaluate, on bare spans


class F1(NamedTuple):
    """Precision, recall and their harmonic mean, in percent."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, right: int, predicted: int, gold: int) -> F1:
        return cls(100 * right / max(predicted, 1), 100 * right / max(gold, 1), 200 * right / max(predicted + gold, 1))


def touches(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def paired(gold: Sequence[tuple[int, int]], predicted: Sequence[tuple[int, int]]) -> int:
    """How many pairs there are where one predicted span goes with one gold span, the largest shared part first."""
    options = []
    for i, a in enumerate(gold):
        for j, b in enumerate(predicted):
            if touches(a, b):
                options.append((-(min(a[1], b[1]) - max(a[0], b[0])) / (max(a[1], b[1]) - min(a[0], b[0])), i, j))
    used: set[tuple[str, int]] = set()
    for _, i, j in sorted(options):
        if ("gold", i) not in used and ("predicted", j) not in used:
            used |= {("gold", i), ("predicted", j)}
    return len(used) // 2


def score(
    texts: Iterable[AnnotatedText],
    found: dict[str, list[tuple[int, int]]],
    counts: Callable[[Label], bool],
    is_open: Callable[[Label], bool],
) -> tuple[F1, F1]:
    """Exact and overlap figures.

    Args:
        texts: the annotated texts.
        found: predicted spans by text id.
        counts: whether a label is gold.
        is_open: whether a label is not scored either way.
    """
    exact = overlap = predicted_total = gold_total = 0
    for text in texts:
        gold = [(x.start, x.end) for x in text.labels if counts(x)]
        opened = [(x.start, x.end) for x in text.labels if is_open(x)]
        predicted = [
            p for p in found[text.id] if any(touches(p, x) for x in gold) or not any(touches(p, x) for x in opened)
        ]
        exact += len({*gold} & {*predicted})
        overlap += paired(gold, predicted)
        predicted_total += len(predicted)
        gold_total += len(gold)
    return F1.of(exact, predicted_total, gold_total), F1.of(overlap, predicted_total, gold_total)


# --- data


@dataclass(slots=True)
class Data:
    """The corpora, cut into folds."""

    gazetteer: Gazetteer
    own: list[AnnotatedText]
    anercorp: list[AnnotatedText]
    other: list[AnnotatedText]
    fold: dict[str, int]

    @classmethod
    def read(cls, own: Path, ner: Path) -> Data:
        texts = [text for path in sorted(own.glob("*.txt")) for text in corpora.read(path)]
        anercorp = corpora.read(ner / "anercorp-train.conll")
        other = [text for path in sorted(ner.glob("wojood-*.conll")) for text in corpora.read(path)]
        block = math.ceil(len(anercorp) / FOLDS)
        fold = {text.id: fold_of(text.id) for text in texts} | {text.id: i // block for i, text in enumerate(anercorp)}
        return cls(Gazetteer.load(), texts, anercorp, other, fold)

    def train(self, fold: int) -> list[AnnotatedText]:
        return [t for t in (*self.own, *self.anercorp) if self.fold[t.id] != fold] + self.other

    def test(self, fold: int) -> list[AnnotatedText]:
        return [t for t in (*self.own, *self.anercorp) if self.fold[t.id] == fold]


# --- candidate classifiers


class Examples:
    """The examples of all texts, made once for each set of context heads."""

    def __init__(self, data: Data, contexts: Weights) -> None:
        self.contexts = contexts
        heads = {name: ContextHead(contexts[name], -1 - n) for n, name in enumerate(CONTEXT_HEADS)}
        self._made: dict[str, list[Example]] = {}
        for example in ExampleMaker(data.gazetteer, heads)([*data.own, *data.anercorp, *data.other]):
            self._made.setdefault(example.document, []).append(example)

    def of(self, texts: Iterable[AnnotatedText]) -> list[Example]:
        return [example for text in texts for example in self._made.get(text.id, ())]


def resolve_with(data: Data, model: ContextModel) -> Predictor:
    resolver = Resolver(data.gazetteer, model)

    def predict(scanned: ScannedText) -> list[Span]:
        decisions = resolver(scanned)
        return [Span(d.candidate.start, d.candidate.end, d.senses[d.best].form) for d in decisions]

    return predict


class _StandIn:
    """A model whose answers come from functions."""

    def __init__(
        self,
        contexts: dict[str, ContextHead],
        mention: Callable[[ScannedText, Candidate, Sequence[str]], float],
        demonym: Callable[..., float],
        metonym: Callable[..., float],
    ) -> None:
        self.contexts, self.demonym, self.metonym = contexts, demonym, metonym
        self.mention = self
        self._answer = mention

    def sums(self, scanned: ScannedText, candidate: Candidate) -> None:
        """Nothing is kept of a name type."""

    def judge(
        self,
        scanned: ScannedText,
        candidate: Candidate,
        name: None,
        evidence: Mapping[str, int],
        previous: tuple[Candidate, bool] | None,
    ) -> float:
        """See `MentionHead.judge`."""
        return self._answer(scanned, candidate, relation_features(scanned, candidate, evidence, previous))


def rules_only(data: Data) -> Fitter:
    """No model: rules, then the reviewed prior."""

    def by_prior(scanned: ScannedText, candidate: Candidate, relations: Sequence[str] = ()) -> float:
        return log_odds(candidate.entry.prior)

    def silent(scanned: ScannedText, candidate: Candidate, relations: Sequence[str] = ()) -> float:
        return -1.0

    contexts = {name: ContextHead({"bias": -9.0}, -1 - n) for n, name in enumerate(CONTEXT_HEADS)}
    model = cast(ContextModel, _StandIn(contexts, by_prior, silent, silent))
    return lambda texts: resolve_with(data, model)


def classifier(data: Data, examples: Examples, change: Callable[[Example], Example] = lambda e: e) -> Fitter:
    """The shipped logistic regression, its examples changed for an ablation."""

    def fitter(texts: Sequence[AnnotatedText]) -> Predictor:
        weights = fit([change(example) for example in examples.of(texts)])
        return resolve_with(data, ContextModel({}, {**examples.contexts, **weights}))

    return fitter


def without(test: Callable[[str], bool], *, prior: bool = True, context: bool = True) -> Callable[[Example], Example]:
    """A change of examples that drops the features that pass a test, the group's copies too."""

    def change(example: Example) -> Example:
        kept = tuple(name for name in example.features if not test(name.rpartition("|")[2]))
        values = (example.prior if prior else 0.0), (example.context if context else 0.0)
        return replace(example, features=kept, prior=values[0], context=values[1])

    return change


def _beside(name: str, *kinds: str) -> bool:
    position, _, rest = name.partition(":")
    return position in ("-3", "-2", "-1", "1", "2") and rest.startswith(kinds)


ABLATIONS: Final[dict[str, Callable[[Example], Example]]] = {
    "without context heads": without(lambda n: False, context=False),
    "without relations": without(lambda n: n.startswith("doc:")),
    "without classes of the words beside": without(lambda n: _beside(n, "c=")),
    "without classes of the candidate itself": without(lambda n: n.startswith("own=")),
    "without priors": without(lambda n: "prior=" in n, prior=False),
    "without the words beside themselves": without(lambda n: _beside(n, "w=")),
    "without gazetteer types of the words beside": without(lambda n: _beside(n, "gaz=", "type=")),
    "without punctuation and line breaks": without(lambda n: n.startswith(("before:", "after:"))),
    "without weights of their own for each group": lambda e: replace(
        e, features=tuple(n for n in e.features if "|" not in n)
    ),
}


class _Mlp:
    """A hidden layer over the same candidate features (hashed), trained with torch, applied with numpy."""

    SIZE: Final = 1 << 16
    WIDTH: Final = 32
    EPOCHS: Final = 6

    def __init__(self, examples: Sequence[Example], contexts: Weights) -> None:
        import numpy

        torch: Any = importlib.import_module("torch")
        torch.manual_seed(SEED)
        rows = [e for e in examples if e.head == "mention"]
        net = torch.nn.ModuleDict(
            {
                "bag": torch.nn.EmbeddingBag(self.SIZE, self.WIDTH, mode="sum"),
                "valued": torch.nn.Linear(2, self.WIDTH),
                "out": torch.nn.Linear(self.WIDTH, 1),
            }
        )
        torch.nn.init.normal_(net["bag"].weight, std=0.05)
        optimizer = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=0.05)
        order = list(range(len(rows)))
        ids = [[self._slot(name) for name in row.features] for row in rows]
        chance = random.Random(SEED)
        for _ in range(self.EPOCHS):
            chance.shuffle(order)
            for at in range(0, len(order), 64):
                batch = order[at : at + 64]
                flat = torch.tensor([i for n in batch for i in ids[n]])
                ends = torch.tensor([0, *(len(ids[n]) for n in batch)])[:-1].cumsum(0)
                values = torch.tensor([[rows[n].prior, rows[n].context] for n in batch])
                hidden = torch.relu(net["bag"](flat, ends) + net["valued"](values))
                hidden = torch.nn.functional.dropout(hidden, 0.3)
                logits = net["out"](hidden).squeeze(1)
                loss = torch.nn.functional.binary_cross_entropy_with_logits(
                    logits,
                    torch.tensor([float(rows[n].answer) for n in batch]),
                    weight=torch.tensor([rows[n].weight for n in batch]),
                )
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
        arrays = {name: value.detach().numpy() for name, value in net.state_dict().items()}
        self._bag, self._values, self._bias = arrays["bag.weight"], arrays["valued.weight"].T, arrays["valued.bias"]
        self._out, self._out_bias = arrays["out.weight"][0], float(arrays["out.bias"][0])
        self._numpy = numpy
        self._context = ContextHead(contexts["place_context"], -1)

    def _slot(self, name: str) -> int:
        return zlib.crc32(name.encode()) % self.SIZE

    def __call__(self, scanned: ScannedText, candidate: Candidate, relations: Sequence[str] = ()) -> float:
        slots = [self._slot(name) for name in feature_names(scanned, candidate, relations)]
        prior = prior_odds(candidate.entry, candidate.last - candidate.first)
        hidden = self._bag[slots].sum(0) + prior * self._values[0] + self._bias
        hidden = hidden + self._context(scanned, candidate) * self._values[1]
        return float(self._numpy.maximum(hidden, 0) @ self._out + self._out_bias)


def mlp(data: Data, examples: Examples) -> Fitter:
    """The shipped model with a neural net in place of its mention head."""

    def fitter(texts: Sequence[AnnotatedText]) -> Predictor:
        made = examples.of(texts)
        linear = ContextModel({}, {**examples.contexts, **fit(made)})
        net = _Mlp(made, examples.contexts)
        model = _StandIn(linear.contexts, net, linear.demonym, linear.metonym)
        return resolve_with(data, cast(ContextModel, model))

    return fitter


# --- taggers: one label a word; `B-name+1` says that the name begins behind one letter of proclitics

OUTSIDE: Final = "O"


def word_labels(text: AnnotatedText, scanned: ScannedText) -> list[str]:
    """The labels of a text's words. NER corpora get their demonyms from the surfaces that are nothing else."""
    labels = [OUTSIDE] * len(scanned.words)
    by_span = {(c.first, c.end): c for group in scanned.groups for c in reversed(group)}
    starts = scanned.ends[0:-1:2]
    if text.scheme == "ner":
        for group in scanned.groups:
            if {s.form for s in group[0].entry.senses} == {"demonym"} and not group[0].entry.verdict:
                _put(labels, group[0].first, group[0].last, "demonym", _cut(scanned, group[0]))
    for label in text.labels:
        inside = [
            i for i, start in enumerate(starts) if start < label.end and label.start < start + scanned.words[i].length
        ]
        if not inside or label.optional:
            continue
        first, last = inside[0], inside[-1] + 1
        if text.scheme == "geo":
            form = "demonym" if label.kind == "demonym" else "name"
            _put(labels, first, last, form, label.start - starts[first])
        elif label.kind in PLACES:
            known = by_span.get((first, label.end))
            _put(labels, first, last, "name", _cut(scanned, known) if known else 0)
        elif label.kind in PERSONS:
            labels[first:last] = [OUTSIDE] * (last - first)
    return labels


def _cut(scanned: ScannedText, candidate: Candidate) -> int:
    return candidate.start - scanned.ends[2 * candidate.first]


def _put(labels: list[str], first: int, last: int, form: str, cut: int) -> None:
    labels[first:last] = [f"B-{form}+{min(cut, 3)}"] + [f"I-{form}"] * (last - first - 1)


def spans_of(labels: Sequence[str], scanned: ScannedText, gazetteer: Gazetteer) -> list[Span]:
    """Mentions from labels, mapped onto gazetteer names where there are some."""
    found: list[Span] = []
    index = 0
    while index < len(labels):
        label = labels[index]
        if label == OUTSIDE:
            index += 1
            continue
        form = label[2:].partition("+")[0]
        last = index + 1
        while last < len(labels) and labels[last] == f"I-{form}":
            last += 1
        begin = scanned.ends[2 * index]
        end = scanned.ends[2 * (last - 1)] + scanned.words[last - 1].length
        start = min(begin + int(label.partition("+")[2] or 0), end - 1)
        if form == "demonym":
            found.append(Span(start, end, form))
        else:
            for c in candidates_from_spans(scanned, [DetectedSpan(start, end)], gazetteer):
                found.append(Span(c.start, c.end, c.entry.senses[0].form if c.entry.senses else form))
        index = last
    return found


class TokenFeatures:
    """Features of words in their places; what depends on the word type alone is made once."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[list[str], list[str]]] = {}

    def __call__(self, scanned: ScannedText) -> list[list[str]]:
        """All features of each word, those of its neighbours with their position."""
        own = self.own(scanned)
        count = len(own)
        near = [self._type(word)[1] for word in scanned.words]
        for index, features in enumerate(own):
            for position in (-2, -1, 1, 2):
                other = index + position
                names = near[other] if 0 <= other < count else edge_features(position)
                features += [f"{position}:{name}" for name in names]
        return own

    def own(self, scanned: ScannedText) -> list[list[str]]:
        """The features of each word without its neighbours."""
        found = [list(self._type(word)[0]) for word in scanned.words]
        for index, features in enumerate(found):
            features += [f"before:{name}" for name in gap_features(scanned.gaps[index])]
            features += [f"after:{name}" for name in gap_features(scanned.gaps[index + 1])]
        for group in scanned.groups:
            for candidate in group[:1]:
                length = candidate.last - candidate.first
                kind = group_of(candidate.entry, length)
                prior = round(prior_odds(candidate.entry, length))
                for index in range(candidate.first, candidate.last):
                    part = "B" if index == candidate.first else "I"
                    found[index] += [f"{part}-cand={kind}", f"{part}-prior={kind}:{prior}"]
        return found

    def _type(self, word: Word) -> tuple[list[str], list[str]]:
        known = self._known.get(word.text)
        if known is None:
            known = self._known[word.text] = ([*word_features(word), *_shape(word)], word_features(word))
        return known


def _shape(word: Word) -> Iterator[str]:
    key = word.key
    for length in (1, 2, 3):
        yield f"p{length}={key[:length]}"
        yield f"e{length}={key[-length:]}"
    yield f"len={min(len(key), 9)}"
    for number, start in enumerate(word.starts[:3]):
        yield f"r{number}={start.proclitic}"
        if start.entry is not None:
            first = start.entry.senses[0]
            yield f"r{number}:{start.proclitic}:{first.form}:{first.place.type}:{start.entry.verdict}"
            yield f"r{number}:importance={round(first.place.importance)}"


def crf(data: Data) -> Fitter:
    """A linear-chain conditional random field over words."""

    def fitter(texts: Sequence[AnnotatedText]) -> Predictor:
        pycrfsuite: Any = importlib.import_module("pycrfsuite")
        features, scanner = TokenFeatures(), Scanner(data.gazetteer)
        trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
        trainer.set_params({"c1": 0.1, "c2": 0.1, "max_iterations": 80, "feature.minfreq": 3})
        for text in texts:
            scanned = scanner(text.text)
            trainer.append(features(scanned), word_labels(text, scanned))
        with tempfile.TemporaryDirectory() as folder:
            path = str(Path(folder, "crf.bin"))
            trainer.train(path)
            tagger = pycrfsuite.Tagger()
            tagger.open_inmemory(Path(path).read_bytes())

        def predict(scanned: ScannedText) -> list[Span]:
            return spans_of(tagger.tag(features(scanned)), scanned, data.gazetteer) if scanned.words else []

        return predict

    return fitter


SLOTS: Final = 1 << 14
BATCH: Final = 32


def bilstm(data: Data, *, epochs: int = 4, width: int = 48) -> Fitter:
    """A small recurrent tagger over sums of hashed feature vectors (words, affixes, gazetteer flags)."""

    def fitter(texts: Sequence[AnnotatedText]) -> Predictor:
        torch: Any = importlib.import_module("torch")
        torch.manual_seed(SEED)
        features, scanner = TokenFeatures(), Scanner(data.gazetteer)
        slots: dict[str, int] = {}

        def encode(scanned: ScannedText) -> tuple[Any, Any]:
            flat: list[int] = []
            ends = [0]
            for names in features.own(scanned):
                for name in names:
                    slot = slots.get(name)
                    if slot is None:
                        slot = slots[name] = zlib.crc32(name.encode()) % SLOTS
                    flat.append(slot)
                ends.append(len(flat))
            return torch.tensor(flat), torch.tensor(ends[:-1])

        made = [(scanned, word_labels(text, scanned)) for text in texts for scanned in (scanner(text.text),)]
        made = [(scanned, labels) for scanned, labels in made if labels]
        tags = sorted({label for _, labels in made for label in labels})
        number = {tag: n for n, tag in enumerate(tags)}
        net = torch.nn.ModuleDict(
            {
                "bag": torch.nn.EmbeddingBag(SLOTS, width, mode="sum"),
                "lstm": torch.nn.LSTM(width, width, bidirectional=True, batch_first=True),
                "out": torch.nn.Linear(2 * width, len(tags)),
            }
        )
        torch.nn.init.normal_(net["bag"].weight, std=0.1)

        def forward(batch: Sequence[tuple[Any, Any]], drop: float = 0.0) -> list[Any]:
            vectors = [torch.nn.functional.dropout(net["bag"](flat, ends), drop) for flat, ends in batch]
            hidden = net["lstm"](torch.nn.utils.rnn.pack_sequence(vectors, enforce_sorted=False))[0]
            padded, lengths = torch.nn.utils.rnn.pad_packed_sequence(hidden, batch_first=True)
            scores = net["out"](torch.nn.functional.dropout(padded, drop))
            return [row[:length] for row, length in zip(scores, lengths, strict=True)]

        optimizer = torch.optim.Adam(net.parameters(), lr=1e-2)
        rows = [(encode(scanned), torch.tensor([number[x] for x in labels])) for scanned, labels in made]
        rows.sort(key=lambda row: len(row[1]))
        batches = [rows[at : at + BATCH] for at in range(0, len(rows), BATCH)]
        chance = random.Random(SEED)
        for epoch in range(epochs):
            for group in optimizer.param_groups:
                group["lr"] = 1e-2 * (1 - epoch / epochs)
            chance.shuffle(batches)
            for batch in batches:
                scores = forward([encoded for encoded, _ in batch], 0.3)
                gold = torch.cat([labels for _, labels in batch])
                loss = torch.nn.functional.cross_entropy(torch.cat(scores), gold)
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()

        def predict(scanned: ScannedText) -> list[Span]:
            if not scanned.words:
                return []
            with torch.no_grad():
                best = forward([encode(scanned)])[0].argmax(1).tolist()
            return spans_of([tags[n] for n in best], scanned, data.gazetteer)

        return predict

    return fitter


# --- the run


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one method."""

    name: str
    exact: F1
    overlap: F1
    anercorp: F1
    strict: F1
    words_per_second: tuple[float, float]
    fit_seconds: float


def judge(name: str, data: Data, fitter: Fitter, news: Sequence[str]) -> Row:
    """Cross-validate a method and time the model of the first fold."""
    every: dict[str, list[tuple[int, int]]] = {}
    names: dict[str, list[tuple[int, int]]] = {}
    seconds = 0.0
    speed = (0.0, 0.0)
    for fold in range(FOLDS):
        began = time.process_time()
        predict = fitter(data.train(fold))
        seconds += (time.process_time() - began) / FOLDS
        scanner = Scanner(data.gazetteer)
        if not fold and news:
            speed = speeds(data, predict, news)
        for text in data.test(fold):
            found = predict(scanner(text.text))
            every[text.id] = [(x.start, x.end) for x in found]
            names[text.id] = [(x.start, x.end) for x in found if x.form == "name"]
    exact, overlap = score(data.own, every, lambda x: not x.optional, lambda x: x.optional)
    _, anercorp = score(data.anercorp, names, lambda x: x.kind in SCORED, lambda x: x.kind in OPEN_LABELS)
    _, strict = score(data.anercorp, names, lambda x: x.kind in SCORED, lambda x: False)
    return Row(name, exact, overlap, anercorp, strict, speed, seconds)


def speeds(data: Data, predict: Predictor, news: Sequence[str]) -> tuple[float, float]:
    """Words per second of processor time, of a method and of the rules alone in turns.

    Scanning is included; the fastest of some passes counts, after one that fills the tables.
    """
    words = sum(len(text.split()) for text in news)
    sides = [(Scanner(data.gazetteer), predict), (Scanner(data.gazetteer), rules_only(data)(()))]
    best = [math.inf, math.inf]
    for _ in range(PASSES + 1):
        for side, (scanner, method) in enumerate(sides):
            began = time.process_time()
            for text in news:
                method(scanner(text))
            best[side] = min(best[side], time.process_time() - began)
    return words / best[0], words / best[1]


HEADER: Final = (
    "| method | own exact P / R / F1 | own overlap F1 | ANERcorp overlap P / R / F1 | strict F1 "
    "| words/s (share) | fit, s |\n|---|---|---|---|---|---|---|"
)


def line(row: Row) -> str:
    exact = f"{row.exact.precision:.1f} / {row.exact.recall:.1f} / **{row.exact.f1:.2f}**"
    aner = f"{row.anercorp.precision:.1f} / {row.anercorp.recall:.1f} / **{row.anercorp.f1:.2f}**"
    own, rules = row.words_per_second
    speed = f"{own:,.0f} ({own / rules:.2f})" if rules else "-"
    cells = (row.name, exact, f"{row.overlap.f1:.2f}", aner, f"{row.strict.f1:.2f}", speed, f"{row.fit_seconds:.0f}")
    return f"| {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--own", type=Path, default=Path("gazetteer/training"), help="annotated articles")
    parser.add_argument("--ner", type=Path, required=True, help="folder of the CoNLL files")
    parser.add_argument("--raw", type=Path, required=True, help="unlabelled news, JSONL")
    parser.add_argument("--model", type=Path, help="take the context heads of this model file instead of fitting them")
    parser.add_argument("--only", default="", help="names of methods, separated by commas")
    options = parser.parse_args()
    importlib.import_module("torch").set_num_threads(1)
    data = Data.read(options.own, options.ner)
    if options.model:
        contexts = packaged_contexts(options.model)
    else:
        contexts = fit_context(rows(data.gazetteer, raw_texts(options.raw)))
    examples = Examples(data, contexts)
    news = list(islice(islice(_news(options.raw), 0, None, STRIDE), ARTICLES))
    methods: dict[str, Fitter] = {
        "rules": rules_only(data),
        "shipped": classifier(data, examples),
        "plain": classifier(data, examples, ABLATIONS["without context heads"]),
        "mlp": mlp(data, examples),
        "crf": crf(data),
        "bilstm": bilstm(data),
    }
    wanted = set(options.only.split(",")) if options.only else {*methods, "ablations"}
    print(HEADER, flush=True)
    for name in methods:
        if name in wanted:
            print(line(judge(name, data, methods[name], news)), flush=True)
    if "ablations" in wanted:
        for name, change in ABLATIONS.items():
            print(line(judge(name, data, classifier(data, examples, change), [])), flush=True)


def packaged_contexts(path: Path) -> Weights:
    """The weights of a model file's context heads."""
    _, sections = read(path, name="model", version=FORMAT, error=ModelError)
    found: Weights = {}
    for head in CONTEXT_HEADS:
        pairs = (row.rpartition("\t") for row in sections[head].split("\n") if row)
        found[head] = {name: float(weight) for name, _, weight in pairs}
    return found


def _news(path: Path) -> Iterator[str]:
    import lzma

    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        for row in lines:
            yield json.loads(row)["text"]


if __name__ == "__main__":
    main()
