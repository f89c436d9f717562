"""Timers that fire once, also if they come late."""

from typing import Any

from textual import message_pump
from textual.timer import Timer


class SureTimer(Timer):
    """A timer that fires after its delay; if it's to fire only once, however late that is.

    Textual's skips a moment that has passed. One that is to fire once never does then; with a delay below zero it
    counts without end, and no key is read. A notice that expires while the next screen mounts it has such a delay
    (`Toast`). No upstream issue found; it began with the fix of https://github.com/Textualize/textual/issues/5464.
    """

    def __init__(self, *target: Any, repeat: int | None = None, skip: bool = True, **more: Any) -> None:
        super().__init__(*target, repeat=repeat, skip=skip and repeat != 0, **more)


def use_sure_timers() -> None:
    """Let every widget of this process, Textual's own included, make its timers this way."""
    message_pump.Timer = SureTimer  # type: ignore[attr-defined]
