"""Keys that arrive together act one after the other, however slow what they set off is."""

import asyncio

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from pmtui.tui.key_order import KeyOrder
from tests.tui.conftest import until


class Buttons(Widget, can_focus=True):
    """Does something on a letter."""

    BINDINGS = [("w", "write", "Write")]

    class Wanted(Message):
        """Create a line to type in."""

    def action_write(self) -> None:
        self.post_message(self.Wanted())


class Desk(Vertical):
    """Goes to the next line on Enter, in its own time."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = asyncio.Event()
        self.gate.set()

    def compose(self) -> ComposeResult:
        yield Input(id="first")
        yield Input(id="second")
        yield Buttons()

    @on(Input.Submitted, "#first")
    async def go_on(self) -> None:
        await self.gate.wait()
        self.query_one("#second", Input).focus()

    @on(Input.Submitted, "#second")
    async def make_room(self) -> None:
        await self.query_one("#second", Input).remove()
        await self.mount(Input(id="third"))
        self.query_one("#third", Input).focus()

    @on(Buttons.Wanted)
    async def write(self) -> None:
        await self.mount(Input(id="fourth"))
        self.query_one("#fourth", Input).focus()


class DeskApp(KeyOrder):
    def compose(self) -> ComposeResult:
        yield Desk()

    def burst(self, *keys: str) -> None:
        """Let keys arrive all at once."""
        for key in keys:
            self.post_message(events.Key(key, {"enter": "\r"}.get(key, key)))

    def value(self, name: str) -> str:
        found = self.query(f"#{name}")
        return found.first(Input).value if found else ""


async def test_letters_typed_after_a_slow_key_wait_for_it() -> None:
    app = DeskApp()
    async with app.run_test():
        gate = app.query_one(Desk).gate
        gate.clear()
        app.burst("a", "enter", "b", "c")
        await until(lambda: app._looks > 30)
        gate.set()
        await until(lambda: app.value("second") == "bc")
        assert app.value("first") == "a"


async def test_text_that_comes_before_a_screen_is_ready_waits_for_its_field() -> None:
    class Opening(Screen[None]):
        AUTO_FOCUS = ""

        def compose(self) -> ComposeResult:
            yield Input()

        async def on_mount(self) -> None:
            await gate.wait()
            self.query_one(Input).focus()

    def open_it() -> None:
        app.push_screen(Opening())

    gate, app = asyncio.Event(), DeskApp()
    async with app.run_test():
        app.post_message(events.Callback(open_it))
        app.burst("a", "b")
        app.post_message(events.Paste("c"))
        await until(lambda: isinstance(app.screen, Opening))
        gate.set()
        await until(lambda: app.screen.query_one(Input).value == "abc")


async def test_letters_wait_if_the_field_that_had_the_key_is_removed_by_it() -> None:
    app = DeskApp()
    async with app.run_test():
        app.burst("a", "enter", "b", "enter", "c", "d")
        await until(lambda: app.value("third") == "cd")
        assert app.value("first") == "a"


async def test_letters_wait_for_a_letter_that_is_a_command() -> None:
    app = DeskApp()
    async with app.run_test():
        app.query_one(Buttons).focus()
        await until(lambda: isinstance(app.focused, Buttons))
        app.burst("w", "w", "h", "y")
        await until(lambda: app.value("fourth") == "why")


async def test_keys_continue_after_a_handler_that_never_ends() -> None:
    app = DeskApp()
    async with app.run_test():
        gate = app.query_one(Desk).gate
        gate.clear()
        app.burst("a", "enter", "b")
        await until(lambda: app.value("first") == "ab", seconds=30)
        gate.set()
