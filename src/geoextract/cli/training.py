"""`evaluate` and `train`: handed to `geoextract.training.cli`, which has its own options and the heavy imports."""

from __future__ import annotations

from importlib import import_module

from geoextract.errors import ConfigError


def run(command: str, arguments: list[str]) -> int:
    """Call a command of `geoextract.training.cli`.

    Args:
        command: the function's name; it takes the list of arguments and returns an exit code, or None for 0.
        arguments: what stands behind the command on the command line.

    Raises:
        ConfigError: what training needs is not installed.
    """
    try:
        module = import_module("geoextract.training.cli")
    except ModuleNotFoundError as error:
        raise ConfigError(
            f"this command needs the module {error.name!r}, which is not installed;"
            " install what it needs with: pip install 'geoextract-ar[train]'"
        ) from None
    code: int | None = getattr(module, command)(arguments)
    return code or 0
