"""An event's time: what it's read by, in the entry line and in a field alike, and the edits that set it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from pmtui.errors import EditError, EntryError
from pmtui.model.edit import AnyEdit, Set
from pmtui.model.paths import position
from pmtui.model.postmortem import Postmortem
from pmtui.model.timeline import Event
from pmtui.parsing.clock_times import read_instant
from pmtui.parsing.days import Around
from pmtui.parsing.instants import Interpretation

_RELATIVE = ("now", "today", "yesterday", "tomorrow")
"""What counts from the day on which it was typed, which is no longer known."""


def waiting_path(event_id: str) -> str:
    """Return the path of an event's time while it waits for its day."""
    return f"timeline.{event_id}.at"


def waiting(postmortem: Postmortem) -> dict[str, str]:
    """Return the times that wait for their day, by the event's id."""
    if not postmortem.typed:
        return {}
    typed = {event.id: postmortem.typed.get(waiting_path(event.id), "") for event in postmortem.timeline}
    return {event_id: text for event_id, text in typed.items() if text.strip()}


def read_waiting(text: str, around: Around) -> Interpretation | None:
    """Read a time that has waited for its day; None if it can't be read by now."""
    if text.strip().lower().startswith(_RELATIVE):
        return None
    try:
        reading = read_instant(text, around)
    except EntryError:
        return None
    return reading if reading.at is not None else None


def around(postmortem: Postmortem, index: int | None, without: str = "") -> Around:
    """Return what a typed time is read by: the incident's day and zone, the event before it.

    Args:
        postmortem: the postmortem.
        index: the position of the event before it; None if there's none.
        without: the id of the event that the time belongs to, whose own time doesn't count.
    """
    incident, rows = postmortem.incident, postmortem.timeline
    before = next((event.at for event in _up_from(rows, index) if event.at), None)
    start = next((event.at for event in rows if event.at and event.id != without), None)
    zone = ZoneInfo(incident.timezone)
    now = datetime.now(UTC).astimezone(zone)
    assumed = _assumed_before(postmortem, index, now) if before is None and incident.date is None else None
    return Around(zone, incident.date, before, now, start, assumed=assumed)


def _up_from(rows: Sequence[Event], index: int | None) -> Iterator[Event]:
    """Yield the rows from a position to the first, one at a time: each key asks for the nearest of thousands."""
    return (rows[at] for at in range(min(index, len(rows) - 1) if index is not None else -1, -1, -1))


def _assumed_before(postmortem: Postmortem, index: int | None, now: datetime) -> datetime | None:
    """Return the time of the last event up to `index` that waits for its day, on whatever day: it tells the clock."""
    typed = postmortem.typed
    if not typed:
        return None
    zone = ZoneInfo(postmortem.incident.timezone)
    texts = (typed.get(waiting_path(event.id), "").strip() for event in _up_from(postmortem.timeline, index))
    text = next(filter(None, texts), "")
    reading = read_waiting(text, Around(zone, now.astimezone(zone).date(), None, now)) if text else None
    return reading.at if reading is not None else None


def around_field(postmortem: Postmortem, path: str) -> Around:
    """Return what a time in the field at `path` is read by.

    An event's time is read by the event before it, its other times by its own; an impact segment's start by the
    segment before it, its end by its start. Everything else has nothing before it.
    """
    base, _, name = path.rpartition(".")
    base, _, row_id = base.rpartition(".")
    rows = {"timeline": postmortem.timeline, "impact.segments": postmortem.impact.segments}.get(base, ())
    try:
        index = position(rows, row_id, base)
    except EditError:
        return around(postmortem, None)
    if base == "timeline":
        return around(postmortem, index - 1 if index else None, row_id) if name == "at" else around(postmortem, index)
    segments = postmortem.impact.segments
    above = segments[index - 1] if index else None
    before = segments[index].start if name == "end" else (above.end or above.start) if above else None
    return replace(around(postmortem, None), before=before)


def is_event_time(path: str) -> bool:
    """Return whether a path is that of an event's time: a range, `~` and `?` have their own fields."""
    return path.startswith("timeline.") and path.endswith(".at")


def time_edits(event_id: str, reading: Interpretation) -> list[AnyEdit]:
    """Return the edits that set an event's time, and what else its reading says of it."""
    path = f"timeline.{event_id}"
    if reading.at is None:
        unknown = Set(path=f"marks.{path}.at", value={"kind": "unknown", "note": ""})
        return [Set(path=f"{path}.at", value=None), unknown]
    edits: list[AnyEdit] = [Set(path=f"{path}.at", value=reading.at.isoformat())]
    if reading.until is not None:
        edits.append(Set(path=f"{path}.until", value=reading.until.isoformat()))
    if reading.is_approximate:
        edits.append(Set(path=f"{path}.approximate", value=True))
    return edits
