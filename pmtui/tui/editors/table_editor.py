"""Edits a list of records: the rows as a table, and the selected row as a form below it."""

from typing import Any, Protocol

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from pmtui.model.catalog import Question
from pmtui.model.views import elements
from pmtui.session.session import Session
from pmtui.template.interview import AskedQuestion
from pmtui.template.values import is_blank
from pmtui.tui.binding import bind, key_name
from pmtui.tui.editors.field_box import FieldBox, MakeEditor
from pmtui.tui.editors.text_editors import Done
from pmtui.tui.tables.row_table import RowTable


class Rows(Protocol):
    """A table of rows, as its editor and its form know it."""

    question: AskedQuestion

    def rows_now(self) -> tuple[Any, ...]:
        """Return the elements that the table is about, in order."""

    def go_to(self, row_id: str, /) -> None:
        """Put the cursor on a row."""


class RowForm(Vertical):
    """The fields of one row. Enter continues, at the last field to the next row; Escape goes back to the table."""

    BINDINGS = [bind("row.leave", "leave")]

    goes_on = True
    """Whether Enter in the last field goes to the next row."""

    def __init__(self, session: Session, table: Rows, row_id: str, make_editor: MakeEditor) -> None:
        super().__init__()
        self.session = session
        self.table = table
        self.row_id = row_id
        self.make_editor = make_editor

    def compose(self) -> ComposeResult:
        question = self.table.question
        rows = [row.id for row in self.table.rows_now()]
        which = f"Row {rows.index(self.row_id) + 1} of {len(rows)}. " if self.row_id in rows else ""
        yield Static(f"{which}Enter: next field, then next row", classes="which", markup=False)
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
            is_blank(getattr(row, name)) or getattr(row, name) in (defaults[name], given.get(name))
            for name in defaults
            if name != "id"
        )

    def action_leave(self) -> None:
        self.post_message(TableEditor.Leave())

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

    def make_table(self, question: AskedQuestion) -> Any:
        return RowTable(self.session, question)

    def compose(self) -> ComposeResult:
        yield self.table
        yield Static(f"No rows yet. Press {key_name(self, 'row.add')} to add one.", classes="empty", markup=False)

    def on_mount(self) -> None:
        self._show_empty()

    def _show_empty(self) -> None:
        self.set_class(not self.table.rows_now(), "-empty")

    def show(self) -> None:
        self.table.show()
        self._show_empty()
        self.leave_gone_row()
        if self.form is not None:
            for box in self.form.query(FieldBox):
                box.show()

    def leave_gone_row(self) -> None:
        """Close the form of a row that no longer exists, before another key goes into it."""
        form = self.form
        if form is not None and form.row_id not in {row.id for row in self.table.rows_now()}:
            had_focus = form.has_focus_within
            self._close()
            if had_focus:
                self.focus_first()

    def focus_first(self) -> None:
        self.table.focus()

    @on(RowTable.Edit)
    async def _edit(self, event: RowTable.Edit) -> None:
        event.stop()
        await self.open_row(event.row_id)

    async def open_row(self, row_id: str, column: str = "") -> None:
        """Open the form for a row, with the cursor in one of its fields."""
        if row_id not in {row.id for row in self.table.rows_now()}:  # it has just gone, or couldn't be added
            return
        if self.form is None or self.form.row_id != row_id:
            if self.form is not None:
                await self.form.remove()
            self.form = self.make_form(row_id)
            await self.mount_form(self.form)
        self.table.go_to(row_id)
        boxes = list(self.form.query(FieldBox))
        chosen = next((box for box in boxes if box.question.path.endswith(f".{column}")), boxes[0])
        chosen.focus_editor()

    def make_form(self, row_id: str) -> RowForm:
        """Return a form for a row."""
        return RowForm(self.session, self.table, row_id, self.make_editor)

    async def mount_form(self, form: RowForm) -> None:
        """Put the form of a row on the screen."""
        await self.mount(form)

    @on(Leave)
    def _leave(self, event: Leave) -> None:
        event.stop()
        self._close()
        self.table.focus()

    def _close(self) -> None:
        form, self.form = self.form, None
        if form is None:
            return
        if form.is_blank_row():
            self.session.remove_row(self.table.question.base, form.row_id)
        form.remove()
        self.table.show()
        self._show_empty()

    @on(NextRow)
    async def _next_row(self, event: NextRow) -> None:
        event.stop()
        rows = [row.id for row in self.table.rows_now()]
        current = self.form.row_id if self.form else None
        index = rows.index(current) + 1 if current in rows else len(rows)
        if index < len(rows):
            await self.open_row(rows[index])
        else:
            self.table.action_add()
