"""The flat public namespace and the frozen models."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

import geoextract
from geoextract import errors

MODELS = [geoextract.Extraction, geoextract.GeoEntity, geoextract.Place, geoextract.ExtractorConfig, geoextract.Match]


def test_all_is_sorted_and_complete() -> None:
    assert list(geoextract.__all__) == sorted(geoextract.__all__)
    assert set(geoextract.__all__) == {*geoextract._HOMES, "__version__"}
    assert dir(geoextract) == sorted(geoextract.__all__)


@pytest.mark.parametrize("name", geoextract.__all__)
def test_every_name_exists_and_is_documented(name: str) -> None:
    value = getattr(geoextract, name)
    assert name == "__version__" or value.__doc__


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match=r"module 'geoextract' has no attribute 'extrac'"):
        _ = geoextract.extrac


def test_all_errors_are_public_and_in_one_tree() -> None:
    assert set(errors.__all__) <= set(geoextract.__all__)
    for name in errors.__all__:
        assert issubclass(getattr(errors, name), errors.GeoExtractError)


def test_an_unknown_place_is_a_key_error_with_a_readable_message() -> None:
    error = geoextract.UnknownPlaceError("no place has the id 'ZZ'")
    assert isinstance(error, KeyError)
    assert str(error) == "no place has the id 'ZZ'"


@pytest.mark.parametrize("model", MODELS)
def test_models_are_frozen_and_have_a_schema(model: type[BaseModel]) -> None:
    assert model.model_config["frozen"] is True
    assert model.model_config["extra"] == "forbid"
    schema = model.model_json_schema()
    assert json.loads(json.dumps(schema)) == schema
    assert set(schema["properties"]) == set(model.model_fields)


def test_results_cannot_be_changed(extractor: geoextract.GeoExtractor) -> None:
    result = extractor("مصر")
    with pytest.raises(ValidationError, match="frozen"):
        result.id = "x"  # type: ignore[misc]


def test_results_survive_a_round_trip(extractor: geoextract.GeoExtractor) -> None:
    result = extractor("تسعى كييف إلى اتفاق مع الاتحاد الأوروبي، وزار الرئيس الفرنسي طرابلس في لبنان.", id="a")
    assert result.entities
    assert geoextract.Extraction.model_validate_json(result.model_dump_json()) == result


@pytest.mark.parametrize("text", [None, b"\xd9\x85", ["مصر"], 7])
def test_what_is_no_text_is_named(extractor: geoextract.GeoExtractor, text: object) -> None:
    with pytest.raises(TypeError, match=f"the text has to be a str, not {type(text).__name__}"):
        extractor(text)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=type(text).__name__):
        geoextract.extract(text)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", "  \n\t", "Kyiv and Paris 2024", "١٢٣ ، ؟", "\u200f\ufeff"])
def test_no_arabic_gives_an_empty_result(extractor: geoextract.GeoExtractor, text: str) -> None:
    result = extractor(text)
    assert result.entities == ()
    assert result.countries == ()
    assert result.gazetteer_version == extractor.gazetteer.version
    assert result.model_version == extractor.model.version


@pytest.mark.parametrize("options", [{"policy": "usa"}, {"min_score": 2}, {"colour": "red"}])
def test_a_wrong_option_lists_the_valid_ones(options: dict[str, Any]) -> None:
    with pytest.raises(geoextract.ConfigError, match=r"options are .*policy.*min_score"):
        geoextract.load(**options)
