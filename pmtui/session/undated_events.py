"""Events whose times wait for their day: `14:32`, typed or pasted before the incident's date was known.

There is one place for them, whichever way they came in: the text of the time is kept as typed text of the event's
time, where the row shows it. Once the date is known all of them get their day, in one step that can be undone.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from pmtui.advice import Advice
from pmtui.model.edit import AnyEdit, Set, as_one
from pmtui.model.postmortem import Postmortem
from pmtui.parsing.clock_times import Interpretation, read_time
from pmtui.parsing.days import Around
from pmtui.parsing.moments import EntryError
from pmtui.session.session import Session
from pmtui.text import plural

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


def assumed_before(postmortem: Postmortem, index: int | None, now: datetime) -> datetime | None:
    """Return the time of the last event up to `index` that waits for its day, on whatever day: it tells the clock."""
    times = waiting(postmortem)
    if index is None or not times:
        return None
    zone = ZoneInfo(postmortem.incident.timezone)
    rows = postmortem.timeline[: index + 1]
    text = next((times[event.id] for event in reversed(rows) if event.id in times), "")
    reading = _read(text, Around(zone, now.astimezone(zone).date(), None, now)) if text else None
    return reading.at if reading is not None else None


def readings(postmortem: Postmortem) -> dict[str, Interpretation]:
    """Return how the waiting times are read, now that the incident's date is known, by the event's id.

    The first one is of the incident's day, or near the event before it; each further one is near the one before: a time
    past midnight is the next day's. What can't be read continues waiting.
    """
    incident, times = postmortem.incident, waiting(postmortem)
    if incident.date is None or not times:
        return {}
    zone = ZoneInfo(incident.timezone)
    noon = datetime(incident.date.year, incident.date.month, incident.date.day, 12, tzinfo=UTC)
    around = Around(zone, incident.date, None, noon)
    found: dict[str, Interpretation] = {}
    before: datetime | None = None
    for event in postmortem.timeline:
        reading = None
        if event.at is None and event.id in times:
            where = Around(zone, around.day, before, noon, start=before)
            reading = _read(times[event.id], where)
        if reading is not None and reading.at is not None:
            found[event.id] = reading
        before = event.at or (reading.at if reading is not None else None) or before
    return found


def _read(text: str, around: Around) -> Interpretation | None:
    text = text.strip()
    if text.lower().startswith(_RELATIVE):
        return None
    try:
        reading = read_time(text, around)
    except EntryError:
        return None
    return reading if reading is not None and reading.at is not None and reading.length == len(text) else None


def give_days(session: Session, but: str = "") -> Advice:
    """Give the waiting events their day, where the incident's date is known; one step for undo.

    What was given once and undone isn't given again until the date changes.

    Args:
        session: the session.
        but: the path of a field in which the author is typing.

    Returns:
        What was done; empty if nothing was.
    """
    day = session.postmortem.incident.date
    if day is None or session.is_read_only or but == "incident.date":
        return Advice()
    found = {
        event_id: reading
        for event_id, reading in readings(session.postmortem).items()
        if session.days_given.get(event_id) != day and waiting_path(event_id) != but
    }
    if not found:
        return Advice()
    session.close_step()
    session.apply(
        as_one([edit for event_id, reading in found.items() for edit in _giving(event_id, reading)]), "timeline"
    )
    session.days_given |= dict.fromkeys(found, day)
    return _said(found, day)


def _giving(event_id: str, reading: Interpretation) -> list[AnyEdit]:
    path = f"timeline.{event_id}"
    assert reading.at is not None
    edits: list[AnyEdit] = [Set(path=f"{path}.at", value=reading.at.isoformat())]
    if reading.until is not None:
        edits.append(Set(path=f"{path}.until", value=reading.until.isoformat()))
    if reading.is_approximate:
        edits.append(Set(path=f"{path}.approximate", value=True))
    return [*edits, Set(path=f"typed.{path}.at", value=None)]


def _said(found: dict[str, Interpretation], day: date) -> Advice:
    have = "has" if len(found) == 1 else "have"
    words = f"{plural(len(found), 'event')} now {have} the incident's date, {day.isoformat()}"
    last = max((reading.at.date() for reading in found.values() if reading.at), default=day)
    beyond = f", the last one {last.isoformat()}" if last - day >= timedelta(days=1) else ""
    notes = list(dict.fromkeys(reading.note for reading in found.values() if reading.note))
    doubt = f" Please check: {notes[0]}" if notes else ""
    return Advice(f"{words}{beyond}.{doubt}", "undo", ("undo",))
