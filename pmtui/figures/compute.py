"""The figures of one postmortem, computed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from pmtui.figures.catalog import FIGURES
from pmtui.figures.duration import read_duration, write_duration
from pmtui.figures.quantity import read_number, read_share, write_number, write_share
from pmtui.figures.segments import Segment, milestones, segments
from pmtui.model.moments import write_clock
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Milestone


class FigureState(StrEnum):
    """Whether a figure is there."""

    RECORDED = "recorded"
    STATED = "stated"
    PENDING = "pending"
    INVALID = "invalid"


FigureValue = datetime | date | timedelta | str


@dataclass(frozen=True)
class Figure:
    """A figure of one postmortem.

    Attributes:
        name: as in the catalogue.
        state: whether it could be computed, was stated, still waits for something, or makes no sense.
        value: the value; an instant, a day, a length of time or a text. None while pending or invalid.
        formula: how it came about, or what is missing or wrong, in words.
        computed: what was computed, where a stated value overrules it.
    """

    name: str
    state: FigureState
    value: FigureValue | None
    formula: str
    computed: FigureValue | None = None


@dataclass(frozen=True)
class Conventions:
    """What an organisation, through its template, fixes.

    Attributes:
        follow_up_days: days from the incident to the follow-up.
        deadline_business_days: business days from the resolution to the finished document; None for no deadline.
    """

    follow_up_days: int = 30
    deadline_business_days: int | None = None


class _Invalid(Exception):
    """The record contradicts itself, in words."""


class _Computation:
    """One pass over one postmortem. Each method gives a value and its formula, or None while something is missing."""

    def __init__(self, postmortem: Postmortem, conventions: Conventions) -> None:
        self.postmortem = postmortem
        self.conventions = conventions
        self.marked = milestones(postmortem)
        self.segments: tuple[Segment, ...] = segments(postmortem)
        self.zone = ZoneInfo(postmortem.incident.timezone)

    def instant(self, milestone: Milestone) -> tuple[FigureValue, str] | None:
        at = self.marked.get(milestone)
        return (at, f"The event marked '{milestone.label.lower()}'.") if at else None

    def between(self, first: Milestone, last: Milestone) -> tuple[timedelta, str] | None:
        start, end = self.marked.get(first), self.marked.get(last)
        if start is None or end is None:
            return None
        if end < start:
            raise _Invalid(f"'{last.label}' stands before '{first.label}' in the timeline.")
        return end - start, f"{last.label} {self.clock(end)} - {first.label.lower()} {self.clock(start)}"

    def clock(self, instant: datetime) -> str:
        return write_clock(instant.astimezone(self.zone))

    def duration(self) -> tuple[FigureValue, str] | None:
        span = self.between(Milestone.STARTED, Milestone.RESOLVED)
        if span is None:
            return None
        failing = sum((s.length for s in self.segments if s.share > 0), timedelta())
        if failing == span[0]:
            return span
        return failing, "The time in which any share failed: " + self.written_segments()

    def written_segments(self) -> str:
        return " + ".join(f"{write_duration(s.length)} x {write_share(s.share)}" for s in self.segments)

    def mitigation(self) -> Milestone:
        started = Milestone.MITIGATION_STARTED
        return started if started in self.marked else Milestone.MITIGATED

    def budget_length(self) -> tuple[timedelta, Decimal, Decimal] | None:
        """The error budget as a length of time, with the share allowed and the window in days."""
        inputs = self.postmortem.impact.budget
        if not inputs.slo.strip():
            return None
        slo, days = read_share(inputs.slo), read_number(inputs.window_days)
        if slo is None or slo >= 1:
            raise _Invalid(f"An SLO of '{inputs.slo}' leaves no budget to count; it is a share below 100%.")
        if days is None or not 0 < days <= 3660:
            raise _Invalid(f"A window of '{inputs.window_days}' days can't be counted with.")
        if slo < Decimal("0.5"):
            raise _Invalid(f"An SLO of '{inputs.slo}' is read as {write_share(slo, 3)}; write it as 99.9%.")
        length = timedelta(days=1) * float(days * (1 - slo))
        if length < timedelta(milliseconds=1):
            raise _Invalid(f"An SLO of '{inputs.slo}' leaves no budget to count; it is a share below 100%.")
        return length, 1 - slo, days

    def budget(self) -> tuple[FigureValue, str] | None:
        budget = self.budget_length()
        if budget is None:
            return None
        length, allowed, days = budget
        text = f"{write_share(allowed, 6)} of {write_number(days)} days ({_minutes(length)} min)"
        return text, f"(1 - {self.postmortem.impact.budget.slo}) x {write_number(days)} d"

    def consumed(self) -> tuple[timedelta, timedelta, Decimal] | None:
        """The budget consumed and the budget, as lengths of time, and the window in days."""
        budget = self.budget_length()
        if budget is None or self.between(Milestone.STARTED, Milestone.RESOLVED) is None:
            return None
        used = sum((s.length * float(s.share) for s in self.segments), timedelta())
        return used, budget[0], budget[2]

    def budget_consumed(self) -> tuple[FigureValue, str] | None:
        found = self.consumed()
        if found is None:
            return None
        used, budget, days = found
        share = write_share(Decimal(used / budget))
        text = f"{share} of the {write_number(days)}-day budget ({_minutes(used)} of {_minutes(budget)} min)"
        written = self.written_segments() or "0 min"
        return text, f"{written} = {_minutes(used)} of {_minutes(budget)} min = {share}"

    def budget_remaining(self) -> tuple[FigureValue, str] | None:
        found = self.consumed()
        if found is None:
            return None
        used, budget, _ = found
        text = f"{_minutes(budget - used)} min ({write_share(Decimal((budget - used) / budget))})"
        return text, f"{_minutes(budget)} min - {_minutes(used)} min"

    def rpo(self) -> tuple[FigureValue, str] | None:
        if self.postmortem.impact.data_loss.yes is False:
            return timedelta(), "No data was lost."
        return None

    def actual(self, name: str) -> timedelta | None:
        """An actual RTO or RPO: stated, or computed."""
        stated = self.postmortem.stated.get(name)
        if stated:
            return read_duration(stated.value)
        found = self.rpo() if name == "rpo" else self.between(Milestone.STARTED, Milestone.RESOLVED)
        return found[0] if found and isinstance(found[0], timedelta) else None

    def targets_met(self) -> tuple[FigureValue, str] | None:
        recovery = self.postmortem.impact.recovery
        parts: list[str] = []
        met = True
        for name, target_text in (("rto", recovery.rto_target), ("rpo", recovery.rpo_target)):
            if not target_text.strip():
                continue
            target, actual = read_duration(target_text), self.actual(name)
            if target is None:
                raise _Invalid(f"The {name.upper()} target '{target_text}' is not a length of time.")
            if actual is None:
                return None
            late = actual - target
            met = met and late <= timedelta()
            outcome = f"exceeded by {write_duration(late)}" if late > timedelta() else "met"
            parts.append(f"{name.upper()} {outcome} ({write_duration(actual)}, target {write_duration(target)})")
        if not parts:
            return None
        return f"{'Yes' if met else 'No'}: {', '.join(parts)}", "Actual against target."

    def local_day(self, instant: datetime) -> date:
        return instant.astimezone(self.zone).date()

    def follow_up_date(self) -> tuple[FigureValue, str] | None:
        started = self.marked.get(Milestone.STARTED)
        day = self.postmortem.incident.date or (self.local_day(started) if started else None)
        days = self.conventions.follow_up_days
        return (day + timedelta(days=days), f"{days} days after {day}.") if day else None

    def deadline(self) -> tuple[FigureValue, str] | None:
        resolved, days = self.marked.get(Milestone.RESOLVED), self.conventions.deadline_business_days
        if days is None:
            raise _Invalid("The template sets no deadline.")
        if resolved is None:
            return None
        day = self.local_day(resolved)
        return business_days_after(day, days), f"{days} business days after {day}."


def business_days_after(day: date, count: int) -> date:
    """Return the day that lies `count` business days (Monday to Friday) after `day`."""
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def _minutes(length: timedelta) -> str:
    digits = 1 if abs(length) >= timedelta(minutes=1) else 3
    return write_number(Decimal(length.total_seconds()) / 60, digits)


_M = Milestone
_Result = tuple[FigureValue, str] | None
_RULES: dict[str, Callable[[_Computation], _Result]] = {
    "started": lambda c: c.instant(_M.STARTED),
    "ended": lambda c: c.instant(_M.RESOLVED),
    "duration": _Computation.duration,
    "degraded": lambda c: c.between(_M.MITIGATED, _M.RESOLVED),
    "time_to_detect": lambda c: c.between(_M.STARTED, _M.DETECTED),
    "time_to_acknowledge": lambda c: c.between(_M.DETECTED, _M.ACKNOWLEDGED),
    "time_to_identify": lambda c: c.between(_M.DETECTED, _M.IDENTIFIED),
    "identify_to_mitigate": lambda c: c.between(_M.IDENTIFIED, c.mitigation()),
    "mitigate_to_resolve": lambda c: c.between(c.mitigation(), _M.RESOLVED),
    "detect_to_resolve": lambda c: c.between(_M.DETECTED, _M.RESOLVED),
    "time_to_mitigate": lambda c: c.between(_M.STARTED, _M.MITIGATED),
    "time_to_resolve": lambda c: c.between(_M.STARTED, _M.RESOLVED),
    "budget": _Computation.budget,
    "budget_consumed": _Computation.budget_consumed,
    "budget_remaining": _Computation.budget_remaining,
    "rto": lambda c: c.between(_M.STARTED, _M.RESOLVED),
    "rpo": _Computation.rpo,
    "targets_met": _Computation.targets_met,
    "follow_up_date": _Computation.follow_up_date,
    "deadline": _Computation.deadline,
}


def compute(postmortem: Postmortem, conventions: Conventions | None = None) -> dict[str, Figure]:
    """Return every figure of `postmortem` by name, under the conventions given."""
    computation = _Computation(postmortem, conventions or Conventions())
    return {name: _figure(name, computation) for name in FIGURES}


def _figure(name: str, computation: _Computation) -> Figure:
    state, value, formula = FigureState.PENDING, None, FIGURES[name].needs
    try:
        found = _RULES[name](computation)
    except _Invalid as problem:
        state, formula = FigureState.INVALID, str(problem)
    except (OverflowError, ArithmeticError, ValueError):
        state, formula = FigureState.INVALID, "The numbers are too large to count with."
    else:
        if found is not None:
            state, (value, formula) = FigureState.RECORDED, found
    stated = computation.postmortem.stated.get(name)
    if stated:
        because = f" ({stated.reason})" if stated.reason else ""
        return Figure(name, FigureState.STATED, stated.value, f"Stated{because}. {formula}", value)
    return Figure(name, state, value, formula)
