"""Reading days and instants as people type them; python-dateutil does the parsing underneath."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::(?P<second>\d{2}))?)?\s*(?P<half>[ap]\.?m\.?)?", re.IGNORECASE
)
_DIGITS = re.compile(r"\d{3,4}")
_SLASHES = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{2,4})\b")
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HAS_YEAR = re.compile(r"\d{4}")
_WORDS = {"today": 0, "yesterday": -1, "tomorrow": 1}


class EntryError(ValueError):
    """What was typed can't be read; the message says why and how to write it."""


def read_day(text: str, today: date) -> date:
    """Read a day: `2026-03-07`, `7 March 2026`, `today`, `yesterday`, `+3` (days from today).

    Args:
        text: what was typed.
        today: the day that relative ones are counted from.

    Raises:
        EntryError: if it's no day, or could be two.
    """
    typed = text.strip().lower()
    if typed in _WORDS:
        return today + timedelta(days=_WORDS[typed])
    if re.fullmatch(r"[+-]\d{1,4}", typed):
        return today + timedelta(days=int(typed))
    if _ISO_DAY.fullmatch(typed):
        try:
            return date.fromisoformat(typed)
        except ValueError as error:
            raise EntryError(f"There is no day {text.strip()}.") from error
    _refuse_ambiguous(typed)
    if not (_HAS_YEAR.search(typed) and re.search(r"[a-z]{3}|[/.]", typed)):
        raise EntryError("Write the day as 2026-03-07, or with the month in words: 7 March 2026.")
    return _parsed(text, datetime.combine(today, time())).date()


def _refuse_ambiguous(text: str) -> None:
    slashes = _SLASHES.search(text)
    if slashes and int(slashes[1]) <= 12 and int(slashes[2]) <= 12 and slashes[1] != slashes[2]:
        raise EntryError(f"{slashes[0]} could be two days. Write it as 2026-03-07.")


def _parsed(text: str, default: datetime) -> datetime:
    from dateutil import parser as dateutil_parser  # imported where used: printing and listing don't need it

    try:
        return dateutil_parser.parse(text, default=default, dayfirst=bool(_SLASHES.search(text)))
    except (ValueError, OverflowError, TypeError) as error:
        raise EntryError("Write it as 14:32, or with its day: 2026-03-07 14:32.") from error


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
            raise EntryError(f"There is no {text.strip()}: with am or pm the hour goes from 1 to 12.")
        hour = hour % 12 + (12 if match["half"].lower().startswith("p") else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise EntryError(f"There is no {text.strip()} on a clock.")
    return time(hour, minute, second)


def read_instant(text: str, zone: ZoneInfo, day: date | None) -> datetime:
    """Read an instant: a time of `day`, or a day and a time, with an offset or a zone if it's another than `zone`.

    Args:
        text: what was typed.
        zone: the time zone that times are written in.
        day: the day that a time without one belongs to.

    Returns:
        The instant, timezone-aware. A time that the clocks repeat is taken as the first of the two.

    Raises:
        EntryError: if it's no instant, or one that the clocks skip.
    """
    clock = _clock(text)
    if clock is not None:
        if day is None:
            raise EntryError("On which day? Give the incident's date first, or write it as 2026-03-07 14:32.")
        local = datetime.combine(day, clock)
    else:
        _refuse_ambiguous(text)
        if not (re.search(r"\d:\d\d", text) and (_ISO_DAY.search(text) or _HAS_YEAR.search(text))):
            raise EntryError("Write it as 14:32, or with its day: 2026-03-07 14:32.")
        local = _parsed(text, datetime.combine(day or date(2000, 1, 1), time()))
    if local.tzinfo is not None:
        return local
    from dateutil import tz as dateutil_tz

    if not dateutil_tz.datetime_exists(local, zone):
        raise EntryError(f"The clocks skip {local:%H:%M} on {local:%Y-%m-%d} in {zone.key}.")
    return local.replace(tzinfo=zone)


def write_instant(moment: datetime, zone: ZoneInfo, day: date | None) -> str:
    """Write an instant as `read_instant` reads it: the time alone on `day`, else with its date."""
    local = moment.astimezone(zone)
    clock = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
    if local.fold:  # the second of a repeated hour can only be told by its offset
        return f"{local.date().isoformat()} {clock}{local:%z}"
    return clock if local.date() == day else f"{local.date().isoformat()} {clock}"
