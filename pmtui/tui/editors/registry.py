"""Which editor edits which kind of answer. A test walks every kind and fails if one has none."""

from collections.abc import Callable

from textual.widget import Widget

from pmtui.model.catalog import Question
from pmtui.model.kinds import Kind
from pmtui.session.session import Session
from pmtui.tui.editors.action_editor import ActionEditor
from pmtui.tui.editors.choice_editor import AnswerEditor, ChoiceEditor
from pmtui.tui.editors.figure_editor import FigureEditor
from pmtui.tui.editors.pick_editor import PickEditor
from pmtui.tui.editors.segment_editor import SegmentEditor
from pmtui.tui.editors.table_editor import TableEditor
from pmtui.tui.editors.text_editors import LineEditor, ProseEditor
from pmtui.tui.editors.ticks_editor import TicksEditor
from pmtui.tui.editors.time_editor import TimeEditor
from pmtui.tui.editors.timeline_editor import TimelineEditor
from pmtui.tui.widgets.causes_summary import CausesSummary

_PLACEHOLDERS = {
    Kind.DATE: "e.g. 2026-03-07, today, yesterday",
    Kind.DUE: "e.g. fri, +2w, end of quarter, 2026-03-27",
    Kind.DATETIME: "e.g. 14:32, or 2026-03-08 00:14",
    Kind.DURATION: "e.g. 2 h 15 min",
    Kind.PEOPLE: "separated by commas",
    Kind.LINK: "a URL, or [text](URL)",
    Kind.ZONE: "e.g. UTC, Berlin, PST",
}


_MANY = 5
"""A scale with more steps than this is picked from a list that opens."""

_LONG = 30
"""So is one whose steps have names longer than this."""


def _choice(session: Session, question: Question) -> Widget:
    options = session.template.settings.options(question.choices) if question.choices is not None else []
    many = len(options) > _MANY or any(len(option.label) > _LONG for option in options)
    return PickEditor(session, question) if many else ChoiceEditor(session, question)


def _line(session: Session, question: Question) -> Widget:
    return LineEditor(session, question, _PLACEHOLDERS.get(question.kind, ""))


def _time(session: Session, question: Question) -> Widget:
    return TimeEditor(session, question, _PLACEHOLDERS[Kind.DATETIME])


def _table(session: Session, question: Question) -> Widget:
    by_hand = session.postmortem.causes.whys
    if question.path == "causes.tree" or (question.path == "causes.whys" and not by_hand):
        return CausesSummary(session, question)
    return TABLE_EDITORS.get(question.base, TableEditor)(session, question, make_editor)


TABLE_EDITORS: dict[str, type[TableEditor]] = {
    "timeline": TimelineEditor,
    "impact.segments": SegmentEditor,
    "actions": ActionEditor,
}
"""Lists with their own editor; a view over one has its list's."""


EDITORS: dict[Kind, Callable[[Session, Question], Widget]] = {
    Kind.LINE: _line,
    Kind.PROSE: ProseEditor,
    Kind.LIST: ProseEditor,
    Kind.PEOPLE: _line,
    Kind.LINK: _line,
    Kind.LINKS: ProseEditor,
    Kind.NUMBER: _line,
    Kind.PERCENT: _line,
    Kind.MONEY: _line,
    Kind.DURATION: _line,
    Kind.DATE: _line,
    Kind.DUE: _line,
    Kind.DATETIME: _time,
    Kind.ZONE: _line,
    Kind.CHOICE: _choice,
    Kind.CHOICES: TicksEditor,
    Kind.YESNO: ChoiceEditor,
    Kind.ANSWER: AnswerEditor,
    Kind.TABLE: _table,
    Kind.FIGURE: FigureEditor,
}


def make_editor(session: Session, question: Question, in_row: bool) -> Widget:
    """Return a new editor for a field.

    Args:
        session: the session that it edits.
        question: what it asks.
        in_row: it's in a table's row, where pressing Enter moves to the next field.
    """
    if in_row and question.kind in (Kind.PROSE, Kind.LIST, Kind.LINKS):
        return ProseEditor(session, question, enter_goes_on=question.kind is Kind.PROSE)
    return EDITORS[question.kind](session, question)
