"""Speed beside other tools on the same text in the same process."""

from __future__ import annotations

import os
import tempfile
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import geoextract
from geoextract.gazetteer import Gazetteer
from geoextract.report.jsonl import to_json
from geoextract.text.normalize import fold
from tests.benchmarks import texts
from tests.benchmarks.document import Table, cores, times
from tests.benchmarks.timing import Task, apply, interleaved

_OURS: Final = "geoextract, the whole default extraction"
_LIMIT: Final = "raw Aho-Corasick scan of folded text with our names (the limit)"
_SPACY: Final = '`spacy.blank("ar").make_doc`'
_BERT: Final = "token classifier of BERT-base's shape (torch, one thread)"
_JSON: Final = "writing JSON lines of results"
_BERT_WORDS: Final = 128
_FEW: Final = 60
_VERY_FEW: Final = 5
"""Slow tools get so many articles only."""


@dataclass(frozen=True, slots=True)
class Peer:
    """Something to measure.

    Attributes:
        task: one run.
        words: words of the text that one run reads.
    """

    task: Task
    words: int


@cache
def _speeds() -> dict[str, float]:
    """Words a second by name, all measured in turn."""
    makers: dict[str, Callable[[], Peer | None]] = {
        _OURS: _extraction,
        _JSON: _json,
        _LIMIT: _aho_corasick,
        "flashtext2 with our names": _flashtext,
        "camel-tools' `simple_word_tokenize`": _camel,
        _SPACY: _make_doc,
        "spaCy's tokenizer and PhraseMatcher with our names": _phrase_matcher,
        "spaCy's tokenizer and EntityRuler with our names": _entity_ruler,
        "geonames-tagger with our names": _geonames_tagger,
        _BERT: _bert,
    }
    peers = {name: peer for name, maker in makers.items() if (peer := maker()) is not None}
    median = interleaved({name: peer.task for name, peer in peers.items()})
    return {name: peer.words / median[name] for name, peer in peers.items()}


def table() -> Table:
    """Speed of the extraction as a multiple of each peer's."""
    speeds = _speeds()
    ours = speeds[_OURS]
    rows = tuple((name, times(ours / speed)) for name, speed in speeds.items() if name not in (_OURS, _JSON))
    count = len(texts.articles())
    missing = "" if any("tagger" in name for name in speeds) else " geonames-tagger was not installed (it wants PyICU)."
    return Table(
        ("peer", "geoextract is faster by"),
        rows,
        f"{count} {texts.source()}, words a second in one process, medians of interleaved rounds,"
        f" one of {cores()}.{missing}",
    )


def figures() -> Table:
    """The figures that the design asks of the speed."""
    speeds = _speeds()
    ours = speeds[_OURS]
    checks = (
        ("extraction, of spaCy's tokenizer alone", ours / speeds[_SPACY], 2.0),
        ("extraction, of a BERT-base classifier", ours / speeds[_BERT], 300.0),
        ("extraction, of the raw Aho-Corasick scan", ours / speeds[_LIMIT], 1 / 12),
    )
    rows = [(what, f"at least {times(wanted)}", times(found)) for what, found, wanted in checks]
    rows.append(("JSON lines on top of the extraction", "at most 25%", f"{ours / speeds[_JSON]:.0%}"))
    return Table(("what", "wanted", "measured"), tuple(rows))


def _all(function: Callable[[str], object], few: int | None = None) -> Peer:
    chosen = texts.articles()[:few]
    return Peer(apply(function, chosen), texts.words(chosen))


def _extraction() -> Peer:
    return _all(geoextract.load())


def _json() -> Peer:
    """Writing alone: as the difference of two long runs it would drown in noise."""
    geo = geoextract.load()
    return Peer(apply(to_json, map(geo, texts.articles())), texts.words(texts.articles()))


def _surfaces() -> list[str]:
    gazetteer = Gazetteer.load()
    entries = (gazetteer.entry(key) for key in gazetteer.keys())  # noqa: SIM118 - iterating a gazetteer gives ids
    return sorted({entry.surface for entry in entries if entry is not None})


def _aho_corasick() -> Peer:
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for key in Gazetteer.load().keys():  # noqa: SIM118 - iterating a gazetteer gives ids
        automaton.add_word(key, len(key))
    automaton.make_automaton()
    folded = [fold(text) for text in texts.articles()]

    def scan(text: str) -> None:
        deque(automaton.iter(text), maxlen=0)

    return Peer(apply(scan, folded), texts.words(texts.articles()))


def _flashtext() -> Peer | None:
    if find_spec("flashtext2") is None:
        return None
    from flashtext2 import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=True)
    for surface in _surfaces():
        processor.add_keyword(surface)
    return _all(processor.extract_keywords)


def _camel() -> Peer:
    from camel_tools.tokenizers.word import simple_word_tokenize

    return _all(simple_word_tokenize)


def _make_doc() -> Peer:
    import spacy

    return _all(spacy.blank("ar").make_doc)


def _phrase_matcher() -> Peer:
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("ar")  # its own: the names fill the tokenizer's memory, which would slow `make_doc` down
    matcher = PhraseMatcher(nlp.vocab)
    matcher.add("GPE", [nlp.make_doc(surface) for surface in _surfaces()])
    return _all(lambda text: matcher(nlp.make_doc(text)), _FEW)


def _entity_ruler() -> Peer:
    import spacy

    nlp = spacy.blank("ar")
    ruler: Any = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "GPE", "pattern": surface} for surface in _surfaces()])
    return _all(nlp, _FEW)


def _geonames_tagger() -> Peer | None:
    if find_spec("geonames_tagger") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        places = Path(folder) / "places.tsv"
        os.environ["GEONAMES_PLACES"] = str(places)
        from geonames_tagger.generate import encode_row
        from geonames_tagger.tagger import tag_locations
        from geonames_tagger.util import text_norm

        names = {norm: surface for surface in _surfaces() if (norm := text_norm(surface))}
        places.write_text("".join(encode_row(norm, [1], [surface]) for norm, surface in names.items()), "utf-8")
        list(tag_locations("Paris"))
    return _all(lambda text: list(tag_locations(text)), _VERY_FEW)


def _bert() -> Peer:
    import torch
    from transformers import BertConfig, BertForTokenClassification

    torch.set_num_threads(1)
    config: Any = BertConfig
    network: Any = BertForTokenClassification(config(vocab_size=30_000, num_labels=9))
    model = network.eval()
    ids = torch.randint(0, 30_000, (1, _BERT_WORDS))

    def task() -> None:
        with torch.inference_mode():
            model(ids)

    return Peer(task, _BERT_WORDS)
