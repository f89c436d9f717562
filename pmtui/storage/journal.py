"""The journal of a session: every change is appended before the screen shows it, and can be read back after a crash.

It's a file of JSON lines, each with a checksum. The first says whose it is (the draft's id), who writes it, and has the
digest of the draft's file that the changes begin from. The second has that file's text, so that a journal can be read
without the draft. Then comes one line for each change, with its revision, and one before each save, with the digest of
what is being saved. A torn last line is what a crash leaves; it's cut off. A damaged line before it ends what can be
trusted. A checksum can be made by anyone who can write the file, so every value is checked too.
"""

import contextlib
import json
import os
import stat
import tempfile
import threading
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from pmtui.errors import EditError
from pmtui.model.edit import AnyEdit, from_json, to_json
from pmtui.storage.draft_file import is_id
from pmtui.storage.migrations import edit_as_now, path_as_now
from pmtui.storage.safe_files import sync_folder
from pmtui.text import visible

VERSION = 1
"""The version of the journal's form. Early ones have neither the draft's id nor its file in their first line."""

LARGEST_JOURNAL = 256 * 1024 * 1024
"""No journal is larger than this, in bytes: it begins again with each save."""

_LONGEST_HEAD = 64 * 1024
"""No first line is longer than this, in bytes."""

_SEAL = len(',"sum":"00000000"}')


@dataclass(frozen=True)
class Holder:
    """Who has a draft open.

    Attributes:
        user: the user's name.
        host: the machine's name.
        process: the process id.
        since: since when, in UTC.
    """

    user: str
    host: str
    process: int
    since: datetime


@dataclass(frozen=True)
class JournalEntry:
    """One change.

    Attributes:
        revision: its number in the session.
        at: when it was made, in UTC.
        place: the path of the question or field that it belongs to.
        edit: the change.
    """

    revision: int
    at: datetime
    place: str
    edit: AnyEdit


@dataclass(frozen=True)
class Contents:
    """What a journal holds.

    Attributes:
        path: its file.
        holder: who wrote it; None if that can't be read.
        base_digest: the digest of the draft's file that it begins from; empty if that can't be read.
        base: that file's text; None if it can't be read.
        entries: the changes, in order, as far as they can be trusted.
        saved: the revision that each digest stands for, of the saves that were begun.
        damage: what is damaged before the last line; empty if nothing is.
        draft: the id of the draft that it belongs to; empty in an older journal, or if that can't be read.
        file: where that draft's file was; empty likewise.
        disk: the digest of what the draft's file held when the journal was begun; empty likewise.
        identity: what tells its file from another of the same name.
    """

    path: Path
    holder: Holder | None
    base_digest: str
    base: str | None
    entries: tuple[JournalEntry, ...]
    saved: dict[str, int]
    damage: str = ""
    draft: str = ""
    file: str = ""
    disk: str = ""
    identity: tuple[int, int] = (0, 0)

    def is_still(self) -> bool:
        """Return whether the file of that name is the one that was read."""
        try:
            found = os.lstat(self.path)
        except OSError:
            return False
        return (found.st_dev, found.st_ino) == self.identity


def beside(draft: Path) -> Path:
    """Return where the journal of a draft is: in the folder of the file itself, even if the draft is a link to it."""
    target = Path(os.path.realpath(draft))
    return target.with_name(f".{target.name}.journal")


# -- lines -------------------------------------------------------------------------------------------------------------


def _sealed(body: str) -> bytes:
    """Return a line: `body`, a JSON object without its last brace, with its checksum."""
    return f'{body},"sum":"{zlib.crc32(body.encode()):08x}"}}\n'.encode()


def line(**values: Any) -> bytes:
    """Return values as a line of the journal."""
    return _sealed(json.dumps(values, separators=(",", ":"))[:-1])


def entry_line(entry: JournalEntry) -> bytes:
    """Return a change as a line of the journal."""
    head = json.dumps({"revision": entry.revision, "at": entry.at.isoformat(), "place": entry.place})
    return _sealed(f'{head[:-1]},"edit":{to_json(entry.edit)}')


def _unsealed(line: bytes) -> dict[str, Any]:
    """Return what a line holds.

    Raises:
        ValueError: if it's damaged.
    """
    body, seal = line[:-_SEAL], line[-_SEAL:]
    if seal != f',"sum":"{zlib.crc32(body):08x}"}}'.encode():
        raise ValueError("the checksum doesn't match")
    data = json.loads(line)
    if not isinstance(data, dict):
        raise ValueError("not an object")
    return data


# -- reading -----------------------------------------------------------------------------------------------------------


def read(path: Path) -> Contents | None:
    """Return what a journal holds, or None if there is none.

    Raises:
        OSError: if it can't be read, or isn't a regular file.
    """
    try:
        with _opened(path) as file:
            found = os.fstat(file.fileno())
            if found.st_size > LARGEST_JOURNAL:
                raise OSError(27, "it's too large")
            return replace(parse(path, file.read()), identity=(found.st_dev, found.st_ino))
    except FileNotFoundError:
        return None


def read_head(path: Path) -> Contents | None:
    """Return what a journal's first line says of whose it is, or None if there's none that can be read."""
    try:
        with _opened(path) as file:
            return parse(path, file.readline(_LONGEST_HEAD))
    except OSError:
        return None


def _opened(path: Path) -> BinaryIO:
    """Open a journal, which is never reached through a link.

    Raises:
        OSError: if it can't be opened, or isn't a regular file.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(22, "it isn't a regular file")
    return os.fdopen(handle, "rb")


def parse(path: Path, data: bytes) -> Contents:
    """Return what a journal's bytes hold, as far as they can be trusted."""
    reader = _Reader()
    lines = data.split(b"\n")
    for number, line in enumerate(lines[:-1], 1):
        try:
            reader.take(_unsealed(line))
        except (ValueError, KeyError, EditError, RecursionError):
            if number == len(lines) - 1 and not lines[-1]:  # the last line; a crash can leave blocks of nothing in it
                break
            if number <= 2:  # the changes may still fit the draft's file, or be read without knowing who made them
                continue
            reader.damage = f"line {number} of {len(lines) - 1}"
            break
    return Contents(
        path,
        reader.holder,
        reader.digest,
        reader.base,
        tuple(reader.entries),
        reader.saved,
        reader.damage,
        reader.draft,
        reader.file,
        reader.disk,
    )


class _Reader:
    def __init__(self) -> None:
        self.holder: Holder | None = None
        self.digest = ""
        self.base: str | None = None
        self.entries: list[JournalEntry] = []
        self.saved: dict[str, int] = {}
        self.damage = ""
        self.draft = self.file = self.disk = ""

    def take(self, data: dict[str, Any]) -> None:
        """Take in what a line says.

        Raises:
            ValueError: if a value isn't what it must be.
            KeyError: if one is missing.
            EditError: if it holds no edit.
        """
        if "edit" in data:
            revision = _number(data["revision"], least=1)
            if self.entries and revision != self.entries[-1].revision + 1:
                raise ValueError("a change is missing")
            edit = from_json(json.dumps(edit_as_now(data["edit"])))
            place = path_as_now(_text(data["place"]))
            self.entries.append(JournalEntry(revision, _instant(data["at"]), place, edit))
        elif "base" in data:
            self.base = _text(data["base"])
        elif "saving" in data:
            self.saved[_text(data["saving"])] = _number(data["revision"])
        elif data["journal"] == VERSION:
            holder = Holder(
                visible(_text(data["user"])),
                visible(_text(data["host"])),
                _number(data["process"]),
                _instant(data["since"]),
            )
            digest = _text(data["digest"])
            draft, disk = (_text(data.get(name, "")) for name in ("draft", "disk"))
            file = data.get("file", "")  # any name a file can have, even if it isn't UTF-8
            if not isinstance(file, str) or (draft and not is_id(draft)):
                raise ValueError("no file, or not a draft's ID")
            self.holder, self.digest, self.draft, self.file, self.disk = holder, digest, draft, file, disk
        else:
            raise ValueError("written by another version of pmtui")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("not a string")
    value.encode()  # a lone surrogate isn't a text that could be written again
    return value


def _number(value: object, least: int = 0) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value < _MOST:
        raise ValueError("not a number")
    return value


_MOST = 2**31
"""No process and no change has a number as high as this."""


def _instant(value: object) -> datetime:
    found = datetime.fromisoformat(_text(value))
    if found.utcoffset() is None:
        raise ValueError("a time without a zone")
    try:
        return found.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("not a valid time") from error


# -- writing -----------------------------------------------------------------------------------------------------------


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
        first: JournalEntry | None = None,
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
        written = entry_line(JournalEntry(revision, self.now(), place, edit))
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
