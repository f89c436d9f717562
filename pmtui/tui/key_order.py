"""Keys that arrive together are still done one after the other.

Textual hands a letter to the field that has the cursor when the letter arrives, and runs what a key like Enter is bound
to only after that key has gone up through all that encloses the field. Over a slow line several keys come at once: the
letters typed after Enter would land in the field before it. So whatever comes behind such a key waits until a message
sent after it has gone the same way, often enough for what the key set off to have been done too.
"""

from collections import deque

from textual import events
from textual.app import App
from textual.message import Message
from textual.timer import Timer

_ROUNDS = 4
"""How often the message goes up: an action posts a message, whose handler moves the cursor, which is done later."""

_LONGEST = 0.5
"""Seconds after which the waiting keys go on all the same: the field may be gone, and the message with it."""


class _Passed(Message):
    """Goes the way that a key went."""

    def __init__(self, rounds: int) -> None:
        super().__init__()
        self.rounds = rounds


class KeyOrder(App[int]):
    """An app whose keys act in the order in which they were pressed."""

    def __init__(self) -> None:
        """Begin with nothing waiting."""
        super().__init__()
        self._waiting: deque[events.Event] | None = None
        self._patience: Timer | None = None

    async def on_event(self, event: events.Event) -> None:
        """Let a key through, or make it wait for the one before it."""
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            if self._waiting is not None:
                self._waiting.append(event)
                return
            if isinstance(event, events.Key) and not event.is_printable:
                self._waiting = deque()
                self._patience = self.set_timer(_LONGEST, self._let_through)
                await super().on_event(event)
                self._follow(_ROUNDS)
                return
        await super().on_event(event)

    def _follow(self, rounds: int) -> None:
        (self.focused or self.screen).post_message(_Passed(rounds))

    async def on__passed(self, message: _Passed) -> None:
        """The key has gone its way; go after it again, or let the next ones through."""
        message.stop()
        if message.rounds > 0:
            self.call_later(self._follow, message.rounds - 1)
        else:
            await self._let_through()

    async def _let_through(self) -> None:
        waiting, self._waiting = self._waiting, None
        if self._patience is not None:
            self._patience.stop()
            self._patience = None
        while waiting:
            await self.on_event(waiting.popleft())
            if self._waiting is not None:  # another key that the rest has to wait for
                self._waiting.extend(waiting)
                return
