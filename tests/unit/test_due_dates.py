"""Days ahead as people write them: on, before, and after the day that they're counted from."""

from datetime import date

import pytest

from pmtui.errors import EntryError
from pmtui.parsing.due_dates import business_days_after, is_due, is_length, read_due

WEDNESDAY = date(2026, 3, 11)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # a weekday is the next one after today; "this" may be today, "next" is next week's
        ("tue", "2026-03-17"), ("wed", "2026-03-18"), ("thu", "2026-03-12"), ("sun", "2026-03-15"),
        ("mon", "2026-03-16"), ("this tue", "2026-03-17"), ("this wed", "2026-03-11"), ("this fri", "2026-03-13"),
        ("next tue", "2026-03-17"), ("next wed", "2026-03-18"), ("next fri", "2026-03-20"),
        # a number of units
        ("today", "2026-03-11"), ("tonight", "2026-03-11"), ("tomorrow", "2026-03-12"), ("3 days", "2026-03-14"),
        ("in 3 days", "2026-03-14"), ("+1d", "2026-03-12"), ("in a day", "2026-03-12"), ("in a week", "2026-03-18"),
        ("+2w", "2026-03-25"), ("in a fortnight", "2026-03-25"), ("2 fortnights", "2026-04-08"),
        ("+1mo", "2026-04-11"), ("in a quarter", "2026-06-11"), ("+2q", "2026-09-11"), ("+1y", "2027-03-11"),
        ("in twelve months", "2027-03-11"), ("2 weeks from now", "2026-03-25"), ("within ten days", "2026-03-21"),
        ("+1bd", "2026-03-12"), ("+2bd", "2026-03-13"), ("+3bd", "2026-03-16"), ("3 working days", "2026-03-16"),
        ("in 3 weekdays", "2026-03-16"), ("3wd", "2026-03-16"), ("+0d", "2026-03-11"),
        # ends of periods; a week ends on Friday
        ("end of day", "2026-03-11"), ("eod", "2026-03-11"), ("end of next day", "2026-03-12"), ("eow", "2026-03-13"),
        ("this week", "2026-03-13"), ("next week", "2026-03-20"), ("end of next week", "2026-03-20"),
        ("the end of the month", "2026-03-31"), ("this month", "2026-03-31"), ("next month", "2026-04-30"),
        ("this quarter", "2026-03-31"), ("next quarter", "2026-06-30"), ("end of this year", "2026-12-31"),
        ("next year", "2027-12-31"), ("eoy", "2026-12-31"),
        # this year's, unless it's over
        ("q1", "2026-03-31"), ("q2", "2026-06-30"), ("end of q4", "2026-12-31"), ("q1 2026", "2026-03-31"),
        ("q1/2027", "2027-03-31"), ("11 march", "2026-03-11"), ("10 march", "2027-03-10"), ("1st of may", "2026-05-01"),
        ("end of march", "2026-03-31"), ("end of february", "2027-02-28"), ("by 13.3.2026", "2026-03-13"),
        ("fri, 13 march", "2026-03-13"), ("due 2026-03-01", "2026-03-01"), ("(fri)", "2026-03-13"),
    ],
)  # fmt: skip
def test_days_from_a_wednesday(text: str, day: str) -> None:
    assert read_due(text, WEDNESDAY).isoformat() == day


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("q1", "2026-03-31", "2026-03-31"), ("q1", "2026-04-01", "2027-03-31"), ("q4", "2026-12-31", "2026-12-31"),
        ("end of march", "2026-03-31", "2026-03-31"), ("end of march", "2026-04-01", "2027-03-31"),
        ("eow", "2026-03-13", "2026-03-13"), ("eow", "2026-03-14", "2026-03-20"), ("+1mo", "2026-01-31", "2026-02-28"),
        ("next quarter", "2026-12-01", "2027-03-31"), ("next month", "2026-12-01", "2027-01-31"),
        ("end of quarter", "2026-04-01", "2026-06-30"), ("+1bd", "2026-03-13", "2026-03-16"),
    ],
)  # fmt: skip
def test_the_last_day_of_a_period_and_the_day_after_it(text: str, today: str, day: str) -> None:
    assert read_due(text, date.fromisoformat(today)).isoformat() == day


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("soon", "Write it as fri, +2w, end of quarter"), ("3/4/2026", "two days"), ("31 feb", "No such date"),
        ("q4 9999", "No such date"), ("2027-02-29", "2027-02-29"),
    ],
)  # fmt: skip
def test_text_that_is_not_a_day_is_refused_with_the_reason(text: str, words: str) -> None:
    with pytest.raises(EntryError, match=words.replace("+", r"\+")):
        read_due(text, WEDNESDAY)


@pytest.mark.parametrize(
    ("day", "count", "end"),
    [("2026-03-12", 0, "2026-03-12"), ("2026-03-12", 1, "2026-03-13"), ("2026-03-12", 2, "2026-03-16"),
     ("2026-03-14", 1, "2026-03-16"), ("2026-03-15", 5, "2026-03-20"), ("2026-03-15", 6, "2026-03-23")],
)  # fmt: skip
def test_business_days_are_monday_to_friday(day: str, count: int, end: str) -> None:
    assert business_days_after(date.fromisoformat(day), count).isoformat() == end


@pytest.mark.parametrize(
    ("text", "due", "length"),
    [("fri", True, False), ("+2w", True, False), ("2w", False, True), ("10 business days", False, True),
     ("in 2w", True, False), ("tomorrow", True, False), ("soon", False, False), ("Fri, 13 March", True, False)],
)  # fmt: skip
def test_a_bare_length_is_not_certainly_a_day(text: str, due: bool, length: bool) -> None:
    assert (is_due(text), is_length(text)) == (due, length)
