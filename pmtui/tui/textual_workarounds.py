"""Workarounds for Textual: each says what goes wrong without it, and names the upstream issue if one was found.

Checked with Textual 8.2.8. "No upstream issue found" means that a search of Textual's tracker found none.

These are elsewhere, since they're more than a workaround, or can't be imported here:

- `screens.builder.DraftScreen.set_focus`: Textual scrolls to the field, and leaves its label and message out of view.
- `widgets.document.SectionText`: Textual selects no text that Rich has rendered.
- `widgets.key_line.KeyLine`: Textual's footer makes all its widgets again whenever the cursor goes to another field.
- `typed_characters.as_text`: Textual drops what Python calls unprintable, such as a no-break space.
- `key_order.KeyOrder`: Textual hands out a letter before what an earlier Enter is bound to has been done.
- `editors.choice_editor.ChoiceEditor`: Textual doesn't say which button the cursor is on, only `_selected`.
- `timers.SureTimer`: Textual's timers may never fire if they're late, or stop everything else.
- `served_driver.ServedDriver`: Textual's driver keeps running with its pipe closed; only `pmtui serve` needs it.
"""

import contextlib
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Self

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual._compositor import Compositor
from textual._widget_navigation import Direction
from textual.app import App, ComposeResult
from textual.color import Color
from textual.command import CommandList, CommandPalette, SearchIcon
from textual.containers import VerticalScroll
from textual.content import Content
from textual.css.query import NoMatches
from textual.dom import NoScreen
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.screen import Screen, ScreenResultType
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import VisualType
from textual.widget import Widget
from textual.widgets import Input, OptionList, RadioButton, RadioSet, Static

from pmtui.tui.drawing import clipped, wrapped

# -- the app ------------------------------------------------------------------------------------------------------


class PatchedApp(App[int]):
    """Textual's app, which survives a click on a widget that is going, and never empties the clipboard."""

    async def on_event(self, event: events.Event) -> None:
        """Ignore a click on a widget that is being removed.

        Textual asks for its screen, which it has none: the app ends with NoScreen. Closed for moves of the mouse in
        https://github.com/Textualize/textual/issues/5629; a click still does it.
        """
        if isinstance(event, events.MouseDown) and not event.is_forwarded:
            widget, _ = self.screen.get_widget_and_offset_at(event.x, event.y)
            if widget is not None and widget.parent is None:
                return
        await super().on_event(event)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy a text, if there is any.

        `Screen.action_copy_text` and cutting in `Input` send an empty selection too, which clears the clipboard.
        No upstream issue found.
        """
        if text:
            super().copy_to_clipboard(text)


class Palette(CommandPalette):
    """Textual's palette, which takes keys also before its list is drawn.

    The option has no line yet then, and the palette looks one up: KeyError. No upstream issue found.

    Its sign for the search is an emoji, which some terminals lack and some draw wider. Its selected command differs by
    color alone.
    """

    DEFAULT_CSS = """
    Palette SearchIcon { color: $text-muted; }
    Palette CommandList { scrollbar-size-vertical: 1; }
    """

    def compose(self) -> ComposeResult:
        """Yield Textual's widgets, with a list that has a bar before the selected command."""
        for widget in super().compose():
            yield _Commands() if isinstance(widget, CommandList) else widget

    def on_mount(self) -> None:
        self.query_one(SearchIcon).icon = ">"

    def _action_command_list(self, action: str) -> None:
        with contextlib.suppress(KeyError):
            super()._action_command_list(action)


# -- drawing ------------------------------------------------------------------------------------------------------


def draw(static: Static, content: str | Content, *, layout: bool = True) -> None:
    """Put content into a widget, if it's different: the same again lays the whole screen out again.

    No upstream issue found.

    Args:
        static: the widget.
        content: what to show.
        layout: whether its size may change with it.
    """
    shown = static.content
    if shown != content or _colors(shown) != _colors(content):  # Textual's contents are equal if their texts are
        static.update(content, layout=layout)


def put_title(pane: Widget, name: str | Content, state: str | Content = "") -> None:
    """Put a title into a pane's rule, with its state behind it, muted where it has no color, if it's different."""
    behind = Content.assemble("  ", state).stylize_before("not bold $text-muted") if len(state) else ""
    title = Content.assemble(" ", name, behind, " ")
    shown = pane._border_title
    if shown is None or shown.plain != title.plain:
        pane.border_title = title


def _colors(content: object) -> object:
    return content.spans if isinstance(content, Content) else []


class Panel(Static):
    """A text in a pane of fixed height; an ellipsis in its last line means that there's more than it has room for.

    Textual cuts it there without a sign. No upstream issue found.
    """

    def render_line(self, y: int) -> Strip:
        """Draw a line; the last one with an ellipsis if more lines would follow."""
        strip, (width, height) = super().render_line(y), self.content_size
        if y != height - 1 or width < 1 or self.visual.get_height({}, width) <= height:
            return strip
        end = min(cell_len(strip.text.rstrip()), width - 1)
        return Strip([*strip.crop(0, end), _ellipsis(strip), *strip.crop(end + 1)], strip.cell_length)


def when_drawn(widget: Widget, do: Callable[[], object]) -> None:
    """Do something to a widget after the next drawing.

    By then the author may have left. `call_after_refresh` still calls, and a query in it raises NoMatches, which ends
    the app. No upstream issue found.
    """

    def do_it_there() -> None:
        if widget.is_attached and widget.app.return_code is None:
            with contextlib.suppress(NoMatches):
                do()

    widget.call_after_refresh(do_it_there)


def begin_at_size(screen: Screen[Any]) -> None:
    """Add the classes that the screen's breakpoints have for the app's size, before it's drawn.

    Textual adds them after the first layout, and then styles everything again. No upstream issue found.
    """
    size = screen.app.size
    for at, breakpoints in ((size.width, screen.HORIZONTAL_BREAKPOINTS), (size.height, screen.VERTICAL_BREAKPOINTS)):
        fitting = [breakpoint for breakpoint in breakpoints or () if breakpoint[0] <= at]
        if fitting:
            screen.add_class(max(fitting)[1], update=False)


class LeanCompositor(Compositor):
    """Draws the widgets that a change touches.

    Textual draws each widget whose container reaches into the rectangle around all that has changed. A key changes a
    field and the line of keys at the bottom, so that was every widget on screen, which took longer than everything else
    that a key does. No upstream issue found.
    """

    _rows: Sequence[int] = ()
    """The lines to draw, in order."""

    def _render_chops(self, crop: Region, is_rendered_line: Callable[[int], bool]) -> Sequence[Mapping[int, Strip]]:
        self._rows = [row for row in crop.line_range if is_rendered_line(row)]
        return super()._render_chops(crop, is_rendered_line)

    def _get_renders(self, crop: Region | None = None) -> Iterator[tuple[Region, Region, list[Strip]]]:
        """Yield where each widget is that has a line to draw, twice as Textual wants it, and those of its lines."""
        for widget, (region, clip) in self.visible_widgets.items():
            shown = region.intersection(clip)
            first, end = bisect_left(self._rows, shown.y), bisect_left(self._rows, shown.bottom)
            if first < end and shown.width and (crop is None or crop.overlaps(shown)):
                top, bottom = self._rows[first], self._rows[end - 1] + 1
                part = Region(shown.x, top, shown.width, bottom - top)
                yield part, part, widget.render_lines(part.translate(-region.offset))


class LeanScreen(Screen[ScreenResultType]):
    """A screen of which a key draws no more than what it changes.

    When the cursor goes to another widget, Textual draws the whole screen, and then both widgets again. No upstream
    issue found.
    """

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def __init__(self) -> None:
        super().__init__()
        self._compositor = LeanCompositor()


def unscrolled() -> Reactive[Size]:
    """Return a `virtual_size` for a widget that never scrolls.

    Textual's lays the whole screen out again for each widget that has got a size: a section was laid out twice. No
    upstream issue found.
    """
    return Reactive(Size(0, 0), layout=False)


class Page(VerticalScroll):
    """A scrolling page to read, which isn't styled again when it gets the focus.

    Textual would style hundreds of blocks of a document, though none changes. No upstream issue found.
    """

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Leave everything as it is."""


# -- lists and choices --------------------------------------------------------------------------------------------


def _barred(options: OptionList, strip: Strip, y: int, *, is_active: bool) -> Strip:
    """Return a line of a list; of the selected row, with a bar in its first column: a thin one without the focus."""
    line = round(options.scroll_offset.y) + y
    if options.highlighted is None or line >= len(options._lines) or options._lines[line][0] != options.highlighted:
        return strip
    if is_active and (options.app.no_color or options.app.native_ansi_color):
        strip = reversed_line(strip)
    return with_bar(strip, options)


class _Commands(CommandList, can_focus=False):
    """The commands of the palette, with a bar before the selected one."""

    def render_line(self, y: int) -> Strip:
        return _barred(self, super().render_line(y), y, is_active=True)  # the line above has the focus for it


class CompactList(OptionList):
    """A list whose selected row has a bar before it, and which takes Page Up and Page Down also before it's drawn.

    Textual looks up the line of the option, which it has none of then: KeyError, as in
    https://github.com/kagan-sh/kagan-legacy/issues/31; no issue of Textual's own found.

    Without colors, and with 16 of them, the selected row is reversed: a style of `OptionList:nocolor` in CSS isn't used
    for it. No upstream issue found.

    A click selects a row, and a second click on it does what Enter does; Textual's does both at once, so that a look at
    a row with the mouse leaves the screen, or creates a draft.

    A row that gets another text of as many lines is drawn alone. Textual measures and draws all rows again, which are
    hundreds in a tree of causes. No upstream issue found.
    """

    ONE_CLICK = False
    """Whether a click on a row that isn't selected yet does what Enter does, too."""

    DEFAULT_CSS = """
    CompactList {
        border: none; padding: 0; background: $background; scrollbar-size-vertical: 1;
        & > .option-list--option, &.-textual-compact > .option-list--option { padding: 0 1; }
        &:focus { border: none; background-tint: $foreground 0%; }
    }
    """

    @property
    def text_width(self) -> int:
        """The columns of an option's text; 0 before the list is laid out."""
        return max(0, self.scrollable_content_region.width - 2)

    def render_line(self, y: int) -> Strip:
        """Draw a line of an option."""
        return _barred(self, super().render_line(y), y, is_active=self.has_focus)

    def replace_option_prompt(self, option_id: str, prompt: VisualType) -> Self:
        """Show another text in a row."""
        index = self.get_option_index(option_id)
        lines = str(prompt).split("\n")
        fits = all(cell_len(line) <= self.text_width for line in lines)
        self._keeps_lines = fits and self._heights.get(index) == len(lines)
        super().replace_option_prompt(option_id, prompt)
        if self._keeps_lines:
            option, renders = self.get_option_at_index(index), self._option_render_cache
            for key in [key for key in renders.keys() if key[0] is option]:  # noqa: SIM118
                renders.discard(key)
            self.refresh_lines(self._index_to_line[index], len(lines))
        self._keeps_lines = False
        return self

    def _clear_caches(self) -> None:
        if not self._keeps_lines:
            super()._clear_caches()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to choose a row only if there is one."""
        return action != "select" or self.highlighted is not None

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Show the key that chooses a row as long as there is one."""
        super().watch_highlighted(highlighted)
        if self._offers is not (highlighted is not None):
            self._offers = highlighted is not None
            self.refresh_bindings()

    _offers = False
    """Whether a row is selected."""

    _keeps_lines = False
    """Whether a row gets another text that takes as many lines."""

    _clicked_at: int | None = None
    """The position of the row that was clicked last, until another is selected."""

    def on_click(self, event: events.Click) -> None:
        """Select the row that is clicked; the second click on it does what Enter does."""
        event.prevent_default()
        at = event.style.meta.get("option")
        if at is None or self.get_option_at_index(at).disabled:
            return
        if self.ONE_CLICK or at == self._clicked_at == self.highlighted:
            self.highlighted = at
            self.action_select()
        else:
            self.highlighted = self._clicked_at = at

    def _move_page(self, direction: Direction) -> None:
        if (self.highlighted or 0) in self._index_to_line and self._lines:
            super()._move_page(direction)
        elif direction < 0:
            self.action_first()
        else:
            self.action_last()


FOCUS_BAR, IDLE_BAR = "▌", "▏"
"""The signs before the selected row of a pane that has the focus, and of one that hasn't."""


def with_bar(strip: Strip, widget: Widget) -> Strip:
    """Return the line of a selected row with a bar in place of its first column."""
    first = next(iter(strip), Segment(" "))
    style = first.style or Style()
    if widget.has_focus and not widget.app.no_color:
        style += Style(color=Color.parse(widget.app.theme_variables["border"]).rich_color, reverse=False)
    return Strip([Segment(FOCUS_BAR if widget.has_focus else IDLE_BAR, style), *strip.crop(1)], strip.cell_length)


def reversed_line(strip: Strip) -> Strip:
    """Return a line with its foreground and background exchanged, and bold."""
    style = Style(reverse=True, bold=True)
    return Strip([Segment(text, (old or Style()) + style) for text, old, _ in strip], strip.cell_length)


_MOST_OF_LABEL = 6
"""Lines of a choice at most."""


class SignedButton(RadioButton):
    """A button that shows by its sign, not by color alone, whether it's chosen, and its whole label.

    Textual's has the same sign either way, which says nothing with NO_COLOR, and cuts the label to one line. No
    upstream issues found.
    """

    virtual_size = unscrolled()

    def __init__(self, label: Content | str, *, value: bool) -> None:
        super().__init__(label, value=value)
        make_compact(self)

    @property
    def _button(self) -> Content:
        return Content("(•)" if self.value else "( )")

    def _lines(self, width: int) -> list[str]:
        room = max(1, width - 5)  # the button, and a blank on each side of the label
        return wrapped(self._label.plain, room, room, _MOST_OF_LABEL)

    def render(self) -> Content:
        """Return the button and the label's lines below each other."""
        style = self.get_visual_style("toggle--label")
        lines = [Content(f" {line} ").stylize_before(style) for line in self._lines(self.content_size.width)]
        return Content.assemble(self._button, Content("\n   ").join(lines))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the label takes."""
        return len(self._lines(width))


def make_compact(widget: Input | RadioButton | RadioSet) -> None:
    """Make a widget compact before it's shown: `compact=True` would style it for that, and then again."""
    widget.set_reactive(type(widget).compact, True)
    widget.add_class("-textual-compact", update=False)


def press_silently(choice: RadioSet, pressed: Sequence[bool]) -> None:
    """Show which buttons are pressed, without a message that it was the author.

    With its messages prevented, `RadioSet` keeps the button that was pressed before, and releases it when another
    is pressed. No upstream issue found.
    """
    buttons = list(choice.query(RadioButton))
    with choice.prevent(RadioSet.Changed, RadioButton.Changed):
        for button, is_pressed in zip(buttons, pressed, strict=True):
            button.value = is_pressed
    choice._pressed_button = next((button for button in buttons if button.value), None)


# -- text fields --------------------------------------------------------------------------------------------------


def part_with(field: Widget) -> None:
    """Unsubscribe a field that is gone from its screen's selections and the app's colors.

    Textual holds it there for as long as the app runs: https://github.com/Textualize/textual/issues/6666. A draft stays
    open for days, and each section that is drawn has its own fields.
    """
    with contextlib.suppress(NoScreen):
        field.screen.text_selection_started_signal.unsubscribe(field)
    watchers = getattr(field.app, "__watchers", {}).get("theme", [])
    watchers[:] = [found for found in watchers if found[0] is not field]


_MANY = 1_000
"""No line with more tabs than this fits a window, so it's wrapped before anyone reads it."""


class TabbedLine(Text):
    """A line of a text area, whose tabs become spaces in one go if there are many.

    Textual draws a line once before it's wrapped, and Rich makes five objects of each tab then: with 100,000 of them,
    that took 5 s. A cursor or a selection after the first tab is out of its place until the line is wrapped. No
    upstream issue found.
    """

    def expand_tabs(self, tab_size: int | None = None) -> None:
        """Turn tabs into spaces."""
        if self.plain.count("\t") > _MANY:
            self.plain = self.plain.expandtabs(tab_size or self.tab_size or 8)
        else:
            super().expand_tabs(tab_size)


class PlainLines:
    """Mixed into a text area: its tabs take no time, and nothing holds it once it's gone.

    It isn't a `TextArea` itself, which takes 40 ms to import, and no screen needs one before the first is drawn.
    """

    document: Any
    wrapped_document: Any
    indent_width: int

    def get_line(self, line_index: int) -> Text:
        return TabbedLine(self.document.get_line(line_index), end="", no_wrap=True)

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """Return the lines at a width, which the text is wrapped to before it's drawn there.

        Textual's text area asks for the height of its unwrapped text first, wraps it when it has a size, and has
        everything laid out again; in a form that fits the screen, that's lost at times, and the text stays cut. No
        upstream issue found.
        """
        assert isinstance(self, ScrollView)
        wrapped = self.wrapped_document
        room = max(0, width - 1)  # the cursor may be after the last character
        if room and wrapped._width != room:
            wrapped.wrap(room, tab_width=self.indent_width)
            self.set_reactive(Widget.virtual_size, Size(0, wrapped.height))
        return int(wrapped.height)

    def on_unmount(self) -> None:
        assert isinstance(self, Widget)
        part_with(self)


class CompactInput(Input):
    """One line of fixed height and width.

    Textual's input takes each key for a change of its virtual size, and lays out the whole screen for it. Nothing
    around a line moves when a letter is added; painting it is enough.

    A tab in it is drawn as one space, and stays a tab in the text. Textual draws one with rich, which makes a text of
    each piece between two tabs: a line with 100,000 of them took 1.5 s a key. It also reckons with stops at 4 columns
    for the cursor and 8 for what is drawn. No upstream issue found for either.
    """

    virtual_size = unscrolled()

    def __init__(
        self, value: str = "", *, placeholder: str = "", id: str | None = None, select_on_focus: bool = True
    ) -> None:
        """Make a line without borders, and without validators: each of their classes would style the line again."""
        self._measured = ("", 0)
        super().__init__(value, placeholder=placeholder, id=id, select_on_focus=select_on_focus, validate_on=())
        make_compact(self)

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

    def on_focus(self) -> None:
        """Scroll to the cursor: Textual does when it moves, but not where the line has no width yet."""
        self._show_cursor()

    def on_blur(self) -> None:
        """Show the beginning again."""
        self.scroll_to(x=0, animate=False, force=True)

    def on_resize(self) -> None:
        if self.has_focus:
            self._show_cursor()

    def _show_cursor(self) -> None:
        if self.size.width:
            cursor = Region(self._position_to_cell(self.cursor_position), 0, width=1, height=1)
            self.scroll_to_region(cursor, force=True, animate=False)

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
        """Draw the line; an ellipsis stands for what runs off at either end, but where the cursor is.

        Textual wraps a placeholder, and shows the first of its lines. No upstream issue found.
        """
        strip, width = super().render_line(y), self.scrollable_content_region.width
        if not y and not self.value and cell_len(self.placeholder) > width > 1:
            first, shown = next((segment.style for segment in strip), None), clipped(self.placeholder, width)
            style = self.rich_style + self.get_component_rich_style("input--placeholder")
            return Strip([Segment(shown[:1], first), Segment(shown[1:], style)])  # the first may have the cursor
        if y or self.has_focus:
            return strip
        begin = self.scroll_offset.x
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
