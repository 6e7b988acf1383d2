"""`geoextract extract`: files in, results out, past whatever is wrong with single documents."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from geoextract.batches import check_options, process_count
from geoextract.batches import run as run_batches
from geoextract.cli import DONE, INTERRUPTED, SOME_FAILED
from geoextract.cli.console import choose, screen
from geoextract.cli.documents import Document, DocumentReader
from geoextract.cli.output import FileOutput, Output, OutputError, StandardOutput
from geoextract.cli.progress import Progress, make_progress
from geoextract.cli.resume import take_up
from geoextract.cli.sources import Source, check_readable, find
from geoextract.errors import ConfigError, InputError
from geoextract.gazetteer.records import POLICIES
from geoextract.pipeline import GeoExtractor, load
from geoextract.report.formats import FORMATS, WHOLE, Layout, Renderer, Sink, check_format, renderer, sink
from geoextract.report.table import Screen

_BY_SUFFIX: Final = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".geojson": "geojson",
    ".html": "html",
    ".htm": "html",
    ".csv": "csv",
    ".parquet": "parquet",
}
_COMPRESSED: Final = (".gz", ".bz2", ".xz", ".zst")


@dataclass(frozen=True)
class Options:
    """The options of the command; `cli/app.py` and docs/cli.md say what they mean."""

    files: tuple[str, ...]
    format: str | None
    output: str | None
    policy: str
    min_score: float | None
    keep_unresolved: bool
    gazetteer: tuple[str, ...]
    input_format: str | None
    text_field: str
    id_field: str
    keep: tuple[str, ...]
    errors: str
    n_process: int
    batch_size: int
    resume: bool
    progress: bool | None


@dataclass(frozen=True)
class Failure:
    """What a worker says of a document that it could not do."""

    message: str


class RenderBatch:
    """The work of a worker: extract each document of a batch and render it."""

    def __init__(self, extractor: GeoExtractor, name: str, layout: Layout) -> None:
        """Take what travels to the worker: the extractor, and name and options of the format."""
        self._extractor = extractor
        self.name = name
        self.layout = layout
        self._renderer: Renderer | None = None

    def __call__(self, batch: list[Document]) -> list[Any]:
        """The fragments of the documents, or a `Failure` in place of one."""
        return [self._one(document) for document in batch]

    def _one(self, document: Document) -> Any:
        if self._renderer is None:
            self._renderer = renderer(self.name, self.layout)
        try:
            extraction = self._extractor(document.text, id=document.id)
            return self._renderer(extraction, document.text, document.kept)
        except Exception as error:
            return Failure(f"{type(error).__name__}: {error}")


def run(options: Options) -> int:
    """Do the command.

    Returns:
        The exit code: 0, 1 where documents were left out, 130 after Ctrl-C.

    Raises:
        GeoExtractError: nothing was begun, or the output cannot be written.
    """
    name = _format(options)
    _check(options, name)
    sources = find(options.files, options.input_format)
    _check_output(options, sources)
    extractor = _load(options)
    versions = (extractor.gazetteer.version, extractor.model.version)
    done = take_up(Path(options.output), versions) if options.resume and options.output else frozenset()
    output = _open(options)
    layout = Layout(options.keep, screen() if output.__class__ is StandardOutput and name == "table" else Screen())
    reader = _reader(options, sources, done)
    work = RenderBatch(extractor, name, layout)
    return _Run(options, reader, work, output)()


class _Run:
    """One run: moves fragments from the workers to the sink and closes everything, whatever happens."""

    def __init__(self, options: Options, reader: DocumentReader, work: RenderBatch, output: Output) -> None:
        self._options = options
        self._name = work.name
        self._reader = reader
        self._work = work
        self._output = output
        self._written = 0
        free = isinstance(output, FileOutput) or not sys.stdout.isatty()
        self._progress: Progress = make_progress(reader.size, options.progress, stdout_is_free=free)
        reader.report = self._progress.note

    def __call__(self) -> int:
        try:
            target = sink(self._name, self._work.layout, self._output)
            code = self._move(target)
            target.close()
            self._output.close()
        except (OutputError, OSError) as error:
            whole = f"a {self._name} file cut short is of no use"
            raise OutputError(f"{error}; {whole if self._name in WHOLE else self._kept()}") from None
        finally:
            self._progress.close()
            with suppress(OutputError):
                self._output.close()
        return code

    def _move(self, target: Sink) -> int:
        try:
            with closing(self._batches()) as batches:
                for batch, fragments in batches:
                    self._add(target, batch, fragments)
        except KeyboardInterrupt:
            self._progress.note(f"interrupted; {self._kept()}")
            return INTERRUPTED
        return SOME_FAILED if self._reader.bad else DONE

    def _batches(self) -> Generator[tuple[list[Document], list[Any]]]:
        processes = process_count(self._options.n_process)
        if processes > 1:
            yield from run_batches(self._work, self._reader, n_process=processes, batch_size=self._options.batch_size)
        else:
            yield from (([document], self._work([document])) for document in self._reader)

    def _add(self, target: Sink, batch: list[Document], fragments: list[Any]) -> None:
        for document, fragment in zip(batch, fragments, strict=True):
            if isinstance(fragment, Failure):
                self._reader.problem(document.where, fragment.message)
            else:
                target.add(fragment)
                self._written += 1
        words = sum(len(document.text.split()) for document in batch) if self._progress.counts else 0
        self._progress.advance(len(batch), words, self._reader.position)

    def _kept(self) -> str:
        told = f"the {self._written + self._reader.skipped} documents that were done are kept"
        resumable = isinstance(self._output, FileOutput) and self._name == "jsonl"
        return f"{told}, --resume goes on behind them" if resumable else told


def _format(options: Options) -> str:
    if options.format is not None:
        return choose("format", options.format, FORMATS)
    return _BY_SUFFIX.get(Path(options.output).suffix.lower(), "table") if options.output else "table"


def _check(options: Options, name: str) -> None:
    choose("policy", options.policy, POLICIES)
    choose("errors", options.errors, ("strict", "replace"))
    if options.min_score is not None and not 0 <= options.min_score <= 1:
        raise ConfigError(f"--min-score is {options.min_score}; give a number from 0 to 1")
    check_options(options.batch_size)
    process_count(options.n_process)
    for file in options.gazetteer:
        check_readable(file)
    if options.resume and (not options.output or name != "jsonl"):
        raise ConfigError("--resume needs --output with the format jsonl")
    if name == "parquet" and not options.output:
        raise ConfigError("the format parquet is not text; name a file with --output")
    check_format(name, options.keep)


def _check_output(options: Options, sources: list[Source]) -> None:
    if options.output is None:
        return
    output = Path(options.output)
    if output.suffix.lower() in _COMPRESSED:
        raise ConfigError(
            f"the output {options.output!r} would not be compressed; leave out --output and pipe into a compressor"
        )
    if output.exists() and any(source.size is not None and output.samefile(source.name) for source in sources):
        raise InputError(f"the output {options.output!r} is one of the inputs; choose another")


def _load(options: Options) -> GeoExtractor:
    score: dict[str, Any] = {} if options.min_score is None else {"min_score": options.min_score}
    return load(policy=options.policy, keep_unresolved=options.keep_unresolved, extra=options.gazetteer, **score)


def _open(options: Options) -> Output:
    if options.output is None:
        return StandardOutput()
    return FileOutput(options.output, append=options.resume)


def _reader(options: Options, sources: list[Source], done: frozenset[str]) -> DocumentReader:
    return DocumentReader(
        sources,
        report=lambda message: None,
        text_field=options.text_field,
        id_field=options.id_field,
        keep=options.keep,
        replace=options.errors == "replace",
        done=done,
    )
