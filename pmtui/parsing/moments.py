"""Reading days and instants as people type them; python-dateutil does the parsing underneath."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::(?P<second>\d{2}))?)?\s*(?P<half>[ap]\.?m\.?)?", re.IGNORECASE
)
_CLOCK_IN_ZONE = re.compile(
    r"\d{1,2}:\d{2}(?::\d{2})?\s*(?:Z|(?:UTC|GMT)?\s?[+-]\d{1,2}(?::?\d{2})?|[A-Za-z]{2,5}(?:[+-]\d{1,2})?)",
    re.IGNORECASE,
)
_NAME_AND_OFFSET = re.compile(
    r"(\d:\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?\s*)?)(?![ap]\.?m\b)([a-z]{2,5})\s?(?=[+-]\d)", re.IGNORECASE
)
"""A zone's name with an offset after it, which dateutil takes for POSIX's: with the other sign."""

_TIME_OF_DAY = r"\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?|\d{4}"
_ANY_ZONE = r"(?:\s?[(\[]?(?:[+-]\d{2}:?\d{2}|[a-z][a-z_/+\- ]{0,40}\d{0,2}(?::\d\d)?)[)\]]?)?"
_CLOCK_ALONE = re.compile(
    rf"(?:~|about|around|circa|ca\.?)?\s?(?P<at>{_TIME_OF_DAY}){_ANY_ZONE}"
    rf"(?:\s?(?:[\u2013\u2014-]|to|until)\s?~?(?P<until>{_TIME_OF_DAY}){_ANY_ZONE})?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d{3,4}")
_SLASHES = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{2,4})\b")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HAS_YEAR = re.compile(r"\d{4}")
_ANY_DAYS = (date(2000, 1, 1), date(2001, 12, 28))
"""Days that share no part: what comes out the same by both of them was written in full."""

_LONGEST = 200
"""No day or time has more characters, however it's written: the longest has about 70, with its weekday and zone."""

_WORDS = {"today": 0, "yesterday": -1, "tomorrow": 1}


class EntryError(ValueError):
    """What was typed can't be read; the message says why and how to write it."""


def read_day(text: str, today: date) -> date:
    """Read a day: `2026-03-07`, `7 March 2026`, `today`, `yesterday`, `+3` (days from today).

    Args:
        text: what was typed.
        today: the day that relative ones are counted from.

    Raises:
        EntryError: if it isn't a date, or could be two.
    """
    typed = text.strip().lower()
    if len(typed) > _LONGEST:
        raise EntryError(f"A date has at most {_LONGEST} characters. Write it as 2026-03-07 or 7 March 2026.")
    if typed in _WORDS:
        return today + timedelta(days=_WORDS[typed])
    if re.fullmatch(r"[+-]\d{1,4}", typed):
        return today + timedelta(days=int(typed))
    if _ISO_DAY.fullmatch(typed):
        try:
            return date.fromisoformat(typed)
        except ValueError as error:
            raise EntryError(f"No such date: {text.strip()}.") from error
    _refuse_ambiguous(typed)
    if not (_HAS_YEAR.search(typed) and re.search(r"[a-z]{3}|[/.]", typed)):
        raise EntryError("Write the date as 2026-03-07 or 7 March 2026.")
    try:
        return _parsed(text, datetime.combine(today, time())).date()
    except EntryError as error:
        raise EntryError("Write the date as 2026-03-07 or 7 March 2026.") from error


def _refuse_ambiguous(text: str) -> None:
    slashes = _SLASHES.search(text)
    if slashes and int(slashes[1]) <= 12 and int(slashes[2]) <= 12 and slashes[1] != slashes[2]:
        raise EntryError(f"{slashes[0]} could be two days. Write it as 2026-03-07.")


def _parsed(text: str, default: datetime, names: list[str] | None = None) -> datetime:
    """Parse a day or an instant; names of time zones other than UTC are put into `names` and otherwise left out."""
    from dateutil import parser as dateutil_parser  # imported where used: printing and listing don't need it
    from dateutil import tz as dateutil_tz

    def zone_named(name: str | None, offset: int | None) -> tzinfo | None:
        if offset is not None:
            return dateutil_tz.tzoffset(name, offset)
        if name in ("UTC", "GMT", "Z"):
            return UTC
        if name and names is not None:
            names.append(name)
        return None

    try:
        return dateutil_parser.parse(text, default=default, dayfirst=bool(_SLASHES.search(text)), tzinfos=zone_named)
    except (ValueError, OverflowError, TypeError) as error:
        raise EntryError("Write it as 14:32, or with the date: 2026-03-07 14:32.") from error


def _clock(text: str) -> time | None:
    """Read a time of day alone: `14:32`, `1432`, `14:32:05`, `2:32pm`.

    Raises:
        EntryError: if it looks like one, and there is no such time.
    """
    typed = text.strip()
    if _DIGITS.fullmatch(typed):
        typed = f"{typed[:-2]}:{typed[-2:]}"
    match = _CLOCK.fullmatch(typed)
    if not match or (match["minute"] is None and not match["half"]):
        return None
    hour, minute, second = int(match["hour"]), int(match["minute"] or 0), int(match["second"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            raise EntryError(f"{text.strip()} isn't a valid time: with am or pm, the hour is 1 to 12.")
        hour = hour % 12 + (12 if match["half"].lower().startswith("p") else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise EntryError(f"{text.strip()} isn't a valid time.")
    return time(hour, minute, second)


def lacks_day(text: str) -> bool:
    """Return whether text is a time of day and says no day: `14:32`, `~14:00-14:20`, `14:32 PT`."""
    match = _CLOCK_ALONE.fullmatch(text.strip()[:_LONGEST])
    parts = [re.sub(r"[.h](?=\d\d)", ":", part) for part in match.group("at", "until") if part] if match else []
    try:
        return bool(parts) and all(_clock(part) is not None for part in parts)
    except EntryError:
        return False


def read_instant(text: str, zone: ZoneInfo, day: date | None) -> datetime:
    """Read an instant: a time of `day`, or a day and a time, with an offset or a zone if it's another than `zone`.

    Args:
        text: what was typed.
        zone: the time zone that times are written in.
        day: the day that a time without one belongs to.

    Returns:
        The instant, timezone-aware. A time that the clocks repeat is read as the first of the two.

    Raises:
        EntryError: if it isn't an instant, or is one that the clocks skip.
    """
    if len(text.strip()) > _LONGEST:
        raise EntryError(f"A time has at most {_LONGEST} characters. Write it as 14:32 or 2026-03-07 14:32.")
    try:
        moment = _read_instant(text, zone, day)
        refuse_odd_year(moment)
        moment.astimezone(UTC)
    except EntryError:
        raise
    except (ValueError, OverflowError) as error:
        raise EntryError(f"No such time: {text.strip()[:40]}.") from error
    return moment


def refuse_odd_year(moment: datetime) -> None:
    """Refuse a time of a year in which nothing was on call: before 1970, or after 2200.

    Raises:
        EntryError: if it's so.
    """
    if not 1970 <= moment.year <= 2200:
        raise EntryError(f"The year {moment.year} can't be right.")


def _read_instant(text: str, zone: ZoneInfo, day: date | None) -> datetime:
    clock = _clock(text)
    names: list[str] = []
    if clock is not None:
        if day is None:
            raise EntryError('What day? Write it as 2026-03-07 14:32, or answer "Date" first.')
        local = datetime.combine(day, clock)
    else:
        typed = f"{day.isoformat()} {text.strip()}" if day and _CLOCK_IN_ZONE.fullmatch(text.strip()) else text
        typed = _named_offset(typed)
        _refuse_ambiguous(typed)
        if not (re.search(r"\d:\d\d", typed) and (_ISO_DAY.search(typed) or _HAS_YEAR.search(typed))):
            raise EntryError("Write it as 14:32, or with the date: 2026-03-07 14:32.")
        local, other = (_parsed(typed, datetime.combine(each, time()), names) for each in _ANY_DAYS)
        if local.date() != other.date():  # a part of its day isn't written, and would be made up
            raise EntryError("Write it as 14:32, or with the date: 2026-03-07 14:32.")
    if local.tzinfo is not None:
        return local
    return _in_zone(local, zone, names)


def _named_offset(text: str) -> str:
    """Return text whose offset counts as it's written: without the UTC before it.

    Raises:
        EntryError: if another zone's name comes before it.
    """
    match = _NAME_AND_OFFSET.search(text)
    if match is None:
        return text
    if match[2].upper() not in ("UTC", "GMT"):
        raise EntryError(f"'{match[2]}' and an offset: write only the offset, such as 14:32-08:00.")
    return text[: match.end(1)] + text[match.end() :]


def _in_zone(local: datetime, zone: ZoneInfo, names: list[str]) -> datetime:
    """Return the instant of a local time; a zone's name tells which of two a repeated hour means."""
    from dateutil import tz as dateutil_tz

    if not dateutil_tz.datetime_exists(local, zone):
        raise EntryError(f"The clocks skip {local:%H:%M} on {local:%Y-%m-%d} in {zone.key}.")
    both = [local.replace(tzinfo=zone, fold=fold) for fold in (0, 1)]
    if not names:
        return both[0]
    for moment in both:
        if moment.tzname() == names[0].upper():
            return moment
    raise EntryError(f"{zone.key} isn't on '{names[0]}' then. Write the offset, such as 14:32-08:00.")


def write_instant(moment: datetime, zone: ZoneInfo, day: date | None) -> str:
    """Write an instant as `read_instant` reads it: the time alone on `day`, otherwise with its date."""
    local = moment.astimezone(zone)
    clock = _plain_clock(local)
    if local.fold:  # the second of a repeated hour can only be told by its offset
        return f"{local.date().isoformat()} {clock}{local:%z}"
    return clock if local.date() == day else f"{local.date().isoformat()} {clock}"


def _plain_clock(local: datetime) -> str:
    return f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"


def write_clock(local: datetime) -> str:
    """Write a local time of day for a reader: with the zone's name where the clocks show that time twice."""
    first, second = (local.replace(fold=fold).utcoffset() for fold in (0, 1))
    return f"{_plain_clock(local)} {local.tzname()}" if first != second else _plain_clock(local)


def write_span(clock: str, until: str, *, approximate: bool) -> str:
    """Write an event's time from its parts: `~14:00`, `14:00-14:20`."""
    about = "~" if approximate else ""
    return f"{about}{clock}\u2013{until}" if until else about + clock
