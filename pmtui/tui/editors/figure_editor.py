"""Shows a computed figure, and takes an override."""

from rich.cells import cell_len

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
        words, how = self._computed()
        room = self.size.width
        self.placeholder = f"{words}{how}" if not room or cell_len(f"{words}{how}") <= room else words

    def on_resize(self) -> None:
        """Leave out how to override the value where only the value has room."""
        self.show()

    def _computed(self) -> tuple[str, str]:
        """Return the value, or why there is none, and what the author can do."""
        values = self.session.standing.values
        figure = values.figure(self.question.path)
        if figure.state is FigureState.RECORDED:
            return values.figure_words(self.question.path), "   (computed; type to override)"
        if figure.state is FigureState.INVALID:
            return "can't be computed", "; type a value"
        if figure.state is FigureState.NOT_APPLICABLE:
            return "not applicable", "; type a value if it is"
        return "not computed yet", f": type a value, or press {key_name(self, 'build')}"
