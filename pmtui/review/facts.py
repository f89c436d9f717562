"""What the record says of the incident, to hold prose against: lengths, milestones, counts, shares, the budget."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from pmtui.figures.amount import Estimate
from pmtui.figures.compute import Figure, FigureState
from pmtui.figures.duration import write_duration
from pmtui.figures.quantity import write_number
from pmtui.figures.segments import Impacted
from pmtui.model.moments import write_clock
from pmtui.model.scales import Milestone
from pmtui.template.progress import Standing
from pmtui.wording.quantities import Said, SaidTime, counts, shares

_ROUGHLY = timedelta(minutes=10)
_EXACTLY = timedelta(minutes=1)

_LENGTH_FIGURES = {
    "acknowledge": ("time_to_acknowledge",),
    "detect": ("time_to_detect",),
    "identify": ("time_to_identify",),
    "mitigate": ("time_to_mitigate", "identify_to_mitigate"),
    "resolve": ("time_to_resolve", "detect_to_resolve", "time_to_mitigate", "duration", "mitigate_to_resolve"),
    "degraded": ("degraded", "mitigate_to_resolve"),
    "impact": ("duration", "time_to_resolve", "time_to_mitigate", "degraded", "detect_to_resolve"),
}
"""The figures that a length of time may be, by what its sentence is about."""

_MILESTONES = {
    "started": (Milestone.STARTED,),
    "detected": (Milestone.DETECTED,),
    "acknowledged": (Milestone.ACKNOWLEDGED,),
    "identified": (Milestone.IDENTIFIED,),
    "mitigation_started": (Milestone.MITIGATION_STARTED,),
    "mitigated": (Milestone.MITIGATED,),
    "resolved": (Milestone.RESOLVED, Milestone.MITIGATED, Milestone.CLOSED),
}
_ANY_EVENT = frozenset({"mitigation_started", "detected", "acknowledged", "identified", "mitigated"})
"""Milestones that a sentence may use of an unmarked event too: a second alert, a second mitigation."""


@dataclass(frozen=True)
class Facts:
    """What prose is held against.

    Attributes:
        numbers: by what a sentence is about, each value that it may rightly name: seconds, percent, or a count.
        words: the same in words, for a message.
        times: by milestone, each instant that a sentence may name for it.
        zone: the incident's time zone.
    """

    numbers: dict[str, tuple[float, ...]]
    words: dict[str, str]
    times: dict[str, tuple[datetime, ...]]
    zone: ZoneInfo

    def fits(self, fact: str, said: Said) -> bool:
        """Say whether a quantity agrees with a fact; it does where the record doesn't know better."""
        known = self.numbers.get(fact, ())
        return not known or any(said.fits(value) for value in known)

    def in_words(self, fact: str) -> str:
        """Return what the record says."""
        return self.words.get(fact, "")

    def other_time(self, fact: str, said: SaidTime) -> str:
        """Return the time that the timeline has instead; empty where it agrees or doesn't know."""
        known = self.times.get(fact, ())
        if not known:
            return ""
        near = _ROUGHLY if said.is_about else _EXACTLY
        for moment in known:
            for zone in self._zones(said.zone):
                local = moment.astimezone(zone)
                at = local.replace(hour=said.clock.hour, minute=said.clock.minute, second=0)
                if min(abs(at - local), timedelta(days=1) - abs(at - local)) <= near:
                    return ""
        return write_clock(known[0].astimezone(self.zone))

    def _zones(self, name: str) -> list[ZoneInfo]:
        """Return the zones that a time may be meant in: the one it names, where that's known, else the incident's."""
        if name.upper() in ("UTC", "GMT", "Z"):
            return [ZoneInfo("UTC")]
        return [self.zone, ZoneInfo("UTC")] if not name else [self.zone]


def facts(standing: Standing) -> Facts:
    """Return what a record says of its incident; what is pending isn't there."""
    figures, impacted = standing.values.figures, standing.values.basis.impacted
    numbers: dict[str, tuple[float, ...]] = {}
    words: dict[str, str] = {}
    for fact, names in _LENGTH_FIGURES.items():
        known = {name: seconds for name in names if (seconds := _seconds(figures[name])) is not None}
        stretches = _stretch_lengths(impacted) if fact in ("impact", "degraded") else ()
        if known:
            numbers[fact] = (*known.values(), *stretches)
            first = next(iter(known))
            words[fact] = f"the timeline gives {write_duration(timedelta(seconds=known[first]))}"
    at = standing.values.basis.marks.at
    if "mitigate" in numbers and Milestone.MITIGATION_STARTED in at:  # the mitigation itself, without the way there
        took = at[Milestone.MITIGATED] - at[Milestone.MITIGATION_STARTED]
        numbers["mitigate"] += (took.total_seconds(),)
    _count_facts(standing, numbers, words)
    _share_facts(standing, impacted, numbers, words)
    return Facts(numbers, words, _times(standing), standing.values.zone)


def _seconds(figure: Figure) -> float | None:
    value = figure.computed if figure.state is FigureState.STATED else figure.value
    return value.total_seconds() if isinstance(value, timedelta) else None


def _stretch_lengths(impacted: Impacted) -> tuple[float, ...]:
    lengths = [(stretch.end - stretch.start).total_seconds() for stretch in impacted.stretches]
    return tuple(lengths[:50])


def _count_facts(standing: Standing, numbers: dict[str, tuple[float, ...]], words: dict[str, str]) -> None:
    impact, figures = standing.postmortem.impact, standing.values.figures
    texts = {
        "tickets": impact.support_tickets,
        "users": impact.users_affected,
        "failed_requests": impact.failed_requests,
    }
    computed = {"users": "users_affected", "failed_requests": "failed_requests"}
    for fact, text in texts.items():
        known = [said.value for said in counts(text)] if text.strip() else []
        if fact == "users" and known:
            known += [said.value for said in counts(impact.audience.total)]
        figure = figures.get(computed.get(fact, ""))
        if (
            figure is not None
            and isinstance(figure.number, Estimate)
            and (known or not standing.values.basis.impacted.is_assumed)
        ):
            known += [float(figure.number.low), float(figure.number.likely), float(figure.number.high)]
        if known:
            numbers[fact] = tuple(known)
            words[fact] = f"the record has {text.strip() or write_number(Decimal(str(known[1])), 0)}"


def _share_facts(
    standing: Standing, impacted: Impacted, numbers: dict[str, tuple[float, ...]], words: dict[str, str]
) -> None:
    impact, figures = standing.postmortem.impact, standing.values.figures
    known = [] if impacted.is_assumed else sorted({float(stretch.share * 100) for stretch in impacted.stretches})
    if known:
        texts = (impact.users_affected, impact.error_rate.peak, impact.error_rate.normal, impact.failed_requests)
        known += [said.value for text in texts for said in shares(text)]
        numbers["shares"] = tuple(known)
        words["shares"] = f"the record has {', '.join(f'{write_number(Decimal(str(share)))}%' for share in known[:4])}"
    budget = figures["budget_consumed"].number
    if budget is not None and not impacted.is_assumed and figures["budget_consumed"].state is FigureState.RECORDED:
        bounds = (budget.low, budget.likely, budget.high) if isinstance(budget, Estimate) else (budget,)
        numbers["budget"] = tuple(float(bound * 100) for bound in bounds)
        numbers["budget_left"] = tuple(100 - value for value in numbers["budget"])
        words["budget"] = f"computed {write_number(Decimal(str(numbers['budget'][0])))}% used up"
        words["budget_left"] = f"computed {write_number(Decimal(str(numbers['budget_left'][0])))}% left"


def _times(standing: Standing) -> dict[str, tuple[datetime, ...]]:
    marks = standing.values.basis.marks
    unmarked = [event.at for event in standing.postmortem.timeline[:500] if event.milestone is None]
    events = tuple(at for at in unmarked if at is not None)
    found: dict[str, tuple[datetime, ...]] = {}
    for fact, milestones in _MILESTONES.items():
        known = [marks.at[milestone] for milestone in milestones if milestone in marks.at]
        if milestones[0] not in marks.at:
            continue
        if fact == "started":
            known += [spell.start for spell in marks.spells]
        if fact == "resolved":
            known += [spell.end for spell in marks.spells if spell.end is not None]
        found[fact] = (*known, *(events if fact in _ANY_EVENT else _boundaries(standing)))
    return found


def _boundaries(standing: Standing) -> tuple[datetime, ...]:
    """Return the instants at which the impact changed: a sentence may tell of one stretch of it."""
    stretches = standing.values.basis.impacted.stretches[:50]
    return tuple(moment for stretch in stretches for moment in (stretch.start, stretch.end))
