"""Saves a draft to disk, in the background: the journal often, the file when typing rests."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from textual.app import App
from textual.timer import Timer

from pmtui.session.saving import SaveState, write_once
from pmtui.session.session import Session
from pmtui.storage.draft_store import DraftStore
from pmtui.storage.external_changes import Outside, TakenOver

PAUSE = 0.4
"""Seconds without a change until the file is written."""

LONGEST = 2.0
"""Seconds after which the file is written though someone types on without a pause."""

RETRY = 3.0
"""Seconds from a failed writing to the next try."""

SYNC = 0.4
"""Seconds from one putting of the journal on the disk itself to the next."""

LOOK = 1.0
"""Seconds from one look at what others have done to the file to the next."""


class Saver:
    """Keeps one session's draft on disk while the app runs.

    Args:
        app: the app, for its timers.
        session: what to save.
        keeper: what writes it.
        changed: is called when the state has changed.
        met: is told what someone else has done: to the file, or that they have taken the draft over.
    """

    def __init__(
        self,
        app: App[int],
        session: Session,
        keeper: DraftStore,
        changed: Callable[[], None],
        met: Callable[[Outside | TakenOver], None],
    ) -> None:
        self.app = app
        self.session = session
        self.keeper = keeper
        self.changed = changed
        self.met = met
        self.state = SaveState(is_saved=keeper.is_saved)
        self._timer: Timer | None = None
        self._waiting_since = 0.0
        self._clocks: list[Timer] = []
        self._running: set[str] = set()

    def start(self) -> None:
        """Begin to look after the draft."""
        self._clocks = [
            self.app.set_interval(SYNC, lambda: self._in_background("sync", self._sync)),
            self.app.set_interval(LOOK, lambda: self._in_background("look", self._look)),
        ]
        if not self.keeper.is_saved:
            self.request()

    def stop(self) -> None:
        """Look after it no longer."""
        for clock in (*self._clocks, *([self._timer] if self._timer else [])):
            clock.stop()
        self._clocks, self._timer = [], None

    # -- the file --------------------------------------------------------------------------------------------------

    def request(self) -> None:
        """Write what the session holds when typing rests, or after a while if it doesn't."""
        self._set(is_saved=False)
        now = asyncio.get_running_loop().time()
        if self._timer is None:
            self._waiting_since = now
            self._schedule(PAUSE)
        elif not self.state.problem and now + PAUSE < self._waiting_since + LONGEST:
            self._timer.reset()

    def _schedule(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.app.set_timer(seconds, self._start)

    def _start(self) -> None:
        self._timer = None
        self._in_background("save", self._save)

    async def _save(self) -> None:
        if self.keeper.is_saved or self.keeper.is_read_only:
            self._set(is_saved=self.keeper.is_saved, problem="", since=None)
            return
        revision, draft = self.session.revision, self.session.draft  # taken together, before the next change
        problem = await asyncio.to_thread(write_once, self.keeper, revision, draft)
        if problem:
            self._failed(problem)
        else:
            self._set(is_saved=self.keeper.is_saved, problem="", since=None)

    def _failed(self, problem: str) -> None:
        self._set(is_saved=False, problem=problem, since=self.state.since or datetime.now().astimezone())
        self._schedule(RETRY)

    def flush(self) -> str:
        """Write now, before leaving; return why it couldn't be done, or an empty string."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self.keeper.is_read_only and not self.keeper.is_kept:
            return f"Can't save your last changes, even to the journal: {self.keeper.journal_problem}."
        if self.keeper.is_saved or self.keeper.is_read_only:
            return ""
        problem = write_once(self.keeper, self.session.revision, self.session.draft)
        if problem:
            self._failed(problem)
            self.keeper.sync()
        else:
            self._set(is_saved=True, problem="", since=None)
        return problem

    # -- the journal, and others -----------------------------------------------------------------------------------

    async def _sync(self) -> None:
        if not self.keeper.is_synced:
            await asyncio.to_thread(self.keeper.sync)
        in_memory = bool(self.keeper.journal_problem)
        if in_memory != (self.state.memory_since is not None):
            self._set(memory_since=datetime.now().astimezone() if in_memory else None)

    async def _look(self) -> None:
        try:
            found: Outside | TakenOver | None = await asyncio.to_thread(self.keeper.look)
        except TakenOver as error:
            found = error
        except OSError:  # looked at again in a moment
            return
        if found is not None:
            self.met(found)
        elif self.keeper.is_holder_gone:
            self.changed()

    # -- how -------------------------------------------------------------------------------------------------------

    def _in_background(self, name: str, work: Callable[[], object]) -> None:
        """Do one thing of a kind at a time, so that nothing piles up where the disk is slow."""
        if name in self._running:
            if name == "save":
                self._schedule(PAUSE)
            return
        self._running.add(name)

        async def run() -> None:
            try:
                await work()  # type: ignore[misc]
            finally:
                self._running.discard(name)

        self.app.run_worker(run(), group="saver", exit_on_error=True)

    def _set(self, **changes: object) -> None:
        state = SaveState(**{**self.state.__dict__, **changes})
        if state != self.state:
            self.state = state
            self.changed()
