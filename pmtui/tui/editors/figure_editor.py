"""Shows a computed figure, and takes an override."""

from pmtui.figures.compute import FigureState
from pmtui.keys import key_name
from pmtui.session.field_spec import FieldSpec
from pmtui.session.session import Session
from pmtui.tui.editors.text_editors import LineEditor


class FigureEditor(LineEditor):
    """A figure: the computed value is shown as long as nothing overrides it."""

    def __init__(self, session: Session, spec: FieldSpec) -> None:
        """Make an editor for one figure of a session."""
        super().__init__(session, spec, placeholder="")
        self.show()

    def show(self) -> None:
        """Draw the figure as of now."""
        super().show()
        self.placeholder = self._computed()

    def _computed(self) -> str:
        values = self.session.standing.values
        figure = values.figure(self.spec.path)
        if figure.state is FigureState.RECORDED:
            return f"{values.figure_words(self.spec.path)}   (computed; type to override)"
        if figure.state is FigureState.INVALID:
            return "can't be computed; type a value"
        if figure.state is FigureState.NOT_APPLICABLE:
            return "not applicable; type a value if it is"
        return f"not computed yet: type a value, or press {key_name('build')}"
