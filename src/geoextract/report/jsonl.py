"""JSON lines: the bytes of `Extraction.model_dump_json()`, a little faster and without its refusal of lone surrogates.

Most of a result is the records of its places, and they are few, shared and frozen: each is written once and kept. All
pieces of a document are joined once; formatting entity by entity would copy the Arabic text at each level, which makes
it slower than pydantic.
"""

from __future__ import annotations

import json
from functools import lru_cache
from json.encoder import encode_basestring as _quote
from typing import Any, Final

from pydantic_core import to_json as _plain_json

from geoextract.entities import CountryCount, Extraction, GeoEntity
from geoextract.gazetteer import Place

_SHORTEST_PLAIN: Final = 1e-4
"""Below this Python writes an exponent where JSON of pydantic has none."""
_KEPT: Final = 1 << 14

_places: dict[str, tuple[Place, str]] = {}


def to_json(extraction: Extraction) -> str:
    """The JSON of a result, equal to `extraction.model_dump_json()`.

    Args:
        extraction: the result.

    Returns:
        One line without its end. Lone surrogates, which `model_dump_json` refuses, stay as they are.
    """
    parts = ['{"id":', "null" if extraction.id is None else _quote(extraction.id), ',"entities":[']
    for index, entity in enumerate(extraction.entities):
        if index:
            parts.append(",")
        parts.extend(_entity(entity))
    parts += ['],"countries":[', ",".join(map(_country, extraction.countries)), '],"gazetteer_version":']
    parts += [_quote(extraction.gazetteer_version), ',"model_version":', _quote(extraction.model_version), "}"]
    return "".join(parts)


def with_fields(line: str, fields: dict[str, Any]) -> str:
    """Add further fields behind those of a result.

    Args:
        line: what `to_json` gave.
        fields: JSON values by name.
    """
    if not fields:
        return line
    more = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
    return f"{line[:-1]},{more[1:]}"


def _entity(entity: GeoEntity) -> tuple[str, ...]:
    fields = entity.__dict__
    return (
        '{"start":',
        str(fields["start"]),
        ',"end":',
        str(fields["end"]),
        ',"text":',
        _quote(fields["text"]),
        ',"form":"',
        fields["form"],
        '","type":"',
        fields["type"],
        '","metonym":true,"score":' if fields["metonym"] else '","metonym":false,"score":',
        _number(fields["score"]),
        ',"place":',
        _place(fields["place"]),
        ',"candidates":[',
        ",".join([_candidate(c.place_id, c.score) for c in fields["candidates"]]),
        '],"proclitic":',
        _quote(fields["proclitic"]),
        ',"rule":',
        _quote(fields["rule"]),
        "}",
    )


@lru_cache(maxsize=_KEPT)
def _candidate(place_id: str, score: float) -> str:
    return f'{{"place_id":{_quote(place_id)},"score":{_number(score)}}}'


def _country(count: CountryCount) -> str:
    return (
        f'{{"country_code":{_quote(count.country_code)},"mentions":{count.mentions},"name":{count.name}'
        f',"demonym":{count.demonym},"metonym":{count.metonym},"city":{count.city},"share":{_number(count.share)}}}'
    )


def _place(place: Place | None) -> str:
    if place is None:
        return "null"
    known = _places.get(place.id)
    if known is None or known[0] is not place:
        known = _places[place.id] = (place, place.model_dump_json())
    return known[1]


@lru_cache(maxsize=_KEPT)
def _number(value: float) -> str:
    return repr(value) if value >= _SHORTEST_PLAIN or value == 0 else _plain_json(value).decode("ascii")
