"""Days and times as people type them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.errors import EntryError
from pmtui.parsing.clock_times import read_instant, write_instant
from pmtui.parsing.days import Around, read_day
from pmtui.parsing.moments import write_clock
from pmtui.text import short_day, weekday_date

BERLIN = ZoneInfo("Europe/Berlin")
DAY = date(2026, 3, 7)


def around(zone: ZoneInfo, day: date | None) -> Around:
    return Around(zone, day, None, datetime(2026, 11, 9, 9, tzinfo=UTC))


def instant(text: str, zone: ZoneInfo, day: date | None) -> datetime:
    found = read_instant(text, around(zone, day)).at
    assert found is not None
    return found


def test_a_day_in_a_sentence_has_its_year_unless_it_is_this_year() -> None:
    assert weekday_date(date(2026, 12, 4), 2026) == "Fri, Dec 4"
    assert weekday_date(date(2026, 12, 4), 2025) == weekday_date(date(2026, 12, 4)) == "Fri, Dec 4, 2026"
    assert short_day(date(2026, 12, 4)) == "Dec 4"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-07", "2026-03-07"), ("7 March 2026", "2026-03-07"), ("Mar 7, 2026", "2026-03-07"),
        ("25/10/2026", "2026-10-25"), ("25.10.2026", "2026-10-25"), ("today", "2026-03-09"),
        ("yesterday", "2026-03-08"), ("+3", "2026-03-12"), (" 9th of June 2026 ", "2026-06-09"),
    ],
)  # fmt: skip
def test_a_day(text: str, expected: str) -> None:
    assert read_day(text, date(2026, 3, 9)).isoformat() == expected


@pytest.mark.parametrize(
    "text", ["03/04/2026", "2026-02-30", "7", "March", "soon", "2026", "20", "99999999", "7 March"]
)
def test_no_day(text: str) -> None:
    with pytest.raises(EntryError) as caught:
        read_day(text, date(2026, 3, 9))
    assert len(str(caught.value)) > 20


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14:32", "2026-03-07T14:32:00+01:00"), ("1432", "2026-03-07T14:32:00+01:00"),
        ("932", "2026-03-07T09:32:00+01:00"), ("14:32:05", "2026-03-07T14:32:05+01:00"),
        ("2:32pm", "2026-03-07T14:32:00+01:00"), ("12 am", "2026-03-07T00:00:00+01:00"),
        ("2026-03-08 00:14", "2026-03-08T00:14:00+01:00"), ("8 March 2026 00:14", "2026-03-08T00:14:00+01:00"),
        ("2026-03-07T14:32:00Z", "2026-03-07T14:32:00+00:00"), ("2026-07-01 10:00", "2026-07-01T10:00:00+02:00"),
    ],
)  # fmt: skip
def test_an_instant(text: str, expected: str) -> None:
    assert instant(text, BERLIN, DAY).isoformat() == expected


@pytest.mark.parametrize(
    "text",
    [
        "25:61",
        "23:00 AM",
        "0 am",
        "14",
        "soon",
        "2026-03-07",
        "99:99",
        "14:32+24:00",
        "14:32 +9999",
        "0001-01-01 00:00",
        "14:32 and more",
    ],
)
def test_no_instant(text: str) -> None:
    with pytest.raises(EntryError):
        instant(text, BERLIN, DAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("02:10", "2026-10-25T02:10:00+02:00"), ("02:10 CET", "2026-10-25T02:10:00+01:00"),
        ("2026-10-25 02:10 CEST", "2026-10-25T02:10:00+02:00"), ("02:10+01:00", "2026-10-25T02:10:00+01:00"),
        ("01:10 UTC", "2026-10-25T01:10:00+00:00"), ("01:10Z", "2026-10-25T01:10:00+00:00"),
    ],
)  # fmt: skip
def test_a_repeated_hour_is_told_by_its_zone(text: str, expected: str) -> None:
    assert instant(text, BERLIN, date(2026, 10, 25)).isoformat() == expected


@pytest.mark.parametrize("text", ["14:??", "HH:mm", "?", "unknown"])
def test_a_time_that_is_not_known_has_no_instant(text: str) -> None:
    assert read_instant(text, around(BERLIN, DAY)).at is None


def test_a_time_that_the_clocks_show_twice_is_written_with_its_zone() -> None:
    twice = [instant(text, BERLIN, date(2026, 10, 25)) for text in ("02:10", "02:10 CET", "03:10")]
    assert [write_clock(moment) for moment in twice] == ["02:10 CEST", "02:10 CET", "03:10"]


@pytest.mark.parametrize(
    ("text", "expected", "note"),
    [
        ("02:30", "2026-03-29T03:30:00+02:00", "The clocks skip 02:30"),
        ("5/6/2026 10:00", "2026-05-06T10:00:00+02:00", "5/6/2026 is read as 6 May"),
        ("14:32 PST", "2026-03-29T14:32:00-07:00", "PST isn't used on that date"),
        ("15.10", "2026-03-29T15:10:00+02:00", "15.10 is read as 15:10"),
    ],
)
def test_an_ambiguous_time_in_a_field_is_read_with_a_note(text: str, expected: str, note: str) -> None:
    found = read_instant(text, around(BERLIN, date(2026, 3, 29)))
    assert (found.at.isoformat() if found.at else "") == expected
    assert found.note.startswith(note)


@pytest.mark.parametrize("text", ["14:32 on 8 March 2026", "14:32, 2026-03-08", "14:32 UTC+1 8 March 2026"])
def test_a_day_may_follow_the_time_in_a_field(text: str) -> None:
    assert instant(text, BERLIN, DAY).astimezone(BERLIN).isoformat() == "2026-03-08T14:32:00+01:00"


def test_a_time_without_a_day_asks_for_one() -> None:
    with pytest.raises(EntryError, match="What day"):
        instant("14:32", BERLIN, None)


@given(st.integers(0, 4_000_000_000), st.sampled_from(["UTC", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata"]))
def test_an_instant_is_read_as_it_was_written(seconds: int, zone: str) -> None:
    moment = datetime.fromtimestamp(seconds, ZoneInfo(zone))
    assert instant(write_instant(moment, around(ZoneInfo(zone), DAY)), ZoneInfo(zone), DAY) == moment


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2025-10-25 19:00 UTC+3", "2025-10-25T16:00"), ("19:00 GMT-03:00", "2025-10-25T22:00"),
     ("2025-10-25 7:00 pm UTC-3", "2025-10-25T22:00"), ("2025-10-25 7:00 pm +02:00", "2025-10-25T17:00")],
)  # fmt: skip
def test_an_offset_behind_utc_counts_as_it_is_written(text: str, expected: str) -> None:
    assert f"{instant(text, ZoneInfo('UTC'), date(2025, 10, 25)).astimezone(UTC):%Y-%m-%dT%H:%M}" == expected


@pytest.mark.parametrize("text", ["2025-10-25 19:00 XYT", "19:00 (ABCT)", "19:00 UTC+25"])
def test_a_name_that_is_not_the_zone_s_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(EntryError, match="such as 14:32-08:00"):
        instant(text, ZoneInfo("UTC"), date(2025, 10, 25))


@pytest.mark.parametrize("text", ["14:32-0800", "14:32 2026", "March 2026 14:32", "Sat 14:32 2026"])
def test_no_part_of_a_date_is_guessed(text: str) -> None:
    with pytest.raises(EntryError, match="with the date"):
        instant(text, ZoneInfo("UTC"), None)
