"""The command line. Data goes to stdout, messages to stderr; what a command needs is imported when it runs.

Exit codes: 0 done, 1 findings, 2 usage, 3 a file that is missing, unreadable, damaged or in the way.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from typing import TextIO, cast

from pmtui import __version__
from pmtui.arguments import build_parser
from pmtui.errors import PmtuiError
from pmtui.process import collect_rarely
from pmtui.text import TerminalStream, one_line


def completion(args: argparse.Namespace) -> int:
    """Print a completion script."""
    import shtab

    print(shtab.complete(build_parser(), shell=args.shell))
    return 0


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
    _make_visible()
    collect_rarely()
    args = build_parser().parse_args(_with_command(words, COMMANDS))
    module, _, function = str(args.run).partition(":")
    try:
        code = int(getattr(import_module(module), function)(args))
        _complain()
        return code
    except PmtuiError as error:
        _complain()
        return _say(str(error), error.exit_code)
    except BrokenPipeError:  # `pmtui export ... | head`
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 - the real one is gone
        return 0
    except (OSError, UnicodeError, RuntimeError) as error:  # a name that no file can have, a folder that is gone
        return _say(f"That can't be done: {error}.", 3)


def _make_visible() -> None:
    """Let nothing through to a terminal that it would act upon; what goes into a pipe or a file stays as it is.

    Messages are made visible wherever they go: people read them in logs, too.
    """
    if sys.stdout.isatty() and not isinstance(sys.stdout, TerminalStream):
        sys.stdout = cast(TextIO, TerminalStream(sys.stdout))
    if sys.stderr is not None and not isinstance(sys.stderr, TerminalStream):
        sys.stderr = cast(TextIO, TerminalStream(sys.stderr))


def _complain() -> None:
    """Say what of the config was ignored, if a command has read it, and no screen has said so."""
    config = sys.modules.get("pmtui.config")
    for words in config.complaints() if config is not None else ():
        _say(words, 0)


def _say(words: str, code: int) -> int:
    print(f"pmtui: {one_line(words)}", file=sys.stderr)
    return code


COMMANDS = (
    "open",
    "new",
    "interview",
    "serve",
    "restore",
    "list",
    "export",
    "figures",
    "check",
    "actions",
    "templates",
    "questions",
    "config",
    "schema",
    "completion",
)
"""The words that aren't a draft's name."""
