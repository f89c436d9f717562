"""Dated copies of a draft, in the user's state folder: one for each sitting, and one before a change of its form."""

import contextlib
import os
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pmtui.drafts.files import digest_of, make_folder, read_bytes, write_bytes_atomically
from pmtui.errors import DraftError, FileError
from pmtui.paths import DRAFT_SUFFIX, state_folder

KEPT = 20
"""So many copies of a draft are kept; the oldest go first."""

_STAMP = "%Y-%m-%dT%H%M%SZ"
_NAME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{6}Z(-\d+)?")


@dataclass(frozen=True)
class Copy:
    """An earlier version of a draft.

    Attributes:
        path: its file.
        at: when it was kept, in UTC.
    """

    path: Path
    at: datetime


def folder_of(draft: Path) -> Path:
    """Return the folder of a draft's copies."""
    target = os.path.realpath(draft)
    key = digest_of(os.fsencode(target))[:16]
    return state_folder() / "history" / f"{Path(target).stem[:40]}-{key}"


def copies(draft: Path) -> list[Copy]:
    """Return a draft's copies, the newest first."""
    with contextlib.suppress(OSError):
        files = [path for path in folder_of(draft).iterdir() if path.suffix == DRAFT_SUFFIX]
        named = sorted((path for path in files if _NAME.fullmatch(path.stem)), key=_order, reverse=True)
        return [Copy(path, datetime.strptime(path.stem[:18], _STAMP).replace(tzinfo=UTC)) for path in named]
    return []


def _order(path: Path) -> tuple[str, int]:
    return path.stem[:18], int(path.stem[19:] or 0)


def keep(draft: Path, data: bytes, now: datetime) -> Path | None:
    """Keep a copy of what a draft's file holds; nothing where the last copy is the same.

    Args:
        draft: the draft.
        data: the file's bytes.
        now: the time, in UTC.

    Returns:
        The copy.

    Raises:
        FileError: if it can't be kept.
    """
    known = copies(draft)
    with contextlib.suppress(DraftError):
        if known and read_bytes(known[0].path) == data:
            return None
    folder = folder_of(draft)
    make_folder(folder)
    stamp = now.astimezone(UTC).strftime(_STAMP)
    same = [copy for copy in known if copy.path.stem.startswith(stamp)]
    path = folder / (f"{stamp}-{_order(same[0].path)[1] + 1}{DRAFT_SUFFIX}" if same else f"{stamp}{DRAFT_SUFFIX}")
    write_bytes_atomically(path, data)
    for old in known[KEPT - 1 :]:
        with contextlib.suppress(OSError):
            old.path.unlink()
    return path


def keep_damaged(journal: Path, now: datetime) -> Path | None:
    """Keep a journal that is damaged, for whoever can make more of it; None where it can't be kept."""
    folder = state_folder() / "damaged"
    path = folder / f"{now.astimezone(UTC).strftime(_STAMP)}{journal.name}"
    try:
        make_folder(folder)
        shutil.copyfile(journal, path, follow_symlinks=False)
        path.chmod(0o600)
    except (OSError, FileError):
        return None
    return path
