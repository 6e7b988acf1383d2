"""Flags for the words of running Arabic text, derived from wordfreq: true or false, never a frequency."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gazetteer.builder.sources import EXTRACTS
from gazetteer.builder.tsv import Row, write_table
from gazetteer.builder.wordfreq import zipf_table

COLUMNS = ("flag", "source", "word")
LEVELS = (("function", 5.3), ("frequent", 4.2), ("common", 3.2))
"""Flag and the Zipf value from which a word has it."""
_WORD = re.compile("[\u0621-\u063a\u0641-\u064a]{2,}")


def rows() -> Iterator[Row]:
    """One row for each word that reaches the lowest level, with its highest flag."""
    for word, value in sorted(zipf_table().items()):
        flag = next((name for name, least in LEVELS if value >= least), None)
        if flag is not None and _WORD.fullmatch(word):
            yield (flag, "wordfreq", word)


def main() -> None:
    """Writes extracts/frequency/words.tsv."""
    write_table(EXTRACTS / "frequency" / "words.tsv", COLUMNS, rows())
