"""Lists of one-line rows: only those visible are drawn, as in other tables."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.binding import Binding
from textual.events import Click
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from pmtui.text import visible
from pmtui.tui.textual_workarounds import reversed_line, with_bar


@dataclass(frozen=True)
class ListedLine:
    """A row as it's drawn.

    Attributes:
        text: its text.
        is_selected: it's marked as selected.
        is_muted: it's left out.
    """

    text: str
    is_selected: bool = False
    is_muted: bool = False


class Lines(ScrollView, can_focus=True):
    """Rows of one line each. The cursor is on one of them; a kind of list says how they're drawn."""

    BINDINGS = [
        Binding("up", "move(-1)", "Row above", show=False),
        Binding("down", "move(1)", "Row below", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "end(False)", "First", show=False),
        Binding("end", "end(True)", "Last", show=False),
    ]

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.count = 0
        self.at = 0

    def moved(self) -> None:
        """Take note that the cursor is on another row, or that the rows are others."""

    def can_be_at(self, position: int) -> bool:
        """Return whether the cursor can be on a row: on a heading it can't."""
        return True

    def show(self, count: int, at: int = 0) -> None:
        """Show that many rows, with the cursor on one of them."""
        self.count = count
        self.at = max(0, min(at, count - 1))
        self.virtual_size = Size(self.size.width, count)
        self._scroll_to_cursor()
        self.refresh()
        self.moved()

    def on_resize(self) -> None:
        self.virtual_size = Size(self.size.width, self.count)
        self._scroll_to_cursor()

    def _scroll_to_cursor(self) -> None:
        height, top = max(1, self.size.height), round(self.scroll_offset.y)
        first = self.at - 1 if self.at and not self.can_be_at(self.at - 1) else self.at  # with the heading above it
        if first < top:
            self.scroll_to(y=first, animate=False)
        elif self.at >= top + height:
            self.scroll_to(y=self.at - height + 1, animate=False)

    def action_move(self, by: int) -> None:
        self.go(self.at + by)

    def action_page(self, by: int) -> None:
        """Go a screenful up or down."""
        self.go(self.at + by * max(1, self.size.height - 1))

    def action_end(self, last: bool) -> None:
        """Go to the first row, or the last."""
        self.go(self.count - 1 if last else 0)

    def go(self, position: int) -> None:
        """Put the cursor on a row; beyond the ends, on the first or last; past a heading, if rows follow."""
        wanted = max(0, min(position, self.count - 1))
        onward = range(wanted, self.count) if wanted >= self.at else range(wanted, -1, -1)
        back = range(wanted, -1, -1) if wanted >= self.at else range(wanted, self.count)
        found = next((at for at in chain(onward, back) if self.can_be_at(at)), None) if self.count else None
        if found is not None:
            before, self.at = self.at, found
            self._scroll_to_cursor()
            for line in {before, found}:  # the others stay as they are
                self.refresh_line(line)
            self.moved()

    def on_click(self, event: Click) -> None:
        position = event.y + round(self.scroll_offset.y)
        if position < self.count and self.can_be_at(position):
            self.clicked(position)

    def clicked(self, position: int) -> None:
        """Do what a click on a row does."""
        self.go(position)


class LineList(Lines):
    """Rows to check before they're taken. A screen says their text.

    Args:
        row: returns the row at a position, from 0.
        moved: is called when the cursor is on another row.
        take: is called on Enter, before the next key is handled.
        id: the widget's id.
    """

    BINDINGS = [Binding("enter", "take", "Add", show=False)]
    COMPONENT_CLASSES = {"line-list--cursor", "line-list--muted"}
    DEFAULT_CSS = """
    LineList {
        height: 1fr;
        overflow-x: hidden;
        .line-list--cursor { background: $block-cursor-blurred-background; text-style: bold; }
        .line-list--muted { color: $text-muted; }
        &:focus .line-list--cursor {
            background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold;
        }
    }
    """

    def __init__(
        self, row: Callable[[int], ListedLine], moved: Callable[[], None], take: Callable[[], None], id: str
    ) -> None:
        super().__init__(id)
        self._row = row
        self._moved = moved
        self._take = take

    def moved(self) -> None:
        self._moved()

    def render_line(self, y: int) -> Strip:
        """Draw one row."""
        width = self.size.width
        position = y + round(self.scroll_offset.y)
        if position >= self.count:
            return Strip.blank(width, self.rich_style)
        row = self._row(position)
        is_here = position == self.at
        style = self.rich_style
        if row.is_muted:
            style += self.get_component_rich_style("line-list--muted", partial=True)
        if is_here:
            style += self.get_component_rich_style("line-list--cursor", partial=True)
        sign = "●" if row.is_selected else " "
        text = f" {sign}{visible(row.text).replace(chr(10), ' / ')}"
        if cell_len(text) > width:
            text = f"{set_cell_size(text, max(0, width - 1))}…"
        strip = Strip([Segment(text, style)]).adjust_cell_length(width, style)
        if not is_here:
            return strip
        is_plain = self.has_focus and (self.app.no_color or self.app.native_ansi_color)
        return with_bar(reversed_line(strip) if is_plain else strip, self)

    def action_take(self) -> None:
        self._take()
