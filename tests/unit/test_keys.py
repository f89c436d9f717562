"""The keys: every one is bound, every one arrives in a plain terminal, and an author's own hold."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

import pytest
from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode

import pmtui.tui
from pmtui import keys
from pmtui.keys import KEYS, KeyMap, clashes, keymap, keys_of, shown, spelled, types_something, undelivered

_DENIED = (
    "ctrl+shift+", "shift+f", "alt+", "super+", "meta+", "hyper+", "ctrl+enter", "shift+enter", "ctrl+up", "ctrl+down",
    "ctrl+left", "ctrl+right", "ctrl+home", "ctrl+end", "ctrl+tab", "ctrl+backspace", "ctrl+delete", "ctrl+space",
    "ctrl+0", "ctrl+1", "ctrl+2", "ctrl+3", "ctrl+comma", "ctrl+full_stop", "ctrl+slash", "ctrl+semicolon", "f13",
    "ctrl+s", "ctrl+c", "ctrl+b", "ctrl+i", "ctrl+m", "ctrl+h",
)  # fmt: skip
"""What plain terminals, tmux, GNU screen and the Linux console keep, or don't tell from another key."""


def _bindings() -> Iterator[tuple[type, Binding]]:
    """Yield every binding that the app declares, with the class that does."""
    for module in pkgutil.walk_packages(pmtui.tui.__path__, "pmtui.tui."):
        for _, found in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(found, DOMNode) and found.__module__ == module.name:
                declared = vars(found).get("BINDINGS", [])
                for binding in BindingsMap(declared).key_to_bindings.values():
                    yield from ((found, each) for each in binding)


def test_every_named_key_is_bound_and_every_binding_on_the_keys_of_its_name() -> None:
    bound: dict[str, set[str]] = {}
    for _, binding in _bindings():
        if binding.id:
            bound.setdefault(binding.id, set()).add(binding.key)
    assert set(bound) == set(KEYS)
    assert bound == {name: set(keys_of(name).split(",")) for name in KEYS}


def test_every_action_is_on_a_key_that_plain_terminals_deliver() -> None:
    actions: dict[tuple[str, str], list[str]] = {}
    for owner, binding in _bindings():
        actions.setdefault((owner.__name__, binding.action), []).append(binding.key)
    lost = {
        place: found
        for place, found in actions.items()
        if all(key.startswith(_DENIED) or undelivered(key) for key in found)
    }
    assert lost == {}


def test_keys_that_plain_terminals_do_not_send_are_known() -> None:
    assert [key for key in _DENIED if not key.endswith("+") and not key.endswith("f") and not undelivered(key)] == []
    assert [key for key in ("f12", "ctrl+z", "?", "K", "slash", "shift+tab", "insert") if undelivered(key)] == []


def test_no_key_that_works_while_typing_would_be_typed() -> None:
    typed = [binding for _, binding in _bindings() if binding.priority and types_something(binding.key)]
    # nothing is typed on the help's screen
    assert {(binding.id, binding.key) for binding in typed} <= {("help.close", "q"), ("help.close", "question_mark")}


def test_keys_that_follow_another_follow_it() -> None:
    changed = keymap({"review": "ctrl+l", "build": "f12"})
    assert changed == {
        "review": "ctrl+l",
        "review.close": "ctrl+l,escape",
        "build": "f12",
        "causes.close": "f12",
        "figures.close": "escape,f12",
        "actions.close": "f12,escape",
    }


@pytest.mark.parametrize(
    ("words", "key", "name"),
    [
        ("F12", "f12", "F12"),
        ("Ctrl-R", "ctrl+r", "Ctrl+R"),
        ("ctrl+r", "ctrl+r", "Ctrl+R"),
        ("?", "question_mark", "?"),
        ("K", "K", "K"),
        ("-", "minus", "-"),
        ("+", "plus", "+"),
        ("alt+up", "alt+up", "Alt+Up"),
        ("Enter", "enter", "Enter"),
    ],
)
def test_a_key_is_read_as_people_write_it_and_written_so(words: str, key: str, name: str) -> None:
    assert spelled(words) == key
    assert keys.is_key(key)
    assert shown(key) == name


def test_two_actions_on_one_key_of_a_screen_are_found() -> None:
    assert list(clashes({"event.join": "x"})) == [("event.join", "x", "event.split")]
    assert list(clashes({"event.join": "s"})) == []  # an action's key is elsewhere
    assert list(clashes({"event.join": "x", "event.split": "j"})) == []
    assert ("mark", "f7", "next") in list(clashes({"mark": "f7"}))
    for usual in ({"before": "f6"}, {"preview.close": "escape,f3,q,x"}, {"review.close": "ctrl+f,f11"}):
        assert list(clashes(usual)) == []
    assert list(clashes({"finish": "ctrl+e"})) == []  # the key is another one's on a screen where this one isn't


def test_help_names_the_author_s_own_keys() -> None:
    own = KeyMap({"next": "f12", "event.split": "asterisk", "row.add": "ctrl+a,w"})
    text = "{next} goes on, {event.split} splits, {row.add} adds, {before} goes back. `{{ field }}`"
    assert own.filled(text) == "**F12** goes on, `*` splits, **w** adds, **F6** goes back. `{{ field }}`"
    assert own.name("event.split") == "`*`"
    assert own.legend({"next": "go on", "row.add": "add"}) == "F12 go on  w add"
