"""Reads one line of the timeline: `14:32 Deployment of v2.5.0 begins | rolled back`."""

import re
from dataclasses import dataclass

from pmtui.model.moments import EntryError
from pmtui.timeline.days import Around
from pmtui.timeline.times import Reading, read_time

_MARKUP = re.compile(r"^(?:[*_`~\[(]{1,3})(?=[~?\dTA-Za-z+-])")
_CLOSING = {"[": "]", "(": ")"}
_SEPARATOR = re.compile(r"^[\s:|,;.\u2013\u2014\u2192>=-]+")
_ACTION = re.compile(r"\s+\|\s+|\s*\|$")


@dataclass(frozen=True)
class Line:
    """A line as the timeline takes it.

    Attributes:
        reading: its time; None where it doesn't begin with one.
        event: what happened.
        action: what was done about it.
        problem: why its time can't be read, in words; the event then holds the whole line.
    """

    reading: Reading | None
    event: str
    action: str = ""
    problem: str = ""


def read_line(text: str, around: Around) -> Line:
    """Read a line: a time, in any form, what happened, and behind a bar what was done about it."""
    text = text.strip()
    opened = _opening(text)
    bare = text[len(opened) :]
    try:
        reading = read_time(bare, around)
    except EntryError as error:
        return Line(None, text, problem=str(error))
    if reading is None:
        return _parted(None, text)
    rest = bare[reading.length :]
    if opened:
        rest = _closed(rest, opened)
    return _parted(reading, _SEPARATOR.sub("", rest, count=1))


def _opening(text: str) -> str:
    """Return the marks before a time: bold, code, a bracket."""
    match = _MARKUP.match(text)
    return match[0] if match and not text.startswith("~") else ""


def _closed(rest: str, opened: str) -> str:
    """Take away what closes the marks before the time, wherever on the line that is."""
    for mark in dict.fromkeys(reversed([_CLOSING.get(char, char) for char in opened])):
        run = mark * opened.count(mark) if mark in opened else mark
        before, found, after = rest.partition(run)
        if found:
            rest = before + after
    return rest


def _parted(reading: Reading | None, text: str) -> Line:
    parts = _ACTION.split(text.strip(), maxsplit=1)
    return Line(reading, parts[0].strip(), parts[1].strip() if len(parts) > 1 else "")
