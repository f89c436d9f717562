"""What an author corrects in a paste before it's taken: the role, the day, and the zone of one line or of many."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from dateutil import tz

from pmtui.parsing.clock_times import following
from pmtui.parsing.days import Around
from pmtui.parsing.instants import Interpretation
from pmtui.parsing.zones import read_zone, zone_at
from pmtui.timeline.event_times import read_waiting
from pmtui.timeline.pasted_lines import LineRole, PastedLine, Unknown, in_role

_LETTERS = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
_NAMED = re.compile(r"'[^']*'")
_OF_DAYS = frozenset({Unknown.DAY, Unknown.YEAR, Unknown.ORDER})
"""What isn't open any longer once an author has said the day."""

_BEGINNING = 60
"""Characters of a line that show its form."""


def lines_like(lines: Sequence[PastedLine], index: int) -> list[int]:
    """Return the positions of the lines with the same role and the same doubt as one of them, which is among them.

    Lines without a doubt must be written in the same form, too: the bullet, the digits, and the signs of the time.
    """
    form = _form(lines[index])
    return [each for each, line in enumerate(lines) if line.text.strip() and _form(line) == form]


def lines_below(lines: Sequence[PastedLine], index: int) -> list[int]:
    """Return the positions of one line and of all after it in the paste."""
    return [each for each in range(index, len(lines)) if lines[each].text.strip()]


def _form(line: PastedLine) -> tuple[LineRole, str, str]:
    if line.doubt:
        kind = _DIGITS.sub("0", _NAMED.sub("''", line.doubt))
        return line.fate, kind, ""
    text = line.text[:_BEGINNING]
    at = line.text.find(line.words[:_BEGINNING]) if line.words else -1
    before = text[:at] if 0 <= at < len(text) else re.match(r"\W{0,20}", text)[0]  # type: ignore[index]
    return line.fate, "", _LETTERS.sub("a", _DIGITS.sub("0", before))


def with_roles(lines: Sequence[PastedLine], indices: Collection[int], role: LineRole) -> list[PastedLine]:
    """Return the lines with another role for some of them; the author has looked at these."""
    found = list(lines)
    for index in indices:
        found[index] = in_role(found[index], role)
    return found


def on_day(lines: Sequence[PastedLine], indices: Collection[int], day: date, around: Around) -> list[PastedLine]:
    """Return the lines with the first of some on a day, and the others as many days after it as before.

    Args:
        lines: the lines.
        indices: the positions of those that change.
        day: the day, in the zone that the first of them is written in.
        around: what times are read by that wait for their day; each goes past midnight if it's before the one above it.
    """
    found = list(lines)
    first = next((at.date() for index in sorted(indices) if (at := _at(found[index])) is not None), None)
    by = (day - first).days if first is not None else 0
    below = replace(around, day=day, before=None, start=None, assumed=None)
    for index in sorted(indices):
        line = found[index]
        if line.waiting:
            reading = read_waiting(line.waiting, below)
            if reading is not None and reading.at is not None:
                found[index] = replace(
                    line,
                    reading=replace(reading, has_day=True),
                    waiting="",
                    doubt=reading.note,
                    open=line.open - _OF_DAYS,
                )
                below = following(below, reading)
        elif _at(line) is not None:
            found[index] = _moved(line, by)
    return found


def shifted(lines: Sequence[PastedLine], indices: Collection[int], days: int) -> list[PastedLine]:
    """Return the lines with some of them on a later day, or on an earlier one where `days` is below 0."""
    found = list(lines)
    for index in indices:
        if _at(found[index]) is not None:
            found[index] = _moved(found[index], days)
    return found


def named_zone(name: str, own: ZoneInfo) -> tuple[str, tzinfo] | None:
    """Return a zone that an author types, with its name: `Europe/Berlin`, `CET`, `UTC-5`; None if it's none.

    Args:
        name: what was typed.
        own: the incident's zone, whose abbreviations stand for it.
    """
    typed = name.strip()
    zone = zone_at(typed) if typed else None
    if zone is not None:
        return zone.key, zone
    found = read_zone(f" {typed}", own)
    return (typed, found[0].zone) if found is not None and found[1] == len(typed) + 1 else None


def in_zone(lines: Sequence[PastedLine], indices: Collection[int], zone: tzinfo, name: str) -> list[PastedLine]:
    """Return the lines with the clock times of some of them read in a zone.

    Args:
        lines: the lines.
        indices: the positions of those that change.
        zone: the zone.
        name: what it's called.
    """
    found = list(lines)
    for index in indices:
        line = found[index]
        at = _at(line)
        if at is None or line.reading is None:
            continue
        until = line.reading.until
        moved = replace(
            _known(line.reading),
            at=_read_in(at, zone),
            until=_read_in(until, zone) if until is not None else None,
            zone=name,
        )
        found[index] = replace(line, reading=moved, doubt=_skipped(at, zone, name), open=line.open - {Unknown.ZONE})
    return found


def _at(line: PastedLine) -> datetime | None:
    return line.reading.at if line.reading is not None else None


def _known(reading: Interpretation) -> Interpretation:
    """Return a reading that the author has corrected: nothing in it is a guess any longer."""
    return replace(reading, note="", other=None, year=None, zone_note="")


def _moved(line: PastedLine, days: int) -> PastedLine:
    reading = line.reading
    if reading is None or reading.at is None:
        return line
    try:
        at = reading.at + timedelta(days=days)
        until = reading.until + timedelta(days=days) if reading.until is not None else None
    except OverflowError:
        return line
    return replace(
        line, reading=replace(_known(reading), at=at, until=until, has_day=True), doubt="", open=line.open - _OF_DAYS
    )


def _read_in(at: datetime, zone: tzinfo) -> datetime:
    return tz.resolve_imaginary(at.replace(tzinfo=zone))


def _skipped(at: datetime, zone: tzinfo, name: str) -> str:
    if tz.datetime_exists(at.replace(tzinfo=zone)):
        return ""
    return f"The clocks of {name} skip {at:%H:%M}: read as {_read_in(at, zone):%H:%M}."
