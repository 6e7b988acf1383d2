"""`GeoExtractor.pipe`: order, equality with single calls, bad documents, bounded reading, dead workers."""

import os
import pickle
import threading
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import pytest

import geoextract
from geoextract import ConfigError, Extraction, FailedDocument, GeoExtractError, GeoExtractor, batches

TEXTS = [
    "أعلنت كييف وقف إطلاق النار.",
    "",
    "زار الوفد العراقي أذربيجان.",
    "لا مكان في هذه الجملة.",
    "عاد وزير خارجية أذربيجان من العراق إلى كييف.",
] * 5


@pytest.fixture(scope="module")
def geo() -> GeoExtractor:
    return geoextract.load(keep_unresolved=True)


@pytest.mark.parametrize("n_process", [1, 2])
@pytest.mark.parametrize("batch_size", [1, 4, 1000])
def test_same_results_in_the_same_order(geo: GeoExtractor, n_process: int, batch_size: int) -> None:
    results, expected = list(geo.pipe(TEXTS, n_process=n_process, batch_size=batch_size)), [geo(text) for text in TEXTS]
    assert results == expected
    assert [result.model_dump_json() for result in results] == [result.model_dump_json() for result in expected]


def test_places_from_workers_are_the_shared_objects(geo: GeoExtractor) -> None:
    here, there = geo("زار العراق"), next(geo.pipe(["زار العراق"], n_process=2))
    assert there.entities[0].place is here.entities[0].place is not None


@pytest.mark.parametrize("n_process", [1, 2])
def test_contexts_come_back_and_strings_are_ids(geo: GeoExtractor, n_process: int) -> None:
    marker = object()
    pairs: list[tuple[str, object]] = [("زار العراق", "a"), ("زار العراق", marker)]
    (first, a), (second, other) = geo.pipe(pairs, as_tuples=True, n_process=n_process)
    assert (first.id, a) == ("a", "a")
    assert second.id is None
    assert other is marker


@pytest.mark.parametrize("n_process", [1, 2])
def test_a_bad_document_is_raised_skipped_or_recorded(geo: GeoExtractor, n_process: int) -> None:
    bad: Any = ["كييف", None, b"x", (character for character in "x"), "كييف"]
    results = geo.pipe(bad, n_process=n_process)
    assert isinstance(next(results), Extraction)
    with pytest.raises(TypeError, match="has to be a str, not NoneType"):
        next(results)
    assert len(list(geo.pipe(bad, n_process=n_process, on_error="skip"))) == 2
    recorded = list(geo.pipe(bad, n_process=n_process, on_error="record"))
    assert recorded[1] == FailedDocument(id="1", error="TypeError: the text has to be a str, not NoneType")
    assert [type(item) for item in recorded] == [Extraction, *[FailedDocument] * 3, Extraction]


def test_a_recorded_document_has_its_id(geo: GeoExtractor) -> None:
    pairs: Any = [(None, "doc-7")]
    [(failed, context)] = geo.pipe(pairs, as_tuples=True, on_error="record")
    assert isinstance(failed, FailedDocument)
    assert (failed.id, context) == ("doc-7", "doc-7")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"n_process": 0}, "n_process is 0; give 1 or more, or -1 for one process a core"),
        ({"batch_size": 0}, "batch_size is 0; give 1 or more"),
        ({"on_error": "ignore"}, "unknown on_error 'ignore'; choose one of raise, skip, record"),
    ],
)
def test_unknown_options_are_refused_at_once(geo: GeoExtractor, options: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        geo.pipe([], **options)


def test_tuples_have_to_be_pairs(geo: GeoExtractor) -> None:
    wrong: Any = [3]
    with pytest.raises(TypeError, match=r"\(text, context\), not int"):
        list(geo.pipe(wrong, as_tuples=True))


@pytest.mark.parametrize(("n_process", "ahead"), [(1, 1), (2, (batches.AHEAD * 2 + 1) * 3)])
def test_reads_only_a_few_batches_ahead(geo: GeoExtractor, n_process: int, ahead: int) -> None:
    read = 0

    def endless() -> Iterator[str]:
        nonlocal read
        while True:
            read += 1
            yield "كييف"

    results = geo.pipe(endless(), n_process=n_process, batch_size=3)
    assert len(list(islice(results, 1))) == 1
    assert read <= ahead
    assert len(list(islice(results, 30))) == 30
    assert read <= 30 + ahead + 3


@pytest.mark.parametrize("n_process", [1, 2])
def test_an_error_of_the_stream_comes_behind_what_was_read(geo: GeoExtractor, n_process: int) -> None:
    def broken() -> Iterator[str]:
        yield from TEXTS[:7]
        raise RuntimeError("the stream broke")

    results = geo.pipe(broken(), n_process=n_process, batch_size=2)
    assert len(list(islice(results, 7))) == 7
    with pytest.raises(RuntimeError, match="the stream broke"):
        next(results)


def test_lone_surrogates_and_string_subclasses_travel(geo: GeoExtractor) -> None:
    class Text(str):
        __slots__ = ()

    texts = ["\ud800 زار العراق \udfff", Text("زار العراق")]
    assert list(geo.pipe(texts, n_process=2)) == [geo(text) for text in texts]


def test_beside_another_thread_workers_are_spawned(geo: GeoExtractor) -> None:
    over = threading.Event()
    thread = threading.Thread(target=over.wait)
    thread.start()
    try:
        assert list(geo.pipe(TEXTS, n_process=2)) == [geo(text) for text in TEXTS]
    finally:
        over.set()
        thread.join()


def _die(batch: list[int]) -> int:
    os._exit(3)


def _boom(batch: list[int]) -> int:
    raise ValueError(f"cannot do {batch}")


@pytest.mark.parametrize(
    ("work", "error", "message"),
    [(_die, GeoExtractError, "a worker process died"), (_boom, ValueError, r"cannot do \[1, 2\]")],
)
def test_a_dead_worker_and_an_error_in_one_are_raised(
    work: Callable[[list[int]], int], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        list(batches.run(work, [1, 2, 3], n_process=2, batch_size=2))


def test_an_error_that_cannot_travel_keeps_its_message(geo: GeoExtractor, monkeypatch: pytest.MonkeyPatch) -> None:
    class Local(Exception):
        pass

    def fail(self: GeoExtractor, text: str, *, id: str | None = None) -> Extraction:
        raise Local("broken inside")

    monkeypatch.setattr(GeoExtractor, "__call__", fail)
    [failed] = geo.pipe(["x"], n_process=2, on_error="record")
    assert isinstance(failed, FailedDocument)
    assert "Local: broken inside" in failed.error


def test_minus_one_is_one_process_a_core() -> None:
    assert batches.process_count(-1) == len(os.sched_getaffinity(0))


def test_threads_share_an_extractor(geo: GeoExtractor) -> None:
    expected = [geo(text) for text in TEXTS]
    found: list[list[Extraction]] = []
    threads = [threading.Thread(target=lambda: found.append([geo(text) for text in TEXTS])) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 4


def test_an_extractor_can_be_pickled_with_all_that_it_remembers(geo: GeoExtractor) -> None:
    text = "خسر المصرف مبلغا ماليا كبيرا في كييف، وقالت موسكو إنه كان في زغربيا قرب مدينة كان الفرنسية."
    expected = geo(text)
    assert pickle.loads(pickle.dumps(geo))(text) == expected
