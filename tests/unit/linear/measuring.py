"""Measures how long a parser takes, in seconds of this process's own work; stops one that would never end."""

import gc
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from pmtui.errors import PmtuiError
from pmtui.language import prose
from pmtui.review.claims import reading
from pmtui.review.rules import actions, old_values, wording
from pmtui.template.fields import FieldError

_REMEMBERED = (prose._read, reading.read_claims, actions._hits, wording._hits, old_values._stated)
"""What remembers texts that were read: reading one again takes no time."""


class TooLong(BaseException):
    """A parser was stopped. No parser's own `except Exception` may take it for a mistake in the text."""


@contextmanager
def stopped_after(seconds: float) -> Iterator[None]:
    """Raise `TooLong` when the block has used this many seconds; `re` checks for signals while it matches."""
    if not hasattr(signal, "setitimer"):  # Windows: nothing stops it, but a test that never ends fails as well
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def seconds(parser: Callable[[str], object], text: str, most: float, times: int = 1) -> float:
    """Return how many seconds of work a parser takes for `times` readings of a text; `most` if it's stopped.

    A text that is refused counts as read: `PmtuiError`, `ValueError`. The clock of a process may
    tick every few milliseconds only: what takes less is measured over many times.
    """
    gc.collect(0)
    gc.disable()
    begin = time.process_time()
    try:
        with stopped_after(most):
            for _ in range(times):
                for remembered in _REMEMBERED:
                    remembered.cache_clear()
                with suppress(PmtuiError, ValueError, FieldError):
                    parser(text)
    except TooLong:
        return most
    finally:
        gc.enable()
    return time.process_time() - begin
