"""Edits the impact's segments: rows from the timeline at their events, manual rows directly."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from pmtui.model.catalog import model_questions
from pmtui.model.paths import value_at
from pmtui.template.interview import AskedQuestion
from pmtui.text import visible
from pmtui.timeline.charts import draw_services
from pmtui.timeline.trace import step_lines
from pmtui.tui import look
from pmtui.tui.binding import key_name
from pmtui.tui.editors.field_box import FieldBox
from pmtui.tui.editors.table_editor import RowForm, TableEditor
from pmtui.tui.tables.segment_table import FROM_TIMELINE, SegmentRow, SegmentTable
from pmtui.tui.textual_workarounds import draw, put_title, when_drawn
from pmtui.tui.widgets.status_line import TALL

_LOW, _HIGH = 3, 4
"""Lines that 100% is tall on a low screen, and on a high one."""

_EVENT_FIELDS = ("failing", "failing_of", "effect", "at")


class StretchForm(RowForm):
    """The fields of a row that comes from the timeline: those of the event that it begins with."""

    goes_on = False

    def compose(self) -> ComposeResult:
        event_id = self.row_id.removeprefix(FROM_TIMELINE)
        event = value_at(self.session.postmortem, f"timeline.{event_id}")
        words = " ".join(event.event.split())[:60] or "(no description)"
        yield Static(f"From the timeline: {visible(words)}", classes="which", markup=False)
        columns = {column.name: column for column in model_questions()["timeline"].columns}
        for name in _EVENT_FIELDS:
            question = columns[name].in_row(event_id)
            yield FieldBox(self.session, question, self.make_editor, in_row=True)

    def is_blank_row(self) -> bool:
        """An event of the timeline isn't this form's to take away."""
        return False


class SegmentEditor(TableEditor):
    """The segments as a table, with an impact chart to scale next to it."""

    table: SegmentTable

    def make_table(self, question: AskedQuestion) -> SegmentTable:
        """Return the table of the segments."""
        return SegmentTable(self.session, question, self.do)

    def compose(self) -> ComposeResult:
        """The table with the plot beside it, and a line that says what is assumed or wrong."""
        self.add_class("pane")
        put_title(self, self.question.label)
        with Horizontal(classes="middle"):
            yield self.table
            yield Static("", classes="plot", markup=False)
        yield Static("", classes="said", markup=False)

    def on_mount(self) -> None:
        when_drawn(self, self.show)

    def show(self) -> None:
        super().show()
        if self.is_mounted and self.query(".plot"):
            self._draw_plot()
            self._say()

    def on_resize(self) -> None:
        when_drawn(self, self._draw_plot)

    def go_to_problem(self) -> bool:
        """Put the cursor on the next row that isn't counted; return whether there is one."""
        rows = [row for row in self.table.rows_now() if row.problem]
        current = self.table.current() if self.table.has_focus else None
        if not rows or (len(rows) == 1 and rows[0].id == current):
            return False
        ids = [row.id for row in rows]
        at = ids.index(current) + 1 if current in ids else 0
        self.table.focus()
        self.table.go_to(ids[at % len(ids)])
        return True

    def make_form(self, row_id: str) -> RowForm:
        """Return the form for a row: of the timeline, or by hand."""
        form = StretchForm if row_id.startswith(FROM_TIMELINE) else RowForm
        return form(self.session, self.table, row_id, self.make_editor)

    def _draw_plot(self) -> None:
        plot = self.query_one(".plot", Static)
        found = self.table.found
        zone = ZoneInfo(self.session.postmortem.incident.timezone)
        width, height = plot.size.width - 2, _HIGH if self.app.size.height >= TALL else _LOW
        lines = [look.painted(line) for line in step_lines(found.union, width, height, zone)]
        lines += [Content.styled(line, look.ACT) for line in draw_services(found.stretches, found.union, width, height)]
        draw(plot, Content("\n").join(lines))

    def remove_rows(self, chosen: list[SegmentRow]) -> None:
        """Remove rows that were added by hand."""
        if any(row.id.startswith(FROM_TIMELINE) for row in chosen):
            self.app.notify("This row comes from the timeline. To remove it, change its event.", markup=False)
        else:
            super().remove_rows(chosen)

    def move_row(self, index: int, by: int) -> None:
        """Do nothing: rows are in chronological order."""

    @on(SegmentTable.Moved)
    def _moved(self, event: SegmentTable.Moved) -> None:
        event.stop()
        self._say()

    def _say(self) -> None:
        draw(self.query_one(".said", Static), visible(next(self._words(), "")), layout=False)

    def _words(self) -> Iterator[str]:
        """Yield the messages, the most telling first."""
        row = self.table.selected_row()
        if row is not None and row.problem:
            yield row.problem
        found = self.table.found
        by_hand = {segment.id for segment in self.session.postmortem.impact.segments}
        yield from (f"In the timeline: {words}" for key, words in found.problems.items() if key not in by_hand)
        if not found.stretches:
            yield from self._empty_words()
        if found.is_assumed:
            yield f"No failure rate given, so pmtui assumes 100%. Press {key_name(self, 'grid.edit')} to set it."
        elif row is not None:
            yield self._kind_of(row, by_hand_only=all(stretch.is_by_hand for stretch in found.stretches))

    def _empty_words(self) -> Iterator[str]:
        add = f"press {key_name(self, 'grid.add')} to add a row"
        marks = self.session.standing.values.basis.marks
        if marks.spells and marks.spells[-1].end is None:
            yield f"The impact has no end yet. Mark the resolution in the timeline, or {add}."
        yield f"Mark the start and the resolution in the timeline, or {add}."

    def _kind_of(self, row: SegmentRow, *, by_hand_only: bool) -> str:
        if row.id.startswith(FROM_TIMELINE):
            edit, add = key_name(self, "grid.edit"), key_name(self, "grid.add")
            return f"This row comes from the timeline. Press {edit} to edit it, or {add} to add a row."
        if by_hand_only:
            return "No event has a failure rate, so these rows are used instead of 100%."
        return "Where rows overlap, the highest failure rate counts."
