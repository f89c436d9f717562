"""Sees to it that the program ends when its terminal is gone."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType

LONGEST = 5.0
"""Seconds that the app may take to clean its screen up, after everything has been saved."""


def leave_at_signals(leave: Callable[[int], None]) -> None:
    """Leave when the terminal goes away or somebody ends the program; called on the running loop.

    asyncio's own handlers lose a signal while hundreds of keys wait: their pipe is full then. Python's are always
    called, and asyncio's pipe wakes the loop where it sleeps.

    Args:
        leave: is called on the loop with the signal's number.
    """
    loop = asyncio.get_running_loop()

    def heard(number: int, _frame: FrameType | None) -> None:
        if loop.is_closed():  # all is saved, and the program is at its end
            os._exit(128 + number)
        loop.call_soon_threadsafe(leave, number)

    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        loop.add_signal_handler(number, _wake)
        signal.signal(number, heard)
    signal.set_wakeup_fd(signal.set_wakeup_fd(-1), warn_on_full_buffer=False)  # nothing is lost by that any more


def _wake() -> None:
    """Do nothing but wake the loop."""


def end_for_sure(code: int) -> None:
    """End the process in a while, whatever still waits: a terminal that is gone takes no more of what is drawn."""
    clock = threading.Timer(LONGEST, os._exit, (code,))
    clock.daemon = True
    clock.start()


def go_on_only_in_a_terminal() -> None:
    """Take SIGCONT for a call to draw again only while there's a terminal.

    A terminal that closes sends SIGHUP and then SIGCONT. Textual would begin to draw anew at that, into nothing, and
    wait for it for ever.
    """
    if sys.platform == "win32":
        return
    usual = signal.getsignal(signal.SIGCONT)
    if not callable(usual):
        return

    def go_on(number: int, frame: FrameType | None) -> None:
        if _has_terminal():
            usual(number, frame)

    signal.signal(signal.SIGCONT, go_on)


def _has_terminal() -> bool:
    import termios  # there's none on Windows

    try:
        termios.tcgetattr(sys.__stdin__)  # type: ignore[arg-type]
    except (termios.error, OSError, ValueError):
        return False
    return True
