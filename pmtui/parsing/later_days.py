"""Days that count from another one: `next day`, `+1d`, `two days later`, `the same day`, `D+1`, `Day 2`."""

import re
from dataclasses import dataclass, replace
from datetime import date, time, timedelta, tzinfo
from enum import Enum

from pmtui.parsing.days import Around


class Origin(Enum):
    """Which day a later day counts from."""

    BEFORE = "the day of the event before"
    IN_FORCE = "the last day that didn't count from another: of several lines with +1d, all have the same"
    FIRST = "the first day"


@dataclass(frozen=True)
class LaterDay:
    """A day that counts from another, as it was written.

    Attributes:
        days: how many days later it is; 0 for the same day.
        origin: the day it counts from.
        end: where it ends in the text.
        is_counted: it's a number of days, `+1d`, and no words that could mean the day after that as well.
        guess: a note on how it's read, for a bare `+1`, which may be something else; empty for others.
    """

    days: int
    origin: Origin
    end: int
    is_counted: bool = False
    guess: str = ""


_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven")
FIRST_WORDS = frozenset(
    {"a", "an", "d", "day", "earlier", "following", "later", "next", "on", "same", "the", *_NUMBERS}
)
"""What a later day in words begins with, in small letters."""
LATER_BEGINS = (
    r"(?:on\s+)?(?:the\s+)?"
    rf"(?:next|following|day\s|same|later|earlier|an?\s|{'|'.join(_NUMBERS)}|\d|\+|d\s?\+)"
)
"""How a later day in words begins, in capitals or small letters."""
_PART = r"(?:day|morning|afternoon|evening)"
_LATER = re.compile(
    rf"""\s*(?:on\s+)?(?:the\s+)?(?:
      (?P<next>(?:next|following)\s{_PART}|day\safter(?!\s(?:an?|the|our|this|that)\b))
    | (?P<same>same\s{_PART}|(?:later|earlier)\s(?:on\s)?(?:the\ssame|that(?:\ssame)?)\s{_PART})
    | (?P<count>an?|{"|".join(_NUMBERS)}|\d{{1,2}})\s(?:days?|(?P<weeks>weeks?))\slater
    | \+\s?(?P<plus>\d{{1,2}})\s?d(?:ays?)?
    | d\s?\+\s?(?P<from_first>\d{{1,2}})
    | day\s\#?(?P<number>0?[1-9]\d?)
    )(?![\w+-])""",
    re.VERBOSE | re.IGNORECASE,
)
_OPENED = re.compile(r"(?P<bracket>\s*[(\[])?,?")
_DASH = re.compile(r"(?:\s|(?<=\s))[\u2013\u2014-](?=\s)")
DAY_ENDS = re.compile(r"\s[\u2013\u2014|-](?=\s)|:\s|\s*$")
"""What is after a day that a dash parts from its time: `09:00 - next day - text`."""
_BARE = re.compile(r"\+(\d)(?=[)\]])")
"""A number of days in brackets after a time, as in timetables: `09:00 (+1)`."""
_PLUS_ONE = re.compile(r"\s\+1(?![\w.,%+-]|:\d|/)")
_MAY_BE_DAY = re.compile(
    r"\s+(?P<plus>\+\d)(?![\w.%:])"
    r"|\s*[(\[](?P<words>(?:on\s+)?(?:the\s+)?(?:next|following|previous)\s(?:\w{1,12}\s)?"
    rf"(?:{_PART}|night|week(?:day|end)?|month|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b[^()\[\]\n]{{0,30}})[)\]]",
    re.IGNORECASE,
)
"""What may be a day after a clock time, if none is read there: `09:00 +2`, `09:00 (the following Monday)`."""


def read_later_day(text: str, begin: int) -> LaterDay | None:
    """Read the later day at a place of a line; None if there's none."""
    match = _LATER.match(text, begin)
    if match is None:
        return None
    end = match.end()
    if match["next"]:
        return LaterDay(1, Origin.IN_FORCE, end)
    if match["same"]:
        return LaterDay(0, Origin.BEFORE, end)
    if match["plus"]:
        return LaterDay(int(match["plus"]), Origin.IN_FORCE, end, is_counted=True)
    if match["count"]:
        return LaterDay(_number(match["count"].lower()) * (7 if match["weeks"] else 1), Origin.BEFORE, end)
    days = int(match["number"]) - 1 if match["number"] else int(match["from_first"])
    return LaterDay(days, Origin.FIRST, end)


def _number(written: str) -> int:
    if written.isdigit():
        return int(written)
    return _NUMBERS.index(written) + 1 if written in _NUMBERS else 1  # a day


def read_later_day_behind(text: str, begin: int) -> LaterDay | None:
    """Read the later day after a clock time, `09:00 (+1d)`, `09:00, next day`, `09:00 (+1)`; None if there's none."""
    dash = _DASH.match(text, begin)
    if dash is not None:
        later = read_later_day(text, dash.end())
        is_day = later is not None and later.origin is not Origin.FIRST and DAY_ENDS.match(text, later.end)
        return later if is_day else None
    opened = _OPENED.match(text, begin)
    at, is_opened = (opened.end(), bool(opened["bracket"])) if opened else (begin, False)
    bare = _BARE.match(text, at) if is_opened else None
    later = LaterDay(int(bare[1]), Origin.IN_FORCE, bare.end(), is_counted=True) if bare else read_later_day(text, at)
    if later is None:
        return None
    is_closed = text[later.end : later.end + 1] in (")", "]")
    if is_opened != is_closed or (later.origin is Origin.FIRST and not is_opened):  # 09:00 Day 2 of the outage begins
        return None
    return replace(later, end=later.end + is_closed)


def read_next_day_behind(text: str, begin: int, moment: time, around: Around) -> LaterDay | None:
    """Read a bare `+1` after a clock time, `08:00 +1 text`, as the next day if that's likely; None otherwise.

    Votes and counts look the same. It's a day if the clock is earlier than the one of the event before, if that event
    is already on the next day, or if a dash, a colon, or nothing follows.

    Args:
        text: what the time is in.
        begin: where its clock, or its zone, ends.
        moment: the clock.
        around: what it's read by.
    """
    match = _PLUS_ONE.match(text, begin)
    if match is None or around.before is None:
        return None
    before = around.before.astimezone(around.zone)
    is_same = around.in_force is not None and before.date() == around.in_force + timedelta(days=1)
    if not (is_same or moment < before.time() or DAY_ENDS.match(text, match.end())):
        return None
    guess = "'+1' is read as the next day."
    return LaterDay(1, Origin.IN_FORCE, match.end(), is_counted=True, guess=guess)


def doubtful_day(text: str, begin: int) -> str:
    """Return why the text after a clock time may be its day, though none is read there; empty if it can't be."""
    match = _MAY_BE_DAY.match(text, begin)
    return f"'{match['plus'] or match['words']}' may be its day, but isn't read as one." if match else ""


def origin_of(later: LaterDay, around: Around, zone: tzinfo) -> date | None:
    """Return the day that a later day counts from, in its time's zone; None if it isn't known."""
    latest = around.before.astimezone(zone).date() if around.before is not None else around.day
    if later.origin is Origin.FIRST:
        return around.start.astimezone(zone).date() if around.start is not None else around.day or latest
    if later.origin is Origin.IN_FORCE and around.before is not None and around.in_force is not None:
        return around.in_force
    return latest
