"""Every character that keyboards type arrives in every field: spaces of all widths, joiners, marks of direction."""

import pytest
from textual import events
from textual.app import ComposeResult
from textual.widgets import Input, TextArea

from pmtui.model.paths import value_at
from pmtui.tui.editors.entry_line import EntryLine
from pmtui.tui.key_order import KeyOrder
from pmtui.tui.screens.file_status import FileStatusScreen
from pmtui.tui.typed_characters import is_text
from tests.textual_private import send_from_driver
from tests.tui.conftest import Desk, Open, until

UNSEEN = {
    "no-break space": "10\u00a0GB",
    "narrow no-break space": "pourquoi\u202f?",
    "thin space": "5\u2009ms",
    "ideographic space": "\u65e5\u3000\u672c",
    "zero-width space": "a\u200bb",
    "zero-width non-joiner": "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "zero-width joiner": "\u0915\u094d\u200d\u0937",
    "word joiner": "a\u2060b",
    "soft hyphen": "post\u00admortem",
    "marks of direction": "\u200eab\u200f\u061c",
    "an isolate": "\u2067abc\u2069",
    "combining": "e\u0301",
    "variation selector": "\u2764\ufe0f",
    "emoji joined": "\U0001f469\u200d\U0001f4bb",
    "flag of tags": "\U0001f3f4\U000e0067\U000e0062\U000e007f",
    "private use": "\ue0a0",
    "not in Unicode yet": "\U0001faff\U0001fa5f",
}
NEVER = ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\x9b", "\u2028", "\u2029"]


class Fields(KeyOrder):
    """Textual's own line and text area."""

    def compose(self) -> ComposeResult:
        yield Input()
        yield TextArea()


def press(app: KeyOrder, character: str) -> None:
    """Press a key as the terminal's driver does."""
    event = events.Key(f"key_{ord(character):x}", character)
    event.set_sender(app)
    send_from_driver(app, event)


async def enter(desk: Desk, text: str) -> None:
    """Type an entry into the line of the section, and take it."""
    line = desk.screen.query(EntryLine).first()
    line.focus()
    await until(lambda: line.has_focus)
    for character in text:
        press(desk.app, character)
    await until(lambda: line.value == text)
    await desk.press("enter")


@pytest.mark.parametrize("text", UNSEEN.values(), ids=list(UNSEEN))
async def test_typed_text_appears_in_lines_and_text_areas(text: str) -> None:
    app = Fields()
    async with app.run_test():
        for field, value in ((app.query_one(Input), "value"), (app.query_one(TextArea), "text")):
            field.focus()
            await until(lambda field=field: field.has_focus)  # type: ignore[misc]
            for character in text:
                press(app, character)
            await until(lambda field=field, value=value: getattr(field, value) == text)  # type: ignore[misc]
            assert type(getattr(field, value)) is str


async def test_controls_never_enter() -> None:
    app = Fields()
    async with app.run_test():
        for field, value in ((app.query_one(Input), "value"), (app.query_one(TextArea), "text")):
            field.focus()
            await until(lambda field=field: field.has_focus)  # type: ignore[misc]
            for character in [*NEVER, "x"]:
                press(app, character)
            await until(lambda field=field, value=value: getattr(field, value) == "x")  # type: ignore[misc]
    assert not any(map(is_text, NEVER))
    assert not is_text(None)


async def test_they_reach_the_draft_from_every_kind_of_field(open_app: Open) -> None:
    text = "a\u00a0b\u200cc\u00add\u202f!"
    async with open_app("sre", {"incident": {"title": "T", "date": "2026-03-07"}}) as desk:
        for path in ("incident.title", "summary"):
            box = await desk.go_to(path)
            box.focus_editor()
            await until(lambda box=box: box.has_focus_within)  # type: ignore[misc]
            for character in text:
                press(desk.app, character)
            await until(lambda path=path: str(value_at(desk.record, path)).endswith(text))  # type: ignore[misc]
        assert desk.record.incident.title == f"T{text}"
        await desk.go_to("timeline")
        await enter(desk, f"14:32 {text}")
        await until(lambda: desk.record.timeline)
        assert desk.record.timeline[0].event == text
        await desk.go_to("actions.prevent")
        await enter(desk, f"Fix {text} @bob")
        await until(lambda: desk.record.actions)
        assert desk.record.actions[0].description == f"Fix {text}"
        assert (await desk.saved()).summary == text


async def test_a_field_of_textual_itself_takes_them_too(open_app: Open) -> None:
    async with open_app() as desk:
        await desk.press("f5")
        await until(lambda: isinstance(desk.app.screen, FileStatusScreen))
        line = desk.app.screen.query_one("#path", Input)
        line.display = True
        line.focus()
        line.value = ""
        for character in "a\u00a0b.toml":
            press(desk.app, character)
        await until(lambda: line.value == "a\u00a0b.toml")
