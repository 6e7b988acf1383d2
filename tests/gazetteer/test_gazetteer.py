"""The public gazetteer: by id, by name, containment, policies, iteration."""

from __future__ import annotations

import pytest

from geoextract import ConfigError, Gazetteer, UnknownPlaceError
from geoextract.gazetteer import PLACE_TYPES, POLICIES
from geoextract.text.normalize import fold

KYIV = "geonames:703448"


def test_the_packaged_one_is_read_once() -> None:
    assert Gazetteer.load() is Gazetteer.load()
    assert Gazetteer.load(policy="un") is not Gazetteer.load()


def test_by_id(gazetteer: Gazetteer) -> None:
    place = gazetteer["UA"]
    assert (place.id, place.type, place.name, place.name_ar) == ("UA", "country", "Ukraine", "أوكرانيا")
    assert place.country_code == "UA"
    assert place.same_as["iso3166_1_alpha3"] == "UKR"
    assert place is gazetteer["UA"]


def test_a_capital(gazetteer: Gazetteer) -> None:
    place = gazetteer[KYIV]
    assert (place.type, place.country_code, place.capital_of) == ("city", "UA", "UA")
    assert place.latitude == pytest.approx(50.45, abs=0.1)
    assert place.longitude == pytest.approx(30.52, abs=0.1)
    assert place.same_as["geonames"] == "703448"


@pytest.mark.parametrize("place_id", ["ZZ", "", "703448", "geonames:1", "ua"])
def test_an_unknown_id(gazetteer: Gazetteer, place_id: str) -> None:
    message = f"no place has the id {place_id!r}; ids look like 'UA', 'UA-30'"
    for call in (
        lambda: gazetteer[place_id],
        lambda: gazetteer.ancestors(place_id),
        lambda: gazetteer.children(place_id),
        lambda: gazetteer.within(place_id, "UA"),
        lambda: gazetteer.within("UA", place_id),
    ):
        with pytest.raises(UnknownPlaceError, match=message):
            call()
    assert place_id not in gazetteer


def test_iteration(gazetteer: Gazetteer) -> None:
    ids = list(gazetteer)
    assert len(ids) == len(gazetteer) == len(set(ids))
    assert all(place_id in gazetteer for place_id in ids[:50])
    assert object() not in gazetteer
    assert {gazetteer.record(place_id).type for place_id in ids} <= set(PLACE_TYPES)


def test_every_place_is_a_valid_model_with_a_living_parent(gazetteer: Gazetteer) -> None:
    for place_id in gazetteer:
        place = gazetteer[place_id]
        assert place.id == place_id
        assert place.parent is None or place.parent in gazetteer
        assert place.capital_of is None or place.capital_of in gazetteer
        assert place.country_code is None or place.country_code in gazetteer


@pytest.mark.parametrize("name", ["أوكرانيا", "اوكرانيا", "أوكْرَانيا", "أوكـرانيا", "\u200fأوكرانيا"])
def test_lookup_in_any_spelling(gazetteer: Gazetteer, name: str) -> None:
    best = gazetteer.lookup(name)[0]
    assert (best.place.id, best.form, best.similarity) == ("UA", "name", 1)


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("محافظة حلب", "SY-HL"),
        ("ولاية تونس", "TN-11"),
        ("ولاية الجزائر", "DZ-16"),
        ("مدينة الكويت", "geonames:285787"),
        ("الكويت العاصمة", "geonames:285787"),
        ("دولة الكويت", "KW"),
        ("إمارة دبي", "AE-DU"),
        ("محافظة القاهرة", "EG-C"),
        ("منطقة الرياض", "SA-01"),
        ("ولاية نيويورك", "US-NY"),
    ],
)
def test_lookup_with_a_generic_word_puts_what_is_called_so_first(
    gazetteer: Gazetteer, name: str, place_id: str
) -> None:
    matches = gazetteer.lookup(name)
    assert matches[0].place.id == place_id
    assert sum(match.share for match in matches) == pytest.approx(1)
    shares = [match.share for match in matches]
    assert shares == sorted(shares, reverse=True)


def test_lookup_does_not_change_what_a_text_means(gazetteer: Gazetteer) -> None:
    entry = gazetteer.entry(fold("ولاية تونس"))
    assert entry is not None
    assert entry.senses[0].place.id == "TN"
    ranked = gazetteer.ranked(entry)
    assert {sense.place.id for sense in ranked} == {sense.place.id for sense in entry.senses}
    bare = gazetteer.entry(fold("تونس"))
    assert bare is not None
    assert gazetteer.ranked(bare) == bare.senses


def test_lookup_of_a_demonym(gazetteer: Gazetteer) -> None:
    best = gazetteer.lookup("الأوكرانيين")[0]
    assert (best.place.id, best.form) == ("UA", "demonym")


@pytest.mark.parametrize("name", ["", "   ", "قوقاقاقا", "Kyiv", "\ud800"])
def test_lookup_of_nothing(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.lookup(name) == []


def test_shares_add_up_and_fall(gazetteer: Gazetteer) -> None:
    for name in ("طرابلس", "عمان", "الجزائر"):
        matches = gazetteer.lookup(name)
        assert len(matches) > 1
        assert sum(match.share for match in matches) == pytest.approx(1)
        assert [m.share for m in matches] == sorted((m.share for m in matches), reverse=True)


def test_ancestors(gazetteer: Gazetteer) -> None:
    chain = [place.id for place in gazetteer.ancestors(KYIV)]
    assert "UA" in chain
    assert chain.index("UA") < chain.index("m49:150")
    assert len(chain) == len(set(chain))


def test_children(gazetteer: Gazetteer) -> None:
    children = gazetteer.children("UA")
    assert {"UA-05", "UA-07"} <= {place.id for place in children}
    assert all(place.parent == "UA" for place in children)


def test_a_leaf_has_no_children(gazetteer: Gazetteer) -> None:
    leaf = next(place_id for place_id in gazetteer if gazetteer.record(place_id).type == "city")
    assert gazetteer.children(leaf) == []


def test_within(gazetteer: Gazetteer) -> None:
    assert gazetteer.within(KYIV, "UA")
    assert gazetteer.within(KYIV, "m49:150")
    assert gazetteer.within("UA", "UA")
    assert not gazetteer.within("UA", KYIV)
    assert not gazetteer.within(KYIV, "FR")


def test_an_unknown_policy() -> None:
    with pytest.raises(ConfigError, match="unknown policy 'usa'; choose one of iso, un, de_facto"):
        Gazetteer.load(policy="usa")  # type: ignore[arg-type]


@pytest.mark.parametrize("policy", POLICIES)
def test_each_policy_answers_for_the_crimea(policy: str) -> None:
    gazetteer = Gazetteer.load(policy=policy)  # type: ignore[arg-type]
    crimea = gazetteer.lookup("القرم")[0].place
    assert crimea.country_code == {"iso": "UA", "un": "UA", "de_facto": "RU"}[policy]
    assert {"UA", "RU"} <= set(crimea.claimed_by)


def test_the_manifest_is_a_copy(gazetteer: Gazetteer) -> None:
    manifest = gazetteer.manifest
    manifest["version"] = "x"
    assert gazetteer.version != "x"
    assert gazetteer.version == gazetteer.manifest["version"]


def test_keys_are_folded(gazetteer: Gazetteer) -> None:
    keys = list(gazetteer.keys())
    assert len(keys) == len(set(keys))
    assert all(fold(key) == key for key in keys)
    assert gazetteer.has(keys[0])
    assert not gazetteer.has("قوقاقاقا")
    assert gazetteer.entry("قوقاقاقا") is None


def test_entries_have_their_meanings_in_order(gazetteer: Gazetteer) -> None:
    for key in gazetteer.keys():  # noqa: SIM118 - iterating a gazetteer gives ids
        entry = gazetteer.entry(key)
        assert entry is not None
        weights = [sense.weight for sense in entry.senses]
        assert weights == sorted(weights, reverse=True)
        assert fold(entry.surface) == key
        assert 0 <= entry.prior <= 1
