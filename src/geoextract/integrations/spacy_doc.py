"""What a spaCy document carries: the full result as plain user data, spans as a view of it, attributes to read it.

User data holds dicts, never models: spaCy serializes it with msgpack, and a model would make `doc.to_bytes()` fail.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import partial
from operator import itemgetter
from typing import Any, Final

from spacy.tokens import Doc, Span

from geoextract.entities import Extraction, GeoEntity
from geoextract.errors import ConfigError
from geoextract.gazetteer.records import PLACE_TYPES

USER_DATA: Final = "geoextract"
"""Key of `doc.user_data` for the extension `geo`; that of another extension is `geoextract.NAME`."""
DEMONYM: Final = "DEMONYM"
LABELS: Final = (*(kind.upper() for kind in PLACE_TYPES), DEMONYM)
"""Labels of spans: the place's type in upper case, or `DEMONYM` for a word formed from its name."""
NIL: Final = "NIL"
"""`span.kb_id_` of a mention whose place is not settled (`keep_unresolved`); spaCy's own word for it."""


def extraction_of(doc: Doc, extension: str = "geo") -> Extraction | None:
    """The full result that a document carries, validated; what `doc._.geo` gives.

    Args:
        doc: a document, processed here or read from disk.
        extension: the component's `extension`.

    Returns:
        The result, None if no component has run.
    """
    data = doc.user_data.get(_data_key(extension))
    return None if data is None else Extraction.model_validate(data)


def entity_of(span: Span, extension: str = "geo") -> GeoEntity | None:
    """The entity of a span; what `span._.geo` gives.

    Args:
        span: a span that the component made, or any other.
        extension: the component's `extension`.

    Returns:
        The entity of the component's span; of another span the first entity that lies in it; None if there is none.
    """
    data = span.doc.user_data.get(_data_key(extension))
    inside = list(_within(data["entities"], span)) if data else []
    own = [entity for entity in inside if _span_id(entity["start"], entity["end"]) == span.id_]
    return GeoEntity.model_validate((own or inside)[0]) if inside else None


def write(doc: Doc, extraction: Extraction, *, spans_key: str, set_ents: bool, extension: str) -> None:
    """Write a result to a document.

    Args:
        doc: the document.
        extraction: the result of its text.
        spans_key: key of `doc.spans`.
        set_ents: write to `doc.ents` as well, where no other entity is in the way.
        extension: the component's `extension`.
    """
    doc.user_data[_data_key(extension)] = extraction.model_dump(mode="json")
    spans = [_span(doc, entity) for entity in extraction.entities]
    doc.spans[spans_key] = spans
    if set_ents:
        doc.set_ents([*doc.ents, *_free(doc, spans)])


def register(extension: str, *, strict: bool) -> None:
    """Add the attributes `doc._.NAME` and `span._.NAME`, unless they are there; never over another owner's.

    Args:
        extension: the name.
        strict: raise where the name belongs to somebody else.

    Raises:
        ConfigError: it does.
    """
    for owner, function in ((Doc, extraction_of), (Span, entity_of)):
        if not owner.has_extension(extension):
            owner.set_extension(extension, getter=partial(function, extension=extension))
            continue
        getter = owner.get_extension(extension)[2]
        if strict and getattr(getattr(getter, "func", None), "__module__", None) != __name__:
            raise ConfigError(
                f"{owner.__name__}._.{extension} belongs to another component; give this one another name by the option"
                " 'extension'"
            )


def _data_key(extension: str) -> str:
    return USER_DATA if extension == "geo" else f"{USER_DATA}.{extension}"


def _span_id(start: int, end: int) -> str:
    return f"{start}-{end}"


def _within(entities: list[dict[str, Any]], span: Span) -> Iterator[dict[str, Any]]:
    """The entities that lie in a span, by position (they are sorted and disjoint)."""
    first = bisect_left(entities, span.start_char, key=itemgetter("start"))
    for index in range(first, len(entities)):
        if entities[index]["end"] > span.end_char:
            return
        yield entities[index]


def _span(doc: Doc, entity: GeoEntity) -> Span:
    span = doc.char_span(
        entity.start,
        entity.end,
        label=DEMONYM if entity.form == "demonym" else entity.type.upper(),
        kb_id=entity.place.id if entity.place else NIL,
        span_id=_span_id(entity.start, entity.end),
        alignment_mode="expand",
    )
    assert span is not None, "an entity covers at least one token"
    return span


def _free(doc: Doc, spans: Iterable[Span]) -> Iterator[Span]:
    """Spans that share no token with an entity of the document or with a span before them."""
    taken = {token.i for ent in doc.ents for token in ent}
    for span in spans:
        tokens = set(range(span.start, span.end))
        if not tokens & taken:
            taken |= tokens
            yield span
