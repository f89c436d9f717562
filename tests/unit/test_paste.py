"""Pastes of every form that teams use: each line becomes what a reader would see in it, and none is lost."""

import re
import sys
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from time import process_time
from types import FrameType
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.errors import EntryError
from pmtui.parsing.days import Around
from pmtui.text import clean_prose
from pmtui.timeline.entry_line import read_line
from pmtui.timeline.paste import (
    LineAnswer,
    LineRole,
    PasteAnswers,
    PastedEvent,
    PastedLine,
    PasteQuestion,
    Unknown,
    events_of,
    questions,
    read_paste,
    with_role,
)
from tests.bench.__main__ import pastes
from tests.strategies import PIECES

DAY = date(2025, 10, 25)
NOW = datetime(2025, 11, 2, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Case:
    name: str
    paste: str
    events: list[str]
    others: list[int]

    @property
    def around(self) -> Around:
        zone = re.search(r"\[(.+)\]", self.name)
        return Around(ZoneInfo(zone[1] if zone else "UTC"), DAY, None, NOW)


def corpus() -> list[Case]:
    text = (Path(__file__).parent / "pastes" / "corpus.txt").read_text(encoding="utf-8")
    cases = []
    for part in text.split("\n=== ")[1:]:
        name, _, rest = part.partition("\n")
        body, _, wanted = rest.rpartition("\n---\n")
        lines = wanted.rstrip("\n").split("\n")
        events = [line.rstrip() for line in lines if not line.startswith("<")]
        cases.append(Case(name, body, events, [int(line[1:]) for line in lines if line.startswith("<")]))
    return cases


def written(event: PastedEvent) -> list[str]:
    """Return an event in the notation of the corpus."""
    parts = [_time(event), event.event.replace("\n", "/"), event.action, event.source]
    while not parts[-1]:
        parts.pop()
    return [" | ".join(parts).replace("|  |", "| |"), *(f"  {detail}" for detail in event.details)]


def _time(event: PastedEvent) -> str:
    if event.reading is None or event.reading.at is None:
        return "?"
    at = event.reading.at.astimezone(UTC)
    form = "%d %H:%M" if at.strftime("%Y-%m") == "2025-10" else "%Y-%m-%d %H:%M"
    until = event.reading.until
    return (
        ("~" if event.reading.is_approximate else "")
        + at.strftime(form + (":%S" if at.second else ""))
        + (f"-{until.astimezone(UTC):%H:%M}" if until else "")
    )


CASES = corpus()


def test_the_corpus_is_large_enough() -> None:
    assert len(CASES) >= 60
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_paste_becomes_the_events_that_a_reader_sees_in_it(case: Case) -> None:
    lines = read_paste(case.paste, case.around)
    assert [part for event in events_of(lines) for part in written(event)] == case.events
    assert [line.number for line in lines if line.fate in (LineRole.GOVERNS, LineRole.LEFT)] == case.others


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("Times are local\n14:02 a", True), ("## Timeline (local time)\n14:02 a", True), ("14:02 (local time) a", True),
        ("14:02 local time a", True), ("| Time (local) | Event |\n|---|---|\n| 14:02 | a |", True),
        ("## 2025-10-25 (LOCAL TIME)\n14:02 a", True), ("Times are local to each office\n14:02 a", True),
        ("14:02 a\n\nAll times local", True), ("All times are local to Berlin\n14:02 a", False),
        ("All times local (UTC+2)\n14:02 a", False), ("14:02 local cache is cold a", False),
        ("14:02 a\n- a clock shows (local time)\n14:03 a", False),
    ],
)  # fmt: skip
def test_local_times_of_no_place_are_marked(text: str, doubted: bool) -> None:
    events = [line for line in read(text) if line.reading is not None]
    assert events and all(line.reading is not None and line.reading.at is not None for line in events)
    assert [("local" in line.doubt.lower()) for line in events] == [doubted] * len(events)


_lines = st.one_of(
    st.sampled_from([line for case in CASES for line in case.paste.split("\n")]),
    st.sampled_from(PIECES),
    st.text(max_size=30),
)


_pastes = st.lists(_lines, max_size=12).map("\n".join)


def read(text: str, zone: str = "Europe/Berlin", day: date | None = DAY) -> list[PastedLine]:
    return read_paste(text, Around(ZoneInfo(zone), day, None, NOW))


@given(_pastes)
def test_no_word_of_a_pasted_line_is_lost(text: str) -> None:
    lines = read(text)
    if len(lines) == 1:
        assert lines[0].text.split() == clean_prose(text.removeprefix("\ufeff")).replace("\u200b", "").split()
    whole: dict[int, str] = {}
    for line in lines:
        whole[line.number] = f"{whole.get(line.number, '')} {line.text}"
    if len(whole) > 1:
        for pasted, plain in zip(clean_prose(text.removeprefix("\ufeff")).split("\n"), whole.values(), strict=True):
            expected = re.sub(r"<br ?/?>", " ", pasted.replace("\u200b", ""))
            assert expected.split() == re.sub(r"<br ?/?>", " ", plain).split()
    kept = [part for event in events_of(lines) for part in (event.event, event.action, event.source, *event.details)]
    letters = "".join(kept)
    for line in lines:
        if line.fate in (LineRole.EVENT, LineRole.WORDS, LineRole.DETAIL):
            assert line.words.strip() in letters


def _read_as(lines: list[PastedLine]) -> list[tuple[LineRole, datetime | None, str, bool]]:
    return [
        (line.fate, line.reading.at if line.reading else None, " ".join(line.words.split()), bool(line.doubt))
        for line in lines
    ]


@given(_pastes)
def test_the_bytes_of_an_editor_change_nothing(text: str) -> None:
    plain = "\n".join(
        line.rstrip() for line in clean_prose(text.replace("\u200b", "")).removeprefix("\ufeff").split("\n")
    )
    expected = _read_as(read(plain))
    assert _read_as(read(plain.replace("\n", "\r\n"))) == expected
    assert _read_as(read(f"\ufeff{plain}")) == expected
    assert _read_as(read(plain.replace("\n", "  \n"))) == expected
    assert _read_as(read(plain.replace(" ", "\u00a0"))) == expected


@pytest.mark.parametrize(
    "text", [case.paste for case in CASES if case.name != "json" and re.search("['\"]", case.paste)]
)
def test_typographic_quotes_read_as_straight_ones(text: str) -> None:
    curly = re.sub(r'"([^"]*)"', "\u201c\\1\u201d", text).replace("'", "\u2019")
    times = [(line.number, line.fate, line.reading) for line in read(curly)]
    assert times == [(line.number, line.fate, line.reading) for line in read(text)]


@given(_pastes, st.sampled_from(["UTC", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"]))
def test_the_draft_s_zone_changes_no_instant_whose_text_states_its_zone(text: str, zone: str) -> None:
    paste = f"All times in UTC.\n{text}"
    here, there = read(paste, "UTC"), read(paste, zone)
    for one, other in zip(here, there, strict=False):
        said = one.reading is not None and one.reading.at is not None and "Z" in one.text
        if said and re.fullmatch(r"2025-\d\d-\d\dT\d\d:\d\d:\d\dZ .*", one.text):
            assert other.reading is not None
            assert one.reading is not None
            assert one.reading.at == other.reading.at


@pytest.mark.parametrize("case", [case for case in CASES if case.name.startswith("zone: ")], ids=lambda case: case.name)
def test_a_paste_that_states_its_zone_reads_the_same_in_every_draft(case: Case) -> None:
    expected = [line.reading.at for line in read(case.paste, "UTC") if line.reading and "first line" not in case.name]
    for zone in ("America/New_York", "Asia/Kolkata"):
        found = [line.reading.at for line in read(case.paste, zone) if line.reading and "first line" not in case.name]
        assert found == expected


# -- what the author says --------------------------------------------------------------------------------------------


def test_a_zone_that_no_line_states_is_asked_for_once() -> None:
    text = "14:32 a\n14:38 UTC b"
    lines, around = read(text, "UTC"), Around(ZoneInfo("UTC"), DAY, None, NOW)
    assert [line.open for line in lines] == [{Unknown.ZONE}, frozenset()]
    assert questions(lines, around) == []
    assert questions(lines, around, ZoneInfo("UTC")) == []
    asked = questions(lines, around, ZoneInfo("Europe/Berlin"))
    assert asked == [PasteQuestion(Unknown.ZONE, (0,), (ZoneInfo("UTC"), ZoneInfo("Europe/Berlin")))]
    answered = read_paste(text, around, PasteAnswers(zone=ZoneInfo("Europe/Berlin")))
    assert [line.reading.at for line in answered if line.reading] == [
        datetime(2025, 10, 25, 12, 32, tzinfo=UTC), datetime(2025, 10, 25, 14, 38, tzinfo=UTC)
    ]  # fmt: skip


def test_a_zone_that_all_lines_state_is_not_asked_for() -> None:
    lines = read("All times in CET\n14:32 a")
    assert questions(lines, Around(ZoneInfo("UTC"), DAY, None, NOW), ZoneInfo("Asia/Tokyo")) == []


def test_a_day_a_year_and_the_order_of_day_and_month_are_asked_for() -> None:
    undated = Around(ZoneInfo("UTC"), None, None, NOW)
    assert [each.about for each in questions(read_paste("14:32 a", undated), undated)] == [Unknown.DAY]
    year = questions(read_paste("Dec 16 14:32 a", undated), undated)
    assert [(each.about, each.likely) for each in year] == [(Unknown.YEAR, (2024, 2023))]
    order = questions(read_paste("3/4/2025 14:32 a", undated), undated)
    assert [(each.about, each.likely) for each in order] == [(Unknown.ORDER, (True, False))]
    for answers, expected in (
        (PasteAnswers(day=date(2025, 3, 4)), ("14:32 a", "2025-03-04")),
        (PasteAnswers(year=2022), ("Dec 16 14:32 a", "2022-12-16")),
        (PasteAnswers(is_month_first=True), ("3/4/2025 14:32 a", "2025-03-04")),
        (PasteAnswers(is_month_first=False), ("3/4/2025 14:32 a", "2025-04-03")),
    ):
        line = read_paste(expected[0], undated, answers)[0]
        assert line.reading is not None
        assert (f"{line.reading.at:%Y-%m-%d}", line.doubt) == (expected[1], "")
        assert not line.open - {Unknown.ZONE}


def test_a_line_is_corrected_alone_or_with_the_lines_below() -> None:
    text = "14:32 a\n14:38 b\n14:40 UTC c"
    around = Around(ZoneInfo("UTC"), DAY, None, NOW)
    berlin, day = ZoneInfo("Europe/Berlin"), date(2025, 10, 20)

    def times(answer: LineAnswer) -> list[str]:
        lines = read_paste(text, around, PasteAnswers(lines={(1, 0): answer}))
        return [f"{line.reading.at.astimezone(UTC):%d %H:%M}" for line in lines if line.reading and line.reading.at]

    assert times(LineAnswer(zone=berlin)) == ["25 12:32", "25 14:38", "25 14:40"]
    assert times(LineAnswer(zone=berlin, holds_below=True)) == ["25 12:32", "25 12:38", "25 14:40"]
    assert times(LineAnswer(day=day, holds_below=True)) == ["20 14:32", "20 14:38", "20 14:40"]
    changed = read_paste(text, around, PasteAnswers(lines={(1, 0): LineAnswer(role=LineRole.LEFT)}))
    assert [line.fate for line in changed] == [LineRole.LEFT, LineRole.EVENT, LineRole.EVENT]


@pytest.mark.parametrize("fate", LineRole)
def test_the_author_decides_what_a_line_turns_into(fate: LineRole) -> None:
    lines = read_paste("14:32 Deployment begins\nnobody was told\n14:38 Alert fires", CASES[0].around)
    assert lines[1].doubt
    changed = with_role(lines, 1, fate)
    assert changed[1].doubt == ""
    events = events_of(changed)
    assert {
        LineRole.EVENT: [e.event for e in events] == ["Deployment begins", "nobody was told", "Alert fires"],
        LineRole.WORDS: events[0].event == "Deployment begins\nnobody was told",
        LineRole.DETAIL: events[0].details == ("nobody was told",),
        LineRole.GOVERNS: len(events) == 2 and not events[0].details,
        LineRole.LEFT: len(events) == 2 and not events[0].details,
    }[fate]


def test_a_large_paste_is_read_quickly() -> None:
    text = "\n".join(f"{n // 60 % 24:02}:{n % 60:02} event {n}" for n in range(20_000))
    begin = process_time()
    lines = read_paste(text, CASES[0].around)
    assert process_time() - begin < 6, "2 s on a machine that does nothing else"
    assert len(events_of(lines)) == 20_000


def test_more_lines_than_anyone_can_check_are_refused() -> None:
    read_paste("\n" * 19_999, CASES[0].around)
    with pytest.raises(EntryError, match=r"20,001 lines; the limit is 20,000\. Paste them in parts"):
        read_paste("\n" * 20_000, CASES[0].around)


@pytest.mark.parametrize("unit", ["-", " ", "\t", "*", "#", "|", "a-", "- ", ": ", "1:", "[", "](", "'", ",", "| "])
def test_a_run_of_anything_is_read_in_time_that_grows_with_its_length(unit: str) -> None:
    around = CASES[0].around
    for text in (f"a{unit * (40_000 // len(unit))}x", f"14:40 a{unit * (40_000 // len(unit))}x"):
        begin = process_time()
        read_paste(text, around)
        read_line(text, around)
        read_line(text, replace(around, day=None))
        assert process_time() - begin < 1, "16,000 dashes took 5.6 s, and 32,000 spaces 1.9 s"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3/4/2026 10:00 a\n5/4/2026 11:00 b", ["2026-04-03 10:00 a", "2026-04-05 11:00 b"]),
        ("4/3/2026 10:00 a\n4/5/2026 11:00 b", ["2026-04-03 10:00 a", "2026-04-05 11:00 b"]),
        ("3/4/2026 10:00 a\n5/6/2026 11:00 b", ["2026-04-03 10:00 a", "2026-06-05 11:00 b"]),
        ("Timeline 2024\nMar 3 10:00 a", ["2024-03-03 10:00 a"]),
        ("### 03-10-2025 (All times UTC)\n08:00 a", ["2025-10-03 08:00 a"]),
        ("Oct 25 2025 23:50 - Oct 26 00:10: a", ["2025-10-25 23:50 a"]),
        ("10/25/2025 23:50 to 10/26 00:10 a", ["2025-10-25 23:50 a"]),
        ("2025-10-25 14:10 UTC, 10:10 EDT a", ["2025-10-25 14:10 a"]),
        ("2025-10-25 14:10 UTC, 14:20 UTC a", ["2025-10-25 14:10 14:20 UTC a"]),
        ("2025-10-25 23:58 a\nmidnight - b\nNoon: c", ["2025-10-25 23:58 a", "2025-10-26 00:00 b",
                                                           "2025-10-26 12:00 c"]),
        ("2025-10-25 midnight: a", ["2025-10-25 00:00 a"]),
        ("2025-10-25 14:35 -!- bob has quit", ["2025-10-25 14:35 -!- bob has quit"]),
    ],
)  # fmt: skip
def test_days_and_times_of_further_forms(text: str, expected: list[str]) -> None:
    lines = read_paste(text, Around(ZoneInfo("UTC"), None, None, datetime(2026, 8, 10, 9, tzinfo=UTC)))
    found = [event for event in events_of(lines) if event.reading and event.reading.at]
    assert [f"{event.reading.at:%Y-%m-%d %H:%M} {event.event}" for event in found if event.reading] == expected


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("### 03-10-2025\n08:00 a", "03-10-2025 is read as 3 October."),
        ("### 03-13-2025\n08:00 a", ""),
        ("2025-10-25 midnight: a", "Midnight is read as the start of that day."),
        ("2025-10-25 noon: a", ""),
        ("Mar 3 2026 10:00 a", ""),
        ("Reported by support, PST unless noted\n\n2025-10-03 08:00 a", "'PST' above may be its zone: read as UTC."),
        ("The API was down from 8 to 9 CEST.\n\n2025-10-03 08:00 a", "'CEST' above may be its zone: read as UTC."),
        ("What the Madrid office saw (local time):\n\n2025-10-03 08:00 a",
         "'Madrid' above may be its zone: read as UTC."),
        ("Friday deploys: the plan\n\n2025-10-03 08:00 a\n\nSaturday is a day off\n\n08:10 a", ""),
        ("The API was down from 8 to 9 UTC.\n\n2025-10-03 08:00 a", ""),
        ("2025-10-03 08:00 b\n\nŚroda, 8 paźdz. 2025\n\n- 09:00 a",
         "'Środa, 8 paźdz. 2025' above may be a day: read as 2025-10-03."),
    ],
)  # fmt: skip
def test_each_event_of_a_guessed_day_or_zone_is_marked(text: str, doubt: str) -> None:
    lines = read_paste(text, Around(ZoneInfo("UTC"), None, None, datetime(2026, 8, 10, 9, tzinfo=UTC)))
    assert lines[-1].doubt == doubt


@pytest.mark.parametrize(
    ("line", "is_left"),
    [("Timeline 2024", True), ("bc d e f g h i timeline", True), ("a b c d e f g h timeline", False)],
)
def test_a_title_above_the_events_is_left_out(line: str, is_left: bool) -> None:
    lines = read_paste(f"{line}\n10:00 a", Around(ZoneInfo("UTC"), DAY, None, NOW))
    assert (lines[0].fate is LineRole.LEFT) == is_left


def calls(text: str) -> int:
    """Return how many functions reading a paste calls; unlike a time, it's the same on every machine."""
    count = 0

    def called(_frame: FrameType, event: str, _function: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        read_paste(text, Around(ZoneInfo("UTC"), DAY, None, NOW))
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(("kind", "text"), pastes(400).items())
def test_a_line_is_read_in_few_calls(kind: str, text: str) -> None:
    calls(text)
    assert calls(text) / 400 < {"table rows": 185, "prose": 175}.get(kind, 155), "20,000 lines are read in 2 s"


MANY = {
    "bullets": ("- 14:{n:02} the event {n}", ""),
    "a table": ("| 14:{n:02} | the event {n} |", ""),
    "a log": ("2025-10-25T14:{n:02}:00Z ERROR event {n}", ""),
    "days": ("### 2025-10-{n:02}\n", ""),
    "paragraphs before a list": ("\nA paragraph, number {n}.", "\n- a list"),
}


@pytest.mark.parametrize(("line", "end"), MANY.values(), ids=MANY)
def test_each_line_costs_the_same_however_many_there_are(line: str, end: str) -> None:
    few, many = (
        "\n".join(["- 14:32 The alert fires", *(line.format(n=n % 28 + 10) for n in range(count)), end])
        for count in (100, 400)
    )
    calls(few)  # what is cached is worked out here
    assert calls(many) < 4.5 * calls(few)
    assert calls(many) < 320 * 400
