"""When the service was failing, and for which share: a step function read off the timeline, with rows by hand."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from heapq import heappop, heappush

from pmtui.figures.milestones import Marked, Spell, marked
from pmtui.figures.quantity import read_share
from pmtui.model.inputs import ImpactSegment
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Degradation, Milestone, ShareOf


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


@dataclass(frozen=True)
class Stretch(Segment):
    """A segment with where it comes from and what it was.

    Attributes:
        of: what the share is a share of; None where nobody said.
        effect: outage or degradation, as said or taken from the share and the milestones.
        service: the service or region that it's about; empty for the whole.
        source: the event that it begins with, or the row by hand.
        until: the event that it ends with; empty for a row by hand.
        is_by_hand: it's a row of the record, and doesn't follow from the timeline.
        is_assumed: nobody gave the share: it's taken as 100%.
        effect_is_given: somebody said what it was.
    """

    of: ShareOf | None
    effect: Degradation
    service: str
    source: str
    until: str = ""
    is_by_hand: bool = False
    is_assumed: bool = False
    effect_is_given: bool = False


@dataclass(frozen=True)
class Impacted:
    """All that is known of when what failed.

    Attributes:
        stretches: the timeline's and those by hand that can be counted, in order of time.
        problems: what is wrong or missing, by the id of the row by hand.
        union: the whole: at each moment the largest share that any stretch gives.
        is_assumed: no share was given anywhere, so all of it is taken as 100%.
    """

    stretches: tuple[Stretch, ...]
    problems: dict[str, str]
    union: tuple[Segment, ...]
    is_assumed: bool


def segments(postmortem: Postmortem) -> tuple[Segment, ...]:
    """Return the stretches with the share that failed in each, as `Impacted.union`."""
    return impacted(postmortem, marked(postmortem)).union


def impacted(postmortem: Postmortem, marks: Marked) -> Impacted:
    """Return when what failed.

    A share that an event gives holds until the next one that gives one, or the resolution; until the first, 100% is
    taken. Rows by hand count beside the events. Where no event gives a share, they count in place of the 100%.
    """
    by_hand, problems = _by_hand(postmortem.impact.segments, marks)
    timeline, is_given = _from_timeline(postmortem, marks)
    if by_hand and not is_given:
        timeline = ()
    stretches = tuple(sorted((*timeline, *by_hand), key=lambda stretch: (stretch.start, stretch.end)))
    problems.update(_overlaps(stretches, problems))
    return Impacted(stretches, problems, union(stretches), not by_hand and not is_given and bool(timeline))


def union(parts: Iterable[Segment]) -> tuple[Segment, ...]:
    """Return the step function that has, at each moment, the largest share of all parts; gaps are left out."""
    waiting = sorted((part for part in parts if part.end > part.start), key=lambda part: part.start, reverse=True)
    moments = sorted({moment for part in waiting for moment in (part.start, part.end)})
    failing: list[tuple[Decimal, datetime]] = []  # a heap: the largest share first
    found: list[Segment] = []
    for start, end in zip(moments, moments[1:], strict=False):
        while waiting and waiting[-1].start <= start:
            part = waiting.pop()
            heappush(failing, (-part.share, part.end))
        while failing and failing[0][1] <= start:
            heappop(failing)
        if not failing:
            continue
        share = -failing[0][0]
        if found and found[-1].end == start and found[-1].share == share:
            found[-1] = Segment(found[-1].start, end, share)
        else:
            found.append(Segment(start, end, share))
    return tuple(found)


# -- from the timeline -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Change:
    at: datetime
    share: Decimal
    of: ShareOf | None
    effect: Degradation | None
    source: str
    is_assumed: bool = False


def _from_timeline(postmortem: Postmortem, marks: Marked) -> tuple[tuple[Stretch, ...], bool]:
    """Return the timeline's stretches, and whether any event gives a share."""
    spells = [spell for spell in marks.spells if spell.end is not None]
    if not spells or spells != list(marks.spells):
        return (), False  # the impact goes on: nothing can be counted yet
    changes = sorted(_changes(postmortem), key=lambda change: change.at)
    found: list[Stretch] = []
    is_given = False
    times = [change.at for change in changes]
    for spell in spells:
        steps = changes[bisect_left(times, spell.start) : bisect_left(times, _end(spell))]
        is_given = is_given or bool(steps)
        found += _stretches(spell, steps, postmortem, marks.at.get(Milestone.MITIGATED))
    return tuple(found), is_given


def _changes(postmortem: Postmortem) -> Iterable[_Change]:
    for event in postmortem.timeline:
        if event.failing and event.at is not None:
            share = read_share(event.failing)
            if share is not None:
                yield _Change(event.at, share, event.failing_of, event.effect, event.id)


def _end(spell: Spell) -> datetime:
    assert spell.end is not None
    return spell.end


def _stretches(
    spell: Spell, steps: list[_Change], postmortem: Postmortem, mitigated: datetime | None
) -> Iterable[Stretch]:
    if not steps or steps[0].at > spell.start:
        event = next(event for event in postmortem.timeline if event.id == spell.start_id)
        steps = [_Change(spell.start, Decimal(1), event.failing_of, event.effect, spell.start_id, True), *steps]
    for index, step in enumerate(steps):
        last = index + 1 == len(steps)
        end, until = (_end(spell), spell.end_id) if last else (steps[index + 1].at, steps[index + 1].source)
        if end > step.at:
            effect = step.effect or _effect(step.share, step.at, mitigated)
            yield Stretch(step.at, end, step.share, step.of, effect, "", step.source, until,
                          is_assumed=step.is_assumed, effect_is_given=step.effect is not None)  # fmt: skip


def _effect(share: Decimal, at: datetime, mitigated: datetime | None) -> Degradation:
    """Return what it was, where nobody said: after the mitigation a degradation, else an outage."""
    if mitigated is not None and at >= mitigated:
        return Degradation.DEGRADED_PERFORMANCE
    return Degradation.COMPLETE_OUTAGE if share >= 1 else Degradation.PARTIAL_OUTAGE


# -- by hand -----------------------------------------------------------------------------------------------------------


def _by_hand(rows: Sequence[ImpactSegment], marks: Marked) -> tuple[list[Stretch], dict[str, str]]:
    """Return the rows that can be counted, and what is wrong with the others."""
    found: list[Stretch] = []
    problems: dict[str, str] = {}
    for row in rows:
        start = row.start or marks.at.get(Milestone.STARTED)
        end = row.end or marks.at.get(Milestone.RESOLVED)
        share = read_share(row.share) if row.share.strip() else Decimal(1)
        if start is None:
            problems[row.id] = "From when? Give it, or mark in the timeline: impact started."
        elif end is None:
            problems[row.id] = "Until when? Give it, or mark in the timeline: resolved."
        elif end <= start:
            problems[row.id] = "It ends before it starts, so it isn't counted."
        elif share is None:
            problems[row.id] = f"'{row.share}' is no share from 0% to 100%, so the row isn't counted."
        else:
            effect = row.effect or _effect(share, start, marks.at.get(Milestone.MITIGATED))
            found.append(Stretch(start, end, share, row.of, effect, row.service.strip(), row.id, is_by_hand=True,
                                 is_assumed=not row.share.strip(), effect_is_given=row.effect is not None))  # fmt: skip
    return found, problems


def _overlaps(stretches: Sequence[Stretch], known: dict[str, str]) -> dict[str, str]:
    """Return a word for each row by hand that overlaps with another of the same service."""
    latest: dict[str, Stretch] = {}
    found: dict[str, str] = {}
    for stretch in stretches:
        key = stretch.service.lower()
        before = latest.get(key)
        if before is not None and before.end > stretch.start:
            row = stretch if stretch.is_by_hand else before
            if row.is_by_hand and row.source not in known:
                whose = f"of {stretch.service}" if stretch.service else "of the whole"
                found[row.source] = f"It overlaps with another row {whose}; at each moment the larger share counts."
        if before is None or stretch.end > before.end:
            latest[key] = stretch
    return found
