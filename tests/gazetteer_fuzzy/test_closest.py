"""Fuzzy look-up: misspelt names, the same as by comparing with every name, and much faster than that."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest
from rapidfuzz import process
from rapidfuzz.distance import Indel

from geoextract import Gazetteer
from geoextract.gazetteer.fuzzy import MAX_LETTERS, NameIndex, closest, similarity, skeleton
from geoextract.text.normalize import fold

MISSPELT = {
    "كيف": "كييف",
    "طهرران": "طهران",
    "واشنطنن": "واشنطن",
    "نيو يورك": "نيويورك",
    "تل افيف": "تل أبيب",
    "سان بطرسبورق": "سان بطرسبورغ",
    "خيرصون": "خيرسون",
    "جلاسقو": "غلاسكو",
    "باريص": "باريس",
    "القدص": "القدس",
    "دمشك": "دمشق",
    "بغضاد": "بغداد",
    "لوس انجلز": "لوس أنجلس",
    "ستانبول": "استانبول",
    "كولا لامبور": "كوالا لامبور",
    "فرصوفيا": "فارسوفيا",
    "غواتمالا": "غواتيمالا",
    "نوفسيبيرسك": "نوفوسيبيرسك",
    "كردستان العراك": "كردستان العراق",
    "أوكرنيا": "أوكرانيا",
    "افغنستان": "أفغانستان",
    "موريطانيا": "موريتانيا",
    "الساعودية": "السعودية",
    "برلينن": "برلين",
    "اسلم اباد": "إسلام آباد",
    "الأوكرنيين": "الأوكرانيين",
}
"""A misspelling -> the name, which has to be among the first five answers."""
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


@pytest.mark.parametrize("written", MISSPELT)
def test_misspelt_names(gazetteer: Gazetteer, written: str) -> None:
    found = [key for key, _ in closest(gazetteer, fold(written), limit=5, cutoff=0.75)]
    assert fold(MISSPELT[written]) in found


@pytest.mark.parametrize("name", ["كييف", "كيف"])
def test_search_finds_kyiv(gazetteer: Gazetteer, name: str) -> None:
    matches = gazetteer.search(name)
    assert "geonames:703448" in {match.place.id for match in matches[:5]}
    assert [m.similarity for m in matches] == sorted((m.similarity for m in matches), reverse=True)


def test_search_gives_a_place_once_as_a_name(gazetteer: Gazetteer) -> None:
    matches = gazetteer.search("اوكرانيا", limit=20, min_similarity=0.6)
    slots = [(match.place.id, match.form) for match in matches]
    assert slots[0] == ("UA", "name")
    assert len(slots) == len(set(slots))


@pytest.mark.parametrize("limit", [1, 3, 10])
def test_search_keeps_the_limit(gazetteer: Gazetteer, limit: int) -> None:
    assert len(gazetteer.search("طرابلس", limit=limit, min_similarity=0.5)) == limit


def test_a_known_name_is_the_first_answer(gazetteer: Gazetteer) -> None:
    for key in random.Random(1).sample(list(gazetteer.keys()), 200):
        if len(key) <= MAX_LETTERS:
            assert closest(gazetteer, key, limit=1, cutoff=0.9) == [(key, 1.0)]


@pytest.mark.parametrize("key", ["", "kyiv", "؟؟؟", "ا" * 10_000, "ب" * MAX_LETTERS, " ", "\ud800", "123"])
def test_nothing_is_like_this(gazetteer: Gazetteer, key: str) -> None:
    assert closest(gazetteer, key, limit=5, cutoff=0.75) == []
    assert gazetteer.search(key) == []


def test_no_answers_wanted(gazetteer: Gazetteer) -> None:
    assert closest(gazetteer, fold("كييف"), limit=0, cutoff=0.75) == []


def test_the_order_is_always_the_same(gazetteer: Gazetteer) -> None:
    answers = closest(gazetteer, "كيف", limit=50, cutoff=0.5)
    assert answers == closest(gazetteer, "كيف", limit=50, cutoff=0.5)
    assert answers[:7] == closest(gazetteer, "كيف", limit=7, cutoff=0.5)
    keys = list(gazetteer.keys())
    random.Random(2).shuffle(keys)
    shuffled = NameIndex(keys).matches("كيف", 0.5)
    assert sorted(shuffled) == sorted(gazetteer._name_index.matches("كيف", 0.5) if gazetteer._name_index else [])


def misspell(key: str, chance: random.Random) -> str:
    """One wrong letter, or two in a long name: replaced, added, left out or swapped."""
    letters = list(key)
    for _ in range(1 if len(key) < 6 else 2):
        place, kind, letter = chance.randrange(len(letters)), chance.randrange(4), chance.choice(LETTERS)
        if kind == 0:
            letters[place] = letter
        elif kind == 1:
            letters.insert(place, letter)
        elif kind == 2 and len(letters) > 3:
            del letters[place]
        elif place:
            letters[place - 1], letters[place] = letters[place], letters[place - 1]
    return " ".join("".join(letters).split())


@pytest.fixture(scope="module")
def queries(gazetteer: Gazetteer) -> list[str]:
    """Seeded misspellings of seeded names."""
    chance = random.Random(7)
    keys = [key for key in list(gazetteer.keys()) if 3 < len(key) <= MAX_LETTERS]
    return [misspell(key, chance) for key in chance.sample(keys, 60)]


def test_nearly_all_that_a_full_scan_finds(gazetteer: Gazetteer, queries: list[str]) -> None:
    keys = list(gazetteer.keys())
    wanted = found = 0
    for query in queries:
        near = process.extract(query, keys, scorer=Indel.normalized_similarity, score_cutoff=0.7, limit=None)
        full = {key for key, _, _ in near if similarity(query, key) >= 0.8}
        answers = {key for key, _ in closest(gazetteer, query, limit=len(keys), cutoff=0.8)}
        wanted += len(full)
        found += len(full & answers)
        assert all(alike == similarity(query, key) for key, alike in closest(gazetteer, query, limit=5, cutoff=0.8))
    assert wanted > 50
    assert found / wanted >= 0.95


def test_few_names_are_compared(gazetteer: Gazetteer, queries: list[str]) -> None:
    index = NameIndex(gazetteer.keys())
    compared = [len(index.candidates(skeleton(query))) for query in queries]
    size = len(list(gazetteer.keys()))
    assert sum(compared) / len(compared) < size / 50
    assert max(compared) < size / 15
    assert len(index.candidates("")) == 0


@pytest.mark.slow
def test_much_faster_than_a_full_scan(gazetteer: Gazetteer, queries: list[str]) -> None:
    keys = list(gazetteer.keys())
    closest(gazetteer, "كيف", limit=1, cutoff=0.75)

    def full(query: str) -> None:
        process.extract(query, keys, scorer=Indel.normalized_similarity, score_cutoff=0.75, limit=10)

    def blocked(query: str) -> None:
        closest(gazetteer, query, limit=10, cutoff=0.75)

    assert _time(blocked, queries) * 3 < _time(full, queries)


def _time(search: Callable[[str], None], queries: list[str]) -> float:
    """The least processor time of three rounds."""
    rounds = []
    for _ in range(3):
        begin = time.process_time()
        for query in queries:
            search(query)
        rounds.append(time.process_time() - begin)
    return min(rounds)
