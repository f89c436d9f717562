"""The line under the status that says what is wrong with saving, or what was recovered, for as long as it's true."""

from textual.widgets import Static

from pmtui.plain import visible
from pmtui.tui.drawing import draw
from pmtui.tui.keeping import Keeping


class Notice(Static):
    """One line, or none."""

    def __init__(self, keeping: Keeping) -> None:
        """Make the line."""
        super().__init__("", id="notice", markup=False)
        self.keeping = keeping

    def on_mount(self) -> None:
        """Say what there is to say from the beginning."""
        self.show()

    def show(self) -> None:
        """Draw what there is to say now."""
        text = self.keeping.notice()
        draw(self, visible(text))
        self.display = bool(text)
