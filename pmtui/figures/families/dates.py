"""Dates: when the follow-up review is, and when the document is due."""

from datetime import timedelta

from pmtui.figures.computed_figure import ComputedFigure, Group, NotApplicable, Pending, Unit
from pmtui.figures.context import FigureContext
from pmtui.figures.definition import Definition
from pmtui.model.scales import Milestone
from pmtui.parsing.due_dates import business_days_after
from pmtui.text import plural


def follow_up_date(basis: FigureContext) -> ComputedFigure:
    """Compute the date of the follow-up review."""
    started = basis.marks.at.get(Milestone.STARTED)
    day = basis.postmortem.incident.date or (started.astimezone(basis.zone).date() if started else None)
    if day is None:
        raise Pending("Enter the incident's date.")
    days = basis.conventions.follow_up_days
    return ComputedFigure(day + timedelta(days=days), f"{days} days after {day}.")


def deadline(basis: FigureContext) -> ComputedFigure:
    """Compute the date that the document is due."""
    days = basis.conventions.deadline_business_days
    if days is None:
        raise NotApplicable("The template sets no deadline.")
    day = basis.instant(Milestone.RESOLVED).astimezone(basis.zone).date()
    return ComputedFigure(business_days_after(day, days), f"{plural(days, 'business day')} after {day}.")


DEFINITIONS = (
    Definition("follow_up_date", "Follow-up date", Group.DATES, Unit.DAY,
               "The template's number of days after the incident (30 by default).", follow_up_date),
    Definition("deadline", "Due", Group.DATES, Unit.DAY,
               "The template's number of business days after the resolution; with a relapse, the last one.", deadline),
)  # fmt: skip
"""The figures of this group."""
