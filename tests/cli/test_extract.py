"""`geoextract extract` where all is well: inputs, fields, formats."""

import bz2
import csv
import gzip
import io
import json
import lzma
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import geoextract
from geoextract import Extraction

TEXT = "أعلنت كييف وقف إطلاق النار،\nووصل الوفد العراقي إلى أذربيجان."
IDS = ["geonames:703448", "IQ", "AZ"]
RECORDS: list[dict[str, Any]] = [
    {"id": "a", "text": TEXT, "date": "2020-10-01", "n": 3},
    {"id": 7, "text": "زار الوفد العراقي أذربيجان."},
    {"text": "لا مكان هنا."},
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.jsonl"
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in RECORDS), encoding="utf-8")
    return path


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_bytes(TEXT.encode("utf-8"))
    return path


def place_ids(line: str) -> list[str | None]:
    return [entity.place.id if entity.place else None for entity in Extraction.model_validate_json(line).entities]


def test_json_lines_are_what_the_api_gives(run: Any, corpus: Path) -> None:
    result = run("extract", corpus, "--format", "jsonl")
    assert (result.code, result.err) == (0, "")
    expected = [
        geoextract.extract(str(record["text"]), id=document_id).model_dump_json()
        for record, document_id in zip(RECORDS, ["a", "7", f"{corpus}:3"], strict=True)
    ]
    assert result.lines == expected


def test_a_text_file_is_one_document_with_its_name_as_id(run: Any, article: Path) -> None:
    [line] = run("extract", article, "--format", "jsonl").lines
    assert json.loads(line)["id"] == str(article)
    assert place_ids(line) == IDS


@pytest.mark.parametrize("arguments", [["-"], []])
def test_stdin(run: Any, arguments: list[str]) -> None:
    [line] = run("extract", *arguments, "--format", "jsonl", stdin=TEXT.encode()).lines
    assert json.loads(line)["id"] is None
    assert place_ids(line) == IDS


def test_stdin_as_json_lines(run: Any) -> None:
    stdin = json.dumps({"text": TEXT}).encode()
    [line] = run("extract", "-", "--input-format", "jsonl", "--format", "jsonl", stdin=stdin).lines
    assert json.loads(line)["id"] == "stdin:1"


def test_fields_by_name_and_kept_fields(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "named.ndjson"
    path.write_text(json.dumps({"key": "k", "body": TEXT, "date": "\ud800", "text": 3}), encoding="utf-8")
    options = ["--text-field", "body", "--id-field", "key", "--keep", "date", "--keep", "missing"]
    [line] = run("extract", path, *options, "--format", "jsonl").lines
    record = json.loads(line)
    assert (record["id"], record["date"], record["missing"]) == ("k", "\ud800", None)
    assert list(record)[-2:] == ["date", "missing"]


def test_byte_order_mark_and_blank_lines(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "mark.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"id": "a", "text": ""}\n\n  \n{"id": "b", "text": ""}')
    assert [json.loads(line)["id"] for line in run("extract", path, "--format", "jsonl").lines] == ["a", "b"]


@pytest.mark.parametrize(("suffix", "pack"), [("gz", gzip.compress), ("xz", lzma.compress), ("bz2", bz2.compress)])
def test_compressed_files(run: Any, corpus: Path, suffix: str, pack: Callable[[bytes], bytes]) -> None:
    packed = corpus.with_name(f"corpus.jsonl.{suffix}")
    packed.write_bytes(pack(corpus.read_bytes()))
    expected = run("extract", corpus, "--format", "jsonl").out
    assert run("extract", packed, "--format", "jsonl").out.replace(f".{suffix}:", ":") == expected


def test_zstandard_of_several_frames(run: Any, corpus: Path) -> None:
    compress = pytest.importorskip("zstandard").ZstdCompressor().compress
    data = corpus.read_bytes()
    packed = corpus.with_name("corpus.jsonl.zst")
    packed.write_bytes(compress(data[:100]) + compress(data[100:]))
    assert len(run("extract", packed, "--format", "jsonl").lines) == 3


def test_patterns_are_sorted_and_each_file_is_read_once(run: Any, tmp_path: Path) -> None:
    for name in ("b", "a", "c"):
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    lines = run("extract", tmp_path / "*.txt", tmp_path / "a.txt", "--format", "jsonl").lines
    assert [Path(json.loads(line)["id"]).name for line in lines] == ["a.txt", "b.txt", "c.txt"]


def test_two_processes_give_the_same_bytes(run: Any, corpus: Path) -> None:
    single = run("extract", corpus, "--format", "jsonl")
    double = run("extract", corpus, "--format", "jsonl", "--n-process", 2, "--batch-size", 1)
    assert (double.code, double.out) == (0, single.out)


def test_options_of_the_extractor_arrive(run: Any, article: Path) -> None:
    def expected(**options: Any) -> str:
        return geoextract.load(policy="un", min_score=0.97, **options)(TEXT, id=str(article)).model_dump_json() + "\n"

    arguments = ["extract", article, "--format", "jsonl", "--policy", "un", "--min-score", 0.97]
    assert run(*arguments).out == expected()
    assert run(*arguments, "--keep-unresolved").out == expected(keep_unresolved=True)


@pytest.mark.parametrize("n_process", [1, 2])
def test_places_of_the_user(run: Any, tmp_path: Path, n_process: int) -> None:
    places = tmp_path / "places.csv"
    places.write_text(
        "action,id,type,name_en,name_ar,country\nadd,geoextract:zubruq,city,Zubruq,زبروق الكبرى,IQ\n", encoding="utf-8"
    )
    assert run("gazetteer", "check", places).out == f"{places}: no findings\n"
    text = "وصل الوفد إلى مدينة زبروق الكبرى في العراق.".encode()
    options = ["--gazetteer", places, "--format", "jsonl", "--n-process", n_process]
    assert place_ids(run("extract", *options, stdin=text).out) == ["geoextract:zubruq", "IQ"]
    assert run("lookup", "زبروق الكبرى", "--gazetteer", places).code == 0


def test_table(run: Any, article: Path) -> None:
    result = run("extract", article)
    assert result.lines[0] == f"\u2068{article}\u2069"
    assert result.lines[1].split() == ["span", "text", "form", "type", "id", "name", "country", "gov", "score", "rule"]
    row = next(line for line in result.lines if "IQ" in line)
    assert re.match("39-46 +\u2068العراقي\u2069 +demonym +country +IQ +Iraq +IQ ", row)
    assert result.lines[-2] == "countries: AZ 1 (33%), IQ 1 (33%), UA 1 (33%)"
    assert "no entities" in run("extract", stdin=b"abc").out


def test_csv(run: Any, corpus: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.csv"
    assert run("extract", corpus, "-o", output, "--keep", "date", "--keep", "n").code == 0
    rows = list(csv.DictReader(io.StringIO(output.read_text(encoding="utf-8"), newline="")))
    assert [row["place_id"] for row in rows] == [*IDS, "IQ", "AZ"]
    assert {**rows[1], "score": "", "rule": ""} == {
        **dict.fromkeys(("score", "rule", "proclitic", "admin1_code"), ""),
        "document": "a",
        "start": "39",
        "end": "46",
        "text": "العراقي",
        "form": "demonym",
        "type": "country",
        "metonym": "false",
        "place_id": "IQ",
        "name": "Iraq",
        "name_ar": "العراق",
        "country_code": "IQ",
        "latitude": rows[1]["latitude"],
        "longitude": rows[1]["longitude"],
        "date": "2020-10-01",
        "n": "3",
    }


def test_parquet(run: Any, corpus: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    output = tmp_path / "out.parquet"
    assert run("extract", corpus, "-o", output, "--keep", "date").code == 0
    rows = parquet.read_table(output).to_pylist()
    assert [row["place_id"] for row in rows] == [*IDS, "IQ", "AZ"]
    assert (rows[1]["start"], rows[1]["metonym"], rows[1]["date"]) == (39, False, "2020-10-01")


def test_geojson(run: Any, corpus: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.geojson"
    assert run("extract", corpus, "-o", output).code == 0
    found = json.loads(output.read_text(encoding="utf-8"))
    assert (found["type"], found["documents"], found["mentions"]) == ("FeatureCollection", 3, 5)
    assert found["mentions_without_coordinates"] == 0
    features = {feature["id"]: feature for feature in found["features"]}
    assert features["IQ"]["properties"] == {
        "id": "IQ",
        "type": "country",
        "name": "Iraq",
        "name_ar": "العراق",
        "country_code": "IQ",
        "mentions": 2,
        "demonyms": 2,
        "metonyms": 0,
        "documents": 2,
    }
    assert features["geonames:703448"]["geometry"] == {"type": "Point", "coordinates": [30.5238, 50.4547]}


def test_html(run: Any, tmp_path: Path) -> None:
    output = tmp_path / "out.html"
    stdin = f"<b>&\n{TEXT}".encode()
    assert run("extract", "-", "-o", output, stdin=stdin).code == 0
    page = output.read_text(encoding="utf-8")
    assert '<article dir="rtl" lang="ar">\n<p>&lt;b&gt;&amp;\nأعلنت <mark class="city' in page
    assert re.search('<mark class="country" title="Iraq · IQ · IQ · country, demonym · 0...">العراقي</mark>', page)
    assert page.endswith("</p>\n</article>\n</body>\n</html>\n")


def test_the_output_is_replaced_without_resume(run: Any, corpus: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    output.write_text("old\n")
    run("extract", corpus, "-o", output)
    assert len(output.read_text(encoding="utf-8").splitlines()) == 3
