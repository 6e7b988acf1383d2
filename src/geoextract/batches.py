"""Many documents: in order, with bounded memory, in one process or several, and past a bad document.

Worker processes are forked where the platform allows it and no other thread runs (they share the loaded gazetteer with
their parent), otherwise spawned (they get a pickle of it). Between processes a result travels as plain tuples with
place ids: pickled models take several times as long to read, and would come without the sharing of `Place` objects.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Final, Generic, Literal, TypeVar, get_args

from geoextract.entities import CountryCount, Extraction, FailedDocument, GeoEntity, ScoredCandidate, built
from geoextract.errors import ConfigError, GeoExtractError

if TYPE_CHECKING:
    from geoextract.gazetteer import Gazetteer
    from geoextract.pipeline import GeoExtractor

OnError = Literal["raise", "skip", "record"]

AHEAD: Final = 2
"""Batches in flight for each worker: one at work, one waiting."""

T = TypeVar("T")
R = TypeVar("R")
Outcome = Extraction | FailedDocument
Document = tuple[object, str | None, object]
"""A text (or what was given in its place), the document's id, and the caller's context."""


def process_count(n_process: int) -> int:
    """The number of processes that an option asks for.

    Args:
        n_process: 1 or more, or -1 for one a core.

    Raises:
        ConfigError: anything else.
    """
    if n_process == -1:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if n_process < 1:
        raise ConfigError(f"n_process is {n_process}; give 1 or more, or -1 for one process a core")
    return n_process


def check_options(batch_size: int, on_error: str = "raise") -> None:
    """Refuse options that do not exist.

    Raises:
        ConfigError: one of them is not valid; the message says what is.
    """
    if batch_size < 1:
        raise ConfigError(f"batch_size is {batch_size}; give 1 or more")
    if on_error not in get_args(OnError):
        raise ConfigError(f"unknown on_error {on_error!r}; choose one of {', '.join(get_args(OnError))}")


def pipe(
    extractor: GeoExtractor,
    texts: Iterable[Any],
    *,
    as_tuples: bool = False,
    n_process: int = 1,
    batch_size: int = 64,
    on_error: OnError = "raise",
) -> Iterator[Any]:
    """What `GeoExtractor.pipe` does; see there."""
    check_options(batch_size, on_error)
    processes = process_count(n_process)
    documents = _documents(texts, as_tuples)
    if processes == 1:
        outcomes = _in_process(extractor, documents)
    else:
        outcomes = _in_workers(extractor, documents, processes, batch_size)
    return _deliver(outcomes, as_tuples, on_error)


def run(
    work: Callable[[list[T]], R], items: Iterable[T], *, n_process: int, batch_size: int
) -> Iterator[tuple[list[T], R]]:
    """Do work on batches in worker processes.

    Args:
        work: called with each batch in a worker; sent to each worker once.
        items: read only as far as workers need more; an error of theirs is raised behind the results before it.
        n_process: number of workers.
        batch_size: items in a batch.

    Yields:
        Each batch with what `work` made of it, in order.

    Raises:
        GeoExtractError: a worker died (killed, out of memory).
    """
    source = _Batches(items, batch_size)
    pending: deque[tuple[list[T], Future[R]]] = deque()
    pool = _pool(work, n_process)
    complete = False
    try:
        for batch in islice(source, AHEAD * n_process):
            pending.append((batch, pool.submit(_call, batch)))
        while pending:
            batch, future = pending.popleft()
            result = future.result()
            for following in islice(source, 1):
                pending.append((following, pool.submit(_call, following)))
            yield batch, result
        complete = True
    except BrokenExecutor:
        raise GeoExtractError(
            "a worker process died in the middle of a batch (killed, or out of memory);"
            " use fewer processes or smaller batches"
        ) from None
    finally:
        if not complete:
            _terminate(pool)
        pool.shutdown(cancel_futures=True)
    if source.error is not None:
        raise source.error


class _Batches(Generic[T]):
    """Cuts a stream into lists and keeps an error of the stream until the lists before it are done."""

    def __init__(self, items: Iterable[T], size: int) -> None:
        self._items = iter(items)
        self._size = size
        self.error: Exception | None = None

    def __iter__(self) -> Iterator[list[T]]:
        return self

    def __next__(self) -> list[T]:
        batch: list[T] = []
        try:
            while self.error is None and len(batch) < self._size:
                batch.append(next(self._items))
        except StopIteration:
            pass
        except Exception as error:
            self.error = error
        if not batch:
            raise StopIteration
        return batch


def _pool(work: Callable[..., Any], n_process: int) -> ProcessPoolExecutor:
    fork = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if fork else "spawn")
    return ProcessPoolExecutor(n_process, mp_context=context, initializer=_start_worker, initargs=(work,))


def _terminate(pool: ProcessPoolExecutor) -> None:
    """End the workers in the middle of batches whose results nobody wants (`terminate_workers` of Python 3.14)."""
    for process in list((getattr(pool, "_processes", None) or {}).values()):
        process.terminate()


_work: Callable[[Any], Any]


def _start_worker(work: Callable[[Any], Any]) -> None:
    """Keep the work; leave Ctrl-C, which the terminal sends to all processes, to the parent."""
    global _work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _work = work


def _end_with_parent() -> None:
    """End this worker when its parent is killed; its queue would otherwise keep it waiting for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _call(batch: Any) -> Any:
    return _work(batch)


def _documents(texts: Iterable[Any], as_tuples: bool) -> Iterator[Document]:
    if not as_tuples:
        yield from ((text, None, None) for text in texts)
        return
    for item in texts:
        try:
            text, context = item
        except (TypeError, ValueError):
            raise TypeError(f"with as_tuples each item has to be (text, context), not {type(item).__name__}") from None
        yield text, context if isinstance(context, str) else None, context


def _in_process(
    extractor: GeoExtractor, documents: Iterable[Document]
) -> Iterator[tuple[Extraction | Exception, Document]]:
    for document in documents:
        yield _attempt(extractor, document[0], document[1]), document


def _attempt(extractor: GeoExtractor, text: Any, id: str | None) -> Extraction | Exception:
    try:
        return extractor(text, id=id)
    except Exception as error:
        return error


def _in_workers(
    extractor: GeoExtractor, documents: Iterable[Document], n_process: int, batch_size: int
) -> Iterator[tuple[Extraction | Exception, Document]]:
    places = extractor.gazetteer
    sent = (_Sendable(document) for document in documents)
    for batch, results in run(_ExtractBatch(extractor), sent, n_process=n_process, batch_size=batch_size):
        for item, packed in zip(batch, results, strict=True):
            yield packed if isinstance(packed, Exception) else _unpack(packed, places), item.document


class _Sendable:
    """A document in the queue: only its text and id go to the worker; what is no text is told by its type."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def __reduce__(self) -> tuple[Any, ...]:
        text, id, _ = self.document
        if type(text) is str:
            return _received, (text, id)
        return _received, (str.__str__(text) if isinstance(text, str) else _NoText(type(text).__name__), id)


def _received(text: object, id: str | None) -> _Sendable:
    return _Sendable((text, id, None))


@dataclass(frozen=True)
class _NoText:
    type_name: str


class _ExtractBatch:
    """The work of `pipe`: extract each text of a batch."""

    def __init__(self, extractor: GeoExtractor) -> None:
        self._extractor = extractor

    def __call__(self, batch: list[_Sendable]) -> list[Any]:
        return [self._one(item.document[0], item.document[1]) for item in batch]

    def _one(self, text: object, id: str | None) -> Any:
        if isinstance(text, _NoText):
            return TypeError(f"the text has to be a str, not {text.type_name}")
        outcome = _attempt(self._extractor, text, id)
        if isinstance(outcome, Extraction):
            return _pack(outcome, self._extractor.gazetteer)
        return _portable_error(outcome)


def _portable_error(error: Exception) -> Exception:
    """The error, or where it cannot be pickled one with the same message."""
    import pickle

    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return GeoExtractError(f"{type(error).__name__}: {error}")
    return error


def _pack(extraction: Extraction, places: Gazetteer) -> tuple[Any, ...]:
    fields = dict(extraction.__dict__)
    entities = [_pack_entity(entity, places) for entity in fields.pop("entities")]
    return fields, entities, [count.__dict__ for count in fields.pop("countries")]


def _pack_entity(entity: GeoEntity, places: Gazetteer) -> dict[str, Any]:
    """The fields with the place's id; a place that was linked by its sound is in no gazetteer and travels whole."""
    place = entity.place.id if entity.place and entity.place.id in places else entity.place
    return {**entity.__dict__, "place": place, "candidates": [(c.place_id, c.score) for c in entity.candidates]}


def _unpack(packed: tuple[Any, ...], places: Gazetteer) -> Extraction:
    fields, entities, countries = packed
    return built(
        Extraction,
        {
            "id": fields["id"],
            "entities": tuple([_unpack_entity(entity, places) for entity in entities]),
            "countries": tuple([built(CountryCount, count) for count in countries]),
            "gazetteer_version": fields["gazetteer_version"],
            "model_version": fields["model_version"],
        },
    )


def _unpack_entity(fields: dict[str, Any], places: Gazetteer) -> GeoEntity:
    if isinstance(fields["place"], str):
        fields["place"] = places[fields["place"]]
    candidates = [built(ScoredCandidate, {"place_id": id, "score": score}) for id, score in fields["candidates"]]
    fields["candidates"] = tuple(candidates)
    return built(GeoEntity, fields)


def _deliver(
    outcomes: Iterator[tuple[Extraction | Exception, Document]], as_tuples: bool, on_error: OnError
) -> Iterator[Outcome | tuple[Outcome, object]]:
    for position, (outcome, (_, id, context)) in enumerate(outcomes):
        if isinstance(outcome, Exception):
            if on_error == "raise":
                raise outcome
            if on_error == "skip":
                continue
            result: Outcome = _failed(outcome, str(position) if id is None else id)
        else:
            result = outcome
        yield (result, context) if as_tuples else result


def _failed(error: Exception, id: str) -> FailedDocument:
    return FailedDocument(id=id, error=f"{type(error).__name__}: {error}")
