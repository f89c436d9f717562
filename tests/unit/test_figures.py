"""The figures: worked cases, and what is said while something is missing or contradicts itself."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.figures.compute import Conventions, FigureState, compute
from pmtui.figures.duration import read_duration, write_duration
from pmtui.figures.families.dates import business_days_after
from pmtui.figures.objectives import verdict
from pmtui.figures.quantity import begins_with_number, read_number, read_share, write_number, write_share
from pmtui.model.impact import Objective
from pmtui.model.postmortem import Postmortem


def incident(*events: tuple[str, str, str], **rest: Any) -> Postmortem:
    """Return a postmortem with events as (clock on 7 March 2026 UTC or an ISO time, milestone, failing)."""
    rows = [
        {
            "id": f"e{number}",
            "at": at if "T" in at else f"2026-03-07T{at}:00+00:00",
            "milestone": milestone or None,
            "failing": failing,
        }
        for number, (at, milestone, failing) in enumerate(events)
    ]
    return Postmortem.model_validate({"timeline": rows, **rest})


WHOLE = incident(
    ("14:23", "started", ""),
    ("14:24", "detected", ""),
    ("14:28", "acknowledged", ""),
    ("14:42", "identified", ""),
    ("14:50", "mitigation_started", ""),
    ("15:00", "mitigated", ""),
    ("15:10", "resolved", ""),
)


def minutes(postmortem: Postmortem, name: str) -> float:
    value = compute(postmortem)[name].value
    assert isinstance(value, timedelta)
    return value.total_seconds() / 60


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("duration", 47),
        ("degraded", 10),
        ("time_to_detect", 1),
        ("time_to_acknowledge", 4),
        ("time_to_identify", 18),
        ("identify_to_mitigate", 8),
        ("mitigate_to_resolve", 20),
        ("time_to_mitigate", 37),
        ("time_to_resolve", 47),
        ("rto", 47),
    ],
)
def test_phases(name: str, expected: float) -> None:
    assert minutes(WHOLE, name) == expected


def test_the_formula_names_its_times() -> None:
    assert compute(WHOLE)["time_to_detect"].formula == "Detected 14:24 - impact started 14:23"


def test_the_budget_of_the_sre_workbook() -> None:
    # SRE Workbook: 99.9% over 28 days is 40.32 minutes; 47 minutes of everything failing is 116.6% of it.
    postmortem = WHOLE.model_copy(
        update={"impact": WHOLE.impact.model_validate({"budget": {"slo": "99.9%", "window_days": "28"}})}
    )
    figures = compute(postmortem)
    assert figures["budget"].value == "0.1% of 28 days (40.3 min)"
    assert figures["budget_consumed"].value == "116.6% of the monthly budget (47 of 40.3 min)"
    assert figures["budget_remaining"].value == "-6.7 min (-16.6%)"


def test_a_share_that_fails_counts_as_a_share() -> None:
    # 20 min at 15% after 47 min at 100%: 50 minutes of budget.
    postmortem = incident(
        ("14:23", "started", ""),
        ("15:10", "severity_changed", "15%"),
        ("15:30", "resolved", ""),
        impact={"budget": {"slo": "99.9", "window_days": "28"}},
    )
    figures = compute(postmortem)
    assert figures["budget_consumed"].value == "124% of the monthly budget (50 of 40.3 min)"
    assert "47 min x 100% + 20 min x 15%" in figures["budget_consumed"].formula


def test_time_in_which_nothing_failed_is_no_impact() -> None:
    postmortem = incident(
        ("14:00", "started", ""),
        ("14:10", "severity_changed", "0%"),
        ("14:30", "severity_changed", "100%"),
        ("14:40", "resolved", ""),
    )
    assert minutes(postmortem, "duration") == 20
    assert minutes(postmortem, "time_to_resolve") == 40


def test_a_clock_change_does_not_bend_a_duration() -> None:
    postmortem = incident(
        ("2026-10-25T02:35:00+02:00", "started", ""),
        ("2026-10-25T02:50:00+01:00", "resolved", ""),
        incident={"timezone": "Europe/Berlin"},
    )
    assert minutes(postmortem, "duration") == 75


def test_what_is_missing_is_never_zero() -> None:
    figures = compute(Postmortem(), Conventions(deadline_business_days=3))
    del figures["counting"]  # a sentence about how, not a figure of this incident
    for figure in figures.values():
        assert figure.state is FigureState.PENDING
        assert figure.value is None
        assert figure.formula


def test_an_end_before_its_start_is_said() -> None:
    figure = compute(incident(("15:00", "started", ""), ("14:00", "resolved", "")))["duration"]
    assert figure.state is FigureState.INVALID
    assert "'Resolved' stands before 'Impact started'" in figure.formula


@pytest.mark.parametrize("slo", ["100%", "101%", "abc", "1000", "99.99999999999", "0.999", "1'000"])
def test_an_slo_without_budget_is_said_and_the_rest_goes_on(slo: str) -> None:
    postmortem = WHOLE.model_copy(update={"impact": WHOLE.impact.model_validate({"budget": {"slo": slo}})})
    figures = compute(postmortem)
    assert figures["budget_consumed"].state is FigureState.INVALID
    assert figures["duration"].state is FigureState.RECORDED


def test_a_stated_value_overrules_and_the_computed_one_is_kept() -> None:
    postmortem = Postmortem.model_validate(
        {**WHOLE.model_dump(), "stated": {"duration": {"value": "about an hour", "reason": "logs lost"}}}
    )
    figure = compute(postmortem)["duration"]
    assert (figure.state, figure.value) == (FigureState.STATED, "about an hour")
    assert figure.computed == timedelta(minutes=47)
    assert "logs lost" in figure.formula


def test_targets() -> None:
    base = WHOLE.model_dump()
    base["impact"]["recovery"] = {"rto_target": "< 5 min (P1)", "rpo_target": "0"}
    base["impact"]["data_loss"] = {"yes": False}
    assert compute(Postmortem.model_validate(base))["targets_met"].value == (
        "No: RTO exceeded by 42 min (47 min, target 5 min), RPO met (0 min, target 0 min)"
    )
    base["impact"]["recovery"]["rto_target"] = "1 h"
    assert str(compute(Postmortem.model_validate(base))["targets_met"].value).startswith("Yes: RTO met by 13 min")
    base["impact"]["recovery"]["rto_target"] = "soon"
    assert compute(Postmortem.model_validate(base))["targets_met"].state is FigureState.INVALID


def test_the_deadline_counts_business_days() -> None:
    # Saturday 7 March 2026: Monday is the first business day after it.
    figures = compute(WHOLE, Conventions(deadline_business_days=3))
    assert figures["deadline"].value == date(2026, 3, 11)
    assert business_days_after(date(2026, 3, 6), 1) == date(2026, 3, 9)


def test_the_follow_up_is_thirty_days_later() -> None:
    assert compute(WHOLE)["follow_up_date"].value == date(2026, 4, 6)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2 h 15 min", 8100), ("47min", 2820), ("1h30", 5400), ("2:15", 8100), ("0", 0), ("< 5 min", 300),
        ("~1 day", 86400), ("1 h and 5 minutes", 3900), ("90 s", 90), ("1.5 hours", 5400), ("15 min (P1)", 900),
        ("", None), ("5", None), ("soon", None), ("5 parsecs", None), ("min 5", None), ("99999999 weeks", None),
    ],
)  # fmt: skip
def test_reading_a_length_of_time(text: str, seconds: int | None) -> None:
    expected = None if seconds is None else timedelta(seconds=seconds)
    assert read_duration(text) == expected


@given(st.integers(0, 10_000_000))
def test_a_length_of_time_is_read_as_it_was_written(seconds: int) -> None:
    length = timedelta(seconds=seconds)
    again = read_duration(write_duration(length))
    assert again is not None
    assert abs((again - length).total_seconds()) <= (0 if seconds < 600 else 30)


def test_numbers() -> None:
    assert read_number("~1,200 (15% of users)") == 1200
    assert read_number("2.5k") == 2500
    assert read_number("many") is None
    assert read_share("99.95%") == Decimal("0.9995")
    assert read_share("150%") is None
    assert write_number(Decimal("1234567.50")) == "1,234,567.5"
    assert write_share(Decimal("2.5")) == "250%"
    assert begins_with_number("$1,000..2,000")
    assert not begins_with_number("N/A")


def test_whether_an_objective_was_met() -> None:
    assert verdict(Objective(id="a", target="99.9%", actual="99.9%")) == "✅ Met"
    assert verdict(Objective(id="a", target="99.9%", actual="99.8%")) == "❌ Missed"
    assert verdict(Objective(id="a", target="99.9%")) == ""
