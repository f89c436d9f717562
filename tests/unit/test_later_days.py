"""Days that count from another: where a line has them, what they count from, and what is uncertain about them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from pmtui.parsing.days import Around
from pmtui.parsing.later_days import read_later_day, read_later_day_behind
from pmtui.session.paste_preview import PastePreview
from pmtui.timeline.paste import read_paste
from pmtui.timeline.pasted_lines import events_of

ZONE = ZoneInfo("Europe/Berlin")
DAY = date(2026, 11, 3)
NOW = datetime(2026, 11, 28, 22, tzinfo=UTC)


def times(text: str, day: date | None = DAY) -> list[str]:
    found = events_of(read_paste(text, Around(ZONE, day, None, NOW)))
    return [f"{event.reading.at:%d %H:%M} {event.event}" for event in found if event.reading and event.reading.at]


@pytest.mark.parametrize(
    ("words", "days"),
    [("next day", 1), ("The next morning", 1), ("the following day", 1), ("the day after", 1), ("+2d", 2),
     ("+ 1 day", 1), ("two days later", 2), ("a day later", 1), ("3 days later", 3), ("same day", 0),
     ("later that day", 0),
     ("later the same evening", 0), ("D+1", 1), ("Day 1", 0), ("day 3", 2)],
)  # fmt: skip
def test_a_later_day_is_read(words: str, days: int) -> None:
    later = read_later_day(f"{words} 09:00", 0)
    assert later is not None
    assert (later.days, later.end) == (days, len(words))


@pytest.mark.parametrize(
    "words",
    ["next days", "+2", "+2h", "the day after the release", "day 0", "daylight", "days later", "d+x", "same data"],
)
def test_other_words_are_no_later_day(words: str) -> None:
    assert read_later_day(f"{words} 09:00", 0) is None


@pytest.mark.parametrize("words", [" (next day)", ", next day", " [+1d]", " (+1)", " +1 d", " the following morning"])
def test_a_later_day_is_read_after_a_time(words: str) -> None:
    later = read_later_day_behind(f"09:00{words} x", 5)
    assert later is not None
    assert (later.days, later.end) == (1, 5 + len(words))


@pytest.mark.parametrize("words", [" (next day", " next day)", " +1", " day 2 of the outage", " (+1 more)"])
def test_other_words_after_a_time_are_text(words: str) -> None:
    assert read_later_day_behind(f"09:00{words} x", 5) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14:02 a\nnext day 09:00 b", ["03 14:02 a", "04 09:00 b"]),
        ("- 14:02 a\n- The next day, 09:00: b\n- 09:30 c", ["03 14:02 a", "04 09:00 b", "04 09:30 c"]),
        ("14:02 a\nnext day (Nov 5) 09:00 b", ["03 14:02 a", "05 09:00 b"]),
        ("23:50 a\n00:10 (+1d) b\n00:30 (+1d) c", ["03 23:50 a", "04 00:10 b", "04 00:30 c"]),
        ("23:50 a\n00:10 (+1d) b\n00:20 c\n00:30 (+1d) d", ["03 23:50 a", "04 00:10 b", "04 00:20 c", "04 00:30 d"]),
        ("14:02 a\n09:00 (+1d) b\n08:00 (+2d) c", ["03 14:02 a", "04 09:00 b", "05 08:00 c"]),
        ("14:02 a\n09:00 (next day) b\n08:00 (next day) c", ["03 14:02 a", "04 09:00 b", "05 08:00 c"]),
        ("14:02 a\n+2d 09:00 b", ["03 14:02 a", "05 09:00 b"]),
        ("14:02 a\n+10 b", ["03 14:02 a", "03 14:12 b"]),
        ("14:02 a\n2 days later, 08:00 b\na day later 07:00 c", ["03 14:02 a", "05 08:00 b", "06 07:00 c"]),
        ("14:02 a\nD+1 09:00 b\nD+2 08:00 c", ["03 14:02 a", "04 09:00 b", "05 08:00 c"]),
        ("14:02 a\nDay 2 09:00 b\nDay 2 10:00 c", ["03 14:02 a", "04 09:00 b", "04 10:00 c"]),
        ("14:02 a\nNext day\n09:00 b\n10:00 c\nNext day:\n08:00 d",
         ["03 14:02 a", "04 09:00 b", "04 10:00 c", "05 08:00 d"]),
        ("14:02 a\n**The following morning**\n08:00 b", ["03 14:02 a", "04 08:00 b"]),
        ("23:50 a\n00:10 b\nNext day\n08:00 c", ["03 23:50 a", "04 00:10 b", "04 08:00 c"]),
        ("14:02 a\n### Day 3\n08:00 b", ["03 14:02 a", "05 08:00 b"]),
        ("14:02 a\nlater that day, 17:00 b", ["03 14:02 a", "03 17:00 b"]),
    ],
)  # fmt: skip
def test_it_counts_from_the_right_day(text: str, expected: list[str]) -> None:
    assert times(text) == expected


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        ("14:02 a\nnext day 09:00 b", False),
        ("14:02 a\nnext day 09:00 b\nnext day 10:00 c", True),
        ("23:50 a\n00:10 (+1d) b\n00:30 (+1d) c", False),
        ("14:02 a\nNext day\n09:00 b", False),
        ("14:02 a\n05:59 (+1d) b\nNext day\n09:00 b", True),
        ("14:02 a\n06:00 (+1d) b\nNext day\n09:00 b", False),
        ("14:02 a\n### Day 3\n08:00 b", True),
        ("14:02 a\n08:00 +1 b", True),
        ("14:02 a\n15:00 +1 b", True),
        ("14:02 a\n15:00 +10 b", False),
        ("14:02 a\n09:10 (the following day) b", False),
        ("14:02 a\n14:10 - the following day - b", False),
        ("14:02 a\n14:10 (the following Monday) b", True),
        ("14:02 a\n14:10 (next steps) b", False),
        ("14:02 a\n14:10-14:20 (the following day) b", True),
        ("14:02 a\n22:00 - 02:00 (the following day) b", False),
    ],
)
def test_what_could_be_another_day_is_marked(text: str, doubted: bool) -> None:
    assert any(line.doubt for line in read_paste(text, Around(ZONE, DAY, None, NOW))) == doubted


def test_a_bare_plus_one_tells_the_guess_and_the_other_day() -> None:
    line = read_paste("14:02 a\n08:00 +1 b", Around(ZONE, DAY, None, NOW))[1]
    assert line.doubt == "'+1' is read as the next day."
    assert line.reading is not None and line.reading.at == datetime(2026, 11, 4, 8, tzinfo=ZONE)
    assert line.reading.other is not None and line.reading.other.at == datetime(2026, 11, 3, 8, tzinfo=ZONE)


def test_the_end_of_a_sentence_is_not_a_day() -> None:
    text = "14:02 We restored the replica and saw the errors again the\nnext day\n14:30 b"
    assert times(text) == ["03 14:02 We restored the replica and saw the errors again the next day", "03 14:30 b"]


@pytest.mark.parametrize(
    "text",
    ["14:02 a\nnext day 09:00 b\n10:00 c", "14:02 a\nNext day\n09:00 b\n10:00 c", "14:02 a\n09:00 (+1d) b\n10:00 c"],
)
def test_it_counts_from_the_day_that_the_author_answers(text: str) -> None:
    preview = PastePreview(text, Around(ZONE, None, None, NOW), NOW.date())
    assert preview.answer(2)
    found = [event.reading.at for event in events_of(list(preview.lines)) if event.reading]
    assert [f"{at:%d %H:%M}" for at in found if at] == ["27 14:02", "28 09:00", "28 10:00"]
