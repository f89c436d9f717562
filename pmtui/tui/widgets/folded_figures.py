"""One line in place of figures that the timeline will answer, until it does, or the author wants to enter them."""

from collections.abc import Sequence

from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widgets import Static

from pmtui.figures.catalog import figure_at
from pmtui.figures.compute import FigureState
from pmtui.figures.computed_figure import Group
from pmtui.model.kinds import Kind
from pmtui.session.glyphs import GLYPHS
from pmtui.session.session import Session
from pmtui.template.interview import AskedQuestion
from pmtui.template.progress import State
from pmtui.text import visible
from pmtui.tui import look

_LABEL = 25
"""Columns of the label, with the sign before it."""

_MOST_LINES = 4
"""Lines of the names at most."""


def is_up_to_timeline(session: Session, question: AskedQuestion) -> bool:
    """Return whether a question is one that events of the timeline will answer, and nothing answers it yet."""
    if question.kind is not Kind.FIGURE or session.standing.state(question) is not State.OPEN:
        return False
    definition = figure_at(question.path)
    figure = session.standing.values.figure(question.path)
    return definition is not None and definition.group is Group.DURATIONS and figure.state is FigureState.PENDING


class FoldedFigures(Static, can_focus=True):
    """The names of the figures; Enter shows their fields."""

    BINDINGS = [
        Binding("enter", "unfold", "Show"),
        Binding("down", "app.focus_next", "Next field", show=False),
        Binding("up", "app.focus_previous", "Previous field", show=False),
    ]
    HELP_LINE = "Computed from the timeline's milestones. Press Enter to show these fields and enter values yourself."

    class Opened(Message):
        """The author wants to see the fields."""

    def __init__(self, session: Session, questions: Sequence[AskedQuestion]) -> None:
        super().__init__(markup=False)
        self.session = session
        self.questions = tuple(questions)
        self._names = ", ".join(visible(question.label.rsplit(": ", 1)[-1]) for question in questions)

    def render(self) -> Content:
        """Return the lines at the present width; further lines of the names begin where the first does."""
        label = (f"{GLYPHS[State.OPEN]} {'From the timeline':<{_LABEL - 2}}", look.QUIET)
        names = f"\n{' ' * _LABEL}".join(self._lines(self.content_size.width))
        return Content.assemble(label, (names, f"{look.FAINT} italic"))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are at a width."""
        return len(self._lines(width))

    def _lines(self, width: int) -> list[str]:
        room = max(1, width - _LABEL)
        return look.wrapped(self._names, room, room, _MOST_LINES)

    @property
    def is_due(self) -> bool:
        """Whether one of the figures isn't up to the timeline any longer."""
        return not all(is_up_to_timeline(self.session, question) for question in self.questions)

    def action_unfold(self) -> None:
        self.post_message(self.Opened())
