"""The examples of docs/user-gazetteer.md print what they show."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "user-gazetteer.md"
BLOCKS = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_an_example(block: str) -> None:
    shown = [line[3:] for line in block.splitlines() if line.startswith("#> ")]
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(block, str(PAGE), "exec"), {})
    assert shown
    assert printed.getvalue().splitlines() == shown
