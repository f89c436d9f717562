"""The list of drafts: rows under the headings of their groups."""

from collections.abc import Callable, Sequence
from pathlib import Path

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.visual import Visual

from pmtui.tui.draft_rows import DraftRow, Layout, line
from pmtui.tui.drawing import QUIET, fitted
from pmtui.tui.tables.line_list import Lines
from pmtui.tui.textual_workarounds import reversed_line, with_bar


class DraftList(Lines):
    """Drafts. The cursor is on one of them, and stays on it whatever is added above.

    Args:
        moved: is called when the cursor is on another draft, or its draft has changed.
        opened: is called with a draft that was clicked while the cursor was on it.
        id: the widget's id.
    """

    COMPONENT_CLASSES = {"draft-list--cursor"}
    DEFAULT_CSS = """
    DraftList {
        height: 1fr;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        .draft-list--cursor { background: $block-cursor-blurred-background; text-style: bold; }
        &:focus .draft-list--cursor { background: $block-cursor-background; text-style: bold; }
    }
    """

    def __init__(self, moved: Callable[[], None], opened: Callable[[DraftRow], None], id: str) -> None:
        self._drawn: dict[int, Strip] = {}  # the lines without the cursor, by their position
        super().__init__(id)
        self.add_class("pane", update=False)
        self._moved = moved
        self._opened = opened
        self._items: list[DraftRow | str] = []
        self._layout: Layout | None = None

    def put(self, rows: Sequence[DraftRow], layout: Layout, cursor: Path | None) -> None:
        """Show rows, in their order, and keep the cursor's row where it is on the screen.

        Args:
            rows: the rows.
            layout: their columns.
            cursor: the draft that the cursor is to be on; the first if it's None, or isn't among them.
        """
        self._layout = layout
        self._drawn.clear()
        offset = self.at - round(self.scroll_offset.y)
        self._items, before = [], None
        counts = {group: 0 for group in {row.group for row in rows}}
        for row in rows:
            counts[row.group] += 1
        at = -1
        for row in rows:
            if row.group is not before:
                before = row.group
                self._items.append(f"{before.label} · {counts[before]:,}")
            if row.path == cursor:
                at = len(self._items)
            self._items.append(row)
        if at < 0:
            at, offset = 1, 1
        self.at, self.count = min(at, max(0, len(self._items) - 1)), len(self._items)
        self.virtual_size = self.size.with_height(self.count)
        self.scroll_to(y=max(0, self.at - offset), animate=False)
        self.show(self.count, self.at)

    def current(self) -> DraftRow | None:
        """Return the draft under the cursor, or None."""
        item = self._items[self.at] if 0 <= self.at < len(self._items) else None
        return item if isinstance(item, DraftRow) else None

    def moved(self) -> None:
        self._moved()

    def can_be_at(self, position: int) -> bool:
        return isinstance(self._items[position], DraftRow)

    def clicked(self, position: int) -> None:
        """Put the cursor on a row; on the one that it's on already, open it."""
        row = self.current()
        if position == self.at and row is not None:
            self._opened(row)
        else:
            self.go(position)

    def on_resize(self) -> None:
        self._drawn.clear()
        super().on_resize()

    def notify_style_update(self) -> None:
        """Draw every line again in the new colors."""
        self._drawn.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """Draw a heading, or a draft; the one under the cursor has a bar in front of it."""
        width, position = self.size.width, y + round(self.scroll_offset.y)
        if position >= len(self._items) or self._layout is None or width < 3:
            return Strip.blank(width, self.rich_style)
        if position != self.at and position in self._drawn:
            return self._drawn[position]
        item, is_here = self._items[position], position == self.at
        content = Content.styled(item, QUIET) if isinstance(item, str) else line(item, self._layout)
        style = self.get_visual_style("draft-list--cursor") if is_here else self.visual_style
        [strip] = Visual.to_strips(self, fitted(content, width - 1), width - 1, 1, style, pad=True)[:1]
        strip = Strip([Segment(" ", style.rich_style), *strip], width)
        if not is_here:
            self._drawn[position] = strip
            return strip
        is_plain = self.has_focus and (self.app.no_color or self.app.native_ansi_color)
        return with_bar(reversed_line(strip) if is_plain else strip, self)
