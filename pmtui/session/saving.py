"""The state of saving, the interface of what saves, and a single write of a draft."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from pmtui.errors import FileError
from pmtui.storage.draft_file import Draft
from pmtui.storage.draft_store import DraftStore
from pmtui.storage.external_changes import ChangedOutside, TakenOver
from pmtui.storage.safe_files import reason


@dataclass(frozen=True)
class SaveState:
    """Whether what is on screen is on disk.

    Attributes:
        is_saved: it's in the draft's file.
        problem: why the last write failed; empty otherwise.
        since: since when it can't be written; local time.
        memory_since: since when changes aren't even in the journal; local time.
    """

    is_saved: bool
    problem: str = ""
    since: datetime | None = None
    memory_since: datetime | None = None


class Saving(Protocol):
    """Saves a draft to disk.

    Attributes:
        state: whether everything on screen is saved.
    """

    state: SaveState

    def request(self) -> None:
        """Write what the session holds, soon."""

    def flush(self) -> str:
        """Write now; return why it couldn't be done, or an empty string."""


def write_once(keeper: DraftStore, revision: int, draft: Draft) -> str:
    """Write a draft to its file.

    Returns:
        Why it couldn't be done, in a sentence; empty if it's done.
    """
    try:
        keeper.save(revision, draft)
    except (ChangedOutside, TakenOver) as error:
        keeper.look_again()
        return str(error)
    except FileError as error:
        return str(error)
    except OSError as error:  # whatever the system thinks of next: it's shown, and tried again
        return f"Can't write to {keeper.path}: {reason(error)}."
    return ""
