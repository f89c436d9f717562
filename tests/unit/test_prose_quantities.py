"""Quantities in prose, and prose compared with the answers."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Status
from pmtui.parsing.days import days, weekdays
from pmtui.parsing.durations import lengths
from pmtui.parsing.numbers import Hedge, counts
from pmtui.parsing.prose_clocks import clock_times
from pmtui.parsing.shares import multiples, shares
from pmtui.review.context import Context
from pmtui.review.findings import Finding
from pmtui.review.rules import contradictions
from pmtui.template import lookup
from pmtui.template.progress import Completeness
from tests.strategies import texts


def event(name: str, at: str, milestone: str = "", failing: str = "") -> dict[str, Any]:
    row = {
        "id": name,
        "at": f"2026-03-07T{at}:00Z",
        "event": "x",
        "milestones": [milestone] if milestone else [],
        "failing": failing,
    }
    return {key: value for key, value in row.items() if value}


RECORD: dict[str, Any] = {
    "incident": {"date": "2026-03-07"},
    "timeline": [
        event("a", "14:02", "started", "100%"),
        event("b", "14:09", "detected"),
        event("c", "14:12", "acknowledged"),
        event("d", "14:31", "identified"),
        event("e", "14:40", "mitigation_started"),
        event("f", "15:04", "mitigated", "25%"),
        event("g", "16:08", "resolved"),
    ],
    "impact": {
        "users_affected": "1,200 (15% of daily active users)",
        "failed_requests": "93,600",
        "support_tickets": "31",
        "budget": {"slo": "99.9%", "window_days": "30"},
        "audience": {"total": "8,000", "named": "daily active users"},
    },
}
"""The facts that the sentences in wording/numbers.txt are about."""


def found(summary: str, record: dict[str, Any] | None = None) -> list[Finding]:
    postmortem = Postmortem.model_validate({**(RECORD if record is None else record), "summary": summary})
    context = Context(Completeness(lookup.load("sre"), postmortem), Status.FINAL, date(2026, 3, 20))
    return [each for each in contradictions.findings(context) if each is not None]


def test_planted_contradictions_are_found_and_nothing_else() -> None:
    text = (Path(__file__).parent / "wording" / "numbers.txt").read_text(encoding="utf-8")
    lines = [line.partition("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]
    wrong = [(sentence, each.message) for label, _, sentence in lines if label == "ok" for each in found(sentence)]
    planted = [sentence for label, _, sentence in lines if label != "ok"]
    missed = [sentence for sentence in planted if not found(sentence)]
    print(f"\nnumbers.txt: {len(planted) - len(missed)} of {len(planted)} contradictions, {len(wrong)} false alarms")
    assert wrong == []
    assert len(planted) >= 50
    assert len(missed) / len(planted) < 0.15


@pytest.mark.parametrize(
    ("text", "seconds", "hedge"),
    [
        ("47 minutes", 2820, Hedge.EXACT),
        ("2h6m", 7560, Hedge.EXACT),
        ("2 h 6 min", 7560, Hedge.EXACT),
        ("an hour and two minutes", 3720, Hedge.EXACT),
        ("just over two hours", 7200, Hedge.OVER),
        ("nearly an hour and a half", 5400, Hedge.NEARLY),
        ("about three quarters of an hour", 2700, Hedge.ABOUT),
        ("a 40-minute outage", 2400, Hedge.EXACT),
        ("more than ninety minutes", 5400, Hedge.AT_LEAST),
        ("1,200 seconds", 1200, Hedge.EXACT),
    ],
)
def test_lengths_of_time_in_prose(text: str, seconds: int, hedge: Hedge) -> None:
    assert [(said.value, said.hedge) for said in lengths(text)] == [(seconds, hedge)]


@pytest.mark.parametrize(
    ("sentence", "is_found"),
    [
        ("We used 300% of the error budget.", True),
        ("We used 146% of the error budget.", False),
        ("We used 30% of the error budget.", False),
        ("In all, 9,000 users were affected.", True),
        ("In all, 2,000 users were affected.", False),
    ],
)
def test_prose_is_compared_with_every_possible_failure_rate(sentence: str, is_found: bool) -> None:
    impact = {"budget": RECORD["impact"]["budget"], "audience": RECORD["impact"]["audience"]}
    events = [event("a", "14:02", "started"), event("b", "15:05", "resolved")]
    record = {"incident": {"date": "2026-03-07"}, "timeline": events, "impact": impact}
    assert bool(found(sentence, record)) is is_found


@pytest.mark.parametrize(("detected", "is_found"), [("14:02", True), ("14:14", False), ("14:02 and 14:14", True)])
def test_a_figure_of_zero_is_known_and_contradicts_another_length(detected: str, is_found: bool) -> None:
    marks = [event(f"d{number}", at, "detected") for number, at in enumerate(detected.split(" and "))]
    events = [event("a", "14:02", "started"), *marks, event("b", "15:05", "resolved")]
    record = {"incident": {"date": "2026-03-07"}, "timeline": events}
    assert bool(found("It was detected after 12 minutes.", record)) is is_found


def test_text_that_is_not_a_length_of_time() -> None:
    assert list(lengths("v2.5.0 and a dog, 10:30 and and")) == []


def test_shares_counts_and_clock_times() -> None:
    assert [round(said.value, 1) for said in shares("15%, 0.5 percent, a third of, one in seven")] == [
        15,
        0.5,
        33.3,
        14.3,
    ]
    assert [said.value for said in counts("~1,200 users, 94k requests, 31 tickets, v2.5.0, 99.9%")] == [1200, 94000, 31]
    times = [(f"{said.clock:%H:%M}", said.zone) for said in clock_times("2:02pm, 14:02 UTC, around 9:15, 25:00, 1:2")]
    assert times == [("14:02", ""), ("14:02", "UTC"), ("09:15", "")]


@pytest.mark.parametrize(
    ("fits", "text"),
    [
        (True, "two hours"),
        (True, "about two hours"),
        (True, "just over two hours"),
        (True, "126 minutes"),
        (False, "three hours"),
        (False, "125 hours"),
        (False, "120 minutes"),
        (False, "just under two hours"),
        (True, "less than three hours"),
        (True, "more than two hours"),
        (False, "more than three hours"),
    ],
)
def test_the_precision_of_a_length_of_time(fits: bool, text: str) -> None:
    assert next(lengths(text)).fits(126 * 60) is fits


def test_a_finding_quotes_the_answer_it_contradicts() -> None:
    said = found("The outage lasted 47 minutes.")[0]
    assert (said.code, said.path, said.words) == ("F303", "summary", "47 minutes")
    assert said.message == "'47 minutes': the timeline gives 2 h 6 min."


def test_without_a_timeline_nothing_is_contradicted() -> None:
    assert found("It lasted 47 minutes, from 14:20 to 15:07, for 3,000 users and 78% of the error budget.", {}) == []


def test_times_are_read_in_the_incidents_zone_and_in_utc() -> None:
    record = {**RECORD, "incident": {"date": "2026-03-07", "timezone": "Europe/Berlin"}}
    assert found("The incident was resolved at 17:08.", record) == []
    assert found("The incident was resolved at 16:08 UTC.", record) == []
    assert [each.words for each in found("The incident was resolved at 18:08.", record)] == ["18:08"]


@given(texts)
def test_any_text_is_read(text: str) -> None:
    spans = [(said.start, said.end) for said in (*lengths(text), *shares(text), *counts(text))]
    for start, end in [*spans, *((said.start, said.end) for said in clock_times(text))]:
        assert 0 <= start < end <= len(text)
    found(text)


# -- how exact a number has to be --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fitting", "off"),
    [
        # exact: one step below ten minutes' precision, otherwise 0.3 of the step, but at least 3%
        ("47 minutes", (46 * 60, 48 * 60), (46 * 60 - 1, 48 * 60 + 1)),
        ("50 minutes", (48 * 60, 52 * 60), (48 * 60 - 1, 52 * 60 + 1)),  # rounded to ten: two minutes
        ("90 seconds", (89, 91), (88, 92)),
        ("2 hours", (2 * 3600 - 1080, 2 * 3600 + 1080), (2 * 3600 - 1081, 2 * 3600 + 1081)),
        ("20 hours", (20 * 3600 - 2160, 20 * 3600 + 2160), (20 * 3600 - 2161, 20 * 3600 + 2161)),
        ("1.5 hours", (5400 - 270, 5400 + 270), (5400 - 271, 5400 + 271)),  # a quarter of an hour, 0.3 of it
        # hedged
        ("about 100 seconds", (85, 115), (84, 116)), ("about 2 hours", (6120, 8280), (6119, 8281)),
        ("nearly 100 seconds", (85, 102), (84, 103)), ("just over 100 seconds", (98, 120), (97, 121)),
        ("more than 100 seconds", (98, 300), (97, 301)), ("less than 99 seconds", (33, 100), (32, 101)),
    ],
)  # fmt: skip
def test_a_length_fits_what_it_may_be_rounded_from(text: str, fitting: tuple[int, ...], off: tuple[int, ...]) -> None:
    (said,) = lengths(text)
    assert [said.fits(true) for true in fitting] == [True, True]
    assert [said.fits(true) for true in off] == [False, False]


@pytest.mark.parametrize(
    ("text", "seconds", "step"),
    [
        ("1h30", 5400, 120), ("12h05", 43500, 60), ("1h60", 3600, 3600), ("1h 5m", 3900, 60),
        ("2h10min", 7800, 120), ("10 minutes", 600, 120),
        ("15 minutes", 900, 60), ("half an hour", 1800, 900), ("a quarter of an hour", 900, 900),
        ("two and a half hours", 9000, 900), ("an hour and a half", 5400, 900), ("twenty-five minutes", 1500, 60),
        ("thirty minutes", 1800, 120), ("3 days", 259200, 86400), ("1 day 2 hours", 93600, 3600), ("0.5 h", 1800, 900),
    ],
)  # fmt: skip
def test_the_precision_of_a_length_is_that_of_its_last_unit(text: str, seconds: int, step: float) -> None:
    assert [(said.value, said.step) for said in lengths(text)] == [(seconds, step)]


@pytest.mark.parametrize(
    ("text", "percent", "hedge", "step"),
    [
        ("15%", 15, Hedge.EXACT, 1), ("15.25 percent", 15.25, Hedge.EXACT, 0.01), ("about 15 %", 15, Hedge.ABOUT, 1),
        ("half", 50, Hedge.ABOUT, 5), ("more than a tenth", 10, Hedge.AT_LEAST, 1), ("1,200%", 1200, Hedge.EXACT, 1),
        ("one in eight", 12.5, Hedge.ABOUT, 1.25), ("three-quarters", 75, Hedge.ABOUT, 7.5),
    ],
)  # fmt: skip
def test_shares_in_prose(text: str, percent: float, hedge: Hedge, step: float) -> None:
    (said,) = shares(text)
    assert (said.value, said.hedge) == (percent, hedge)
    assert said.step == pytest.approx(step)


@pytest.mark.parametrize(
    ("text", "percent", "hedge"),
    [
        ("twice the budget", 200, Hedge.ABOUT), ("the whole budget", 100, Hedge.ABOUT), ("3 times", 300, Hedge.ABOUT),
        ("over three times", 300, Hedge.AT_LEAST), ("1.5 times", 150, Hedge.ABOUT), ("half of it", 50, Hedge.ABOUT),
    ],
)  # fmt: skip
def test_multiples_in_prose(text: str, percent: float, hedge: Hedge) -> None:
    assert [(said.value, said.hedge, said.step) for said in multiples(text)] == [(percent, hedge, percent / 10)]


@pytest.mark.parametrize(
    ("text", "count", "step"),
    [
        ("1,200 users", 1200, 50), ("1,234 users", 1234, 0.5), ("99 users", 99, 0.5), ("100 users", 100, 5),
        ("~94k requests", 94_000, 500), ("1.2 million", 1_200_000, 50_000), ("9 users", 9, 0.45),
    ],
)  # fmt: skip
def test_counts_in_prose(text: str, count: float, step: float) -> None:
    (said,) = counts(text)
    assert said.value == count
    assert said.step == pytest.approx(step)


@pytest.mark.parametrize(
    "text",
    ["version 12", "error 503", "7 March", "March 7", "the 3rd of them", "1 in 5", "Python 3", "phase 2",
     "on Chrome 90", "10:30", "$5", "5%", "see #412"],
)  # fmt: skip
def test_numbers_that_count_nothing(text: str) -> None:
    assert list(counts(text)) == []


@pytest.mark.parametrize(
    ("text", "clock", "zone", "about"),
    [
        ("at 14:02 UTC", "14:02", "UTC", False), ("about 2:02 pm", "14:02", "", True), ("12 a.m.", "00:00", "", False),
        ("12 pm", "12:00", "", False), ("1 pm", "13:00", "", False), ("14:02 (CET)", "14:02", "CET", False),
        ("11:59 PM", "23:59", "", False),
    ],
)  # fmt: skip
def test_clock_times_in_prose(text: str, clock: str, zone: str, about: bool) -> None:
    assert [(f"{said.clock:%H:%M}", said.zone, said.is_about) for said in clock_times(text)] == [(clock, zone, about)]


@pytest.mark.parametrize("text", ["13:02 pm", "0:30 am", "24:00", "10:60", "v1:30"])
def test_no_clock_time(text: str) -> None:
    assert list(clock_times(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-07", [(7, 3, 2026)]), ("7 March", [(7, 3, 0)]), ("1st of December, 2026", [(1, 12, 2026)]),
        ("Jan. 31", [(31, 1, 0)]), ("March 7th, 2026", [(7, 3, 2026)]), ("2026-13-01", []), ("2026-12-32", []),
        ("2026-01-00", []), ("2026-12-31", [(31, 12, 2026)]), ("March 14:02", []),
    ],
)  # fmt: skip
def test_days_in_prose(text: str, expected: list[tuple[int, int, int]]) -> None:
    assert [(said.day, said.month, said.year) for said in days(text)] == expected


@pytest.mark.parametrize(
    ("sentence", "is_found"),
    [
        # the outage began at 14:02: a minute off is rounding, ten if it's said roughly
        ("The outage began at 14:03.", False), ("The outage began at 14:04.", True),
        ("The outage began at 14:00.", True), ("The outage began at 14:01.", False),
        ("The outage began at about 14:12.", False),
        ("The outage began at about 14:13.", True), ("The outage began at about 13:52.", False),
        ("The outage began at about 13:51.", True), ("The outage began at 14:02 UTC.", False),
        ("The outage began at 15:02 CET.", False), ("The outage began at 14:02 CET.", True),
        ("The outage began at 15:02 XYZ.", False),  # nobody knows what that zone is
        ("The outage happened on 7 March.", False), ("The outage happened on 8 March.", True),
    ],
)  # fmt: skip
def test_a_time_may_be_off_by_a_minute_or_roughly_by_ten(sentence: str, is_found: bool) -> None:
    assert bool(found(sentence)) is is_found


def test_a_time_around_midnight_is_compared_across_it() -> None:
    record = {"incident": {"date": "2026-03-07"}, "timeline": [event("a", "00:04", "started")]}
    assert found("The outage began at about 23:58.", record) == []
    assert len(found("The outage began at about 23:53.", record)) == 1


def test_numbers_in_a_table_or_a_log_claim_nothing() -> None:
    few = " ".join(["It lasted 9 hours."] * 40)
    assert found(few) != []
    assert found(f"{few} It lasted 9 hours.") == []


@pytest.mark.parametrize(
    ("sentence", "is_found"),
    [
        # the impact lasted 126 minutes: 62 in full, and 64 in part
        ("It was detected after 7 minutes.", False), ("It was detected after 62 minutes.", True),
        ("It was resolved after 62 minutes.", False), ("The outage lasted 62 minutes.", False),
        ("The outage lasted 64 minutes.", False), ("The outage lasted 126 minutes.", False),
        ("The outage lasted 150 minutes.", True), ("It took 29 minutes to identify the cause.", False),
        ("About 25% of all requests failed.", False), ("About 45% of all requests failed.", True),
        ("1,200 users were affected.", False), ("8,000 users were affected.", False),
        ("3,000 users were affected.", True),
        ("It took 31 tickets.", False), ("There were 40 support tickets.", True),
        ("Some 93,600 requests failed.", False), ("Some 50,000 requests failed.", True),
    ],
)  # fmt: skip
def test_prose_against_the_rest_of_the_postmortem(sentence: str, is_found: bool) -> None:
    assert bool(found(sentence)) is is_found


@pytest.mark.parametrize(
    ("impact", "sentence", "words"),
    [
        ({"users_affected": "15% of 8,000 users"}, "3,000 users were affected.", "15% of 8,000 users"),
        ({"users_affected": "15% of 8,000 users"}, "1,200 users were affected.", ""),
        ({"users_affected": "most of them"}, "3,000 users were affected.", ""),
        ({"support_tickets": "about 30"}, "There were 50 support tickets.", "about 30"),
        ({"support_tickets": "about 30"}, "There were 30 support tickets.", ""),
        ({}, "There were 50 support tickets.", ""),
    ],
)  # fmt: skip
def test_a_number_in_prose_against_an_answer(impact: dict[str, Any], sentence: str, words: str) -> None:
    messages = [each.message for each in found(sentence, {"impact": impact})]
    assert (len(messages) == 1 and words in messages[0]) if words else messages == []


PARTIAL = {**RECORD, "timeline": [{**row, "failing": "40%" if row.get("failing") == "100%" else row.get("failing", "")}
                                  for row in RECORD["timeline"]]}  # fmt: skip
"""An incident in which at most 40% failed."""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The service was completely down.", ["completely down"]),
        ("It was a complete outage of the API.", ["complete outage"]),
        ("All users were affected.", ["All users were affected"]),
        ("No user could log in.", ["No user could"]),
        ("Every request failed.", ["Every request failed"]),
        ("It was not a complete outage.", []),
        ("Nearly all users were affected.", []),
        ("In Europe the service was completely down.", []),
        ("In the drill last month, all users were affected.", []),
        ("All users were informed.", []),
    ],
)
def test_an_outage_called_complete_is_compared_with_the_failure_rates(text: str, words: list[str]) -> None:
    assert [each.words for each in found(text, PARTIAL)] == words
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("an hour and a quarter", 4500),
        ("a full quarter of an hour", 900),
        ("two and three quarters hours", None),
        ("an hour and three quarters", 6300),
        ("a half-hour outage", 1800),
        ("a full day", 86400),
    ],
)
def test_parts_of_hours(text: str, seconds: int | None) -> None:
    values = [said.value for said in lengths(text)]
    assert values == [seconds] if seconds else seconds not in values


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("ninety percent", 90),
        ("thirty-five per cent", 35),
        ("every second order", 50),
        ("every third order", 33),
        ("nineteen out of twenty", 95),
        ("four in five", 80),
        ("polled every second", None),
        ("every second day", None),
        ("ten out of five", None),
    ],
)
def test_spelled_out_shares(text: str, percent: int | None) -> None:
    assert [round(said.value) for said in shares(text)] == ([] if percent is None else [percent])


@pytest.mark.parametrize(
    ("text", "clocks"),
    [
        ("14:23-15:10 UTC", ["14:23", "15:10"]),
        ("(14:23-15:10)", ["14:23", "15:10"]),
        ("2:02pm-2:30pm", ["14:02", "14:30"]),
        ("14:23-08:00", ["14:23"]),  # an offset
        ("08:05: 42 minutes", ["08:05"]),
        ("2026-01-29T14:20:00-08:00", []),
    ],
)
def test_both_ends_of_a_range_are_times(text: str, clocks: list[str]) -> None:
    assert [f"{each.clock:%H:%M}" for each in clock_times(text)] == clocks


@pytest.mark.parametrize(
    ("text", "number", "has_day"),
    [
        ("on Saturday", 5, False),
        ("Saturday, 7 March", 5, True),
        ("2026-03-07 (Sunday)", 6, True),
        ("Sat 7 March", 5, True),
        ("the Sun", None, False),
    ],
)
def test_weekdays_with_and_without_their_date(text: str, number: int | None, has_day: bool) -> None:
    read = [(each.number, each.day is not None) for each in weekdays(text)]
    assert read == ([] if number is None else [(number, has_day)])
