"""Edits a list of records: the rows as a table, and the selected row as a form below it."""

from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from pmtui.model.answer import is_blank
from pmtui.model.catalog import Question
from pmtui.model.edit import AnyEdit, as_one
from pmtui.model.kinds import field_names
from pmtui.model.views import elements
from pmtui.session.session import Session
from pmtui.template.interview import AskedQuestion
from pmtui.text import plural
from pmtui.tui.binding import bind, key_name
from pmtui.tui.editors.field_box import FieldBox, MakeEditor, is_last_within
from pmtui.tui.editors.text_editors import Done
from pmtui.tui.tables.row_table import RowTable
from pmtui.tui.tables.table import Table
from pmtui.tui.textual_workarounds import unscrolled


class RowForm(Vertical):
    """The fields of one row. Enter continues, at the last field to the next row; Escape goes back to the table."""

    BINDINGS = [bind("row.leave", "leave"), Binding("tab", "tab_on", "Next field", key_display="Tab")]

    goes_on = True
    """Whether Enter in the last field goes to the next row."""

    def __init__(self, session: Session, table: Table[Any], row_id: str, make_editor: MakeEditor) -> None:
        """Make a form for a row of `table`."""
        super().__init__()
        self.session = session
        self.table = table
        self.row_id = row_id
        self.make_editor = make_editor

    def compose(self) -> ComposeResult:
        question = self.table.question
        rows = [row.id for row in self.table.rows_now()]
        which = f"Row {rows.index(self.row_id) + 1} of {len(rows)} · " if self.row_id in rows else ""
        self.border_title = f" {which}Tab: next field, then next row "
        for column in question.columns:
            yield FieldBox(self.session, column.in_row(self.row_id), self.make_editor, in_row=True)

    def is_blank_row(self) -> bool:
        """Return whether nothing has been put into the row but what its table gives it."""
        question = self.table.question
        given = question.view.defaults if question.view else {}
        row = next((r for r in elements(self.session.postmortem, question.base) if r.id == self.row_id), None)
        if row is None:
            return False
        prefix = f"{question.base}.{self.row_id}."
        if any(path.startswith(prefix) for path in self.session.postmortem.typed):
            return False
        defaults = {name: info.default for name, info in type(row).model_fields.items()}
        return all(
            is_blank(getattr(row, name)) or getattr(row, name) in (defaults.get(name), given.get(name))
            for name in field_names(row)
            if name != "id"
        )

    def action_leave(self) -> None:
        self.post_message(TableEditor.Leave())

    def action_tab_on(self) -> None:
        """Go to the next field, or from the last one to the next row, as Enter does."""
        if self.goes_on and is_last_within(self) and not self.is_blank_row():
            self.post_message(TableEditor.NextRow())
        else:
            self.screen.focus_next()

    @on(Done)
    def _go_on(self, event: Done) -> None:
        event.stop()
        boxes = list(self.query(FieldBox))
        focused = next((i for i, box in enumerate(boxes) if box.has_focus_within), None)
        if focused is not None and focused + 1 < len(boxes) and not (focused == 0 and self.is_blank_row()):
            boxes[focused + 1].focus_editor()
        elif self.is_blank_row() or not self.goes_on:
            self.post_message(TableEditor.Leave())
        else:
            self.post_message(TableEditor.NextRow())


class TableEditor(Vertical):
    """A list of records."""

    virtual_size = unscrolled()
    table: Table[Any]

    class Leave(Message):
        """The author is done with the selected row."""

    class NextRow(Message):
        """The author wants the next row."""

    def __init__(self, session: Session, question: Question, make_editor: MakeEditor) -> None:
        super().__init__()
        assert isinstance(question, AskedQuestion)
        self.session = session
        self.question = question
        self.make_editor = make_editor
        self.table = self.make_table(question)
        self.form: RowForm | None = None

    def make_table(self, question: AskedQuestion) -> Table[Any]:
        """Return the table that shows the rows."""
        return RowTable(self.session, question, self.do)

    def compose(self) -> ComposeResult:
        yield self.table
        yield Static(f"No rows yet. Press {key_name(self, 'row.add')} to add one.", classes="empty", markup=False)

    def on_mount(self) -> None:
        self._show_empty()

    def _show_empty(self) -> None:
        is_empty = not self.table.rows_now()
        if is_empty is not self.has_class("-empty"):
            self.set_class(is_empty, "-empty")
            self.refresh_bindings()

    def show(self) -> None:
        """Draw the current answers."""
        self.show_table()
        self.leave_gone_row()
        if self.form is not None:
            for box in self.form.query(FieldBox):
                box.show()

    def show_table(self, row_id: str | None = None) -> None:
        """Draw the rows, with the cursor on one of them."""
        self.table.show()
        self._show_empty()
        if row_id is not None:
            self.table.go_to(row_id)

    def focus_first(self) -> None:
        """Put the cursor into the table."""
        self.table.focus()

    # -- the form of a row -------------------------------------------------------------------------------------------

    def leave_gone_row(self) -> None:
        """Close the form of a row that no longer exists, before another key goes into it."""
        form = self.form
        if form is not None and form.row_id not in {row.id for row in self.table.rows_now()}:
            had_focus = form.has_focus_within
            self._close()
            if had_focus:
                self.focus_first()

    async def open_row(self, row_id: str, column: str = "") -> None:
        """Open the form for a row, with the cursor in one of its fields."""
        if row_id not in {row.id for row in self.table.rows_now()}:  # it has just gone, or couldn't be added
            return
        if self.form is None or self.form.row_id != row_id:
            if self.form is not None:
                await self.form.remove()
            self.form = self.make_form(row_id)
            self.add_class("-editing")
            await self.mount(self.form)
        self.table.go_to(row_id)
        boxes = list(self.form.query(FieldBox))
        chosen = next((box for box in boxes if box.question.path.endswith(f".{column}")), boxes[0])
        chosen.focus_editor()

    def make_form(self, row_id: str) -> RowForm:
        """Return a form for a row."""
        return RowForm(self.session, self.table, row_id, self.make_editor)

    @on(Leave)
    def _leave(self, event: Leave) -> None:
        event.stop()
        self._close()
        self.table.focus()

    def _close(self) -> None:
        self.remove_class("-editing")
        form, self.form = self.form, None
        if form is None:
            return
        if form.is_blank_row():
            self.session.remove_row(self.table.question.base, form.row_id)
        form.remove()
        self.show_table()

    @on(NextRow)
    async def _next_row(self, event: NextRow) -> None:
        event.stop()
        rows = [row.id for row in self.table.rows_now()]
        current = self.form.row_id if self.form else None
        index = rows.index(current) + 1 if current in rows else len(rows)
        if index < len(rows):
            await self.open_row(rows[index], self.table.opens)
        else:
            self._add_row()

    # -- the table's keys --------------------------------------------------------------------------------------------

    def do(self, action: str, key: str = "") -> None:
        """Do what a key of the table means, before the next key is handled."""
        index = self.table.index
        if action in ("add", "first"):
            self._add_row()
        elif action == "edit" and index is not None:
            self.call_next(self.open_row, self.table.rows_now()[index].id, self.table.column.name)
        elif action == "remove":
            self.remove_rows(self.table.chosen())
        elif action in ("up", "down") and index is not None:
            self.move_row(index, -1 if action == "up" else 1)

    def _add_row(self) -> None:
        """Put a new row below the one under the cursor, and edit it."""
        question = self.table.question
        base, current = self._base_ids(), self.table.current()
        defaults = question.view.defaults if question.view else {}
        place = base.index(current) + 1 if current in base else len(base)
        row_id = self.session.add_row(question.base, place, defaults)
        self.show_table(row_id)
        self.call_next(self.open_row, row_id)

    def _base_ids(self) -> list[str]:
        """Return the ids of the list that the table's rows belong to."""
        return [row.id for row in elements(self.session.postmortem, self.table.question.base)]

    def remove_rows(self, chosen: list[Any]) -> None:
        """Remove rows, with what is marked or half-typed in them."""
        base = self.table.question.base
        if self.apply([edit for row in chosen for edit in self.session.removing(base, row.id)]):
            words = f"{plural(len(chosen), 'row')} removed. Press {key_name(self, 'undo')} to undo."
            self.app.notify(words, timeout=4, markup=False)

    def move_row(self, index: int, by: int) -> None:
        """Move a row past its neighbor in this table."""
        rows = self.table.rows_now()
        if 0 <= index + by < len(rows):
            place = self._base_ids().index(rows[index + by].id)
            self.session.move_row(self.table.question.base, rows[index].id, place)
            self.show_table(rows[index].id)

    def apply(self, edits: list[AnyEdit], place: str = "") -> bool:
        """Make edits one step, and draw the rows; return whether they could be made."""
        if not edits:
            return False
        made = self.session.attempt(as_one(edits), place or f"{self.table.question.base}.{self.table.current()}")
        self.show_table()
        return made
