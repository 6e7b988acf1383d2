"""`geoextract.integrations.spark` on two real executors."""

from __future__ import annotations

import shlex
import sys
import sysconfig
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import geoextract
from geoextract import ConfigError, GeoExtractor
from geoextract.report.rows import rows

pytest.importorskip("pyspark")

from geoextract.integrations import spark as geospark

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

pytestmark = [
    pytest.mark.spark,
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

TEXTS = [
    "وصل الرئيس الأوكراني إلى بغداد، ثم سافر إلى دمشق.",
    "",
    None,
    "لا مكان في هذه الجملة.",
    "عاد وزير خارجية أذربيجان من العراق 😀 إلى القاهرة وبيروت.",
]


@pytest.fixture(scope="module")
def frame(spark: SparkSession) -> DataFrame:
    return spark.createDataFrame(list(enumerate(TEXTS)), "id int, text string")


def expected(extractor: GeoExtractor, text: str | None) -> list[tuple[Any, ...]] | None:
    """What the column has to hold for a text."""
    return None if text is None else [row[1:] for row in rows(extractor(text))]


def plain(entities: list[Any] | None) -> list[tuple[Any, ...]] | None:
    return None if entities is None else [tuple(entity) for entity in entities]


def test_a_column_of_entities_equals_the_api(frame: DataFrame, extractor: GeoExtractor) -> None:
    result = geospark.extract_column(frame, "text")
    assert result.schema["geo"].dataType.simpleString() == geospark.SCHEMA
    found = {row.id: plain(row.geo) for row in result.collect()}
    assert found == {index: expected(extractor, text) for index, text in enumerate(TEXTS)}
    assert len(found[0] or []) == 3


def test_offsets_fit_the_functions_of_spark(frame: DataFrame) -> None:
    exploded = geospark.explode_entities(
        geospark.extract_column(frame, "text").withColumnRenamed("text", "article"), keep=("id", "article")
    )
    cut = exploded.selectExpr("text", "substring(article, start + 1, end - start) AS cut").collect()
    assert [row.text for row in cut] == [row.cut for row in cut]


def test_one_row_an_entity(frame: DataFrame, extractor: GeoExtractor) -> None:
    result = geospark.explode_entities(geospark.extract_column(frame, "text", output="places"), "places", keep=["id"])
    assert result.columns == ["id", *geospark.FIELDS]
    wanted = [(index, *row) for index, text in enumerate(TEXTS) for row in expected(extractor, text) or []]
    assert sorted(map(tuple, result.collect())) == sorted(wanted)


def test_other_columns_pass_unchanged(spark: SparkSession) -> None:
    frame = spark.sql(
        "SELECT 'من بغداد' AS text, timestamp'2026-01-02 03:04:05' AS at, map('a', array(1, null)) AS m,"
        " named_struct('x', 1.50BD) AS s, cast(null AS binary) AS b"
    )
    result = geospark.extract_column(frame, "text")
    assert result.drop("geo").collect() == frame.collect()
    assert result.schema.fields[:-1] == frame.schema.fields


def test_an_empty_frame(frame: DataFrame) -> None:
    assert geospark.extract_column(frame.where("id < 0"), "text").collect() == []


def test_bytes_that_are_no_utf8(spark: SparkSession, extractor: GeoExtractor) -> None:
    frame = spark.sql("SELECT cast(unhex(concat('FF20', hex('من بغداد'))) AS string) AS text UNION ALL SELECT null")
    found = [plain(row.geo) for row in geospark.extract_column(frame, "text").collect()]
    assert sorted(found, key=str) == sorted([expected(extractor, "\ufffd من بغداد"), None], key=str)


def test_options_and_files_of_the_driver_travel(spark: SparkSession, frame: DataFrame, tmp_path: Path) -> None:
    extra = tmp_path / "places.csv"
    extra.write_text("id,type,name_en,name_ar,parent\nuser:q,city,Qarqaqa,قرقاقا,SY-HL\n", encoding="utf-8")
    options: dict[str, Any] = {"extra": [str(extra)], "policy": "un", "min_score": 0.2}
    result = geospark.extract_column(spark.createDataFrame([("عاد من قرقاقا",)], "text string"), "text", **options)
    (row,) = result.collect()
    assert [entity.place_id for entity in row.geo] == ["user:q"]
    extra.unlink()
    assert result.collect() == [row]


def test_each_worker_process_loads_the_extractor_once(spark: SparkSession, frame: DataFrame) -> None:
    def probe(batches: Iterator[Any]) -> Iterator[Any]:
        import os

        import pyarrow

        from geoextract.integrations.spark import _extractor

        for _ in batches:
            info = _extractor.cache_info()
            yield pyarrow.RecordBatch.from_pydict({"pid": [os.getpid()], "loads": [info.misses], "hits": [info.hits]})

    def state() -> dict[int, tuple[int, int]]:
        tasks = spark.range(100, numPartitions=4).mapInArrow(probe, "pid long, loads long, hits long").collect()
        return {row.pid: (row.loads, row.hits) for row in tasks}

    result = geospark.extract_column(frame, "text", min_score=0.3)
    result.collect()
    before = state()
    for _ in range(3):
        result.collect()
    after = state()
    same = before.keys() & after.keys()
    assert same
    assert all(after[pid][0] <= before[pid][0] + 1 for pid in same)
    assert sum(hits for _, hits in after.values()) > sum(hits for _, hits in before.values())


def test_both_executors_work(spark: SparkSession) -> None:
    def where(batches: Iterator[Any]) -> Iterator[Any]:
        import time

        import pyarrow

        for _ in batches:
            time.sleep(0.3)
            yield pyarrow.RecordBatch.from_pydict({"folder": [str(Path.cwd())]})

    tasks = spark.range(64, numPartitions=6).mapInArrow(where, "folder string").collect()
    assert len({row.folder for row in tasks}) == 2


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda f: geospark.extract_column(f, "body"), "the frame has no column 'body'; its columns are id, text"),
        (lambda f: geospark.extract_column(f, "id"), "column 'id' is of type int; texts are of type string"),
        (lambda f: geospark.extract_column(f, "text", output="ID"), "has a column 'ID' already; choose another output"),
        (lambda f: geospark.extract_column(f, "text", policies="un"), "option 'policies': .*; options are policy"),
        (lambda f: geospark.explode_entities(f), "the frame has no column 'geo'; its columns are id, text"),
        (lambda f: geospark.explode_entities(f, "id", keep=["text"]), "column 'text' would stand twice"),
    ],
)
def test_what_is_wrong_is_said_before_a_job_starts(frame: DataFrame, call: Any, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        call(frame)


@pytest.mark.parametrize("package", ["pyarrow", "pandas"])
def test_a_missing_package_on_the_driver(frame: DataFrame, monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ConfigError, match=f"need {package}; install it with: pip install 'geoextract-ar"):
        geospark.extract_column(frame, "text")


def python(path: Path, *folders: str) -> Path:
    """A Python without this project: the base interpreter, which reads no `.pth` of the virtual environment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    base = shlex.quote(getattr(sys, "_base_executable", sys.executable))
    path.write_text(f'#!/bin/sh\nPYTHONPATH="{":".join(folders)}:$PYTHONPATH" exec {base} "$@"\n')
    path.chmod(0o755)
    return path


def test_a_zipped_environment(
    spark: SparkSession, frame: DataFrame, tmp_path: Path, extractor: GeoExtractor, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = sysconfig.get_path("purelib")
    archive = tmp_path / "environment.tar.gz"
    with tarfile.open(archive, "w:gz", compresslevel=1) as tar:
        tar.add(python(tmp_path / "python", "./environment/lib", site), "bin/python")
        tar.add(Path(geoextract.__file__).parent, "lib/geoextract")
    spark.sparkContext.addArchive(f"{archive}#environment")
    monkeypatch.setattr(spark.sparkContext, "pythonExec", "./environment/bin/python")

    def home(batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow

        import geoextract

        for _ in batches:
            yield pyarrow.RecordBatch.from_pydict({"home": [geoextract.__file__]})

    homes = {row.home for row in spark.range(8, numPartitions=4).mapInArrow(home, "home string").collect()}
    assert all("environment/lib/geoextract" in home for home in homes)
    found = {row.id: plain(row.geo) for row in geospark.extract_column(frame, "text").collect()}
    assert found == {index: expected(extractor, text) for index, text in enumerate(TEXTS)}


def message_of(frame: DataFrame) -> str:
    from pyspark.errors import PySparkException

    with pytest.raises(PySparkException) as caught:
        geospark.extract_column(frame, "text").collect()
    return str(caught.value)


def test_an_executor_without_the_package(
    spark: SparkSession, frame: DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = python(tmp_path / "python", sysconfig.get_path("purelib"))
    monkeypatch.setattr(spark.sparkContext, "pythonExec", str(bare))
    said = message_of(frame)
    assert (
        "cannot import geoextract (No module named 'geoextract'): install geoextract-ar[spark] there, or send" in said
    )


def test_an_executor_without_pyarrow(
    spark: SparkSession, frame: DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spark.sparkContext, "pythonExec", str(python(tmp_path / "python")))
    assert "No module named 'pyarrow'" in message_of(frame)  # Spark's own words: it stops before our code
