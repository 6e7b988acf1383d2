"""Figures on the shared development files, where they are at hand: floors that are raised, never lowered."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from geoextract import GeoExtractor

ROOT = Path(__file__).parents[1]
EVAL = next((folder for folder in (ROOT / "shared/eval", ROOT.parent / "shared/eval") if folder.is_dir()), ROOT)
pytestmark = pytest.mark.skipif(
    EVAL == ROOT, reason="needs the shared evaluation files in shared/eval or ../shared/eval"
)

FLOORS = {
    "seed": {"exact_f1": 100, "overlap_f1": 100, "entity": 100, "end2end_f1": 100, "metonym_f1": 100, "form": 100},
    "geo": {"end2end_f1": 95, "exact_f1": 96, "metonym_f1": 88},
    "news": {"end2end_f1": 95, "exact_f1": 95, "country": 99},
    "pud": {"end2end_f1": 90},
}
"""Least figures in percent by file."""


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_score", EVAL / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def flat(result: dict[str, object]) -> dict[str, float]:
    """The scorer's figures with the F1 of each group as `group_f1`."""
    found: dict[str, float] = {}
    for name, value in result.items():
        if isinstance(value, dict) and "f1" in value:
            found[f"{name}_f1"] = value["f1"]
        elif isinstance(value, int | float):
            found[name] = value
    return found


@pytest.mark.parametrize("name", FLOORS)
def test_floors(scorer: ModuleType, extractor: GeoExtractor, name: str) -> None:
    gold = scorer.read_jsonl(str(EVAL / "dev" / f"{name}.jsonl"))
    predicted = {
        document_id: json.loads(extractor(row["text"], id=document_id).model_dump_json())
        for document_id, row in gold.items()
    }
    figures = flat(scorer.score(gold, predicted)[0])
    below = {figure: figures[figure] for figure, floor in FLOORS[name].items() if figures[figure] < floor}
    assert below == {}, figures
