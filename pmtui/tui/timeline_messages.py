"""The words of the timeline's editor: its figures, how a time was read, what its line asks for beside events."""

from collections.abc import Callable, Sequence

from pmtui.figures.compute import FigureState
from pmtui.model.edit import AnyEdit, Set
from pmtui.model.kinds import Kind
from pmtui.model.timeline import Event
from pmtui.parsing.clock_times import Interpretation, read_shift, read_time
from pmtui.parsing.days import Around
from pmtui.parsing.moments import EntryError
from pmtui.parsing.numbers import read_share
from pmtui.session.timeline_edits import sharing
from pmtui.template.values import Values
from pmtui.timeline.ordering import shifting
from pmtui.tui.editors.entry_editor import Asking

Apply = Callable[[list[AnyEdit]], None]
"""Makes the edits one step of the session."""


def asking_shift(chosen: Sequence[Event], do: Apply) -> Asking:
    """Ask how far events move in time."""
    what = "this event" if len(chosen) == 1 else f"{len(chosen)} events"

    def take(text: str) -> str:
        try:
            do(shifting(chosen, read_shift(text)))
        except EntryError as error:
            return str(error)
        return ""

    return Asking("Shift by", "+5m", f"How far {what} move in time: +5m, -1h, +1:30. Space selects more, * all.", take,
                  key=_key(chosen[0], "shift"))  # fmt: skip


def asking_learned(chosen: Sequence[Event], around: Around, do: Apply) -> Asking:
    """Ask when somebody learned of events."""

    def take(text: str) -> str:
        try:
            reading = read_time(text, around) if text.strip() else Interpretation(None)
        except EntryError as error:
            return str(error)
        if reading is None or (text.strip() and reading.length < len(text.rstrip())):
            return "Write a time, as in 15:10 or 2026-03-09 10:00; nothing takes it away."
        value = reading.at.isoformat() if reading.at else None
        do([Set(path=f"timeline.{event.id}.learned", value=value) for event in chosen])
        return ""

    return Asking("Learned at", "15:10", "When did anybody learn of it? Nothing: it was known at the time.", take,
                  key=_key(chosen[0], "learned"))  # fmt: skip


def asking_share(event: Event, do: Apply) -> Asking:
    """Ask which share failed from an event on."""

    def take(text: str) -> str:
        text = f"{text.strip()}%" if text.strip().replace(".", "", 1).isdigit() else text
        if text.strip() and read_share(text) is None:
            return "Write a share from 0% to 100%."
        do(sharing(event, text))
        return ""

    return Asking("Failing", "40%", "Which share of users or requests failed from here on: 0% to 100%.", take,
                  key=_key(event, "share"))  # fmt: skip


def _key(event: Event, what: str) -> str:
    """Return the key under which what is asked for is kept: with the first of the events, with which it also goes."""
    return f"timeline.{event.id}.asked_{what}"


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
        if figure.state.has_value:
            words = values.written(figure.value, Kind.FIGURE)
        elif figure.state is FigureState.INVALID:
            words = "invalid" if short else f"invalid: {figure.formula}"
        elif figure.state is FigureState.NOT_APPLICABLE:
            words = "doesn't apply"
        else:
            words = "pending"
        lines.append(f"{brief} {words}" if short else f"{label}\n  {words}")
    return lines


def packed(parts: Sequence[str], width: int) -> str:
    """Return parts side by side, each whole on its line, as many on a line as there's room for."""
    lines = [""]
    for part in parts:
        longer = f"{lines[-1]}  {part}" if lines[-1] else part
        if len(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(part)
    return "\n".join(lines)
