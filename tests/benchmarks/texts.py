"""Texts to measure with: news articles where a corpus lies beside the checkout, else the package's training texts."""

from __future__ import annotations

import json
import lzma
import random
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final

from geoextract.gazetteer import Gazetteer
from geoextract.training.corpora import read

ARTICLES: Final = 300
_ROOT: Final = Path(__file__).parents[2]
_NEWS: Final = _ROOT.parent / "shared" / "data" / "news" / "saudinewsnet.jsonl.xz"
_OWN: Final = _ROOT / "gazetteer" / "training"
_EVERY: Final = 100
"""The corpus is sorted by newspaper; each hundredth article gives a mixture."""
_SHORT: Final = 200
_LONG: Final = 20


@cache
def articles() -> tuple[str, ...]:
    """300 mixed articles."""
    if _NEWS.exists():
        with lzma.open(_NEWS, "rt", encoding="utf-8") as lines:
            return tuple(json.loads(line)["text"] for line in islice(lines, 0, ARTICLES * _EVERY, _EVERY))
    own = [document.text for path in sorted(_OWN.glob("corpus-*.txt")) for document in read(path)]
    random.Random(0).shuffle(own)
    return tuple(own[:ARTICLES])


def source() -> str:
    """What `articles` gives, in words."""
    return "news articles" if _NEWS.exists() else "articles written for training"


def short_texts() -> tuple[str, ...]:
    """The beginning of each article: a headline and a sentence."""
    return tuple(article[:_SHORT] for article in articles())


def long_texts() -> tuple[str, ...]:
    """The same articles as few long documents."""
    whole = articles()
    return tuple("\n\n".join(whole[first : first + _LONG]) for first in range(0, len(whole), _LONG))


def dense_texts() -> tuple[str, ...]:
    """Documents of nothing but names, each behind a comma or a conjunction."""
    names = [key for key in Gazetteer.load().keys() if " " not in key]  # noqa: SIM118 - iterating a gazetteer gives ids
    rng = random.Random(0)
    chosen = [rng.sample(names, 100) for _ in range(60)]
    return tuple("\N{ARABIC COMMA} \N{ARABIC LETTER WAW}".join(sample) for sample in chosen)


def words(texts: tuple[str, ...]) -> int:
    """Number of words between white space."""
    return sum(len(text.split()) for text in texts)
