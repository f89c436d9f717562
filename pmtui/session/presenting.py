"""What a meeting sees of a draft, one thing at a time: a question with its answer, the events, the causes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pmtui.causes.tree import Tree
from pmtui.figures.catalog import figure_at
from pmtui.model.cause_tree import Cause
from pmtui.model.kinds import Kind
from pmtui.model.scales import Gate, WhyTrack
from pmtui.session.session import Session
from pmtui.template.interview import AskedQuestion
from pmtui.template.progress import State

_MOST_ROWS = 200
"""Rows of a table that are shown; nobody reads more of them on a wall."""


def answer_lines(session: Session, question: AskedQuestion) -> list[str]:
    """Return a question's answer in lines to read: a table's rows with a bullet each; none if it has no answer."""
    if question.kind is Kind.TABLE:
        return [f"• {row}" for row in _rows(session, question)]
    if figure_at(question.path) is not None:
        text = session.standing.values.figure_words(question.path)
    else:
        text = session.text(question)
    return text.split("\n") if text.strip() else []


def _rows(session: Session, question: AskedQuestion) -> Iterator[str]:
    entering = session.entering
    for row in session.standing.raw(question)[:_MOST_ROWS]:
        texts = (entering.write(column.kind, getattr(row, column.name)) for column in question.columns)
        yield " · ".join(" ".join(text.split()) for text in texts if text.strip()) or "(an empty row)"


def why_unanswered(session: Session, question: AskedQuestion) -> str:
    """Return why a question has no answer, as text: `Waiting for Ana`, or that it's unanswered."""
    mark = session.standing.mark(question)
    if mark is not None:
        return mark.text
    if figure_at(question.path) is not None:
        return "Not computed yet"
    return "Optional, and blank" if session.standing.state(question) is State.SKIPPED else "Not answered yet"


@dataclass(frozen=True)
class CauseLine:
    """One cause of the tree, or a track's first question.

    Attributes:
        guides: what is drawn before its first line, such as `│  ├─ `.
        below: what is drawn before its other lines.
        junction: `and` or `or`, if it's one of several answers; otherwise empty.
        text: its text; empty for a group.
        cause: the cause; None for a track's question.
    """

    guides: str
    below: str
    junction: str
    text: str
    cause: Cause | None


_JUNCTIONS = {Gate.ALL: "and", Gate.ANY: "or", None: ""}


def cause_lines(tree: Tree) -> Iterator[CauseLine]:
    """Yield each track that has causes: its first question, and the causes under it, drawn as a tree."""
    for track in WhyTrack:
        if tree.tops(track):
            yield CauseLine("", "", "", tree.question("", track), None)
            waiting = [(node, "", node is tree.tops(track)[-1]) for node in reversed(tree.tops(track))]
            while waiting:
                node, before, is_last = waiting.pop()
                under = f"{before}{'   ' if is_last else '│  '}"
                below = tree.children(node.id)
                junction = _JUNCTIONS[tree.junction(tree.parent(node.id), track)]
                inside = f"{under}{'│  ' if below else ''}"
                text = " ".join(node.text.split())
                yield CauseLine(f"{before}{'└─ ' if is_last else '├─ '}", inside, junction, text, node)
                waiting += [(child, under, child is below[-1]) for child in reversed(below)]


def in_sight(heights: Sequence[int], selected: int, room: int) -> range:
    """Return which blocks to show around the selected one: a third of the lines are above it, if there are enough.

    Args:
        heights: the lines of each block.
        selected: the block that must be shown.
        room: how many lines there are.
    """
    if not heights:
        return range(0)
    first = last = selected
    used = heights[selected]
    while first > 0 and used + heights[first - 1] <= max(room // 3, heights[selected]):
        first -= 1
        used += heights[first]
    while last + 1 < len(heights) and used + heights[last + 1] <= room:
        last += 1
        used += heights[last]
    while first > 0 and used + heights[first - 1] <= room:
        first -= 1
        used += heights[first]
    return range(first, last + 1)
