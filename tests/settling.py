"""Waits until an app under test has done all there is to do, and not a moment longer.

Textual's pilot sleeps after each key until the process seems idle, which it judges by the clock and the processor:
slow, and wrong on a busy machine. Here a key is done when every message has been taken, what is called later has been
called, and the screen is drawn.
"""

import asyncio
from typing import Any

import textual.app
import textual.pilot
from textual._context import active_app
from textual.message_pump import MessagePump

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
    app = active_app.get()
    loop = asyncio.get_running_loop()
    end = loop.time() + _LONGEST
    calm = 0
    await asyncio.sleep(0)
    while calm < _CALM and app.is_running:
        if _has_messages(app):
            calm = 0
            await asyncio.sleep(_TURN)
            assert loop.time() < end, "the app doesn't come to rest"
        elif _wants_drawing(app.screen):
            calm = 0
            app.screen._on_timer_update()
            await asyncio.sleep(0)
        else:
            calm += 1
            await asyncio.sleep(0)


def _has_messages(app: textual.app.App[Any]) -> bool:
    if getattr(app, "_waiting", None) is not None or app._batch_count:
        return True
    return any(_is_busy(pump) for screen in app.screen_stack for pump in (app, *screen.walk_children(with_self=True)))


def _is_busy(pump: MessagePump) -> bool:
    """Return whether a widget isn't mounted yet, or has messages to handle."""
    if pump._closed:
        return False
    return bool(pump.message_queue_size or pump._next_callbacks or not pump._message_queue.ready_event._waiters)


def _wants_drawing(screen: Any) -> bool:
    return bool(
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )


def install() -> None:
    """Let Textual's pilot wait this way."""
    textual.app.wait_for_idle = settle  # type: ignore[attr-defined]
    textual.pilot.wait_for_idle = settle  # type: ignore[attr-defined]
