"""What the causes builder says while causes are typed and changed."""

from typing import Any

import pytest

from pmtui.causes.tree import Tree
from pmtui.model.scales import Gate, WhyTrack
from pmtui.session.cause_messages import helping, joint, rejoined, understood
from tests.unit.test_causes import GROUPED, entered, node, record

HAPPENED = WhyTrack.HAPPENED


@pytest.mark.parametrize(
    ("text", "gate", "rest"),
    [
        ("and the disk was full", Gate.ALL, "the disk was full"), ("Or, a leak", Gate.ANY, "a leak"),
        ("AND x", Gate.ALL, "x"), ("android crashed", None, "android crashed"), (" and ", None, "and"),
        ("or", None, "or"), ("the disk and the cache", None, "the disk and the cache"),
    ],
)  # fmt: skip
def test_the_first_word_says_how_an_answer_combines(text: str, gate: Gate | None, rest: str) -> None:
    assert joint(text) == (gate, rest)


@pytest.mark.parametrize(
    ("at", "typed", "in_hand", "words"),
    [
        ("", "", "g2", "A group: A and B."),
        ("p", "and the disk was full", "", "All were needed."),
        ("p", "or the disk was full", "", "Any one was enough."),
        ("p", "It was human error", "", "What made the error possible, or easy to make?"),
        ("n2", "and the disk was full", "", ""),  # nothing to combine it with yet
        ("n2", "", "", ""), ("", "", "", ""), ("", "", "n2", ""),
    ],
)  # fmt: skip
def test_the_hint_is_about_what_is_typed_or_selected(at: str, typed: str, in_hand: str, words: str) -> None:
    said = str(helping(Tree(GROUPED), HAPPENED, at, typed, in_hand))
    assert (words in said) if words else said == ""


@pytest.mark.parametrize(
    ("at", "in_hand", "words"),
    [
        ("e", "", "This is an event."), ("", "e", "This is an event."),
        ("", "", "A single chain of whys."), ("d", "", "A single chain of whys."), ("", "d", "A single chain of whys."),
    ],
)  # fmt: skip
def test_a_hint_about_the_end_takes_precedence_over_one_about_the_tree(at: str, in_hand: str, words: str) -> None:
    texts = ["Writes were refused", "Its disk ran over", "Snapshots were kept", "Nobody knew", "The job was restarted"]
    names = ["a", "b", "c", "d", "e"]
    chain = record(*(node(name, text, parent) for name, text, parent in zip(names, texts, ["", *names], strict=False)))
    assert words in str(helping(Tree(chain), HAPPENED, at, "", in_hand))


def test_both_interpretations_are_shown_in_the_room_there_is() -> None:
    long = entered(*(f"{word} the {n}th system failed in an unexpected manner" for n, word in enumerate(("", "and"))))
    tree, other = Tree(long), Tree(entered("A", "B"))
    whole = "the 0th system failed in an unexpected manner and the 1th system failed in an unexpected manner"
    lines = understood(tree, "p", HAPPENED, other, "F2")
    assert lines[0].startswith("Read as: the 0th system failed in an unexpected")
    assert not any(line.endswith("….") for line in lines)
    assert lines[1] == "F2: A; B."
    assert len(understood(tree, "p", HAPPENED, None, "F2")) == 1
    for room in (60, 70, 90):
        (line,) = understood(tree, "p", HAPPENED, None, "F2", room)
        assert len(line) <= room
    assert len(understood(tree, "p", HAPPENED, None, "F2", len(lines[0]))[0]) == len(lines[0]) < len(whole) + 10
    assert understood(other, "p", HAPPENED, None, "F2") == []  # nobody set and/or


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (("A", "B"), ("A", "and B"), "Now: A and B."), (("A", "and B"), ("A", "or B"), "Now: A or B."),
        (("A", "and B"), ("A", "and B"), ""), (("A", "and b"), ("A", "and B"), ""), (("A",), ("A", "B"), ""),
        (("A", "and B"), ("A", "and B", "or C"), "Now: (A and B) or C."),
    ],
)  # fmt: skip
def test_a_change_of_and_or_is_reported(before: tuple[str, ...], after: tuple[str, ...], words: str) -> None:
    assert rejoined(Tree(entered(*before)), Tree(entered(*after)), HAPPENED) == words


def test_a_change_on_another_track_is_not_reported() -> None:
    def track(**more: Any) -> Tree:
        nodes = [node("a", "A", strand="not_caught", **more), node("b", "B", "a"), node("c", "C", "a")]
        return Tree(record(*nodes))

    assert rejoined(track(), track(junction="all"), WhyTrack.NOT_CAUGHT) == "Now: B and C."
    assert rejoined(track(), track(junction="all"), HAPPENED) == ""
