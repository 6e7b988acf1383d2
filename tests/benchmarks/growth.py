"""How the cost grows: with the length of a document, on hostile text, with the number of names."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Final

import geoextract
from geoextract.gazetteer import Gazetteer
from geoextract.pipeline import GeoExtractor
from tests.benchmarks import texts
from tests.benchmarks.document import Table, cores, times
from tests.benchmarks.timing import apply, interleaved

_KB: Final = 1000
_REPEATED: Final = 100_000
_HOSTILE_WORDS: Final = {
    "WAW": "\N{ARABIC LETTER WAW}",
    "ALEF LAM": "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}",
    "KAF ALEF NOON": "\N{ARABIC LETTER KAF}\N{ARABIC LETTER ALEF}\N{ARABIC LETTER NOON}",
}
_FACTORS: Final = (1, 3, 10)


def length_table() -> Table:
    """Cost per character of ever longer documents with the same text."""
    geo = geoextract.load()
    whole = _of_bytes("\n\n".join(texts.articles()), 5_000 * _KB)
    sizes = {"5 kB": 5, "500 kB": 500, "5 MB": 5_000}
    tasks = {name: apply(geo, _cut(whole, size * _KB)) for name, size in sizes.items()}
    median = interleaved(tasks, rounds=3)
    rows = tuple((name, times(seconds / median["5 kB"])) for name, seconds in median.items())
    return Table(("size of a document", "cost per character"), rows, f"Wanted: at most 1.3 x. {cores()}, one used.")


def hostile_table() -> Table:
    """Cost per character of hostile texts, and how it changes from a tenth of the length to the full one."""
    geo = geoextract.load()
    articles = "\n\n".join(texts.articles())
    hostile = _hostile(articles)
    tasks = {"articles": apply(geo, texts.articles())}
    for name, text in hostile.items():
        tasks[name] = apply(geo, [text])
        tasks[f"tenth of {name}"] = apply(geo, [text[: len(text) // 10]])
    median = interleaved(tasks, rounds=2)
    normal = median["articles"] / len(articles)
    rows = tuple(
        (
            name,
            times(median[name] / len(text) / normal),
            times(median[name] / max(median[f"tenth of {name}"], 1e-6) / 10),
        )
        for name, text in hostile.items()
    )
    return Table(
        ("text", "cost per character, of articles", "cost per character, of a tenth of the text"),
        rows,
        f"Linear cost is 1 x in the last column. {cores()}, one used.",
    )


def names_table() -> Table:
    """Time of the extraction with more names."""
    extractors = {f"{factor} x": _with_names(factor) for factor in _FACTORS}
    median = interleaved({name: apply(geo, texts.articles()) for name, geo in extractors.items()})
    rows = tuple(
        (name, f"{len(list(extractors[name].gazetteer.keys())):,}", times(seconds / median["1 x"]))
        for name, seconds in median.items()
    )
    return Table(("names", "keys", "time"), rows, "Wanted: ten times the names in at most 1.5 x the time.")


def _hostile(articles: str) -> Mapping[str, str]:
    found = {f"100,000 x {name}": f"{word} " * _REPEATED for name, word in _HOSTILE_WORDS.items()}
    found["one line of 10 MB"] = _of_bytes(" ".join(articles.split()), 10_000 * _KB)
    found["the same with no-break spaces"] = found["one line of 10 MB"].replace(" ", "\N{NO-BREAK SPACE}")
    found["a million blanks"] = " " * 1000 * _KB
    found["10,000 mentions of one ambiguous name"] = f"{_ambiguous()} " * 10_000
    return found


def _ambiguous() -> str:
    """A trusted name of many places."""
    gazetteer = Gazetteer.load()
    entries = (gazetteer.entry(key) for key in gazetteer.keys() if " " not in key)  # noqa: SIM118 - iterating a gazetteer gives ids
    trusted = [entry for entry in entries if entry is not None and not entry.verdict]
    return max(trusted, key=lambda entry: (len(entry.senses), entry.key)).surface


def _of_bytes(text: str, size: int) -> str:
    """A text of about so many bytes of UTF-8, repeated where it is shorter."""
    ratio = len(text.encode("utf-8")) / len(text)
    length = int(size / ratio)
    return (text * (length // len(text) + 1))[:length]


def _cut(text: str, size: int) -> list[str]:
    length = max(int(size * len(text) / len(text.encode("utf-8"))), 1)
    return [text[first : first + length] for first in range(0, len(text), length)]


def _with_names(factor: int) -> GeoExtractor:
    """An extractor with synthetic names of one, two and three words added to the packaged ones."""
    gazetteer = Gazetteer.load()
    own = list(gazetteer.keys())
    single = [key for key in own if " " not in key]
    rng = random.Random(factor)
    entries: dict[str, str | None] = {}
    while len(entries) < (factor - 1) * len(own):
        key = _synthetic(rng, single)
        if not gazetteer.has(key):
            entries[key] = gazetteer._packed[rng.choice(own)]
    return GeoExtractor(gazetteer=gazetteer.amended([], entries, f"names-{factor}"))


def _synthetic(rng: random.Random, single: list[str]) -> str:
    made = rng.choice(single)[:4] + rng.choice(single)[-4:]
    kind = rng.random()
    if kind < 0.6:
        return made
    return f"{rng.choice(single)} {made}" if kind < 0.9 else f"{rng.choice(single)} {made} {rng.choice(single)}"
