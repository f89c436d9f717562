"""Lines full of tabs, drawn in time."""

from rich.text import Text

_MANY = 1_000
"""No line with more tabs than this fits a window, so it's wrapped before anyone reads it."""


class TabbedLine(Text):
    """A line of a text area, whose tabs become spaces in one go if there are many.

    Textual draws a line once before it's wrapped, and Rich makes five objects of each tab then: with 100,000 of them,
    that took 5 s. A cursor or a selection after the first tab is out of its place until the line is wrapped.
    """

    def expand_tabs(self, tab_size: int | None = None) -> None:
        """Turn tabs into spaces."""
        if self.plain.count("\t") > _MANY:
            self.plain = self.plain.expandtabs(tab_size or self.tab_size or 8)
        else:
            super().expand_tabs(tab_size)
