"""Requests and users: how many requests failed or succeeded, and how many users were affected."""

from decimal import Decimal

from pmtui.figures.computed_figure import ComputedFigure, Group, Invalid, Unit, minutes
from pmtui.figures.context import FigureContext
from pmtui.figures.definition import Definition
from pmtui.model.scales import ShareOf
from pmtui.parsing.amounts import AmountError, Estimate, read_amount, write_estimate, write_rounded
from pmtui.parsing.numbers import write_number
from pmtui.parsing.shares import write_share

_RATE = ("impact.traffic.rate",)
_AUDIENCE = ("impact.audience.total", "impact.audience.named")


def _per_minute(basis: FigureContext) -> tuple[Estimate, str]:
    """Return the request rate per minute, and the rate as entered."""
    rate = basis.rate("impact.traffic.rate")
    assert rate.per is not None
    per_minute = rate.estimate * (60 / rate.per)
    return per_minute, basis.text("impact.traffic.rate")


def failed_number(basis: FigureContext) -> tuple[Estimate, str]:
    """Return the failed requests and their formula: the author's number, or the request rate over the segments."""
    answer = basis.postmortem.impact.failed_requests
    if answer.strip():
        return basis.amount("impact.failed_requests").estimate, f"{answer.strip()} failed requests"
    rate, words = _per_minute(basis)
    union = basis.union()
    number = rough(rate * basis.lost)
    return number, f"{words} × ({basis.terms(union)}) = {write_estimate(number)}"


def rough(estimate: Estimate) -> Estimate:
    """Return an estimate marked as rough: what a rate gives is never exact."""
    return Estimate(estimate.low, estimate.likely, estimate.high, True)


def failed_requests(basis: FigureContext) -> ComputedFigure:
    """Compute request rate × failure rate × length, summed over the segments."""
    rate, words = _per_minute(basis)
    union = basis.union()
    number = rough(rate * basis.lost)
    return ComputedFigure(
        write_rounded(number) + _if_all(basis), f"{words} × ({basis.terms(union)}){_of_users(basis)}", number
    )


def successful_requests(basis: FigureContext) -> ComputedFigure:
    """Compute request rate × (1 - failure rate) × length, summed over the segments."""
    rate, words = _per_minute(basis)
    union = basis.union()
    whole = sum((minutes(part.length) for part in union), Decimal())
    number = rough(rate * (whole - basis.lost))
    formula = f"{words} × {write_number(whole, 2)} min, minus those that failed{_of_users(basis)}"
    return ComputedFigure(write_rounded(number) + _if_all(basis), formula, number)


def _if_all(basis: FigureContext) -> str:
    """Return a note for the document that no failure rate is given; empty if one is."""
    return " (if all failed)" if basis.impacted.is_assumed else ""


def _of_users(basis: FigureContext) -> str:
    shares = {stretch.of for stretch in basis.impacted.stretches if stretch.share > 0}
    return "; the failure rate is a percentage of users, used for requests" if ShareOf.USERS in shares else ""


def users_affected(basis: FigureContext) -> ComputedFigure:
    """Compute total users × the highest failure rate at any moment."""
    total = basis.amount("impact.audience.total")
    named = basis.postmortem.impact.audience.named.strip() or "users"
    share = max((part.share for part in basis.union()), default=Decimal())
    number = total.estimate * share
    if share < 1:
        number = rough(number)
    written = write_estimate(total.estimate)
    assumed = ", 100% assumed" if basis.impacted.is_assumed else ""
    taken = _taken_from(basis, share)
    text = f"{write_rounded(number)} ({write_share(share)} of {written} {named}{taken}){_if_all(basis)}"
    return ComputedFigure(text, f"{written} × {write_share(share)} at the peak{assumed}{taken}", number)


def _taken_from(basis: FigureContext, share: Decimal) -> str:
    """Return what the highest failure rate is based on, if it isn't all users."""
    worst = [stretch for stretch in basis.impacted.stretches if stretch.share == share]
    services = list(dict.fromkeys(stretch.service for stretch in worst if stretch.service))
    of_all = any(not stretch.service for stretch in worst)
    what = "the requests" if {stretch.of for stretch in worst} == {ShareOf.REQUESTS} else ""
    whose = "" if of_all or not services else f" of {' and '.join(services)}"
    return f", based on {what or 'the users'}{whose}" if what or whose else ""


def users_share(basis: FigureContext) -> ComputedFigure:
    """Compute users affected, as entered, divided by total users."""
    named = basis.postmortem.impact.audience.named.strip() or "users"
    if not basis.has("impact.users_affected"):
        counted = users_affected(basis)
        part = max((part.share for part in basis.union()), default=Decimal())
        return ComputedFigure(f"{write_share(part)} of {named}", counted.formula, part)
    try:
        answer = read_amount(basis.text("impact.users_affected"))
    except AmountError as error:
        raise Invalid(f"{basis.label('impact.users_affected')}: {error}") from error
    if answer.is_percent:
        share = answer.estimate * Decimal("0.01")
        return ComputedFigure(f"{write_estimate(share * 100, 1, after='%')} of all {named}", "As entered.", share)
    total, affected = basis.amount("impact.audience.total").estimate, answer.estimate
    if total.low <= 0:
        raise Invalid(f"{basis.label('impact.audience.total')}: it can't be 0.")
    if affected.low > total.high:
        raise Invalid(f"{write_estimate(affected)} of {write_estimate(total)} {named} is more than the total.")
    share = affected / total
    share = Estimate(share.low, min(share.likely, Decimal(1)), min(share.high, Decimal(1)), share.is_rough)
    text = f"{write_estimate(share * 100, 1, after='%')} of {write_estimate(total)} {named}"
    return ComputedFigure(text, f"{write_estimate(affected)} / {write_estimate(total)}", share)


DEFINITIONS = (
    Definition("failed_requests", "Failed requests", Group.USE, Unit.REQUESTS,
               "Sum of request rate × failure rate × length.", failed_requests, _RATE,
               answer="impact.failed_requests"),
    Definition("successful_requests", "Successful requests", Group.USE, Unit.REQUESTS,
               "Sum of request rate × (1 - failure rate) × length.", successful_requests, _RATE,
               answer="impact.successful_requests"),
    Definition("users_affected", "Users affected", Group.USE, Unit.USERS,
               "Total users × the highest failure rate at any moment. Say what the total is: daily active users, "
               "tenants, or all customers.", users_affected, _AUDIENCE, answer="impact.users_affected"),
    Definition("users_share", "Percentage of users", Group.USE, Unit.SHARE,
               "Users affected, as entered, divided by total users.", users_share,
               ("impact.users_affected", *_AUDIENCE)),
)  # fmt: skip
"""The figures of this group."""
