"""What the timeline's keys do, as edits: add, mark, join, split, copy, shift."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from pmtui.figures.milestones import moment
from pmtui.model.cause_tree import EVENT
from pmtui.model.edit import AnyEdit, Insert, Set, as_json
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Milestone
from pmtui.model.timeline import ORIGINS, Event, in_order
from pmtui.parsing.instants import Interpretation
from pmtui.session.session import Session
from pmtui.timeline.entry_line import EventLine
from pmtui.timeline.event_times import time_edits, waiting_path
from pmtui.timeline.ordering import place_for
from pmtui.timeline.paste import PastedEvent

_BREAKS = (re.compile(r"\n"), re.compile(r";(?=\s)"), re.compile(r"(?<=[.!?])\s(?=\s*+[A-Z0-9])"))
"""Where an event can be split, the likeliest first: a line break, a semicolon, a sentence's end; spaces there go."""


def adding(session: Session, line: EventLine, below: int | None) -> tuple[str, list[AnyEdit]]:
    """Return a new event's id, and the edits that add what a line says.

    Args:
        session: the session.
        line: what was typed.
        below: the position of the selected event: an event without a time goes below it.
    """
    postmortem = session.postmortem
    event_id = session.make_id()
    reading = line.reading
    index = len(postmortem.timeline) if below is None else below + 1
    if reading is not None and reading.at is not None:
        index = place_for(postmortem.timeline, reading.at)
    edits: list[AnyEdit] = [
        Insert(path="timeline", index=index, element=_element(event_id, reading, event=line.event, action=line.action)),
        *set_incident_date_edits(postmortem, line),
        *_without_time(event_id, reading, line.waiting),
    ]
    return event_id, edits


def _element(event_id: str, reading: Interpretation | None, **values: Any) -> dict[str, Any]:
    """Return a new event, with what its reading says of its time."""
    if reading is not None:
        values |= {
            "at": reading.at.isoformat() if reading.at else None,
            "until": reading.until.isoformat() if reading.until else None,
            "approximate": True if reading.is_approximate else None,
        }
    return {"id": event_id} | {name: value for name, value in values.items() if value}


def _without_time(event_id: str, reading: Interpretation | None, waiting: str) -> list[AnyEdit]:
    """Return the edits that say why a new event has no time: it's unknown, or waits for its day."""
    edits = time_edits(event_id, reading)[1:] if reading is not None and reading.at is None else []
    return [*edits, Set(path=f"typed.{waiting_path(event_id)}", value=waiting)] if waiting else edits


def set_incident_date_edits(postmortem: Postmortem, line: EventLine) -> list[AnyEdit]:
    """Return the edits that set the incident's date, if it has none and the first event has a full date."""
    reading = line.reading
    if reading is None or reading.at is None or not reading.has_day or postmortem.incident.date is not None:
        return []
    if reading.year is not None:  # that is a guess; the question for the date stays open
        return []
    if any(event.at is not None for event in postmortem.timeline):
        return []
    day = reading.at.astimezone(ZoneInfo(postmortem.incident.timezone)).date()
    return [Set(path="incident.date", value=day.isoformat())]


def marking(events: Sequence[Event], milestone: Milestone | None) -> list[AnyEdit]:
    """Return the edits that add a milestone to events, or remove it if all have it; for None, remove all."""
    if milestone is None:
        return [_marked(event, ()) for event in events if event.milestones]
    if all(milestone in event.milestones for event in events):
        return [_marked(event, set(event.milestones) - {milestone}) for event in events]
    return [_marked(event, {*event.milestones, milestone}) for event in events if milestone not in event.milestones]


def _marked(event: Event, milestones: Iterable[Milestone]) -> Set:
    return Set(path=f"timeline.{event.id}.milestones", value=as_json(in_order(milestones)))


def sharing(event: Event, text: str) -> list[AnyEdit]:
    """Return the edits that say the failure rate from an event on."""
    edits: list[AnyEdit] = [Set(path=f"timeline.{event.id}.failing", value=text.strip())]
    if text.strip() and not event.milestones:
        edits.append(_marked(event, {Milestone.SEVERITY_CHANGED}))
    elif not text.strip() and Milestone.SEVERITY_CHANGED in event.milestones:
        edits.append(_marked(event, set(event.milestones) - {Milestone.SEVERITY_CHANGED}))
    return edits


def merge_events_edits(session: Session, events: Sequence[Event]) -> list[AnyEdit]:
    """Return the edits that make one event of several: the first, with the words, details and milestones of all.

    Its time is that of the one that marks a milestone, so that no milestone moves; otherwise of the first that has one.
    Where several say the failure rate, the first one's counts.
    """
    first, rest = events[0], events[1:]
    path = f"timeline.{first.id}"
    made: dict[str, Any] = {
        name: "\n".join(part for event in events if (part := getattr(event, name)).strip())
        for name in ("event", "action")
    }
    made["details"] = tuple(detail for event in events for detail in event.details)
    timed = _lending_time(events)
    made["milestones"] = in_order(milestone for event in events for milestone in event.milestones)
    made["origin"] = ORIGINS.join(event.origin for event in events if event.origin)
    made |= {name: getattr(timed, name) for name in ("at", "until", "approximate")}
    share = next((event for event in events if event.failing), first)
    made |= {name: getattr(share, name) for name in ("failing", "failing_of")}
    for name in ("effect", "learned", "source"):
        made[name] = next((value for event in events if (value := getattr(event, name))), getattr(first, name))
    edits: list[AnyEdit] = [
        Set(path=f"{path}.{name}", value=as_json(value))
        for name, value in made.items()
        if value != getattr(first, name)
    ]
    if timed.at is not None and f"{path}.at" in session.postmortem.marks:  # its time was marked as unknown
        edits.append(Set(path=f"marks.{path}.at", value=None))
    typed = session.postmortem.typed
    times = [text for event in events if (text := typed.get(waiting_path(event.id)))]
    if timed.at is None and times and waiting_path(first.id) not in typed:  # one that waits for its day
        edits.append(Set(path=f"typed.{waiting_path(first.id)}", value=times[0]))
    elif timed.at is not None and waiting_path(first.id) in typed:
        edits.append(Set(path=f"typed.{waiting_path(first.id)}", value=None))
    for event in rest:
        edits += session.removing("timeline", event.id)
    return edits + _evidence_of(session.postmortem, {event.id for event in rest}, first.id)


def _lending_time(events: Sequence[Event]) -> Event:
    """Return the event whose time several have once they are one."""
    timed = [event for event in events if event.at is not None]
    return next((event for event in timed if event.milestones), timed[0] if timed else events[0])


def _evidence_of(postmortem: Postmortem, gone: set[str], now: str) -> list[AnyEdit]:
    """Return the edits that let causes whose evidence were some events have another one as theirs."""
    edits: list[AnyEdit] = []
    for node in postmortem.causes.tree:
        lines = [f"{EVENT}{now}" if line.removeprefix(EVENT) in gone and line.startswith(EVENT) else line
                 for line in node.evidence]  # fmt: skip
        if lines != list(node.evidence):
            edits.append(Set(path=f"causes.tree.{node.id}.evidence", value=list(dict.fromkeys(lines))))
    return edits


def splitting(session: Session, index: int) -> list[AnyEdit]:
    """Return the edits that make two events of one, at the first break in its text; none if it has none.

    If its text has no break, its details become separate events.
    """
    event = session.postmortem.timeline[index]
    for pattern in _BREAKS:
        match = pattern.search(event.event.strip())
        if match:
            words = event.event.strip()
            first, second = words[: match.start()].rstrip(), words[match.end() :].lstrip()
            edits: list[AnyEdit] = [Set(path=f"timeline.{event.id}.event", value=first)]
            return edits + _beside(session, event, index + 1, second)
    edits = [Set(path=f"timeline.{event.id}.details", value=[])] if event.details else []
    for n, text in enumerate(event.details, 1):
        edits += _beside(session, event, index + n, text)
    return edits


def _beside(session: Session, event: Event, index: int, text: str) -> list[AnyEdit]:
    """Return the edits that add an event with the words `text` and the time of another, however well that is known."""
    element: dict[str, Any] = {"id": session.make_id(), "event": text, "source": event.source}
    if event.at is not None:
        element["at"] = event.at.isoformat()
        element["approximate"] = event.approximate
    edits: list[AnyEdit] = [Insert(path="timeline", index=index, element=element)]
    return edits + _known_of_time(session.postmortem, event.id, element["id"])


def _known_of_time(postmortem: Postmortem, event_id: str, other_id: str) -> list[AnyEdit]:
    """Return the edits that copy an event's answer state or unread text for a missing time to another event."""
    edits: list[AnyEdit] = []
    mark, text = postmortem.marks.get(f"timeline.{event_id}.at"), postmortem.typed.get(waiting_path(event_id))
    if mark is not None:
        edits.append(Set(path=f"marks.timeline.{other_id}.at", value=as_json(mark)))
    if text is not None:
        edits.append(Set(path=f"typed.{waiting_path(other_id)}", value=text))
    return edits


def copying(session: Session, event: Event, index: int) -> tuple[str, list[AnyEdit]]:
    """Return a second event's id, and the edits that add it below the first; milestones stay with the first."""
    event_id = session.make_id()
    element = {**as_json(event), "id": event_id, "milestones": [], "origin": ""}
    added = Insert(path="timeline", index=index + 1, element=element)
    return event_id, [added, *_known_of_time(session.postmortem, event.id, event_id)]


_MANY = 200
"""From this many events on, all are put into the list together, not one at a time."""


def joinable(timeline: Sequence[Event], events: Sequence[Event]) -> str:
    """Return why events can't be made one, as text; empty if they can."""
    places = [index for index, event in enumerate(timeline) if event in events]
    if places and places[-1] - places[0] + 1 != len(places):
        return "You can only merge events that are next to each other."
    timed = _lending_time(events) if events else None
    for milestone in in_order(milestone for event in events for milestone in event.milestones):
        reached = [moment(event, milestone) for event in events if milestone in event.milestones]
        first = min((at for at in reached if at is not None), default=None)  # one without a time gets the joined one's
        if timed is not None and first is not None and first != moment(timed, milestone):
            return f"Merging would move '{milestone.label.lower()}' to another time. Clear that mark first."
    return ""


def pasting(session: Session, events: Sequence[PastedEvent]) -> list[AnyEdit]:
    """Return the edits that add what was pasted: each where its time is, one without a time after the one above it."""
    timeline = list(session.postmortem.timeline)
    edits: list[AnyEdit] = []
    after = len(timeline)
    unknown: list[AnyEdit] = []  # answer states and unread text of missing times
    for event in events:
        element = _pasted(session, event)
        at = event.reading.at if event.reading is not None else None
        index = place_for(timeline, at) if at is not None else after
        timeline.insert(index, Event.model_validate(element))
        edits.append(Insert(path="timeline", index=index, element=element))
        after = index + 1
        unknown += _without_time(element["id"], event.reading, event.waiting)
    if len(edits) > _MANY:
        edits = [Set(path="timeline", value=[as_json(event) for event in timeline])]
    timed = [event for event in events if event.reading is not None and event.reading.at is not None]
    if timed:
        edits += set_incident_date_edits(
            session.postmortem, EventLine(min((e.reading for e in timed if e.reading), key=_instant), "")
        )
    return [*edits, *unknown]


def _instant(reading: Interpretation) -> datetime:
    return reading.at or datetime.max.replace(tzinfo=UTC)


def _pasted(session: Session, event: PastedEvent) -> dict[str, Any]:
    words = {"event": event.event, "action": event.action, "details": list(event.details), "source": event.source}
    return _element(session.make_id(), event.reading, **words)
