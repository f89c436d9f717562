"""Reads the answers that figures are computed from, and explains why one can't be read."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from pmtui.parsing.amounts import Amount, AmountError, read_amount
from pmtui.parsing.durations import read_duration
from pmtui.parsing.shares import read_share, write_share
from pmtui.text import brief

_MONTH = frozenset({"month", "calendar month", "monthly", "1 month", "a month"})
_QUARTER = frozenset({"quarter", "calendar quarter", "quarterly", "1 quarter", "a quarter"})
_LONGEST_WINDOW = timedelta(days=3660)
"""Ten years: objectives are for weeks to a year, so a longer window is a slip of the keyboard."""
_LEAST = Decimal("0.5")
"""No one guarantees less; a smaller percentage was meant as a fraction."""

_TIER = re.compile(
    r"^(?:below|under|less than|<)?\s*+(?P<below>[\d.]++)(?:\s*+%)?+(?:\s*+(?::|->|=>|\u2192|,)\s*+|\s++)"
    r"(?P<credit>[\d.]++)\s*+%?$",
    re.I,
)


@dataclass(frozen=True)
class Window:
    """The time over which an objective is measured.

    Attributes:
        length: of a rolling window; None for a calendar window.
        calendar: `month`, `quarter`, or empty for a rolling window.
    """

    length: timedelta | None
    calendar: str = ""


@dataclass(frozen=True)
class Tier:
    """A step of a contract: below this uptime, this credit is due, both as fractions."""

    below: Decimal
    credit: Decimal


def slo(text: str) -> Decimal:
    """Read a service level objective as a fraction, at least 0.5 and below 1.

    Raises:
        AmountError: if it can't be read, leaves no budget, or is written as a fraction.
    """
    share = read_share(text)
    if "," in text:
        raise AmountError(f"'{brief(text, 60)}' isn't a percentage. Write it with a decimal point: 99.9%.")
    if share is None and not any(char.isdigit() for char in text):
        raise AmountError(f"'{brief(text, 60)}' isn't a percentage. Write it as 99.9%.")
    if share is None or 1 - share < Decimal("1e-8"):
        raise AmountError(f"An SLO of '{brief(text, 60)}' leaves no error budget. Enter a percentage below 100%.")
    if share < _LEAST:
        raise AmountError(f"An SLO of '{brief(text, 60)}' is read as {write_share(share, 3)}. Write it as 99.9%.")
    return share


def window(text: str) -> Window:
    """Read a window: `30`, `28 days`, `4 weeks`, `month`, `quarter`.

    Raises:
        AmountError: if it can't be read, or is under a day or over ten years.
    """
    plain = " ".join(text.lower().split())
    if plain in _MONTH or plain in _QUARTER:
        return Window(None, "month" if plain in _MONTH else "quarter")
    length = read_duration(f"{plain} days" if re.fullmatch(r"[\d.]+", plain) else plain)
    if length is None or not timedelta(days=1) <= length <= _LONGEST_WINDOW:
        raise AmountError(f"'{brief(text, 60)}' isn't a valid window. Write 28, 30, 90, month, or quarter.")
    return Window(length)


def rate(text: str) -> Amount:
    """Read a number of requests per time.

    Raises:
        AmountError: if it isn't a number, or the unit of time is missing or unknown.
    """
    amount = count(text)
    if amount.unknown_per:
        raise AmountError(f"'per {amount.unknown_per}' isn't a unit of time. Write 800/s, 2k/min, or 1M/h.")
    if amount.per is None:
        raise AmountError(f"'{brief(text, 60)}' per what? Write 800/s, 2k/min, or 1M/h.")
    return amount


def count(text: str) -> Amount:
    """Read a number of things, or an amount of money.

    Raises:
        AmountError: if it isn't a number, or is a percentage.
    """
    amount = read_amount(text)
    if amount.is_percent:
        raise AmountError(f"'{text.strip()[:40]}' is a percentage. Enter a number.")
    return amount


def whole(text: str) -> Amount:
    """Read a number of things, or an amount of money, that isn't per anything.

    Raises:
        AmountError: if it isn't a number, or is a percentage or a rate.
    """
    amount = count(text)
    if amount.is_rate:
        raise AmountError(f"'{text.strip()[:40]}' is a rate. Enter the total.")
    return amount


def hourly(text: str) -> Amount:
    """Read an amount of money per hour, the default; per day, month, or year is converted.

    Raises:
        AmountError: if it isn't an amount, or the unit of time is unknown.
    """
    amount = count(text)
    if amount.unknown_per:
        raise AmountError(f"'per {amount.unknown_per}' isn't a unit of time. Write per hour, day, month, or year.")
    per = amount.per or Decimal(3600)
    return replace(amount, estimate=amount.estimate * (Decimal(3600) / per), per=Decimal(3600))


def length(text: str) -> timedelta:
    """Read a duration.

    Raises:
        AmountError: if it can't be read.
    """
    found = read_duration(text)
    if found is None:
        raise AmountError(f"'{brief(text, 60)}' isn't a duration. Write 30 min, or 2 h 15 min.")
    return found


def promise(text: str) -> Decimal:
    """Read a guaranteed uptime as a fraction.

    Raises:
        AmountError: if it isn't a percentage from 0% to 100%, or is written as a fraction.
    """
    share = read_share(text)
    if share is None:
        raise AmountError(f"'{brief(text, 60)}' isn't a percentage from 0% to 100%. Write it as 99.9%.")
    if share < _LEAST:
        raise AmountError(f"'{brief(text, 60)}' is read as {write_share(share, 3)}. Write it as 99.9%.")
    return share


def tiers(lines: tuple[str, ...]) -> tuple[Tier, ...]:
    """Read a contract's tiers, one per line (`99.9%: 10%`, `below 99%: 25%`), and sort them by uptime, highest first.

    Raises:
        AmountError: if a line can't be read, or a lower uptime gives less credit.
    """
    found = [_tier(line) for line in lines if line.strip()]
    found.sort(key=lambda tier: tier.below, reverse=True)
    for higher, lower in zip(found, found[1:], strict=False):
        if lower.credit < higher.credit:
            raise AmountError(f"The credit below {write_share(lower.below, 4)} is less than above it. Is that right?")
    return tuple(found)


def _tier(line: str) -> Tier:
    match = _TIER.match(line.strip())
    below, credit = (read_share(match["below"]), read_share(match["credit"])) if match else (None, None)
    if below is None or credit is None:
        raise AmountError(
            f"'{brief(line.strip(), 60)}' isn't a credit tier. Write the uptime and the credit below it: 99.9%: 10%."
        )
    if below < _LEAST:
        raise AmountError(
            f"'{brief(line.strip(), 60)}' is read as below {write_share(below, 3)}. Write it as 99.9%: 10%."
        )
    return Tier(below, credit)


READERS: dict[str, Callable[[str], object]] = {
    "impact.budget.slo": slo,
    "impact.budget.window_days": window,
    "impact.traffic.rate": rate,
    "impact.traffic.in_window": whole,
    "impact.audience.total": whole,
    "impact.agreement.target": promise,
    "impact.agreement.tiers": lambda text: tiers(tuple(text.split("\n"))),
    "impact.agreement.bill": whole,
    "impact.earnings.per_hour": hourly,
    "impact.effort.hours_each": length,
    "impact.effort.review": length,
    "impact.effort.hourly_rate": hourly,
    "impact.recovery.rto_target": length,
    "impact.recovery.rpo_target": length,
}
"""The function that reads each input of figures, by path."""


def problem(path: str, text: str) -> str:
    """Return why figures can't use an answer; empty if they can, or if it isn't an input."""
    reader = READERS.get(path)
    if reader is None or not text.strip():
        return ""
    try:
        reader(text)
    except AmountError as error:
        return str(error)
    return ""
