"""Each workaround of Textual that no other test would miss: without it, its test fails."""

from typing import Any

import pytest
from textual import _time
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Region, Size
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Input, OptionList, RadioButton, RadioSet, Static, TextArea
from textual.widgets.option_list import Option

from pmtui.tui.textual_workarounds import (
    CompactInput,
    CompactList,
    LeanScreen,
    Page,
    Palette,
    Panel,
    PatchedApp,
    PlainLines,
    SignedButton,
    begin_at_size,
    draw,
    press_silently,
    unscrolled,
)
from pmtui.tui.timers import use_sure_timers
from tests.textual_private import drawn_lines
from tests.tui.conftest import until


class Counting(Static):
    """Counts how often it's drawn."""

    count = 0

    def update(self, content: Any = "", *, layout: bool = True) -> None:
        self.count += 1
        super().update(content, layout=layout)


async def test_copying_nothing_leaves_the_clipboard_alone() -> None:
    app = PatchedApp()
    async with app.run_test():
        app.copy_to_clipboard("kept")
        app.copy_to_clipboard("")
        assert app.clipboard == "kept"


async def test_a_timer_fires_once_however_late(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last delay is that of a notice that expired while it was mounted: Textual's timer counted without end."""
    use_sure_timers()
    app: App[None] = App()
    fired: list[float] = []
    looks: list[int] = []
    async with app.run_test():

        def late() -> float:
            looks.append(len(looks))
            assert len(looks) != 10_000, "a timer counts without end"
            return float(len(looks))  # each look at the clock finds it a second later

        monkeypatch.setattr(_time, "get_time", late)
        delays = (0.002, 0.0, -0.002)
        for delay in delays:
            app.set_timer(delay, lambda delay=delay: fired.append(delay))
        await until(lambda: len(fired) == len(delays) or len(looks) >= 10_000)
        monkeypatch.undo()
    assert set(fired) == set(delays)


async def test_a_list_takes_page_keys_before_it_is_drawn() -> None:
    app: App[None] = App()
    async with app.run_test():
        options = CompactList("one", "two", "three")
        options.display = False  # so that it's never laid out, and has no lines
        await app.mount(options)
        for key, highlighted in (("pagedown", 2), ("pageup", 0)):
            options.clear_options()
            options.add_options(["one", "two", "three"])
            options.highlighted = 1
            await app.run_action(f"page_{key.removeprefix('page')}", options)
            assert options.highlighted == highlighted


class _Area(PlainLines, TextArea):
    pass


class Rows(CompactList):
    """A list that notes which of its lines it draws."""

    drawn: list[int]

    def render_line(self, y: int) -> Strip:
        self.drawn.append(y)
        return super().render_line(y)


async def test_a_row_with_another_text_of_as_many_lines_is_drawn_alone() -> None:
    app: App[None] = App()
    async with app.run_test(size=(12, 6)) as pilot:
        rows = Rows(*(Option(word, id=word) for word in ("one", "two", "three")), markup=False)
        rows.drawn = []
        await app.mount(rows)
        await pilot.pause()
        for text, drawn, shown in (
            ("other", [1], ["one", "other", "three"]),
            ("two\nlines", [0, 1, 2, 3], ["one", "two", "lines", "three"]),
            ("of\nthem", [1, 2], ["one", "of", "them", "three"]),
            ("more words than fit", [0, 1, 2, 3], ["one", "more words", "than fit", "three"]),
        ):
            rows.drawn.clear()
            rows.replace_option_prompt("two", text)
            await pilot.pause()
            assert sorted(set(rows.drawn)) == drawn, text
            lines = [strip.text.strip("▏ ") for strip in drawn_lines(app.screen)]
            assert lines[: len(shown)] == shown


async def test_a_text_area_knows_its_height_at_a_width_before_it_is_drawn_there() -> None:
    app: App[None] = App()
    async with app.run_test():
        area = _Area("seven words that need a few lines", soft_wrap=True)
        area.display = False  # so that it's never laid out
        await app.mount(area)
        heights = [area.get_content_height(Size(), Size(), width) for width in (80, 34, 33, 12)]
        assert heights == [1, 1, 2, 4]


async def test_a_click_selects_a_row_and_the_second_one_on_it_chooses() -> None:
    chosen: list[int] = []

    class Clicked(App[None]):
        def compose(self) -> ComposeResult:
            yield CompactList("one", Option("heading", disabled=True), "three")

        def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
            chosen.append(event.option_index)

    app = Clicked()
    async with app.run_test() as pilot:
        options = app.query_one(CompactList)
        for row, is_one_click, highlighted, all_chosen in (
            (0, False, 0, []),  # selected already, but not by a click
            (2, False, 2, []),
            (1, False, 2, []),
            (0, False, 0, []),
            (0, False, 0, [0]),
            (2, True, 2, [0, 2]),
        ):
            options.ONE_CLICK = is_one_click
            await pilot.click(CompactList, offset=(2, row))
            assert (options.highlighted, chosen) == (highlighted, all_chosen)


async def test_a_panel_shows_that_it_is_cut() -> None:
    class Shown(App[None]):
        CSS = "Panel { width: 8; height: 2; padding: 0 1; }"

        def compose(self) -> ComposeResult:
            yield Panel("two\nlines")
            yield Panel("more\nthan two lines")
            yield Panel("a\nbroken word")

    app = Shown()
    async with app.run_test():
        lines = [line.text[:8] for line in drawn_lines(app.screen)[:6]]
        assert lines == [" two    ", " lines  ", " more   ", " than…  ", " a      ", " broke… "]


async def test_the_cursor_of_a_long_line_is_visible_when_it_gets_the_focus() -> None:
    app: App[None] = App()
    async with app.run_test() as pilot:
        line = CompactInput("a name that is longer than its line.md", select_on_focus=False)
        line.styles.width = 12
        await app.mount(line)
        await pilot.pause()
        assert drawn_lines(app.screen)[0].text[:12] == "a name that…"
        line.focus()
        await until(lambda: drawn_lines(app.screen)[0].text[:12] == "its line.md ")
        app.screen.set_focus(None)
        await until(lambda: drawn_lines(app.screen)[0].text[:12] == "a name that…")
        line.value, line.placeholder = "", "longer than its line"
        await pilot.pause()
        drawn = [segment for segment in drawn_lines(app.screen)[0] if "than" in segment.text]
        assert [segment.style.color for segment in drawn if segment.style] == [
            line.get_component_rich_style("input--placeholder").color
        ]


async def test_the_selected_command_of_the_palette_has_a_bar() -> None:
    app: App[None] = App()
    async with app.run_test():
        await app.push_screen(Palette())
        await until(lambda: sum(line.text.startswith("▏") for line in drawn_lines(app.screen)) == 2)


async def test_a_screen_has_the_classes_of_its_size_before_it_is_drawn() -> None:
    app: App[None] = App()
    async with app.run_test(size=(120, 30)):
        screen: Screen[None] = Screen()
        screen.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-middle"), (136, "-wide")]
        screen.VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]
        begin_at_size(screen)
        assert {"-middle", "-tall"} == {name for name in screen.classes if name.startswith("-")}


async def test_only_what_differs_is_drawn() -> None:
    app: App[None] = App()
    async with app.run_test():
        line = Counting("")
        green = Content.styled("two", "green")
        for words in ("one", "one", "two", green, green, Content("two")):
            draw(line, words)
        assert line.count == 4


async def test_a_page_is_not_styled_again_when_it_gets_the_focus(monkeypatch: pytest.MonkeyPatch) -> None:
    app: App[None] = App()
    async with app.run_test() as pilot:
        page = Page(Static("a document"))
        await app.mount(page)
        styled: list[object] = []
        monkeypatch.setattr(Page, "update_node_styles", lambda page, animate=True: styled.append(page))
        page.focus()
        await pilot.pause()
        assert (page.has_focus, styled) == (True, [])


class Noted(Static):
    """Notes how often lines of it are drawn."""

    count = 0

    def render_lines(self, crop: Region) -> list[Strip]:
        self.count += 1
        return super().render_lines(crop)


class Fields(LeanScreen[None]):
    """Two fields with a line between them, and a pane in front of the second."""

    CSS = """
    Fields { layers: below above; }
    #front { layer: above; width: 4; height: 1; offset: 0 2; }
    """

    def compose(self) -> ComposeResult:
        """Yield the fields and what is between and in front of them."""
        yield Static("over", id="front")
        yield from (Input("one", id="one", compact=True), Noted("between"), Input("two words", id="two", compact=True))


async def test_the_cursor_goes_to_another_field_and_no_more_than_the_two_is_drawn() -> None:
    app: App[None] = App()
    async with app.run_test(size=(20, 10)) as pilot:
        screen = Fields()
        await app.push_screen(screen)
        screen.query_one("#one").focus()
        await pilot.pause()
        between = screen.query_one(Noted)
        before = between.count
        await pilot.press("tab")
        await pilot.pause()
        assert screen.focused is screen.query_one("#two")
        assert between.count == before
        between.update("other")
        await pilot.pause()
        assert between.count == before + 1
        assert [strip.text.rstrip() for strip in drawn_lines(screen)][:3] == ["one", "other", "overwords"]


class Still(Vertical):
    """A column that never scrolls."""

    virtual_size = unscrolled()
    DEFAULT_CSS = "Still { height: 3; }"


async def test_a_widget_that_never_scrolls_is_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    app: App[None] = App()
    async with app.run_test() as pilot:
        await pilot.pause()  # what the start still lays out isn't counted
        laid_out: list[object] = []
        layout = Screen._refresh_layout

        def counted(screen: Screen[Any], *args: Any, **more: Any) -> None:
            laid_out.append(screen)
            layout(screen, *args, **more)

        monkeypatch.setattr(Screen, "_refresh_layout", counted)
        await app.mount(Still())
        await pilot.pause()
        assert len(laid_out) == 1


class Choice(App[None]):
    """A choice, and the messages that it sends."""

    def __init__(self) -> None:
        super().__init__()
        self.changes = 0

    def compose(self) -> ComposeResult:
        yield RadioSet(RadioButton("one", value=True), RadioButton("two"))

    def on_radio_set_changed(self) -> None:
        self.changes += 1


async def test_a_choice_shows_another_answer_without_a_message() -> None:
    app = Choice()
    async with app.run_test() as pilot:
        choice = app.screen.query_one(RadioSet)
        await pilot.pause()
        before = app.changes
        press_silently(choice, [False, True])
        await pilot.pause()
        assert (choice.pressed_index, app.changes) == (1, before)


async def test_a_button_shows_its_choice_without_color(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app: App[None] = App()
    async with app.run_test() as pilot:
        buttons = (SignedButton(name, value=name == "one") for name in ("one", "two"))
        await app.mount(RadioSet(*buttons, compact=True))
        await pilot.pause()
        lines = ["".join(segment.text for segment in strip).strip() for strip in drawn_lines(app.screen)]
        assert lines[:2] == ["(•) one", "( ) two"]
