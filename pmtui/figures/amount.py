"""Amounts as people write them: a number, an estimate or a range, with its currency and what it's counted per.

`800..1200`, `~1,000`, `2.5k`, `$1,000-10,000/h`, `EUR 900 to 1,400 per day`. Decimal throughout.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from pmtui.figures.quantity import write_number

MOST = Decimal(10) ** 15
"""Above this an amount has too many zeros to be meant."""

SYMBOLS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW"}
"""The currency that a symbol stands for where nothing says otherwise."""

_UNITS = {
    "s": 1, "sec": 1, "second": 1, "m": 60, "min": 60, "minute": 60, "h": 3600, "hr": 3600, "hour": 3600,
    "d": 86400, "day": 86400, "w": 604800, "week": 604800,
}  # fmt: skip
_SHORT = {"rps": 1, "qps": 1, "tps": 1, "rpm": 60, "qpm": 60}
_SCALES = {"": 0, "k": 3, "m": 6, "mio": 6, "million": 6, "bn": 9, "b": 9, "g": 9, "billion": 9, "thousand": 3}

_DIGITS = r"\d{1,3}(?:[, \u2009\u202f\u00a0_'\u2019]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_SYMBOL = "|".join(re.escape(symbol) for symbol in SYMBOLS)
_ONE = re.compile(
    rf"\s*(?P<hedge>~|≈|<|>|≤|≥|(?i:about|around|approx\.?|some|up to|under|over)\s)?\s*"
    rf"(?P<minus>[-\u2212])?\s*(?P<before>{_SYMBOL}|[A-Z]{{3}}\b)?\s*(?P<number>{_DIGITS})\s*"
    rf"(?P<scale>thousand|million|billion|mio|bn|[kKMGB](?![A-Za-z]))?\s*(?P<percent>%)?"
    rf"\s*(?P<after>{_SYMBOL}|[A-Z]{{3}}\b)?"
)
_TO = re.compile(r"\s*(?:\.\.+|…|-|\u2013|\u2014|\bto\b)\s*")
_PER = re.compile(r"\s*(?:(?P<short>rps|qps|tps|rpm|qpm)\b|(?:/|per\b|an?\b|each\b)\s*(?P<unit>[a-z]+))", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"[eE][-+]?\d")
_COUNTED = re.compile(r"\s*(?:requests?|reqs?|queries|calls|req)\b", re.IGNORECASE)


class AmountError(ValueError):
    """A text that isn't an amount to count with; the message says why, for a person."""


@dataclass(frozen=True)
class Estimate:
    """A number that may not be known exactly.

    Attributes:
        low: the least that it can be.
        likely: the best guess: what was given, or the middle of a range.
        high: the most that it can be.
        is_rough: it's an estimate, even where the three are the same.
    """

    low: Decimal
    likely: Decimal
    high: Decimal
    is_rough: bool = False

    @classmethod
    def exactly(cls, value: Decimal | int) -> "Estimate":
        """Return a number that is known."""
        return cls(Decimal(value), Decimal(value), Decimal(value))

    @property
    def is_range(self) -> bool:
        """Whether low and high differ."""
        return self.low != self.high

    def __mul__(self, other: "Estimate | Decimal | int") -> "Estimate":
        """Return the product; of numbers that aren't negative, so the bounds multiply."""
        if not isinstance(other, Estimate):
            other = Estimate.exactly(other)
        return Estimate(
            self.low * other.low, self.likely * other.likely, self.high * other.high, self.is_rough or other.is_rough
        )

    def __truediv__(self, other: "Estimate | Decimal | int") -> "Estimate":
        """Return the quotient; the divisor is above zero, and its bounds count the other way round."""
        if not isinstance(other, Estimate):
            other = Estimate.exactly(other)
        return Estimate(
            self.low / other.high, self.likely / other.likely, self.high / other.low, self.is_rough or other.is_rough
        )

    def __add__(self, other: "Estimate") -> "Estimate":
        """Return the sum."""
        return Estimate(
            self.low + other.low, self.likely + other.likely, self.high + other.high, self.is_rough or other.is_rough
        )


@dataclass(frozen=True)
class Amount:
    """An amount as it was written.

    Attributes:
        estimate: the number.
        currency: its currency as written, a symbol or a code; empty for none.
        per: the time that it's counted per; None for none.
        words: what was written after it.
    """

    estimate: Estimate
    currency: str = ""
    per: timedelta | None = None
    words: str = ""


@dataclass(frozen=True)
class _Number:
    value: Decimal
    scale: str
    currency: str
    is_rough: bool
    is_percent: bool


def read_amount(text: str) -> Amount:
    """Read an amount from the beginning of a text.

    Returns:
        The amount. A range has the middle as its likely value, unless three numbers are given (`800..900..1200`).
        Where only the upper bound has a scale (`1-2k`), the lower one has it too.

    Raises:
        AmountError: if there's no number, it's below zero, backwards or beyond counting.
    """
    numbers, position = _numbers(text)
    if len(numbers) > 1 and not numbers[0].scale and numbers[-1].scale and numbers[0].value * 1000 < numbers[-1].value:
        factor = Decimal(10) ** _SCALES[numbers[-1].scale.lower()]
        numbers = [_Number(n.value if n.scale else n.value * factor, n.scale, n.currency, n.is_rough, n.is_percent)
                   for n in numbers]  # fmt: skip
    values = [number.value for number in numbers]
    if values != sorted(values):
        raise AmountError(f"The range '{text.strip()}' ends below its beginning.")
    if values[-1] > MOST:
        raise AmountError(f"'{text.strip()[:40]}' is more than pmtui counts with; are there too many zeros?")
    likely = values[1] if len(values) == 3 else (values[0] + values[-1]) / 2
    estimate = Estimate(values[0], likely, values[-1], len(values) > 1 or any(n.is_rough for n in numbers))
    currency = next((number.currency for number in numbers if number.currency), "")
    per, words = _per(text[position:])
    return Amount(estimate, currency, per, words)


def _numbers(text: str) -> tuple[list[_Number], int]:
    """Return the one to three numbers that a text begins with, and where they end."""
    numbers: list[_Number] = []
    position = 0
    while len(numbers) < 3:
        joint = _TO.match(text, position) if numbers else None
        match = _ONE.match(text, joint.end() if joint else position) if joint or not numbers else None
        if match is None:
            break
        if match["minus"]:
            raise AmountError(f"'{text.strip()[:40]}' is below zero, and can't be counted with.")
        if _SCIENTIFIC.match(text, match.end()):
            raise AmountError(f"Write '{text.strip()[:40]}' without an exponent.")
        numbers.append(_number(match))
        position = match.end()
    if not numbers:
        raise AmountError("There is no number at its beginning.")
    return numbers, position


def _number(match: re.Match[str]) -> _Number:
    scale = match["scale"] or ""
    if len(match["number"]) > 60:
        raise AmountError("That number is longer than pmtui counts with.")
    value = Decimal(re.sub(r"[^\d.]", "", match["number"])).scaleb(_SCALES[scale.lower()])
    currency = match["before"] or match["after"] or ""
    return _Number(value, scale, currency, bool(match["hedge"]), bool(match["percent"]))


def _per(text: str) -> tuple[timedelta | None, str]:
    """Read what an amount is counted per from what stands after it."""
    counted = _COUNTED.match(text)
    start = counted.end() if counted else 0
    match = _PER.match(text, start)
    if match is None:
        return None, text.strip()
    short, unit = match["short"], (match["unit"] or "").lower()
    seconds = _SHORT[short.lower()] if short else _UNITS.get(unit) or _UNITS.get(unit.removesuffix("s"))
    if seconds is None:
        return None, text.strip()
    return timedelta(seconds=seconds), text[match.end() :].strip()


def write_estimate(estimate: Estimate, digits: int = 0, before: str = "", after: str = "") -> str:
    """Write a number or a range for a reader: `~1,000`, `800 to 1,200 (likely 1,000)`.

    Args:
        estimate: the number.
        digits: how many decimals there may be.
        before: what stands before each number, such as a currency.
        after: what stands after each.
    """
    low, likely, high = (f"{before}{write_number(value, digits)}{after}" for value in
                         (estimate.low, estimate.likely, estimate.high))  # fmt: skip
    if low == high:
        return f"~{likely}" if estimate.is_rough else likely
    return f"{low} to {high} (likely {likely})"


def write_rounded(estimate: Estimate) -> str:
    """Write a number of requests or users; an estimate to three figures."""
    return write_estimate(round_estimate(estimate))


def round_estimate(estimate: Estimate) -> Estimate:
    """Return an estimate with three significant figures; an exact number as a whole."""
    if not estimate.is_rough:
        return estimate
    low, likely, high = (_three(value) for value in (estimate.low, estimate.likely, estimate.high))
    return Estimate(low, likely, high, True)


def _three(value: Decimal) -> Decimal:
    if value < 1000:
        return value.quantize(Decimal(1))
    return value.quantize(Decimal(1).scaleb(value.adjusted() - 2)).quantize(Decimal(1))


def write_money(estimate: Estimate, currency: str) -> str:
    """Write an amount of money: `$2,550`, `EUR 850 to EUR 8,500 (likely EUR 4,675)`; cents only below 100."""
    before = f"{currency} " if currency.isalpha() else currency
    has_cents = estimate.high < 100 and estimate.high != estimate.high.to_integral_value()
    low, likely, high = (f"{before}{_money(value, has_cents)}" for value in
                         (estimate.low, estimate.likely, estimate.high))  # fmt: skip
    if low == high:
        return f"~{likely}" if estimate.is_rough else likely
    return f"{low} to {high} (likely {likely})"


def _money(value: Decimal, has_cents: bool) -> str:
    return f"{value:,.2f}" if has_cents else write_number(value, 0)
