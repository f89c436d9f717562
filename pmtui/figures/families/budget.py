"""Error budget: how much failure the objective allows over its window, and how much this incident used."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from pmtui.figures import inputs
from pmtui.figures.computed_figure import ComputedFigure, Group, Invalid, Pending, Unit, minutes
from pmtui.figures.context import FigureContext, weighted, write_minutes
from pmtui.figures.definition import Definition
from pmtui.figures.families.use import failed_number, rough
from pmtui.figures.segments import Segment
from pmtui.model.scales import Milestone
from pmtui.parsing.amounts import AmountError, Estimate, write_estimate, write_rounded
from pmtui.parsing.durations import write_duration
from pmtui.parsing.numbers import write_number
from pmtui.parsing.shares import write_share

_SLO = ("impact.budget.slo", "impact.budget.window_days")
_TRAFFIC = ("impact.traffic.rate", "impact.traffic.in_window")
_NAMES = {7: "weekly", 28: "monthly", 30: "monthly", 31: "monthly"}

_MOST_WINDOWS = 120
"""Calendar windows that an incident is compared with: ten years of months, far beyond any incident; bounds the work."""

POLICY_SHARE = Decimal("0.2")
"""Fraction of a four-week budget above which one incident makes a postmortem mandatory (SRE Workbook)."""

POLICY_WINDOW = timedelta(days=28)
"""The window of that policy."""


@dataclass(frozen=True)
class Span:
    """A window that includes the incident.

    Attributes:
        length: its true length, between instants.
        name: the name of its budget: `monthly`, `90-day`.
        words: the window as text: `28 d`, `March 2026`.
        start: the start of a calendar window; None for a rolling one, which ends with the incident.
        end: the end of a calendar window.
    """

    length: timedelta
    name: str
    words: str
    start: datetime | None = None
    end: datetime | None = None


def span(basis: FigureContext) -> Span:
    """Return the window of the objective; if it's a calendar window, the one with the most impact.

    Raises:
        Invalid: if it can't be read.
        Pending: if it's a calendar window, and the incident has no date.
    """
    return window_and_impact(basis)[0]


def window_and_impact(basis: FigureContext) -> tuple[Span, tuple[Segment, ...]]:
    """Return the window of the objective with the part of the impact in it.

    Raises:
        Invalid: if the window can't be read.
        Pending: if it's a calendar window, and the incident has no date.
    """
    try:
        window = inputs.window(basis.text("impact.budget.window_days"))
    except AmountError as error:
        raise Invalid(str(error)) from error
    union = basis.impacted.union
    if window.length is not None:
        days = Decimal(window.length // timedelta(seconds=1)) / 86400
        name = _NAMES.get(int(days)) if days == int(days) else None
        return Span(window.length, name or f"{write_number(days)}-day", f"{write_number(days)} d"), union
    if not union:
        return calendar_span(basis, window.calendar, _beginning(basis)), ()
    return max(calendar_spans(basis, window.calendar, union), key=lambda found: share_lost(*found))


def share_lost(window: Span, parts: tuple[Segment, ...]) -> Decimal:
    """Return the fraction of a window that was lost."""
    return weighted(parts) / minutes(window.length)


def calendar_spans(
    basis: FigureContext, calendar: str, union: tuple[Segment, ...]
) -> list[tuple[Span, tuple[Segment, ...]]]:
    """Return the months or quarters that an impact touches, each with the part of the impact in it."""
    found: list[tuple[Span, tuple[Segment, ...]]] = []
    moment = union[0].start
    while moment < union[-1].end and len(found) < _MOST_WINDOWS:
        window = calendar_span(basis, calendar, moment)
        assert window.end is not None
        found.append((window, _inside(union, window)))
        moment = window.end
    return found


def _beginning(basis: FigureContext) -> datetime:
    started = basis.marks.at.get(Milestone.STARTED)
    if started is not None:
        return started
    day = basis.postmortem.incident.date
    if day is None:
        raise Pending("Enter the incident's date, or mark 'impact started' in the timeline.")
    return datetime(day.year, day.month, day.day, tzinfo=basis.zone)


def calendar_span(basis: FigureContext, calendar: str, moment: datetime) -> Span:
    """Return the month or quarter around a moment, in the incident's zone, at its true length."""
    local = moment.astimezone(basis.zone)
    first = local.month if calendar == "month" else local.month - (local.month - 1) % 3
    begin = datetime(local.year, first, 1, tzinfo=basis.zone)
    start = begin.astimezone(UTC)
    end = (begin + relativedelta(months=1 if calendar == "month" else 3)).astimezone(UTC)
    words = f"{begin:%B %Y}" if calendar == "month" else f"Q{(first + 2) // 3} {begin.year}"
    return Span(end - start, f"{calendar}ly", words, start, end)


def _inside(union: tuple[Segment, ...], window: Span) -> tuple[Segment, ...]:
    """Return the part of the impact in a calendar window."""
    start, end = window.start, window.end
    assert start is not None
    assert end is not None
    parts = (Segment(max(part.start, start), min(part.end, end), part.share) for part in union)
    return tuple(part for part in parts if part.end > part.start)


def minutes_lost(basis: FigureContext) -> tuple[Decimal, Span, str]:
    """Return the minutes lost in the window, the window, and the sum as text.

    Raises:
        Invalid: if the impact is longer than a rolling window.
    """
    union = basis.union()
    window, parts = window_and_impact(basis)
    if window.start is None and union and union[-1].end - union[0].start > window.length:
        whole = write_duration(union[-1].end - union[0].start)
        raise Invalid(f"The window of {window.words} is shorter than the incident ({whole}).")
    lost = basis.lost if parts == union else weighted(parts)
    outside = basis.lost - lost
    rest = f"; {in_minutes(outside, 2)} min more outside {window.words}" if outside else ""
    return lost, window, f"{basis.terms(parts) or '0 min'}{rest}"


def budget(basis: FigureContext) -> ComputedFigure:
    """Compute the budget in time."""
    slo, window = basis.slo(), span(basis)
    length = minutes(window.length) * (1 - slo)
    share = write_share(1 - slo, 6)
    over = "" if window.start is None else f" ({window.words})"
    text = f"{share} of {_days(window)} ({in_minutes(length)} min)"
    formula = f"(1 - {write_share(slo, 6)}) × {write_minutes(window.length)} min{over} = {in_minutes(length, 2)} min"
    return ComputedFigure(text, formula, length * 60)


def _days(window: Span) -> str:
    if window.start is not None:
        return window.words
    return window.words.replace(" d", " day" if window.words == "1 d" else " days")


def budget_consumed(basis: FigureContext) -> ComputedFigure:
    """Compute the fraction of the budget that the incident used, never capped."""
    slo = basis.slo()
    lost, window, terms = minutes_lost(basis)
    whole = minutes(window.length) * (1 - slo)
    share = lost / whole
    text = f"{write_share(share)} of the {window.name} budget ({in_minutes(lost)} of {in_minutes(whole)} min)"
    formula = f"{terms} = {in_minutes(lost, 2)} of {in_minutes(whole, 2)} min = {write_share(share)}"
    return ComputedFigure(text, formula, share)


def budget_remaining(basis: FigureContext) -> ComputedFigure:
    """Compute what's left of the budget; negative if it's overspent."""
    slo = basis.slo()
    lost, window, _ = minutes_lost(basis)
    whole = minutes(window.length) * (1 - slo)
    left = whole - lost
    text = f"{in_minutes(left)} min ({write_share(left / whole)})"
    return ComputedFigure(text, f"{in_minutes(whole, 2)} min - {in_minutes(lost, 2)} min", left * 60)


def availability(basis: FigureContext) -> ComputedFigure:
    """Compute the availability over the window, weighted by failure rate."""
    lost, window, terms = minutes_lost(basis)
    share = 1 - lost / minutes(window.length)
    over = f"over {_days(window)}" if window.start is None else f"in {window.words}"
    formula = f"1 - ({terms}) / {in_minutes(minutes(window.length), 2)} min = {told_apart(share, 4)}"
    return ComputedFigure(f"{told_apart(share)} {over}", formula, share)


def slo_result(basis: FigureContext) -> ComputedFigure:
    """Compute whether the objective was met over its window, counting only this incident."""
    slo = basis.slo()
    counted = availability(basis)
    assert isinstance(counted.number, Decimal)
    met = "✅ Met" if counted.number >= slo else "❌ Missed"
    target = write_share(slo, 6)
    text = f"{target} (target) → {told_apart(counted.number, against=slo)} (actual) {met}"
    note = "Other incidents in the window aren't counted."
    return ComputedFigure(text, f"{counted.formula}, compared with {target}. {note}")


def told_apart(share: Decimal, digits: int = 3, against: Decimal = Decimal(1)) -> str:
    """Write a percentage with enough decimals to tell it from 100%, and from `against`."""
    for more in range(digits, 12):
        written = write_share(share, more)
        same = {write_share(other, more) for other in (against, Decimal(1)) if other != share}
        if written not in same:
            return written
    return write_share(share, 12)


def budget_policy(basis: FigureContext) -> ComputedFigure:
    """Compute whether the incident used enough of a four-week budget to make a postmortem mandatory."""
    slo = basis.slo()
    basis.union()
    whole = minutes(POLICY_WINDOW) * (1 - slo)
    share = basis.lost / whole
    is_over = share > POLICY_SHARE
    text = (
        "mandatory, with at least one action of the highest priority" if is_over else "not mandatory under the policy"
    )
    took = f"{in_minutes(basis.lost, 2)} of {in_minutes(whole, 2)} min of a 28-day budget = {write_share(share)}"
    formula = f"{took}; the limit is {write_share(POLICY_SHARE)}"
    return ComputedFigure(f"A postmortem is {text} ({write_share(share)} of the four-week budget)", formula, share)


def window_requests(basis: FigureContext) -> Estimate:
    """Return the requests in the window: as given, or from the request rate."""
    if basis.has("impact.traffic.in_window"):
        return basis.amount("impact.traffic.in_window").estimate
    if not basis.has("impact.traffic.rate"):
        basis.settled("impact.traffic.rate")
        names = [basis.label(path) for path in ("impact.traffic.in_window", "impact.traffic.rate")]
        raise Pending(f"Missing: {' or '.join(names)}.")
    rate = basis.rate("impact.traffic.rate")
    assert rate.per is not None
    return rough(rate.estimate * (minutes(span(basis).length) * 60 / rate.per))


def budget_requests(basis: FigureContext) -> ComputedFigure:
    """Compute the budget in requests: (1 - SLO) × requests in the window."""
    slo, requests = basis.slo(), window_requests(basis)
    number = requests * (1 - slo)
    text = f"{write_rounded(number)} requests ({write_share(1 - slo, 6)} of {write_rounded(requests)})"
    return ComputedFigure(text, f"(1 - {write_share(slo, 6)}) × {write_rounded(requests)} requests", number)


def budget_requests_consumed(basis: FigureContext) -> ComputedFigure:
    """Compute the fraction of the request budget that failed requests used."""
    slo, requests = basis.slo(), window_requests(basis)
    whole = requests * (1 - slo)
    if whole.low <= 0:
        raise Invalid("The request budget is 0. Is the number of requests in the window right?")
    both_follow = not basis.has("impact.traffic.in_window") and not basis.has("impact.failed_requests")
    if both_follow:  # the rate cancels out
        lost, window, terms = minutes_lost(basis)
        share = Estimate.exactly(lost / (minutes(window.length) * (1 - slo)))
        failed, how = whole * share.likely, f"{basis.text('impact.traffic.rate')} × ({terms})"
    else:
        failed, how = failed_number(basis)
        share = failed / whole
    percent = write_estimate(share * 100, 1, after="%").removeprefix("~")
    text = f"{percent} of the request budget ({write_rounded(failed)} of {write_rounded(whole)})"
    return ComputedFigure(text, f"{how} of {write_rounded(whole)} = {percent}", share)


def in_minutes(value: Decimal, digits: int = 1) -> str:
    """Write minutes with at most `digits` decimals; more below one minute."""
    return write_number(value, digits if abs(value) >= 1 else digits + 2)


def _figure(
    name: str,
    label: str,
    definition: str,
    count: Callable[[FigureContext], ComputedFigure],
    unit: Unit,
    more_inputs: tuple[str, ...] = (),
) -> Definition:
    return Definition(name, label, Group.BUDGET, unit, definition, count, (*_SLO, *more_inputs), _SLO)


DEFINITIONS = (
    _figure("budget", "Error budget", "(1 - SLO) x window (Google, SRE Workbook).", budget, Unit.LENGTH),
    _figure("budget_consumed", "Budget consumed",
          "Sum of length × failure rate, divided by the budget. It can exceed 100%, and is never capped.",
          budget_consumed, Unit.SHARE),
    _figure("budget_remaining", "Budget remaining", "The budget minus what was consumed; negative if overspent.",
          budget_remaining, Unit.LENGTH),
    _figure("availability", "Availability", "1 - sum of length × failure rate, divided by the window.",
          availability, Unit.SHARE),
    _figure("slo_result", "SLO met", "Availability over the window, compared with the objective.",
          slo_result, Unit.TEXT),
    _figure("budget_policy", "Budget policy",
          "One incident that uses more than 20% of a four-week budget makes a postmortem mandatory, with at least one "
          "P0 action (SRE Workbook, error budget policy).", budget_policy, Unit.SHARE),
    _figure("budget_requests", "Request budget", "(1 - SLO) × requests in the window (SRE Workbook).",
          budget_requests, Unit.REQUESTS, _TRAFFIC),
    _figure("budget_requests_consumed", "Request budget used", "Failed requests, divided by the request budget.",
          budget_requests_consumed, Unit.SHARE, _TRAFFIC),
)  # fmt: skip
"""The figures of this group."""
