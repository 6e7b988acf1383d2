"""No character that a reader cannot see hides in the code, and no Arabic outside the tables and tests."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CODE = sorted(p for top in ("src", "gazetteer/builder") for p in (ROOT / top).rglob("*.py"))
HIDDEN = re.compile(
    "[\u00a0\u00ad\u034f\u061c\u0640\u064b-\u065f\u0670\u06a9\u06cc\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufb50-\ufdff\ufe70-\ufeff]"
)


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_hidden_character(path: Path) -> None:
    found = [
        f"{number}: {match.group()!a}"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for match in HIDDEN.finditer(line)
    ]
    assert found == [], "write it as an escape"
