"""Keys that arrive together are still done one after the other.

Textual hands a letter to the field that has the cursor when the letter arrives, and runs what a key like Enter is bound
to only after that key has gone up through all that encloses the field. Over a slow line several keys come together: the
letters typed after Enter would land in the field before it. So whatever comes behind such a key waits until a message
sent after it has gone the same way, often enough for what the key set off to have been done too. And such a key waits
for the letters before it: leaving right away would leave without them. Text that comes while nothing has the cursor
waits, too: the screen may just be opening, and the field that it's meant for not be there yet.
"""

from collections import deque

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message import Message
from textual.timer import Timer

from pmtui.tui.typed_characters import as_text

_ROUNDS = 4
"""How often the message goes up: an action posts a message, whose handler moves the cursor, which is done later."""

_LOOK = 0.03
"""Seconds after which the message is searched for: the field that had it may be gone, and the message with it."""

_MOST_LOOKS = 100
"""After this many looks the waiting keys continue anyway: something is stuck, and keys shouldn't wait for it."""


class _Passed(Message):
    """Goes the way that a key went.

    Args:
        number: which message it is; only the one sent last counts.
    """

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class KeyOrder(App[int]):
    """An app whose keys act in the order in which they were pressed."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: deque[events.Event] | None = None
        self._patience: Timer | None = None
        self._looks = 0
        self._carrier: DOMNode | None = None
        self._rounds = 0
        self._sent = 0
        self._is_typing = False
        self._has_waited = False

    async def on_event(self, event: events.Event) -> None:
        """Pass a key on, or make it wait for the one before it."""
        as_text(event)
        if not isinstance(event, (events.Key, events.Paste)) or event.is_forwarded:
            await super().on_event(event)
        elif self._waiting is not None:
            self._waiting.append(event)
        elif self._is_letter(event):
            self._is_typing = True
            await super().on_event(event)
        elif self._is_typing:
            self._wait(event)
            self._follow(0)
        elif self._is_early(event):
            self._wait(event)
            self._follow(_ROUNDS)
        else:
            self._wait()
            await super().on_event(event)
            self._follow(_ROUNDS)

    def _is_letter(self, event: events.Event) -> bool:
        """Return whether a key is text for the field that has the cursor: it only adds itself to the text."""
        if not isinstance(event, events.Key) or not event.is_printable or self.focused is None:
            return False
        return self.focused.check_consume_key(event.key, event.character)

    def _is_early(self, event: events.Event) -> bool:
        """Return whether an event is text for which no field has the cursor, and hasn't waited for one yet."""
        is_text = isinstance(event, events.Paste) or (isinstance(event, events.Key) and event.is_printable)
        return is_text and self.focused is None and not self._has_waited

    def _wait(self, *keys: events.Event) -> None:
        """Make keys wait, and all that come after them."""
        self._waiting = deque(keys)
        self._looks = 0
        self._patience = self.set_interval(_LOOK, self._look)

    def _follow(self, rounds: int) -> None:
        """Send the message from where the cursor is."""
        self._rounds = rounds
        self._sent += 1
        self._carrier = self.focused or self.screen
        self._carrier.post_message(_Passed(self._sent))

    def _follow_again(self, number: int) -> None:
        if number == self._sent and self._waiting is not None:
            self._follow(self._rounds - 1)

    async def _look(self) -> None:
        """Send the message again where the field that had it is gone; in the end, don't wait for it any longer."""
        if self._waiting is None:
            return
        self._looks += 1
        if self._looks >= _MOST_LOOKS:
            await self._let_through()
        elif self._carrier is not None and not (self._carrier.is_attached and self._carrier.is_running):
            self._follow(self._rounds)

    async def on__passed(self, message: _Passed) -> None:
        """The key has gone its way; go after it again, or let the next ones through."""
        message.stop()
        if message.number != self._sent or self._waiting is None:  # of a wait that is over
            return
        if self._rounds > 0:
            self.call_later(self._follow_again, message.number)
        else:
            await self._let_through()

    async def _let_through(self) -> None:
        waiting, self._waiting = self._waiting, None
        self._is_typing = False
        if self._patience is not None:
            self._patience.stop()
            self._patience = None
        while waiting:
            self._has_waited = True
            await self.on_event(waiting.popleft())
            self._has_waited = False
            if self._waiting is not None:  # another key that the rest has to wait for
                self._waiting.extend(waiting)
                return
