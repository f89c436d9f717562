"""When each milestone was reached, and the impact periods: impact may start again after a resolution."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter

from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Milestone
from pmtui.model.timeline import Event

_ENDS = frozenset({Milestone.MITIGATED, Milestone.RESOLVED, Milestone.CLOSED})
"""Milestones that an event with a time range reaches at its end; it reaches the others at its start."""


@dataclass(frozen=True)
class Spell:
    """An impact period, from a start to the resolution that follows it.

    Attributes:
        start: when it started.
        end: when it was resolved; None if that isn't marked.
        mitigated: when it was mitigated, within the period; None if that isn't marked.
        start_id: the event that marks the start.
        end_id: the event that marks the resolution; empty for none.
        mitigation: when its mitigation started, and by which milestone: mitigation started, otherwise mitigated; None
            if neither is marked. It may be before the start, but after the previous period.
    """

    start: datetime
    end: datetime | None
    start_id: str
    end_id: str = ""
    mitigated: datetime | None = None
    mitigated_id: str = ""
    mitigation: tuple[datetime, Milestone] | None = None


@dataclass(frozen=True)
class Marked:
    """The milestones of one timeline.

    Attributes:
        at: the instant of each milestone: of the first event with that mark. The start is the first period's. The
            resolution is the last period's, and missing while the impact continues.
        spells: the impact periods, in order.
    """

    at: dict[Milestone, datetime]
    spells: tuple[Spell, ...]

    @property
    def has_relapsed(self) -> bool:
        """Whether the impact started again after a resolution."""
        return len(self.spells) > 1

    @property
    def is_open(self) -> bool:
        """Whether the impact has started, and its resolution isn't marked."""
        return bool(self.spells) and self.spells[-1].end is None

    @property
    def between_spells(self) -> timedelta:
        """The total time between a resolution and the next start."""
        pairs = zip(self.spells, self.spells[1:], strict=False)
        return sum((after.start - before.end for before, after in pairs if before.end is not None), timedelta())


def moment(event: Event, milestone: Milestone) -> datetime | None:
    """Return when an event reached one of its milestones: at the end of its time range for those in `_ENDS`."""
    return event.until or event.at if milestone in _ENDS and event.at is not None else event.at


def marked(postmortem: Postmortem) -> Marked:
    """Return the milestones of a timeline, in one pass over the events."""
    first: dict[Milestone, datetime] = {}
    turns: list[tuple[datetime, bool, str]] = []
    begun: list[datetime] = []
    mitigations: list[tuple[datetime, str]] = []
    for event, milestone in [(each, found) for each in postmortem.timeline for found in each.milestones]:
        at = moment(event, milestone)
        if at is None:
            continue
        known = first.get(milestone)
        first[milestone] = at if known is None or at < known else known
        if milestone is Milestone.STARTED or milestone is Milestone.RESOLVED:
            turns.append((at, milestone is Milestone.RESOLVED, event.id))
        elif milestone is Milestone.MITIGATION_STARTED:
            begun.append(at)
        elif milestone is Milestone.MITIGATED:
            mitigations.append((at, event.id))
    spells = _with_mitigations(_spells(sorted(turns)), sorted(begun), sorted(mitigations))
    if spells and any(end.end for end in spells):
        last = spells[-1]
        if last.end is None:
            first.pop(Milestone.RESOLVED, None)
        else:
            first[Milestone.RESOLVED] = last.end
    return Marked(first, spells)


def _spells(turns: Sequence[tuple[datetime, bool, str]]) -> tuple[Spell, ...]:
    """Pair each start with the resolution that follows it; a resolution without a start is ignored.

    At the same instant, an open period ends before the next one starts.
    """
    found: list[Spell] = []
    for _, group in groupby(turns, key=itemgetter(0)):
        at_once = list(group)
        is_open = bool(found) and found[-1].end is None
        for at, is_end, event_id in sorted(at_once, key=lambda turn: turn[1] is not is_open):
            is_open = bool(found) and found[-1].end is None
            if is_end and is_open:
                found[-1] = Spell(found[-1].start, at, found[-1].start_id, event_id)
            elif not is_end and not is_open:
                found.append(Spell(at, None, event_id))
    return tuple(found)


def _with_mitigations(
    spells: Sequence[Spell], begun: Sequence[datetime], mitigations: Sequence[tuple[datetime, str]]
) -> tuple[Spell, ...]:
    """Return the impact periods, each with its first mitigation and when that started."""
    found: list[Spell] = []
    for spell in spells:
        before = found[-1].end if found else None
        inside = next((m for m in mitigations if _is_within(m[0], spell.start, spell.end)), None)
        if inside is not None:
            spell = replace(spell, mitigated=inside[0], mitigated_id=inside[1])
        mitigation = _first(begun, spell, before), _first([at for at, _ in mitigations], spell, before)
        if mitigation[0] is not None:
            spell = replace(spell, mitigation=(mitigation[0], Milestone.MITIGATION_STARTED))
        elif mitigation[1] is not None:
            spell = replace(spell, mitigation=(mitigation[1], Milestone.MITIGATED))
        found.append(spell)
    return tuple(found)


def _is_within(at: datetime, start: datetime, end: datetime | None) -> bool:
    return start <= at and (end is None or at <= end)


def _first(times: Sequence[datetime], spell: Spell, before: datetime | None) -> datetime | None:
    """Return the first time that belongs to an impact period: in it, or between it and the previous one."""

    def belongs(at: datetime) -> bool:
        is_after = before is None or at > before
        return (is_after or at >= spell.start) and (spell.end is None or at <= spell.end)

    return next((at for at in times if belongs(at)), None)


def milestones(postmortem: Postmortem) -> dict[Milestone, datetime]:
    """Return the instant of each milestone, as in `Marked.at`."""
    return marked(postmortem).at
