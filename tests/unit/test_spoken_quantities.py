"""Spelled-out numbers, and every way to write a failure rate."""

import pytest

from pmtui.parsing.numbers import Hedge, in_digits
from pmtui.parsing.shares import said_shares


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("three hundred and ten per cent", "310%"),
        ("a hundred and twenty percent", "120%"),
        ("ninety-nine pct", "99%"),
        ("twenty-five", "25"),
        ("two hundred thousand", "200000"),
        ("one thousand two hundred", "1200"),
        ("20 thousand users", "20000 users"),
        ("1.5 million", "1500000"),
        ("a dozen", "12"),
        ("a couple of hours", "2 hours"),
        ("two and a half hours", "2.5 hours"),
        ("between two and three hours", "2 to 3 hours"),
        ("from 20 to 300 percent", "20 to 300%"),
        ("an hour and a half", "an hour and a half"),
        ("half a day", "half a day"),
        ("three quarters of an hour", "three quarters of an hour"),
        ("two thirds", "two thirds"),
        ("one of them", "one of them"),
        ("someone often attends", "someone often attends"),
    ],
)
def test_spelled_out_numbers_become_digits(text: str, digits: str) -> None:
    assert in_digits(text) == digits


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("three hundred percent", 300), ("3x", 300), ("3 × the budget", 300), ("three-fold", 300), ("triple", 300),
        ("two and a half times the budget", 250), ("1.2 error budgets", 120), ("twice", 200), ("half of it", 50),
        ("one in five", 20), ("2 out of 3", 66.667), ("1/4", 25), ("all of it", 100), ("nothing", 0), ("0", 0),
        ("116.6% of the budget (47 of 40.3 min)", 116.6), ("3", None), ("300 min", None), ("$300", None),
        ("0x2f", None), ("a lot", None), ("1 of 0", None),
    ],
)  # fmt: skip
def test_each_way_to_write_a_failure_rate(text: str, share: float | None) -> None:
    said = said_shares(text)
    assert (round(said[0].value, 3) if said else None) == share


def test_a_text_longer_than_any_value_is_left_alone() -> None:
    assert in_digits("ten " * 249 + "ten.") != "ten " * 249 + "ten."
    assert in_digits("ten " * 250 + "ten.") == "ten " * 250 + "ten."
    assert said_shares("x" * 996 + " 3x ") != []
    assert said_shares("x" * 1000 + " 3x ") == []


@pytest.mark.parametrize(
    ("text", "percent", "hedge"),
    [
        ("3x", 300, Hedge.ABOUT), ("over 3x the budget", 300, Hedge.AT_LEAST), ("nearly tripled", 300, Hedge.NEARLY),
        ("3 in 4", 75, Hedge.ABOUT), ("more than 3 in 4 requests", 75, Hedge.AT_LEAST),
        ("all", 100, Hedge.EXACT),
    ],
)  # fmt: skip
def test_a_share_without_a_percentage_is_approximate_unless_its_hedge_is_stronger(
    text: str, percent: float, hedge: Hedge
) -> None:
    assert [(said.value, said.hedge) for said in said_shares(text)] == [(percent, hedge)]
