"""Writes the draft a moment after each change, off the screen's path; never an older one over a newer."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from textual.app import App
from textual.timer import Timer

from pmtui.drafts import store
from pmtui.errors import FileError
from pmtui.tui.session import Session

PAUSE = 0.4
"""Seconds from a change to its writing."""

RETRY = 3.0
"""Seconds from a failed writing to the next try."""


@dataclass(frozen=True)
class SaveState:
    """Whether what is on screen is on disk.

    Attributes:
        is_saved: whether it is.
        problem: why it couldn't be written at the last try; empty otherwise.
        since: since when it can't be written; local time.
    """

    is_saved: bool
    problem: str = ""
    since: datetime | None = None


class Saver:
    """Keeps one session's draft on disk."""

    def __init__(self, app: App[int], session: Session, changed: Callable[[SaveState], None]) -> None:
        self.app = app
        self.session = session
        self.changed = changed
        self.state = SaveState(is_saved=True)
        self._written = session.revision
        self._lock = threading.Lock()
        self._timer: Timer | None = None
        self._running = False

    def request(self) -> None:
        """Write what the session holds, soon; somebody who types on without a pause doesn't put it off."""
        if self.state.is_saved:
            self._set(SaveState(is_saved=False))
        if self._timer is None:
            self._schedule(PAUSE)

    def _schedule(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.app.set_timer(seconds, self._start)

    def _start(self) -> None:
        self._timer = None
        if self._running:  # the one that runs looks for newer changes when it's done
            return
        self._running = True
        self.app.run_worker(self._run(), group="saver", exit_on_error=False)

    async def _run(self) -> None:
        try:
            while self._written < self.session.revision:
                problem = await asyncio.to_thread(self._write)
                if problem:
                    self._failed(problem)
                    return
            self._set(SaveState(is_saved=True))
        finally:
            self._running = False

    def _write(self) -> str:
        """Write once; return why it couldn't be done, or an empty string."""
        revision, draft = self.session.revision, self.session.draft
        with self._lock:
            if revision <= self._written:
                return ""
            try:
                store.save(self.session.path, draft)
            except FileError as error:
                return str(error)
            self._written = revision
        return ""

    def _failed(self, problem: str) -> None:
        since = self.state.since or datetime.now().astimezone()
        self._set(SaveState(is_saved=False, problem=problem, since=since))
        self._schedule(RETRY)

    def _set(self, state: SaveState) -> None:
        self.state = state
        self.changed(state)

    def flush(self) -> str:
        """Write now, before leaving; return why it couldn't be done, or an empty string."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        problem = self._write()
        if problem:
            self._failed(problem)
        else:
            self._set(SaveState(is_saved=True))
        return problem
