"""Stated values: what an author says a figure is, beside what was computed."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from pmtui.figures.amount import AmountError, Estimate, read_amount
from pmtui.figures.counting import Definition, FigureValue
from pmtui.figures.duration import read_duration, write_duration
from pmtui.model.answer import Answer
from pmtui.model.postmortem import Postmortem
from pmtui.model.whereabouts import value_at

NEAR = Decimal("0.05")
"""Numbers this near to each other, as a share, are the same estimate."""


def stated_text(postmortem: Postmortem, definition: Definition) -> str:
    """Return what the author states a figure to be; empty where it's left to be computed."""
    if not definition.answer:
        stated = postmortem.stated.get(definition.name)
        return stated.value.strip() if stated else ""
    answer = value_at(postmortem, definition.answer)
    if isinstance(answer, Answer):
        yes = "" if answer.yes is None else "Yes" if answer.yes else "No"
        return ": ".join(part for part in (yes, answer.details.strip()) if part)
    return str(answer).strip()


def agrees(stated: str, computed: FigureValue, number: Decimal | Estimate | None) -> bool:
    """Say whether a stated value means what was computed: to the minute of a length, within 5% of an estimate.

    Args:
        stated: what the author wrote.
        computed: what was computed; an instant in the incident's zone.
        number: the number behind it.
    """
    if isinstance(computed, timedelta):
        length = read_duration(stated)
        return length is not None and write_duration(length) == write_duration(computed)
    if isinstance(computed, datetime):
        return f"{computed:%H:%M}" in stated
    if isinstance(computed, date):
        return computed.isoformat() in stated
    if stated == computed or not isinstance(number, Estimate):
        return stated.split(" ")[0].strip(":,;.").lower() == computed.split(" ")[0].strip(":,;.").lower()
    try:
        said = read_amount(stated).estimate
    except AmountError:
        return False
    return number.low * (1 - NEAR) <= said.likely <= number.high * (1 + NEAR)
