"""The action items as a table: of the whole list, or of one of its views."""

from collections.abc import Callable, Sequence

from pmtui.actions.selection import is_open, is_overdue, matches
from pmtui.model.actions import Action
from pmtui.model.kinds import Kind
from pmtui.model.scales import ActionStatus, Choice, Priority
from pmtui.model.views import TimeFrameLimits, horizon_of
from pmtui.session.glyphs import GLYPHS
from pmtui.session.session import Session
from pmtui.template.interview import AskedQuestion
from pmtui.template.progress import State
from pmtui.text import weekday_date
from pmtui.tui.binding import bind
from pmtui.tui.tables.table import ENTRY_KEYS, GUTTER, Column, DoKey, Table
from pmtui.tui.widgets.status_line import TALL

_WIDTHS = {"owner": 16, "due": 13, "priority": 8, "status": 13, "goal": 11, "horizon": 12}
_LABELS = {
    "due": "Due",
    "priority": "Prio",
    "description": "Action",
    "owner": "Owner",
    "goal": "Type",
    "horizon": "Time frame",
}
_PRIORITIES = {Priority.URGENT: "error", Priority.HIGH: "warning"}

_SIGNS = {
    ActionStatus.OPEN: State.OPEN,
    ActionStatus.IN_PROGRESS: State.PART,
    ActionStatus.DONE: State.ANSWERED,
    ActionStatus.DECLINED: State.LEFT_OUT,
}

_LEAST = 24
"""Cells that the action's description needs."""

_ROOMY = 110
"""Columns from which the status is in words, and type and time frame are shown."""


def status_sign(status: ActionStatus) -> str:
    """Return the sign of a status; it's told apart without color."""
    return GLYPHS[_SIGNS[status]]


class ActionTable(Table[Action]):
    """The rows of the list of action items. Keys change the selected ones, or the one under the cursor."""

    BINDINGS = [
        *ENTRY_KEYS,
        bind("action.status", "do('status')", show=False),
        bind("action.priority", "do('priority')", show=False),
        bind("action.goal", "do('goal')", show=False),
        bind("action.horizon", "do('horizon')", show=False),
        bind("action.owner", "do('owner')", show=False),
        bind("action.due", "do('due')", show=False),
        bind("action.tracker", "do('tracker')", show=False),
        bind("action.decline", "do('decline')", show=False),
        bind("action.causes", "do('causes')", show=False),
        bind("action.sort", "do('sort')", show=False),
        bind("action.filter", "do('filter')", show=False),
    ]

    opens = "description"

    def __init__(self, session: Session, question: AskedQuestion, do: DoKey, hint: Callable[[str], str]) -> None:
        """Make the table of a session's action items, or of those that a question is about."""
        super().__init__(session, question, do, hint)
        self.filter = ""

    @property
    def head(self) -> int:  # type: ignore[override]
        """No line on a low screen: what the columns are can be seen."""
        return 1 if self.app.size.height >= TALL else 0

    def all_rows(self) -> tuple[Action, ...]:
        """Return the action items that the table is about, whatever it shows of them."""
        return super().rows_now()

    def rows_now(self) -> tuple[Action, ...]:
        """Return the action items that are shown, in order."""
        rows = self.all_rows()
        if not self.filter.strip():
            return rows
        today = self.session.today()
        return tuple(row for row in rows if matches(row, self.filter, self.said, today))

    def said(self, action: Action) -> list[str]:
        """Return the texts of an action item, for a filter."""
        names = ("description", "owner", "due", "priority", "status", "goal", "tracker", "reason")
        days = [action.due.isoformat()] if action.due else []
        return [*(self.text(action, name) for name in names), *days]

    def most_lines(self) -> int:
        """Return how many lines the table may take: several share one screen."""
        return max(6, self.app.size.height - (9 if self.question.path == "actions" else 14))

    def columns(self) -> Sequence[Column]:
        """Return the columns that there's room for; the action's description gets the rest."""
        room = max(20, self.size.width - GUTTER - 1)
        rank = ["status", "owner", "due", "priority", "horizon", "goal"]
        wanted = [name for name in rank if self._is_wanted(name)]
        while wanted and room - sum(self._width(name) + 1 for name in wanted) < _LEAST:
            wanted.pop()
        rest = room - sum(self._width(name) + 1 for name in wanted)
        order = ("status", "priority", "description", "owner", "due", "goal", "horizon")
        return [Column(name, self._head(name), rest if name == "description" else self._width(name))
                for name in order if name in wanted or name == "description"]  # fmt: skip

    def _head(self, name: str) -> str:
        return "" if name == "status" and not self._is_roomy else _LABELS.get(name, name.capitalize())

    @property
    def _is_roomy(self) -> bool:
        return self.size.width >= _ROOMY

    def _is_wanted(self, name: str) -> bool:
        given = self.question.view.defaults if self.question.view else {}
        if name in given:
            return False
        needed = {*self.question.printed, *self.session.template.settings.actions_need, "owner", "due", "status"}
        if name == "priority" and any(row.priority for row in self.all_rows()):
            return True
        return name in needed or self._is_roomy

    def _width(self, name: str) -> int:
        if name == "owner":
            return max(8, min(_WIDTHS[name], max((len(row.owner) for row in self.all_rows()), default=0)))
        if name == "status" and not self._is_roomy:
            return 1
        if name not in ("priority", "status"):
            return _WIDTHS[name]
        asked = next(column for column in self.question.columns if column.name == name)
        sign = 2 if name == "status" else 0
        labels = [sign + len(self.label(choice)) for choice in asked.choices or ()]
        return max(2, min(_WIDTHS[name], max(labels, default=2)))

    def written(self, index: int, row: Action, column: Column) -> str:
        """Return the answer in a cell, as text; a status as its sign, and its words if there's room."""
        if column.name == "status":
            sign = status_sign(row.status)
            return f"{sign} {self.text(row, 'status')}" if column.width > 1 else sign
        return self.text(row, column.name)

    def meaning(self, index: int, row: Action, column: Column) -> str:
        """Return what a cell's color means: red for overdue and urgent, amber for high; what is done is quiet."""
        if not is_open(row):
            return "success" if column.name == "status" and row.status is not ActionStatus.DECLINED else "quiet"
        if column.name == "due":
            return "error" if is_overdue(row, self.session.today()) else "quiet"
        if column.name == "priority":
            return _PRIORITIES.get(row.priority, "quiet") if row.priority else "quiet"
        if column.name == "status":
            return "warning" if row.status is ActionStatus.IN_PROGRESS else "quiet"
        return "" if column.name == "description" else "quiet"

    def time_frame(self, action: Action) -> str:
        """Return an action's time frame, and where it's from."""
        words = self.text(action, "horizon")
        return f"{words.strip('()')}, from its due date" if words.startswith("(") else words or "none"

    def text(self, action: Action, name: str) -> str:
        """Return an answer of an action item as the table shows it."""
        if name == "due":
            if action.due is None:
                return ""
            today = self.session.today()
            day = weekday_date(action.due, today.year) if action.due.year == today.year else action.due.isoformat()
            return f"!{day}" if is_overdue(action, today) else day
        if name == "horizon":
            settings = self.session.template.settings
            counting = TimeFrameLimits(self.session.postmortem.incident.date, settings.time_frames)
            horizon = horizon_of(action, counting)
            words = self.label(horizon) if horizon is not None else ""
            return words if action.horizon or not words else f"({words})"
        value = getattr(action, name)
        if isinstance(value, Choice):
            return self.label(value)
        words = self.session.entering.write(Kind.LINE, value)
        if name == "description" and action.status is ActionStatus.DECLINED and action.reason.strip():
            words += f" (declined: {action.reason})"
        return words
