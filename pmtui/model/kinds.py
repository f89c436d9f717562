"""How pmtui asks for a field: its kind, and the helper that declares it."""

from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Kind(StrEnum):
    """The kind of an answer. Each kind has one editor, one form in the document, and one form in a draft."""

    LINE = "line"
    PROSE = "prose"
    LIST = "list"
    PEOPLE = "people"
    LINK = "link"
    LINKS = "links"
    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"
    DURATION = "duration"
    DATE = "date"
    DUE = "due"  # a date ahead: words such as "fri" mean the next one
    DATETIME = "datetime"
    ZONE = "zone"
    CHOICE = "choice"
    CHOICES = "choices"  # several values of a scale, in its order
    YESNO = "yesno"
    ANSWER = "answer"  # yes or no, with details
    TABLE = "table"  # a list of records
    FIGURE = "figure"  # computed from the postmortem, unless there's an override


LISTS = frozenset({Kind.LIST, Kind.PEOPLE, Kind.LINKS})
QUANTITIES = frozenset({Kind.NUMBER, Kind.PERCENT, Kind.MONEY, Kind.DURATION})


class Record(BaseModel):
    """The base class of every part of a postmortem: frozen, and strict about names."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_timedelta="iso8601", validate_default=False)


def field_names(part: BaseModel) -> list[str]:
    """Return the names of a model's fields; for a row of a custom list, those of its cells as well."""
    return [*type(part).model_fields, *(part.model_extra or ())]


def ask(
    prompt: str,
    hint: str = "",
    *,
    example: str = "",
    kind: Kind = Kind.LINE,
    default: Any = "",
    label: str = "",
    blank_ok: bool = False,
) -> Any:
    """Declare a field together with its question.

    Args:
        prompt: the question.
        hint: what a good answer contains.
        example: an example of a good answer.
        kind: how it's asked for and shown.
        default: the value of an unanswered field: `""`, `None`, or `()`.
        label: a short name, for example for a table column; by default the prompt.
        blank_ok: it can be blank even in a final document (a signature, an optional column of a table).

    Returns:
        A pydantic field.
    """
    return Field(
        default=default,
        title=prompt,
        description=hint or None,
        examples=[example] if example else None,
        json_schema_extra={"kind": kind.value, "label": label or prompt, "blank_ok": blank_ok},
    )
