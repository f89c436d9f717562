"""Days ahead as people write them: `fri`, `+2w`, `end of quarter`; python-dateutil does the counting."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from pmtui.errors import EntryError
from pmtui.parsing.days import (
    DAY_IN_MONTH,
    IN_FIGURES,
    MONTH,
    ON,
    WEEKDAY,
    NotADayError,
    parts_of,
    read_day,
    weekday_of,
)
from pmtui.parsing.numbers import SMALL_NUMBERS

_UNIT = (
    r"(?P<unit>bd|wd|(?:business|working|work) ?days?|weekdays?|d|days?|w|wks?|weeks?|mon?|months?|q|quarters?"
    r"|y|years?|fortnights?)"
)
_PERIOD = r"(?P<period>day|week|month|quarter|year)"

_NAMED = re.compile(rf"(?:(?P<which>this|next) )?(?P<weekday>{WEEKDAY})")
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(SMALL_NUMBERS)})"
_AHEAD = re.compile(rf"(?:\+ ?|(?:in|within) ){_COUNT} ?{_UNIT}")
_BARE_LENGTH = re.compile(rf"(?P<count>\d{{1,3}}) ?{_UNIT}(?: from now)?")
_END = re.compile(rf"(?:(?:the )?end of|eo)(?: ?(?P<which>the|this|next))? ?(?:{_PERIOD}|(?P<short>[dwmqy]))")
_NEXT = re.compile(rf"(?P<which>this|next) {_PERIOD}")
_QUARTER = re.compile(r"(?:(?:the )?end of )?q(?P<quarter>[1-4])(?:[ /'](?P<year>\d{4}))?")
_IN_MONTH = re.compile(DAY_IN_MONTH)
_END_OF_MONTH = re.compile(rf"(?:the )?end of (?P<month>{MONTH})")
_FULL = re.compile(rf"today|tomorrow|{IN_FIGURES}|{DAY_IN_MONTH}[ ,-]{{1,3}}\d{{4}}")
_BEFORE = re.compile(r"^(?:by|due|until|till) ", re.IGNORECASE)
_WEEKDAY_BEFORE = re.compile(rf"^{WEEKDAY},? (?=\d|[a-z]{{3,}} \d)")
_PERIODS = {"d": "day", "w": "week", "m": "month", "q": "quarter", "y": "year"}

HOW = "Write it as fri, +2w, end of quarter, 27 March, or 2026-03-27."
"""How a day ahead may be written."""


def read_due(text: str, today: date) -> date:
    """Read a day ahead: `fri`, `next tue`, `tomorrow`, `+2w`, `in 10 business days`, `end of quarter`, `27 mar`.

    A weekday is the next one after today; a week ends on Friday; a day of a month without its year is the next one.

    Args:
        text: what was typed.
        today: the day that it's counted from.

    Raises:
        NotADayError: if it isn't written as a day ahead.
        EntryError: if there's no such day, or it could be two.
    """
    typed = ON.sub("", _WEEKDAY_BEFORE.sub("", _plain(text)))
    try:
        for pattern, reader in _READERS.items():
            match = pattern.fullmatch(typed)
            if match:
                return reader(match, today)
        return read_day(typed, today)
    except NotADayError as error:
        raise NotADayError(HOW) from error
    except EntryError:
        raise
    except (OverflowError, ValueError) as error:  # no calendar goes there: q4 9999
        raise EntryError(f"No such date. {HOW}") from error


def is_due(text: str) -> bool:
    """Return whether words in a sentence can only mean a date ahead: `fri` and `+2w` do, `2w` may be a duration."""
    typed = _WEEKDAY_BEFORE.sub("", _plain(text))
    return any(pattern.fullmatch(typed) for pattern in _CERTAIN)


def is_length(text: str) -> bool:
    """Return whether words are a length of time: a day ahead where one is expected, `2w`, `10 business days`."""
    return _BARE_LENGTH.fullmatch(_plain(text)) is not None


def _plain(text: str) -> str:
    plain = " ".join(_BEFORE.sub("", text.strip().lower()).split()).strip(".,;!()")
    return "today" if plain == "tonight" else plain


# -- the forms ---------------------------------------------------------------------------------------------------------


def _named(match: re.Match[str], today: date) -> date:
    number = weekday_of(match["weekday"])
    if match["which"] in ("this", "next"):
        monday = today - timedelta(days=today.weekday())
        found = monday + timedelta(days=number + (7 if match["which"] == "next" else 0))
        return found if found >= today else found + timedelta(weeks=1)
    return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)


def _length(match: re.Match[str], today: date) -> date:
    from dateutil.relativedelta import relativedelta  # imported where used: printing doesn't need it

    written, unit = match["count"], match["unit"]
    count = SMALL_NUMBERS[written] if written in SMALL_NUMBERS else int(written)
    if unit in ("bd", "wd") or unit.startswith(("business", "work", "weekday")):
        return business_days_after(today, count)
    if unit.startswith("fortnight"):
        return today + timedelta(weeks=2 * count)
    if unit.startswith("d"):
        return today + timedelta(days=count)
    if unit.startswith("w"):
        return today + timedelta(weeks=count)
    months = {"m": 1, "q": 3, "y": 12}[unit[0]] * count
    return today + relativedelta(months=months)


def _end(match: re.Match[str], today: date) -> date:
    period = match["period"] or _PERIODS[match["short"]]
    return _last_day(period, today, ahead=match["which"] == "next")


def _last_day(period: str, today: date, *, ahead: bool) -> date:
    """Return the last day of the current period, or of the one after it; a week's last day is its Friday."""
    from dateutil.relativedelta import FR, relativedelta

    if period == "day":
        return today + timedelta(days=int(ahead))
    if period == "week":
        return today + relativedelta(weekday=FR) + timedelta(weeks=int(ahead))
    months = {"month": 1, "quarter": 3, "year": 12}[period]
    first = today.replace(day=1, month=(today.month - 1) // months * months + 1)
    return first + relativedelta(months=months * (2 if ahead else 1), days=-1)


def _quarter(match: re.Match[str], today: date) -> date:
    year = int(match["year"]) if match["year"] else None
    return _last_day_in(year, 3 * int(match["quarter"]), "quarter", today)


def _end_of_month(match: re.Match[str], today: date) -> date:
    return _last_day_in(None, parts_of(f"1 {match['month']}")[1], "month", today)


def _last_day_in(year: int | None, month: int, period: str, today: date) -> date:
    """Return the last day of the period in which a month lies: of a year, otherwise the next one to come."""
    last = _last_day(period, date(today.year if year is None else year, month, 1), ahead=False)
    return last if year is not None or last >= today else _last_day(period, date(today.year + 1, month, 1), ahead=False)


def _in_month(match: re.Match[str], today: date) -> date:
    _, month, day = parts_of(match[0])
    try:
        found = today.replace(month=month, day=day)
        return found if found >= today else found.replace(year=today.year + 1)
    except ValueError as error:
        raise EntryError(f"No such date: {match[0]}.") from error


def business_days_after(day: date, count: int) -> date:
    """Return the day that lies `count` business days (Monday to Friday) after `day`."""
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


_READERS: dict[re.Pattern[str], Callable[[re.Match[str], date], date]] = {
    _NAMED: _named,
    _AHEAD: _length,
    _BARE_LENGTH: _length,
    _END_OF_MONTH: _end_of_month,
    _END: _end,
    _NEXT: lambda match, today: _last_day(match["period"], today, ahead=match["which"] == "next"),
    _QUARTER: _quarter,
    _IN_MONTH: _in_month,
    _FULL: lambda match, today: read_day(match[0], today),
}
_CERTAIN = [pattern for pattern in _READERS if pattern is not _BARE_LENGTH]
"""What always means a date ahead at the end of a line."""
