"""The text for a placeholder: the postmortem's value with a template's labels and the incident's time zone."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from pmtui.causes.derived_fields import FORMS, filled_in
from pmtui.causes.mermaid import fenced_chart, flowchart
from pmtui.causes.tree import Tree
from pmtui.figures.catalog import figure_at
from pmtui.figures.compute import Figure, FigureState, figures_of
from pmtui.figures.computed_figure import Unit
from pmtui.figures.context import FigureContext
from pmtui.model.actions import Action
from pmtui.model.answer import Answer, is_blank
from pmtui.model.answer_states import AnswerState, AnswerStateKind
from pmtui.model.catalog import model_questions
from pmtui.model.custom_answers import as_line, rows_of
from pmtui.model.kinds import Kind
from pmtui.model.left_out import names_left_out
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import ActionStatus, Choice
from pmtui.model.views import elements
from pmtui.parsing.amounts import Estimate, write_estimate, write_money, write_rounded
from pmtui.parsing.durations import read_duration, write_duration
from pmtui.parsing.moments import write_clock, write_span
from pmtui.parsing.numbers import write_number
from pmtui.template.fields import BY_DAY, DAY, DERIVED, FLOWCHART, UTC_TIME, Field, FieldSource, Format, canonical
from pmtui.template.settings import Settings

_DATE_BEFORE = re.compile(r"\d{4}-\d\d-\d\d (?=\d)")
_PLAIN_NUMBER = re.compile(r"(?:0|[1-9]\d{0,29})(?:\.\d{1,9})?")


@dataclass(frozen=True)
class Bound:
    """The element for one repetition of a line.

    Attributes:
        value: the element: a model, or one string of a list.
        number: its position, from 1.
        path: its path, with elements by ID.
    """

    value: Any
    number: int
    path: str


ValueScope = Mapping[str, Bound]
"""The elements for a line, by the template's name for their list."""


@dataclass(frozen=True)
class Value:
    """The value for a placeholder.

    Attributes:
        text: the answer as text, not escaped yet; empty if there's none.
        mark: the answer state, if there's no answer.
        blank_ok: it can be blank.
        lead: the bold text before it: an event's milestones, if the template shows them; not escaped yet.
    """

    text: str
    mark: AnswerState | None = None
    blank_ok: bool = False
    lead: str = ""

    @property
    def is_answered(self) -> bool:
        """Whether there's something to show: an answer, or why there's none yet; "not applicable" doesn't count."""
        return bool(self.text) or (self.mark is not None and self.mark.kind is not AnswerStateKind.NOT_APPLICABLE)


class Values:
    """The values of one postmortem under one template.

    Args:
        postmortem: the postmortem.
        settings: the template's front matter.
        causes: the fields under `causes` that the document shows: they can be derived from the tree.

    Attributes:
        postmortem: the postmortem, with the fields derived from its causes.
        settings: the template's front matter.
        zone: the incident's time zone, which determines days and months.
        printed_zone: the time zone of the document's times: the template's, or the incident's.
        basis: the inputs of the figures.
        figures: the figures, by name.
        left_out: the questions and headings that are left out of the document, by path and name.
    """

    def __init__(self, postmortem: Postmortem, settings: Settings, causes: Collection[str] = FORMS) -> None:
        self.postmortem = filled_in(postmortem, causes)
        self.settings = settings
        self.zone = ZoneInfo(postmortem.incident.timezone)
        self.printed_zone = ZoneInfo(settings.timezone) if settings.timezone else self.zone
        self.basis = FigureContext(postmortem, settings.conventions)
        self.figures: dict[str, Figure] = figures_of(self.basis)
        self.left_out = names_left_out(postmortem)
        self._times: dict[tzinfo, dict[str, str]] = {}

    # -- lists -----------------------------------------------------------------------------------------------------

    def scopes(self, lists: tuple[str, ...], scope: ValueScope) -> list[ValueScope]:
        """Return a scope for each element of the lists that aren't in `scope` yet."""
        found: list[ValueScope] = [scope]
        for path in lists:
            if path not in scope:
                found = [{**outer, path: bound} for outer in found for bound in self.bound(path, outer)]
        return found

    def bound(self, path: str, scope: ValueScope) -> list[Bound]:
        """Return the elements of a list or view; of a list inside an element, those of the element in scope."""
        if path == BY_DAY:
            return self._days(scope)
        if path == "timeline" and BY_DAY in scope:
            return list(scope[BY_DAY].value[1])
        outer, star, rest = path.rpartition(".*.")
        if star:
            parent = scope[outer]
            items, base = getattr(parent.value, rest), f"{parent.path}.{rest}"
        else:
            items, base = elements(self.postmortem, path, self.settings.time_frames), canonical(path)
            if path == "causes.tree":
                tree = Tree(self.postmortem)
                items = tuple(item for item in items if not tree.is_group(item.id))
        kept = [item for item in items if not (isinstance(item, str) and not item.strip())]
        return [Bound(item, number, f"{base}.{getattr(item, 'id', number)}") for number, item in enumerate(kept, 1)]

    def _days(self, scope: ValueScope) -> list[Bound]:
        """Return the days in the document's zone with their events; one without a date goes with the one above."""
        days: list[tuple[date | None, list[Bound]]] = []
        for event in self.bound("timeline", scope):
            day = event.value.at.astimezone(self.printed_zone).date() if event.value.at is not None else None
            if not days or (day is not None and day != days[-1][0]):
                days.append((day, []))
            days[-1][1].append(event)
        return [Bound((day, tuple(events)), number, "timeline") for number, (day, events) in enumerate(days, 1)]

    # -- figures ---------------------------------------------------------------------------------------------------

    def figure(self, path: str) -> Figure:
        """Return the figure for a question: `figures.duration`, `impact.revenue`."""
        definition = figure_at(path)
        assert definition is not None
        return self.figures[definition.name]

    def figure_mark(self, path: str) -> AnswerState | None:
        """Return the answer state of a figure or of its inputs; None if it just isn't computed yet."""
        figure = self.figure(path)
        if path in self.postmortem.marks or figure.state is not FigureState.NOT_APPLICABLE:
            return figure.mark
        return AnswerState(kind=AnswerStateKind.NOT_APPLICABLE, note=figure.formula.rstrip("."))

    def figure_words(self, path: str, format_: Format | None = None) -> str:
        """Return a figure as text; an override that disagrees with the computed value shows both."""
        figure, definition = self.figure(path), figure_at(path)
        assert definition is not None
        if figure.state is not FigureState.STATED:
            return self._counted_words(figure, definition.unit, format_)
        kind = model_questions()[definition.answer].kind if definition.answer else Kind.FIGURE
        text = self.written(figure.value, kind, format_)
        if figure.agrees:
            return text
        why = f"override: {figure.reason}" if figure.reason else "override"
        if figure.range:
            return f"{text} ({why}; the timeline allows {figure.range})"
        computed = replace(figure, value=figure.computed)
        return f"{text} ({why}; computed: {self._counted_words(computed, definition.unit, format_)})"

    def _counted_words(self, figure: Figure, unit: Unit, format_: Format | None) -> str:
        number = figure.number
        if number is not None and format_ in (Format.NUMBER, Format.PERCENT, Format.MONEY):
            estimate = number if isinstance(number, Estimate) else Estimate.exactly(number)
            if unit is Unit.SHARE and format_ is Format.PERCENT:
                return write_estimate(estimate * 100, 1, after="%")
            if unit in (Unit.REQUESTS, Unit.USERS):
                return write_rounded(estimate)
            if unit is Unit.MONEY:
                return write_money(estimate, figure.currency)
        return "" if figure.value is None else self.written(figure.value, Kind.FIGURE, format_)

    # -- values ----------------------------------------------------------------------------------------------------

    def raw(self, field: Field, scope: ValueScope) -> Any:
        """Return the stored value; None if there's none."""
        if field.source is FieldSource.FIGURE:
            return self.figure(field.path).value
        if field.source is FieldSource.CUSTOM and not field.lists:
            return self.postmortem.custom.get(field.path.removeprefix("custom."))
        if field.path == DAY:
            return scope[BY_DAY].value[0]
        if field.path == FLOWCHART:
            return fenced_chart(flowchart(Tree(self.postmortem)))
        if not field.lists:
            node: Any = self.postmortem
            for key in field.path.split("."):
                node = getattr(node, key)
            return node
        bound = scope[field.lists[-1]]
        if field.source is FieldSource.NUMBER:
            return str(bound.number)
        if field.source is FieldSource.DERIVED:
            return DERIVED[field.path](bound.value)
        if field.is_item:
            return bound.value
        assert field.question is not None
        return getattr(bound.value, field.question.name)

    def place(self, field: Field, scope: ValueScope) -> str:
        """Return the path for answer states, with elements by ID."""
        if not field.lists:
            return field.path
        bound = scope.get(field.lists[-1])
        if bound is None or field.question is None or field.is_item:
            return canonical(field.lists[0]) if field.question is None or not field.is_item else field.question.path
        return f"{bound.path}.{field.question.name}"

    def value(self, field: Field, scope: ValueScope) -> Value:
        """Return the value for `field`. For a list without elements, `scope` doesn't contain the list."""
        blank_ok = field.source is FieldSource.DERIVED or (field.question is not None and field.question.blank_ok)
        if any(path not in scope for path in field.repeats):
            return Value("", self.list_mark(field))
        if field.format is Format.JOINED:
            return self._all_of(field, scope)
        raw = self.raw(field, scope)
        text = "" if is_blank(raw) else self.words(field, raw, scope)
        if not text and field.path in ("timeline.*.time", "timeline.*.at"):  # a clock time without a date yet
            text = self.postmortem.typed.get(self.place(field, scope), "").strip()
        if not text and field.source is FieldSource.FIGURE:
            return Value("", self.figure_mark(field.path))
        mark = None if text else self.postmortem.marks.get(self.place(field, scope))
        return Value(text, mark, blank_ok, self._lead(field, scope))

    def joined(self, field: Field, scope: ValueScope) -> list[str]:
        """Return the texts of a field for all elements of its list, without blank ones and repetitions."""
        each = replace(field, format=None)
        outside = {path: bound for path, bound in scope.items() if path != field.lists[-1]}
        texts = (self.value(each, inner).text.strip() for inner in self.scopes(field.lists, outside))
        return list(dict.fromkeys(text for text in texts if text))

    def _all_of(self, field: Field, scope: ValueScope) -> Value:
        texts = self.joined(field, scope)
        between = "\n" if any("\n" in text for text in texts) else "; " if any("," in text for text in texts) else ", "
        blank_ok = field.question is not None and field.question.blank_ok
        return Value(between.join(texts), None if texts else self.list_mark(field), blank_ok)

    def _lead(self, field: Field, scope: ValueScope) -> str:
        if field.path != "timeline.*.event" or not self.settings.timeline_milestones:
            return ""
        return self.settings.labels(scope["timeline"].value.milestones)

    def list_mark(self, field: Field) -> AnswerState | None:
        """Return the answer state of the list that a placeholder repeats over."""
        marks = self.postmortem.marks
        return marks.get(field.lists[0]) or marks.get(canonical(field.lists[0]))

    def is_left_out(self, field: Field) -> bool:
        """Return whether the author leaves a placeholder's question out of the document."""
        if not self.left_out:
            return False
        if field.lists:
            return not self.left_out.isdisjoint((field.lists[0], canonical(field.lists[0])))
        paths = [field.path, field.path.rpartition(".")[0]]  # a part of an answer goes with the whole
        paths += [field.question.path] if field.question is not None else []
        return not self.left_out.isdisjoint(paths)

    def is_ticked(self, field: Field, scope: ValueScope) -> bool:
        """Return whether a checkbox is checked."""
        if any(path not in scope for path in field.lists):
            return False
        raw = self.raw(field, scope)
        if field.is_value:
            return field.is_value in raw if isinstance(raw, tuple) else str(raw) == field.is_value
        if isinstance(raw, Answer):
            return raw.yes is True
        return raw is True or (not isinstance(raw, bool) and not is_blank(raw))

    # -- text ------------------------------------------------------------------------------------------------------

    def words(self, field: Field, raw: Any, scope: ValueScope) -> str:
        """Return a value as text."""
        if field.source is FieldSource.FIGURE:
            return self.figure_words(field.path, field.format)
        if field.path == "timeline.*.time":
            text = self.event_times(self.printed_zone).get(scope["timeline"].value.id, "")
            return _DATE_BEFORE.sub("", text) if BY_DAY in scope else text
        if field.path == UTC_TIME:
            return f"{self.event_times(UTC).get(scope['timeline'].value.id, '')} UTC"
        if field.path == "timeline.*.event" and scope["timeline"].value.is_learned_later:
            return f"{self.written(raw, field.kind, field.format)} (learned later)"
        element = scope[field.lists[-1]].value if field.lists else None
        if isinstance(element, Action) and field.question is not None and not field.without_ticket:
            return self._of_action(element, field.question.name, self.written(raw, field.kind, field.format))
        return self.written(raw, field.kind, field.format)

    def _of_action(self, action: Action, name: str, text: str) -> str:
        """Return an answer of an action item with its ticket or the reason for declining it."""
        if name == "description" and action.tracker.strip():
            return f"{text} ({_ticket(action.tracker.strip())})"
        if name == "status" and action.status is ActionStatus.DECLINED and action.reason.strip():
            return f"{text}: {action.reason.strip()}"
        return text

    def written(self, raw: Any, kind: Kind, format_: Format | None = None) -> str:
        """Return a value as text, by its type first and its kind second."""
        if isinstance(raw, Choice):
            return self.settings.label(raw)
        if isinstance(raw, bool):
            return "Yes" if raw else "No"
        if isinstance(raw, Answer):
            yes = "" if raw.yes is None else "Yes" if raw.yes else "No"
            return ": ".join(part for part in (yes, raw.details.strip()) if part)
        if isinstance(raw, datetime):
            return self.instant(raw, format_)
        if isinstance(raw, date):
            return raw.isoformat()
        if isinstance(raw, timedelta):
            return write_duration(raw)
        if isinstance(raw, tuple):
            if raw and isinstance(raw[0], Choice):
                return self.settings.labels(raw)
            rows = rows_of(raw)
            items = [as_line(row) for row in rows] or [item.strip() for item in raw if item.strip()]
            return ("; " if any("," in item for item in items) else ", ").join(items)
        return _quantity(raw.strip("\n").rstrip(), kind, format_)

    def instant(self, moment: datetime, format_: Format | None) -> str:
        """Return an instant in the document's time zone; without the date only if it's on the incident's day."""
        local = moment.astimezone(self.printed_zone)
        clock = write_clock(local)
        day = local.date().isoformat()
        if format_ is Format.ZONED and " " not in clock:
            clock = f"{clock} {local.tzname()}"
        if format_ in (Format.TIME, Format.ZONED):
            return clock if self.postmortem.incident.date in (None, local.date()) else f"{day} {clock}"
        if format_ is Format.DATE:
            return day
        return f"{day} {clock}" if " " in clock else f"{day} {clock} {local.tzname()}"

    def event_times(self, zone: tzinfo) -> dict[str, str]:
        """Return each event's time of day in a time zone, by ID; with the date when it changes."""
        if zone not in self._times:
            times: dict[str, str] = {}
            shown = self.postmortem.incident.date
            for event in self.postmortem.timeline:
                if event.at is None:
                    continue
                local = event.at.astimezone(zone)
                day = local.date()
                clock = write_clock(local)
                begin = clock if shown in (None, day) else f"{day.isoformat()} {clock}"
                shown = day
                until = ""
                if event.until is not None:
                    end = event.until.astimezone(zone)
                    until = write_clock(end) if end.date() == day else f"{end.date().isoformat()} {write_clock(end)}"
                times[event.id] = write_span(begin, until, approximate=bool(event.approximate))
            self._times[zone] = times
        return self._times[zone]


def _ticket(tracker: str) -> str:
    """Return a ticket as a link, named by the last part of its URL."""
    if not tracker.startswith(("http://", "https://")) or any(char in tracker for char in " ()<>"):
        return tracker
    name = tracker.rstrip("/").rsplit("/", 1)[-1].split("?")[0].split("#")[0]
    return f"[{name or 'ticket'}]({tracker})"


def _quantity(text: str, kind: Kind, format_: Format | None) -> str:
    """Return a number, percentage, or duration in the document's format; other text unchanged."""
    if kind is Kind.NUMBER or format_ is Format.NUMBER:
        number = Decimal(text) if _PLAIN_NUMBER.fullmatch(text) else None
        return write_number(number, 6) if number is not None else text
    if (kind is Kind.PERCENT or format_ is Format.PERCENT) and text.replace(".", "", 1).isdigit():
        return f"{text}%"
    if format_ is Format.DURATION:
        length = read_duration(text)
        return write_duration(length) if length is not None else text
    return text
