"""What counting a figure gives, in which unit, and why it may give nothing."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from pmtui.model.answer_states import AnswerState
from pmtui.parsing.amounts import Estimate

FigureValue = datetime | date | timedelta | str


class Unit(StrEnum):
    """What a figure is measured in; of a length the seconds, of a share the fraction (1 is 100%)."""

    INSTANT = "instant"
    DAY = "day"
    LENGTH = "seconds"
    SHARE = "fraction"
    REQUESTS = "requests"
    USERS = "users"
    MONEY = "money"
    TEXT = "text"


class Group(StrEnum):
    """What a figure is about; its heading on the calculator."""

    DURATIONS = "Durations"
    BUDGET = "Error budget"
    USE = "Requests and users"
    AGREEMENT = "Service level agreement"
    COST = "Cost"
    RECOVERY = "Recovery"
    DATES = "Dates"


@dataclass(frozen=True)
class ComputedFigure:
    """What counting gives.

    Attributes:
        value: an instant, a day, a length of time, or words.
        formula: how it came about, with the numbers in it.
        number: the number behind the words, in the figure's unit.
        currency: of money, its currency as written.
    """

    value: FigureValue
    formula: str
    number: Decimal | Estimate | None = None
    currency: str = ""


class NotComputed(Exception):
    """A figure that can't be counted now; the message says why, in words.

    Attributes:
        mark: what the author said of the question that it waits for; None where it's merely blank.
    """

    def __init__(self, message: str, mark: AnswerState | None = None) -> None:
        super().__init__(message)
        self.mark = mark


class Pending(NotComputed):
    """Something is missing; the message says which event or answer completes it."""


class Invalid(NotComputed):
    """The record contradicts itself, or an answer can't be counted with."""


class NotApplicable(NotComputed):
    """The figure has no meaning here: the author or the template says so."""


def minutes(length: timedelta) -> Decimal:
    """Return a length of time in minutes, exactly."""
    return Decimal(length // timedelta(microseconds=1)) / 60_000_000


def hours(length: timedelta) -> Decimal:
    """Return a length of time in hours, exactly to the microsecond."""
    return minutes(length) / 60


def seconds(length: timedelta) -> Decimal:
    """Return a length of time in seconds, exactly."""
    return Decimal(length // timedelta(microseconds=1)) / 1_000_000
