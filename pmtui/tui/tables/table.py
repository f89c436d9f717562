"""A table that draws only the rows visible, so that 5,000 cost what 20 do: cursor, selection, cells."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from pmtui.model.ids import Element
from pmtui.model.scales import Choice
from pmtui.model.views import elements
from pmtui.session.session import Session
from pmtui.template.interview import AskedQuestion
from pmtui.text import visible
from pmtui.tui.binding import bind

Row = TypeVar("Row", bound=Element)


class DoKey(Protocol):
    """Does what a key of a table means."""

    def __call__(self, action: str, key: str = "") -> None:
        """Do an action; `key` is the letter or digit that was typed, if that matters."""


@dataclass(frozen=True)
class Column:
    """A column on screen.

    Attributes:
        name: the row's field.
        label: its head.
        width: its cells' width.
    """

    name: str
    label: str
    width: int


GUTTER = 2
"""Cells before the first column: whether a row is current, selected, or has a hint."""

ENTRY_KEYS = [
    bind("grid.edit", "do('edit')"),
    bind("grid.line", "do('line')", show=False),
    bind("grid.add", "do('add')", show=False),
    bind("grid.remove", "do('remove')", show=False),
    bind("grid.select", "select", show=False),
    bind("grid.all", "select_all", show=False),
    bind("grid.copy", "do('duplicate')", show=False),
    bind("grid.up", "do('up')", show=False),
    bind("grid.down", "do('down')", show=False),
]
"""The keys of a table with an entry line."""


class Table(ScrollView, Generic[Row], can_focus=True):
    """Rows of a list. The cursor is on a cell, and stays on its row whatever is added or sorted.

    A kind of table says its columns, the text of their cells, and which keys of the catalog it has besides these.

    The selected row has a bar in its first column and a lit ground; with the focus, the bar is wide and the cell with
    the cursor underlined.
    """

    COMPONENT_CLASSES = {
        "table--head",
        "table--row",
        "table--row-blurred",
        "table--quiet",
        "table--error",
        "table--warning",
        "table--success",
        "table--accent",
    }
    DEFAULT_CSS = """
    Table {
        .table--head { color: $text-muted; }
        .table--row {
            color: $block-cursor-foreground; background: $block-cursor-background;
            text-style: $block-cursor-text-style;
        }
        .table--row-blurred {
            color: $block-cursor-blurred-foreground; background: $block-cursor-blurred-background;
            text-style: $block-cursor-blurred-text-style;
        }
        .table--quiet { color: $text-muted; }
        .table--error { color: $text-error; }
        .table--warning { color: $text-warning; }
        .table--success { color: $text-success; }
        .table--accent { color: $text-accent; }
    }
    """

    BINDINGS = [
        Binding("up", "move(-1)", "Row above", show=False),
        Binding("down", "move(1)", "Row below", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "end(False)", "First", show=False),
        Binding("end", "end(True)", "Last", show=False),
        Binding("left", "column(-1)", "Column left", show=False),
        Binding("right", "column(1)", "Column right", show=False),
    ]

    head = 1
    """How many lines the head takes: 1, or 0 for none."""

    fills = False
    """Whether the table's height is what its container leaves, and not that of its rows."""

    opens = ""
    """The column that the cursor begins in, and whose field opens first in the next row; if empty, the first."""

    class Moved(Message):
        """The cursor is on another row."""

    def __init__(
        self, session: Session, question: AskedQuestion, do: DoKey, hint: Callable[[str], str] = lambda _row_id: ""
    ) -> None:
        """Make a table.

        Args:
            session: the session.
            question: the list, or a view of one.
            do: does what a key means, before the next key.
            hint: returns what is wrong with the row of an id, or an empty string.
        """
        super().__init__()
        self.session = session
        self.question = question
        self.do = do
        self.hint = hint
        self.selected: set[str] = set()
        self._cursor: str | None = None
        self._at = 0
        self._column = self.opens
        self._clicked = ""  # the row that the mouse has selected
        self._styles: dict[tuple[str, str], Style] = {}

    # -- rows and cells ----------------------------------------------------------------------------------------------

    def rows_now(self) -> tuple[Row, ...]:
        """Return the rows, in order."""
        return elements(self.session.postmortem, self.question.path, self.session.template.settings.time_frames)

    def columns(self) -> Sequence[Column]:
        """Return the columns that there's room for."""
        raise NotImplementedError

    def cell(self, index: int, row: Row, column: Column) -> str:
        """Return the text in a cell: what was typed if it can't be read, otherwise the answer."""
        typed = self.session.postmortem.typed.get(f"{self.question.base}.{row.id}.{column.name}")
        return self.written(index, row, column) if typed is None else typed

    def written(self, index: int, row: Row, column: Column) -> str:
        """Return the answer in a cell, as text."""
        raise NotImplementedError

    def label(self, choice: Choice) -> str:
        """Return a choice's label in words."""
        return self.session.template.settings.words(choice)

    def current(self) -> str | None:
        """Return the id of the row under the cursor, or None."""
        index = self.index
        return self.rows_now()[index].id if index is not None else None

    @property
    def index(self) -> int | None:
        """The position of the row under the cursor; if it's gone, of the one in its place."""
        rows = self.rows_now()
        if not rows:
            return None
        if self._cursor is not None:
            if self._at < len(rows) and rows[self._at].id == self._cursor:
                return self._at
            found = next((at for at, row in enumerate(rows) if row.id == self._cursor), None)
            if found is not None:
                self._at = found
                return found
            self._cursor = None
        return min(self._at, len(rows) - 1)

    def chosen(self) -> list[Row]:
        """Return the selected rows, in order; the one under the cursor if none is."""
        if self.selected:
            return [row for row in self.rows_now() if row.id in self.selected]
        index = self.index
        return [self.rows_now()[index]] if index is not None else []

    @property
    def column(self) -> Column:
        """The column that the cursor is in."""
        return self.columns()[self._column_at]

    @property
    def _column_at(self) -> int:
        """The position of that column; which others there are depends on the room, and on the rows."""
        names = [column.name for column in self.columns()]
        return next((names.index(name) for name in (self._column, self.opens) if name in names), 0)

    # -- drawing -----------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Draw everything, with the cursor on the first row."""
        rows = self.rows_now()
        if rows and self._cursor is None:
            self._cursor = rows[0].id
        self.show()

    def on_resize(self) -> None:
        self.show()

    def show(self) -> None:
        rows = self.rows_now()
        self.virtual_size = Size(self.size.width, len(rows) + self.head)
        if not self.fills:
            self.styles.height = min(len(rows) + self.head, self.most_lines()) if rows else 1
        self.selected &= {row.id for row in rows} if self.selected else set()
        self.scroll_to_cursor()
        self.refresh()

    def most_lines(self) -> int:
        """Return how many lines the table may take."""
        return max(6, self.app.size.height - 16)

    def shows_cursor(self) -> bool:
        """Return whether the keys, or the open form, act on the row under the cursor: several tables share a screen."""
        return self.has_focus or any(node.has_class("-editing") for node in self.ancestors)

    def scroll_to_cursor(self) -> None:
        """Keep the selected row visible, below the head."""
        index = self.index
        if index is None:
            return
        height = max(1, self.size.height - self.head)
        top = round(self.scroll_offset.y)
        if index < top:
            self.scroll_to(y=index, animate=False)
        elif index >= top + height:
            self.scroll_to(y=index - height + 1, animate=False)

    def meaning(self, index: int, row: Row, column: Column) -> str:
        """Return what a cell's color means: quiet, error, warning, success, or accent; empty for words."""
        return ""

    def notify_style_update(self) -> None:
        """Forget the styles: the theme has changed, or the focus."""
        self._styles.clear()
        super().notify_style_update()

    def _style(self, ground: str, meaning: str) -> Style:
        """Return a style; looked up once, for each cell asks.

        Args:
            ground: the component class of what's behind the cell; empty for the table's own ground.
            meaning: the meaning of the cell's color.
        """
        found = self._styles.get((ground, meaning))
        if found is None:
            found = self.get_component_rich_style(ground) if ground else self.rich_style
            if meaning:
                found += Style(color=self.get_component_rich_style(f"table--{meaning}").color)
                found += Style(bold=True) if meaning not in ("quiet", "head") else Style()
            self._styles[ground, meaning] = found
        return found

    def render_line(self, y: int) -> Strip:
        """Draw one line: the head, or a row."""
        width = self.size.width
        base = self._style("", "")
        if y < self.head:
            head = " " * GUTTER + " ".join(f"{c.label[: c.width]:<{c.width}}" for c in self.columns())
            return Strip([Segment(head[:width].ljust(width), self._style("", "head"))], width)
        index = y - self.head + round(self.scroll_offset.y)
        rows = self.rows_now()
        if index >= len(rows):
            return Strip.blank(width, base)
        return self._row(index, rows[index])

    def _row(self, index: int, row: Row) -> Strip:
        is_current = index == self.index and self.shows_cursor()
        has_focus = is_current and self.has_focus
        ground = "table--row" if has_focus else "table--row-blurred" if is_current else ""
        row_style = self._style(ground, "")
        bar = "▌" if has_focus else "▏" if is_current else " "
        is_selected = row.id in self.selected
        sign = "●" if is_selected else "!" if self.hint(row.id) else " "
        segments = [
            Segment(bar, self._style(ground, "accent") if is_current else row_style),
            Segment(sign, self._style(ground, "accent" if is_selected else "warning") if sign != " " else row_style),
        ]
        columns = self.columns()
        current = self.column.name if has_focus else ""
        for column in columns:
            text = fitted(self.cell(index, row, column), column.width)
            meaning = self.meaning(index, row, column) if text.strip() else ""  # reversed, a blank would be a block
            style = self._style(ground, meaning)
            if column.name == current:
                words = text.rstrip() or text[:1]
                segments += [Segment(words, style + Style(underline=True)), Segment(text[len(words) :], style)]
            else:
                segments.append(Segment(text, style))
            segments.append(Segment(" ", row_style))
        return Strip(segments).adjust_cell_length(self.size.width, row_style)

    # -- the cursor --------------------------------------------------------------------------------------------------

    def go_to(self, row_id: str) -> None:
        self._cursor = row_id
        self.scroll_to_cursor()
        self.refresh()
        self.post_message(self.Moved())

    def _go(self, index: int) -> None:
        rows = self.rows_now()
        if rows:
            self.go_to(rows[max(0, min(index, len(rows) - 1))].id)

    def action_move(self, by: int) -> None:
        """Go to the row above or below; past the ends, to the field before or after the table."""
        index = self.index
        if index is None or not 0 <= index + by < len(self.rows_now()):
            self.screen.focus_next() if by > 0 else self.screen.focus_previous()
        else:
            self._go(index + by)

    def action_page(self, by: int) -> None:
        """Go a screenful up or down."""
        self._go((self.index or 0) + by * max(1, self.size.height - self.head - 1))

    def action_end(self, last: bool) -> None:
        """Go to the first row, or the last."""
        self._go(len(self.rows_now()) - 1 if last else 0)

    def action_column(self, by: int) -> None:
        columns = self.columns()
        self._column = columns[max(0, min(self._column_at + by, len(columns) - 1))].name
        self.refresh()

    def action_select(self) -> None:
        """Select or deselect the row under the cursor, and move to the next."""
        current = self.current()
        if current is not None:
            self.selected ^= {current}
            self._go((self.index or 0) + 1)

    def action_select_all(self) -> None:
        """Select every row; where all are, none."""
        every = {row.id for row in self.rows_now()}
        self.selected = set() if self.selected == every else every
        self.refresh()

    def action_do(self, what: str) -> None:
        """Pass it to the editor."""
        self.do(what)

    def on_click(self, event: Click) -> None:
        """Select the row; another click on it edits it, as Enter does."""
        rows = self.rows_now()
        if event.y < self.head or not rows:
            return
        row_id = rows[min(event.y - self.head + round(self.scroll_offset.y), len(rows) - 1)].id
        is_again = row_id == self.current() and (row_id == self._clicked or event.chain > 1)
        self._clicked = row_id
        if is_again:
            self.do("edit")
        else:
            self.go_to(row_id)

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self._clicked = ""
        self.refresh()


def fitted(text: str, width: int) -> str:
    """Return a cell's text in one line of its width."""
    from rich.cells import cell_len, set_cell_size

    line = visible(text).strip().replace("\n", " / ")
    return set_cell_size(line, width) if cell_len(line) <= width else set_cell_size(line, width - 1) + "…"
