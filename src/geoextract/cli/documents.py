"""Documents from input files; what cannot be one is reported with its file and line, and the others go on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from geoextract.cli.sources import Reader, Source, Unreadable

_BOM = b"\xef\xbb\xbf"


class BadDocument(Exception):
    """A document cannot be used.

    Attributes:
        where: file and line.
        message: what is wrong.
    """

    def __init__(self, where: str, message: str) -> None:
        super().__init__(where, message)
        self.where = where
        self.message = message


@dataclass(slots=True)
class Document:
    """A document to do.

    Attributes:
        where: file and line, for messages.
        id: its id.
        text: its text.
        kept: the fields to carry into the output, in the order asked for; None where a line lacks one.
    """

    where: str
    id: str | None
    text: str
    kept: dict[str, Any] = field(default_factory=dict)


@dataclass
class DocumentReader:
    """Reads the documents of files.

    Attributes:
        sources: the files.
        report: called with each message.
        text_field: name of the text in JSON lines.
        id_field: name of the id.
        keep: names of the fields to carry.
        replace: replace broken UTF-8 instead of leaving the document out.
        done: ids to pass over, because the output has them.
        bad: documents that could not be used, so far.
        skipped: documents passed over, so far.
    """

    sources: list[Source]
    report: Callable[[str], None]
    text_field: str = "text"
    id_field: str = "id"
    keep: tuple[str, ...] = ()
    replace: bool = False
    done: frozenset[str] = frozenset()
    bad: int = 0
    skipped: int = 0
    _seen: set[str] = field(default_factory=set)
    _finished_bytes: int = 0
    _reader: Reader | None = None

    @property
    def position(self) -> int:
        """Bytes read so far, of all files."""
        return self._finished_bytes + (self._reader.position if self._reader else 0)

    @property
    def size(self) -> int | None:
        """Bytes of all files, None where one of them is a stream."""
        sizes = [source.size for source in self.sources]
        return None if None in sizes else sum(size for size in sizes if size is not None)

    def __iter__(self) -> Iterator[Document]:
        """The documents in order."""
        for source in self.sources:
            yield from self._of_source(source)

    def problem(self, where: str, message: str) -> None:
        """Report a document that cannot be used."""
        self.bad += 1
        self.report(f"{where}: {message}")

    def _of_source(self, source: Source) -> Iterator[Document]:
        try:
            self._reader = Reader(source)
            read = self._of_lines if source.format == "jsonl" else self._of_text
            yield from read(source, self._reader)
        except Unreadable as error:
            self.problem(source.label, str(error))
        if self._reader is not None:
            self._finished_bytes += self._reader.position
            self._reader.close()
            self._reader = None

    def _of_text(self, source: Source, reader: Reader) -> Iterator[Document]:
        data = reader.whole()
        try:
            text = self._decode(data, source.label, whole=True)
            document = Document(source.label, None if source.label == "stdin" else source.name, text)
            if self._is_new(document):
                yield document
        except BadDocument as error:
            self.problem(error.where, error.message)

    def _of_lines(self, source: Source, reader: Reader) -> Iterator[Document]:
        number = 0
        try:
            for number, line in enumerate(reader.lines(), 1):
                document = self._of_line(f"{source.label}:{number}", line.removeprefix(_BOM) if number == 1 else line)
                if document is not None:
                    yield document
        except Unreadable as error:
            raise Unreadable(f"{error}; {number} lines were read") from None

    def _of_line(self, where: str, line: bytes) -> Document | None:
        if not line.strip():
            return None
        try:
            document = self._parse(where, self._decode(line, where, whole=False))
            return document if self._is_new(document) else None
        except BadDocument as error:
            self.problem(error.where, error.message)
            return None

    def _decode(self, data: bytes, where: str, *, whole: bool) -> str:
        """Decode UTF-8; in a `whole` file the message says in which line the first broken byte is."""
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            message = f"not UTF-8 (byte 0x{data[error.start]:02x})"
        if whole:
            where = f"{where}:{line}"
        if not self.replace:
            raise BadDocument(where, f"{message}; --errors replace would read it as U+FFFD")
        self.report(f"{where}: {message}, replaced by U+FFFD")
        return data.decode("utf-8", "replace")

    def _parse(self, where: str, line: str) -> Document:
        try:
            record = json.loads(line.strip())
        except json.JSONDecodeError as error:
            raise BadDocument(where, f"not JSON ({error.msg} at character {error.colno})") from None
        except (ValueError, RecursionError) as error:
            raise BadDocument(where, f"not JSON ({error})") from None
        if not isinstance(record, dict):
            raise BadDocument(where, f"not a JSON object but {_kind(record)}")
        text = self._text(record, where)
        return Document(where, self._id(record, where), text, {name: record.get(name) for name in self.keep})

    def _text(self, record: dict[str, Any], where: str) -> str:
        if self.text_field not in record:
            names = ", ".join(map(str, record)) or "none"
            raise BadDocument(where, f"no field {self.text_field!r} (its fields: {names}); --text-field names another")
        text = record[self.text_field]
        if not isinstance(text, str):
            raise BadDocument(where, f"the field {self.text_field!r} is {_kind(text)}, not a string")
        return text

    def _id(self, record: dict[str, Any], where: str) -> str:
        found = record.get(self.id_field)
        if found is None:
            return where
        if isinstance(found, bool) or not isinstance(found, str | int):
            raise BadDocument(where, f"the field {self.id_field!r} is {_kind(found)}, not a string or an integer")
        return str(found)

    def _is_new(self, document: Document) -> bool:
        """Whether the document is still to do.

        Raises:
            BadDocument: its id came before.
        """
        if document.id is None:
            return True
        if document.id in self._seen:
            raise BadDocument(document.where, f"the id {document.id!r} came before")
        self._seen.add(document.id)
        self.skipped += document.id in self.done
        return document.id not in self.done


def _kind(value: object) -> str:
    if value is None:
        return "null"
    kinds = ((bool, "a boolean"), (int | float, "a number"), (str, "a string"), (list, "an array"))
    return next((name for kind, name in kinds if isinstance(value, kind)), "an object")
