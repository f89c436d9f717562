"""Quantities in prose, and prose compared with the answers."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Status
from pmtui.parsing.clock_times import clock_times
from pmtui.parsing.durations import lengths
from pmtui.parsing.numbers import Hedge, counts
from pmtui.parsing.shares import shares
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
