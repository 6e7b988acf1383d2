"""Territories with Wikidata ids, from the rigour package's compiled data."""

from __future__ import annotations

import importlib.util
import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from gazetteer.builder.archive import members, read_bytes


@cache
def territories() -> dict[str, dict[str, Any]]:
    """Returns rigour's territory records by upper-case code.

    The data lies inside the wheel's extension module, so the module is loaded by itself.
    """
    member = next(name for name in members("rigour") if name.startswith("rigour/_core."))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(member).name
        path.write_bytes(read_bytes("rigour", member))
        spec = importlib.util.spec_from_file_location("rigour._core", path)
        if spec is None or spec.loader is None:
            raise ImportError(f"rigour: cannot load {member}")
        core = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(core)
        lines = str(core.territories_jsonl()).splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    return {row["code"].upper(): row for row in rows}
