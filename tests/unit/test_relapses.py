"""The figures of incidents that came back, against a second way to count them.

The counting here walks the minutes of a day and shares no code with pmtui's: it follows the figures' definitions as the
calculator shows them. What both say must be the same, for any number of impact periods.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.figures.catalog import FIGURES
from pmtui.figures.compute import Conventions, Figure, FigureState, compute
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import TtrDefinition
from pmtui.parsing.amounts import Estimate

DAY = datetime(2026, 3, 7, tzinfo=UTC)
LAST_MINUTE = 24 * 60

Marks = dict[int, set[str]]
"""The milestones that are marked at each minute of the day."""


@dataclass
class Counted:
    """The result of counting minute by minute; None if the definition has nothing to start from."""

    failing: int = 0
    outage: int = 0
    degraded: int = 0
    lost: Fraction = Fraction()
    in_impact: int = 0
    worst: Fraction = Fraction()
    mitigation: int | None = 0
    first_mitigation: int | None = None
    first: dict[str, int] = field(default_factory=dict)
    last_end: int | None = None

    def between(self, begin: str, end: str) -> int | None:
        """Minutes from the first of one milestone to the first of another."""
        return self.first[end] - self.first[begin] if begin in self.first and end in self.first else None

    def to_the_end(self, begin: str) -> int | None:
        """Minutes from the first of a milestone to the last resolution."""
        return self.last_end - self.first[begin] if begin in self.first and self.last_end is not None else None


def walk(marks: Marks, shares: dict[int, int]) -> Counted:
    """Count minute by minute."""
    found = Counted()
    is_on = is_mitigated = False
    share = Fraction(1)
    began: int | None = None  # the mitigation of the period under way, or of the one to come
    mitigated: int | None = None
    for minute in range(LAST_MINUTE):
        here = marks.get(minute, set())
        for name in here:
            found.first.setdefault(name, minute)
        if "started" in here and not is_on:
            is_on, is_mitigated, share = True, False, Fraction(1)
        if minute in shares and is_on:
            share = Fraction(shares[minute], 100)
        if "mitigation_started" in here and began is None:
            began = minute
        if "mitigated" in here and mitigated is None:
            mitigated = minute
        is_mitigated = is_mitigated or "mitigated" in here
        if "resolved" in here and is_on:
            is_on = False
            found.last_end = minute
            begin = began if began is not None else mitigated
            if found.first_mitigation is None:
                found.first_mitigation = begin
            found.mitigation = None if begin is None or found.mitigation is None else found.mitigation + minute - begin
            began = mitigated = None
        if is_on:
            found.in_impact += 1
            found.lost += share
            found.worst = max(found.worst, share)
            found.failing += share > 0
            found.degraded += share > 0 and is_mitigated
            found.outage += share > 0 and not is_mitigated
    return found


@st.composite
def relapses(draw: st.DrawFn) -> tuple[Marks, dict[int, int]]:
    """Return an incident of one to four impact periods, with any of the milestones in each."""
    marks: Marks = {}
    shares: dict[int, int] = {}
    minute = draw(st.integers(1, 30))
    for _ in range(draw(st.integers(1, 4))):
        start = minute + draw(st.integers(2, 40))
        end = start + draw(st.integers(1, 60))
        marks.setdefault(start, set()).add("started")
        marks.setdefault(end, set()).add("resolved")
        inside = st.integers(start, end)
        for name in ("detected", "acknowledged", "identified", "mitigated"):
            for at in draw(st.lists(inside, max_size=2)):
                marks.setdefault(at, set()).add(name)
        for at in draw(st.lists(st.integers(minute + 1, end), max_size=2)):
            marks.setdefault(at, set()).add("mitigation_started")
        for at in draw(st.lists(st.integers(start, max(start, end - 1)), max_size=3)):
            shares[at] = draw(st.integers(0, 100))
        minute = end
    return marks, shares


def record(marks: Marks, shares: dict[int, int], split: Callable[[int], bool] = lambda _: False) -> Postmortem:
    """Return the postmortem: one event a minute with all of its milestones, or, if `split`, one for each."""
    rows: list[dict[str, Any]] = []
    for minute in sorted({*marks, *shares}):
        at = DAY + timedelta(minutes=minute)
        names = sorted(marks.get(minute, set()))
        groups = [[name] for name in names] if split(minute) and names else [names]
        for number, group in enumerate(groups):
            row = {"id": f"m{minute}n{number}", "at": at, "event": "x", "milestones": group}
            rows.append({**row, "failing": f"{shares[minute]}%"} if number == 0 and minute in shares else row)
    impact = {
        "budget": {"slo": "99.9%", "window_days": "28"},
        "traffic": {"rate": "10/min"},
        "audience": {"total": "8000"},
        "earnings": {"per_hour": "$600/h"},
        "data_loss": {"yes": False},
    }
    return Postmortem.model_validate({"timeline": rows, "impact": impact})


def number(figure: Figure) -> Fraction | None:
    """Return a figure's number as a fraction, a length in minutes; None if it has none."""
    if not figure.state.has_value:
        return None
    if isinstance(figure.value, timedelta):
        return Fraction(figure.value // timedelta(seconds=1), 60)
    found = figure.number.likely if isinstance(figure.number, Estimate) else figure.number
    assert isinstance(found, Decimal)
    return Fraction(found)


@given(relapses(), st.booleans())
def test_every_figure_is_what_its_definition_says_over_any_relapse(
    incident: tuple[Marks, dict[int, int]], is_split: bool
) -> None:
    marks, shares = incident
    figures = compute(record(marks, shares, lambda _: is_split))
    found = walk(marks, shares)
    spans = {
        "time_to_detect": found.between("started", "detected"),
        "time_to_acknowledge": found.between("detected", "acknowledged"),
        "time_to_identify": found.between("detected", "identified"),
        "time_to_mitigate": found.between("started", "mitigated"),
        "time_to_resolve": found.to_the_end("started"),
        "detect_to_resolve": found.to_the_end("detected"),
        "rto": found.to_the_end("started"),
        "identify_to_mitigate": None
        if "identified" not in found.first or found.first_mitigation is None
        else found.first_mitigation - found.first["identified"],
        "mitigate_to_resolve": found.mitigation,
    }
    for name, minutes in spans.items():
        figure = figures[name]
        if minutes is None:
            assert figure.state is FigureState.PENDING, (name, figure)
        elif minutes < 0:
            assert figure.state is FigureState.INVALID, (name, figure)
        else:
            assert number(figure) == minutes, (name, figure)
    budget = Fraction(28 * 24 * 60, 1000)
    counted = {
        "duration": Fraction(found.failing),
        "outage": Fraction(found.outage),
        "budget_consumed": found.lost / budget,
        "budget_remaining": (budget - found.lost) * 60,
        "availability": 1 - found.lost / (28 * 24 * 60),
        "failed_requests": found.lost * 10,
        "successful_requests": (found.in_impact - found.lost) * 10,
        "users_affected": found.worst * 8000,
        "revenue": found.lost * 10,
        "rpo": Fraction(),
    }
    for name, value in counted.items():
        known = number(figures[name])
        assert known is not None
        assert abs(known - value) < Fraction(1, 10**9), (name, figures[name], value)
    if "mitigated" in found.first:
        assert number(figures["degraded"]) == found.degraded


ISSUE: Marks = {
    600: {"started"}, 610: {"mitigation_started"}, 630: {"mitigated"}, 640: {"resolved"},
}  # fmt: skip
AGAIN: Marks = {
    720: {"started"}, 730: {"mitigation_started"}, 740: {"mitigated"}, 750: {"resolved"},
}  # fmt: skip


def test_a_relapse_lengthens_mitigate_to_resolve() -> None:
    assert number(compute(record(ISSUE, {}))["mitigate_to_resolve"]) == 30
    assert number(compute(record(ISSUE | AGAIN, {}))["mitigate_to_resolve"]) == 50
    figure = compute(record(ISSUE | AGAIN, {}))["mitigate_to_resolve"]
    assert figure.formula.count("mitigation started") == 2


def test_a_relapse_without_a_mitigation_is_asked_for() -> None:
    bare = {720: {"started"}, 750: {"resolved"}}
    figure = compute(record(ISSUE | bare, {}))["mitigate_to_resolve"]
    assert figure.state is FigureState.PENDING
    assert "12:00 to 12:30" in figure.formula
    at_once = {720: {"started"}, 750: {"mitigated", "resolved"}}
    assert number(compute(record(ISSUE | at_once, {}))["mitigate_to_resolve"]) == 30


def test_a_second_mitigation_does_not_change_the_time_to_the_first() -> None:
    first = {600: {"started"}, 620: {"identified"}, 630: {"mitigated"}, 640: {"resolved"}}
    assert number(compute(record(first, {}))["identify_to_mitigate"]) == 10
    assert number(compute(record(first | AGAIN, {}))["identify_to_mitigate"]) == 10


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (TtrDefinition.IMPACT_TO_RESOLVED, 150),
        (TtrDefinition.IMPACT_TO_MITIGATED, 30),
        (TtrDefinition.DETECTED_TO_RESOLVED, 148),
        (TtrDefinition.ACKNOWLEDGED_TO_RESOLVED, 146),
    ],
)
def test_each_definition_of_time_to_resolve_over_a_relapse(reading: TtrDefinition, expected: int) -> None:
    postmortem = record(ISSUE | {602: {"detected"}, 604: {"acknowledged"}} | AGAIN, {})
    assert number(compute(postmortem, Conventions(time_to_resolve=reading))["time_to_resolve"]) == expected


def test_milestones_at_one_moment_give_zero() -> None:
    at_once: Marks = {600: {"started", "detected", "acknowledged"}, 640: {"mitigated", "resolved"}}
    figures = compute(record(at_once, {}))
    assert [number(figures[name]) for name in ("time_to_detect", "time_to_acknowledge", "degraded")] == [0, 0, 0]
    assert number(figures["mitigate_to_resolve"]) == 0
    assert figures["time_to_identify"].state is FigureState.PENDING


def test_every_definition_that_depends_on_a_relapse_explains_its_effect() -> None:
    of_milestones = {
        "time_to_detect", "time_to_acknowledge", "time_to_identify", "identify_to_mitigate", "mitigate_to_resolve",
        "detect_to_resolve", "time_to_mitigate", "time_to_resolve", "rto", "rpo", "degraded", "ended", "deadline",
    }  # fmt: skip
    assert {name for name, figure in FIGURES.items() if "relapse" in figure.definition} == of_milestones
