"""Imports go one way (docs/architecture.md): a layer may import those below it, never those beside or above it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import geoextract

PACKAGE = Path(geoextract.__file__).parent
LAYERS = (
    ("errors",),
    ("text",),
    ("gazetteer",),
    ("mentions",),
    ("candidates",),
    ("resolution",),
    ("entities", "config"),
    ("pipeline", "batches", "training"),
    ("__init__",),
    ("report",),
    ("integrations",),
    ("cli",),
    ("__main__",),
)
"""From the bottom to the top; units in one row do not import each other. `__init__` is the face of what is below it."""
BESIDE = {("pipeline", "batches"), ("batches", "pipeline"), ("training", "pipeline")}
"""Exceptions in a row: `pipe` hands a stream to `batches`, whose workers make extractors; training runs one."""
RANK = {unit: rank for rank, row in enumerate(LAYERS) for unit in row}
MODULES = sorted(PACKAGE.rglob("*.py"))


def unit_of(module: str) -> str:
    """The layer of a dotted module name inside the package."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def imported(path: Path) -> Iterator[str]:
    """All modules of the package that a file imports, at its top or inside a function."""
    here = ["geoextract", *path.relative_to(PACKAGE).with_suffix("").parts]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(here[: -node.level]) + "." if node.level else ""
            module = (base + (node.module or "")).strip(".")
            names = [f"{module}.{alias.name}" for alias in node.names]
            yield from names if module == "geoextract" else [module]


def test_every_unit_has_a_layer() -> None:
    units = {unit_of("geoextract." + path.relative_to(PACKAGE).with_suffix("").parts[0]) for path in MODULES}
    assert units <= set(RANK)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down(path: Path) -> None:
    own = unit_of(".".join(["geoextract", *path.relative_to(PACKAGE).with_suffix("").parts]))
    if own == "__init__":
        return  # the lazy face: it names the homes of public names for type checkers
    for module in imported(path):
        if module.split(".")[0] != "geoextract":
            continue
        other = unit_of(module)
        other = other if other in RANK else "__init__"
        allowed = other == own or RANK[other] < RANK[own] or (own, other) in BESIDE
        assert allowed, f"{own} ({path.name}) imports {module}"


def test_the_package_imports_neither_builder_nor_tests() -> None:
    foreign = {module.split(".")[0] for path in MODULES for module in imported(path)}
    assert not foreign & {"gazetteer", "tests"}
