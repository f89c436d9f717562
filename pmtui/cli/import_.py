"""`pmtui import`: events from the files that other tools export."""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pmtui.cli.arguments import add_draft, add_json
from pmtui.cli.drafts import find_draft
from pmtui.config import ActiveConfig
from pmtui.errors import EntryError, UsageError
from pmtui.model.postmortem import Postmortem
from pmtui.parsing.clock_times import read_instant as read_typed
from pmtui.parsing.days import Around
from pmtui.parsing.zones import zone_at
from pmtui.session import event_import
from pmtui.session.import_files import read_files
from pmtui.sources.instants import read_record_time
from pmtui.sources.intake import Imported
from pmtui.sources.reading import ImportWindow, Reading
from pmtui.sources.records import SourceRecord
from pmtui.sources.registry import KINDS
from pmtui.storage import draft_folder
from pmtui.text import did_you_mean, plural, visible

_SURROGATES = {number: f"\\u{number:04x}" for number in range(0xD800, 0xE000)}
"""Halves of characters, which JSON may have and UTF-8 can't: written as JSON escapes them."""

_STEP = 32 << 20
"""Bytes of a file after which its progress is shown again."""


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
    standard_input = sys.stdin.buffer if "-" in args.files else None
    return read_files(args.files, reading, kind=args.kind or "", with_noise=args.all, progress=_Progress(),
                      standard_input=standard_input)  # fmt: skip


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
