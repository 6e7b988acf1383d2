"""A tiny corpus: some of the project's own training texts, and their sentences as raw news."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from geoextract.training import corpora

pytest.importorskip("sklearn", reason="needs the extra train")

TRAINING = Path(__file__).parents[2] / "gazetteer" / "training"


@dataclass(frozen=True)
class Tiny:
    """Annotated files, raw text."""

    annotated: tuple[Path, ...]
    raw: Path


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    folder = tmp_path_factory.mktemp("tiny")
    annotated = tuple(sorted(TRAINING.glob("corpus-a-*.txt")))
    texts = [text.text for path in sorted(TRAINING.glob("corpus-[abc]-*.txt")) for text in corpora.read(path)]
    raw = folder / "raw.jsonl"
    lines = (json.dumps({"text": text}) for text in texts for _ in range(3))
    raw.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Tiny(annotated, raw)
