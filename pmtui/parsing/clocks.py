"""Clocks: how a time of day is written, `14:32`, `2:32 pm`, `noon`, and which one it is."""

import re
from datetime import datetime, time

from pmtui.errors import EntryError
from pmtui.parsing.days import Around

HALF = r"(?i:[ap]\.?\s?m\b\.?)"
_AFTER_WORD = r"(?-i:UTC|GMT|[A-Z]{1,3}T)"
CLOCK = re.compile(
    rf"""\s*(?:
      (?P<hour>\d{{1,2}})(?P<sep>[:.h])(?P<minute>\d{{2}})(?!\d)(?::(?P<second>\d{{2}})(?:[.,]\d{{1,9}})?(?!\d))?
      (?:\s?(?P<half>{HALF})|\s(?:hrs|hours|uhr)\b)?
    | (?P<hour2>\d{{1,2}})\s?(?P<half2>{HALF})
    | (?P<digits>\d{{4}})(?!\d|[-/.:]\d|\s*(?:%|ms\b|users\b|errors\b|requests\b))(?:\s?(?:h|hrs|hours)\b)?
    | (?P<word>(?:12\s)?(?:midnight|noon)|midday)\b(?=\s*(?:$|[:;,|)\]*_`]|[-\u2013\u2014]\s|[(\[]?(?:{_AFTER_WORD})\b))
    )""",
    re.VERBOSE | re.IGNORECASE,
)


def time_of_day(clock: re.Match[str], around: Around) -> tuple[time, str]:
    """Return the time of day that `CLOCK` has found, and what is uncertain about it, as text.

    Raises:
        EntryError: if there's no such time.
    """
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
    found = time_of(int(hour), int(minute), int(second), "" if is_odd else half, written)
    before = around.before or around.assumed
    if not half and around.halves and before is not None and 1 <= found.hour <= 12:
        found = _nearer_half(found, before.astimezone(around.zone))
    return found, note


def time_of(hour: int, minute: int, second: int, half: str, written: str) -> time:
    """Return a time of day by its parts.

    Args:
        hour: the hour, of 12 if `half` is given.
        minute: the minute.
        second: the second.
        half: am or pm, as in the text; empty for a clock of 24 hours.
        written: the whole time as typed, for the error.

    Raises:
        EntryError: if there's no such time.
    """
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


def is_range(text: str, end: int, moment: time, *, is_exact: bool) -> bool:
    """Return whether `-09:30` after a time ends a range: it's later than the time, or no zone has that offset."""
    match = re.match(r"-(\d{2}):(\d{2})(?!\d)", text[end:])
    if match is None or is_exact:
        return False
    hour, minute = int(match[1]), int(match[2])
    return (hour, minute) > (moment.hour, moment.minute) or hour == 0 or hour > 12 or minute not in (0, 30, 45)
