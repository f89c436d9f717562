"""Keys per character: ten typical stretches of work, in the real program: `python -m tests.bench.stretches`.

With `--pasted`, the same is written by an author who has the texts elsewhere, in a published postmortem, a chat, or a
tracker: each list and each longer answer is one paste. Marks, choices, and short answers are keys as before; copying in
the other window isn't counted.

A new draft of the default template is written as a new user would, at 80x24. Each stretch counts the keys that it
takes, a paste as one, and the characters that the author wanted in the document. What pmtui offers is accepted as soon
as it's right. The difference to typing each character once is what pmtui costs, or saves. At the end, the draft's file
shows whether the keys did what they should.
"""

import os
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pmtui.model.kinds import Kind
from pmtui.template import lookup
from pmtui.template.interview import AskedQuestion, all_questions
from tests.terminal.conftest import KEYS, Terminal

TITLE = "Checkout answers 500"
EVENTS = (
    "14:02 Release 5.8.0 reaches the first three instances",
    "14:05 Error rate of checkout passes 5%",
    "14:06 Alert CheckoutErrors fires and pages the on-call",
    "14:09 On-call acknowledges the page and opens the dashboard",
    "14:12 Incident declared, channel opened",
    "14:15 Support reports that customers can't pay by card",
    "14:18 Error rate at 38%, all three regions affected",
    "14:21 Rollback of the load balancer, no effect",
    "14:26 Connection pool found exhausted on every instance",
    "14:31 Pool size doubled by hand, errors fall to 20%",
    "14:38 The new release turns out to hold connections open",
    "14:41 Rollback to 5.7.3 begins",
)
PASTED = (
    "14:47 First region back on 5.7.3, errors at 9%",
    "14:52 Second region done",
    "14:58 Third region done, errors below 0.5%",
    "15:04 Pool size back to its usual value",
    "15:10 Support confirms that payments work",
    "15:15 Status page set to monitoring",
    "15:40 No errors for half an hour",
    "15:45 Incident closed",
)
CAUSES = (
    "Checkout ran out of database connections",
    "Release 5.8.0 kept a connection open for each retry",
    "The retry helper opened its own connection",
    "No test ran with a pool as small as in production",
    "The staging pool is ten times as large",
    "Nobody had said how large a pool a service may assume",
    "The rollout continued in spite of errors",
    "The gate looked at latency only",
)
ACTIONS = (
    "Make the retry helper use the caller's connection @ana P0 fri",
    "Run the checkout tests with a pool of five @tom P1 +1w",
    "Stop a rollout when 2% of requests fail @ana P1 +2w",
    "Write down the pool size that a service may assume @kim P2 +2w",
    "Show the pool's use on the checkout dashboard @tom P2 +3w",
    "Alert when 90% of the pool is in use @kim P1 +1w",
)
_MARKS = ((-1, "C"), (-6, "R"), (-9, "F"), (-10, "I"), (-17, "A"), (-18, "D"), (-19, "S"))
"""Milestones by their event, counted from the last, from below: the author goes up through the table."""

_SHORT: dict[Kind, str] = {
    Kind.LINE: "Checkout in all three regions",
    Kind.PROSE: "Half of all payments by card failed for an hour.",
    Kind.LIST: "The rollback was rehearsed and took six minutes",
    Kind.PEOPLE: "Ana Ruiz",
    Kind.LINK: "https://git.example/checkout/4f1c2d",
    Kind.LINKS: "https://graphs.example/checkout",
    Kind.NUMBER: "41",
    Kind.DATE: "2026-04-11",
    Kind.CHOICE: " ",
    Kind.ANSWER: " ",
    Kind.ZONE: "Europe/Berlin",
    Kind.DURATION: "20 min",
    Kind.PERCENT: "99.9%",
}
"""What is typed into a question of each kind; a blank chooses."""

_OFFERED = (Kind.PEOPLE, Kind.ZONE)
"""Kinds whose answers pmtui offers while they're typed. Lines are, too, but all of them have one text here, which no
author would write: taking it from the offer would count keys that nobody saves."""

_LEAST_WORD, _LEAST_SAVED = 6, 3
"""Letters of a word that pmtui completes at least, and of its offer."""

_PASTED_FROM = 12
"""Characters from which copying an answer is less work than typing it."""

_CHOSEN = 4
"""Characters that a choice prints."""


@dataclass
class Stretch:
    """What a stretch of work took.

    Attributes:
        name: what was done.
        keys: how many keys were pressed.
        characters: how many characters of the document the author wanted from it.
    """

    name: str
    keys: int = 0
    characters: int = 0


class Author:
    """Presses keys, counts them, and looks at the screen before the next step, as an author does."""

    def __init__(self, terminal: Terminal, *, pastes: bool = False) -> None:
        self.terminal = terminal
        self.pastes = pastes
        self.stretches: list[Stretch] = []
        self.questions: dict[str, AskedQuestion] = {}
        self.answered: set[str] = set()
        self.left_out: set[str] = set()
        self.words: set[str] = set()
        self.typed = 0

    def begins(self, name: str) -> None:
        """Begin a stretch."""
        self.stretches.append(Stretch(name))

    def press(self, *names: str) -> None:
        """Press keys by name, one after the other, each when the last is drawn."""
        for name in names:
            self.stretches[-1].keys += 1
            self._send(KEYS.get(name, name))

    def _send(self, text: str) -> None:
        """Send keys, and wait until what they draw is drawn; some draw nothing."""
        end, before = time.monotonic() + 2, len(self.terminal.raw)
        self.terminal.child.send(text)
        while len(self.terminal.raw) == before and time.monotonic() < end:
            self.terminal.read_for(0.05)
        self.terminal.rests()

    def type(self, text: str, characters: int | None = None) -> None:
        """Type a text, of which that many characters are content; all, if not said otherwise."""
        self.stretches[-1].keys += len(text)
        self.stretches[-1].characters += len(text) if characters is None else characters
        self._send(text)

    def writes(self, text: str) -> None:
        """Type a text of the author's own, and accept the rest of a word once it's offered.

        pmtui has no words to offer but those that were typed before, so the screen is checked in these alone.
        """
        self.stretches[-1].characters += len(text)
        done = ""
        for word in re.findall(r"[\w./:@-]+|[^\w./:@-]+", text):
            self.typed = 0
            name = f"{word[0].lower()}{word[1:]}"
            if name not in self.words or not self._accepts(done, word):
                self.type(word[self.typed :], 0)
            done += word
            self.words |= {name} if len(word) >= _LEAST_WORD and word[0].isalpha() else set()

    def _accepts(self, before: str, word: str) -> bool:
        """Type a word until the rest of it is offered, and accept that; return False if it never was."""
        for letter in word[:-_LEAST_SAVED]:
            self.type(letter, 0)
            self.typed += 1
            seen = self.terminal.text()
            if self.typed >= _LEAST_WORD - _LEAST_SAVED and f"{before[-20:]}{word}" in seen:
                self.press("right")
                return True
        return False

    def type_offered(self, text: str) -> None:
        """Type a text until pmtui offers all of it, and take that."""
        before = self.terminal.text().count(text)
        self.stretches[-1].characters += len(text)
        for letter in text:
            self.type(letter, 0)
            if letter != text[-1] and self.terminal.text().count(text) > before:
                self.press("right")
                return

    def paste(self, text: str, characters: int) -> None:
        """Paste a text: one key."""
        self.stretches[-1].keys += 1
        self.stretches[-1].characters += characters
        self._send(f"\x1b[200~{text}\x1b[201~")

    def goes_to(self, title: str) -> None:
        """Turn the sections until one is on the screen."""
        for _ in range(20):
            before = _section(self.terminal.text())
            if before.endswith(f" {title}"):
                return
            self.press("f7")
            end = time.monotonic() + 10
            while _section(self.terminal.text()) == before and time.monotonic() < end:
                self.terminal.read_for(0.05)
        raise AssertionError(f"there's no section {title}; the screen is:\n{self.terminal.text()}")

    def question(self, other_than: str = "") -> AskedQuestion | None:
        """Return the question that the help on screen is about; None if it's none, after a moment for another one."""
        end = time.monotonic() + 4
        while True:
            lines = self.terminal.text().split("\n")
            at = next((n for n, line in enumerate(lines) if line.startswith(("─ Help", "━ Help"))), len(lines))
            words = " ".join(" ".join(lines[at + 1 : at + 4]).split())
            found = [asked for prompt, asked in self.questions.items() if words.startswith(prompt)]
            if found and found[0].path != other_than:
                return found[0]
            if time.monotonic() > end:
                return found[0] if found else None
            self.terminal.read_for(0.1)

    def answers(self, count: int) -> None:
        """Answer that many short questions, from one unanswered question to the next."""
        done, last = 0, ""
        for _ in range(count * 4):
            asked = self.question(last)
            if asked is not None and asked.kind in _SHORT and asked.path not in self.answered:
                text = _SHORT[asked.kind]
                if self.pastes and len(text) >= _PASTED_FROM:
                    self.paste(text, len(text))
                elif asked.kind in _OFFERED:
                    self.type_offered(text)
                else:
                    self.type(text, _CHOSEN if text == " " else None)
                self.answered.add(asked.path)
                done += 1
            if done == count:
                return
            last = asked.path if asked is not None else ""
            self.press("f8")
        raise AssertionError(f"only {done} of {count} were asked; the screen is:\n{self.terminal.text()}")

    def leaves_out(self, count: int) -> None:
        """Leave that many questions out of the document."""
        for _ in range(count * 4):
            self.press("f8")
            asked = self.question()
            if asked is None or asked.path in self.left_out or asked.path.startswith(("timeline", "causes.tree")):
                continue
            self.press("\x04")
            self.left_out.add(asked.path)
            if len(self.left_out) == count:
                return
        raise AssertionError(f"only {len(self.left_out)} were left out; the screen is:\n{self.terminal.text()}")


def _section(text: str) -> str:
    """Return the section on the screen, with its number: `3/15 Timeline`; empty while it's drawn."""
    found = re.search(r"\b\d+/15 {1,2}(?:\S+ )+", text)
    return re.sub(r" +", " ", found[0].strip()) if found else ""


def work(author: Author) -> None:
    """Do the ten stretches."""
    terminal = author.terminal
    terminal.sees("No drafts")
    author.begins("a new draft")
    author.press("n")
    terminal.sees("What is the incident called?")
    author.type(TITLE)
    author.press("enter", "enter", "enter")  # the title, the zone, the template
    terminal.sees("Incident")
    author.begins("the first 3 answers")
    author.answers(3)

    author.begins("12 events")
    author.goes_to("Timeline")
    _take_list(author, EVENTS, "Press Enter to add")
    author.begins("8 events, pasted")
    author.paste("\n".join(PASTED), sum(map(len, PASTED)))
    terminal.sees("Press Enter to add")
    author.press("enter")
    author.begins("7 milestones")
    author.press("up")
    at = -1
    for place, letter in _MARKS:
        author.press(*["up"] * (at - place))
        author.press(letter)
        author.stretches[-1].characters += len("resolved")
        at = place

    author.begins("a tree of 8 causes")
    author.goes_to("Root Cause")
    author.press("\x07")
    if author.pastes:
        depths = [*range(6), 0, 1]
        listed = "\n".join(f"{'  ' * depth}- {cause}" for depth, cause in zip(depths, CAUSES, strict=True))
        author.paste(listed, sum(map(len, CAUSES)))
        terminal.sees("Import")
        author.press("\n")
    else:
        _take_list(author, CAUSES[:6])
        author.press("enter")
        author.press(*["up"] * 6)  # to the first question
        author.press("a")
        _take_list(author, CAUSES[6:])
    author.press("up", "R", "\x07")
    author.stretches[-1].characters += len("root cause")

    author.begins("6 action items")
    author.goes_to("Action Items")
    _take_list(author, ACTIONS, "Add 6 action items?")
    author.begins("26 more short answers")  # with the title and the first 3 it's 30
    author.press("f8")
    author.answers(26)
    author.begins("10 left out")
    author.leaves_out(10)
    author.begins("the document")
    author.press("\x1b[20~")
    terminal.sees("export")
    author.press("enter")
    terminal.read_for(2)


def _take_list(author: Author, texts: Sequence[str], asks: str = "") -> None:
    """Type the entries of a list, or paste them, if the author has them elsewhere and a preview asks about pastes."""
    if author.pastes:
        author.paste("\n".join(texts), sum(map(len, texts)))
        author.terminal.sees(asks)
        author.press("enter")
    else:
        for text in texts:
            author.writes(text)
            author.press("enter")


def _result(draft: Path) -> str:
    """Return what the draft has at the end."""
    from pmtui.storage import draft_folder

    record = draft_folder.load(draft).postmortem
    marked = sum(len(event.milestones) for event in record.timeline)
    left = sum(mark.kind.value == "left_out" for mark in record.marks.values())
    counts = (len(record.timeline), marked, len(record.causes.tree), len(record.actions), left)
    return "{} events with {} milestones, {} causes, {} actions, {} left out".format(*counts)


def main() -> None:
    """Write a draft, and print the keys that each stretch took."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES", "PMTUI_DIR")}
        env |= {"TERM": "xterm-256color", "LANG": "C.UTF-8", "TZ": "Europe/Berlin"}
        env |= {f"XDG_{kind}_HOME": str(folder / kind.lower()) for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
        terminal = Terminal(["--dir", "drafts"], folder, env, (80, 24))
        author = Author(terminal, pastes="--pasted" in sys.argv)
        author.questions = {asked.prompt: asked for asked in all_questions(lookup.load("outage"))}
        try:
            work(author)
            author.terminal.press("ctrl+q")
            terminal.ended()
        finally:
            terminal.child.close(force=True)
            for each in [*author.stretches, _sum(author.stretches)]:
                ratio = each.keys / each.characters if each.characters else 0.0
                more = each.keys - each.characters
                print(f"{each.name:<24} {each.keys:6} keys {each.characters:6} characters {ratio:6.2f}  {more:+5}")
        drafts = list((folder / "drafts").glob("*.toml"))
        print(_result(drafts[0]), f"{len(author.answered) + 1} short answers", sep=", ")
        print(f"documents: {len(list((folder / 'drafts').glob('*.md')))}")


def _sum(stretches: list[Stretch]) -> Stretch:
    return Stretch("all", sum(each.keys for each in stretches), sum(each.characters for each in stretches))


if __name__ == "__main__":
    main()
