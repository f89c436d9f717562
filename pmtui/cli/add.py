"""`pmtui add`: events, action items, causes, and other rows from scripts."""

import argparse
import sys

from pmtui.cli.arguments import add_draft
from pmtui.cli.drafts import find_draft
from pmtui.cli.output import say, say_done, say_refused
from pmtui.config import ActiveConfig
from pmtui.errors import FileError, Refused, UsageError
from pmtui.model.scales import WhyTrack
from pmtui.session.answering import add_rows
from pmtui.session.entry_lines import TABLES
from pmtui.session.one_change import change_draft
from pmtui.storage.safe_files import LARGEST
from pmtui.text import plural

_TRACKS = [track.value.replace("_", "-") for track in WhyTrack]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_draft(parser)
    parser.add_argument("table", metavar="TABLE", help=f"{', '.join(TABLES)}, or the path of another table")
    parser.add_argument(
        "lines",
        nargs="+",
        metavar="LINE",
        help="a row, as you type it in the app; in other tables, its cells, with | between them; - reads lines",
    )
    parser.add_argument("--under", metavar="ID", help="the cause that the first one explains (default: the deepest)")
    parser.add_argument("--track", choices=_TRACKS, metavar="TRACK", help=f"track of causes: {', '.join(_TRACKS)}")


def run(args: argparse.Namespace, active: ActiveConfig) -> int:
    """Add rows to a draft, all of them or none; print their paths."""
    path = find_draft(args.draft, active.drafts_folder(args.dir))
    if args.lines.count("-") > 1:
        raise UsageError("Standard input can be read once.", "Give '-' once.")
    lines = [line for word in args.lines for line in (_standard_input() if word == "-" else [word])]
    if not lines:
        raise UsageError("Standard input has no lines.", "Each line is a row.")
    track = WhyTrack(args.track.replace("-", "_")) if args.track else None
    try:
        done = change_draft(
            path, lambda session: add_rows(session, args.table, lines, under=args.under, strand=track), active
        )
    except Refused as refused:
        return say_refused(refused)
    for each in done.paths:
        print(each)
    for note in done.notes:
        say(note)
    say_done(path, f"{plural(len(done.paths), 'row')} added")
    return 0


def _standard_input() -> list[str]:
    if sys.stdin is None:
        raise UsageError("Standard input is closed.", "Give the lines as arguments.")
    data = sys.stdin.buffer.read(LARGEST + 1)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError(f"Standard input isn't UTF-8 text (byte {error.start}).") from error
    if len(data) > LARGEST:
        raise FileError(f"Standard input is larger than {LARGEST >> 20} MB.", "Use pmtui import for exported files.")
    return [line for line in text.splitlines() if line.strip()]
