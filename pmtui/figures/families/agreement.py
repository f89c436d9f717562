"""The service level agreement: the uptime of the calendar month, whether it's a breach, and the credit that is due."""

import contextlib
from decimal import Decimal

from pmtui.figures import inputs
from pmtui.figures.computed_figure import ComputedFigure, Group, Invalid, NotComputed, Pending, Unit, minutes
from pmtui.figures.context import FigureContext
from pmtui.figures.definition import Definition
from pmtui.figures.families.budget import Span, calendar_span, calendar_spans, in_minutes, share_lost, told_apart
from pmtui.figures.inputs import Tier
from pmtui.figures.segments import Segment
from pmtui.model.scales import Milestone
from pmtui.parsing.amounts import AmountError, write_money
from pmtui.parsing.numbers import write_share

_PROMISE = ("impact.agreement.target", "impact.agreement.tiers")


def worst_month(basis: FigureContext) -> tuple[Decimal, Span, tuple[Segment, ...]]:
    """Return the lowest uptime of a calendar month, as a fraction, with the month and the part of the impact in it."""
    union = basis.union()
    if not union:
        return Decimal(1), calendar_span(basis, "month", basis.instant(Milestone.STARTED)), ()
    month, parts = max(calendar_spans(basis, "month", union), key=lambda found: share_lost(*found))
    return 1 - share_lost(month, parts), month, parts


def uptime(basis: FigureContext) -> ComputedFigure:
    """Count the uptime of the month that it was lowest in."""
    share, month, parts = worst_month(basis)
    formula = f"1 - ({basis.terms(parts) or '0 min'}) / {in_minutes(minutes(month.length), 2)} min of {month.words}"
    return ComputedFigure(f"{told_apart(share)} in {month.words}", formula, share)


def _tiers(basis: FigureContext) -> tuple[Tier, ...]:
    lines = basis.postmortem.impact.agreement.tiers
    if not any(line.strip() for line in lines):
        basis.settled("impact.agreement.tiers")
        raise Pending("Give: Credit tiers.")
    try:
        return inputs.tiers(lines)
    except AmountError as error:
        raise Invalid(f"Credit tiers: {error}") from error


def promised(basis: FigureContext) -> Decimal:
    """Return the uptime that the contract promises: as given, else the highest tier's."""
    if basis.has("impact.agreement.target") or not basis.has("impact.agreement.tiers"):
        try:
            return inputs.promise(basis.text("impact.agreement.target"))
        except AmountError as error:
            raise Invalid(f"SLA uptime: {error}") from error
    return _tiers(basis)[0].below


def breach(basis: FigureContext) -> ComputedFigure:
    """Say whether the promise was broken, by how much, and what is due."""
    promise = promised(basis)
    share, month, _ = worst_month(basis)
    is_broken = share < promise
    text = f"{told_apart(share, against=promise)} in {month.words}, {write_share(promise, 6)} promised"
    if is_broken:
        with contextlib.suppress(NotComputed):
            text += f"; credit: {credit(basis).value}"
    formula = f"{write_share(share, 4)} against {write_share(promise, 4)} in {month.words}"
    return ComputedFigure(f"{'Yes' if is_broken else 'No'}: {text}", formula)


def credit(basis: FigureContext) -> ComputedFigure:
    """Count the credit by the lowest tier that the uptime lies below."""
    tiers = _tiers(basis)
    share, month, _ = worst_month(basis)
    reached = [tier for tier in tiers if share < tier.below]
    if not reached:
        formula = f"{write_share(share, 4)} in {month.words} lies below no tier"
        return ComputedFigure("none", formula, Decimal())
    tier = reached[-1]
    text = f"{write_share(tier.credit)} of the month's bill"
    formula = (
        f"{write_share(share, 4)} in {month.words} lies below {write_share(tier.below, 4)}: {write_share(tier.credit)}"
    )
    if basis.has("impact.agreement.bill"):
        bill = basis.amount("impact.agreement.bill")
        money = write_money(bill.estimate * tier.credit, basis.currency(bill))
        text += f" ({money})"
        formula += f" of {write_money(bill.estimate, basis.currency(bill))}"
    return ComputedFigure(text, formula, tier.credit)


DEFINITIONS = (
    Definition("sla_uptime", "Uptime of the month", Group.AGREEMENT, Unit.SHARE,
               "1 - sum of length x share failing, over the calendar month in the incident's time zone.", uptime),
    Definition("sla_breach", "SLA breach", Group.AGREEMENT, Unit.TEXT,
               "Whether the month's uptime lies below the promised one; other incidents of the month aren't counted.",
               breach, (*_PROMISE, "impact.agreement.bill"), answer="impact.sla_breach"),
    Definition("sla_credit", "SLA credit", Group.AGREEMENT, Unit.SHARE,
               "The contract's tier that the month's uptime lies below, as a share of the bill.",
               credit, ("impact.agreement.tiers", "impact.agreement.bill")),
)  # fmt: skip
"""The figures of this group."""
