"""Makes sure that the program ends when its terminal is gone, and that no signal ends it before all is saved."""

import asyncio
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

from pmtui.process import NUMBERS

LONGEST_LEAVING = 5.0
"""Seconds that the app may take to clean its screen up, after everything has been saved."""


def leave_at_signals(leave: Callable[[int], None]) -> None:
    """Leave when the terminal goes away or someone ends the program; called on the running loop.

    asyncio's own handlers won't do: they lose a signal while hundreds of keys wait, for their pipe is full then, and a
    loop that closes gives their signals back to the system, which would end a program that is still ending in order.
    Python's handlers are always called. What wakes the loop where it sleeps is its own pipe.

    Args:
        leave: is called on the loop with the signal's number, for each signal that comes.
    """
    loop = asyncio.get_running_loop()
    woken, wake = socket.socketpair()
    woken.setblocking(False)
    wake.setblocking(False)
    loop.add_reader(woken, _drain, woken)

    def heard(number: int, _frame: FrameType | None, _open: object = (woken, wake)) -> None:
        try:
            loop.call_soon_threadsafe(leave, number)
        except RuntimeError:  # the loop is closed: all is saved, and the program is at its end
            end_for_sure(128 + number)

    for number in NUMBERS:
        loop.remove_signal_handler(number)  # Textual has its own in a browser
        signal.signal(number, heard)
    known = signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
    if known >= 0:  # someone's handlers need their pipe, and it wakes the loop, too
        signal.set_wakeup_fd(known, warn_on_full_buffer=False)


def _drain(woken: socket.socket) -> None:
    with suppress(BlockingIOError):
        woken.recv(4096)


def end_for_sure(code: int) -> None:
    """End the process in a while, whatever still waits: a terminal that is gone takes no more of what is drawn."""
    clock = threading.Timer(LONGEST_LEAVING, os._exit, (code,))
    clock.daemon = True
    clock.start()


def go_on_only_in_a_terminal() -> None:
    """Take SIGCONT for a call to draw again only while there's a terminal.

    A terminal that closes sends SIGHUP and then SIGCONT. Textual would begin to draw again at that, into nothing, and
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
