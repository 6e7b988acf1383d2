"""Surfaces of the gazetteer that may be something else in a plain sentence: `python -m tests.tools.name_table`.

Rewrites gazetteer/doubts.tsv (a minute or two). Surfaces that review has judged already
(hand/lexicon/homographs.tsv, hand/generated/homographs.txt) are not repeated in it. Read what has changed before it is
committed: a reason that does not convince is a mistake in the data or in a rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from geoextract import Gazetteer
from geoextract.text.normalize import fold
from tests.gazetteer.name_table import VERDICT, Doubts, doubts

ROOT = Path(__file__).parents[2] / "gazetteer"
PAGE = ROOT / "doubts.tsv"
HEADER = "reason\tother\twhere\tsurface"
REVIEWED = (ROOT / "hand" / "lexicon" / "homographs.tsv", ROOT / "hand" / "generated" / "homographs.txt")


def reviewed() -> frozenset[str]:
    """Keys of the surfaces that review found to be other words as well."""
    lines = (line for path in REVIEWED for line in path.read_text(encoding="utf-8").splitlines())
    return frozenset(fold(line.rpartition("\t")[2]) for line in lines)


def rows(gazetteer: Gazetteer, keys: Iterable[str]) -> list[str]:
    """The lines of the file for some keys, in their order."""
    ask, judged, found = Doubts(gazetteer), reviewed(), []
    for key in keys:
        entry = gazetteer.entry(key)
        assert entry is not None
        for doubt, where in doubts(ask, entry).items():
            if doubt.reason != VERDICT or key not in judged:
                found.append("\t".join([doubt.reason, doubt.other, " ".join(where), entry.surface]))
    return found


def main() -> None:
    """Rewrite the file, sorted by reason."""
    gazetteer = Gazetteer.load()
    lines = sorted(rows(gazetteer, gazetteer.keys()), key=lambda line: line.split("\t")[0])
    PAGE.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
