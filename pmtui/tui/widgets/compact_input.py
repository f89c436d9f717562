"""An input whose keys don't lay the screen out again."""

from rich.cells import cell_len
from rich.segment import Segment
from rich.text import Text
from textual.geometry import Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widgets import Input

from pmtui.tui.parting import part_with


class CompactInput(Input):
    """One line of fixed height and width.

    Textual's input takes each key for a change of its virtual size, and lays out the whole screen for it. Nothing
    around a line moves when a letter is added; painting it is enough.

    A tab in it is drawn as one space, and stays a tab in the text. Textual draws one with rich, which makes a text of
    each piece between two tabs: a line with 100,000 of them took 1.5 s a key. It also reckons with stops at 4 columns
    for the cursor and 8 for what is drawn.
    """

    virtual_size = Reactive(Size(0, 0), layout=False)

    def __init__(
        self, value: str = "", *, placeholder: str = "", id: str | None = None, select_on_focus: bool = True
    ) -> None:
        """Make a line without borders, and without validators: each of their classes would style the line again."""
        self._measured = ("", 0)
        super().__init__(value, placeholder=placeholder, id=id, select_on_focus=select_on_focus, validate_on=())
        self.set_reactive(Input.compact, True)
        self.add_class("-textual-compact", update=False)

    @property
    def _value(self) -> Text:
        return Text(self.value.replace("\t", " "), no_wrap=True, overflow="ignore", end="")

    @property
    def content_width(self) -> int:
        """The width of the text and of the cursor after it, in columns; the placeholder's, if there's no text."""
        if not self.value:
            return super().content_width
        if self._measured[0] is not self.value:  # asked for several times at each layout
            self._measured = (self.value, self._value.cell_len + 1)
        return self._measured[1]

    def _position_to_cell(self, position: int) -> int:
        return cell_len(self.value[:position].replace("\t", " "))

    def _cell_offset_to_index(self, offset: int) -> int:
        """Return the index of the character at a column of what is visible."""
        end, column = 0, offset + self.scroll_offset.x
        for index, character in enumerate(self.value):
            end += cell_len(character) if character != "\t" else 1
            if column < end:
                return index
        return len(self.value)

    def render_line(self, y: int) -> Strip:
        """Draw the line; an ellipsis stands for what runs off at either end, but where the cursor is."""
        strip = super().render_line(y)
        if y or self.has_focus:
            return strip
        width, begin = self.scrollable_content_region.width, self.scroll_offset.x
        end = self.content_width - (1 if self.value else 0)  # a value has room for the cursor after it
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
