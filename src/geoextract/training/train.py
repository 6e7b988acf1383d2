"""Trains a model file: surroundings from raw text, then the labelled heads, then the calibration.

Seeded, the same bytes twice.
"""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any, Final

from geoextract.errors import InputError
from geoextract.gazetteer.gazetteer import Gazetteer
from geoextract.resolution.model import CONTEXT_HEADS, ContextHead, ContextModel
from geoextract.training import corpora
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
    opener = _OPENERS.get(path.suffix, open)
    try:
        with opener(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number % EVERY == 0:
                    yield json.loads(line)["text"]
    except OSError as error:
        raise InputError(f"{path.name} cannot be read: {error.strerror or error}") from None
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path.name}: a line is no JSON object with a text ({error})") from None


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
        annotated: files that `corpora.read` reads.
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
        texts += corpora.read(path)
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
