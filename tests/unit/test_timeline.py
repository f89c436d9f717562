"""What follows from a timeline: where events go, what looks odd, how it's drawn, how it's printed."""

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
from pmtui.timeline.charts import draw_timeline
from pmtui.timeline.entry_line import read_line
from pmtui.timeline.hints import hints
from pmtui.timeline.ordering import in_order, place_for, shifting, sorting

START = datetime(2025, 10, 25, 14, 0, tzinfo=UTC)


def at(minutes: float) -> str:
    return (START + timedelta(minutes=minutes)).isoformat()


def postmortem(*events: dict[str, Any], zone: str = "UTC") -> Postmortem:
    rows = [{"id": f"e{number}", "event": f"event {number}", **event} for number, event in enumerate(events)]
    return Postmortem.model_validate({"incident": {"date": "2025-10-25", "timezone": zone}, "timeline": rows})


def test_an_event_goes_behind_all_before_it_and_what_hangs_on_them() -> None:
    timeline = postmortem({"at": at(0)}, {}, {"at": at(10)}, {"at": at(10)}, {}).timeline
    assert [place_for(timeline, START + timedelta(minutes=m)) for m in (-5, 0, 5, 10, 20)] == [0, 2, 2, 5, 5]


@given(st.lists(st.one_of(st.none(), st.integers(0, 50)), max_size=12))
def test_sorting_puts_all_in_order_and_keeps_what_hangs_together(minutes: list[int | None]) -> None:
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
            {"e2": "2 d 2 h after the previous event"},
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
def test_what_looks_odd_is_said_at_its_row(events: list[dict[str, Any]], words: dict[str, str]) -> None:
    found = hints(postmortem(*events))
    assert set(found) == set(words)
    assert all(text in found[key] for key, text in words.items())


def test_a_time_that_is_off_by_the_zone_s_offset_is_said_to_be() -> None:
    found = hints(postmortem({"at": at(0)}, {"at": at(-115)}, {"at": at(10)}, zone="Europe/Berlin"))
    assert "Wrong time zone?" in found["e1"]


def test_the_strip_is_to_scale_and_readable_without_colour() -> None:
    record = postmortem(
        {"at": at(0), "milestones": ["started"]},
        {"at": at(10), "milestones": ["detected"], "failing": "50%"},
        {"at": at(20), "failing": "20%"},
        {"at": at(40), "milestones": ["resolved"]},
    )
    assert draw_timeline(record, 41, ZoneInfo("UTC"), START + timedelta(minutes=30)) == [
        "S         D                             R",
        "██████████▓▓▓▓▓▓▓▓▓▓▒▒▒▒▒▒▒▒▒▒◆▒▒▒▒▒▒▒▒▒▒",
        "14:00                               14:40",
    ]
    assert draw_timeline(postmortem({"at": at(0)}), 41, UTC) == []


def test_what_lies_far_outside_doesn_t_flatten_the_incident() -> None:
    record = postmortem(
        {"at": at(0), "milestones": ["started"]}, {"at": at(40), "milestones": ["resolved"]}, {"at": at(40_000)}
    )
    marks = draw_timeline(record, 61, ZoneInfo("UTC"))[0]
    assert marks.index("R") - marks.index("S") == 40


@pytest.mark.parametrize(
    ("zone", "lines", "minutes"),
    [
        ("Europe/Berlin", ["2025-10-26 02:30 CEST a", "2025-10-26 02:30 CET b"], 60),  # an hour that comes twice
        ("Europe/Berlin", ["2025-03-30 01:50 a", "2025-03-30 03:10 b"], 20),  # an hour that isn't there
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


def test_ranges_about_and_late_knowledge_are_printed() -> None:
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
