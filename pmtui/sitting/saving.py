"""What is known of saving, and what whoever saves can be asked for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class SaveState:
    """Whether what is on screen is on disk.

    Attributes:
        is_saved: it's in the draft's file.
        problem: why it couldn't be written at the last try; empty otherwise.
        since: since when it can't be written; local time.
        memory_since: since when changes aren't even in the journal; local time.
    """

    is_saved: bool
    problem: str = ""
    since: datetime | None = None
    memory_since: datetime | None = None


class Saving(Protocol):
    """Sees to it that a draft gets to the disk.

    Attributes:
        state: whether what is on screen is there.
    """

    state: SaveState

    def request(self) -> None:
        """Write what the session holds, soon."""

    def flush(self) -> str:
        """Write now; return why it couldn't be done, or an empty string."""
