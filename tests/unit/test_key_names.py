"""No text names a key itself: it names an action, and whoever shows it adds the author's key."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import pmtui
from pmtui.keys import FIXED, KEYS, KeyMap
from pmtui.review.catalog import RULES
from pmtui.timeline.charts import LETTERS

ROOT = Path(pmtui.__file__).parent

KEY = re.compile(
    r"\bF\d{1,2}\b|\b(?:Ctrl|Alt|Shift)\+|[Pp]ress `?[^\s{`]`?(?= |$)|\*\*[^*\s]\*\*|[Pp]ress `"
    r"|\b(?:Esc|Up|Down|Left|Delete|Insert|Space):? (?:to|for|then)\b|\b(?:Esc|Up|Down|Space): "
)
"""A key that the author may have remapped. Enter, Tab, and Right also belong to the fields themselves."""

OF_OTHERS = {
    "To copy the text as you see it, select it with the mouse and press **Ctrl+C**.": "the terminal's",
    ". Press Ctrl+C to stop.": "the terminal's",
    "stopped with Ctrl+C": "the terminal's",
    "(Enter to open, Esc to cancel)": "the field's",
    "Press Space to choose, Delete to clear; in a long scale, a letter picks.": "the field's",
    "Press Space to tick or untick, Enter to continue.": "the field's",
}
"""Texts that name keys that can't be remapped, and whose keys these are."""

MILESTONE = re.compile(rf"\*\*[{''.join(LETTERS.values())}N]\*\*")


def literals(path: Path) -> Iterator[str]:
    """Yield the strings of a module, without its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.value


def named_keys(text: str) -> list[str]:
    """Return the keys that a text names, without those that can't be remapped."""
    for allowed in OF_OTHERS:
        text = text.replace(allowed, "")
    return KEY.findall(MILESTONE.sub("", text) if "mark milestones" in text else text)


@pytest.mark.parametrize(
    "text", ["Press F4 to", "Ctrl+G, then", "Press `o` in", "press a to", "**w**: waive", "Up: table"]
)
def test_a_key_in_a_text_is_found(text: str) -> None:
    assert named_keys(text)


def test_no_text_names_a_key() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {text[:80]!r}": named_keys(text)
        for path in sorted(ROOT.rglob("*.py"))
        if path != ROOT / "keys.py"
        for text in literals(path)
    }
    assert {place: keys for place, keys in found.items() if keys} == {}


def help_texts() -> dict[str, str]:
    """Return every help text of the app, by its class."""
    found = {}
    for module in pkgutil.walk_packages([str(ROOT / "tui")], "pmtui.tui."):
        for name, value in vars(importlib.import_module(module.name)).items():
            text = getattr(value, "HELP", None)
            if isinstance(value, type) and isinstance(text, str) and value.__module__.startswith("pmtui."):
                found[name] = text
    return found


def legends() -> dict[str, dict[str, str]]:
    """Return what the keys of each table do, by the module that shows it under the table: actions to words."""
    found = {}
    for module in pkgutil.walk_packages([str(ROOT / "tui")], "pmtui.tui."):
        legend = getattr(importlib.import_module(module.name), "_LEGEND", None)
        if isinstance(legend, dict):  # the milestones' letters can't be remapped
            found[module.name] = legend
    return found


HELP = help_texts()
LEGENDS = legends()
ELSEWHERE = KeyMap({name: f"f{number}" for number, name in enumerate(KEYS, 101)})
"""A key map in which every action has another key, each its own."""


@pytest.mark.parametrize("name", HELP)
def test_help_names_each_remapped_key(name: str) -> None:
    text = HELP[name]
    actions = re.findall(r"\{([a-z_.]+)\}", text)
    assert set(actions) <= KEYS.keys()
    assert len(actions) == len(set(actions))
    shown = ELSEWHERE.filled(text)
    assert all(f"**{ELSEWHERE.bare(action)}**" in shown for action in actions)
    assert named_keys(shown) == []


def test_there_are_legends() -> None:
    assert LEGENDS.keys() >= {"pmtui.tui.editors.action_editor", "pmtui.tui.screens.causes"}


@pytest.mark.parametrize("module", LEGENDS)
def test_a_legend_names_each_remapped_key(module: str) -> None:
    legend = LEGENDS[module]
    assert legend.keys() <= KEYS.keys()
    shown = ELSEWHERE.legend(legend)
    assert all(f"{ELSEWHERE.bare(action)} {words}" in shown for action, words in legend.items())
    assert named_keys(shown) == []


@pytest.mark.parametrize("rule", RULES)
def test_the_advice_of_a_rule_names_each_remapped_key(rule: str) -> None:
    advice = RULES[rule].ask
    shown = ELSEWHERE.told(advice)
    assert all(ELSEWHERE.bare(action) in shown for action in advice.actions)
    assert named_keys(str(advice)) == []
    assert [key for key in named_keys(shown) if action_of(key) not in FIXED] == []


def action_of(key: str) -> str:
    """Return the action of a key that can't be remapped; the key itself if there's none."""
    return next((action for action, fixed in FIXED.items() if key.strip("`").endswith(fixed)), key)
