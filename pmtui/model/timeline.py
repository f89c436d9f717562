"""The timeline: what happened, in order."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator, Field

from pmtui.model.ids import Element
from pmtui.model.kinds import Kind, ask
from pmtui.model.scales import Degradation, Milestone, ShareOf
from pmtui.model.text import Instant, Line, Prose, Quantity


def in_order(milestones: Iterable[Milestone]) -> tuple[Milestone, ...]:
    """Return milestones in the order of their scale, without duplicates."""
    known = set(milestones)
    return tuple(milestone for milestone in Milestone if milestone in known)


Milestones = Annotated[tuple[Milestone, ...], AfterValidator(in_order)]
"""Several milestones, in the order of their scale, without duplicates."""


ORIGINS = "; "
"""What separates the origins of an event that several were merged into."""


class Event(Element):
    """One event in the timeline: a fact with its time."""

    at: Instant | None = ask(
        "When did it happen?",
        "A time on the incident's day (14:32), or a date and time (2026-03-08 00:14).",
        example="14:32",
        kind=Kind.DATETIME,
        default=None,
        label="Time",
    )
    until: Instant | None = ask(
        "When did it end?",
        "Only for events that lasted a while: the second time in 14:00-14:20.",
        example="14:20",
        kind=Kind.DATETIME,
        default=None,
        label="Until",
        blank_ok=True,
    )
    approximate: bool | None = ask(
        "Is the time approximate?",
        "If so, it's shown with a ~ in front.",
        kind=Kind.YESNO,
        default=None,
        label="Approximate",
        blank_ok=True,
    )
    event: Prose = ask(
        "What happened?",
        "A fact someone could check: a change, an alert, a decision, a symptom.",
        example="Error rate on the checkout service passes 15%",
        kind=Kind.PROSE,
        label="Event",
    )
    action: Prose = ask(
        "What did the team do about it?",
        "Leave blank if no one took action.",
        example="Paged the storage on-call",
        kind=Kind.PROSE,
        label="Action taken",
        blank_ok=True,
    )
    details: tuple[Line, ...] = ask(
        "Any details?",
        "One per line: a command, a graph, who was told.",
        example="Connection count was at the configured maximum",
        kind=Kind.LIST,
        default=(),
        label="Details",
        blank_ok=True,
    )
    source: Line = ask(
        "What's the source?",
        "A person's role, a bot, a log, or a graph.",
        example="deploy bot",
        label="Source",
        blank_ok=True,
    )
    milestones: Milestones = ask(
        "Which milestones does this event mark?",
        "pmtui computes durations from these. One event can mark several, such as mitigated and resolved.",
        example="mitigated, resolved",
        kind=Kind.CHOICES,
        default=(),
        label="Milestones",
        blank_ok=True,
    )
    failing: Quantity = ask(
        "From this point, what percentage failed?",
        "Of users or requests, 0% to 100%. If no event has one, pmtui assumes 100% for the whole impact.",
        example="15%",
        kind=Kind.PERCENT,
        label="Failing",
        blank_ok=True,
    )
    failing_of: ShareOf | None = ask(
        "Is that a percentage of users or requests?", kind=Kind.CHOICE, default=None, label="Percent of", blank_ok=True
    )
    effect: Degradation | None = ask(
        "From this point, was it an outage or a degradation?",
        kind=Kind.CHOICE,
        default=None,
        label="Effect",
        blank_ok=True,
    )
    learned: Instant | None = ask(
        "When did the team learn this, if later?",
        "Responders didn't know it yet; the document notes it, to avoid hindsight bias.",
        example="2026-03-09 10:00",
        kind=Kind.DATETIME,
        default=None,
        label="Learned",
        blank_ok=True,
    )

    origin: Line = Field(
        default="",
        description="The record that the event was imported from: its kind, ID, and a digest of what it said.",
    )

    @property
    def is_learned_later(self) -> bool:
        """Whether the team learned of it only after it happened."""
        return self.learned is not None and (self.at is None or self.learned > self.at)
