"""Binds actions to the keys that `pmtui.keys` has for their names, and returns what the author calls them."""

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode

from pmtui.config import ActiveConfig
from pmtui.keys import KEYS, KeyMap, keys_of
from pmtui.tui.preferences import Looks


def bind(
    name: str, action: str, label: str = "", *, tooltip: str = "", show: bool = True, priority: bool = False
) -> Binding:
    """Return the binding of an action.

    Args:
        name: the key's name; its label and tooltip hold if none are given.
        action: what it runs.
        label: what the footer says.
        tooltip: what it does, in a few words.
        show: whether the footer has it.
        priority: whether it works while a field has the cursor that would take the key.
    """
    key = KEYS[name]
    words = label or key.label
    more = tooltip or (key.does if words == key.label else "")
    return Binding(keys_of(name), action, words, show=show, priority=priority, id=name, tooltip=more)


def key_map(node: DOMNode) -> KeyMap:
    """Return the author's keys: those of the node's app; pmtui's own if that app has none."""
    app: App[object] = node if isinstance(node, App) else node.app
    return app.key_map if isinstance(app, Looks) else KeyMap()


def active_config(node: DOMNode) -> ActiveConfig:
    """Return the config of a node's app."""
    app: App[object] = node if isinstance(node, App) else node.app
    return app.active if isinstance(app, Looks) else ActiveConfig()


def suggests(node: DOMNode) -> bool:
    """Return whether the author wants suggestions while typing."""
    app: App[object] = node if isinstance(node, App) else node.app
    return not isinstance(app, Looks) or app.active.known.suggestions is not False


def key_name(node: DOMNode, action: str) -> str:
    """Return the author's key for an action, as people write it."""
    return key_map(node).name(action)
