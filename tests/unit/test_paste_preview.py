"""The preview of a paste: what is missing is asked once; corrections reach one line, those like it, or all below."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from pmtui.errors import EntryError
from pmtui.parsing.days import Around
from pmtui.session import machine_zone
from pmtui.session.paste_preview import PastePreview, ShownLines, brief_waiting
from pmtui.timeline.pasted_lines import LineRole, Unknown, events_of

BERLIN, NEW_YORK, ROME = (ZoneInfo(key) for key in ("Europe/Berlin", "America/New_York", "Europe/Rome"))
AROUND = Around(BERLIN, date(2026, 3, 7), None, datetime(2026, 3, 9, 12, tzinfo=BERLIN))
UNDATED = replace(AROUND, day=None)
TODAY = date(2026, 3, 9)
NIGHT = "A bad night\n- 22:10 Deploy\n- 23:50 Alert\nstill nobody\n- 00:20 Rollback\n- 01:05 UTC All well"


def times(preview: PastePreview) -> list[str]:
    """Return each event's time in UTC, or what it waits with."""
    return [
        event.reading.at.astimezone(UTC).strftime("%d %H:%M") if event.reading and event.reading.at else event.waiting
        for event in events_of(list(preview.lines))
    ]


def at(preview: PastePreview, words: str) -> int:
    return next(index for index, line in enumerate(preview.lines) if words in line.text)


@pytest.mark.parametrize(
    ("text", "mine", "is_asked"),
    [
        ("14:00 a\n15:00 b", NEW_YORK, True),
        ("14:00 a\n15:00 b", ROME, False),  # its clocks show the same
        ("14:00 a\n15:00 b", None, False),
        ("All times in UTC\n14:00 a\n15:00 b", NEW_YORK, False),
        ("14:00 UTC a\n15:00 EST b", NEW_YORK, False),
        ("14:00 a\n15:00 EST b", NEW_YORK, True),
    ],
)
def test_a_zone_is_asked_for_only_if_the_text_names_none(text: str, mine: ZoneInfo | None, is_asked: bool) -> None:
    preview = PastePreview(text, AROUND, TODAY, mine)
    assert (preview.missing() is not None) is is_asked


def test_the_answer_is_the_zone_of_every_event_without_one() -> None:
    preview = PastePreview("14:00 a\n15:00 b\n16:00 UTC c", AROUND, TODAY, NEW_YORK)
    assert times(preview) == ["07 13:00", "07 14:00", "07 16:00"]
    missing = preview.missing()
    assert missing is not None
    assert missing.answers == ("Europe/Berlin (the incident's)", "America/New_York (this computer's)", "UTC")
    assert not preview.answer(4)
    assert preview.answer(2)
    assert (times(preview), preview.missing()) == (["07 19:00", "07 20:00", "07 16:00"], None)
    assert preview.undo()
    assert preview.missing() is not None
    preview.answer_typed("CET")
    assert (times(preview), preview.missing()) == (["07 13:00", "07 14:00", "07 16:00"], None)


def test_a_missing_day_is_asked_first_and_then_the_zone() -> None:
    preview = PastePreview(NIGHT, UNDATED, TODAY, NEW_YORK)
    missing = preview.missing()
    assert missing is not None
    assert missing.answers == ("today, Mon, Mar 9", "yesterday, Sun, Mar 8", "leave it open")
    preview.answer_typed("6 March 2026")
    assert times(preview)[1:] == ["06 21:10", "06 22:50", "06 23:20", "07 01:05"]  # past midnight at 00:20
    missing = preview.missing()
    assert missing is not None
    assert missing.about is Unknown.ZONE
    preview.answer(3)
    assert times(preview)[1:] == ["06 22:10", "06 23:50", "07 00:20", "07 01:05"]


def test_a_day_that_is_left_open_is_not_asked_again() -> None:
    preview = PastePreview("14:00 a", UNDATED, TODAY, None)
    assert preview.answer(3)
    assert (preview.missing(), times(preview)) == (None, ["14:00"])


def test_an_order_or_a_year_that_is_missing_is_asked_and_what_was_corrected_stays() -> None:
    preview = PastePreview("03/04/2026 10:00 a\n05/04/2026 11:00 b\n06/04/2026 12:00 c", AROUND, TODAY)
    preview.set_day(2, "2026-01-02")
    missing = preview.missing()
    assert missing is not None
    assert (missing.about, missing.answers) == (Unknown.ORDER, ("month first, March 4", "day first, April 3"))
    preview.answer(2)
    assert (times(preview), preview.missing()) == (["03 08:00", "05 09:00", "02 11:00"], None)
    preview.undo()
    preview.answer(1)
    assert times(preview) == ["04 09:00", "04 09:00", "02 11:00"]
    undated = PastePreview("Dec 16 10:00 a", UNDATED, TODAY)
    missing = undated.missing()
    assert missing is not None
    assert (missing.about, missing.answers) == (Unknown.YEAR, ("2025", "2024"))
    undated.answer(2)
    at = undated.lines[0].reading
    assert (at is not None and at.at is not None and at.at.year, undated.missing()) == (2024, None)


def test_a_correction_reaches_one_line_or_those_like_it_or_all_below() -> None:
    preview = PastePreview(NIGHT, AROUND, TODAY)
    alert = at(preview, "Alert")
    preview.shift(alert, 1)
    assert times(preview)[1:] == ["07 21:10", "08 22:50", "07 23:20", "08 01:05"]
    preview.undo()
    preview.select_below(alert)
    preview.shift(alert, -1)
    assert times(preview)[1:] == ["07 21:10", "06 22:50", "06 23:20", "07 01:05"]
    preview.undo()
    preview.select_like(alert)
    assert {preview.lines[index].words for index in preview.selected} == {"Deploy", "Alert"}
    preview.set_zone(alert, "UTC")
    assert times(preview)[1:] == ["07 22:10", "07 23:50", "07 23:20", "08 01:05"]
    assert preview.selected == set()


def test_lines_with_the_same_doubt_get_a_role_together() -> None:
    preview = PastePreview("14:00 a\nnote one\n14:05 b\nnote 22\n14:10 c", AROUND, TODAY)
    assert preview.order[:2] == [1, 3]
    preview.select_like(1)
    assert preview.selected == {1, 3}
    preview.set_role(1, LineRole.LEFT)
    assert [line.fate for line in preview.lines].count(LineRole.LEFT) == 2
    assert "2 skipped" in preview.summary()
    preview.show_next()
    preview.show_next()
    assert (preview.shown, preview.order) == (ShownLines.SKIPPED, [1, 3])
    preview.undo()
    assert "2 to check" in preview.summary()


def test_a_typed_day_keeps_the_distance_between_the_selected_lines() -> None:
    preview = PastePreview(NIGHT, AROUND, TODAY)
    preview.select_below(0)
    preview.set_day(0, "2026-02-28")
    assert times(preview)[1:] == ["28 21:10", "28 22:50", "28 23:20", "01 01:05"]
    for wrong in ("yesterdayish", "2026-02-31"):
        with pytest.raises(EntryError):
            preview.set_day(0, wrong)
    with pytest.raises(EntryError, match="isn't a known time zone"):
        preview.set_zone(0, "Middle-earth")


def test_the_next_zone_is_the_next_likely_one_and_a_skipped_hour_is_noted() -> None:
    around = replace(AROUND, day=date(2026, 3, 29))
    preview = PastePreview("02:30 UTC a", around, TODAY, NEW_YORK)
    assert [preview.next_zone(0), *times(preview)] == ["Europe/Berlin", "29 01:30"]
    assert "skip 02:30" in preview.lines[0].doubt
    assert [preview.next_zone(0), *times(preview)] == ["America/New_York", "29 07:30"]
    assert [preview.next_zone(0), preview.lines[0].doubt] == ["UTC", ""]


def test_the_machines_zone_is_found_by_name_or_by_its_offset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    assert machine_zone.machine_zone() == ZoneInfo("Asia/Kolkata")
    monkeypatch.setenv("TZ", ":Asia/Tokyo")
    assert machine_zone.machine_zone() == ZoneInfo("Asia/Tokyo")


@pytest.mark.parametrize(
    ("zone", "is_shared", "offered"),
    [
        ("Europe/London", False, "Europe/London"),
        ("Europe/London", True, ""),
        ("UTC", False, ""),
        ("Etc/GMT", False, ""),
    ],
)
def test_a_new_draft_asks_for_a_zone_unless_the_machines_is_utc(
    monkeypatch: pytest.MonkeyPatch, zone: str, is_shared: bool, offered: str
) -> None:
    monkeypatch.setenv("TZ", zone)
    assert machine_zone.zone_to_offer(is_shared=is_shared) == offered


@pytest.mark.parametrize(
    ("waiting", "brief"),
    [("14:02", "14:02"), ("14:02 CET", "14:02 CET"), ("14:02 Europe/Berlin", "14:02 Berlin"),
     ("next day 09:00 America/Argentina/Buenos_Aires", "next day 09:00 Buenos Aires")],
)  # fmt: skip
def test_a_time_without_a_date_is_shown_with_its_city(waiting: str, brief: str) -> None:
    assert brief_waiting(waiting) == brief
