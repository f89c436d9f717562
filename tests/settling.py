"""Waits until an app under test has done all there is to do, and not a moment longer.

Textual's pilot sleeps after each key until the process seems idle, which it judges by the clock and the processor:
slow, and wrong on a busy machine. Here a key is done when every message has been taken, what is called later has been
called, and the screen is drawn.
"""

import asyncio
from typing import Any

from textual.app import App

from tests.textual_private import current_app, draw_now, is_closed, is_handling, is_resizing, wait_with, wants_drawing

_CALM = 2
"""Looks in a row that must find nothing to do: a handler may just be on its way from one await to the next."""

_TURN = 0.004
"""Seconds from one look to the next while there is something to do: looking takes time, too."""

_LONGEST = 60.0
"""Seconds after which something is wrong with the app, and not with the machine."""


async def settle(min_sleep: float = 0, max_sleep: float = 0) -> None:
    """Wait until the current app is idle; replaces Textual's `wait_for_idle`.

    Raises:
        AssertionError: if it doesn't come to rest.
    """
    app = current_app()
    loop = asyncio.get_running_loop()
    end = loop.time() + _LONGEST
    calm = 0
    await asyncio.sleep(0)
    while calm < _CALM and app.is_running:
        if _has_messages(app):
            calm = 0
            await asyncio.sleep(_TURN)
            assert loop.time() < end, "the app doesn't come to rest"
        elif wants_drawing(app.screen):
            calm = 0
            draw_now(app.screen)
            await asyncio.sleep(0)
        else:
            calm += 1
            await asyncio.sleep(0)


def _has_messages(app: App[Any]) -> bool:
    if getattr(app, "_waiting", None) is not None:  # keys that wait for the one before them: see KeyOrder
        return True
    if is_resizing(app):
        return True
    pumps = [app, *(widget for screen in app.screen_stack for widget in screen.walk_children(with_self=True))]
    return any(is_handling(pump) or (pump.message_queue_size and not is_closed(pump)) for pump in pumps)


def install() -> None:
    """Let Textual's pilot wait this way."""
    wait_with(settle)
