"""Shows a computed figure, and takes an override."""

from pmtui.figures.compute import FigureState
from pmtui.model.catalog import Question
from pmtui.session.session import Session
from pmtui.tui.binding import key_name
from pmtui.tui.editors.text_editors import LineEditor


class FigureEditor(LineEditor):
    """A figure: the computed value is shown as long as nothing overrides it."""

    def __init__(self, session: Session, question: Question) -> None:
        super().__init__(session, question, placeholder="")
        self.show()

    def show(self) -> None:
        super().show()
        self.placeholder = self._computed()

    def _computed(self) -> str:
        values = self.session.standing.values
        figure = values.figure(self.question.path)
        if figure.state is FigureState.RECORDED:
            return f"{values.figure_words(self.question.path)}   (computed; type to override)"
        if figure.state is FigureState.INVALID:
            return "can't be computed; type a value"
        if figure.state is FigureState.NOT_APPLICABLE:
            return "not applicable; type a value if it is"
        return f"not computed yet: type a value, or press {key_name(self, 'build')}"
