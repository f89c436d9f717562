"""When each milestone was reached, and the spells in which there was impact: it may begin again after a resolution."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Milestone
from pmtui.model.timeline import Event

_ENDS = frozenset({Milestone.MITIGATED, Milestone.RESOLVED, Milestone.CLOSED})
"""Milestones that a range reaches at its end; the others it reaches at its beginning."""


@dataclass(frozen=True)
class Spell:
    """A stretch of impact, from a start to the resolution that follows it.

    Attributes:
        start: when it began.
        end: when it was resolved; None where nothing says.
        start_id: the event that marks the start.
        end_id: the event that marks the resolution; empty for none.
    """

    start: datetime
    end: datetime | None
    start_id: str
    end_id: str = ""


@dataclass(frozen=True)
class Marked:
    """The milestones of one timeline.

    Attributes:
        at: the instant of each milestone: the first event that carries it. The start is the first spell's; the
            resolution is the last spell's, and absent while the impact goes on.
        spells: the stretches of impact, in order.
    """

    at: dict[Milestone, datetime]
    spells: tuple[Spell, ...]

    @property
    def has_relapsed(self) -> bool:
        """Whether the impact began again after a resolution."""
        return len(self.spells) > 1


def moment(event: Event) -> datetime | None:
    """Return when an event reached its milestone: for what ends something, the end of a range."""
    return event.until or event.at if event.milestone in _ENDS and event.at is not None else event.at


def marked(postmortem: Postmortem) -> Marked:
    """Return the milestones of a timeline; one pass over the events."""
    first: dict[Milestone, datetime] = {}
    turns: list[tuple[datetime, bool, str]] = []
    for event in postmortem.timeline:
        milestone = event.milestone
        if milestone is None:
            continue
        at = moment(event)
        if at is None:
            continue
        known = first.get(milestone)
        first[milestone] = at if known is None or at < known else known
        if milestone is Milestone.STARTED or milestone is Milestone.RESOLVED:
            turns.append((at, milestone is Milestone.RESOLVED, event.id))
    spells = _spells(sorted(turns))
    if spells and any(end.end for end in spells):
        last = spells[-1]
        if last.end is None:
            first.pop(Milestone.RESOLVED, None)
        else:
            first[Milestone.RESOLVED] = last.end
    return Marked(first, spells)


def _spells(turns: Sequence[tuple[datetime, bool, str]]) -> tuple[Spell, ...]:
    """Pair each start with the resolution that follows it; a resolution without a start before it ends nothing."""
    found: list[Spell] = []
    is_open = False
    for at, is_end, event_id in turns:
        if is_end and is_open:
            found[-1] = Spell(found[-1].start, at, found[-1].start_id, event_id)
        elif not is_end and not is_open:
            found.append(Spell(at, None, event_id))
        is_open = not is_end if is_end == is_open else is_open
    return tuple(found)


def milestones(postmortem: Postmortem) -> dict[Milestone, datetime]:
    """Return the instant of each milestone, as `Marked.at` has it."""
    return marked(postmortem).at
