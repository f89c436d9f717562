"""The preview of an import: what is taken, from when, which records are listed, and how they're spread over time."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from pmtui.model.edit import apply, as_one
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Milestone
from pmtui.session.event_import import importing
from pmtui.session.import_preview import OUTSIDE, ImportPreview, ShownRecords, impact_stretch
from pmtui.sources.intake import Imported
from pmtui.sources.records import SourceRecord
from pmtui.timeline.histogram import Stretch, draw_histogram, next_column

TEN = datetime(2026, 3, 7, 10, tzinfo=UTC)
BLANK = Postmortem.model_validate({"incident": {"date": date(2026, 3, 7)}})
ENDS = [("started", 10), ("resolved", 12)]
KNOWN = Postmortem.model_validate(
    {
        "timeline": [
            {"id": name, "event": name, "at": f"2026-03-07T{hour}:00:00Z", "milestones": [name]} for name, hour in ENDS
        ]
    }
)


def record(minutes: int, text: str, **facts: object) -> SourceRecord:
    at = TEN + timedelta(minutes=minutes)
    return SourceRecord(at, text, **({"kind": "slack_api", "id": f"{minutes}"} | facts))  # type: ignore[arg-type]


def preview(postmortem: Postmortem = BLANK, *records: SourceRecord) -> ImportPreview:
    return ImportPreview(Imported(list(records) or _some()), postmortem)


def _some() -> list[SourceRecord]:
    return [
        record(0, "Queue is full", who="Ada", milestone=Milestone.DETECTED),
        record(5, "joined", who="Bo", noise="someone joins"),
        record(7, "joined", who="Cy", noise="someone joins"),
        record(10, "Looking", who="Bo", doubt="may be the same"),
        record(20, "Pod killed", kind="kubernetes"),
        record(240, "Late", who="Bo"),
    ]


def texts(found: ImportPreview) -> list[str]:
    return [each.text for each in found.events()]


def listed(found: ImportPreview) -> list[str]:
    return [found.records[index].text for index in found.order]


def test_one_or_all_alike_or_a_range_is_taken_or_left_and_undone() -> None:
    found = preview()
    found.toggle([0])
    found.toggle(found.like(1))
    assert texts(found) == ["joined", "joined", "Looking", "Pod killed", "Late"]
    assert found.why(0) == "by your choice"
    assert found.summary().startswith("5 events of 6 records, 1 to check. Left out: 1 by your choice")
    found.undo()
    assert (found.range_to(3), found.anchor) == ([], 3)
    found.toggle(found.range_to(5))
    assert texts(found) == []
    assert found.undo()
    assert found.undo()
    assert not found.undo()
    assert texts(found) == ["Queue is full", "Looking", "Pod killed", "Late"]


def test_records_are_listed_by_words_source_person_and_what_became_of_them() -> None:
    found = preview()
    assert listed(found) == ["Queue is full", "Looking", "Pod killed", "Late"]
    found.filter_by(person="Bo")
    assert listed(found) == ["Looking", "Late"]
    found.filter_by(person="Bo", source="kubernetes")
    assert listed(found) == ["Pod killed"]
    found.filter_by(source="kubernetes", words="BO l")
    assert listed(found) == ["Looking", "Late"]
    found.filter_by(words="")
    shown = {}
    for _ in range(4):
        shown[found.shown] = len(found.order)
        found.show_next()
    assert shown == {ShownRecords.EVENTS: 4, ShownRecords.DOUBTFUL: 1, ShownRecords.LEFT_OUT: 2, ShownRecords.ALL: 6}


def test_it_opens_on_the_impact_and_an_hour_around_it() -> None:
    assert impact_stretch(BLANK).is_all
    assert impact_stretch(KNOWN) == Stretch(TEN - timedelta(hours=1), TEN + timedelta(hours=3))
    found = preview(KNOWN)
    assert "Late" not in texts(found)
    assert found.why(5) == OUTSIDE
    inside, outside = record(180, "in"), record(181, "out")
    assert texts(preview(KNOWN, inside, outside)) == ["in"]
    far = preview(KNOWN, record(900, "far"))
    assert (texts(far), far.stretch.is_all) == (["far"], True)  # nothing is near: everything is shown


def test_another_stretch_takes_other_records_but_not_what_the_author_has_decided() -> None:
    found = preview()
    found.toggle([5])
    found.choose(Stretch(TEN + timedelta(minutes=10), None))
    assert texts(found) == ["Looking", "Pod killed"]
    found.toggle([0])
    again = ImportPreview(Imported(_some()), BLANK, Stretch(), found)  # the files are read again
    assert texts(again) == ["Queue is full", "Looking", "Pod killed"]


def test_a_milestone_is_only_set_if_the_author_confirms_it() -> None:
    found = preview()
    assert not found.mark(3)
    made = [edit.element for edit in importing(BLANK, found.events(), iter("abcdef").__next__).edits]  # type: ignore[union-attr]
    assert [element.get("milestones") for element in made] == [None] * 4
    assert found.mark(0)
    made = [edit.element for edit in importing(BLANK, found.events(), iter("abcdef").__next__).edits]  # type: ignore[union-attr]
    assert made[0]["milestones"] == ["detected"]


def test_the_same_fact_of_two_sources_is_listed_together_and_made_one_event() -> None:
    pager = record(0, "Triggered: QueueFull", kind="pagerduty")
    other = record(1, "joined", who="Bo")
    alert = record(1, "QueueFull fires", kind="alertmanager", doubt="may be the same", may_be=pager)
    found = preview(BLANK, pager, other, alert)
    assert listed(found) == ["Triggered: QueueFull", "QueueFull fires", "joined"]
    assert (found.join(1), found.join(2)) == (False, True)
    assert texts(found) == ["Triggered: QueueFull", "joined"]
    assert listed(found) == ["Triggered: QueueFull", "QueueFull fires", "joined"]
    outcome = importing(BLANK, found.events(), iter("abcdef").__next__)
    drawn = apply(BLANK, as_one(outcome.edits))
    assert drawn.timeline[0].details == ("alertmanager: QueueFull fires",)
    assert found.undo()
    assert (len(texts(found)), found.join_all(), len(texts(found))) == (3, 1, 2)
    assert found.join(2)
    assert len(texts(found)) == 3
    again = preview(drawn, pager, other, alert)
    assert (texts(again), again.why(2)) == ([], "already in the draft")  # imported twice: nothing is added


def test_the_histogram_shows_when_records_were_and_the_chosen_stretch() -> None:
    times = [TEN + timedelta(minutes=each) for each in (0, 0, 0, 0, 15, 60)]
    chosen = Stretch(times[4], None)
    bars, line, axis = draw_histogram(times, chosen, times[5], 41, ZoneInfo("Europe/Berlin"))
    assert (bars[0], bars[10], bars[40], len(bars)) == ("█", "▂", "▂", 41)
    assert line == "─" * 10 + "[" + "━" * 29 + "◆"
    assert (axis.startswith("Mar 7 11:00"), axis.endswith(" 12:00 CET"), len(axis)) == (True, True, 41)
    for width, end in ((40, " 12:00 CET"), (39, " 12:00")):
        assert draw_histogram(times, chosen, None, width, ZoneInfo("Europe/Berlin"))[2].endswith(end)
    assert draw_histogram(times[:4], chosen, None, 41, UTC) == []
    assert draw_histogram(times, chosen, None, 19, UTC) == []
    assert next_column(times, times[0], 41, 1) == times[4]
    assert next_column(times, times[5], 41, -1) == times[4]
    assert next_column(times, times[5], 41, 1) is None


@pytest.mark.parametrize("at", [None, TEN])
def test_records_without_a_time_are_in_any_stretch(at: datetime | None) -> None:
    assert Stretch(TEN, TEN).holds(at)
    assert not Stretch(TEN, None).holds(TEN - timedelta(seconds=1))
    assert not Stretch(None, TEN).holds(TEN + timedelta(seconds=1))


def test_what_a_limit_has_cut_is_known_and_a_window_is_named_without_options() -> None:
    assert not preview().is_cut
    cut = preview(BLANK, record(0, "a"), record(1, "b", noise="more than 20,000 events"))
    assert cut.is_cut
    assert preview(BLANK, record(0, "a", noise="outside of --since and --until")).why(0) == OUTSIDE
