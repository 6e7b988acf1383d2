"""Where the time goes: each stage as a share of the whole extraction, on short, mixed, long and dense documents."""

from __future__ import annotations

import geoextract
from geoextract.report.jsonl import to_json
from geoextract.text.normalize import fold
from tests.benchmarks import texts
from tests.benchmarks.document import Table, cores
from tests.benchmarks.timing import apply, interleaved

_STAGES = (
    "folding (not on the hot path)",
    "cutting at blanks",
    "scanning",
    "model",
    "resolution",
    "entity building",
    "JSON lines",
)


def table() -> Table:
    """Time of the stages relative to the whole."""
    documents = {
        "short": texts.short_texts(),
        "articles": texts.articles(),
        "long": texts.long_texts(),
        "dense": texts.dense_texts(),
    }
    shares = {name: _shares(values) for name, values in documents.items()}
    rows = tuple((stage, *(f"{shares[name][stage]:.0%}" for name in documents)) for stage in _STAGES)
    return Table(
        ("stage", *documents),
        rows,
        f"Shares of the extraction's time ({cores()}, one used). Scanning is without cutting, resolution without the"
        " model; JSON lines come on top.",
    )


def _cut(text: str) -> list[str]:
    """As the scan begins (`mentions.scan`)."""
    return text.replace("\n", "\n ").split(" ")


def _shares(documents: tuple[str, ...]) -> dict[str, float]:
    geo = geoextract.load()
    scanned = [geo._scanner(text) for text in documents]
    results = [geo(text) for text in documents]
    mention = geo.model.mention
    judged = [
        (text, decision.candidate)
        for text in scanned
        for decision in (geo._resolver.rejected(text) if text.groups else ())
        if decision.rule == "context_model"
    ]
    median = interleaved(
        {
            "whole": apply(geo, documents),
            "fold": apply(fold, documents),
            "split": apply(_cut, documents),
            "scan": apply(geo._scanner, documents),
            "resolve": apply(geo._resolver, scanned),
            "model": lambda: [mention(text, candidate, ()) for text, candidate in judged],
            "json": apply(to_json, results),
        }
    )
    whole = median["whole"]
    seconds = (
        median["fold"],
        median["split"],
        median["scan"] - median["split"],
        median["model"],
        median["resolve"] - median["model"],
        whole - median["scan"] - median["resolve"],
        median["json"],
    )
    return {stage: max(value, 0.0) / whole for stage, value in zip(_STAGES, seconds, strict=True)}
