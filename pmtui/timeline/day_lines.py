"""Days that a text gives to the lines below: a heading with a day, a line that is a day; the order of day and month."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from pmtui.errors import EntryError
from pmtui.parsing.days import (
    DAY_IN_MONTH,
    FOREIGN_MONTH,
    MONTH,
    WEEKDAY,
    Around,
    ReadDay,
    may_begin_day,
    parts_of,
    read_day_at,
)
from pmtui.parsing.later_days import LaterDay, Origin, origin_of, read_later_day
from pmtui.parsing.moments import is_likely_year
from pmtui.parsing.zones import NamedZone, read_zone
from pmtui.timeline.stated_zones import keyed, stated_zone

_LONGEST = 300
"""A longer line isn't a day alone."""

_MARKS = re.compile(r"[*`#\[\]]|(?<!\w)_+|_+(?!\w)")
_ANY_MARK = re.compile(r"[*`#\[\]_]")
_EDGES = " =:.,()/|-\u2013\u2014"
_LEAD = re.compile(
    r"^(?:(?:incident|event|outage)\s)?(?:timeline|events?|day \d+|date(?: of [a-z ]{1,20})?"
    r"|datum|fecha|data|dato|tag|dag|jour|d[ií]a|giorno|(?:the\s)?night\sof|on|the)\b"
    r"[\s:,(\u2013\u2014-]*(?:(?:for|of|on)\s+)?",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\s*(?:-|\u2013|\u2014|to|into|until|and|&|/)\s*(?=\S)", re.IGNORECASE)
_TO_DAY = re.compile(
    rf"\b(?:({MONTH}\.?\s\d{{1,2}})(?:st|nd|rd|th)?\s?[\u2013-]\s?\d{{1,2}}(?:st|nd|rd|th)?$"
    rf"|(\d{{1,2}})(?:st|nd|rd|th)?(?:\s?[\u2013-]\s?\d{{1,2}}(?:st|nd|rd|th)?(?=,?\s\d{{4}}\b|\s(?:of\s)?{MONTH})"
    rf"|/\d{{1,2}}(?=\s(?:of\s)?{MONTH})))",
    re.IGNORECASE,
)
"""The last of several days of a month: `October 24-25, 2025`."""
_IN_EIGHT = re.compile(r"20\d{6}")
_DOTTED = re.compile(r"(?:^|\s)\d{1,2}\.\d{1,2}$")
_NO_MATTER = re.compile(
    r"[\s:.,;()\u2013\u2014-]*+(?:(?:day \d{1,2}|cont(?:inued|'d)?\.?)[\s:.,;()\u2013\u2014-]*+)?", re.IGNORECASE
)
"""What a line may say besides its day: which one of the incident's it is."""
_ABOUT_DAYS = re.compile(
    r"\b(?:timeline|chronology|incident|postmortem|post-mortem|outage|date|events|report)\b", re.IGNORECASE
)
_DAY_BEGINS = re.compile(
    rf"(?<![\w/.-])(?=\d{{1,4}}[/.-]\d|(?:{WEEKDAY}\b,?\s)?(?:\d{{1,2}}\w{{0,2}}\s?{MONTH}|{MONTH})"
    rf"|\d{{1,2}}(?:\.|er)?\s(?:de\s)?{FOREIGN_MONTH})",
    re.IGNORECASE,
)
_IN_TWO_ORDERS = re.compile(
    r"(?<![\d/.:-])(\d{1,2})(?:([/-])(\d{1,2})\2(\d{4}|\d{2})|/(\d{1,2})|-(\d{2})(?=[\sT]\d{1,2}:\d\d))(?![\d/-])"
)
_TWO_NUMBERS = re.compile(r"\d[/-]\d")
_SURE = re.compile(
    rf"\b(\d{{4}})-(\d{{2}})-(\d{{2}})|\b\d{{1,2}}(?:st|nd|rd|th)?\s{MONTH}|{MONTH}\.?\s{{1,2}}\d{{1,2}}(?!\d|:\d)",
    re.IGNORECASE,
)
_MAY_BE_DAY = re.compile(r"\d|(?:days?|weeks?|morning|noon|evening)\b|sun|mon|tue|wed|thu|fri|sat", re.IGNORECASE)
_SHORT = 60
_DAY_IN_ANY_WORDS = re.compile(
    r"(?:[^\W\d]{2,15}[.,]?\s){0,2}\d{1,2}\.?\w{0,3}\s(?:\w{1,3}\s)?[^\W\d]{3,15}\.?,?\s(?:\w{1,3}\s)?(?:19|20)\d\d\s?\w?\.?"
    r"|(?:19|20)\d\d\s?\w\s?\d{1,2}\s?\w\s?\d{1,2}\s?\w"
)
_NEAR = timedelta(days=14)
"""Times of one timeline are hardly further apart, chosen by hand; a day far off is likely about something else."""
_TITLE = 8
"""A title has at most so many words, chosen by hand; a longer line says what happened."""
_MORNING = 6
"""Until this hour, chosen by hand, a time without its own day belongs to the night before for those who write."""
_YEAR = re.compile(r"(?<![\d/.-])(?:19[789]|20\d)\d(?![\d/.-])")


@dataclass(frozen=True)
class DayLine:
    """A line that gives the lines below their day.

    Attributes:
        day: the day.
        zone: the zone that it gives them, too; None if it names none.
        note: what is uncertain, as text.
    """

    day: ReadDay
    zone: NamedZone | None = None
    note: str = ""


def day_alone(line: str, around: Around) -> DayLine | None:
    """Return the day that a line is about, if it says nothing else but its zone: `### 2025-10-28 (all times CET)`."""
    if len(line) > _LONGEST:
        return None
    if words := later_words_alone(line):
        return _later_day(words, around) if _MAY_BE_DAY.search(line) else None
    bare = _plain(line)
    lead = _LEAD.match(bare)
    bare = bare[lead.end() :] if lead else bare
    if not may_begin_day(f"{bare} ") or not _MAY_BE_DAY.search(line):
        return None
    bare = _TO_DAY.sub(lambda match: match[1] or match[2], bare, count=1)
    if _IN_EIGHT.fullmatch(bare):
        bare = f"{bare[:4]}-{bare[4:6]}-{bare[6:]}"
    if _DOTTED.search(bare) and line.rstrip("*_`: ").endswith("."):
        bare += "."
    day = _day_at(f"{bare} ", 0, around)  # a weekday alone is read as one before a space
    if day is None:
        return None
    rest = bare[day.end :]
    until = _UNTIL.match(rest)
    last = _day_at(rest, until.end(), around) if until else None
    if last is not None:
        rest = rest[last.end :]
    if _NO_MATTER.fullmatch(rest):
        return DayLine(day, note=day.note)
    zone = read_zone(rest.strip(_EDGES), around.zone)
    if zone is not None and zone[1] == len(rest.strip(_EDGES)):
        return DayLine(day, keyed(zone[0]), f"{day.note} {zone[0].note}".strip())
    stated = stated_zone(rest, around.zone)
    if stated is None or len(rest) > 60:
        return None
    return DayLine(day, keyed(stated), f"{day.note} {stated.note}".strip())


def _plain(line: str) -> str:
    return (_MARKS.sub("", line) if _ANY_MARK.search(line) else line).strip(_EDGES)


@lru_cache(maxsize=4)  # one line is asked more than once
def later_words_alone(line: str) -> str:
    """Return a later day that is all of a line, `Next day` or `Day 2`; empty if it isn't.

    In small letters and without marks it may be the end of a sentence.
    """
    plain = _plain(line)
    later = read_later_day(plain, 0) if plain[:1].isupper() or line != plain else None
    return plain if later is not None and later.end == len(plain) else ""


def _later_day(words: str, around: Around) -> DayLine | None:
    """Return the day that a line with nothing but a later day gives the lines below; None if it isn't known yet."""
    later = read_later_day(words, 0)
    origin = _origin(later, around) if later else None
    if later is None or origin is None:
        return None
    day = origin + timedelta(days=later.days)
    is_clear = later.origin is Origin.BEFORE or (later.origin is Origin.IN_FORCE and origin == _latest(around))
    return DayLine(ReadDay((day,), 0), note="" if is_clear else f"{words} is read as {day.isoformat()}.")


def _origin(later: LaterDay, around: Around) -> date | None:
    """Return the day that a line counts from: in the night after a day that the text gives, still that day."""
    latest = _latest(around)
    if later.origin is not Origin.IN_FORCE or latest is None:
        return origin_of(later, around, around.zone)
    is_night = around.before is not None and around.before.astimezone(around.zone).hour < _MORNING
    return around.day if is_night and around.day == latest - timedelta(days=1) else latest


def _latest(around: Around) -> date | None:
    return around.before.astimezone(around.zone).date() if around.before is not None else around.day


def day_within(
    heading: str, around: Around, *, is_about_times: bool = False, needs_year: bool = True
) -> ReadDay | None:
    """Return the first day in a heading about the incident or its timeline; None if it's about something else.

    Args:
        heading: the heading, or another line that is about all times below.
        around: what its day is read by.
        is_about_times: it is about them, whatever words it has.
        needs_year: a day without its year isn't taken.
    """
    plain = _MARKS.sub("", heading[:_LONGEST])
    if not is_about_times and not _ABOUT_DAYS.search(plain):
        return None
    for begin in list(_DAY_BEGINS.finditer(plain))[:10]:
        day = _day_at(plain, begin.start(), around)
        written = plain[begin.start() : day.end] if day is not None else ""
        if day is not None and re.search(r"\d{4}|/\d\d$" if needs_year else r"\d{4}|/\d\d$|[a-zA-Z]{3}", written):
            return day
    first = None if needs_year or _latest(around) is None else _WEEKDAY_FIRST.match(plain)
    return _day_at(f"{first['weekday']} ", 0, around) if first else None


def names_day(line: str) -> bool:
    """Return whether a few words begin with a weekday, or have a day with its month's name: `Monday morning`."""
    plain = _plain(line[:_LONGEST])
    is_short = len(plain) < _SHORT and not line.rstrip().endswith((".", "!", "?"))
    return is_short and (_WEEKDAY_FIRST.match(plain) is not None or _NAMED_DAY.search(plain) is not None)


_WEEKDAY_FIRST = re.compile(
    r"(?:on\s|the\s)?(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    r"(?=\s*(?:$|[,:;(\u2013\u2014]|-\s|(?:early\s)?(?:morning|afternoon|evening|night|noon)\b))",
    re.IGNORECASE,
)
_NAMED_DAY = re.compile(rf"(?<!\w){DAY_IN_MONTH}", re.IGNORECASE)


def may_be_day(line: str) -> bool:
    """Return whether a line that isn't read as a day may be one, in another language: a few words, a day, a year."""
    plain = _plain(line[:_LONGEST])
    return len(plain) < _SHORT and _DAY_IN_ANY_WORDS.fullmatch(plain) is not None


def is_near(day: ReadDay, around: Around) -> bool:
    """Return whether a day is that of the times around it, or none of those is known."""
    latest = _latest(around)
    return latest is None or abs(day.days[0] - latest) <= _NEAR


def _day_at(text: str, begin: int, around: Around) -> ReadDay | None:
    try:
        day = read_day_at(text, begin, around)
    except EntryError:
        return None
    return day if day is not None and all(is_likely_year(each.year) for each in day.days) else None


def is_title(line: str) -> bool:
    """Return whether a line without a mark is a title, such as `Timeline 2024`: a few words, and no sentence."""
    words = line[:_LONGEST].split()
    return len(words) <= _TITLE and not line.rstrip().endswith((".", "!", "?")) and bool(_ABOUT_DAYS.search(line))


def years_in(text: str) -> set[int]:
    """Return the years that a heading names."""
    return {int(year) for year in _YEAR.findall(text[:_LONGEST])}


def in_two_orders(lines: Iterable[str]) -> set[tuple[tuple[int, int], int]]:
    """Return the two numbers of a text's dates in figures, and their year; 0 for one that has none."""
    heads = (line[:_LONGEST] for line in lines if _TWO_NUMBERS.search(line, 0, _LONGEST))
    return {found for head in heads for found in _in_two_orders(head)}


def _in_two_orders(head: str) -> Iterator[tuple[tuple[int, int], int]]:
    for match in _IN_TWO_ORDERS.finditer(head):
        pair = int(match[1]), int(match[3] or match[5] or match[6])
        if all(1 <= number <= 31 for number in pair) and min(pair) <= 12:
            year = int(match[4] or 0)
            yield pair, year + 2000 if 0 < year < 100 else year


def likelier_order(dates: set[tuple[tuple[int, int], int]], around: Around) -> bool | None:
    """Return whether a text's dates in figures are closer together, or to the incident, with the month first.

    Args:
        dates: the text's dates, as `in_two_orders` returns them.
        around: the incident's day, and the day that it is.

    Returns:
        None if the text has fewer than two such dates, or both orders are as good.
    """
    if len(dates) < 2 or any(max(pair) > 12 for pair, _ in dates):
        return None
    near = around.day or around.now.date()
    month_first = [date(year or near.year, month, min(day, 28)) for (month, day), year in dates]
    day_first = [date(year or near.year, month, min(day, 28)) for (day, month), year in dates]

    def spread(days: list[date]) -> tuple[int, int]:
        known = [*days, around.day] if around.day is not None else days
        return (max(known) - min(known)).days, abs(max(days) - near).days

    return spread(month_first) < spread(day_first) if spread(month_first) != spread(day_first) else None


def month_order(dates: set[tuple[tuple[int, int], int]], lines: Iterable[str]) -> bool | None:
    """Return whether a text's dates in figures have the month first; None if they don't settle it.

    A number over 12 settles it, and so does a date that the text also gives with its month's name or in ISO order.
    """
    pairs = {pair for pair, _ in dates}
    if not pairs:
        return None
    sure = {
        (int(match[2]), int(match[3])) if match[1] else parts_of(match[0])[1:]
        for line in lines
        for match in _SURE.finditer(line[:_LONGEST])
    }
    is_day_first = any(first > 12 for first, _ in pairs)
    is_month_first = any(second > 12 for _, second in pairs)
    if not is_day_first and not is_month_first:
        is_month_first = any(pair in sure and pair[0] != pair[1] for pair in pairs)
        is_day_first = any(pair[::-1] in sure and pair[0] != pair[1] for pair in pairs)
    return is_month_first if is_day_first != is_month_first else None
