"""A monkey at the keyboard: no crash, no lost edit, no growth of memory.

`pytest -s tests/terminal/test_monkey.py --monkey 3600 --monkey-seed 7` goes on for an hour, with other dice.
"""

import sys
import time
from pathlib import Path

import pytest

from pmtui.drafts import store
from pmtui.paths import builtin_templates
from tests.terminal.conftest import KEYS, Start, Terminal
from tests.terminal.monkey import Monkey, resident


def test_whatever_is_pressed_nothing_crashes_and_nothing_is_lost(
    start: Start, tmp_path: Path, monkey_seconds: float, monkey_seed: int
) -> None:
    monkey = Monkey(start, tmp_path, monkey_seed)
    monkey.go_on(monkey_seconds * 0.7)
    print(f"\n{monkey.lives} lives, {monkey.sent} things done, {monkey.edits} edits, ends: {monkey.ends}")
    assert monkey.edits > monkey.lives


_ROUND = (
    *("f7", "f7", "f1", "escape", "f3", "escape", "ctrl+g", "escape", "ctrl+f", "escape", "f9", "escape"),
    *("f2", "escape", "ctrl+y", "ctrl+z", "f8", "f6", "f6"),
)
"""Goes over the screens, and leaves the draft as it was."""

_MOST_A_ROUND = 60_000
"""Bytes that a round may leave behind; a leaked screen is ten times that."""

_AT_FIRST = 8_000_000
"""Bytes that Textual's caches still fill with; a line of keys that held all it ever showed came to twice that."""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the memory of a process as Linux tells it")
def test_hours_of_keys_take_no_more_memory_than_minutes(start: Start, tmp_path: Path, monkey_seconds: float) -> None:
    path = tmp_path / "d.toml"
    store.create(path, store.load(builtin_templates() / "examples" / "sre.toml"))
    terminal = start(path.name, size=(140, 40))
    terminal.sees("1/14")
    rounds, end = 0, time.monotonic() + monkey_seconds * 0.3
    for _ in range(5):  # everything has been imported and drawn once
        go_round(terminal)
    before = resident(terminal.child.pid or 0)
    while time.monotonic() < end or rounds < 4:
        go_round(terminal)
        rounds += 1
    grown = resident(terminal.child.pid or 0) - before
    print(f"\n{rounds} rounds of {len(_ROUND)} keys: {before / 1e6:.0f} MB, {grown / rounds / 1e3:.0f} kB more a round")
    assert grown < _AT_FIRST + rounds * _MOST_A_ROUND
    terminal.press("ctrl+q")
    assert terminal.ended(120) == 0  # on a busy machine the last rounds may still be on their way


def go_round(terminal: Terminal) -> None:
    """Press the keys of a round, and look at each screen until it rests."""
    for key in _ROUND:
        terminal.child.send(KEYS[key])
        terminal.rests()
