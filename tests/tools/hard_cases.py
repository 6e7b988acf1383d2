"""What goes wrong in tests/hard, by theme: `python -m tests.tools.hard_cases` rewrites docs/hard-cases.md."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import geoextract
from geoextract import GeoEntity, GeoExtractor
from geoextract.training import corpora
from geoextract.training.corpora import AnnotatedText, Label
from geoextract.training.evaluate import right_place

ROOT: Final = Path(__file__).parents[2]
PAGE: Final = ROOT / "docs" / "hard-cases.md"
FILES: Final = sorted((ROOT / "tests" / "hard").glob("*.jsonl"))
_HEAD: Final = """# Hard cases

What goes wrong in [tests/hard](../tests/hard/README.md), written by `python -m tests.tools.hard_cases`. A sentence is
right if all of its mentions, and nothing else, are found with exact spans and the right places. `missed` is a mention
that was not found, `found` one that is none, `not the place` a right span with another place.
"""


@dataclass(frozen=True, slots=True)
class Theme:
    """The outcome of one file.

    Attributes:
        name: the file's stem.
        sentences: how many it has.
        wrong: of each sentence that is not right the id and what is wrong.
    """

    name: str
    sentences: int
    wrong: tuple[tuple[str, str], ...]

    @property
    def right(self) -> int:
        """Sentences without a mistake."""
        return self.sentences - len(self.wrong)


def mistakes(text: AnnotatedText, entities: Sequence[GeoEntity]) -> list[str]:
    """What is wrong with the entities of one sentence; optional labels neither help nor hurt."""
    scored = {(label.start, label.end): label for label in text.labels if not label.optional}
    found = {(e.start, e.end): e for e in entities if (e.start, e.end) in scored or not _is_optional(text, e)}
    missed = [text.text[start:end] for start, end in sorted(set(scored) - set(found))]
    extra = [found[span].text for span in sorted(set(found) - set(scored))]
    both = sorted(set(scored) & set(found))
    wrong = [_other(scored[span], found[span]) for span in both if not right_place(scored[span], found[span])]
    return [f"missed {surface}" for surface in missed] + [f"found {surface}" for surface in extra] + wrong


def _is_optional(text: AnnotatedText, entity: GeoEntity) -> bool:
    return any(label.optional and label.start < entity.end and entity.start < label.end for label in text.labels)


def _other(label: Label, entity: GeoEntity) -> str:
    place = f"{entity.place.name} ({entity.place.id})" if entity.place else "nothing"
    return f"{entity.text} is {place}, not the place {label.name} ({label.kind})"


def themes(extractor: GeoExtractor) -> list[Theme]:
    """Run an extractor over all files."""
    found = []
    for path in FILES:
        texts = corpora.read(path)
        judged = ((text.id, mistakes(text, extractor(text.text).entities)) for text in texts)
        found.append(Theme(path.stem, len(texts), tuple((name, "; ".join(what)) for name, what in judged if what)))
    return found


def page(found: Sequence[Theme]) -> str:
    """The page."""
    total, right = sum(theme.sentences for theme in found), sum(theme.right for theme in found)
    lines = [_HEAD, "| theme | sentences | right |", "| --- | --- | --- |"]
    lines += [f"| {theme.name} | {theme.sentences} | {theme.right} |" for theme in found]
    lines.append(f"| all | {total} | {right} ({right / total:.1%}) |")
    for theme in found:
        lines += ["", f"## {theme.name}", "", *(f"- `{name}`: {what}" for name, what in theme.wrong)]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Rewrite the page."""
    found = themes(geoextract.load())
    PAGE.write_text(page(found), encoding="utf-8")
    sys.stdout.write(f"{sum(t.right for t in found)} of {sum(t.sentences for t in found)} right\n")


if __name__ == "__main__":
    main()
