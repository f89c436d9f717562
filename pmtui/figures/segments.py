"""When the service was failing, and for which share of its users: a step function read off the timeline."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from pmtui.figures.quantity import read_share
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Milestone


@dataclass(frozen=True)
class Segment:
    """A stretch of time in which one share of users or requests failed.

    Attributes:
        start: its first instant.
        end: the instant after its last.
        share: the fraction that failed, 0 to 1.
    """

    start: datetime
    end: datetime
    share: Decimal

    @property
    def length(self) -> timedelta:
        """How long it lasted; of instants, so a clock change doesn't bend it."""
        return self.end - self.start


def milestones(postmortem: Postmortem) -> dict[Milestone, datetime]:
    """Return the instant of each milestone; where several events carry one, the first."""
    found: dict[Milestone, datetime] = {}
    for event in postmortem.timeline:
        if event.milestone and event.at:
            known = found.get(event.milestone)
            found[event.milestone] = min(known, event.at) if known else event.at
    return found


def segments(postmortem: Postmortem) -> tuple[Segment, ...]:
    """Return the stretches between the start of the impact and its resolution, by the share that failed.

    Until an event says otherwise, everything failed (100%). Empty while a milestone is missing, or where the end comes
    before the start.
    """
    marked = milestones(postmortem)
    start, end = marked.get(Milestone.STARTED), marked.get(Milestone.RESOLVED)
    if start is None or end is None or end < start:
        return ()
    changes: dict[datetime, Decimal] = {}
    for event in postmortem.timeline:
        share = read_share(event.failing) if event.failing.strip() else None
        if event.at and share is not None and start <= event.at < end:
            changes[event.at] = share
    changes.setdefault(start, Decimal(1))
    moments = sorted(changes)
    ends = [*moments[1:], end]
    return tuple(
        Segment(moment, until, changes[moment]) for moment, until in zip(moments, ends, strict=True) if until > moment
    )
