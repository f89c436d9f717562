"""Times of day in prose."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from functools import cache

from pmtui.errors import EntryError
from pmtui.parsing.clocks import HALF, is_range, time_of
from pmtui.parsing.numbers import Hedge, hedge_before


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
        rf"(?:(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::[0-5]\d)?(?:\s?(?P<half>{HALF}))?"
        rf"|(?P<hour2>\d{{1,2}})\s?(?P<half2>{HALF}))(?!\d|:\d)(?P<zone>\s?\(?(?:{zone}))?"
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
            clock = time_of(hour, int(match["minute"] or 0), 0, half, match[0])
        except EntryError:
            match = anywhere.search(prose, end)
            continue
        begins_range = zone[:1] == "-" and is_range(prose, match.start("zone"), clock, is_exact=False)
        if begins_range:
            zone, end = "", match.start("zone")
        about = hedge_before(prose, match.start()) is not Hedge.EXACT
        yield ClockTime(match.start(), end, clock, zone, about)
        match = after_hyphen.match(prose, end + 1) if prose.startswith("-", end) else None
        match = match or anywhere.search(prose, end)
