"""What the author sees of saving, recovery, and others: one line, F5 for more, and no answer lost."""

from pathlib import Path
from typing import Any

import pytest

from pmtui.errors import FileError
from pmtui.keys import KeyMap
from pmtui.model.postmortem import Postmortem
from pmtui.session import saving
from pmtui.storage import backups, draft_folder, journal, safe_files
from pmtui.storage.draft_file import Draft
from pmtui.tui.app import PmtuiApp
from pmtui.tui.editors.field_box import FieldBox
from pmtui.tui.screens.file_status import FileStatusScreen
from pmtui.tui.screens.home import HomeScreen
from pmtui.tui.screens.interview import InterviewScreen
from pmtui.tui.screens.versions import VersionsScreen
from tests.tui.conftest import TODAY, Desk, Open, until
from tests.unit.test_draft_store import Opened, by_hand


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing wait longer than a test needs."""
    for name in ("PAUSE", "SYNC", "LOOK", "RETRY"):
        monkeypatch.setattr(saving, name, 0.05)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "d.toml"
    draft_folder.create(file, Draft("outage", Postmortem.model_validate({"summary": "S", "incident": {"title": "T"}})))
    return file


async def choose(desk: Desk, words: str) -> None:
    """Press F5 and choose what begins with `words`."""
    await desk.press("f5")
    await until(lambda: isinstance(desk.app.screen, FileStatusScreen))
    labels = [action.value for action in desk.app.screen.file_status.actions()]  # type: ignore[attr-defined]
    at = next(index for index, label in enumerate(labels) if label.startswith(words))
    await desk.press(*["down"] * at, "enter")


def notice(desk: Desk) -> str:
    return KeyMap().told(desk.screen.file_status.notice())


async def test_a_failed_save_is_reported_and_tried_again(open_app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    real = safe_files.write_bytes_atomically

    def refuse(*_: Any) -> None:
        raise FileError("d.toml can't be written: No space left on device.")

    async with open_app() as desk:
        monkeypatch.setattr(safe_files, "write_bytes_atomically", refuse)
        await desk.type("Login")
        await until(lambda: desk.screen.saver.state.problem)
        await until(lambda: "NOT SAVED since" in desk.text())
        assert "No space left on device. Your changes are in the journal." in notice(desk)
        await desk.press("ctrl+q")
        assert desk.app.is_running
        monkeypatch.setattr(safe_files, "write_bytes_atomically", real)
        assert (await desk.saved()).incident.title == "Login"
        assert notice(desk) == ""


async def test_when_not_even_the_journal_can_be_written_it_says_only_in_memory(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os
    import tempfile

    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    async with open_app() as desk:
        with monkeypatch.context() as full:
            full.setattr(os, "write", refuse)
            full.setattr(tempfile, "mkstemp", refuse)
            await desk.type("Login")
            await until(lambda: "only in memory" in notice(desk))
        assert (await desk.saved()).incident.title == "Login"
        await until(lambda: notice(desk) == "")


async def test_typing_on_without_a_pause_does_not_put_saving_off(
    open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "PAUSE", 0.3)
    monkeypatch.setattr(saving, "LONGEST", 0.4)
    async with open_app() as desk:
        before = desk.path.read_bytes()

        async def key() -> bool:
            await desk.pilot.press("x")
            return bool(desk.path.read_bytes() != before)

        for _ in range(2_000):
            if await key():
                return
    raise AssertionError("it was never saved")


async def test_changes_are_recovered_after_a_crash_and_reported(open_app: Open, path: Path) -> None:
    opened = Opened(path)
    opened.write("summary", "Nobody could log in.")
    opened.write("incident.title", "Login fails")
    opened.die()
    async with open_app(path=path) as desk:
        assert desk.record.summary == "Nobody could log in."
        assert notice(desk).startswith("Recovered 2 changes from ")
        assert notice(desk).endswith("Press F5 to see more.")
        assert (await desk.saved()) == desk.record
        await choose(desk, "Keep")
        assert notice(desk) == ""
    assert not journal.beside(path).exists()


async def test_the_file_can_be_chosen_instead_of_the_recovered_changes(open_app: Open, path: Path) -> None:
    opened = Opened(path)
    opened.write("summary", "Nobody could log in.")
    opened.write("incident.title", "Login fails")
    opened.die()
    async with open_app(path=path, size=(100, 30)) as desk:
        await choose(desk, "Compare with the file on disk")
        await until(lambda: isinstance(desk.app.screen, VersionsScreen))
        await desk.press("down")
        await until(lambda: "Nobody could log in." in desk.text())
        assert "(•) Yours" in desk.text()
        await desk.press("right", "enter")
        await until(lambda: isinstance(desk.app.screen, InterviewScreen))
        assert (desk.record.summary, desk.record.incident.title) == ("S", "Login fails")
        await desk.press("ctrl+z")
        assert desk.record.summary == "Nobody could log in."
        assert (await desk.saved()) == desk.record


async def test_a_change_of_the_file_is_merged_while_the_author_types(open_app: Open, path: Path) -> None:
    async with open_app(path=path) as desk:
        await desk.go_to("incident.title")
        await desk.type("!")
        await desk.saved()
        with desk.screen.file_status.store._busy:  # no look at the file comes between the two changes
            by_hand(path, summary="By hand", timeline=[{"id": "e1", "event": "By hand too"}])
            await desk.type("?")
        await until(lambda: desk.record.summary == "By hand")
        assert desk.record.timeline[0].event == "By hand too"
        assert desk.record.incident.title == "T!?"
        assert (await desk.saved()) == desk.record
        assert desk.screen.file_status.conflicts == ()
        await desk.press("ctrl+z")
        assert (desk.record.summary, desk.record.timeline) == ("S", ())


async def test_what_both_changed_is_shown_side_by_side_and_chosen(open_app: Open, path: Path) -> None:
    async with open_app(path=path, size=(100, 30)) as desk:
        with_lock = desk.screen.file_status.store._busy
        await desk.go_to("summary")
        with with_lock:  # no save comes between the two changes
            by_hand(path, summary="By hand", incident={"title": "T by hand"})
            await desk.press("x")
        await until(lambda: desk.screen.file_status.conflicts)
        assert "1 answer changed here and in the file" in notice(desk)
        assert draft_folder.load(path).postmortem.summary == "By hand"
        assert (desk.record.summary, desk.record.incident.title) == ("xS", "T by hand")
        await choose(desk, "Compare both")
        await until(lambda: isinstance(desk.app.screen, VersionsScreen))
        await until(lambda: "xS" in desk.text() and "By hand" in desk.text())
        await desk.press("f", "enter")
        assert (await desk.saved()).summary == "By hand"
        assert notice(desk) == ""


async def test_a_file_that_became_unreadable_is_overwritten_only_when_asked(open_app: Open, path: Path) -> None:
    async with open_app(path=path) as desk:
        await desk.saved()
        path.write_text("<<<<<<< ours\n")
        await until(lambda: "can't read it" in notice(desk))
        await desk.go_to("incident.title")
        await desk.type("!")
        await until(lambda: desk.screen.saver.state.problem)
        assert path.read_text() == "<<<<<<< ours\n"
        await choose(desk, "Overwrite the file")
        assert (await desk.saved()).incident.title == "T!"
        assert "<<<<<<< ours\n" in [copy.path.read_text() for copy in backups.backups(path)]


async def test_a_draft_that_is_open_elsewhere_is_shown_and_not_changed(open_app: Open, path: Path) -> None:
    other = Opened(path)
    async with open_app(path=path, size=(100, 30)) as desk:
        assert "Read only: " in notice(desk)
        assert "read only" in desk.text()
        await desk.go_to("incident.title")
        await desk.type("xyz")
        await desk.go_to("summary")
        await desk.type("xyz")
        await desk.press("f4", "space")
        await desk.go_to("timeline")
        await desk.press("a", "ctrl+z")
        assert desk.record == other.record
        assert not desk.box("timeline").query("RowForm")
        other.write("summary", "Going on")
        other.save()
        await until(lambda: desk.record.summary == "Going on")  # a reader sees what is saved
        other.write("incident.title", "And on")
        await choose(desk, "Take over")
        await until(lambda: isinstance(desk.app.screen, InterviewScreen) and not desk.session.is_read_only)
        await until(lambda: desk.screen.is_mounted and desk.record.incident.title == "And on")
    other.die()


async def test_a_session_that_was_taken_over_can_read_and_save_elsewhere(
    open_app: Open, path: Path, tmp_path: Path
) -> None:
    async with open_app(path=path, size=(100, 30)) as desk:
        await desk.go_to("incident.title")
        await desk.saved()
        with desk.screen.file_status.store._busy:
            other = Opened(path, take_over=True)
            await desk.type("!")
        await until(lambda: "took over this draft" in notice(desk))
        assert "came too late" in notice(desk)
        await desk.type("never")
        assert desk.record.incident.title == "T!"
        await choose(desk, "Save as another file")
        await desk.press("end", *["backspace"] * len("d-2.toml"), *"mine", "enter")
        await until(lambda: (tmp_path / "mine.toml").exists())
        await until(lambda: isinstance(desk.app.screen, InterviewScreen) and not desk.session.is_read_only)
        assert draft_folder.load(tmp_path / "mine.toml").postmortem.incident.title == "T!"
        await desk.type("?")
        await until(lambda: desk.screen.saver.state.is_saved)
    other.save()
    other.store.close()


async def test_a_marks_reason_is_stored_with_each_key_and_undone_in_place(open_app: Open) -> None:
    async with open_app() as desk:
        await desk.go_to("summary")
        await desk.press("f4", "down", "space")
        await desk.type("nobody looked")
        assert desk.record.marks["summary"].note == "nobody looked"
        await desk.press("ctrl+z")
        assert desk.record.marks["summary"].note == "nobody "
        assert "nobody looked" not in desk.text()
        await desk.press("ctrl+z", "ctrl+z")
        assert "summary" not in desk.record.marks


async def test_every_key_is_in_the_journal_before_it_is_shown(open_app: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "PAUSE", 60)
    async with open_app() as desk:
        await desk.go_to("summary")
        for count, key in enumerate("Nobody could", 1):
            await desk.pilot.press("space" if key == " " else key)
            found = journal.read(journal.beside(desk.path))
            assert found is not None
            assert len(found.entries) == count
        await desk.press("ctrl+z")
        again = journal.read(journal.beside(desk.path))
        assert again is not None
        assert len(again.entries) == count + 1  # undoing is a change too


async def in_conflict(desk: Desk, path: Path, **theirs: Any) -> None:
    """Change the summary both in the app and in the file."""
    await desk.go_to("summary")
    with desk.screen.file_status.store._busy:
        by_hand(path, **{"summary": "By hand", **theirs})
        await desk.press("x")
    await until(lambda: desk.screen.file_status.conflicts)


async def test_a_question_that_is_open_stays_open_when_the_file_changes_again(open_app: Open, path: Path) -> None:
    opened = Opened(path)
    opened.write("summary", "mine")
    opened.die()
    by_hand(path, summary="theirs")
    async with open_app(path=path) as desk:
        assert desk.screen.file_status.conflicts
        by_hand(path, incident={"title": "T2"})
        await until(lambda: desk.record.incident.title == "T2")
        assert [c.theirs for c in desk.screen.file_status.conflicts] == ["theirs"]
        assert draft_folder.load(path).postmortem.summary == "theirs"
    async with open_app(path=path) as desk:  # nor does leaving settle it
        assert [c.theirs for c in desk.screen.file_status.conflicts] == ["theirs"]


async def test_a_change_during_a_choice_is_asked_again(open_app: Open, path: Path) -> None:
    async with open_app(path=path, size=(100, 30)) as desk:
        await in_conflict(desk, path)
        file_status = desk.screen.file_status
        await choose(desk, "Compare both")
        await until(lambda: isinstance(desk.app.screen, VersionsScreen))
        by_hand(path, summary="By hand, again")
        await until(lambda: file_status.conflicts and file_status.conflicts[0].theirs == "By hand, again")
        await desk.press("f", "enter")
        await until(lambda: isinstance(desk.app.screen, InterviewScreen))
        assert [c.theirs for c in file_status.conflicts] == ["By hand, again"]
        assert draft_folder.load(path).postmortem.summary == "By hand, again"
        await choose(desk, "Compare both")
        await until(lambda: isinstance(desk.app.screen, VersionsScreen))
        await desk.press("m", "enter")
        assert (await desk.saved()).summary == "xS"
        assert notice(desk) == ""


async def test_a_mark_that_the_file_clears_is_cleared_in_the_open_question(open_app: Open, path: Path) -> None:
    rows = [{"id": "e1", "event": "A"}, {"id": "e2", "event": "B"}]
    by_hand(path, timeline=rows)
    async with open_app(path=path) as desk:
        await in_conflict(desk, path, timeline=rows[:1])
        await until(lambda: len(desk.record.timeline) == 1)
        by_hand(path, timeline=rows)
        await until(lambda: len(desk.record.timeline) == 2)


async def test_looking_at_recovered_changes_settles_nothing(open_app: Open, path: Path) -> None:
    opened = Opened(path)
    opened.write("incident.title", "Recovered")
    opened.die()
    async with open_app(path=path) as desk:
        await desk.saved()
        await in_conflict(desk, path)
        labels = [action.value for action in desk.screen.file_status.actions()]
        assert "Compare both versions and choose" in labels
        assert not any(label.startswith("Compare with the file on disk") for label in labels)
        assert draft_folder.load(path).postmortem.summary == "By hand"


async def test_another_template_in_the_file_is_kept_and_reported(open_app: Open, path: Path) -> None:
    async with open_app(path=path) as desk:
        path.write_text(path.read_text().replace('"outage"', '"sre"'))
        await until(lambda: desk.session.template_name == "sre")
        await desk.go_to("incident.title")
        await desk.type("!")
        await desk.saved()
        assert draft_folder.load(path).template == "sre"


async def test_a_file_that_comes_back_is_no_longer_reported_missing(open_app: Open, path: Path) -> None:
    async with open_app(path=path) as desk:
        data = path.read_bytes()
        path.unlink()
        await until(lambda: "is gone" in notice(desk))
        path.write_bytes(data)
        await until(lambda: notice(desk) == "")


async def test_a_reader_is_told_when_the_writer_has_left(open_app: Open, path: Path) -> None:
    other = Opened(path)
    async with open_app(path=path) as desk:
        assert "has this draft open" in notice(desk)
        other.store.close()
        await until(lambda: "has closed this draft" in notice(desk))


async def test_a_year_without_incidents_is_reported_and_kept_as_typed(open_app: Open) -> None:
    record = {"incident": {"timezone": "Europe/Berlin", "date": "2026-03-07"}, "timeline": [{"id": "a", "event": "E"}]}
    async with open_app("outage", record) as desk:
        await desk.go_to("timeline")
        await desk.press("up", "enter")
        await until(lambda: desk.screen.query("RowForm"))
        await desk.press("shift+tab", "shift+tab", "shift+tab")
        for part in ("1026", "-03-07 14:32"):
            await desk.type(part)
            desk.screen.settle()  # a rest after what could be a time changes nothing of what is being typed
        assert desk.record.typed["timeline.a.at"] == "1026-03-07 14:32"
        assert "The year 1026 can't be right." in desk.text()


async def test_a_read_only_draft_shows_no_notice_of_a_removal(open_app: Open) -> None:
    record = {
        "actions": [{"id": "a1", "description": "Add an alert", "goal": "prevent"}],
        "causes": {"tree": [{"id": "c1", "strand": "happened", "text": "The disk was full"}]},
    }
    async with open_app("sre", record) as desk:
        desk.session.is_read_only = True
        session, refused = desk.session, []
        session.refused = lambda: refused.append(session)
        for path, keys in (("actions.prevent", ["up", "d"]), ("causes.tree", ["ctrl+g", "up", "d"])):
            await desk.go_to(path)
            await desk.press(*keys)
            assert refused, path
            refused.clear()
            assert "emoved" not in desk.text()


async def test_the_incidents_day_gets_into_the_files_name_when_the_author_says_so(tmp_path: Path) -> None:
    path, new = tmp_path / "2026-03-09-t.toml", tmp_path / "2026-03-07-t.toml"
    draft_folder.create(path, Draft("outage", Postmortem.model_validate({"incident": {"title": "T"}})))
    app = PmtuiApp(tmp_path, path, day=TODAY)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(lambda: isinstance(app.screen, InterviewScreen) and app.screen.query(FieldBox))
        desk = Desk(app, pilot, path)
        await desk.go_to("incident.date")
        await desk.type("2026-03-07")
        await until(lambda: "The file's name has another day than the incident. Press F5 to rename it." in desk.text())
        names = [command.title for command in app.get_system_commands(app.screen)]
        assert "Rename draft file" in names and path.exists()
        await choose(desk, "Put the incident's day")
        await until(new.exists)
        assert not path.exists() and "another day" not in desk.text()
        await desk.go_to("summary")
        await desk.type("Logins fail")
        await desk.press("ctrl+o")
        await until(lambda: isinstance(app.screen, HomeScreen) and "2026" not in desk.text().splitlines()[3])
        assert draft_folder.load(new).postmortem.summary == "Logins fail" and not path.exists()
        assert sorted(each.name for each in tmp_path.iterdir() if each.name != ".pmtui") == [new.name]
