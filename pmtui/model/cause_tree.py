"""The causes as a tree: each one explains the one above it."""

from pmtui.model.ids import Element
from pmtui.model.kinds import Kind, Record, ask
from pmtui.model.scales import Gate, Role, WhyTrack
from pmtui.model.text import Instant, Line, Prose


def _ask_gate() -> Gate | None:
    field: Gate | None = ask(
        "With several causes: was any one enough, or were all needed?",
        kind=Kind.CHOICE,
        default=None,
        label="And/or",
        blank_ok=True,
    )
    return field


class Cause(Element):
    """One cause: the answer to a why, which the causes under it explain."""

    text: Prose = ask(
        "Because …",
        "Something you could change. If it's a person, ask what made that action likely.",
        example="Each retry opened its own connection",
        kind=Kind.PROSE,
        label="Because",
    )
    parent: Line = ask(
        "Which cause does it explain?",
        "That cause's ID. Leave blank if it answers the first question of its track.",
        label="Explains",
        blank_ok=True,
    )
    strand: WhyTrack | None = ask(
        "Which track is it on?",
        "Only for causes that answer a track's first question; the ones under them follow.",
        kind=Kind.CHOICE,
        default=None,
        label="Track",
        blank_ok=True,
    )
    question: Line = ask(
        "What do you want to ask about it?",
        "Leave blank for the question that pmtui makes from its text.",
        example="Why was there no limit on retries?",
        label="Next why",
        blank_ok=True,
    )
    junction: Gate | None = _ask_gate()
    role: Role | None = ask(
        "What role did it play?",
        "There can be several root causes. A trigger alone is never one.",
        kind=Kind.CHOICE,
        default=None,
        label="Role",
        blank_ok=True,
    )
    how: tuple[Line, ...] = ask(
        "How did it contribute?",
        "One per line.",
        example="The slow query didn't show before production",
        kind=Kind.LIST,
        default=(),
        label="How it contributed",
        blank_ok=True,
    )
    evidence: tuple[Line, ...] = ask(
        "What's the evidence?",
        "One per line: a link, a graph, a note. You can link timeline events in the tree.",
        example="Heap dump from 14:40",
        kind=Kind.LIST,
        default=(),
        label="Evidence",
        blank_ok=True,
    )
    began: Instant | None = ask(
        "Since when was it true?",
        "Often long before the incident.",
        example="2025-12-12 09:00",
        kind=Kind.DATETIME,
        default=None,
        label="Since",
        blank_ok=True,
    )
    noticed: Instant | None = ask(
        "When did someone notice?",
        "The gap between the two points to a missing safeguard.",
        example="14:42",
        kind=Kind.DATETIME,
        default=None,
        label="Noticed",
        blank_ok=True,
    )

    @property
    def is_bare(self) -> bool:
        """Whether it has no content: only its place in the tree and its and/or."""
        said = (self.text, self.question, *self.how, *self.evidence)
        return not any(text.strip() for text in said) and (self.role, self.began, self.noticed) == (None, None, None)


EVENT = "event:"
"""Prefix of a line of evidence that names a timeline event by its ID."""


class TrackTop(Record):
    """The first question of a track."""

    question: Line = ask(
        "What's the first question?",
        "Leave blank for the question that pmtui makes.",
        example="Why couldn't users log in?",
        label="First why",
        blank_ok=True,
    )
    junction: Gate | None = _ask_gate()


class Tracks(Record):
    """The three tracks of an analysis."""

    happened: TrackTop = TrackTop()
    not_caught: TrackTop = TrackTop()
    slow_recovery: TrackTop = TrackTop()
