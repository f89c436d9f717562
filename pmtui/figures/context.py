"""What figures are computed from: one postmortem's milestones, segments, and answers, under its conventions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from zoneinfo import ZoneInfo

from pmtui.figures import inputs
from pmtui.figures.computed_figure import ComputedFigure, Invalid, NotApplicable, Pending, minutes
from pmtui.figures.milestones import Marked, marked
from pmtui.figures.segments import Assume, Impacted, Segment, impacted
from pmtui.model.answer import Answer
from pmtui.model.answer_states import AnswerStateKind
from pmtui.model.catalog import model_questions
from pmtui.model.paths import value_at
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Milestone, TtaDefinition, TtrDefinition
from pmtui.parsing.amounts import Amount, AmountError
from pmtui.parsing.durations import write_duration
from pmtui.parsing.moments import write_clock
from pmtui.parsing.numbers import write_number
from pmtui.parsing.shares import write_share
from pmtui.text import do_not

_MOST_TERMS = 6
"""Terms of a sum that a formula shows; the rest are counted. Chosen by hand: six fill two lines."""


@dataclass(frozen=True)
class Conventions:
    """What an organization sets in its template.

    Attributes:
        follow_up_days: days from the incident to the follow-up; published guides use about 30.
        deadline_business_days: business days from the resolution to the finished document; None for no deadline.
        time_to_resolve: the definition of "time to resolve".
        time_to_acknowledge: the definition of "time to acknowledge".
    """

    follow_up_days: int = 30
    deadline_business_days: int | None = None
    time_to_resolve: TtrDefinition = TtrDefinition.IMPACT_TO_RESOLVED
    time_to_acknowledge: TtaDefinition = TtaDefinition.DETECTED_TO_ACKNOWLEDGED


class FigureContext:
    """One postmortem to compute figures from. Missing or invalid inputs raise `NotComputed`."""

    def __init__(self, postmortem: Postmortem, conventions: Conventions, assume: Assume = Assume.LIKELY) -> None:
        """Start from a postmortem; its own definitions override the template's."""
        self.assume = assume
        self.postmortem = postmortem
        self.conventions = conventions
        self.zone = ZoneInfo(postmortem.incident.timezone)

    @cached_property
    def marks(self) -> Marked:
        """The milestones of the timeline."""
        return marked(self.postmortem)

    @cached_property
    def impacted(self) -> Impacted:
        """When the service was failing, and at what rate."""
        return impacted(self.postmortem, self.marks, self.assume)

    @cached_property
    def ends(self) -> tuple["FigureContext", ...]:
        """The same postmortem at the lowest and highest possible failure rates; empty if the rates are known."""
        ends = tuple(FigureContext(self.postmortem, self.conventions, assume) for assume in (Assume.LEAST, Assume.MOST))
        return ends if any(end.impacted.union != self.impacted.union for end in ends) else ()

    @property
    def resolve_counting(self) -> TtrDefinition:
        """The definition of "time to resolve" in effect."""
        return self.postmortem.impact.counting.time_to_resolve or self.conventions.time_to_resolve

    @property
    def acknowledge_counting(self) -> TtaDefinition:
        """The definition of "time to acknowledge" in effect."""
        return self.postmortem.impact.counting.time_to_acknowledge or self.conventions.time_to_acknowledge

    # -- the timeline ------------------------------------------------------------------------------------------------

    def instant(self, milestone: Milestone) -> datetime:
        """Return when a milestone was reached.

        Raises:
            Pending: if no event marks it.
        """
        self.need(milestone)
        return self.marks.at[milestone]

    def need(self, *wanted: Milestone) -> None:
        """Require milestones.

        Raises:
            Pending: if no event marks one of them.
        """
        missing = [f"'{milestone.label.lower()}'" for milestone in wanted if milestone not in self.marks.at]
        if not missing:
            return
        last = self.marks.spells[-1] if self.marks.spells else None
        if Milestone.RESOLVED in wanted and self.marks.has_relapsed and last is not None and self.marks.is_open:
            raise Pending(f"The impact started again at {self.clock(last.start)}. Mark when that was resolved.")
        raise Pending(f"Mark {' and '.join(missing)} in the timeline.")

    def between(self, first: Milestone, last: Milestone) -> ComputedFigure:
        """Return the time from one milestone to another.

        Raises:
            Pending: if no event marks one of them.
            Invalid: if they're in the wrong order.
        """
        self.need(first, last)
        start, end = self.marks.at[first], self.marks.at[last]
        if end < start:
            raise Invalid(f"'{last.label}' comes before '{first.label}' in the timeline.")
        formula = f"{last.label} {self.clock(end)} - {first.label.lower()} {self.clock(start)}"
        if last is Milestone.RESOLVED and self.marks.has_relapsed:
            gap = write_duration(self.marks.between_spells)
            formula += f", in {len(self.marks.spells)} impact periods with {gap} without impact in between"
        return ComputedFigure(end - start, formula)

    def clock(self, instant: datetime) -> str:
        """Write a time of day in the incident's zone, with its date if that isn't the incident's."""
        local = instant.astimezone(self.zone)
        date = "" if local.date() == self.day else f"{local.date().isoformat()} "
        return f"{date}{write_clock(local)}"

    @cached_property
    def day(self) -> date | None:
        """The incident's date: as answered, or the date of its start."""
        start = self.marks.at.get(Milestone.STARTED)
        first = start.astimezone(self.zone).date() if start is not None else None
        return self.postmortem.incident.date or first

    def union(self) -> tuple[Segment, ...]:
        """Return the failure rate over time; empty if the impact started and ended at the same instant.

        Raises:
            Pending: if neither the timeline nor an added row gives the impact, or it isn't resolved yet.
            Invalid: if the impact ends before it starts.
        """
        union = self.impacted.union
        if not union or self.impacted.is_open:
            self.between(Milestone.STARTED, Milestone.RESOLVED)
        return union

    @cached_property
    def lost(self) -> Decimal:
        """The sum of length × failure rate, in minutes."""
        return weighted(self.union())

    def terms(self, union: tuple[Segment, ...]) -> str:
        """Write a sum of lengths by failure rates: `47 min × 100% + 20 min × 15%`."""
        written = [f"{write_minutes(part.length)} min × {write_share(part.share, 2)}" for part in union[:_MOST_TERMS]]
        more = f" + {len(union) - _MOST_TERMS} more" if len(union) > _MOST_TERMS else ""
        return " + ".join(written) + more + self._assumed()

    def _assumed(self) -> str:
        found = self.impacted
        if found.is_assumed:
            return " (assumed)"
        words = [" (100% assumed for part of it)"] if found.is_partly_assumed else []
        words += [" (only the rows you added; the rest of the incident isn't counted)"] if found.leaves_out else []
        return "".join(words)

    # -- answers -----------------------------------------------------------------------------------------------------

    def settled(self, path: str) -> None:
        """Check the answer state of a question.

        Raises:
            NotApplicable: if it's marked as not applicable.
            Pending: if it's marked as unknown or waiting.
        """
        mark = self.postmortem.marks.get(path)
        if mark is None or mark.kind is AnswerStateKind.LEFT_OUT:  # it can count without being printed
            return
        label = self.label(path)
        if mark.kind is AnswerStateKind.NOT_APPLICABLE:
            raise NotApplicable(f"{label} {do_not(label)} apply{f': {mark.note}' if mark.note else ''}.", mark)
        raise Pending(f"{label}: {mark.text[:1].lower()}{mark.text[1:]}.", mark)

    def text(self, path: str) -> str:
        """Return an answer as it was written.

        Raises:
            Pending: if there is none, naming the question.
            NotApplicable: if it's marked as not applicable.
        """
        text: str = value_at(self.postmortem, path)
        if not text.strip():
            self.settled(path)
            raise Pending(f"Missing: {self.label(path)}.")
        return text.strip()

    def readable(self, path: str) -> None:
        """Check that a typed answer could be read.

        Raises:
            Invalid: if it couldn't.
        """
        typed = self.postmortem.typed.get(path)
        if typed is not None:
            raise Invalid(f"{self.label(path)}: '{typed}' can't be read.")

    def label(self, path: str) -> str:
        """Return the label of a question."""
        return model_questions()[path].label

    def has(self, path: str) -> bool:
        """Return whether a question is answered."""
        value = value_at(self.postmortem, path)
        if isinstance(value, Answer):
            return value.yes is not None or bool(value.details.strip())
        return bool(value.strip()) if isinstance(value, str) else bool(value)

    def slo(self) -> Decimal:
        """Return the objective as a fraction."""
        try:
            return inputs.slo(self.text("impact.budget.slo"))
        except AmountError as error:
            raise Invalid(str(error)) from error

    def amount(self, path: str) -> Amount:
        """Return an amount."""
        return self._read(path, inputs.whole)

    def rate(self, path: str) -> Amount:
        """Return a number of requests per time."""
        return self._read(path, inputs.rate)

    def hourly(self, path: str) -> Amount:
        """Return an amount per hour."""
        return self._read(path, inputs.hourly)

    def length(self, path: str) -> timedelta:
        """Return a duration."""
        try:
            return inputs.length(self.text(path))
        except AmountError as error:
            raise Invalid(f"{self.label(path)}: {error}") from error

    def _read(self, path: str, reader: Callable[[str], Amount]) -> Amount:
        try:
            return reader(self.text(path))
        except AmountError as error:
            raise Invalid(f"{self.label(path)}: {error}") from error

    def currency(self, amount: Amount) -> str:
        """Return an amount's currency: its own, or the chosen one; empty if there is none."""
        chosen = self.postmortem.impact.earnings.currency
        return amount.currency or (chosen.value if chosen else "")


def write_minutes(length: timedelta) -> str:
    """Write a duration in minutes, with more decimals if it's under a minute."""
    return write_number(minutes(length), 2 if abs(length) >= timedelta(minutes=1) else 4)


def weighted(union: tuple[Segment, ...]) -> Decimal:
    """Return the sum of length × failure rate, in minutes."""
    return sum((minutes(part.length) * part.share for part in union), Decimal())
