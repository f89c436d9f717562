"""The figures as the calculator shows them: value and formula, worked by hand, one incident for each way to count."""

from datetime import timedelta
from typing import Any

import pytest

from pmtui.figures.compute import Conventions, Figure, compute
from pmtui.model.postmortem import Postmortem
from pmtui.parsing.durations import write_duration
from tests.unit.test_figures import WHOLE, incident, with_impact

START, RESOLVED = ("14:00", "started", "100%"), ("15:00", "resolved", "")
HOUR = incident(START, ("14:10", "detected", ""), RESOLVED)
"""An hour in which everything failed, detected after ten minutes."""


def shown(figure: Figure) -> str:
    """Return a figure's value, if it has one, and how it was computed."""
    value = write_duration(figure.value) if isinstance(figure.value, timedelta) else figure.value
    return figure.formula if value is None else f"{value} | {figure.formula}"


def worked(postmortem: Postmortem, **impact: Any) -> dict[str, str]:
    return {name: shown(figure) for name, figure in with_impact(postmortem, **impact).items()}


def changed(postmortem: Postmortem, **parts: Any) -> Postmortem:
    return Postmortem.model_validate({**postmortem.model_dump(), **parts})


INPUTS: dict[str, Any] = {
    "budget": {"slo": "99.9%", "window_days": "28"},
    "traffic": {"rate": "600/min"},
    "audience": {"total": "8,000", "named": "tenants"},
    "earnings": {"per_hour": "$1,000-3,000/h"},
    "engineers_paged": "4",
    "effort": {"hours_each": "1.5 h", "review": "4 h", "hourly_rate": "$100/h"},
    "agreement": {"target": "99.9%", "tiers": ["99.9%: 10%", "99%: 25%", "95%: 100%"], "bill": "$12,000"},
    "recovery": {"rto_target": "1 h", "rpo_target": "15 min", "last_data_point": "2026-03-07T14:13:00Z"},
    "data_loss": {"yes": True},
}
MITIGATED = incident(
    ("14:23", "started", "100%"), ("14:24", "detected", ""), ("14:28", "acknowledged", ""), ("14:42", "identified", ""),
    ("14:50", "mitigation_started", ""), ("15:00", "mitigated", "20%"), ("15:10", "resolved", ""),
)  # fmt: skip

SHEET = """
started: 2026-03-07 14:23:00+00:00 | The event marked 'impact started'.
ended: 2026-03-07 15:10:00+00:00 | The event marked 'resolved'.
detected: 2026-03-07 14:24:00+00:00 | The event marked 'detected'.
acknowledged: 2026-03-07 14:28:00+00:00 | The event marked 'acknowledged'.
identified: 2026-03-07 14:42:00+00:00 | The event marked 'identified'.
mitigated: 2026-03-07 15:00:00+00:00 | The event marked 'mitigated'.
duration: 47 min | Resolved 15:10 - impact started 14:23
outage: 37 min | Time in complete or partial outage: 14:23 to 15:00 (100%)
degraded: 10 min | Time in degradation: 15:00 to 15:10 (20%)
time_to_detect: 1 min | Detected 14:24 - impact started 14:23
time_to_acknowledge: 4 min | Acknowledged 14:28 - detected 14:24. Definition: Acknowledged - detected (most common).
time_to_identify: 18 min | Identified 14:42 - detected 14:24
identify_to_mitigate: 8 min | Mitigation started 14:50 - identified 14:42
mitigate_to_resolve: 20 min | Resolved 15:10 - mitigation started 14:50
detect_to_resolve: 46 min | Resolved 15:10 - detected 14:24
time_to_mitigate: 37 min | Mitigated 15:00 - impact started 14:23
time_to_resolve: 47 min | Resolved 15:10 - impact started 14:23. Definition: Resolved - impact started (Rootly).
budget: 0.1% of 28 days (40.3 min) | (1 - 99.9%) × 40,320 min = 40.32 min
budget_consumed: 96.7% of the monthly budget (39 of 40.3 min) | 37 min × 100% + 10 min × 20% = 39 of 40.32 min = 96.7%
budget_remaining: 1.3 min (3.3%) | 40.32 min - 39 min
availability: 99.903% over 28 days | 1 - (37 min × 100% + 10 min × 20%) / 40,320 min = 99.9033%
budget_requests: ~24,200 requests (0.1% of ~24,200,000) | (1 - 99.9%) × ~24,200,000 requests
failed_requests: ~23,400 | 600/min × (37 min × 100% + 10 min × 20%)
successful_requests: ~4,800 | 600/min × 47 min, minus those that failed
users_affected: 8,000 (100% of 8,000 tenants) | 8,000 × 100% at the peak
users_share: 100% of tenants | 8,000 × 100% at the peak
sla_uptime: 99.913% in March 2026 | 1 - (37 min × 100% + 10 min × 20%) / 44,640 min of March 2026
sla_breach: No: 99.913% in March 2026, 99.9% guaranteed | 99.9126% against 99.9% in March 2026
sla_credit: none | 99.9126% in March 2026 isn't below any tier
engineering_time: 10 h | 4 people × 1.5 h + 4 h of clean-up and review
responder_cost: $1,000 | 10 h × $100 an hour (4 people × 1.5 h + 4 h of clean-up and review)
rto: 47 min | Resolved 15:10 - impact started 14:23
rpo: 10 min | Impact started 14:23 - last data 14:13
follow_up_date: 2026-04-06 | 30 days after 2026-03-07.
deadline: The template sets no deadline.
"""

LONGER = {
    "slo_result": "99.9% (target) → 99.903% (actual) ✅ Met | 1 - (37 min × 100% + 10 min × 20%) / 40,320 min = "
                  "99.9033%, compared with 99.9%. Other incidents in the window aren't counted.",
    "budget_policy": "A postmortem is mandatory, with at least one action of the highest priority (96.7% of the "
                     "four-week budget) | 39 of 40.32 min of a 28-day budget = 96.7%; the limit is 20%",
    "budget_requests_consumed": "96.7% of the request budget (~23,400 of ~24,200) | 600/min × (37 min × 100% + 10 min "
                                "× 20%) of ~24,200 = 96.7%",
    "revenue": "$650 to $1,950 (likely $1,300) | $1,000 to $3,000 (likely $2,000) an hour × 0.65 h, from 37 min × 100% "
               "+ 10 min × 20%",
    "targets_met": "Yes: RTO met with 13 min to spare (47 min, target 1 h), RPO met with 5 min to spare (10 min, "
                   "target 15 min) | Actual compared with target.",
    "counting": "Time to resolve: resolved - impact started (Rootly). Time to acknowledge: acknowledged - detected "
                "(most common). | As set in the draft or its template.",
}  # fmt: skip


def test_a_whole_sheet() -> None:
    lines = dict(line.split(": ", 1) for line in SHEET.strip().split("\n"))
    assert worked(MITIGATED, **INPUTS) == lines | LONGER


def test_an_empty_sheet_names_what_is_missing_first() -> None:
    figures = compute(Postmortem(), Conventions(deadline_business_days=3))
    marks = {
        "started": "Mark 'impact started' in the timeline.",
        "ended": "Mark 'resolved' in the timeline.",
        "detected": "Mark 'detected' in the timeline.",
        "acknowledged": "Mark 'acknowledged' in the timeline.",
        "identified": "Mark 'identified' in the timeline.",
        "mitigated": "Mark 'mitigated' in the timeline.",
        "duration": "Mark 'impact started' and 'resolved' in the timeline.",
        "outage": "Mark 'impact started' and 'resolved' in the timeline.",
        "degraded": "Mark 'mitigated' and 'resolved' in the timeline.",
        "time_to_detect": "Mark 'impact started' and 'detected' in the timeline.",
        "time_to_acknowledge": "Mark 'detected' and 'acknowledged' in the timeline.",
        "time_to_identify": "Mark 'detected' and 'identified' in the timeline.",
        "identify_to_mitigate": "Mark 'identified' and 'mitigated' in the timeline.",
        "mitigate_to_resolve": "Mark 'mitigated' and 'resolved' in the timeline.",
        "detect_to_resolve": "Mark 'detected' and 'resolved' in the timeline.",
        "time_to_mitigate": "Mark 'impact started' and 'mitigated' in the timeline.",
        "time_to_resolve": "Mark 'impact started' and 'resolved' in the timeline.",
        "budget": "Missing: SLO.",
        "availability": "Mark 'impact started' and 'resolved' in the timeline.",
        "failed_requests": "Missing: Request rate.",
        "users_affected": "Missing: Total users.",
        "sla_uptime": "Mark 'impact started' and 'resolved' in the timeline.",
        "sla_breach": "Missing: SLA uptime.",
        "sla_credit": "Missing: Credit tiers.",
        "revenue": "Missing: Revenue per hour.",
        "engineering_time": "Missing: Engineers paged, or the list of responders.",
        "responder_cost": "Missing: Cost per hour.",
        "rpo": "Answer whether data was lost. If it was, enter: Last data point.",
        "targets_met": "Missing: RTO target (and RPO target, if you have one).",
        "follow_up_date": "Enter the incident's date.",
        "deadline": "Mark 'resolved' in the timeline.",
    }
    assert {name: shown(figures[name]) for name in marks} == marks


# -- the error budget --------------------------------------------------------------------------------------------------


def falling(minutes: int) -> Postmortem:
    """Return an impact whose rate falls by a percent with each minute."""
    rows = [(f"14:{n:02}", "" if n else "started", f"{100 - n}%") for n in range(minutes)]
    return incident(*rows, (f"14:{minutes:02}", "resolved", ""))


def flickering(times: int) -> Postmortem:
    """Return an impact that fails for a minute, this many times, and works for a minute after each."""
    rows = [(f"14:{n:02}", "" if n else "started", "0%" if n % 2 else "10%") for n in range(2 * times)]
    return incident(*rows, (f"14:{2 * times}", "resolved", ""))


@pytest.mark.parametrize(
    ("postmortem", "terms"),
    [
        (falling(6), "1 min × 95% = 5.85 of"), (falling(7), "1 min × 95% + 1 more = 6.79 of"),
        (falling(8), "1 min × 95% + 2 more = 7.72 of"),
        (incident(("2026-03-07T14:00:00Z", "started", "100%"), ("2026-03-07T14:00:10Z", "resolved", "")),
         "0.1667 min × 100% = 0.1667 of"),
        (incident(("2026-03-07T14:00:00Z", "started", "100%"), ("2026-03-07T14:01:10Z", "resolved", "")),
         "1.17 min × 100% = 1.17 of"),
        (WHOLE, "47 min × 100% (assumed) = 47 of"),
        (incident(("14:00", "started", ""), ("14:50", "", "5%"), RESOLVED),
         "50 min × 100% + 10 min × 5% (100% assumed for part of it) = 50.5 of"),
    ],
)  # fmt: skip
def test_a_formula_shows_six_terms_and_what_is_assumed(postmortem: Postmortem, terms: str) -> None:
    assert terms in worked(postmortem, budget={"slo": "99.9%", "window_days": "28"})["budget_consumed"]


def test_a_duration_shows_six_stretches() -> None:
    assert worked(flickering(6))["duration"].endswith("14:08 to 14:09 (10%), 14:10 to 14:11 (10%)")
    assert worked(flickering(7))["duration"].endswith("14:10 to 14:11 (10%) and 1 more")
    assert worked(incident(("14:00", "started", "0%"), RESOLVED))["duration"] == "0 min | Time with failures: none."


@pytest.mark.parametrize(
    ("window", "budget", "consumed"),
    [
        ("1", "1% of 1 day (14.4 min)", "416.7% of the 1-day budget (60 of 14.4 min)"),
        ("1.5", "1% of 1.5 days (21.6 min)", "277.8% of the 1.5-day budget (60 of 21.6 min)"),
        ("7", "1% of 7 days (100.8 min)", "59.5% of the weekly budget (60 of 100.8 min)"),
        ("2 weeks", "1% of 14 days (201.6 min)", "29.8% of the 14-day budget (60 of 201.6 min)"),
        ("30", "1% of 30 days (432 min)", "13.9% of the monthly budget (60 of 432 min)"),
        ("31", "1% of 31 days (446.4 min)", "13.4% of the monthly budget (60 of 446.4 min)"),
        ("90", "1% of 90 days (1,296 min)", "4.6% of the 90-day budget (60 of 1,296 min)"),
        ("month", "1% of March 2026 (446.4 min)", "13.4% of the monthly budget (60 of 446.4 min)"),
        ("a quarter", "1% of Q1 2026 (1,296 min)", "4.6% of the quarterly budget (60 of 1,296 min)"),
    ],
)
def test_each_window_has_its_name(window: str, budget: str, consumed: str) -> None:
    found = worked(HOUR, budget={"slo": "99%", "window_days": window})
    assert [found[name].split(" | ")[0] for name in ("budget", "budget_consumed")] == [budget, consumed]


@pytest.mark.parametrize(
    ("month", "quarter"),
    [(1, "Q1 2026"), (3, "Q1 2026"), (4, "Q2 2026"), (6, "Q2 2026"), (9, "Q3 2026"), (10, "Q4 2026"), (12, "Q4 2026")],
)
def test_quarters(month: int, quarter: str) -> None:
    postmortem = incident(
        (f"2026-{month:02}-15T10:00:00Z", "started", ""), (f"2026-{month:02}-15T11:00:00Z", "resolved", "")
    )
    assert f"of {quarter} (" in worked(postmortem, budget={"slo": "99%", "window_days": "quarter"})["budget"]


@pytest.mark.parametrize(
    ("postmortem", "window", "name", "words"),
    [
        (incident(("2026-03-31T23:50:00Z", "started", "100%"), ("2026-04-01T01:00:00Z", "resolved", "")), "quarter",
         "availability", "99.954% in Q2 2026 | 1 - (60 min × 100%; 10 min more outside Q2 2026) / 131,040 min = "
         "99.9542%"),
        (incident(("2026-03-07T14:00:00Z", "started", "50%"), ("2026-03-08T14:00:00Z", "resolved", "")), "1",
         "budget_consumed", "5,000% of the 1-day budget (720 of 14.4 min) | 1,440 min × 50% = 720 of 14.4 min = "
         "5,000%"),
        (incident(incident={"date": "2026-02-03"}), "month", "budget",
         "1% of February 2026 (403.2 min) | (1 - 99%) × 40,320 min (February 2026) = 403.2 min"),
        # half past midnight on 1 March in Berlin, whose March is an hour short
        (incident(("2026-02-28T23:30:00Z", "started", ""), incident={"timezone": "Europe/Berlin"}), "month", "budget",
         "1% of March 2026 (445.8 min) | (1 - 99%) × 44,580 min (March 2026) = 445.8 min"),
        (Postmortem(), "month", "budget", "Enter the incident's date, or mark 'impact started' in the timeline."),
        (Postmortem(), "soon", "budget", "'soon' isn't a valid window. Write 28, 30, 90, month, or quarter."),
        (Postmortem(), "23 h", "budget", "'23 h' isn't a valid window. Write 28, 30, 90, month, or quarter."),
        (Postmortem(), "3660", "budget", "1% of 3,660 days (52,704 min) | (1 - 99%) × 5,270,400 min = 52,704 min"),
        (Postmortem(), "3661", "budget", "'3661' isn't a valid window. Write 28, 30, 90, month, or quarter."),
    ],
)  # fmt: skip
def test_windows(postmortem: Postmortem, window: str, name: str, words: str) -> None:
    assert worked(postmortem, budget={"slo": "99%", "window_days": window})[name] == words


@pytest.mark.parametrize(
    ("slo", "words"),
    [
        ("50%", "50% of 28 days (20,160 min)"),
        ("49.9%", "An SLO of '49.9%' is read as 49.9%. Write it as 99.9%."),
        ("99,9%", "'99,9%' isn't a percentage. Write it with a decimal point: 99.9%."),
        ("high", "'high' isn't a percentage. Write it as 99.9%."),
        ("99.999999%", "0.000001% of 28 days (0 min)"),
        ("99.9999991%", "An SLO of '99.9999991%' leaves no error budget. Enter a percentage below 100%."),
    ],
)
def test_objectives(slo: str, words: str) -> None:
    assert worked(Postmortem(), budget={"slo": slo, "window_days": "28"})["budget"].split(" | ")[0] == words


@pytest.mark.parametrize(
    ("impact", "name", "words"),
    [
        ({}, "budget_requests", "Missing: Window requests or Request rate."),
        ({"traffic": {"rate": "10"}}, "budget_requests", "Request rate: '10' per what? Write 800/s, 2k/min, or 1M/h."),
        ({"traffic": {"rate": "10/visit"}}, "failed_requests",
         "Request rate: 'per visit' isn't a unit of time. Write 800/s, 2k/min, or 1M/h."),
        ({"traffic": {"in_window": "10/s"}}, "budget_requests", "Window requests: '10/s' is a rate. Enter the total."),
        ({"traffic": {"in_window": "10%"}}, "budget_requests",
         "Window requests: '10%' is a percentage. Enter a number."),
        ({"traffic": {"in_window": "1,000,000"}, "failed_requests": "250"}, "budget_requests_consumed",
         "25% of the request budget (250 of 1,000) | 250 failed requests of 1,000 = 25%"),
        ({"traffic": {"in_window": "1,000,000", "rate": "10/s"}}, "budget_requests_consumed",
         "3,600% of the request budget (~36,000 of 1,000) | 10/s × (60 min × 100%) = ~36,000 of 1,000 = 3,600%"),
        ({"traffic": {"in_window": "0"}, "failed_requests": "5"}, "budget_requests_consumed",
         "The request budget is 0. Is the number of requests in the window right?"),
        ({"traffic": {"rate": "10-20/s"}}, "failed_requests",
         "36,000 to 72,000 (likely 54,000) | 10-20/s × (60 min × 100%)"),
    ],
)  # fmt: skip
def test_requests(impact: dict[str, Any], name: str, words: str) -> None:
    assert worked(HOUR, budget={"slo": "99.9%", "window_days": "28"}, **impact)[name] == words


# -- users -------------------------------------------------------------------------------------------------------------


def rows(*parts: tuple[str, str, str, str, dict[str, str]]) -> list[dict[str, str]]:
    return [
        {"id": f"s{n}", "start": f"2026-03-07T{start}:00Z", "end": f"2026-03-07T{end}:00Z", "share": share,
         "service": service, **more}
        for n, (start, end, share, service, more) in enumerate(parts)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("segments", "words"),
    [
        ([("14:00", "14:30", "40%", "eu", {"of": "requests"}), ("14:30", "15:00", "40%", "us", {"of": "requests"})],
         "~3,200 (40% of 8,000 users, based on the requests of eu and us)"),
        ([("14:00", "14:30", "40%", "eu", {"of": "users"}), ("14:30", "15:00", "20%", "us", {"of": "users"})],
         "~3,200 (40% of 8,000 users, based on the users of eu)"),
        ([("14:00", "14:30", "40%", "eu", {"of": "requests"}), ("14:30", "15:00", "40%", "", {"of": "users"})],
         "~3,200 (40% of 8,000 users)"),
        ([("14:00", "14:30", "40%", "", {"of": "requests"})],
         "~3,200 (40% of 8,000 users, based on the requests)"),
        ([("14:00", "14:30", "100%", "", {})], "8,000 (100% of 8,000 users)"),
    ],
)  # fmt: skip
def test_users_affected_says_what_its_rate_is_of(segments: list[Any], words: str) -> None:
    found = worked(Postmortem(), segments=rows(*segments), audience={"total": "8000"})["users_affected"]
    assert found.split(" | ")[0] == words


def test_a_rate_of_users_used_for_requests_is_noted() -> None:
    of_users = rows(("14:00", "14:30", "40%", "eu", {"of": "users"}))
    found = worked(Postmortem(), segments=of_users, traffic={"rate": "600/min"})
    note = "; the failure rate is a percentage of users, used for requests"
    assert found["failed_requests"] == f"~7,200 | 600/min × (30 min × 40%){note}"
    assert found["successful_requests"] == f"~10,800 | 600/min × 30 min, minus those that failed{note}"


@pytest.mark.parametrize(
    ("affected", "total", "words"),
    [
        ("1,200", "8,000", "15% of 8,000 users | 1,200 / 8,000"), ("15%", "", "15% of all users | As entered."),
        ("10-20%", "", "10% to 20% (likely 15%) of all users | As entered."),
        ("8,000", "8,000", "100% of 8,000 users | 8,000 / 8,000"),
        ("8,001", "8,000", "8,001 of 8,000 users is more than the total."),
        ("1,200", "0", "Total users: it can't be 0."), ("lots", "8000", "Users affected: It must start with a number."),
        ("800-1,200", "1,000", "80% to 100% (likely 100%) of 1,000 users | 800 to 1,200 (likely 1,000) / 1,000"),
        ("", "8000", "100% of users | 8,000 × 100% at the peak"), ("1,200", "", "Missing: Total users."),
    ],
)  # fmt: skip
def test_the_percentage_of_users(affected: str, total: str, words: str) -> None:
    assert worked(HOUR, users_affected=affected, audience={"total": total})["users_share"] == words


# -- the agreement -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tiers", "credit"),
    [
        (["99.9%: 10%", "99%: 25%"], "10% of the month's bill | 99.8656% in March 2026 is below 99.9%: 10%"),
        (["99.9 -> 25", "99.99: 10"], "25% of the month's bill | 99.8656% in March 2026 is below 99.9%: 25%"),
        (["below 99.9%, 10%"], "10% of the month's bill | 99.8656% in March 2026 is below 99.9%: 10%"),
        (["50%: 5%"], "none | 99.8656% in March 2026 isn't below any tier"),
        ([" "], "Missing: Credit tiers."),
        (["99.9: 10: 5"], "Credit tiers: '99.9: 10: 5' isn't a credit tier. Write the uptime and the credit below it: "
                          "99.9%: 10%."),
        (["99%: 25%", "99.9%: 30%"], "Credit tiers: The credit below 99% is less than above it. Is that right?"),
        (["99%: 25%", "99.9%: 25%"], "25% of the month's bill | 99.8656% in March 2026 is below 99.9%: 25%"),
        (["49.9%: 10%"], "Credit tiers: '49.9%: 10%' is read as below 49.9%. Write it as 99.9%: 10%."),
    ],
)  # fmt: skip
def test_credit_tiers(tiers: list[str], credit: str) -> None:
    assert worked(HOUR, agreement={"tiers": tiers})["sla_credit"] == credit


@pytest.mark.parametrize(
    ("agreement", "name", "words"),
    [
        ({"target": "99.9%"}, "sla_breach",
         "Yes: 99.866% in March 2026, 99.9% guaranteed | 99.8656% against 99.9% in March 2026"),
        ({"target": "49%"}, "sla_breach", "SLA uptime: '49%' is read as 49%. Write it as 99.9%."),
        ({"target": "50%"}, "sla_breach",
         "No: 99.866% in March 2026, 50% guaranteed | 99.8656% against 50% in March 2026"),
        ({"target": "lots"}, "sla_breach", "SLA uptime: 'lots' isn't a percentage from 0% to 100%. Write it as 99.9%."),
        ({"tiers": ["99%: 25%", "99.9%: 10%"]}, "sla_breach",
         "Yes: 99.866% in March 2026, 99.9% guaranteed; credit: 10% of the month's bill | 99.8656% against 99.9% in "
         "March 2026"),
        ({"tiers": ["99.9%: 10%"], "bill": "€12,000"}, "sla_credit",
         "10% of the month's bill (€1,200) | 99.8656% in March 2026 is below 99.9%: 10% of €12,000"),
    ],
)  # fmt: skip
def test_the_guaranteed_uptime(agreement: dict[str, Any], name: str, words: str) -> None:
    assert worked(HOUR, agreement=agreement)[name] == words


def test_an_uptime_of_exactly_the_guarantee_is_not_a_breach() -> None:
    exactly = incident(("2026-04-07T10:00:00Z", "started", "100%"), ("2026-04-07T10:43:12Z", "resolved", ""))
    found = worked(exactly, agreement={"target": "99.9%", "tiers": ["99.9%: 10%"]})
    assert found["sla_breach"].startswith("No: 99.9% in April 2026, 99.9% guaranteed |")
    assert found["sla_credit"].startswith("none |")


# -- cost --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("per_hour", "words"),
    [
        ("$24,000 per day", "$1,000 | $1,000 an hour × 1 h, from 60 min × 100%"),
        (
            "$24,000 per visit",
            "Revenue per hour: 'per visit' isn't a unit of time. Write per hour, day, month, or year.",
        ),
        ("50%", "Revenue per hour: '50%' is a percentage. Enter a number."),
    ],
)
def test_revenue(per_hour: str, words: str) -> None:
    assert worked(HOUR, earnings={"per_hour": per_hour})["revenue"] == words


@pytest.mark.parametrize(
    ("joined", "impact", "words"),
    [
        (["14:10", "14:30"], {}, "1.3 h | 2 responders from joining to 15:00 = 1.3 h + 0 h of clean-up and review"),
        (["14:10", "15:00"], {}, "0.8 h | 2 responders from joining to 15:00 = 0.8 h + 0 h of clean-up and review"),
        # A responder's time isn't known, or is after the end: all count from the detection.
        (["14:10", ""], {}, "1.7 h | 2 people × 0.83 h + 0 h of clean-up and review"),
        (["14:10", "15:01"], {}, "1.7 h | 2 people × 0.83 h + 0 h of clean-up and review"),
        (["14:10"], {"engineers_paged": "5"}, "4.2 h | 5 people × 0.83 h + 0 h of clean-up and review"),
        (["14:10"], {"effort": {"review": "0 h", "hours_each": "2 h"}},
         "2 h | 1 person × 2 h + 0 h of clean-up and review"),
        (["14:10"], {"effort": {}}, "Missing: Cleanup, review (0 h is fine)."),
        (["14:10"], {"effort": {"review": "long"}},
         "Cleanup, review: 'long' isn't a duration. Write 30 min, or 2 h 15 min."),
        ([], {"engineers_paged": "4-6"},
         "3.3 h to 5 h (likely 4.2 h) | 4 to 6 (likely 5) people × 0.83 h + 0 h of clean-up and review"),
    ],
)  # fmt: skip
def test_engineering_time(joined: list[str], impact: dict[str, Any], words: str) -> None:
    responders = [
        {"id": f"r{n}", "role": "Ops", "name": "N", **({"joined_at": f"2026-03-07T{time}:00Z"} if time else {})}
        for n, time in enumerate(joined)
    ]
    record = changed(HOUR, response={"responders": responders})
    assert worked(record, **{"effort": {"review": "0 h"}, **impact})["engineering_time"] == words


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        ("22 h", "$2,200 | 22 h ×"), ("10-12 h", "$1,000 to $1,200 (likely $1,100) | 10 to 12 (likely 11) h ×"),
        ("10 person-hours", "$1,000 | 10 h ×"), ("3 engineer hours", "$300 | 3 h ×"), ("2 d", "$4,800 | 48 h ×"),
        ("5 hrs", "$500 | 5 h ×"), ("12 people", "The engineering time, '12 people', can't be read."),
    ],
)  # fmt: skip
def test_the_cost_of_hours_as_entered(stated: str, words: str) -> None:
    assert worked(HOUR, engineering_time=stated, effort={"hourly_rate": "$100"})["responder_cost"].startswith(words)


# -- recovery, dates, definitions --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("recovery", "words"),
    [
        ({"rto_target": "1 h"}, "Yes: RTO met (1 h, target 1 h)"),
        ({"rto_target": "59 min"}, "No: RTO exceeded by 1 min (1 h, target 59 min)"),
        ({"rto_target": "61 min"}, "Yes: RTO met with 1 min to spare (1 h, target 1 h 1 min)"),
        ({"rpo_target": "10 min", "last_data_point": "2026-03-07T13:49:00Z"},
         "No: RPO exceeded by 1 min (11 min, target 10 min)"),
        ({"rto_target": "1 h", "rpo_target": "0", "last_data_point": "2026-03-07T14:00:00Z"},
         "Yes: RTO met (1 h, target 1 h), RPO met (0 min, target 0 min)"),
        ({"rto_target": "59 min", "rpo_target": "0", "last_data_point": "2026-03-07T14:00:00Z"},
         "No: RTO exceeded by 1 min (1 h, target 59 min), RPO met (0 min, target 0 min)"),
        ({"rpo_target": "0", "last_data_point": "2026-03-07T14:01:00Z"},
         "The last recoverable data (14:01) is later than the failure."),
        ({"rpo_target": "0"}, "Answer whether data was lost. If it was, enter: Last data point."),
    ],
)  # fmt: skip
def test_recovery_against_its_targets(recovery: dict[str, str], words: str) -> None:
    assert worked(HOUR, recovery=recovery)["targets_met"].split(" | ")[0] == words


@pytest.mark.parametrize(
    ("stated", "words"),
    [("30 min", "Yes: RTO met with 10 min to spare (30 min, target 40 min)"), (" ", "No: RTO exceeded by 20 min"),
     ("quick", "The actual RTO, 'quick', isn't a duration.")],
)  # fmt: skip
def test_an_overridden_rto_is_compared_with_the_target(stated: str, words: str) -> None:
    record = changed(HOUR, stated={"rto": {"value": stated}})
    assert worked(record, recovery={"rto_target": "40 min"})["targets_met"].startswith(words)


def test_what_the_author_marked_is_given_as_the_reason() -> None:
    marks = {
        "impact.data_loss": {"kind": "not_applicable", "note": "no data"},
        "impact.recovery.rto_target": {"kind": "waiting", "note": "Tom"},
        "impact.engineers_paged": {"kind": "unknown"},
        "impact.agreement.tiers": {"kind": "not_applicable"},
    }
    found = worked(changed(HOUR, marks=marks))
    assert found["rpo"] == "Data loss doesn't apply: no data."
    assert found["targets_met"] == "RTO target: waiting for Tom."
    assert found["engineering_time"] == "Engineers paged: unknown."
    assert found["sla_credit"].endswith("apply.")
    typed = changed(HOUR, typed={"impact.recovery.last_data_point": "noonish"})
    assert worked(typed)["rpo"] == "Last data point: 'noonish' can't be read."


def test_dates_are_the_template_s_days_after_the_incident_in_its_zone() -> None:
    late = incident(
        ("2026-03-07T14:00:00Z", "started", ""), ("2026-03-08T23:30:00Z", "resolved", ""),
        incident={"timezone": "Europe/Berlin"},
    )  # fmt: skip
    figures = compute(late, Conventions(follow_up_days=14, deadline_business_days=2))
    assert shown(figures["follow_up_date"]) == "2026-03-21 | 14 days after 2026-03-07."
    assert shown(figures["deadline"]) == "2026-03-11 | 2 business days after 2026-03-09."  # a Monday in Berlin
    dated = changed(late, incident={"date": "2026-03-01"})
    assert shown(compute(dated)["follow_up_date"]) == "2026-03-31 | 30 days after 2026-03-01."


def test_the_drafts_own_definitions_override_the_templates() -> None:
    both = incident(("14:00", "started", ""), ("14:10", "detected", ""), ("14:12", "acknowledged", ""), RESOLVED)
    own = {"counting": {"time_to_acknowledge": "impact_to_acknowledged", "time_to_resolve": "detected_to_resolved"}}
    assert [worked(both)[name][:6] for name in ("time_to_acknowledge", "time_to_resolve")] == ["2 min ", "1 h | "]
    found = worked(both, **own)
    assert found["time_to_acknowledge"].startswith("12 min | Acknowledged 14:12 - impact started 14:00. Definition:")
    assert found["time_to_resolve"].startswith("50 min | Resolved 15:00 - detected 14:10. Definition: Resolved - det")
    assert found["counting"].startswith("Time to resolve: resolved - detected")
    assert "Time to acknowledge: acknowledged - impact started" in found["counting"]


@pytest.mark.parametrize(
    ("segments", "degraded", "outage"),
    [
        ([("14:00", "14:30", "40%", "eu", {"effect": "degraded_performance"}),
          ("14:20", "15:00", "20%", "us", {"effect": "partial_outage"})],
         "20 min | Time in degradation: 14:00 to 14:30 (40%), minus the time of an outage elsewhere",
         "40 min | Time in complete or partial outage: 14:20 to 15:00 (20%)"),
        ([("14:00", "14:20", "40%", "eu", {"effect": "degraded_performance"}),
          ("14:20", "15:00", "20%", "us", {"effect": "complete_outage"})],
         "20 min | Time in degradation: 14:00 to 14:20 (40%)",
         "40 min | Time in complete or partial outage: 14:20 to 15:00 (20%)"),
    ],
)  # fmt: skip
def test_a_given_effect_tells_degradation_from_outage(segments: list[Any], degraded: str, outage: str) -> None:
    found = worked(incident(("14:00", "started", ""), RESOLVED), segments=rows(*segments))
    assert (found["degraded"], found["outage"]) == (degraded, outage)


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ([("14:00", "started", ""), ("14:00", "detected", "")], "0 min | Detected 14:00 - impact started 14:00"),
        ([("14:00", "started", ""), ("13:59", "detected", "")],
         "'Detected' comes before 'Impact started' in the timeline."),
    ],
)  # fmt: skip
def test_milestones_in_the_wrong_order_give_no_time(events: list[tuple[str, str, str]], words: str) -> None:
    assert worked(incident(*events))["time_to_detect"] == words


def test_a_time_on_another_day_has_its_date() -> None:
    night = incident(("23:50", "started", ""), ("2026-03-08T00:10:00Z", "resolved", ""))
    assert worked(night)["duration"] == "20 min | Resolved 2026-03-08 00:10 - impact started 23:50"
    dated = changed(night, incident={"date": "2026-03-08"})
    assert worked(dated)["duration"] == "20 min | Resolved 00:10 - impact started 2026-03-07 23:50"
