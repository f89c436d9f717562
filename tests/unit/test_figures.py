"""The figures: worked cases, and what is said while something is missing or contradicts itself."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.figures.compute import Conventions, Figure, FigureState, compute
from pmtui.figures.objectives import verdict
from pmtui.model.impact import Objective
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import TtrDefinition
from pmtui.parsing.amounts import Estimate, begins_with_number
from pmtui.parsing.due_dates import business_days_after
from pmtui.parsing.durations import read_duration, write_duration
from pmtui.parsing.numbers import write_number
from pmtui.parsing.shares import read_share, write_share
from tests.strategies import postmortems


def incident(*events: tuple[str, str, str], **rest: Any) -> Postmortem:
    """Return a postmortem with events as (clock on 7 March 2026 UTC or an ISO time, milestone, failing)."""
    rows = [
        {
            "id": f"e{number}",
            "at": at if "T" in at else f"2026-03-07T{at}:00+00:00",
            "milestones": [milestone] if milestone else [],
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
    assert "47 min × 100% + 20 min × 15%" in figures["budget_consumed"].formula


def test_time_in_which_nothing_failed_is_not_impact() -> None:
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


def test_an_end_before_its_start_is_reported() -> None:
    figure = compute(incident(("15:00", "started", ""), ("14:00", "resolved", "")))["duration"]
    assert figure.state is FigureState.INVALID
    assert "'Resolved' comes before 'Impact started'" in figure.formula


@pytest.mark.parametrize("slo", ["100%", "101%", "abc", "1000", "99.99999999999", "0.999", "1'000"])
def test_an_slo_without_a_budget_is_reported_and_the_rest_is_computed(slo: str) -> None:
    postmortem = WHOLE.model_copy(update={"impact": WHOLE.impact.model_validate({"budget": {"slo": slo}})})
    figures = compute(postmortem)
    assert figures["budget_consumed"].state is FigureState.INVALID
    assert figures["duration"].state is FigureState.RECORDED


def test_an_override_counts_and_the_computed_value_is_kept() -> None:
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
    met = str(compute(Postmortem.model_validate(base))["targets_met"].value)
    assert met.startswith("Yes: RTO met with 13 min to spare")
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


# -- more of the field's figures ---------------------------------------------------------------------------------------


def with_impact(postmortem: Postmortem = WHOLE, **impact: Any) -> dict[str, Figure]:
    """Return the figures of a postmortem with these inputs."""
    data = postmortem.model_dump()
    data["impact"] = {**data["impact"], **impact}
    return compute(Postmortem.model_validate(data))


@pytest.mark.parametrize(
    ("slo", "window", "words"),
    [
        # SRE Workbook, appendix of the availability table: allowed unavailability.
        ("99.9%", "28", "40.3 min"),
        ("99.9%", "30", "43.2 min"),
        ("99.9%", "90", "129.6 min"),
        ("99%", "30", "432 min"),
        ("99.5%", "30 days", "216 min"),
        ("99.99%", "30", "4.3 min"),
        ("99.999%", "30", "0.432 min"),
        ("99.95%", "quarter", "64.8 min"),  # Q1 2026 has 90 days
        ("99.9%", "month", "44.6 min"),  # March has 31 days
    ],
)
def test_budgets(slo: str, window: str, words: str) -> None:
    assert f"({words})" in str(with_impact(budget={"slo": slo, "window_days": window})["budget"].value)


def test_a_calendar_month_has_its_true_length() -> None:
    # March 2026 in Berlin is an hour short: 31 x 24 - 1 = 743 h.
    postmortem = incident(
        ("2026-03-30T10:00:00+02:00", "started", ""), ("2026-03-30T10:47:00+02:00", "resolved", ""),
        incident={"timezone": "Europe/Berlin"},
    )  # fmt: skip
    figures = with_impact(postmortem, budget={"slo": "99%", "window_days": "month"}, agreement={"target": "99.9%"})
    assert f"{743 * 60:,} min" in figures["budget"].formula
    assert figures["sla_uptime"].value == "99.895% in March 2026"


def test_a_window_shorter_than_the_incident_is_reported() -> None:
    postmortem = incident(("2026-03-07T10:00:00Z", "started", ""), ("2026-03-09T10:00:00Z", "resolved", ""))
    figures = with_impact(postmortem, budget={"slo": "99%", "window_days": "1"})
    assert "shorter than the incident (2 d)" in figures["budget_consumed"].formula
    assert figures["budget"].state is FigureState.RECORDED


def test_the_budget_in_requests() -> None:
    # SRE Workbook: 99.9% of 1,000,000 requests allows 1,000 errors; 250 failed ones take a quarter of them.
    figures = with_impact(
        budget={"slo": "99.9%", "window_days": "28"}, traffic={"in_window": "1,000,000"}, failed_requests="250"
    )
    assert figures["budget_requests"].value == "1,000 requests (0.1% of 1,000,000)"
    assert figures["budget_requests_consumed"].value == "25% of the request budget (250 of 1,000)"
    from_rate = with_impact(budget={"slo": "99.9%", "window_days": "28"}, traffic={"rate": "100/s"})
    assert str(from_rate["budget_requests_consumed"].value).startswith("116.6%")  # the rate cancels out


@pytest.mark.parametrize(("share", "is_mandatory"), [("10%", False), ("17%", False), ("18%", True), ("100%", True)])
def test_the_budget_policy(share: str, is_mandatory: bool) -> None:
    # More than 20% of 40.32 min is more than 8.064 min: 47 min x 17.16%.
    postmortem = incident(("14:23", "started", share), ("15:10", "resolved", ""))
    figure = with_impact(postmortem, budget={"slo": "99.9%"})["budget_policy"]
    assert ("not mandatory" not in str(figure.value)) is is_mandatory


def test_revenue_carries_its_range_and_currency() -> None:
    # 50 min of full failure: 5/6 h.
    postmortem = incident(("14:23", "started", ""), ("15:10", "", "15%"), ("15:30", "resolved", ""))
    figure = with_impact(postmortem, earnings={"per_hour": "$1,200-12,000/h"})["revenue"]
    assert figure.value == "$1,000 to $10,000 (likely $5,500)"
    daily = with_impact(postmortem, earnings={"per_hour": "28,800 per day", "currency": "EUR"})["revenue"]
    assert daily.value == "EUR 1,000"


def test_an_answer_overrides_its_figure_and_the_document_shows_it() -> None:
    figures = with_impact(earnings={"per_hour": "$1,000/h"}, revenue="$2,140 (credits)")
    assert figures["revenue"].state is FigureState.STATED
    assert figures["revenue"].computed == "$783 (if all failed)"
    assert not figures["revenue"].agrees  # even if all failed, it would be less
    assert figures["revenue"].range == "$0.00 to $783"
    assert with_impact(earnings={"per_hour": "$1,000/h"}, revenue="$140 (credits)")["revenue"].agrees
    said = incident(("14:23", "started", "100%"), ("15:10", "resolved", ""))
    assert not with_impact(said, earnings={"per_hour": "$1,000/h"}, revenue="$2,140 (credits)")["revenue"].agrees
    assert with_impact(said, earnings={"per_hour": "$1,000/h"}, revenue="about $800")["revenue"].agrees


@pytest.mark.parametrize(
    ("share", "breach", "credit"),
    [
        # 30 days of April are 43,200 min; Google Compute Engine's tiers as an example of a contract's.
        ("0%", "No: 100% in April 2026, 99.9% guaranteed", "none"),
        ("40%", "No: 99.907% in April 2026, 99.9% guaranteed", "none"),
        ("50%", "Yes: 99.884% in April 2026, 99.9% guaranteed; credit: 10% of the month's bill ($1,200)", "10%"),
    ],
)
def test_the_agreement(share: str, breach: str, credit: str) -> None:
    postmortem = incident(("2026-04-07T10:00:00Z", "started", share), ("2026-04-07T11:40:00Z", "resolved", ""))
    figures = with_impact(postmortem, agreement={"tiers": ["99.9%: 10%", "99%: 25%"], "bill": "$12,000"})
    assert figures["sla_breach"].value == breach
    assert str(figures["sla_credit"].value).startswith(credit)


def test_an_impact_over_the_turn_of_a_month_counts_by_month() -> None:
    postmortem = incident(("2026-03-31T23:00:00Z", "started", ""), ("2026-04-01T02:00:00Z", "resolved", ""))
    figures = with_impact(postmortem, agreement={"target": "99.9%"})
    assert figures["sla_uptime"].value == "99.722% in April 2026"  # 2 h of 720, against 1 h of 744


def test_people_and_what_they_cost() -> None:
    responders = [
        {"id": "a", "role": "IC", "name": "A", "joined_at": "2026-03-07T14:40:00Z"},
        {"id": "b", "role": "Ops", "name": "B", "joined_at": "2026-03-07T14:25:00Z"},
    ]
    data = {**WHOLE.model_dump(), "response": {"responders": responders}}
    figures = with_impact(Postmortem.model_validate(data), effort={"review": "4 h", "hourly_rate": "$90..110"})
    assert figures["engineering_time"].value == "5.3 h"  # 30 min + 45 min + 4 h
    assert figures["responder_cost"].value == "$473 to $578 (likely $525)"
    stated = with_impact(engineering_time="10 h", effort={"hourly_rate": "$100"})
    assert stated["responder_cost"].value == "$1,000"
    paged = with_impact(engineers_paged="4", effort={"hours_each": "2 h", "review": "0 h"})
    assert paged["engineering_time"].value == "8 h"


def test_the_actual_rpo() -> None:
    recovery = {"rpo_target": "5 min", "rto_target": "1 h", "last_data_point": "2026-03-07T14:15:00Z"}
    figures = with_impact(recovery=recovery, data_loss={"yes": True})
    assert figures["rpo"].value == timedelta(minutes=8)
    assert figures["targets_met"].value == (
        "No: RTO met with 13 min to spare (47 min, target 1 h), RPO exceeded by 3 min (8 min, target 5 min)"
    )
    late = with_impact(recovery={"last_data_point": "2026-03-07T15:00:00Z"}, data_loss={"yes": True})
    assert late["rpo"].state is FigureState.INVALID


@pytest.mark.parametrize(
    ("counting", "expected"),
    [
        (TtrDefinition.IMPACT_TO_RESOLVED, 47),
        (TtrDefinition.IMPACT_TO_MITIGATED, 37),
        (TtrDefinition.DETECTED_TO_RESOLVED, 46),
        (TtrDefinition.ACKNOWLEDGED_TO_RESOLVED, 42),
    ],
)
def test_the_four_definitions_of_time_to_resolve(counting: TtrDefinition, expected: int) -> None:
    figures = compute(WHOLE, Conventions(time_to_resolve=counting))
    assert figures["time_to_resolve"].value == timedelta(minutes=expected)
    assert counting.label in figures["time_to_resolve"].formula
    own = with_impact(counting={"time_to_resolve": counting.value})  # the draft's own overrides the template's
    assert own["time_to_resolve"].value == timedelta(minutes=expected)
    assert counting.label[1:] in str(own["counting"].value)


def test_figures_of_an_input_that_does_not_apply_do_not_apply_either() -> None:
    marks = {"impact.budget.slo": {"kind": "not_applicable", "note": "no SLO inside"}}
    figures = compute(Postmortem.model_validate({**WHOLE.model_dump(), "marks": marks}))
    assert figures["budget_consumed"].state is FigureState.NOT_APPLICABLE
    assert "no SLO inside" in figures["budget_consumed"].formula
    assert figures["availability"].state is FigureState.RECORDED
    assert figures["deadline"].state is FigureState.NOT_APPLICABLE


@pytest.mark.parametrize(
    "impact",
    [
        {"traffic": {"rate": "-800/s"}},
        {"traffic": {"rate": "9" * 30 + "/s"}},
        {"budget": {"slo": "101%"}},
        {"audience": {"total": "lots"}},
        {"agreement": {"tiers": ["nonsense"]}},
        {"earnings": {"per_hour": "$5..2/h"}},
        {"effort": {"hourly_rate": "-1", "review": "a while"}},
    ],
)
def test_a_bad_input_stops_only_the_figures_that_need_it(impact: dict[str, Any]) -> None:
    figures = with_impact(engineers_paged="2", **impact)
    assert [figure.name for figure in figures.values() if figure.state is FigureState.INVALID]
    assert figures["duration"].value == timedelta(minutes=47)
    assert figures["availability"].state is FigureState.RECORDED


@given(postmortems())
def test_every_figure_of_any_postmortem_has_a_state_and_a_formula(postmortem: Postmortem) -> None:
    for figure in compute(postmortem, Conventions(deadline_business_days=5)).values():
        assert figure.formula
        assert figure.state.has_value == (figure.value is not None)


# -- against an independent computation --------------------------------------------------------------------------------

steps = st.lists(st.tuples(st.integers(1, 120), st.integers(0, 100)), min_size=1, max_size=8)


def stepped(changes: list[tuple[int, int]], **impact: Any) -> dict[str, Figure]:
    """Return the figures of an impact that begins at 10:00 and has each failure rate for this many minutes."""
    minute, rows = 0, []
    for number, (length, share) in enumerate(changes):
        clock = datetime(2026, 3, 7, 10, tzinfo=UTC) + timedelta(minutes=minute)
        rows.append((clock.isoformat(), "started" if number == 0 else "", f"{share}%"))
        minute += length
    end = datetime(2026, 3, 7, 10, tzinfo=UTC) + timedelta(minutes=minute)
    return with_impact(incident(*rows, (end.isoformat(), "resolved", "")), **impact)


@given(steps)
def test_the_budget_against_counting_minute_by_minute(changes: list[tuple[int, int]]) -> None:
    figures = stepped(changes, budget={"slo": "99.9%", "window_days": "30"}, traffic={"rate": "60/min"})
    failed = Fraction(0)
    for length, share in changes:
        for _ in range(length):
            failed += Fraction(share, 100)
    budget = Fraction(1, 1000) * 30 * 24 * 60
    number = figures["budget_consumed"].number
    assert isinstance(number, Decimal)
    assert abs(Fraction(number) - failed / budget) < Fraction(1, 10**20)
    requests = figures["failed_requests"].number
    assert isinstance(requests, Estimate)
    assert abs(Fraction(requests.likely) - failed * 60) < Fraction(1, 10**15)
    total = sum(length for length, _ in changes)
    good = figures["successful_requests"].number
    assert isinstance(good, Estimate)
    assert abs(Fraction(good.likely) + failed * 60 - total * 60) < Fraction(1, 10**15)


def consumed(figures: dict[str, Figure]) -> Decimal:
    number = figures["budget_consumed"].number
    assert isinstance(number, Decimal)
    return number


BUDGET = {"slo": "99.9%", "window_days": "30"}


@given(steps, st.integers(0, 7), st.integers(1, 119))
def test_consumption_is_the_same_however_a_segment_is_split(
    changes: list[tuple[int, int]], which: int, at: int
) -> None:
    index = which % len(changes)
    length, share = changes[index]
    if at >= length:
        return
    split = [*changes[:index], (at, share), (length - at, share), *changes[index + 1 :]]
    assert consumed(stepped(split, budget=BUDGET)) == consumed(stepped(changes, budget=BUDGET))


@given(steps, st.integers(0, 7), st.integers(0, 100))
def test_consumption_grows_with_severity(changes: list[tuple[int, int]], which: int, share: int) -> None:
    index = which % len(changes)
    length, before = changes[index]
    worse = [*changes[:index], (length, max(before, share)), *changes[index + 1 :]]
    assert consumed(stepped(worse, budget=BUDGET)) >= consumed(stepped(changes, budget=BUDGET))


@given(st.lists(st.integers(1, 120), min_size=1, max_size=5))
def test_without_impact_nothing_is_consumed(lengths: list[int]) -> None:
    figures = stepped([(length, 0) for length in lengths], budget=BUDGET)
    assert consumed(figures) == 0
    assert figures["duration"].value == timedelta()
    assert figures["availability"].value == "100% over 30 days"


# -- stated against computed -------------------------------------------------------------------------------------------

SAID = incident(("14:23", "started", "100%"), ("14:24", "detected", ""), ("15:10", "resolved", ""))
INPUTS: dict[str, Any] = {
    "budget": {"slo": "99.9%", "window_days": "28"},
    "earnings": {"per_hour": "$1,000/h"},
    "audience": {"total": "8,000"},
    "engineers_paged": "4",
    "effort": {"hours_each": "1 h", "review": "4 h"},
}


@pytest.mark.parametrize(
    ("name", "stated", "agrees"),
    [
        ("duration", "47 minutes", True), ("duration", "approx. 47 min", True), ("duration", "47 min in total.", True),
        ("duration", "an hour", False), ("duration", "62 min", False),
        ("duration", "roughly 2 hours", False), ("duration", "about two hours", False),
        ("duration", "forty-seven minutes", True), ("duration", "roughly forty-five minutes", True),
        ("duration", "45-50 minutes", True), ("duration", "between 40 and 50 minutes", True),
        ("duration", "2-3 hours", False), ("duration", "50 to 60 min", False),
        ("budget_consumed", "about 117%", True), ("budget_consumed", "116.6 %", True),
        ("budget_consumed", "78%", False), ("budget_consumed", "about 120 percent", True),
        ("budget_consumed", "about 300 percent", False), ("budget_consumed", "3x", False),
        ("budget_consumed", "three hundred percent", False), ("budget_consumed", "~ 3 times the budget", False),
        ("budget_consumed", "1.2x", True), ("budget_consumed", "1.5x", False), ("budget_consumed", "twice", False),
        ("budget_consumed", "one hundred and seventeen per cent", True), ("budget_consumed", "half of it", False),
        ("budget_consumed", "100 to 120%", True), ("budget_consumed", "between 200 and 300 percent", False),
        ("availability", "about 99.9 percent", True), ("availability", "roughly 90 percent", False),
        ("budget", "40.3 min", True), ("budget", "43.2 min", False), ("budget", "roughly forty minutes", True),
        ("budget", "about two hours", False),
        ("budget_remaining", "-6.7 min", True), ("budget_remaining", "-6.7 h", False),
        ("slo_result", "Missed", True), ("slo_result", "99.9% → 99.99% ✅ Met", False),
        ("budget_policy", "A postmortem is not mandatory", False),
        ("revenue", "about eight hundred dollars", True), ("revenue", "two thousand dollars", False),
        ("revenue", "800 euros", False),
        ("revenue", "$700 to $5,000", True), ("revenue", "€783", False), ("revenue", "$783 per minute", False),
        ("engineering_time", "8 hours", True), ("engineering_time", "8h", True), ("engineering_time", "7-9 h", True),
        ("engineering_time", "22 h", False),
        ("users_affected", "100% of all", True), ("users_affected", "15% of all", False),
        ("users_affected", "~8,100 users", True), ("users_affected", "everyone", True),
        ("users_affected", "about eight thousand", True), ("users_affected", "nine thousand", False),
        ("users_affected", "half of all users", False),
        ("follow_up_date", "6 April 2026", True), ("follow_up_date", "2026-04-07", False),
        ("follow_up_date", "6 April", True), ("follow_up_date", "Monday, 6 April", True),
        ("follow_up_date", "Mon", True), ("follow_up_date", "7 April", False),
        ("follow_up_date", "4/6/2026", True), ("follow_up_date", "06.04.26", True),
        ("follow_up_date", "in four weeks: April 6th", True), ("follow_up_date", "6 April 2025", False),
        ("follow_up_date", "Tuesday", False),
        ("started", "2:23 pm, when the alert fired", True), ("started", "9:23 EST, from the logs", True),
        ("started", "14:20-14:30", True), ("started", "14:30-14:40", False), ("started", "about 9:20 EST", True),
        ("started", "14:23 EST", False),
        ("started", "14:23", True), ("started", "2:23 PM", True), ("started", "2026-03-09 14:23", False),
        ("started", "about 2:30 pm", True), ("started", "about 2:40 pm", False),
        ("targets_met", "Yes", True),
    ],
)  # fmt: skip
def test_values_that_agree_and_values_that_do_not(name: str, stated: str, agrees: bool) -> None:
    answers = {"users_affected", "revenue", "engineering_time"}
    more = {name: stated} if name in answers else {}
    data = SAID.model_dump()
    data["impact"] = {**data["impact"], **INPUTS, **more, "recovery": {"rto_target": "1 h"}}
    data["stated"] = {} if more else {name: {"value": stated}}
    assert compute(Postmortem.model_validate(data))[name].agrees is agrees


def test_a_verdicts_numbers_have_enough_digits_to_differ() -> None:
    close = incident(("2026-03-07T14:00:00Z", "started", "100%"), ("2026-03-07T14:43:18Z", "resolved", ""))
    assert with_impact(close, budget={"slo": "99.9%"})["slo_result"].value == (
        "99.9% (target) → 99.8998% (actual) ❌ Missed"
    )
    short = incident(("2026-03-07T14:00:00Z", "started", "100%"), ("2026-03-07T14:00:12Z", "resolved", ""))
    assert with_impact(short)["availability"].value == "99.9995% over 30 days"


def test_the_worst_calendar_window_counts_and_the_others_are_listed() -> None:
    over = incident(("2026-01-31T23:50:00Z", "started", "100%"), ("2026-02-01T04:00:00Z", "resolved", ""))
    figures = with_impact(over, budget={"slo": "99.9%", "window_days": "month"}, agreement={"target": "99.9%"})
    assert "in February 2026" in str(figures["availability"].value)
    assert "10 min more outside February 2026" in figures["budget_consumed"].formula
    assert "Missed" in str(figures["slo_result"].value)


def test_a_month_that_fails_whole_has_no_uptime_however_its_clocks_change() -> None:
    whole = incident(
        ("2026-02-20T00:00:00+01:00", "started", "100%"), ("2026-04-10T00:00:00+02:00", "resolved", ""),
        incident={"timezone": "Europe/Berlin"},
    )  # fmt: skip
    assert with_impact(whole)["sla_uptime"].value == "0% in March 2026"


def test_a_length_over_several_days_has_its_dates_in_the_formula() -> None:
    long = incident(("2026-03-07T10:00:00Z", "started", ""), ("2026-03-09T10:00:00Z", "resolved", ""))
    assert compute(long)["duration"].formula == "Resolved 2026-03-09 10:00 - impact started 10:00"


def test_division_by_zero_is_reported() -> None:
    figures = with_impact(budget={"slo": "99.9%"}, traffic={"in_window": "0..1000"}, failed_requests="5")
    assert "request budget is 0" in figures["budget_requests_consumed"].formula
    shared = with_impact(users_affected="50", audience={"total": "0..100"})["users_share"]
    assert "it can't be 0" in shared.formula
    part = with_impact(users_affected="1,200", audience={"total": "800..1500"})["users_share"].number
    assert isinstance(part, Estimate)
    assert part.high == 1


def test_an_answer_state_takes_precedence_over_the_computed_figure() -> None:
    marks = {
        "figures.duration": {"kind": "waiting", "note": "Ann Lee"},
        "impact.budget.slo": {"kind": "waiting", "note": "Bo"},
    }
    figures = compute(Postmortem.model_validate({**WHOLE.model_dump(), "marks": marks}))
    assert (figures["duration"].state, figures["duration"].formula) == (FigureState.PENDING, "Waiting for Ann Lee.")
    assert "waiting for Bo" in figures["budget"].formula
    assert figures["budget"].mark is not None


def test_unreadable_hours_are_reported() -> None:
    assert with_impact(engineering_time="10 person-hours", effort={"hourly_rate": "$100"})["responder_cost"].value == (
        "$1,000"
    )
    cost = with_impact(engineering_time="a while", effort={"hourly_rate": "$100"})["responder_cost"]
    assert "Write it as 22 h" in cost.formula


# -- stated against all that can be ------------------------------------------------------------------------------------

UNSAID = [("14:23", "started", ""), ("15:10", "resolved", "")]  # 47 min, without a failure rate
PARTLY = [("14:23", "started", ""), ("14:33", "", "15%"), ("15:10", "resolved", "")]
RANGED = [("14:23", "started", "10-20%"), ("15:10", "resolved", "")]


def stated(events: list[tuple[str, str, str]], name: str, text: str, **impact: Any) -> Figure:
    answers = {"users_affected", "revenue", "failed_requests", "successful_requests", "sla_breach"}
    answer = {"details": text.partition(": ")[2], "yes": text.startswith("Yes")} if name == "sla_breach" else text
    more = {name: answer} if name in answers else {}
    known = {**INPUTS, "traffic": {"rate": "10/min"}, "agreement": {"target": "99.9%"}, **impact, **more}
    rest = {} if more else {"stated": {name: {"value": text}}}
    return compute(incident(*events, impact=known, **rest))[name]


@pytest.mark.parametrize(
    ("events", "name", "inside", "outside"),
    [
        (UNSAID, "budget_consumed", ["116.6%", "about 117%", "17%", "0%"], ["116.7%", "118%", "300%", "-1%"]),
        (PARTLY, "budget_consumed", ["13.8%", "38.6%", "20%"], ["13.7%", "38.7%", "300%", "0%"]),
        (RANGED, "budget_consumed", ["11.7%", "23.3%", "15%"], ["11.5%", "23.5%"]),
        (UNSAID, "budget_remaining", ["-7.1 min", "40.8 min", "12 min"], ["-7.3 min", "40.9 min", "2 h"]),
        (UNSAID, "availability", ["99.88%", "99.95%", "100%"], ["99.87%", "99%"]),
        (UNSAID, "slo_result", ["99.9% → 99.88% Missed", "99.9% → 99.99% Met", "Met"], ["99.9% → 99.87% Missed"]),
        (UNSAID, "budget_policy", ["A postmortem is not mandatory", "mandatory (116.6%)"], ["mandatory (300%)"]),
        (UNSAID, "users_affected", ["8,400", "12", "100% of all", "3%", "a few"], ["8,401", "20,000", "101% of all"]),
        (PARTLY, "users_affected", ["8,000", "1,200", "15%"], ["1,139", "14%", "9,000"]),
        (UNSAID, "failed_requests", ["493", "20", "12%"], ["494", "5,000"]),
        (UNSAID, "successful_requests", ["493", "0"], ["494"]),
        (UNSAID, "revenue", ["$822", "$5", "N/A"], ["$823", "$2,140", "€50"]),
        (UNSAID, "sla_breach", ["Yes: 99.895%", "No: 99.95%"], ["Yes: 99.5%"]),
        (UNSAID, "duration", ["47 min"], ["30 min", "48 min"]),
        (UNSAID, "budget", ["40.3 min"], ["43.2 min", "20 min"]),
    ],
)
def test_an_override_is_compared_with_every_possible_value(
    events: list[tuple[str, str, str]], name: str, inside: list[str], outside: list[str]
) -> None:
    assert [text for text in inside if not stated(events, name, text).agrees] == []
    assert [text for text in outside if stated(events, name, text).agrees] == []


def test_an_impossible_value_is_reported_with_the_bounds() -> None:
    figure = stated(UNSAID, "budget_consumed", "300%")
    assert (figure.range, figure.formula.endswith("The possible range is 0% to 116.6%.")) == ("0% to 116.6%", True)
    assert stated(PARTLY, "budget_consumed", "300%").range == "13.8% to 38.6%"
    assert stated(UNSAID, "slo_result", "99.9% → 99.5% Missed").range == "99.883% to 100%"
    assert stated(UNSAID, "budget_remaining", "2 h").range == "-6.7 min to 40.3 min"
    assert stated(UNSAID, "users_affected", "9,000").range == "0 to 8,000"
    assert stated(UNSAID, "duration", "30 min").range == ""


def test_time_outside_manual_rows_may_have_failed_or_not() -> None:
    row = {"id": "r", "start": "2026-03-07T14:30:00Z", "end": "2026-03-07T14:40:00Z", "share": "50%"}
    for text, does_agree in (("12.4%", True), ("104.2%", True), ("12.3%", False), ("104.3%", False)):
        assert stated(UNSAID, "budget_consumed", text, segments=[row]).agrees is does_agree
    for text, does_agree in (("10 min", True), ("30 min", True), ("47 min", True), ("9 min", False), ("48 min", False)):
        assert stated(UNSAID, "duration", text, segments=[row]).agrees is does_agree


def test_a_figure_with_a_missing_input_has_no_bounds() -> None:
    assert stated(UNSAID, "users_affected", "20,000", audience={"total": ""}).agrees
    assert stated(UNSAID[:1], "budget_consumed", "300%").agrees
