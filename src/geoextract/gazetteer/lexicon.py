"""Classes of context words: the words around a name that say what it is. The words themselves are in `gazetteer/hand/lexicon/`."""

from __future__ import annotations

from typing import Final

CLASSES: Final[dict[str, str]] = {
    # triggers.tsv: words before a place
    "settlement": "s",
    "admin": "a",
    "state": "c",
    "physical": "h",
    "direction": "d",
    "motion": "m",
    "located": "l",
    "between": "b",
    # persons.tsv
    "title": "t",
    "kin": "k",
    "given": "g",
    "surname": "n",
    "surname_nisba": "n",
    # organisations.tsv
    "club": "u",
    "team": "T",
    "paper": "p",
    "company": "o",
    "school": "S",
    "facility": "f",
    "event": "e",
    "language": "L",
    "food": "F",
    # metonymy.tsv
    "speech": "v",
    "relation": "r",
    "stance": "x",
    "alliance": "y",
    "literal": "q",
    "sport": "z",
    # built from word frequencies
    "common": "w",
}
"""Class name of a lexicon row -> the code that a word carries at run time."""
