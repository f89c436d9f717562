"""Reads the day that stands before a time, or alone: in figures, in words, by the weekday, with or without its year."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from pmtui.model.moments import EntryError


@dataclass(frozen=True)
class Around:
    """What a time without its day or zone is read by.

    Attributes:
        zone: the zone that times are written in.
        day: the incident's day, in that zone; None where it isn't known yet.
        before: the event before; None where there's none.
        start: the first event, which `T+5m` counts from.
        now: the time that it is.
        takes_digits: 1432 is a time; in a text that writes 14:32 it's a number.
        halves: the times before were written with am and pm, so a bare 3:13 isn't at night.
    """

    zone: ZoneInfo
    day: date | None
    before: datetime | None
    now: datetime
    start: datetime | None = None
    halves: bool = False
    takes_digits: bool = True


@dataclass(frozen=True)
class Day:
    """A day as it was written: one reading, or two.

    Attributes:
        days: what it can mean, the likelier first.
        end: where it ends in the line.
        note: what is doubtful, in words.
    """

    days: tuple[date, ...]
    end: int
    note: str = ""


MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_DAY = re.compile(
    rf"""\s*(?:(?P<weekday>{_WEEKDAY})\.?,?\s+)?(?:
      (?P<word>today|yesterday|tomorrow)\b
    | (?P<iso>\d{{4}}-\d{{1,2}}-\d{{1,2}})(?!\d)
    | (?P<numbers>\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d{{2}}))(?!\d)
    | (?P<dotted>\d{{1,2}}\.\d{{1,2}}\.)(?=\s)
    | (?P<dm>\d{{1,2}}(?:st|nd|rd|th)?\s?(?:of\s)?-?(?:{MONTHS})\b\.?(?:[\s,-]+\d{{4}}\b(?!:))?)
    | (?P<md>(?:{MONTHS})\.?\s\d{{1,2}}(?!\d|:)(?:st|nd|rd|th)?(?:,?\s\d{{4}}\b(?!:))?)
    | (?P<short>\d{{1,2}}/\d{{1,2}})(?![\d/])
    )?""",
    re.VERBOSE | re.IGNORECASE,
)


def read_day_at(text: str, begin: int, around: Around) -> Day | None:
    """Read the day at a place of a line; None where there's none.

    Raises:
        EntryError: if there's no such day.
    """
    match = _DAY.match(text, begin)
    if match is None or not match[0].strip():
        return None
    near = around.day or around.now.astimezone(around.zone).date()
    kind = next((name for name in ("word", "iso", "numbers", "dotted", "dm", "md", "short") if match[name]), "")
    if not kind:
        return _weekday_alone(match, near)
    days = _READERS[kind](match[kind], near, around)
    note = far_from(days[0], around) if kind == "word" else ""
    if len(days) > 1:
        note = f"{match[kind]} is read as {days[0].day} {days[0]:%B}."
    if match["weekday"]:
        wanted = _WEEKDAYS.index(match["weekday"][:3].lower())
        fitting = tuple(day for day in days if day.weekday() == wanted)
        if not fitting:
            note = f"{days[0].isoformat()} is a {days[0]:%A}, not a {match['weekday']}."
        elif len(days) > 1:
            days, note = fitting, ""
    return Day(days, match.end(), note)


def far_from(day: date, around: Around) -> str:
    """Return what is doubtful about a day that counts from today, where the incident was long ago."""
    days = abs((day - around.day).days) if around.day else 0
    return f"That is {day.isoformat()}, {days} days from the incident's day." if days > 14 else ""


def _weekday_alone(match: re.Match[str], near: date) -> Day | None:
    if not match["weekday"]:
        return None
    wanted = _WEEKDAYS.index(match["weekday"][:3].lower())
    days = sorted((near + timedelta(days=n) for n in range(-3, 4)), key=lambda day: day.weekday() != wanted)
    return Day((days[0],), match.end())


def _word_day(text: str, near: date, around: Around) -> tuple[date, ...]:
    today = around.now.astimezone(around.zone).date()
    return (today + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(text.lower(), 0)),)


def _iso_day(text: str, near: date, around: Around) -> tuple[date, ...]:
    year, month, day = (int(part) for part in text.split("-"))
    return (_made(year, month, day, text),)


def _made(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise EntryError(f"There is no day {text}.") from error


def _numbers_day(text: str, near: date, around: Around) -> tuple[date, ...]:
    first, second, year = (int(part) for part in re.split(r"[/.-]", text))
    year += 2000 if year < 100 else 0
    return _either(first, second, year, text, near, dotted="." in text)


def _dotted_day(text: str, near: date, around: Around) -> tuple[date, ...]:
    day, month = (int(part) for part in text.strip(".").split("."))
    return (_made(near.year, month, day, text),)


def _short_day(text: str, near: date, around: Around) -> tuple[date, ...]:
    first, second = (int(part) for part in text.split("/"))
    return _either(first, second, near.year, text, near, dotted=False)


def _either(first: int, second: int, year: int, text: str, near: date, *, dotted: bool) -> tuple[date, ...]:
    """Return day first and month first, what is nearer to the incident's day before the other."""
    found: list[date] = []
    for day, month in ((first, second), (second, first)):
        try:
            made = date(year, month, day)
        except ValueError:
            continue
        if made not in found:
            found.append(made)
    if not found:
        raise EntryError(f"There is no day {text}.")
    if dotted and len(found) > 1:  # 3.4.2026 is the third of April wherever it's written so
        found = found[:1]
    return tuple(sorted(found, key=lambda day: abs(day - near)))


def _written_day(text: str, near: date, around: Around) -> tuple[date, ...]:
    from dateutil import parser as dateutil_parser

    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|\bof\b", " ", text, flags=re.IGNORECASE).replace("-", " ")
    try:
        if re.search(r"\d{4}", plain):
            return (dateutil_parser.parse(plain, default=datetime(2000, 1, 1)).date(),)
        years = [
            dateutil_parser.parse(f"{plain} {near.year + offset}", default=datetime(2000, 1, 1)).date()
            for offset in (-1, 0, 1)
        ]
    except (ValueError, OverflowError, TypeError) as error:
        raise EntryError(f"There is no day {text.strip()}.") from error
    return (min(years, key=lambda day: abs(day - near)),)


_READERS: dict[str, Callable[[str, date, Around], tuple[date, ...]]] = {
    "word": _word_day,
    "iso": _iso_day,
    "numbers": _numbers_day,
    "dotted": _dotted_day,
    "dm": _written_day,
    "md": _written_day,
    "short": _short_day,
}
