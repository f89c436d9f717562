"""What failed from when to when: read off the timeline, added by hand, joined into the whole."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.figures.compute import FigureState, compute
from pmtui.figures.milestones import marked
from pmtui.figures.segments import Segment, Stretch, impacted, union
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Degradation, Milestone, ShareOf
from pmtui.timeline.charts import draw_services, draw_steps
from pmtui.timeline.hints import hints
from tests.unit.test_figures import incident, minutes

START = datetime(2026, 3, 7, 14, tzinfo=UTC)


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


def by_hand(*rows: tuple[str, str, str, str], **rest: Any) -> list[dict[str, Any]]:
    """Return rows as (from, to, share, service), the times on 7 March 2026 UTC."""
    return [
        {
            "id": f"s{number}",
            "start": f"2026-03-07T{start}:00Z" if start else None,
            "end": f"2026-03-07T{end}:00Z" if end else None,
            "share": share,
            "service": service,
        }
        for number, (start, end, share, service) in enumerate(rows)
    ]


def stretches(postmortem: Postmortem) -> tuple[Stretch, ...]:
    return impacted(postmortem, marked(postmortem)).stretches


def problems(postmortem: Postmortem) -> dict[str, str]:
    return impacted(postmortem, marked(postmortem)).problems


def whole(postmortem: Postmortem) -> list[tuple[int, int, int]]:
    """Return the union as (first minute, last minute, percent), counted from 14:00."""
    found = impacted(postmortem, marked(postmortem)).union
    return [
        ((s.start - START) // timedelta(minutes=1), (s.end - START) // timedelta(minutes=1), int(s.share * 100))
        for s in found
    ]


# -- from the timeline -------------------------------------------------------------------------------------------------


def test_without_a_failure_rate_100_percent_is_assumed() -> None:
    found = impacted(*(lambda p: (p, marked(p)))(incident(("14:10", "started", ""), ("14:50", "resolved", ""))))
    assert found.is_assumed
    assert found.stretches[0].is_assumed
    assert found.stretches[0].effect is Degradation.COMPLETE_OUTAGE


def test_a_failure_rate_applies_until_the_next_one() -> None:
    postmortem = incident(
        ("14:10", "started", "40%"),
        ("14:30", "severity_changed", "5"),
        ("14:40", "mitigated", ""),
        ("14:50", "resolved", ""),
    )
    assert whole(postmortem) == [(10, 30, 40), (30, 50, 5)]
    partial, degraded = Degradation.PARTIAL_OUTAGE, Degradation.DEGRADED_PERFORMANCE
    assert [s.effect for s in stretches(postmortem)] == [partial, partial, degraded]
    assert [s.source for s in stretches(postmortem)] == ["e0", "e1", "e2"]
    assert [s.until for s in stretches(postmortem)] == ["e1", "e2", "e3"]
    assert (minutes(postmortem, "outage"), minutes(postmortem, "degraded")) == (30, 10)


def test_impact_after_mitigation_is_a_degradation_by_default() -> None:
    postmortem = incident(("14:10", "started", ""), ("14:30", "mitigated", "20%"), ("14:50", "resolved", ""))
    assert stretches(postmortem)[1].effect is Degradation.DEGRADED_PERFORMANCE
    said = postmortem.timeline[1].model_copy(update={"effect": Degradation.PARTIAL_OUTAGE, "failing_of": ShareOf.USERS})
    postmortem = postmortem.model_copy(update={"timeline": (postmortem.timeline[0], said, postmortem.timeline[2])})
    assert (stretches(postmortem)[1].effect, stretches(postmortem)[1].of) == (
        Degradation.PARTIAL_OUTAGE,
        ShareOf.USERS,
    )
    assert minutes(postmortem, "outage") == 40


def test_a_relapse_counts_without_the_time_between() -> None:
    postmortem = incident(
        ("14:00", "started", ""), ("14:20", "resolved", ""), ("15:00", "started", ""), ("15:10", "resolved", "")
    )
    assert minutes(postmortem, "duration") == 30
    assert minutes(postmortem, "time_to_resolve") == 70
    assert marked(postmortem).at[Milestone.RESOLVED] == at(70)
    assert not [words for words in hints(postmortem).values() if "marked" in str(words)]


def test_each_impact_period_has_its_own_mitigation() -> None:
    postmortem = incident(
        ("14:00", "started", ""), ("14:10", "mitigated", ""), ("14:20", "resolved", ""),
        ("15:00", "started", "100%"), ("15:30", "mitigated", "20%"), ("16:00", "resolved", ""),
    )  # fmt: skip
    assert (minutes(postmortem, "outage"), minutes(postmortem, "degraded")) == (40, 40)
    assert minutes(postmortem, "mitigate_to_resolve") == 40
    assert minutes(postmortem, "rto") == 120
    assert "2 impact periods with 40 min without impact" in compute(postmortem)["rto"].formula


def test_a_relapse_in_the_same_minute_is_a_second_impact_period() -> None:
    postmortem = incident(
        ("14:00", "started", ""), ("14:20", "resolved", ""), ("14:20", "started", ""), ("14:40", "resolved", "")
    )
    assert minutes(postmortem, "duration") == 40


def test_a_blank_row_covers_the_impact_periods_but_not_the_time_between() -> None:
    rows = by_hand(("", "", "15%", "eu"))
    postmortem = incident(
        ("14:00", "started", ""), ("14:20", "resolved", ""), ("16:00", "started", ""), ("16:10", "resolved", ""),
        impact={"segments": rows},
    )  # fmt: skip
    assert minutes(postmortem, "duration") == 30


def test_an_ongoing_impact_is_pending_regardless_of_manual_rows() -> None:
    rows = by_hand(("14:10", "14:20", "5%", "eu"))
    figures = compute(incident(("14:00", "started", "100%"), impact={"segments": rows, "budget": {"slo": "99.9%"}}))
    assert figures["duration"].state is FigureState.PENDING
    assert figures["slo_result"].state is FigureState.PENDING


def test_an_impact_of_zero_minutes_uses_no_budget() -> None:
    figures = compute(
        incident(("14:00", "started", ""), ("14:00", "resolved", ""), impact={"budget": {"slo": "99.9%"}})
    )
    assert figures["duration"].value == timedelta()
    assert str(figures["budget_consumed"].value).startswith("0%")
    assert figures["sla_uptime"].value == "100% in March 2026"


@pytest.mark.parametrize(("share", "percent"), [("10-20%", 15), ("about 15%", 15), ("~15 %", 15)])
def test_a_failure_rate_can_be_a_range_or_an_estimate(share: str, percent: int) -> None:
    assert whole(incident(("14:00", "started", share), ("15:00", "resolved", ""))) == [(0, 60, percent)]


def test_an_unreadable_failure_rate_is_reported() -> None:
    postmortem = incident(("14:00", "started", "100%"), ("14:10", "", "lots"), ("15:00", "resolved", ""))
    assert "isn't a percentage" in problems(postmortem)["e1"]


def test_a_failure_rate_from_before_the_start_applies() -> None:
    postmortem = incident(
        ("13:58", "", "15%"), ("14:00", "started", ""), ("14:30", "", "50%"), ("15:00", "resolved", "")
    )
    assert whole(postmortem) == [(0, 30, 15), (30, 60, 50)]


def test_an_assumed_failure_rate_is_named_in_the_formula() -> None:
    postmortem = incident(("14:00", "started", ""), ("14:50", "", "5%"), ("15:00", "resolved", ""))
    assert "100% assumed for part of it" in compute(postmortem)["availability"].formula
    rows = by_hand(("14:00", "14:10", "5%", "eu"))
    left = incident(("14:00", "started", ""), ("15:00", "resolved", ""), impact={"segments": rows})
    assert "the rest of the incident isn't counted" in compute(left)["availability"].formula


def test_a_row_outside_the_incident_is_reported() -> None:
    rows = by_hand(("03:00", "04:30", "5%", "eu"))
    postmortem = incident(("14:00", "started", ""), ("15:00", "resolved", ""), impact={"segments": rows})
    assert "beyond the incident" in problems(postmortem)["s0"]


def test_an_ongoing_relapse_asks_for_its_end() -> None:
    postmortem = incident(("14:00", "started", ""), ("14:20", "resolved", ""), ("15:00", "started", ""))
    figure = compute(postmortem)["duration"]
    assert figure.state is FigureState.PENDING
    assert "started again at 15:00" in figure.formula
    assert "started again" in str(hints(postmortem)["e2"])


def test_of_two_resolutions_the_first_ends_it() -> None:
    postmortem = incident(("14:00", "started", ""), ("14:20", "resolved", ""), ("14:40", "resolved", ""))
    assert minutes(postmortem, "duration") == 20
    assert "the earliest one counts" in str(hints(postmortem)["e2"])


def test_a_range_that_resolves_does_so_at_its_end() -> None:
    rows = [
        {"id": "a", "at": at(0), "until": at(5), "milestones": ["started"]},
        {"id": "b", "at": at(20), "until": at(30), "milestones": ["resolved"]},
    ]
    assert minutes(Postmortem.model_validate({"timeline": rows}), "duration") == 30


# -- by hand -----------------------------------------------------------------------------------------------------------


def test_the_largest_rate_counts_where_rows_of_services_overlap() -> None:
    rows = by_hand(("14:00", "14:40", "30%", "eu"), ("14:20", "15:00", "80%", "us"))
    postmortem = incident(impact={"segments": rows})
    assert whole(postmortem) == [(0, 20, 30), (20, 60, 80)]
    assert problems(postmortem) == {}
    assert minutes(postmortem, "duration") == 60


def test_manual_rows_replace_an_assumed_rate_and_add_to_a_given_one() -> None:
    rows = by_hand(("14:10", "14:20", "50%", "eu"))
    assumed = incident(("14:00", "started", ""), ("15:00", "resolved", ""), impact={"segments": rows})
    assert whole(assumed) == [(10, 20, 50)]
    given_ = incident(("14:00", "started", "10%"), ("15:00", "resolved", ""), impact={"segments": rows})
    assert whole(given_) == [(0, 10, 10), (10, 20, 50), (20, 60, 10)]


def test_blank_times_are_those_of_the_incident() -> None:
    rows = by_hand(("", "", "15%", "checkout"))
    assert whole(incident(("14:05", "started", ""), ("14:45", "resolved", ""), impact={"segments": rows})) == [
        (5, 45, 15)
    ]


def test_a_bad_row_is_reported_and_the_others_count() -> None:
    rows = by_hand(
        ("14:00", "14:40", "30%", "eu"),
        ("14:30", "14:50", "10%", "eu"),
        ("15:00", "14:00", "", "us"),
        ("14:00", "14:10", "150%", "us"),
        ("14:00", "", "5%", "us"),
    )
    found = problems(incident(impact={"segments": rows}))
    assert "overlaps" in found["s1"].lower()
    assert "ends before it starts" in found["s2"]
    assert "150%" in found["s3"]
    assert "resolved" in found["s4"]
    assert minutes(incident(impact={"segments": rows}), "duration") == 50


# -- laws --------------------------------------------------------------------------------------------------------------

shares = st.integers(0, 100).map(lambda percent: Decimal(percent) / 100)
parts = st.tuples(st.integers(0, 500), st.integers(1, 300), shares).map(
    lambda p: Segment(at(p[0]), at(p[0] + p[1]), p[2])
)


@given(st.lists(parts, max_size=12))
def test_the_union_is_the_largest_rate_at_each_moment(segments: list[Segment]) -> None:
    joined = union(segments)
    for minute in range(0, 801, 7):
        moment = at(minute)
        expected = max((s.share for s in segments if s.start <= moment < s.end), default=None)
        actual = [s.share for s in joined if s.start <= moment < s.end]
        assert actual == ([] if expected is None else [expected])


@given(st.lists(parts, min_size=1, max_size=12))
def test_the_union_never_exceeds_the_span_and_never_overlaps(segments: list[Segment]) -> None:
    joined = union(segments)
    span = max(s.end for s in segments) - min(s.start for s in segments)
    assert sum((s.length for s in joined), timedelta()) <= span
    assert all(first.end <= second.start for first, second in zip(joined, joined[1:], strict=False))
    assert union(joined) == joined


@given(st.lists(parts, min_size=1, max_size=8), st.integers(1, 299))
def test_splitting_a_segment_changes_nothing(segments: list[Segment], minute: int) -> None:
    first = segments[0]
    cut = first.start + timedelta(minutes=minute)
    if not first.start < cut < first.end:
        return
    split = [Segment(first.start, cut, first.share), Segment(cut, first.end, first.share), *segments[1:]]
    assert union(split) == union(segments)


# -- the impact chart --------------------------------------------------------------------------------------------------


def test_the_impact_chart_is_to_scale_and_readable_without_color() -> None:
    segments = [Segment(at(0), at(30), Decimal(1)), Segment(at(30), at(60), Decimal("0.5"))]
    lines = draw_steps(segments, 46, 4, UTC)
    assert lines == [
        "100% " + "█" * 20,
        "     " + "█" * 20,
        " 50% " + "█" * 40,
        "  0% " + "█" * 40,
        "     14:00" + " " * 30 + "15:00",
    ]


@pytest.mark.parametrize(
    ("width", "axis"), [(26, "14:00          14:00"), (46, "Mar 7 14:00                  Mar 8 14:00")]
)
def test_the_axis_has_dates_if_there_is_room(width: int, axis: str) -> None:
    assert draw_steps([Segment(at(0), at(1440), Decimal(1))], width, 2, UTC)[-1].strip() == axis


def test_each_service_has_its_line() -> None:
    rows = by_hand(("14:00", "14:30", "100%", "eu"), ("14:30", "15:00", "20%", "us"))
    found = impacted(*(lambda p: (p, marked(p)))(incident(impact={"segments": rows})))
    lines = draw_services(found.stretches, found.union, 55, 4)
    assert lines == ["eu            " + "█" * 20, "us            " + " " * 20 + "▒" * 20]


@given(st.lists(parts, max_size=10), st.integers(0, 120), st.integers(1, 8))
def test_the_impact_chart_never_exceeds_its_width(segments: list[Segment], width: int, height: int) -> None:
    lines = draw_steps(union(segments), width, height, UTC)
    assert all(len(line) <= width for line in lines)
    assert len(lines) in (0, height + 1)
