"""Reads one line of the timeline: `14:32 Deployment of v2.5.0 begins | rolled back`."""

import re
from dataclasses import replace
from datetime import datetime, time

from pmtui.errors import EntryError
from pmtui.parsing.clock_times import read_time
from pmtui.parsing.days import MONTH, Around, may_begin_day, read_day_at
from pmtui.parsing.instants import Interpretation, NoDayError
from pmtui.parsing.moments import is_likely_year
from pmtui.records import record

_MARKS = re.compile(
    r"\*{1,3}|`{1,2}|~~|(?<![^\W_])_{1,3}|_{1,3}(?![^\W_])|\{\{ ?| ?\}\}"
    r"|</?(?:b|i|u|em|strong|code|kbd|small|span|time|p|li)(?:\s[^<>]{0,80})?>",
    re.IGNORECASE,
)
"""Marks around a time, in any nesting: bold, code, a placeholder's braces, a tag."""
_BRACKETS = re.compile(r"^[\[(<\"\u201c]{1,2}(?=[~?\dTA-Za-z+-])")
_ANY_MARK = re.compile(r"[*`~_{}<\[(\"\u201c]")
_CLOSING = {"[": "]", "(": ")", "{{": "}}", "<": ">", '"': '"', "\u201c": "\u201d"}
_MARKED = 160
"""No time with its marks has more characters."""
_SEPARATOR = re.compile(r"^(?:[\s:|,;.\u2013\u2014\u2192>=]|-(?!!-))+")
_DAY_ENDS = re.compile(
    r"(?:\s?[\u2013-]\s?\d{1,2}(?:st|nd|rd|th)?(?!\d))?"
    r"(?:[*_`~\])]{0,4}\s?[:\u2013\u2014|>,-][*_`~]{0,4}(?=\s|$)|[*_`~\])]{1,4}\s|\s[\u2013\u2014|>\u2192-]\s)"
)
"""What is between a day, or the first and the last of several, and what happened then."""
_TO_DAY = re.compile(r"\s?[\u2013-]\s?\d{1,2}(?:st|nd|rd|th)?(?!\d)")
_DAY_RANGE = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?\s?[\u2013-]\s?\d{{1,2}}(?=(?:st|nd|rd|th)?\s(?:of\s)?{MONTH})", re.IGNORECASE
)
_NO_HOUR = re.compile(
    r"(?:x{1,2}(?::xx)?|\?+(?::\?+)?|unknown|tb[cd]|hh:mm)(?=\s*(?:$|[:\u2013\u2014,-]))", re.IGNORECASE
)
_NO_CLOCK = "No time of day: placed at the start of the day."
_ACTION = re.compile(r"(?<=\s)\|(?=\s)|\|$")


@record(frozen=True)
class EventLine:
    """A line as the timeline takes it.

    Attributes:
        reading: its time; None if it doesn't begin with one.
        event: what happened.
        action: what was done about it.
        problem: why its time can't be read, as text; the event then holds the whole line.
        waiting: its time as it can be read once its day is known; empty if that is known, or there's no time.
        assumed: that time on whatever day: it tells the clock, not the day.
        is_of_day: it has a day and no clock; its time is where the day begins.
    """

    reading: Interpretation | None
    event: str
    action: str = ""
    problem: str = ""
    waiting: str = ""
    assumed: Interpretation | None = None
    is_of_day: bool = False

    @property
    def has_time(self) -> bool:
        """Whether the line begins with a time, be its day known or not."""
        return self.reading is not None or bool(self.waiting)


def example(*, with_action: bool) -> str:
    """Return a line as an example, with what was done if the document has a place for it."""
    return "14:32 what happened | what was done" if with_action else "14:32 what happened"


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


@record(frozen=True)
class _Marked:
    """A line, and what it is without the marks around its time.

    Attributes:
        text: the line.
        bare: its text without marks, as far as a time can go.
        places: where each of the first characters of `bare` is in the line; empty if that has no marks.
    """

    text: str
    bare: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "_Marked":
        """Separate a line from the marks at its beginning."""
        if not _ANY_MARK.search(text, 0, _MARKED):
            return cls(text, text, ())
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
        if not at and not bracket and not bare[:1].isspace():
            return cls(text, text, ())
        lead = bracket.end() if bracket else 0
        lead += len(bare) - lead - len(bare[lead:].lstrip())
        return cls(text, bare[lead:], tuple(kept[lead:]))

    def place(self, length: int) -> int:
        """Return where the first `length` characters of `bare` end in the line."""
        return self.places[length - 1] + 1 if 0 < length <= len(self.places) else length

    def behind(self, length: int) -> str:
        """Return the text after the line's time, which has `length` characters of `bare`."""
        end = self.place(length)
        rest = _closed(self.text[end:], self.text[:end])
        separator = _SEPARATOR.match(rest)
        return rest[separator.end() :] if separator else rest


def read_day_line(text: str, around: Around, *, is_alone: bool = False) -> EventLine | None:
    """Read a line that begins with a day and no time, `2025-10-01 - vendor announces`: it's placed where that begins.

    Args:
        text: the line.
        around: what its day is read by.
        is_alone: the line may be a day and nothing else.
    """
    whole = text.strip()
    if not may_begin_day(whole) and not _ANY_MARK.search(whole, 0, _MARKED):
        return None
    marked = _Marked.of(_DAY_RANGE.sub(r"\1", whole, count=1) if whole[:1].isdigit() else whole)
    try:
        day = read_day_at(marked.bare, 0, around)
    except EntryError:
        return None
    written = marked.bare[: day.end] if day else ""
    if day is None or not all(is_likely_year(each.year) for each in day.days):
        return None
    if not re.search(r"[A-Za-z]{3}|\d{4}", written) or not re.search(r"\d", written):
        return None
    is_several = marked.text != whole or bool(_TO_DAY.match(marked.text, marked.place(day.end)))
    event = whole if is_several else marked.behind(day.end)
    is_parted = bool(_DAY_ENDS.match(marked.text, marked.place(day.end))) or bool(re.match(r"\d{4}-", written))
    if not is_alone and (not event or not is_parted):
        return None
    unknown = _NO_HOUR.match(event)
    if unknown:
        note = f"'{unknown[0].strip()}' is kept as an unknown time."
        return EventLine(Interpretation(None, note=note, length=day.end, has_day=True), whole)
    moments = [datetime.combine(each, time(), around.zone) for each in day.days]
    other = Interpretation(moments[1], is_approximate=True, has_day=True) if len(moments) > 1 else None
    note = f"{day.note} {_NO_CLOCK}".strip()
    reading = Interpretation(moments[0], None, True, note, other=other, has_day=True, year=day.year)
    return EventLine(reading, event, is_of_day=True)


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
    if not _ANY_MARK.search(time):
        return rest
    marks = [match[0].strip() for match in _MARKS.finditer(time)]
    opened = [mark for mark in dict.fromkeys(marks) if marks.count(mark) % 2 and not mark.startswith(("}", "</"))]
    opened += [mark for mark in "[(\u201c" if time.count(mark) > time.count(_CLOSING[mark])]
    opened += [mark for mark in '<"' if time.startswith(mark)]
    for mark in reversed(opened):
        closing = f"</{re.split(r'[ >]', mark[1:])[0]}>" if mark.startswith("<") else _CLOSING.get(mark, mark)
        before, found, after = rest.partition(closing)
        if found:
            rest = before + after
    return rest


def _parted(reading: Interpretation | None, text: str) -> EventLine:
    if "|" not in text:
        return EventLine(reading, text.strip())
    parts = _ACTION.split(text.strip(), maxsplit=1)  # spaces are stripped below: \s* before the bar would be quadratic
    return EventLine(reading, parts[0].strip(), parts[1].strip() if len(parts) > 1 else "")
