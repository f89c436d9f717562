"""The line of keys at the bottom: those that matter now, and as many as there's room for.

Textual's footer has a widget for each key and makes all of them again whenever the cursor goes to another field, which
took longer than everything else that a key does. This is one widget that draws one line.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from rich.cells import cell_len
from textual.binding import Binding
from textual.content import Content
from textual.events import Click, MouseMove
from textual.screen import Screen
from textual.widget import Widget

_FIRST_TO_GO = ("leave_out", "preview", "outline", "figures", "finish", "mark", "review")
"""Actions whose keys make room first on a narrow screen; F1 and the commands have them anyway."""

_LAST = 1_000
"""The place of the app's keys, after a screen's."""

_GAP = 2
"""Blanks between two keys."""

_LAST_TO_GO = ("quit", "help", "close", "back")
"""Actions whose keys stay: the way out."""


@dataclass(frozen=True)
class ShownKey:
    """A key as the line shows it.

    Attributes:
        key: the key, as Textual calls it.
        display: the key, as people call it.
        label: what it does, in a word or two.
        action: what it runs.
        tooltip: what it does, in a few words.
        is_enabled: whether it does something now.
    """

    key: str
    display: str
    label: str
    action: str
    tooltip: str
    is_enabled: bool

    @property
    def width(self) -> int:
        """The columns that it takes, with the gap after it."""
        return cell_len(f"{self.display} {self.label}") + _GAP


class KeyLine(Widget):
    """The keys of the screen and of the field in focus; a click on one presses it."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"key-line--key", "key-line--label"}
    DEFAULT_CSS = """
    KeyLine {
        dock: bottom;
        height: 1;
        padding: 0 1;
        color: $footer-foreground;
        background: $footer-background;
        .key-line--key { color: $footer-key-foreground; background: $footer-key-background; text-style: bold; }
        .key-line--label { color: $footer-description-foreground; background: $footer-description-background; }
    }
    """

    _drawn: list[ShownKey] | None = None
    """The keys that were drawn last."""

    def on_mount(self) -> None:
        """Follow the cursor: each field has its own keys."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, screen: Screen[Any]) -> None:
        """Draw the keys if others are to be shown: Textual tells twice of each field that gets the focus."""
        if self.shown() != self._drawn:
            self.refresh()

    def render(self) -> Content:
        """Draw the keys that fit."""
        key_style, label_style = self.get_visual_style("key-line--key"), self.get_visual_style("key-line--label")
        words = []
        self._drawn = self.shown()
        for key in self._drawn:
            word = Content.assemble((key.display, key_style), (f" {key.label}", label_style), " " * _GAP)
            words.append(word if key.is_enabled else word.stylize("not bold $footer-foreground"))
        return Content("").join(words)

    def shown(self) -> list[ShownKey]:
        """Return the keys that fit into the width, from left to right."""
        keys = self._keys()
        while len(keys) > 1 and sum(key.width for key in keys) - _GAP > self.app.size.width - 2:
            keys.remove(min(keys, key=lambda key: _rank(key.action, keys.index(key))))
        return keys

    def _keys(self) -> list[ShownKey]:
        """Return a key for each action that is to be shown: those of the field first, then the screen's in its order.

        Textual puts a key of the screen where the field has the same one, which the screen's replaces.
        """
        order = _order(type(self.screen))
        active = sorted(
            self.screen.active_bindings.values(),
            key=lambda each: order.get(each.binding.action, _LAST) if each.node in (self.screen, self.app) else -1,
        )
        found: dict[str, ShownKey] = {}
        for _, binding, is_enabled, tooltip in active:
            if binding.show and binding.action not in found:
                display = self.app.get_key_display(binding)
                found[binding.action] = ShownKey(
                    binding.key, display, binding.description, binding.action, tooltip, is_enabled
                )
        return list(found.values())

    def _at(self, column: int) -> ShownKey | None:
        """Return the key at a column, counted from 0."""
        column -= 1  # the blank at the edge
        for key in self.shown():
            column -= key.width
            if column < 0:
                return key if column < -_GAP else None
        return None

    def on_click(self, event: Click) -> None:
        key = self._at(event.x)
        if key is not None and key.is_enabled:
            self.app.simulate_key(key.key)

    def on_mouse_move(self, event: MouseMove) -> None:
        """Show what the key under the mouse does."""
        key = self._at(event.x)
        self.tooltip = key.tooltip or None if key is not None else None


@cache
def _order(screen: type[Screen[Any]]) -> dict[str, int]:
    """Return the place of each action of a kind of screen, in the order in which it binds them."""
    own = [each for kind in screen.__mro__ for each in vars(kind).get("BINDINGS", ()) if isinstance(each, Binding)]
    return {binding.action: place for place, binding in enumerate(own)}


def _rank(action: str, position: int) -> tuple[int, int]:
    """Return when a key makes room: the lowest first; of those without a rank, the last."""
    if action in _FIRST_TO_GO:
        return 0, _FIRST_TO_GO.index(action)
    return (2 if action in _LAST_TO_GO else 1), -position
