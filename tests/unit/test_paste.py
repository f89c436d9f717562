"""Pastes of every form that teams use: each line becomes what a reader would see in it, and none is lost."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.errors import EntryError
from pmtui.parsing.days import Around
from pmtui.text import clean_prose
from pmtui.timeline.entry_line import read_line
from pmtui.timeline.paste import LineRole, PastedEvent, events_of, read_paste, with_role
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


_lines = st.one_of(
    st.sampled_from([line for case in CASES for line in case.paste.split("\n")]),
    st.sampled_from(PIECES),
    st.text(max_size=30),
)


@given(st.lists(_lines, max_size=12).map("\n".join))
def test_no_word_of_a_pasted_line_is_lost(text: str) -> None:
    lines = read_paste(text, Around(ZoneInfo("Europe/Berlin"), DAY, None, NOW))
    assert [line.text.split() for line in lines] == [
        line.replace("\u200b", "").split() for line in clean_prose(text.removeprefix("\ufeff")).split("\n")
    ]
    kept = [part for event in events_of(lines) for part in (event.event, event.action, event.source, *event.details)]
    letters = "".join(kept)
    for line in lines:
        if line.fate in (LineRole.WORDS, LineRole.DETAIL):
            assert line.words in letters
        if line.fate is LineRole.EVENT:
            assert line.words.strip() in letters


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
    text = "\n".join(f"{n // 60 % 24:02}:{n % 60:02} event {n}" for n in range(5_000))
    lines = read_paste(text, CASES[0].around)
    assert len(events_of(lines)) == 5_000


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
