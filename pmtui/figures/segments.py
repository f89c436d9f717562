"""When the service was failing, and at what rate: a step function from the timeline and the rows the author added."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from enum import Enum
from heapq import heappop, heappush

from pmtui.figures.milestones import Marked, Spell, marked
from pmtui.model.inputs import ImpactSegment
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Degradation, Milestone, ShareOf
from pmtui.model.timeline import Event
from pmtui.parsing.amounts import AmountError, read_amount
from pmtui.parsing.shares import read_share


@dataclass(frozen=True)
class Segment:
    """A stretch of time with one failure rate.

    Attributes:
        start: its first instant.
        end: the instant after its last one.
        share: the failure rate, as a fraction from 0 to 1.
    """

    start: datetime
    end: datetime
    share: Decimal

    @property
    def length(self) -> timedelta:
        """How long it lasted; between instants, so clock changes don't matter."""
        return self.end - self.start


@dataclass(frozen=True)
class Stretch(Segment):
    """A segment with its source and effect.

    Attributes:
        of: whether users or requests failed; None if that isn't given.
        effect: outage or degradation, as given, or derived from the failure rate and the milestones.
        service: the service or region; empty for all of them.
        source: the ID of the event that it starts with, or of the added row.
        until: the ID of the event that it ends with; empty for an added row.
        is_by_hand: whether it's a row the author added, not one from the timeline.
        is_assumed: whether no failure rate is given, so that it's assumed to be 100%.
        effect_is_given: whether the author gave the effect.
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
    """What is known about when the service was failing, and at what rate.

    Attributes:
        stretches: the valid segments, from the timeline and added by the author, by time.
        problems: what is wrong or missing, by the ID of the added row or of the event with the failure rate.
        union: the overall failure rate: at each moment, the highest of all segments.
        is_assumed: whether no failure rate is given at all, so that 100% is assumed throughout.
        is_open: whether the impact isn't resolved yet, so that nothing can be computed.
        leaves_out: whether added rows replace the assumed 100% without covering the whole incident.
    """

    stretches: tuple[Stretch, ...]
    problems: dict[str, str]
    union: tuple[Segment, ...]
    is_assumed: bool
    is_open: bool = False
    leaves_out: bool = False

    @property
    def is_partly_assumed(self) -> bool:
        """Whether a failure rate is given for part of the impact, and 100% is assumed for the rest."""
        return not self.is_assumed and any(stretch.is_assumed for stretch in self.stretches)


class Assume(Enum):
    """What to assume for a failure rate that isn't given, or is given as a range."""

    LEAST = "least"
    LIKELY = "likely"
    MOST = "most"


_SOME = Decimal("1E-12")
"""The lowest failure rate during impact: above 0, so that it counts as impact, but too little to add up."""


def segments(postmortem: Postmortem) -> tuple[Segment, ...]:
    """Return the failure rate over time, as in `Impacted.union`."""
    return impacted(postmortem, marked(postmortem)).union


def impacted(postmortem: Postmortem, marks: Marked, assume: Assume = Assume.LIKELY) -> Impacted:
    """Return when the service was failing, and at what rate.

    An event's failure rate applies until the next event that gives one, or the resolution; until the first, 100% is
    assumed. Added rows count in addition to the events. If no event gives a rate, they replace the assumed 100%.

    Args:
        postmortem: the postmortem.
        marks: its milestones.
        assume: what to assume if no failure rate is given, or only a range: `LIKELY` is 100%, or the middle of a range.
            With `MOST`, everything that no added row covers failed, too.
    """
    by_hand, problems = _by_hand(postmortem, marks, assume)
    timeline, is_given = _from_timeline(postmortem, marks, problems, assume)
    whole = union(timeline)
    if by_hand and not is_given:
        timeline = tuple(_uncovered(timeline, by_hand)) if assume is Assume.MOST else ()
    stretches = tuple(sorted((*timeline, *by_hand), key=lambda stretch: (stretch.start, stretch.end)))
    problems.update(_overlaps(stretches, problems))
    problems.update(_outside(by_hand, marks, problems))
    joined = union(stretches)
    is_assumed = not by_hand and not is_given and bool(timeline)
    leaves_out = bool(by_hand) and not is_given and _length(joined) < _length(whole)
    return Impacted(stretches, problems, joined, is_assumed, marks.is_open, leaves_out)


def _uncovered(timeline: Iterable[Stretch], rows: Sequence[Stretch]) -> Iterable[Stretch]:
    """Yield the parts of segments that no added row covers."""
    covered = union(replace(row, share=Decimal(1)) for row in rows)
    for stretch in timeline:
        start = stretch.start
        for part in covered:
            if part.end <= start or part.start >= stretch.end:
                continue
            if part.start > start:
                yield replace(stretch, start=start, end=part.start)
            start = part.end
        if start < stretch.end:
            yield replace(stretch, start=start)


def _length(parts: Iterable[Segment]) -> timedelta:
    return sum((part.length for part in parts), timedelta())


def union(parts: Iterable[Segment]) -> tuple[Segment, ...]:
    """Return the highest failure rate of all parts at each moment, as a step function without its gaps."""
    waiting = sorted((part for part in parts if part.end > part.start), key=lambda part: part.start, reverse=True)
    moments = sorted({moment for part in waiting for moment in (part.start, part.end)})
    failing: list[tuple[Decimal, datetime]] = []  # a heap: the highest rate first
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


def _from_timeline(
    postmortem: Postmortem, marks: Marked, problems: dict[str, str], assume: Assume
) -> tuple[tuple[Stretch, ...], bool]:
    """Return the timeline's segments, and whether any event gives a failure rate; add unreadable ones to `problems`."""
    changes = sorted(_changes(postmortem, problems, assume), key=lambda change: change.at)
    if not marks.spells or marks.is_open:
        return (), bool(changes)  # the impact isn't resolved: nothing can be computed yet
    events = {event.id: event for event in postmortem.timeline}
    found: list[Stretch] = []
    is_given = False
    times = [change.at for change in changes]
    ended = 0
    for spell in marks.spells:
        first, last = bisect_left(times, spell.start), bisect_left(times, _end(spell))
        steps = changes[first:last]
        if (not steps or steps[0].at > spell.start) and first > ended:  # a rate from before the start still applies
            steps = [replace(changes[first - 1], at=spell.start), *steps]
        ended = last
        is_given = is_given or bool(steps)
        found += _stretches(spell, steps, events[spell.start_id], assume)
    return tuple(found), is_given


def _changes(postmortem: Postmortem, problems: dict[str, str], assume: Assume) -> Iterable[_Change]:
    for event in postmortem.timeline:
        if event.failing.strip() and event.at is not None:
            share = likely_share(event.failing, assume)
            if share is not None:
                yield _Change(event.at, share, event.failing_of, event.effect, event.id)
            else:
                text = event.failing.strip()[:30]
                problems[event.id] = f"'{text}' isn't a percentage from 0% to 100%, so it isn't counted."


def likely_share(text: str, assume: Assume = Assume.LIKELY) -> Decimal | None:
    """Read a failure rate; of a range, its middle or one of its ends. None if it isn't a percentage from 0% to 100%."""
    share = read_share(text)
    if share is not None:
        return share
    try:
        amount = read_amount(text)
    except AmountError:
        return None
    share = {
        Assume.LEAST: amount.estimate.low,
        Assume.LIKELY: amount.estimate.likely,
        Assume.MOST: amount.estimate.high,
    }[assume] / 100
    return share if amount.estimate.high <= 100 and amount.is_percent else None


def _end(spell: Spell) -> datetime:
    assert spell.end is not None
    return spell.end


def _unknown(assume: Assume) -> Decimal:
    """Return the failure rate to assume if none is given."""
    return _SOME if assume is Assume.LEAST else Decimal(1)


def _stretches(spell: Spell, steps: list[_Change], start: Event, assume: Assume) -> Iterable[Stretch]:
    if not steps or steps[0].at > spell.start:
        steps = [_Change(spell.start, _unknown(assume), start.failing_of, start.effect, spell.start_id, True), *steps]
    steps = _cut_at_mitigation(spell, steps)
    for index, step in enumerate(steps):
        last = index + 1 == len(steps)
        end, until = (_end(spell), spell.end_id) if last else (steps[index + 1].at, steps[index + 1].source)
        if end > step.at:
            effect = step.effect or _effect(step.share, step.at, spell.mitigated)
            yield Stretch(step.at, end, step.share, step.of, effect, "", step.source, until,
                          is_assumed=step.is_assumed, effect_is_given=step.effect is not None)  # fmt: skip


def _cut_at_mitigation(spell: Spell, steps: list[_Change]) -> list[_Change]:
    """Start a segment at the mitigation, unless one starts there anyway: the effect is different from then on."""
    at = spell.mitigated
    if at is None or at <= spell.start or at >= _end(spell) or any(step.at == at for step in steps):
        return steps
    index = sum(step.at < at for step in steps)
    before = steps[index - 1]
    if before.effect is not None or before.share == 0:
        return steps
    return [*steps[:index], replace(before, at=at, source=spell.mitigated_id), *steps[index:]]


def _effect(share: Decimal, at: datetime, mitigated: datetime | None) -> Degradation:
    """Return the effect if none is given: a degradation after the mitigation, an outage before it."""
    if mitigated is not None and at >= mitigated:
        return Degradation.DEGRADED_PERFORMANCE
    return Degradation.COMPLETE_OUTAGE if share >= 1 else Degradation.PARTIAL_OUTAGE


# -- added rows --------------------------------------------------------------------------------------------------------


def _by_hand(postmortem: Postmortem, marks: Marked, assume: Assume) -> tuple[list[Stretch], dict[str, str]]:
    """Return the segments of the valid rows, and the problems of the others by row ID."""
    found: list[Stretch] = []
    problems: dict[str, str] = {}
    for row in postmortem.impact.segments:
        unread = _unread(postmortem, row)
        if unread or _says_nothing(row):
            problems[row.id] = f"'{unread}' can't be read, so the row isn't counted." if unread else _NOTHING
            continue
        start = row.start or marks.at.get(Milestone.STARTED)
        end = row.end or marks.at.get(Milestone.RESOLVED)
        share = likely_share(row.share, assume) if row.share.strip() else _unknown(assume)
        if start is None:
            problems[row.id] = "When did it start? Enter it, or mark 'impact started' in the timeline."
        elif end is None:
            problems[row.id] = "When did it end? Enter it, or mark 'resolved' in the timeline."
        elif end <= start:
            how = "ends before it starts" if end < start else "starts and ends at the same time"
            problems[row.id] = f"It {how}, so it isn't counted."
        elif share is None:
            problems[row.id] = f"'{row.share}' isn't a percentage from 0% to 100%, so the row isn't counted."
        else:
            whole = [(spell.start, spell.end) for spell in marks.spells if spell.end is not None]
            spans = [(start, end)] if row.start or row.end or len(whole) < 2 else whole
            found += [_by_hand_stretch(row, first, last, share, marks) for first, last in spans]
    return found, problems


_NOTHING = "This row is empty. Enter a time, a failure rate, or a service."


def _unread(postmortem: Postmortem, row: ImpactSegment) -> str:
    """Return what was typed into a row and can't be read; empty if everything can."""
    prefix = f"impact.segments.{row.id}."
    return next((text for path, text in postmortem.typed.items() if path.startswith(prefix)), "")


def _says_nothing(row: ImpactSegment) -> bool:
    return not (row.start or row.end or row.share.strip() or row.service.strip())


def _by_hand_stretch(row: ImpactSegment, start: datetime, end: datetime, share: Decimal, marks: Marked) -> Stretch:
    mitigated = next((s.mitigated for s in marks.spells if s.end is None or s.start <= start < s.end), None)
    effect = row.effect or _effect(share, start, mitigated)
    return Stretch(start, end, share, row.of, effect, " ".join(row.service.split()), row.id, is_by_hand=True,
                   is_assumed=not row.share.strip(), effect_is_given=row.effect is not None)  # fmt: skip


def _outside(rows: Sequence[Stretch], marks: Marked, known: dict[str, str]) -> dict[str, str]:
    """Return a problem for each added row that extends beyond the incident, by row ID."""
    start, end = marks.at.get(Milestone.STARTED), marks.at.get(Milestone.RESOLVED)
    if start is None or end is None:
        return {}
    words = "It extends beyond the incident in the timeline. Are the times right?"
    return {row.source: words for row in rows if row.source not in known and (row.start < start or row.end > end)}


def _overlaps(stretches: Sequence[Stretch], known: dict[str, str]) -> dict[str, str]:
    """Return a problem for each added row that overlaps another one of the same service, by row ID."""
    latest: dict[str, Stretch] = {}
    found: dict[str, str] = {}
    for stretch in stretches:
        key = stretch.service.lower()
        before = latest.get(key)
        if before is not None and before.end > stretch.start:
            row = stretch if stretch.is_by_hand else before
            if row.is_by_hand and row.source not in known:
                whose = f"for {stretch.service}" if stretch.service else "for all services"
                found[row.source] = f"It overlaps another row {whose}, so the higher failure rate counts."
        if before is None or stretch.end > before.end:
            latest[key] = stretch
    return found
