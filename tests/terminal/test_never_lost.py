"""The real program, ended at random moments while someone types: nothing that the screen showed is lost.

`pytest tests/terminal/test_never_lost.py --kills 300` runs it for longer; `--kill-seed` gives it other moments.
"""

import os
import random
import re
import signal
import string
from pathlib import Path

import pytest

from pmtui.model.postmortem import Postmortem
from pmtui.storage import draft_folder, leftovers, recovery
from pmtui.storage.draft_file import Draft, to_toml
from pmtui.storage.journal import beside
from tests.terminal.conftest import Start, Terminal


class Typist:
    """Types words that occur nowhere else, and knows how much of each the screen has shown."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.typed: list[str] = []

    def words(self) -> str:
        new = ["".join(self.dice.choices(string.ascii_lowercase, k=8)) for _ in range(self.dice.randint(1, 4))]
        self.typed += new
        return " ".join(new) + " "

    def shown(self, screen: str) -> list[str]:
        """Return the part of each typed word that the screen shows."""
        on_screen = set(re.findall(r"[a-z]{3,8}", screen))
        found = []
        for word in self.typed:
            parts = [word[:length] for length in range(8, 2, -1) if word[:length] in on_screen]
            found += parts[:1]
        return found

    def is_seen(self, screen: str) -> bool:
        """Return whether the screen shows anything of it."""
        return bool(self.shown(screen))


def type_somewhere(terminal: Terminal, typist: Typist) -> None:
    """Type into the summary, the timeline's screen or one of the builders, without waiting for what is drawn.

    Only in the summary, something must be drawn: otherwise a busy machine would show nothing that could be lost.
    """
    place = int(re.findall(r"(\d+)/15", terminal.sees("/15"))[0])
    for number in range(place, 2, -1):  # it opens where the author was
        terminal.press("f6")
        terminal.sees(f" {number - 1}/15")
    if place == 1:
        terminal.press("f7")
    terminal.sees("2/15")
    where = typist.dice.random()
    if where < 0.3:
        terminal.press("f7")
        terminal.sees("3/15")
        terminal.sees(" Add  ")
    elif where < 0.5:
        for number in (3, 4, 5):
            terminal.press("f7")
            terminal.sees(f"{number}/15")
        terminal.press("ctrl+g")
        terminal.sees("Enter on empty line")
    elif where < 0.65:
        terminal.press("ctrl+g")
        terminal.sees("esc Back")
    for letter in typist.words():
        terminal.child.send(letter)
        if typist.dice.random() < 0.2:
            terminal.read_for(typist.dice.random() * 0.02)
    if where >= 0.65:
        terminal.until(typist.is_seen)
    terminal.read_for(typist.dice.choice([0.0, 0.01, 0.05, 0.2, 0.5]) * typist.dice.random())


def draft(path: Path) -> Path:
    draft_folder.create(path, Draft("outage", Postmortem()))
    return path


def all_there(text: str, words: list[str]) -> list[str]:
    """Return the words, of those shown, that aren't in a text."""
    return [word for word in words if word not in text]


def test_everything_shown_survives_a_kill_at_any_moment(
    start: Start, tmp_path: Path, kills: int, kill_seed: int
) -> None:
    dice = random.Random(kill_seed)
    path = draft(tmp_path / "d0.toml")
    typist = Typist(dice)
    seen_recovered = judged = 0
    for number in range(kills):
        if number % 10 == 9:  # a fresh draft, so that its whole text fits on the screen
            path, typist = draft(tmp_path / f"d{number}.toml"), Typist(dice)
        left_over = recovery.recover(recovery.read_disk(path), leftovers.find_leftovers(path).journals).changes
        terminal = start(path.name)
        type_somewhere(terminal, typist)
        if left_over:
            seen_recovered += "Recovered" in terminal.text()
        os.kill(terminal.child.pid or 0, signal.SIGKILL)
        terminal.read_all()
        shown = typist.shown(terminal.text())
        judged += len(shown)
        journals = leftovers.find_leftovers(path).journals
        found = recovery.recover(recovery.read_disk(path), journals)
        assert found.damage == ""
        assert all_there(to_toml(found.draft), shown) == [], f"lost, at kill {number}"
    assert judged >= max(1, kills // 6)
    assert seen_recovered or kills < 10


def test_a_killed_entry_line_and_paste_screen_open_with_what_was_typed(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "d.toml"
    path.write_text(
        'schema = 2\ntemplate = "outage"\n[incident]\ndate = 2026-03-09\ntimezone = "Europe/Berlin"\n'
        '[[timeline]]\nid = "e1"\nat = 2026-03-09T10:00:00Z\nevent = "Errors"\n',
        encoding="utf-8",
    )

    def at_the_timeline() -> Terminal:
        terminal = start(path.name)
        terminal.sees("/15")
        for number in (2, 3):
            if f"{number - 1}/15" in terminal.text():
                terminal.press("f7")
                terminal.sees(f"{number}/15")
        terminal.sees("Errors")
        terminal.sees(" Add  ")
        return terminal

    def kill(terminal: Terminal) -> None:
        os.kill(terminal.child.pid or 0, signal.SIGKILL)
        terminal.read_all()

    terminal = at_the_timeline()
    terminal.type("14:40 half a line")
    terminal.sees("14:40 half a line")
    kill(terminal)
    terminal = at_the_timeline()
    terminal.sees("14:40 half a line")  # and what it meant is read
    terminal.press("up")
    terminal.type("p")
    terminal.sees("Paste lines from")
    terminal.type("14:41 first")
    terminal.press("enter")
    terminal.type("14:42 second")
    terminal.sees("14:42 second")
    kill(terminal)
    terminal = at_the_timeline()
    terminal.sees("14:40 half a line")
    terminal.press("up")
    terminal.type("p")
    terminal.sees("2 events from 2 lines")
    terminal.sees("second")
    kill(terminal)


@pytest.mark.parametrize("way", ["SIGTERM", "SIGHUP", "SIGINT", "closed terminal"])
def test_everything_shown_is_in_the_draft_however_the_program_ends(
    start: Start, tmp_path: Path, kills: int, kill_seed: int, way: str
) -> None:
    dice = random.Random(f"{kill_seed} {way}")
    for number in range(max(1, kills // 10)):
        path = draft(tmp_path / f"{number}.toml")
        typist = Typist(dice)
        terminal = start(path.name)
        type_somewhere(terminal, typist)
        shown = typist.shown(terminal.text())
        if way == "closed terminal":
            terminal.hang_up()
        else:
            terminal.child.kill(getattr(signal, way))
            assert terminal.ended() == 128 + getattr(signal, way)
            assert b"\x1b[?1049l" in terminal.raw  # the screen that was there before is back
        assert all_there(path.read_text(), shown) == []
        assert not beside(path).exists()


def test_a_terminal_that_closes_during_a_redraw_ends_the_program(start: Start, tmp_path: Path) -> None:
    for number in range(4):
        path = draft(tmp_path / f"{number}.toml")
        terminal = start(path.name, size=(140, 40))
        terminal.sees("1/15")
        terminal.child.send("\x1b[18~" * 30)  # F7: each draws another section
        terminal.child.send("\x1b[17~" * 30)
        terminal.hang_up()


def test_letters_that_arrive_together_with_the_quit_key_are_kept(start: Start, tmp_path: Path) -> None:
    for number in range(3):
        path = draft(tmp_path / f"{number}.toml")
        terminal = start(path.name)
        terminal.sees("1/15")
        terminal.press("f7")
        terminal.sees("2/15")
        terminal.child.send("all of it\x11")
        assert terminal.ended() == 0
        assert draft_folder.load(path).postmortem.summary == "all of it"


_BREAKS = """
import sys
from pmtui.cli.main import main
from pmtui.tui.widgets.outline import Outline
def broken(self):
    if "secret" in self.session.postmortem.summary:
        raise RuntimeError(self.session.postmortem.summary)
Outline.show = broken
sys.exit(main(sys.argv[1:]))
"""


def test_an_error_in_the_app_loses_nothing_and_reveals_no_answers(start: Start, tmp_path: Path) -> None:
    path = draft(tmp_path / "d.toml")
    terminal = start(path.name, source=_BREAKS, XDG_STATE_HOME=str(tmp_path / "state"))
    terminal.sees("1/15")
    terminal.press("f7")
    terminal.sees("2/15")
    terminal.child.send("the secret")
    assert terminal.ended() == 70
    assert draft_folder.load(path).postmortem.summary == "the secret"
    assert not beside(path).exists()
    said = terminal.raw.split(b"\x1b[?1049l")[-1].decode()
    assert "pmtui crashed because of a bug. Your draft is saved." in said
    (log,) = (tmp_path / "state").rglob("crash.log")
    assert "outline" in log.read_text() or "broken" in log.read_text()
    for text in (said, log.read_text()):
        assert "secret" not in text
        assert "Traceback" not in text
    assert log.stat().st_mode & 0o777 == 0o600
