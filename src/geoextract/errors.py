"""The errors of the package, one small tree.

GeoExtractError
  GazetteerError     a gazetteer file (packaged or the user's) is missing, corrupt, of another version or has bad rows
  ModelError         the same for the context model
  ConfigError        an option has a value that does not exist
  DetectorError      an optional mention detector cannot run
  InputError         a document of an input file cannot be read

`UnknownPlaceError` is a `KeyError` as well, so that `gazetteer["XX"]` behaves as a mapping does.
"""

from __future__ import annotations

__all__ = [
    "ConfigError",
    "DetectorError",
    "GazetteerError",
    "GeoExtractError",
    "InputError",
    "ModelError",
    "UnknownPlaceError",
]


class GeoExtractError(Exception):
    """Base of every error that the package raises on purpose."""


class GazetteerError(GeoExtractError):
    """A gazetteer file cannot be used; the message names the file, the row and what would be right."""


class UnknownPlaceError(GazetteerError, KeyError):
    """No place has this id."""

    def __str__(self) -> str:
        """The sentence itself (`KeyError` would print its repr)."""
        return str(self.args[0])


class ModelError(GeoExtractError):
    """The context model cannot be used."""


class ConfigError(GeoExtractError, ValueError):
    """An option has a value that does not exist; the message lists the valid ones."""


class DetectorError(GeoExtractError):
    """An optional mention detector cannot run; the message says what to install."""


class InputError(GeoExtractError, ValueError):
    """A document of an input file cannot be read."""
