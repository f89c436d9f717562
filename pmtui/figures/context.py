"""What figures are counted from: one postmortem's milestones, segments and answers, under its conventions."""

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
from pmtui.model.catalog import leaves
from pmtui.model.paths import value_at
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Milestone, TtaDefinition, TtrDefinition
from pmtui.parsing.amounts import Amount, AmountError
from pmtui.parsing.durations import write_duration
from pmtui.parsing.moments import write_clock
from pmtui.parsing.numbers import write_number, write_share

_MOST_TERMS = 6
"""A sum with more terms than this is written with its first ones."""


@dataclass(frozen=True)
class Conventions:
    """What an organisation, through its template, fixes.

    Attributes:
        follow_up_days: days from the incident to the follow-up.
        deadline_business_days: business days from the resolution to the finished document; None for no deadline.
        time_to_resolve: which reading "time to resolve" has.
        time_to_acknowledge: which reading "time to acknowledge" has.
    """

    follow_up_days: int = 30
    deadline_business_days: int | None = None
    time_to_resolve: TtrDefinition = TtrDefinition.IMPACT_TO_RESOLVED
    time_to_acknowledge: TtaDefinition = TtaDefinition.DETECTED_TO_ACKNOWLEDGED


class FigureContext:
    """One postmortem, as figures are counted from it. What is missing or wrong is raised in words."""

    def __init__(self, postmortem: Postmortem, conventions: Conventions, assume: Assume = Assume.LIKELY) -> None:
        """Take a postmortem; its own way of counting goes before the template's."""
        self.assume = assume
        self.postmortem = postmortem
        self.conventions = conventions
        self.zone = ZoneInfo(postmortem.incident.timezone)

    @cached_property
    def marks(self) -> Marked:
        """The milestones."""
        return marked(self.postmortem)

    @cached_property
    def impacted(self) -> Impacted:
        """When what failed."""
        return impacted(self.postmortem, self.marks, self.assume)

    @cached_property
    def ends(self) -> tuple["FigureContext", ...]:
        """The same record with the least and the most that can have failed; nothing where that is known."""
        ends = tuple(FigureContext(self.postmortem, self.conventions, assume) for assume in (Assume.LEAST, Assume.MOST))
        return ends if any(end.impacted.union != self.impacted.union for end in ends) else ()

    @property
    def resolve_counting(self) -> TtrDefinition:
        """The reading of "time to resolve" that holds here."""
        return self.postmortem.impact.counting.time_to_resolve or self.conventions.time_to_resolve

    @property
    def acknowledge_counting(self) -> TtaDefinition:
        """The reading of "time to acknowledge" that holds here."""
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
        """Ask for milestones that no event marks yet.

        Raises:
            Pending: naming those that are missing.
        """
        missing = [milestone.label.lower() for milestone in wanted if milestone not in self.marks.at]
        if not missing:
            return
        last = self.marks.spells[-1] if self.marks.spells else None
        if Milestone.RESOLVED in wanted and self.marks.has_relapsed and last is not None and self.marks.is_open:
            raise Pending(f"The impact began again at {self.clock(last.start)}: mark when that was resolved.")
        raise Pending(f"Mark in the timeline: {' and '.join(missing)}.")

    def between(self, first: Milestone, last: Milestone) -> ComputedFigure:
        """Return the time from one milestone to another.

        Raises:
            Pending: if no event marks one of them.
            Invalid: if they stand the other way round.
        """
        self.need(first, last)
        start, end = self.marks.at[first], self.marks.at[last]
        if end < start:
            raise Invalid(f"'{last.label}' stands before '{first.label}' in the timeline.")
        formula = f"{last.label} {self.clock(end)} - {first.label.lower()} {self.clock(start)}"
        if last is Milestone.RESOLVED and self.marks.has_relapsed:
            gap = write_duration(self.marks.between_spells)
            formula += f", in {len(self.marks.spells)} spells with {gap} without impact between them"
        return ComputedFigure(end - start, formula)

    def clock(self, instant: datetime) -> str:
        """Write a time of day in the incident's zone, with its date where that isn't the incident's."""
        local = instant.astimezone(self.zone)
        date = "" if local.date() == self.day else f"{local.date().isoformat()} "
        return f"{date}{write_clock(local)}"

    @cached_property
    def day(self) -> date | None:
        """The incident's date: as answered, else that of its start."""
        start = self.marks.at.get(Milestone.STARTED)
        first = start.astimezone(self.zone).date() if start is not None else None
        return self.postmortem.incident.date or first

    def union(self) -> tuple[Segment, ...]:
        """Return the whole: from when to when which share failed; nothing, where it began and ended at once.

        Raises:
            Pending: if neither the timeline nor a row by hand says, or the impact goes on.
            Invalid: if the timeline's end stands before its start.
        """
        union = self.impacted.union
        if not union or self.impacted.is_open:
            self.between(Milestone.STARTED, Milestone.RESOLVED)
        return union

    @cached_property
    def lost(self) -> Decimal:
        """The sum of length x share over the whole, in minutes."""
        return weighted(self.union())

    def terms(self, union: tuple[Segment, ...]) -> str:
        """Write a sum of lengths by shares: `47 min x 100% + 20 min x 15%`."""
        written = [f"{write_minutes(part.length)} min x {write_share(part.share, 2)}" for part in union[:_MOST_TERMS]]
        more = f" + {len(union) - _MOST_TERMS} more" if len(union) > _MOST_TERMS else ""
        return " + ".join(written) + more + self._assumed()

    def _assumed(self) -> str:
        found = self.impacted
        if found.is_assumed:
            return " (assumed)"
        words = [" (100% assumed for a part)"] if found.is_partly_assumed else []
        words += [" (by the rows by hand; the rest of the incident isn't counted)"] if found.leaves_out else []
        return "".join(words)

    # -- answers -----------------------------------------------------------------------------------------------------

    def settled(self, path: str) -> None:
        """Heed what the author said instead of an answer.

        Raises:
            NotApplicable: if the question was marked as not applicable.
            Pending: if it's unknown, or somebody is being waited for.
        """
        mark = self.postmortem.marks.get(path)
        if mark is None:
            return
        label = leaves()[path].label
        if mark.kind is AnswerStateKind.NOT_APPLICABLE:
            raise NotApplicable(f"{label} doesn't apply{f': {mark.note}' if mark.note else ''}.", mark)
        raise Pending(f"{label}: {mark.text[:1].lower()}{mark.text[1:]}.", mark)

    def text(self, path: str) -> str:
        """Return an answer as it was written.

        Raises:
            Pending: if there's none, naming the question.
            NotApplicable: if it was marked so.
        """
        text: str = value_at(self.postmortem, path)
        if not text.strip():
            self.settled(path)
            raise Pending(f"Give: {leaves()[path].label}.")
        return text.strip()

    def readable(self, path: str) -> None:
        """Heed what was typed into a question and can't be read.

        Raises:
            Invalid: if there's such a text.
        """
        typed = self.postmortem.typed.get(path)
        if typed is not None:
            raise Invalid(f"{leaves()[path].label}: '{typed}' can't be read.")

    def has(self, path: str) -> bool:
        """Say whether a question is answered."""
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
        """Return a length of time."""
        try:
            return inputs.length(self.text(path))
        except AmountError as error:
            raise Invalid(f"{leaves()[path].label}: {error}") from error

    def _read(self, path: str, reader: Callable[[str], Amount]) -> Amount:
        try:
            return reader(self.text(path))
        except AmountError as error:
            raise Invalid(f"{leaves()[path].label}: {error}") from error

    def currency(self, amount: Amount) -> str:
        """Return an amount's currency: its own, else the one that was chosen; empty for none."""
        chosen = self.postmortem.impact.earnings.currency
        return amount.currency or (chosen.value if chosen else "")


def write_minutes(length: timedelta) -> str:
    """Write a length of time in minutes, with as many decimals as tell it apart."""
    return write_number(minutes(length), 2 if abs(length) >= timedelta(minutes=1) else 4)


def weighted(union: tuple[Segment, ...]) -> Decimal:
    """Return the sum of length x share, in minutes."""
    return sum((minutes(part.length) * part.share for part in union), Decimal())
