"""The app's clock for saving: timers, with the disk's work in threads, so that no key waits for it."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from textual.app import App
from textual.timer import Timer

from pmtui.session import saving
from pmtui.session.saving import Autosave
from pmtui.session.session import Session
from pmtui.storage.draft_store import DraftStore
from pmtui.storage.external_changes import Outside, TakenOver


class Saver(Autosave):
    """Keeps one session's draft on disk while the app runs.

    Args:
        app: the app, for its timers.
        session: what to save.
        store: what writes it.
        changed: called when the state has changed.
        met: called with what someone else has done: to the file, or that they have taken the draft over.
    """

    def __init__(
        self,
        app: App[int],
        session: Session,
        store: DraftStore,
        changed: Callable[[], None],
        met: Callable[[Outside | TakenOver], None],
    ) -> None:
        super().__init__(session, store, changed, met)
        self.app = app
        self._timer: Timer | None = None
        self._waiting_since = 0.0
        self._clocks: list[Timer] = []
        self._running: set[str] = set()

    def start(self) -> None:
        """Start the timers."""
        self._clocks = [
            self.app.set_interval(saving.SYNC, lambda: self._in_background("sync", self._sync)),
            self.app.set_interval(saving.LOOK, lambda: self._in_background("look", self._look)),
        ]
        if not self.store.is_saved:
            self.request()

    def stop(self) -> None:
        """Stop the timers."""
        for clock in (*self._clocks, *([self._timer] if self._timer else [])):
            clock.stop()
        self._clocks, self._timer = [], None

    def request(self) -> None:
        """Write what the session holds when typing rests, or after a while if it doesn't."""
        super().request()
        now = asyncio.get_running_loop().time()
        if self._timer is None:
            self._waiting_since = now
            self._schedule(saving.PAUSE)
        elif not self.state.problem and now + saving.PAUSE < self._waiting_since + saving.LONGEST:
            self._timer.reset()

    def retry(self) -> None:
        """Try a failed write again in a while."""
        self._schedule(saving.RETRY)

    def flush(self) -> str:
        """Write now, before leaving; return why it couldn't be done, or an empty string."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        return super().flush()

    def _schedule(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.app.set_timer(seconds, self._start)

    def _start(self) -> None:
        self._timer = None
        if not self._in_background("save", self._save):
            self._schedule(saving.PAUSE)

    async def _save(self) -> None:
        problem = ""
        if not (self.store.is_saved or self.store.is_read_only):
            revision, draft = self.session.revision, self.session.draft  # taken together, before the next change
            problem = await asyncio.to_thread(self.write, revision, draft)
        self._wrote(problem)

    async def _sync(self) -> None:
        if not self.store.is_synced:
            await asyncio.to_thread(self.store.sync)
        self._note_journal()

    async def _look(self) -> None:
        found = await asyncio.to_thread(self._found)
        if found is not None:
            self.met(found)
        elif self.store.is_holder_gone:
            self.changed()

    def _in_background(self, name: str, work: Callable[[], Coroutine[Any, Any, None]]) -> bool:
        """Begin some work, unless the same is still running: nothing piles up if the disk is slow."""
        if name in self._running:
            return False
        self._running.add(name)

        async def run() -> None:
            try:
                await work()
            finally:
                self._running.discard(name)

        self.app.run_worker(run(), group="saver", exit_on_error=True)
        return True
