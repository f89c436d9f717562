"""The home screen and how a draft begins."""

import threading
from pathlib import Path
from typing import Any

import pytest
from textual.binding import Binding
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from pmtui.config import ActiveConfig
from pmtui.model.postmortem import Postmortem
from pmtui.session import overviews
from pmtui.storage import draft_folder, last_position
from pmtui.storage.draft_file import Draft
from pmtui.storage.overviews import Overviews
from pmtui.template import lookup
from pmtui.tui.app import PmtuiApp
from pmtui.tui.draft_rows import age, matching, rows_of
from pmtui.tui.editors.table_editor import RowForm
from pmtui.tui.palette import Actions
from pmtui.tui.screens import home
from pmtui.tui.screens.finish import FinishScreen
from pmtui.tui.screens.help import HelpScreen
from pmtui.tui.screens.home import HomeScreen
from pmtui.tui.screens.interview import InterviewScreen
from pmtui.tui.screens.new import NewScreen
from pmtui.tui.screens.preview import PreviewScreen
from pmtui.tui.tables.draft_list import DraftList
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
        assert "n    Start a postmortem" in text
        assert "S▒▒▒D▓▓▓▓▓▓▓▓▓F▓▓▓M░░░░░R" in text  # the emblem
    assert not (tmp_path / "none").exists()


async def test_a_new_draft_from_title_and_template(tmp_path: Path) -> None:
    app = app_for(tmp_path / "drafts")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", *"Login fails", "enter", "down", "enter")
        await until(lambda: isinstance(app.screen, InterviewScreen))
        path = tmp_path / "drafts" / "2026-03-09-login-fails.toml"
        draft = draft_folder.load(path)
        assert (draft.template, draft.postmortem.incident.title) == ("sre", "Login fails")


async def test_a_new_draft_asks_once_which_zone_its_times_are_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    app = app_for(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        desk = Desk(app, pilot, tmp_path)
        await desk.press("n", "enter")
        assert "Which time zone?" in desk.text() and "Asia/Tokyo" in desk.text()
        await desk.press(*"nowhere", "enter")
        assert "Type a city, an abbreviation, or an IANA name" in desk.text()
        await desk.press("ctrl+u", *"berlin", "enter")
        assert "Europe/Berlin" in desk.text() and "Type a city" not in desk.text()
        await desk.press("enter")
        await until(lambda: isinstance(app.screen, InterviewScreen))
        assert isinstance(app.screen, InterviewScreen)
        assert app.screen.session.postmortem.incident.timezone == "Europe/Berlin"
        await desk.press("f7", "f7")
        await until(lambda: "✓ Time zone              Europe/Berlin" in desk.text())


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
        await until(lambda: "─ INC-7 · changed just now ─" in Desk(app, pilot, tmp_path).text())
        text = Desk(app, pilot, tmp_path).text()
        for word in ("[/] Login | fails", "SEV-1", "Draft", "%", "In progress · 1", "no date", "Next "):
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
            if (binding.id, binding.key) in ((None, "tab"), ("interview.to_meeting", "escape")):
                continue  # Tab moves, as everywhere; back to the meeting is only there in one
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
        drafts = app.screen.query_one(DraftList)
        drafts.action_end(True)
        assert drafts.current() is None
        app.screen.action_open()
        assert isinstance(app.screen, HomeScreen)


async def test_a_title_survives_the_end_of_the_app_before_the_draft_is_begun(tmp_path: Path) -> None:
    app = app_for(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("n", *"Login")
        await until(lambda: isinstance(app.screen, NewScreen))
    again = app_for(tmp_path)
    async with again.run_test() as pilot:
        await pilot.press("n")
        await until(lambda: isinstance(again.screen, NewScreen) and again.screen.query("#name"))
        shown = Desk(again, pilot, tmp_path).text()
        assert "This is what you typed last time." in shown
        first, second = (
            line[3:].rstrip() for line in shown.splitlines() if "Full outage" in line or "improvem" in line
        )
        assert first.startswith("  Full") and second.startswith("  improvem")  # wrapped below its first line
        await pilot.press(*" fails", "enter", "enter")
        await until(lambda: isinstance(again.screen, InterviewScreen))
    assert draft_folder.load(tmp_path / "2026-03-09-login-fails.toml").postmortem.incident.title == "Login fails"
    assert last_position.recall_title(tmp_path) == ""


MANY = {
    "2025-03-01-old": ({"incident": {"title": "Old", "id": "INC-1", "date": "2025-03-01"}}, "sre"),
    "2026-02-01-shelf": (
        {
            "incident": {"title": "Nobody could log in after a release of the session service", "id": "INC-2",
                         "date": "2026-02-01", "severity": "critical"},
            "document": {"status": "review"},
            "actions": [
                {"id": "a", "description": "Sign with a key that all have", "owner": "Mei Lin", "due": "2026-03-01"},
                {"id": "b", "description": "Add an alert", "due": "2026-03-20"},
            ],
            "timeline": [
                {"id": "e1", "at": "2026-02-01T10:00:00Z", "event": "Logins fail", "milestones": ["started"]},
                {"id": "e2", "at": "2026-02-01T11:15:00Z", "event": "Logins work", "milestones": ["resolved"]},
            ],
        },
        "outage",
    ),
    "2026-03-01-done": (
        {"incident": {"title": "Done", "id": "INC-3", "date": "2026-03-01"}, "document": {"status": "final"}}, "sre"
    ),
    "new": ({"incident": {"title": "New"}}, "sre"),
    "bare": ({"incident": {"title": "Bare", "date": "2026-01-05"}}, "nowhere"),
}  # fmt: skip


def write_many(folder: Path) -> None:
    for name, (record, template) in MANY.items():
        draft_folder.create(folder / f"{name}.toml", Draft(template, Postmortem.model_validate(record)))
    (folder / "bad.toml").write_text("schema = 1\n[broken")


async def test_drafts_in_progress_come_first_with_details_of_the_selected_one(tmp_path: Path) -> None:
    write_many(tmp_path)
    app = app_for(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(app, pilot)
        desk = Desk(app, pilot, tmp_path)
        lines = desk.text().splitlines()
        assert lines[0].endswith("1 action overdue ")
        assert lines[1].startswith("━ Postmortems ━")
        wanted = [
            ("In progress · 5", ""),
            ("no date ", "New "),
            ("Feb 1 ", "Nobody could log in aft"),
            ("Jan 5 ", "no template"),
            ("Mar 2025 ", "Old "),
            ("!  bad.toml  damaged", ""),
            ("Final · 1", ""),
            ("Mar 1 ", "Done "),
        ]
        for line, (start, inside) in zip(lines[2:], wanted, strict=False):
            assert line[1:].startswith(start) and inside in line
        assert lines[3].startswith("▌") and "1 overdue  ◐  " in lines[4]
        assert max(map(len, lines)) == 80
        await desk.press("down")
        await until(lambda: "Mei Lin" in desk.text())
        text = desk.text()
        for words in (
            "─ INC-2 · changed just now ─", "S███", "Impact  1 h 15 min", "Next    ", " unanswered",
            "Actions 2 open  ·  1 overdue", "  Mar 1   Sign with a key that all have",
        ):  # fmt: skip
            assert words in text
        await desk.press("down", "down", "down")
        await until(lambda: "bad.toml:2:" in "".join(desk.text().split()))  # a long path is wrapped
        await desk.press("down")
        assert desk.text().splitlines()[9].startswith("▌")  # past the heading
        await desk.press("home")
        assert desk.text().splitlines()[2].startswith(" In progress")
        await pilot.resize_terminal(140, 30)
        await until(lambda: "─ new.toml · changed" in desk.text().splitlines()[1])
        await until(lambda: "◐ Under Review" in desk.text().splitlines()[4])


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("over", "1 of 6 with 'over'"),
        ("inc-3", "1 of 6 with 'inc-3'"),
        ("Critical log", "1 of 6 with 'Critical log'"),
        ("final", "1 of 6 with 'final'"),
        ("damaged", "1 of 6 with 'damaged'"),
        ("[/]", "0 of 6 with '[/]'"),
    ],
)
def test_the_filter_looks_at_what_a_row_says(tmp_path: Path, words: str, found: str) -> None:
    write_many(tmp_path)
    known = Overviews(tmp_path)
    known.look()
    while known.read(overviews.OverviewReader(ActiveConfig()), 1):
        pass
    rows = rows_of(known.listed(), TODAY)
    assert f"{len(matching(rows, words))} of {len(rows)} with '{words}'" == found


async def test_the_filter_works_while_it_is_typed_and_esc_clears_it(tmp_path: Path) -> None:
    write_many(tmp_path)
    app = app_for(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(app, pilot)
        desk = Desk(app, pilot, tmp_path)
        await desk.press("slash", *"o")
        assert "with 'o'" in desk.text()
        await desk.press(*"ver")
        assert "1 of 6 with 'over'" in desk.text() and "Old" not in desk.text()
        await desk.press(*"[/]")
        assert "0 of 6 with 'over[/]'" in desk.text() and "No draft has these words." in desk.text()
        await desk.press("enter", "escape")
        assert "with 'over" not in desk.text() and "Old" in desk.text()
        assert isinstance(app.focused, DraftList)
        await desk.press("slash")
        assert "over[/]  Right: restore" in desk.text()
        await desk.press("right")
        assert "0 of 6 with 'over[/]'" in desk.text()
        await desk.press("ctrl+u", *"INC", "down")
        assert isinstance(app.focused, Input)
        await desk.press("enter")
        await until(lambda: isinstance(app.screen, InterviewScreen))
        assert isinstance(app.screen, InterviewScreen) and app.screen.session.postmortem.incident.id == "INC-1"


async def test_rows_appear_as_they_are_read_and_the_cursor_stays_on_its_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_many(tmp_path)
    monkeypatch.setattr(home, "_STEP", 0.0)
    monkeypatch.setattr(home, "_BETWEEN_DRAWINGS", 0.0)
    read, may_read = overviews.OverviewReader.read, threading.Semaphore(0)

    def in_turn(self: Any, file: Any) -> Any:
        assert may_read.acquire(timeout=20)
        return read(self, file)

    monkeypatch.setattr(overviews.OverviewReader, "read", in_turn)
    app = app_for(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        desk = Desk(app, pilot, tmp_path)
        await until(lambda: "Not read yet · 6" in desk.text())
        await desk.press("down", "down")
        assert isinstance(app.screen, HomeScreen)
        drafts = app.screen.query_one(DraftList)
        wanted = drafts.current()
        assert wanted is not None and wanted.overview is None
        may_read.release(2)
        await until(lambda: "Not read yet · 4" in desk.text())
        current = drafts.current()
        assert current is not None and current.path == wanted.path
        assert current.overview is not None  # the selected one is read first
        may_read.release(10)
        await until(lambda: "Not read yet" not in desk.text())
        current = drafts.current()
        assert current is not None and current.path == wanted.path


async def test_details_that_arrive_when_the_list_is_gone_are_left(tmp_path: Path) -> None:
    """The app may end while a draft is read, and widgets end before their screen."""
    draft_folder.create(tmp_path / "a.toml", Draft("outage", Postmortem()))
    app = app_for(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await listed(app, pilot)
        assert isinstance(app.screen, HomeScreen)
        row = app.screen.query_one(DraftList).current()
        assert row is not None
        reading = app.screen._read_detail_of(row)
        await app.screen.query_one(DraftList).remove()
        await reading.wait()
