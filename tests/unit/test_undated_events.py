"""Times that wait for their day: kept however they are entered, and dated in one step that can be undone."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from pmtui.keys import KeyMap
from pmtui.model.edit import Set, as_one
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Status
from pmtui.review.reviewer import review
from pmtui.session import timeline_edits
from pmtui.session.session import Session
from pmtui.session.undated_events import give_days, readings
from pmtui.template import lookup
from pmtui.template.interview import interview
from pmtui.template.progress import Completeness
from pmtui.template.render import print_document
from pmtui.timeline.entry_line import read_line
from pmtui.timeline.event_times import around, waiting
from pmtui.timeline.ordering import place_for
from pmtui.timeline.paste import events_of, read_paste

TODAY = date(2026, 3, 20)


def draft(rows: Sequence[tuple[str, str | None, str]], **incident: str) -> Postmortem:
    """Return a postmortem with events: their id, instant and waiting time."""
    data: dict[str, Any] = {
        "incident": incident,
        "timeline": [{"id": name, "event": f"event {name}", **({"at": at} if at else {})} for name, at, _ in rows],
        "typed": {f"timeline.{name}.at": text for name, _, text in rows if text},
    }
    return Postmortem.model_validate(data)


def session(postmortem: Postmortem | None = None) -> Session:
    ids = count(1)
    template = lookup.load("outage")
    return Session(
        postmortem or Postmortem(), template, "outage", Path("d.toml"), lambda: TODAY, lambda: f"n{next(ids)}"
    )


def times(opened: Session) -> list[str]:
    zone = ZoneInfo(opened.postmortem.incident.timezone)
    typed = waiting(opened.postmortem)
    return [
        f"{event.at.astimezone(zone):%m-%d %H:%M}" if event.at else typed.get(event.id, "?")
        for event in opened.postmortem.timeline
    ]


def paste(opened: Session, text: str) -> None:
    lines = read_paste(text, around(opened.postmortem, None))
    opened.apply(as_one(timeline_edits.pasting(opened, events_of(lines))), "timeline")


def add(opened: Session, text: str) -> None:
    rows = opened.postmortem.timeline
    last = len(rows) - 1 if rows else None
    _, edits = timeline_edits.adding(opened, read_line(text, around(opened.postmortem, last)), last)
    opened.apply(as_one(edits), "timeline")


def date_it(opened: Session, day: str = "2026-03-07") -> str:
    opened.apply(Set(path="incident.date", value=day), "incident.date")
    return KeyMap().told(give_days(opened))


PASTE = "23:50 Deploy | rolled back\n~23:58 Alert\n00:40-00:50 Failover\n01:10 Recovered"


@pytest.mark.parametrize("way", [paste, add])
def test_times_get_their_day_with_the_date_past_midnight_too(way: Any) -> None:
    opened = session()
    for part in [PASTE] if way is paste else PASTE.split("\n"):
        way(opened, part)
    assert times(opened) == ["23:50", "~23:58", "00:40-00:50", "01:10"]
    assert [event.event for event in opened.postmortem.timeline] == ["Deploy", "Alert", "Failover", "Recovered"]
    assert not give_days(opened)
    words = date_it(opened)
    assert words.startswith("4 events now have the incident's date, 2026-03-07, the last one 2026-03-08.")
    assert words.endswith("Press Ctrl+Z to undo.")
    assert times(opened) == ["03-07 23:50", "03-07 23:58", "03-08 00:40", "03-08 01:10"]
    event = opened.postmortem.timeline[2]
    assert event.until == datetime(2026, 3, 8, 0, 50, tzinfo=UTC)
    assert opened.postmortem.timeline[1].approximate
    assert opened.postmortem.typed == {}


def test_adding_days_is_one_step_that_stays_undone_until_the_date_changes() -> None:
    opened = session()
    paste(opened, PASTE)
    date_it(opened)
    opened.undo()
    assert times(opened) == ["23:50", "~23:58", "00:40-00:50", "01:10"]
    assert opened.postmortem.incident.date == date(2026, 3, 7)
    assert not give_days(opened)
    assert date_it(opened, "2026-03-09").startswith("4 events")
    assert times(opened)[0] == "03-09 23:50"


def test_a_zone_in_a_line_or_paste_stays_with_its_time() -> None:
    opened = session(draft([], timezone="Europe/Berlin"))
    paste(opened, "## Timeline (all times PT)\n14:40 a\n14:50 UTC b")
    assert times(opened) == ["14:40 America/Los_Angeles", "14:50 UTC"]
    date_it(opened)
    assert [event.at.astimezone(UTC).hour for event in opened.postmortem.timeline if event.at] == [22, 14]


def test_an_ambiguous_time_is_reported_when_it_gets_its_day() -> None:
    opened = session()
    paste(opened, "14:40 IST a\n14:50 b")
    assert "Please check: IST can mean Kolkata" in date_it(opened)


def test_a_chat_s_bare_times_keep_their_half_of_the_day() -> None:
    opened = session()
    paste(opened, "Priya\n  3:13 PM\nthe site is down\n3:14\nlooking")
    date_it(opened)
    assert times(opened) == ["03-07 15:13", "03-07 15:14"]


def test_a_relative_time_counts_from_one_that_waits() -> None:
    opened = session()
    add(opened, "14:40 a")
    add(opened, "+5 b")
    assert times(opened) == ["14:40", "14:45"]
    date_it(opened)
    assert times(opened) == ["03-07 14:40", "03-07 14:45"]


def test_an_event_with_its_own_day_gives_the_others_theirs() -> None:
    opened = session()
    add(opened, "14:32 first")
    add(opened, "2026-03-07 14:40 second")
    assert [event.event for event in opened.postmortem.timeline] == ["first", "second"]
    assert give_days(opened).words.startswith("1 event now has")
    assert times(opened) == ["03-07 14:32", "03-07 14:40"]


def test_a_focused_field_and_unreadable_times_keep_waiting() -> None:
    opened = session(draft([("a", None, "14:40"), ("b", None, "soon"), ("c", None, "now")], date="2026-03-07"))
    assert not give_days(opened, "incident.date")
    assert not give_days(opened, "timeline.a.at")
    assert give_days(opened).words.startswith("1 event now has")
    assert times(opened) == ["03-07 14:40", "soon", "now"]


def test_a_time_that_waits_is_near_the_event_before_it() -> None:
    record = draft([("a", "2026-03-07T23:50:00Z", ""), ("b", None, "00:20"), ("c", None, "09:00")], date="2026-03-07")
    assert [f"{found.at:%m-%d %H:%M}" for found in readings(record).values() if found.at] == [
        "03-08 00:20",
        "03-08 09:00",
    ]


def test_the_document_shows_a_time_whose_day_isn_t_known() -> None:
    opened = session(draft([("a", None, "14:40")]))
    assert "| 14:40 | event a |" in print_document(opened.template, opened.postmortem)


def test_an_undated_first_event_stays_first() -> None:
    rows = draft([("a", None, "14:40"), ("b", "2026-03-07T15:00:00Z", "")]).timeline
    assert place_for(rows, datetime(2026, 3, 7, 14, tzinfo=UTC)) == 1
    assert place_for(rows, datetime(2026, 3, 7, 16, tzinfo=UTC)) == 2
    assert place_for(rows[1:], datetime(2026, 3, 7, 14, tzinfo=UTC)) == 0


def test_joining_splitting_and_copying_keep_a_time_that_waits() -> None:
    opened = session(draft([("a", None, ""), ("b", None, "14:40")]))
    a, b = opened.postmortem.timeline
    opened.apply(as_one(timeline_edits.merge_events_edits(opened, [a, b])), "timeline")
    assert waiting(opened.postmortem) == {"a": "14:40"}
    opened.apply(as_one(timeline_edits.splitting(opened, 0)), "timeline")
    _, edits = timeline_edits.copying(opened, opened.postmortem.timeline[0], 0)
    opened.apply(as_one(edits), "timeline")
    assert times(opened) == ["14:40"] * 3


def test_a_guessed_year_leaves_the_incident_s_date_open() -> None:
    opened = session()
    add(opened, "Dec 16 12:43 caches miss")
    assert opened.postmortem.timeline[0].at is not None
    assert opened.postmortem.incident.date is None
    opened = session()
    add(opened, "Dec 16 2025 12:43 caches miss")
    assert opened.postmortem.incident.date == date(2025, 12, 16)


@pytest.mark.parametrize("typed", ["14:32", "~14:00-14:20", "14h32", "2:32pm", "14:32 PT", "about 14:00 to 14:20"])
def test_a_time_whose_day_was_undone_has_no_day_but_is_readable(typed: str) -> None:
    found = draft([("a", None, typed)], date="2025-10-25")
    template = lookup.load("outage")
    standing = Completeness(template, found)
    gaps = [gap for screen in interview(template) for each in screen.questions for gap in standing.gaps(each)]
    assert "Time (no date yet) in row 1" in gaps
    said = [each for each in review(standing, TODAY, Status.DRAFT).findings if each.code == "T207"]
    assert [each.message for each in said] == [f"Its time, {typed}, has no date yet."]
    assert str(said[0].ask) == f"Write it with its date: 2025-10-25 {typed}."


def test_an_unreadable_time_is_reported_as_such() -> None:
    template = lookup.load("outage")
    standing = Completeness(template, draft([("a", None, "25:99")], date="2025-10-25"))
    gaps = [gap for screen in interview(template) for each in screen.questions for gap in standing.gaps(each)]
    assert "Time (can't be read) in row 1" in gaps


def test_a_later_day_counts_from_the_incident_s_once_that_is_known() -> None:
    rows = [("a", None, "14:02"), ("b", None, "next day 09:00"), ("c", None, "10:00"), ("d", None, "08:00 (+2d)")]
    found = readings(draft(rows, date="2026-03-05"))
    assert [f"{reading.at:%d %H:%M}" for reading in found.values() if reading.at] == [
        "05 14:02", "06 09:00", "06 10:00", "07 08:00",
    ]  # fmt: skip
