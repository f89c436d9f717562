"""Importing files in the app: chosen, dropped, or pasted; looked over; taken in one step, or not at all."""

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.widgets import Input

from pmtui.session.import_preview import ShownRecords
from pmtui.tui.editors.entry_line import EntryLine
from pmtui.tui.screens.files import FilesScreen
from pmtui.tui.screens.import_events import ImportScreen
from pmtui.tui.screens.interview import InterviewScreen
from pmtui.tui.screens.paste import PasteScreen
from tests.textual_private import notifications
from tests.tui.conftest import Desk, Open, until
from tests.tui.test_confined import confined

DAY = {"incident": {"date": "2026-03-07", "timezone": "UTC"}}


def line(minute: int, text: str, **facts: Any) -> str:
    return json.dumps({"time": f"2026-03-07T10:{minute:02}:00Z", "level": "error", "msg": text} | facts)


LOG = "\n".join(line(minute, f"Queue {minute} is full") for minute in (0, 10, 20, 30))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which pmtui was started, with two files in a subfolder."""
    inside = tmp_path / "exports"
    inside.mkdir()
    (inside / "log one.jsonl").write_text(LOG)
    (inside / "log-two.jsonl").write_text(line(15, "Disk is full"))
    (inside / "own.json").write_text('[{"when": "2026-03-07T10:00:00Z", "note": "Queue is full"}]')
    (inside / "broken.json").write_text("<!doctype html><title>Log in</title>")
    monkeypatch.chdir(tmp_path)
    return inside


async def shown(desk: Desk) -> ImportScreen:
    await until(lambda: isinstance(desk.app.screen, ImportScreen))
    screen = desk.app.screen
    assert isinstance(screen, ImportScreen)
    await until(lambda: screen.preview is not None or screen.problem)
    await desk.pilot.pause()
    return screen


def on_one_line(desk: Desk) -> str:
    """Return what is on screen, whose sentences may be on several lines."""
    return " ".join(desk.text().split())


async def in_timeline(desk: Desk) -> list[str]:
    await until(lambda: isinstance(desk.app.screen, InterviewScreen))
    await desk.pilot.pause()
    return [event.event for event in desk.record.timeline]


async def drop(desk: Desk, text: str) -> None:
    desk.screen.query_one(EntryLine).post_message(events.Paste(text))
    await desk.pilot.pause()


async def test_files_are_chosen_with_completion_looked_over_and_added_in_one_step(open_app: Open, folder: Path) -> None:
    async with open_app("outage", DAY) as desk:
        await desk.go_to("timeline")
        await desk.press("ctrl+t")
        await until(lambda: isinstance(desk.app.screen, FilesScreen))
        await desk.type("exp")
        await desk.press("tab")
        assert desk.app.screen.query_one("#path", Input).value == "exports/"
        await desk.type("log")
        await desk.press("ctrl+n", "ctrl+n", "enter")
        screen = await shown(desk)
        assert "5 events of 5 records" in desk.text()
        assert "jsonl Disk is full" in desk.text()  # no empty column, as no record names a person
        assert desk.text().index("Disk is full") < desk.text().index("Queue 20")
        await desk.press("slash")
        await desk.type("queue 2")
        assert "(1)" in desk.text()
        await desk.press("escape")  # only the filter is gone
        await desk.press("home", "space", "end", "left_square_bracket", "equals_sign")
        assert await shown(desk) is screen
        await desk.press("end", "left", "right_square_bracket")
        assert "[" not in desk.text().splitlines()[2]
        await desk.press("enter")
        assert await in_timeline(desk) == ["Queue 10 is full", "Disk is full", "Queue 20 is full"]
        assert any("3 events added" in note.message for note in notifications(desk.app))
        await desk.press("ctrl+z")
        assert desk.record.timeline == ()


async def test_dropping_a_file_imports_it_instead_of_adding_its_path(open_app: Open, folder: Path) -> None:
    async with open_app("outage", DAY) as desk:
        await desk.go_to("timeline")
        path = str(folder / "log one.jsonl")
        await drop(desk, path.replace(" ", "\\ ") + " ")
        screen = await shown(desk)
        await desk.press("r", "down", "down", "r")
        assert screen.preview is not None
        assert [each.text for each in screen.preview.events()] == ["Queue 30 is full"]
        await desk.press("s", "s")
        assert (screen.preview.shown, len(screen.preview.order)) == (ShownRecords.LEFT_OUT, 0)
        await desk.press("escape")
        assert await in_timeline(desk) == []
        await drop(desk, "Half an event at ")
        await drop(desk, path)  # into a text that's begun, it's text
        assert desk.screen.query_one(EntryLine).value == f"Half an event at{path}"
        await desk.press("escape")
        await desk.type(path)
        assert "A file: press Enter" in desk.text()
        await desk.press("enter")
        await shown(desk)
        await desk.press("enter")
        assert len(await in_timeline(desk)) == 4
        assert desk.screen.query_one(EntryLine).value == ""


async def test_a_file_that_can_not_be_read_leads_back_to_the_choice(open_app: Open, folder: Path) -> None:
    async with open_app("outage", DAY) as desk:
        await desk.go_to("timeline")
        await desk.press("ctrl+t")
        await until(lambda: isinstance(desk.app.screen, FilesScreen))
        await desk.type("exports/bro")
        await desk.press("enter")
        await shown(desk)
        assert "is a web page" in desk.text()
        await desk.press("enter", "space", "m", "j", "z", "escape")
        assert isinstance(desk.app.screen, FilesScreen)
        await desk.press("escape")
        line = desk.app.screen.query_one("#path", Input)
        line.post_message(events.Paste(f"'{folder / 'own.json'}'"))  # as a terminal pastes a dropped file
        await until(lambda: line.value == str(folder / "own.json"))
        await desk.press("enter")
        await shown(desk)
        assert "(keys: when, note). Press `k` to choose its kind. Press Esc to go back." in on_one_line(desk)
        assert "Alike" not in desk.text()  # there are no rows
        await desk.press("k")
        assert "Kinds: alertmanager, " in on_one_line(desk)
        await desk.type("jsnol")
        await desk.press("enter")
        assert "Not a kind: jsnol. Did you mean 'jsonl'?" in on_one_line(desk)
        await desk.press("ctrl+a", "ctrl+k")
        await desk.type("github")
        await desk.press("enter")
        await shown(desk)
        assert "1 not an event. Read as github." in on_one_line(desk)
        await desk.press("k", "escape", "escape")
        await desk.type("x")
        assert "No such file" in desk.text()
        await desk.press("escape", "escape")
        assert await in_timeline(desk) == []


async def test_pasted_json_is_offered_as_a_file_and_can_be_text_after_all(open_app: Open) -> None:
    async with open_app("outage", DAY) as desk:
        await desk.go_to("timeline")
        await drop(desk, LOG)
        await shown(desk)
        assert "4 events of 4 records" in desk.text()
        await desk.press("escape")
        await until(lambda: isinstance(desk.app.screen, PasteScreen))
        await desk.press("tab")
        screen = desk.app.screen
        assert isinstance(screen, PasteScreen)
        assert screen.preview is not None
        await desk.press("escape")
        await drop(desk, LOG)
        await shown(desk)
        await desk.press("enter")
        assert len(await in_timeline(desk)) == 4
        assert desk.record.begun == {}
        await desk.press("ctrl+z")
        assert (desk.record.timeline, len(desk.record.begun)) == ((), 1)


async def test_keys_work_while_files_are_read_and_escape_cancels(
    open_app: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, ended = threading.Event(), threading.Event()

    def slowly(names: list[str], reading: Any, *, kind: str, progress: Any, within: Any) -> None:
        progress(names[0], 64 << 20)
        go_on.wait(20)
        try:
            progress(names[0], 96 << 20)
        finally:
            ended.set()

    monkeypatch.setattr("pmtui.tui.screens.files.read_files", slowly)
    async with open_app("outage", DAY) as desk:
        await desk.go_to("timeline")
        await drop(desk, str(folder / "log-two.jsonl"))
        await until(lambda: "64 MB" in desk.text())
        await desk.press("enter", "escape")
        assert await in_timeline(desk) == []
        go_on.set()
        await until(ended.is_set)
        assert desk.record.timeline == ()


async def test_a_served_session_imports_only_from_its_folder(tmp_path: Path, folder: Path) -> None:
    from pmtui.model.postmortem import Postmortem
    from pmtui.storage import draft_folder
    from pmtui.storage.draft_file import Draft

    draft = folder / "d.toml"
    draft_folder.create(draft, Draft("outage", Postmortem.model_validate(DAY)))
    (tmp_path / "secret.jsonl").write_text(LOG)
    async with confined(folder, draft) as desk:
        await desk.go_to("timeline")
        await drop(desk, str(tmp_path / "secret.jsonl"))
        assert isinstance(desk.app.screen, InterviewScreen)
        await desk.press("escape", "ctrl+t")
        await until(lambda: isinstance(desk.app.screen, FilesScreen))
        assert "log-two.jsonl" in desk.text()
        await desk.type("../")
        assert "outside" in desk.text()
        await desk.press("enter")
        assert isinstance(desk.app.screen, FilesScreen)
        await desk.press("escape")
        await desk.type("log-")
        await desk.press("enter")
        await shown(desk)
        await desk.press("enter")
        assert await in_timeline(desk) == ["Disk is full"]


async def test_it_opens_on_the_impact_and_a_milestone_is_marked_with_a_key(open_app: Open, folder: Path) -> None:
    known = [
        {"id": name, "event": name, "at": f"2026-03-07T{clock}:00Z", "milestones": [name]}
        for name, clock in (("started", "09:00"), ("resolved", "09:20"))
    ]
    entries = [
        {"id": clock, "type": f"{kind}_log_entry", "created_at": f"2026-03-07T{clock}:00Z", "summary": kind}
        for kind, clock in (("trigger", "10:15"), ("resolve", "10:45"))
    ]
    (folder / "pager.json").write_text(json.dumps({"log_entries": entries}))
    async with open_app("outage", {**DAY, "timeline": known}) as desk:
        await desk.go_to("timeline")
        await drop(desk, str(folder / "pager.json"))
        screen = await shown(desk)
        assert "until Mar 7 10:20: the impact and an hour around it" in desk.text()
        await desk.press("m", "m", "m", "enter")
        assert screen.preview is not None
        assert len(await in_timeline(desk)) == 3
        assert [each.value for each in desk.record.timeline[2].milestones] == ["detected"]
