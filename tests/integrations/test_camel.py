"""CAMeL's recognizer and morphology on tiny data in CAMeL's own layout: the true loading code runs, offline."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import geoextract
from geoextract.integrations.camel import CamelCliticSegmenter, CamelNerDetector
from geoextract.mentions.detector import DetectedSpan, MentionDetector, candidates_from_spans
from geoextract.mentions.scan import Scanner

LABELS = ("B-LOC", "B-ORG", "B-PERS", "B-MISC", "I-LOC", "I-ORG", "I-PERS", "I-MISC", "O")
WORDS = {
    "بغداد": "B-LOC",
    "وبالقاهرة": "B-LOC",
    "الولايات": "B-LOC",
    "المتحدة": "I-LOC",
    "سوريا": "I-LOC",
    "الجزيرة": "B-ORG",
    "زار": "O",
    ".": "O",
}
"""What the tiny model has learnt; every other word is `O`."""
CATALOGUE = {
    "version": "1.6",
    "packages": {
        "ner-tiny": {"package_type": "http", "private": False, "destination": "ner/tiny"},
        "ner-absent": {"package_type": "http", "private": False, "destination": "ner/absent"},
    },
    "components": {
        "NamedEntityRecognition": {
            "default": "tiny",
            "datasets": {"tiny": {"path": "ner/tiny"}, "absent": {"path": "ner/absent"}},
        },
        "DisambigMLE": {
            "default": "calima-msa-r13",
            "datasets": {"calima-msa-r13": {"path": "disambig_mle/calima-msa-r13"}},
        },
        "MorphologyDB": {
            "default": "calima-msa-r13",
            "datasets": {"calima-msa-r13": {"path": "morphology_db/calima-msa-r13"}},
        },
    },
}
MORPHOLOGY = """\
###DEFINES###
DEFINE pos pos:noun_prop pos:digit pos:latin
DEFINE diac diac:*open*
DEFINE lex lex:*open*
DEFINE bw bw:*open*
DEFINE gloss gloss:*open*
DEFINE d3tok d3tok:*open*
###DEFAULTS###
DEFAULT pos:noun_prop diac:* lex:* bw:* gloss:* d3tok:*
DEFAULT pos:digit diac:* lex:* bw:* gloss:* d3tok:*
DEFAULT pos:latin diac:* lex:* bw:* gloss:* d3tok:*
###ORDER###
ORDER pos diac lex bw gloss d3tok
###TOKENIZATIONS###
TOKENIZATION d3tok
###STEMBACKOFF###
STEMBACKOFF PROP N
###PREFIXES###
\tP\tdiac:
ب\tP\tdiac:بِ bw:bi/PREP d3tok:بِ+_
وبال\tP\tdiac:وَبِال bw:wa/CONJ d3tok:وَ+_بِ+_ال+_
###SUFFIXES###
\tS\tdiac:
###STEMS###
قرمظستان\tN\tpos:noun_prop diac:قَرْمَظِسْتان lex:قَرْمَظِسْتان bw:x/NOUN_PROP gloss:x d3tok:قَرْمَظِسْتان
قاهره\tN\tpos:noun_prop diac:قاهِرَة lex:قاهِرَة bw:x/NOUN_PROP gloss:x d3tok:قاهِرَة
NOAN\tN\tpos:noun_prop diac:NOAN lex:NOAN bw:NOAN/NOUN_PROP gloss:x d3tok:NOAN
###TABLE AB###
P N
###TABLE BC###
N S
###TABLE AC###
P S
"""


def save_model(folder: Path) -> None:
    """Write a BERT token classifier that looks words up: a word's embedding is the one-hot vector of its label."""
    import torch
    from transformers import BertConfig, BertForTokenClassification, BertTokenizer

    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=256,
        id2label=dict(enumerate(LABELS)),
        label2id={label: index for index, label in enumerate(LABELS)},
    )
    model = BertForTokenClassification(config)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if "LayerNorm" not in name:
                weight.zero_()
        for index, word in enumerate(vocabulary):
            model.bert.embeddings.word_embeddings.weight[index, LABELS.index(WORDS.get(word, "O"))] = 1.0
        model.classifier.weight[:, : len(LABELS)] = torch.eye(len(LABELS))
    folder.mkdir(parents=True)
    model.save_pretrained(folder)
    (folder / "vocab.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    BertTokenizer(str(folder / "vocab.txt"), do_lower_case=False).save_pretrained(folder)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder of CAMeL data, which the environment names before camel-tools is imported."""
    folder = tmp_path_factory.mktemp("camel")
    (folder / "catalogue.json").write_text(json.dumps(CATALOGUE), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CAMELTOOLS_DATA", str(folder))
        patch.setenv("HOME", str(folder / "home"))
        patch.setenv("HF_HUB_OFFLINE", "1")
        save_model(folder / "data" / "ner" / "tiny")
        yield folder


@pytest.fixture(scope="module")
def detector(data: Path) -> CamelNerDetector:
    return CamelNerDetector()


def found(detector: MentionDetector, text: str) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.label) for span in detector.detect(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("زار بغداد.", ["بغداد"]),
        ("زار (بغداد)، وبالقاهرة\nثم", ["بغداد", "وبالقاهرة"]),
        ("في الولايات  المتحدة أمس. بغداد", ["الولايات  المتحدة", "بغداد"]),
        ("بغداد بغداد", ["بغداد", "بغداد"]),
        ("ثم سوريا", ["سوريا"]),
        ("بَغْـدَاد\u200f!", ["بَغْـدَاد"]),
        ("", []),
        ("...", []),
        ("لا شيء هنا", []),
    ],
)
def test_labels_become_exact_offsets(detector: CamelNerDetector, text: str, expected: list[str]) -> None:
    assert found(detector, text) == [(name, "LOC") for name in expected]


def test_words_that_the_tokenizer_makes_nothing_of_do_not_shift_labels(detector: CamelNerDetector) -> None:
    assert detector._recognizer.tokenizer.tokenize("\ufffd") == []
    assert found(detector, "\ufffd زار \ufffd بغداد \ufffd \ufffd وبالقاهرة") == [
        ("بغداد", "LOC"),
        ("وبالقاهرة", "LOC"),
    ]


def test_long_texts_and_words_keep_their_offsets(detector: CamelNerDetector) -> None:
    text = "زار " * 1000 + "بغداد " + "ا" * 5000 + " " + "國" * 600 + " سوريا"
    assert found(detector, text) == [("بغداد", "LOC"), ("سوريا", "LOC")]


def test_other_labels_scores_and_a_path(data: Path) -> None:
    detector = CamelNerDetector(data / "data" / "ner" / "tiny", labels=["ORG", "LOC"], score=0.7)
    assert found(detector, "زار الجزيرة بغداد") == [("الجزيرة", "ORG"), ("بغداد", "LOC")]
    assert {span.score for span in detector.detect("زار بغداد")} == {0.7}
    again = pickle.loads(pickle.dumps(detector))
    assert list(again.detect("زار الجزيرة")) == list(detector.detect("زار الجزيرة"))


def test_threads_share_a_detector(detector: CamelNerDetector) -> None:
    texts = [f"{'زار ' * n}\ufffd بغداد" for n in range(12)]
    with ThreadPoolExecutor(4) as pool:
        spans = list(pool.map(lambda text: list(detector.detect(text)), texts))
    assert spans == [list(detector.detect(text)) for text in texts]


def test_from_the_model_to_bare_names(detector: CamelNerDetector, gazetteer: geoextract.Gazetteer) -> None:
    text = "زار وبالقاهرة ثم الولايات المتحدة."
    scanned = Scanner(gazetteer)(text)
    candidates = candidates_from_spans(scanned, detector.detect(text), gazetteer)
    assert [text[c.start : c.end] for c in candidates] == ["القاهرة", "الولايات المتحدة"]


@pytest.mark.parametrize(
    ("model", "message"),
    [
        ("absent", r"CAMeL's NER model 'absent' is not installed in '.*': run `camel_data -i ner-absent` once"),
        ("arabertt", r"CAMeL has no NER model 'arabertt'; choose one of absent, tiny"),
        ("somewhere/else", r"no folder 'somewhere/else': give the folder of a NER model"),
        (Path("nowhere"), r"no folder 'nowhere'"),
    ],
)
def test_a_model_that_is_not_there(data: Path, model: str | Path, message: str) -> None:
    with pytest.raises(geoextract.DetectorError, match=message):
        CamelNerDetector(model)


def test_no_data_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    with pytest.raises(geoextract.DetectorError, match=r"run `camel_data -i ner-arabert` once"):
        CamelNerDetector()
    with pytest.raises(geoextract.DetectorError, match=r"run `camel_data -i disambig-mle-calima-msa-r13` once"):
        CamelCliticSegmenter()


def test_a_catalogue_without_ner(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from camel_tools.data import CATALOGUE

    monkeypatch.delitem(CATALOGUE.components, "NamedEntityRecognition")
    with pytest.raises(geoextract.DetectorError, match=r"names no NER models: run `camel_data -u`"):
        CamelNerDetector()


def test_a_folder_without_a_model(data: Path, tmp_path: Path) -> None:
    with pytest.raises(geoextract.DetectorError, match=r"the NER model in '.*' cannot be loaded: ") as failure:
        CamelNerDetector(tmp_path)
    assert "\n" not in str(failure.value)


def test_without_the_catalogue_nothing_is_imported_made_or_fetched(tmp_path: Path) -> None:
    code = """
import sys
forbidden = ("socket.", "os.mkdir", "subprocess.")
sys.addaudithook(lambda event, args: sys.exit(f"forbidden: {event}") if event.startswith(forbidden) else None)
import geoextract
from geoextract.integrations.camel import CamelNerDetector
try:
    CamelNerDetector()
except geoextract.DetectorError as error:
    print(error)
print(sorted({name.split(".")[0] for name in sys.modules} & {"camel_tools", "torch", "transformers"}))
"""
    environment = {k: v for k, v in os.environ.items() if k != "CAMELTOOLS_DATA"} | {"HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False, env=environment
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        f"CAMeL's catalogue of data packages is not installed in '{tmp_path}/.camel_tools': run"
        " `camel_data -i ner-arabert` once, or set CAMELTOOLS_DATA to the folder that has it",
        "[]",
    ]
    assert list(tmp_path.iterdir()) == []


def test_the_morphological_tokenizer_as_a_segmenter(data: Path, gazetteer: geoextract.Gazetteer) -> None:
    with pytest.raises(geoextract.DetectorError, match=r"run `camel_data -i disambig-mle-calima-msa-r13` once"):
        CamelCliticSegmenter()
    database = data / "data" / "morphology_db" / "calima-msa-r13" / "morphology.db"
    counts = data / "data" / "disambig_mle" / "calima-msa-r13" / "model.json"
    for path, content in ((database, MORPHOLOGY), (counts, "{}")):
        path.parent.mkdir(parents=True)
        path.write_text(content, encoding="utf-8")
    from camel_tools.disambig.mle import MLEDisambiguator

    segmenter = CamelCliticSegmenter(MLEDisambiguator.pretrained())
    assert CamelCliticSegmenter().proclitics(["بقرمظستان"]) == ["ب"]
    assert segmenter.proclitics(["بقرمظستان", "وبالقاهرة", "قرمظستان", "زار", "12", "kyiv"]) == [
        "ب",
        "وب",
        "",
        "",
        "",
        "",
    ]
    text = "زار بقرمظستان"
    detected = candidates_from_spans(
        Scanner(gazetteer)(text), [DetectedSpan(4, len(text))], gazetteer, segmenter=segmenter
    )
    assert [text[c.start : c.end] for c in detected] == ["قرمظستان"]
