"""Cost of the incident: revenue, people's time, and the cost of that time."""

import re
from datetime import timedelta
from decimal import Decimal

from pmtui.figures.computed_figure import ComputedFigure, Group, Pending, Unit, hours
from pmtui.figures.context import FigureContext
from pmtui.figures.definition import Definition
from pmtui.model.scales import Milestone
from pmtui.parsing.amounts import AmountError, Estimate, read_amount, write_estimate, write_money
from pmtui.parsing.durations import read_duration
from pmtui.parsing.numbers import write_number

_HOURS = re.compile(r"(?<!\s)\s*+(?:person|engineer|man)?[- ]?h(?:ou)?rs?\b|(?<=\d)\s*+h\b", re.IGNORECASE)
_EFFORT = ("impact.engineers_paged", "impact.effort.hours_each", "impact.effort.review")


def revenue(basis: FigureContext) -> ComputedFigure:
    """Compute revenue per hour × failure rate × hours, as low, likely, and high."""
    hourly = basis.hourly("impact.earnings.per_hour")
    union = basis.union()
    lost = basis.lost / 60
    money = hourly.estimate * lost
    currency = basis.currency(hourly)
    per_hour = write_money(hourly.estimate, currency)
    formula = f"{per_hour} an hour × {write_number(lost, 3)} h, from {basis.terms(union)}"
    assumed = " (if all failed)" if basis.impacted.is_assumed else ""
    return ComputedFigure(write_money(money, currency) + assumed, formula, money, currency)


def _people(basis: FigureContext) -> Estimate:
    """Return how many people responded: the engineers paged, or the listed responders."""
    if basis.has("impact.engineers_paged"):
        return basis.amount("impact.engineers_paged").estimate
    listed = len(basis.postmortem.response.responders)
    if not listed:
        basis.settled("impact.engineers_paged")
        raise Pending(f"Missing: {basis.label('impact.engineers_paged')}, or the list of responders.")
    return Estimate.exactly(listed)


def _joined(basis: FigureContext) -> tuple[Decimal, str] | None:
    """Return the hours from when each responder joined to the resolution; None unless all joined before it."""
    responders = basis.postmortem.response.responders
    end = basis.marks.at.get(Milestone.RESOLVED)
    times = [each.joined_at for each in responders]
    if end is None or not times or basis.has("impact.engineers_paged"):
        return None
    spans = [end - at for at in times if at is not None]
    if len(spans) != len(times) or any(span < timedelta() for span in spans):
        return None
    total = sum((hours(span) for span in spans), Decimal())
    return total, f"{len(spans)} responders from joining to {basis.clock(end)} = {write_number(total, 1)} h"


def effort(basis: FigureContext) -> tuple[Estimate, str]:
    """Return the person-hours and their formula."""
    joined = None if basis.has("impact.effort.hours_each") else _joined(basis)
    if joined is not None:
        total, formula = Estimate.exactly(joined[0]), joined[1]
    else:
        people = _people(basis)
        each = hours(_each(basis))
        total = people * each
        count = write_estimate(people)
        formula = f"{count} {'person' if count == '1' else 'people'} × {write_number(each, 2)} h"
    if not basis.has("impact.effort.review"):
        basis.settled("impact.effort.review")
        raise Pending(f"Missing: {basis.label('impact.effort.review')} (0 h is fine).")
    review = hours(basis.length("impact.effort.review"))
    formula += f" + {write_number(review, 1)} h of clean-up and review"
    return total + Estimate.exactly(review), formula


def _each(basis: FigureContext) -> timedelta:
    if basis.has("impact.effort.hours_each"):
        return basis.length("impact.effort.hours_each")
    value = basis.between(Milestone.DETECTED, Milestone.RESOLVED).value
    assert isinstance(value, timedelta)
    return value


def engineering_time(basis: FigureContext) -> ComputedFigure:
    """Compute the person-hours of response, clean-up, and review."""
    total, formula = effort(basis)
    return ComputedFigure(write_estimate(total, 1, after=" h"), formula, total * 3600)


def responder_cost(basis: FigureContext) -> ComputedFigure:
    """Compute person-hours × cost per hour, with the author's own hours if they're given."""
    rate = basis.hourly("impact.effort.hourly_rate")
    total, how = _stated_effort(basis) or effort(basis)
    currency = basis.currency(rate)
    money = total * rate.estimate
    formula = f"{write_estimate(total, 1)} h × {write_money(rate.estimate, currency)} an hour ({how})"
    return ComputedFigure(write_money(money, currency), formula, money, currency)


def _stated_effort(basis: FigureContext) -> tuple[Estimate, str] | None:
    stated = basis.postmortem.impact.engineering_time.strip()
    if not stated:
        return None
    found = person_hours(stated)
    if found is None:
        raise Pending(f"The engineering time, '{stated}', can't be read. Write it as 22 h.")
    return found, "as entered"


def person_hours(text: str) -> Estimate | None:
    """Read person-hours: `22 h`, `10-12 h`, `10 person-hours`; None if they can't be read."""
    length = read_duration(text)
    if length is not None:
        return Estimate.exactly(hours(length))
    try:
        amount = read_amount(_HOURS.sub(" h", text))
    except AmountError:
        return None
    return amount.estimate if amount.words.lower().startswith("h") else None


DEFINITIONS = (
    Definition("revenue", "Revenue", Group.COST, Unit.MONEY,
               "Revenue per hour × failure rate × hours, as low, likely, and high.", revenue,
               ("impact.earnings.per_hour", "impact.earnings.currency"), answer="impact.revenue"),
    Definition("engineering_time", "Engineering time", Group.COST, Unit.LENGTH,
               "People × hours of response, plus hours of clean-up and review (Netflix Dispatch counts both). If no "
               "hours are given: from the detection, or from when each person joined, to the last resolution.",
               engineering_time, _EFFORT, answer="impact.engineering_time"),
    Definition("responder_cost", "Response cost", Group.COST, Unit.MONEY,
               "Sum of people × hours × hourly rate (Netflix Dispatch).", responder_cost,
               (*_EFFORT, "impact.effort.hourly_rate", "impact.earnings.currency")),
)  # fmt: skip
"""The figures of this group."""
