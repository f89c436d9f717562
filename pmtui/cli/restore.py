"""Lists and restores the backups of a draft: `pmtui restore`."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from pmtui import paths
from pmtui.cli.arguments import add_draft
from pmtui.cli.drafts import find_draft
from pmtui.config import ActiveConfig
from pmtui.errors import DraftError, FileError, UsageError
from pmtui.storage import backups, draft_folder
from pmtui.storage.lock import Lock
from pmtui.storage.safe_files import make_folder, read_bytes, write_bytes_atomically


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_draft(parser)
    parser.add_argument(
        "number", nargs="?", type=int, metavar="N", help="number of the backup to restore, from the list"
    )


def run(args: argparse.Namespace, active: ActiveConfig) -> int:
    """List a draft's backups, or restore one; the current file is backed up first."""
    path = find_draft(args.draft, active.drafts_folder(args.dir))
    if path.suffix != paths.DRAFT_SUFFIX and not path.exists():
        path = path.with_name(path.name + paths.DRAFT_SUFFIX)
    copies = backups.backups(path)
    if not copies:
        raise DraftError(f"{path} has no backups.", "pmtui keeps one each time you work on a draft.")
    if args.number is None:
        for number, copy in enumerate(copies, 1):
            print(f"{number}\t{copy.at.astimezone():%Y-%m-%d %H:%M:%S}\t{_about(copy.path)}")
        print(f"To restore one, run: pmtui restore {args.draft} N", file=sys.stderr)
        return 0
    if not 1 <= args.number <= len(copies):
        raise UsageError(f"Backup not found: {args.number}.", f"Choose a number from 1 to {len(copies)}.")
    _put_back(path, copies[args.number - 1])
    print(path)
    return 0


def _about(copy: Path) -> str:
    """Return what tells backups apart: the title and size, or why it can't be opened."""
    try:
        title = draft_folder.load(copy).postmortem.incident.title or "(no title)"
    except DraftError as error:
        return f"can't be opened: {error.message}"
    return f"{title}\t{copy.stat().st_size} bytes"


def _put_back(path: Path, copy: backups.Backup) -> None:
    data = read_bytes(copy.path)
    lock = Lock(path)
    make_folder(path.parent)
    try:
        is_free = lock.acquire()
    except OSError:
        is_free = True
    if not is_free:
        raise FileError(f"{path} is open in pmtui.", "Close it there first.")
    try:
        if path.exists():
            backups.keep(path, path.read_bytes(), datetime.now(UTC))
        write_bytes_atomically(path, data)
    finally:
        lock.release()
