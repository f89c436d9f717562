"""Which private attributes of Textual pmtui and its tests depend on, and what most of the tests do with them.

`tests/tui/test_textual_private.py` says which of them a new Textual no longer has, and which aren't in `NAMES`.
"""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import textual.app
import textual.pilot
from textual._context import active_app
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.events import Event
from textual.message_pump import MessagePump
from textual.notifications import Notification
from textual.screen import Screen
from textual.strip import Strip

NAMES = (
    "app._driver._app",
    "app._driver.send_message",
    "app._handle_exception",
    "app._notifications",
    "app._resize_event",
    "app._closed",
    "app._message_queue.ready_event._waiters",
    "app.stylesheet._parse_rules",
    "app.stylesheet._variables",
    "app.console._thread_locals.theme_stack._entries",
    "app.screen._compositor.render_strips",
    "app.screen._compositor._get_renders",
    "app.screen._compositor._render_chops",
    "app.screen._on_timer_update",
    "app.screen._border_title",
    "app.screen._refresh_layout",
    "app.screen._update_timer._active",
    "line._cell_offset_to_index",
    "line._cursor_visible",
    "line._on_blur",
    "line._on_focus",
    "line._on_paste",
    "line._position_to_cell",
    "line._value",
    "area._on_blur",
    "area._on_key",
    "area.wrapped_document._width",
    "options._clear_caches",
    "options._heights",
    "options._index_to_line",
    "options._lines",
    "options._move_page",
    "options._option_render_cache.discard",
    "choice._pressed_button",
    "choice._selected",
    "button._button",
    "palette._action_command_list",
)
"""The private attributes of Textual, and of Rich, that pmtui or a test reads, calls, or overrides.

Their first parts are an app that runs, and Textual's `Input`, `TextArea`, `OptionList`, `RadioSet`, `RadioButton`, and
`CommandPalette`.
"""


def current_app() -> App[Any]:
    """Return the app of the running task."""
    return active_app.get()


def wait_with(wait: Callable[[float, float], Awaitable[None]]) -> None:
    """Let Textual's pilot wait with another function than `wait_for_idle`."""
    for module in (textual.app, textual.pilot):
        assert hasattr(module, "wait_for_idle"), f"{module.__name__}.wait_for_idle is gone"
        module.wait_for_idle = wait  # type: ignore[attr-defined]


def share_parsed_styles() -> None:
    """Let all apps of this process parse a style sheet once, unless its variables change: it takes 0.1 s of a start.

    Textual keeps parsed sheets, too, but for one app only.
    """
    parse = Stylesheet._parse_rules
    parsed: dict[object, list[RuleSet]] = {}

    def once(self: Stylesheet, css: str, *where: Any, **how: Any) -> list[RuleSet]:
        key = (css, where, tuple(how.items()), tuple(self._variables.items()))
        if key not in parsed:
            parsed[key] = parse(self, css, *where, **how)
        return parsed[key]

    Stylesheet._parse_rules = once  # type: ignore[method-assign]


def is_handling(pump: MessagePump) -> bool:
    """Return whether a widget isn't mounted yet, or is handling a message: then it doesn't wait for one."""
    return not pump._closed and not pump._message_queue.ready_event._waiters


def is_resizing(app: App[Any]) -> bool:
    """Return whether the screens don't know the terminal's new size yet: Textual waits 8 ms for another."""
    return app._resize_event is not None


def is_closed(pump: MessagePump) -> bool:
    """Return whether a widget has gone."""
    return pump._closed


def wants_drawing(screen: Screen[Any]) -> bool:
    """Return whether a screen will be drawn at the next tick of its timer."""
    return screen._update_timer._active.is_set()


def draw_now(screen: Screen[Any]) -> None:
    """Draw a screen without waiting for the tick."""
    screen._on_timer_update()


def drawn_lines(screen: Screen[Any]) -> list[Strip]:
    """Return the lines of a screen as they're drawn."""
    return screen._compositor.render_strips()


def notifications(app: App[Any]) -> Iterable[Notification]:
    """Return the notices on screen."""
    return app._notifications


def send_from_driver(app: App[Any], event: Event) -> None:
    """Send an event as the terminal's driver does."""
    assert app._driver is not None
    app._driver.send_message(event)
