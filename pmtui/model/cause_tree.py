"""The tree of causes: conditions, each of which answers why the one above it was so."""

from pmtui.model.ids import Element
from pmtui.model.kinds import Kind, Record, ask
from pmtui.model.scales import Gate, Role, WhyTrack
from pmtui.model.text import Instant, Line, Prose


class Cause(Element):
    """One answer to a why, and what the whys below it hang on."""

    text: Prose = ask(
        "Because …",
        "A condition that could be otherwise. If it's a person, ask what made that step likely.",
        example="Each retry opened a connection of its own",
        kind=Kind.PROSE,
        label="Because",
    )
    parent: Line = ask(
        "Which condition does it explain?",
        "That condition's id; blank where it answers the first question of its strand.",
        label="Explains",
        blank_ok=True,
    )
    strand: WhyTrack | None = ask(
        "Which of the three questions does it answer?",
        "Said at the conditions that answer the first question; those below follow them.",
        kind=Kind.CHOICE,
        default=None,
        label="Strand",
        blank_ok=True,
    )
    question: Line = ask(
        "What do you ask about it?",
        "Blank takes the question that follows from its words.",
        example="Why was there no limit to the retries?",
        label="Next why",
        blank_ok=True,
    )
    junction: Gate | None = ask(
        "Where several answers are given: was either enough, or were all needed together?",
        kind=Kind.CHOICE,
        default=None,
        label="Its answers",
        blank_ok=True,
    )
    role: Role | None = ask(
        "What was it for this incident?",
        "Several conditions may be root causes; a trigger alone never is.",
        kind=Kind.CHOICE,
        default=None,
        label="Role",
        blank_ok=True,
    )
    how: tuple[Line, ...] = ask(
        "How did it contribute?",
        "One line for each way.",
        example="The slow query didn't show before production",
        kind=Kind.LIST,
        default=(),
        label="How it contributed",
        blank_ok=True,
    )
    evidence: tuple[Line, ...] = ask(
        "What shows that it was so?",
        "One line for each: a link, a graph, a note. In the tree, e picks an event of the timeline.",
        example="Heap dump of 14:40",
        kind=Kind.LIST,
        default=(),
        label="Evidence",
        blank_ok=True,
    )
    began: Instant | None = ask(
        "Since when was it so?",
        "Often long before the incident.",
        example="2025-12-12 09:00",
        kind=Kind.DATETIME,
        default=None,
        label="Since",
        blank_ok=True,
    )
    noticed: Instant | None = ask(
        "When did somebody notice?",
        "The time between the two is a safeguard that was missing.",
        example="14:42",
        kind=Kind.DATETIME,
        default=None,
        label="Noticed",
        blank_ok=True,
    )

    @property
    def is_bare(self) -> bool:
        """Whether it says nothing of its own: at most where it hangs, and how its answers belong together."""
        said = (self.text, self.question, *self.how, *self.evidence)
        return not any(text.strip() for text in said) and (self.role, self.began, self.noticed) == (None, None, None)


EVENT = "event:"
"""What a line of evidence begins with that names an event of the timeline by its id."""


class TrackTop(Record):
    """The first question of a strand."""

    question: Line = ask(
        "What is asked first?",
        "Blank takes the question that pmtui makes.",
        example="Why could users not log in?",
        label="First why",
        blank_ok=True,
    )
    junction: Gate | None = ask(
        "Where several answers are given: was either enough, or were all needed together?",
        kind=Kind.CHOICE,
        default=None,
        label="Its answers",
        blank_ok=True,
    )


class Tracks(Record):
    """The three questions that an analysis asks."""

    happened: TrackTop = TrackTop()
    not_caught: TrackTop = TrackTop()
    slow_recovery: TrackTop = TrackTop()
