"""Amounts as people write them: a number, an estimate or a range, with its currency and what it's counted per.

`800..1200`, `~1,000`, `2.5k`, `$1,000-10,000/h`, `EUR 900 to 1,400 per day`. Decimal throughout. What could mean two
things (`1.200`, `1,5`) is refused rather than guessed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from pmtui.model.scales import Currency
from pmtui.parsing.durations import SECONDS
from pmtui.parsing.numbers import DIGITS, HEDGE, POWERS_OF_TEN, value_of, write_number

MOST = Decimal(10) ** 15
"""Above this an amount has too many zeros to be meant."""

SYMBOLS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW"}
"""The currency that a symbol means by default."""

_CODES = frozenset(currency.value for currency in Currency) | frozenset(
    ("AED", "ARS", "BGN", "CLP", "COP", "EGP", "IDR", "ISK", "KES", "MYR", "NGN", "PEN", "PHP", "RON", "RUB", "SAR",
     "THB", "TWD", "UAH", "VND")
)  # fmt: skip
_YEAR = Decimal("365.25") * SECONDS["d"]
_UNITS: dict[str, Decimal] = {
    **{
        word: Decimal(SECONDS[word[0]])
        for word in ("s", "sec", "second", "m", "min", "minute", "h", "hr", "hour", "hourly", "d", "day", "daily")
        + ("w", "wk", "week", "weekly")
    },
    **dict.fromkeys(("mo", "month", "monthly"), _YEAR / 12),
    **dict.fromkeys(("y", "yr", "year", "yearly", "annually", "annum"), _YEAR),
}
_SHORT = {"rps": Decimal(1), "qps": Decimal(1), "tps": Decimal(1), "rpm": Decimal(60), "qpm": Decimal(60)}

_MONEY = "|".join([*(re.escape(symbol) for symbol in SYMBOLS), *(rf"{code}\b" for code in sorted(_CODES))])
_SCALE = rf"(?i:{'|'.join(sorted(filter(None, POWERS_OF_TEN), key=len, reverse=True))})(?![A-Za-z])"
_ONE = re.compile(
    rf"\s*+(?P<hedge>{HEDGE})?\s*+(?P<minus>[-\u2212])?\s*+(?P<before>{_MONEY})?\s*+(?P<number>{DIGITS})"
    rf"\s*+(?P<scale>{_SCALE})?\s*+(?P<percent>%)?\s*+(?P<after>{_MONEY})?"
)
"""Possessive spaces: where the next part may be left out, two runs of spaces would share one in every way there is."""

_SLASH = re.compile(r"\s*+/\s*+(?P<unit>[a-z]+)\b", re.IGNORECASE)
_TO = re.compile(r"\s*(?:\.\.+|…|-|\u2013|\u2014|\bto\b)\s*")
_PER = re.compile(
    r"\b(?P<short>rps|qps|tps|rpm|qpm)\b|(?:/\s*|\bper\s+|\b(?:an?|each|every)\s+)(?P<unit>[a-z]+)\b"
    r"|\b(?P<ly>hourly|daily|weekly|monthly|yearly|annually)\b",
    re.IGNORECASE,
)
_GLUED = re.compile(r"[.,]\d|[A-Za-z]")
_EITHER = re.compile(r"[1-9]\d{0,2}\.\d{3}")


class AmountError(ValueError):
    """A text that isn't an amount pmtui can calculate with; the message tells the author why."""


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
        estimate: the number; of a percentage, the number before the sign.
        currency: its currency as written, a symbol or a code; empty for none.
        per: the seconds that it's counted per; None for none.
        unknown_per: the unit after "per", if it isn't a known unit of time.
        is_percent: it's a percentage.
        is_rate: it's said to be per something, with a slash or a "per".
        words: what was written after it.
    """

    estimate: Estimate
    currency: str = ""
    per: Decimal | None = None
    unknown_per: str = ""
    is_percent: bool = False
    is_rate: bool = False
    words: str = ""


@dataclass(frozen=True)
class _Number:
    value: Decimal
    scale: str
    currency: str
    is_rough: bool
    is_percent: bool
    unit: str = ""


def read_amount(text: str) -> Amount:
    """Read an amount from the beginning of a text.

    Returns:
        The amount. A range has the middle as its likely value, unless three numbers are given (`800..900..1200`).
        Where only the upper bound has a scale (`1-2k`), the lower one has it too, if that keeps them in order.

    Raises:
        AmountError: if there's no number, it's below zero, backwards, beyond counting, or could mean two things.
    """
    numbers, position = _numbers(text)
    numbers = _scaled(numbers)
    values = [number.value for number in numbers]
    shown = text.strip()[:40]
    if values != sorted(values):
        raise AmountError(f"The range '{shown}' is backward.")
    if values[-1] > MOST:
        raise AmountError(f"'{shown}' is too large. Are there too many zeros?")
    likely = values[1] if len(values) == 3 else (values[0] + values[-1]) / 2
    estimate = Estimate(values[0], likely, values[-1], len(values) > 1 or any(n.is_rough for n in numbers))
    currency = _only({n.currency for n in numbers}, f"'{shown}' has two currencies.")
    unit = _only({n.unit.lower() for n in numbers}, f"'{shown}' mixes two time units.")
    rest = text[position:].strip()
    if rest.startswith(("±", "+/-", "+-")):
        raise AmountError(f"Write '{shown}' as a range: 4,000..6,000.")
    per, unknown = (_UNITS.get(unit) or _UNITS.get(unit.removesuffix("s")), unit) if unit else _per(rest)
    is_rate = bool(unit) or rest.startswith("/") or re.search(r"\bper\b", rest.partition("(")[0]) is not None
    is_percent = any(number.is_percent for number in numbers)
    return Amount(estimate, currency, per, "" if per is not None else unknown, is_percent, is_rate, rest)


def begins_with_number(text: str) -> bool:
    """Return whether pmtui can compute with `text`, a currency before the number allowed."""
    match = _ONE.match(text)
    return match is not None and not match["minus"]


def _only(found: set[str], words: str) -> str:
    named = found - {""}
    if len(named) > 1:
        raise AmountError(words)
    return next(iter(named), "")


def _numbers(text: str) -> tuple[list[_Number], int]:
    """Return the one to three numbers that a text begins with, and where they end."""
    numbers: list[_Number] = []
    position = 0
    while len(numbers) < 3:
        joint = _TO.match(text, position) if numbers else None
        match = _ONE.match(text, joint.end() if joint else position) if joint or not numbers else None
        if match is None:
            break
        number, position = _number(match, text)
        numbers.append(number)
    if not numbers:
        raise AmountError("It must start with a number.")
    return numbers, position


def _number(match: re.Match[str], text: str) -> tuple[_Number, int]:
    shown = text.strip()[:40]
    digits, scale = match["number"], (match["scale"] or "").lower()
    if match["minus"]:
        raise AmountError(f"'{shown}' is negative. Enter zero or more.")
    if len(digits) > 60:  # `MOST` has 16; this many more leave room for leading zeros and decimals
        raise AmountError("That number has too many digits.")
    is_short = text[match.end() :].lstrip()[:3].lower() in _SHORT
    if (
        not scale
        and not match["percent"]
        and not match["after"]
        and _GLUED.match(text, match.end("number"))
        and not is_short
    ):
        raise AmountError(f"'{shown}' isn't a valid number. Write 1,200.50, 2.5k, or 3M.")
    if _EITHER.fullmatch(digits) and not scale and not match["percent"]:
        raise AmountError(
            f"'{digits}': {digits.replace('.', ',')} or {digits.rstrip('0').rstrip('.')}? Write the one you mean."
        )
    value = value_of(digits).scaleb(POWERS_OF_TEN[scale])
    slash = _SLASH.match(text, match.end())
    unit = slash["unit"] if slash else ""
    end = slash.end() if slash else match.end()
    currency = match["before"] or match["after"] or ""
    return _Number(value, scale, currency, bool(match["hedge"]), bool(match["percent"]), unit), end


def _scaled(numbers: list[_Number]) -> list[_Number]:
    """Give the lower bounds of a range the scale of its upper one, where they have none."""
    last = numbers[-1]
    factor = Decimal(10) ** POWERS_OF_TEN[last.scale]
    lower = numbers[:-1]
    if not last.scale or any(number.scale for number in lower) or any(n.value * factor > last.value for n in lower):
        return numbers
    return [*(_Number(n.value * factor, last.scale, n.currency, n.is_rough, n.is_percent, n.unit) for n in lower), last]


def _per(text: str) -> tuple[Decimal | None, str]:
    """Return the seconds that an amount is counted per, and the word for it, from the text after it."""
    match = _PER.search(text.partition("(")[0])
    if match is None:
        return None, ""
    if match["short"]:
        return _SHORT[match["short"].lower()], match["short"]
    word = (match["unit"] or match["ly"]).lower()
    return _UNITS.get(word) or _UNITS.get(word.removesuffix("s")), word


def write_estimate(estimate: Estimate, digits: int = 0, before: str = "", after: str = "") -> str:
    """Write a number or a range for a reader: `~1,000`, `800 to 1,200 (likely 1,000)`.

    Args:
        estimate: the number.
        digits: how many decimals there may be.
        before: the text before each number, such as a currency.
        after: the text after each.
    """
    return _written(estimate, lambda value: f"{before}{write_number(value, digits)}{after}")


def _written(estimate: Estimate, write: Callable[[Decimal], str]) -> str:
    low, likely, high = (write(value) for value in (estimate.low, estimate.likely, estimate.high))
    if low == high:
        return f"~{likely}" if estimate.is_rough else likely
    return f"{low} to {high} (likely {likely})"


def write_rounded(estimate: Estimate) -> str:
    """Write a number of requests or users; an estimate to three figures."""
    return write_estimate(round_estimate(estimate))


def round_estimate(estimate: Estimate) -> Estimate:
    """Return an estimate with three significant figures; an exact number as it is."""
    if not estimate.is_rough:
        return estimate
    low, likely, high = (_three(value) for value in (estimate.low, estimate.likely, estimate.high))
    return Estimate(low, likely, high, True)


def _three(value: Decimal) -> Decimal:
    """Return a number to three figures; something is never nothing."""
    if value < 1000:
        return max(value.quantize(Decimal(1), ROUND_HALF_UP), Decimal(value > 0))
    return value.quantize(Decimal(1).scaleb(value.adjusted() - 2), ROUND_HALF_UP).quantize(Decimal(1))


def write_money(estimate: Estimate, currency: str) -> str:
    """Write an amount of money: `$2,550`, `EUR 850 to EUR 8,500 (likely EUR 4,675)`; cents only below 100."""
    before = f"{currency} " if currency.isalpha() else currency
    has_cents = estimate.high < 100 and estimate.high != estimate.high.to_integral_value()
    return _written(
        estimate, lambda value: f"{before}{value:,.2f}" if has_cents else f"{before}{write_number(value, 0)}"
    )
