"""One text gives the same entities whichever way it goes in."""

from __future__ import annotations

import itertools
import json
import lzma
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from geoextract import Gazetteer, GeoExtractor
from geoextract.cli import main
from geoextract.report.rows import COLUMNS, rows

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

NEWS = Path(__file__).parents[3] / "shared/data/news/saudinewsnet.jsonl.xz"
TEMPLATES = (
    "وصل وزير الخارجية إلى {} قادما من {}، ثم غادر إلى {}.",
    "قالت الشرطة في {} إن الحريق اندلع قرب {} و{}.",
    "«{}» و«{}» في جدول الأعمال؛ ولم تحضر {} الاجتماع!",
    "ارتفعت الأسعار ب{} ول{} بعد قرار {}\n\nوتراجعت في غيرها.",
    "اندلع حريق في مدينة كروزيرو بالبرازيل، وفي {} و{} و{}.",
    "لا علاقة لهذا بذاك؟ 😀 {} - {} (2-1) {}",
)
Texts = list[str]
Table = list[list[tuple[Any, ...]]]


def assembled(gazetteer: Gazetteer, count: int = 60) -> Texts:
    """Texts with names from all over the gazetteer."""
    ids = sorted(gazetteer)
    names = [place.name_ar for place in (gazetteer[id] for id in ids[:: len(ids) // 2000]) if place.name_ar]
    supply = itertools.cycle(names)
    return [
        "\n".join(
            template.format(*itertools.islice(supply, 3)) for template in TEMPLATES[: 1 + number % len(TEMPLATES)]
        )
        for number in range(count)
    ]


@pytest.fixture(scope="module", params=["assembled", pytest.param("news", marks=pytest.mark.slow)])
def texts(request: pytest.FixtureRequest, gazetteer: Gazetteer) -> Texts:
    if request.param == "assembled":
        return assembled(gazetteer)
    if not NEWS.exists():
        pytest.skip("the news articles are not here")
    with lzma.open(NEWS, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in itertools.islice(lines, 0, 30_000, 60)]


@pytest.fixture(scope="module")
def wanted(texts: Texts, extractor: GeoExtractor) -> Table:
    found = [entities_of(extractor(text)) for text in texts]
    assert sum(map(len, found)) > len(texts)
    return found


def entities_of(result: Any) -> list[tuple[Any, ...]]:
    return [row[1:] for row in rows(result)]


def by_two_processes(texts: Texts, extractor: GeoExtractor) -> Table:
    return [entities_of(result) for result in extractor.pipe(texts, n_process=2, batch_size=7)]


def by_eight_threads(texts: Texts, extractor: GeoExtractor) -> Table:
    with ThreadPoolExecutor(8) as pool:
        return [entities_of(result) for result in pool.map(extractor, texts)]


def by_spacy(texts: Texts, extractor: GeoExtractor) -> Table:
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("ar")
    nlp.add_pipe("geoextract")
    return [entities_of(doc._.geo) for doc in nlp.pipe(texts)]


def by_pandas(texts: Texts, extractor: GeoExtractor) -> Table:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"text": texts})
    return [entities_of(result) for result in frame["text"].map(extractor)]


def by_polars(texts: Texts, extractor: GeoExtractor) -> Table:
    polars = pytest.importorskip("polars")
    found = polars.DataFrame(
        [row for number, text in enumerate(texts) for row in rows(extractor(text, id=str(number)))],
        schema=COLUMNS,
        orient="row",
    )
    groups = found.partition_by("document", as_dict=True, include_key=False)
    return [groups[(str(n),)].rows() if (str(n),) in groups else [] for n in range(len(texts))]


@pytest.mark.parametrize("way", [by_two_processes, by_eight_threads, by_spacy, by_pandas, by_polars])
def test_the_same_in_one_process(
    way: Callable[[Texts, GeoExtractor], Table], texts: Texts, extractor: GeoExtractor, wanted: Table
) -> None:
    assert way(texts, extractor) == wanted


@pytest.mark.parametrize("n_process", [1, 2])
def test_the_same_on_the_command_line(texts: Texts, extractor: GeoExtractor, tmp_path: Path, n_process: int) -> None:
    corpus, output = tmp_path / "corpus.jsonl", tmp_path / "out.jsonl"
    corpus.write_text("".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(texts)))
    assert main(["extract", str(corpus), "-o", str(output), "--n-process", str(n_process)]) == 0
    results = [extractor(text, id=str(number)) for number, text in enumerate(texts)]
    assert output.read_text(encoding="utf-8").splitlines() == [result.model_dump_json() for result in results]


@pytest.mark.spark
@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")
def test_the_same_on_spark(texts: Texts, wanted: Table, spark: SparkSession) -> None:
    from geoextract.integrations.spark import extract_column

    frame = spark.createDataFrame(list(enumerate(texts)), "id int, text string")
    found = extract_column(frame, "text").orderBy("id").collect()
    assert [[tuple(entity) for entity in row.geo] for row in found] == wanted
