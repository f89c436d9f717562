"""`pmtui import`: events from the files that other tools export."""

import argparse
import json
import os
import re
import stat
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from pmtui.cli.arguments import add_draft, add_json
from pmtui.cli.drafts import find_draft
from pmtui.config import ActiveConfig
from pmtui.errors import EntryError, FileError, UsageError
from pmtui.model.postmortem import Postmortem
from pmtui.parsing.clock_times import read_instant as read_typed
from pmtui.parsing.days import Around
from pmtui.parsing.zones import zone_at
from pmtui.session import event_import
from pmtui.sources.files import MOST_FILES, NAMES_FIRST, FilePiece, pieces_in_order, pieces_of
from pmtui.sources.instants import read_record_time
from pmtui.sources.intake import Imported, read_pieces
from pmtui.sources.reading import ImportWindow, Reading
from pmtui.sources.records import SourceRecord
from pmtui.sources.registry import KINDS
from pmtui.storage import draft_folder
from pmtui.storage.safe_files import reason
from pmtui.text import did_you_mean, plural, visible

_SURROGATES = {number: f"\\u{number:04x}" for number in range(0xD800, 0xE000)}
"""Halves of characters, which JSON may have and UTF-8 can't: written as JSON escapes them."""

_STEP = 32 << 20
"""Bytes of a file after which its progress is shown again."""

_LARGEST_BESIDE = 64 << 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_draft(parser)
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="exported files, zip archives, or folders; - reads standard input"
    )
    parser.add_argument("--dry-run", action="store_true", help="print the events, and leave the draft as it is")
    add_json(parser)
    parser.add_argument("--kind", choices=KINDS, metavar="KIND", help=f"kind of the files: {', '.join(KINDS)}")
    parser.add_argument("--zone", metavar="ZONE", help="time zone of times that name none (default: the draft's)")
    parser.add_argument("--channel", action="append", default=[], metavar="NAME", help="only this channel of a chat")
    parser.add_argument("--since", metavar="TIME", help="only events from this time or day on")
    parser.add_argument("--until", metavar="TIME", help="only events until this time, or the end of this day")
    parser.add_argument("--all-times", action="store_true", help="events of any day")
    parser.add_argument("--all", action="store_true", help="also what pmtui takes for noise")


def run(args: argparse.Namespace, active: ActiveConfig) -> int:
    """Read files and add their events to a draft, in one step."""
    path = find_draft(args.draft, active.drafts_folder(args.dir))
    postmortem = draft_folder.load(path).postmortem
    try:
        found = _read(args, postmortem)
        event_import.leave_out_known(found.records, postmortem)
    except KeyboardInterrupt:
        _say("Stopped: the draft is unchanged.")
        return 130
    if args.dry_run:
        _print(found.records, as_json=args.json)
        _say(_summary(found))
    else:
        _add(args, path, found, active)
    return 0


def _read(args: argparse.Namespace, postmortem: Postmortem) -> Imported:
    incident = postmortem.incident
    zone = _zone(args.zone) if args.zone else ZoneInfo(incident.timezone)
    near = incident.date or date.today()
    own = ImportWindow() if args.all_times else ImportWindow.around(incident.date, ZoneInfo(incident.timezone))
    if args.since or args.until:
        own = ImportWindow(
            _time(args.since, zone, incident.date),
            _time(args.until, zone, incident.date, is_end=True),
            is_chosen=True,
        )
    reading = Reading(zone, near, own, tuple(args.channel), incident.date)
    with ExitStack() as stack:
        pieces = _pieces(args.files, reading, stack)
        return read_pieces(pieces, reading, kind=args.kind or "", with_noise=args.all, progress=_Progress())


def _zone(name: str) -> ZoneInfo:
    zone = zone_at(name)
    if zone is None:
        from zoneinfo import available_timezones

        raise UsageError(
            f"Unknown time zone: {name}.", did_you_mean(name, available_timezones()) or "Write it as Europe/Berlin."
        )
    return zone


def _time(text: str | None, zone: ZoneInfo, day: date | None, *, is_end: bool = False) -> datetime | None:
    """Return the instant that an option names; a day is its start, or its end.

    Raises:
        UsageError: if it's none.
    """
    if not text:
        return None
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text.strip()):
        return _edge_of_day(text.strip(), zone, is_end=is_end)
    found = read_record_time(text, zone, day)
    try:
        at = found.at if found is not None else read_typed(text, Around(zone, day, None, datetime.now(UTC))).at
    except EntryError as error:
        raise UsageError(f"Not a time: {text}.", str(error)) from error
    if at is None:
        raise UsageError(f"Not a time: {text}.", "Write it as 14:32, or with the date: 2026-03-07 14:32.")
    return at


def _edge_of_day(text: str, zone: ZoneInfo, *, is_end: bool) -> datetime:
    try:
        day = date.fromisoformat(text)
        start = datetime.combine(day + timedelta(days=1) if is_end else day, time(), zone).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise UsageError(f"Not a day: {text}.", "Write it as 2026-03-07.") from error
    return start - timedelta(microseconds=1) if is_end else start


class _Progress:
    """Says on stderr how much of a large file has been read."""

    def __init__(self) -> None:
        self._next = _STEP

    def __call__(self, name: str, count: int) -> None:
        if count < _STEP:
            self._next = _STEP
        elif count >= self._next:
            self._next = count + _STEP
            _say(f"Reading {name}: {count >> 20} MB")


# -- files -------------------------------------------------------------------------------------------------------------


def _pieces(names: Sequence[str], reading: Reading, stack: ExitStack) -> Iterator[FilePiece]:
    """Yield the files that are named: those in folders and archives, and what names people beside them."""
    given = {os.path.abspath(name) for name in names}  # noqa: PTH100 - a link stays a link
    beside: set[Path] = set()
    for name in pieces_in_order(list(names), str):
        if name == "-":
            yield from pieces_of("standard input", "", sys.stdin.buffer, reading.tell)
            continue
        path = Path(name)
        if _is_folder(path):
            yield from _in_folder(path, reading, stack)
            continue
        for each in _beside(path):
            if each not in beside and os.path.abspath(each) not in given:  # noqa: PTH100
                beside.add(each)
                try:
                    for piece in pieces_of(str(each), "", _opened(each, stack), reading.tell):
                        piece.is_optional = True
                        yield piece
                except FileError as error:
                    reading.tell(f"{error.message} It was left out.")
        yield from pieces_of(name, path.absolute().parent.name, _opened(path, stack), reading.tell)


def _is_folder(path: Path) -> bool:
    """Return whether a path is a folder; refuse what is neither that nor a regular file.

    Raises:
        FileError: if it's so, or there's nothing.
    """
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
        raise FileError(f"Can't read {path}: {why}.", "Check the name.") from error
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise FileError(f"{path} isn't a regular file.", "To read a command's output, use: ... | pmtui import DRAFT -")
    return stat.S_ISDIR(mode)


def _opened(path: Path, stack: ExitStack) -> BinaryIO:
    stack.close()  # the file before it has been read
    try:
        file = path.open("rb")
    except OSError as error:
        raise FileError(f"Can't read {path}: {reason(error)}.", "Check its permissions.") from error
    return stack.enter_context(file)


def _beside(path: Path) -> Iterator[Path]:
    """Yield the files beside an export, or one folder up, that name people and channels."""
    for folder in (path.absolute().parent, path.absolute().parent.parent):
        for name in NAMES_FIRST:
            each = folder / name
            try:
                found = each.lstat()
            except OSError:
                continue
            if stat.S_ISREG(found.st_mode) and found.st_size <= _LARGEST_BESIDE:
                yield each


def _in_folder(folder: Path, reading: Reading, stack: ExitStack) -> Iterator[FilePiece]:
    """Yield the regular files in a folder and the folders in it; links and hidden files are left out."""
    found: list[Path] = []
    left_out = 0
    for above, folders, names in os.walk(folder, onerror=lambda error: _tell_unreadable(error, reading)):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(above, name)
            if name.startswith("."):
                continue
            try:
                is_regular = stat.S_ISREG(path.lstat().st_mode)
            except OSError:  # it's gone by now
                is_regular = False
            if not is_regular:
                left_out += 1
                continue
            found.append(path)
            if len(found) > MOST_FILES:
                raise FileError(f"{folder} has more than {MOST_FILES:,} files.", "Name the folder of one channel.")
    if left_out:
        reading.tell(f"{folder}: {plural(left_out, 'file')} left out: links, pipes, or devices.")
    for path in pieces_in_order(sorted(found), str):
        try:
            yield from pieces_of(str(path), path.parent.name, _opened(path, stack), reading.tell, is_inside=True)
        except FileError as error:
            yield FilePiece(str(path), path.parent.name, partial(_refuse, error), is_inside=True)


def _tell_unreadable(error: OSError, reading: Reading) -> None:
    reading.tell(f"Can't read {error.filename}: {reason(error)}. It was left out.")


def _refuse(error: FileError) -> Iterator[bytes]:
    raise error


# -- output ------------------------------------------------------------------------------------------------------------


def _add(args: argparse.Namespace, path: Path, found: Imported, active: ActiveConfig) -> None:
    outcome = event_import.add_to_draft(path, found.taken, active)
    if args.json:
        _print(found.records, as_json=True)
    _say(_summary(found))
    done = [f"{plural(outcome.added, 'event')} added", f"{outcome.updated} updated" if outcome.updated else ""]
    _say(f"{', '.join(filter(None, done))}: {path}" if outcome.added or outcome.updated else f"Nothing new for {path}.")
    for event, record in outcome.differing:
        _say(f"Edited here, and different in the export now: {event} (export: {_first_line(record)})")


def _print(records: Sequence[SourceRecord], *, as_json: bool) -> None:
    for record in records:
        if as_json:
            print(json.dumps(_row(record), ensure_ascii=False).translate(_SURROGATES))
        elif record.is_taken:
            at = record.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S") if record.at else "                   "
            who = f"{record.who}: " if record.who else ""
            print(visible(f"{at}  {who}{_first_line(record)}"))


def _row(record: SourceRecord) -> dict[str, Any]:
    row: dict[str, Any] = {
        "at": record.at.isoformat() if record.at else None,
        "text": record.text,
        "who": record.who,
        "source": record.source,
        "milestone": record.milestone.value if record.milestone else None,
        "taken": record.is_taken,
        "why": record.noise or record.doubt,
    }
    if record.until is not None:
        row["until"] = record.until.isoformat()
    return row | ({"link": record.link} if record.link else {}) | ({"id": record.id} if record.id else {})


def _first_line(record: SourceRecord) -> str:
    return record.text.partition("\n")[0]


def _summary(found: Imported) -> str:
    """Return what was found, left out, suggested and doubted, in lines."""
    taken = found.taken
    left = Counter(record.noise for record in found.records if record.noise) + found.counted
    lines = [f"{plural(len(taken), 'event')}, {plural(sum(left.values()), 'record')} left out."]
    if left:
        lines.append("Left out: " + ", ".join(f"{count} {why}" for why, count in left.most_common(8)) + ".")
    marked = [record for record in taken if record.milestone is not None and record.at is not None]
    if marked:
        told = [
            f"{record.milestone.label.lower()} {record.at.astimezone(UTC):%H:%M:%S}"
            for record in marked
            if record.milestone is not None and record.at is not None
        ]
        lines.append(f"Milestones you could mark (UTC): {', '.join(told)}.")
    return "\n".join([*found.notices, *lines])


def _say(words: str) -> None:
    for line in words.split("\n"):
        print(f"pmtui: {visible(line)}", file=sys.stderr)
