"""What pmtui sets for its own process: when garbage is collected, and which signals end it."""

import gc
import signal
import threading

NUMBERS: tuple[signal.Signals, ...] = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name)
)
"""The signals that end a program; Windows has no SIGHUP."""


def ignore_signals() -> None:
    """Ignore signals from now on: everything is saved, and there is nothing left to do.

    Python gives a program's handlers back to the system before it's at its very end; a signal that is ignored stays so.
    """
    if threading.current_thread() is threading.main_thread():
        signal.set_wakeup_fd(-1)
        for number in NUMBERS:
            signal.signal(number, signal.SIG_IGN)


_USUAL = gc.get_threshold()

_AT_START = 100_000
"""The number of objects made before the collector runs."""


def collect_rarely() -> None:
    """Keep the collector from running while modules are imported and a draft is read: those objects stay alive."""
    gc.set_threshold(_AT_START, *_USUAL[1:])


def collect_as_usual() -> None:
    """Let it look at what comes from now on; a key never waits for its looking through the modules and the first draft.

    What a later draft brings it looks through: it could also be garbage of the one before.
    """
    if not gc.get_freeze_count():
        gc.freeze()
    gc.set_threshold(*_USUAL)
