"""Lengths of time, clock times, shares and counts in prose, with how exactly they are meant."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from enum import Enum

_ONES = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "half a": 0.5, "half an": 0.5, "a quarter of an": 0.25,
    "three quarters of an": 0.75, "a couple of": 2,
}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ONE_TO_NINE = "|".join(list(_ONES)[2:11])
_WORD = (
    rf"(?:{'|'.join(_TENS)})(?:[- ](?:{_ONE_TO_NINE}))?"
    rf"|{'|'.join(sorted(_ONES, key=len, reverse=True))}"
)
_FIGURE = r"\d{1,3}(?:[,\u2009\u00a0]\d{3}){1,4}|\d{1,12}(?:\.\d{1,6})?"
_UNIT = r"(?:hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s|days?|d)"
_PART = rf"(?:(?:{_FIGURE})[ \u00a0-]?|(?:{_WORD})(?: and a half)?[ \u00a0-]){_UNIT}(?: and a half)?(?![a-z])"
_SECONDS = {"h": 3600, "m": 60, "s": 1, "d": 86400}

_LENGTH = re.compile(
    rf"(?<![\w.:/-])(?P<first>{_PART})(?P<more>(?:,? (?:and )?|,)?{_PART})*"
    r"|(?<![\w.:/-])(?P<joint>\d{1,4}h ?\d{1,3} ?m?(?:in)?)\b",
    re.IGNORECASE,
)
_EACH_PART = re.compile(
    rf"(?:(?P<figure>{_FIGURE})[ \u00a0-]?|\b(?P<word>{_WORD})(?P<half> and a half)?[ \u00a0-])"
    rf"(?P<unit>{_UNIT})(?P<half2> and a half)?(?![a-z])",
    re.IGNORECASE,
)
_JOINT = re.compile(r"(\d+)h ?(\d+)", re.IGNORECASE)


class Hedge(Enum):
    """How a number is meant."""

    EXACT = "exact"
    ABOUT = "about"
    NEARLY = "nearly"
    OVER = "over"
    AT_LEAST = "at least"
    AT_MOST = "at most"


_HEDGES = (
    (Hedge.NEARLY, r"nearly|almost|just under|(?:slightly|a little) (?:under|less than)|not quite|close to"),
    (Hedge.OVER, r"just (?:over|above)|(?:slightly|a little|a bit) (?:over|more than)|a good"),
    (Hedge.AT_MOST, r"less than|under|up to|at most|within|no more than|below|as (?:much|many) as|fewer than"),
    (Hedge.AT_LEAST, r"more than|over|at least|well over|above|no less than|upwards of"),
    (Hedge.ABOUT, r"about|around|approximately|approx\.?|roughly|some|~|≈|circa|ca\.|an estimated|estimated"),
)
_ANY_HEDGE = re.compile(rf"(?:^|\W)(?:{'|'.join(words for _, words in _HEDGES)})\s*(?:the |a |our )?$", re.IGNORECASE)
_HEDGE_ENDS = ("~", "\u2248", ".")
"""What a hedge ends with, if it isn't a letter."""
_HEDGE = [(hedge, re.compile(rf"(?:^|\W)(?:{words})\s*(?:the |a |our )?$", re.IGNORECASE)) for hedge, words in _HEDGES]


@dataclass(frozen=True)
class Quantity:
    """A quantity in prose.

    Attributes:
        start: where it begins in the text.
        end: where it ends.
        value: in seconds for a length of time, in percent for a share, otherwise the number itself.
        hedge: how it's meant.
        step: what it's rounded to, in the same unit: an hour for "two hours".
    """

    start: int
    end: int
    value: float
    hedge: Hedge
    step: float

    def fits(self, true: float) -> bool:
        """Return whether it's consistent with a true value, at the precision it was written in.

        The tolerances are chosen by hand: larger ones miss a wrong number, smaller ones flag what every reader would
        accept. `tests/unit/wording/numbers.txt` has sentences on both sides.

        - Exact: one step of what it was rounded to; from ten minutes up only 0.3 of it, since "two hours" isn't 2 h 25,
          but at least 3%.
        - About: 15%. Nearly: down to 85%. Just over: up to 120%; people round down further than up.
        - At least, at most: a bound that is three times off says nothing, so it counts as wrong.
        - 2% on the other side of each bound allows for rounding: "nearly 50 min" of 50 min 30 s.
        """
        value = self.value
        near = max(self.step * 0.3, value * 0.03) if self.step >= 10 * 60 else self.step
        if self.hedge is Hedge.NEARLY:
            return 0.85 * value - self.step * 0.02 <= true <= value * 1.02
        if self.hedge is Hedge.OVER:
            return value * 0.98 <= true <= 1.2 * value + self.step * 0.02
        if self.hedge is Hedge.AT_LEAST:
            return 0.98 * value <= true <= 3 * value
        if self.hedge is Hedge.AT_MOST:
            return value / 3 <= true <= 1.02 * value
        if self.hedge is Hedge.ABOUT:
            near = max(near, 0.15 * value)
        return abs(true - value) <= near


def lengths(prose: str) -> Iterator[Quantity]:
    """Yield the lengths of time in a text: `47 minutes`, `2h6m`, `just over two hours`, `a 40-minute outage`."""
    for match in _LENGTH.finditer(prose):
        joint = _JOINT.match(match["joint"]) if match["joint"] else None
        if joint:
            seconds, step = int(joint[1]) * 3600 + int(joint[2]) * 60, 60.0
        else:
            seconds, step = 0, 0.0
            for part in _EACH_PART.finditer(match[0]):
                unit = _SECONDS[part["unit"][0].lower()]
                number = _number(part["figure"] or part["word"]) + (0.5 if part["half"] or part["half2"] else 0)
                seconds += int(number * unit)
                step = unit / 4 if number % 1 else unit
        if seconds:
            if step == 60 and seconds % 600 == 0:
                step = 120.0
            yield Quantity(match.start(), match.end(), seconds, hedge_before(prose, match.start()), step)


def _number(text: str) -> float:
    plain = text.lower()
    if plain in _ONES:
        return _ONES[plain]
    tens, _, ones = re.sub("[- ]", " ", plain).partition(" ")
    if tens in _TENS:
        return _TENS[tens] + (_ONES.get(ones, 0) if ones else 0)
    return float(re.sub(r"[,\u2009\u00a0]", "", plain))


def hedge_before(prose: str, start: int) -> Hedge:
    """Return how a number is meant, by the words before the place where it begins."""
    before = prose[max(0, start - 24) : start]
    last = before.rstrip()[-1:]
    if not (last.isalpha() or last in _HEDGE_ENDS) or not _ANY_HEDGE.search(before):  # most numbers have none
        return Hedge.EXACT
    return next((hedge for hedge, pattern in _HEDGE if pattern.search(before)), Hedge.EXACT)


_SHARE = re.compile(rf"(?<![\w.,])(?P<number>{_FIGURE})\s?(?:%|percent|per cent)", re.IGNORECASE)
_FRACTIONS = {
    "a tenth": 10, "one tenth": 10, "a fifth": 20, "one fifth": 20, "a quarter": 25, "one quarter": 25,
    "a third": 100 / 3, "one third": 100 / 3, "half": 50, "two thirds": 200 / 3, "three quarters": 75,
    "one in two": 50, "one in three": 100 / 3, "one in four": 25, "one in five": 20, "one in six": 100 / 6,
    "one in seven": 100 / 7, "one in eight": 12.5, "one in ten": 10,
}  # fmt: skip
_FRACTION = re.compile(rf"\b(?P<words>{'|'.join(w.replace(' ', '[ -]') for w in _FRACTIONS)})\b", re.IGNORECASE)


def shares(prose: str) -> Iterator[Quantity]:
    """Yield the shares in a text, in percent: `15%`, `a third of`, `one in seven`."""
    for match in _SHARE.finditer(prose):
        number = match["number"].replace(",", "")
        step = 10.0 ** -len(number.partition(".")[2])
        yield Quantity(match.start(), match.end(), float(number), hedge_before(prose, match.start()), step)
    for match in _FRACTION.finditer(prose):
        hedge = hedge_before(prose, match.start())
        hedge = Hedge.ABOUT if hedge is Hedge.EXACT else hedge
        value = _FRACTIONS[match["words"].lower().replace("-", " ")]
        yield Quantity(match.start(), match.end(), value, hedge, value / 10)


_TIMES = {"twice": 2, "double": 2, "all of": 1,
          "the whole": 1, "the entire": 1, "half": 0.5, "a third of": 1 / 3, "a quarter of": 0.25}  # fmt: skip
_TIMES_OF = re.compile(
    rf"\b(?P<words>{'|'.join(_TIMES)}|(?P<many>{_ONE_TO_NINE}|ten|\d+(?:\.\d+)?) times)\b", re.IGNORECASE
)


def multiples(prose: str) -> Iterator[Quantity]:
    """Yield how many times something was used up, in percent: `twice`, `half`."""
    for match in _TIMES_OF.finditer(prose):
        value = 100 * (_number(match["many"]) if match["many"] else _TIMES[match["words"].lower()])
        hedge = hedge_before(prose, match.start())
        yield Quantity(match.start(), match.end(), value, Hedge.ABOUT if hedge is Hedge.EXACT else hedge, value / 10)


_COUNT = re.compile(
    rf"(?<![\w.,$€£:/#-])(?P<number>{_FIGURE})(?P<scale>[kKM]\b| (?:thousand|million|billion)\b)?"
    r"(?!\s?%|[\w:/.,]*\d|[-/:]\d)"
)
_SCALES = {"": 1, "k": 1e3, "K": 1e3, "M": 1e6, " thousand": 1e3, " million": 1e6, " billion": 1e9}
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_NO_COUNT_BEFORE = re.compile(
    rf"(?:\b(?i:{_MONTH})\.?|\b(?i:https?|errors?|status|code|port|version|release|v|[1-9] in|level|sev|tier|step)"
    r"|\b(?:phase|part)) $"
    r"|(?<=[a-z,] )[A-Z][\w.]* $|\b(?:iOS|Android|Chrome|Windows|Firefox|Safari|Python|Java) $"
)
_NO_COUNT_AFTER = re.compile(rf"^(?:st|nd|rd|th)?(?: of)? {_MONTH}\b|^ in \d|^(?:st|nd|rd|th)\b", re.IGNORECASE)


def counts(prose: str) -> Iterator[Quantity]:
    """Yield the bare numbers in a text: `1,200`, `~94k`, `1.2 million`; no dates, versions or status codes."""
    for match in _COUNT.finditer(prose):
        before = prose[max(0, match.start() - 24) : match.start()]
        has_words = before.upper() != before.lower()
        if (has_words and _NO_COUNT_BEFORE.search(before)) or _NO_COUNT_AFTER.match(prose[match.end() :][:16]):
            continue
        value = float(re.sub(r"[,\u2009\u00a0]", "", match["number"])) * _SCALES[match["scale"] or ""]
        digits = str(int(value)).rstrip("0")
        step = 10.0 ** (len(str(int(value))) - len(digits)) / 2 if value >= 100 else 0.5
        yield Quantity(match.start(), match.end(), value, hedge_before(prose, match.start()), min(step, value * 0.05))


_CLOCK = re.compile(
    r"(?<![\w:.+-])(?:(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::[0-5]\d)?(?:\s?(?P<half>[apAP])\.?[mM]\b\.?)?"
    r"|(?P<hour2>1[0-2]|[1-9])\s?(?P<half2>[apAP])\.?[mM]\b\.?)(?![\d:])"
    r"(?P<zone>\s?\(?(?:(?:UTC|GMT)(?:[+-]\d{1,2}(?::?\d{2})?)?|Z\b|[A-Z]{2,5}\b|[+-]\d{2}:?\d{2}|Eastern|Pacific|Central|Mountain"
    r"|local))?"
)


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


def clock_times(prose: str) -> Iterator[ClockTime]:
    """Yield the times of day in a text: `14:02`, `2:02 pm`, `2 p.m.`, `14:02 UTC`."""
    for match in _CLOCK.finditer(prose):
        hour, half = int(match["hour"] or match["hour2"]), match["half"] or match["half2"]
        if half:
            if not 1 <= hour <= 12:
                continue
            hour = hour % 12 + (12 if half in "pP" else 0)
        zone = (match["zone"] or "").strip(" (")
        about = hedge_before(prose, match.start()) is not Hedge.EXACT
        yield ClockTime(match.start(), match.end(), time(hour, int(match["minute"] or 0)), zone, about)


_DAY = re.compile(
    r"(?P<iso>\d{4}-\d{2}-\d{2})"
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH})(?:,? (?P<year>\d{{4}}))?"
    rf"|(?P<month2>{_MONTH})\.? (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?!:|\d)(?:,? (?P<year2>\d{{4}}))?",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


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


def days(prose: str) -> Iterator[CalendarDay]:
    """Yield the days in a text: `7 March`, `March 7, 2026`, `2026-03-07`."""
    for match in _DAY.finditer(prose):
        if match["iso"]:
            year, month, day = (int(part) for part in match["iso"].split("-"))
        else:
            name, number = match["month"] or match["month2"], match["day"] or match["day2"]
            month, day, year = (
                _MONTHS.index(name[:3].lower()) + 1,
                int(number),
                int(match["year"] or match["year2"] or 0),
            )
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield CalendarDay(match.start(), match.end(), day, month, year)
