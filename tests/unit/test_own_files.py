"""What pmtui writes on its own account: never through a link, never for ever, in the order in which it was made."""

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pmtui.errors import FileError
from pmtui.model.postmortem import Postmortem
from pmtui.storage import backups, draft_folder, journal, last_position, lock, safe_files
from pmtui.storage.draft_file import Draft
from pmtui.storage.draft_store import DraftStore
from pmtui.storage.schema import HEAD, put_beside
from tests.unit.test_draft_store import Opened, on_disk

AT = datetime(2026, 3, 9, 14, 5, tzinfo=UTC)


def new(path: Path) -> Path:
    draft_folder.create(path, Draft("outage", Postmortem(summary="S")))
    return path


# -- links -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    outside = tmp_path / "outside"
    outside.mkdir()
    file = outside / "precious"
    file.write_text("precious")
    return file


def test_a_schema_that_is_a_link_is_not_written_through(tmp_path: Path, victim: Path) -> None:
    folder = tmp_path / "cloned"
    (folder / ".pmtui").mkdir(parents=True)
    for target in (victim, victim.with_name("not-there")):
        link = folder / ".pmtui" / "draft.schema.json"
        link.unlink(missing_ok=True)
        link.symlink_to(target)
        path = new(folder / f"{target.name}.toml")
        assert HEAD not in path.read_text()
    assert sorted(each.name for each in victim.parent.iterdir()) == ["precious"]
    assert victim.read_text() == "precious"


def test_a_folder_for_the_schema_that_is_a_link_is_not_written_into(tmp_path: Path, victim: Path) -> None:
    folder = tmp_path / "cloned"
    folder.mkdir()
    (folder / ".pmtui").symlink_to(victim.parent)
    assert not put_beside(folder)
    path = new(folder / "d.toml")
    assert on_disk(path).summary == "S"
    assert sorted(each.name for each in victim.parent.iterdir()) == ["precious"]


@pytest.mark.parametrize("what", ["journal", "lock"])
@pytest.mark.parametrize("is_there", [True, False])
def test_a_journal_or_lock_that_is_a_link_is_not_written_through(
    tmp_path: Path, victim: Path, what: str, is_there: bool
) -> None:
    path = new(tmp_path / "cloned" / "d.toml")
    target = victim if is_there else victim.with_name("not-there")
    {"journal": journal.beside, "lock": lock.lock_path}[what](path).symlink_to(target)
    opened = Opened(path)
    opened.write("summary", "typed")
    opened.store.sync()
    opened.save()
    opened.store.close()
    assert on_disk(path).summary == "typed"
    assert sorted(each.name for each in victim.parent.iterdir()) == ["precious"]
    assert victim.read_text() == "precious"


def test_a_new_draft_does_not_replace_a_link(tmp_path: Path, victim: Path) -> None:
    path = tmp_path / "d.toml"
    path.symlink_to(victim.with_name("not-there"))
    with pytest.raises(FileError, match="already exists"):
        new(path)
    assert not victim.with_name("not-there").exists()


# -- copies ------------------------------------------------------------------------------------------------------------


def test_copies_from_a_clock_that_was_ahead_push_out_no_new_one(tmp_path: Path) -> None:
    path = tmp_path / "d.toml"
    for number in range(backups.KEPT):
        backups.keep(path, f"ahead {number}".encode(), AT + timedelta(days=3650, seconds=number))
    for number in range(3):
        backups.keep(path, f"right {number}".encode(), AT + timedelta(seconds=number))
    kept = [copy.path.read_text() for copy in backups.backups(path)]
    assert kept[:4] == ["right 2", "right 1", "right 0", f"ahead {backups.KEPT - 1}"]
    assert len(kept) == backups.KEPT
    assert kept[-1] == "ahead 3"


def test_copies_of_an_older_pmtui_come_before_in_the_order_of_their_times(tmp_path: Path) -> None:
    path = tmp_path / "d.toml"
    folder = backups.folder_of(path)
    safe_files.make_folder(folder)
    for name in ("2099-01-01T000000Z", "2026-03-09T140500Z", "2026-03-09T140500Z-1", "2026-13-99T999999Z", "mine"):
        (folder / f"{name}.toml").write_text(name)
    backups.keep(path, b"new", AT)
    assert [copy.path.read_text() for copy in backups.backups(path)] == [
        "new",
        "2099-01-01T000000Z",
        "2026-03-09T140500Z-1",
        "2026-03-09T140500Z",
    ]
    assert backups.backups(path)[0].at == AT


# -- what a kill leaves ------------------------------------------------------------------------------------------------


def test_files_of_a_killed_new_command_are_removed_by_the_next_one(tmp_path: Path) -> None:
    (tmp_path / ".pmtui").mkdir()
    old = [".x.toml.abcd1234.part", "..x.toml.journal.abcd1234.part", ".pmtui/.draft.schema.json.abcd1234.part"]
    young = [".y.toml.abcd1234.part"]
    others = [
        ".x.md.abcd1234.part",
        ".x.toml.part",
        "x.toml.abcd1234.part",
        ".x.toml.ABCD1234.part",
        ".x.toml.abcd1234.kept",
    ]
    for name in (*old, *young, *others):
        (tmp_path / name).write_text("half")
        if name not in young:
            os.utime(tmp_path / name, (1, 1))
    (tmp_path / ".link.toml.abcd1234.part").symlink_to("nowhere")
    new(tmp_path / "d.toml")
    left = {name for name in (*old, *young, *others, ".link.toml.abcd1234.part") if os.path.lexists(tmp_path / name)}
    assert left == {*young, *others, ".link.toml.abcd1234.part"}


def test_opening_a_draft_removes_old_files_of_other_drafts(tmp_path: Path) -> None:
    path = new(tmp_path / "d.toml")
    (tmp_path / ".e.toml.abcd1234.part").touch()
    (tmp_path / ".f.toml.abcd1234.part").touch()
    os.utime(tmp_path / ".e.toml.abcd1234.part", (1, 1))
    Opened(path).store.close()
    assert not (tmp_path / ".e.toml.abcd1234.part").exists()
    assert (tmp_path / ".f.toml.abcd1234.part").exists()  # another process may be writing it


def test_a_title_that_was_typed_comes_back_for_its_folder(tmp_path: Path) -> None:
    for text in ("L", "Lo", "Login fails é\ud800"):
        last_position.remember_title(tmp_path, text)
    assert last_position.recall_title(tmp_path) == "Login fails é?"
    assert last_position.recall_title(tmp_path / "another") == ""
    (file,) = last_position._title_file(tmp_path).parent.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    last_position.remember_title(tmp_path, "")
    assert last_position.recall_title(tmp_path) == ""


def test_a_new_draft_doesn_t_begin_where_an_older_one_of_its_name_was_left(tmp_path: Path) -> None:
    path = new(tmp_path / "d.toml")
    other = new(tmp_path / "e.toml")
    place = last_position.Position("Timeline", "timeline")
    last_position.remember(path, place)
    last_position.remember(other, place)
    assert (last_position.recall(path), last_position.recall(other)) == (place, place)
    path.unlink()
    new(path)
    assert (last_position.recall(path), last_position.recall(other)) == (None, place)
    last_position.forget(path)  # forgetting nothing does no harm
    (file,) = last_position._file(path).parent.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


# -- hard links --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "words"), [(1, "another name"), (2, "2 other names")])
def test_a_draft_with_other_names_says_that_a_save_changes_only_this_one(
    tmp_path: Path, count: int, words: str
) -> None:
    path = new(tmp_path / "d.toml")
    for number in range(count):
        (tmp_path / f"other-{number}.toml").hardlink_to(path)
    store = DraftStore(path)
    assert store.notes == [f"This file has {words} on the disk (hard links). Saving changes only d.toml."]
    store.close()


def test_a_draft_with_one_name_says_nothing(tmp_path: Path) -> None:
    store = DraftStore(new(tmp_path / "d.toml"))
    assert store.notes == []
    store.close()
