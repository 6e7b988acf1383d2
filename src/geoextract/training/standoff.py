"""Reader of stand-off labels: answers about places of a text that is not copied, by document id and code points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from geoextract.errors import InputError
from geoextract.training.corpora import AnnotatedText, Label

SUFFIX: Final = ".tsv"
SCHEME: Final = "standoff"
"""Texts of this scheme are labelled at some candidates only; nothing is known of the others."""
MENTION_ANSWERS: Final = {"mention": True, "other": False}
FORM_ANSWERS: Final = {"demonym": True, "name": False}
OFFICE_ANSWERS: Final = {"government": True, "place": False}
ANSWERS: Final = (*MENTION_ANSWERS, *FORM_ANSWERS, *OFFICE_ANSWERS)
COLUMNS: Final = ("document", "start", "end", "answer")


def read(path: Path, documents: Callable[[set[str]], Iterator[tuple[str, str]]]) -> list[AnnotatedText]:
    """Read a `.tsv` file of stand-off labels.

    Args:
        path: columns `document start end answer`, a header line; offsets are code points of the document's text.
        documents: gives (id, text) of the documents with these ids, where they exist.

    Returns:
        The labelled texts in the order of the file.

    Raises:
        InputError: a line that cannot be read, a document that is not there, or a label beyond its text.
    """
    labels = _labels(path)
    texts = dict(documents(set(labels)))
    for document, found in labels.items():
        if document not in texts:
            raise InputError(
                f"{path.name} labels document {document!r}, which the raw text lacks; give its file as --raw"
            )
        if found[-1].end > len(texts[document]):
            raise InputError(f"{path.name} labels {document!r} beyond its end: the raw text is another edition")
    return [AnnotatedText(name, texts[name], tuple(found), SCHEME) for name, found in labels.items()]


def _labels(path: Path) -> dict[str, list[Label]]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise InputError(f"{path.name} cannot be read: {error.strerror}") from None
    if lines[0].split("\t") != list(COLUMNS):
        raise InputError(f"{path.name}: the first line has to name the columns {', '.join(COLUMNS)}")
    found: dict[str, list[Label]] = defaultdict(list)
    for number, line in enumerate(lines[1:], 2):
        if line:
            cells = line.split("\t")
            if len(cells) != len(COLUMNS) or not (cells[1] + cells[2]).isdecimal() or cells[3] not in ANSWERS:
                raise InputError(f"{path.name}:{number}: no label; an answer is one of {', '.join(ANSWERS)}")
            found[cells[0]].append(Label(int(cells[1]), int(cells[2]), cells[3]))
    for labels in found.values():
        labels.sort(key=lambda label: (label.start, label.end))
    return found
