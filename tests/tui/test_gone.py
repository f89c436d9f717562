"""A row that a prompt is about may be gone: undone, or removed by someone else. That's reported, and nothing breaks."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.events import MouseDown, Paste
from textual.geometry import Offset
from textual.widgets import Static

from pmtui.paths import state_folder
from pmtui.storage import draft_folder
from pmtui.tui.app import PmtuiApp
from pmtui.tui.editors.action_editor import ActionEditor
from pmtui.tui.editors.entry_line import EntryLine
from pmtui.tui.editors.table_editor import RowForm
from pmtui.tui.editors.timeline_editor import TimelineEditor
from pmtui.tui.screens.actions import ActionsScreen
from pmtui.tui.screens.checklist import PickScreen
from pmtui.tui.screens.preview import PreviewScreen
from pmtui.tui.tables.action_table import ActionTable
from pmtui.tui.textual_workarounds import when_drawn
from tests.textual_private import notifications
from tests.tui.conftest import Desk, Open, until

TWO = [
    {"id": "a", "description": "Fix it", "horizon": "immediate"},
    {"id": "b", "description": "Test it", "horizon": "immediate"},
]


async def at_line(desk: Desk) -> ActionEditor:
    await desk.go_to("actions.immediate")
    editor = desk.screen.query(ActionEditor).first()
    editor.focus_first()
    await desk.pilot.pause()
    return editor


def said(desk: Desk) -> str:
    return " ".join(note.message for note in notifications(desk.app))


async def test_an_answer_about_a_row_that_was_undone_is_refused(open_app: Open) -> None:
    async with open_app("outage") as desk:
        await at_line(desk)
        await desk.type("Do this")
        await desk.press("enter", "up", "o")
        await desk.type("bob")
        await desk.press("ctrl+z")  # undoes the action itself: the row in question no longer exists
        assert not desk.record.actions
        await desk.press("enter")
        await until(lambda: "This no longer exists" in said(desk))
        assert isinstance(desk.app.focused, EntryLine)
        await desk.press("ctrl+y")
        assert [action.owner for action in desk.record.actions] == [""]


async def test_a_key_in_the_form_of_a_row_that_someone_removed_does_nothing(open_app: Open) -> None:
    async with open_app("outage", {"actions": TWO}) as desk:
        editor = await at_line(desk)
        await desk.saved()
        editor.table.focus()
        await desk.press("enter")
        await until(lambda: desk.screen.query(RowForm))
        draft = draft_folder.load(desk.path)
        gone = desk.screen.query_one(RowForm).row_id
        kept = tuple(action for action in draft.postmortem.actions if action.id != gone)
        draft_folder.save(desk.path, replace(draft, postmortem=draft.postmortem.model_copy(update={"actions": kept})))
        await until(lambda: len(desk.record.actions) == 1)
        desk.app.screen.settle = lambda: None
        await desk.press("z")
        assert desk.record.actions == kept
        assert not desk.screen.query(RowForm)
        assert not desk.record.typed or list(desk.record.typed) == ["actions.immediate"]


async def test_an_answer_left_without_enter_is_reported(open_app: Open) -> None:
    async with open_app("outage", {"actions": TWO}) as desk:
        editor = await at_line(desk)
        editor.table.focus()
        await desk.press("slash")
        await desk.type("the vendor")
        await desk.press("f7")
        await until(lambda: "Show only wasn't saved: press Enter to save 'the vendor'." in said(desk))


async def test_what_is_pasted_over_the_table_goes_to_the_line_and_escape_does_too(open_app: Open) -> None:
    async with open_app("outage", {"actions": TWO}) as desk:
        editor = await at_line(desk)
        editor.table.focus()
        await desk.pilot.pause()
        editor.table.post_message(Paste("Do that"))
        await until(lambda: editor.line_editor.value == "Do that")
        assert desk.app.focused is editor.line_editor
        editor.table.focus()
        await desk.press("escape")
        assert desk.app.focused is editor.line_editor


async def test_a_table_that_is_half_gone_says_nothing_more(open_app: Open) -> None:
    async with open_app("outage", {"actions": TWO}) as desk:
        editor = await at_line(desk)
        for name in (".row-hint", ".entry"):
            await editor.query(name).remove()
            editor.on_descendant_blur()
            await desk.pilot.pause()


async def test_the_document_is_shown_from_the_builders_too(open_app: Open) -> None:
    async with open_app("outage", {"actions": TWO}) as desk:
        await at_line(desk)
        for key in ("ctrl+g", "ctrl+f", "f9"):
            await desk.press(key)
            before = desk.app.screen
            await desk.press("f3")
            await until(lambda: isinstance(desk.app.screen, PreviewScreen))
            await desk.press("f3")
            assert desk.app.screen is before
            await desk.press(key)


async def test_several_lines_pasted_as_an_answer_are_one(open_app: Open) -> None:
    async with open_app("outage", {"actions": TWO}) as desk:
        editor = await at_line(desk)
        editor.table.focus()
        await desk.press("home", "x")
        editor.line_editor.post_message(Paste("the vendor ends it\n  in June\n"))
        await desk.pilot.pause()
        await desk.press("enter")
        assert [action.reason for action in desk.record.actions if action.reason] == ["the vendor ends it in June"]
        assert len(desk.record.actions) == 2


async def test_pasted_actions_keep_every_word_of_a_line_that_can_not_be_read(open_app: Open) -> None:
    async with open_app("outage") as desk:
        editor = await at_line(desk)
        editor.line_editor.post_message(Paste("- Fix it @dana\n- Try it #nonsense"))
        await until(lambda: isinstance(desk.app.screen, PickScreen))
        await desk.press("enter")
        await until(lambda: len(desk.record.actions) == 2)
        assert {(action.description, action.owner) for action in desk.record.actions} == {
            ("Fix it", "dana"),
            ("Try it #nonsense", ""),
        }


async def test_enter_keeps_a_due_date_and_a_dash_clears_it(open_app: Open) -> None:
    async with open_app("outage", {"actions": [{**TWO[0], "due": "2026-04-01"}]}) as desk:
        editor = await at_line(desk)
        editor.table.focus()
        await desk.press("u", "enter")
        assert str(desk.record.actions[0].due) == "2026-04-01"
        await desk.press("u", "-", "enter")
        assert desk.record.actions[0].due is None
        assert "No due date." in said(desk)


async def test_what_the_line_asks_and_why_it_is_refused_is_shown_on_each_screen(open_app: Open) -> None:
    async with open_app("outage", {"actions": TWO}) as desk:
        await at_line(desk)
        await desk.press("ctrl+g")
        await until(lambda: isinstance(desk.app.screen, ActionsScreen) and desk.app.screen.query(ActionTable))
        await desk.press("up", "u")
        assert "- for none. For" in desk.text()
        await desk.type("gibberish")
        await desk.press("enter")
        assert "Write it as fri, +2w" in desk.text()


async def test_the_milestone_letters_are_shown_once_the_table_has_focus(open_app: Open) -> None:
    events = [{"id": "a", "at": "2025-10-25T14:00:00Z", "event": "one"}]
    async with open_app("outage", {"incident": {"date": "2025-10-25"}, "timeline": events}) as desk:
        await desk.go_to("timeline")
        desk.screen.query_one(TimelineEditor).focus_first()
        await desk.press("up")
        await until(lambda: "S start  D detect" in desk.text())
        await desk.press("down")
        await until(lambda: "S start  D detect" not in desk.text())


async def test_a_deferred_call_to_a_removed_widget_does_nothing(open_app: Open) -> None:
    async with open_app("outage") as desk:
        done: list[str] = []
        when_drawn(desk.screen, lambda: desk.screen.query_one("#nowhere"))
        when_drawn(desk.screen, lambda: done.append("there"))
        await desk.screen.query_one("#side").remove()
        desk.screen.on_resize()  # what it draws is gone
        await desk.pilot.pause()
        assert done == ["there"]


async def test_a_click_on_a_removed_row_does_nothing(open_app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_app("outage") as desk:
        gone = Static("gone")  # it's no longer mounted, and the screen doesn't know yet
        monkeypatch.setattr(desk.screen, "get_widget_and_offset_at", lambda x, y: (gone, Offset(0, 0)))
        desk.app.post_message(MouseDown(None, 40, 10, 0, 0, 1, shift=False, meta=False, ctrl=False))
        await desk.pilot.pause()
        assert desk.app.is_running
        assert desk.app.return_code is None


async def test_an_error_while_the_app_ends_is_logged_silently(tmp_path: Path) -> None:
    app = PmtuiApp(tmp_path)
    app.exit(return_code=0)
    app._handle_exception(ValueError("half of the screen is gone"))
    assert (app.return_code, app.last_words) == (0, "")
    assert (state_folder() / "crash.log").read_text() == "ValueError\n"
