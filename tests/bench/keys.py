"""From a key to what it paints, in the real program in a real pseudo-terminal."""

import os
import shutil
import string
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pexpect

from pmtui.model.ids import random_id

_APP = """
import sys
{before}
from pmtui.cli.main import main
sys.exit(main(sys.argv[1:]))
"""

WITHOUT_JOURNAL = """
from pmtui.storage.journal import Journal
Journal.append = Journal.saving = lambda *_: None
Journal.sync = lambda _: None
"""
"""Disables the journal, to see what it costs."""

LETTERS = [(letter, letter) for letter in string.ascii_uppercase]
"""A letter is on the screen once it's typed."""

BARE_INPUT = """
from textual.app import App
from textual.widgets import Input
class Bare(App):
    def compose(self):
        yield Input(placeholder="ready to use", compact=True)
Bare().run()
"""

BARE_FIELDS = BARE_INPUT.replace("yield Input", "for _ in range(8): yield Input")


def key_to_paint(
    words: list[str],
    ready: list[tuple[str, str]],
    keys: int,
    *,
    before: str = "",
    presses: Sequence[tuple[str, str]] = LETTERS,
) -> list[float]:
    """Return the seconds from each key to what it paints, sorted.

    Args:
        words: the command line's arguments; a bare app's source if there is only one and it has newlines.
        ready: what to wait for, and what to press then.
        keys: how many keys to type.
        before: what to run before the app starts.
        presses: what to press, one after the other, and what is on the screen then.
    """
    child = _started(words, ready, before)
    times: list[float] = []
    for number in range(keys):
        key, painted = presses[number % len(presses)]
        begin = time.perf_counter()
        child.send(key)
        child.expect_exact(painted)
        times.append(time.perf_counter() - begin)
        settle(child, 0.03)
    child.close(force=True)
    return sorted(times)


def processor_time(words: list[str], ready: list[tuple[str, str]], keys: int, presses: Sequence[str]) -> float:
    """Return the seconds with a processor that a key takes until the program rests again: the mean of some keys.

    Other programs change it less than the time until something is painted.
    """
    child = _started(words, ready)
    begin = _used(child.pid)
    for number in range(keys):
        child.send(presses[number % len(presses)])
        settle(child, 0.2)
    used = _used(child.pid) - begin
    child.close(force=True)
    return used / keys


def _used(process: int | None) -> float:
    """Return the seconds that a process has had a processor; Linux only."""
    threads = Path(f"/proc/{process}/task").iterdir()
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9


def _started(words: list[str], ready: list[tuple[str, str]], before: str = "") -> "pexpect.spawn[str]":
    """Start the app, or a bare one, and press what leads to the place to measure."""
    source = words[0] if len(words) == 1 and "\n" in words[0] else _APP.format(before=before)
    more = [] if source is words[0] else words
    env = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    child = pexpect.spawn(
        sys.executable, ["-c", source, *more], env=env, dimensions=(24, 80), timeout=60, encoding="utf-8"
    )
    child.delaybeforesend = None
    for text, press in ready:
        child.expect_exact(text)
        settle(child)
        child.send(press)
    settle(child)
    return child


def settle(child: "pexpect.spawn[str]", seconds: float = 0.3) -> None:
    """Read until the program has drawn nothing for a while; what it has drawn isn't waited for any longer."""
    child.buffer = ""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            child.read_nonblocking(65536, timeout=seconds)
        except pexpect.TIMEOUT:
            return


def p95(times: list[float]) -> float:
    """Return the time that 95 of 100 keys don't exceed."""
    return times[int(len(times) * 0.95)]


def typing_in(draft: Path, keys: int, *, before: str = "") -> float:
    """Return the p95, in seconds, of typing into a draft's summary."""
    copy = draft.with_name(f"{random_id()}.toml")  # the app opens a draft where it was left
    shutil.copy(draft, copy)
    ready = [("1/15", "\x1b[18~"), ("2/15", "")]
    return p95(key_to_paint([str(copy)], ready, keys, before=before))


def typing_events(draft: Path, keys: int) -> float:
    """Return the p95, in seconds, of typing into the timeline's entry line."""
    copy = draft.with_name(f"{random_id()}.toml")
    shutil.copy(draft, copy)
    ready = [("1/15", "\x1b[18~"), ("2/15", "\x1b[18~"), ("3/15", "")]
    return p95(key_to_paint([str(copy)], ready, keys))


def typing_inputs(draft: Path, keys: int) -> float:
    """Return the p95, in seconds, of typing into an input of the impact calculator."""
    copy = draft.with_name(f"{random_id()}.toml")
    shutil.copy(draft, copy)
    ready = [("1/15", "\x1b[18~"), ("2/15", "\x07"), ("Total users", "\r" * 3), ("Who counts as a user", "")]
    return p95(key_to_paint([str(copy)], ready, keys))


def typing_causes(draft: Path, keys: int) -> float:
    """Return the p95, in seconds, of typing an answer into the causes builder."""
    copy = draft.with_name(f"{random_id()}.toml")
    shutil.copy(draft, copy)
    to_causes = [(f"{number}/15", "\x1b[18~") for number in range(1, 5)]
    ready = [*to_causes, ("5/15", "\x07"), ("because…", "")]
    return p95(key_to_paint([str(copy)], ready, keys))


def moving_causes(draft: Path, keys: int) -> float:
    """Return the p95, in seconds, of marking a cause in the tree: from the key to the role on its line."""
    copy = draft.with_name(f"{random_id()}.toml")
    shutil.copy(draft, copy)
    to_causes = [(f"{number}/15", "\x1b[18~") for number in range(1, 5)]
    ready = [*to_causes, ("5/15", "\x07"), ("because…", "\x1b[A\x1b[B\x1b[B"), ("Root cause", "")]
    return p95(key_to_paint([str(copy)], ready, keys, presses=[("C", "factor"), ("T", "trigger"), ("R", "root")]))


def turning_sections(draft: Path, keys: int) -> float:
    """Return the p95, in seconds, of going to another section: from the key to its fields and its title."""
    copy = draft.with_name(f"{random_id()}.toml")
    shutil.copy(draft, copy)
    onward = [("\x1b[18~", f"{number}/15") for number in range(2, 16)]
    back = [("\x1b[17~", f"{number}/15") for number in range(14, 0, -1)]
    return p95(key_to_paint([str(copy)], [("1/15", "")], keys, presses=onward + back))


def going_on(draft: Path, keys: int) -> tuple[float, float]:
    """Return the seconds with a processor for a key to another field, and to another section."""
    copy = draft.with_name(f"{random_id()}.toml")
    shutil.copy(draft, copy)
    ready = [("1/15", "")]
    back_tab = "\x1b[Z"
    field = processor_time([str(copy)], ready, keys, ["\t", "\t", back_tab, back_tab])
    section = processor_time([str(copy)], ready, keys, ["\x1b[18~"] * 4 + ["\x1b[17~"] * 4)
    return field, section


def showing_document(draft: Path, keys: int) -> float:
    """Return the p95, in seconds, of showing the whole document, and of going back."""
    copy = draft.with_name(f"{random_id()}.toml")
    shutil.copy(draft, copy)
    presses = [("\x1bOR", "Last Updated"), ("\x1bOR", "1/15")]
    return p95(key_to_paint([str(copy)], [("1/15", "")], keys, presses=presses))


def bare_field(keys: int) -> float:
    """Return the seconds with a processor for a key to another of a bare Textual app's inputs."""
    return processor_time([BARE_FIELDS], [("ready to use", "")], keys, ["\t"])


def bare(keys: int) -> float:
    """Return the p95, in seconds, of typing into a bare Textual input."""
    return p95(key_to_paint([BARE_INPUT], [("ready to use", "")], keys))
