"""Service level agreement: uptime of the calendar month, whether it breaches the agreement, and the credit due."""

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
from pmtui.parsing.shares import write_share

_PROMISE = ("impact.agreement.target", "impact.agreement.tiers")


def worst_month(basis: FigureContext) -> tuple[Decimal, Span, tuple[Segment, ...]]:
    """Return the lowest uptime of a calendar month, as a fraction, with the month and the impact in it."""
    union = basis.union()
    if not union:
        return Decimal(1), calendar_span(basis, "month", basis.instant(Milestone.STARTED)), ()
    month, parts = max(calendar_spans(basis, "month", union), key=lambda found: share_lost(*found))
    return 1 - share_lost(month, parts), month, parts


def uptime(basis: FigureContext) -> ComputedFigure:
    """Compute the uptime of the month with the lowest one."""
    share, month, parts = worst_month(basis)
    formula = f"1 - ({basis.terms(parts) or '0 min'}) / {in_minutes(minutes(month.length), 2)} min of {month.words}"
    return ComputedFigure(f"{told_apart(share)} in {month.words}", formula, share)


def _tiers(basis: FigureContext) -> tuple[Tier, ...]:
    lines = basis.postmortem.impact.agreement.tiers
    if not any(line.strip() for line in lines):
        basis.settled("impact.agreement.tiers")
        raise Pending(f"Missing: {basis.label('impact.agreement.tiers')}.")
    try:
        return inputs.tiers(lines)
    except AmountError as error:
        raise Invalid(f"{basis.label('impact.agreement.tiers')}: {error}") from error


def promised(basis: FigureContext) -> Decimal:
    """Return the uptime that the contract guarantees: as given, or the highest tier's."""
    if basis.has("impact.agreement.target") or not basis.has("impact.agreement.tiers"):
        try:
            return inputs.promise(basis.text("impact.agreement.target"))
        except AmountError as error:
            raise Invalid(f"{basis.label('impact.agreement.target')}: {error}") from error
    return _tiers(basis)[0].below


def breach(basis: FigureContext) -> ComputedFigure:
    """Compute whether the agreement was breached, by how much, and the credit due."""
    promise = promised(basis)
    share, month, _ = worst_month(basis)
    is_broken = share < promise
    text = f"{told_apart(share, against=promise)} in {month.words}, {write_share(promise, 6)} guaranteed"
    if is_broken:
        with contextlib.suppress(NotComputed):
            text += f"; credit: {credit(basis).value}"
    formula = f"{write_share(share, 4)} against {write_share(promise, 4)} in {month.words}"
    return ComputedFigure(f"{'Yes' if is_broken else 'No'}: {text}", formula)


def credit(basis: FigureContext) -> ComputedFigure:
    """Compute the credit from the lowest tier that the uptime is below."""
    tiers = _tiers(basis)
    share, month, _ = worst_month(basis)
    reached = [tier for tier in tiers if share < tier.below]
    if not reached:
        formula = f"{write_share(share, 4)} in {month.words} isn't below any tier"
        return ComputedFigure("none", formula, Decimal())
    tier = reached[-1]
    text = f"{write_share(tier.credit)} of the month's bill"
    formula = (
        f"{write_share(share, 4)} in {month.words} is below {write_share(tier.below, 4)}: {write_share(tier.credit)}"
    )
    if basis.has("impact.agreement.bill"):
        bill = basis.amount("impact.agreement.bill")
        money = write_money(bill.estimate * tier.credit, basis.currency(bill))
        text += f" ({money})"
        formula += f" of {write_money(bill.estimate, basis.currency(bill))}"
    return ComputedFigure(text, formula, tier.credit)


DEFINITIONS = (
    Definition("sla_uptime", "Monthly uptime", Group.AGREEMENT, Unit.SHARE,
               "1 - sum of length × failure rate, over the calendar month in the incident's time zone.", uptime),
    Definition("sla_breach", "SLA breach", Group.AGREEMENT, Unit.TEXT,
               "Whether the month's uptime is below the guaranteed one. Other incidents in the month aren't counted.",
               breach, (*_PROMISE, "impact.agreement.bill"), answer="impact.sla_breach"),
    Definition("sla_credit", "SLA credit", Group.AGREEMENT, Unit.SHARE,
               "The credit of the lowest tier that the month's uptime is below, as a percentage of the bill.",
               credit, ("impact.agreement.tiers", "impact.agreement.bill")),
)  # fmt: skip
"""The figures of this group."""
