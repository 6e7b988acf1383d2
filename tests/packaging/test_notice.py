"""NOTICE names every source whose rows are shipped."""

from __future__ import annotations

import tomllib
from importlib.metadata import metadata
from pathlib import Path

import pytest

import geoextract
from gazetteer.builder.sources import load_sources

ROOT = Path(__file__).parents[2]
NOTICE = (ROOT / "NOTICE").read_text(encoding="utf-8")
SHIPPED = [source for source in load_sources().values() if source.bundled and source.attribution]


@pytest.mark.parametrize("source", SHIPPED, ids=lambda source: source.key)
def test_attribution(source: object) -> None:
    assert getattr(source, "key", "?") in NOTICE
    assert getattr(source, "attribution", "?") in NOTICE


def test_changelog_and_version_agree() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"\n## {geoextract.__version__}" in changelog
    assert metadata("geoextract-ar")["Version"] == geoextract.__version__


def test_every_requirement_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = {line.partition("==")[0] for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()}
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *(r for name in ("train", "zstd", "parquet", "dev") for r in extras[name])]
    assert {requirement.partition(">=")[0] for requirement in wanted} <= pins
    assert all(">=" in requirement for requirement in wanted)
