"""Measures misspelt names: ``python -m tests.candidates.measure_misspelt``.

Keys of the gazetteer get one slip of the pen each and are looked up; then the right names of towns are, as if the
gazetteer did not have them, which shows how often another place is as near.
"""

from __future__ import annotations

import random
from collections import Counter

from geoextract.candidates.misspelt import SHORTEST, Misspelt
from geoextract.gazetteer import Entry, Gazetteer

SEED = 20261125
MEASURED = 300
LETTERS = "ابتثجحخدذرزسشصطعغفقكلمنهوي"
LONGEST_SHORT = 5
WEIGHTS = ((0.0, 5.0), (5.0, 6.0), (6.0, 20.0))


def slip(key: str, chance: random.Random) -> str:
    """A key with one letter dropped, added, changed or swapped, never the first."""
    at = chance.randrange(1, len(key))
    kind = chance.choice(("drop", "drop", "add", "change", "swap"))
    if kind == "drop":
        return key[:at] + key[at + 1 :]
    if kind == "add":
        return key[:at] + chance.choice(LETTERS) + key[at:]
    if kind == "change":
        return key[:at] + chance.choice(LETTERS) + key[at + 1 :]
    return key[:at] + key[at : at + 2][::-1] + key[at + 2 :]


def evidence_of(gazetteer: Gazetteer, entry: Entry, known: bool) -> set[str]:
    """The country of an entry, or nothing."""
    return {gazetteer.country_of(entry.senses[0].place)} if known else set()


def slips(gazetteer: Gazetteer, finder: Misspelt, form: str, weights: tuple[float, float], known: bool) -> Counter[str]:
    """What becomes of misspelt keys of one form and of places of some weight."""
    chance = random.Random(SEED)
    found: Counter[str] = Counter()
    for key in chance.sample(sorted(gazetteer.keys()), len(list(gazetteer.keys()))):
        entry = gazetteer.entry(key)
        assert entry is not None
        first = entry.senses[0]
        fits = first.form == form and weights[0] <= first.weight < weights[1] and entry.verdict != "never"
        wrong = slip(key, chance) if len(key) > LONGEST_SHORT else key
        if not fits or gazetteer.has(wrong):
            continue
        answers = finder(wrong, evidence_of(gazetteer, entry, known))
        ids = {sense.place.id for sense in entry.senses}
        right = bool(answers) and answers[0][0].senses[0].place.id in ids
        found["right" if right else "wrong" if answers else "none"] += 1
        if found.total() == MEASURED:
            break
    return found


def neighbours(gazetteer: Gazetteer, finder: Misspelt, known: bool) -> tuple[int, int]:
    """How many names of towns are near the name of another place, and how many there are."""
    chance = random.Random(SEED)
    near = seen = 0
    for key in chance.sample(sorted(gazetteer.keys()), len(list(gazetteer.keys()))):
        entry = gazetteer.entry(key)
        assert entry is not None
        first = entry.senses[0]
        if first.form != "name" or first.place.type != "city" or len(key.replace(" ", "")) < SHORTEST:
            continue
        ids = {sense.place.id for sense in entry.senses}
        found = finder.near(key, evidence_of(gazetteer, entry, known))
        near += any(not ids & {sense.place.id for sense in other.senses} for other, _ in found)
        seen += 1
        if seen == 4 * MEASURED:
            break
    return near, seen


def main() -> None:
    """Print both tables."""
    gazetteer = Gazetteer.load()
    finder = Misspelt(gazetteer)
    print("| country named | form | weight | right | wrong | none |\n|---|---|---|---|---|---|")
    for known in (True, False):
        for form in ("name", "demonym"):
            for weights in WEIGHTS:
                found = slips(gazetteer, finder, form, weights, known)
                cells = " | ".join(f"{found[kind] / max(found.total(), 1):.1%}" for kind in ("right", "wrong", "none"))
                print(f"| {'yes' if known else 'no'} | {form} | {weights[0]:g} to {weights[1]:g} | {cells} |")
    for known in (True, False):
        near, seen = neighbours(gazetteer, finder, known)
        print(f"country {'named' if known else 'not named'}: {near} of {seen} towns are near another place")


if __name__ == "__main__":
    main()
