"""Arabic article text in, linked geopolitical entities out.

    >>> import geoextract
    >>> result = geoextract.extract(text)
    >>> [(e.text, e.place.id) for e in result.entities]

Names are imported on first use: `import geoextract` alone costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geoextract.config import ExtractorConfig
    from geoextract.entities import CountryCount, Extraction, FailedDocument, GeoEntity, ScoredCandidate
    from geoextract.errors import (
        ConfigError,
        DetectorError,
        GazetteerError,
        GeoExtractError,
        InputError,
        ModelError,
        UnknownPlaceError,
    )
    from geoextract.gazetteer import Gazetteer, Match, Place
    from geoextract.pipeline import GeoExtractor, extract, load

__version__ = "0.1.0"

_HOMES = {
    "ConfigError": "errors",
    "CountryCount": "entities",
    "DetectorError": "errors",
    "Extraction": "entities",
    "ExtractorConfig": "config",
    "FailedDocument": "entities",
    "Gazetteer": "gazetteer",
    "GazetteerError": "errors",
    "GeoEntity": "entities",
    "GeoExtractError": "errors",
    "GeoExtractor": "pipeline",
    "InputError": "errors",
    "Match": "gazetteer",
    "ModelError": "errors",
    "Place": "gazetteer",
    "ScoredCandidate": "entities",
    "UnknownPlaceError": "errors",
    "extract": "pipeline",
    "load": "pipeline",
}

__all__ = [
    "ConfigError",
    "CountryCount",
    "DetectorError",
    "Extraction",
    "ExtractorConfig",
    "FailedDocument",
    "Gazetteer",
    "GazetteerError",
    "GeoEntity",
    "GeoExtractError",
    "GeoExtractor",
    "InputError",
    "Match",
    "ModelError",
    "Place",
    "ScoredCandidate",
    "UnknownPlaceError",
    "__version__",
    "extract",
    "load",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'geoextract' has no attribute {name!r}")
    value = getattr(import_module(f"geoextract.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)
