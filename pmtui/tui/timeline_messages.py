"""The timeline editor's messages: its figures, how a time was read, what its line asks for other than events."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from textual.content import Content

from pmtui.errors import EntryError
from pmtui.figures.compute import FigureState
from pmtui.keys import KeyMap
from pmtui.model.edit import AnyEdit, Set
from pmtui.model.kinds import Kind
from pmtui.model.scales import Milestone
from pmtui.model.timeline import Event
from pmtui.model.unfinished import Request, request_name
from pmtui.parsing.clock_times import read_instant
from pmtui.parsing.days import Around
from pmtui.parsing.durations import read_shift
from pmtui.parsing.instants import Interpretation
from pmtui.parsing.shares import read_share
from pmtui.session.timeline_edits import sharing
from pmtui.template.values import Values
from pmtui.text import plural, visible
from pmtui.timeline.charts import letters
from pmtui.timeline.entry_line import EventLine
from pmtui.timeline.ordering import shifting
from pmtui.tui import look
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
    how = f"{line.waiting} on what day? That's the incident's date; leave blank for none yet."
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


def sentences_within(text: str, width: int) -> str:
    """Return the first sentences of a text, as many as there's room for; all of it if there's none for the first."""
    found = ""
    for sentence in re.split(r"(?<=[.?!])\s", text):
        longer = f"{found} {sentence}".strip()
        if found and len(longer) > width:
            break
        found = longer
    return found


_SHOWN = (
    ("time_to_detect", "detect", "Time to detect (TTD)"),
    ("time_to_acknowledge", "ack", "Time to acknowledge (TTA)"),
    ("time_to_identify", "cause", "Time to identify (TTI)"),
    ("time_to_mitigate", "mitigate", "Time to mitigate (TTM)"),
    ("time_to_resolve", "resolve", "Time to resolve (TTR)"),
    ("duration", "impact", "Impact duration"),
)
"""The figures: their names, and what they are called in a line and on a line of their own."""

_LEAST_TELLING = ("impact", "ack", "cause", "mitigate", "detect")
"""What a line leaves out if there's no room for all, in this order."""


def _figure_words(values: Values, name: str) -> tuple[str, str]:
    """Return a figure's value as text, and its style; a missing one is never shown as zero."""
    figure = values.figures[name]
    if figure.state.has_value:
        return values.written(figure.value, Kind.FIGURE), "bold"
    if figure.state is FigureState.INVALID:
        return "invalid", look.ERROR
    return ("–", look.FAINT) if figure.state is not FigureState.NOT_APPLICABLE else ("n/a", look.FAINT)


def figure_line(values: Values, width: int) -> Content:
    """Return the durations in one line, the most telling ones if there isn't room for all."""
    left_out: set[str] = set()
    for brief in ("", *_LEAST_TELLING):
        left_out.add(brief)
        shown = [(word, *_figure_words(values, name)) for name, word, _ in _SHOWN if word not in left_out]
        line = look.beside(
            *(Content.assemble((f"{word} ", look.QUIET), (value, style)) for word, value, style in shown)
        )
        if line.cell_length <= width:
            break
    return line


def figure_lines(values: Values, width: int) -> Content:
    """Return a line for each duration, its value at the right."""
    return Content("\n").join(
        look.spread(Content.styled(label, look.QUIET), Content.styled(*_figure_words(values, name)), width)
        for name, _, label in _SHOWN
    )


_LEGEND = (
    (Milestone.STARTED, "start"),
    (Milestone.DETECTED, "detect"),
    (Milestone.ACKNOWLEDGED, "ack"),
    (Milestone.IDENTIFIED, "cause"),
    (Milestone.MITIGATION_STARTED, "fix"),
    (Milestone.MITIGATED, "mitigate"),
    (Milestone.RESOLVED, "resolve"),
    (Milestone.CLOSED, "close"),
    (Milestone.SEVERITY_CHANGED, "failing"),
)
"""What each letter marks; the last opens the question for the failure rate."""


@lru_cache(maxsize=8)
def legend(width: int) -> Content:
    """Return what the letters of the table do, in one line; every milestone is in it, however narrow it is."""
    for gap, count in (("  ", 9), ("  ", 8), (" ", 9), (" ", 8)):
        parts = [
            Content.assemble((letters([each]), f"bold {look.milestone_style(each)}"), (f" {word}", look.QUIET))
            for each, word in _LEGEND[:count]
        ]
        line = Content(gap).join(parts)
        if line.cell_length <= width:
            break
    return line


def event_head(event: Event, clock: str, missing: Sequence[str], width: int, keys: KeyMap) -> Content:
    """Return what is known of an event in one line: its time, what it marks, how much fails, its source.

    Args:
        event: the event.
        clock: its time, as text.
        missing: what isn't shown below for lack of room.
        width: how many columns there are.
        keys: the author's keys.
    """
    parts = [Content.styled(clock, "bold")]
    for each in event.milestones:
        words = f"{letters([each])} {each.label.lower()}"
        parts.append(Content.styled(words, look.milestone_style(each)))
    if event.failing:
        parts.append(Content.styled(f"{visible(event.failing)} failing", look.QUIET))
    if event.is_learned_later:
        parts.append(Content.styled("learned later", look.WARN))
    source = visible(event.source).strip()
    more = list(missing)
    for with_source in (True, False):
        left = [*more, *(["source"] if source and not with_source else [])]
        ends = [Content.styled(f"· {source}", look.QUIET)] if source and with_source else []
        if left:
            ends.append(Content.styled(f"· {keys.bare('grid.edit')}: {', '.join(left)}", look.ACT))
        head = Content.assemble(" ", look.beside(*parts, *ends), " ")
        if head.cell_length <= width - 4:
            break
    return head


def event_body(event: Event, hint: str, supports: str, width: int, height: int) -> tuple[Content, list[str]]:
    """Return an event in full in a room of fixed size, and the names of what there's no room for.

    Args:
        event: the event.
        hint: what is wrong with it; may be empty.
        supports: the causes that it's evidence of; may be empty.
        width: the columns of the room.
        height: its lines.
    """
    parts = [("all of the text", Content(visible(" ".join(event.event.split()))))]
    if hint:
        parts.append(("a hint", Content.styled(f"! {visible(hint)}", look.WARN)))
    if event.action:
        action = visible(" ".join(event.action.split()))
        parts.append(("what was done", Content.assemble(("→ ", look.ACT), (action, look.QUIET))))
    details = [Content.styled(f"· {visible(line)}", look.QUIET) for line in event.details]
    parts += [(plural(len(details), "detail"), line) for line in details]
    if supports:
        parts.append(("evidence", Content.styled(f"Evidence of: {visible(supports)}", look.QUIET)))
    left = height
    shown: list[Content] = []
    missing: list[str] = []
    for name, part in parts:
        needed = part.get_height({}, width) if width > 0 else 1
        if needed > left:
            missing.append(name)
        if left > 0:
            shown.append(part)
        left = max(0, left - needed)
    return Content("\n").join(shown), list(dict.fromkeys(missing))
