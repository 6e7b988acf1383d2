"""Users' places, names and suppressed names over the packaged data."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

import geoextract
from geoextract import Gazetteer
from geoextract.gazetteer import lexicon, records, weights
from geoextract.gazetteer.user import check, merge
from geoextract.gazetteer.user_files import COLUMNS
from geoextract.text.normalize import fold

Load = Callable[..., Gazetteer]
CAMP = {
    "id": "user:qarqaqa",
    "type": "city",
    "name_en": "Qarqaqa|Karkaka",
    "name_ar": "قرقاقا|قرقاقة الجديدة",
    "demonym": "قرقاقي",
    "parent": "SY-HL",
    "latitude": 36.3,
    "longitude": 36.7,
    "population": 52000,
}


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Loads the packaged gazetteer with rows in a file of the given format."""

    def loaded(*rows: dict[str, object], suffix: str = ".jsonl") -> Gazetteer:
        return Gazetteer.load(extra=[write(tmp_path / f"mine{suffix}", rows)])

    return loaded


def write(path: Path, rows: tuple[dict[str, object], ...]) -> Path:
    """Write rows in the format that the extension says."""
    if ".jsonl" in path.name:
        text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    elif ".tsv" in path.name:
        header: dict[str, object] = {column: column for column in COLUMNS}
        text = "\r\n".join("\t".join(str(row.get(c, "")) for c in COLUMNS) for row in (header, *rows))
    else:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            writer.writerows(rows)
        text = path.read_text(encoding="utf-8")
    data = text.encode("utf-8-sig")
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".jsonl", ".csv.gz", ".tsv.gz", ".jsonl.gz", ".CSV"])
def test_a_new_place_in_every_format(load: Load, gazetteer: Gazetteer, suffix: str) -> None:
    merged = load(CAMP, suffix=suffix)
    place = merged["user:qarqaqa"]
    assert (place.type, place.name, place.name_ar, place.aliases_en) == ("city", "Qarqaqa", "قرقاقا", ("Karkaka",))
    assert (place.country_code, place.admin1_code, place.parent) == ("SY", "SY-HL", "SY-HL")
    assert (place.latitude, place.longitude, place.population) == (36.3, 36.7, 52000)
    assert len(merged) == len(gazetteer) + 1
    assert [m.place.id for m in merged.lookup("قرقاقة الجديدة")] == ["user:qarqaqa"]
    assert [m.form for m in merged.lookup("القرقاقيين")] == ["demonym"]
    assert "user:qarqaqa" in {place.id for place in merged.children("SY-HL")}
    assert merged.within("user:qarqaqa", "SY")
    assert merged.search("قرقاقاا")[0].place.id == "user:qarqaqa"


def test_all_formats_give_the_same(load: Load) -> None:
    assert len({load(CAMP, suffix=suffix).version for suffix in (".csv", ".tsv", ".jsonl.gz")}) == 1


def test_json_lists(load: Load) -> None:
    lists = {**CAMP, "name_ar": ["قرقاقا", "قرقاقة الجديدة"], "demonym": ["قرقاقي"], "country": None}
    assert load(lists).version == load(CAMP).version


def test_the_packaged_one_stays_as_it_is(load: Load, gazetteer: Gazetteer, tmp_path: Path) -> None:
    before = (len(gazetteer), gazetteer.version, len(list(gazetteer.keys())), dict(gazetteer.heads))
    merged = load(CAMP, {"action": "suppress", "name_ar": "باريس"})
    merged.lookup("قرقاقا")
    again = merge(gazetteer, write(tmp_path / "again.jsonl", (CAMP,)))
    assert again is not gazetteer
    assert "user:qarqaqa" not in gazetteer
    assert gazetteer.lookup("قرقاقا") == []
    assert gazetteer.lookup("باريس")
    assert Gazetteer.load() is gazetteer
    assert before == (len(gazetteer), gazetteer.version, len(list(gazetteer.keys())), gazetteer.heads)


def test_the_version_names_the_data_and_the_rows(load: Load, gazetteer: Gazetteer) -> None:
    version = load(CAMP).version
    assert version.startswith(f"{gazetteer.version}.user-")
    assert version != load({**CAMP, "population": 52001}).version


def test_several_files_build_on_each_other(tmp_path: Path) -> None:
    first = write(tmp_path / "first.jsonl", (CAMP,))
    second = write(tmp_path / "second.jsonl", ({"action": "name", "id": "user:qarqaqa", "name_ar": "بلدة الزعفران"},))
    merged = Gazetteer.load(extra=[first, str(second)])
    assert merged.lookup("بلدة الزعفران")[0].place.id == "user:qarqaqa"
    assert len(check(second)) == 1


def test_one_path_is_enough(tmp_path: Path) -> None:
    path = write(tmp_path / "mine.jsonl", (CAMP,))
    assert "user:qarqaqa" in Gazetteer.load(extra=str(path))


def test_a_place_may_lie_in_one_of_a_later_row(load: Load) -> None:
    inner = {**CAMP, "parent": "user:outer"}
    outer = {"id": "user:outer", "type": "admin2", "name_en": "Outer", "name_ar": "منطقة القرقاقات", "country": "SY"}
    merged = load(inner, outer)
    assert [place.id for place in merged.ancestors("user:qarqaqa")][:2] == ["user:outer", "SY"]
    assert merged["user:qarqaqa"].country_code == "SY"


def test_a_place_without_a_country(load: Load) -> None:
    sea = load({"id": "user:sea", "type": "physical", "name_en": "Sea", "name_ar": "بحر القرقاقات"})["user:sea"]
    assert (sea.country_code, sea.parent) == (None, None)


def test_a_country_of_ones_own(load: Load) -> None:
    country = {"id": "QQ", "type": "country", "name_en": "Qarqaqia", "name_ar": "قرقاقيا", "country": "QQ"}
    merged = load(country, {**CAMP, "parent": "QQ"})
    assert (merged["QQ"].country_code, merged["QQ"].parent) == ("QQ", None)
    assert merged["user:qarqaqa"].country_code == "QQ"


def test_a_place_in_disputed_land_follows_the_policy(tmp_path: Path, gazetteer: Gazetteer) -> None:
    crimea = gazetteer.lookup("القرم")[0].place.id
    path = write(tmp_path / "mine.jsonl", ({**CAMP, "parent": crimea},))
    codes = [Gazetteer.load(extra=[path], policy=p)["user:qarqaqa"].country_code for p in ("iso", "un", "de_facto")]
    assert codes == ["UA", "UA", "RU"]


def test_users_names_come_first(load: Load, gazetteer: Gazetteer) -> None:
    merged = load({**CAMP, "name_ar": "عمان"}, {"action": "name", "id": "geonames:703448", "name_ar": "باريس"})
    first, *others = merged.lookup("عمان")
    assert first.place.id == "user:qarqaqa"
    assert first.share > 0.75
    assert [m.place.id for m in others] == [m.place.id for m in gazetteer.lookup("عمان")]
    assert merged.lookup("باريس")[0].place.id == "geonames:703448"


def test_importance_overrules(load: Load) -> None:
    merged = load({**CAMP, "name_ar": "عمان", "importance": 3})
    assert merged.lookup("عمان")[-1].place.id == "user:qarqaqa"
    assert merged.record("user:qarqaqa").importance == 3


def test_a_known_name_of_the_same_place_is_no_second_meaning(load: Load, gazetteer: Gazetteer) -> None:
    merged = load({"action": "name", "id": "FR", "name_ar": "فرنسا"})
    assert [m.place.id for m in merged.lookup("فرنسا")] == [m.place.id for m in gazetteer.lookup("فرنسا")]


@pytest.mark.parametrize("head", ["سوري", "روسي", "ليبي"])
def test_forms_of_a_demonym_do_not_displace_countries(load: Load, gazetteer: Gazetteer, head: str) -> None:
    merged = load({**CAMP, "demonym": head})
    assert merged.lookup(head)[0].place.id == "user:qarqaqa"
    for ending in ("ا", "ة"):
        before, after = gazetteer.lookup(head + ending)[0], merged.lookup(head + ending)[0]
        if before.form == "name":
            assert after.place.id == before.place.id


def test_patterns_of_demonyms(load: Load) -> None:
    collective = {**CAMP, "id": "user:b", "demonym": "قرقاق", "pattern": "none"}
    merged = load({**CAMP, "demonym": "قرقاقي جنوبي|جنوب قرقاقي"}, collective)
    for form in ("القرقاقية الجنوبية", "الجنوب القرقاقيين", "القرقاق"):
        assert merged.lookup(form)[0].form == "demonym", form


def test_harakat_tell_places_apart(load: Load) -> None:
    entry = load({**CAMP, "name_ar": "قُرقاقا"}).entry(fold("قرقاقا"))
    assert entry is not None
    assert (entry.surface, entry.senses[0].vocalized) == ("قُرقاقا", "قُرقاقا")


def test_suppress_for_all_places(load: Load, gazetteer: Gazetteer) -> None:
    merged = load({"action": "suppress", "name_ar": "باريس|بارِيس", "demonym": "باريسي"})
    for form in ("باريس", "الباريسية", "باريسيون"):
        assert gazetteer.lookup(form)
        assert not merged.has(fold(form))
    assert geoextract.GeoExtractor(gazetteer=merged)("وصل الوفد إلى باريس أمس.").entities == ()


def test_suppress_for_one_place(load: Load, gazetteer: Gazetteer) -> None:
    before = [m.place.id for m in gazetteer.lookup("طرابلس")]
    after = [m.place.id for m in load({"action": "suppress", "id": before[0], "name_ar": "طرابلس"}).lookup("طرابلس")]
    assert after == before[1:]


def test_suppressed_and_given_to_a_place(load: Load) -> None:
    merged = load({**CAMP, "name_ar": "عمان"}, {"action": "suppress", "name_ar": "عمان"})
    assert [m.place.id for m in merged.lookup("عمان")] == ["user:qarqaqa"]


def test_a_suppressed_word_still_begins_longer_names(load: Load, gazetteer: Gazetteer) -> None:
    merged = load({"action": "suppress", "name_ar": "كردستان"})
    assert merged.lookup("كردستان العراق") == gazetteer.lookup("كردستان العراق") != []


def test_a_common_word_is_a_name_only_in_context(load: Load) -> None:
    word = {**CAMP, "name_ar": "النور", "demonym": ""}
    entry = load(word).entry(fold("النور"))
    assert entry is not None
    assert entry.verdict == "trigger"
    sure = load({**word, "importance": weights.FAMOUS}).entry(fold("النور"))
    assert sure is not None
    assert (sure.verdict, sure.prior) == ("", 1)


TEXTS = {
    "وصل الوفد إلى قرقاقا أمس.": ["قرقاقا"],
    "وانتقل المسؤول القرقاقي من حلب لقرقاقة الجديدة.": ["القرقاقي", "قرقاقة الجديدة"],
}


@pytest.mark.parametrize("text", TEXTS)
def test_new_names_are_found_in_texts(load: Load, text: str) -> None:
    extractor = geoextract.GeoExtractor(gazetteer=load(CAMP))
    own = [e.text for e in extractor(text).entities if e.place and e.place.id == "user:qarqaqa"]
    assert own == TEXTS[text]


def test_typed_names_are_found_by_lookup(gazetteer: Gazetteer) -> None:
    assert "SY-HL" in {m.place.id for m in gazetteer.lookup("محافظة حلب")}
    assert sum(m.share for m in gazetteer.lookup("محافظة حلب")) == pytest.approx(1)


def test_the_figures_are_those_of_the_build() -> None:
    from gazetteer.builder import compile as compiler
    from gazetteer.builder import world

    assert weights.BASE_IMPORTANCE == world.BASE_IMPORTANCE
    assert weights.DEMONYM_WEIGHT == compiler.DEMONYM_WEIGHT
    assert weights.ADVERB_PENALTY == compiler.ADVERB_PENALTY
    codes = ["", *"".join(dict.fromkeys(lexicon.CLASSES.values()))]
    for weight in (3.0, 5.5, 6.0, 6.4, 8.0):
        for code in codes:
            posting = compiler.Posting("user:x", "n", weight, "قرقاقا")
            assert weights.judge(weight, code) == (compiler.automatic_verdict([posting], code) or ("", 1.0)), code


def test_every_place_type_has_an_importance() -> None:
    assert set(weights.BASE_IMPORTANCE) == set(records.PLACE_TYPES)
    assert weights.importance("city", None) < weights.importance("city", 1_000_000) < weights.importance("country", 1)
