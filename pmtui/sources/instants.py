"""Instants as machines write them: ISO 8601, epoch numbers, and a date and a clock time in any order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from pmtui.parsing.zones import NamedZone, read_zone

_EPOCH = re.compile(r"(\d{9,20})(?:\.(\d{1,20}))?")
_UNITS = ((11, 1), (14, 10**3), (17, 10**6), (20, 10**9))
"""For each number of digits up to which it counts, how many of its units make a second."""

_FRACTION = re.compile(r"(?<=:\d\d)[.,](\d{1,20})")
_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_CLOCK = re.compile(r"(?<![\d:])(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,20}))?)?(?:\s?([AaPp])\.?[Mm]\b\.?)?")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?!\d)")
_NAMED = re.compile(r"(?<!\w)(?:(\d{1,2})\.?[ /-]?([^\W\d_]{3,9})\.?|([^\W\d_]{3,9})\.?[ ]{1,2}(\d{1,2})(?!\d))")
_YEAR = re.compile(r"(?<![\d:+-])(\d{4})(?![\d-])")
_COLON = re.compile(r"(?<=/\d{4}):(?=\d\d:)")
"""What web servers write between date and time: 12/May/2026:22:04:05."""

_YEAR_BEHIND = re.compile(r"\s(\d{4})(?=\s|$)")
"""The year of `date` and git, which is between the clock time and the offset."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan ene gen janv sty led", "feb fev fév févr lut úno", "mar mär mrz mrt maa mars marz már bře",
            "apr abr avr avril kwi dub", "may mai mei mag maj maio mayo kvě", "jun juin giu cze jún čvn",
            "jul juil lug lip júl čvc", "aug ago août aoû sie srp", "sep set sept wrz zář", "oct okt ott out paź říj",
            "nov lis", "dec dez dic déc gru pro",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_LONGEST = 80


@dataclass(frozen=True)
class ReadInstant:
    """A time that was read.

    Attributes:
        at: the instant, timezone-aware.
        doubt: what is uncertain about it; may be empty.
        is_zoneless: the text named no zone.
        other_day: the day that it may mean, too, if day and month are the other way round: 03/04/2026; often None.
    """

    at: datetime
    doubt: str = ""
    is_zoneless: bool = False
    other_day: date | None = None


def read_record_time(value: object, zone: tzinfo, near: date | None) -> ReadInstant | None:
    """Read an instant.

    Args:
        value: a number since 1970 in seconds or smaller units, or text.
        zone: the zone of a time that names none.
        near: the day that a time without a year, or with an ambiguous date, is nearest to.

    Returns:
        What it says; None if that isn't a time between 1990 and 2200.
    """
    try:
        found = _read(value, zone, near)
        return found if found is not None and 1990 <= found.at.astimezone(UTC).year <= 2200 else None
    except (ValueError, OverflowError):
        return None


def _read(value: object, zone: tzinfo, near: date | None) -> ReadInstant | None:
    if isinstance(value, str):
        text = value.strip()[:_LONGEST]
    elif isinstance(value, int) and not isinstance(value, bool):
        text = str(value) if value < 10**20 else ""
    elif isinstance(value, float) and value < 1e20:
        text = repr(value) if value < 1e12 else str(int(value))
    else:
        return None
    epoch = _EPOCH.fullmatch(text)
    if epoch:
        return ReadInstant(_from_epoch(epoch[1], epoch[2] or ""))
    if _ISO.match(text):
        try:
            moment = datetime.fromisoformat(_FRACTION.sub(lambda found: f".{found[1][:6]}", text, count=1))
        except ValueError:
            pass  # a zone's name, or a space before the offset
        else:
            return ReadInstant(moment) if moment.tzinfo else local(moment, zone)
    return _by_parts(text, zone, near)


def _from_epoch(whole: str, fraction: str) -> datetime:
    unit = next(per for digits, per in _UNITS if len(whole) <= digits)
    seconds, rest = divmod(int(whole), unit)
    micros = rest * 10**6 // unit + (int(f"{fraction:0<6}"[:6]) if unit == 1 else 0)
    return datetime.fromtimestamp(seconds, UTC) + timedelta(microseconds=micros)


def local(moment: datetime, zone: tzinfo) -> ReadInstant:
    """Return the instant of a local time; one that the clocks skip or repeat is one of the two, with a doubt."""
    first = moment.replace(tzinfo=zone)
    back = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None)
    doubt = ""
    if back != moment:
        doubt = f"the clocks skip {moment:%H:%M}"
    elif first.utcoffset() != first.replace(fold=1).utcoffset():
        doubt = f"{moment:%H:%M} comes twice that night: read as the first"
    return ReadInstant(first.astimezone(UTC), doubt, is_zoneless=True)


def _by_parts(text: str, zone: tzinfo, near: date | None) -> ReadInstant | None:
    """Read a date and a clock time wherever they are in a short text."""
    text = _COLON.sub(" ", text)
    clock = _CLOCK.search(text)
    if clock is None:
        return None
    hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
    if clock[5]:
        hour = hour % 12 + (12 if clock[5] in "Pp" else 0)
    at = time(hour, minute, min(second, 59), int(f"{clock[4] or '':0<6}"[:6]))
    year = _YEAR_BEHIND.match(text, clock.end())
    behind = text[year.end() if year else clock.end() :]
    named = read_zone(behind, zone if isinstance(zone, ZoneInfo) else ZoneInfo("UTC"), is_exact=True)
    rest = f"{text[: clock.start()].rstrip(' T:')} {year[1] if year else ''} {behind[named[1] :] if named else behind}"
    days = list(_days(rest, near))
    day = _nearest(days, near)
    if day is None:
        return None
    found = _in_zone(datetime.combine(day, at), named[0] if named else None, zone)
    other = next((each for each in days if each != day), None)
    return replace(found, other_day=other) if _NUMERIC.search(rest) else found


def _in_zone(moment: datetime, named: NamedZone | None, zone: tzinfo) -> ReadInstant:
    """Return the instant of a clock time in the zone named after it, or in the file's if none is."""
    if named is None:
        return local(moment, zone)
    if named.offset is not None:
        return ReadInstant(moment.replace(tzinfo=timezone(named.offset)), named.note)
    found = local(moment, named.zone)
    return ReadInstant(found.at, found.doubt or named.note)


def _days(text: str, near: date | None) -> Iterator[date]:
    """Yield the days that a text may name."""
    numeric = _NUMERIC.search(text)
    if numeric:
        first, middle, last = int(numeric[1]), int(numeric[3]), int(numeric[4])
        if len(numeric[1]) == 4:
            orders = [(first, middle, last)]
        else:
            year = last if len(numeric[4]) == 4 else 2000 + last
            orders = [(year, middle, first)]
            if numeric[2] == "/":
                orders.append((year, first, middle))
        for year, month, day in orders:
            yield from _day(year, month, day)
        return
    for named in _NAMED.finditer(text):
        month = _month(named[2] or named[3])
        if month:
            written = _YEAR.search(text)
            years = [int(written[1])] if written else [near.year - 1, near.year, near.year + 1] if near else []
            for each in years:
                yield from _day(each, month, int(named[1] or named[4]))
            return


def _month(name: str) -> int:
    word = name.lower()
    return _MONTHS.get(word) or _MONTHS.get(word[:4]) or _MONTHS.get(word[:3]) or 0


def _day(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return


def _nearest(days: list[date], near: date | None) -> date | None:
    if not days or near is None:
        return days[0] if days else None
    return min(days, key=lambda day: abs(day - near))
