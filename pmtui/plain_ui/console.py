"""Lines out, lines in; a line that starts with a colon is a command."""

import contextlib
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from io import TextIOWrapper

from pmtui.advice import Advice
from pmtui.process import NUMBERS
from pmtui.text import did_you_mean, for_terminal, visible

PLAIN_COMMANDS: dict[str, str] = {
    "help": "list the commands",
    "next": "go to the next section",
    "back": "go to the previous question",
    "open": "go to the next unanswered question",
    "go": "list the sections; add a number to go to one",
    "na": "mark the question as not applicable",
    "unknown": "mark the question as unknown; add the reason",
    "waiting": "mark the question as waiting; add who will answer",
    "out": "leave the question out of the document, or put it back; also: :out group, :out section",
    "checked": "confirm that you've checked what an agent wrote",
    "clear": "delete the answer",
    "more": "append to a long answer; you can add the first line",
    "edit": "edit a row; add its number",
    "remove": "remove a row; add its number",
    "up": "in the causes: go up to the question above",
    "other": "in the causes: reinterpret the last and/or",
    "undo": "undo the last change",
    "redo": "redo the last change you undid",
    "show": "show the section as it appears in the document",
    "review": "check for problems reviewers would flag",
    "agenda": "list what a meeting has to settle; add a number to tick it off as covered",
    "file": "see the save status and recovery options",
    "quit": "save and quit",
}
"""The commands, and what each does."""


_COMMAND_FOR = {
    "before": "back",
    "file": "file",
    "next": "next",
    "redo": "redo",
    "review": "review",
    "seen": "checked",
    "to_do": "open",
    "undo": "undo",
}
"""Commands that do the same as a key, by the key's name."""


def _way(advice: Advice) -> str:
    """Return the command for a piece of advice: `type :undo`; empty if there's none."""
    command = _COMMAND_FOR.get(advice.actions[0]) if len(advice.actions) == 1 else None
    return " ".join(["type", f":{command}", *([advice.how] if advice.how else [])]) if command else ""


@dataclass(frozen=True)
class Command:
    """A command that the author has typed.

    Attributes:
        name: one of `COMMANDS`.
        rest: the text after it.
    """

    name: str
    rest: str = ""


class Left(Exception):
    """The author ended the input."""


class Console:
    """Talks with the author in lines.

    Args:
        read: reads a line after a prompt; EOFError ends the input.
    """

    def __init__(self, read: Callable[[str], str] | None = None) -> None:
        if read is None and sys.stdin is not None and sys.stdin.isatty():
            import readline  # noqa: F401 - lines can be edited, and recalled with Up
        if isinstance(sys.stdin, TextIOWrapper):  # a byte that isn't UTF-8 must not end the session
            sys.stdin.reconfigure(encoding="utf-8", errors="replace")
        self._read = read or input
        self._is_reading = self._is_leaving = False

    def say(self, words: str = "") -> None:
        """Print words, with nothing in them that would move the cursor."""
        print("\n".join(visible(line) for line in words.split("\n")), flush=True)

    def tell(self, advice: Advice) -> None:
        """Print a message, with the command for what it advises."""
        self.say(advice.told(_way))

    def line(self, prompt: str = "> ") -> str:
        """Read a line as it is typed.

        Raises:
            Left: if the input has ended.
        """
        self._is_reading = True
        try:
            if self._is_leaving:
                raise EOFError
            line = self._read(for_terminal(prompt))  # with readline, the prompt bypasses sys.stdout
            self._is_reading = False  # immediately: a signal after this must not lose what was typed
            return line
        except (EOFError, KeyboardInterrupt, RuntimeError, Left) as end:  # RuntimeError: there's no input at all
            with contextlib.suppress(OSError):  # the terminal is gone
                self.say()
            raise Left from end
        finally:
            self._is_reading = False

    def leave_at_signals(self) -> None:
        """Save and quit if the terminal closes or someone ends the program.

        A line being read ends immediately, anything else when the next line would be read; saving is never interrupted.
        """

        def leave(number: int, frame: object) -> None:
            is_first, self._is_leaving = not self._is_leaving, True
            if is_first and self._is_reading:
                raise Left

        if threading.current_thread() is threading.main_thread():
            for number in NUMBERS:
                signal.signal(number, leave)

    def ask(self, prompt: str = "> ") -> str | Command:
        """Read a line; return what was typed, or the command that it is.

        Raises:
            Left: if the input has ended.
        """
        while True:
            line = self.line(prompt)
            found = command_in(line)
            if not isinstance(found, str) or not line.startswith(":"):
                return found
            self.say(found)


def number_in(text: str, most: int) -> int | None:
    """Return the number that was typed, if it's from 1 to `most`."""
    bare = text.strip()
    if not (bare.isascii() and bare.isdigit()) or len(bare) > 9:
        return None
    return int(bare) if 1 <= int(bare) <= most else None


def command_in(line: str) -> str | Command:
    """Return the command in a line, or the line itself; for an unknown command, return the error message.

    Two colons at the start mean a literal colon.
    """
    if line.startswith("::"):
        return line[1:]
    if not line.startswith(":"):
        return line
    name, _, rest = line[1:].strip().partition(" ")
    if name.lower() in PLAIN_COMMANDS:
        return Command(name.lower(), rest.strip())
    return f"Unknown command :{name}. {did_you_mean(name, PLAIN_COMMANDS) or 'Type :help to list the commands.'}"
