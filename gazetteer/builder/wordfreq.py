"""How common an Arabic form is in running text (build time only)."""

from __future__ import annotations

import gzip
from functools import cache

import srsly  # type: ignore[import-untyped]

from gazetteer.builder.archive import read_bytes
from gazetteer.builder.gates import fold


@cache
def zipf_table() -> dict[str, float]:
    """Returns the Zipf value of every word of the Arabic list by its folded form."""
    """Zipf values by folded word."""
    packed = gzip.decompress(read_bytes("wordfreq", "wordfreq/data/large_ar.msgpack.gz"))
    _, *buckets = srsly.msgpack_loads(packed)
    table: dict[str, float] = {}
    for centibels, words in enumerate(buckets):
        for word in words:
            table.setdefault(fold(word), 9.0 - centibels / 100.0)
    return table


def zipf(form: str) -> float:
    """Returns the Zipf value of the rarest word of a form, 0 where one is unknown."""
    table = zipf_table()
    return min(table.get(word, 0.0) for word in fold(form).split())
