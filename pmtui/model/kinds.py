"""How a leaf of the record is asked for: its kind, and the helper that declares one."""

from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Kind(StrEnum):
    """What an answer is. Each kind has one editor, one printed form and one form in a draft."""

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
    DUE = "due"  # a day ahead: words count forward
    DATETIME = "datetime"
    ZONE = "zone"
    CHOICE = "choice"
    CHOICES = "choices"  # several of a scale, in its order
    YESNO = "yesno"
    ANSWER = "answer"  # yes or no, with details
    TABLE = "table"  # a list of records
    FIGURE = "figure"  # follows from the record; may be overruled by a stated value


LISTS = frozenset({Kind.LIST, Kind.PEOPLE, Kind.LINKS})
QUANTITIES = frozenset({Kind.NUMBER, Kind.PERCENT, Kind.MONEY, Kind.DURATION})


class Record(BaseModel):
    """The base of every part of a postmortem: frozen, and strict about names."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_timedelta="iso8601", validate_default=False)


def ask(
    title: str,
    description: str = "",
    *,
    example: str = "",
    kind: Kind = Kind.LINE,
    default: Any = "",
    label: str = "",
    blank_ok: bool = False,
) -> Any:
    """Declare a leaf together with the words of its question.

    Args:
        title: the question, as the interview asks it.
        description: guidance: what a good answer holds.
        example: a worked answer.
        kind: how it is asked for and printed.
        default: what an unanswered leaf holds: `""`, `None` or `()`.
        label: a short name for a table column; the title where none is given.
        blank_ok: a blank is a fine answer here, even in a final document (a signature, a table's optional column).

    Returns:
        A pydantic field.
    """
    return Field(
        default=default,
        title=title,
        description=description or None,
        examples=[example] if example else None,
        json_schema_extra={"kind": kind.value, "label": label or title, "blank_ok": blank_ok},
    )
