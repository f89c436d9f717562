"""Amounts as people write them: numbers, estimates, ranges, money, rates."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.figures import inputs
from pmtui.parsing.amounts import AmountError, Estimate, read_amount, write_estimate, write_money, write_rounded

SECOND, HOUR, DAY = 1, 3600, 86400


@pytest.mark.parametrize(
    ("text", "low", "likely", "high", "currency", "per"),
    [
        ("1,200", 1200, 1200, 1200, "", None),
        ("800..1200", 800, 1000, 1200, "", None),
        ("800..900..1200", 800, 900, 1200, "", None),
        ("~1,000", 1000, 1000, 1000, "", None),
        ("2.5k", 2500, 2500, 2500, "", None),
        ("1-2k", 1000, 1500, 2000, "", None),
        ("$1,000-10,000/h", 1000, 5500, 10000, "$", HOUR),
        ("EUR 900 to 1,400 per day", 900, 1150, 1400, "EUR", DAY),
        ("900 EUR/hour", 900, 900, 900, "EUR", HOUR),
        ("€1.5M", 1_500_000, 1_500_000, 1_500_000, "€", None),
        ("800 requests/s", 800, 800, 800, "", SECOND),
        ("50 rps", 50, 50, 50, "", SECOND),
        ("about 3 million requests a day", 3_000_000, 3_000_000, 3_000_000, "", DAY),
        ("1 200 000", 1_200_000, 1_200_000, 1_200_000, "", None),
        ("~1,200 (15% of daily active users)", 1200, 1200, 1200, "", None),
        ("10–20", 10, 15, 20, "", None),
        ("$1.2m", 1_200_000, 1_200_000, 1_200_000, "$", None),
        ("5 Mio EUR", 5_000_000, 5_000_000, 5_000_000, "EUR", None),
        ("12,34,567", 1_234_567, 1_234_567, 1_234_567, "", None),
        ("$1k/h to $2k/h", 1000, 1500, 2000, "$", HOUR),
        ("800 RPS", 800, 800, 800, "", SECOND),
        ("24,000 dollars per day", 24_000, 24_000, 24_000, "", DAY),
        ("$24,000 daily", 24_000, 24_000, 24_000, "$", DAY),
        (".5", Decimal("0.5"), Decimal("0.5"), Decimal("0.5"), "", None),
    ],
)  # fmt: skip
def test_reading(text: str, low: Decimal, likely: Decimal, high: Decimal, currency: str, per: timedelta | None) -> None:
    amount = read_amount(text)
    assert (amount.estimate.low, amount.estimate.likely, amount.estimate.high) == (low, likely, high)
    assert (amount.currency, amount.per) == (currency, per)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("-5", "is negative"),
        ("-$200/h", "is negative"),
        ("10..5", "is backward"),
        ("1e30", "isn't a valid number"),
        ("9" * 20, "too many zeros"),
        ("9" * 100, "too many digits"),
        ("1,5", "isn't a valid number"),
        ("1.200,50 EUR/h", "isn't a valid number"),
        ("8.000", "8,000 or 8"),
        ("$100..€200", "two currencies"),
        ("800/s..900/min", "two time units"),
        ("many", "start with a number"),
        ("", "start with a number"),
    ],
)
def test_an_unusable_amount_is_reported(text: str, words: str) -> None:
    with pytest.raises(AmountError, match=words):
        read_amount(text)


def test_an_estimate_is_rough_and_a_count_is_not() -> None:
    assert read_amount("~80").estimate.is_rough
    assert read_amount("70..90").estimate.is_rough
    assert not read_amount("80").estimate.is_rough


numbers = st.decimals(min_value=0, max_value=10**9, places=2)


@st.composite
def estimates(draw: st.DrawFn) -> Estimate:
    low, likely, high = sorted((draw(numbers), draw(numbers), draw(numbers)))
    return Estimate(low, likely, high)


@given(estimates(), estimates())
def test_ranges_carry_through(first: Estimate, second: Estimate) -> None:
    both, product = first + second, first * second
    assert both.low <= both.likely <= both.high
    assert product.low <= product.likely <= product.high
    assert (both.low, both.high) == (first.low + second.low, first.high + second.high)
    assert (product.low, product.high) == (first.low * second.low, first.high * second.high)


@given(st.integers(1, 10**9), st.integers(0, 10**9))
def test_a_range_is_read_as_it_was_written(low: int, more: int) -> None:
    text = f"{low:,}..{low + more:,}"
    estimate = read_amount(text).estimate
    assert (estimate.low, estimate.high) == (Decimal(low), Decimal(low + more))


@given(st.integers(1, 10**6), st.sampled_from([("s", 1), ("min", 60), ("h", 3600), ("day", 86400)]))
def test_a_rate_is_the_same_in_every_unit(count: int, unit: tuple[str, int]) -> None:
    amount = inputs.rate(f"{count}/{unit[0]}")
    assert amount.per == unit[1]
    money = inputs.hourly(f"${count}/{unit[0]}").estimate.likely
    assert abs(money * unit[1] - count * 3600) < Decimal("1e-12")


@pytest.mark.parametrize(
    ("text", "hourly"),
    [
        ("$720,000 per month", 986),
        ("$8,766/year", 1),
        ("$24 daily", 1),
        ("$1,000 (per region)", 1000),
        ("$60/min", 3600),
    ],
)
def test_money_per_any_time_is_brought_to_the_hour(text: str, hourly: int) -> None:
    assert round(inputs.hourly(text).estimate.likely) == hourly


def test_a_lower_bound_keeps_its_own_scale_if_sharing_would_reverse_the_range() -> None:
    estimate = read_amount("900..1M").estimate
    assert (estimate.low, estimate.high) == (Decimal(900), Decimal(1_000_000))


def test_money_is_decimal() -> None:
    # 0.1 + 0.2 in binary floating point is 0.30000000000000004.
    third = read_amount("$0.1").estimate + read_amount("$0.2").estimate
    assert third.likely == Decimal("0.3")
    assert write_money(third, "$") == "$0.30"


def test_writing() -> None:
    assert write_estimate(read_amount("800..1200").estimate) == "800 to 1,200 (likely 1,000)"
    assert write_estimate(read_amount("~1,000").estimate) == "~1,000"
    assert write_money(read_amount("EUR 850..8,500").estimate, "EUR") == "EUR 850 to EUR 8,500 (likely EUR 4,675)"
    assert write_rounded(Estimate(Decimal(2256000), Decimal(2256000), Decimal(2256000), True)) == "~2,260,000"
    assert write_rounded(Estimate.exactly(2256001)) == "2,256,001"


@pytest.mark.parametrize(
    ("text", "length", "calendar"),
    [
        ("30", timedelta(days=30), ""),
        ("28 days", timedelta(days=28), ""),
        ("4 weeks", timedelta(days=28), ""),
        ("month", None, "month"),
        ("Calendar quarter", None, "quarter"),
    ],
)
def test_windows(text: str, length: timedelta | None, calendar: str) -> None:
    assert inputs.window(text) == inputs.Window(length, calendar)


@pytest.mark.parametrize(
    ("path", "text", "words"),
    [
        ("impact.budget.slo", "101%", "below 100%"),
        ("impact.budget.slo", "0.999", "Write it as 99.9%"),
        ("impact.budget.window_days", "a while", "28, 30, 90, month, or quarter"),
        ("impact.budget.window_days", "0", "isn't a valid window"),
        ("impact.budget.window_days", "99999", "isn't a valid window"),
        ("impact.traffic.rate", "-800/s", "is negative"),
        ("impact.traffic.rate", "800", "per what"),
        ("impact.traffic.rate", "800 per region", "isn't a unit of time"),
        ("impact.earnings.per_hour", "$5 per customer", "isn't a unit of time"),
        ("impact.earnings.per_hour", "100%", "is a percentage"),
        ("impact.audience.total", "1,5", "isn't a valid number"),
        ("impact.agreement.target", "0.999", "Write it as 99.9%"),
        ("impact.agreement.tiers", "0.999: 10", "Write it as 99.9%"),
        ("impact.budget.slo", "99,9%", "with a decimal point"),
        ("impact.agreement.target", "150%", "isn't a percentage"),
        ("impact.agreement.tiers", "10% off", "isn't a credit tier"),
        ("impact.agreement.tiers", "99.9%: 25%\n99%: 10%", "is less than above it"),
        ("impact.recovery.rto_target", "soon", "isn't a duration"),
        ("impact.budget.slo", "99.9%", ""),
        ("impact.traffic.rate", "2k/min", ""),
        ("impact.agreement.tiers", "below 99.9%: 10%\n< 99% → 25%", ""),
        ("incident.title", "-5", ""),
    ],
)
def test_a_bad_input_is_reported_at_its_field(path: str, text: str, words: str) -> None:
    problem = inputs.problem(path, text)
    assert (words in problem) if words else problem == ""
