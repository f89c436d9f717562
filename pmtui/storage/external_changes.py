"""What someone else does to a draft's file while it's open here."""

from dataclasses import dataclass
from pathlib import Path

from pmtui.confinement import Confinement
from pmtui.errors import FileError, MissingDraft
from pmtui.storage import safe_files
from pmtui.storage.draft_file import from_toml
from pmtui.storage.journal import Holder
from pmtui.storage.recovery import OnDisk


class ChangedOutside(FileError):
    """Someone else has changed the draft's file; it isn't overwritten."""


class TakenOver(FileError):
    """Someone else has taken the draft over.

    Attributes:
        holder: who; None if that can't be read.
    """

    def __init__(self, holder: Holder | None) -> None:
        who = f"{holder.user} on {holder.host}" if holder else "Someone else"
        super().__init__(f"{who} has taken over this draft.")
        self.holder = holder


@dataclass(frozen=True)
class Outside:
    """What someone else has made of the draft's file.

    Attributes:
        disk: what it says; None if it can't be opened.
        data: its bytes; None if they can't be read.
        problem: why it can't be opened; empty if it can.
        is_gone: there's no such file any longer.
        is_another: it's a draft that can be opened, and another one, which has taken this one's place.
    """

    disk: OnDisk | None
    data: bytes | None = None
    problem: str = ""
    is_gone: bool = False
    is_another: bool = False


def read_outside(path: Path, known: OnDisk, within: Confinement | None = None) -> Outside:
    """Return what a draft's file holds now; `known` itself if it's that again."""
    try:
        data = safe_files.read_bytes(path, within)
    except MissingDraft as error:
        return Outside(None, None, str(error), is_gone=True)
    except FileError as error:
        return Outside(None, None, str(error))
    digest = safe_files.digest_of(data)
    if digest == known.digest:
        return Outside(known, data)
    try:
        text = safe_files.decoded(data, path)
        draft = from_toml(text, str(path))
        if draft.id and known.draft.id and draft.id != known.draft.id:
            title = draft.postmortem.incident.title
            name = f"'{title}'" if title else "untitled"
            return Outside(None, data, f"{path.name} is now a different draft, {name}.", is_another=True)
        return Outside(OnDisk(text, digest, draft), data)
    except FileError as error:
        return Outside(None, data, str(error))


def signature_of(path: Path) -> tuple[int, int, int] | None:
    """Return what tells, without reading it, that a file isn't the one that it was."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def digest_at(path: Path) -> str:
    """Return the digest of a file's bytes; empty if there's no such file.

    Raises:
        FileError: if it exists and can't be read.
    """
    try:
        return safe_files.digest_of(safe_files.read_bytes(path))
    except MissingDraft:
        return ""
