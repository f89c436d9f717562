"""Reads one line of the timeline: `14:32 Deployment of v2.5.0 begins | rolled back`."""

import re
from dataclasses import dataclass, replace

from pmtui.errors import EntryError
from pmtui.parsing.clock_times import Interpretation, NoDayError, read_time
from pmtui.parsing.days import Around

_MARKUP = re.compile(r"^(?:[*_`~\[(]{1,3})(?=[~?\dTA-Za-z+-])")
_CLOSING = {"[": "]", "(": ")"}
_SEPARATOR = re.compile(r"^[\s:|,;.\u2013\u2014\u2192>=-]+")
_ACTION = re.compile(r"(?<=\s)\|(?=\s)|\|$")


@dataclass(frozen=True)
class EventLine:
    """A line as the timeline takes it.

    Attributes:
        reading: its time; None if it doesn't begin with one.
        event: what happened.
        action: what was done about it.
        problem: why its time can't be read, as text; the event then holds the whole line.
        waiting: its time as it can be read once its day is known; empty if that is known, or there's no time.
        assumed: that time on whatever day: it tells the clock, not the day.
    """

    reading: Interpretation | None
    event: str
    action: str = ""
    problem: str = ""
    waiting: str = ""
    assumed: Interpretation | None = None


def read_line(text: str, around: Around) -> EventLine:
    """Read a line: a time, in any form, what happened, and after a bar what was done about it."""
    text = text.strip()
    opened = _opening(text)
    bare = text[len(opened) :]
    try:
        try:
            reading = read_time(bare, around)
        except NoDayError:
            return _waiting(text, bare, opened, around)
    except EntryError as error:
        return EventLine(None, text, problem=str(error))
    if reading is None:
        return _parted(None, text)
    return _parted(reading, _behind(bare, reading.length, opened))


def _waiting(text: str, bare: str, opened: str, around: Around) -> EventLine:
    """Return a line whose time waits for its day: what is needed to read it then, and what it says of the clock.

    Raises:
        EntryError: if there's no such time on any day.
    """
    today = around.now.astimezone(around.zone).date()
    assumed = read_time(bare, replace(around, day=today, before=around.assumed, start=None))
    if assumed is None or assumed.at is None:
        return _parted(None, text)
    written = bare[: assumed.length].strip()
    if assumed.has_day or (around.halves and not assumed.has_half):  # +5, a bare 3:13 in the afternoon
        written = _written(assumed, around)
    line = _parted(None, _behind(bare, assumed.length, opened))
    return replace(line, waiting=written, assumed=assumed)


def _written(reading: Interpretation, around: Around) -> str:
    """Write a time without its day, as it's read again."""
    moments = [moment.astimezone(around.zone) for moment in (reading.at, reading.until) if moment is not None]
    clocks = "-".join(f"{each:%H:%M:%S}" if each.second else f"{each:%H:%M}" for each in moments)
    return f"~{clocks}" if reading.is_approximate else clocks


def _behind(bare: str, length: int, opened: str) -> str:
    """Return the text after a line's time."""
    rest = bare[length:]
    if opened:
        rest = _closed(rest, opened)
    return _SEPARATOR.sub("", rest, count=1)


def _opening(text: str) -> str:
    """Return the marks before a time: bold, code, a bracket."""
    match = _MARKUP.match(text)
    if match is None or text.startswith("~"):
        return ""
    return match[0][:-1] if match[0].endswith("~") and not match[0].endswith("~~") else match[0]


def _closed(rest: str, opened: str) -> str:
    """Take away what closes the marks before the time, wherever on the line that is."""
    for mark in dict.fromkeys(reversed([_CLOSING.get(char, char) for char in opened])):
        run = mark * opened.count(mark) if mark in opened else mark
        before, found, after = rest.partition(run)
        if found:
            rest = before + after
    return rest


def _parted(reading: Interpretation | None, text: str) -> EventLine:
    parts = _ACTION.split(text.strip(), maxsplit=1)  # spaces are stripped below: \s* before the bar would be quadratic
    return EventLine(reading, parts[0].strip(), parts[1].strip() if len(parts) > 1 else "")
