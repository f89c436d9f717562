"""Days that count from another one: `next day`, `+1d`, `two days later`, `the same day`, `D+1`, `Day 2`."""

import re
from dataclasses import dataclass, replace
from datetime import date, tzinfo
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
    """

    days: int
    origin: Origin
    end: int
    is_counted: bool = False


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
_BARE = re.compile(r"\+(\d)(?=[)\]])")
"""A number of days in brackets after a time, as in timetables: `09:00 (+1)`."""


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


def origin_of(later: LaterDay, around: Around, zone: tzinfo) -> date | None:
    """Return the day that a later day counts from, in its time's zone; None if it isn't known."""
    latest = around.before.astimezone(zone).date() if around.before is not None else around.day
    if later.origin is Origin.FIRST:
        return around.start.astimezone(zone).date() if around.start is not None else around.day or latest
    if later.origin is Origin.IN_FORCE and around.before is not None and around.in_force is not None:
        return around.in_force
    return latest
