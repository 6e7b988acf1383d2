"""Results are made without validation; nothing about them may tell."""

from __future__ import annotations

import copy
import pickle

import pytest
from pydantic import BaseModel, ValidationError

from geoextract import GeoExtractor
from geoextract.entities import CountryCount, Extraction, GeoEntity, ScoredCandidate

TEXT = "زار الرئيس الأوكراني بغداد وطرابلس، ثم وصل إلى القاهرة وتركيا."


def validated(result: BaseModel) -> BaseModel:
    """The same result, made by pydantic."""
    return type(result)(**dict(result))


@pytest.fixture
def results(extractor: GeoExtractor) -> list[BaseModel]:
    extraction = extractor(TEXT, id="one")
    assert len(extraction.entities) > 3
    assert any(len(entity.candidates) > 1 for entity in extraction.entities)
    parts = (*extraction.entities, *extraction.countries, *(c for e in extraction.entities for c in e.candidates))
    return [extraction, *parts, extractor(TEXT), extractor("")]


def test_results_are_what_validation_would_give(results: list[BaseModel]) -> None:
    assert {type(result) for result in results} == {Extraction, GeoEntity, CountryCount, ScoredCandidate}
    for result in results:
        other = validated(result)
        assert result == other
        assert other == result
        assert {name: type(value) for name, value in result} == {name: type(value) for name, value in other}
        assert list(result.__dict__) == list(other.__dict__) == list(type(result).model_fields)
        assert repr(result) == repr(other)
        assert result.model_fields_set == other.model_fields_set
        assert (result.model_extra, result.__pydantic_private__) == (other.model_extra, other.__pydantic_private__)
        assert result.model_dump() == other.model_dump()
        assert result.model_dump(exclude_defaults=True) == other.model_dump(exclude_defaults=True)
        assert result.model_dump_json() == other.model_dump_json()
        assert type(result).model_validate(result.model_dump()) == other
        assert type(result).model_validate_json(result.model_dump_json()) == other


def test_results_can_be_copied_pickled_and_hashed(results: list[BaseModel]) -> None:
    for result in results:
        other = validated(result)
        for twin in (pickle.loads(pickle.dumps(result)), copy.copy(result), copy.deepcopy(result), result.model_copy()):
            assert twin == result == other
            assert twin.__dict__.keys() == other.__dict__.keys()
            assert twin.model_fields_set == other.model_fields_set
        if isinstance(result, CountryCount | ScoredCandidate):
            assert hash(result) == hash(other)
            assert len({result, other}) == 1


def test_results_are_frozen_and_a_copy_with_changes_leaves_all_others_alone(results: list[BaseModel]) -> None:
    fields = {type(result): set(result.model_fields_set) for result in results}
    for result in results:
        name = next(iter(type(result).model_fields))
        with pytest.raises(ValidationError):
            setattr(result, name, None)
        changed = result.model_copy(update={"further": 1})
        assert "further" in changed.model_fields_set
    assert all(result.model_fields_set == fields[type(result)] for result in results)


def test_an_id_that_is_no_string_is_refused(extractor: GeoExtractor) -> None:
    with pytest.raises(ValidationError):
        extractor(TEXT, id=5)  # type: ignore[arg-type]


class _Text(str):
    """A string of a class of its own."""


def test_strings_of_other_classes_give_the_same_result(extractor: GeoExtractor) -> None:
    result = extractor(_Text(TEXT), id=_Text("one"))
    assert result == extractor(TEXT, id="one")
    assert type(result.id) is str
    assert {type(entity.text) for entity in result.entities} == {str}
