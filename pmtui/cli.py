"""The command line. Data goes to stdout, messages to stderr; what a command needs is imported when it runs.

Exit codes: 0 done, 1 findings, 2 usage, 3 a file that is missing, unreadable, damaged or in the way.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper

from pmtui import __version__
from pmtui.errors import PmtuiError
from pmtui.plain import visible

_EPILOG = """\
exit codes:
  0  done
  1  findings: of a check, or questions that are open under export --strict
  2  the command line's words are off
  3  a file is missing, unreadable, damaged or in the way

Drafts live in --dir, else $PMTUI_DIR, else ./postmortems where it exists, else the user's data folder.
A template is named (outage, sre, five-whys, corrective, recovery, or one of your own) or given as a path.
"""


def _open(args: argparse.Namespace) -> int:
    from pmtui.opening import open_app

    return open_app(args)


def _new(args: argparse.Namespace) -> int:
    from pmtui.commands import new

    return new(args)


def _list(args: argparse.Namespace) -> int:
    from pmtui.commands import list_drafts

    return list_drafts(args)


def _export(args: argparse.Namespace) -> int:
    from pmtui.commands import export

    return export(args)


def _figures(args: argparse.Namespace) -> int:
    from pmtui.figuring import figures

    return figures(args)


def _check(args: argparse.Namespace) -> int:
    from pmtui.checking import check

    return check(args)


def _actions(args: argparse.Namespace) -> int:
    from pmtui.listing_actions import actions

    return actions(args)


def _restore(args: argparse.Namespace) -> int:
    from pmtui.restoring import restore

    return restore(args)


def _templates(args: argparse.Namespace) -> int:
    from pmtui.commands import templates

    return templates(args)


def _questions(args: argparse.Namespace) -> int:
    from pmtui.commands import questions

    return questions(args)


def _schema(args: argparse.Namespace) -> int:
    from pmtui.commands import schema

    return schema(args)


def _completion(args: argparse.Namespace) -> int:
    import shtab

    print(shtab.complete(build_parser(), shell=args.shell))
    return 0


def build_parser() -> argparse.ArgumentParser:
    """Return the parser for the whole command line."""
    parser = argparse.ArgumentParser(
        prog="pmtui",
        usage="pmtui [--dir DIR] [DRAFT]\n       pmtui [--dir DIR] COMMAND ...",
        description="Write an incident postmortem in the terminal, section by section. "
        "Without a command: the home screen, or DRAFT where it was left.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"pmtui {__version__}")
    parser.add_argument("--dir", metavar="DIR", help="the folder of drafts")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], help: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=help, description=help[0].upper() + help[1:] + ".")
        sub.set_defaults(run=run)
        return sub

    sub = command("open", _open, "open the home screen, or a draft; the word 'open' can be left out")
    sub.add_argument("draft", nargs="?", metavar="DRAFT", help="a draft's path, or its name in the folder of drafts")

    sub = command("new", _new, "make a draft and open it; prints the draft's path")
    sub.add_argument(
        "file", nargs="?", metavar="FILE", help="where; a name in the folder of drafts where it's left out"
    )
    which = sub.add_mutually_exclusive_group()
    which.add_argument("--template", metavar="T", help="the template it follows (default: outage)")
    which.add_argument("--example", metavar="T", help="begin with the complete example incident of a built-in template")
    sub.add_argument(
        "--set",
        metavar="PATH=VALUE",
        action="append",
        default=[],
        help="answer a question, as in --set incident.title='Login fails'; may be given again",
    )
    sub.add_argument("--no-open", action="store_true", help="make it, and don't start the app")

    sub = command("list", _list, "list the drafts")
    sub.add_argument("--json", action="store_true", help="as JSON")

    sub = command("export", _export, "write a draft's document as Markdown; prints the document's path")
    sub.add_argument("draft", metavar="DRAFT", help="a draft's path, or its name in the folder of drafts")
    sub.add_argument("--template", metavar="T", help="print it under this template instead of the draft's own")
    sub.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="where to; - for stdout (default: beside the draft, named by the template's pattern)",
    )
    sub.add_argument("--force", action="store_true", help="write over a file that's there")
    sub.add_argument("--strict", action="store_true", help="refuse while questions are open, and list them")

    sub = command("figures", _figures, "print a draft's figures: state, value, unit, formula and what they follow from")
    sub.add_argument("draft", metavar="DRAFT", help="a draft's path, or its name in the folder of drafts")
    sub.add_argument("--template", metavar="T", help="count by this template's conventions instead of the draft's own")
    sub.add_argument("--json", action="store_true", help="as JSON")

    sub = command("check", _check, "review drafts; a line for each finding: file: where: code level: message")
    sub.add_argument("drafts", nargs="*", metavar="DRAFT", help="drafts, or folders of them")
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

    sub = command("actions", _actions, "list the action items of drafts")
    sub.add_argument("drafts", nargs="*", metavar="DRAFT", help="drafts, or folders of them (default: all)")
    sub.add_argument("--open", action="store_true", help="only those that are neither done nor declined")
    sub.add_argument("--overdue", action="store_true", help="only open ones whose day has gone by")
    sub.add_argument("--owner", metavar="X", help="only those whose owner's name has X in it")
    sub.add_argument(
        "--format", choices=["table", "csv", "json", "md"], default="table", help="how to print them (default: table)"
    )

    sub = command("restore", _restore, "list the earlier versions of a draft that were kept, or bring one back")
    sub.add_argument("draft", metavar="DRAFT", help="a draft's path, or its name in the folder of drafts")
    sub.add_argument("number", nargs="?", type=int, metavar="N", help="the version to bring back, as the list has it")

    sub = command("templates", _templates, "list the templates, or print one")
    sub.add_argument("template", nargs="?", metavar="T", help="the template to print")
    sub.add_argument("--json", action="store_true", help="as JSON")

    sub = command("questions", _questions, "list what a template asks, in the order of the interview")
    sub.add_argument("template", metavar="T", help="the template")
    sub.add_argument("--json", action="store_true", help="as JSON")

    command("schema", _schema, "print the JSON Schema of a draft")

    sub = command("completion", _completion, "print a completion script for your shell")
    sub.add_argument("shell", choices=["bash", "zsh", "fish", "tcsh"], help="the shell")
    return parser


def _with_command(argv: Sequence[str], commands: Sequence[str]) -> list[str]:
    """Put the word 'open' where the command was left out: `pmtui`, `pmtui DRAFT`."""
    index = 0
    while index < len(argv):
        word = argv[index]
        if word == "--dir":
            if index + 1 == len(argv):
                return list(argv)  # argparse says what is missing
            index += 2
        elif word.startswith("--dir="):
            index += 1
        elif word in commands or (word.startswith("-") and word != "--"):
            return list(argv)
        else:
            break
    return [*argv[:index], "open", *argv[index:]]


def main(argv: Sequence[str] | None = None) -> int:
    """Run pmtui and return its exit code.

    Args:
        argv: the words after the program's name; those of this process where None.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    if words == ["--version"]:  # at once: a prompt or a script may ask often
        print(f"pmtui {__version__}")
        return 0
    if sys.stdout is None:  # closed by whoever started this
        return 3
    if isinstance(sys.stdout, TextIOWrapper):  # a document is UTF-8 wherever it's written
        sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape")
    parser = build_parser()
    args = parser.parse_args(_with_command(words, COMMANDS))
    run: Callable[[argparse.Namespace], int] = args.run
    try:
        return run(args)
    except PmtuiError as error:
        return _say(str(error), error.exit_code)
    except BrokenPipeError:  # `pmtui export ... | head`
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 - the real one is gone
        return 0
    except (OSError, UnicodeError, RuntimeError) as error:  # a name that no file can have, a folder that is gone
        return _say(f"That can't be done: {error}.", 3)


def _say(words: str, code: int) -> int:
    print(f"pmtui: {visible(words)}", file=sys.stderr)
    return code


COMMANDS = (
    "open",
    "new",
    "list",
    "export",
    "figures",
    "check",
    "actions",
    "restore",
    "templates",
    "questions",
    "schema",
    "completion",
)
"""The words that aren't a draft's name."""
