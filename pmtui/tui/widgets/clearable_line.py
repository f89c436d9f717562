"""A line that Esc clears without losing its text."""

from rich.segment import Segment
from rich.style import Style
from textual.events import Focus
from textual.strip import Strip

from pmtui.text import visible
from pmtui.tui.drawing import clipped
from pmtui.tui.preferences import Looks
from pmtui.tui.textual_workarounds import CompactInput

_LEAST = 12
"""Columns that a cleared text needs next to how to restore it."""


class ClearableLine(CompactInput):
    """A line whose text Esc clears: it stays in the empty line, dimmed, until something else is typed.

    Press Right to restore it, as to accept anything else that is offered. The app remembers it for when the line is
    next opened.

    Attributes:
        cleared_as: under which the app remembers what was cleared; each thing that a line asks for has its own.
    """

    HOW = "  Right: restore"
    """How to accept the dimmed text, next to it."""

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        id: str | None = None,
        select_on_focus: bool = True,
        cleared_as: str = "",
    ) -> None:
        self.cleared_as = cleared_as or f"{id}"
        self._own_texts: dict[str, str] = {}
        super().__init__(value, placeholder=placeholder, id=id, select_on_focus=select_on_focus)

    @property
    def _texts(self) -> dict[str, str]:
        return self.app.cleared_texts if isinstance(self.app, Looks) else self._own_texts

    @property
    def cleared(self) -> str:
        """What was cleared last, and can be restored; empty if nothing can."""
        return self._texts.get(self.cleared_as, "")

    def keep(self) -> str:
        """Keep the text at hand, for when the line is next opened; return it."""
        if self.value.strip():
            self._texts[self.cleared_as] = self.value
        return self.value

    def clear_kept(self) -> str:
        """Clear the line, but keep its text at hand; return that text."""
        text = self.keep()
        self.value = ""
        self.refresh()
        return text

    def _on_focus(self, event: Focus) -> None:
        """Offer what was cleared, once Input's own handler, which comes after this one, has cleared all offers."""
        self.call_next(self._offer_cleared)

    def _offer_cleared(self) -> None:
        """Offer what was cleared after its beginning that is in the line: a filter that was changed."""
        if self.value and self.cleared.startswith(self.value):
            self._suggestion = self.cleared

    def forget(self) -> None:
        """Offer what was cleared no longer: what was asked for is given."""
        self._texts.pop(self.cleared_as, None)

    async def action_submit(self) -> None:
        self.forget()
        await super().action_submit()

    def replace(self, text: str, start: int, end: int) -> None:
        """Take what is typed or pasted; it takes the place of what was cleared."""
        if text:
            self.forget()
        super().replace(text, start, end)

    def is_typed_at_end(self, value: str) -> bool:
        """Return whether a new value is due to a key at its end: the cursor still is where it was before."""
        return self.cursor_position >= len(value) - 1

    def action_cursor_right(self, select: bool = False) -> None:
        """Restore what was cleared, if the line is empty."""
        if self.value or not self.cleared:
            super().action_cursor_right(select)
        else:
            self.value = self.cleared
            self.forget()
            self.cursor_position = len(self.value)

    def render_line(self, y: int) -> Strip:
        """Draw what was cleared in the empty line, with how to restore it."""
        width = self.scrollable_content_region.width
        if y or self.value or not self.cleared or width < 1:
            return super().render_line(y)
        how = self.HOW if width >= _LEAST + len(self.HOW) else ""
        shown = f"{clipped(visible(self.cleared), width - len(how))}{how}"
        style = self.get_component_rich_style("input--placeholder")
        cursor = self.get_component_rich_style("input--cursor") if self.has_focus and self._cursor_visible else Style()
        return Strip([Segment(shown[:1], style + cursor), Segment(shown[1:], style)]).apply_style(self.rich_style)
