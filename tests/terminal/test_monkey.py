"""A monkey at the keyboard: no crash, no lost edit, no growth of memory.

`pytest -s tests/terminal/test_monkey.py --monkey 3600 --monkey-seed 7` runs for an hour, with another seed.
"""

import sys
from pathlib import Path

import pytest

from pmtui.paths import builtin_templates
from pmtui.storage import draft_folder
from tests.terminal.conftest import Start, Terminal
from tests.terminal.monkey import Monkey, resident


def test_whatever_is_pressed_nothing_crashes_and_nothing_is_lost(
    start: Start, tmp_path: Path, monkey_seconds: float, monkey_seed: int
) -> None:
    monkey = Monkey(start, tmp_path, monkey_seed)
    monkey.go_on(monkey_seconds)
    print(f"\n{monkey.lives} lives, {monkey.sent} things done, {monkey.edits} edits, ends: {monkey.ends}")
    assert monkey.edits > monkey.lives


_ROUND = (
    *("f7", "f6", "f1", "f1", "f3", "f3", "ctrl+g", "ctrl+g", "ctrl+f", "ctrl+f", "f9", "f9", "f2", "f2"),
    *("ctrl+y", "ctrl+z", "f8"),
)
"""Goes over the screens, each closed by the key that opens it, and leaves the draft as it was."""

_FILE = ("\x1b[15~", "Draft file")
"""F5, and what it shows: once that's on screen, the keys before have done their work."""

_WARM = 3
"""Rounds until everything has been imported and drawn, and Textual's caches are full."""

_MOST_A_ROUND = 60_000
"""Bytes that a round may leave behind; a leaked screen is ten times that."""

_AT_FIRST = 25_000_000
"""Bytes by which the memory of a process steps up while nothing is held (tests/tui/test_memory.py counts what is)."""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the memory of a process as Linux tells it")
def test_hours_of_keys_take_no_more_memory_than_minutes(start: Start, tmp_path: Path, monkey_seconds: float) -> None:
    path = tmp_path / "d.toml"
    draft_folder.create(path, draft_folder.load(builtin_templates() / "examples" / "sre.toml"))
    terminal = start(path.name, size=(140, 40), anew=True)
    terminal.sees("1/14")
    rounds = max(4, round(monkey_seconds / 5))
    for _ in range(_WARM):
        go_round(terminal)
    before = resident(terminal.child.pid or 0)
    for _ in range(rounds):
        go_round(terminal)
    grown = resident(terminal.child.pid or 0) - before
    print(f"\n{rounds} rounds: {before / 1e6:.0f} MB, {grown / rounds / 1e3:.0f} kB more a round")
    assert grown < _AT_FIRST + rounds * _MOST_A_ROUND
    terminal.press("ctrl+q")
    assert terminal.ended() == 0


def go_round(terminal: Terminal) -> None:
    """Press the keys of a round, all at once, and wait for what another one shows: a busy machine takes its time."""
    terminal.press(*_ROUND)
    terminal.send(_FILE[0])
    terminal.sees(_FILE[1])
    terminal.press("escape")
    terminal.until(lambda text: _FILE[1] not in text)
