"""The code blocks of the documentation.

What a page says to the tests:

- `python` blocks run in order in one namespace a page. Lines `#> ...` in a block, or a `text` block right behind it,
  show what it prints; without either its output is not compared.
- `console` blocks: lines `$ geoextract ...` run in a shell, what stands below one is its output; a command without
  output shown has to end with 0. Other commands are not run.
- `<!-- file: NAME -->` before any block writes the block to NAME in the folder where the page's code runs. `docs` in it
  is the folder of the documentation.
- `<!-- not run: REASON -->` before a block leaves it out (`python notest` does too).
- A line `...` or `…` in shown output stands for any lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = sorted({ROOT / "README.md", *(ROOT / "docs").glob("*.md")})

_FENCE = re.compile(r"^( *)(`{3,}|~{3,}) *(\S*) *(.*)$")
_COMMENT = re.compile(r"^<!-- (file|not run): (.+?) -->$")
_SHOWN = "#>"
_ANY_LINES = ("...", "…")


@dataclass
class Block:
    """A fenced block."""

    page: Path
    line: int
    language: str
    text: str
    not_run: str = ""
    file: str = ""
    close: bool = False
    """No prose stands between it and the block before it."""
    output: list[str] | None = None
    """What a `python` block has to print."""

    @property
    def name(self) -> str:
        return f"{self.page.name}:{self.line}"


@dataclass
class Command:
    """A command of a `console` block."""

    line: str
    output: list[str]


def blocks(page: Path, text: str | None = None) -> list[Block]:
    """The blocks of a page, each with what the comments and blocks around it say."""
    found = list(_blocks(page, page.read_text(encoding="utf-8") if text is None else text))
    for block, following in zip_longest(found, found[1:]):
        lines = [line.strip() for line in block.text.splitlines()]
        if shown := [line[len(_SHOWN) :].removeprefix(" ") for line in lines if line.startswith(_SHOWN)]:
            block.output = shown
        elif following and following.close and following.language == "text" and not following.file:
            block.output = trimmed(following.text)
    return found


def _blocks(page: Path, text: str) -> Iterator[Block]:
    lines = enumerate(text.splitlines(), 1)
    said: dict[str, str] = {}
    close = False
    for number, line in lines:
        if comment := _COMMENT.match(line.strip()):
            said[comment[1]] = comment[2]
        elif fence := _FENCE.match(line):
            indent, mark, language, more = fence.groups()
            body = []
            for _, inner in lines:
                if inner.strip() == mark:
                    break
                body.append(inner.removeprefix(indent) + "\n")
            not_run = said.get("not run", "marked notest" if "notest" in more.split() else "")
            yield Block(page, number, language, "".join(body), not_run, said.get("file", ""), close)
            said, close = {}, True
        elif line.strip():
            said, close = {}, False


def commands(block: Block) -> list[Command]:
    """The commands of a `console` block with the output shown."""
    found: list[Command] = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            found.append(Command(line[2:], []))
        elif found and found[-1].line.endswith("\\") and not found[-1].output:
            found[-1].line = found[-1].line[:-1] + line.lstrip()
        elif found:
            found[-1].output.append(line)
    for command in found:
        while command.output and not command.output[-1].strip():
            command.output.pop()
    return found


def trimmed(output: str) -> list[str]:
    """The lines of output without empty ones at the end."""
    return output.rstrip().splitlines()


def same(printed: list[str], shown: list[str]) -> bool:
    """Whether output is what a page shows."""
    if not shown:
        return not printed
    if shown[0].strip() in _ANY_LINES:
        return any(same(printed[start:], shown[1:]) for start in range(len(printed) + 1))
    return bool(printed) and printed[0].rstrip() == shown[0].rstrip() and same(printed[1:], shown[1:])
