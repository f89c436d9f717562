"""What a figure is: its name, what it means, and how it's computed."""

from collections.abc import Callable
from dataclasses import dataclass

from pmtui.figures.computed_figure import ComputedFigure, Group, Unit
from pmtui.figures.context import FigureContext


@dataclass(frozen=True)
class Definition:
    """A figure that a template can name.

    Attributes:
        name: as in `{{ figures.name }}`.
        label: a short name.
        group: its heading in the impact calculator.
        unit: what it's measured in.
        definition: how it's computed, with its source.
        count: the function that computes it.
        inputs: the paths of its inputs, without the timeline.
        asks: the inputs that are asked right before it in the interview.
        answer: the path of the question that it answers, if any: an answer there overrides it.
    """

    name: str
    label: str
    group: Group
    unit: Unit
    definition: str
    count: Callable[[FigureContext], ComputedFigure]
    inputs: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    answer: str = ""

    @property
    def place(self) -> str:
        """The path of its question and its answer state: `answer`, or `figures.name`."""
        return self.answer or f"figures.{self.name}"
