"""The trace: an incident in one line, to scale, with the letters of its milestones in it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from pmtui.model.postmortem import Postmortem
from pmtui.timeline.trace import Meaning, meaning_of_share, three_lines, trace

START = datetime(2025, 10, 25, 14, 0, tzinfo=UTC)


def _postmortem(*events: tuple[float, dict[str, Any]]) -> Postmortem:
    rows = [
        {"id": f"e{number}", "event": "x", "at": (START + timedelta(minutes=minutes)).isoformat(), **event}
        for number, (minutes, event) in enumerate(events)
    ]
    return Postmortem.model_validate({"incident": {"date": "2025-10-25", "timezone": "UTC"}, "timeline": rows})


OUTAGE = _postmortem(
    (-300, {}),
    (-4, {}),
    (0, {"milestones": ["started"], "failing": "20%"}),
    (6, {"milestones": ["detected"], "failing": "50%"}),
    (18, {"milestones": ["mitigated"], "failing": "5%"}),
    (30, {"milestones": ["resolved"]}),
    (33, {"milestones": ["closed"]}),
)


def _drawn(record: Postmortem, width: int, minutes: float | None = None, **how: bool) -> str:
    selected = START + timedelta(minutes=minutes) if minutes is not None else None
    return "".join(piece.text for piece in trace(record, width, UTC, selected, **how))


def test_the_trace_is_the_impact_to_scale_with_a_sixth_of_it_on_each_side() -> None:
    assert _drawn(OUTAGE, 39, with_clock=False) == "┼┼───S▒▒▒▒▒D▓▓▓▓▓▓▓▓▓▓▓M░░░░░░░░░░░R──C"
    assert _drawn(OUTAGE, 39, with_clock=False, with_letters=False) == "┼┼───▒▒▒▒▒▒▓▓▓▓▓▓▓▓▓▓▓▓░░░░░░░░░░░░░──┼"
    assert _drawn(OUTAGE, 52) == "…13:55 ┼┼───S▒▒▒▒▒D▓▓▓▓▓▓▓▓▓▓▓M░░░░░░░░░░░R──C 14:33"


def test_each_piece_has_its_meaning() -> None:
    means = {piece.text: piece.meaning for piece in trace(OUTAGE, 39, UTC, with_clock=False) if piece.is_letter}
    people, over = Meaning.PEOPLE, Meaning.OVER
    assert means == {"S": Meaning.HARM, "D": people, "M": over, "R": over, "C": over}
    bars = {piece.text[0]: piece.meaning for piece in trace(OUTAGE, 39, UTC, with_clock=False, with_letters=False)[2:]}
    assert bars == {"▒": Meaning.PARTIAL, "▓": Meaning.HARM, "░": Meaning.PARTIAL, "─": over}


@pytest.mark.parametrize(
    ("share", "meaning"),
    [
        ("0", Meaning.OVER),
        ("0.01", Meaning.PARTIAL),
        ("0.399", Meaning.PARTIAL),
        ("0.4", Meaning.HARM),
        ("1", Meaning.HARM),
    ],
)
def test_a_failure_rate_means_harm_from_40_percent(share: str, meaning: Meaning) -> None:
    assert meaning_of_share(Decimal(share)) is meaning


def test_the_selected_event_is_a_sign_and_on_a_letter_the_letter() -> None:
    assert _drawn(OUTAGE, 39, 10, with_clock=False).index("◆") == 15
    assert "◆" not in _drawn(OUTAGE, 39, 6, with_clock=False)
    assert [
        piece.text
        for piece in trace(OUTAGE, 39, UTC, START + timedelta(minutes=6))
        if piece.meaning is Meaning.SELECTED
    ] == ["D"]


@pytest.mark.parametrize(
    ("record", "width", "drawn"),
    [
        (OUTAGE, 15, ""),
        (OUTAGE, 16, "┼─S▒D▓▓▓▓M░░░░RC"),
        (_postmortem((0, {})), 40, ""),
        (_postmortem((0, {}), (10, {}), (20, {})), 28, "14:00 ┼───────┼──────┼ 14:20"),
        (
            _postmortem((0, {"milestones": ["started"]}), (10, {"milestones": ["detected"]})),
            28,
            "14:00 S──────────────D 14:10",
        ),
        (
            _postmortem((0, {"milestones": ["started", "detected"]}), (10, {"milestones": ["resolved"]})),
            28,
            "14:00 SD█████████████R 14:10",
        ),
        (_postmortem((0, {}), (1440, {})), 40, "Oct 25 14:00 ┼────────────┼ Oct 26 14:00"),
    ],
)
def test_a_trace_takes_its_whole_width_or_is_empty(record: Postmortem, width: int, drawn: str) -> None:
    assert _drawn(record, width) == drawn
    assert len(drawn) in (0, width)


def test_the_clocks_are_in_the_zone_of_the_reader() -> None:
    text = "".join(piece.text for piece in trace(OUTAGE, 60, ZoneInfo("Asia/Kolkata")))
    assert text.startswith("…19:25 ") and text.endswith(" 20:03")


def _three(record: Postmortem, width: int, minutes: float | None = None) -> list[str]:
    selected = START + timedelta(minutes=minutes) if minutes is not None else None
    return ["".join(piece.text for piece in line) for line in three_lines(record, width, UTC, selected)]


def test_with_more_room_the_letters_are_above_and_their_times_below() -> None:
    assert _three(OUTAGE, 61, 10) == [
        "        S        D                  M                  R    C",
        "┼─┼─────▒▒▒▒▒▒▒▒▒▓▓▓▓▓▓▓◆▓▓▓▓▓▓▓▓▓▓▓░░░░░░░░░░░░░░░░░░░░────┼",
        "…13:55                            14:18                 14:33",
    ]
    assert _three(OUTAGE, 100)[2].split() == ["…13:55", "14:00", "14:18", "14:30", "14:33"]
    assert _three(_postmortem((0, {})), 41) == []
    assert _three(OUTAGE, 15) == []


def test_an_event_far_away_does_not_shrink_the_incident() -> None:
    record = _postmortem((0, {"milestones": ["started"]}), (40, {"milestones": ["resolved"]}), (40_000, {}))
    marks = _three(record, 61)[0]
    assert marks.index("R") - marks.index("S") == 51
