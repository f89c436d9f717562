"""Edits of events by the timeline's keys: nothing entered is lost, and no figure changes by itself."""

import itertools
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from pmtui.errors import EntryError
from pmtui.figures.compute import compute
from pmtui.figures.milestones import marked
from pmtui.model.edit import AnyEdit, as_one
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Milestone
from pmtui.parsing.days import Around
from pmtui.session.session import Session
from pmtui.session.timeline_edits import adding, copying, joinable, marking, merge_events_edits, sharing, splitting
from pmtui.template import lookup
from pmtui.timeline.display_zones import next_zone
from pmtui.timeline.entry_line import read_line
from pmtui.timeline.hints import hints
from pmtui.timeline.ordering import shifting
from pmtui.timeline.trace import three_lines


def session_of(events: list[dict[str, Any]], **more: Any) -> Session:
    record = Postmortem.model_validate({"timeline": events, "incident": {"date": "2026-07-07"}} | more)
    numbers = itertools.count(1)
    return Session(
        record, lookup.load("outage"), "outage", Path("d.toml"), lambda: date(2026, 7, 9), lambda: f"n{next(numbers)}"
    )


def do(session: Session, edits: Sequence[AnyEdit]) -> Postmortem:
    session.apply(as_one(list(edits)), "timeline")
    return session.postmortem


def test_a_joined_event_has_the_time_of_the_one_that_has_any() -> None:
    session = session_of([
        {"id": "a", "event": "one"},
        {"id": "b", "event": "two", "at": "2026-07-07T14:32:00Z", "until": "2026-07-07T15:00:00Z", "approximate": True,
         "failing": "10%", "failing_of": "users", "effect": "partial_outage", "learned": "2026-07-08T10:00:00Z"},
    ])  # fmt: skip
    before = session.postmortem.timeline[1]
    (event,) = do(session, merge_events_edits(session, session.postmortem.timeline)).timeline
    assert event == before.model_copy(update={"id": "a", "event": "one\ntwo"})


def test_joining_moves_no_milestone() -> None:
    session = session_of([
        {"id": "s", "event": "start", "at": "2026-07-07T13:00:00Z", "milestones": ["started"]},
        {"id": "a", "event": "one", "at": "2026-07-07T14:00:00Z"},
        {"id": "b", "event": "two", "at": "2026-07-07T14:32:00Z", "milestones": ["resolved"]},
    ])  # fmt: skip
    before = compute(session.postmortem)["duration"].value
    after = do(session, merge_events_edits(session, session.postmortem.timeline[1:]))
    assert len(after.timeline) == 2
    assert compute(after)["duration"].value == before


def test_a_merged_event_has_one_failure_rate_with_its_unit() -> None:
    session = session_of([
        {"id": "a", "event": "one", "at": "2026-07-07T14:00:00Z", "failing": "10%"},
        {"id": "b", "event": "two", "at": "2026-07-07T14:05:00Z", "failing": "50%", "failing_of": "users"},
    ])  # fmt: skip
    (event,) = do(session, merge_events_edits(session, session.postmortem.timeline)).timeline
    assert (event.failing, event.failing_of) == ("10%", None)


def test_evidence_follows_a_merged_event_and_a_time_clears_its_mark() -> None:
    tree = [{"id": "c", "text": "why", "strand": "happened", "evidence": ["event:b", "a note", "event:a"]}]
    events = [{"id": "a", "event": "one"}, {"id": "b", "event": "two", "at": "2026-07-07T14:32:00Z"}]
    marks = {"timeline.a.at": {"kind": "unknown", "note": ""}}
    session = session_of(events, causes={"tree": tree}, marks=marks)
    after = do(session, merge_events_edits(session, session.postmortem.timeline))
    assert after.causes.tree[0].evidence == ("event:a", "a note")
    assert not after.marks


def test_a_split_event_keeps_its_approximate_or_unknown_time() -> None:
    session = session_of([
        {"id": "a", "event": "one; two", "at": "2026-07-07T14:00:00Z", "approximate": True},
        {"id": "b", "event": "three; four"},
    ], marks={"timeline.b.at": {"kind": "unknown", "note": "no log"}})  # fmt: skip
    do(session, splitting(session, 0))
    after = do(session, splitting(session, 2))
    assert [(event.event, event.approximate) for event in after.timeline[:2]] == [("one", True), ("two", True)]
    assert after.marks[f"timeline.{after.timeline[3].id}.at"] == after.marks["timeline.b.at"]


def test_an_event_splits_at_its_text_then_at_its_details_if_it_has_any() -> None:
    details = session_of([{"id": "a", "event": "one", "details": ["two", "three"]}])
    after = do(details, splitting(details, 0))
    assert [(event.event, event.details) for event in after.timeline] == [("one", ()), ("two", ()), ("three", ())]
    assert splitting(session_of([{"id": "a", "event": "one"}]), 0) == []


@pytest.mark.parametrize("by", [timedelta(days=-30_000), timedelta(days=400_000), timedelta(days=2_000_000)])
def test_no_event_is_shifted_out_of_time(by: timedelta) -> None:
    session = session_of([{"id": "a", "event": "one", "at": "2026-07-07T14:00:00Z"}])
    with pytest.raises(EntryError, match="year"):
        shifting(session.postmortem.timeline, by)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """A machine whose zone a test sets."""
    yield monkeypatch
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("zone", "own", "hours"),
    [
        ("America/New_York", "Europe/Berlin", [13, 9, 15]),  # summer there and here, whatever the season is now
        ("UTC", "Europe/Berlin", [13, 15, 13]),
        ("Europe/Berlin", "Europe/Berlin", [13, 15, 13]),
        ("Europe/Paris", "UTC", [15, 13, 15]),
        ("UTC", "UTC", [13, 13, 13]),
    ],
)
def test_the_zones_shown_cycle_without_repeats(
    machine: pytest.MonkeyPatch, zone: str, own: str, hours: list[int]
) -> None:
    machine.setenv("TZ", zone)
    time.tzset()
    record = session_of(
        [{"id": "a", "event": "one", "at": "2026-07-07T13:00:00Z"}], incident={"date": "2026-07-07", "timezone": own}
    ).postmortem
    at = datetime(2026, 7, 7, 13, tzinfo=UTC)
    shown = None
    for hour in hours:
        shown = next_zone(record, shown)
        assert at.astimezone(shown or ZoneInfo(own)).hour == hour


# -- several milestones on one event -----------------------------------------------------------------------------------


def marked_event(name: str, clock: str, *milestones: str, until: str = "") -> dict[str, Any]:
    row = {"id": name, "event": name, "milestones": list(milestones)}
    times = {key: f"2026-07-07T{at}:00Z" for key, at in (("at", clock), ("until", until)) if at}
    return {**row, **times}


def of(session: Session, index: int) -> tuple[str, ...]:
    return tuple(milestone.value for milestone in session.postmortem.timeline[index].milestones)


def test_a_milestone_is_added_to_all_and_cleared_if_all_have_it() -> None:
    session = session_of([marked_event("a", "14:00", "started"), marked_event("b", "14:05")])
    for wanted in ([("started", "detected"), ("detected",)], [("started",), ()]):
        session.apply(as_one(marking(session.postmortem.timeline, Milestone.DETECTED)), "timeline")
        assert [of(session, 0), of(session, 1)] == wanted
    session.apply(as_one(marking(session.postmortem.timeline, Milestone.RESOLVED)), "timeline")
    session.apply(as_one(marking(session.postmortem.timeline, None)), "timeline")
    assert [of(session, 0), of(session, 1)] == [(), ()]


def test_joined_events_have_the_milestones_of_all() -> None:
    session = session_of([marked_event("a", "14:00", "resolved"), marked_event("b", "14:00", "mitigated", "resolved")])
    events = session.postmortem.timeline
    assert joinable(events, events) == ""
    session.apply(as_one(merge_events_edits(session, events)), "timeline")
    assert of(session, 0) == ("mitigated", "resolved")


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        (("14:00", "detected"), ("14:02", "acknowledged"), "would move 'acknowledged'"),
        (("14:00", "detected"), ("14:02", "detected"), ""),
        (("14:00",), ("14:02", "acknowledged"), ""),
        (("14:00", "detected"), ("", "acknowledged"), ""),
        (("", "detected"), ("14:02",), ""),
        (("", "detected"), ("", "acknowledged"), ""),
    ],
)
def test_joining_never_moves_a_milestone_in_time(first: tuple[str, ...], second: tuple[str, ...], word: str) -> None:
    session = session_of([marked_event("a", *first), marked_event("b", *second)])
    problem = joinable(session.postmortem.timeline, session.postmortem.timeline)
    assert word in problem
    assert bool(problem) is bool(word)


def test_a_split_event_keeps_its_milestones_in_its_first_part_and_a_copy_has_none() -> None:
    row = {**marked_event("a", "14:00", "mitigated", "resolved"), "event": "Service back; incident over"}
    session = session_of([row])
    session.apply(as_one(splitting(session, 0)), "timeline")
    assert [of(session, 0), of(session, 1)] == [("mitigated", "resolved"), ()]
    _, edits = copying(session, session.postmortem.timeline[0], 0)
    session.apply(as_one(edits), "timeline")
    assert of(session, 1) == ()


def test_a_failure_rate_sets_and_clears_only_its_own_milestone() -> None:
    session = session_of([marked_event("a", "14:00"), marked_event("b", "14:05", "mitigated")])
    for index in (0, 1):
        session.apply(as_one(sharing(session.postmortem.timeline[index], "15%")), "timeline")
    assert [of(session, 0), of(session, 1)] == [("severity_changed",), ("mitigated",)]
    session.apply(as_one(marking(session.postmortem.timeline[:1], Milestone.DETECTED)), "timeline")
    session.apply(as_one(sharing(session.postmortem.timeline[0], "")), "timeline")
    assert of(session, 0) == ("detected",)


def test_milestones_of_a_range_are_reached_at_its_beginning_or_its_end() -> None:
    session = session_of([marked_event("a", "14:00", "started", "resolved", until="14:30")])
    (spell,) = marked(session.postmortem).spells
    assert spell.start is not None and spell.end is not None
    assert spell.end - spell.start == timedelta(minutes=30)
    assert not hints(session.postmortem)


def test_the_letters_of_one_event_are_in_order_on_the_chart() -> None:
    rows = [
        marked_event("a", "14:00", "started", "detected"),
        marked_event("b", "14:30", "identified", "mitigation_started"),
        marked_event("c", "15:00", "mitigated", "resolved", "closed"),
    ]
    line = "".join(piece.text for piece in three_lines(session_of(rows).postmortem, 40, UTC)[0])
    assert line.split() == ["SD", "IF", "MRC"]
    assert (line.index("SD"), line.index("MRC")) == (0, 37)


# -- what the entry line adds ------------------------------------------------------------------------------------------

NOW = datetime(2026, 7, 9, 12, tzinfo=UTC)


def added(session: Session, text: str, below: int | None = None, day: date | None = date(2026, 7, 7)) -> Postmortem:
    line = read_line(text, Around(ZoneInfo("UTC"), day, None, NOW))
    return do(session, adding(session, line, below)[1])


@pytest.mark.parametrize(
    ("text", "below", "order"),
    [
        ("14:05 New", 0, ["a", "b", "n1", "c"]), ("14:00 New", 0, ["a", "b", "n1", "c"]),
        ("13:00 New", 2, ["n1", "a", "b", "c"]),
        ("15:00 New", None, ["a", "b", "c", "n1"]), ("New", 0, ["a", "n1", "b", "c"]),
        ("New", 1, ["a", "b", "n1", "c"]),
        ("New", None, ["a", "b", "c", "n1"]),
    ],
)  # fmt: skip
def test_a_new_event_goes_where_its_time_or_the_selection_says(text: str, below: int | None, order: list[str]) -> None:
    session = session_of([
        {"id": "a", "event": "one", "at": "2026-07-07T14:00:00Z"}, {"id": "b", "event": "after one"},
        {"id": "c", "event": "two", "at": "2026-07-07T14:10:00Z"},
    ])  # fmt: skip
    found = added(session, text, below)
    assert [event.id for event in found.timeline] == order
    assert next(event for event in found.timeline if event.id == "n1").event == "New"


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("14:05 A | B", ("2026-07-07T14:05", None, None, "A", "B")),
        ("~14:05 A", ("2026-07-07T14:05", None, True, "A", "")),
        ("14:05-14:20 A", ("2026-07-07T14:05", "2026-07-07T14:20", None, "A", "")), ("A", (None, None, None, "A", "")),
    ],
)  # fmt: skip
def test_a_new_event_has_what_the_line_says_of_it(text: str, event: tuple[Any, ...]) -> None:
    (found,) = added(session_of([]), text).timeline
    times = [moment and f"{moment:%Y-%m-%dT%H:%M}" for moment in (found.at, found.until)]
    assert (*times, found.approximate, found.event, found.action) == event


def test_a_time_that_nobody_knows_is_marked_and_one_that_waits_for_its_day_is_kept() -> None:
    session = session_of([])
    assert added(session, "A").marks == {}
    assert list(added(session, "?? B").marks) == ["timeline.n2.at"]
    waiting = session_of([], incident={})
    found = added(waiting, "14:05 A", day=None)
    assert (found.timeline[0].at, list(found.typed.values()), found.marks) == (None, ["14:05"], {})
    assert found.incident.date is None


@pytest.mark.parametrize(
    ("text", "known", "events", "day"),
    [
        ("2026-07-05 14:05 A", None, [], date(2026, 7, 5)), ("2026-07-05 14:05 A", "2026-07-07", [], date(2026, 7, 7)),
        ("2026-07-05 14:05 A", None, [{"id": "a", "at": "2026-07-01T10:00:00Z"}], None),
        ("2026-07-05 14:05 A", None, [{"id": "a"}], date(2026, 7, 5)), ("5 July 14:05 A", None, [], None),
        ("A", None, [], None),
    ],
)  # fmt: skip
def test_the_first_full_date_is_the_incident_s(
    text: str, known: str | None, events: list[Any], day: date | None
) -> None:
    session = session_of(events, incident={"date": known})
    found = added(session, text, day=date.fromisoformat(known) if known else None)
    assert found.incident.date == day


def milestones(session: Session) -> list[list[str]]:
    return [[milestone.value for milestone in event.milestones] for event in session.postmortem.timeline]


def test_a_milestone_is_added_to_all_or_removed_from_all() -> None:
    session = session_of([
        {"id": "a", "event": "one", "milestones": ["detected"]}, {"id": "b", "event": "two", "milestones": ["started"]},
    ])  # fmt: skip
    do(session, marking(session.postmortem.timeline, Milestone.DETECTED))
    assert milestones(session) == [["detected"], ["started", "detected"]]
    do(session, marking(session.postmortem.timeline, Milestone.DETECTED))
    assert milestones(session) == [[], ["started"]]
    assert len(marking(session.postmortem.timeline, None)) == 1
    do(session, marking(session.postmortem.timeline, None))
    assert milestones(session) == [[], []]


@pytest.mark.parametrize(
    ("before", "rate", "after"),
    [
        ([], "40%", ["severity_changed"]), (["started"], "40%", ["started"]), (["severity_changed"], " ", []),
        (["started", "severity_changed"], "", ["started"]), (["started"], "", ["started"]), ([], "", []),
    ],
)  # fmt: skip
def test_a_failure_rate_marks_the_change_of_severity(before: list[str], rate: str, after: list[str]) -> None:
    session = session_of([{"id": "a", "event": "one", "milestones": before, "failing": "10%"}])
    do(session, sharing(session.postmortem.timeline[0], rate))
    assert milestones(session) == [after]
    assert session.postmortem.timeline[0].failing == rate.strip()
