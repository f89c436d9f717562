"""Text in an entry line that isn't added yet is there again on return, after quitting too."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.screen import Screen
from textual.widgets import Input, TextArea

from pmtui.model.postmortem import Postmortem
from pmtui.session import unfinished_text
from pmtui.storage import draft_folder
from pmtui.storage.draft_file import Draft
from pmtui.tui.editors.entry_line import EntryLine
from pmtui.tui.screens.causes import CausesScreen
from pmtui.tui.screens.import_whys import ReadInScreen
from pmtui.tui.screens.interview import InterviewScreen
from pmtui.tui.screens.paste import PasteScreen
from pmtui.tui.screens.review import ReviewScreen
from pmtui.tui.widgets.answer_state_bar import Kinds, MarkBar, NoteInput
from tests.textual_private import notifications
from tests.tui.conftest import Desk, Open, until

RECORD = {
    "incident": {"date": "2026-03-07"},
    "actions": [{"id": "a", "description": "Reject it at the door", "goal": "prevent", "owner": "Tom"}],
    "timeline": [{"id": "e", "at": "2026-03-07T14:32:00Z", "event": "Errors"}],
}


def line_of(desk: Desk, path: str) -> EntryLine:
    return desk.box(path).query_one(EntryLine)


def holds(desk: Desk, path: str, text: str) -> bool:
    return line_of(desk, path).value == text


LINES = {
    "actions.prevent": "Fix it @bob fri",
    "actions.respond": "Ask for it @bob fri",
    "timeline": "14:40 It is rolled",
}


async def test_each_entry_line_keeps_its_text(open_app: Open) -> None:
    async with open_app("sre", RECORD) as desk:
        for path, text in LINES.items():
            await desk.go_to(path)
            line_of(desk, path).focus()
            await desk.type(text)
        await desk.go_to("summary")
        for path, text in LINES.items():
            await desk.go_to(path)
            await until(partial(holds, desk, path, text))
            line = line_of(desk, path)
            assert line.cursor_position == len(text)
            line.focus()
            await desk.type(" x")
        typed = {path: f"{text} x" for path, text in LINES.items()}
        assert desk.record.typed == typed
        await desk.saved()
    async with open_app("sre", RECORD) as desk:  # opened again
        for path, text in typed.items():
            await desk.go_to(path)
            await until(partial(holds, desk, path, text))
            assert line_of(desk, path).cursor_position == len(text)


async def test_a_line_of_a_view_that_the_template_lacks_is_in_the_first_view(open_app: Open, tmp_path: Path) -> None:
    record = {**RECORD, "typed": {"actions.prevent": "Fix it @bob fri"}}
    draft_folder.create(tmp_path / "d.toml", Draft("outage", Postmortem.model_validate(record)))
    async with open_app() as desk:
        await desk.go_to("actions.immediate")
        await until(lambda: line_of(desk, "actions.immediate").value == "Fix it @bob fri")
        assert line_of(desk, "actions.short").value == ""
        line_of(desk, "actions.immediate").focus()
        await desk.press("enter")
        await until(lambda: len(desk.record.actions) == 2)
        assert desk.record.typed == {}


async def test_a_half_typed_answer_to_a_keys_question_is_kept(open_app: Open) -> None:
    async with open_app("sre", RECORD) as desk:
        box = await desk.go_to("actions.prevent")
        box.query_one(EntryLine).focus()
        await desk.press("up", "x")
        await desk.type("The vendor ends")
        assert desk.record.typed == {"actions.a.asked_reason": "The vendor ends"}
        await desk.go_to("summary")
        box = await desk.go_to("actions.prevent")
        assert box.query_one(EntryLine).value == ""
        box.query_one(EntryLine).focus()
        await desk.press("up", "x")
        line = box.query_one(EntryLine)
        assert (line.value, line.cursor_position) == ("The vendor ends", 15)
        await desk.type(" it")
        await desk.press("enter")
        assert desk.record.actions[0].reason == "The vendor ends it"
        assert desk.record.typed == {}
        await desk.press("ctrl+z")
        assert (desk.record.actions[0].reason, desk.record.typed) == ("", {})
        await desk.press("o", "ctrl+u")
        await desk.type("Ana")
        await desk.press("escape")
        assert desk.record.typed == {}
        await desk.press("ctrl+z")
        assert desk.record.typed == {"actions.a.asked_owner": "Ana"}


PROMPTS = [
    ("timeline", "o", "+5", "timeline.e.asked_shift"),
    ("actions.prevent", "o", "Ana", "actions.a.asked_owner"),
    ("timeline", "l", "15:1", "timeline.e.asked_learned"),
    ("actions.prevent", "u", "fr", "actions.a.asked_due"),
    ("timeline", "percent_sign", "40", "timeline.e.asked_share"),
    ("actions.prevent", "l", "OPS-", "actions.a.asked_tracker"),
    ("actions.prevent", "x", "too much", "actions.a.asked_reason"),
]


@pytest.mark.parametrize("prompts", [PROMPTS[:2], PROMPTS[2:4], PROMPTS[4:6], PROMPTS[6:]])
async def test_text_typed_into_any_prompt_survives_quitting(
    open_app: Open, prompts: list[tuple[str, str, str, str]]
) -> None:
    typed = {kept: text for _, _, text, kept in prompts}
    async with open_app("sre", RECORD) as desk:
        for path, key, text, _ in prompts:
            box = await desk.go_to(path)
            box.query_one(EntryLine).focus()
            await desk.press("up", key, "ctrl+u")
            await desk.type(text)
        assert desk.record.typed == typed
        assert (await desk.saved()).typed == typed
    async with open_app("sre", RECORD) as desk:
        assert desk.record.typed == typed
        for path, key, text, _ in prompts:
            box = await desk.go_to(path)
            box.query_one(EntryLine).focus()
            await desk.press("up", key)
            assert box.query_one(EntryLine).value == text


async def test_the_causes_builder_opens_at_the_half_typed_answer(open_app: Open) -> None:
    tree = [
        {"id": "a", "strand": "happened", "text": "The cache failed"},
        {"id": "b", "parent": "a", "text": "Its disk was full"},
    ]
    record = {"causes": {"tree": tree}, "typed": {"causes.tree.a.parent": "nobody watched"}}
    async with open_app("sre", record) as desk:
        screen = CausesScreen(desk.session, desk.screen.saver, desk.screen.file_status)
        await desk.app.push_screen(screen)
        await until(lambda: screen.query(EntryLine) and screen.entry.value == "nobody watched")
        assert (screen.at, screen.entry.cursor_position) == ("a", 14)
        await until(lambda: screen.entry.has_focus)
        await desk.press("enter")
        await until(lambda: len(screen.session.postmortem.causes.tree) == 3)
        assert screen.session.postmortem.typed == {}


async def test_a_note_without_a_mark_is_kept(open_app: Open) -> None:
    async with open_app("sre", RECORD) as desk:
        box = await desk.go_to("summary")
        await box.toggle_marks()
        await until(lambda: box.query(NoteInput))
        box.query_one(Kinds)._selected = 4  # none
        box.query_one(NoteInput).focus()
        await desk.type("ask Ana")
        assert desk.record.typed == {"marks.summary": "ask Ana"}
        await desk.go_to("timeline")
        box = await desk.go_to("summary")
        await box.toggle_marks()
        await until(lambda: box.query(NoteInput))
        assert box.query_one(NoteInput).value == "ask Ana"
        list(box.query_one(MarkBar).query("SignedButton"))[2].toggle()
        await until(lambda: "summary" in desk.record.marks)
        assert desk.record.marks["summary"].note == "ask Ana"
        assert desk.record.typed == {}


@pytest.mark.parametrize(("path", "template"), [("timeline", "sre"), ("actions.prevent", "sre")])
async def test_a_paste_replaces_refused_lines_and_undo_restores_them(open_app: Open, path: str, template: str) -> None:
    from textual import events

    refused, pasted = ("99:99 no time", "14:41 All well") if path == "timeline" else ("Alert on it #preventt", "Fix it")
    async with open_app(template, RECORD) as desk:
        await desk.go_to(path)
        line = line_of(desk, path)
        line.focus()
        await desk.type(refused)
        line.post_message(events.Paste("!"))
        await until(lambda: line.value == f"{refused}!")  # nothing is refused yet
        await desk.press("backspace", "enter")
        assert line.value == refused
        line.post_message(events.Paste(pasted))
        await until(lambda: line.value == pasted)
        assert any("your paste replaced it" in note.message for note in notifications(desk.app))
        line.post_message(events.Paste(" soon"))
        await until(lambda: line.value == f"{pasted} soon" or line.value == f"{pasted}soon")
        await desk.press("ctrl+z", "ctrl+z")
        await until(lambda: line.value == refused)


PASTED = "14:32 Deploy\n14:38 Alert"
WHYS = "1. Why did it fail? The disk was full\n2. Why was it full? Nobody looked"


def record(desk: Desk) -> Postmortem:
    """Return the postmortem, on any screen."""
    return next(each for each in desk.app.screen_stack if isinstance(each, InterviewScreen)).session.postmortem


def told(desk: Desk) -> str:
    return "\n".join(each.message for each in notifications(desk.app))


async def text_of(desk: Desk, screen: type[Screen[Any]]) -> TextArea:
    await until(lambda: isinstance(desk.app.screen, screen) and desk.app.screen.query(TextArea))
    await desk.pilot.pause()
    return desk.app.screen.query_one(TextArea)


async def open_paste(desk: Desk) -> TextArea:
    await desk.go_to("timeline")
    await until(lambda: desk.screen.query(".figures"))
    await desk.press("up", "p")
    return await text_of(desk, PasteScreen)


async def test_pasted_lines_are_kept_until_they_are_added(open_app: Open) -> None:
    async with open_app("outage", RECORD) as desk:
        await open_paste(desk)
        await desk.press(*"14:32 D", "enter", *"14:38 A")
        assert record(desk).begun == {"timeline": "14:32 D\n14:38 A"}  # immediately
        await desk.press("escape")
        await until(lambda: isinstance(desk.app.screen, InterviewScreen))
        assert (await open_paste(desk)).text == "14:32 D\n14:38 A"
        assert "2 events from 2 lines" in desk.text()
        assert (await saved(desk)).begun == {"timeline": "14:32 D\n14:38 A"}
        desk.app.exit()  # without closing the window
    async with open_app("outage", RECORD) as desk:  # opened again
        assert (await open_paste(desk)).text == "14:32 D\n14:38 A"
        await desk.press("enter")
        await until(lambda: isinstance(desk.app.screen, InterviewScreen))
        assert (len(record(desk).timeline), record(desk).begun) == (3, {})
        await desk.press("ctrl+z")
        assert (len(record(desk).timeline), record(desk).begun) == (1, {"timeline": "14:32 D\n14:38 A"})
        await open_paste(desk)
        await desk.press("ctrl+e", *["backspace"] * len("14:32 D\n14:38 A"), "escape")
        assert record(desk).begun == {}
        assert (await open_paste(desk)).text == ""


async def test_a_paste_that_replaces_kept_lines_is_announced_and_undone(open_app: Open) -> None:
    async with open_app("outage", {**RECORD, "begun": {"timeline": PASTED}}) as desk:
        await desk.go_to("timeline")
        line_of(desk, "timeline").post_message(events.Paste("15:00 a\n15:01 b"))
        assert (await text_of(desk, PasteScreen)).text == "15:00 a\n15:01 b"
        await until(lambda: "your paste replaced them" in told(desk))
        await desk.press("escape")
        await until(lambda: isinstance(desk.app.screen, InterviewScreen))
        assert record(desk).begun == {"timeline": "15:00 a\n15:01 b"}
        await desk.press("ctrl+z")
        assert record(desk).begun == {"timeline": PASTED}


@pytest.mark.parametrize(("more", "is_kept"), [(0, True), (1, False)])
async def test_a_paste_that_is_too_long_to_keep_is_reported(open_app: Open, more: int, is_kept: bool) -> None:
    async with open_app("outage", RECORD) as desk:
        text = await open_paste(desk)
        desk.app.post_message(events.Paste("x" * (unfinished_text.LONGEST_KEPT + more)))
        await until(lambda: len(text.text) >= unfinished_text.LONGEST_KEPT)
        await desk.pilot.pause()
        assert ("timeline" in record(desk).begun) is is_kept
        assert ("this isn't saved" in told(desk)) is not is_kept


async def read_in(desk: Desk) -> None:
    await until(lambda: isinstance(desk.app.screen, CausesScreen))
    assert isinstance(desk.app.screen, CausesScreen)
    desk.app.screen.action_read_in()


async def test_pasted_whys_are_kept_until_they_are_imported(open_app: Open) -> None:
    async def open_whys(desk: Desk) -> TextArea:
        await desk.go_to("causes.tree")
        await desk.press("ctrl+g")
        await until(lambda: isinstance(desk.app.screen, CausesScreen))
        await desk.pilot.pause()
        await read_in(desk)
        return await text_of(desk, ReadInScreen)

    async with open_app("outage", RECORD) as desk:
        await open_whys(desk)
        desk.app.post_message(events.Paste(WHYS))
        await until(lambda: record(desk).begun == {"causes.tree": WHYS})
        await desk.press("escape")
        await read_in(desk)
        assert (await text_of(desk, ReadInScreen)).text == WHYS
        await saved(desk)
    async with open_app("outage", RECORD) as desk:
        assert (await open_whys(desk)).text == WHYS
        await desk.press("ctrl+j")
        await until(lambda: len(record(desk).causes.tree) == 2)
        assert record(desk).begun == {}
        await desk.press("ctrl+z")
        assert record(desk).begun == {"causes.tree": WHYS}


async def test_the_reason_of_a_waiver_is_kept_until_it_is_given(open_app: Open) -> None:
    async def ask(desk: Desk) -> str:
        await desk.press("ctrl+f")
        await until(lambda: isinstance(desk.app.screen, ReviewScreen))
        await desk.pilot.pause()
        await desk.press("w")
        return desk.app.screen.query_one("#reason", Input).value

    async with open_app("outage", RECORD) as desk:
        assert await ask(desk) == ""
        await desk.type("known since")
        (key,) = record(desk).begun
        assert key.startswith("waived.")
        assert record(desk).begun[key] == "known since"
        await desk.press("escape", "escape")
        await until(lambda: isinstance(desk.app.screen, InterviewScreen))
        assert await ask(desk) == "known since"
        await saved(desk)
    async with open_app("outage", RECORD) as desk:
        assert await ask(desk) == "known since"
        await desk.type(" May")
        await desk.press("enter")
        assert record(desk).begun == {}
        assert record(desk).waived == {key.removeprefix("waived."): "known since May"}
        await desk.press("ctrl+z")
        assert (record(desk).begun, record(desk).waived) == ({key: "known since May"}, {})


async def saved(desk: Desk) -> Postmortem:
    await until(lambda: draft_folder.load(desk.path).postmortem == record(desk))
    return draft_folder.load(desk.path).postmortem
