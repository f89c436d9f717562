"""Calendar days: in figures, with the month's name, as a weekday.

One grammar in three modes: a field's whole text (`read_day`), the beginning of a line, where the year is optional and
what is uncertain is noted (`read_day_at`), and prose (`days`).
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pmtui.errors import EntryError
from pmtui.records import record


@record(frozen=True)
class Around:
    """What a time without its day or zone is read by.

    Attributes:
        zone: the zone that times are written in.
        day: the incident's day, in that zone; None if it isn't known yet.
        before: the event before; None if there's none.
        start: the first event, which `T+5m` counts from.
        now: the time that it is; where the incident's day isn't known, one without its year is the last before it.
        assumed: the time of the event before, on whatever day, where its day isn't known.
        year: the year of days without one, where the incident's day isn't known and the text says that.
        takes_digits: 1432 is a time; in a text that writes 14:32 it's a number.
        halves: the times before were written with am and pm, so a bare 3:13 isn't at night.
        is_month_first: whether 3/4 is March 4; None if unknown.
        is_month_likelier: whether the dates of the text are closer together with the month first; None if it's all one.
        in_force: the day that the last `next day` or `+1d` counted from; None if no line has had one since a day.
    """

    zone: ZoneInfo
    day: date | None
    before: datetime | None
    now: datetime
    start: datetime | None = None
    halves: bool = False
    takes_digits: bool = True
    assumed: datetime | None = None
    year: int | None = None
    is_month_first: bool | None = None
    is_month_likelier: bool | None = None
    in_force: date | None = None


@record(frozen=True)
class ReadDay:
    """A day as it was written: one reading, or two.

    Attributes:
        days: what it can mean, the likelier first.
        end: where it ends in the line.
        note: what is uncertain, as text.
        year: the year that was read as it, if that is a guess.
    """

    days: tuple[date, ...]
    end: int
    note: str = ""
    year: int | None = None


class NotADayError(EntryError):
    """A text that isn't written as a day at all; other errors are about days that don't exist, or could be two."""


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b"
)
_FOREIGN = {
    "janv": 1, "enero": 1, "januar": 1, "févr": 2, "febrero": 2, "februar": 2, "mars": 3, "marzo": 3, "märz": 3,
    "avr": 4, "abril": 4, "mai": 5, "mayo": 5, "juin": 6, "junio": 6, "juni": 6, "juil": 7, "julio": 7, "juli": 7,
    "août": 8, "agosto": 8, "septembre": 9, "septiembre": 9, "octobre": 10, "octubre": 10, "oktober": 10,
    "novembre": 11, "noviembre": 11, "déc": 12, "diciembre": 12, "dezember": 12,
    "maart": 3, "mei": 5, "august": 8, "gennaio": 1, "febbraio": 2, "aprile": 4, "maggio": 5, "giugno": 6, "luglio": 7,
    "settembre": 9, "ottobre": 10, "dicembre": 12, "janeiro": 1, "fevereiro": 2, "março": 3, "maio": 5, "junho": 6,
    "julho": 7, "setembro": 9, "outubro": 10, "novembro": 11, "dezembro": 12,
}  # fmt: skip
"""How names of months begin in other languages (French, Spanish, German, Dutch, Italian, Portuguese) than English."""
FOREIGN_MONTH = rf"(?:{'|'.join(_FOREIGN)})"
_FOREIGN_WEEKDAY = (
    r"(?:(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend"
    r"|(?:maan|dins|woens|donder|vrij|zater|zon)dag|(?:man|tirs|tis|ons|tors|fre|l[øö]r|s[øö]n)dag"
    r"|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche"
    r"|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo"
    r"|(?:luned|marted|mercoled|gioved|venerd)[iì]|sabato|domenica"
    r"|(?:segunda|ter[cç]a|quarta|quinta|sexta)(?:-feira)?)"
)
"""Weekdays in those languages and Scandinavian ones; each is read only before a date, which counts."""
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY = (
    r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nes(?:day)?)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:ur(?:day)?)?"
    r"|sun(?:day)?)"
)
_TH = "(?:st|nd|rd|th)?"
_S = r"[ \u00a0\u202f]"
"""A space inside a day: neither a tab, which parts cells, nor the end of a line."""

DAY_IN_MONTH = (
    rf"(?:\d{{1,2}}{_TH}{_S}{{0,2}}(?:of{_S}{{1,2}})?[-/]?{MONTH}\.?"
    rf"|{MONTH}\.?(?:{_S}{{1,2}}|-)\d{{1,2}}(?!\d|:\d){_TH})"
)
"""A day with its month's name: `7 March`, `March 7th`."""

_YEAR = r"(?:19[7-9]\d|20\d\d)"
"""Four digits beside a day that are its year; others are its time: `Oct 24, 1432`."""

_WITH_YEAR = (
    rf"(?:{_YEAR}(?:,?{_S}{{1,2}}|[/.-]){MONTH}\.?(?:{_S}{{1,2}}|[/-])\d{{1,2}}(?!\d|:){_TH}"
    rf"|\d{{1,2}}(?:\.{_S}{{0,2}}|/){MONTH}\.?(?:,?{_S}{{1,2}}|/){_YEAR}\b"
    rf"|\d{{1,2}}(?:/{MONTH}/|-{MONTH}-)\d\d(?![\w:.]))"
)
"""What is only a day if it has its year: `2026 March 7`, `7/Mar/2026`, `7. March 2026` (`1. May` begins a list)."""

ISO_DAY = r"\d{4}(?:-\d{1,2}-|/\d{1,2}/)\d{1,2}(?!\d)"
IN_FIGURES = rf"(?:{ISO_DAY}|\d{{1,2}}\.\d{{1,2}}\.\d{{4}})"
"""A day that is written in figures and can only be one."""

_DAY = re.compile(
    rf"""\s*(?:{_FOREIGN_WEEKDAY}\b,?\s+(?:(?:den|de|le|el)\s)?)?(?:(?P<weekday>{WEEKDAY})\b\.?,?\s+(?:[(\[]|[\u2013\u2014-]\s)?)?(?:
      (?P<word>today|yesterday|tomorrow)\b
    | (?P<iso>{ISO_DAY}|\d{{4}}\.\d{{1,2}}\.\d{{1,2}}(?!\.?\d)|\d{{8}}(?=T\d))
    | (?P<numbers>\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d{{2}}))(?!\d)
    | (?P<dotted>\d{{1,2}}\.\d{{1,2}}\.)(?=\s)
    | (?P<named>{_WITH_YEAR}|{DAY_IN_MONTH}(?:[\s,/-]{{1,3}}{_YEAR}\b(?!:\d))?)
    | (?P<foreign>\d{{1,2}}(?:\.|er)?\s(?:de\s)?{FOREIGN_MONTH}[a-zé]{{0,7}}\.?
        (?:\s(?:de\s)?\d{{4}}\b(?!:\d))?)
    | (?P<short>\d{{1,2}}/\d{{1,2}}(?![\d/])|\d{{2}}-\d{{2}}(?=[\sT]\d{{1,2}}:\d\d))
    )?(?(word)|(?:,?\s+[(\[]?(?P<after>{WEEKDAY})\b\.?[)\]]?(?=\s*(?:$|[:;,|)\]*_`\u2013\u2014-]|~?\d{{1,2}}:)))?)""",
    re.VERBOSE | re.IGNORECASE,
)
_MAY_BEGIN = re.compile(
    rf"\s*(?:\d{{1,2}}[/.\-\u2013\sa-z]|\d{{4}}|(?:{WEEKDAY}|today|yesterday|tomorrow)\b|{MONTH}"
    rf"|{_FOREIGN_WEEKDAY}\b,?\s(?:[a-z]{{2,3}}\s)?\d)",
    re.IGNORECASE,
)
"""What every day, or the first of several, begins with; it's found much faster than a day, and most texts have none."""
_PLAIN = re.compile(
    r"(?:(?P<iso>\d{4}-\d\d-\d\d)|(?P<named>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d))"
    r"(?=[T ]\d\d:\d\d)"
)
"""A day before its time as machines write it; most days are so, and found much faster than one in any form."""
_SHORT_YEAR = re.compile(r"(?<![\d/.:-])\d{1,2}([/.-])\d{1,2}\1\d{2}(?![\d:/-])")
_YEAR_BEHIND_MONTH = re.compile(r"[a-z][/-](\d\d)$")
"""The year of `26/Nov/25`."""
_LONGEST = 200
"""No day has more characters, however it is written: the longest has about 70, with its weekday and zone."""

ON = re.compile(r"^on\s+(?=\S)", re.IGNORECASE)
"""What a field's text may begin with."""

_HOW = "Write the date as 2026-03-07 or 7 March 2026."
_FROM_TODAY = {"today": 0, "yesterday": -1, "tomorrow": 1}


def weekday_of(name: str) -> int:
    """Return the number of a weekday, from 0 for Monday, by its name or the beginning of it."""
    return _WEEKDAYS.index(name[:3].lower())


def parts_of(text: str) -> tuple[int, int, int]:
    """Return the year (0 if it isn't given), month, and day of a date with its month's name."""
    name = re.search(MONTH, text, re.IGNORECASE)
    numbers = re.findall(r"\d+", text)
    assert name is not None
    year = next((int(number) for number in numbers if len(number) == 4), 0)
    short = _YEAR_BEHIND_MONTH.search(text) if not year else None
    if short:
        year = 2000 + int(short[1])
    day = next(int(number) for number in numbers if len(number) < 3)
    return year, _MONTHS.index(name[0][:3].lower()) + 1, day


def read_day(text: str, today: date) -> date:
    """Read a field's text as a day: `2026-03-07`, `7 March 2026`, `today`, `yesterday`, `+3` (days from today).

    Args:
        text: what was typed.
        today: the day that relative ones are counted from.

    Raises:
        NotADayError: if it isn't written as a day with its year.
        EntryError: if there's no such day, or it could be two.
    """
    if len(text.strip()) > _LONGEST:
        raise NotADayError(f"A date has at most {_LONGEST} characters. Write it as 2026-03-07 or 7 March 2026.")
    typed = ON.sub("", " ".join(text.split()).rstrip(" .,"))
    if re.fullmatch(r"[+-]\d{1,4}", typed):
        return today + timedelta(days=int(typed))
    match = _DAY.fullmatch(typed)
    kind = _kind_of(match) if match else ""
    if match is None or not (kind in ("word", "iso") or (kind and re.search(r"\d{4}", match[kind]))):
        raise NotADayError(_HOW)
    days = _READERS[kind](match[kind], _Known(today, today))
    if len(days) > 1:
        raise EntryError(f"{match[kind]} could be two days. Write it as 2026-03-07.")
    weekday = match["weekday"] or match["after"]
    if weekday and days[0].weekday() != weekday_of(weekday):
        raise EntryError(f"{days[0].isoformat()} is a {days[0]:%A}, not a {weekday}.")
    return days[0]


def has_short_year(text: str) -> bool:
    """Return whether text holds a day whose year has two digits: `5/6/26`, which a line guesses and a field refuses."""
    return _SHORT_YEAR.search(text[:_LONGEST]) is not None


def may_begin_day(text: str) -> bool:
    """Return whether a text may begin with a day; of most that don't, it's found out fast."""
    return _MAY_BEGIN.match(text) is not None


def _kind_of(match: re.Match[str]) -> str:
    return next((name for name in _READERS if match[name]), "")


def read_day_at(text: str, begin: int, around: Around) -> ReadDay | None:
    """Read the day at a place of a line; None if there's none.

    Raises:
        EntryError: if there's no such day.
    """
    plain = _PLAIN.match(text, begin)
    if plain is not None:
        days, note, year = _meant(plain.lastgroup or "", plain[0], "", _known(around))
        return ReadDay(days, plain.end(), note, year)
    if not _MAY_BEGIN.match(text, begin):
        return None
    match = _DAY.match(text, begin)
    if match is None:
        return None
    kind = _kind_of(match)
    if not kind and not match["weekday"]:
        return None
    days, note, year = _meant(kind, match[kind or "weekday"], match["weekday"] or match["after"] or "", _known(around))
    return ReadDay(days, match.end(), note, year)


class _Known(NamedTuple):
    """All that a day is read by.

    Attributes:
        today: the day that it is.
        day: the incident's day; None if it isn't known yet.
        before: the day of the event before, where the incident's isn't known.
        year: the year of days without one.
        is_month_first: whether 3/4 is March 4; None if nothing says so.
        is_month_likelier: whether it's March 4 rather than April 3, if nothing says so; None: whichever is nearer.
    """

    today: date
    day: date | None = None
    before: date | None = None
    year: int | None = None
    is_month_first: bool | None = None
    is_month_likelier: bool | None = None

    @property
    def near(self) -> date | None:
        """The day nearest to a day without a year; None if none is known: then it's in the past."""
        if self.day is not None:
            return self.day
        if self.before is not None:
            return self.before
        return date(self.year, 7, 1) if self.year is not None else None


def _known(around: Around) -> _Known:
    before = around.before.astimezone(around.zone).date() if around.day is None and around.before is not None else None
    return _Known(_today(around), around.day, before, around.year, around.is_month_first, around.is_month_likelier)


@lru_cache(maxsize=1_024)
def _meant(kind: str, written: str, weekday: str, known: _Known) -> tuple[tuple[date, ...], str, int | None]:
    """Return what a day of a line can mean, what is uncertain about it, and the year that was guessed.

    The lines of a log are of few days, each written in one way.

    Args:
        kind: which of the readers reads it; empty for a weekday alone.
        written: the day as it was written, without its weekday.
        weekday: the weekday beside it; empty if there's none.
        known: what it's read by.

    Raises:
        EntryError: if there's no such day.
    """
    if not kind:
        return _weekday_alone(written, known)
    days = _READERS[kind](written, known)
    note = _far_from(days[0], known.day) if kind == "word" else ""
    if kind == "word" and days[0] > known.today:  # incidents are in the past
        note = f"{note} Tomorrow, {days[0].isoformat()}, is in the future.".strip()
    if len(days) > 1 and kind in ("numbers", "short") and days[0].day == days[1].month:
        note = f"{written} is read as {days[0].day} {days[0]:%B}."
    elif len(days) > 1 and kind == "numbers":
        note = f"{written} is read as {days[0].day} {days[0]:%B %Y}."
    has_year = kind in ("word", "iso", "numbers") or bool(re.search(r"\d{4}|[a-z][/-]\d\d$", written))
    guess = "" if has_year else _guessed_year(days[0], known)
    if weekday:
        wanted = weekday_of(weekday)
        fitting = tuple(day for day in days if day.weekday() == wanted)
        if not fitting and not has_year:
            fitting = _same_day_of_week(days[0], wanted, known)
            guess = _guessed_year(fitting[0], known) if fitting else guess
        if not fitting:
            note = f"{days[0].isoformat()} is a {days[0]:%A}, not a {weekday}."
        elif days != fitting:
            days, note = fitting, ""
    note = " ".join(part for part in (note, guess, _in_future(days[0], known.today)) if part)
    return days, note, days[0].year if guess else None


def _today(around: Around) -> date:
    return around.now.astimezone(around.zone).date()


def _guessed_year(day: date, known: _Known) -> str:
    """Return a note on which year was assumed, if the incident's day doesn't give it."""
    if known.day is None and known.year is not None and abs(known.year - day.year) <= (known.before is not None):
        return ""
    if known.day is not None and abs((day - known.day).days) <= _FAR:
        return ""
    return f"No year given: read as {day.year}."


_A_DAY = timedelta(days=1)
_FAR = 184
"""Days from the incident: more than half a year away, the year isn't obvious (February 29 only)."""


def _in_year(month: int, day: int, known: _Known, text: str) -> tuple[date, ...]:
    """Return a day without its year: nearest to the incident, otherwise the last one before now, then the next.

    Raises:
        EntryError: if no year near has such a day.
    """
    near, today = known.near, known.today
    center = (near or today).year
    found: list[date] = []
    for year in range(center - 8, center + 9):  # around 1900 and 2100, February 29 is 8 years from the next one
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    if not found:
        raise EntryError(f"No such date: {text.strip()}. {_HOW}")
    if near is not None:
        return (min(found, key=lambda each: abs(each - near)),)
    past = [each for each in found if each <= today]
    return (past[-1], next(each for each in found if each > today))


def _same_day_of_week(near: date, wanted: int, known: _Known) -> tuple[date, ...]:
    """Return the day of the same date that is the weekday which is written next to it, of the years around."""
    years = range(near.year - 6, near.year + 1 if known.day is None else near.year + 2)
    found = []
    for year in years:
        try:
            day = near.replace(year=year)
        except ValueError:
            continue
        if day.weekday() == wanted:
            found.append(day)
    if known.day is not None:  # the incident's own year is known
        return ()
    return (found[-1],) if found else ()


def far_from(day: date, around: Around) -> str:
    """Return what is uncertain about a day that counts from today, where the incident was long ago."""
    return _far_from(day, around.day)


def _far_from(day: date, of_incident: date | None) -> str:
    days = abs((day - of_incident).days) if of_incident else 0
    # Two weeks, chosen by hand: postmortems are written within days (deadlines in use are 3 or 5 business days).
    return f"That's {day.isoformat()}, {days} days from the incident's date." if days > 14 else ""


def in_future(day: date, around: Around) -> str:
    """Return what is uncertain about a day that is still to come, wherever on earth the incident was."""
    return _in_future(day, _today(around))


def _in_future(day: date, today: date) -> str:
    return f"{day.isoformat()} is in the future." if day > today + _A_DAY else ""


def _weekday_alone(written: str, known: _Known) -> tuple[tuple[date, ...], str, None]:
    """Read a weekday: the one near the incident, otherwise the last one before now, with a note."""
    wanted = weekday_of(written)
    near = known.near
    first, last = (-3, 4) if near is not None else (-6, 1)
    days = [(near or known.today) + timedelta(days=n) for n in range(first, last)]
    day = next(day for day in days if day.weekday() == wanted)
    return (day,), "" if near is not None else f"{written} is read as {day.isoformat()}.", None


def _word_day(text: str, known: _Known) -> tuple[date, ...]:
    return (known.today + timedelta(days=_FROM_TODAY[text.lower()]),)


def _iso_day(text: str, known: _Known) -> tuple[date, ...]:
    year, month, day = (text[:4], text[4:6], text[6:]) if text.isdigit() else re.split("[-/.]", text)
    return (_day_of(int(year), int(month), int(day), text),)


def _day_of(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise EntryError(f"No such date: {text.strip()}. {_HOW}") from error


def _numbers_day(text: str, known: _Known) -> tuple[date, ...]:
    first, second, last = (int(part) for part in re.split(r"[/.-]", text))
    year = last + 2000 if last < 100 else last
    near = known.near or known.today
    year_first: tuple[date, ...] = ()
    if last < 100 and "-" in text:
        with suppress(ValueError):
            year_first = (date(2000 + first, second, last),)
    try:
        found = _either(first, second, lambda month, day: (date(year, month, day),), text, known)
    except EntryError:
        if not year_first:
            raise
        found = ()
    return tuple(sorted({*found, *year_first}, key=lambda day: abs(day - near))) if year_first else found


def _dotted_day(text: str, known: _Known) -> tuple[date, ...]:
    day, month = (int(part) for part in text.strip(".").split("."))
    return _in_year(month, day, known, text)


def _short_day(text: str, known: _Known) -> tuple[date, ...]:
    first, second = (int(part) for part in re.split("[/-]", text))
    return _either(first, second, lambda month, day: _in_year(month, day, known, text), text, known)


def _either(
    first: int, second: int, make: Callable[[int, int], tuple[date, ...]], text: str, known: _Known
) -> tuple[date, ...]:
    """Return day first and month first, what is nearer to the incident's day before the other."""
    found: list[tuple[date, ...]] = []
    orders = ((first, second), (second, first))
    if known.is_month_first and "." not in text:
        orders = orders[::-1]
    for day, month in orders:
        try:
            made = make(month, day)
        except (ValueError, EntryError):
            continue
        if made not in found:
            found.append(made)
    if not found:
        raise EntryError(f"No such date: {text}. {_HOW}")
    # 3.4.2026 is the third of April wherever it's written so
    if len(found) == 1 or "." in text or known.is_month_first is not None:
        return found[0]
    if known.is_month_likelier is not None:
        both = tuple(days[0] for days in found)
        return both[::-1] if known.is_month_likelier else both
    near = known.near or known.today
    return tuple(sorted((days[0] for days in found), key=lambda day: abs(day - near)))


def _named_day(text: str, known: _Known) -> tuple[date, ...]:
    year, month, day = parts_of(text)
    return (_day_of(year, month, day, text),) if year else _in_year(month, day, known, text)


def _foreign_day(text: str, known: _Known) -> tuple[date, ...]:
    day, *year = (int(number) for number in re.findall(r"\d+", text))
    month = next(month for name, month in _FOREIGN.items() if name in text.lower())
    return (_day_of(year[0], month, day, text),) if year else _in_year(month, day, known, text)


_READERS: dict[str, Callable[[str, _Known], tuple[date, ...]]] = {
    "word": _word_day,
    "iso": _iso_day,
    "numbers": _numbers_day,
    "dotted": _dotted_day,
    "named": _named_day,
    "foreign": _foreign_day,
    "short": _short_day,
}


# -- in prose ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CalendarDay:
    """A day in prose.

    Attributes:
        start: where it begins in the text.
        end: where it ends.
        day: the day of the month.
        month: the month, from 1.
        year: the year; 0 where it names none.
    """

    start: int
    end: int
    day: int
    month: int
    year: int


@cache
def _in_prose() -> re.Pattern[str]:
    # Not a part of an identifier or a path: 4f2a15dec, api-12dec-4f, /2026/03/07/.
    return re.compile(
        rf"(?<!\w)(?<!\d:)(?<![a-z]-)(?:(?<!/)(?P<iso>{ISO_DAY})(?!(?!T\d)\w|/\w)"
        rf"|{DAY_IN_MONTH}(?!\w|-\d*[a-z])(?:,? {_YEAR}\b)?)",
        re.IGNORECASE,
    )


def days(prose: str) -> Iterator[CalendarDay]:
    """Yield the days in a text: `7 March`, `March 7, 2026`, `2026-03-07`."""
    for match in _in_prose().finditer(prose):
        if match["iso"]:
            year, month, day = (int(part) for part in re.split("[-/]", match["iso"]))
        else:
            year, month, day = parts_of(match[0])
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield CalendarDay(match.start(), match.end(), day, month, year)


@dataclass(frozen=True)
class WrittenWeekday:
    """A day of the week in prose.

    Attributes:
        start: where it begins in the text.
        end: where it ends.
        number: which it is, from 0 for Monday.
        day: the date that is written next to it; None if it stands alone.
    """

    start: int
    end: int
    number: int
    day: CalendarDay | None = None


_NAMED = re.compile(rf"\b{WEEKDAY}\b\.?", re.IGNORECASE)
_FULL_NAME = re.compile(r"[a-z]+day", re.IGNORECASE)
_THEN_DATE = re.compile(r",?\s{1,3}(?:the |on )?")
_THEN_NAME = re.compile(r",? (?:a |on a )?|,? ?\(")


def weekdays(prose: str) -> Iterator[WrittenWeekday]:
    """Yield the days of the week in a text: `on Sunday`, `Wednesday, 14 April`, `2026-04-14 (Tuesday)`.

    A short form ("Sun") only counts next to a date.
    """
    names = list(_NAMED.finditer(prose))
    written = list(days(prose)) if names else []
    at_start, at_end = {day.start: day for day in written}, {day.end: day for day in written}
    for match in names:
        behind = _THEN_DATE.match(prose, match.end())
        day = at_start.get(behind.end()) if behind else None
        for length in range(1, 8) if day is None else ():
            if (near := at_end.get(match.start() - length)) and _THEN_NAME.fullmatch(prose, near.end, match.start()):
                day = near
        name = match[0].rstrip(".")
        if day is not None or _FULL_NAME.fullmatch(name):
            yield WrittenWeekday(match.start(), match.start() + len(name), weekday_of(name), day)
