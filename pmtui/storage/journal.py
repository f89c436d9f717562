"""The journal of a session, on disk: what its lines hold, and how it's read back.

It's a file of JSON lines, each with a checksum. The first says whose it is (the draft's id), who writes it, and has the
digest of the draft's file that the changes begin from. The second has that file's text, so that a journal can be read
without the draft. Then comes one line for each change, with its revision, and one before each save, with the digest of
what is being saved. A torn last line is what a crash leaves; it's cut off. A damaged line before it ends what can be
trusted. A checksum can be made by anyone who can write the file, so every value is checked too.
"""

import json
import os
import stat
import zlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from pmtui.errors import EditError
from pmtui.model.edit import AnyEdit, from_json, to_json
from pmtui.storage.draft_id import is_id
from pmtui.storage.migrations import edit_as_now, path_as_now
from pmtui.text import visible

VERSION = 1
"""The version of the journal's form. Early ones have neither the draft's id nor its file in their first line."""

LARGEST = 256 * 1024 * 1024
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
class Entry:
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
    entries: tuple[Entry, ...]
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


def entry_line(entry: Entry) -> bytes:
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
            if found.st_size > LARGEST:
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
        self.entries: list[Entry] = []
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
            self.entries.append(Entry(revision, _instant(data["at"]), place, edit))
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
