"""Events whose times wait for their day: `14:32`, typed or pasted before the incident's date was known.

There is one place for them, whichever way they came in: the text of the time is kept as typed text of the event's
time, where the row shows it. Once the date is known all of them get their day, in one step that can be undone.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from pmtui.advice import Advice
from pmtui.model.edit import AnyEdit, Set, as_one
from pmtui.model.postmortem import Postmortem
from pmtui.parsing.clock_times import following
from pmtui.parsing.days import Around
from pmtui.parsing.instants import Interpretation
from pmtui.session.session import Session
from pmtui.text import plural
from pmtui.timeline.event_times import read_waiting, time_edits, waiting, waiting_path


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
    for event in postmortem.timeline:
        reading = Interpretation(event.at, has_day=True) if event.at is not None else None
        if reading is None and event.id in times:
            reading = read_waiting(times[event.id], around)
            if reading is not None and reading.at is not None:
                found[event.id] = reading
        if reading is not None and reading.at is not None:
            around = following(around, reading)
    return found


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
        as_one([edit for event_id, reading in found.items() for edit in _giving(event_id, reading)]),
        "timeline",
        by_hand=False,
    )
    session.days_given |= dict.fromkeys(found, day)
    return _said(found, day)


def _giving(event_id: str, reading: Interpretation) -> list[AnyEdit]:
    return [*time_edits(event_id, reading), Set(path=f"typed.{waiting_path(event_id)}", value=None)]


def _said(found: dict[str, Interpretation], day: date) -> Advice:
    have = "has" if len(found) == 1 else "have"
    words = f"{plural(len(found), 'event')} now {have} the incident's date, {day.isoformat()}"
    last = max((reading.at.date() for reading in found.values() if reading.at), default=day)
    beyond = f", the last one {last.isoformat()}" if last - day >= timedelta(days=1) else ""
    notes = list(dict.fromkeys(reading.note for reading in found.values() if reading.note))
    doubt = f" Please check: {notes[0]}" if notes else ""
    return Advice(f"{words}{beyond}.{doubt}", "undo", ("undo",))
