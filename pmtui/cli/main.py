"""The command line. Data goes to stdout, messages to stderr; a command's module is imported when the command runs.

Each command is a module of this package with the same name: `add_arguments(parser)` adds its arguments,
`run(args, active)` runs it with the config and returns the exit code: 0 done, 1 findings, 2 usage, 3 a file that is
missing, unreadable, damaged or in the way.
"""

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from importlib import import_module
from io import TextIOWrapper
from keyword import iskeyword
from types import ModuleType
from typing import TYPE_CHECKING, Any, NoReturn, TextIO, cast

from pmtui import __version__
from pmtui.errors import PmtuiError
from pmtui.process import collect_rarely
from pmtui.text import TerminalStream, one_line

if TYPE_CHECKING:
    from pmtui.config import ActiveConfig

COMMANDS = {
    "open": "open a draft, or the list of drafts (default command)",
    "new": "create a draft and open it; prints its path",
    "interview": "go through a draft's questions",
    "serve": "show the app in a browser (needs pmtui[web])",
    "mcp": "let an agent fill in drafts (needs pmtui[mcp])",
    "restore": "list a draft's backups, or restore one",
    "list": "list the drafts",
    "set": "set answers of a draft, from a script",
    "add": "add events, actions, causes, or other rows to a draft",
    "import": "add events from exported files: chat, alerts, deployments, logs, ...",
    "export": "export a draft as a Markdown document; prints its path",
    "figures": "print a draft's figures: state, value, unit, formula, inputs",
    "check": "review drafts; prints file:line: field: code level: message",
    "actions": "list the action items in drafts",
    "templates": "list the templates, or print one",
    "adopt": "make a template of your organization's Markdown template",
    "questions": "list a template's questions, in the order they're asked",
    "fields": "list every field, figure and format that a template can use",
    "config": "show the settings in effect and where each one comes from",
    "schema": "print the JSON Schema of a draft",
    "completion": "print a completion script for your shell",
}
"""Every command with what it does. Each is a module of this package."""

_EPILOG = """\
exit codes:
  0  done
  1  check found problems, actions --overdue found any, or export --strict
     found unanswered questions
  2  invalid command or option
  3  a file is missing, unreadable, damaged, or in the way
  130  stopped with Ctrl+C

Drafts folder: --dir, $PMTUI_DIR, the config's 'drafts', ./postmortems if it
exists, or your data folder, in that order.
Template: a name that 'pmtui templates' lists, or a path.
"""


_ANY_ORDER = frozenset({"set", "add"})
"""Commands that take several arguments of one kind, between which options may be."""


class _Parser(argparse.ArgumentParser):
    """A parser whose error messages are one line, whatever its arguments.

    Attributes:
        is_any_order: options may be between the arguments.
    """

    is_any_order = False

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse arguments, in any order if they may be."""
        if not self.is_any_order:
            return super().parse_known_args(args, namespace)
        self.is_any_order = False  # it parses them in two steps with this method
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self.is_any_order = True

    def error(self, message: str) -> NoReturn:
        """Print the problem, and exit with 2."""
        super().error(one_line(message))


def build_parser(complete: Iterable[str] = COMMANDS) -> argparse.ArgumentParser:
    """Return the parser for the command line.

    Args:
        complete: the commands to add arguments for; the others only get a name and a summary, so that
            `pmtui --help` imports none of them, and a command imports no other.
    """
    parser = _Parser(
        prog="pmtui",
        usage="pmtui [--dir DIR] [--present] [DRAFT]\n       pmtui [--dir DIR] COMMAND ...",
        description="Write incident postmortems in your terminal, one section at a time.\n"
        "Without a command, pmtui opens DRAFT where you left off, or the list of drafts.",
        epilog=_EPILOG,
        formatter_class=_sized(argparse.RawDescriptionHelpFormatter),
    )
    parser.add_argument("--version", action="version", version=f"pmtui {__version__}")
    parser.add_argument("--dir", metavar="DIR", help="drafts folder")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", prog="pmtui")
    wanted = set(complete)
    for name, summary in COMMANDS.items():
        about = summary[0].upper() + summary[1:] + "."
        sub = commands.add_parser(name, help=summary, description=about, formatter_class=_sized(argparse.HelpFormatter))
        sub.is_any_order = name in _ANY_ORDER
        if name in wanted:
            _module(name).add_arguments(sub)
    return parser


def _sized(kind: type[argparse.HelpFormatter]) -> partial[argparse.HelpFormatter]:
    """Return what makes a formatter for the terminal's width, for which argparse imports `shutil`."""
    return partial(kind, width=_columns() - 2)


def _columns() -> int:
    """Return the columns of the terminal, or what is set in their place; 80 if there's neither."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return int(columns)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 80 if sys.__stdout__ is not None else 80
    except (OSError, ValueError):  # it isn't a terminal
        return 80


def main(argv: Sequence[str] | None = None) -> int:
    """Run pmtui and return its exit code.

    Args:
        argv: the arguments after the program's name; None for those of this process.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    if words == ["--version"]:  # without a parser: a prompt or a script may ask often
        print(f"pmtui {__version__}")
        return 0
    if sys.stdout is None:  # closed by whoever started this
        return 3
    try:
        return _run(words)
    except KeyboardInterrupt:
        return _say("Stopped.", 130)


def _run(words: list[str]) -> int:
    """Run a command line and return its exit code."""
    if isinstance(sys.stdout, TextIOWrapper):  # a document is UTF-8 wherever it's written
        sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape")
    _make_visible()
    collect_rarely()
    words, command = _with_command(words)
    known: Iterable[str] = [command] if command else [] if set(words) <= {"--help", "-h"} else COMMANDS
    args = build_parser(known).parse_args(words)
    from pmtui.config import ActiveConfig  # after `--help` and `--version`, which need no settings

    active = ActiveConfig()
    try:
        code = int(_module(args.command).run(args, active))
        _complain(active)
        return code
    except PmtuiError as error:
        _complain(active)
        return _say(str(error), error.exit_code)
    except BrokenPipeError:  # `pmtui export ... | head`
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 - the real one is gone
        return 0
    except (OSError, UnicodeError, RuntimeError) as error:  # a name that no file can have, a folder that is gone
        return _say(f"That didn't work: {error}.", 3)


def _module(command: str) -> ModuleType:
    """Return a command's module; one whose name is a word of Python's has a `_` at its end."""
    return import_module(f"{__package__}.{command}{'_' if iskeyword(command) else ''}")


def _with_command(argv: Sequence[str]) -> tuple[list[str], str]:
    """Return the arguments with 'open' added if the command is missing, and the command; `pmtui --help` has none."""
    index = 0
    while index < len(argv):
        word = argv[index]
        if word == "--dir":
            if index + 1 == len(argv):
                return list(argv), ""  # argparse says what is missing
            index += 2
        elif word.startswith("--dir="):
            index += 1
        elif word in COMMANDS:
            return list(argv), word
        elif word == "--present":
            break
        elif word.startswith("-") and word != "--":
            return list(argv), ""
        else:
            break
    return [*argv[:index], "open", *argv[index:]], "open"


def _make_visible() -> None:
    """Replace what a terminal would act upon; output to a pipe or a file is unchanged.

    Messages are made visible wherever they go: people read them in logs, too.
    """
    if sys.stdout.isatty() and not isinstance(sys.stdout, TerminalStream):
        sys.stdout = cast(TextIO, TerminalStream(sys.stdout))
    if sys.stderr is not None and not isinstance(sys.stderr, TerminalStream):
        sys.stderr = cast(TextIO, TerminalStream(sys.stderr))


def _complain(active: "ActiveConfig") -> None:
    """Print which settings were ignored, if a command read the config and no screen has shown it."""
    for words in active.complaints():
        _say(words, 0)


def _say(words: str, code: int) -> int:
    print(f"pmtui: {one_line(words)}", file=sys.stderr)
    return code
