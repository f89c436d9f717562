"""Recovery compared with its targets: how long it took, and how much data was lost."""

from datetime import timedelta

from pmtui.figures.computed_figure import ComputedFigure, Group, Invalid, Pending, Unit
from pmtui.figures.context import FigureContext
from pmtui.figures.definition import Definition
from pmtui.model.scales import Milestone
from pmtui.parsing.durations import read_duration, write_duration

_TARGETS = ("impact.recovery.rto_target", "impact.recovery.rpo_target")


def rto(basis: FigureContext) -> ComputedFigure:
    """Compute the time from the failure to the restoration."""
    return basis.between(Milestone.STARTED, Milestone.RESOLVED)


def rpo(basis: FigureContext) -> ComputedFigure:
    """Compute the time from the last recoverable data to the failure; 0 if no data was lost."""
    impact = basis.postmortem.impact
    last = impact.recovery.last_data_point
    if impact.data_loss.yes is False:
        return ComputedFigure(timedelta(), "No data was lost.")
    if last is None:
        basis.readable("impact.recovery.last_data_point")
        basis.settled("impact.data_loss")
        last_label = basis.label("impact.recovery.last_data_point")
        raise Pending(f"Answer whether data was lost. If it was, enter: {last_label}.")
    failure = basis.instant(Milestone.STARTED)
    if last > failure:
        raise Invalid(f"The last recoverable data ({basis.clock(last)}) is later than the failure.")
    return ComputedFigure(failure - last, f"Impact started {basis.clock(failure)} - last data {basis.clock(last)}")


def _actual(basis: FigureContext, name: str) -> timedelta:
    """Return the actual RTO or RPO: the author's override, or the computed one."""
    stated = basis.postmortem.stated.get(name)
    if stated and stated.value.strip():
        length = read_duration(stated.value)
        if length is None:
            raise Pending(f"The actual {name.upper()}, '{stated.value}', isn't a duration.")
        return length
    value = (rpo(basis) if name == "rpo" else rto(basis)).value
    assert isinstance(value, timedelta)
    return value


def _against(basis: FigureContext, name: str) -> tuple[str, bool]:
    """Return the result for one target, as text, and whether it was met."""
    target, actual = basis.length(f"impact.recovery.{name}_target"), _actual(basis, name)
    late = actual - target
    if late > timedelta():
        outcome = f"exceeded by {write_duration(late)}"
    elif late < timedelta():
        outcome = f"met with {write_duration(-late)} to spare"
    else:
        outcome = "met"
    return f"{name.upper()} {outcome} ({write_duration(actual)}, target {write_duration(target)})", late <= timedelta()


def targets_met(basis: FigureContext) -> ComputedFigure:
    """Compute whether the targets were met, and by how much."""
    given = [name for name in ("rto", "rpo") if basis.has(f"impact.recovery.{name}_target")]
    if not given:
        basis.settled("impact.recovery.rto_target")
        raise Pending("Missing: {} (and {}, if you have one).".format(*map(basis.label, _TARGETS)))
    outcomes = [_against(basis, name) for name in given]
    met = all(is_met for _, is_met in outcomes)
    return ComputedFigure(
        f"{'Yes' if met else 'No'}: {', '.join(words for words, _ in outcomes)}", "Actual compared with target."
    )


DEFINITIONS = (
    Definition("rto", "Actual RTO", Group.RECOVERY, Unit.LENGTH,
               "Restored - failure (NIST SP 800-34). With a relapse, from the first failure to the last restoration.",
               rto),
    Definition("rpo", "Actual RPO", Group.RECOVERY, Unit.LENGTH,
               "Failure - last recoverable data (NIST SP 800-34); 0 if no data was lost. With a relapse, from "
               "the first failure.",
               rpo,
               ("impact.data_loss", "impact.recovery.last_data_point"), ("impact.data_loss",)),
    Definition("targets_met", "Targets met", Group.RECOVERY, Unit.TEXT,
               "Actual RTO and RPO compared with their targets, with the difference.", targets_met, _TARGETS, _TARGETS),
)  # fmt: skip
"""The figures of this group."""
