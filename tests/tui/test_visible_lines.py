"""The filter that every line passes on its way to the screen."""

from time import process_time

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from pmtui.tui.visible_lines import ON_CONSOLE, ConsoleSigns, VisibleLines
from tests.tui.conftest import Open

BLACK = Color(0, 0, 0)


def _filtered(*segments: Segment) -> list[Segment]:
    return VisibleLines().apply(list(segments), BLACK)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb    ", "a␛[31mb   "),  # one that has no width takes a cell, and the line stays as wide
        ("a\x9b31m\x7f\u202ex      ", "a�31m␡�x   "),
        ("a\tb\nc", "a b"),
        ("\ud800", "�"),
        ("שלום ‍👩‍👧 e\u0301", "שלום ‍👩‍👧 e\u0301"),
    ],
)
def test_a_line_stays_as_wide_as_it_is(text: str, shown: str) -> None:
    found = _filtered(Segment(text, Style(bold=True)))
    assert "".join(segment.text for segment in found) == shown
    assert Segment.get_line_length(found) == Segment.get_line_length([Segment(text)])
    assert found[0].style == Style(bold=True)


def test_harmless_text_is_unchanged() -> None:
    segments = [Segment("plain", Style(bold=True)), Segment(" text")]
    assert VisibleLines().apply(segments, BLACK) is segments


def test_a_link_ends_no_sequence() -> None:
    (bad,) = _filtered(Segment("x", Style(link="http://a\x1b\\\x1b]52;c;eA\x07")))
    assert bad.style is not None and bad.style.link is None
    (fine,) = _filtered(Segment("x", Style(link="http://a.example")))
    assert fine.style is not None and fine.style.link == "http://a.example"


def test_filtering_a_screen_of_lines_is_fast() -> None:
    """40 lines of 140 columns in 10 segments each, which is more than a key ever draws: under 2 of the 16 ms."""
    style = Style(bold=True)
    lines = [[Segment("fourteen cells", style) for _ in range(10)] for _ in range(40)]
    filter_ = VisibleLines()

    def once() -> float:
        begun = process_time()
        for line in lines:
            filter_.apply(line, BLACK)
        return process_time() - begun

    assert min(once() for _ in range(20)) < 0.002


async def test_the_app_applies_it_last(open_app: Open) -> None:
    async with open_app("sre", {"incident": {"title": "a\u202eb"}}) as desk:
        assert isinstance(list(desk.app.get_line_filters())[-1], VisibleLines)
        assert "a�b" in desk.text() and "\u202e" not in desk.text()


def test_the_linux_console_gets_signs_that_its_fonts_have_and_no_line_gets_wider() -> None:
    drawn = "━ 1/15 ━━╸── ◐ Draft ✓ ▌a ▏b “x” … ┏━╸ × ⏎ ✅ ▇ 漢"
    (segment,) = ConsoleSigns().apply([Segment(drawn)], BLACK)
    assert segment.text == '═ 1/15 ══─── ½ Draft √ ▌a │b "x" » ╔═─ x ┘ √  █ 漢'
    assert cell_len(segment.text) == cell_len(drawn)
    for sign in "".join(map(str, ON_CONSOLE.values())):
        assert sign in "•♦►▼" or sign.encode("cp437")  # Python's codec takes the places of the four for controls
    plain = Segment("plain")
    assert ConsoleSigns().apply([plain], BLACK) == [plain]
