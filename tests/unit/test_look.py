"""What several screens draw alike, as text and styles, without a screen."""

from decimal import Decimal

import pytest
from textual.content import Content

from pmtui.model.scales import Milestone, Severity, Status
from pmtui.timeline.charts import LETTERS
from pmtui.timeline.trace import Meaning, Piece
from pmtui.tui import look


@pytest.mark.parametrize(
    ("share", "drawn"),
    [
        (-1, "─────"),
        (0, "─────"),
        (0.001, "╸────"),
        (0.5, "━━╸──"),
        (0.9, "━━━━╸"),
        (0.999, "━━━━╸"),
        (1, "━━━━━"),
        (7, "━━━━━"),
    ],
)
def test_a_bar_goes_in_half_columns_and_is_full_or_empty_only_if_it_is(share: float, drawn: str) -> None:
    assert look.bar(share, 5).plain == drawn
    assert look.bar(share, 0).plain == ""


def test_a_pill_is_words_between_blanks_on_the_ground_of_their_color() -> None:
    found = look.pill("SEV-2", look.ERROR)
    assert found.plain == " SEV-2 "
    assert [str(span.style) for span in found.spans] == ["$text-error on $error-muted"]
    assert "bold" in str(look.pill("Add", look.ACT, is_strong=True).spans[0].style)


@pytest.mark.parametrize(
    ("text", "width", "cut"),
    [
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        ("ab cd", 4, "ab…"),
        ("", 0, ""),
        ("abc", 0, ""),
        ("漢字漢", 5, "漢字…"),
        ("漢字", 3, "漢…"),
    ],
)
def test_a_text_is_cut_to_columns(text: str, width: int, cut: str) -> None:
    assert look.clipped(text, width) == cut


@pytest.mark.parametrize(
    ("text", "most", "lines"),
    [
        ("one two", 3, ["one two"]),
        ("one two three four", 3, ["one two", "three", "four"]),
        ("one two three four five", 3, ["one two", "three", "four…"]),
        ("one two three", 1, ["one tw…"]),
        ("abcdefghijkl", 3, ["abcdefg", "hijkl"]),
        ("漢字漢字漢字", 3, ["漢字漢", "字漢字"]),
        ("a /b/cd/e.md", 3, ["a /b/", "cd/", "e.md"]),
        ("a b/cdef", 3, ["a", "b/cdef"]),
        ("", 3, [""]),
    ],
)
def test_a_text_is_wrapped_into_so_many_lines(text: str, most: int, lines: list[str]) -> None:
    assert look.wrapped(text, 7, 6, most) == lines


@pytest.mark.parametrize(
    ("width", "line"), [(12, "left   right"), (10, "left right"), (9, "le… right"), (5, "right"), (3, "ri…")]
)
def test_two_parts_are_at_both_ends_and_the_left_one_is_cut_first(width: int, line: str) -> None:
    assert look.spread(Content("left"), Content("right"), width).plain == line


def test_empty_parts_take_no_room_beside_others() -> None:
    assert look.beside("a", Content(""), Content("b"), "").plain == "a  b"


@pytest.mark.parametrize("is_tall", [True, False])
def test_the_lines_of_a_card_have_one_width_and_it_is_tall_if_it_may_and_can(is_tall: bool) -> None:
    cards = [
        look.card("1:15", "Duration, 1 h 15 min", 16, look.INK, is_tall=is_tall),
        look.card("56.8%", "of the budget", 20, look.WARN, look.bar(0.568, 17), is_tall=is_tall),
    ]
    assert [[line.cell_length for line in card] for card in cards] == [[16] * len(cards[0]), [20] * len(cards[0])]
    expected = {
        True: [
            "╺┓  ╺┓ ┏━╸        ┏━╸┏━╸ ┏━┓",
            " ┃ : ┃ ┗━┓        ┗━┓┣━┓ ┣━┫",
            "╺┻╸ ╺┻╸╺━┛        ╺━┛┗━┛.┗━┛%",
            "                  ━━━━━━━━━╸───────",
            "Duration, 1 h 1…  of the budget",
        ],
        False: [
            "1:15              56.8%",
            "                  ━━━━━━━━━╸───────",
            "Duration, 1 h 1…  of the budget",
        ],
    }
    assert [line.rstrip() for line in look.stacked(cards).plain.split("\n")] == expected[is_tall]
    assert len(look.card("99.943%", "availability", 12, look.OK, is_tall=True)) == 3  # no room for it


def test_every_milestone_share_status_and_severity_has_a_color_by_its_meaning() -> None:
    colors = {LETTERS.get(milestone, "%"): look.milestone_style(milestone) for milestone in Milestone}
    error, warn, ok, act = look.ERROR, look.WARN, look.OK, look.ACT
    assert colors == {"S": error, "D": act, "A": act, "I": act, "F": act, "M": ok, "R": ok, "C": ok, "%": warn}
    assert [look.share_style(Decimal(share)) for share in ("1", "0.4", "0.39", "0")] == [error, error, warn, ok]
    assert [look.budget_color(share) for share in (0.49, 0.5, 0.99, 1)] == [ok, warn, warn, error]
    assert [look.progress_color(share) for share in (0.99, 1)] == [act, ok]
    assert {*look.SEVERITIES} == {*Severity} and {*look.STATUSES} == {*Status} and {*look.MEANINGS} == {*Meaning}
    assert len({sign for sign, _ in look.STATUSES.values()}) == len(Status)  # told apart without color, too


def test_letters_in_a_drawing_are_bold() -> None:
    drawn = look.painted([Piece("S", Meaning.HARM, True), Piece("▒▒", Meaning.PARTIAL)])
    assert drawn.plain == "S▒▒"
    assert [str(span.style) for span in drawn.spans] == ["bold $text-error", "$text-warning"]
