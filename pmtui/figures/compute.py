"""The figures of one postmortem, computed."""

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum

from pmtui.figures.amount import Estimate
from pmtui.figures.basis import Basis, Conventions
from pmtui.figures.catalog import FIGURES
from pmtui.figures.counting import Counted, FigureValue, Invalid, NotApplicable, NotCounted, Pending
from pmtui.figures.definition import Definition
from pmtui.figures.duration import write_duration
from pmtui.figures.stating import Held, agrees, stated_text
from pmtui.model.marks import Mark, MarkKind
from pmtui.model.postmortem import Postmortem

__all__ = ["Conventions", "Figure", "FigureState", "FigureValue", "compute", "figures_of"]


class FigureState(StrEnum):
    """Whether a figure is there."""

    RECORDED = "recorded"
    STATED = "stated"
    PENDING = "pending"
    NOT_APPLICABLE = "not_applicable"
    INVALID = "invalid"

    @property
    def has_value(self) -> bool:
        """Whether there is something to print."""
        return self in (FigureState.RECORDED, FigureState.STATED)


@dataclass(frozen=True)
class Figure:
    """A figure of one postmortem.

    Attributes:
        name: as in the catalogue.
        state: whether it could be computed, was stated, still waits for something, doesn't apply, or makes no sense.
        value: the value; an instant, a day, a length of time or a text. None while there's none.
        formula: how it came about with the numbers in it, or what is missing or wrong, in words.
        number: the number behind what was computed, in the figure's unit; None for texts.
        currency: of money, its currency as written.
        computed: what was computed, where a stated value overrules it.
        reason: why it was stated.
        agrees: whether stated and computed mean the same; true where there's only one of them.
        mark: what the author said instead of it, or of the answer that it waits for.
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
    mark: Mark | None = None


def compute(postmortem: Postmortem, conventions: Conventions | None = None) -> dict[str, Figure]:
    """Return every figure of `postmortem` by name, under the conventions given."""
    return figures_of(Basis(postmortem, conventions or Conventions()))


def figures_of(basis: Basis) -> dict[str, Figure]:
    """Return every figure that follows from a basis, by name."""
    return {name: _figure(definition, basis) for name, definition in FIGURES.items()}


def _figure(definition: Definition, basis: Basis) -> Figure:
    found = _counted(definition, basis)
    stated = stated_text(basis.postmortem, definition)
    if not stated:
        return found
    kept = basis.postmortem.stated.get(definition.name)
    reason = kept.reason.strip() if kept else ""
    because = f"Stated ({reason})." if reason else "Stated."
    computed = f"Computed {_in_words(found.value)}: " if found.value is not None else ""
    formula = f"{because} {computed}{found.formula}"
    return replace(
        found,
        state=FigureState.STATED,
        value=stated,
        formula=formula,
        computed=found.value,
        reason=reason,
        agrees=found.value is None or agrees(stated, _held(definition, found.value, found, basis)),
    )


def _in_words(value: FigureValue) -> str:
    return write_duration(value) if isinstance(value, timedelta) else str(value)


def _held(definition: Definition, value: FigureValue, found: Figure, basis: Basis) -> Held:
    return Held(definition, value, found.number, found.currency, basis.zone, basis.impacted.is_assumed)


def _counted(definition: Definition, basis: Basis) -> Figure:
    """Count one figure; what is missing or wrong becomes its state, and the others go on."""
    name = definition.name
    mark = basis.postmortem.marks.get(definition.place)
    if mark is not None:  # the author's word goes before what could be computed
        state = FigureState.NOT_APPLICABLE if mark.kind is MarkKind.NOT_APPLICABLE else FigureState.PENDING
        return Figure(name, state, None, f"{mark.text}.", mark=mark)
    try:
        counted: Counted = definition.count(basis)
    except NotCounted as why:
        return Figure(name, _STATES[type(why)], None, str(why), mark=why.mark)
    except ZeroDivisionError:
        return Figure(name, FigureState.INVALID, None, "It would be divided by nothing; is a number 0 that can't be?")
    except (OverflowError, ArithmeticError, ValueError):
        return Figure(name, FigureState.INVALID, None, "The numbers are too large to count with.")
    number = counted.number
    if isinstance(counted.value, timedelta):
        number = Decimal(counted.value // timedelta(microseconds=1)) / 1_000_000
    return Figure(name, FigureState.RECORDED, counted.value, counted.formula, number, counted.currency)


_STATES = {
    Pending: FigureState.PENDING,
    NotApplicable: FigureState.NOT_APPLICABLE,
    Invalid: FigureState.INVALID,
}
