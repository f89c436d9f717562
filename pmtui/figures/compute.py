"""Computes the figures of one postmortem, and checks overrides against them."""

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum

from pmtui.figures.catalog import FIGURES
from pmtui.figures.computed_figure import ComputedFigure, FigureValue, Invalid, NotApplicable, NotComputed, Pending
from pmtui.figures.context import Conventions, FigureContext
from pmtui.figures.definition import Definition
from pmtui.figures.override_check import Held, agrees, bounds, hull, in_words, stated_text
from pmtui.model.answer_states import AnswerState, AnswerStateKind
from pmtui.model.postmortem import Postmortem
from pmtui.parsing.amounts import Estimate
from pmtui.parsing.durations import write_duration

__all__ = ["Conventions", "Figure", "FigureState", "FigureValue", "bounded", "compute", "figures_of"]


class FigureState(StrEnum):
    """Whether a figure has a value, and why not."""

    RECORDED = "recorded"
    STATED = "stated"
    PENDING = "pending"
    NOT_APPLICABLE = "not_applicable"
    INVALID = "invalid"

    @property
    def has_value(self) -> bool:
        """Whether there is a value to print."""
        return self in (FigureState.RECORDED, FigureState.STATED)


@dataclass(frozen=True)
class Figure:
    """A figure of one postmortem.

    Attributes:
        name: as in the catalog.
        state: whether it was computed or overridden, isn't computed yet, doesn't apply, or is invalid.
        value: an instant, a day, a duration, or text; None if there is no value.
        formula: how it was computed, with the numbers filled in, or what is missing or wrong.
        number: the computed number, in the figure's unit; None for text.
        currency: the currency as written, for an amount of money.
        computed: the computed value, if there is an override.
        reason: the reason for the override.
        agrees: whether override and computed value mean the same; True if there is only one of them. If the computed
            value depends on an assumption, any possible value agrees.
        range: the possible range, as text, if the override is outside it.
        mark: the answer state of the figure, or of its missing input.
    """

    name: str
    state: FigureState
    value: FigureValue | None
    formula: str
    number: Decimal | Estimate | None = None
    currency: str = ""
    computed: FigureValue | None = None
    reason: str = ""
    agrees: bool = True
    range: str = ""
    mark: AnswerState | None = None


def compute(postmortem: Postmortem, conventions: Conventions | None = None) -> dict[str, Figure]:
    """Return every figure of `postmortem` by name, under the given conventions."""
    return figures_of(FigureContext(postmortem, conventions or Conventions()))


def figures_of(basis: FigureContext) -> dict[str, Figure]:
    """Return every figure of a context by name."""
    return {name: _figure(definition, basis) for name, definition in FIGURES.items()}


def _figure(definition: Definition, basis: FigureContext) -> Figure:
    found = _counted(definition, basis)
    stated = stated_text(basis.postmortem, definition)
    if not stated:
        return found
    kept = basis.postmortem.stated.get(definition.name)
    reason = kept.reason.strip() if kept else ""
    because = f"Override ({reason})." if reason else "Override."
    computed = f"Computed: {_in_words(found.value)}. " if found.value is not None else ""
    formula = f"{because} {computed}{found.formula}"
    held = _held(definition, found, basis)
    does_agree = held is None or agrees(stated, held)
    range_ = in_words(held) if held is not None and not does_agree else ""
    return replace(
        found,
        state=FigureState.STATED,
        value=stated,
        formula=f"{formula} The possible range is {range_}." if range_ else formula,
        computed=found.value,
        reason=reason,
        agrees=does_agree,
        range=range_,
    )


def _in_words(value: FigureValue) -> str:
    return write_duration(value) if isinstance(value, timedelta) else str(value)


def bounded(name: str, basis: FigureContext) -> Decimal | Estimate | None:
    """Return a figure's number, with bounds for the failure rates that aren't known; None if there is none."""
    definition = FIGURES[name]
    found, ends = _counted(definition, basis), [_counted(definition, end).number for end in basis.ends]
    known = [number for number in ends if number is not None]
    return hull(found.number, known) if len(known) == len(ends) else None


def _held(definition: Definition, found: Figure, basis: FigureContext) -> Held | None:
    """Return what to compare an override with; None if there is nothing it could contradict."""
    ends = [_counted(definition, end) for end in basis.ends]
    if all(end.number is not None for end in ends):
        ends.sort(key=lambda end: bounds(end.number))
    values = [end.value for end in ends if end.value is not None]
    if found.value is None or len(values) < len(ends):
        return None
    numbers = [end.number for end in ends if end.number is not None]
    return Held(definition, found.value, hull(found.number, numbers), found.currency, basis.zone, tuple(values))


def _counted(definition: Definition, basis: FigureContext) -> Figure:
    """Compute one figure; a missing or invalid input becomes its state and doesn't stop the others."""
    name = definition.name
    mark = basis.postmortem.marks.get(definition.place)
    if (
        mark is not None and mark.kind is not AnswerStateKind.LEFT_OUT
    ):  # an answer state takes precedence over the computed value
        state = FigureState.NOT_APPLICABLE if mark.kind is AnswerStateKind.NOT_APPLICABLE else FigureState.PENDING
        return Figure(name, state, None, f"{mark.text}.", mark=mark)
    try:
        counted: ComputedFigure = definition.count(basis)
    except NotComputed as why:
        return Figure(name, _STATES[type(why)], None, str(why), mark=why.mark)
    except ZeroDivisionError:
        return Figure(name, FigureState.INVALID, None, "This would divide by zero. Is an input 0 by mistake?")
    except (OverflowError, ArithmeticError, ValueError):
        return Figure(name, FigureState.INVALID, None, "The numbers are too large to compute.")
    number = counted.number
    if isinstance(counted.value, timedelta):
        number = Decimal(counted.value // timedelta(microseconds=1)) / 1_000_000
    return Figure(name, FigureState.RECORDED, counted.value, counted.formula, number, counted.currency)


_STATES = {
    Pending: FigureState.PENDING,
    NotApplicable: FigureState.NOT_APPLICABLE,
    Invalid: FigureState.INVALID,
}
