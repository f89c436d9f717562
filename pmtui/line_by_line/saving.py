"""Saves a draft after each answer, and meets what others have done to its file."""

from collections.abc import Callable
from datetime import datetime

from pmtui.drafts.files import reason
from pmtui.drafts.keeper import Keeper
from pmtui.drafts.outside import ChangedOutside, Outside, TakenOver
from pmtui.errors import FileError
from pmtui.sitting.saving import SaveState
from pmtui.sitting.session import Session

Met = Callable[[Outside | TakenOver], None]


class LineSaver:
    """Writes the draft when it's told to.

    Attributes:
        state: whether what the author has typed is in the file.
        met: is told what somebody else has done.
    """

    def __init__(self, session: Session, keeper: Keeper) -> None:
        """Make what saves a session."""
        self.session = session
        self.keeper = keeper
        self.state = SaveState(is_saved=keeper.is_saved)
        self.met: Met = lambda what: None

    def request(self) -> None:
        """It's written with the next answer anyway."""

    def look(self) -> None:
        """Meet what others have done."""
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
        if self.keeper.is_saved or self.keeper.is_read_only:
            return ""
        problem = self._write()
        now = datetime.now().astimezone()
        since = (self.state.since or now) if problem else None
        memory = (self.state.memory_since or now) if self.keeper.journal_problem else None
        self.state = SaveState(not problem, problem, since, memory)
        return problem

    def _write(self) -> str:
        try:
            self.keeper.save(self.session.revision, self.session.draft)
        except (ChangedOutside, TakenOver) as error:
            self.keeper.look_again()
            self.keeper.sync()
            return str(error)
        except FileError as error:
            self.keeper.sync()
            return str(error)
        except OSError as error:
            self.keeper.sync()
            return f"{self.keeper.path} can't be written: {reason(error)}."
        return ""
