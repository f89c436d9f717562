"""Dated copies of a draft, in the user's state folder: one for each session, and one before a change of its format."""

import contextlib
import os
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pmtui.errors import DraftError, FileError
from pmtui.paths import DRAFT_SUFFIX, state_folder
from pmtui.storage.safe_files import digest_of, make_folder, read_bytes, write_bytes_atomically

KEPT = 20
"""The most backups kept of a draft; the oldest go first. Chosen by hand: there's usually
one for each session, so these last for weeks of work; for a draft of 100 KB they take 2 MB."""

_STAMP = "%Y-%m-%dT%H%M%SZ"
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{6}Z)(?:-(\d+))?(?:\.(\d+))?")
"""The date and time, an older pmtui's number within that second, and the backup's number: clocks can be wrong."""


@dataclass(frozen=True)
class Backup:
    """An earlier version of a draft.

    Attributes:
        path: its file.
        at: when it was kept, in UTC.
    """

    path: Path
    at: datetime


def folder_of(draft: Path) -> Path:
    """Return the folder of a draft's backups."""
    target = os.path.realpath(draft)
    key = digest_of(os.fsencode(target))[:16]
    return state_folder() / "history" / f"{Path(target).stem[:40]}-{key}"


def follow(old: Path, new: Path) -> None:
    """Move the backups of a draft that has another name now; not if that name has backups already."""
    with contextlib.suppress(OSError):
        source, target = folder_of(old), folder_of(new)
        if source.is_dir() and not os.path.lexists(target):
            source.rename(target)


def backups(draft: Path) -> list[Backup]:
    """Return a draft's backups, the newest first."""
    with contextlib.suppress(OSError):
        files = [path for path in folder_of(draft).iterdir() if path.suffix == (draft.suffix or DRAFT_SUFFIX)]
        found = [(order, path) for path in files if (order := _order(path)) is not None]
        return [Backup(path, order[3]) for order, path in sorted(found, reverse=True)]
    return []


def _order(path: Path) -> tuple[int, str, int, datetime] | None:
    """Return a backup's sort key, with its time; None for a file that isn't a backup."""
    match = _NAME.fullmatch(path.stem)
    if match is None:
        return None
    try:
        at = datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return int(match[3] or 0), match[1], int(match[2] or 0), at


def keep(draft: Path, data: bytes, now: datetime) -> Path | None:
    """Back up the content of a draft or document, unless the last backup is the same.

    Args:
        draft: the file.
        data: the file's bytes.
        now: the time, in UTC.

    Returns:
        The copy.

    Raises:
        FileError: if it can't be kept.
    """
    known = backups(draft)
    with contextlib.suppress(DraftError):
        if known and read_bytes(known[0].path) == data:
            return None
    folder = folder_of(draft)
    make_folder(folder)
    stamp = now.astimezone(UTC).strftime(_STAMP)
    last = _order(known[0].path) if known else None
    number = last[0] + 1 if last else 1
    path = folder / f"{stamp}.{number:06d}{draft.suffix or DRAFT_SUFFIX}"
    while os.path.lexists(path):  # another pmtui has just made it
        number += 1
        path = folder / f"{stamp}.{number:06d}{draft.suffix or DRAFT_SUFFIX}"
    write_bytes_atomically(path, data)
    for old in known[KEPT - 1 :]:
        with contextlib.suppress(OSError):
            old.path.unlink()
    return path


def keep_damaged(journal: Path, now: datetime) -> Path | None:
    """Keep a damaged journal, in case someone can repair it; None if it can't be kept."""
    folder = state_folder() / "damaged"
    path = folder / f"{now.astimezone(UTC).strftime(_STAMP)}{journal.name}"
    try:
        make_folder(folder)
        shutil.copyfile(journal, path, follow_symlinks=False)
        path.chmod(0o600)
    except (OSError, FileError):
        return None
    return path
