"""The component in real spaCy pipelines."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy
from confection import ConfigValidationError
from hypothesis import given
from hypothesis import strategies as st
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.training import Example
from thinc.api import fix_random_seed

import geoextract
from geoextract.integrations import spacy as geospacy
from geoextract.text.tokenize import tokenize

TEXT = "زار الرئيس الأوكراني بغداد،ودمشق وبالقاهرة، وقدم دعما للعراق. وقالت كييف إن ذلك مهم."
NAMES = ["الأوكراني", "بغداد", "دمشق", "القاهرة", "لعراق", "كييف"]
LABELS = ["DEMONYM", "CITY", "CITY", "CITY", "COUNTRY", "CITY"]


LESSONS = {
    "من بغداد إلى دمشق ثم وبالقاهرة.": {"بغداد": "GPE", "وبالقاهرة": "GPE"},
    "التقى أوباما الرئيس الأوكراني في بغداد ودمشق.": {"أوباما": "PERSON", "بغداد": "GPE"},
    "زار أوباما وبالقاهرة": {"أوباما": "PERSON", "وبالقاهرة": "GPE"},
    "من دمشق": {},
}
"""What the recognizer below learns by heart; it does not know Damascus."""


@pytest.fixture
def trained() -> Language:
    """A pipeline with a recognizer of spaCy's own, trained on the spot."""
    fix_random_seed(0)
    nlp = geospacy.blank()
    nlp.add_pipe("ner")
    examples = []
    for text, names in LESSONS.items():
        ents = [(text.index(name), text.index(name) + len(name), label) for name, label in names.items()]
        examples.append(Example.from_dict(nlp.make_doc(text), {"entities": ents}))
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(40):
        nlp.update(examples, sgd=optimizer)
    for text, names in LESSONS.items():
        assert {ent.text: ent.label_ for ent in nlp(text).ents} == names
    return nlp


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = geospacy.blank()
    nlp.add_pipe("geoextract")
    return nlp


@pytest.fixture
def clean_extensions() -> Iterator[None]:
    """Leave no extension behind but our own."""
    yield
    for name in ("geo_un", "geo_taken"):
        for owner in (Doc, Span):
            if owner.has_extension(name):
                owner.remove_extension(name)


def described(doc: Doc, key: str = "geo") -> list[tuple[str, str, str, str]]:
    return [(span.text, span.label_, span.kb_id_, span._.geo.text) for span in doc.spans[key]]


def in_new_process(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_entities_are_those_of_the_api(nlp: Language) -> None:
    doc = nlp(TEXT)
    expected = geoextract.extract(TEXT)
    assert doc._.geo == expected
    assert [entity.text for entity in expected.entities] == NAMES
    assert [span._.geo for span in doc.spans["geo"]] == list(expected.entities)
    assert [span.label_ for span in doc.spans["geo"]] == LABELS
    assert [span.kb_id_ for span in doc.spans["geo"]] == [e.place.id for e in expected.entities if e.place]
    assert doc.ents == ()


@pytest.mark.parametrize("make", [geospacy.blank, lambda: spacy.blank("ar")], ids=["ours", "spacy"])
def test_offsets_are_exact_whatever_the_tokens(make: Any) -> None:
    nlp = make()
    nlp.add_pipe("geoextract")
    doc = nlp(TEXT)
    assert doc.text == TEXT
    assert [TEXT[e.start : e.end] for e in doc._.geo.entities] == NAMES
    for span in doc.spans["geo"]:
        entity = span._.geo
        assert span.start_char <= entity.start
        assert entity.end <= span.end_char
    assert [span._.geo.text for span in doc.spans["geo"]] == NAMES  # spaCy keeps the second and third in one token


def test_other_spans_show_the_entity_in_them(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert doc[0:4]._.geo.text == "الأوكراني"
    assert doc[0:1]._.geo is None
    assert nlp.make_doc(TEXT)._.geo is None
    assert nlp.make_doc(TEXT)[0:3]._.geo is None


def test_it_works_without_importing_us() -> None:
    code = f"""
import spacy
nlp = spacy.blank("ar")
nlp.add_pipe("geoextract")
doc = nlp({TEXT!r})
print(ascii([(s._.geo.text, s.label_) for s in doc.spans["geo"]]))
"""
    assert in_new_process(code).strip() == ascii(list(zip(NAMES, LABELS, strict=True)))


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"policy": "usa"}, "policy"),
        ({"min_score": "high"}, "min_score"),
        ({"keep_unresolved": "maybe"}, "keep_unresolved"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_spacy_checks_the_config(config: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigValidationError, match=message):
        spacy.blank("ar").add_pipe("geoextract", config=config)


def test_we_check_the_rest_of_it() -> None:
    with pytest.raises(geoextract.ConfigError, match="min_score"):
        spacy.blank("ar").add_pipe("geoextract", config={"min_score": 2.0})
    with pytest.raises(geoextract.ConfigError, match="use_ents=True"):
        spacy.blank("ar").add_pipe("geoextract", config={"default_detector": False})


def test_a_missing_file_is_named_at_first_use() -> None:
    nlp = spacy.blank("ar")
    nlp.add_pipe("geoextract", config={"model": "nowhere.bin"})
    with pytest.raises(geoextract.ModelError, match=r"nowhere\.bin"):
        nlp(TEXT)


def test_options_reach_the_extractor() -> None:
    nlp = geospacy.blank()
    pipe = nlp.add_pipe("geoextract", config={"policy": "de_facto", "min_score": 1.0, "keep_unresolved": True})
    assert isinstance(pipe, geospacy.GeoComponent)
    assert pipe.extractor.config.policy == "de_facto"
    doc = nlp(TEXT)
    assert {span.kb_id_ for span in doc.spans["geo"]} == {geospacy.NIL}
    assert all(span._.geo.place is None for span in doc.spans["geo"])


def test_entities_on_request_beside_those_of_others(trained: Language) -> None:
    trained.add_pipe("geoextract", config={"set_ents": True})
    doc = trained("التقى أوباما الرئيس الأوكراني في بغداد ودمشق.")
    assert [(ent.text, ent.label_, ent.kb_id_) for ent in doc.ents] == [
        ("أوباما", "PERSON", ""),
        ("الأوكراني", "DEMONYM", "UA"),
        ("بغداد", "GPE", ""),
        ("ودمشق", "CITY", "geonames:170654"),
    ]
    assert [ent._.geo and ent._.geo.text for ent in doc.ents] == [None, "الأوكراني", "بغداد", "دمشق"]


def test_two_entities_in_one_token_make_one_ent() -> None:
    nlp = spacy.blank("ar")
    nlp.add_pipe("geoextract", config={"set_ents": True})
    doc = nlp("في بغداد،ودمشق")
    assert [span._.geo.text for span in doc.spans["geo"]] == ["بغداد", "دمشق"]
    assert [(ent.text, ent._.geo.text) for ent in doc.ents] == [("بغداد،ودمشق", "بغداد")]


def test_bytes_and_docbin(nlp: Language) -> None:
    doc = nlp(TEXT)
    copy = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert described(copy) == described(doc)
    assert copy._.geo == doc._.geo
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (loaded,) = DocBin().from_bytes(stored).get_docs(geospacy.blank().vocab)
    assert described(loaded) == described(doc)
    assert loaded._.geo == doc._.geo
    json.dumps(doc.user_data["geoextract"])


def test_a_stored_document_is_read_where_no_pipeline_is(nlp: Language, tmp_path: Path) -> None:
    DocBin(store_user_data=True, docs=[nlp(TEXT)]).to_disk(tmp_path / "docs.spacy")
    code = f"""
import spacy
from spacy.tokens import DocBin
import geoextract.integrations.spacy
doc, = DocBin().from_disk({str(tmp_path / "docs.spacy")!r}).get_docs(spacy.blank("ar").vocab)
print(ascii([s._.geo.text for s in doc.spans["geo"]]), len(doc._.geo.entities))
"""
    assert in_new_process(code).strip() == f"{NAMES!a} {len(NAMES)}"


def test_two_processes_give_what_one_gives(nlp: Language) -> None:
    texts = [TEXT, "", "لا شيء هنا", "من بغداد"] * 5
    one = [(doc._.geo, described(doc)) for doc in nlp.pipe(texts)]
    two = [(doc._.geo, described(doc)) for doc in nlp.pipe(texts, n_process=2, batch_size=3)]
    assert one == two


def test_the_component_is_picklable(nlp: Language) -> None:
    pipe = pickle.loads(pickle.dumps(nlp.get_pipe("geoextract")))
    assert described(pipe(nlp.make_doc(TEXT))) == described(nlp(TEXT))


def test_a_pipeline_is_saved_and_loaded(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    loaded = spacy.load(tmp_path / "pipeline")
    assert described(loaded(TEXT)) == described(nlp(TEXT))
    assert [t.text for t in loaded(TEXT)] == [t.text for t in nlp(TEXT)]
    assert [t.norm_ for t in loaded(TEXT)] == [t.norm_ for t in nlp(TEXT)]
    again = geospacy.blank().from_bytes(nlp.to_bytes(exclude=["vocab"]))
    assert again.pipe_names == []


def test_a_saved_pipeline_loads_without_importing_us(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    code = f"""
import spacy
nlp = spacy.load({str(tmp_path / "pipeline")!r})
doc = nlp({TEXT!r})
print(ascii([t.norm_ for t in doc]), ascii([s.kb_id_ for s in doc.spans["geo"]]))
"""
    doc = nlp(TEXT)
    norms, ids = [token.norm_ for token in doc], [span.kb_id_ for span in doc.spans["geo"]]
    assert in_new_process(code).strip() == f"{norms!a} {ids!a}"


def test_files_of_the_options_travel_with_the_pipeline(tmp_path: Path) -> None:
    original = Path(geoextract.__file__).parent / "data" / "model.bin"
    model = tmp_path / "own.bin"
    model.write_bytes(original.read_bytes())
    nlp = spacy.blank("ar")
    nlp.add_pipe("geoextract", config={"model": str(model)})
    expected = described(nlp(TEXT))
    nlp.to_disk(tmp_path / "first")
    model.unlink()
    loaded = spacy.load(tmp_path / "first")
    assert described(loaded(TEXT)) == expected
    loaded.to_disk(tmp_path / "second")
    assert described(spacy.load(tmp_path / "second")(TEXT)) == expected


def test_the_scorer(nlp: Language) -> None:
    gold = nlp(TEXT)
    wrong = nlp.make_doc(TEXT)
    wrong.spans["geo"] = [Span(wrong, s.start, s.end, label=s.label_, kb_id="XX") for s in list(gold.spans["geo"])[:3]]
    unmarked = nlp.make_doc(TEXT)
    scores = nlp.evaluate([Example(nlp.make_doc(TEXT), doc) for doc in (gold, unmarked)])
    assert [scores[f"spans_geo_{key}"] for key in ("p", "r", "f", "link_p", "link_r", "link_f")] == [1.0] * 6
    assert set(scores["spans_geo_per_type"]) == set(LABELS)
    scores = nlp.evaluate([Example(nlp.make_doc(TEXT), wrong)])
    assert scores["spans_geo_r"] == 1.0
    assert scores["spans_geo_p"] == 0.5
    assert scores["spans_geo_link_f"] == 0.0


def test_displacy_in_colours_by_type(nlp: Language) -> None:
    doc = nlp(TEXT)
    html = displacy.render(doc, style="span", options=geospacy.displacy_options())
    assert set(geospacy.COLORS) == set(geospacy.LABELS)
    for label in set(LABELS):
        assert geospacy.COLORS[label] in html
    assert "geonames:98182" in html
    assert geospacy.COLORS["CITY"] in displacy.render(doc, style="span", options={"spans_key": "geo"})
    options = geospacy.displacy_options("other", colors={"CITY": "#123456"})
    assert (options["spans_key"], options["colors"]["CITY"]) == ("other", "#123456")
    assert options["colors"]["COUNTRY"] == geospacy.COLORS["COUNTRY"]


@pytest.mark.usefixtures("clean_extensions")
def test_two_components_side_by_side() -> None:
    nlp = geospacy.blank()
    nlp.add_pipe("geoextract")
    nlp.add_pipe("geoextract", name="geo_un", config={"policy": "un", "spans_key": "geo_un", "extension": "geo_un"})
    doc = nlp(TEXT)
    assert len(doc.spans["geo_un"]) == len(doc.spans["geo"]) == len(NAMES)
    assert [span._.geo_un.text for span in doc.spans["geo_un"]] == NAMES
    assert {"geoextract", "geoextract.geo_un"} <= set(doc.user_data)
    assert doc._.geo_un.entities[0].text == doc._.geo.entities[0].text


@pytest.mark.usefixtures("clean_extensions")
def test_an_extension_of_somebody_else_is_left_alone() -> None:
    Doc.set_extension("geo_taken", default="theirs")
    with pytest.raises(geoextract.ConfigError, match=r"Doc\._\.geo_taken belongs to another component"):
        spacy.blank("ar").add_pipe("geoextract", config={"extension": "geo_taken"})
    assert spacy.blank("ar")("x")._.geo_taken == "theirs"


def test_the_detector_takes_the_entities_of_a_pipeline(trained: Language) -> None:
    detector = geospacy.SpacyNerDetector(trained, score=0.8)
    text = "زار أوباما وبالقاهرة"
    assert [(text[s.start : s.end], s.label, s.score) for s in detector.detect(text)] == [("وبالقاهرة", "GPE", 0.8)]
    assert list(geospacy.SpacyNerDetector().detect(text)) == []
    assert [s.label for s in geospacy.SpacyNerDetector(trained, labels=["PERSON"]).detect(text)] == ["PERSON"]


@pytest.mark.parametrize(
    ("default_detector", "names"), [(False, ["بغداد", "القاهرة"]), (True, ["بغداد", "دمشق", "القاهرة"])]
)
def test_the_component_uses_the_entities_before_it(trained: Language, default_detector: bool, names: list[str]) -> None:
    trained.add_pipe("geoextract", config={"use_ents": True, "default_detector": default_detector})
    doc = trained("من بغداد إلى دمشق ثم وبالقاهرة.")
    assert [span._.geo.text for span in doc.spans["geo"]] == names
    (copy,) = trained.pipe([doc.text], n_process=2)
    assert copy._.geo == doc._.geo


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("بغداد،ودمشق", ["بغداد", "،", "ودمشق"]),
        ("الرياض».", ["الرياض", "»", "."]),
        ("(لبنان)؟!", ["(", "لبنان", ")", "؟", "!"]),
        ("عام 2024م", ["عام", "2024", "م"]),
        ("أنا  هنا\n\nوهناك", ["أنا", " ", "هنا", "\n\n", "وهناك"]),
        (" بغداد ", [" ", "بغداد"]),
        ("مصر\u200f \u00a0الآن", ["مصر", "\u200f", "\u00a0", "الآن"]),
        ("", []),
        (" ", [" "]),
        ("   ", [" ", "  "]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    doc = geospacy.blank()(text)
    assert [token.text for token in doc] == tokens
    assert doc.text == text


@pytest.mark.parametrize(
    ("word", "norm"),
    [
        ("أنا", "انا"),
        ("العـــراق", "العراق"),
        ("بَغْدَاد", "بغداد"),
        ("القاهرة", "القاهره"),
        ("Kyiv", "kyiv"),
        ("-", "-"),
        ("2024", "2024"),
    ],
)
def test_norms_are_our_folds(word: str, norm: str) -> None:
    (token,) = geospacy.blank()(word)
    assert token.norm_ == norm


ALPHABET = "بغداد وللالعراق،؛؟. \n\t\u00a0\u200f\u0640\u064e12ab«»\u3000\ufdfa\U0001f600\u0000"


@given(st.text(st.sampled_from(ALPHABET), max_size=40) | st.text(st.characters(codec="utf-8"), max_size=20))
def test_no_character_is_lost(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    words = {(word.start, word.end) for word in tokenize(text) if word.is_word and word.text}
    assert words <= {(token.idx, token.idx + len(token)) for token in doc}
    assert [span._.geo for span in doc.spans["geo"]] == list(geoextract.extract(text).entities)
