"""Binds actions to the keys that `pmtui.keys` has for their names."""

from textual.binding import Binding

from pmtui.keys import KEYS, keys_of


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
