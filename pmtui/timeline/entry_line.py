"""Reads one line of the timeline: `14:32 Deployment of v2.5.0 begins | rolled back`."""

import re
from dataclasses import dataclass, replace

from pmtui.errors import EntryError
from pmtui.parsing.clock_times import Interpretation, NoDayError, read_time
from pmtui.parsing.days import Around

_MARKS = re.compile(
    r"\*{1,3}|`{1,2}|~~|(?<![^\W_])_{1,3}|_{1,3}(?![^\W_])|\{\{ ?| ?\}\}"
    r"|</?(?:b|i|u|em|strong|code|kbd|small|span|time|p|li)(?:\s[^<>]{0,80})?>",
    re.IGNORECASE,
)
"""Marks around a time, in any nesting: bold, code, a placeholder's braces, a tag."""
_BRACKETS = re.compile(r"^[\[(]{1,2}(?=[~?\dTA-Za-z+-])")
_CLOSING = {"[": "]", "(": ")", "{{": "}}"}
_MARKED = 160
"""No time with its marks has more characters."""
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
    marked = _Marked.of(text.strip())
    try:
        try:
            reading = read_time(marked.bare, around)
        except NoDayError:
            return _waiting(marked, around)
    except EntryError as error:
        return EventLine(None, marked.text, problem=str(error))
    if reading is None:
        return _parted(None, marked.text)
    return _parted(reading, marked.behind(reading.length))


@dataclass(frozen=True)
class _Marked:
    """A line, and what it is without the marks around its time.

    Attributes:
        text: the line.
        bare: its text without marks, as far as a time can go.
        places: where each of the first characters of `bare` is in the line.
    """

    text: str
    bare: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "_Marked":
        """Take the marks away from a line's beginning."""
        kept: list[int] = []
        at, most = 0, min(len(text), _MARKED)
        for mark in _MARKS.finditer(text, 0, most):
            kept += range(at, mark.start())
            at = mark.end()
        if at:
            kept += range(at, most)
            bare = "".join(text[place] for place in kept) + text[max(most, at) :]
        else:
            bare, kept = text, list(range(most))
        bracket = _BRACKETS.match(bare)
        lead = bracket.end() if bracket else 0
        lead += len(bare) - lead - len(bare[lead:].lstrip())
        return cls(text, bare[lead:], tuple(kept[lead:]))

    def behind(self, length: int) -> str:
        """Return the text after the line's time, which has `length` characters of `bare`."""
        end = self.places[length - 1] + 1 if 0 < length <= len(self.places) else length
        return _SEPARATOR.sub("", _closed(self.text[end:], self.text[:end]), count=1)


def _waiting(marked: _Marked, around: Around) -> EventLine:
    """Return a line whose time waits for its day: what is needed to read it then, and what it says of the clock.

    Raises:
        EntryError: if there's no such time on any day.
    """
    today = around.now.astimezone(around.zone).date()
    assumed = read_time(marked.bare, replace(around, day=today, before=around.assumed, start=None))
    if assumed is None or assumed.at is None:
        return _parted(None, marked.text)
    written = marked.bare[: assumed.length].strip()
    if assumed.has_day or (around.halves and not assumed.has_half):  # +5, a bare 3:13 in the afternoon
        written = _written(assumed, around)
    line = _parted(None, marked.behind(assumed.length))
    return replace(line, waiting=written, assumed=assumed)


def _written(reading: Interpretation, around: Around) -> str:
    """Write a time without its day, as it's read again."""
    moments = [moment.astimezone(around.zone) for moment in (reading.at, reading.until) if moment is not None]
    clocks = "-".join(f"{each:%H:%M:%S}" if each.second else f"{each:%H:%M}" for each in moments)
    return f"~{clocks}" if reading.is_approximate else clocks


def _closed(rest: str, time: str) -> str:
    """Take away what closes the marks and brackets that a time opens, wherever on the line that is."""
    marks = [match[0].strip() for match in _MARKS.finditer(time)]
    opened = [mark for mark in dict.fromkeys(marks) if marks.count(mark) % 2 and not mark.startswith(("}", "</"))]
    opened += [mark for mark in "[(" if time.count(mark) > time.count(_CLOSING[mark])]
    for mark in reversed(opened):
        closing = f"</{re.split(r'[ >]', mark[1:])[0]}>" if mark.startswith("<") else _CLOSING.get(mark, mark)
        before, found, after = rest.partition(closing)
        if found:
            rest = before + after
    return rest


def _parted(reading: Interpretation | None, text: str) -> EventLine:
    parts = _ACTION.split(text.strip(), maxsplit=1)  # spaces are stripped below: \s* before the bar would be quadratic
    return EventLine(reading, parts[0].strip(), parts[1].strip() if len(parts) > 1 else "")
