"""Drafts an Arabic spelling of a Latin place name from a table of spelling rules."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from gazetteer.builder.tsv import read_table

COLUMNS = ("language", "latin", "note", "arabic")
DEFAULT = "und"
START = "^"
END = "$"

Table = Mapping[str, Mapping[str, str]]


def read_rules(path: Path) -> dict[str, dict[str, str]]:
    """Reads a transliteration table into language -> Latin letters -> Arabic letters.

    Raises:
        ValueError: If a language has two rules for the same letters.
    """
    rules: dict[str, dict[str, str]] = {}
    for row in read_table(path):
        language = rules.setdefault(row["language"], {})
        if row["latin"] in language:
            raise ValueError(f"{path.name}: two rules for {row['language']} {row['latin']!r}")
        language[row["latin"]] = row["arabic"]
    return rules


def transliterate(name: str, language: str, table: Table) -> str:
    """Spells a Latin place name in Arabic letters; the result is a draft that a reader must check.

    At each position the longest rule wins. A rule whose Latin side begins with `^` holds only at
    the start of a word, one that ends in `$` only at the end. A rule of the language replaces the
    rule of `und` for the same letters; a letter without a rule is tried again without its marks.

    Args:
        name: The name in Latin letters.
        language: A language code of the table; an unknown code uses the rules of `und` alone.
        table: Language -> Latin letters -> Arabic letters, as `read_rules` returns it.

    Returns:
        The name in Arabic letters; spaces and hyphens stay, other marks are left out.
    """
    rules = {**table.get(DEFAULT, {}), **table.get(language, {})}
    longest = max(map(len, rules), default=0)
    words = unicodedata.normalize("NFC", name).lower().replace("-", " - ").split()
    spelt = " ".join("".join(_pieces(word, rules, longest)) for word in words)
    return spelt.replace(" - ", "-")


def _pieces(word: str, rules: Mapping[str, str], longest: int) -> Iterator[str]:
    if word == "-":
        yield word
        return
    rest, place = f"{START}{word}{END}", 0
    while place < len(rest):
        size = _rule_size(rest, place, rules, longest)
        if size:
            yield rules[rest[place : place + size]]
        elif (plain := _without_marks(rest[place])) != rest[place]:
            rest = f"{rest[:place]}{plain}{rest[place + 1 :]}"
            continue
        place = _after(rest, place, size or 1)


def _rule_size(rest: str, place: int, rules: Mapping[str, str], longest: int) -> int:
    sizes = range(min(longest, len(rest) - place), 0, -1)
    return next((size for size in sizes if rest[place : place + size] in rules), 0)


def _after(rest: str, place: int, size: int) -> int:
    """Steps over the matched letters, and over a second copy of a doubled consonant."""
    end = place + size
    letter = rest[end - 1]
    doubled = letter.isalpha() and letter not in "aeiou" and rest[end : end + 1] == letter
    return end + 1 if doubled else end


def _without_marks(letter: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
