"""Times as people write them: what each form means, the note if it's ambiguous, what is refused."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.errors import EntryError
from pmtui.parsing import clock_times, days
from pmtui.parsing.clock_times import read_time
from pmtui.parsing.days import Around
from pmtui.parsing.durations import read_shift
from pmtui.parsing.instants import Interpretation, NoDayError
from pmtui.parsing.zone_names import ABBREVIATIONS, COUNTRIES, GIVEN_UP, IN_FULL
from pmtui.timeline.entry_line import read_line

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2025, 11, 2, 9, tzinfo=UTC)


def around(zone: str = "UTC", day: date | None = date(2025, 10, 25), before: str = "") -> Around:
    key = ZoneInfo(zone)
    return Around(key, day, datetime.fromisoformat(before).replace(tzinfo=key) if before else None, NOW)


def read(text: str, where: Around | None = None) -> Interpretation:
    found = read_time(text, where or around())
    assert found is not None
    return found


def utc(reading: Interpretation | None) -> str:
    assert reading is not None
    assert reading.at is not None
    return reading.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14:32", "2025-10-25 14:32"),
        ("1432", "2025-10-25 14:32"),
        ("14:32:05", "2025-10-25 14:32:05"),
        ("2:32pm", "2025-10-25 14:32"),
        ("2:32 p.m.", "2025-10-25 14:32"),
        ("12:05 am", "2025-10-25 00:05"),
        ("2pm", "2025-10-25 14:00"),
        ("now", "2025-11-02 09:00"),
        ("yesterday 23:50", "2025-11-01 23:50"),
        ("2025-10-24 14:32", "2025-10-24 14:32"),
        ("2025-10-24T14:32Z", "2025-10-24 14:32"),
        ("2025-10-24T14:32:05.123+02:00", "2025-10-24 12:32:05"),
        ("24 Oct 2025 14:32", "2025-10-24 14:32"),
        ("24 October, 14:32", "2025-10-24 14:32"),
        ("Oct 24, 2025 at 2:32 pm", "2025-10-24 14:32"),
        ("the 9th", ""),
        ("9th of June 14:32", "2025-06-09 14:32"),
        ("1st January 2025, 00:10", "2025-01-01 00:10"),
        ("25/10/2025 14:32", "2025-10-25 14:32"),
        ("24.10.2025 14:32", "2025-10-24 14:32"),
        ("Sat 25 Oct 14:32", "2025-10-25 14:32"),
        ("Friday 14:32", "2025-10-24 14:32"),
        ("14:32 UTC", "2025-10-25 14:32"),
        ("14:32 UTC+2", "2025-10-25 12:32"),
        ("14:32+05:30", "2025-10-25 09:02"),
        ("14:32-08:00", "2025-10-25 22:32"),
        ("14:32 CEST", "2025-10-25 12:32"),
        ("14:32 SGT", "2025-10-25 06:32"),
        ("14:32 ET", "2025-10-25 18:32"),
        ("14:32 Pacific time", "2025-10-25 21:32"),
        ("00:40 (+1d)", "2025-10-26 00:40"),
        ("00:40 (next day)", "2025-10-26 00:40"),
        ("00:40 the following day - x", "2025-10-26 00:40"),
        ("10:00 18th Oct 2025 - noticed", "2025-10-18 10:00"),
        ("5:40PM on October 18th, the alert", "2025-10-18 17:40"),
        ("12:45 PM PDT Saturday Oct 18th: first", "2025-10-18 19:45"),
        ("14:32 (Oct 18) told", "2025-10-18 14:32"),
        ("14:32 Oct 18 hosts are slow", "2025-10-25 14:32"),
        ("14:32 Sun users are logged out", "2025-10-25 14:32"),
        ("14:32 5/6 hosts are down", "2025-10-25 14:32"),
        ("2025-10-18 ~08:50", "2025-10-18 08:50"),
        ("18-10-2025 - 08:15 - told", "2025-10-18 08:15"),
        ("10-18 14:32 told", "2025-10-18 14:32"),
        ("Oct  3 09:23:38 host", "2025-10-03 09:23:38"),
        ("2025-10-18 Saturday 14:32", "2025-10-18 14:32"),
        ("October 18, 2025 (Saturday) 14:32", "2025-10-18 14:32"),
        ("2025.10.18 14:32", "2025-10-18 14:32"),
        ("18/Oct/2025 14:32", "2025-10-18 14:32"),
        ("14:32 EDT (18:32 UTC): told", "2025-10-25 18:32"),
        ("14:32 (18:32 UTC) told", "2025-10-25 18:32"),
        ("19:00 PT / 22:00 ET", "2025-10-26 02:00"),
    ],
)
def test_each_form_is_read(text: str, expected: str) -> None:
    found = read_time(text, around())
    assert (utc(found) if found else "") == expected
    assert found is None or found.note == ""


@pytest.mark.parametrize(
    ("text", "expected", "note"),
    [
        ("13:55 PM told", "2025-10-25 13:55", "13:55 PM is read as 13:55."),
        ("0:15 am told", "2025-10-25 00:15", "0:15 am is read as 00:15."),
        ("14:32 EDT (18:33 UTC)", "2025-10-25 18:32", "18:33 UTC isn't the same time: read as EDT."),
        ("Oct 18 22:XX told", "", "'Oct 18 22:XX' is kept as an unknown time."),
        ("2025-10-18 (Sunday) 14:32", "2025-10-18 14:32", "2025-10-18 is a Saturday, not a Sunday."),
    ],
)
def test_what_a_form_leaves_uncertain_is_noted(text: str, expected: str, note: str) -> None:
    found = read_time(text, around())
    assert found is not None
    assert (utc(found) if found.at else "", found.note) == (expected, note)


def test_the_order_of_day_and_month_comes_from_the_text() -> None:
    for is_month_first, expected in ((True, "2025-03-04 14:32"), (False, "2025-04-03 14:32")):
        found = read_time("3/4/2025 14:32", replace(around(), is_month_first=is_month_first))
        assert found is not None
        assert (utc(found), found.note) == (expected, "")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("+5", 5), ("+5m", 5), ("+1h30m", 90), ("-10m", -10), ("+1:30", 90), ("+90s", 1.5), ("+1d", 1440), ("+2h", 120)],
)
def test_relative_times_count_from_the_event_before(text: str, minutes: float) -> None:
    assert read(text, around(before="2025-10-25T14:20")).at == datetime(2025, 10, 25, 14, 20, tzinfo=UTC) + timedelta(
        minutes=minutes
    )
    with pytest.raises(EntryError, match="the previous event"):
        read(text)


@pytest.mark.parametrize("text", ["25:61", "24:00", "14:60", "23:00 AM", "24:55 PM", "0 am", "14:32:61"])
def test_an_impossible_time_is_refused_with_a_message(text: str) -> None:
    with pytest.raises(EntryError, match="isn't a valid time"):
        read_time(text, around())
    line = read_line(f"{text} Deploy", around())
    assert (line.event, bool(line.problem)) == (f"{text} Deploy", True)


@pytest.mark.parametrize("text", ["2025-02-30 14:32", "31/06/2025 10:00", "31 June 2025 10:00", "1026-03-07 14:32"])
def test_an_impossible_day_is_refused_with_a_message(text: str) -> None:
    with pytest.raises(EntryError, match=r"No such|can't be right"):
        read_time(text, around("Europe/Berlin"))


@pytest.mark.parametrize(
    "text", ["", "Deploy", "500 errors", "v2.5.0 begins", "10 hosts fail", "may be late", "-", "2025"]
)
def test_text_that_is_not_a_time_returns_none(text: str) -> None:
    assert read_time(text, Around(ZoneInfo("UTC"), date(2025, 10, 25), None, NOW, takes_digits=False)) is None


def test_a_time_without_a_day_is_refused_but_split_from_its_event() -> None:
    with pytest.raises(NoDayError, match="What day"):
        read("14:32", around(day=None))
    line = read_line("**~14:32-14:50 PST**: Deploy | rolled back", around(day=None))
    assert (line.waiting, line.event, line.action, line.reading) == ("~14:32-14:50 PST", "Deploy", "rolled back", None)
    assert read_line("25:61 Deploy", around(day=None)).problem


NO_DAY = around(day=None)


@pytest.mark.parametrize(
    ("text", "where", "expected", "year"),
    [
        # without the incident's date: the last one before now, 2 November 2025, and a note has the year
        ("Dec 16 12:43", NO_DAY, "2024-12-16 12:43", 2024),
        ("Nov 3 12:43", NO_DAY, "2024-11-03 12:43", 2024),
        ("Nov 2 12:43", NO_DAY, "2025-11-02 12:43", 2025),
        ("Jan 3 12:43", NO_DAY, "2025-01-03 12:43", 2025),
        ("16th of December, 12:43", NO_DAY, "2024-12-16 12:43", 2024),
        ("16.12. 12:43", NO_DAY, "2024-12-16 12:43", 2024),
        ("12/16 12:43", NO_DAY, "2024-12-16 12:43", 2024),
        ("Dec 16 **12:43**", NO_DAY, "2024-12-16 12:43", 2024),
        ("Feb 29 12:43", NO_DAY, "2024-02-29 12:43", 2024),
        ("Sat Dec 16 12:43", NO_DAY, "2023-12-16 12:43", 2023),
        # with it: the nearest, and only a 29 February that its year hasn't is ambiguous
        ("Dec 16 12:43", around(day=date(2025, 10, 25)), "2025-12-16 12:43", None),
        ("Dec 31 23:50", around(day=date(2026, 1, 1)), "2025-12-31 23:50", None),
        ("1.1. 00:10", around(day=date(2025, 12, 31)), "2026-01-01 00:10", None),
        ("1/1 00:10", around(day=date(2025, 12, 31)), "2026-01-01 00:10", None),
        ("Feb 29 12:43", around(day=date(2024, 3, 2)), "2024-02-29 12:43", None),
        ("Feb 29 12:43", around(day=date(2025, 3, 2)), "2024-02-29 12:43", 2024),
        # after an event whose day is known: the nearest to that
        ("Jan 1 00:10", around(day=None, before="2019-12-31T23:50"), "2020-01-01 00:10", 2020),
    ],
)
def test_a_day_without_its_year(text: str, where: Around, expected: str, year: int | None) -> None:
    found = read(text, where)
    assert (utc(found), found.year) == (expected, year)
    assert (f"read as {year}" in found.note) if year else "read as" not in found.note
    assert "year" not in read("2024-12-16 12:43", where).note


def test_the_next_such_day_is_the_other_interpretation() -> None:
    assert utc(read("Dec 16 12:43", NO_DAY).other) == "2025-12-16 12:43"
    assert utc(read("Feb 29 12:43", NO_DAY).other) == "2028-02-29 12:43"


def test_a_weekday_is_near_the_incident_or_the_last_one_before_now() -> None:
    assert utc(read("Monday 12:43", around(day=date(2025, 10, 25)))) == "2025-10-27 12:43"
    assert utc(read("Monday 12:43", NO_DAY)) == "2025-10-27 12:43"  # now is a Sunday
    assert "Monday is read as 2025-10-27" in read("Monday 12:43", NO_DAY).note
    assert utc(read("Sunday 08:43", NO_DAY)) == "2025-11-02 08:43"


def test_no_year_has_a_30_february() -> None:
    for text in ("Feb 30 12:43", "30.2. 12:43", "31 June 10:00"):
        with pytest.raises(EntryError, match="No such date"):
            read(text, NO_DAY)


def test_a_year_before_a_colon_is_a_year() -> None:
    assert utc(read("February 15, 2024: 7:56am UTC")) == "2024-02-15 07:56"


@pytest.mark.parametrize(
    ("text", "where", "first", "other", "words"),
    [
        ("03/04/2026 10:00", around(), "2026-03-04 10:00", "2026-04-03 10:00", "read as 4 March"),
        ("2025-07-01 10:00 PST", around(), "2025-07-01 17:00", "2025-07-01 18:00", "PST isn't used on that date"),
        ("2025-03-30 02:30", around("Europe/Berlin"), "2025-03-30 01:30", "2025-03-30 00:30", "The clocks skip 02:30"),
        ("2025-10-26 02:30", around("Europe/Berlin"), "2025-10-26 00:30", "2025-10-26 01:30", "twice"),
        ("00:40", around(before="2025-10-25T23:58"), "2025-10-26 00:40", "2025-10-25 00:40", "Past midnight"),
        ("06:00", around(before="2025-10-25T14:00"), "2025-10-25 06:00", "2025-10-26 06:00", "Earlier"),
        ("23:58", around(before="2025-10-25T00:40"), "2025-10-25 23:58", "2025-10-24 23:58", "More than 12 hours"),
    ],
)
def test_an_ambiguous_time_is_reported_with_the_other_interpretation(
    text: str, where: Around, first: str, other: str, words: str
) -> None:
    found = read(text, where)
    assert (utc(found), utc(found.other)) == (first, other)
    assert words in found.note


def test_the_zone_s_name_tells_which_of_two_repeated_hours() -> None:
    assert utc(read("2025-10-26 02:30 CET", around("Europe/Berlin"))) == "2025-10-26 01:30"
    assert utc(read("2025-10-26 02:30 CEST", around("Europe/Berlin"))) == "2025-10-26 00:30"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("14:00-14:20", "2025-10-25 14:00", "14:20"),
        ("14:00 \u2013 14:20 UTC", "2025-10-25 14:00", "14:20"),
        ("14:00 to 14:20", "2025-10-25 14:00", "14:20"),
        ("9:00-09:30", "2025-10-25 09:00", "09:30"),
        ("23:50-00:10", "2025-10-25 23:50", "00:10"),
        ("2pm until 3pm", "2025-10-25 14:00", "15:00"),
    ],
)
def test_ranges_have_an_end(text: str, first: str, last: str) -> None:
    found = read(text)
    assert found.until is not None
    assert found.at is not None
    assert (utc(found), f"{found.until.astimezone(UTC):%H:%M}") == (first, last)
    assert found.until > found.at


@pytest.mark.parametrize(("text", "first", "last"), [
    ("14:00Z-16:30 CET failover", "14:00", "15:30"),
    ("14:00 PST - 17:20 EST x", "22:00", "22:20"),
    ("14:00 UTC to 16:30 CET", "14:00", "15:30"),
    ("14:00 CET-14:20 x", "13:00", "13:20"),  # one zone for both
])  # fmt: skip
def test_the_end_of_a_range_has_the_zone_that_it_is_written_in(text: str, first: str, last: str) -> None:
    found = read(text, around(day=date(2026, 1, 7)))
    assert found.at is not None and found.until is not None
    assert (f"{found.at.astimezone(UTC):%H:%M}", f"{found.until.astimezone(UTC):%H:%M}") == (first, last)


def test_a_time_relative_to_today_is_noted_if_far_from_the_incident() -> None:
    where = around(day=date(2025, 8, 1))
    for text in ("now", "yesterday 14:00"):
        assert "days from the incident's date" in read(text, where).note


def test_a_range_written_backwards_ends_the_next_day_with_a_note() -> None:
    found = read("14:20-14:00")
    assert found.until is not None
    assert (utc(found), "read as the next day" in found.note) == ("2025-10-25 14:20", True)


def test_about_and_unknown_times() -> None:
    assert read("~14:00").is_approximate
    assert read("around 2:30 pm").is_approximate
    for text in ("?", "14:??", "unknown", "TBC"):
        assert read(text).at is None


def test_a_leap_second_is_the_second_before_it() -> None:
    found = read("2016-12-31 23:59:60 UTC")
    assert utc(found) == "2016-12-31 23:59:59"
    assert "leap second" in found.note


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    line = read_line(text, around(before="2025-10-25T14:20"))
    assert line.problem or line.reading is not None or line.event or not text.strip(" |") or line.action


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1)), st.sampled_from(["UTC", "Asia/Kolkata", "Europe/Berlin"])
)
def test_an_iso_time_with_its_offset_is_itself(moment: datetime, zone: str) -> None:
    at = moment.replace(microsecond=0, tzinfo=UTC).astimezone(ZoneInfo(zone))
    assert read(at.isoformat(), around(zone)).at == at


@pytest.mark.parametrize(("text", "minutes"), [("+5", 5), ("5m", 5), ("-1h", -60), ("+1:30", 90), ("-90s", -1.5)])
def test_shifts(text: str, minutes: float) -> None:
    assert read_shift(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["", "soon", "+0", "14 o'clock"])
def test_an_invalid_shift_is_refused(text: str) -> None:
    with pytest.raises(EntryError):
        read_shift(text)


@pytest.mark.parametrize("text", ["tomorrow 14:32", "2025-12-24 14:32", "24 Dec 2025 14:32", "12/24/2025 14:32"])
@pytest.mark.parametrize("day", [None, date(2025, 10, 25)])
def test_a_day_in_the_future_is_noted(text: str, day: date | None) -> None:
    reading = read_line(f"{text} x", Around(ZoneInfo("UTC"), day, None, datetime(2025, 11, 2, 9, tzinfo=UTC))).reading
    assert reading is not None
    assert "is in the future" in reading.note


@pytest.mark.parametrize("text", ["today 14:32", "yesterday 14:32", "2025-11-03 00:10 JST", "2025-11-02 14:32"])
def test_a_day_that_may_be_today_somewhere_is_not(text: str) -> None:
    now = datetime(2025, 11, 2, 9, tzinfo=UTC)
    reading = read_line(f"{text} x", Around(ZoneInfo("UTC"), date(2025, 10, 25), None, now)).reading
    assert reading is not None
    assert "future" not in reading.note


def test_another_interpretation_next_year_is_noted_as_in_the_future() -> None:
    now = datetime(2025, 11, 2, 9, tzinfo=UTC)
    reading = read_line("Dec 16 12:43 x", Around(ZoneInfo("UTC"), None, None, now)).reading
    assert reading is not None
    assert reading.other is not None
    assert "is in the future" in reading.other.note


@pytest.mark.parametrize("count", [3, 4, 5, 2_000])
def test_a_chain_of_times_is_not_a_range_however_long(count: int) -> None:
    found = read("14:32-" * (count - 1) + "14:40 a")
    assert (utc(found), found.until) == ("2025-10-25 14:32", None)
    assert read("14:32-14:40 a").until is not None


def test_no_part_of_a_time_is_missed_for_speed(monkeypatch: pytest.MonkeyPatch) -> None:
    zones = [
        *ABBREVIATIONS,
        *GIVEN_UP,
        *IN_FULL,
        *COUNTRIES,
        "utc",
        "zulu",
        "berlin time",
        "US pacific",
        "new york time",
    ]
    days = [
        "oct 24",
        "october 24",
        "friday",
        "fri",
        "yesterday",
        "today",
        "tomorrow",
        "on 24 oct",
        "the 24th of october",
    ]
    later = ["next day", "the following morning", "same day", "two days later", "a day later", "day 2", "+1d"]
    others = [
        "to 15:00",
        "until 15:00",
        "till 15:00",
        "-15:00",
        "(15:00 UTC)",
        "?",
        "pm",
        "hrs",
        "deployment",
        "begins",
    ]
    words = [form for word in [*zones, *days, *later, *others] for form in (word, word.lower(), word.capitalize())]
    texts = [f"14:32{sign}{word}{end}" for word in words for sign in (" ", ": ", " - ") for end in ("", " x", ", y")]
    where = around("America/New_York")
    fast = [read_time(text, where) for text in texts]
    monkeypatch.setattr("pmtui.parsing.clock_times._ends", lambda _text, _at: False)
    assert [text for text, found in zip(texts, fast, strict=True) if found != read_time(text, where)] == []


def of_machine() -> list[str]:
    """Return beginnings of log lines, alike and not quite alike."""
    when = ("2025-10-25T", "2025-10-25 ", "2025-02-30T", "1969-10-25T", "2025-03-30 ", "Oct 25 ", "Oct  5 ", "Mon 25 ")
    clocks = ("14:32:01", "02:30:00", "24:10:01", "23:59:60", "14:32:01.123", "01:02:03,5")
    zones = ("", "Z", "+02:00", "-07:00", "+99:00", " UTC")
    behind = (
        "",
        " ERROR x",
        " host app: x",
        " at noon",
        " pm x",
        " or PST",
        " and x",
        " Berlin time x",
        " next day",
        " (+1d)",
    )
    return [f"{day}{clock}{zone}{rest}" for day in when for clock in clocks for zone in zones for rest in behind]


@pytest.mark.parametrize(
    "where",
    [
        around(),
        around("Europe/Berlin", None),
        replace(around("America/New_York", before="2025-10-25 13:00"), halves=True),
    ],
)
def test_the_short_way_for_a_log_reads_what_the_long_one_does(where: Around, monkeypatch: pytest.MonkeyPatch) -> None:
    def outcomes() -> list[Interpretation | str | None]:
        found: list[Interpretation | str | None] = []
        for text in of_machine():
            try:
                found.append(read_time(text, where))
            except EntryError as error:
                found.append(str(error))
        return found

    short = outcomes()
    assert (clock_times._of_machine("2025-10-25T14:32:01Z ERROR x", where) is None) is where.halves
    monkeypatch.setattr(clock_times, "_of_machine", lambda text, around: None)
    monkeypatch.setattr(days, "_PLAIN", re.compile("(?!)"))
    assert outcomes() == short


@pytest.mark.parametrize(
    "text",
    ["unknown: x", "TBD x", "hh:mm x", "now x", "T+5m x", "T + 5 x", "approx. 14:32 x", "Mon 14:32 x", "Oct 24 14:32 x",
     "the next day 09:00 x", "On the following day at 09:00 x", "Later that day 23:00 x", "a day later, 09:00 x",
     "two days later 09:00 x", "D+1 09:00 x", "day 2 09:00 x", "noon: x", "Midnight - x", "midday: x"],
)  # fmt: skip
def test_a_time_may_begin_with_a_letter(text: str) -> None:
    assert read_time(text, around(before="2025-10-25 13:00")) is not None
