"""The home screen and how a draft begins."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.binding import Binding
from textual.pilot import Pilot
from textual.widgets import DataTable, OptionList, Static

from pmtui.config import ActiveConfig
from pmtui.model.postmortem import Postmortem
from pmtui.storage import draft_folder, last_position
from pmtui.storage.draft_file import Draft
from pmtui.template import lookup
from pmtui.tui.app import PmtuiApp
from pmtui.tui.draft_rows import age, read_rows
from pmtui.tui.editors.table_editor import RowForm
from pmtui.tui.palette import Actions
from pmtui.tui.screens.finish import FinishScreen
from pmtui.tui.screens.help import HelpScreen
from pmtui.tui.screens.home import HomeScreen
from pmtui.tui.screens.interview import InterviewScreen
from pmtui.tui.screens.new import NewScreen
from pmtui.tui.screens.preview import PreviewScreen
from pmtui.tui.tables.row_table import RowTable
from pmtui.tui.widgets.answer_state_bar import MarkBar
from tests.tui.conftest import TODAY, Desk, until


def app_for(folder: Path, draft: Path | None = None) -> PmtuiApp:
    return PmtuiApp(folder, draft, day=TODAY)


async def listed(app: PmtuiApp, pilot: Pilot[int]) -> None:
    """Wait until the folder of drafts has been read, which happens in its own thread."""
    await until(lambda: all(worker.is_finished for worker in app.workers))
    await pilot.pause()


async def test_the_first_start_says_what_to_do(tmp_path: Path) -> None:
    app = app_for(tmp_path / "none")
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(app, pilot)
        text = Desk(app, pilot, tmp_path).text()
        assert "No drafts in this folder yet." in text
        assert "n  Start a postmortem" in text
    assert not (tmp_path / "none").exists()


async def test_a_new_draft_from_title_and_template(tmp_path: Path) -> None:
    app = app_for(tmp_path / "drafts")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", *"Login fails", "enter", "down", "enter")
        await until(lambda: isinstance(app.screen, InterviewScreen))
        path = tmp_path / "drafts" / "2026-03-09-login-fails.toml"
        draft = draft_folder.load(path)
        assert (draft.template, draft.postmortem.incident.title) == ("sre", "Login fails")


async def test_every_template_says_what_it_is_for(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("n")
        await listed(app, pilot)
        text = Desk(app, pilot, tmp_path).text()
        for name in lookup.BUILTIN:
            assert lookup.load(name).settings.title in text
        assert app.screen.query_one(OptionList).highlighted == 0


async def test_an_example_is_one_key_away(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("e", "enter")
        await until(lambda: isinstance(app.screen, InterviewScreen))
        assert draft_folder.load(tmp_path / "2026-03-09-example-outage.toml").postmortem.timeline


async def test_drafts_are_listed_with_what_matters_and_opened(tmp_path: Path) -> None:
    record = {"incident": {"title": "[/] Login | fails", "id": "INC-7", "severity": "critical"}}
    draft_folder.create(tmp_path / "a.toml", Draft("sre", Postmortem.model_validate(record)))
    app = app_for(tmp_path)
    async with app.run_test(size=(100, 24)) as pilot:
        await listed(app, pilot)
        text = Desk(app, pilot, tmp_path).text()
        for word in ("[/] Login | fails", "INC-7", "SEV-1", "Draft", "%", "just now"):
            assert word in text
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, InterviewScreen))


@pytest.mark.parametrize("content", ["schema = 1\n[broken", 'schema = 1\ntemplate = "nowhere"\n'])
async def test_a_draft_that_can_not_be_opened_says_why(tmp_path: Path, content: str) -> None:
    (tmp_path / "bad.toml").write_text(content)
    app = app_for(tmp_path)
    async with app.run_test(size=(100, 24)) as pilot:
        await listed(app, pilot)
        await pilot.press("enter")
        await listed(app, pilot)
        assert isinstance(app.screen, HomeScreen)
        text = Desk(app, pilot, tmp_path).text()
        assert ":2: " in text or "'nowhere'" in text
    assert (tmp_path / "bad.toml").read_text() == content


async def test_a_draft_elsewhere_is_opened_by_its_path(tmp_path: Path) -> None:
    elsewhere = tmp_path / "else" / "x.toml"
    draft_folder.create(elsewhere, Draft("outage", Postmortem()))
    app = app_for(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("o", *str(elsewhere), "enter")
        await until(lambda: isinstance(app.screen, InterviewScreen))


async def test_the_palette_has_every_action_by_name_by_what_it_does_and_by_its_key(tmp_path: Path) -> None:
    draft_folder.create(tmp_path / "a.toml", Draft("sre", Postmortem()))
    app = app_for(tmp_path, tmp_path / "a.toml")
    async with app.run_test(size=(100, 24)) as pilot:
        await until(lambda: isinstance(app.screen, InterviewScreen))
        await listed(app, pilot)
        titles = {command.title for command in app.get_system_commands(app.screen)}
        for binding in InterviewScreen.BINDINGS:
            assert isinstance(binding, Binding)
            assert binding.description in titles or (binding.id == "build" and "Impact" in titles)
        actions = Actions(app.screen)
        assert [str(hit.text) async for hit in actions.search("DOCUMENT preview")] == ["Preview"]
        assert "Preview" in [str(hit.text) async for hit in actions.search("f3")]
        hits = [hit async for hit in actions.search("preview")]
        assert [str(hit.text) for hit in sorted(hits, key=lambda hit: -hit.score)][0] == "Preview"


async def test_help_explains_the_screen(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("f1")
        await until(lambda: isinstance(app.screen, HelpScreen))
        assert isinstance(app.screen, HelpScreen)
        assert "`n`" in app.screen.text
        await pilot.press("f1")
        await until(lambda: isinstance(app.screen, HomeScreen))


_UNDELIVERABLE = {"ctrl+enter", "shift+enter", "alt+enter", "ctrl+m", "ctrl+i", "ctrl+h", "ctrl+space"}


def test_every_key_can_be_delivered_by_a_plain_terminal() -> None:
    screens: list[Any] = [HomeScreen, InterviewScreen, NewScreen, PreviewScreen, FinishScreen]
    holders: list[Any] = [PmtuiApp, *screens, RowTable, RowForm, MarkBar]
    for holder in holders:
        for binding in holder.BINDINGS:
            assert isinstance(binding, Binding)
            for key in binding.key.split(","):
                assert key not in _UNDELIVERABLE
                assert not key.startswith(("ctrl+shift+", "super+", "cmd+"))
                assert not (binding.priority and len(key) == 1), f"{key} would fire while somebody types"


def test_ages_are_short() -> None:
    from datetime import UTC, datetime, timedelta

    now = datetime(2026, 3, 9, 12, tzinfo=UTC)
    words = [age(now - timedelta(minutes=minutes), now) for minutes in (0, 5, 150, 60 * 24 * 3)]
    assert words == ["just now", "5 min ago", "2 h ago", "3 days ago"]


async def test_enter_in_an_empty_list_does_nothing(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test(size=(100, 24)) as pilot:
        await listed(app, pilot)
        assert isinstance(app.screen, HomeScreen)
        table = app.screen.query_one("#drafts", DataTable)
        table.action_scroll_bottom()
        assert table.cursor_row == -1
        app.screen.action_open()
        assert isinstance(app.screen, HomeScreen)


async def test_a_title_makes_room_for_the_other_columns(tmp_path: Path) -> None:
    record = {
        "incident": {"title": "Nobody could log in after a release", "id": "INC-2026-0571", "severity": "critical"},
        "document": {"status": "review"},
    }
    draft_folder.create(tmp_path / "a.toml", Draft("outage", Postmortem.model_validate(record)))
    app = app_for(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(app, pilot)
        table = app.screen.query_one(DataTable)
        assert table.max_scroll_x == 0
        assert "just now" in str(table.get_row_at(0)[-1])


async def test_a_title_survives_the_end_of_the_app_before_the_draft_is_begun(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("n", *"Login")
        await until(lambda: isinstance(app.screen, NewScreen))
    again = app_for(tmp_path)
    async with again.run_test() as pilot:
        await pilot.press("n")
        await until(lambda: isinstance(again.screen, NewScreen) and again.screen.query("#name"))
        assert "This is what you typed last time." in Desk(again, pilot, tmp_path).text()
        await pilot.press(*" fails", "enter", "enter")
        await until(lambda: isinstance(again.screen, InterviewScreen))
    assert draft_folder.load(tmp_path / "2026-03-09-login-fails.toml").postmortem.incident.title == "Login fails"
    assert last_position.recall_title(tmp_path) == ""


def test_a_row_says_how_many_actions_are_overdue(tmp_path: Path) -> None:
    text = 'schema = 2\ntemplate = "sre"\n'
    for name, due, status in (("a", "2026-03-19", "open"), ("b", "2026-03-19", "done"), ("c", "2026-03-20", "open")):
        text += f'[[actions]]\nid = "{name}"\ndescription = "Add {name}"\ndue = {due}\nstatus = "{status}"\n'
    (tmp_path / "d.toml").write_text(text, encoding="utf-8")
    for day, status in ((20, "Draft !1"), (21, "Draft !2"), (19, "Draft")):
        rows, problem = read_rows(tmp_path, datetime(2026, 3, day, 12, tzinfo=UTC), ActiveConfig())
        assert (problem, [row.cells[3] for row in rows]) == ("", [status])


async def test_the_title_says_how_many_actions_are_overdue(tmp_path: Path) -> None:
    text = 'schema = 2\ntemplate = "sre"\n[[actions]]\nid = "a"\ndescription = "Add it"\ndue = 2020-03-19\n'
    (tmp_path / "d.toml").write_text(text, encoding="utf-8")
    app = app_for(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(app, pilot)
        assert str(app.screen.query_one("#title", Static).content).startswith(
            "pmtui  ·  1 action overdue  ·  drafts in "
        )
