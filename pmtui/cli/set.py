"""`pmtui set`: answers from scripts."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from pmtui.cli.arguments import add_draft
from pmtui.cli.drafts import find_draft
from pmtui.cli.output import say, say_done, say_refused
from pmtui.config import ActiveConfig
from pmtui.errors import FileError, Refused, UsageError
from pmtui.session.answering import Change, changes_in, marking, set_answers
from pmtui.session.one_change import change_draft
from pmtui.storage.safe_files import LARGEST, decoded, reason
from pmtui.text import plural


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_draft(parser)
    parser.add_argument(
        "answers",
        nargs="*",
        metavar="PATH=VALUE",
        help="an answer; PATH=@FILE takes a file's text, PATH=- standard input's; @@ starts a value with @",
    )
    parser.add_argument(
        "--json",
        nargs="?",
        const="-",
        metavar="FILE",
        help="values by path, as a JSON object or its file (default: standard input)",
    )
    parser.add_argument("--unset", metavar="PATH", action="append", default=[], help="clear an answer, or remove a row")
    parser.add_argument(
        "--mark",
        metavar="PATH=STATE",
        action="append",
        default=[],
        help="mark a question: not-applicable, left-out, unknown:REASON, or waiting:NAME",
    )


def run(args: argparse.Namespace, active: ActiveConfig) -> int:
    """Change answers of a draft: all of them, or none."""
    path = find_draft(args.draft, active.drafts_folder(args.dir))
    try:
        changes = _changes(args)
        done = change_draft(path, lambda session: set_answers(session, changes), active)
    except Refused as refused:
        return say_refused(refused)
    for note in done.notes:
        say(note)
    say_done(path, plural(len(done.paths), "answer") + " changed" if done.paths else "")
    return 0


def _changes(args: argparse.Namespace) -> list[Change]:
    """Return the changes that the arguments ask for.

    Raises:
        UsageError: if one isn't written as it should be, or there are none.
    """
    sources = [answer for answer in args.answers if answer.partition("=")[2] == "-"]
    if len(sources) + (args.json == "-") > 1:
        raise UsageError("Only one value can come from standard input.", "Put the others into files: PATH=@FILE")
    changes = [Change(path, is_unset=True) for path in args.unset]
    changes += _from_json(args.json) if args.json is not None else []
    for words in args.answers:
        path, text = _parted(words, "PATH=VALUE", "incident.title='Login fails'")
        changes.append(Change(path, _value(text, path)))
    for words in args.mark:
        path, text = _parted(words, "--mark PATH=STATE", "--mark impact.revenue=waiting:Dana")
        changes.append(marking(path, text))
    if not changes:
        raise UsageError("Nothing to set.", "For example: pmtui set DRAFT incident.title='Login fails'")
    return changes


def _parted(words: str, form: str, example: str) -> tuple[str, str]:
    path, equals, text = words.partition("=")
    if not equals or not path.strip():
        raise UsageError(f"'{words}' isn't {form}.", f"For example: {example}")
    return path.strip(), text


def _value(text: str, path: str) -> str:
    if text == "-":
        return _standard_input(path)
    if text.startswith("@@"):
        return text[1:]
    return _file(text[1:], path, "To start a value with @, write @@.") if text.startswith("@") else text


def _file(name: str, what: str, hint: str) -> str:
    """Return a file's text without the line break at its end; a pipe is read, too."""
    try:
        with Path(name).expanduser().open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError, RuntimeError) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
        raise FileError(f"{what}: can't read '{name}': {why}.", hint) from error
    return _text(data, name)


def _standard_input(path: str) -> str:
    if sys.stdin is None:
        raise UsageError(f"{path}: standard input is closed.", "Use PATH=@FILE.")
    return _text(sys.stdin.buffer.read(LARGEST + 1), "standard input")


def _text(data: bytes, name: str) -> str:
    if len(data) > LARGEST:
        raise FileError(f"{name} is larger than {LARGEST >> 20} MB.", "An answer is a text that people read.")
    try:
        text = decoded(data, Path(name)).removeprefix("\ufeff")
    except FileError as error:
        raise FileError(error.message, "Save it as UTF-8.") from error
    return text.removesuffix("\n").removesuffix("\r")


def _from_json(name: str) -> list[Change]:
    """Return the changes in a JSON object: values by path; null clears an answer; objects in it may be nested.

    Raises:
        UsageError: if it isn't one.
        FileError: if it can't be read.
    """
    where = "standard input" if name == "-" else name
    if name.lstrip().startswith("{"):
        where, text = "the argument", name
    elif name == "-":
        text = _standard_input("--json")
    else:
        text = _file(name, "--json", "Name a file, or write the JSON object itself.")
    try:
        data = json.loads(text, object_pairs_hook=_without_repeats)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"--json: {where} isn't valid JSON: {error}.") from error
    if not isinstance(data, dict):
        raise UsageError(f"--json: {where} must hold one object.", '{"incident.title": "Login fails"}')
    return list(changes_in(data))


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"'{next(name for name in names if names.count(name) > 1)}' is in it twice")
    return found
