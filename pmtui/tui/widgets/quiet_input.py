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

    def __init__(
        self, value: str = "", *, placeholder: str = "", id: str | None = None, select_on_focus: bool = True
    ) -> None:
        """Make a line without borders, and without validators: each of their classes would style the line anew."""
        super().__init__(value, placeholder=placeholder, id=id, select_on_focus=select_on_focus, validate_on=())
        self.set_reactive(Input.compact, True)
        self.add_class("-textual-compact", update=False)

    def on_unmount(self) -> None:
        """Be held by nothing any longer."""
        part_with(self)
