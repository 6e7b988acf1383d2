"""The build refuses what does not fit together, and says where."""

from __future__ import annotations

import re

import pytest

from gazetteer.builder.compile import postings
from gazetteer.builder.tables import BuildError, load
from gazetteer.builder.world import World, build
from tests.builder.conftest import Build

KARABAKH = "wikidata:Q4140"


@pytest.fixture
def world(make: Build) -> World:
    return build(load(make()))


@pytest.mark.parametrize(
    ("table", "row", "message"),
    [
        ("places", "AZ-XX\tadmin1\tZZ\tAZ\t\t\t\tX\t\thand\tاسم", "AZ-XX: its parent ZZ is no place"),
        ("places", "AZ-XX\tadmin1\tAZ\tZZ\t\t\t\tX\t\thand\tاسم", "AZ-XX: its country ZZ is no place"),
        ("places", "AZ-XX\tadmin1\tAZ-XX\tAZ\t\t\t\tX\t\thand\tاسم", "AZ-XX: its parents form a cycle"),
        (
            "places",
            "geonames:1\tcity\tAZ\tAZ\t\t\t\tX\t\thand\tاسم",
            "geonames:1: an external id needs a source other than 'hand'",
        ),
        (
            "places",
            "wikidata:Q1\tregion\t\t\t\t\t\tX\t\thand\tاسم",
            "wikidata:Q1: an external id needs a source other than 'hand'",
        ),
        ("same_as", "AZ\twikidata\tQ227\thand", "AZ: wikidata Q227 needs a source other than 'hand'"),
        ("same_as", "GE\twikidata\tQ230\tcldr", "GE: same_as: GE is no place"),
        ("names", "GE\tvariant\thand\tجورجيا", "GE: the name جورجيا belongs to no place"),
        ("demonyms", "GE\tnisba\thand\tجورجي", "GE: the demonym جورجي belongs to no place"),
        ("demonyms", "AZ\tnisba\thand\tأذر", "AZ: أذر: a head of pattern 'nisba' ends in ya"),
        ("demonyms", "AZ\tboth\thand\tأذري", "AZ: أذري: a head of pattern 'both' has 2 word(s), not 1"),
        ("demonym_forms", "GE\tm\tpl\thand\tجورجيون", "GE: the demonym جورجيون belongs to no place"),
        ("capitals", "GE\tAZ-BA\tcapital\thand", "AZ-BA: capital: GE is no place"),
        ("capitals", "AM\tgeonames:616052\tcapital\thand", "AM: capital: geonames:616052 is no place"),
        ("disputes", "GE-AB\tGE\tGE\tGE\tGE\t\thand\t", "GE-AB: dispute: GE-AB is no place"),
        ("spans", "geoextract:umayyad\t661\t750\t\thand", "geoextract:umayyad: span: geoextract:umayyad is no place"),
        ("spans", "geoextract:sassanid\t224\t651\tGE\thand", "geoextract:sassanid: span: GE is no place"),
    ],
)
def test_a_finding(make: Build, table: str, row: str, message: str) -> None:
    rows = [row]
    tables = load(make(**{table: rows}))
    with pytest.raises(BuildError, match=f"(?m)^{re.escape(message)}$"):
        build(tables)


def test_a_long_cycle(make: Build) -> None:
    rows = [f"geoextract:{a}\tregion\tgeoextract:{b}\t\t\t\t\t{a}\t\thand\tاسم" for a, b in ("ab", "bc", "ca")]
    with pytest.raises(BuildError) as caught:
        build(load(make(places=rows)))
    assert str(caught.value).count("its parents form a cycle") == 3


TWINS = [f"geonames:{number}\tcity\tAZ-BA\tAZ\t\t\t\tX\t\tgeonamescache\tاسم" for number in (1, 2)]


def test_a_form_twice_inside_one_division(make: Build) -> None:
    with pytest.raises(BuildError, match=r"^geonames:1 geonames:2: the name اسم stands for each of them in AZ-BA;"):
        build(load(make(places=TWINS)))


def test_a_division_twice_inside_one_country(make: Build) -> None:
    with pytest.raises(BuildError, match=r"^AZ-BA AZ-XX: the name باكو stands for each of them in AZ;"):
        build(load(make(places=["AZ-XX\tadmin1\tAZ\tAZ\t\t\t\tX\t\tcldr\tباكو"])))


def test_reviewed_namesakes(make: Build) -> None:
    lexicon = {"duplicates.tsv": ["note\tids\tname", "towns of one name\tgeonames:2 geonames:1\tاسم"]}
    build(load(make(lexicon=lexicon, places=TWINS)))


def test_what_review_knows_nothing_of_is_no_duplicate(make: Build) -> None:
    build(load(make(places=TWINS), disabled=frozenset({"rigour"})))


def test_towns_of_two_divisions_may_share_a_name(make: Build) -> None:
    build(load(make(places=[TWINS[0], TWINS[1].replace("AZ-BA", "AM").replace("AZ", "AM")])))


def test_a_district_stands_behind_the_town_of_its_name(make: Build) -> None:
    rows = [
        "geonames:1\tcity\tAZ-BA\tAZ\t\t\t\tX\t\tgeonamescache\tاسم",
        "geoextract:az-x\tadmin2\tAZ-BA\tAZ\t\t\t\tX\t\tcldr\tاسم",
        "geoextract:am-x\tadmin2\tAM\tAM\t\t\t\tX\t\tcldr\tاسم",
    ]
    names = ["geoextract:az-x\ttyped\tcldr\tمديرية اسم"]
    world = build(load(make(places=rows, names=names)))
    assert world.names["geoextract:az-x"] == [("اسم", "namesake"), ("مديرية اسم", "typed")]
    assert world.names["geoextract:am-x"] == [("اسم", "short")]
    order = [posting.place_id for posting in postings(world)["اسم"]]
    assert order == ["geoextract:am-x", "geonames:1", "geoextract:az-x"]


def test_a_proven_qid_replaces_the_slug(world: World) -> None:
    assert "geoextract:karabakh" not in world.places
    assert world.places[KARABAKH].name_en == "Nagorno-Karabakh"
    assert ("قره باغ", "variant") in world.names[KARABAKH]
    assert world.disputes[KARABAKH].claimed_by == ("AZ", "AM")
    assert world.same_as[KARABAKH]["wikidata"] == "Q4140"


def test_an_unproven_qid_does_not(make: Build) -> None:
    with pytest.raises(BuildError, match="needs a source other than 'hand'"):
        build(load(make(same_as=["geoextract:sassanid\twikidata\tQ83891\thand"])))


def test_a_second_row_fills_what_the_first_leaves_empty(make: Build) -> None:
    row = "AZ-BA\tadmin1\tAZ\tAZ\t40.4\t49.9\t2000000\tBaku City\tBaki\tgeonamescache\tمدينة باكو"
    world = build(load(make(places=[row])))
    place = world.places["AZ-BA"]
    assert (place.name_en, place.name_ar, place.latitude, place.population) == ("Baku", "باكو", 40.4, 2000000)
    assert place.aliases_en == ("Baku City", "Baki")
    assert ("مدينة باكو", "variant") in world.names["AZ-BA"]


def test_a_subdivision_says_more_than_the_country(make: Build) -> None:
    row = "geonames:587084\tcity\tAZ-BA\tAZ\t\t\t\tBaku\t\tgeonamescache\tباكو"
    world = build(load(make(places=[row])))
    assert world.places["geonames:587084"].parent == "AZ-BA"


def test_ids_are_their_own_same_as(world: World) -> None:
    assert world.same_as["geonames:587084"]["geonames"] == "587084"
    assert world.same_as["m49:145"]["m49"] == "145"
    assert "geoextract" not in world.same_as["geoextract:sassanid"]


def test_the_office_makes_a_city_weightier(world: World) -> None:
    baku = world.places["geonames:587084"]
    with_office = world.importance(baku)
    world.capital_of.clear()
    assert with_office == pytest.approx(world.importance(baku) + 1.3, abs=0.011)
    assert world.importance(world.places["AZ"]) > with_office


def test_demonyms_regular_and_irregular(world: World) -> None:
    armenian = {form.surface: form.code for form in world.demonyms["AM"]}
    assert armenian["أرمينيين"] == "p"
    assert armenian["الأرمن"] == "p"
