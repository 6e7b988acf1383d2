"""Write the JSON schema of the public models to docs/schema.json: `python -m tests.tools.schema`.

Pydantic knows the types; what a field means is taken from the `Attributes:` section of its model's docstring.
"""

from __future__ import annotations

import inspect
import json
import re
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

import geoextract

SCHEMA: Final = Path(__file__).parents[2] / "docs" / "schema.json"
MODELS: Final[tuple[type[BaseModel], ...]] = (
    geoextract.Extraction,
    geoextract.GeoEntity,
    geoextract.ScoredCandidate,
    geoextract.CountryCount,
    geoextract.FailedDocument,
    geoextract.Place,
    geoextract.Match,
    geoextract.ExtractorConfig,
)
"""The first is what a line of JSON output is; the others are found by name under `$defs`."""
_ATTRIBUTE: Final = re.compile(r"^ {4}(\w+): (.*(?:\n {8}.*)*)", re.MULTILINE)


def described(model: type[BaseModel]) -> tuple[str, dict[str, str]]:
    """The first paragraph of a model's docstring, and what it says of each field."""
    purpose, _, attributes = inspect.getdoc(model).partition("\n\nAttributes:\n")  # type: ignore[union-attr]
    fields = {name: " ".join(text.split()) for name, text in _ATTRIBUTE.findall(attributes)}
    return " ".join(purpose.split()), fields


def build() -> dict[str, Any]:
    """The schema."""
    _, found = models_json_schema([(model, "serialization") for model in MODELS])
    definitions = found["$defs"]
    for model in MODELS:
        purpose, fields = described(model)
        definition = definitions[model.__name__]
        definition["description"] = purpose
        for name, text in fields.items():
            definition["properties"][name]["description"] = text
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Results of geoextract",
        "$ref": f"#/$defs/{MODELS[0].__name__}",
        "$defs": definitions,
    }


def render() -> str:
    """The text of docs/schema.json."""
    return json.dumps(build(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def main() -> None:
    """Write the file."""
    SCHEMA.write_text(render(), encoding="utf-8")


if __name__ == "__main__":
    main()
