"""Numbers, percentages, and durations where their rules change: at each limit, a case on either side."""

from datetime import timedelta
from decimal import Decimal

import pytest

from pmtui.parsing.amounts import (
    AmountError,
    Estimate,
    begins_with_number,
    read_amount,
    write_estimate,
    write_money,
    write_rounded,
)
from pmtui.parsing.durations import read_duration, write_duration
from pmtui.parsing.numbers import write_number
from pmtui.parsing.shares import read_share, write_share


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 min"), (1, "1 s"), (59, "59 s"), (60, "1 min"), (61, "1 min 1 s"), (599, "9 min 59 s"), (600, "10 min"),
        (629, "10 min"), (631, "11 min"), (3599, "1 h"), (3600, "1 h"), (5430, "1 h 30 min"), (86400, "1 d"),
        (90000, "1 d 1 h"), (-61, "-1 min 1 s"), (-1, "-1 s"), (0.4, "0 min"), (0.6, "1 s"),
    ],
)  # fmt: skip
def test_a_duration_has_seconds_below_ten_minutes(seconds: float, text: str) -> None:
    assert write_duration(timedelta(seconds=seconds)) == text


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2:05", 7500), ("2:05:10", 7510), ("2:60", None), ("2:05:60", None), ("1h 5", 3900), ("1.5 h", 5400),
        ("2 w", 1209600), ("1d 2h 3m 4s", 93784), ("1 h, 5 min", 3900), ("1 hour and 1 second", 3601),
        ("3650000 d", 315_360_000_000), ("3650001 d", None), ("1 s " * 20, 20), ("1 s " * 21, None),
        ("up to 5 min", 300), (">= 5 min", 300), ("5 min (the rest)", 300), ("5 min more", None), ("-5 min", None),
    ],
)  # fmt: skip
def test_durations_as_text(text: str, seconds: int | None) -> None:
    assert read_duration(text) == (None if seconds is None else timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("text", "share"),
    [("0", "0"), ("100", "1"), ("100%", "1"), ("100.01", None), ("~15 %", "0.15"), ("1k", None), ("15% of", None)],
)
def test_a_percentage_is_from_0_to_100(text: str, share: str | None) -> None:
    assert read_share(text) == (None if share is None else Decimal(share))


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        ("0.04", 1, "0"), ("0.05", 1, "0.1"), ("1234.5", 0, "1,235"), ("1234.49", 0, "1,234"), ("10", 1, "10"),
        ("100", 0, "100"), ("1.10", 2, "1.1"), ("-0.04", 1, "0"), ("-1.25", 1, "-1.3"),
    ],
)  # fmt: skip
def test_numbers_are_rounded_half_up(value: str, digits: int, text: str) -> None:
    assert write_number(Decimal(value), digits) == text
    assert write_share(Decimal(value) / 100, digits) == f"{text}%"


@pytest.mark.parametrize(("text", "begins"), [("$ 5", True), ("EUR 5", True), ("EURO 5", False), ("%5", False)])
def test_a_currency_may_come_before_a_number(text: str, begins: bool) -> None:
    assert begins_with_number(text) is begins


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1" + "0" * 15, ""), ("1" + "0" * 14 + "1", "too large"),
        ("0" * 60, ""), ("0" * 61, "too many digits"), ("4,000 ± 500", "as a range"), ("4,000 +/- 500", "as a range"),
        ("1.200", "1,200 or 1.2"), ("1.200%", ""), ("1.200k", ""), ("0.200", ""), ("1000.200", ""), ("10..10", ""),
        ("10..9", "is backward"), ("1..2..3", ""), ("1..3..2", "is backward"), ("5x", "isn't a valid number"),
        ("5rps", ""), ("5 rps", ""),
    ],
)  # fmt: skip
def test_the_limits_of_an_amount(text: str, words: str) -> None:
    if not words:
        read_amount(text)
        return
    with pytest.raises(AmountError, match=words):
        read_amount(text)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("1-2k", 1000, 2000), ("1k-2k", 1000, 2000), ("2-2k", 2000, 2000), ("3-2k", 3, 2000), ("2-2.5k", 2000, 2500)],
)
def test_a_lower_bound_shares_the_scale_if_that_keeps_the_order(text: str, low: int, high: int) -> None:
    estimate = read_amount(text).estimate
    assert (estimate.low, estimate.high) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("text", "per", "unknown", "is_rate"),
    [
        ("5/s", 1, "", True), ("5 per min", 60, "", True), ("5 a day", 86400, "", False), ("5 hours", None, "", False),
        ("5/visit", None, "visit", True), ("5 per visit", None, "visit", True), ("5 (per day)", None, "", False),
        ("5 rpm", 60, "", False), ("5 weekly", 604800, "", False), ("5/days", 86400, "", True),
    ],
)  # fmt: skip
def test_what_an_amount_is_counted_per(text: str, per: int | None, unknown: str, is_rate: bool) -> None:
    amount = read_amount(text)
    assert (amount.per, amount.unknown_per, amount.is_rate) == (per, unknown, is_rate)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "~0"), ("0.2", "~1"), ("0.5", "~1"), ("1.4", "~1"), ("1.5", "~2"), ("999.4", "~999"), ("1000", "~1,000"),
        ("1004", "~1,000"), ("1005", "~1,010"), ("1234567", "~1,230,000"),
    ],
)  # fmt: skip
def test_an_estimate_has_three_figures_and_something_is_never_nothing(value: str, text: str) -> None:
    number = Decimal(value)
    assert write_rounded(Estimate(number, number, number, True)) == text


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        ("99.5", "99.5", "$99.50"), ("99", "99", "$99"), ("100.5", "100.5", "$101"), ("100", "100", "$100"),
        ("1", "99.5", "$1.00 to $99.50 (likely $50.25)"), ("1.5", "100", "$2 to $100 (likely $51)"),
    ],
)  # fmt: skip
def test_money_has_cents_below_a_hundred(low: str, high: str, text: str) -> None:
    estimate = Estimate(Decimal(low), (Decimal(low) + Decimal(high)) / 2, Decimal(high))
    assert write_money(estimate, "$") == text


def test_an_estimate_is_written_as_one_if_its_bounds_are_equal() -> None:
    one = Estimate.exactly(5)
    assert [one.is_range, (one + one).likely, (one * 2).likely, (one / 2).likely] == [False, 10, 10, Decimal("2.5")]
    assert write_estimate(one, after=" h") == "5 h"
    rough = Estimate(Decimal(4), Decimal(5), Decimal(6), True)
    assert write_money(Estimate(one.low, one.low, one.low, True), "EUR") == "~EUR 5"
    assert [(each.low, each.high, each.is_rough) for each in (rough * one, rough / one, rough + one)] == [
        (20, 30, True), (Decimal("0.8"), Decimal("1.2"), True), (9, 11, True)
    ]  # fmt: skip
    assert (one / rough).low == Decimal(5) / 6
    assert (one * one).is_rough is False
