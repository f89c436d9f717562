"""A list that takes Page Up and Page Down also before it has been drawn."""

from textual._widget_navigation import Direction
from textual.widgets import OptionList


class CompactList(OptionList):
    """Textual's list looks up the line of an option, which has none until it's drawn: keys may come before that."""

    def _move_page(self, direction: Direction) -> None:
        if (self.highlighted or 0) in self._index_to_line and self._lines:
            super()._move_page(direction)
        elif direction < 0:
            self.action_first()
        else:
            self.action_last()
