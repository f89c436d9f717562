"""Zones after a time: every name that people write is understood or reported as ambiguous, and none ends the app."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.errors import EntryError
from pmtui.model.kinds import Kind
from pmtui.parsing.days import Around
from pmtui.parsing.zone_names import ABBREVIATIONS, ALSO_WORDS, GIVEN_UP, IN_FULL, NO_ZONES, SMALL
from pmtui.parsing.zones import doubtful_zone, offset_of, read_zone
from pmtui.session.undated_events import readings
from pmtui.template import lookup
from pmtui.template.input_parsing import InputParser
from pmtui.timeline.entry_line import EventLine, read_line
from pmtui.timeline.paste import LineRole, events_of, read_paste
from tests.unit.test_undated_events import draft

DAY = date(2025, 10, 25)
NOW = datetime(2025, 11, 2, 9, tzinfo=UTC)


def line(text: str, zone: str = "UTC", day: date = DAY) -> EventLine:
    return read_line(text, Around(ZoneInfo(zone), day, None, NOW))


def at(found: EventLine) -> str:
    assert found.reading is not None
    assert found.reading.at is not None
    return found.reading.at.astimezone(UTC).strftime("%d %H:%M")


@pytest.mark.parametrize(
    ("zone", "text", "expected"),
    [
        ("America/Los_Angeles", "14:40 PT", "25 21:40"),
        ("America/New_York", "14:40 ET", "25 18:40"),
        ("America/Sao_Paulo", "14:40 BRT", "25 17:40"),
        ("Asia/Singapore", "14:40 SGT", "25 06:40"),
        ("Asia/Dubai", "14:40 GST", "25 10:40"),
        ("America/Bogota", "14:40 COT", "25 19:40"),
    ],
)
def test_the_zone_of_the_draft_by_a_name_that_the_tz_database_lacks(zone: str, text: str, expected: str) -> None:
    found = line(f"{text} pager", zone)
    assert (at(found), found.event, found.reading and found.reading.note) == (expected, "pager", "")


NAMES = sorted({*ABBREVIATIONS, *GIVEN_UP, *SMALL, *ALSO_WORDS, *NO_ZONES, *(f"{name} time" for name in IN_FULL)})


@pytest.mark.parametrize("zone", sorted(available_timezones()))
def test_no_name_ends_the_app_in_the_draft_of_any_zone(zone: str) -> None:
    own = ZoneInfo(zone)
    mine = {str(datetime(2025, month, 15, tzinfo=own).tzname()) for month in (1, 7)}
    for name in (*NAMES, *mine):
        found = read_zone(f" {name} x", own)
        if found is None:
            doubtful_zone(f" {name} x", own)
    for name in mine - ALSO_WORDS:
        if name.isalpha() and len(name) > 2 and name.isupper() and name not in ("UTC", "GMT"):
            named = read_zone(f" {name} x", own)
            assert named is not None, name
            assert named[0].zone is own or str(named[0].zone) == "UTC"


_written = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from(sorted(available_timezones())),
    st.text("ABCDEGIMNPSTUWZ", min_size=1, max_size=6),
    st.from_regex(r"\A(UTC|GMT|EST|Z)? ?[+\-\u2212][0-9]{1,4}(:[0-9]{2}|\.[0-9]+)?\Z"),
)


@given(
    zone=st.sampled_from(sorted(available_timezones())),
    name=_written,
    form=st.sampled_from(["{} x", "({}) x", "[{}]", "{}: x", "{}", "{}/{} x", "{} ({})", "-15:00 {} x", "{}-15:00"]),
    clock=st.sampled_from(["14:40", "2:40 pm", "00:10", "2025-03-30 02:30", "~23:59:59", "2025-10-24T14:40"]),
)
def test_a_zone_after_a_time_is_read_in_entry_lines_fields_and_pastes(
    zone: str, name: str, form: str, clock: str
) -> None:
    text = f"{clock} {form.replace('{}', name)}"
    around = Around(ZoneInfo(zone), DAY, None, NOW)
    found = read_line(text, around)
    assert found.problem or found.reading is not None
    read_paste(f"## Timeline (all times {name})\n{text}\n14:50 {name}\n14:55 next", around)
    read_line(text, Around(ZoneInfo(zone), None, None, NOW))
    read_paste(f"## Timeline ({name})\n{text}\n14:50 {name}\n14:55 next", Around(ZoneInfo(zone), None, None, NOW))
    entering = InputParser(lookup.load("sre").settings, around, DAY)
    try:
        entering.read(Kind.DATETIME, text)
    except EntryError as error:
        assert str(error)
    readings(draft([("a", None, text)], timezone=zone, date="2025-10-25"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("19:00 CT pager", "26 00:00"),
        ("19:00 MT pager", "26 01:00"),
        ("20:20 GST : halts", "25 16:20"),
        ("20:20 GST:halts", "25 16:20"),
        ("20:20 EST (-05:00) x", "26 01:20"),
        ("20:20 EDT (UTC-4) x", "26 00:20"),
        ("20:20 (EST, UTC-5) x", "26 01:20"),
        ("20:20 EST-05:00 x", "26 01:20"),
        ("20:20 CET +01:00 x", "25 19:20"),
        ("20:20 +02:00 (CEST) x", "25 18:20"),
        ("20:20 UTC+2 (CEST) x", "25 18:20"),
        ("14:40 UTC+2 x", "25 12:40"),
        ("14:40 GMT+2: x", "25 12:40"),
        ("14:40 UTC-05:30 x", "25 20:10"),
        ("14:40 UTC\u221205:30 x", "25 20:10"),
        ("14:40 UTC+5.5 x", "25 09:10"),
        ("14:40 UTC\u00b10 x", "25 14:40"),
        ("14:40:10+02 x", "25 12:40"),
        ("2025-10-25T14:40-08 x", "25 22:40"),
        ("14:40 Central European Summer Time x", "25 12:40"),
        ("14:40 central european time x", "25 12:40"),
        ("14:40 Eastern Daylight Time x", "25 18:40"),
        ("14:40 US Pacific: x", "25 21:40"),
        ("14:40 Central: x", "25 19:40"),
        ("14:40 India Standard Time x", "25 09:10"),
        ("14:40 Coordinated Universal Time x", "25 14:40"),
        ("14:40 Europe/Berlin x", "25 12:40"),
        ("14:40 (America/New_York) x", "25 18:40"),
        ("14:40 Paris time x", "25 12:40"),
        ("14:40 CET/CEST x", "25 12:40"),
        ("14:40 cest x", "25 12:40"),
        ("14:40 (CAT) x", "25 12:40"),
        ("14:40, PT: x", "25 21:40"),
        ("14:40, PDT x", "25 21:40"),
        ("14:40,UTC x", "25 14:40"),
        ("14:40 pt: x", "25 21:40"),
        ("14:40 PST8PDT x", "25 21:40"),
        ("14:40 ULAT x", "25 06:40"),
        ("14:40 LINT: x", "25 00:40"),
        ("14:40 (AZT) x", "25 10:40"),
        ("14:40 UZT: x", "25 09:40"),
        ("14:40 GFT: x", "25 17:40"),
        ("14:40 MMT: x", "25 08:10"),
        ("14:40 CVT: x", "25 15:40"),
    ],
)
def test_a_zone_is_understood(text: str, expected: str) -> None:
    found = line(text)
    assert (at(found), found.event, found.reading and found.reading.note) == (
        expected, "pager" if "pager" in text else "halts" if "halts" in text else "x", "")  # fmt: skip


@pytest.mark.parametrize(
    ("text", "event", "said"),
    [
        ("19:00 Central x", "Central x", "'Central' may be a time zone"),
        ("19:00-19:10 Central x", "Central x", "'Central' may be a time zone"),
        ("19:00 XYST pager", "XYST pager", "'XYST' may be a time zone"),
        ("19:00 (XYT) pager", "(XYT) pager", "'XYT' may be a time zone"),
        ("19:00 CAT pager", "CAT pager", "'CAT' may be a time zone"),
        ("19:00 UTC+25 pager", "UTC+25 pager", "No time zone is at UTC+25"),
        ("19:00 Europe/Berlinn pager", "Europe/Berlinn pager", "isn't a known time zone"),
        ("19:00 XYT : halts", "XYT : halts", "'XYT' may be a time zone"),
        ("19:00 XYT halts", "XYT halts", "'XYT' may be a time zone"),
        ("19:00, PT x", "PT x", "'PT' may be a time zone"),
        ("19:00 - PT x", "PT x", "'PT' may be a time zone"),
        ("19:00 ET/PT x", "ET/PT x", "'ET' may be a time zone"),
        ("19:00 UTC/PT x", "UTC/PT x", "'UTC' may be a time zone"),
        ("19:00 EST5 x", "EST5 x", "'EST' may be a time zone"),
        ("19:00 NFT x", "NFT x", "'NFT' may be a time zone"),
        ("19:00 ct x", "ct x", "'ct' may be a time zone"),
        ("19:00 et x", "et x", "'et' may be a time zone"),
        ("19:00 pt x", "pt x", "'pt' may be a time zone"),
        ("19:00 ist x", "ist x", "'ist' may be a time zone"),
        ("19:00 Pst x", "Pst x", "'Pst' may be a time zone"),
        ("19:00 P.T. x", "P.T. x", "'P.T.' may be a time zone"),
        ("19:00 (Berlin) x", "(Berlin) x", "'Berlin' may be a time zone"),
        ("19:00R x", "R x", "'R' is ignored"),
        ("19:00p x", "p x", "'p' is ignored"),
    ],
)
def test_an_unknown_zone_name_stays_in_the_text_and_is_marked(text: str, event: str, said: str) -> None:
    found = line(text)
    assert (at(found), found.event) == ("25 19:00", event)
    assert said in found.reading.note  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "words",
    ["API returns 500", "DB down", "SRE paged", "CEO informed", "EU cluster", "US-EAST fails", "ET-1 restarts",
     "PT-100 reads 90", "POST requests fail", "GET requests fail", "REST calls fail", "TEST run", "(SRE) pages",
     "DB: down", "CPU at 90", "SLO burns", "OOM kills", "CDN: 502", "AWS - outage", "P1 raised", "SEV1 x", "TLS fails",
     "SQL times out", "QA (PR 12)", "US-EAST-1 down", "EAST is down", "GET: 500", "UAT: broken", "NAT fails", "RTT up",
     "SPOT instances go", "START of it", "GIT: down", "JWT expires", "LIMIT reached", "west fails", "art fails",
     "a customer calls", "A customer calls", "CT/MRI down", "U.S. users", "PR: merged", "IT: told", "(DNS) x",
     "DNS: fails", "Redis/Sentinel fails", "Response time rises", "S3 fails", "AWS-CT x", "GPT fails", "central fails"],
)  # fmt: skip
def test_names_of_other_things_stay_words(words: str) -> None:
    found = line(f"14:40 {words}")
    assert (at(found), found.event, found.reading and found.reading.note) == ("25 14:40", words, "")


@pytest.mark.parametrize(
    ("name", "zones"),
    [("IST", ("Asia/Kolkata", "Europe/Dublin")), ("CST", ("America/Chicago", "Asia/Shanghai")),
     ("BST", ("Europe/London", "Asia/Dhaka")), ("AST", ("America/Halifax", "Asia/Riyadh"))],
)  # fmt: skip
def test_an_ambiguous_zone_name_is_reported_or_settled_by_the_drafts_zone(name: str, zones: tuple[str, str]) -> None:
    day = date(2025, 7, 1) if name in ("BST", "IST") else date(2025, 1, 15)
    first, second = (datetime(day.year, day.month, day.day, 14, 40, tzinfo=ZoneInfo(zone)) for zone in zones)
    reading = line(f"14:40 {name} x", day=day).reading
    assert reading is not None
    assert reading.other is not None
    assert (reading.at, reading.other.at) == (first, second)
    assert f"{name} can mean" in reading.note
    for zone in zones:
        own = line(f"14:40 {name} x", zone, day).reading
        assert own is not None
        assert own.at == datetime(day.year, day.month, day.day, 14, 40, tzinfo=ZoneInfo(zone))
        assert (own.note, f"{name} is read as" in own.remark) == ("", True)


@pytest.mark.parametrize("text", ["19:00 ET / PT x", "19:00 ET and PT x", "19:00 ET or PT x"])
def test_a_second_zone_after_the_first_is_reported(text: str) -> None:
    found = line(text)
    assert at(found) == "25 23:00"
    assert "ET and PT are both given: read as ET." in found.reading.note  # type: ignore[union-attr]


def test_the_same_time_in_another_zone_is_not_a_second_zone() -> None:
    found = line("19:00 PDT/22:00 EDT x")
    assert (at(found), found.reading.note) == ("26 02:00", "")  # type: ignore[union-attr]


def test_an_offset_overrides_the_label_next_to_it_with_a_note() -> None:
    reading = line("14:40 PST (UTC-07:00) x").reading
    assert reading is not None
    assert reading.at == datetime(2025, 10, 25, 21, 40, tzinfo=UTC)
    assert "PST isn't UTC-07:00: pmtui uses the offset." in reading.note


def test_a_label_of_the_other_half_of_the_year_is_reported() -> None:
    reading = line("14:40 PST x").reading
    assert reading is not None
    assert reading.at == datetime(2025, 10, 25, 21, 40, tzinfo=UTC)
    assert "PST isn't used on that date" in reading.note
    assert "PST isn't used on that date" in line("14:40-14:50 PST x").reading.note  # type: ignore[union-attr]


def test_ranges_with_zones() -> None:
    for text in ("14:00 UTC-15:00 UTC x", "14:00-15:00 UTC x", "14:00 UTC - 15:00 UTC x", "16:00 CEST-17:00 CEST x"):
        found = line(text)
        assert (at(found), found.event) == ("25 14:00", "x"), text
        assert found.reading is not None
        assert found.reading.until == datetime(2025, 10, 25, 15, tzinfo=UTC)


@pytest.mark.parametrize("name", [*ABBREVIATIONS, *GIVEN_UP])
def test_the_table_agrees_with_the_tz_database(name: str) -> None:
    """Where the tz database has a name at a place, in any year since 2000, the offset is that of the table."""
    for place, hours in {**GIVEN_UP, **ABBREVIATIONS}[name]:
        zone = ZoneInfo(place)
        for year in range(2000, 2026, 5):
            for month in (1, 7):
                moment = datetime(year, month, 15, tzinfo=zone)
                if moment.tzname() == name and hours is not None:
                    assert moment.utcoffset() == timedelta(hours=hours)


def test_the_names_that_the_tz_database_has_had_for_decades_are_in_the_table() -> None:
    names = {"EST", "CST", "MST", "PST", "AKST", "HST", "AST", "NST", "WET", "CET", "EET", "BST", "MSK", "IST",
             "PKT", "WIB", "HKT", "JST", "KST", "AEST", "ACST", "AWST", "NZST", "SAST", "CAT"}  # fmt: skip
    assert names <= set(ABBREVIATIONS)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("+2", 120), ("-0530", -330), ("+05:45", 345), ("+5.5", 330), ("+5.30", 330), ("+14", 840), ("-12", -720),
     ("+15", None), ("-13", None), ("+5:20", None), ("+1.7", None), ("\u00b10", 0)],
)  # fmt: skip
def test_offsets(text: str, minutes: int | None) -> None:
    assert offset_of(text) == (timedelta(minutes=minutes) if minutes is not None else None)


# -- pastes ------------------------------------------------------------------------------------------------------------


def paste(text: str, zone: str = "UTC", day: date | None = DAY) -> list[tuple[str, str, bool]]:
    lines = read_paste(text, Around(ZoneInfo(zone), day, None, NOW))
    events = [each for each in lines if each.fate is LineRole.EVENT]
    times = [each.reading.at if each.reading else None for each in events]
    return [
        (f"{at.astimezone(UTC):%d %H:%M}" if at else each.waiting, each.words, bool(each.doubt))
        for each, at in zip(events, times, strict=True)
    ]


@pytest.mark.parametrize(
    "head",
    ["## Timeline (all times PT)", "## Timeline (PT)", "_All times in PT_", "All times are PT.", "Timeline, Pacific",
     "## Timeline (All Time in PT)", "All events are documented in [PT](https://example.org/pt) time.",
     "Times: America/Los_Angeles", "## Timeline (all times in UTC-7)", "### Sequence of events (PT)", "(PT)",
     "PT times:", "All times are Pacific.", "Times: Los Angeles", "TZ: PT", "The timeline below uses PT.",
     "All events below are in PT unless otherwise noted."],
)  # fmt: skip
@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles", "Europe/Berlin"])
def test_a_zone_named_once_in_a_paste_applies_to_every_line(head: str, zone: str) -> None:
    assert paste(f"{head}\n\n14:40 PT\n14:50 next", zone) == [("25 21:40", "", False), ("25 21:50", "next", False)]


@pytest.mark.parametrize(
    "words", ["All customers in MT lost service", "By that time the ET team was awake", "All in CET"]
)
def test_a_line_about_something_else_states_no_zone(words: str) -> None:
    found = paste(f"14:30 first\n{words}\n14:40 x")
    assert found[-1][0] == ("25 12:40" if words == "All in CET" else "25 14:40")


def test_a_table_s_head_says_the_zone() -> None:
    table = "| Date and Time in CET | Event |\n|---|---|\n| 2025-01-05 04:00 | down |"
    assert paste(table) == [("05 03:00", "down", False)]


@pytest.mark.parametrize(
    ("head", "said"),
    [("| Time (XYT) | Event |\n|---|---|", "XYT"), ("| Time XYT | Event |\n|---|---|", "XYT"),
     ("| Time [ET/PT] | Event |\n|---|---|", "ET/PT"), ("## Timeline (all times ET/PT)", "ET/PT"),
     ("## Timeline (XYT)", "XYT"), ("All times in XYZ.", "XYZ")],
)  # fmt: skip
def test_an_unknown_zone_of_a_whole_paste_is_reported_there_and_at_each_time(head: str, said: str) -> None:
    row = "| 19:00 | down |" if head.startswith("|") else "19:00 down"
    lines = read_paste(f"{head}\n{row}", Around(ZoneInfo("UTC"), DAY, None, NOW))
    assert f"'{said}' may be a time zone for every line" in lines[0].doubt
    assert lines[-1].doubt == f"'{said}' above isn't a known zone: read as UTC."
    undated = read_paste(f"{head}\n{row}", Around(ZoneInfo("UTC"), None, None, NOW))
    assert f"'{said}' above isn't a known zone" in undated[-1].doubt


@pytest.mark.parametrize(
    "head", ["## Timeline: Database outage", "All timestamps in the API.", "## Times (HH:MM)", "## Timestamps: NTP"]
)
def test_a_heading_without_a_zone_makes_no_time_ambiguous(head: str) -> None:
    assert read_paste(f"{head}\n19:00 x", Around(ZoneInfo("UTC"), DAY, None, NOW))[-1].doubt == ""


@pytest.mark.parametrize(
    ("head", "expected"),
    [("| Time (PT) | Time (ET) | Event |", "26 02:00"), ("| PT | ET | Event |", "26 02:00"),
     ("| Time (ET) | Time (PT) | Event |", "25 23:00"), ("| Date (UTC) | Time (PT) | Event |", "26 02:00")],
)  # fmt: skip
def test_of_two_columns_of_times_the_first_counts_in_its_zone(head: str, expected: str) -> None:
    second = "22:00" if "Date" not in head else "19:00"
    first = "19:00" if "Date" not in head else "2025-10-25"
    assert paste(f"{head}\n|---|---|---|\n| {first} | {second} | down |") == [(expected, "down", False)]


def test_a_column_that_is_called_by_a_zone_alone_is_the_time() -> None:
    assert paste("| UTC | Event |\n|---|---|\n| 19:00 | down |", "Europe/Berlin") == [("25 19:00", "down", False)]


def test_a_zone_in_small_letters_is_stated_too() -> None:
    for said in ("## Timeline (all times pt)", "_all times are pt_", "| Time (pt) | Event |"):
        found = paste(f"{said}\n|---|---|\n| 19:00 | x |" if "|" in said else f"{said}\n19:00 x")
        assert found == [("26 02:00", "x", False)], said


def test_a_prose_line_that_names_a_zone_keeps_its_text() -> None:
    text = "We lost the primary in the night and a person saw that later (all timestamps in UTC+2, see above)\n14:40 x"
    assert paste(text)[1:] == [("25 12:40", "x", False)]
    assert "primary" in events_of(read_paste(text, Around(ZoneInfo("UTC"), DAY, None, NOW)))[0].event


def test_the_first_times_zone_applies_to_the_times_below_with_a_note() -> None:
    assert paste("20:39 (UTC) a\n21:16 b", "Europe/Berlin") == [("25 20:39", "a", False), ("25 21:16", "b", True)]
    assert paste("20:39 (UTC) a\n21:16 b", "UTC") == [("25 20:39", "a", False), ("25 21:16", "b", False)]
    later = paste("20:39 a\n21:16 UTC b\n22:00 c", "Europe/Berlin")
    assert later == [("25 18:39", "a", True), ("25 21:16", "b", False), ("25 20:00", "c", True)]


def test_a_head_s_year_is_that_of_its_days() -> None:
    table = "| Day | Date (2021) | Time | Event |\n|---|---|---|---|\n| Sun | Oct 31 | 21:33 | down |"
    lines = read_paste(table, Around(ZoneInfo("UTC"), None, None, NOW))
    assert [f"{each.reading.at:%Y-%m-%d}" for each in lines if each.reading and each.reading.at] == ["2021-10-31"]
    assert not any(each.doubt for each in lines)


def test_a_year_missing_from_a_day_line_is_noted_at_each_time_below() -> None:
    lines = read_paste("Dec 16\n12:43 a\n12:50 b", Around(ZoneInfo("UTC"), None, None, NOW))
    assert [f"{each.reading.at:%Y}" for each in lines if each.reading and each.reading.at] == ["2024", "2024"]
    assert all("2024" in each.doubt for each in lines)


@pytest.mark.parametrize(
    ("said", "offset"),
    [("All times in Mumbai time", 5.5), ("All times in San Francisco time", -7), ("All times are São Paulo time", -3),
     ("All times in Paris, France", 2), ("Times: UTC plus 2", 2), ("All times in GMT minus 3", -3)],
)  # fmt: skip
def test_a_city_with_another_s_zone_is_understood(said: str, offset: float) -> None:
    line = read_paste(f"{said}\n14:00 a", Around(ZoneInfo("UTC"), date(2025, 10, 25), None, NOW))[-1]
    assert line.reading is not None
    assert line.reading.at is not None
    assert line.reading.at.utcoffset() == timedelta(hours=offset)
    assert line.doubt == ""


@pytest.mark.parametrize(
    ("said", "is_zone"), [("All times in Brazil time", True), ("Response times in Production", False)]
)
def test_a_place_of_several_zones_is_marked_on_every_time(said: str, is_zone: bool) -> None:
    line = read_paste(f"{said}\n14:00 a", Around(ZoneInfo("UTC"), date(2025, 10, 25), None, NOW))[-1]
    assert bool(line.doubt) == is_zone
