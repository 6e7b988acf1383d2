"""Lexical recall of the gazetteer on a corpus with gold places: `python -m tests.benchmarks.lexical_recall [FILE]`.

A gold LOC span is found `whole` when its words, after proclitics, folded, with or without the article, are a key of the
gazetteer, whatever the verdict on that key. It is found by its `head` when that holds of the words at its beginning or
at its end (`north of X`, `X the neighbour`, `the government of X`): the part that a mention would keep. The figure says
what the gazetteer could find at most; it says nothing about precision. The corpus is not part of the project.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from geoextract import Gazetteer
from geoextract.text.clitics import ARTICLE, readings
from geoextract.text.normalize import fold

CORPUS = Path("../shared/data/ner/anercorp-train.conll")
KIND = "LOC"
WANTED = 95.0
"""Per cent of the mentions that have to be found."""


def spans(path: Path) -> Iterator[tuple[str, ...]]:
    """The gold places of a CoNLL file (word, tab, BIO tag)."""
    words: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        word, _, tag = line.partition("\t")
        if words and tag != f"I-{KIND}":
            yield tuple(words)
            words = []
        if tag.endswith(f"-{KIND}"):
            words.append(word)


def found(words: Sequence[str], gazetteer: Gazetteer) -> str:
    """How a span is found: `whole`, `head` or ""."""
    keys = [key for word in words if (key := fold(word))]
    if _is_key(keys, gazetteer):
        return "whole"
    parts = [part for n in range(1, len(keys)) for part in (keys[:-n], keys[n:])]
    return "head" if any(_is_key(part, gazetteer) for part in parts) else ""


def _is_key(keys: Sequence[str], gazetteer: Gazetteer) -> bool:
    if not keys:
        return False
    for reading in readings(keys[0]):
        bare = reading.host.removeprefix(ARTICLE)
        for first in (reading.host, bare, ARTICLE + bare):
            entry = gazetteer.entry(" ".join([first, *keys[1:]]))
            if entry is not None and entry.senses:
                return True
    return False


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures and the commonest misses; returns 1 below the figure that is wanted, 2 without the corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", default=CORPUS)
    parser.add_argument("--misses", type=int, default=40, help="how many misses to list")
    options = parser.parse_args(argv)
    if not options.file.exists():
        sys.stderr.write(f"{options.file}: no such corpus\n")
        return 2
    gazetteer = Gazetteer.load()
    gold = Counter(spans(options.file))
    ways: Counter[str] = Counter()
    misses: Counter[str] = Counter()
    for words, count in gold.items():
        way = found(words, gazetteer)
        ways[way] += count
        if not way:
            misses[" ".join(words)] += count
    total = gold.total()
    share = 100 * (total - ways[""]) / total
    print(f"mentions {total}, whole {100 * ways['whole'] / total:.1f} %, whole or head {share:.1f} %")
    for text, count in misses.most_common(options.misses):
        print(f"{count}\t{text}")
    return 0 if share >= WANTED else 1


if __name__ == "__main__":
    raise SystemExit(main())
