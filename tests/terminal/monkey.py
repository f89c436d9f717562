"""A monkey at the real program: seeded random keys, pastes, clicks and resizes, and random ends.

The program runs with a spy that writes down, for each change that the session has taken, which draft it's in and what
the draft is then. Whatever the end, that must be what the next opening finds.
"""

import contextlib
import difflib
import json
import os
import random
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path

import pexpect

from pmtui.model.postmortem import Postmortem
from pmtui.paths import builtin_templates, state_folder
from pmtui.storage import draft_folder, leftovers, recovery
from pmtui.storage.draft_file import Draft, to_toml
from pmtui.template.lookup import BUILTIN
from tests.terminal.conftest import KEYS, Start, Terminal

SPY = """
import faulthandler, json, os, signal, sys
from pmtui.cli.main import main
from pmtui.storage.draft_file import Draft, to_toml
from pmtui.storage.draft_store import DraftStore
record = DraftStore.record
told = open(os.environ["MONKEY_SPY"], "a", buffering=1)
def spied(self, place, edit, after):
    told.write(json.dumps(["begun", str(self.path), to_toml(Draft("", after)), place]) + "\\n")
    found = record(self, place, edit, after)
    told.write(json.dumps(["taken", str(self.path), "", place]) + "\\n")
    return found
DraftStore.record = spied
faulthandler.register(signal.SIGUSR1, open(os.environ["MONKEY_SPY"] + ".stacks", "w"))
sys.exit(main(sys.argv[1:]))
"""
"""Starts pmtui, and writes down what each change makes of the draft, before and after the journal has it."""

_WORDS = (
    "error rate passes 15%", "14:32 Deployment begins", "+5 rolled back", "yesterday 23:50", "~14:00", "25:99", "99.9%",
    "Add a limit @dana fri P1 #prevent", "the disk was full", "and nothing limits them", "1200/s", "$1,000-10,000/h",
    "no: all replayed", "2026-03-07", "Dana should have known", "🦊 zażółć 日本", "a|b `c` <!-- d", "{{ incident.id }}",
    "# heading", "x" * 300, "e\u0301\u200b\u202e", "[red]x[/]", ":help", "@", "#", "!",
)  # fmt: skip
"""What is typed."""

_PASTES = (
    "14:32 Errors begin\n14:40 page acknowledged\n15:10 all well",
    "| Time | Event |\n|---|---|\n| 14:32 | Errors |\n| 15:10 | Well |",
    "[14:32] dana: it fails\n[14:33] kim: looking",
    "1. Why did it fail?\n   The disk was full\n2. Why was it full?\n   Snapshots stayed",
    "line\r\nline\x1b[2Jline\x07\x00line\tline",
    "word " * 2000,
    "\n" * 50,
)
"""What is pasted."""

_PRESSED = (
    *(key for key in KEYS if key not in ("ctrl+q",)),
    "space",
    "tab",
    "enter",
    "enter",
    "down",
    "down",
    "f7",
    "f8",
)
"""Keys, the commoner ones more than once."""

_RAW = {
    "space": " ", "f5": "\x1b[15~", "shift+tab": "\x1b[Z", "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "home": "\x1b[H",
    "end": "\x1b[F", "alt+up": "\x1b[1;3A", "alt+down": "\x1b[1;3B", "backspace": "\x7f", "insert": "\x1b[2~",
    "ctrl+a": "\x01", "ctrl+c": "\x03", "ctrl+e": "\x05", "ctrl+j": "\n", "ctrl+n": "\x0e", "ctrl+p": "\x10",
    "ctrl+r": "\x12", "ctrl+t": "\x14", "ctrl+u": "\x15", "ctrl+w": "\x17", "f11": "\x1b[23~", "f12": "\x1b[24~",
}  # fmt: skip

_FEWEST = 1
"""Lives at least, to their own end."""


@dataclass
class Monkey:
    """One that tries a folder of drafts for a while.

    Attributes:
        start: starts the program.
        folder: where the drafts are.
        seed: decides everything that it does.
        lives: how often the program was started.
        sent: how many things it did.
        edits: how many changes the drafts have taken.
        log: the last things that it did, for whoever has to find out.
    """

    start: Start
    folder: Path
    seed: int
    lives: int = 0
    sent: int = 0
    edits: int = 0
    ends: dict[str, int] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with the dice."""
        self.dice = random.Random(self.seed)
        self.spy = self.folder / "spy"
        self.spy.touch()

    def go_on(self, seconds: float) -> None:
        """Live one life after the other for so long, and as many as a slow machine needs to try something.

        Raises:
            AssertionError: if the program crashes, hangs, or loses a change; with the seed and what was done last.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end or self.lives < _FEWEST:
            self.live(end)

    def live(self, end: float) -> None:
        """Start the program, use it, and end it at random; then check that nothing is lost."""
        self.lives += 1
        self.log.clear()
        terminal = self.start(*self._words(), size=self._size(), source=SPY, MONKEY_SPY=str(self.spy),
                              PMTUI_DIR=str(self.folder), EDITOR="")  # fmt: skip
        terminal.until(lambda text: text.strip() != "")
        for _ in range(self.dice.randint(1, 12)):
            self._burst(terminal)
            if not terminal.child.isalive() or (time.monotonic() > end and self.lives > _FEWEST):
                break
        self._end(terminal)
        self._judge()

    def _words(self) -> list[str]:
        """Open the home screen, an existing draft, or a new one of any template, blank or complete."""
        known = sorted(path.name for path in self.folder.glob("*.toml"))
        if known and self.dice.random() < 0.5:
            return [self.dice.choice(known)]
        if known and self.dice.random() < 0.2:
            return []
        template = self.dice.choice(BUILTIN)
        path = self.folder / f"{self.lives}-{template}.toml"
        example = draft_folder.load(builtin_templates() / "examples" / f"{template}.toml").postmortem
        draft_folder.create(path, Draft(template, example if self.dice.random() < 0.5 else Postmortem()))
        return [path.name]

    def _size(self) -> tuple[int, int]:
        return self.dice.choice([(80, 24), (140, 40), (200, 60), (60, 15), (30, 8), (self.dice.randint(10, 200), 20)])

    # -- what it does ------------------------------------------------------------------------------------------------

    def _burst(self, terminal: Terminal) -> None:
        """Do several things without looking, then look until the screen rests."""
        with contextlib.suppress(OSError, pexpect.EOF):  # it has ended: looked at afterwards
            for _ in range(self.dice.randint(5, 40)):
                self._do(terminal)
        try:
            terminal.rests()
        except AssertionError as error:
            raise AssertionError(self._told(terminal, "it draws without an end")) from error

    def _do(self, terminal: Terminal) -> None:
        kind = self.dice.random()
        self.sent += 1
        if kind < 0.25:
            self._send(terminal, "type", self.dice.choice(_WORDS))
        elif kind < 0.32:
            self._send(terminal, "letter", self.dice.choice("abcdefghijlmnoprstuvwxyzSDAIFMRCNKJT%/?*+-<>0123456789 "))
        elif kind < 0.90:
            key = self.dice.choice([*_PRESSED, *_RAW])
            self._send(terminal, key, KEYS.get(key) or _RAW[key])
        elif kind < 0.94:
            self._send(terminal, "paste", f"\x1b[200~{self.dice.choice(_PASTES)}\x1b[201~")
        elif kind < 0.98:
            at = f"{self.dice.randint(1, 200)};{self.dice.randint(1, 60)}"
            self._send(terminal, f"click {at}", f"\x1b[<0;{at}M\x1b[<0;{at}m")
        elif kind < 0.998:
            columns, rows = self._size()
            self.log.append(f"size {columns}x{rows}")
            terminal.child.setwinsize(rows, columns)
        else:
            self._send(terminal, "ctrl+q", "\x11")

    def _send(self, terminal: Terminal, name: str, text: str) -> None:
        self.log.append(f"{name} {text!r}" if name in ("type", "letter") else name)
        terminal.send(text)

    # -- how it ends -------------------------------------------------------------------------------------------------

    def _end(self, terminal: Terminal) -> None:
        way = (
            self.dice.choice(["KILL", "KILL", "TERM", "HUP", "INT", "hang up"]) if terminal.child.isalive() else "left"
        )
        self.ends[way] = self.ends.get(way, 0) + 1
        if way == "hang up":
            try:
                terminal.hang_up()
            except AssertionError as error:
                stacks = Path(f"{self.spy}.stacks").read_text()
                raise AssertionError(self._told(terminal, "it didn't end with its terminal") + stacks) from error
            return
        if way != "left":
            terminal.child.kill(getattr(signal, f"SIG{way}"))
        # Ctrl+Z may have come when Ctrl+Q had given the terminal back: it's the shell's key then, and stops us.
        if is_stopped(terminal.child.pid):
            terminal.child.kill(signal.SIGCONT)
        try:
            code = terminal.ended()
        except AssertionError as error:
            raise AssertionError(self._told(terminal, f"it didn't end by {way}") + self._stacks(terminal)) from error
        fine = {"KILL": [-signal.SIGKILL], "left": [0, 130]}.get(
            way, [128 + getattr(signal, f"SIG{way}", 0), 0, -getattr(signal, f"SIG{way}", 0)]
        )
        assert code in fine, self._told(terminal, f"it ended with {code} by {way}")

    def _told(self, terminal: Terminal, what: str) -> str:
        rows = "\n".join(line.rstrip() for line in terminal.screen.display)
        crash = state_folder() / "crash.log"
        log = crash.read_text() if crash.exists() else ""
        return f"{what}. Seed {self.seed}, life {self.lives}; last: {self.log[-160:]}\n{rows}\n{log}"

    def _stacks(self, terminal: Terminal) -> str:
        """Return the stacks of a program that doesn't respond."""
        terminal.child.kill(signal.SIGUSR1)
        terminal.read_for(1.0)
        return Path(f"{self.spy}.stacks").read_text()

    # -- whether all is there ----------------------------------------------------------------------------------------

    def _judge(self) -> None:
        """Hold what the next opening finds against what the session had taken."""
        last: dict[str, dict[str, str]] = {}
        for line in self.spy.read_text().splitlines():
            when, path, text, place = json.loads(line)
            known = last.setdefault(path, {"place": place})
            if when == "begun":
                known |= {"begun": text, "place": place}
            else:
                known["taken"] = known["begun"]
            self.edits += when == "taken"
        self.spy.write_text("")
        for name, told in last.items():
            journals = leftovers.find_leftovers(Path(name)).journals
            found = recovery.recover(recovery.read_disk(Path(name)), journals)
            where = f"seed {self.seed}, life {self.lives}, {name}, last {self.log[-40:]}"
            assert found.damage == "", f"the journal is damaged: {found.damage}; {where}"
            own = to_toml(Draft("", found.draft.postmortem))
            fine = {told["begun"], told.get("taken", own)}  # the last change may have been on its way
            lost = "\n".join(difflib.unified_diff(told["begun"].splitlines(), own.splitlines(), lineterm="", n=1))
            assert own in fine, f"a change at {told['place']} is lost; {where}\n{lost}"
        for path in self.folder.glob("*.toml"):
            draft_folder.load(path)


def is_stopped(process: int | None) -> bool:
    """Return whether a process is stopped; Linux only."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "T"
    except OSError:
        return False


def resident(process: int) -> int:
    """Return how much memory a process holds, in bytes; Linux only."""
    with Path(f"/proc/{process}/statm").open() as told:
        return int(told.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
