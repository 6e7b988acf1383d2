"""Shared fixtures: the packaged gazetteer and the default extractor, loaded once."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

import geoextract

settings.register_profile(
    "repeatable",
    derandomize=True,
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def gazetteer() -> geoextract.Gazetteer:
    return geoextract.Gazetteer.load()


@pytest.fixture(scope="session")
def extractor() -> geoextract.GeoExtractor:
    return geoextract.load()
