"""When a draft is written, and whether it is: one policy, with a timer in the app and answers in the plain interview.

| what | in the app | in the plain interview |
|---|---|---|
| a change goes into the journal (`DraftStore.record`) | before it's shown | before it's confirmed |
| the journal is flushed to the disk | every `SYNC` seconds | if the file can't be written |
| the file is written | `PAUSE` seconds after the last change, `LONGEST` after the first at most | after each answer |
| a failed write is tried again | after `RETRY` seconds | after the next answer |
| pmtui looks at what others did to the file | every `LOOK` seconds | before each write |
| everything, on leaving | `flush` | `look`, `flush` |
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pmtui.errors import FileError
from pmtui.session.session import Session
from pmtui.storage.draft_file import Draft
from pmtui.storage.draft_store import DraftStore
from pmtui.storage.external_changes import ChangedOutside, Outside, TakenOver
from pmtui.storage.safe_files import reason

PAUSE = 0.4
"""Seconds without a change until the file is written."""

LONGEST = 2.0
"""Seconds after which the file is written even if the author types on without a pause."""

RETRY = 3.0
"""Seconds from a failed write to the next try."""

SYNC = 0.4
"""Seconds between flushes of the journal: a power cut loses no more than this."""

LOOK = 1.0
"""Seconds between looks at what others have done to the file."""


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


class Autosave:
    """Keeps one session's draft on disk. This one writes when it's told to; the app's has timers.

    Args:
        session: what to save.
        store: what writes it.
        changed: called when the state has changed.
        met: called with what someone else has done: to the file, or that they have taken the draft over.
    """

    def __init__(
        self,
        session: Session,
        store: DraftStore,
        changed: Callable[[], None] = lambda: None,
        met: Callable[[Outside | TakenOver], None] = lambda _: None,
    ) -> None:
        self.session = session
        self.store = store
        self.changed = changed
        self.met = met
        self.state = SaveState(is_saved=store.is_saved)

    def request(self) -> None:
        """Write what the session holds, soon: here, with the next answer."""
        self._set(is_saved=False)

    def retry(self) -> None:
        """Try a failed write again: here, with the next answer."""

    def flush(self) -> str:
        """Write now; return why it couldn't be done, or an empty string."""
        if self.store.is_read_only and not self.store.is_kept:
            return f"Can't save your last changes, even to the journal: {self.store.journal_problem}."
        problem = ""
        if not (self.store.is_saved or self.store.is_read_only):
            problem = self.write(self.session.revision, self.session.draft)
        if problem:
            self.store.sync()
        self._wrote(problem)
        self._note_journal()
        return problem

    def write(self, revision: int, draft: Draft) -> str:
        """Write a draft to its file; return why it couldn't be done, or an empty string. Any thread may call it."""
        try:
            self.store.save(revision, draft)
        except (ChangedOutside, TakenOver) as error:
            self.store.look_again()
            return str(error)
        except FileError as error:
            return str(error)
        except OSError as error:  # any other error of the system: it's shown, and the write is tried again
            return f"Can't write to {self.store.path}: {reason(error)}."
        return ""

    def look(self) -> None:
        """Take in what others have done to the file."""
        found = self._found()
        if found is not None:
            self.met(found)

    def _found(self) -> Outside | TakenOver | None:
        """Return what others have done to the file; None if nothing is new. Any thread may call it."""
        try:
            return self.store.look()
        except TakenOver as taken:
            return taken
        except OSError:  # the next look may tell
            return None

    def _wrote(self, problem: str) -> None:
        if problem:
            self._set(is_saved=False, problem=problem, since=self.state.since or datetime.now().astimezone())
            self.retry()
        else:
            self._set(is_saved=self.store.is_saved, problem="", since=None)

    def _note_journal(self) -> None:
        in_memory = bool(self.store.journal_problem)
        if in_memory != (self.state.memory_since is not None):
            self._set(memory_since=datetime.now().astimezone() if in_memory else None)

    def _set(self, **changes: Any) -> None:
        state = replace(self.state, **changes)
        if state != self.state:
            self.state = state
            self.changed()
