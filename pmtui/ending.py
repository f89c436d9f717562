"""The signals that end a program, and how its last moment is kept from them."""

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
