"""The rows of a list, one line each; the form below it edits the row under the cursor."""

from typing import Any

from rich.text import Text
from textual.message import Message
from textual.widgets import DataTable

from pmtui.model.catalog import Question
from pmtui.model.kinds import Kind
from pmtui.model.views import elements
from pmtui.session.session import Session
from pmtui.template.interview import AskedQuestion
from pmtui.text import visible
from pmtui.tui.binding import bind, key_name

_SHORT = {Kind.CHOICE: 16, Kind.CHOICES: 16, Kind.DATETIME: 12, Kind.DATE: 10, Kind.DUE: 10}
"""How wide a column of such answers usually gets."""

_LONG = (Kind.PROSE, Kind.LINE, Kind.LIST)
_MOST_COLUMNS = 6
_FEW_COLUMNS = 4


class RowTable(DataTable[Text]):
    """A table of rows. Its keys act on the row under the cursor; all of them can be undone."""

    BINDINGS = [
        bind("row.add", "add"),
        bind("row.edit", "edit"),
        bind("row.remove", "remove"),
        bind("row.up", "move(-1)", show=False),
        bind("row.down", "move(1)", show=False),
    ]

    class Edit(Message):
        """The author wants to edit a row.

        Attributes:
            row_id: its id.
        """

        def __init__(self, row_id: str) -> None:
            super().__init__()
            self.row_id = row_id

    def __init__(self, session: Session, question: AskedQuestion) -> None:
        super().__init__(cursor_type="row", zebra_stripes=False, cell_padding=1)
        self.session = session
        self.question = question
        self.shown: tuple[Question, ...] = ()
        self._drawn: dict[str, tuple[Any, ...]] = {}

    def on_mount(self) -> None:
        self.shown = self.columns_shown()
        for column in self.shown:
            self.add_column(Text(column.label), key=column.name)
        self.show()

    def columns_shown(self) -> tuple[Question, ...]:
        """Return the columns that there is room for."""
        return _shown(self.question, _FEW_COLUMNS if self.app.size.width < 100 else _MOST_COLUMNS)

    def rows_now(self) -> tuple[Any, ...]:
        """Return the elements that the table is about, in order."""
        return elements(self.session.postmortem, self.question.path, self.session.template.settings.horizon_days)

    def show(self) -> None:
        """Draw the current rows; the cursor stays on its row."""
        rows = self.rows_now()
        wanted = [row.id for row in rows]
        known = [str(key.value) for key in self.rows]
        if wanted == known:
            for row in rows:
                if self._drawn.get(row.id) != self._look(row):
                    self.show_row(row)
            return
        current = self.current()
        at = self.cursor_row
        self.clear()
        self._drawn.clear()
        for row in rows:
            self._drawn[row.id] = self._look(row)
            self.add_row(*(self._cell(row, column) for column in self.shown), key=row.id)
        if current in wanted:
            self.move_cursor(row=wanted.index(current), animate=False)
        elif wanted:
            self.move_cursor(row=min(at, len(wanted) - 1), animate=False)

    def _look(self, row: Any) -> tuple[Any, ...]:
        """Return what a row's cells depend on; comparing it costs little, since a frozen row stays the same object."""
        prefix = f"{self.question.base}.{row.id}."
        typed = tuple(item for item in self.session.postmortem.typed.items() if item[0].startswith(prefix))
        incident = self.session.postmortem.incident
        return row, typed, incident.timezone, incident.date

    def show_row(self, row: Any) -> None:
        """Draw one row's cells where they have changed."""
        self._drawn[row.id] = self._look(row)
        for column in self.shown:
            cell = self._cell(row, column)
            if self.get_cell(row.id, column.name) != cell:
                self.update_cell(row.id, column.name, cell, update_width=True)

    def _cell(self, row: Any, column: Question) -> Text:
        typed = self.session.postmortem.typed.get(f"{self.question.base}.{row.id}.{column.name}")
        value = getattr(row, column.name)
        text = typed if typed is not None else self.session.entering.write(column.kind, value)
        if column.kind is Kind.CHOICE and value is not None:
            text = "".join(char for char in text if ord(char) < 0x2190).strip() or value.label
        line = visible(text).strip().replace("\n", " / ")
        widest = self._room(column) if column.kind in _LONG else 20
        return Text(line if len(line) <= widest else line[: widest - 1] + "…")

    def _room(self, column: Question) -> int:
        """Return how wide a column of texts may be, so that the others stay visible; the first gets the most."""
        width = self.app.size.width
        panes = 70 if width >= 136 else 30 if width >= 100 else 2
        long = [each for each in self.shown if each.kind in _LONG]
        short = [each for each in self.shown if each.kind not in _LONG]
        rest = width - panes - 4 - sum(_SHORT.get(each.kind, len(each.label)) + 2 for each in short)
        if column is not long[0]:
            return max(10, min(40, rest // (len(long) + 1) - 2))
        return max(14, min(60, rest - (len(long) - 1) * (max(10, rest // (len(long) + 1) - 2) + 2) - 2))

    def current(self) -> str | None:
        """Return the id of the row under the cursor, or None."""
        rows = [str(key.value) for key in self.rows]
        return rows[self.cursor_row] if 0 <= self.cursor_row < len(rows) else None

    def go_to(self, row_id: str) -> None:
        rows = [str(key.value) for key in self.rows]
        if row_id in rows:
            self.move_cursor(row=rows.index(row_id), animate=False)

    def action_add(self) -> None:
        """Put a new row below the one under the cursor, and edit it."""
        base = [row.id for row in elements(self.session.postmortem, self.question.base)]
        current = self.current()
        index = base.index(current) + 1 if current in base else len(base)
        defaults = self.question.view.defaults if self.question.view else {}
        row_id = self.session.add_row(self.question.base, index, defaults)
        self.show()
        self.go_to(row_id)
        self.post_message(self.Edit(row_id))

    def action_edit(self) -> None:
        """Edit the row under the cursor; if there's none, a new one."""
        current = self.current()
        if current is None:
            self.action_add()
        else:
            self.post_message(self.Edit(current))

    def action_remove(self) -> None:
        """Take the row under the cursor out."""
        current = self.current()
        if current is not None:
            self.session.remove_row(self.question.base, current)
            self.show()
            self.app.notify(f"Row removed. Press {key_name(self, 'undo')} to undo.", timeout=4, markup=False)

    def action_move(self, by: int) -> None:
        """Move the row under the cursor past its neighbor in this table."""
        current = self.current()
        here = [row.id for row in self.rows_now()]
        if current is None or not 0 <= here.index(current) + by < len(here):
            return
        neighbour = here[here.index(current) + by]
        base = [row.id for row in elements(self.session.postmortem, self.question.base)]
        self.session.move_row(self.question.base, current, base.index(neighbour))
        self.show()
        self.go_to(current)


def _shown(question: AskedQuestion, most: int) -> tuple[Question, ...]:
    """Return the columns that the table has room for: those that the document prints first."""
    columns = [column for column in question.columns if column.name != "details"]
    ranked = sorted(columns, key=lambda column: column.name not in question.printed | {"milestones"})
    kept = {column.path for column in ranked[:most]}
    return tuple(column for column in columns if column.path in kept)
