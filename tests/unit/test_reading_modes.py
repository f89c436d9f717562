"""One grammar for each concept: a field, the beginning of a line, and prose read the same text alike."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.model.catalog import Question
from pmtui.model.kinds import Kind
from pmtui.model.postmortem import Postmortem
from pmtui.parsing.amounts import begins_with_number, read_amount
from pmtui.parsing.clock_times import read_instant, read_time, write_instant
from pmtui.parsing.days import Around, NotADayError, days, read_day, read_day_at
from pmtui.parsing.due_dates import is_due, read_due
from pmtui.parsing.durations import lengths, read_duration, read_shift
from pmtui.parsing.numbers import counts
from pmtui.parsing.prose_clocks import clock_times
from pmtui.parsing.shares import read_share, shares
from pmtui.session.session import Session
from pmtui.session.timeline_edits import adding
from pmtui.template import lookup
from pmtui.timeline.entry_line import read_line
from pmtui.timeline.event_times import around
from pmtui.timeline.interpretations import said, waiting_words

DAY = date(2025, 10, 25)
ROWS = [
    {"id": "aaaa", "at": "2025-10-25T14:32:00Z", "event": "Deployment"},
    {"id": "bbbb", "event": "Alert"},
    {"id": "cccc", "at": "2025-10-25T15:30:00Z", "event": "Rollback"},
]
TIMES = [
    "14:40", "1440", "2:40pm", "2:40 p.m.", "2 pm", "14:40:05", "15.10", "15h10", "15:10 PST", "14:40 PT",
    "14:40 UTC+2", "14:40Z", "14:40 IST", "+5", "+1h30m", "-10m", "T+5", "~14:40", "14:40?", "14:40-15:00",
    "14:40 to 15:00 UTC", "?",
    "unknown", "00:10", "10:00", "25 Oct 15:10", "Oct 25, 15:10", "2025-10-26 00:14", "2025-10-26T00:14:30+02:00",
    "5/6/2025 10:00", "26.10. 00:14", "Sun 15:10", "yesterday 15:10", "25:10", "13 pm", "31 Feb 10:00",
]  # fmt: skip


def session(rows: list[dict[str, Any]], day: date | None = DAY, zone: str = "Europe/Berlin") -> Session:
    postmortem = Postmortem.model_validate({"incident": {"date": day, "timezone": zone}, "timeline": rows})
    ids = iter(f"n{number:03}" for number in range(1000))
    return Session(postmortem, lookup.load("outage"), "outage", Path("d.toml"), lambda: DAY, lambda: next(ids))


def time_field(row_id: str = "bbbb", name: str = "at") -> Question:
    return Question(f"timeline.{row_id}.{name}", Kind.DATETIME, "When did it happen?")


def kept(opened: Session, row_id: str) -> dict[str, Any]:
    """Return what an event's time has become: instant, end, `~`, its answer state, half-typed text."""
    event = next(event for event in opened.postmortem.timeline if event.id == row_id)
    path = f"timeline.{row_id}.at"
    mark = opened.postmortem.marks.get(path)
    state = (mark.kind if mark else None, opened.postmortem.typed.get(path))
    return {"at": event.at, "until": event.until, "approximate": event.approximate, "state": state}


@pytest.mark.parametrize("text", TIMES)
@pytest.mark.parametrize("day", [DAY, None], ids=["dated", "undated"])
def test_a_time_field_reads_what_the_entry_line_reads(text: str, day: date | None) -> None:
    rows = ROWS if day else [{"id": "bbbb", "event": "Alert"}]
    opened, added = session(rows, day), session(rows[:1] if day else [], day)
    line = read_line(f"{text} | ", around(added.postmortem, 0 if day else None))
    opened.enter(time_field(), text)
    if line.problem:
        assert opened.problem(time_field()) == line.problem
        assert kept(opened, "bbbb")["at"] is None
        return
    event_id, edits = adding(added, line, 0 if day else None)
    for edit in edits:
        added.apply(edit, "timeline")
    field, entry = kept(opened, "bbbb"), kept(added, event_id)
    if line.waiting:
        assert opened.problem(time_field()) == waiting_words(line)
        assert field["state"][1] == text
        return
    assert field == entry
    shown, zone = opened.interpretation(time_field(), text), ZoneInfo("Europe/Berlin")
    assert shown is not None and line.reading is not None
    assert said(shown, zone) == said(line.reading, zone)
    assert shown.other == line.reading.other


def test_each_key_of_a_time_leaves_what_the_whole_text_says() -> None:
    for text in ("15:10 PST", "25 Oct 15:10", "~14:40-15:00", "14:40 UTC+2"):
        opened, at_once = session(ROWS), session(ROWS)
        for end in range(1, len(text) + 1):
            opened.enter(time_field(), text[:end])
        at_once.enter(time_field(), text)
        assert kept(opened, "bbbb") == kept(at_once, "bbbb")


def test_a_time_counts_from_the_row_before_and_its_end_from_its_start() -> None:
    opened = session(ROWS)
    opened.enter(time_field("cccc"), "+5")
    opened.enter(time_field("cccc", "until"), "+10")
    event = opened.postmortem.timeline[2]
    assert (event.at, event.until) == tuple(datetime(2025, 10, 25, 14, minute, tzinfo=UTC) for minute in (37, 47))
    opened.enter(time_field("aaaa"), "+5")
    assert "previous event" in opened.problem(time_field("aaaa"))
    role = Question("response.roles.aaaa.joined_at", Kind.DATETIME, "When?")
    with pytest.raises(ValueError, match="Write it as 14:32"):
        opened.entering_at(role.path).read(role.kind, "+5")
    for text in ("14:00-14:20", "~14:00", "?"):
        with pytest.raises(ValueError, match="one time"):
            opened.entering_at(role.path).read(role.kind, text)


@given(
    st.integers(0, 4_000_000_000),
    st.one_of(st.none(), st.integers(-90_000, 90_000)),
    st.sampled_from(["UTC", "Europe/Berlin", "Australia/Lord_Howe"]),
)
def test_a_time_is_read_without_a_doubt_as_it_was_written(seconds: int, away: int | None, zone: str) -> None:
    moment = datetime.fromtimestamp(seconds, ZoneInfo(zone))
    before = moment + timedelta(seconds=away) if away is not None else None
    context = Around(ZoneInfo(zone), moment.date(), before, datetime(2101, 1, 1, tzinfo=UTC))
    found = read_instant(write_instant(moment, context), context)
    assert found.at == moment
    assert not found.note or "occurs twice" in found.note


# -- one text, every mode ----------------------------------------------------------------------------------------------

AROUND = Around(ZoneInfo("UTC"), DAY, None, datetime(2025, 11, 1, 9, tzinfo=UTC))


@pytest.mark.parametrize(
    "text", ["2025-10-07", "7 October 2025", "7th of Oct 2025", "October 7, 2025", "Oct. 7th 2025", "2025/10/07"]
)
def test_a_day_is_the_same_in_a_field_a_line_and_prose(text: str) -> None:
    wanted = date(2025, 10, 7)
    assert read_day(text, DAY) == read_due(text, DAY) == wanted
    assert is_due(text)
    found = read_day_at(f"{text} 14:32", 0, AROUND)
    assert found is not None and found.days == (wanted,)
    said_days = list(days(f"It began on {text}."))
    assert [(day.year, day.month, day.day) for day in said_days] == [(2025, 10, 7)]


@pytest.mark.parametrize(
    "text",
    [
        "7. March 2026", "7.March 2026", "2026 March 7", "2026.03.07", "7  March 2026", "7/Mar/2026", "2026-Mar-07",
        "7-Mar-2026", "Mar. 7, 2026", "Sat 7. March 2026",
    ],
)  # fmt: skip
def test_a_day_is_the_same_in_a_field_and_a_line(text: str) -> None:
    wanted = date(2026, 3, 7)
    around_now = Around(ZoneInfo("UTC"), None, None, datetime(2026, 8, 1, 9, tzinfo=UTC))
    assert read_day(text, DAY) == read_day(f"on {text}.", DAY) == read_due(text, DAY) == wanted
    found = read_day_at(f"{text} 14:32 Deploy", 0, around_now)
    assert found is not None and (found.days, found.note) == ((wanted,), "")
    line, field = read_line(f"{text} 14:32 Deploy", around_now), read_instant(f"{text} 14:32", around_now)
    assert line.reading is not None
    assert (line.reading.at, line.event) == (field.at, "Deploy")
    assert field.at == datetime(2026, 3, 7, 14, 32, tzinfo=UTC)


@pytest.mark.parametrize("text", ["26-03-27", "27/03/26", "27.3.26", "7 March 1432", "2026.3.7.1", "7 March"])
def test_a_field_refuses_a_day_whose_year_would_be_a_guess(text: str) -> None:
    with pytest.raises(NotADayError, match=r"^Write the date as 2026-03-07 or 7 March 2026\.$"):
        read_day(text, DAY)


@pytest.mark.parametrize("text", ["26-03-27", "27/03/26"])
def test_a_due_date_refuses_a_year_of_two_digits(text: str) -> None:
    with pytest.raises(NotADayError, match=r"^Write it as fri"):
        read_due(text, DAY)


@pytest.mark.parametrize(
    "text",
    ["Oct 24 - 1432", "24 Oct - 1432", "Oct 24, 1432", "Oct 24 \u2013 1432", "20251024T14:32:00", "24/Oct/2025 14:32"],
)
def test_four_digits_after_a_day_are_its_time_unless_they_are_a_year(text: str) -> None:
    moment = datetime(2025, 10, 24, 14, 32, tzinfo=UTC)
    line = read_line(f"{text} Deploy", AROUND)
    assert line.reading is not None
    assert (line.reading.at, line.event) == (moment, "Deploy")
    assert read_instant(text, AROUND).at == read_instant(f"on {text}", AROUND).at == moment


@pytest.mark.parametrize(("text", "day"), [("25-10-24", (2025, 10, 24)), ("24-10-25", (2025, 10, 24))])
def test_a_line_reads_a_year_of_two_digits_by_the_incident_and_notes_it(text: str, day: tuple[int, int, int]) -> None:
    found = read_day_at(f"{text} 14:32", 0, AROUND)
    assert found is not None and (found.days[0], len(found.days)) == (date(*day), 2)
    assert found.note == f"{text} is read as 24 October 2025."


def test_the_time_before_a_row_is_found_from_the_row() -> None:
    asked: list[int] = []

    class Row:
        def __init__(self, number: int) -> None:
            self.id, self.number = f"e{number}", number

        @property
        def at(self) -> datetime:
            asked.append(self.number)
            return datetime(2025, 10, 25, tzinfo=UTC) + timedelta(minutes=self.number)

    incident = SimpleNamespace(timezone="UTC", date=DAY)
    many: Any = SimpleNamespace(incident=incident, timeline=tuple(Row(number) for number in range(1000)), typed={})
    assert around(many, 990).before == datetime(2025, 10, 25, 16, 30, tzinfo=UTC)
    assert set(asked) == {990, 0}


def test_the_number_of_a_list_is_not_a_day() -> None:
    assert read_line("1. March 7 14:32 Deploy", AROUND).reading is None


@pytest.mark.parametrize(
    "prose",
    [
        "Planned for March\n1. Add an alert", "Down since 7\nMay be longer", "Commit 4f2a15dec broke it",
        "Request 9c1e-12dec-4f failed", "| March\t12 |", "See ops/2026/05/12/x.json", "at 12:30 March",
    ],
)  # fmt: skip
def test_no_day_is_read_out_of_an_identifier_or_across_lines(prose: str) -> None:
    assert list(days(prose)) == []


@pytest.mark.parametrize("text", ["14:32", "2:32 pm", "2:32 p.m.", "2 pm", "14:32:00", "12 am"])
def test_a_clock_time_is_the_same_in_a_field_a_line_and_prose(text: str) -> None:
    field, line = read_instant(text, AROUND), read_time(f"{text} the alert fires", AROUND)
    said_time = next(clock_times(f"The alert fired at {text}"))
    assert field.at is not None and line is not None
    assert field.at == line.at
    assert field.at.time() == said_time.clock


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("47 min", 47), ("47 minutes", 47), ("2 h", 120), ("2hrs", 120), ("1h30m", 90), ("1d", 1440), ("90 s", 1.5)],
)
def test_a_length_is_the_same_in_a_field_a_line_and_prose(text: str, minutes: float) -> None:
    wanted = timedelta(minutes=minutes)
    assert read_duration(text) == wanted
    assert [each.value for each in lengths(f"It took {text} in all.")] == [wanted.total_seconds()]
    assert read_shift(f"+{text}".replace(" ", "")) == wanted


@pytest.mark.parametrize(
    ("text", "value"), [("1,200", 1200), ("94k", 94_000), ("1.2 million", 1_200_000), ("300", 300)]
)
def test_a_number_is_the_same_in_a_field_and_prose(text: str, value: int) -> None:
    assert read_amount(text).estimate.likely == value
    assert begins_with_number(text)
    assert [said_count.value for said_count in counts(f"In all {text} requests failed.")] == [value]


@pytest.mark.parametrize("text", ["15%", "99.5 %", "0.25%"])
def test_a_share_is_the_same_in_a_field_and_prose(text: str) -> None:
    share = read_share(text)
    assert share is not None
    assert [float(share * 100)] == [said_share.value for said_share in shares(f"Then {text} of them failed.")]
