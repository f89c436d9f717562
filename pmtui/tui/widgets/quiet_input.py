"""An input whose keys don't lay the screen out anew."""

from rich.segment import Segment
from textual.geometry import Size
from textual.reactive import Reactive
from textual.strip import Strip
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

    def render_line(self, y: int) -> Strip:
        """Draw the line; an ellipsis stands for what runs off at either end, but where the cursor is."""
        strip = super().render_line(y)
        if y or self.has_focus:
            return strip
        width, begin = self.scrollable_content_region.width, self.scroll_offset.x
        end = self.content_width - (1 if self.value else 0)  # a value has room for the cursor behind it
        if begin + width < end:
            strip = Strip([*strip.crop(0, width - 1), _ellipsis(strip)])
        if begin > 0:
            strip = Strip([_ellipsis(strip), *strip.crop(1)])
        return strip

    def on_unmount(self) -> None:
        """Be held by nothing any longer."""
        part_with(self)


def _ellipsis(strip: Strip) -> Segment:
    """Return an ellipsis that looks like the words of a line."""
    return Segment("…", next((segment.style for segment in strip), None))
