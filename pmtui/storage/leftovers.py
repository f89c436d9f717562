"""What earlier sessions left next to a draft: moved aside if it may be needed, deleted if not."""

import contextlib
import os
from datetime import datetime
from pathlib import Path

from pmtui.errors import DraftError
from pmtui.paths import DRAFT_SUFFIX
from pmtui.storage import backups, journal, recovery, safe_files
from pmtui.storage.draft_file import from_toml
from pmtui.storage.draft_id import same_drafts
from pmtui.storage.journal import Contents
from pmtui.storage.recovery import Leftovers
from pmtui.text import plural


def put_aside(path: Path, what: str, now: datetime) -> str:
    """Rename a journal that can't be used, so that it isn't overwritten; return a message about it.

    Args:
        path: the journal.
        what: a description of it.
        now: the time, in UTC.
    """
    kept = path.with_name(f"{path.name}.{now:%Y-%m-%dT%H%M%SZ}.kept")
    try:
        path.rename(kept)
    except OSError as error:
        return f"{what} and can't move it out of the way ({safe_files.reason(error)}): {path}"
    return f"{what} and kept it: {kept}"


def set_apart(contents: Contents, draft: Path) -> str:
    """Give a journal that belongs to another draft its own name in the folder; return a message about it.

    The name is that of a draft that doesn't exist: opening it shows what the journal holds, and opening the draft
    that it belongs to, whatever its name, recovers it.

    Args:
        contents: the journal, in this draft's place.
        draft: the draft whose place it's in.
    """
    what = f"pmtui found another draft's journal here ({_about(contents)})"
    target = Path(os.path.realpath(draft))
    for number in range(2, 1_000):
        free = target.with_name(f"{target.stem}-{number}{target.suffix}")
        place = journal.beside(free)
        if os.path.lexists(free) or os.path.lexists(place):
            continue
        try:
            _move(contents.path, place)
        except OSError as error:
            return f"{what} and can't move it out of the way ({safe_files.reason(error)}): {contents.path}"
        if contents.draft:
            recovery.note_place(contents.draft, place)
        heirs = [each.name for each in same_drafts(target, contents.draft, contents.base_digest)]
        if len(heirs) == 1:
            return f"{what}. Its changes weren't applied; they come back when you open {heirs[0]}."
        return f"{what}. Its changes weren't applied; to see them, open {free.name}. It's kept: {place}"
    return f"{what} and left it there: {contents.path}"


def _about(contents: Contents) -> str:
    title = ""
    if contents.base is not None:
        with contextlib.suppress(DraftError):
            title = from_toml(contents.base, str(contents.path)).postmortem.incident.title
    changes = plural(len(contents.entries), "change")
    return f"'{title}', {changes}" if title else changes


def _move(path: Path, to: Path) -> None:
    """Move a file, to another disk if need be; no file is overwritten.

    Raises:
        OSError: if that fails; the file hasn't moved.
    """
    try:
        os.link(path, to)
    except OSError:
        data = path.read_bytes()
        handle = os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    path.unlink()


def keep_damaged(path: Path, now: datetime) -> str:
    """Keep a damaged journal with the draft's backups, or next to the draft; return a message about it.

    Args:
        path: the journal.
        now: the time, in UTC.
    """
    kept = backups.keep_damaged(path, now)
    return (
        put_aside(path, "pmtui found a damaged journal", now)
        if kept is None
        else f"pmtui found a damaged journal and kept it: {kept}"
    )


def clear_away(draft: Path, found: Leftovers, besides: Path) -> None:
    """Delete the journals whose changes are in a newer one, and what interrupted saves have left.

    Args:
        draft: the draft's file.
        found: the journals that were found.
        besides: the newer one.
    """
    for contents in found.journals:
        if contents.path != besides and contents.is_still():
            with contextlib.suppress(OSError):
                contents.path.unlink()
    for part in _parts(draft):
        with contextlib.suppress(OSError):
            part.unlink()
    safe_files.sweep(Path(os.path.realpath(draft)).parent, (DRAFT_SUFFIX, ".journal"))


def _parts(draft: Path) -> list[Path]:
    """Return the temporary files left by interrupted saves of a draft."""
    target = Path(os.path.realpath(draft))
    starts = (f".{target.name[:80]}.", f"{journal.beside(draft).name[:80]}.")
    with contextlib.suppress(OSError):
        return [path for path in target.parent.iterdir() if path.suffix == ".part" and path.name.startswith(starts)]
    return []
