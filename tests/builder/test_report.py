"""The tables of docs/gazetteer.md belong to the committed manifest."""

from __future__ import annotations

import json

from gazetteer.builder import report
from gazetteer.builder.sources import load_sources
from gazetteer.builder.tables import ROOT


def test_the_page_has_the_tables_of_the_manifest() -> None:
    manifest = json.loads((ROOT / "manifest.json").read_text(encoding="utf-8"))
    page = report.PAGE.read_text(encoding="utf-8")
    assert report.rendered(page, manifest) == page
    assert all(f"`{key}`" in page for key in load_sources())
    assert all(what in page for what in report.LAYERS.values())


def test_text_outside_of_the_marks_stays() -> None:
    manifest = {"coverage": {"admin2": 1234}, "name_keys": 1, "demonym_keys": 2, "ambiguous_keys": 3, "sources": {}}
    page = report.rendered("before\n<!-- layers -->\nold\n<!-- end -->\nafter\n", manifest)
    assert page.startswith("before\n<!-- layers -->\n\n| with an Arabic name | count |\n")
    assert "| second-level divisions | 1,234 |\n" in page
    assert page.endswith("|\n\n<!-- end -->\nafter\n")
    assert "old" not in page
    assert report.rendered("no marks", manifest) == "no marks"
