"""Times of day, and instants: a time of day with its day and its zone.

One grammar in three modes: a field's whole text (`read_instant`), the beginning of a line (`read_time`), and prose
(`prose_clocks`). A wrong guess would make a wrong figure: every guess is reported, with the alternative interpretation.
"""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pmtui.errors import EntryError
from pmtui.parsing.clocks import CLOCK, is_range, time_of_day
from pmtui.parsing.days import (
    DAY_IN_MONTH,
    MONTH,
    ON,
    WEEKDAY,
    Around,
    ReadDay,
    far_from,
    may_begin_day,
    read_day_at,
)
from pmtui.parsing.durations import SHIFT, shift_of
from pmtui.parsing.instants import (
    HALF_DAY,
    WHICH_DAY,
    Interpretation,
    NoDayError,
    in_zones,
    instant_of,
    joined,
    of_midnight,
)
from pmtui.parsing.later_days import (
    DAY_ENDS,
    FIRST_WORDS,
    LATER_BEGINS,
    LaterDay,
    doubtful_day,
    read_later_day,
    read_later_day_behind,
    read_next_day_behind,
)
from pmtui.parsing.moments import plain_clock
from pmtui.parsing.numbers import ROUGHLY
from pmtui.parsing.zones import NamedZone, begins_zone, doubtful_zone, read_zone
from pmtui.text import brief

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
_BEHIND = re.compile(r"\s*+[(\[]\s?|(?:\s+|(?<=\s))[\u2013\u2014-]\s+|(?:\s*+,)?\s+(?P<on>on\s+)?(?:the\s+)?")
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
_NAMES_MONTH = re.compile(MONTH, re.IGNORECASE)
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
    return is_same_day and -HALF_DAY <= around.before - moment <= HALF_DAY / 2


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
        raise NoDayError(WHICH_DAY)
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
    found = instant_of(datetime.combine(day.days[0], clock), zone)
    return Interpretation(
        found.at,
        note=joined(day.note, zone.note, found.note),
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
    clock = CLOCK.match(text, at)
    if clock is None or (clock["digits"] and not around.takes_digits and day is None):
        return None
    moment, note = time_of_day(clock, around)
    behind = _read_behind(text, clock, moment, ahead, around)
    day, later, zone = behind.day, behind.later, behind.zone
    found = in_zones(moment, day, zone, around, later)
    if clock["word"] and day is not None and moment == time():
        found = of_midnight(found)
    first = Interpretation(
        found.at,
        found.until,
        is_approximate=behind.is_doubted or ahead.is_about,
        note=joined(note, day.note if day else "", zone.note, behind.doubt, found.note),
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
        doubt: why what follows may be its day, though it isn't read as one.
    """

    zone: NamedZone
    day: ReadDay | None
    later: LaterDay | None
    end: int
    is_doubted: bool = False
    is_nothing: bool = False
    doubt: str = ""


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
    if later is None:
        later = read_later_day_behind(text, end) or (
            read_next_day_behind(text, end, moment, around) if day is None else None
        )
        end = later.end if later is not None else end
    is_doubted = _DOUBTED.match(text, end) is not None
    end += is_doubted
    if day is None and later is None:
        day, end = _day_behind(text, end, around)
        if day is not None and not zone.label and (named := read_zone(text[end : end + _ZONE_WITHIN], around.zone)):
            zone, end = named[0], end + named[1]
    doubt = doubtful_day(text, end) if day is None and later is None else ""
    return _Behind(zone, day, later, end, is_doubted, doubt=doubt)


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
    if is_range(text, end, moment, is_exact=is_iso):
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
    if then[0].strip() in ("-", "\u2013", "\u2014"):  # 14:32 - 28 Oct - text; 14:32 - 3/4 - text may be a share
        is_sure = has_year or bool(_NAMES_MONTH.search(written) and DAY_ENDS.match(text, day.end))
    else:
        is_sure = has_year or is_opened or is_closed or bool(then["on"])
    if not is_sure:
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
        return replace(second, length=end, has_day=first.has_day, note=joined(first.note, second.note))
    if abs(second.at - first.at) in (timedelta(), timedelta(days=1)):
        return replace(first, length=end)
    if match["sign"].startswith(","):  # another time, of another thing
        return first
    written = text[match.end() : second.length].strip(" ()[]")
    return replace(first, length=end, note=joined(first.note, f"{written} isn't the same time: read as {first.zone}."))


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
        moved = instant_of(first.at.replace(tzinfo=None), NamedZone("", last.tzinfo or around.zone))
        other = (
            replace(end.other, at=moved.at + (end.other.at - last)) if end.other and end.other.at and moved.at else None
        )
        note = f"{first.note} {end.note}".strip()
        first = replace(first, at=moved.at, note=note, remark=end.remark, other=other or first.other, zone=end.zone)
    elif doubt := joined(
        doubtful_zone(text[end.length : end.length + _ZONE_WITHIN], around.zone), doubtful_day(text, end.length)
    ):
        first = replace(first, note=f"{first.note} {doubt}".strip())
    if first.at is not None and last < first.at:
        last += timedelta(days=1)
        if last - first.at > HALF_DAY:
            first = replace(first, note=f"{first.note} It ends before it starts: read as the next day.".strip())
    other = first.other
    if end.counts_from is not None and not first.has_day and first.at is not None and last - first.at > HALF_DAY:
        other = other or replace(first, at=first.at + timedelta(days=1), note="", other=None)
        first = replace(first, note=joined(first.note, "Only its end is read as of a later day."))
    if other is not None and other.at is not None and first.at is not None:
        other = replace(other, until=other.at + (last - first.at))
    return replace(first, until=last, length=end.length, other=other)
