"""Saves a draft after each answer, and handles what others have done to its file."""

from collections.abc import Callable
from datetime import datetime

from pmtui.session.saving import SaveState, write_once
from pmtui.session.session import Session
from pmtui.storage.draft_store import DraftStore
from pmtui.storage.external_changes import Outside, TakenOver

Met = Callable[[Outside | TakenOver], None]


class LineSaver:
    """Writes the draft when it's told to.

    Attributes:
        state: whether what the author has typed is in the file.
        met: called with what someone else has done.
    """

    def __init__(self, session: Session, keeper: DraftStore) -> None:
        """Prepare to save a session; nothing is written yet."""
        self.session = session
        self.keeper = keeper
        self.state = SaveState(is_saved=keeper.is_saved)
        self.met: Met = lambda what: None

    def request(self) -> None:
        """It's written with the next answer anyway."""

    def look(self) -> None:
        """Handle what others have done to the file."""
        try:
            found: Outside | TakenOver | None = self.keeper.look()
        except TakenOver as taken:
            found = taken
        except OSError:  # looked at again in a moment
            return
        if found is not None:
            self.met(found)

    def flush(self) -> str:
        """Write now; return why it couldn't be done, or an empty string."""
        self.look()
        problem = ""
        if not (self.keeper.is_saved or self.keeper.is_read_only):
            problem = write_once(self.keeper, self.session.revision, self.session.draft)
        if problem:
            self.keeper.sync()
        now = datetime.now().astimezone()
        since = (self.state.since or now) if problem else None
        memory = (self.state.memory_since or now) if self.keeper.journal_problem else None
        self.state = SaveState(self.keeper.is_saved, problem, since, memory)
        return problem
