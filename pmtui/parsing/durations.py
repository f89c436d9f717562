"""Lengths of time.

One grammar of units in three modes: a field's whole text (`read_duration`), the beginning of a line, with its sign
(`SHIFT`, `shift_of`), and prose (`lengths`).
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import cache

from pmtui.errors import EntryError
from pmtui.parsing.numbers import (
    DIGITS_IN_PROSE,
    HEDGE,
    ONE_TO_NINE,
    SMALL_NUMBERS,
    TENS,
    ReadQuantity,
    hedge_before,
    value_of,
)

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 7 * 86400}
"""The seconds of each unit, by its first letter."""

_SECOND, _MINUTE, _HOUR, _DAY = "s(?:ec(?:ond)?s?)?", "m(?:in(?:ute)?s?)?", "h(?:rs?|ours?)?", "d(?:ays?)?"
UNIT = rf"(?:{_HOUR}|{_MINUTE}|{_SECOND}|{_DAY})"
_PART = re.compile(rf"(\d{{1,12}}(?:\.\d+)?)\s*({UNIT}|w(?:eeks?)?)(?![a-z])[\s,]*(?:and\s+)?", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,6}):([0-5]\d)(?::([0-5]\d))?")
_HEDGE = re.compile(rf"^{HEDGE}\s*")
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
        if part is None:
            return None
        total += float(part[1]) * SECONDS[part[2][0].lower()]
        position = part.end()
        if position == len(plain):
            return _length(total)
    return None


def _length(seconds: float) -> timedelta | None:
    return timedelta(seconds=seconds) if seconds <= _LONGEST else None


# -- with a sign, at the beginning of a line ---------------------------------------------------------------------------

SHIFT = re.compile(
    r"\s*(?P<t>T\s?)?(?P<sign>[+\u2212-])\s?(?:"
    r"(?P<clock>\d{1,3}:\d{2})(?!:?\d)"
    rf"|(?=\d)(?:(?P<d>\d{{1,3}}){_DAY})?\s?(?:(?P<h>\d{{1,3}}){_HOUR})?\s?(?:(?P<m>\d{{1,4}})(?:{_MINUTE})?(?!\w|:\d))?"
    rf"\s?(?:(?P<s>\d{{1,5}}){_SECOND})?)(?=$|[\s|:,)\]\-\u2013\u2014])"
)
"""A length with its sign, after a T where it counts from the start: `+5`, `-10m`, `T+1:30`; minutes by default."""


def shift_of(match: re.Match[str]) -> timedelta:
    """Return the length, with its sign, that `SHIFT` has found."""
    if match["clock"]:
        hours, minutes = match["clock"].split(":")
        length = timedelta(hours=int(hours), minutes=int(minutes))
    else:
        length = timedelta(seconds=sum(int(match[name] or 0) * SECONDS[name] for name in "dhms"))
    return length if match["sign"] == "+" else -length


def read_shift(text: str) -> timedelta:
    """Read a field's whole text as a shift of times: `+5`, `-10m`, `+1h30m`, `-1:00`; minutes by default.

    Raises:
        EntryError: if it isn't a length of time.
    """
    typed = text.strip()
    match = SHIFT.fullmatch(typed if typed[:1] in "+-\u2212" else f"+{typed}") if typed else None
    length = shift_of(match) if match else timedelta()
    if not length:
        raise EntryError("Enter a length of time, such as +5m, -1h, or +1:30.")
    return length


# -- in prose ----------------------------------------------------------------------------------------------------------

_PARTS_OF_ONE = {"half a": 0.5, "half an": 0.5, "half": 0.5, "a quarter of an": 0.25, "quarter of an": 0.25,
                 "three quarters of an": 0.75, "three-quarters of an": 0.75}  # fmt: skip
_AND_PART = {"half": 0.5, "quarter": 0.25, "quarters": 0.75}
"""What "and a half", "and a quarter" and "and three quarters" add to the number or the unit before them."""
_WORDS = {**SMALL_NUMBERS, **_PARTS_OF_ONE, "a couple of": 2}


@cache
def _in_prose() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a length and of one of its parts."""
    word = rf"(?:{'|'.join(TENS)})(?:[- ](?:{ONE_TO_NINE}))?|{'|'.join(sorted(_WORDS, key=len, reverse=True))}"
    more = r" and (?:a (?:half|quarter)|three quarters)"
    number = (
        rf"(?:(?P<figure>{DIGITS_IN_PROSE})[ \u00a0-]?"
        rf"|\b(?P<word>{word})(?P<half>{more})?(?: (?:full|whole|good|solid|long))?[ \u00a0-])"
    )
    part = rf"{number}(?P<unit>{UNIT})(?P<half2>{more})?(?![a-z])"
    unnamed = re.sub(r"\?P<\w+>", "?:", part)
    whole = (
        r"(?<![\w.:/-])(?:(?P<hours>\d{1,4})h(?P<minutes>[0-5]\d)(?!\w)"  # first: below, 1h30 would be an hour
        rf"|{unnamed}(?:(?:,? (?:and )?|,)?{unnamed})*)"
    )
    return re.compile(whole, re.IGNORECASE), re.compile(part, re.IGNORECASE)


def lengths(prose: str) -> Iterator[ReadQuantity]:
    """Yield the lengths of time in a text: `47 minutes`, `2h6m`, `just over two hours`, `a 40-minute outage`."""
    whole, each_part = _in_prose()
    for match in whole.finditer(prose):
        if match["hours"]:
            seconds, step = int(match["hours"]) * 3600 + int(match["minutes"]) * 60, 60.0
        else:
            seconds, step = 0, 0.0
            for part in each_part.finditer(match[0]):
                unit = SECONDS[part["unit"][0].lower()]
                number = float(value_of(part["figure"])) if part["figure"] else _of_words(part["word"].lower())
                added = part["half"] or part["half2"]
                number += _AND_PART[added.lower().rpartition(" ")[2]] if added else 0
                seconds += int(number * unit)
                step = unit / 4 if number % 1 else unit
        if seconds:
            if step == 60 and seconds % 600 == 0:
                step = 120.0
            yield ReadQuantity(match.start(), match.end(), seconds, hedge_before(prose, match.start()), step)


def _of_words(text: str) -> float:
    if text in _WORDS:
        return _WORDS[text]
    tens, _, ones = text.replace("-", " ").partition(" ")
    return TENS[tens] + SMALL_NUMBERS.get(ones, 0)


# -- for readers -------------------------------------------------------------------------------------------------------


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
