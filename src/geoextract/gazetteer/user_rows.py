"""The rows of a file of the user's own places: strict pydantic models, one for each action."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator

from geoextract.gazetteer.forms import Form, Pattern, inflect
from geoextract.gazetteer.patterns import ID_PATTERN, USER_ID_PATTERN, arabic_finding
from geoextract.gazetteer.records import PLACE_TYPES, PlaceType
from geoextract.gazetteer.user_files import Findings, RawRow

ACTIONS: Final = ("add", "name", "suppress")
_PATTERNS: Final = ("nisba", "both", "second", "none")
_NUMBER: Final = (int, float)
_HINTS: Final = {
    "id": "the id of the place, such as user:my-place",
    "type": f"one of {', '.join(PLACE_TYPES)}",
    "name_en": "an English name",
    "name_ar": "an Arabic name",
}
T = TypeVar("T")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no text; text is right")
    if not value.isprintable():
        raise ValueError(f"{value!r} has a character that does not print; leave it out")
    return value


def _choice(options: Sequence[str]) -> BeforeValidator:
    def check(value: object) -> object:
        if value not in options:
            raise ValueError(f"{value!r} does not exist; one of {', '.join(options)} is right")
        return value

    return BeforeValidator(check)


def _id(value: object) -> str:
    text = _text(value)
    if not ID_PATTERN.fullmatch(text) and not USER_ID_PATTERN.fullmatch(text):
        raise ValueError(f"{text!r} is no id; ids look like UA, UA-30, geonames:703448, m49:150 or user:my-place")
    return text


def _texts(value: object) -> tuple[str, ...]:
    parts = value if isinstance(value, list) else _text(value).split("|")
    texts = tuple(_text(part) for part in parts)
    for text in texts:
        if not text.strip():
            raise ValueError(f"{value!r} has an empty name; alternatives stand between single |")
        if "|" in text:
            raise ValueError(f"{text!r} has the separator |; give one name in each item of the list")
    return texts


def _arabic(value: object) -> tuple[str, ...]:
    names = _texts(value)
    for name in names:
        if finding := arabic_finding(name):
            raise ValueError(f"{name!r} {finding}")
    return names


def _number(low: float, high: float) -> BeforeValidator:
    def check(value: object) -> float:
        number = _parsed(value, float, "a number such as 36.2")
        if not low <= number <= high:
            raise ValueError(f"{value!r} is out of range; {low:g} to {high:g} is right")
        return number

    return BeforeValidator(check)


def _population(value: object) -> int:
    number = _parsed(value, int, "a whole number such as 52000")
    if number < 0:
        raise ValueError(f"{value!r} is out of range; 0 or more is right")
    return number


def _parsed(value: object, kind: Callable[[Any], T], wanted: str) -> T:
    right = isinstance(value, str) or (isinstance(value, _NUMBER) and not isinstance(value, bool))
    try:
        number = kind(value)
        if right and (isinstance(value, str) or number == value) and math.isfinite(number):  # type: ignore[arg-type]
            return number
    except (TypeError, ValueError, OverflowError):
        pass
    raise ValueError(f"{value!r} is not right here; {wanted} is")


Id = Annotated[str, BeforeValidator(_id)]
Texts = Annotated[tuple[str, ...], BeforeValidator(_texts)]
Arabic = Annotated[tuple[str, ...], BeforeValidator(_arabic)]
PatternName = Annotated[Pattern, _choice(_PATTERNS)]
Importance = Annotated[float, _number(0, 10)]


class _Names(BaseModel):
    """What the rows of all actions have."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    name_ar: Arabic = ()
    demonym: Arabic = ()
    pattern: PatternName | None = None

    @model_validator(mode="after")
    def _check_names(self) -> _Names:
        if not self.name_ar and not self.demonym:
            raise ValueError("name_ar: is missing; an Arabic name is right, or a demonym in that column")
        if self.pattern and not self.demonym:
            raise ValueError("pattern: there is no demonym that it could belong to; leave it empty")
        self.forms()
        return self

    def forms(self) -> list[Form]:
        """All inflected forms of the demonyms.

        Raises:
            ValueError: a head does not fit its pattern.
        """
        found: list[Form] = []
        for head in self.demonym:
            pattern = self.pattern or default_pattern(head)
            try:
                found.extend(inflect(head, pattern))
            except ValueError as error:
                raise ValueError(f"demonym: {head!r}: {error}; give a fitting head or pattern none") from None
        return found


class AddRow(_Names):
    """A new place."""

    action: Literal["add"] = "add"
    id: Id
    type: Annotated[PlaceType, _choice(PLACE_TYPES)]
    name_en: Texts
    country: Id = ""
    parent: Id = ""
    latitude: Annotated[float, _number(-90, 90)] | None = None
    longitude: Annotated[float, _number(-180, 180)] | None = None
    population: Annotated[int, BeforeValidator(_population)] | None = None
    importance: Importance | None = None

    @model_validator(mode="after")
    def _check_coordinates(self) -> AddRow:
        if (self.latitude is None) != (self.longitude is None):
            missing = "latitude" if self.latitude is None else "longitude"
            raise ValueError(f"{missing}: is missing; latitude and longitude go together")
        return self


class NameRow(_Names):
    """New Arabic names or demonyms of a known place."""

    action: Literal["name"]
    id: Id
    importance: Importance | None = None


class SuppressRow(_Names):
    """Surfaces that shall not be recognized."""

    action: Literal["suppress"]
    id: Id = ""


UserRow = AddRow | NameRow | SuppressRow
_MODELS: Final[dict[object, type[UserRow]]] = {"add": AddRow, "name": NameRow, "suppress": SuppressRow}


def default_pattern(head: str) -> Pattern:
    """The usual way in which a head inflects, by its words (`forms.inflect`)."""
    words = head.split(" ")
    if len(words) == 1:
        return "nisba"
    return "both" if all(word[-1] == words[-1][-1] for word in words) else "second"


def parse_row(raw: RawRow, findings: Findings) -> UserRow | None:
    """Validate a row; what is wrong goes into `findings`, and None comes back."""
    action = raw.cells.get("action", ACTIONS[0])
    model = _MODELS.get(action) if isinstance(action, str) else None
    if model is None:
        findings.add(raw.line, f"{action!r} does not exist; one of {', '.join(ACTIONS)} is right", "action")
        return None
    try:
        return model.model_validate(raw.cells)
    except ValidationError as error:
        for detail in error.errors():
            column = str(detail["loc"][0]) if detail["loc"] else ""
            findings.add(raw.line, _sentence(detail, column, str(action)), column)
        return None


def _sentence(detail: Any, column: str, action: str) -> str:
    if detail["type"] == "missing":
        return f"is missing; {_HINTS[column]} is right"
    if detail["type"] == "extra_forbidden":
        return f"has no use with the action {action}; leave it empty"
    return str(detail["ctx"]["error"]) if "error" in detail.get("ctx", {}) else str(detail["msg"])
