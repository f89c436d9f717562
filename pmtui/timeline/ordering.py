"""Where events go: in chronological order; one without a time stays after the one that it was written after."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from pmtui.errors import EntryError
from pmtui.model.edit import AnyEdit, Set, sorting_edits
from pmtui.model.timeline import Event
from pmtui.parsing.moments import refuse_odd_year


def place_for(timeline: Sequence[Event], at: datetime) -> int:
    """Return the position for a new event: behind all that happened before it or at the same time.

    Events without a time stay after the event before them; those at the beginning stay first.
    """
    index = len(timeline)
    while index > 0:
        before = timeline[index - 1].at
        if before is not None and before <= at:
            break
        index -= 1
    while index < len(timeline) and timeline[index].at is None:
        index += 1
    return index


def in_order(timeline: Sequence[Event]) -> list[Event]:
    """Return the events by time; those without one stay after the event before them."""
    keyed: list[tuple[datetime | None, Event]] = []
    last: datetime | None = None
    for event in timeline:
        last = event.at or last
        keyed.append((last, event))
    first = [event for at, event in keyed if at is None]
    return first + [event for at, event in sorted((k for k in keyed if k[0] is not None), key=lambda k: k[0])]  # type: ignore[arg-type,return-value]


def sorting(timeline: Sequence[Event]) -> list[AnyEdit]:
    """Return the moves that put the events in chronological order; none if they are."""
    return sorting_edits("timeline", [event.id for event in timeline], [event.id for event in in_order(timeline)])


def shifting(events: Sequence[Event], by: timedelta) -> list[AnyEdit]:
    """Return the edits that move events in time: a clock ran wrong.

    Raises:
        EntryError: if a time would be one of a year of no incident.
    """
    edits: list[AnyEdit] = []
    for event in events:
        for name, moment in (("at", event.at), ("until", event.until)):
            if moment is not None:
                edits.append(Set(path=f"timeline.{event.id}.{name}", value=_shifted(moment, by).isoformat()))
    return edits


def _shifted(moment: datetime, by: timedelta) -> datetime:
    try:
        found = moment + by
    except OverflowError as error:
        raise EntryError("That's too far: the event would be before 1970 or after 2200.") from error
    refuse_odd_year(found)
    return found
