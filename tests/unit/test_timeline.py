"""The timeline: where events go, problems, the chart, the printed form."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.figures.compute import compute
from pmtui.model.edit import apply
from pmtui.model.postmortem import Postmortem
from pmtui.parsing.days import Around
from pmtui.template.parse import parse
from pmtui.template.render import print_document
from pmtui.timeline.entry_line import read_line
from pmtui.timeline.hints import hints
from pmtui.timeline.ordering import in_order, place_for, shifting, sorting

START = datetime(2025, 10, 25, 14, 0, tzinfo=UTC)


def at(minutes: float) -> str:
    return (START + timedelta(minutes=minutes)).isoformat()


def postmortem(*events: dict[str, Any], zone: str = "UTC") -> Postmortem:
    rows = [{"id": f"e{number}", "event": f"event {number}", **event} for number, event in enumerate(events)]
    return Postmortem.model_validate({"incident": {"date": "2025-10-25", "timezone": zone}, "timeline": rows})


def test_an_event_is_placed_after_all_earlier_ones_and_their_undated_rows() -> None:
    timeline = postmortem({"at": at(0)}, {}, {"at": at(10)}, {"at": at(10)}, {}).timeline
    assert [place_for(timeline, START + timedelta(minutes=m)) for m in (-5, 0, 5, 10, 20)] == [0, 2, 2, 5, 5]


@given(st.lists(st.one_of(st.none(), st.integers(0, 50)), max_size=12))
def test_sorting_is_by_time_and_keeps_undated_rows_with_their_event(minutes: list[int | None]) -> None:
    before = postmortem(*({"at": at(m)} if m is not None else {} for m in minutes))
    after = before
    for move in sorting(before.timeline):
        after = apply(after, move)
    assert list(after.timeline) == in_order(before.timeline)
    times = [event.at for event in after.timeline if event.at is not None]
    assert times == sorted(times)
    assert sorting(after.timeline) == []


def test_shifting_moves_a_time_and_its_end() -> None:
    before = postmortem({"at": at(0), "until": at(10)}, {})
    after = before
    for edit in shifting(before.timeline, timedelta(hours=-2)):
        after = apply(after, edit)
    assert (after.timeline[0].at, after.timeline[0].until) == (
        START - timedelta(hours=2),
        START - timedelta(minutes=110),
    )


@pytest.mark.parametrize(
    ("events", "words"),
    [
        (
            [{"at": at(0), "milestones": ["started"]}, {"at": at(47)}, {"at": at(50), "milestones": ["resolved"]}],
            {"e1": "47 min after the previous event"},
        ),
        ([{"at": at(10)}, {"at": at(0)}], {"e1": "Earlier than the row above"}),
        (
            [{"at": at(0), "milestones": ["started"]}, {"at": at(0)}, {"at": at(3000)}],
            {"e2": "7 h of working hours after the previous event"},
        ),
        (
            [{"at": at(-3000)}, {"at": at(0), "milestones": ["started"]}],
            {"e0": "before the impact: is the date right?"},
        ),
        ([{"at": at(0), "event": "Same"}, {"at": at(0), "event": "same "}], {"e1": "Same as row 1."}),
        (
            [{"at": at(0), "milestones": ["detected"]}, {"at": at(5), "milestones": ["started"]}],
            {"e0": "but 'impact started' comes after it"},
        ),
        (
            [{"at": at(0), "milestones": ["detected"]}, {"at": at(5), "milestones": ["detected"]}],
            {"e1": "the earliest one counts"},
        ),
        ([{"at": at(0)}, {"at": at(10)}, {}], {}),
    ],
)
def test_a_problem_is_reported_at_its_row(events: list[dict[str, Any]], words: dict[str, str]) -> None:
    found = hints(postmortem(*events))
    assert set(found) == set(words)
    assert all(text in str(found[key]) for key, text in words.items())


def test_a_time_that_is_off_by_the_zones_offset_is_reported() -> None:
    found = hints(postmortem({"at": at(0)}, {"at": at(-115)}, {"at": at(10)}, zone="Europe/Berlin"))
    assert "Wrong time zone?" in str(found["e1"])


S, R, D, C = ({"milestones": [name]} for name in ("started", "resolved", "detected", "closed"))
GAP, ORDER, LATE, EARLY = "after the previous event", "Earlier than the row", "after the end", "before the impact"


@pytest.mark.parametrize(
    ("events", "words"),
    [
        # half an hour without an event
        ([{"at": at(0), **S}, {"at": at(30)}], {}),
        ([{"at": at(0), **S}, {"at": at(31)}], {"e1": GAP}),
        ([{"at": at(0), "until": at(20), **S}, {"at": at(50), **R}], {}),
        ([{"at": at(0), "until": at(20), **S}, {"at": at(51), **R}], {"e1": GAP}),
        ([{"at": at(0)}, {"at": at(51)}], {}),  # without an impact, there's nothing to miss
        ([{"at": at(-40)}, {"at": at(0), **S}, {"at": at(9), **R}, {"at": at(50)}], {}),
        ([{"at": at(-40)}, {"at": at(0), **S}, {"at": at(31), **R}], {"e2": GAP}),
        # a whole night without an event: only the working hours around it count (at(0) is a Saturday, 14:00)
        ([{"at": at(0), **S}, {"at": at(30)}, {"at": at(2 * 1440 - 290), **R}], {}),
        ([{"at": at(2 * 1440 + 210), **S}, {"at": at(3 * 1440 - 300), **R}], {}),
        ([{"at": at(2 * 1440 + 210), **S}, {"at": at(3 * 1440 - 299), **R}], {"e1": "31 min of working hours"}),
        ([{"at": at(2 * 1440 + 600), **S}, {"at": at(3 * 1440 - 480), **R}], {"e1": GAP}),  # midnight to 6:00
        # a day after the end, or before the start
        ([{"at": at(0), **R}, {"at": at(1440)}], {}),
        ([{"at": at(0), **R}, {"at": at(1441)}], {"e1": LATE}),
        ([{"at": at(0), **R}, {"at": at(10), **C}, {"at": at(1450)}], {}),
        ([{"at": at(0), **R}, {"at": at(10), **C}, {"at": at(1451)}], {"e2": LATE}),
        ([{"at": at(-1440)}, {"at": at(0), **S}], {}),
        ([{"at": at(-1441)}, {"at": at(0), **S}], {"e0": EARLY}),
        # order and twins
        ([{"at": at(0)}, {"at": at(0)}, {"at": at(-1)}], {"e2": ORDER}),
        ([{"at": at(0), "event": "x"}, {"at": at(1), "event": "x"}, {"at": at(1), "event": " X "}],
         {"e2": "Same as row 2."}),
        ([{"at": at(0), "event": "x"}, {"at": at(0), "event": "x"}, {"at": at(0), "event": "x"}],
         {"e1": "Same as row 1.", "e2": "Same as row 1."}),
        ([{"at": at(0), "event": " "}, {"at": at(0), "event": " "}], {}),
        # milestones: the same instant isn't a conflict; a fix may come before its cause is known
        ([{"at": at(0), **D}, {"at": at(0), **S}], {}),
        ([{"at": at(0), "milestones": ["mitigated"]}, {"at": at(1), "milestones": ["identified"]}], {}),
        ([{"at": at(0), "milestones": ["mitigated"]}, {"at": at(1), "milestones": ["acknowledged"]}], {}),
        ([{"at": at(0), **C}, {"at": at(1), "milestones": ["identified"]}], {"e0": "but 'identified' comes after it"}),
        ([{"at": at(0), **S}, {"at": at(1), "milestones": ["severity_changed"]},
          {"at": at(2), "milestones": ["severity_changed"]}], {}),
        # a relapse has its own milestones, and wants its own end
        ([{"at": at(0), **S}, {"at": at(5), **D}, {"at": at(9), **R}, {"at": at(20), **S}, {"at": at(25), **D},
          {"at": at(30), **R}], {}),
        ([{"at": at(0), **S}, {"at": at(5), **D}, {"at": at(9), **R}, {"at": at(20), **S}],
         {"e3": "The impact started again here"}),
        ([{"at": at(0), **S}, {"at": at(5), **D}, {"at": at(6), **D}, {"at": at(9), **R}, {"at": at(20), **S},
          {"at": at(25), **R}], {"e2": "the earliest one counts"}),
    ],
)  # fmt: skip
def test_where_each_hint_begins(events: list[dict[str, Any]], words: dict[str, str]) -> None:
    found = {key: str(hint) for key, hint in hints(postmortem(*events)).items()}
    assert {key: words[key] if words.get(key, "?") in text else text for key, text in found.items()} == words


@pytest.mark.parametrize(
    ("zone", "minutes", "is_of_zone"),
    [
        ("Europe/Berlin", (0, -120, 10), True), ("Europe/Berlin", (0, -121, 10), False),
        ("Europe/Berlin", (0, -110, 10), True), ("Europe/Berlin", (0, -109, 10), False),
        ("Europe/Berlin", (0, -61, 90), True), ("Europe/Berlin", (0, -60, 90), False),
        ("Europe/Berlin", (0, -61), True), ("UTC", (0, -120, 10), False),
        ("America/New_York", (0, -235, 10), True), ("America/New_York", (0, -115, 10), False),
    ],
)  # fmt: skip
def test_a_row_is_off_by_the_zones_offset_if_it_fits_between_its_neighbors(
    zone: str, minutes: tuple[int, ...], is_of_zone: bool
) -> None:
    said = str(hints(postmortem(*({"at": at(minute)} for minute in minutes), zone=zone))["e1"])
    assert ("Wrong time zone?" in said) is is_of_zone
    assert is_of_zone or ORDER in said


@pytest.mark.parametrize(("day", "is_odd"), [("2025-09-24", False), ("2025-09-23", True), ("2025-11-25", False)])
def test_the_incident_s_date_is_near_an_event(day: str, is_odd: bool) -> None:
    record = postmortem({"at": at(0)}, {"at": at(0)})
    moved = Postmortem.model_validate({**record.model_dump(), "incident": {"date": day}})
    assert [key for key, hint in hints(moved).items() if "No event is on the incident's date" in str(hint)] == (
        ["e0"] if is_odd else []
    )


@pytest.mark.parametrize(
    ("zone", "lines", "minutes"),
    [
        ("Europe/Berlin", ["2025-10-26 02:30 CEST a", "2025-10-26 02:30 CET b"], 60),  # an hour that comes twice
        ("Europe/Berlin", ["2025-03-30 01:50 a", "2025-03-30 03:10 b"], 20),  # an hour that the clocks skip
        ("UTC", ["2025-12-31 23:58 a", "00:10 b"], 12),
        ("Asia/Kolkata", ["2025-10-25 20:00 a", "14:45 UTC b"], 15),
        ("UTC", ["2025-10-24 22:00 a", "2025-10-27 11:30 b"], 61.5 * 60),
        ("UTC", ["2016-12-31 23:59:60 a", "2017-01-01 00:00:59 b"], 1),
    ],
)
def test_figures_are_of_instants(zone: str, lines: list[str], minutes: float) -> None:
    around = Around(ZoneInfo(zone), None, None, START)
    first = read_line(lines[0], around).reading
    assert first is not None
    last = read_line(lines[1], replace(around, before=first.at)).reading
    assert last is not None
    record = postmortem(
        {"at": str(first.at), "milestones": ["started"]}, {"at": str(last.at), "milestones": ["resolved"]}, zone=zone
    )
    assert compute(record)["duration"].value == timedelta(minutes=minutes)


def test_ranges_approximate_times_and_learned_later_are_printed() -> None:
    template = parse(
        '+++\ntitle = "T"\ndescription = "D"\n+++\n# T\n\n| Time | UTC | Event |\n|---|---|---|\n'
        "| {{ timeline.*.time }} | {{ timeline.*.utc }} | {{ timeline.*.event }} |\n",
        "t.md",
    )
    record = postmortem(
        {"at": at(0), "until": at(20), "approximate": True},
        {"at": at(30), "learned": at(600)},
        {"at": at(40), "learned": at(40)},
        zone="Europe/Berlin",
    )
    printed = print_document(template, record)
    assert "| ~16:00–16:20 | ~14:00–14:20 UTC | event 0 |" in printed
    assert "| 16:30 | 14:30 UTC | event 1 (learned later) |" in printed
    assert "| 16:40 | 14:40 UTC | event 2 |" in printed
