"""What a screen took is given back when it's closed: a draft may stay open for days."""

import gc
from collections import Counter

from textual.message_pump import MessagePump

from tests.tui.conftest import Open, until

_ROUND = (
    *("f7", "f7", "f4", "f4", "f1", "f1", "f3", "f3", "ctrl+g", "ctrl+g", "ctrl+f", "ctrl+f", "f9", "f9", "f2", "f2"),
    *("f6", "f6"),
)
"""Goes over the screens, each closed by the key that opens it, and leaves the draft as it was."""


def widgets() -> Counter[str]:
    """Return how many screens and widgets there are, of each kind."""
    gc.collect()
    return Counter(type(thing).__name__ for thing in gc.get_objects() if isinstance(thing, MessagePump))


async def test_going_over_the_screens_leaves_no_widget_behind(open_app: Open) -> None:
    async with open_app("outage") as desk:
        await desk.press(*_ROUND)
        before = widgets()
        await desk.press(*_ROUND, *_ROUND)
        # One may be held by what was done last, and more by timers that are still on their way.
        await until(lambda: all(number < 2 for number in (widgets() - before).values()))
