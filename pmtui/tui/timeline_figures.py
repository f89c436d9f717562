"""The figures that follow from the timeline, as its editor shows them while one types."""

from pmtui.figures.compute import FigureState
from pmtui.model.kinds import Kind
from pmtui.template.values import Values

_SHOWN = (
    ("time_to_detect", "TTD", "Time to detect"),
    ("time_to_acknowledge", "TTA", "Time to acknowledge"),
    ("time_to_identify", "TTI", "Time to identify"),
    ("time_to_mitigate", "TTM", "Time to mitigate"),
    ("time_to_resolve", "TTR", "Time to resolve"),
    ("duration", "Impact", "Impact duration"),
)


def figure_lines(values: Values, *, short: bool) -> list[str]:
    """Return a line for each figure; a missing one is said to be pending, never zero."""
    lines = []
    for name, brief, label in _SHOWN:
        figure = values.figures[name]
        if figure.state in (FigureState.RECORDED, FigureState.STATED):
            words = values.written(figure.value, Kind.FIGURE)
        elif figure.state is FigureState.INVALID:
            words = "invalid" if short else f"invalid: {figure.formula}"
        else:
            words = "pending"
        lines.append(f"{brief} {words}".replace(" ", "\u00a0") if short else f"{label}\n  {words}")
    return lines
