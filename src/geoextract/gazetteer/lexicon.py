"""Classes of context words: the words around a name that say what it is.

The words themselves are in `gazetteer/hand/lexicon/`.
"""

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
    # designators.tsv: generic words that stay outside of a mention
    "designator": "D",
    # phrases.tsv: fixed phrases that only look like a name
    "phrase": "#",
    # particles.tsv: first words of foreign names
    "particle": "P",
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
    # extracts/persons
    "listed_given": "i",
    "listed_surname": "j",
    "dictionary_name": "E",
    # extracts/frequency
    "common": "1",
    "frequent": "2",
    "function": "3",
}
"""Class name of a lexicon row -> the code that a word carries at run time."""

MAQSURA: Final = str.maketrans({"g": "G", "i": "I", "j": "J", "n": "N"})
"""Persons' names that end in alif maqsura take the capital code. Keys fold it to ya, but the preposition `on` must
not become a man's
name: a word that is written with alif maqsura has only the capital codes."""
