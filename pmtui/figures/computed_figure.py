"""The result of computing a figure, its unit, and the reasons why there may be none."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from pmtui.model.answer_states import AnswerState
from pmtui.parsing.amounts import Estimate

FigureValue = datetime | date | timedelta | str


class Unit(StrEnum):
    """What a figure is measured in: durations in seconds, percentages as fractions (1 is 100%)."""

    INSTANT = "instant"
    DAY = "day"
    LENGTH = "seconds"
    SHARE = "fraction"
    REQUESTS = "requests"
    USERS = "users"
    MONEY = "money"
    TEXT = "text"


class Group(StrEnum):
    """What a figure is about; its heading in the impact calculator."""

    DURATIONS = "Durations"
    BUDGET = "Error budget"
    USE = "Requests and users"
    AGREEMENT = "Service level agreement"
    COST = "Cost"
    RECOVERY = "Recovery"
    DATES = "Dates"


@dataclass(frozen=True)
class ComputedFigure:
    """The result of computing a figure.

    Attributes:
        value: an instant, a day, a duration, or text.
        formula: how it was computed, with the numbers filled in.
        number: the number that the text is based on, in the figure's unit.
        currency: the currency as written, for an amount of money.
    """

    value: FigureValue
    formula: str
    number: Decimal | Estimate | None = None
    currency: str = ""


class NotComputed(Exception):
    """A figure that can't be computed now; the message says why.

    Attributes:
        mark: the answer state of the missing input; None if it's only blank.
    """

    def __init__(self, message: str, mark: AnswerState | None = None) -> None:
        super().__init__(message)
        self.mark = mark


class Pending(NotComputed):
    """An input is missing; the message names the event or answer."""


class Invalid(NotComputed):
    """The postmortem contradicts itself, or an input can't be read."""


class NotApplicable(NotComputed):
    """The figure doesn't apply, according to the author or the template."""


def minutes(length: timedelta) -> Decimal:
    """Return a duration in minutes, exactly."""
    return Decimal(length // timedelta(microseconds=1)) / 60_000_000


def hours(length: timedelta) -> Decimal:
    """Return a duration in hours, exact to the microsecond."""
    return minutes(length) / 60


def seconds(length: timedelta) -> Decimal:
    """Return a duration in seconds, exactly."""
    return Decimal(length // timedelta(microseconds=1)) / 1_000_000
