"""A postmortem's progress under one template, for each question."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from pmtui.causes.tree import Tree
from pmtui.figures.catalog import figure_at
from pmtui.figures.compute import FigureState
from pmtui.figures.input_hints import hint_for
from pmtui.model.actions import Action
from pmtui.model.answer import Answer, is_blank
from pmtui.model.answer_states import AnswerState, AnswerStateKind
from pmtui.model.catalog import Question, all_columns
from pmtui.model.cause_tree import Cause
from pmtui.model.kinds import Kind
from pmtui.model.left_out import heading_left_out
from pmtui.model.paths import value_at
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import ActionStatus
from pmtui.model.views import elements
from pmtui.parsing.clock_times import lacks_day
from pmtui.template.interview import AskedQuestion, interview
from pmtui.template.tree import Template, causes_shown
from pmtui.template.values import Values


class State(StrEnum):
    """The state of one question."""

    OPEN = "open"
    PART = "part"  # begun, with something missing
    ANSWERED = "answered"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"
    WAITING = "waiting"
    SKIPPED = "skipped"  # blank, but not required
    LEFT_OUT = "left_out"

    @property
    def is_settled(self) -> bool:
        """Whether the author is finished with it for now."""
        return self not in (State.OPEN, State.PART, State.WAITING)


_UNREAD = "can't be read"


@dataclass(frozen=True)
class Progress:
    """How many of a list of questions are in which state; optional blanks and what is left out aren't counted."""

    settled: int = 0
    total: int = 0
    waiting: int = 0
    is_left_out: bool = False

    @property
    def open(self) -> int:
        """How many still need an answer from the author."""
        return self.total - self.settled - self.waiting

    @property
    def percent(self) -> int:
        """The percentage settled, rounded down."""
        return 100 * self.settled // self.total if self.total else 100


_ROWS_AT_ONCE = 200
"""Rows of a table that are looked at before the caller may pause: about a millisecond."""

PENDING = "causes.tree.*.parent"
"""The half-typed answer below a cause is stored next to this column; the cause is complete without it."""


@dataclass(frozen=True)
class Missing:
    """Something that a final document can't be without."""

    question: AskedQuestion
    section: str
    what: str


class RowGaps(NamedTuple):
    """A row of a table that still lacks something.

    Attributes:
        number: its place in the table, from 1.
        row: the row.
        names: the labels of the columns that it lacks.
    """

    number: int
    row: Any
    names: list[str]


class Completeness:
    """The state of every question of one postmortem under one template, worked out once."""

    def __init__(self, template: Template, postmortem: Postmortem) -> None:
        self.template = template
        self.postmortem = postmortem
        self.values = Values(postmortem, template.settings, causes_shown(template))
        self._states: dict[str, State] = {}
        self._needs: dict[str, frozenset[str]] = {}
        self._looked_at: dict[tuple[str, bool], tuple[Question, ...]] = {}
        self._rows: dict[str, tuple[RowGaps, ...]] = {}

    def raw(self, question: AskedQuestion) -> Any:
        """Return the value that a question has; for a table its elements."""
        if question.kind is Kind.TABLE:
            return elements(self.values.postmortem, question.path, self.template.settings.time_frames)
        if figure_at(question.path) is not None:
            return self.values.figure(question.path).value
        return value_at(self.values.postmortem, question.path)

    def raw_rows(self, path: str) -> tuple[Any, ...]:
        """Return the rows of a list, as the author wrote them."""
        return elements(self.postmortem, path)

    def mark(self, question: AskedQuestion) -> AnswerState | None:
        """Return the mark on a question."""
        return self.postmortem.marks.get(question.path)

    def is_left_out(self, question: AskedQuestion) -> bool:
        """Return whether a question is left out of the document, itself or with every heading that it's under."""
        names = self.values.left_out
        return bool(names) and (
            question.path in names
            or bool(question.places)
            and all(heading_left_out(names, headings) for headings in question.places)
        )

    def state(self, question: AskedQuestion) -> State:
        """Return a question's state."""
        if question.path not in self._states:
            self._states[question.path] = self._state(question)
        return self._states[question.path]

    def _state(self, question: AskedQuestion) -> State:
        if self.is_left_out(question):
            return State.LEFT_OUT
        if question.path in self.postmortem.typed:
            return State.PART
        if figure_at(question.path) is not None:
            state = self.values.figure(question.path).state
            if state is FigureState.INVALID:
                return State.PART
            if state is FigureState.NOT_APPLICABLE:
                return State.NOT_APPLICABLE
        raw = self.raw(question)
        if not is_blank(raw):
            return State.PART if self.gaps(question) or self._lacks_choice(question, raw) else State.ANSWERED
        mark = self.mark(question)
        if mark is not None:
            return _STATE_OF[mark.kind]
        return State.OPEN if question.required else State.SKIPPED

    def _lacks_choice(self, question: AskedQuestion, raw: Any) -> bool:
        """Return whether a yes-or-no question has details alone; a box that isn't ticked is a no."""
        return isinstance(raw, Answer) and raw.yes is None and question.required

    def gaps(self, question: AskedQuestion) -> list[str]:
        """Return what is missing in a table's rows, as text: "Owner in row 2"."""
        if question.kind is not Kind.TABLE:
            return []
        return [f"{name} in row {each.number}" for each in self.rows_with_gaps(question) for name in each.names]

    def rows_with_gaps(self, question: AskedQuestion) -> tuple[RowGaps, ...]:
        """Return the rows of a table that still lack something; worked out once."""
        for _ in self.find_gaps(question):
            pass
        return self._rows[question.path]

    def find_gaps(self, question: AskedQuestion) -> Iterator[None]:
        """Work out which rows of a table lack something, if that isn't known yet; yield now and then."""
        if question.path in self._rows:
            return
        found: list[RowGaps] = []
        rows = elements(self.postmortem, question.path, self.template.settings.time_frames)
        for number, row in enumerate(rows, 1):
            if number % _ROWS_AT_ONCE == 0:
                yield
            names = self.row_gaps(question, row)
            if names:
                found.append(RowGaps(number, row, names))
        self._rows[question.path] = tuple(found)

    def row_gaps(self, question: AskedQuestion, row: Any) -> list[str]:
        """Return the labels of the columns that one row still lacks."""
        return [words for _, words in self.missing_columns(question, row)]

    def missing_columns(self, question: AskedQuestion, row: Any) -> list[tuple[Question, str]]:
        """Return the columns that one row still lacks, each with its label and what is wrong."""
        needed = self._needed(question)
        if isinstance(row, Action) and row.status is ActionStatus.DECLINED:
            needed = needed & {"description"}
        prefix = f"{question.base}.{row.id}."
        has_typed = prefix in self._half_typed
        if isinstance(row, Cause) and needed and self._tree.is_group(row.id):
            return []  # it only groups causes, and has no text
        missing: list[tuple[Question, str]] = []
        for column in self._columns(question, is_half_typed=has_typed):
            value = getattr(row, column.name)
            is_percent = column.kind is Kind.PERCENT and isinstance(value, str)
            typed = self.postmortem.typed.get(prefix + column.name) if has_typed else None
            if typed is not None or (is_percent and hint_for(column.kind, value)):
                is_time = prefix == f"timeline.{row.id}." and column.name == "at"
                waits = is_time and (self.postmortem.incident.date is None or lacks_day(typed or ""))
                missing.append((column, f"{column.label} ({'no date yet' if waits else _UNREAD})"))
            elif column.name in needed and is_blank(value) and prefix + column.name not in self.postmortem.marks:
                missing.append((column, column.label))
        return missing

    @cached_property
    def _half_typed(self) -> frozenset[str]:
        """The beginnings of the paths whose text can't be read yet, up to each dot: `timeline.e3.`."""
        typed = self.postmortem.typed
        return frozenset(path[: dot.end()] for path in typed for dot in re.finditer(r"\.", path))

    @cached_property
    def _tree(self) -> Tree:
        return Tree(self.postmortem)

    def _columns(self, question: AskedQuestion, *, is_half_typed: bool) -> tuple[Question, ...]:
        """Return the columns of a row that may lack something; worked out once for a table."""
        key = (question.path, is_half_typed)
        if key not in self._looked_at:
            needed = self._needed(question)
            self._looked_at[key] = tuple(
                column
                for column in all_columns(question)
                if column.path != PENDING and (is_half_typed or column.name in needed or column.kind is Kind.PERCENT)
            )
        return self._looked_at[key]

    def _needed(self, question: AskedQuestion) -> frozenset[str]:
        """Return the columns that a row can't be without; worked out once for a table."""
        if question.path not in self._needs:
            names = set(question.printed)
            if question.base == "actions":
                names |= set(self.template.settings.actions_need)
            columns = all_columns(question)
            self._needs[question.path] = frozenset(c.name for c in columns if c.name in names and not c.blank_ok)
        return self._needs[question.path]

    def progress(self, questions: Iterable[AskedQuestion]) -> Progress:
        """Count the states of some questions."""
        states = [self.state(question) for question in questions]
        counted = [state for state in states if state not in (State.SKIPPED, State.LEFT_OUT)]
        settled = sum(state.is_settled for state in counted)
        waiting = sum(state is State.WAITING for state in counted)
        is_left_out = bool(states) and all(state is State.LEFT_OUT for state in states)
        return Progress(settled, len(counted), waiting, is_left_out)

    def missing(self) -> list[Missing]:
        """Return what a final document is missing, in the order of the document."""
        found: list[Missing] = []
        for screen in interview(self.template):
            for question in screen.questions:
                what = self.wanting(question)
                if what:
                    found.append(Missing(question, screen.title, what))
        return found

    def wanting(self, question: AskedQuestion) -> str:
        """Return what a question lacks for a final document, as text; empty if nothing."""
        state = self.state(question)
        mark = self.mark(question)
        if state is State.OPEN:
            return "unanswered"
        if state is State.PART:
            gaps = self.gaps(question)
            if gaps:
                return f"missing: {', '.join(gaps)}"
            if self._lacks_choice(question, self.raw(question)):
                return "neither yes nor no"
            in_its_line = question.kind is Kind.TABLE and question.path in self.postmortem.typed
            return "the entry line has text that you haven't added" if in_its_line else "can't be read yet"
        if state is State.WAITING and mark:
            return mark.text.lower() if not mark.note else f"waiting for {mark.note}"
        if state is State.UNKNOWN and mark and not mark.settles:
            return "unknown, without a reason"
        return ""


_STATE_OF = {
    AnswerStateKind.NOT_APPLICABLE: State.NOT_APPLICABLE,
    AnswerStateKind.UNKNOWN: State.UNKNOWN,
    AnswerStateKind.WAITING: State.WAITING,
    AnswerStateKind.LEFT_OUT: State.LEFT_OUT,
}
