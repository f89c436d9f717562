"""What pmtui sets for its own process: when garbage is collected, and which signals end it."""

import contextlib
import gc
import signal
import threading
from collections.abc import Iterator

NUMBERS: tuple[signal.Signals, ...] = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name)
)
"""The signals that end a program; Windows has no SIGHUP."""


def ignore_signals() -> None:
    """Ignore signals from now on: everything is saved, and there is nothing left to do.

    Python restores the system's signal handlers just before it exits, but an ignored signal stays ignored.
    """
    if threading.current_thread() is threading.main_thread():
        signal.set_wakeup_fd(-1)
        for number in NUMBERS:
            signal.signal(number, signal.SIG_IGN)


@contextlib.contextmanager
def finishing() -> Iterator[None]:
    """Ignore Ctrl+C while a change is saved, which takes a moment: it's made or it isn't, and nothing in between."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


_USUAL = gc.get_threshold()

_AT_START = 100_000
"""The number of objects made before the collector runs."""


def collect_rarely() -> None:
    """Keep the collector from running while modules are imported and a draft is read: those objects stay alive."""
    gc.set_threshold(_AT_START, *_USUAL[1:])


def collect_as_usual() -> None:
    """Let it run on new objects from now on; no key waits while it scans the modules and the first draft.

    It scans the objects of later drafts, which could be garbage of the previous one.
    """
    if not gc.get_freeze_count():
        gc.freeze()
    gc.set_threshold(*_USUAL)
