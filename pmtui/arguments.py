"""The words of the command line, as argparse wants them. What a command needs is imported when it runs."""

import argparse
from collections.abc import Callable
from typing import NoReturn

from pmtui import __version__
from pmtui.text import one_line

_EPILOG = """\
exit codes:
  0  done
  1  findings: of a check, or questions that are open under export --strict
  2  the command line's words are off
  3  a file is missing, unreadable, damaged or in the way

Drafts live in --dir, else $PMTUI_DIR, else ./postmortems where it exists, else the user's data folder.
A template is named (outage, sre, five-whys, corrective, recovery, or one of your own) or given as a path.
"""


_DRAFT = "a draft's path, or its name in the folder of drafts"
_SEVERAL = "drafts, or folders of them"

Add = Callable[[str, str, str], argparse.ArgumentParser]
"""Adds a command: its name, the function that does it as `module:function`, what it does."""


class _Parser(argparse.ArgumentParser):
    """A parser whose complaints are one line, whatever words it was given."""

    def error(self, message: str) -> NoReturn:
        """Say what is off, and exit with 2."""
        super().error(one_line(message))


def build_parser() -> argparse.ArgumentParser:
    """Return the parser for the whole command line; `run` of what it finds names the function that does it."""
    parser = _Parser(
        prog="pmtui",
        usage="pmtui [--dir DIR] [DRAFT]\n       pmtui [--dir DIR] COMMAND ...",
        description="Write an incident postmortem in the terminal, section by section. "
        "Without a command: the home screen, or DRAFT where it was left.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"pmtui {__version__}")
    parser.add_argument("--dir", metavar="DIR", help="the folder of drafts")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", prog="pmtui")

    def add(name: str, run: str, does: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=does, description=does[0].upper() + does[1:] + ".")
        sub.set_defaults(run=f"pmtui.{run}")
        return sub

    _add_writing(add)
    _add_printing(add)
    _add_checking(add)
    _add_looking_up(add)
    return parser


def _add_writing(add: Add) -> None:
    sub = add("open", "opening:open_app", "open the home screen, or a draft; the word 'open' can be left out")
    sub.add_argument("draft", nargs="?", metavar="DRAFT", help=_DRAFT)
    sub.add_argument("--confined", action="store_true", help=argparse.SUPPRESS)  # for pmtui serve: stay in the folder

    sub = add("new", "commands:new", "make a draft and open it; prints the draft's path")
    sub.add_argument(
        "file", nargs="?", metavar="FILE", help="where; a name in the folder of drafts where it's left out"
    )
    which = sub.add_mutually_exclusive_group()
    which.add_argument("--template", metavar="T", help="the template it follows (default: outage, or the config's)")
    which.add_argument("--example", metavar="T", help="begin with the complete example incident of a built-in template")
    sub.add_argument(
        "--set",
        metavar="PATH=VALUE",
        action="append",
        default=[],
        help="answer a question, as in --set incident.title='Login fails'; may be given again",
    )
    sub.add_argument("--no-open", action="store_true", help="make it, and don't start the app")

    sub = add("interview", "opening:interview", "go through a draft's questions")
    sub.add_argument("draft", metavar="DRAFT", help=_DRAFT)
    sub.set_defaults(confined=False)
    sub.add_argument("--plain", action="store_true", help="line by line, for screen readers and plain terminals")

    sub = add("serve", "serving:serve", "let a browser show the app (needs pmtui[web])")
    sub.add_argument("folder", nargs="?", metavar="DIR", help="the folder of drafts")
    sub.add_argument("--host", default="127.0.0.1", help="the address it listens at (default: 127.0.0.1, this machine)")
    sub.add_argument("--port", type=int, default=8000, help="the port (default: 8000)")

    sub = add("restore", "restoring:restore", "list the earlier versions of a draft that were kept, or bring one back")
    sub.add_argument("draft", metavar="DRAFT", help=_DRAFT)
    sub.add_argument("number", nargs="?", type=int, metavar="N", help="the version to bring back, as the list has it")


def _add_printing(add: Add) -> None:
    sub = add("list", "commands:list_drafts", "list the drafts")
    sub.add_argument("--json", action="store_true", help="as JSON")

    sub = add("export", "commands:export", "write a draft's document as Markdown; prints the document's path")
    sub.add_argument("draft", metavar="DRAFT", help=_DRAFT)
    sub.add_argument("--template", metavar="T", help="print it under this template instead of the draft's own")
    sub.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="where to; - for stdout (default: beside the draft, named by the template's pattern)",
    )
    sub.add_argument("--force", action="store_true", help="write over a file that's there")
    sub.add_argument("--strict", action="store_true", help="refuse while questions are open, and list them")

    sub = add(
        "figures", "figuring:figures", "print a draft's figures: state, value, unit, formula, what they follow from"
    )
    sub.add_argument("draft", metavar="DRAFT", help=_DRAFT)
    sub.add_argument("--template", metavar="T", help="count by this template's conventions instead of the draft's own")
    sub.add_argument("--json", action="store_true", help="as JSON")


def _add_checking(add: Add) -> None:
    sub = add("check", "checking:check", "review drafts; a line for each finding: file: where: code level: message")
    sub.add_argument("drafts", nargs="*", metavar="DRAFT", help=_SEVERAL)
    sub.add_argument("--template", metavar="T", help="check against this template instead of each draft's own")
    sub.add_argument(
        "--status", choices=["draft", "review", "final"], help="hold them to this status instead of their own"
    )
    sub.add_argument(
        "--fail-on",
        choices=["hint", "warning", "error"],
        default="error",
        help="exit with 1 where a finding weighs so much or more (default: error)",
    )
    sub.add_argument("--json", action="store_true", help="as JSON")
    sub.add_argument("--explain", metavar="CODE", help="say what a rule is about and who says so; 'all' lists them")

    sub = add("actions", "listing_actions:actions", "list the action items of drafts")
    sub.add_argument("drafts", nargs="*", metavar="DRAFT", help=f"{_SEVERAL} (default: all)")
    sub.add_argument("--open", action="store_true", help="only those that are neither done nor declined")
    sub.add_argument("--overdue", action="store_true", help="only open ones whose day has gone by")
    sub.add_argument("--owner", metavar="X", help="only those whose owner's name has X in it")
    sub.add_argument(
        "--format", choices=["table", "csv", "json", "md"], default="table", help="how to print them (default: table)"
    )


def _add_looking_up(add: Add) -> None:
    sub = add("templates", "commands:templates", "list the templates, or print one")
    sub.add_argument("template", nargs="?", metavar="T", help="the template to print")
    sub.add_argument("--json", action="store_true", help="as JSON")

    sub = add("questions", "commands:questions", "list what a template asks, in the order of the interview")
    sub.add_argument("template", metavar="T", help="the template")
    sub.add_argument("--json", action="store_true", help="as JSON")

    sub = add("config", "configuring:configure", "show what the config files say, and which of them says it")
    what = sub.add_mutually_exclusive_group()
    what.add_argument("--path", action="store_true", help="print the files' paths: the user's, then the project's")
    what.add_argument("--example", action="store_true", help="print a file with every key, to begin from")
    what.add_argument("--keys", action="store_true", help="print the names of all keys of the app")
    what.add_argument("--json", action="store_true", help="as JSON")

    add("schema", "commands:schema", "print the JSON Schema of a draft")

    sub = add("completion", "cli:completion", "print a completion script for your shell")
    sub.add_argument("shell", choices=["bash", "zsh", "fish", "tcsh"], help="the shell")
