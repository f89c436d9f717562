"""What earlier sittings left beside a draft: put aside where it may be wanted, taken away where it isn't."""

import contextlib
import os
from datetime import datetime
from pathlib import Path

from pmtui.drafts import files, history, journal
from pmtui.drafts.recovery import Leftovers


def put_aside(path: Path, what: str, now: datetime) -> str:
    """Give a journal that nobody can use a name that nothing is written over; return what to say of it.

    Args:
        path: the journal.
        what: what it is, in words.
        now: the time, in UTC.
    """
    kept = path.with_name(f"{path.name}.{now:%Y-%m-%dT%H%M%SZ}.kept")
    try:
        path.rename(kept)
    except OSError as error:
        return f"{what}, and it can't be put aside ({files.reason(error)}): {path}"
    return f"{what}; it's kept: {kept}"


def keep_damaged(path: Path, now: datetime) -> str:
    """Keep a copy of a damaged journal with the draft's copies, else beside it; return what to say of it.

    Args:
        path: the journal.
        now: the time, in UTC.
    """
    kept = history.keep_damaged(path, now)
    return put_aside(path, "The damaged journal", now) if kept is None else f"The damaged journal is kept: {kept}"


def clear_away(draft: Path, found: Leftovers, besides: Path) -> None:
    """Take away the journals whose changes stand in a newer one, and what killed savings have left.

    Args:
        draft: the draft's file.
        found: the journals that there were.
        besides: the newer one.
    """
    for contents in found.journals:
        if contents.path != besides and contents.is_still():
            with contextlib.suppress(OSError):
                contents.path.unlink()
    for part in _parts(draft):
        with contextlib.suppress(OSError):
            part.unlink()


def _parts(draft: Path) -> list[Path]:
    """Return the temporary files that killed savings of a draft have left."""
    target = Path(os.path.realpath(draft))
    starts = (f".{target.name[:80]}.", f"{journal.beside(draft).name[:80]}.")
    with contextlib.suppress(OSError):
        return [path for path in target.parent.iterdir() if path.suffix == ".part" and path.name.startswith(starts)]
    return []
