"""Readers of annotated text: gold JSONL, bracket mark-up, and CoNLL-like NER files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from geoextract.errors import InputError

_MARKUP: Final = re.compile(r"\[\[([^|\]]+)\|([^\]]*)\]\]")
_HEADER: Final = re.compile(r"^# id: (\S+)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Label:
    """An annotated span.

    Attributes:
        start: first code point.
        end: one past the last.
        kind: type of the guide (`country`, `demonym`, ...) or the label of an NER corpus (`LOC`, `PERS`, ...).
        country: ISO 3166-1 alpha-2; alternatives separated by `|`; "" for none or unknown.
        name: English names, alternatives separated by `|`; "" where unknown.
        metonym: a capital that stands for its government.
        optional: not scored either way.
        base: of a demonym the type of the place that it is formed from.
    """

    start: int
    end: int
    kind: str
    country: str = ""
    name: str = ""
    metonym: bool = False
    optional: bool = False
    base: str = ""


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """A text with its labels.

    Attributes:
        id: unique in its file.
        text: the text.
        labels: in text order; nested ones are possible in NER corpora.
        scheme: `geo` (this package's guide, complete) or `ner` (names only, proclitics inside the span).
    """

    id: str
    text: str
    labels: tuple[Label, ...]
    scheme: str


def read(path: Path) -> list[AnnotatedText]:
    """Read an annotated file by its extension: `.jsonl` gold, `.txt` bracket mark-up, `.conll` NER.

    Raises:
        InputError: an unknown extension, or a line that cannot be read; the message names file and line.
    """
    readers = {".jsonl": _read_gold, ".txt": _read_markup, ".conll": _read_conll}
    reader = readers.get(path.suffix)
    if reader is None:
        raise InputError(f"{path.name}: annotated text is read from {', '.join(readers)} files, not {path.suffix!r}")
    try:
        return list(reader(path))
    except OSError as error:
        raise InputError(f"{path.name} cannot be read: {error.strerror}") from None


def _read_gold(path: Path) -> Iterator[AnnotatedText]:
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            labels = tuple(sorted((_gold_label(m) for m in row["mentions"]), key=lambda label: label.start))
            yield AnnotatedText(str(row["id"]), row["text"], labels, "geo")
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{path.name}:{number}: no gold document ({error!r}); see docs/training.md") from None


def _gold_label(row: dict[str, Any]) -> Label:
    return Label(
        start=row["start"],
        end=row["end"],
        kind=row["type"],
        country=row.get("cc") or "",
        name=row.get("en") or "",
        metonym=bool(row.get("meto")),
        optional=bool(row.get("opt")),
        base=row.get("tt") or "",
    )


def _read_markup(path: Path) -> Iterator[AnnotatedText]:
    parts = _HEADER.split(path.read_text(encoding="utf-8"))
    for name, body in zip(parts[1::2], parts[2::2], strict=True):
        lines = [line for line in body.split("\n") if not line.startswith("# ")]
        yield parse_markup(name, "\n".join(lines).strip(), path.name)


def parse_markup(name: str, body: str, where: str = "text") -> AnnotatedText:
    """Turn `[[surface|type|cc|English name|flags]]` mark-up into a text with labels.

    Raises:
        InputError: a bracket that does not fit.
    """
    pieces: list[str] = []
    labels: list[Label] = []
    position = length = 0
    for match in _MARKUP.finditer(body):
        pieces.append(body[position : match.start()])
        length += len(pieces[-1])
        labels.append(_markup_label(match, length, f"{where}: {name}"))
        pieces.append(match.group(1))
        length += len(pieces[-1])
        position = match.end()
    pieces.append(body[position:])
    text = "".join(pieces)
    if "[[" in text or "]]" in text:
        raise InputError(f"{where}: {name}: a bracket is not closed or has no fields")
    return AnnotatedText(name, text, tuple(labels), "geo")


def _markup_label(match: re.Match[str], start: int, where: str) -> Label:
    surface, fields = match.group(1), match.group(2).split("|")
    if len(fields) not in (3, 4):
        raise InputError(
            f"{where}: {match.group()} wants surface, type, country, English name and at most one more field"
        )
    kind, _, base = fields[0].partition(":")
    flags = fields[3] if len(fields) == 4 else ""
    return Label(
        start=start,
        end=start + len(surface),
        kind=kind,
        country=fields[1].replace("/", "|"),
        name=fields[2].replace("/", "|"),
        metonym="meto" in flags,
        optional="opt" in flags,
        base=base,
    )


def _read_conll(path: Path) -> Iterator[AnnotatedText]:
    sentence: list[tuple[str, list[str]]] = []
    number = 0
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        cells = line.split()
        token = cells[0].strip("\u200e\u200f") if cells else ""
        if token and len(cells) > 1 and token != "$#$":
            sentence.append((token, cells[1:]))
        elif not token and sentence:
            yield _sentence(f"{path.stem}-{number}", sentence)
            sentence, number = [], number + 1


def _sentence(name: str, tokens: list[tuple[str, list[str]]]) -> AnnotatedText:
    text, spans = "", []
    for token, _ in tokens:
        text += " " if text else ""
        spans.append((len(text), len(text) + len(token)))
        text += token
    labels = []
    for index, (_, tags) in enumerate(tokens):
        for kind in (tag[2:] for tag in tags if tag.startswith("B-")):
            last = index + 1
            while last < len(tokens) and f"I-{kind}" in tokens[last][1]:
                last += 1
            labels.append(Label(spans[index][0], spans[last - 1][1], kind))
    return AnnotatedText(name, text, tuple(labels), "ner")
