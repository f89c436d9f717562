"""Stated values: what an author says a figure is, and whether that means what was computed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from pmtui.figures.amount import SYMBOLS, AmountError, Estimate, read_amount
from pmtui.figures.counting import FigureValue, Unit
from pmtui.figures.definition import Definition
from pmtui.figures.duration import read_duration, write_duration
from pmtui.figures.quantity import write_number
from pmtui.model.answer import Answer
from pmtui.model.moments import EntryError, read_day, read_instant
from pmtui.model.postmortem import Postmortem
from pmtui.model.whereabouts import value_at

NEAR = Decimal("0.05")
"""Numbers this near to each other, as a share, are the same estimate."""

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
    """What was computed, to hold a stated value against.

    Attributes:
        definition: the figure.
        value: what was computed.
        number: the number behind it, in the figure's unit; with its bounds, where it isn't known exactly.
        currency: of money, its currency.
        zone: the incident's time zone.
        ends: the least and the most that it can be, by what can have failed; empty where that is known.
    """

    definition: Definition
    value: FigureValue
    number: Decimal | Estimate | None
    currency: str
    zone: ZoneInfo
    ends: tuple[FigureValue, ...] = ()

    @property
    def values(self) -> tuple[FigureValue, ...]:
        """What was computed, and what it may be as well."""
        return (self.value, *self.ends)


def hull(number: Decimal | Estimate | None, ends: Sequence[Decimal | Estimate]) -> Decimal | Estimate | None:
    """Return a number with bounds so wide that the ends lie within them."""
    if number is None or not ends:
        return number
    spans = [bounds(each) for each in (number, *ends)]
    likely = number.likely if isinstance(number, Estimate) else number
    return Estimate(min(low for low, _ in spans), likely, max(high for _, high in spans), True)


def in_words(held: Held) -> str:
    """Return from what to what a figure can be: `0% to 116.6%`; empty where it's known, or no range says it."""
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
        written[0] = "0"  # where they are counted, the least is rounded up to one
    return " to ".join(written) if written[0] != written[1] else ""


def stated_text(postmortem: Postmortem, definition: Definition) -> str:
    """Return what the author states a figure to be; empty where it's left to be computed."""
    if not definition.answer:
        stated = postmortem.stated.get(definition.name)
        return stated.value.strip() if stated else ""
    answer = value_at(postmortem, definition.answer)
    if isinstance(answer, Answer):
        yes = "" if answer.yes is None else "Yes" if answer.yes else "No"
        return ": ".join(part for part in (yes, answer.details.strip()) if part)
    return str(answer).strip()


def agrees(stated: str, held: Held) -> bool:
    """Say whether a stated value means what was computed: as exactly as it was written, estimates within 5%.

    Where it isn't known how much failed, any value agrees that the least and the most that can have failed allow.
    """
    if stated == held.value:
        return True
    unit, value = held.definition.unit, held.value
    if isinstance(value, datetime):
        return _is_instant(stated, value.astimezone(held.zone))
    if isinstance(value, date):
        return _is_day(stated, value)
    if unit is Unit.LENGTH:
        return _is_length(stated, held)
    if unit is Unit.SHARE:
        return _is_share(stated, held.number) and _same_words(stated, held)
    if isinstance(held.number, Estimate):
        return _is_amount(stated, held)
    return _same_words(stated, held) and _same_shares(stated, held)


def _is_instant(stated: str, computed: datetime) -> bool:
    zone = computed.tzinfo
    assert isinstance(zone, ZoneInfo)
    try:
        instant = read_instant(stated, zone, computed.date())
    except EntryError:
        return f"{computed:%H:%M}" in stated
    return abs(instant - computed) < timedelta(minutes=1)


def _is_day(stated: str, computed: date) -> bool:
    try:
        return read_day(stated, computed) == computed
    except EntryError:
        return computed.isoformat() in stated


def _is_length(stated: str, held: Held) -> bool:
    plain = _AFTER.sub("", _ABOUT.sub("", _PEOPLE.sub("", stated.strip())))
    length = read_duration(plain)
    if isinstance(held.value, timedelta):
        from pmtui.wording.quantities import Hedge, lengths  # imported where used: few figures are stated

        known = [value for value in held.values if isinstance(value, timedelta)]
        hedged = [said for said in lengths(stated.replace("> ", "more than ")) if said.hedge is not Hedge.EXACT]
        if any(said.fits(whole.total_seconds()) for said in hedged for whole in known):
            return True
        is_one = length is not None and write_duration(length) in {write_duration(whole) for whole in known}
        return is_one or (length is not None and min(known) <= length <= max(known))
    low, high = bounds(held.number)
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
    allowed = max(abs(high) * NEAR / 5, Decimal(30))
    return low - allowed <= seconds <= high + allowed


def _range_of_hours(text: str, low: Decimal, high: Decimal) -> bool:
    try:
        amount = read_amount(text)
    except AmountError:
        return False
    hours = amount.estimate
    return amount.words.lower().startswith("h") and hours.low * 3600 <= high and low <= hours.high * 3600


def _is_share(stated: str, number: Decimal | Estimate | None) -> bool:
    match = _PERCENT.search(stated)
    if match is None or number is None:
        return match is not None or "%" not in stated
    said = Decimal(match[1])
    decimals = len(match[1].partition(".")[2])
    half = Decimal(1).scaleb(-decimals) * Decimal("0.51")
    low, high = (bound * 100 for bound in bounds(number))
    return low - half <= said <= high + half


def _is_amount(stated: str, held: Held) -> bool:
    try:
        amount = read_amount(stated)
    except AmountError:
        return bool(held.ends)  # words, where no number is known either
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


def _code(currency: str) -> str:
    return SYMBOLS.get(currency, currency)


def bounds(number: Decimal | Estimate | None) -> tuple[Decimal, Decimal]:
    """Return the least and the most that a number is; nothing counts as 0."""
    if isinstance(number, Estimate):
        return number.low, number.high
    return (number, number) if number is not None else (Decimal(), Decimal())


_VERDICTS = (("missed", "met"), ("not mandatory", "mandatory"), ("exceeded", "met"))
"""Words that say one thing, and those that say the opposite."""


def _same_words(stated: str, held: Held) -> bool:
    """Say whether a sentence comes to the same as one that can be: met or missed, mandatory or not, yes or no."""
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
    """Say whether the last percentage of a text is one of those computed, as exactly as it was written."""
    said = [Decimal(match[1]) for match in _PERCENT.finditer(stated)]
    if not said or not _PERCENT.search(str(held.value)):
        return True
    half = Decimal(1).scaleb(int(said[-1].as_tuple().exponent)) * Decimal("0.51")
    return _is_among(said[-1], half, held)


def _is_among(share: Decimal, half: Decimal, held: Held) -> bool:
    """Say whether a percentage is one of those computed, or lies between what one of them can be."""
    found = [[Decimal(match[1]) for match in _PERCENT.finditer(str(value))] for value in held.values]
    if any(abs(share - known) <= half for shares in found for known in shares):
        return True
    return any(min(known) - half <= share <= max(known) + half for known in zip(*found, strict=False))
