"""Trains a model file: surroundings from raw text, then the labelled heads, then the calibration.

Seeded, the same bytes twice.
"""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
from collections.abc import Callable, Container, Iterator, Sequence
from pathlib import Path
from typing import IO, Any, Final

from geoextract.errors import InputError
from geoextract.gazetteer.gazetteer import Gazetteer
from geoextract.resolution.model import CONTEXT_HEADS, ContextHead, ContextModel
from geoextract.training import corpora, standoff
from geoextract.training.calibrate import (
    FOLDS,
    calibration_error,
    fit_calibration,
    fold_of,
    held_out,
    reliability,
)
from geoextract.training.context import fit_context, rows
from geoextract.training.corpora import AnnotatedText
from geoextract.training.examples import ExampleMaker
from geoextract.training.fit import check_installed, fit, save

EVERY: Final = 3
"""Of the raw documents every so many-th is read."""
_OPENERS: Final[dict[str, Callable[..., IO[Any]]]] = {".gz": gzip.open, ".xz": lzma.open, ".bz2": bz2.open}


def raw_texts(path: Path) -> Iterator[str]:
    """The `text` fields of a JSONL file, packed or not, of every `EVERY`-th line.

    Raises:
        InputError: the file or a line cannot be read.
    """
    for number, line in enumerate(_lines(path)):
        if number % EVERY == 0:
            yield _field(path, line, "text")


def raw_documents(path: Path, ids: Container[str]) -> Iterator[tuple[str, str]]:
    """The `id` and `text` of the documents with these ids.

    Raises:
        InputError: the file or a line cannot be read.
    """
    for line in _lines(path):
        name = _field(path, line, "id")
        if name in ids:
            yield name, _field(path, line, "text")


def _lines(path: Path) -> Iterator[str]:
    opener = _OPENERS.get(path.suffix, open)
    try:
        with opener(path, "rt", encoding="utf-8") as lines:
            yield from lines
    except OSError as error:
        raise InputError(f"{path.name} cannot be read: {error.strerror or error}") from None
    except ValueError as error:
        raise InputError(f"{path.name}: a line cannot be decoded ({error})") from None


def _field(path: Path, line: str, name: str) -> str:
    try:
        return str(json.loads(line)[name])
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path.name}: a line is no JSON object with the field {name!r} ({error})") from None


def annotated_texts(path: Path, raw: Path) -> list[AnnotatedText]:
    """Read an annotated file of any kind; the texts of stand-off labels (`.tsv`) come from the raw file.

    Raises:
        InputError: a file cannot be read.
    """
    if path.suffix == standoff.SUFFIX:
        return standoff.read(path, lambda ids: raw_documents(raw, ids))
    return corpora.read(path)


def train(
    annotated: Sequence[Path],
    raw: Path,
    output: Path,
    *,
    gazetteer: Gazetteer | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> dict[str, object]:
    """Train a model and write it.

    Args:
        annotated: files that `annotated_texts` reads.
        raw: JSONL of unlabelled news, one document a line with `text`.
        output: the model file to write.
        gazetteer: where candidates come from; None for the packaged one.
        progress: called with a sentence before each step.

    Returns:
        The facts that the file's header states.

    Raises:
        InputError: a file cannot be read.
        ModelError: scikit-learn is missing, or the labels do not suffice.
    """
    check_installed()
    gazetteer = gazetteer or Gazetteer.load()
    progress(f"reading the surroundings of certain names in {raw.name}")
    contexts = fit_context(rows(gazetteer, raw_texts(raw)))
    texts: list[AnnotatedText] = []
    for path in annotated:
        progress(f"reading {path.name}")
        texts += annotated_texts(path, raw)
    heads = {name: ContextHead(contexts[name], -1 - n) for n, name in enumerate(CONTEXT_HEADS)}
    found = list(ExampleMaker(gazetteer, heads)(texts))
    progress(f"calibrating on {FOLDS} folds of {len(found)} examples")
    judged = held_out(
        gazetteer,
        [text for text in texts if text.scheme == "geo"],
        lambda fold: ContextModel({}, {**contexts, **fit([e for e in found if fold_of(e.document) != fold])}),
    )
    table = reliability(judged)
    progress(f"fitting {len(found)} examples of {len(texts)} texts")
    calibration = fit_calibration(judged)
    facts: dict[str, object] = {
        "gazetteer_version": gazetteer.version,
        "calibration": [calibration.mention, calibration.share, calibration.bias],
        "calibration_error": round(calibration_error(table), 4),
        "reliability": table,
        "texts": len(texts),
        "examples": len(found),
        "corpora": sorted(path.name for path in annotated),
        "raw": raw.name,
    }
    save({**contexts, **fit(found)}, output, facts)
    return facts
