"""Reading and writing lengths of time as text."""

import re
from datetime import timedelta

_UNITS = {
    "w": 7 * 86400, "week": 7 * 86400, "weeks": 7 * 86400,
    "d": 86400, "day": 86400, "days": 86400,
    "h": 3600, "hr": 3600, "hrs": 3600, "hour": 3600, "hours": 3600,
    "m": 60, "min": 60, "mins": 60, "minute": 60, "minutes": 60,
    "s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1,
}  # fmt: skip
_PART = re.compile(r"(\d{1,12}(?:\.\d+)?)\s*([a-z]+)[\s,]*(?:and\s+)?", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,6}):([0-5]\d)(?::([0-5]\d))?")
_HEDGE = re.compile(r"^(?:[~<>≤≥≈]=?|about|around|under|over|less than|more than|up to)\s*", re.IGNORECASE)
_LONGEST = 10_000 * 365 * 86400
"""Seconds; longer lengths can't be added to a date, whose years end at 9999."""
_MOST_PARTS = 20
"""A length of time is a few numbers with their units; a text with more of them is something else."""


def read_duration(text: str) -> timedelta | None:
    """Read a length of time: `2 h 15 min`, `47min`, `1h30`, `2:15` (hours and minutes), `0`, `< 5 min`.

    Returns:
        The length, the hedge before it and a remark in parentheses after it ignored; None if it can't be read.
    """
    plain = _HEDGE.sub("", text.strip().split("(")[0].strip())
    if plain == "0":
        return timedelta()
    clock = _CLOCK.fullmatch(plain)
    if clock:
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return _length(hours * 3600 + minutes * 60 + seconds)
    if re.fullmatch(r"\d+(?:\.\d+)?\s*h\s*\d+", plain, re.IGNORECASE):
        plain += "min"
    total, position = 0.0, 0
    for _ in range(_MOST_PARTS):
        part = _PART.match(plain, position)
        if part is None or part[2].lower() not in _UNITS:
            return None
        total += float(part[1]) * _UNITS[part[2].lower()]
        position = part.end()
        if position == len(plain):
            return _length(total)
    return None


def _length(seconds: float) -> timedelta | None:
    return timedelta(seconds=seconds) if seconds <= _LONGEST else None


def write_duration(length: timedelta) -> str:
    """Write a length of time for a reader: `2 h 15 min`, `47 min`, `1 d 3 h`; seconds only below ten minutes."""
    seconds = round(length.total_seconds())
    if seconds < 0:
        return f"-{write_duration(-length)}"
    if seconds >= 600:
        seconds = round(seconds / 60) * 60
    days, rest = divmod(seconds, 86400)
    hours, rest = divmod(rest, 3600)
    minutes, seconds = divmod(rest, 60)
    parts = [(days, "d"), (hours, "h"), (minutes, "min"), (seconds, "s")]
    words = [f"{number} {unit}" for number, unit in parts if number]
    return " ".join(words) or "0 min"
