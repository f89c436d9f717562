"""However often a program that ends is told to end, all is saved first, and it ends in order."""

import os
import signal
import time
from itertools import product
from pathlib import Path

import pytest

from pmtui.model.postmortem import Postmortem
from pmtui.storage import draft_folder
from pmtui.storage.draft_file import Draft
from tests.terminal.conftest import LONGEST, Start, Terminal

NUMBERS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
WORDS = "Half of all checkouts failed."

LATE = """
import asyncio, atexit, os, signal, sys
from pmtui.cli.main import main

def send():
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP) * 2:
        os.kill(os.getpid(), number)

Loop = asyncio.SelectorEventLoop
close = Loop.close

def close_and_send(loop):
    send()
    close(loop)
    send()

Loop.close = close_and_send
atexit.register(send)
code = main(sys.argv[1:])
send()
raise SystemExit(code)
"""
"""Runs pmtui, and sends it every signal twice at each of the last steps to its end."""


def make(path: Path) -> Path:
    draft_folder.create(path, Draft("sre", Postmortem.model_validate({"incident": {"title": "T"}})))
    return path


def written(start: Start, path: Path, source: str = "") -> Terminal:
    """Start the app and write a summary."""
    terminal = start(path.name, source=source)
    terminal.sees("1/14")
    terminal.press("f7")
    terminal.sees("2/14")
    terminal.type(WORDS)
    return terminal


def send(terminal: Terminal, number: int) -> bool:
    """Send a signal, where the program still runs."""
    if not terminal.child.isalive():
        return False
    os.kill(terminal.child.pid or 0, number)
    return True


def hammered(terminal: Terminal, numbers: tuple[int, ...]) -> int:
    """Send signals one after the other until the program is gone; return its exit code."""
    end = time.monotonic() + LONGEST
    at = 0
    while send(terminal, numbers[at % len(numbers)]):
        at += 1
        terminal.read()
        assert time.monotonic() < end, terminal.text()
    return terminal.ended()


@pytest.mark.parametrize("numbers", list(product(NUMBERS, NUMBERS)), ids=lambda each: "+".join(n.name for n in each))
def test_two_signals_of_any_kind_end_the_app_once_and_saved(
    start: Start, tmp_path: Path, numbers: tuple[signal.Signals, signal.Signals]
) -> None:
    path = make(tmp_path / "d.toml")
    terminal = written(start, path)
    for number in numbers:
        send(terminal, number)
    assert terminal.ended() == 128 + numbers[0] or terminal.child.exitstatus == 128 + numbers[1]
    assert draft_folder.load(path).postmortem.summary == WORDS
    assert not list(tmp_path.glob(".d.toml.*"))


def test_signals_while_it_ends_after_ctrl_q_change_nothing(start: Start, tmp_path: Path) -> None:
    path = make(tmp_path / "d.toml")
    terminal = written(start, path, LATE)
    terminal.press("ctrl+q")
    assert terminal.ended() == 0
    assert draft_folder.load(path).postmortem.summary == WORDS
    assert b"Traceback" not in terminal.raw


@pytest.mark.parametrize("first", [None, *NUMBERS])
def test_endless_signals_never_interrupt_leaving(start: Start, tmp_path: Path, first: signal.Signals | None) -> None:
    path = make(tmp_path / "d.toml")
    terminal = written(start, path)
    if first is None:
        terminal.press("ctrl+q")
    else:
        send(terminal, first)
    code = hammered(terminal, NUMBERS)
    assert code in (0, *(128 + number for number in NUMBERS))
    assert draft_folder.load(path).postmortem.summary == WORDS
    assert not list(tmp_path.glob(".d.toml.*"))
    assert b"Traceback" not in terminal.raw


def test_ctrl_c_typed_after_ctrl_q_changes_nothing(start: Start, tmp_path: Path) -> None:
    path = make(tmp_path / "d.toml")
    terminal = written(start, path)
    terminal.press("ctrl+q")
    end = time.monotonic() + LONGEST
    while terminal.child.isalive():
        terminal.child.send("\x03")
        terminal.read()
        assert time.monotonic() < end, terminal.text()
    assert terminal.ended() == 0
    assert draft_folder.load(path).postmortem.summary == WORDS


@pytest.mark.parametrize("source", ["", LATE], ids=["hammered", "late"])
@pytest.mark.parametrize("leave", [":quit\r", "\x04", None], ids=["quit", "end of input", "signal"])
def test_the_plain_interview_saves_on_any_signal(start: Start, tmp_path: Path, source: str, leave: str | None) -> None:
    path = make(tmp_path / "d.toml")
    terminal = start("interview", path.name, "--plain", source=source)
    terminal.sees("INC-2026-041")
    terminal.child.send(":go 2\r")
    terminal.sees("Section 2")
    terminal.child.send(f"{WORDS}\r")
    terminal.sees(WORDS)
    terminal.child.send(".\r")
    terminal.sees("Section 3")
    if leave is None:
        send(terminal, signal.SIGINT)
    else:
        terminal.child.send(leave)
    code = terminal.ended() if source else hammered(terminal, NUMBERS)
    assert code == 0
    assert draft_folder.load(path).postmortem.summary == WORDS
    assert b"Traceback" not in terminal.raw
