"""What a figure is: its name, what it means, and how it's counted."""

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
        group: what it's about.
        unit: what it's measured in.
        definition: how it's counted, with its source.
        count: counts it.
        inputs: the questions that it follows from, timeline apart, by path.
        asks: those of them that are asked right before it in the interview.
        answer: the question of the record that it answers, by path: what is answered there overrules it.
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
        """Where its question and its mark stand: the answer's path, or `figures.name`."""
        return self.answer or f"figures.{self.name}"
