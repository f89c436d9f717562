"""The lock of a draft: one at a time, given back in every case, and readable by its owner only."""

import os
import stat
from pathlib import Path

import pytest

from pmtui.config import ActiveConfig
from pmtui.errors import DraftError, PmtuiError
from pmtui.model.postmortem import Postmortem
from pmtui.session.opening import open_session
from pmtui.storage import draft_folder
from pmtui.storage.draft_file import Draft
from pmtui.storage.draft_store import DraftStore
from pmtui.storage.lock import Lock, lock_path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "d.toml"


def test_one_at_a_time_and_the_file_goes_with_the_lock(path: Path) -> None:
    first, second = Lock(path), Lock(path)
    assert first.acquire()
    assert first.acquire()  # it's ours already
    assert (first.is_held, second.acquire(), second.is_held) == (True, False, False)
    assert lock_path(path).exists()
    first.release()
    assert (first.is_held, lock_path(path).exists()) == (False, False)
    assert second.acquire()
    first.release()  # it's no longer ours: the new holder keeps it
    assert (second.is_held, Lock(path).acquire()) == (True, False)
    second.release()


def test_taking_over_gets_the_lock_that_was_held(path: Path) -> None:
    first, second = Lock(path), Lock(path)
    assert first.acquire()
    with lock_path(path).open() as waiting:  # as another process does that waits for it
        first.release(to_other=True)
        assert second.acquire()
        assert os.path.samestat(os.fstat(waiting.fileno()), lock_path(path).stat())
    assert not Lock(path).acquire()
    second.release()


def test_a_released_lock_keeps_no_file_open(path: Path) -> None:
    first = Lock(path)
    assert first.acquire()
    count = len(os.listdir("/dev/fd"))  # noqa: PTH208
    first.release()
    assert len(os.listdir("/dev/fd")) == count - 1  # noqa: PTH208


def test_the_lock_file_is_private(path: Path) -> None:
    before = os.umask(0)
    try:
        found = Lock(path)
        found.acquire()
        assert stat.S_IMODE(lock_path(path).stat().st_mode) == 0o600
        found.release()
    finally:
        os.umask(before)


def test_it_is_never_a_link(path: Path, tmp_path: Path) -> None:
    lock_path(path).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="is a link"):
        Lock(path).acquire()
    assert not (tmp_path / "elsewhere").exists()


def test_no_folder_is_made_for_a_name_that_is_mistyped(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        Lock(tmp_path / "mistyped" / "d.toml").acquire()
    assert not (tmp_path / "mistyped").exists()


def test_a_draft_that_is_refused_is_not_locked(path: Path) -> None:
    path.write_text("[broken")
    with pytest.raises(DraftError):
        DraftStore(path)
    assert [each.name for each in path.parent.iterdir()] == ["d.toml"]


def test_a_draft_whose_template_can_not_be_used_is_not_locked(path: Path) -> None:
    draft_folder.create(path, Draft("no-such-template", Postmortem()))
    before = path.read_bytes()
    with pytest.raises(PmtuiError, match="no-such-template"):
        open_session(path, lambda: None, lambda: "r1", active=ActiveConfig())  # type: ignore[arg-type, return-value]
    assert sorted(each.name for each in path.parent.iterdir()) == [".pmtui", "d.toml"]
    assert path.read_bytes() == before
    again = DraftStore(path)
    assert not again.is_read_only
    again.close()
