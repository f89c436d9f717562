"""The journal under way: every change is appended before the screen shows it; with each save it begins again."""

import contextlib
import os
import tempfile
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from pmtui.model.edit import AnyEdit
from pmtui.storage.journal import VERSION, Entry, Holder, entry_line, line
from pmtui.storage.safe_files import sync_folder


def utc_now() -> datetime:
    """Return the time that it is, in UTC."""
    return datetime.now(UTC)


class Journal:
    """A journal under way. Appending is for the screen's thread; syncing and beginning again may be for another.

    Args:
        path: its file.
        holder: who writes it.
        draft: the id of the draft that it belongs to.
        file: that draft's file.
        now: tells the time, in UTC.
    """

    def __init__(
        self, path: Path, holder: Holder, now: Callable[[], datetime] = utc_now, *, draft: str = "", file: str = ""
    ) -> None:
        self.path = path
        self.draft = draft
        self.file = file
        self.holder = holder
        self.now = now
        self._handle = -1
        self._good = 0  # bytes known to be whole lines
        self._unwritten: list[tuple[int, bytes]] = []
        self._lines: list[tuple[int, bytes]] = []  # since the last save, written or not
        self._is_synced = True
        self._swap = threading.Lock()  # held for a moment only: the screen's thread waits for it
        self._slow = threading.Lock()  # held while waiting for the disk

    @property
    def is_synced(self) -> bool:
        """Whether all that was appended is on the disk itself."""
        return self._is_synced

    @property
    def is_whole(self) -> bool:
        """Whether every change is in the journal."""
        return self._handle >= 0 and not self._unwritten

    def begin(
        self,
        text: str,
        digest: str,
        revision: int,
        path: Path | None = None,
        first: Entry | None = None,
        disk: str = "",
    ) -> None:
        """Begin again from a draft's text: a new file, with the changes after `revision`, takes the old one's place.

        Args:
            text: the draft's file.
            digest: its digest.
            revision: the number of the last change that is in the text and in `first`.
            path: where to continue; None to stay there.
            first: what comes before the changes after `revision`; None if nothing does.
            disk: the digest of what the draft's file holds now.

        Raises:
            OSError: if it can't be written; the journal continues unchanged.
        """
        target = path or self.path
        with self._slow:
            handle, temporary = tempfile.mkstemp(prefix=f"{target.name[:80]}.", suffix=".part", dir=target.parent)
            try:
                begun = [later for later in list(self._lines) if later[0] > revision]
                parts = [
                    self._head(text, digest, disk),
                    entry_line(first) if first else b"",
                    *(data for _, data in begun),
                ]
                good = _write(handle, b"".join(parts))
                os.fsync(handle)
                old = self.path if target != self.path and self.is_ours() else None
                with self._swap:
                    self._lines = [later for later in self._lines if later[0] > revision]
                    newest = self._lines[len(begun) :]
                    good += _write(handle, b"".join(data for _, data in newest))
                    Path(temporary).replace(target)
                    handle, self._handle = self._handle, handle
                    self.path = target
                    self._good = good
                    self._unwritten = []
                    self._is_synced = not newest
            except BaseException:
                with contextlib.suppress(OSError):
                    Path(temporary).unlink()
                raise
            finally:
                if handle >= 0:
                    os.close(handle)
            if old is not None:
                with contextlib.suppress(OSError):
                    old.unlink()
            sync_folder(target.parent)

    def _head(self, text: str, digest: str, disk: str) -> bytes:
        holder = self.holder
        return line(
            journal=VERSION,
            draft=self.draft,
            file=self.file,
            digest=digest,
            disk=disk or digest,
            user=holder.user,
            host=holder.host,
            process=holder.process,
            since=holder.since.isoformat(),
        ) + line(base=text)

    def append(self, revision: int, place: str, edit: AnyEdit) -> None:
        """Write a change down, with all before it that couldn't be written. It isn't on the disk itself until `sync`.

        Raises:
            OSError: if it can't be written; it's kept, and written with the next one.
        """
        written = entry_line(Entry(revision, self.now(), place, edit))
        with self._swap:
            self._lines.append((revision, written))
            self._unwritten.append((revision, written))
            self._write_rest()

    def retry(self) -> None:
        """Write down what couldn't be.

        Raises:
            OSError: if it still can't be written.
        """
        with self._swap:
            self._write_rest()

    def _write_rest(self) -> None:
        if self._handle < 0:
            raise OSError("the journal isn't open")
        while self._unwritten:
            self._put(self._unwritten[0][1])
            self._unwritten.pop(0)

    def _put(self, data: bytes) -> None:
        try:
            self._good += _write(self._handle, data)
        except OSError:
            with contextlib.suppress(OSError):  # undo the partial write, so that no line is torn
                os.ftruncate(self._handle, self._good)
                os.lseek(self._handle, self._good, os.SEEK_SET)
            raise
        self._is_synced = False

    def saving(self, revision: int, digest: str) -> None:
        """Note that the draft is about to be saved: should this be the last line, it may have been.

        Raises:
            OSError: if it can't be written.
        """
        with self._swap:
            self._write_rest()
            self._put(line(saving=digest, revision=revision))

    def sync(self) -> None:
        """Put what was appended on the disk itself.

        Raises:
            OSError: if the disk refuses.
        """
        with self._slow:
            if self._handle < 0 or self._is_synced:
                return
            self._is_synced = True
            try:
                os.fsync(self._handle)
            except OSError:
                self._is_synced = False
                raise

    def is_ours(self) -> bool:
        """Return whether the file of that name is still this journal, and nobody's who began another in its place."""
        with self._swap:
            if self._handle < 0:
                return False
            try:
                return os.path.samestat(self.path.stat(follow_symlinks=False), os.fstat(self._handle))
            except OSError:
                return False

    def close(self, *, remove: bool) -> None:
        """End the journal; `remove` deletes the file, if it's still this journal's."""
        if remove and self.is_ours():
            with contextlib.suppress(OSError):
                self.path.unlink()
        with self._slow, self._swap:
            if self._handle >= 0:
                os.close(self._handle)
                self._handle = -1


def _write(handle: int, data: bytes) -> int:
    """Write all of `data`, and return its length."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]
    return len(data)
