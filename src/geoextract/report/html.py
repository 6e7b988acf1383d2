"""HTML: the texts, right to left, with their entities highlighted; one file that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final

from geoextract.entities import Extraction, GeoEntity

COLOURS: Final = {
    "country": "#9ec5fe",
    "territory": "#f1aeb5",
    "admin1": "#a3cfbb",
    "admin2": "#d1e7dd",
    "city": "#ffe69c",
    "region": "#c5b3e6",
    "bloc": "#9eeaf9",
    "historical": "#d3c5b5",
    "physical": "#ced4da",
}
"""Background by type of place; black text on each has a contrast of more than 7 to 1."""

_STYLE: Final = """\
body{font:1.1rem/2 "Noto Naskh Arabic","Geeza Pro","Segoe UI",Tahoma,sans-serif;\
max-width:50rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}
article{border-block-start:1px solid #ccc;padding-block:1rem}
h2{font-size:1rem;color:#555}
p{white-space:pre-wrap;overflow-wrap:anywhere}
mark{color:#000;border-radius:.25em;padding:0 .15em}
mark.metonym{border-block-end:2px dashed #000}
mark.unresolved{background:none;border:1px dotted #555}
ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.5rem;font-size:.9rem;line-height:1.6}
"""


def head(title: str = "geoextract") -> str:
    """What comes before the documents: style and legend."""
    rules = "".join(f"mark.{kind}{{background:{colour}}}\n" for kind, colour in COLOURS.items())
    legend = "".join(f'<li><mark class="{kind}">{kind}</mark></li>' for kind in COLOURS)
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f"<style>\n{_STYLE}{rules}</style>\n</head>\n<body>\n"
        f'<ul>{legend}<li><mark class="metonym">capital for its government</mark></li></ul>\n'
    )


def article(extraction: Extraction, text: str) -> str:
    """One document.

    Args:
        extraction: the result.
        text: the text that it was made from.
    """
    pieces, end = [], 0
    for entity in extraction.entities:
        pieces += [escape(text[end : entity.start], quote=False), _mark(entity)]
        end = entity.end
    pieces.append(escape(text[end:], quote=False))
    title = f'<h2 dir="auto">{escape(extraction.id)}</h2>\n' if extraction.id else ""
    return f'<article dir="rtl" lang="ar">\n{title}<p>{"".join(pieces)}</p>\n</article>\n'


FOOT: Final = "</body>\n</html>\n"
"""What comes behind the documents."""


def to_html(documents: Iterable[tuple[Extraction, str]]) -> str:
    """A whole page.

    Args:
        documents: results, each with the text that it was made from.
    """
    return head() + "".join(article(extraction, text) for extraction, text in documents) + FOOT


def _mark(entity: GeoEntity) -> str:
    classes = [entity.type, *(["metonym"] if entity.metonym else []), *(["unresolved"] if entity.place is None else [])]
    text = escape(entity.text, quote=False)
    return f'<mark class="{" ".join(classes)}" title="{escape(_tooltip(entity))}">{text}</mark>'


def _tooltip(entity: GeoEntity) -> str:
    place = entity.place
    known = [place.name, place.id, *([place.country_code] if place.country_code else [])] if place else ["unresolved"]
    kind = f"{entity.type}, {entity.form}{', for its government' if entity.metonym else ''}"
    return " · ".join([*known, kind, f"{entity.score:.2f}"])
