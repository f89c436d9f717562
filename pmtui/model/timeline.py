"""What happened, in order."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator

from pmtui.model.ids import Element
from pmtui.model.kinds import Kind, ask
from pmtui.model.scales import Degradation, Milestone, ShareOf
from pmtui.model.text import Instant, Line, Prose, Quantity


def in_order(milestones: Iterable[Milestone]) -> tuple[Milestone, ...]:
    """Return milestones in the order of their scale, each once."""
    known = set(milestones)
    return tuple(milestone for milestone in Milestone if milestone in known)


Milestones = Annotated[tuple[Milestone, ...], AfterValidator(in_order)]
"""Several milestones, in the order of their scale, each once."""


class Event(Element):
    """One event of the timeline: a fact with its time."""

    at: Instant | None = ask(
        "When was it?",
        "A time of the incident's day (14:32), or a date and a time (2026-03-08 00:14).",
        example="14:32",
        kind=Kind.DATETIME,
        default=None,
        label="Time",
    )
    until: Instant | None = ask(
        "Until when, where it took a while?",
        "The end of a range: 14:00-14:20.",
        example="14:20",
        kind=Kind.DATETIME,
        default=None,
        label="Until",
        blank_ok=True,
    )
    approximate: bool | None = ask(
        "Is the time approximate?",
        "It's then written with a ~ before it.",
        kind=Kind.YESNO,
        default=None,
        label="Approximate",
        blank_ok=True,
    )
    event: Prose = ask(
        "What happened?",
        "A fact that somebody could check: a change, an alert, a decision, a symptom.",
        example="Error rate on the checkout service passes 15%",
        kind=Kind.PROSE,
        label="Event",
    )
    action: Prose = ask(
        "What was done about it?",
        "Leave it blank where nobody acted.",
        example="Paged the storage on-call",
        kind=Kind.PROSE,
        label="Action taken",
        blank_ok=True,
    )
    details: tuple[Line, ...] = ask(
        "What else belongs to it?",
        "One line for each: the command, the graph, who was told.",
        example="Connection count stood at the configured maximum",
        kind=Kind.LIST,
        default=(),
        label="Details",
        blank_ok=True,
    )
    source: Line = ask(
        "Who or what says so?",
        "A person's role, a bot, a log, a graph.",
        example="deploy bot",
        label="Source",
        blank_ok=True,
    )
    milestones: Milestones = ask(
        "Which milestones does it mark?",
        "The durations are computed from these. One event can mark several: mitigated and resolved at once.",
        example="mitigated, resolved",
        kind=Kind.CHOICES,
        default=(),
        label="Milestones",
        blank_ok=True,
    )
    failing: Quantity = ask(
        "Which share of users or requests failed from here on?",
        "0% to 100%. Where no event says, pmtui takes 100% from the start of the impact to its end.",
        example="15%",
        kind=Kind.PERCENT,
        label="Failing",
        blank_ok=True,
    )
    failing_of: ShareOf | None = ask(
        "Is that a share of users or of requests?", kind=Kind.CHOICE, default=None, label="Share of", blank_ok=True
    )
    effect: Degradation | None = ask(
        "What was it from here on: an outage, or a degradation?",
        kind=Kind.CHOICE,
        default=None,
        label="What it was",
        blank_ok=True,
    )
    learned: Instant | None = ask(
        "When was this learned, where that was later?",
        "Whoever acted didn't know it yet: the document says so, and nobody judges with hindsight.",
        example="2026-03-09 10:00",
        kind=Kind.DATETIME,
        default=None,
        label="Learned",
        blank_ok=True,
    )

    @property
    def is_learned_later(self) -> bool:
        """Whether nobody knew of it when it happened."""
        return self.learned is not None and (self.at is None or self.learned > self.at)
