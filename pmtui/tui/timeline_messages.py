"""The timeline editor's messages: its figures, how a time was read, what its line asks for other than events."""

from collections.abc import Callable, Sequence

from pmtui.errors import EntryError
from pmtui.figures.compute import FigureState
from pmtui.keys import KeyMap
from pmtui.model.edit import AnyEdit, Set
from pmtui.model.kinds import Kind
from pmtui.model.timeline import Event
from pmtui.model.unfinished import Request, request_name
from pmtui.parsing.clock_times import Interpretation, read_instant
from pmtui.parsing.days import Around
from pmtui.parsing.durations import read_shift
from pmtui.parsing.shares import read_share
from pmtui.session.timeline_edits import sharing
from pmtui.template.values import Values
from pmtui.timeline.entry_line import EventLine
from pmtui.timeline.ordering import shifting
from pmtui.tui.editors.entry_editor import Asking

NOT_PRINTED = "Your document has no place for what was done."

ApplyToEvents = Callable[[list[AnyEdit]], object]
"""Makes the edits one step of the session."""


def asking_day_words(line: EventLine) -> str:
    """Return what Enter does with a line whose time has no day yet, as text."""
    doubt = line.assumed.zone_note if line.assumed else ""
    return f"What day? Press Enter to answer, or start with it: 2026-03-07 {line.waiting}. {doubt}".strip()


def asking_day(line: EventLine, add: Callable[[str], str]) -> Asking:
    """Ask which day a line's time is of: it becomes the incident's date."""
    how = f"{line.waiting} on what day? It becomes the incident's date. Leave blank for no date yet."
    return Asking("What day?", "2026-03-07, today, yesterday", how, add, of_line=True)


def asking_shift(chosen: Sequence[Event], do: ApplyToEvents, keys: KeyMap) -> Asking:
    """Ask by how much to shift events."""
    what = "this event" if len(chosen) == 1 else f"these {len(chosen)} events"

    def take(text: str) -> str:
        try:
            do(shifting(chosen, read_shift(text)))
        except EntryError as error:
            return str(error)
        return ""

    more = f"{keys.name('grid.select')} or {keys.name('grid.all')}"
    how = f"Shift {what} by +5m, -1h, or +1:30. To select more: {more}"
    return Asking("Shift by", "+5m", how, take, key=request_name("timeline", chosen[0].id, Request.SHIFT))


def asking_learned(chosen: Sequence[Event], around: Around, do: ApplyToEvents) -> Asking:
    """Ask when someone learned of events."""

    def take(text: str) -> str:
        try:
            reading = read_instant(text, around) if text.strip() else Interpretation(None)
        except EntryError as error:
            return str(error)
        value = reading.at.isoformat() if reading.at else None
        do([Set(path=f"timeline.{event.id}.learned", value=value) for event in chosen])
        return ""

    return Asking("Learned at", "15:10", "When did the team learn this? Leave blank if they knew at the time.", take,
                  key=request_name("timeline", chosen[0].id, Request.LEARNED))  # fmt: skip


def asking_share(event: Event, do: ApplyToEvents) -> Asking:
    """Ask the failure rate from an event on."""

    def take(text: str) -> str:
        text = f"{text.strip()}%" if text.strip().replace(".", "", 1).isdigit() else text
        if text.strip() and read_share(text) is None:
            return "Enter a percentage from 0% to 100%."
        do(sharing(event, text))
        return ""

    return Asking("Failing", "40%", "From here on, what percentage of users or requests failed? 0% to 100%.", take,
                  key=request_name("timeline", event.id, Request.SHARE))  # fmt: skip


_SHOWN = (
    ("time_to_detect", "TTD", "Time to detect"),
    ("time_to_acknowledge", "TTA", "Time to acknowledge"),
    ("time_to_identify", "TTI", "Time to identify"),
    ("time_to_mitigate", "TTM", "Time to mitigate"),
    ("time_to_resolve", "TTR", "Time to resolve"),
    ("duration", "Impact", "Impact duration"),
)


def figure_lines(values: Values, *, short: bool) -> list[str]:
    """Return a line for each figure; a missing one is shown as pending, never as zero."""
    lines = []
    for name, brief, label in _SHOWN:
        figure = values.figures[name]
        if figure.state.has_value:
            words = values.written(figure.value, Kind.FIGURE)
        elif figure.state is FigureState.INVALID:
            words = "invalid" if short else f"invalid: {figure.formula}"
        elif figure.state is FigureState.NOT_APPLICABLE:
            words = "not applicable"
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
