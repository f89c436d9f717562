"""Answers to questions that only a template has: one value, lines of text, or rows with the template's own columns."""

import re
from datetime import date
from functools import lru_cache
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from pmtui.model.ids import Element, Elements
from pmtui.text import brief, clean_prose

_NAME = re.compile(r"[a-z][a-z0-9_]*")


@lru_cache(maxsize=1024)
def is_column_name(name: str) -> bool:
    """Return whether a column of custom rows can have a name; pydantic needs some of those with `model_`.

    Every access to a row asks: with the pattern each time, what 5,000 rows lack took 0.12 s instead of 0.06 s.
    """
    is_taken = name == "id" or name.startswith("model_") and hasattr(BaseModel, name)
    return _NAME.fullmatch(name) is not None and not is_taken


def _cell(value: Any) -> Any:
    """Accept one value: text, yes or no, or a date; a number as text."""
    if isinstance(value, str):
        return clean_prose(value)
    if isinstance(value, bool) or type(value) is date:
        return value
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, dict) and list(value) == ["date"]:  # how an edit writes a date: JSON has no type for it
        return date.fromisoformat(str(value["date"]))
    raise ValueError("it must be a string, true or false, or a date")


CustomCell = Annotated[str | bool | date, BeforeValidator(_cell)]


class CustomRow(Element):
    """A row of a custom list: its keys are the template's columns. A cell without an answer is left out."""

    model_config = ConfigDict(extra="allow")

    __pydantic_extra__: dict[str, CustomCell] = Field(init=False)

    def __getattribute__(self, name: str) -> Any:
        """Return a cell, whatever pydantic itself means by its name: `copy` and `json` are columns, too."""
        if is_column_name(name):
            return (super().__getattribute__("__pydantic_extra__") or {}).get(name, "")
        return super().__getattribute__(name)

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        wrong = next((name for name in value if name != "id" and not is_column_name(name)), None)
        if wrong is not None:
            name = brief(str(wrong), 40)
            raise ValueError(f"'{name}' can't be a column: use lowercase letters, digits, and underscores")
        return {name: cell for name, cell in value.items() if cell is not None and cell != ""}


def as_line(row: CustomRow) -> str:
    """Return a row as one line, for a template that asks for text where another one has a list."""
    cells = (getattr(row, name) for name in row.model_extra or ())
    words = ("yes" if cell is True else "no" if cell is False else str(cell) for cell in cells)
    return " | ".join(" ".join(text.split()) for text in words)


def with_cell(row: CustomRow, name: str, value: Any) -> CustomRow:
    """Return a row with another value in a cell; a blank one clears it."""
    return CustomRow.model_validate({**row.model_dump(), name: value})


CustomRows = Annotated[tuple[CustomRow, ...], Elements]

_ROWS: TypeAdapter[tuple[CustomRow, ...]] = TypeAdapter(CustomRows)


def _custom_value(value: Any) -> Any:
    """Accept what a template's own question can hold: one value, lines of text, or rows."""
    if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
        return tuple(clean_prose(item).replace("\n", " ") for item in value)
    if isinstance(value, (list, tuple)) and all(isinstance(item, (dict, CustomRow)) for item in value):
        return _rows(value)
    try:
        return _cell(value)
    except ValueError as error:
        raise ValueError(
            "a custom answer must be a string, a list of strings, a list of rows, true or false, or a date"
        ) from error


def _rows(value: Any) -> tuple[CustomRow, ...]:
    """Read rows, with one sentence for the first that's wrong."""
    try:
        return _ROWS.validate_python(value)
    except ValidationError as error:
        first = error.errors()[0]
        place = "".join(f"row {part + 1}, " if isinstance(part, int) else f"'{part}': " for part in first["loc"][:2])
        raise ValueError(place + first["msg"].removeprefix("Value error, ")) from error


CustomValue = Annotated[str | bool | date | tuple[str, ...] | CustomRows, BeforeValidator(_custom_value)]


def rows_of(value: Any) -> tuple[CustomRow, ...]:
    """Return a custom answer's rows; none if it isn't a list of rows."""
    return value if isinstance(value, tuple) and value and isinstance(value[0], CustomRow) else ()
