"""The suite of hard sentences: floors that are raised, never lowered, and the page that lists what goes wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from geoextract import GeoExtractor
from geoextract.training import corpora
from tests.tools.hard_cases import FILES, PAGE, Theme, page, themes

SENTENCES = 692
FLOOR = 0.88
"""Share of all sentences without a mistake."""
FLOORS = {
    "clitics": 0.95,
    "clubs_papers_companies": 0.93,
    "coordinated_nested": 0.95,
    "country_or_capital": 0.87,
    "demonyms_languages": 0.9,
    "disputed_regions": 0.87,
    "homographs": 0.73,
    "metonymy": 0.95,
    "same_name": 0.79,
    "surnames": 0.8,
}
"""The same by theme."""


@pytest.fixture(scope="module")
def found(extractor: GeoExtractor) -> dict[str, Theme]:
    return {theme.name: theme for theme in themes(extractor)}


def test_all_sentences_together(found: dict[str, Theme]) -> None:
    assert sum(theme.sentences for theme in found.values()) == SENTENCES
    assert sum(theme.right for theme in found.values()) / SENTENCES >= FLOOR


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_a_theme(found: dict[str, Theme], name: str) -> None:
    assert found[name].right / found[name].sentences >= FLOORS[name], found[name].wrong


def test_every_theme_has_a_floor(found: dict[str, Theme]) -> None:
    assert set(found) == set(FLOORS)


def test_the_page_is_what_the_tool_writes(found: dict[str, Theme]) -> None:
    stale = "docs/hard-cases.md is not of this model and gazetteer; run: python -m tests.tools.hard_cases"
    assert PAGE.read_text(encoding="utf-8") == page(list(found.values())), stale


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_ids_and_spans_of_the_files_fit(path: Path) -> None:
    texts = corpora.read(path)
    assert [text.id for text in texts] == [f"{path.stem}-{number:03}" for number in range(1, len(texts) + 1)]
    for text in texts:
        ends = [0, *(label.end for label in text.labels)]
        assert all(end <= label.start < label.end for end, label in zip(ends, text.labels, strict=False))
        assert ends[-1] <= len(text.text)
