"""Durations: how long there was impact, and the phases of the incident."""

from collections.abc import Callable
from datetime import timedelta

from pmtui.figures.computed_figure import ComputedFigure, Group, Invalid, Pending, Unit
from pmtui.figures.context import FigureContext
from pmtui.figures.definition import Definition
from pmtui.figures.segments import Segment, union
from pmtui.model.scales import Degradation, Milestone, TtaDefinition, TtrDefinition
from pmtui.parsing.shares import write_share

_M = Milestone

_RESOLVE = {
    TtrDefinition.IMPACT_TO_RESOLVED: (_M.STARTED, _M.RESOLVED),
    TtrDefinition.IMPACT_TO_MITIGATED: (_M.STARTED, _M.MITIGATED),
    TtrDefinition.DETECTED_TO_RESOLVED: (_M.DETECTED, _M.RESOLVED),
    TtrDefinition.ACKNOWLEDGED_TO_RESOLVED: (_M.ACKNOWLEDGED, _M.RESOLVED),
}
_ACKNOWLEDGE = {
    TtaDefinition.DETECTED_TO_ACKNOWLEDGED: (_M.DETECTED, _M.ACKNOWLEDGED),
    TtaDefinition.IMPACT_TO_ACKNOWLEDGED: (_M.STARTED, _M.ACKNOWLEDGED),
}


def duration(basis: FigureContext) -> ComputedFigure:
    """Compute the time in which anything failed."""
    failing = tuple(part for part in basis.union() if part.share > 0)
    length = sum((part.length for part in failing), timedelta())
    start, end = basis.marks.at.get(_M.STARTED), basis.marks.at.get(_M.RESOLVED)
    if start is not None and end is not None and end - start == length:
        return basis.between(_M.STARTED, _M.RESOLVED)
    return ComputedFigure(length, f"Time with failures: {_spells(basis, failing)}")


def _spells(basis: FigureContext, parts: tuple[Segment, ...]) -> str:
    if not parts:
        return "none."
    written = [
        f"{basis.clock(part.start)} to {basis.clock(part.end)} ({write_share(part.share, 2)})" for part in parts[:6]
    ]
    return ", ".join(written) + (f" and {len(parts) - 6} more" if len(parts) > 6 else "")


def _of_effect(basis: FigureContext, effects: frozenset[Degradation]) -> tuple[Segment, ...]:
    return union(s for s in basis.impacted.stretches if s.share > 0 and s.effect in effects)


def outage(basis: FigureContext) -> ComputedFigure:
    """Compute the time of the segments that were an outage, not only a degradation."""
    basis.union()
    joined = _of_effect(basis, frozenset({Degradation.COMPLETE_OUTAGE, Degradation.PARTIAL_OUTAGE}))
    length = sum((part.length for part in joined), timedelta())
    return ComputedFigure(length, f"Time in complete or partial outage: {_spells(basis, joined)}")


def degraded(basis: FigureContext) -> ComputedFigure:
    """Compute the time of the segments that were a degradation: as given, or after the mitigation."""
    said = any(stretch.effect_is_given for stretch in basis.impacted.stretches)
    if not said and not any(spell.mitigated for spell in basis.marks.spells):
        basis.need(_M.MITIGATED, _M.RESOLVED)
        basis.between(_M.MITIGATED, _M.RESOLVED)
    basis.union()
    parts = _of_effect(basis, frozenset({Degradation.DEGRADED_PERFORMANCE}))
    outages = _of_effect(basis, frozenset({Degradation.COMPLETE_OUTAGE, Degradation.PARTIAL_OUTAGE}))
    both = union([*parts, *outages])
    length = sum((p.length for p in both), timedelta()) - sum((p.length for p in outages), timedelta())
    overlap = length < sum((p.length for p in parts), timedelta())
    less = ", minus the time of an outage elsewhere" if overlap else ""
    return ComputedFigure(length, f"Time in degradation: {_spells(basis, parts)}{less}")


def identify_to_mitigate(basis: FigureContext) -> ComputedFigure:
    """Compute the time from identifying the cause to the start of the mitigation; with a relapse, the first one."""
    begun = [spell.mitigation for spell in basis.marks.spells if spell.mitigation is not None]
    if not basis.marks.has_relapsed or not begun:
        return basis.between(_M.IDENTIFIED, _mitigation(basis))
    start, (end, milestone) = basis.instant(_M.IDENTIFIED), begun[0]
    if end < start:
        raise Invalid(f"'{milestone.label}' comes before '{_M.IDENTIFIED.label}' in the timeline.")
    formula = f"{milestone.label} {basis.clock(end)} - {_M.IDENTIFIED.label.lower()} {basis.clock(start)}"
    return ComputedFigure(end - start, formula)


def mitigate_to_resolve(basis: FigureContext) -> ComputedFigure:
    """Compute the time from the start of the mitigation to the resolution, summed over the impact periods."""
    if not basis.marks.has_relapsed:
        return basis.between(_mitigation(basis), _M.RESOLVED)
    basis.need(_M.RESOLVED)
    length, written = timedelta(), []
    for spell in basis.marks.spells:
        if spell.mitigation is None:
            span = f"{basis.clock(spell.start)} to {basis.clock(spell.end or spell.start)}"
            raise Pending(f"Mark in the timeline when the impact from {span} was mitigated.")
        assert spell.end is not None
        length += spell.end - spell.mitigation[0]
        written.append(
            f"({basis.clock(spell.end)} - {spell.mitigation[1].label.lower()} {basis.clock(spell.mitigation[0])})"
        )
    return ComputedFigure(length, f"Resolved - start of mitigation, in each impact period: {' + '.join(written)}")


def _mitigation(basis: FigureContext) -> Milestone:
    """Return the milestone to use for the start of the mitigation, without a relapse."""
    return _M.MITIGATION_STARTED if _M.MITIGATION_STARTED in basis.marks.at else _M.MITIGATED


def time_to_resolve(basis: FigureContext) -> ComputedFigure:
    """Compute it by the definition in effect, and name that."""
    counted = basis.between(*_RESOLVE[basis.resolve_counting])
    return ComputedFigure(counted.value, f"{counted.formula}. Definition: {basis.resolve_counting.label}.")


def time_to_acknowledge(basis: FigureContext) -> ComputedFigure:
    """Compute it by the definition in effect, and name that."""
    counted = basis.between(*_ACKNOWLEDGE[basis.acknowledge_counting])
    return ComputedFigure(counted.value, f"{counted.formula}. Definition: {basis.acknowledge_counting.label}.")


def counting(basis: FigureContext) -> ComputedFigure:
    """Name the definitions in effect for the figures that organizations define differently."""
    resolve, acknowledge = basis.resolve_counting.label, basis.acknowledge_counting.label
    text = f"Time to resolve: {_lower(resolve)}. Time to acknowledge: {_lower(acknowledge)}."
    return ComputedFigure(text, "As set in the draft or its template.")


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]


def _length(name: str, label: str, definition: str, count: Callable[[FigureContext], ComputedFigure]) -> Definition:
    return Definition(name, label, Group.DURATIONS, Unit.LENGTH, definition, count)


def _reached(milestone: Milestone) -> Definition:
    """Return the figure for when a milestone was reached: the timeline answers it, so that no field contradicts it."""
    mark = milestone.label.lower()
    return Definition(
        milestone.value, f"{milestone.label} at", Group.DURATIONS, Unit.INSTANT,
        f"The first event marked '{mark}'.",
        lambda b: ComputedFigure(b.instant(milestone), f"The event marked '{mark}'."),
    )  # fmt: skip


_FIRST = "With a relapse, the first of each."
_LAST = "With a relapse, to the last resolution; the time between the impact periods counts."

DEFINITIONS = (
    Definition("started", "Start of impact", Group.DURATIONS, Unit.INSTANT,
               "The first event marked 'impact started'.",
               lambda b: ComputedFigure(b.instant(_M.STARTED), "The event marked 'impact started'.")),
    Definition("ended", "End of impact", Group.DURATIONS, Unit.INSTANT,
               "The event marked 'resolved' that ends the impact: everything has recovered. With a relapse, the last.",
               lambda b: ComputedFigure(b.instant(_M.RESOLVED), "The event marked 'resolved'.")),
    *map(_reached, (_M.DETECTED, _M.ACKNOWLEDGED, _M.IDENTIFIED, _M.MITIGATED)),
    _length("duration", "Duration",
            "How long users were affected: the time in which anything failed for any of them, not the time that the "
            "ticket was open (Datadog, PagerDuty).", duration),
    _length("outage", "Downtime",
            "Time in complete or partial outage. The time after the mitigation is assumed to be a degradation, unless "
            "an impact segment overrides that.", outage),
    _length("degraded", "Degraded period",
            "Resolved - mitigated, as long as anything still failed; with a relapse, in each impact period. Or the "
            "impact segments marked as a degradation.",
            degraded),
    _length("time_to_detect", "Time to detect",
            f"Detected - impact started (Datadog, GitLab, Rootly, Morgue). {_FIRST}",
            lambda b: b.between(_M.STARTED, _M.DETECTED)),
    _length("time_to_acknowledge", "Time to acknowledge",
            f"Acknowledged - detected; Rootly measures from the start of impact. {_FIRST}", time_to_acknowledge),
    _length("time_to_identify", "Detect to identify", f"Identified - detected. {_FIRST}",
            lambda b: b.between(_M.DETECTED, _M.IDENTIFIED)),
    _length("identify_to_mitigate", "Identify to mitigate",
            f"Mitigation started (or mitigated, if its start isn't marked) - identified. {_FIRST}",
            identify_to_mitigate),
    _length("mitigate_to_resolve", "Mitigate to resolve",
            "Resolved - mitigation started (or mitigated, if its start isn't marked). With a relapse, the sum over the "
            "impact periods.",
            mitigate_to_resolve),
    _length("detect_to_resolve", "Detect to resolve", f"Resolved - detected (Morgue). {_LAST}",
            lambda b: b.between(_M.DETECTED, _M.RESOLVED)),
    _length("time_to_mitigate", "Time to mitigate", f"Mitigated - impact started (Rootly, GitLab). {_FIRST}",
            lambda b: b.between(_M.STARTED, _M.MITIGATED)),
    _length("time_to_resolve", "Time to resolve",
            "Resolved - impact started (Rootly), or another definition: GitLab, Datadog, and Morgue differ. "
            f"{_LAST} GitLab's definition ends at the first mitigation.",
            time_to_resolve),
    Definition("counting", "How times are measured", Group.DURATIONS, Unit.TEXT,
               "The definitions in effect of time to resolve and time to acknowledge, for a note in the document.",
               counting, ("impact.counting.time_to_resolve", "impact.counting.time_to_acknowledge")),
)  # fmt: skip
"""The figures of this group."""
