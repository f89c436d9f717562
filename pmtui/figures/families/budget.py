"""The error budget: how much failure an objective allows over its window, and how much of it this incident took."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from pmtui.figures import readings
from pmtui.figures.amount import AmountError, Estimate, write_estimate, write_rounded
from pmtui.figures.basis import Basis, weighted, write_minutes
from pmtui.figures.counting import Counted, Definition, Group, Invalid, Pending, Unit, minutes
from pmtui.figures.duration import write_duration
from pmtui.figures.families.use import failed_number, rough
from pmtui.figures.quantity import write_number, write_share
from pmtui.figures.segments import Segment
from pmtui.model.scales import Milestone

_SLO = ("impact.budget.slo", "impact.budget.window_days")
_TRAFFIC = ("impact.traffic.rate", "impact.traffic.in_window")
_NAMES = {7: "weekly", 28: "monthly", 30: "monthly", 31: "monthly"}

POLICY_SHARE = Decimal("0.2")
"""More of a four-week budget than this, in one incident, makes a postmortem mandatory (SRE Workbook)."""

POLICY_WINDOW = timedelta(days=28)
"""The window of that policy."""


@dataclass(frozen=True)
class Span:
    """A window laid on the incident.

    Attributes:
        length: its true length, of instants.
        name: what a reader calls its budget: `monthly`, `90-day`.
        words: its length in words: `28 d`, `March 2026`.
        start: its beginning, of a calendar window; None for a rolling one, which ends with the incident.
        end: its end, of a calendar window.
    """

    length: timedelta
    name: str
    words: str
    start: datetime | None = None
    end: datetime | None = None


def span(basis: Basis) -> Span:
    """Return the window of the objective.

    Raises:
        Invalid: if it can't be read.
        Pending: if it's a calendar's, and nothing says when the incident was.
    """
    try:
        window = readings.window(basis.text("impact.budget.window_days"))
    except AmountError as error:
        raise Invalid(str(error)) from error
    if window.length is None:
        return calendar_span(basis, window.calendar, _beginning(basis))
    days = Decimal(window.length // timedelta(seconds=1)) / 86400
    name = _NAMES.get(int(days)) if days == int(days) else None
    return Span(window.length, name or f"{write_number(days)}-day", f"{write_number(days)} d")


def _beginning(basis: Basis) -> datetime:
    union = basis.impacted.union
    started = union[0].start if union else basis.marks.at.get(Milestone.STARTED)
    if started is not None:
        return started
    day = basis.postmortem.incident.date
    if day is None:
        raise Pending("Give the incident's date, or mark in the timeline: impact started.")
    return datetime(day.year, day.month, day.day, tzinfo=basis.zone)


def calendar_span(basis: Basis, calendar: str, moment: datetime) -> Span:
    """Return the month or quarter that a moment lies in, in the incident's zone, at its true length."""
    local = moment.astimezone(basis.zone)
    first = local.month if calendar == "month" else local.month - (local.month - 1) % 3
    start = datetime(local.year, first, 1, tzinfo=basis.zone)
    end = start + relativedelta(months=1 if calendar == "month" else 3)
    words = f"{start:%B %Y}" if calendar == "month" else f"Q{(first + 2) // 3} {start.year}"
    return Span(end.astimezone(UTC) - start.astimezone(UTC), f"{calendar}ly", words, start, end)


def inside(union: tuple[Segment, ...], window: Span) -> tuple[Segment, ...]:
    """Return the part of the impact that lies in a window; all of it, in a rolling one.

    Raises:
        Invalid: if the incident is longer than the window.
    """
    if window.start is None or window.end is None:
        whole = union[-1].end - union[0].start
        if whole > window.length:
            words = f"The window of {window.words} is shorter than the incident ({write_duration(whole)})."
            raise Invalid(words)
        return union
    start, end = window.start, window.end
    parts = (Segment(max(part.start, start), min(part.end, end), part.share) for part in union)
    return tuple(part for part in parts if part.end > part.start)


def allowed(basis: Basis, window: Span) -> Decimal:
    """Return the budget in minutes: (1 - SLO) x window."""
    return minutes(window.length) * (1 - basis.slo())


def budget(basis: Basis) -> Counted:
    """Count the budget in time."""
    slo, window = basis.slo(), span(basis)
    length = allowed(basis, window)
    share = write_share(1 - slo, 6)
    over = "" if window.start is None else f" ({window.words})"
    text = f"{share} of {_days(window)} ({in_minutes(length)} min)"
    formula = f"(1 - {write_share(slo, 6)}) x {write_minutes(window.length)} min{over} = {in_minutes(length, 2)} min"
    return Counted(text, formula, length * 60)


def _days(window: Span) -> str:
    return window.words.replace(" d", " days") if window.start is None else window.words


def consumed(basis: Basis) -> tuple[Decimal, Decimal, Span, tuple[Segment, ...]]:
    """Return the minutes used, the minutes allowed, the window, and the part of the impact in it."""
    slo_first = basis.slo()
    window = span(basis)
    parts = inside(basis.union(), window)
    return weighted(parts), minutes(window.length) * (1 - slo_first), window, parts


def budget_consumed(basis: Basis) -> Counted:
    """Count the share of the budget that the incident took; never capped."""
    used, whole, window, parts = consumed(basis)
    share = used / whole
    text = f"{write_share(share)} of the {window.name} budget ({in_minutes(used)} of {in_minutes(whole)} min)"
    terms = basis.terms(parts) or "0 min"
    formula = f"{terms} = {in_minutes(used, 2)} of {in_minutes(whole, 2)} min = {write_share(share)}"
    return Counted(text, formula, share)


def budget_remaining(basis: Basis) -> Counted:
    """Count what is left of the budget; below zero where it's overspent."""
    used, whole, _, _ = consumed(basis)
    left = whole - used
    text = f"{in_minutes(left)} min ({write_share(left / whole)})"
    return Counted(text, f"{in_minutes(whole, 2)} min - {in_minutes(used, 2)} min", left * 60)


def availability(basis: Basis) -> Counted:
    """Count the share of the window in which all was well, failures weighted by their share."""
    window = span(basis)
    parts = inside(basis.union(), window)
    lost, whole = weighted(parts), minutes(window.length)
    share = 1 - lost / whole
    over = f"over {_days(window)}" if window.start is None else f"in {window.words}"
    formula = f"1 - ({basis.terms(parts) or '0 min'}) / {in_minutes(whole, 2)} min = {write_share(share, 4)}"
    return Counted(f"{write_share(share, 3)} {over}", formula, share)


def slo_result(basis: Basis) -> Counted:
    """Say whether the objective holds over its window, with this incident alone."""
    slo = basis.slo()
    counted = availability(basis)
    assert isinstance(counted.number, Decimal)
    met = "✅ Met" if counted.number >= slo else "❌ Missed"
    text = f"{write_share(slo, 4)} (target) → {write_share(counted.number, 3)} (actual) {met}"
    return Counted(
        text, f"{counted.formula}, against {write_share(slo, 4)}; other incidents of the window aren't counted."
    )


def budget_policy(basis: Basis) -> Counted:
    """Say whether the incident took so much of a four-week budget that a postmortem is mandatory."""
    four_weeks = Span(POLICY_WINDOW, "monthly", "28 d")
    used = weighted(inside(basis.union(), four_weeks))
    whole = allowed(basis, four_weeks)
    share = used / whole
    is_over = share > POLICY_SHARE
    text = "mandatory, with at least one action of the highest priority" if is_over else "not mandatory by the budget"
    taken = f"{in_minutes(used, 2)} of {in_minutes(whole, 2)} min of a 28-day budget = {write_share(share)}"
    formula = f"{taken}; the limit is {write_share(POLICY_SHARE)}"
    return Counted(f"A postmortem is {text} ({write_share(share)} of the four-week budget)", formula, share)


def window_requests(basis: Basis) -> Estimate:
    """Return the requests of the window: as given, else the rate over it."""
    if basis.has("impact.traffic.in_window"):
        return basis.amount("impact.traffic.in_window").estimate
    if not basis.has("impact.traffic.rate"):
        basis.settled("impact.traffic.rate")
        raise Pending("Give: Window requests, or Request rate.")
    rate = basis.rate("impact.traffic.rate")
    assert rate.per is not None
    return rough(rate.estimate * (minutes(span(basis).length) / minutes(rate.per)))


def budget_requests(basis: Basis) -> Counted:
    """Count the budget in requests: (1 - SLO) x requests of the window."""
    slo, requests = basis.slo(), window_requests(basis)
    number = requests * (1 - slo)
    text = f"{write_rounded(number)} requests ({write_share(1 - slo, 6)} of {write_rounded(requests)})"
    return Counted(text, f"(1 - {write_share(slo, 6)}) x {write_rounded(requests)} requests", number)


def budget_requests_consumed(basis: Basis) -> Counted:
    """Count the share of the budget in requests that failed requests took."""
    slo, requests = basis.slo(), window_requests(basis)
    failed, how = failed_number(basis)
    whole = requests * (1 - slo)
    both_follow = not basis.has("impact.traffic.in_window") and not basis.has("impact.failed_requests")
    share = Estimate.exactly(failed.likely / whole.likely) if both_follow else failed / whole  # the rate cancels out
    percent = write_estimate(share * 100, 1, after="%").removeprefix("~")
    text = f"{percent} of the budget in requests ({write_rounded(failed)} of {write_rounded(whole)})"
    return Counted(text, f"{how} of {write_rounded(whole)} = {percent}", share)


def in_minutes(value: Decimal, digits: int = 1) -> str:
    """Write minutes with at most `digits` decimals; more below one minute."""
    return write_number(value, digits if abs(value) >= 1 else digits + 2)


def _figure(name: str, label: str, definition: str, count: Callable[[Basis], Counted], unit: Unit) -> Definition:
    traffic = _TRAFFIC if "request" in name else ()
    return Definition(name, label, Group.BUDGET, unit, definition, count, (*_SLO, *traffic), _SLO)


DEFINITIONS = (
    _figure("budget", "Error budget", "(1 - SLO) x window (Google, SRE Workbook).", budget, Unit.LENGTH),
    _figure("budget_consumed", "Budget consumed",
          "The sum of length x share failing, over the budget; may exceed 100% and is never capped.",
          budget_consumed, Unit.SHARE),
    _figure("budget_remaining", "Budget remaining", "The budget less what was consumed; below zero where overspent.",
          budget_remaining, Unit.LENGTH),
    _figure("availability", "Availability", "1 - sum of length x share failing, over the window.",
          availability, Unit.SHARE),
    _figure("slo_result", "SLO met", "The availability in the window against the objective.", slo_result, Unit.TEXT),
    _figure("budget_policy", "Budget policy",
          "One incident that takes more than 20% of a four-week budget makes a postmortem mandatory, with at least one "
          "P0 action (SRE Workbook, error budget policy).", budget_policy, Unit.SHARE),
    _figure("budget_requests", "Request budget", "(1 - SLO) x requests in the window (SRE Workbook).",
          budget_requests, Unit.REQUESTS),
    _figure("budget_requests_consumed", "Request budget used", "Failed requests over the budget in requests.",
          budget_requests_consumed, Unit.SHARE),
)  # fmt: skip
"""The figures of this group."""
