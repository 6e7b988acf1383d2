"""docs/schema.json and docs/results.md say what the models say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from geoextract import GeoExtractor
from tests.tools import schema

PAGE = (Path(__file__).parents[2] / "docs" / "results.md").read_text(encoding="utf-8")


def test_the_schema_is_current() -> None:
    assert schema.SCHEMA.read_text(encoding="utf-8") == schema.render(), "run: python -m tests.tools.schema"


@pytest.mark.parametrize("model", schema.MODELS, ids=lambda model: str(model.__name__))
def test_every_field_is_explained(model: type[BaseModel]) -> None:
    properties = schema.build()["$defs"][model.__name__]["properties"]
    assert [name for name in model.model_fields if not properties[name].get("description")] == []
    assert [name for name in model.model_fields if f"`{name}`" not in PAGE] == []


def keys(value: Any, definition: dict[str, Any], definitions: dict[str, Any]) -> set[str]:
    """Keys of a JSON object that its definition does not have, or lacks."""
    found = set(value) ^ set(definition["properties"])
    for name, part in definition["properties"].items():
        target = next((c["$ref"] for c in (part, part.get("items", {}), *part.get("anyOf", ())) if "$ref" in c), None)
        if target and value[name]:
            inner = value[name] if isinstance(value[name], list) else [value[name]]
            for item in inner:
                found |= keys(item, definitions[target.rpartition("/")[2]], definitions)
    return found


def test_output_has_the_keys_of_the_schema(extractor: GeoExtractor) -> None:
    definitions = schema.build()["$defs"]
    result = json.loads(extractor("تسعى كييف إلى اتفاق مع الاتحاد الأوروبي.", id="a").model_dump_json())
    assert result["entities"]
    assert keys(result, definitions["Extraction"], definitions) == set()
