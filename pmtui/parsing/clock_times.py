"""Times of day, and instants: a time of day with its day and its zone.

One grammar in three modes: a field's whole text (`read_instant`), the beginning of a line (`read_time`), and prose
(`clock_times`). A wrong guess would make a wrong figure: every guess is reported, with the alternative interpretation.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache, lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pmtui.errors import EntryError
from pmtui.parsing.days import (
    DAY_IN_MONTH,
    MONTH,
    ON,
    WEEKDAY,
    Around,
    ReadDay,
    far_from,
    in_future,
    may_begin_day,
    read_day_at,
)
from pmtui.parsing.durations import SHIFT, shift_of
from pmtui.parsing.later_days import (
    FIRST_WORDS,
    LATER_BEGINS,
    LaterDay,
    Origin,
    origin_of,
    read_later_day,
    read_later_day_behind,
)
from pmtui.parsing.moments import plain_clock, refuse_odd_year
from pmtui.parsing.numbers import ROUGHLY, Hedge, hedge_before
from pmtui.parsing.zones import NamedZone, begins_zone, doubtful_zone, read_zone, written_offset
from pmtui.records import record
from pmtui.text import brief


@record(frozen=True)
class Interpretation:
    """What a line's time means.

    Attributes:
        at: the instant, in its zone; None if the author says that it isn't known.
        until: the end of a range.
        is_approximate: it's "around" then.
        note: what is uncertain, as text; empty if nothing is.
        remark: how it was understood, as text, if that is certain but not obvious.
        other: what it could mean as well.
        length: how many characters of the line the time takes.
        has_half: it was written with am or pm.
        has_day: it was written with its day.
        year: the year that was read as its day, if that is a guess.
        zone: the zone that it was written with; empty if it has none.
        zone_note: what is uncertain about that, as text; it's part of the note.
        counts_from: the day that its own day counts from, as in `+1d 09:00`; None if it was written out.
    """

    at: datetime | None
    until: datetime | None = None
    is_approximate: bool = False
    note: str = ""
    remark: str = ""
    other: "Interpretation | None" = None
    length: int = 0
    has_half: bool = False
    has_day: bool = False
    year: int | None = None
    zone: str = ""
    zone_note: str = ""
    counts_from: date | None = None

    @property
    def has_zone(self) -> bool:
        """Whether it was written with its zone."""
        return bool(self.zone)


class NoDayError(EntryError):
    """A time of day without its day: of which day isn't known yet."""


_APPROXIMATELY = re.compile(rf"\s*(?:~|≈|(?:{ROUGHLY})\s+)\s*", re.IGNORECASE)
_UNKNOWN = re.compile(
    r"\s*(?:\d{1,2}:(?:\?\?|xx)|\?+(?::\?+)?|unknown|tb[cd]|hh:mm)(?=$|[\s|:,.\-\u2013\u2014])", re.IGNORECASE
)
_UNKNOWN_MINUTE = re.compile(r"\s*\d{1,2}:(?:\?\?|xx)(?=$|[\s|:,.\-\u2013\u2014])", re.IGNORECASE)
_BEGINS_WITH_LETTER = re.compile(
    rf"unknown|tb[cd]|hh:mm|(?:{ROUGHLY})\s|now\b|t\s?[+\u2212-]|(?:{WEEKDAY}|today|yesterday|tomorrow)\b|{MONTH}"
    rf"|{LATER_BEGINS}|midnight|midday|noon",
    re.IGNORECASE,
)
"""What a time begins with, if that's a letter. Most lines of words don't, which is found out with this one pattern."""
_MACHINE = re.compile(
    r"(?:\d{4}-\d\d-\d\d|[A-Z][a-z]{2} [ \d]\d)(?:T|[ ](?!\S*[+-]))(?P<clock>\d\d:\d\d:\d\d)(?:[.,]\d{1,9})?"
    r"(?P<zone>Z|[+-]\d\d:?\d\d)?(?=\s(?!(?i:[ap]m|hrs|hours|uhr|or|and)\b)(?P<word>[A-Za-z]{2,})(?!\w))"
)
"""A time with its day as machines write it, if a word follows. After a space, an offset may be the end of a range."""
_NOW = re.compile(r"\s*now\b", re.IGNORECASE)
_BETWEEN = re.compile(
    r"(?:T(?=\d)|\s*+[)\]]?\s*+[(\[](?=\d)|\s*+[)\]]|\s*+(?:,\s*+)?(?:at|@|from|between(?:\sthe\shours\sof)?)\s+|\s*+[,|:]\s+"
    r"|\s+(?![\u2013\u2014-]\s)|\s*+[\u2013\u2014-]\s+)",
    re.IGNORECASE,
)
_MARKS = re.compile(r"(?:\*{1,2}|_{1,2}|`)(?=~?\d)")
"""The text before a clock time whose day comes before the marks: `Dec 16 **12:43**`."""
_BARE_CLOCK = re.compile(r"\d{1,2}:\d\d")
_HALF = r"(?i:[ap]\.?\s?m\b\.?)"
_AFTER_WORD = r"(?-i:UTC|GMT|[A-Z]{1,3}T)"
_CLOCK = re.compile(
    rf"""\s*(?:
      (?P<hour>\d{{1,2}})(?P<sep>[:.h])(?P<minute>\d{{2}})(?!\d)(?::(?P<second>\d{{2}})(?:[.,]\d{{1,9}})?(?!\d))?
      (?:\s?(?P<half>{_HALF})|\s(?:hrs|hours|uhr)\b)?
    | (?P<hour2>\d{{1,2}})\s?(?P<half2>{_HALF})
    | (?P<digits>\d{{4}})(?!\d|[-/.:]\d|\s*(?:%|ms\b|users\b|errors\b|requests\b))(?:\s?(?:h|hrs|hours)\b)?
    | (?P<word>(?:12\s)?(?:midnight|noon)|midday)\b(?=\s*(?:$|[:;,|)\]*_`]|[-\u2013\u2014]\s|[(\[]?(?:{_AFTER_WORD})\b))
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_BEHIND = re.compile(r"\s*+[(\[]\s?|\s+[\u2013\u2014-]\s+|(?:\s*+,)?\s+(?P<on>on\s+)?(?:the\s+)?")
"""What is between a clock time and the day after it: `10:00 on 18 Oct`, `14:32 (Oct 25)`."""
_WORD_BEHIND = re.compile(
    r"(?:\s|:\s|\s[-\u2013\u2014|]\s)(?P<word>[a-z]{2,}|[A-Z][a-z]{5,})(?=[\s.,:;]|$)"
    r"(?!\s(?:[A-Z][A-Za-z]+\s)?[Tt]ime\b)"
)
"""The first word after a clock time that may be no part of it. Capitals, and what may be a city's, are looked at."""
_ANY_WORD = re.compile(r"\s(?P<word>[A-Za-z]{2,})(?!\w)")
"""The first word after a zone."""
_FIRST_WORDS = frozenset({"on", "the", "to", "until", "till"}) | FIRST_WORDS
_CLOSES_DAY = re.compile(r"\s*(?:$|[:;|)\]*_`]|[-\u2013\u2014](?:\s|$)|,\s)")
_DOUBTED = re.compile(r"\?(?=$|[\s|:,-])")
_CHECK = re.compile(r"(?P<sign>\s*[(\[]\s?=?|\s?[/=|]\s?|,\s)(?=~?\d{1,2}:\d{2})")
"""What is before the same time in another zone: `14:32 EDT (18:32 UTC)`, `19:00 PT/22:00 ET`, `14:10 UTC, 10:10 ET`."""
_RANGE = re.compile(
    r"\s*(?:-|\u2013|\u2014|\bto\b|\buntil\b|\btill\b)\s*"
    r"(?=~?\d{1,2}(?::\d{2}|\s?[ap]m\b)|\d{4}(?![\d/.-])|\d{4}-\d\d-\d\d[T ]\d"
    rf"|(?:{DAY_IN_MONTH}|\d{{1,2}}[/.-]\d{{1,2}}(?:[/.-]\d{{2,4}})?)(?:,?\s\d{{4}})?,?\s(?:at\s)?\d{{1,2}}:\d\d)",
    re.IGNORECASE,
)
_THEN_CLOCK = re.compile(r"[,:]?\s+(?:at\s+)?[~*_`]{0,3}\d{1,2}[:.h]\d\d")
_HALF_DAY = timedelta(hours=12)
"""A time without its day is at the nearest day: at most 12 hours from the event before. From 6 hours back, it's noted.

The 6 hours are chosen by hand: events a little out of order are common (15 of 368 published timelines have some), while
one that is half a night earlier is more likely the next day's.
"""
_WHICH_DAY = 'What day? Start with the date: 2026-03-07 14:32 (or answer "Date" first).'
_ZONE_WITHIN = 100
"""This many characters after a time may be a zone's: its longest name, an offset, brackets."""


_LONGEST = 200
"""No time has more characters, however it is written: the longest has about 70, with its weekday and zone."""

_HOW = "Write it as 14:32, or with the date: 2026-03-07 14:32."
_THEN = re.compile(r"[\s,]+(?:on\s+)?")


def read_instant(text: str, around: Around) -> Interpretation:
    """Read a field's whole text as a time: whatever a line may begin with, and a day after the time as well.

    Args:
        text: what was typed.
        around: what it's read by.

    Returns:
        The reading; without an instant where the author says that it isn't known.

    Raises:
        EntryError: if it's none, there's no such time, or its day isn't known.
    """
    typed = ON.sub("", text.strip().rstrip(" ."))
    if len(typed) > _LONGEST:
        raise EntryError(f"A time has at most {_LONGEST} characters. Write it as 14:32 or 2026-03-07 14:32.")
    if re.fullmatch(r"\d{3}", typed):
        typed = f"0{typed}"
    around = replace(around, takes_digits=True)
    typed = _day_first(typed, around)
    reading = read_time(typed, around)
    if reading is None:
        raise EntryError(_HOW)
    rest = typed[reading.length :].strip()
    if rest and reading.zone_note and not reading.zone:
        raise EntryError(f"'{brief(rest, 40)}' isn't a known time zone. Write its offset, such as 14:32-08:00.")
    if rest:
        raise EntryError(_HOW)
    return reading


def _day_first(text: str, around: Around) -> str:
    """Return a text with its day before its time, as the beginning of a line has it: `14:32 on 7 March 2026`."""
    alone = _on_any_day(text, around)
    if alone is None or alone.has_day:
        return text
    then = _THEN.match(text, alone.length)
    day = read_day_at(text, then.end(), around) if then else None
    return f"{text[then.end() :]} {text[: alone.length]}" if then and day and day.end == len(text) else text


def _on_any_day(text: str, around: Around) -> Interpretation | None:
    """Read the time that a text begins with, on today if it gives no day; None if it doesn't begin with a time."""
    today = around.now.astimezone(around.zone).date()
    try:
        return read_time(text, replace(around, day=today, before=None))
    except EntryError:
        return None


def lacks_day(text: str) -> bool:
    """Return whether text is a time of day and says no day: `14:32`, `~14:00-14:20`, `14:32 PT`."""
    typed = text.strip()[:_LONGEST]
    reading = _on_any_day(typed, Around(ZoneInfo("UTC"), None, None, datetime(2000, 1, 1, 12, tzinfo=UTC)))
    return reading is not None and reading.at is not None and not reading.has_day and reading.length == len(typed)


def write_instant(moment: datetime, around: Around) -> str:
    """Write an instant so that `read_instant` reads it without a doubt: only the time if that's enough."""
    local = moment.astimezone(around.zone)
    clock = plain_clock(local)
    if local.fold:  # the second of a repeated hour can only be told by its offset
        return f"{local.date().isoformat()} {clock}{local:%z}"
    return clock if local.date() == around.day and _is_near(moment, around) else f"{local.date().isoformat()} {clock}"


def _is_near(moment: datetime, around: Around) -> bool:
    """Return whether a time without its day is read as this one by the event before it."""
    if around.before is None:
        return True
    is_same_day = moment.astimezone(around.zone).date() == around.before.astimezone(around.zone).date()
    return is_same_day and -_HALF_DAY <= around.before - moment <= _HALF_DAY / 2


def following(around: Around, reading: Interpretation) -> Around:
    """Return what the next line's time is read by, after one that has an instant."""
    in_force = in_force_after(around, reading)
    return replace(around, before=reading.at, start=around.start or reading.at, in_force=in_force)


def in_force_after(around: Around, reading: Interpretation) -> date | None:
    """Return the day that `next day` counts from in the lines after one."""
    return None if reading.has_day else reading.counts_from or around.in_force


def read_time(text: str, around: Around) -> Interpretation | None:
    """Read the time that a line begins with.

    Args:
        text: the line.
        around: what it's read by.

    Returns:
        The reading; None if the line doesn't begin with a time.

    Raises:
        EntryError: if it begins with what looks like a time, and there's no such time, or its day isn't known.
    """
    found = _of_machine(text, around)
    if found is not None or (text[:1].isalpha() and not _BEGINS_WITH_LETTER.match(text)):
        return found
    unknown = _UNKNOWN.match(text)
    if unknown:
        note = "" if unknown[0].strip() == "?" else f"'{unknown[0].strip()}' is kept as an unknown time."
        return Interpretation(None, note=note, length=unknown.end())
    about = None
    if text[:1].isdigit():  # most times; no other form begins with a figure
        found = _clock_time(text, 0, around)
    else:
        about = _APPROXIMATELY.match(text)
        begin = about.end() if about else 0
        found = _now(text, begin, around) or _relative(text, begin, around) or _clock_time(text, begin, around)
    if found is None:
        return None
    if about:
        other = replace(found.other, is_approximate=True) if found.other else None
        found = replace(found, is_approximate=True, other=other)
    return found


def _now(text: str, begin: int, around: Around) -> Interpretation | None:
    match = _NOW.match(text, begin)
    if match is None:
        return None
    at = around.now.replace(microsecond=0)
    return Interpretation(
        at, note=far_from(at.astimezone(around.zone).date(), around), length=match.end(), has_day=True
    )


def _relative(text: str, begin: int, around: Around) -> Interpretation | None:
    match = SHIFT.match(text, begin)
    if match is None or (match["d"] and _THEN_CLOCK.match(text, match.end())):  # +1d 09:00 is a day, not a shift
        return None
    origin = (around.start or around.before) if match["t"] else around.before
    if origin is None and around.assumed is not None:
        raise NoDayError(_WHICH_DAY)
    if origin is None:
        raise EntryError(f"{match[0].strip()} counts from the previous event, and none has a time yet.")
    return Interpretation(origin + shift_of(match), length=match.end(), has_day=True)


def _of_machine(text: str, around: Around) -> Interpretation | None:
    """Read the time of a log's line, `2025-10-25T14:32:05Z error`, in fewer steps than `_clock_time` needs.

    Returns:
        None if the time has any other form, or might have more parts.
    """
    match = _MACHINE.match(text)
    if match is None or around.halves:
        return None
    if match["zone"]:
        zone = None if _begins_part(match["word"]) else _zone_of_machine(match["zone"], around.zone)
    else:
        zone = _unnamed(around.zone) if _ends(text, match.end()) else None
    try:
        clock = time.fromisoformat(match["clock"])
    except ValueError:
        return None
    day = read_day_at(text, 0, around) if zone is not None else None
    if zone is None or day is None or len(day.days) > 1 or day.end + 1 != match.start("clock"):
        return None
    found = _instant(datetime.combine(day.days[0], clock), zone)
    return Interpretation(
        found.at,
        note=_joined(day.note, zone.note, found.note),
        remark=zone.remark,
        other=found.other,
        length=match.end(),
        has_day=True,
        year=day.year,
        zone=zone.label,
        zone_note=zone.note,
    )


@lru_cache(maxsize=64)
def _zone_of_machine(written: str, own: ZoneInfo) -> NamedZone | None:
    named = read_zone(written, own, is_exact=True)
    return named[0] if named is not None else None


# -- days and clocks ---------------------------------------------------------------------------------------------------


def _clock_time(text: str, begin: int, around: Around, *, ranges: int = 2) -> Interpretation | None:
    """Read a clock time with its day, and the range that it begins.

    Args:
        text: what the time is in.
        begin: where it begins there.
        around: what it's read by.
        ranges: how many times after it are read. A third time after a range says that it's none; a line of a
            thousand times mustn't be read a thousand calls deep.
    """
    ahead = _read_ahead(text, begin, around)
    day, later, at = ahead.day, ahead.later, ahead.end
    unknown = _UNKNOWN_MINUTE.match(text, at) if day or later else None
    if unknown:
        note = f"'{text[begin : unknown.end()].strip()}' is kept as an unknown time."
        return Interpretation(None, note=note, length=unknown.end(), has_day=True)
    clock = _CLOCK.match(text, at)
    if clock is None or (clock["digits"] and not around.takes_digits and day is None):
        return None
    moment, note = _time_of_day(clock, around)
    behind = _read_behind(text, clock, moment, ahead, around)
    day, later, zone = behind.day, behind.later, behind.zone
    found = _in_zones(moment, day, zone, around, later)
    if clock["word"] and day is not None and moment == time():
        found = _of_midnight(found)
    first = Interpretation(
        found.at,
        found.until,
        is_approximate=behind.is_doubted or ahead.is_about,
        note=_joined(note, day.note if day else "", zone.note, found.note),
        remark=zone.remark,
        other=found.other,
        length=behind.end,
        has_half=bool(clock["half"] or clock["half2"]),
        has_day=found.has_day,
        year=day.year if day else None,
        zone=zone.label,
        zone_note=zone.note,
        counts_from=found.counts_from,
    )
    if behind.is_nothing or not ranges:
        return first
    return _checked(text, _with_range(text, first, zone, around, ranges), around)


def _of_midnight(found: Interpretation) -> Interpretation:
    """Return the midnight that begins the day beside it, with the one that ends it."""
    if found.at is None:
        return found
    other = replace(found, at=found.at + timedelta(days=1), note="The midnight that ends that day.", other=None)
    return replace(found, note=_joined("Midnight is read as the start of that day.", found.note), other=other)


class _Ahead(NamedTuple):
    """What comes before a clock time: `Dec 16 **~12:43**`.

    Attributes:
        day: its day; None if there's none.
        later: its day, if that counts from another one; None if it doesn't.
        end: where the clock time begins.
        marks: the Markdown marks around it.
        is_about: it's approximate.
    """

    day: ReadDay | None
    later: LaterDay | None
    end: int
    marks: str
    is_about: bool


def _read_ahead(text: str, begin: int, around: Around) -> _Ahead:
    if _BARE_CLOCK.match(text, begin):  # most times have no day
        return _Ahead(None, None, begin, "", is_about=False)
    day = read_day_at(text, begin, around)
    later = None if day else read_later_day(text, begin)
    if later is not None and (said := _day_after(text, later.end, around)) is not None:  # next day, Nov 4, 09:00
        day, later = said, None
    begun = day or later
    if begun is None:
        return _Ahead(None, None, begin, "", is_about=False)
    between = _BETWEEN.match(text, begun.end)
    end = between.end() if between else begun.end
    if text[end : end + 1].isdigit():
        return _Ahead(day, later, end, "", is_about=False)
    marks = _MARKS.match(text, end)
    end = marks.end() if marks else end
    about = _APPROXIMATELY.match(text, end)
    return _Ahead(day, later, about.end() if about else end, marks[0] if marks else "", is_about=about is not None)


def _day_after(text: str, at: int, around: Around) -> ReadDay | None:
    """Return the day that is written after a later day, which it settles: `next day (Nov 4) 09:00`."""
    then = re.compile(r"\s*[,(]?\s*").match(text, at)
    day = read_day_at(text, then.end(), around) if then else None
    return replace(day, end=day.end + text.startswith(")", day.end)) if day else None


class _Behind(NamedTuple):
    """What comes after a clock time: its zone, its day.

    Attributes:
        zone: the zone; the incident's if none is named.
        day: the day, here or before the clock; None if there's none.
        later: the day, if that counts from another one; None if it doesn't.
        end: where the time ends.
        is_doubted: a question mark ends it.
        is_nothing: only words follow that are no part of a time.
    """

    zone: NamedZone
    day: ReadDay | None
    later: LaterDay | None
    end: int
    is_doubted: bool = False
    is_nothing: bool = False


def _read_behind(text: str, clock: re.Match[str], moment: time, ahead: _Ahead, around: Around) -> _Behind:
    day, later, at = ahead.day, ahead.later, ahead.end
    if not ahead.marks and _ends(text, clock.end()):
        return _Behind(_unnamed(around.zone), day, later, clock.end(), is_nothing=True)
    zone, end = _zone_after(text, clock, moment, around, is_iso="T" in text[at - 1 : at + 1])
    if ahead.marks and text.startswith(ahead.marks, end):
        end += len(ahead.marks)
    word = _ANY_WORD.match(text, end)
    if end == len(text) or (word is not None and not _begins_part(word["word"])):
        return _Behind(zone, day, later, end, is_nothing=True)
    if later is None and (later := read_later_day_behind(text, end)) is not None:
        end = later.end
    is_doubted = _DOUBTED.match(text, end) is not None
    end += is_doubted
    if day is None and later is None:
        day, end = _day_behind(text, end, around)
        if day is not None and not zone.label and (named := read_zone(text[end : end + _ZONE_WITHIN], around.zone)):
            zone, end = named[0], end + named[1]
    return _Behind(zone, day, later, end, is_doubted)


def _ends(text: str, at: int) -> bool:
    """Return whether a time ends after its clock: nothing follows but words, of which none belongs to a time.

    It's what most times are, and found much faster than that each of the parts that may follow is missing.
    """
    if at == len(text):
        return True
    word = _WORD_BEHIND.match(text, at)
    return word is not None and not _begins_part(word["word"])


@lru_cache(maxsize=4_096)
def _begins_part(word: str) -> bool:
    """Return whether a part of a time that may follow its clock begins with a word: a zone, a day, a range's end."""
    return word.lower() in _FIRST_WORDS or begins_zone(word) or may_begin_day(word)


@lru_cache(maxsize=64)
def _unnamed(zone: ZoneInfo, note: str = "") -> NamedZone:
    return NamedZone("", zone, note=note)


def _zone_after(
    text: str, clock: re.Match[str], moment: time, around: Around, *, is_iso: bool
) -> tuple[NamedZone, int]:
    """Return a clock time's zone, and where that ends; the incident's if none is named, with a note if one may be.

    Args:
        text: what the time is in.
        clock: the match of the clock time there.
        moment: the time of day that it means.
        around: what it's read by.
        is_iso: a T comes before it, as in ISO 8601.
    """
    end = clock.end()
    behind = text[end : end + _ZONE_WITHIN]
    named = read_zone(behind, around.zone, is_exact=bool(clock["second"]) or is_iso)
    if named is None:
        return _unnamed(around.zone, doubtful_zone(behind, around.zone)), end
    if _is_range(text, end, moment, is_exact=is_iso):
        return _unnamed(around.zone), end
    return named[0], end + named[1]


def _day_behind(text: str, at: int, around: Around) -> tuple[ReadDay | None, int]:
    """Return the day after a clock time, and where that ends: `10:00 18th Oct 2025`, `5:40 PM on November 18th`.

    A day without its year must end the time (`10:00 Oct 18: noticed`), or have `on` before it.
    """
    then = _BEHIND.match(text, at)
    try:
        day = read_day_at(text, then.end(), around) if then else None
    except EntryError:
        return None, at
    if then is None or day is None:
        return None, at
    written = text[then.end() : day.end]
    is_closed = bool(_CLOSES_DAY.match(text, day.end))
    is_opened = then[0].strip()[-1:] in ("(", "[")
    if is_opened and not text.startswith((")", "]"), day.end):
        return None, at
    has_year = bool(re.search(r"\d{4}", written))
    if not has_year and (then[0].strip() in ("-", "\u2013", "\u2014") or not (is_opened or is_closed or then["on"])):
        return None, at
    return day, day.end + is_opened


def _checked(text: str, first: Interpretation, around: Around) -> Interpretation:
    """Read the same time in another zone after a time; it checks the first, or gives its zone if that has none."""
    match = _CHECK.match(text, first.length)
    if match is None or first.at is None or first.until is not None:
        return first
    is_opened = match["sign"].strip()[:1] in ("(", "[")
    second = None
    try:
        second = _clock_time(text, match.end(), replace(around, before=first.at, halves=first.has_half), ranges=0)
    except EntryError:
        return first
    if second is None or second.at is None or not second.zone or (not first.zone and not is_opened):
        return first
    end = second.length
    if is_opened:
        closed = re.match(r"\s?[)\]]", text[end:])
        if closed is None and text[end - 1 : end] not in (")", "]"):
            return first
        end += closed.end() if closed else 0
    if not first.zone:
        return replace(second, length=end, has_day=first.has_day, note=_joined(first.note, second.note))
    if abs(second.at - first.at) in (timedelta(), timedelta(days=1)):
        return replace(first, length=end)
    if match["sign"].startswith(","):  # another time, of another thing
        return first
    written = text[match.end() : second.length].strip(" ()[]")
    return replace(first, length=end, note=_joined(first.note, f"{written} isn't the same time: read as {first.zone}."))


def _joined(*notes: str) -> str:
    return " ".join(filter(None, notes))


def _is_range(text: str, end: int, moment: time, *, is_exact: bool) -> bool:
    """Return whether `-09:30` after a time ends a range: it's later than the time, or no zone has that offset."""
    match = re.match(r"-(\d{2}):(\d{2})(?!\d)", text[end:])
    if match is None or is_exact:
        return False
    hour, minute = int(match[1]), int(match[2])
    return (hour, minute) > (moment.hour, moment.minute) or hour == 0 or hour > 12 or minute not in (0, 30, 45)


def _time_of_day(clock: re.Match[str], around: Around) -> tuple[time, str]:
    written = clock[0].strip()
    clock_hour, sep, clock_minute, clock_second, half1, hour2, half2, digits, word = clock.groups("")
    if word:
        return time(0 if word.lower().endswith("night") else 12), ""
    half = half1 or half2
    hour, minute = digits[:2] or clock_hour or hour2, digits[2:] or clock_minute or "0"
    second, note = clock_second or "0", ""
    is_odd = bool(half and clock_hour) and _is_of_24(int(hour), half)
    if sep in (".", "h") or is_odd:
        note = f"{written} is read as {hour:0>2}:{minute}."
    if second == "60" and minute == "59":
        second, note = "59", f"{written} is a leap second; it's kept as the second before."
    found = _time_of(int(hour), int(minute), int(second), "" if is_odd else half, written)
    before = around.before or around.assumed
    if not half and around.halves and before is not None and 1 <= found.hour <= 12:
        found = _nearer_half(found, before.astimezone(around.zone))
    return found, note


def _time_of(hour: int, minute: int, second: int, half: str, written: str) -> time:
    if half:
        if not 1 <= hour <= 12:
            raise EntryError(f"{written} isn't a valid time: with am or pm, the hour is 1 to 12.")
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise EntryError(f"{written} isn't a valid time.")
    return time(hour, minute, second)


def _is_of_24(hour: int, half: str) -> bool:
    """Return whether an hour is one of 24 although am or pm follows it: 13:55 PM, 0:15 am."""
    return 12 < hour < 24 if half[:1] in ("p", "P") else bool(half) and hour == 0


def _nearer_half(clock: time, before: datetime) -> time:
    """Return a bare 3:13 as the half of the day in which it comes soonest after the time before it."""
    morning = clock.replace(hour=clock.hour % 12)
    both = (morning, morning.replace(hour=morning.hour + 12))
    seconds = before.hour * 3600 + before.minute * 60

    def wait(half: time) -> int:
        return (half.hour * 3600 + half.minute * 60 - seconds) % 86_400

    return min(both, key=wait)


def _in_zones(
    clock: time, day: ReadDay | None, zone: NamedZone, around: Around, later: LaterDay | None
) -> Interpretation:
    """Return a clock time's instant; if only its zone is ambiguous, with the other zone's instant as well."""
    first = _on_days(clock, day, zone, around, later)
    if first.other is not None or zone.other is None:
        return first
    other = _on_days(clock, day, zone.other, around, later)
    return replace(first, other=replace(other, note=f"{zone.other.note} {other.note}".strip(), other=None))


def _on_days(
    clock: time, day: ReadDay | None, zone: NamedZone, around: Around, later: LaterDay | None
) -> Interpretation:
    if day is not None:
        shift = timedelta(days=later.days if later else 0)
        readings = [_instant(_later(datetime.combine(each, clock), shift), zone) for each in day.days]
        first = readings[0]
        first = Interpretation(first.at, first.until, note=first.note, other=first.other, has_day=True)
        if len(readings) < 2:
            return first
        other = readings[1]
        note = f"{other.note} {in_future(day.days[1], around)}".strip()
        year = other.at.year if other.at and day.year else None
        return replace(first, other=replace(other, has_day=True, year=year, note=note))
    if later is not None:
        return _on_later_day(clock, later, zone, around)
    if around.before is not None:
        return _near(clock, zone, around.before)
    if around.day is None:
        raise NoDayError(_WHICH_DAY)
    return _instant(datetime.combine(around.day, clock), zone)


def _on_later_day(clock: time, later: LaterDay, zone: NamedZone, around: Around) -> Interpretation:
    """Return a time by the day that its own counts from; a second `next day` may be the same day, or one later."""
    origin = origin_of(later, around, zone.zone)
    if origin is None:
        raise NoDayError(_WHICH_DAY)
    shift = timedelta(days=later.days)
    found = replace(_instant(_later(datetime.combine(origin, clock), shift), zone), counts_from=origin)
    latest = around.before.astimezone(zone.zone).date() if around.before is not None else origin
    if later.origin is not Origin.IN_FORCE or latest == origin:
        return found
    further = replace(_instant(_later(datetime.combine(latest, clock), shift), zone), counts_from=latest)
    if around.before is not None and found.at is not None and found.at < around.before:
        return further
    if later.is_counted:
        return found
    return replace(found, note=f"{found.note} Read as the day of the previous event.".strip(), other=further)


def _later(local: datetime, shift: timedelta) -> datetime:
    try:
        return local + shift
    except OverflowError as error:
        raise EntryError(f"The year {local.year} can't be right.") from error


def _near(clock: time, zone: NamedZone, before: datetime) -> Interpretation:
    """Return a time without its day by the event before it; a much earlier one is the next day's."""
    day = before.astimezone(zone.zone).date()
    same = _instant(datetime.combine(day, clock), zone)
    assert same.at is not None
    away = before - same.at
    if away > _HALF_DAY:
        after = _instant(datetime.combine(day + timedelta(days=1), clock), zone)
        return replace(after, note=f"{after.note} Past midnight: read as the next day.".strip(), other=same)
    if away < -_HALF_DAY:
        ahead = _instant(datetime.combine(day - timedelta(days=1), clock), zone)
        return replace(same, note=f"{same.note} More than 12 hours after the previous event.".strip(), other=ahead)
    if away > _HALF_DAY / 2:
        after = _instant(datetime.combine(day + timedelta(days=1), clock), zone)
        return replace(same, note=f"{same.note} Earlier than the previous event.".strip(), other=after)
    return same


def _instant(local: datetime, zone: NamedZone) -> Interpretation:
    """Return the instant of a local time, with what is uncertain: clocks that skip or repeat it, a label that lies."""
    refuse_odd_year(local)
    away = _offset_all_day(zone.zone, local.date())
    if away is not None and zone.offset in (None, away):
        return Interpretation(local.replace(tzinfo=zone.zone))
    try:
        first = local.replace(tzinfo=zone.zone)
        second = first.replace(fold=1)
        is_repeated = first.utcoffset() != second.utcoffset()  # or skipped (PEP 495)
        if is_repeated and _is_skipped(first):
            return _skipped(first, zone.zone)
        if zone.offset is not None:
            for moment in (first, second):
                if moment.utcoffset() == zone.offset:
                    return Interpretation(moment)
            return _mislabeled(first, zone)
        if is_repeated:
            note = f"{local:%H:%M} occurs twice that day: read as the first, {first.tzname()}."
            return Interpretation(
                first, note=note, other=Interpretation(second, note=f"The second, {second.tzname()}.")
            )
        first.astimezone(UTC)
        return Interpretation(first)
    except (OverflowError, ValueError) as error:
        raise EntryError(f"No such time: {local:%H:%M}.") from error


@lru_cache(maxsize=1_024)
def _offset_all_day(zone: tzinfo, day: date) -> timedelta | None:
    """Return how far a zone is ahead of UTC at all times of a day; None if its clocks are set, or may be, on that."""
    begin = datetime.combine(day, time(), zone)
    hours = [begin + timedelta(hours=hours) for hours in range(0, 25, 3)]
    found = {each.replace(fold=fold).utcoffset() for each in hours for fold in (0, 1)}
    return found.pop() if len(found) == 1 else None


def _is_skipped(local: datetime) -> bool:
    from dateutil import tz as dateutil_tz

    return not dateutil_tz.datetime_exists(local)


def _skipped(local: datetime, zone: tzinfo) -> Interpretation:
    from dateutil import tz as dateutil_tz

    later = dateutil_tz.resolve_imaginary(local)
    earlier = (local - (later - local)).replace(tzinfo=zone)
    note = f"The clocks skip {local:%H:%M}: read as {later:%H:%M}."
    return Interpretation(later, note=note, other=Interpretation(earlier, note=f"Read as {earlier:%H:%M}."))


def _mislabeled(moment: datetime, zone: NamedZone) -> Interpretation:
    """Return a time whose label isn't used on its day: people mean what their clocks showed."""
    assert zone.offset is not None
    literal = moment.replace(tzinfo=timezone(zone.offset))
    there = f"{moment.tzname()} ({written_offset(moment.utcoffset() or timedelta())})"
    note = f"{zone.label} isn't used on that date: read as {there}."
    return Interpretation(
        moment, note=note, other=Interpretation(literal, note=f"Read literally, as {written_offset(zone.offset)}.")
    )


def _with_range(text: str, first: Interpretation, zone: NamedZone, around: Around, ranges: int) -> Interpretation:
    match = _RANGE.match(text, first.length)
    if match is None or first.at is None:
        return first
    inner = replace(around, before=first.at, day=None, halves=first.has_half)
    try:
        end = _clock_time(text, match.end() + (text[match.end()] == "~"), inner, ranges=ranges - 1)
    except EntryError:
        return first
    if end is None or end.at is None or end.until is not None:
        return first
    last = end.at
    if zone.label and not end.zone and last.tzinfo is not zone.zone and not end.note:
        last = last.replace(tzinfo=zone.zone)
    elif not zone.label and last.tzinfo is not first.at.tzinfo:  # 14:00-14:20 UTC: one zone for both
        moved = _instant(first.at.replace(tzinfo=None), NamedZone("", last.tzinfo or around.zone))
        other = (
            replace(end.other, at=moved.at + (end.other.at - last)) if end.other and end.other.at and moved.at else None
        )
        note = f"{first.note} {end.note}".strip()
        first = replace(first, at=moved.at, note=note, remark=end.remark, other=other or first.other, zone=end.zone)
    elif doubt := doubtful_zone(text[end.length : end.length + _ZONE_WITHIN], around.zone):
        first = replace(first, note=f"{first.note} {doubt}".strip())
    if first.at is not None and last < first.at:
        last += timedelta(days=1)
        if last - first.at > _HALF_DAY:
            first = replace(first, note=f"{first.note} It ends before it starts: read as the next day.".strip())
    other = first.other
    if other is not None and other.at is not None and first.at is not None:
        other = replace(other, until=other.at + (last - first.at))
    return replace(first, until=last, length=end.length, other=other)


# -- in prose ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ClockTime:
    """A time of day in prose.

    Attributes:
        start: where it begins in the text.
        end: where it ends.
        clock: the time.
        zone: the zone that it names, as written; empty if it names none.
        is_about: it's meant roughly.
    """

    start: int
    end: int
    clock: time
    zone: str
    is_about: bool


@cache
def _in_prose() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the pattern of a time in prose, and of one right after the hyphen of a range."""
    zone = (
        r"(?:UTC|GMT)(?:[+-]\d{1,2}(?::?\d{2})?)?|Z\b|[A-Z]{2,5}\b|[+-]\d{2}:?\d{2}"
        r"|Eastern|Pacific|Central|Mountain|local"
    )
    then = (
        rf"(?:(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::[0-5]\d)?(?:\s?(?P<half>{_HALF}))?"
        rf"|(?P<hour2>\d{{1,2}})\s?(?P<half2>{_HALF}))(?!\d|:\d)(?P<zone>\s?\(?(?:{zone}))?"
    )
    return re.compile(rf"(?<![\w:.+-]){then}"), re.compile(then)


def clock_times(prose: str) -> Iterator[ClockTime]:
    """Yield the times of day in a text: `14:02`, `2:02 pm`, `2 p.m.`, `14:02 UTC`, both of `14:02-14:20`."""
    anywhere, after_hyphen = _in_prose()
    match = anywhere.search(prose)
    while match is not None:
        hour, half = int(match["hour"] or match["hour2"]), match["half"] or match["half2"] or ""
        zone, end = (match["zone"] or "").strip(" ("), match.end()
        try:
            clock = _time_of(hour, int(match["minute"] or 0), 0, half, match[0])
        except EntryError:
            match = anywhere.search(prose, end)
            continue
        begins_range = zone[:1] == "-" and _is_range(prose, match.start("zone"), clock, is_exact=False)
        if begins_range:
            zone, end = "", match.start("zone")
        about = hedge_before(prose, match.start()) is not Hedge.EXACT
        yield ClockTime(match.start(), end, clock, zone, about)
        match = after_hyphen.match(prose, end + 1) if prose.startswith("-", end) else None
        match = match or anywhere.search(prose, end)
