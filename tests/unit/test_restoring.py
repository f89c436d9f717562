"""`pmtui restore`: a backup is restored byte for byte, and the replaced file is backed up first."""

import shutil
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pmtui.cli import restore
from pmtui.cli.main import main
from pmtui.errors import FileError
from pmtui.model.postmortem import Postmortem
from pmtui.storage import backups, draft_folder, lock
from pmtui.storage.draft_file import Draft
from pmtui.storage.draft_store import DraftStore

AT = datetime(2026, 3, 9, 14, 5, tzinfo=UTC)

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)

    def command(*words: str) -> tuple[int, str, str]:
        code = main(list(words))
        out, err = capsys.readouterr()
        return code, out, err

    return command


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "drafts" / "d.toml"
    draft_folder.create(file, Draft("outage", Postmortem(summary="now")))
    return file


def keep(path: Path, *versions: bytes) -> None:
    for number, data in enumerate(versions):
        backups.keep(path, data, AT + timedelta(days=number))


def copies(path: Path) -> list[bytes]:
    return [copy.path.read_bytes() for copy in backups.backups(path)]


def test_the_file_is_backed_up_first_and_a_backup_is_restored_byte_for_byte(run: Run, path: Path) -> None:
    arranged = b"\xef\xbb\xbf# mine\r\nschema = 2\r\ntemplate = 'sre'  # provisional\r\n"
    unmerged = b"<<<<<<< ours\n\xff\n"
    keep(path, unmerged, arranged)
    before = path.read_bytes()
    assert run("restore", str(path), "1")[:2] == (0, f"{path}\n")
    assert path.read_bytes() == arranged
    assert copies(path) == [before, arranged, unmerged]
    assert run("restore", str(path), "3")[0] == 0
    assert path.read_bytes() == unmerged
    assert copies(path) == [arranged, before, arranged, unmerged]
    assert [file.name for file in path.parent.iterdir() if file.is_file()] == ["d.toml"]


def test_the_oldest_backup_is_restored_though_the_new_one_displaces_it(run: Run, path: Path) -> None:
    keep(path, *(b"%d" % number for number in range(backups.KEPT)))
    before = path.read_bytes()
    assert run("restore", str(path), str(backups.KEPT))[0] == 0
    assert path.read_bytes() == b"0"
    assert (len(copies(path)), copies(path)[0]) == (backups.KEPT, before)


@pytest.mark.parametrize("number", ["0", "3", "99"])
def test_an_unknown_backup_number_is_refused_and_changes_nothing(run: Run, path: Path, number: str) -> None:
    keep(path, b"1", b"2")
    before = path.read_bytes()
    code, out, err = run("restore", str(path), number)
    assert (code, out) == (2, "")
    assert f"Backup not found: {number}." in err
    assert "1 to 2" in err
    assert (path.read_bytes(), copies(path)) == (before, [b"2", b"1"])


def test_an_open_draft_is_not_overwritten_and_its_session_continues(run: Run, path: Path) -> None:
    keep(path, b"1")
    before = path.read_bytes()
    store = DraftStore(path)
    code, out, err = run("restore", str(path), "1")
    assert (code, out) == (3, "")
    assert "is open in pmtui" in err
    assert (path.read_bytes(), copies(path)) == (before, [b"1"])
    assert DraftStore(path).is_read_only  # whoever had it open still has it
    store.close()
    assert run("restore", str(path), "1")[0] == 0
    assert path.read_bytes() == b"1"


def test_a_file_that_can_not_be_backed_up_is_not_overwritten(
    run: Run, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise FileError("There is no room.")

    keep(path, b"1")
    before = path.read_bytes()
    monkeypatch.setattr(backups, "write_bytes_atomically", refuse)
    code, _, err = run("restore", str(path), "1")
    assert (code, "no room" in err) == (3, True)
    assert path.read_bytes() == before
    assert not lock.lock_path(path).exists()


def test_the_draft_is_unlocked_immediately_after_a_restore(
    run: Run, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(path, path.read_bytes().replace(b"now", b"before"))
    taken: list[lock.Lock] = []

    def held(draft: Path) -> lock.Lock:
        taken.append(lock.Lock(draft))
        return taken[-1]

    monkeypatch.setattr(restore, "Lock", held)
    assert run("restore", str(path), "1")[0] == 0
    assert [each.is_held for each in taken] == [False]
    store = DraftStore(path)
    assert (store.is_read_only, store.draft.postmortem.summary) == (False, "before")
    store.close()


def test_a_draft_is_restored_into_a_folder_that_is_gone(run: Run, path: Path) -> None:
    keep(path, path.read_bytes())
    before = path.read_bytes()
    shutil.rmtree(path.parent)
    assert run("restore", str(path), "1")[0] == 0
    assert path.read_bytes() == before
    assert [stat.S_IMODE(each.stat().st_mode) for each in (path.parent, path)] == [0o700, 0o600]


def test_a_draft_is_restored_even_if_locks_do_not_work(run: Run, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: lock.Lock) -> bool:
        raise OSError(38, "Function not implemented")

    keep(path, b"1")
    monkeypatch.setattr(lock.Lock, "acquire", refuse)
    assert run("restore", str(path), "1")[0] == 0
    assert path.read_bytes() == b"1"


def test_a_link_stays_a_link_and_the_file_mode_is_unchanged(run: Run, path: Path, tmp_path: Path) -> None:
    keep(path, b"1")
    path.chmod(0o640)
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    assert run("restore", str(link), "1")[0] == 0
    assert link.is_symlink()
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"1", 0o640)


def test_an_unreadable_backup_is_listed_with_its_problem(run: Run, path: Path) -> None:
    keep(path, path.read_bytes(), b"<<<<<<< ours\n")
    code, out, _ = run("restore", str(path))
    assert code == 0
    first, second = out.splitlines()
    assert first.startswith("1\t")
    assert "can't be opened" in first
    assert second == f"2\t{AT.astimezone():%Y-%m-%d %H:%M:%S}\t(no title)\t{path.stat().st_size} bytes"


def test_listing_changes_nothing(run: Run, path: Path) -> None:
    keep(path, b"1")
    before = path.read_bytes()
    run("restore", str(path))
    assert (path.read_bytes(), copies(path)) == (before, [b"1"])
