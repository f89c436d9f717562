"""What pmtui asks of its own process: when garbage is collected, and which signals may end it."""

import gc
import signal
import threading

NUMBERS: tuple[signal.Signals, ...] = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name)
)
"""The signals that end a program; Windows has no SIGHUP."""


def ignore_signals() -> None:
    """Let no signal change how the program ends: all is saved, and it has nothing left to do.

    Python gives a program's handlers back to the system before it's at its very end; a signal that is ignored stays so.
    """
    if threading.current_thread() is threading.main_thread():
        signal.set_wakeup_fd(-1)
        for number in NUMBERS:
            signal.signal(number, signal.SIG_IGN)


_USUAL = gc.get_threshold()

_AT_START = 100_000
"""So many objects are made before the collector looks."""


def collect_rarely() -> None:
    """Let the collector be while modules are imported and a draft is read: all of that is there to stay."""
    gc.set_threshold(_AT_START, *_USUAL[1:])


def collect_as_usual() -> None:
    """Let it look at what comes from now on; a key never waits for its looking through the modules and the first draft.

    What a later draft brings it looks through: it could also be garbage of the one before.
    """
    if not gc.get_freeze_count():
        gc.freeze()
    gc.set_threshold(*_USUAL)
