"""An input whose keys don't lay the screen out anew."""

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from pmtui.tui.parting import part_with


class QuietInput(Input):
    """One line of fixed height and width.

    Textual's input takes each key for a change of its virtual size, and lays out the whole screen for it. Nothing
    around a line moves when a letter is added; painting it is enough.
    """

    virtual_size = Reactive(Size(0, 0), layout=False)

    def on_unmount(self) -> None:
        """Be held by nothing any longer."""
        part_with(self)
