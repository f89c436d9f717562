"""Reads the answers that figures are counted with, and says in words why one can't be."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from pmtui.parsing.amounts import Amount, AmountError, read_amount
from pmtui.parsing.durations import read_duration
from pmtui.parsing.numbers import read_share, write_share
from pmtui.text import brief

_MONTH = frozenset({"month", "calendar month", "monthly", "1 month", "a month"})
_QUARTER = frozenset({"quarter", "calendar quarter", "quarterly", "1 quarter", "a quarter"})
_LONGEST_WINDOW = timedelta(days=3660)
_LEAST = Decimal("0.5")
"""Nobody promises less; a smaller share was meant as a fraction."""

_TIER = re.compile(
    r"^(?:below|under|less than|<)?\s*+(?P<below>[\d.]++)(?:\s*+%)?+(?:\s*+(?::|->|=>|\u2192|,)\s*+|\s++)"
    r"(?P<credit>[\d.]++)\s*+%?$",
    re.I,
)


@dataclass(frozen=True)
class Window:
    """The time over which an objective is counted.

    Attributes:
        length: of a rolling window; None for the calendar's.
        calendar: `month`, `quarter`, or empty for a rolling window.
    """

    length: timedelta | None
    calendar: str = ""


@dataclass(frozen=True)
class Tier:
    """A step of a contract: below this uptime, this credit is due; both are fractions."""

    below: Decimal
    credit: Decimal


def slo(text: str) -> Decimal:
    """Read a service level objective as a fraction from 0.5 to below 1.

    Raises:
        AmountError: if it leaves no budget, or is written as a fraction.
    """
    share = read_share(text)
    if "," in text:
        raise AmountError(f"'{brief(text, 60)}' isn't read as a share; write it with a point: 99.9%.")
    if share is None and not any(char.isdigit() for char in text):
        raise AmountError(f"'{brief(text, 60)}' isn't read as a share; write it as 99.9%.")
    if share is None or 1 - share < Decimal("1e-8"):
        raise AmountError(f"An SLO of '{brief(text, 60)}' leaves no budget to count; it is a share below 100%.")
    if share < _LEAST:
        raise AmountError(f"An SLO of '{brief(text, 60)}' is read as {write_share(share, 3)}; write it as 99.9%.")
    return share


def window(text: str) -> Window:
    """Read a window: `30`, `28 days`, `4 weeks`, `month`, `quarter`.

    Raises:
        AmountError: if it's none, or longer than ten years.
    """
    plain = " ".join(text.lower().split())
    if plain in _MONTH or plain in _QUARTER:
        return Window(None, "month" if plain in _MONTH else "quarter")
    length = read_duration(f"{plain} days" if re.fullmatch(r"[\d.]+", plain) else plain)
    if length is None or not timedelta(days=1) <= length <= _LONGEST_WINDOW:
        raise AmountError(f"A window of '{brief(text, 60)}' can't be counted with; write 28, 30, 90, month or quarter.")
    return Window(length)


def rate(text: str) -> Amount:
    """Read a number of requests per time.

    Raises:
        AmountError: if it's no number, or doesn't say per what.
    """
    amount = count(text)
    if amount.unknown_per:
        raise AmountError(f"'per {amount.unknown_per}' isn't read as a time; write 800/s, 2k/min or 1M/h.")
    if amount.per is None:
        raise AmountError(f"'{brief(text, 60)}' per what? Write 800/s, 2k/min or 1M/h.")
    return amount


def count(text: str) -> Amount:
    """Read a number of things, or an amount of money.

    Raises:
        AmountError: if it's none, or a percentage.
    """
    amount = read_amount(text)
    if amount.is_percent:
        raise AmountError(f"'{text.strip()[:40]}' is a share; a number is needed here.")
    return amount


def whole(text: str) -> Amount:
    """Read a number of things, or an amount of money, that isn't per anything.

    Raises:
        AmountError: if it's none, a percentage or a rate.
    """
    amount = count(text)
    if amount.is_rate:
        raise AmountError(f"'{text.strip()[:40]}' is per something; the whole is needed here.")
    return amount


def hourly(text: str) -> Amount:
    """Read an amount of money per hour; per day, month or year is converted, without a unit it's per hour.

    Raises:
        AmountError: if it's no amount.
    """
    amount = count(text)
    if amount.unknown_per:
        raise AmountError(f"'per {amount.unknown_per}' isn't read as a time; write per hour, day, month or year.")
    per = amount.per or Decimal(3600)
    return replace(amount, estimate=amount.estimate * (Decimal(3600) / per), per=Decimal(3600))


def length(text: str) -> timedelta:
    """Read a length of time.

    Raises:
        AmountError: if it's none.
    """
    found = read_duration(text)
    if found is None:
        raise AmountError(f"'{brief(text, 60)}' isn't read as a length of time; write 30 min, or 2 h 15 min.")
    return found


def promise(text: str) -> Decimal:
    """Read a promised uptime as a fraction.

    Raises:
        AmountError: if it's no share from 0% to 100%.
    """
    share = read_share(text)
    if share is None:
        raise AmountError(f"'{brief(text, 60)}' is no share from 0% to 100%; write it with a point, as in 99.9%.")
    if share < _LEAST:
        raise AmountError(f"'{brief(text, 60)}' is read as {write_share(share, 3)}; write it as 99.9%.")
    return share


def tiers(lines: tuple[str, ...]) -> tuple[Tier, ...]:
    """Read a contract's tiers, one a line: `99.9%: 10%`, `below 99%: 25%`; highest uptime first.

    Raises:
        AmountError: if a line is no tier, or a lower uptime gives less credit.
    """
    found = [_tier(line) for line in lines if line.strip()]
    found.sort(key=lambda tier: tier.below, reverse=True)
    for higher, lower in zip(found, found[1:], strict=False):
        if lower.credit < higher.credit:
            raise AmountError(f"Below {write_share(lower.below, 4)} less credit is due than above it; is that right?")
    return tuple(found)


def _tier(line: str) -> Tier:
    match = _TIER.match(line.strip())
    below, credit = (read_share(match["below"]), read_share(match["credit"])) if match else (None, None)
    if below is None or credit is None:
        raise AmountError(
            f"'{brief(line.strip(), 60)}' is no tier; write the uptime and the credit below it: 99.9%: 10%."
        )
    if below < _LEAST:
        raise AmountError(
            f"'{brief(line.strip(), 60)}' is read as below {write_share(below, 3)}; write it as 99.9%: 10%."
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
"""What reads the answer to each question that figures are counted with."""


def problem(path: str, text: str) -> str:
    """Return why figures can't be counted with an answer; empty where they can, or it's no question of theirs."""
    reader = READERS.get(path)
    if reader is None or not text.strip():
        return ""
    try:
        reader(text)
    except AmountError as error:
        return str(error)
    return ""
