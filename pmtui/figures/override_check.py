"""Overrides: the value an author enters for a figure, and whether it means the same as the computed one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from pmtui.errors import EntryError
from pmtui.figures.computed_figure import FigureValue, Unit
from pmtui.figures.definition import Definition
from pmtui.model.answer import Answer
from pmtui.model.paths import value_at
from pmtui.model.postmortem import Postmortem
from pmtui.parsing.amounts import SYMBOLS, AmountError, Estimate, read_amount
from pmtui.parsing.clock_times import read_instant, read_time
from pmtui.parsing.days import Around, days, read_day, read_day_at
from pmtui.parsing.durations import read_duration, write_duration
from pmtui.parsing.instants import Interpretation
from pmtui.parsing.numbers import write_number

NEAR = Decimal("0.05")
"""Numbers within this fraction of each other are the same estimate.

Chosen by hand: people round to two digits, which is at most 5% off (1.05 to 1.0). With more, a real disagreement
between an override and its figure goes unnoticed; with less, rounding is reported as one.
"""

TIMES = frozenset({Unit.INSTANT, Unit.DAY, Unit.LENGTH})
"""Units of time: when it was, or how long."""

_ROUGHLY = 10
"""Minutes that a hedged time ("about 14:30") may differ by; the same as in `review/claims/known_facts.py`."""

_PERCENT = re.compile(r"(-?(?<!\d)\d++(?:\.\d++)?)\s*+%")
_LENGTH = re.compile(
    r"(?:(?<![\d.,])[.,]*+|(?=-))(?P<length>-?\d[\d.,]*+\s*+"
    r"(?:d|days?|h|hrs?|hours?|m|min|mins|minutes?|s|sec|seconds?)\b[\d\sa-z]*)",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^(?:approx\.?|approximately|roughly|nearly|almost|some)\s+", re.IGNORECASE)
_AFTER = re.compile(r"(?<!\s)\s*+(?:in total|total|altogether|of impact|long)?+\s*+\.?$", re.IGNORECASE)
_PEOPLE = re.compile(r"(?:person|engineer|man)[- ](?=h)", re.IGNORECASE)


@dataclass(frozen=True)
class Held:
    """What was computed, to compare an override with.

    Attributes:
        definition: the figure.
        value: the computed value.
        number: its number, in the figure's unit, with bounds if it isn't known exactly.
        currency: the currency of an amount of money.
        zone: the incident's time zone.
        ends: the lowest and highest possible values, if the failure rate isn't known; otherwise empty.
    """

    definition: Definition
    value: FigureValue
    number: Decimal | Estimate | None
    currency: str
    zone: ZoneInfo
    ends: tuple[FigureValue, ...] = ()

    @property
    def values(self) -> tuple[FigureValue, ...]:
        """The computed value, and the lowest and highest possible values."""
        return (self.value, *self.ends)


def hull(number: Decimal | Estimate | None, ends: Sequence[Decimal | Estimate]) -> Decimal | Estimate | None:
    """Return a number with its bounds widened to include the ends."""
    if number is None or not ends:
        return number
    spans = [bounds(each) for each in (number, *ends)]
    likely = number.likely if isinstance(number, Estimate) else number
    return Estimate(min(low for low, _ in spans), likely, max(high for _, high in spans), True)


def in_words(held: Held) -> str:
    """Return a figure's possible range: `0% to 116.6%`; empty if it's known, or isn't a range of numbers."""
    if not held.ends:
        return ""
    shares = [[Decimal(match[1]) for match in _PERCENT.finditer(str(end))] for end in held.ends]
    if held.definition.unit in (Unit.SHARE, Unit.TEXT):
        differing = next((pair for pair in zip(*shares, strict=False) if pair[0] != pair[1]), None)
        if differing is None:
            return ""
        return " to ".join(f"{write_number(share, 3)}%" for share in sorted(differing))
    written = [write_duration(end) if isinstance(end, timedelta) else str(end).split(" (")[0] for end in held.ends]
    if held.definition.unit in (Unit.REQUESTS, Unit.USERS) and bounds(held.number)[0] < Decimal("0.5"):
        written[0] = "0"  # in the figure itself, the lowest count is rounded up to 1
    return " to ".join(written) if written[0] != written[1] else ""


def stated_text(postmortem: Postmortem, definition: Definition) -> str:
    """Return the author's override of a figure; empty if there is none."""
    if not definition.answer:
        stated = postmortem.stated.get(definition.name)
        return stated.value.strip() if stated else ""
    answer = value_at(postmortem, definition.answer)
    if isinstance(answer, Answer):
        yes = "" if answer.yes is None else "Yes" if answer.yes else "No"
        return ": ".join(part for part in (yes, answer.details.strip()) if part)
    return str(answer).strip()


def agrees(stated: str, held: Held) -> bool:
    """Return whether an override means the same as the computed value: to the digits written, estimates within 5%.

    If the failure rate isn't known, any value in the possible range agrees.
    """
    if stated == held.value:
        return True
    unit, value = held.definition.unit, held.value
    if isinstance(value, datetime):
        return _is_instant(stated, value.astimezone(held.zone))
    if isinstance(value, date):
        return _is_day(stated, value)
    from pmtui.parsing.numbers import in_digits  # imported here because overrides are rare

    said = in_digits(stated)
    if unit is Unit.LENGTH:
        return _is_length(said, held)
    if unit is Unit.SHARE:
        return _is_share(said, held.number) and _same_words(said, held)
    if isinstance(held.number, Estimate):
        return _is_amount(said, held)
    return _same_words(said, held) and _same_shares(said, held)


def says_a_value(stated: str, definition: Definition) -> bool:
    """Return whether an override has a value in the figure's unit, or a word for none; `3` alone isn't a percentage."""
    if definition.unit in TIMES:
        return _SAYS_HOW_MUCH.search(stated) is not None
    if definition.unit is Unit.TEXT or _SAYS_NONE.search(stated):
        return True
    if definition.unit is not Unit.SHARE:
        return _SAYS_HOW_MUCH.search(stated) is not None or _EVERYONE.search(stated) is not None
    from pmtui.parsing.shares import said_shares

    has_verdict = any(word in stated.lower() for pair in _VERDICTS for word in pair)
    return has_verdict or bool(said_shares(stated))


_SAYS_HOW_MUCH = re.compile(
    r"\d|\b(?:no|not|none|nothing|zero|unknown|n/a|tbd|pending|ongoing|all|half|quarter|few|several|couple|less|more|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|midnight|noon|today|yesterday|"
    r"hundreds?|thousands?|millions?|dozens?|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|seconds?|minutes?|hours?|days?|weeks?|months?)\b",
    re.IGNORECASE,
)
"""Words that give a time or a count: a number, a unit, a day, or a word for none."""

_SAYS_NONE = re.compile(
    r"\b(?:unknown|n/a|tbd|pending|ongoing|not (?:known|measured|applicable|computed))\b", re.IGNORECASE
)
_EVERYONE = re.compile(r"\b(?:everyone|everybody|every|nobody|no one|many|most|some)\b", re.IGNORECASE)


def _is_instant(stated: str, computed: datetime) -> bool:
    """Return whether a text gives an instant, in its zone, or in any zone that it names; to the minute."""
    zone = computed.tzinfo
    assert isinstance(zone, ZoneInfo)
    around = Around(zone, computed.date(), None, computed)
    try:
        whole = read_instant(stated, around)
    except EntryError:
        whole = Interpretation(None)
    if whole.at is not None:
        return any(_is_then(reading, computed) for reading in (whole, whole.other) if reading is not None)
    from pmtui.parsing.prose_clocks import clock_times

    for said in clock_times(stated):
        try:
            reading = read_time(stated[said.start : said.start + _LONGEST_TIME], around)
        except EntryError:
            continue
        if reading is None:
            continue
        if _is_then(replace(reading, is_approximate=reading.is_approximate or said.is_about), computed):
            return True
    return False


_LONGEST_TIME = 100
"""Characters of a time in prose, with its zone."""


def _is_then(reading: Interpretation, computed: datetime) -> bool:
    """Return whether a time is the computed one, or a range around it; on any day if it names none."""
    if reading.at is None:
        return False
    allowed = timedelta(minutes=_ROUGHLY, microseconds=1) if reading.is_approximate else timedelta(minutes=1)
    length = reading.until - reading.at if reading.until is not None else timedelta()
    after = computed - reading.at
    if not reading.has_day:
        after = (after + allowed) % _A_DAY - allowed
    return -allowed < after < length + allowed


_A_DAY = timedelta(days=1)


def _is_day(stated: str, computed: date) -> bool:
    """Return whether a text gives a day: as a field reads it, as a line begins with it, or anywhere in prose."""
    try:
        return read_day(stated, computed) == computed
    except EntryError:
        pass
    noon = datetime(computed.year, computed.month, computed.day, 12, tzinfo=UTC)
    try:
        begun = read_day_at(f"{stated} ", 0, Around(ZoneInfo("UTC"), computed, None, noon))
    except EntryError:
        begun = None
    if begun is not None and computed in begun.days:
        return True
    wanted = (computed.month, computed.day)
    return any((said.month, said.day) == wanted and said.year in (0, computed.year) for said in days(stated))


def _is_length(stated: str, held: Held) -> bool:
    plain = _AFTER.sub("", _ABOUT.sub("", _PEOPLE.sub("", stated.strip())))
    length = read_duration(plain)
    low, high = bounds(held.number)
    span = _range_of_lengths(plain)
    if span is not None:
        return span[0] <= high and low <= span[1]
    if isinstance(held.value, timedelta):
        from pmtui.parsing.durations import lengths  # imported here because overrides are rare
        from pmtui.parsing.numbers import Hedge  # imported here because overrides are rare

        known = [value for value in held.values if isinstance(value, timedelta)]
        hedged = [said for said in lengths(stated.replace("> ", "more than ")) if said.hedge is not Hedge.EXACT]
        if any(said.fits(whole.total_seconds()) for said in hedged for whole in known):
            return True
        if length is None:
            length = next((timedelta(seconds=said.value) for said in lengths(plain)), None)
        is_one = length is not None and write_duration(length) in {write_duration(whole) for whole in known}
        return is_one or (length is not None and min(known) <= length <= max(known))
    if length is None and _range_of_hours(plain, low, high):
        return True
    if length is None:
        found = _LENGTH.search(plain)
        written = found["length"] if found else ""
        is_negative = written.startswith("-")
        length = read_duration(written.lstrip("-").strip())
        if length is None:
            return False
        length = -length if is_negative else length
    seconds = Decimal(str(length.total_seconds()))
    allowed = max(abs(high) * NEAR / 5, Decimal(30))  # 1%, or half a minute: effort is written to the minute
    return low - allowed <= seconds <= high + allowed


_SPAN = re.compile(
    r"(?P<low>\d{1,9}(?:\.\d{1,6})?) ?(?P<first>[a-z]{1,7})?(?: ?[-\u2013\u2014] ?| ?\.\. ?| to | or )"
    r"(?P<high>\d{1,9}(?:\.\d{1,6})?) ?(?P<unit>[a-z]{1,7})\b",
    re.IGNORECASE,
)


def _range_of_lengths(text: str) -> tuple[Decimal, Decimal] | None:
    """Return the bounds of a range of durations in seconds (`40 to 50 minutes`); None if it isn't one."""
    match = _SPAN.match(text)
    low = read_duration(f"{match['low']} {match['first'] or match['unit']}") if match else None
    high = read_duration(f"{match['high']} {match['unit']}") if match else None
    if low is None or high is None or low >= high:
        return None
    return Decimal(str(low.total_seconds())), Decimal(str(high.total_seconds()))


def _range_of_hours(text: str, low: Decimal, high: Decimal) -> bool:
    try:
        amount = read_amount(text)
    except AmountError:
        return False
    hours = amount.estimate
    return amount.words.lower().startswith("h") and hours.low * 3600 <= high and low <= hours.high * 3600


def _is_share(stated: str, number: Decimal | Estimate | None) -> bool:
    """Return whether a percentage is possible, to the digits written, or as roughly as it was hedged."""
    from pmtui.parsing.numbers import Hedge
    from pmtui.parsing.shares import said_shares

    said = next(iter(said_shares(stated)), None)
    match = _PERCENT.search(stated)
    if number is None or (said is None and match is None):
        return True  # no percentage at all: `says_a_value` reports that
    low, high = (bound * 100 for bound in bounds(number))
    range_ = _range_of_shares(stated)
    if range_ is not None:
        return range_[0] <= high and low <= range_[1]
    if match is not None and (said is None or said.hedge is Hedge.EXACT):
        exactly = Decimal(match[1])
        half = Decimal(1).scaleb(-len(match[1].partition(".")[2])) * Decimal("0.51")
        return low - half <= exactly <= high + half
    assert said is not None
    if said.hedge is Hedge.ABOUT and _NEAR_ALL <= said.value <= 100:  # "about 99%" estimates the 1% left
        said = replace(said, value=100 - said.value)
        low, high = 100 - high, 100 - low
    return said.fits(float(low)) or said.fits(float(high)) or low <= Decimal(str(said.value)) <= high


_NEAR_ALL = 90
"""Percent from which an estimate is about what's left to 100%: about 90% isn't 99.9%.

Chosen by hand, at one nine: above it, the digits that matter are those of the rest.
"""


def _range_of_shares(text: str) -> tuple[Decimal, Decimal] | None:
    try:
        amount = read_amount(text)
    except AmountError:
        return None
    return (amount.estimate.low, amount.estimate.high) if amount.is_percent and amount.estimate.is_range else None


def _is_amount(stated: str, held: Held) -> bool:
    try:
        amount = read_amount(_money_first(stated))
    except AmountError:
        share = _said_of_all(stated)
        if share is not None:
            return _is_among(share, Decimal(5), held)
        return bool(held.ends)  # no number, but none is known either
    if amount.is_percent and held.ends and not any(_PERCENT.search(str(value)) for value in held.values):
        return True
    if amount.is_percent:
        return _is_among(amount.estimate.likely, Decimal(), held)
    if held.definition.unit is Unit.MONEY and amount.per is not None:
        return False
    if amount.currency and held.currency and _code(amount.currency) != _code(held.currency):
        return False
    low, high = bounds(held.number)
    return low * (1 - NEAR) <= amount.estimate.high and amount.estimate.low <= high * (1 + NEAR)


_NAMES = {"dollar": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "rupee": "INR", "won": "KRW"}
_NAMED = re.compile(rf"(?<=[\dkm]) ?(?P<name>{'|'.join(_NAMES)})s?\b", re.IGNORECASE)


def _money_first(text: str) -> str:
    """Return a text with currency codes for names: `2000 dollars` becomes `2000 USD`."""
    return _NAMED.sub(lambda match: f" {_NAMES[match['name'].lower()]}", text)


def _said_of_all(text: str) -> Decimal | None:
    """Return a spelled-out percentage (`everyone`, `half of all`); None if there is none."""
    from pmtui.parsing.shares import said_shares

    said = next(iter(said_shares(text)), None)
    return Decimal(str(round(said.value, 3))) if said is not None else None


def _code(currency: str) -> str:
    return SYMBOLS.get(currency, currency)


def bounds(number: Decimal | Estimate | None) -> tuple[Decimal, Decimal]:
    """Return the lowest and highest value of a number; 0 if there is none."""
    if isinstance(number, Estimate):
        return number.low, number.high
    return (number, number) if number is not None else (Decimal(), Decimal())


_VERDICTS = (("missed", "met"), ("not mandatory", "mandatory"), ("exceeded", "met"))
"""Pairs of opposite outcomes, negative first."""


def _same_words(stated: str, held: Held) -> bool:
    """Return whether an override has a possible outcome: met or missed, mandatory or not, yes or no."""
    return any(_is_same(stated, str(value)) for value in held.values)


def _is_same(stated: str, computed: str) -> bool:
    said, counted = stated.lower(), computed.lower()
    first = {re.split(r"[\s:,;.]", text, maxsplit=1)[0] for text in (said, counted)}
    if first == {"yes", "no"}:
        return False
    return not any(
        (good in said or bad in said) and (good in counted or bad in counted) and (bad in said) != (bad in counted)
        for bad, good in _VERDICTS
    )


def _same_shares(stated: str, held: Held) -> bool:
    """Return whether the last percentage of an override is a computed one, to the digits written."""
    said = [Decimal(match[1]) for match in _PERCENT.finditer(stated)]
    if not said or not _PERCENT.search(str(held.value)):
        return True
    half = Decimal(1).scaleb(int(said[-1].as_tuple().exponent)) * Decimal("0.51")
    return _is_among(said[-1], half, held)


def _is_among(share: Decimal, half: Decimal, held: Held) -> bool:
    """Return whether a percentage is a computed one, or in the possible range of one."""
    found = [[Decimal(match[1]) for match in _PERCENT.finditer(str(value))] for value in held.values]
    if any(abs(share - known) <= half for shares in found for known in shares):
        return True
    return any(min(known) - half <= share <= max(known) + half for known in zip(*found, strict=False))
