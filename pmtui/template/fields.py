"""What a placeholder names: a question of the model, a figure, a custom question of the template."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from pmtui.figures.catalog import FIGURES, figure_at
from pmtui.figures.objectives import verdict
from pmtui.model.catalog import Question, model_questions
from pmtui.model.custom_answers import is_column_name
from pmtui.model.kinds import LISTS, Kind
from pmtui.model.views import VIEWS, base_list
from pmtui.text import brief, did_you_mean


class Format(StrEnum):
    """How a value may be written; a closed list."""

    DATE = "date"
    TIME = "time"
    ZONED = "zoned"  # a time with its zone
    DATETIME = "datetime"
    DURATION = "duration"
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    YESNO = "yesno"
    JOINED = "joined"


class FieldSource(StrEnum):
    """Where a placeholder's value comes from."""

    ANSWER = "answer"
    FIGURE = "figure"
    CUSTOM = "custom"
    NUMBER = "number"  # the element's position in its list, from 1
    DERIVED = "derived"  # computed from the element itself


CUSTOM_TYPES: dict[str, Kind] = {
    "text": Kind.LINE,
    "prose": Kind.PROSE,
    "list": Kind.LIST,
    "number": Kind.NUMBER,
    "percent": Kind.PERCENT,
    "money": Kind.MONEY,
    "duration": Kind.DURATION,
    "date": Kind.DATE,
    "yesno": Kind.YESNO,
    "choice": Kind.CHOICE,
}
"""The types that a custom question can have."""

UTC_TIME = "timeline.*.utc"
"""An event's time in UTC, whatever zone the document's other times are in."""

DERIVED: dict[str, Callable[[Any], Any]] = {
    "impact.objectives.*.verdict": verdict,
    UTC_TIME: lambda event: event.at,
}
"""What is computed from an element alone, by the path that templates use."""

BY_DAY = "timeline by day"
"""The timeline's days, as a list to repeat for."""

DAY = "timeline.day"
"""One of them: the date of the events below."""

FLOWCHART = "causes.flowchart"
"""The tree of causes as a Mermaid flowchart, in a fenced block."""

_ALIASES = {"timeline.*.time": "timeline.*.at", "timeline.*.milestone": "timeline.*.milestones"}
_IS = re.compile(r"([\w.*]+)\s+is\s+(.+)")
_CHOICE = re.compile(r"choice\((.*)\)")
_CUSTOM_NAME = re.compile(r"[a-z][a-z0-9_]*")


class FieldError(Exception):
    """A placeholder with an unknown name; the hint has the nearest known one."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(brief(message))
        self.message = brief(message)
        self.hint = hint


@dataclass(frozen=True)
class Field:
    """A placeholder, resolved.

    Attributes:
        path: as the template writes it, without format; elements as `*`.
        source: where the value comes from.
        kind: what the answer is.
        lists: the lists or views whose elements it is about, from the outside in.
        question: the model's; None for custom answers, numbers, and figures that answer none.
        format: how it's written, if the template sets that.
        is_value: for a checkbox, the value that ticks it; empty if a true answer does.
        is_box: whether it is a checkbox.
        without_ticket: whether its line has a place for the ticket, or the reason, that it would be printed with.
        options: a custom choice's answers.
    """

    path: str
    source: FieldSource
    kind: Kind
    lists: tuple[str, ...] = ()
    question: Question | None = None
    format: Format | None = None
    is_value: str = ""
    is_box: bool = False
    options: tuple[str, ...] = ()
    without_ticket: bool = False

    @property
    def repeats(self) -> tuple[str, ...]:
        """The lists whose elements repeat its line: not the one whose values are joined in place."""
        return self.lists[:-1] if self.format is Format.JOINED else self.lists

    @property
    def is_item(self) -> bool:
        """Whether it means one text of a list of texts."""
        return self.path.endswith(".*")


def parse_field(expression: str, *, is_box: bool = False) -> Field:
    """Resolve the text between `{{` and `}}`.

    Raises:
        FieldError: if it names nothing that pmtui knows.
    """
    test = _IS.fullmatch(expression.strip())
    path, is_value = (test[1], test[2]) if test else (expression, "")
    if is_value and not is_box:
        raise FieldError(f"'{expression.strip()}' is a yes-or-no test.", "Write it in a checkbox: [{{ … is … }}]")
    path, colon, suffix = (part.strip() for part in path.partition(":"))
    if colon and not suffix:
        raise FieldError(f"'{path}' has a colon but no format after it.", f"Formats: {', '.join(Format)}.")
    if path.startswith("custom."):
        return _custom(path, suffix, is_value, is_box)
    format_ = _format(suffix) if suffix else None
    if path.startswith("figures.") or (figure_at(path) is not None and not is_box):
        return _figure(path, format_)
    if format_ is Format.JOINED and (is_box or not (_lists_of(path) or path == DAY)):
        raise FieldError(
            f"'{path}' has nothing to join.",
            "Use 'joined' with a field of a list, such as response.responders.*.name : joined, outside of checkboxes.",
        )
    return _answer_field(path, format_, is_value, is_box)


def _format(name: str) -> Format:
    if name not in set(Format):
        raise FieldError(f"Unknown format '{name}'.", did_you_mean(name, Format) or f"Formats: {', '.join(Format)}.")
    return Format(name)


def _custom(path: str, suffix: str, is_value: str, is_box: bool) -> Field:
    """Resolve a custom question, or a column of a custom list: `custom.questions.*.text`."""
    list_path, star, column = path.partition(".*")
    name = list_path.removeprefix("custom.")
    if not is_custom_list(list_path):
        raise FieldError(
            f"'{path}' isn't a valid name for a question.", "Use lowercase letters, digits, and underscores."
        )
    if not star:
        kind, options = _custom_type(suffix or "text")
        return Field(path, FieldSource.CUSTOM, kind, is_value=is_value, is_box=is_box, options=options)
    if not column.startswith(".") or not is_column_name(column[1:]):
        raise FieldError(
            f"'{path}' names no column of its list.",
            f"Write {{{{ custom.{name}.*.text }}}}, or any name of lowercase letters, digits, and underscores. "
            f"For several lines of text without columns, write {{{{ custom.{name} : list }}}}.",
        )
    return _column(path, suffix, is_value, is_box)


def _column(path: str, suffix: str, is_value: str, is_box: bool) -> Field:
    lists = _lists_of(path)
    if path.endswith(".*.number"):
        if suffix:
            raise FieldError(f"'{path}' is the row's number.", "Leave out the type, or give the column another name.")
        return Field(path, FieldSource.NUMBER, Kind.NUMBER, lists)
    format_ = Format.JOINED if suffix == Format.JOINED and not is_box else None
    by_itself = "yesno" if is_box and not is_value else "text"
    kind, options = _custom_type(suffix if suffix and format_ is None else by_itself)
    if kind is Kind.LIST:
        raise FieldError(f"'{path}' is a cell, which can't be a list.", "Write ': prose' for several lines of text.")
    column = Question(path, kind, "", options=options, blank_ok=is_box)
    return Field(path, FieldSource.CUSTOM, kind, lists, column, format_, is_value, is_box, options)


def is_custom_list(path: str) -> bool:
    """Return whether a path can be that of a custom question or list: `custom.questions`."""
    return path.startswith("custom.") and _CUSTOM_NAME.fullmatch(path.removeprefix("custom.")) is not None


def _custom_type(type_name: str) -> tuple[Kind, tuple[str, ...]]:
    """Return the kind of a custom answer, and what to choose from."""
    choice = _CHOICE.fullmatch(type_name)
    options = tuple(option.strip() for option in choice[1].split(",") if option.strip()) if choice else ()
    if (not choice and type_name not in CUSTOM_TYPES) or type_name == "choice" or (choice and not options):
        known = ", ".join([*(name for name in CUSTOM_TYPES if name != "choice"), "choice(a, b)"])
        raise FieldError(f"Unknown type '{type_name}'.", did_you_mean(type_name, CUSTOM_TYPES) or f"Types: {known}.")
    return Kind.CHOICE if choice else CUSTOM_TYPES[type_name], options


def _figure(path: str, format_: Format | None) -> Field:
    definition = FIGURES.get(path.removeprefix("figures.")) or figure_at(path)
    if definition is None:
        raise FieldError(f"Unknown figure '{path}'.", did_you_mean(path, known_paths()))
    question = model_questions()[definition.answer] if definition.answer else None
    return Field(definition.place, FieldSource.FIGURE, Kind.FIGURE, question=question, format=format_)


def _lists_of(path: str) -> tuple[str, ...]:
    """Return the lists that the stars of `path` run over: `timeline.*.details.*` over two."""
    parts = path.split(".*")
    return tuple(".*".join(parts[: index + 1]) for index in range(len(parts) - 1))


def canonical(path: str) -> str:
    """Return the path of the question for a template's path: views and aliases replaced, a trailing star dropped."""
    if path in (BY_DAY, DAY):
        return "timeline"
    path = _ALIASES.get(path, path)
    head, star, rest = path.partition(".*")
    return (base_list(head) + star + rest).removesuffix(".*")


def _answer_field(path: str, format_: Format | None, is_value: str, is_box: bool) -> Field:
    lists = _lists_of(path)
    if len(lists) == 1 and path.endswith(".*.number") and canonical(lists[0]) in _tables():
        return Field(path, FieldSource.NUMBER, Kind.NUMBER, lists, format=format_)
    if path == FLOWCHART:
        return Field(path, FieldSource.DERIVED, Kind.PROSE, format=format_)
    if path == DAY:
        return Field(path, FieldSource.DERIVED, Kind.DATE, (BY_DAY,), format=format_)
    if path in DERIVED:
        return Field(path, FieldSource.DERIVED, Kind.LINE, lists, format=format_)
    question = model_questions().get(canonical(path))
    if question is None or path in VIEWS:
        raise FieldError(f"Unknown field '{path}'.", did_you_mean(path, known_paths()))
    if question.kind is Kind.TABLE:
        columns = ", ".join(column.name for column in question.columns)
        raise FieldError(
            f"'{path}' is a table.",
            f"Name one of its columns, such as {path.removesuffix('.*')}.*.{question.columns[0].name} ({columns}).",
        )
    if path.endswith(".*") and question.kind not in LISTS:
        raise FieldError(f"'{path.removesuffix('.*')}' isn't a list.", "Remove the '.*'.")
    field = Field(path, FieldSource.ANSWER, question.kind, lists, question, format_, is_value, is_box)
    if is_value and question.choices and is_value not in {choice.value for choice in question.choices}:
        values = [choice.value for choice in question.choices]
        raise FieldError(
            f"'{is_value}' isn't a value of '{path}'.",
            did_you_mean(is_value, values) or f"Use one of: {', '.join(values)}.",
        )
    return field


@cache
def _tables() -> frozenset[str]:
    return frozenset(question.path for question in model_questions().values() if question.kind is Kind.TABLE)


@cache
def known_paths() -> tuple[str, ...]:
    """Return every path that a template can name, custom questions apart."""
    paths: list[str] = [*_ALIASES, *DERIVED, DAY, FLOWCHART]
    for question in model_questions().values():
        if question.kind is Kind.TABLE:
            views = [view.path for view in VIEWS.values() if view.base == question.path]
            paths += [f"{view}.*.{column.name}" for view in views for column in question.columns]
            continue
        paths.append(question.path)
        if question.kind in LISTS:
            paths.append(f"{question.path}.*")
    return tuple(paths + [f"figures.{name}" for name in FIGURES])
