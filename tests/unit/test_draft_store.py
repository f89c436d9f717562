"""A session with a draft: after any failure or change by others, the file is whole and nothing typed is lost."""

import os
import stat
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pmtui.errors import DraftError, FileError
from pmtui.model.edit import AnyEdit, Insert, Set, apply
from pmtui.model.postmortem import Postmortem
from pmtui.paths import state_folder
from pmtui.storage import (
    backups,
    covered,
    draft_file,
    draft_folder,
    draft_store,
    journal,
    last_position,
    leftovers,
    lock,
    migrations,
    recovery,
    safe_files,
)
from pmtui.storage.draft_file import Draft, to_toml
from pmtui.storage.draft_store import DraftStore
from pmtui.storage.external_changes import ChangedOutside, TakenOver

AT = datetime(2026, 3, 9, 14, 5, tzinfo=UTC)


class Opened:
    """A draft store and its postmortem, as a session holds them."""

    def __init__(self, path: Path, *, take_over: bool = False) -> None:
        ticks = iter(range(10_000))
        self.store = DraftStore(path, take_over=take_over, now=lambda: AT + timedelta(seconds=next(ticks)))
        self.record = self.store.draft.postmortem

    def do(self, edit: AnyEdit) -> None:
        self.record = apply(self.record, edit)
        self.store.record(getattr(edit, "path", ""), edit, self.record)

    def write(self, path: str, value: Any) -> None:
        self.do(Set(path=path, value=value))

    def save(self) -> None:
        self.store.save(self.store.revision, Draft(self.store.draft.template, self.record))

    def die(self) -> None:
        """End as kill -9 does: nothing is tidied up, and the system lets go of the lock."""
        self.store._journal.close(remove=False)
        held = self.store._lock._lock
        if held is not None:
            held.release()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "drafts" / "d.toml"
    draft_folder.create(file, Draft("outage", Postmortem.model_validate({"summary": "S", "incident": {"title": "T"}})))
    return file


@pytest.fixture
def opened(path: Path) -> Iterator[Opened]:
    found = Opened(path)
    yield found
    found.store.close()


def on_disk(path: Path) -> Postmortem:
    return draft_folder.load(path).postmortem


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if file.name != ".pmtui")


def by_hand(path: Path, **changes: Any) -> None:
    """Change a draft's file as an editor or git does."""
    draft = draft_folder.load(path)
    data = {**draft.postmortem.model_dump(mode="json", exclude_defaults=True), **changes}
    path.write_text(to_toml(Draft(draft.template, Postmortem.model_validate(data), id=draft.id)))


# -- saving and recovering ---------------------------------------------------------------------------------------------


def test_a_session_that_ends_well_leaves_only_the_draft_in_its_folder(opened: Opened, path: Path) -> None:
    opened.write("summary", "New")
    opened.save()
    opened.store.close()
    assert on_disk(path).summary == "New"
    assert names(path.parent) == ["d.toml"]


def test_unsaved_changes_are_recovered(opened: Opened, path: Path) -> None:
    opened.write("summary", "Saved")
    opened.save()
    opened.write("summary", "Saved, and more")
    opened.write("incident.title", "Title")
    opened.die()
    again = Opened(path)
    assert again.record == opened.record
    assert [change.path for change in again.store.recovered.changes] == ["incident.title", "summary"]
    assert again.store.recovered.since is not None
    assert on_disk(path).summary == "Saved"  # opening alone writes nothing
    assert not again.store.is_saved
    again.save()
    again.store.close()
    assert on_disk(path) == opened.record
    assert names(path.parent) == ["d.toml"]


def test_changes_survive_several_crashes_before_a_save(opened: Opened, path: Path) -> None:
    for number in range(4):
        opened.do(Insert(path="timeline", index=number, element={"id": f"e{number}", "event": "E"}))
        opened.die()
        again = Opened(path)
        assert again.record == opened.record
        opened = again
    opened.store.close()


def test_a_crash_between_save_and_new_journal_recovers_nothing_twice(
    opened: Opened, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.do(Insert(path="timeline", index=0, element={"id": "e", "event": "E"}))
    monkeypatch.setattr(DraftStore, "_restart_journal", lambda _: None)
    opened.save()
    opened.write("timeline.e.event", "E later")
    opened.die()
    monkeypatch.undo()
    again = Opened(path)
    assert again.record.timeline[0].event == "E later"
    assert [change.path for change in again.store.recovered.changes] == ["timeline.e.event"]
    assert not again.store.conflicted
    again.store.close()


def test_a_journal_restores_a_draft_whose_file_is_gone(opened: Opened, path: Path) -> None:
    opened.write("summary", "New")
    opened.die()
    path.unlink()
    again = Opened(path)
    assert again.record == opened.record
    again.save()
    assert on_disk(path) == opened.record
    again.store.close()


def test_a_journal_with_a_damaged_base_works_on_the_unchanged_file(opened: Opened, path: Path) -> None:
    opened.write("summary", "New")
    opened.die()
    file = journal.beside(path)
    lines = file.read_bytes().split(b"\n")
    file.write_bytes(b"\n".join([lines[0], b"#" + lines[1], *lines[2:]]))
    again = Opened(path)
    assert (again.record.summary, again.store.recovered.damage) == ("New", "")
    again.store.close()


def test_a_damaged_journal_gives_what_comes_before_and_is_kept(opened: Opened, path: Path) -> None:
    for text in ("one", "two", "three"):
        opened.write("summary", text)
    opened.die()
    file = journal.beside(path)
    lines = file.read_bytes().split(b"\n")
    lines[3] = lines[3][:-30] + b"#" * 30
    damaged = b"\n".join(lines)
    file.write_bytes(damaged)
    again = Opened(path)
    assert again.record.summary == "one"
    assert again.store.recovered.damage == "line 4 of 5 is damaged"
    (kept,) = (state_folder() / "damaged").iterdir()
    assert kept.read_bytes() == damaged
    assert again.store.notes == [f"pmtui found a damaged journal and kept it: {kept}"]
    again.store.close()


def test_a_file_changed_after_the_crash_is_merged_or_a_conflict(opened: Opened, path: Path) -> None:
    opened.write("summary", "mine")
    opened.write("appendix.context", "good")
    opened.die()
    by_hand(path, summary="by hand", incident={"title": "by hand"})
    again = Opened(path)
    assert (again.record.incident.title, again.record.summary) == ("by hand", "mine")
    assert again.record.appendix.context == "good"
    assert [(c.path, c.mine, c.theirs) for c in again.store.recovered.conflicts] == [("summary", "mine", "by hand")]
    with pytest.raises(ChangedOutside):
        again.save()
    assert on_disk(path).summary == "by hand"
    again.die()
    again = Opened(path)  # not even a crash forgets the question
    assert [(c.path, c.mine, c.theirs) for c in again.store.recovered.conflicts] == [("summary", "mine", "by hand")]
    again.store.close()
    again = Opened(path)
    assert again.store.conflicted
    again.store.meet(again.store.known, again.store.ancestor, conflicted=False)
    again.save()
    assert on_disk(path).summary == "mine"
    again.store.close()


def test_a_damaged_file_is_refused_and_its_journal_kept(opened: Opened, path: Path) -> None:
    opened.write("summary", "mine")
    opened.die()
    whole = path.read_text()
    path.write_text(whole + "\n[broken")
    with pytest.raises(DraftError, match="kept in its journal"):
        Opened(path)
    path.write_text(whole)
    again = Opened(path)
    assert again.record.summary == "mine"
    again.store.close()


def test_an_older_save_never_overtakes_a_newer_one(opened: Opened, path: Path) -> None:
    older = Draft("outage", opened.record)
    opened.write("summary", "newer")
    opened.save()
    opened.store.save(0, older)
    assert on_disk(path).summary == "newer"


# -- faults ------------------------------------------------------------------------------------------------------------

STEPS = {
    "open": (tempfile, "mkstemp"),
    "write": (os, "write"),
    "flush": (safe_files, "_write_all"),
    "fsync": (os, "fsync"),
    "rename": (Path, "replace"),
    "folder": (safe_files, "sync_folder"),
    "mode": (Path, "chmod"),
}


@pytest.mark.parametrize("error", [28, 5, 13, 30])
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("times", [1, 2, 99])
def test_after_any_fault_the_file_is_whole_and_the_journal_has_the_rest(
    opened: Opened, path: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: int, times: int
) -> None:
    where, name = STEPS[step]
    real = getattr(where, name)
    left = [times]

    def refuse(*given: Any, **named: Any) -> Any:
        if left[0]:
            left[0] -= 1
            raise OSError(error, os.strerror(error))
        return real(*given, **named)

    old = on_disk(path)
    opened.write("summary", "New, before the fault")
    with monkeypatch.context() as fault:
        fault.setattr(where, name, refuse)
        try:
            opened.save()
            said = ""
        except FileError as problem:
            said = str(problem)
        opened.write("incident.title", "New, during the fault")
        opened.store.sync()
        now = on_disk(path)
        is_new = now.summary == "New, before the fault"
        assert now == old or is_new
        assert is_new or said
        if said:
            assert now == old or step == "folder"
            assert os.strerror(error) in said
            assert not opened.store.is_saved
    in_memory_only = bool(opened.store.journal_problem)
    if not in_memory_only:
        opened.die()
        again = Opened(path)
        assert again.record == opened.record
        opened = again
    opened.store.sync()
    assert opened.store.journal_problem == ""
    opened.save()
    assert on_disk(path) == opened.record
    opened.store.close()
    assert names(path.parent) == ["d.toml"]


def test_a_failed_fsync_is_reported_until_one_succeeds(
    opened: Opened, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: int) -> None:
        raise OSError(5, "Input/output error")

    opened.write("summary", "New")
    with monkeypatch.context() as fault:
        fault.setattr(os, "fsync", refuse)
        opened.store.sync()
        assert (opened.store.journal_problem, opened.store.is_synced) == ("Input/output error", False)
        opened.store.sync()
        assert not opened.store.is_synced
    opened.store.sync()
    assert (opened.store.journal_problem, opened.store.is_synced) == ("", True)


def test_a_vanished_folder_moves_the_journal_and_comes_back(opened: Opened, path: Path) -> None:
    path.parent.rename(path.parent.with_name("away"))
    opened.write("summary", "New")
    with pytest.raises(FileError):
        opened.save()
    opened.store.look()
    opened.store.sync()
    assert opened.store.is_journal_away
    opened.die()
    path.parent.with_name("away").rename(path.parent)
    again = Opened(path)
    assert again.record.summary == "New"
    again.save()
    again.store.close()
    assert leftovers._all_away(path) == []


def test_a_write_protected_draft_is_not_overwritten(
    opened: Opened, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.write("summary", "New")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(FileError, match="write-protected"):
        opened.save()
    assert on_disk(path).summary == "S"


def test_temporary_files_of_killed_saves_are_removed_and_nothing_else(path: Path) -> None:
    (path.parent / ".d.toml.abc.part").touch()
    (path.parent / ".e.toml.abc.part").touch()
    Opened(path).store.close()
    assert names(path.parent) == [".e.toml.abc.part", "d.toml"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return the folder of a real file system of 256 kB, where this machine can make one."""
    folder = tmp_path / "small"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder], capture_output=True).returncode:
        pytest.skip("no small file system can be made here")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_full_disk(small_disk: Path) -> None:
    path = small_disk / "d.toml"
    draft_folder.create(path, Draft("outage", Postmortem()))
    opened = Opened(path)
    (small_disk / "filler").write_bytes(b"x" * 100_000)
    text = ""
    refused = 0
    for number in range(40):
        text += f"{number} " * 400
        opened.write("summary", text)
        try:
            opened.save()
        except FileError as error:
            refused += 1
            assert "No space left" in str(error)
        assert text.startswith(on_disk(path).summary)
        opened.store.sync()
    assert refused
    (small_disk / "filler").unlink()
    opened.store.sync()
    assert opened.store.journal_problem == ""
    opened.save()
    assert on_disk(path).summary == opened.record.summary
    opened.store.close()


def test_a_read_only_disk(small_disk: Path) -> None:
    path = small_disk / "d.toml"
    draft_folder.create(path, Draft("outage", Postmortem()))
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    opened = Opened(path)
    assert "Can't lock drafts in this folder (Read-only file system)" in opened.store.notes[0]
    assert opened.store.is_journal_away
    opened.write("summary", "New")
    with pytest.raises(FileError, match="write-protected"):
        opened.save()
    assert opened.store.journal_problem == ""
    opened.die()
    again = Opened(path)
    assert again.record.summary == "New"
    subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
    again.save()
    again.store.close()
    assert on_disk(path).summary == "New"
    assert leftovers._all_away(path) == []


# -- two at once -------------------------------------------------------------------------------------------------------


def test_a_second_session_is_read_only_and_names_the_holder(opened: Opened, path: Path) -> None:
    second = Opened(path)
    assert second.store.is_read_only
    assert second.store.holder == opened.store._journal.holder
    second.write("summary", "never")
    second.save()
    second.store.close()
    assert on_disk(path).summary == "S"
    assert opened.store._journal.is_ours()
    assert Opened(path).store.is_read_only


def test_taking_over_brings_every_change_and_stops_the_first_writer(opened: Opened, path: Path) -> None:
    opened.write("summary", "first")
    second = Opened(path, take_over=True)
    assert (second.record.summary, second.store.is_read_only) == ("first", False)
    opened.write("incident.title", "too late")
    with pytest.raises(TakenOver) as taken:
        opened.store.look()
    with pytest.raises(TakenOver):
        opened.save()
    opened.store.lose(taken.value.holder)
    assert opened.store.is_read_only
    second.save()
    second.store.look()
    assert second.store._lock.is_held
    opened.die()
    second.store.close()
    third = Opened(path)  # what came too late was kept, and is brought in
    assert (third.record.summary, third.record.incident.title) == ("first", "too late")
    third.save()
    third.store.close()


def test_a_reader_learns_that_the_writer_has_left(opened: Opened, path: Path) -> None:
    reader = Opened(path)
    assert reader.store.look() is None
    assert not reader.store.is_holder_gone
    opened.store.close()
    assert reader.store.look() is None
    assert reader.store.is_holder_gone
    reader.store.close()


def test_a_sessions_own_save_is_not_a_change_from_outside(opened: Opened) -> None:
    opened.write("summary", "mine")
    opened.save()
    assert opened.store.look() is None


def test_a_dead_holder_blocks_nobody(opened: Opened, path: Path) -> None:
    opened.die()
    assert lock.lock_path(path).exists()
    again = Opened(path)
    assert not again.store.is_read_only
    again.store.close()


def test_without_locks_the_journal_tells_who_has_the_draft_open(
    opened: Opened, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> bool:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(lock.Lock, "acquire", refuse)
    for alive in (True, False):
        monkeypatch.setattr(draft_store, "seems_alive", lambda _, alive=alive: alive)
        other = Opened(path)
        assert other.store.is_read_only == alive
        assert "Can't lock drafts in this folder" in other.store.notes[0]
        other.die()


def test_who_seems_alive() -> None:
    me = lock.this_process(AT)
    assert not lock.seems_alive(me)  # an earlier process with our own number
    assert lock.seems_alive(journal.Holder("a", "another machine", 1, AT))
    assert lock.seems_alive(journal.Holder("a", me.host, 1, AT))
    assert not lock.seems_alive(journal.Holder("a", me.host, 2**22 + 1, AT))


# -- changed behind our back -------------------------------------------------------------------------------------------


def test_a_change_from_outside_is_noticed_and_not_overwritten(opened: Opened, path: Path) -> None:
    assert opened.store.look() is None
    opened.write("summary", "mine")
    by_hand(path, incident={"title": "by hand"})
    with pytest.raises(ChangedOutside):
        opened.save()
    found = opened.store.look()
    assert found is not None
    assert found.disk is not None
    assert found.disk.draft.postmortem.incident.title == "by hand"
    assert opened.store.look() is None  # told once
    opened.store.meet(found.disk, found.disk.draft.postmortem, conflicted=False)
    opened.write("incident.title", "by hand")
    opened.save()
    assert (on_disk(path).summary, on_disk(path).incident.title) == ("mine", "by hand")


def test_changes_by_someone_else_are_backed_up_before_they_are_overwritten(opened: Opened, path: Path) -> None:
    opened.write("summary", "mine")
    opened.save()
    for text in ("theirs", "theirs again"):
        by_hand(path, summary=text)
        theirs = path.read_text()
        found = opened.store.look()
        assert found is not None
        assert found.disk is not None
        opened.store.meet(found.disk, found.disk.draft.postmortem, conflicted=False)
        assert not opened.store.is_saved  # what is on screen isn't what the file holds
        opened.save()
        assert on_disk(path).summary == "mine"
        assert backups.backups(path)[0].path.read_text() == theirs


def test_a_file_that_was_only_touched_is_not_a_change(opened: Opened, path: Path) -> None:
    os.utime(path, (1, 1))
    found = opened.store.look()
    assert found is not None
    assert found.disk is opened.store.known


def test_an_unreadable_file_is_backed_up_before_it_is_overwritten(opened: Opened, path: Path) -> None:
    path.write_text("<<<<<<< ours\n")
    found = opened.store.look()
    assert found is not None
    assert "unresolved merge" in found.problem
    assert found.data is not None
    opened.store.write_over(found.data)
    opened.save()
    assert on_disk(path).summary == "S"
    assert "<<<<<<< ours\n" in [copy.path.read_text() for copy in backups.backups(path)]


def test_a_missing_file_is_reported_and_written_with_the_next_change(opened: Opened, path: Path) -> None:
    path.unlink()
    found = opened.store.look()
    assert found is not None
    assert found.is_gone
    opened.write("summary", "New")
    opened.save()
    assert on_disk(path).summary == "New"


def test_a_draft_deleted_while_it_was_open_can_be_restored(opened: Opened, path: Path) -> None:
    opened.write("summary", "New")
    opened.save()
    path.unlink()
    opened.store.close()
    assert "New" in backups.backups(path)[0].path.read_text()


def test_a_deleted_journal_is_recreated(opened: Opened, path: Path) -> None:
    journal.beside(path).unlink()
    opened.write("summary", "New")
    opened.store.look()
    opened.die()
    again = Opened(path)
    assert again.record.summary == "New"
    again.store.close()


# -- history and forms -------------------------------------------------------------------------------------------------


def test_the_file_is_backed_up_once_per_session(opened: Opened, path: Path) -> None:
    before = path.read_text()
    for text in ("one", "two"):
        opened.write("summary", text)
        opened.save()
    (copy,) = backups.backups(path)
    assert copy.path.read_text() == before
    assert stat.S_IMODE(copy.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.path.parent.stat().st_mode) == 0o700


def test_the_oldest_copies_go_first(path: Path) -> None:
    for number in range(backups.KEPT + 5):
        backups.keep(path, f"{number}".encode(), AT + timedelta(seconds=number // 2))
    kept = [copy.path.read_text() for copy in backups.backups(path)]
    assert kept == [str(number) for number in range(backups.KEPT + 4, 4, -1)]


def test_the_same_content_is_kept_once(path: Path) -> None:
    assert backups.keep(path, b"x", AT) is not None
    assert backups.keep(path, b"x", AT + timedelta(days=1)) is None


@pytest.mark.parametrize("version", range(1, draft_file.SCHEMA + 1))
def test_a_draft_of_every_schema_is_opened(version: int) -> None:
    file = Path(__file__).parent / "schemas" / f"{version}.toml"
    draft = draft_folder.load(file)
    assert draft.schema == version
    assert draft.postmortem.incident.title == "Login fails"
    assert draft_file.from_toml(to_toml(draft), "again").postmortem == draft.postmortem


def test_an_older_format_is_migrated_and_backed_up_unchanged(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = path.read_text()

    def renamed(data: dict[str, Any]) -> dict[str, Any]:
        return {**data, "summary": data["summary"] + ", migrated"}

    now = draft_file.SCHEMA
    monkeypatch.setattr(draft_file, "SCHEMA", now + 1)
    monkeypatch.setattr(draft_store, "SCHEMA", now + 1)
    monkeypatch.setitem(migrations.STEPS, now, renamed)
    opened = Opened(path)
    assert opened.record.summary == "S, migrated"
    assert path.read_text() == before
    opened.write("incident.title", "New")
    with monkeypatch.context() as fault:
        fault.setattr(backups, "keep", lambda *_: (_ for _ in ()).throw(FileError("no room")))
        with pytest.raises(FileError, match="can't back it up"):
            opened.save()
    assert path.read_text() == before
    opened.save()
    opened.store.close()
    said = before.replace(f"schema = {now}", f"schema = {now + 1}").replace('"S"', '"S, migrated"')
    assert path.read_text() == said.replace('"T"', '"New"')
    assert backups.backups(path)[0].path.read_text() == before


def test_a_journal_of_an_older_version_is_recovered_without_writing(path: Path) -> None:
    old = 'schema = 1\ntemplate = "outage"\n\n[[timeline]]\nid = "e1"\nevent = "Errors"\nmilestone = "started"\n'
    path.write_text(old)
    Opened(path).store.close()
    assert path.read_text() == old
    held = journal.Holder("ann", "web-3", 4242, AT)
    head = journal.line(journal=1, digest=safe_files.digest_of(old.encode()), user=held.user, host=held.host,
                        process=held.process, since=AT.isoformat())  # fmt: skip
    edits = [
        {"op": "set", "path": "timeline.e1.milestone", "value": "detected"},
        {
            "op": "insert",
            "path": "timeline",
            "index": 1,
            "element": {"id": "e2", "event": "x", "milestone": "resolved"},
        },
        {"op": "set", "path": "timeline.e2.event", "value": "All well"},
    ]
    changes = [
        journal.line(revision=number, at=AT.isoformat(), place="timeline", edit=edit)
        for number, edit in enumerate(edits, 1)
    ]
    journal.beside(path).write_bytes(b"".join([head, journal.line(base=old), *changes]))
    opened = Opened(path)
    assert opened.store.recovered.damage == ""
    found = [(event.event, event.milestones) for event in opened.record.timeline]
    assert found == [("Errors", ("detected",)), ("All well", ("resolved",))]
    opened.save()
    opened.store.close()
    assert path.read_text().startswith(f"schema = {draft_file.SCHEMA}\n")
    assert backups.backups(path)[0].path.read_text() == old


def test_a_draft_of_a_newer_pmtui_is_refused_untouched(path: Path) -> None:
    text = path.read_text().replace(f"schema = {draft_file.SCHEMA}", "schema = 999")
    path.write_text(text)
    with pytest.raises(DraftError, match="newer pmtui"):
        Opened(path)
    assert path.read_text() == text
    assert names(path.parent) == ["d.toml"]


# -- what a saboteur found ---------------------------------------------------------------------------------------------


def test_a_journal_recreated_after_an_outside_change_can_be_replayed(opened: Opened, path: Path) -> None:
    by_hand(path, timeline=[{"id": "e1", "event": "E"}])
    found = opened.store.look()
    assert found is not None
    assert found.disk is not None
    opened.do(Insert(path="timeline", index=0, element={"id": "e1", "event": "E"}))
    opened.store.meet(found.disk, found.disk.draft.postmortem, conflicted=False)
    journal.beside(path).unlink()
    opened.store.look()
    opened.write("incident.title", "Later")
    opened.die()
    again = Opened(path)
    assert (again.record.incident.title, again.store.recovered.damage) == ("Later", "")
    assert again.record == opened.record
    again.store.close()


def test_an_unreadable_journal_is_moved_aside_and_not_replaced(opened: Opened, path: Path) -> None:
    opened.write("summary", "PRECIOUS")
    opened.die()
    file = journal.beside(path)
    data = file.read_bytes()
    real = journal.read

    def refuse(place: Path) -> Any:
        if place == file:
            raise PermissionError(13, "Permission denied")
        return real(place)

    with pytest.MonkeyPatch.context() as fault:
        fault.setattr(journal, "read", refuse)
        again = Opened(path)
        again.die()
    (aside,) = [each for each in path.parent.iterdir() if each.suffix == ".kept"]
    assert aside.read_bytes() == data
    assert again.store.notes == [f"pmtui found a journal that it can't read (Permission denied) and kept it: {aside}"]


def test_an_unreadable_journal_that_can_not_be_moved_stays(
    opened: Opened, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.write("summary", "PRECIOUS")
    opened.die()
    file = journal.beside(path)
    data = file.read_bytes()
    real, may = journal.read, os.access

    def refuse(place: Path) -> Any:
        if place == file:
            raise PermissionError(13, "Permission denied")
        return real(place)

    def refuse_to_rename(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(journal, "read", refuse)
    monkeypatch.setattr(Path, "rename", refuse_to_rename)
    monkeypatch.setattr(os, "access", lambda place, mode: Path(place) != file and may(place, mode))
    again = Opened(path)
    assert "can't move it out of the way (Permission denied)" in again.store.notes[0]
    assert again.store.is_journal_away
    again.write("summary", "New")
    again.save()
    again.store.close()
    assert (on_disk(path).summary, file.read_bytes()) == ("New", data)


@pytest.mark.parametrize(
    ("base", "said"),
    [
        (lambda whole: b"#" + whole, "the text it starts from is damaged"),
        (lambda _: journal.line(base="[broken").rstrip(b"\n"), "the text it starts from can't be read"),
    ],
)
def test_a_journal_without_a_matching_base_is_reported_and_kept(
    opened: Opened, path: Path, base: Callable[[bytes], bytes], said: str
) -> None:
    opened.write("summary", "New")
    opened.die()
    by_hand(path, summary="by hand")  # so the changes can't be replayed on the file either
    file = journal.beside(path)
    lines = file.read_bytes().split(b"\n")
    damaged = b"\n".join([lines[0], base(lines[1]), *lines[2:]])
    file.write_bytes(damaged)
    again = Opened(path)
    assert (again.record.summary, again.store.recovered.damage) == ("by hand", said)
    (kept,) = (state_folder() / "damaged").iterdir()
    assert kept.read_bytes() == damaged
    assert again.store.notes == [f"pmtui found a damaged journal and kept it: {kept}"]
    again.store.close()


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), OSError(5, "Input/output error")])
def test_an_unreadable_file_is_not_treated_as_missing(
    opened: Opened, path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    opened.write("summary", "mine")
    by_hand(path, summary="theirs")

    def refuse(_: Path) -> bytes:
        raise error

    with monkeypatch.context() as fault:
        fault.setattr(Path, "read_bytes", refuse)
        with pytest.raises(FileError, match="can't be read"):
            opened.save()
    assert on_disk(path).summary == "theirs"


def test_a_pipe_in_the_file_s_place_stops_nothing(opened: Opened, path: Path) -> None:
    path.unlink()
    os.mkfifo(path)
    opened.write("summary", "mine")
    with pytest.raises(FileError, match="isn't a regular file"):
        opened.save()
    found = opened.store.look()
    assert found is not None
    assert (found.data, found.is_gone) == (None, False)
    assert opened.store.is_kept


def test_a_change_in_the_very_last_moment_is_seen(opened: Opened, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened.write("summary", "mine")
    real = safe_files._write_all

    def slowly(file: Any, data: bytes) -> None:
        real(file, data)
        by_hand(path, summary="theirs")

    monkeypatch.setattr(safe_files, "_write_all", slowly)
    with pytest.raises(ChangedOutside):
        opened.save()
    assert on_disk(path).summary == "theirs"


def test_a_folder_without_permission_is_reported_and_the_session_ends_well(
    opened: Opened, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.write("summary", "mine")
    with monkeypatch.context() as fault:
        fault.setattr(Path, "exists", lambda *_, **__: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
        opened.save()
        opened.store.close()
    assert on_disk(path).summary == "mine"


def test_a_deleted_working_directory_loses_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = path.parent / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    opened = Opened(Path("../d.toml"))
    opened.write("summary", "mine")
    folder.rmdir()
    opened.save()
    opened.store.look()
    opened.store.close()
    monkeypatch.chdir(path.parent)
    assert on_disk(path).summary == "mine"


def test_late_changes_that_can_not_be_kept_are_reported(
    opened: Opened, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Opened(path, take_over=True)
    opened.write("summary", "late")
    with monkeypatch.context() as full:
        full.setattr(safe_files, "make_folder", lambda _: (_ for _ in ()).throw(FileError("no room")))
        opened.store.lose(None)
        opened.store.sync()
        assert not opened.store.is_kept
        assert opened.store.journal_problem == "no room"
    opened.store.sync()
    assert opened.store.is_kept
    other.store.close()


def test_two_sessions_without_room_next_to_the_draft_have_a_journal_each(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = leftovers.away(path), leftovers.away(path)
    assert first != second
    for place in (first, second):
        safe_files.make_folder(place.parent)
        place.touch()
    assert set(leftovers._all_away(path)) == {first, second}


def test_every_folder_that_is_made_is_its_owner_s_only(tmp_path: Path) -> None:
    safe_files.make_folder(tmp_path / "a" / "b" / "c")
    assert [stat.S_IMODE((tmp_path / part).stat().st_mode) for part in ("a", "a/b", "a/b/c")] == [0o700] * 3


def test_a_draft_is_read_once_and_again_only_after_a_change(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    understood: list[str] = []

    def from_toml(text: str, where: str) -> Draft:
        understood.append(where)
        return draft_file.from_toml(text, where)

    monkeypatch.setattr(recovery, "from_toml", from_toml)
    monkeypatch.chdir(path.parent)
    seen = draft_store.look_at(Path(path.name))
    DraftStore(path, seen=seen).close()
    assert understood == [path.name]
    path.write_text(to_toml(Draft("outage", Postmortem(summary="Another."))))
    store = DraftStore(path, seen=seen)
    assert store.draft.postmortem.summary == "Another."
    assert understood == [path.name, str(path)]
    store.close()


# -- another name ------------------------------------------------------------------------------------------------------


def test_a_renamed_draft_continues_with_its_journal_lock_backups_and_place(opened: Opened, path: Path) -> None:
    new = path.with_name("2026-03-07-new.toml")
    last_position.remember(path, last_position.Position("Impact", "summary"))
    covered.remember(path, {"action a1"})
    opened.write("summary", "One")
    opened.save()
    opened.store.rename(new)
    assert names(path.parent) == [f".{new.name}.journal", f".{new.name}.lock", new.name]
    assert backups.backups(new) and not backups.backups(path)
    assert last_position.recall(new) == last_position.Position("Impact", "summary")
    assert last_position.recall(path) is None
    assert (set(covered.recall(new)), set(covered.recall(path))) == ({"action a1"}, set())
    opened.write("summary", "Two")
    opened.die()
    again = Opened(new)
    assert again.record.summary == "Two" and on_disk(new).summary == "One"
    again.save()
    again.store.close()
    assert names(path.parent) == [new.name]


def test_nothing_is_overwritten_by_a_rename(opened: Opened, path: Path) -> None:
    taken, foreign, held, free = (path.with_name(f"2026-03-0{day}-new.toml") for day in (1, 2, 3, 4))
    taken.write_text("mine")
    journal.beside(foreign).write_text("another's")
    other = lock.Lock(held)
    assert other.acquire()
    opened.write("summary", "One")
    with pytest.raises(FileError, match="aren't saved yet"):
        opened.store.rename(free)
    opened.save()
    for new, why in ((taken, "already exists"), (foreign, "another draft"), (held, "Someone else has")):
        with pytest.raises(FileError, match=why):
            opened.store.rename(new)
        assert opened.store.path == path and path.exists()
    assert taken.read_text() == "mine" and journal.beside(foreign).read_text() == "another's" and not held.exists()
    other.release()
    reader = Opened(path)
    with pytest.raises(FileError, match="Someone else has"):
        reader.store.rename(free)
    by_hand(path, summary="Theirs")
    with pytest.raises(ChangedOutside):
        opened.store.rename(free)
    assert on_disk(path).summary == "Theirs" and not free.exists()


@pytest.mark.parametrize("fails", [False, True])
def test_a_name_that_is_taken_in_the_last_moment_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: bool
) -> None:
    old, new = tmp_path / "a.toml", tmp_path / "b.toml"
    old.write_text("a")
    if fails:  # a file system without hard links
        monkeypatch.setattr(os, "link", lambda *_args, **_named: (_ for _ in ()).throw(PermissionError(1, "no links")))
    else:
        link = os.link

        def late(*args: Any, **named: Any) -> None:
            new.write_text("b")
            link(*args, **named)

        monkeypatch.setattr(os, "link", late)
        with pytest.raises(FileError, match="already exists"):
            safe_files.rename_to_new(old, new)
        assert (old.read_text(), new.read_text()) == ("a", "b")
        return
    safe_files.rename_to_new(old, new)
    assert not old.exists() and new.read_text() == "a"
