"""Problems in a timeline, shown as hints at their rows: gaps, order, span, twins, milestones, zones."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from pmtui.advice import Advice
from pmtui.figures.milestones import Marked, marked, milestones, moment
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Milestone
from pmtui.model.timeline import Event
from pmtui.parsing.durations import write_duration

GAP = timedelta(minutes=30)
"""A longer time without an event, between start and resolution, makes a reader ask.

Reviewers look for unexplained gaps (Google SRE book, chapter 15), but no source names a length. Chosen by hand: the
gaps of the five example incidents are 21 minutes at most. With less, most timelines would have hints; with more, an
outage of an hour would never have one.
"""

SPAN = timedelta(days=1)
"""An event that is farther outside the incident may have the wrong day: a slip in the day is 24 hours or more."""

ANOTHER_DAY = timedelta(days=31)
"""Farther than this from all events, the incident's date is wrong, or its year is.

Chosen by hand, a month: a wrong year is 365 days off, while a date of the report can be some weeks after the incident.
"""

_ORDER = (
    Milestone.STARTED,
    Milestone.DETECTED,
    Milestone.ACKNOWLEDGED,
    Milestone.IDENTIFIED,
    Milestone.MITIGATION_STARTED,
    Milestone.MITIGATED,
    Milestone.RESOLVED,
    Milestone.CLOSED,
)


class Anomaly(StrEnum):
    """The kinds of problems; the most telling first."""

    TWINS = "twins"
    MILESTONES = "milestones"
    ORDER = "order"
    ANOTHER_DAY = "another day"
    LATE = "late"
    EARLY = "early"
    GAP = "gap"


def problems(kind: Anomaly, postmortem: Postmortem) -> Iterator[tuple[str, Advice]]:
    """Yield the problems of one kind: the event's id, and the hint."""
    rules = (_twins, _milestones, _order, _another_day, _late, _early, _gaps)
    yield from dict(zip(Anomaly, rules, strict=True))[kind](postmortem)


def hints(postmortem: Postmortem) -> dict[str, Advice]:
    """Return the problems, by the event's id; the most telling hint if there are several."""
    found: dict[str, Advice] = {}
    for kind in Anomaly:
        for event_id, hint in problems(kind, postmortem):
            found.setdefault(event_id, hint)
    return found


def _timed(postmortem: Postmortem) -> list[tuple[Event, datetime]]:
    return [(event, event.at) for event in postmortem.timeline if event.at is not None]


def _gaps(postmortem: Postmortem) -> Iterator[tuple[str, Advice]]:
    known = milestones(postmortem)
    start, end = known.get(Milestone.STARTED), known.get(Milestone.RESOLVED)
    zone = ZoneInfo(postmortem.incident.timezone)
    rows = sorted(_timed(postmortem), key=lambda row: row[1])
    for (earlier, began), (event, at) in zip(rows, rows[1:], strict=False):
        before = max(began, earlier.until or began)
        if start is None or before < start or (end is not None and at > end) or at - before <= GAP:
            continue
        worked = working_time(before, at, zone)
        if worked == at - before:
            yield event.id, Advice(f"{write_duration(at - before)} after the previous event: is something missing?")
        elif worked > GAP:
            hours = f"{write_duration(worked)} of working hours"
            yield event.id, Advice(f"{hours} after the previous event, without nights: is something missing?")


def working_time(begin: datetime, end: datetime, zone: ZoneInfo) -> timedelta:
    """Return how much of a gap someone can have worked in.

    That's the entire gap, unless it includes a whole night: then, only the working hours of its weekdays count.
    """
    first, last = begin.astimezone(zone), end.astimezone(zone)
    days = (last.date() - first.date()).days
    if not any(
        first <= datetime.combine(first.date() + timedelta(day), _NIGHT[0], zone)
        and datetime.combine(first.date() + timedelta(day + 1), _NIGHT[1], zone) <= last
        for day in range(-1, min(days, 2))
    ):
        return end - begin
    worked = timedelta()
    for day in range(min(days, _MOST_DAYS) + 1):
        date = first.date() + timedelta(day)
        if date.weekday() < _SATURDAY:
            opens, closes = (datetime.combine(date, hour, zone) for hour in _OFFICE)
            worked += max(timedelta(), min(last, closes) - max(first, opens))
    return worked


_NIGHT = (time(22), time(6))
_OFFICE = (time(9), time(18))
_SATURDAY = 5
_MOST_DAYS = 366
"""How many days of a gap are counted; one of a year is far over any limit."""


def _order(postmortem: Postmortem) -> Iterator[tuple[str, Advice]]:
    zone = ZoneInfo(postmortem.incident.timezone)
    rows = _timed(postmortem)
    for index in range(1, len(rows)):
        event, at = rows[index]
        before = rows[index - 1][1]
        if at >= before:
            continue
        off = zone.utcoffset(at.replace(tzinfo=None)) or timedelta()
        after = rows[index + 1][1] if index + 1 < len(rows) else None
        fits = [shift for shift in (off, -off) if off and before <= at + shift <= (after or at + shift)]
        if fits and abs(before - (at + fits[0])) < timedelta(hours=1):
            hours = write_duration(abs(off))
            yield event.id, Advice(f"Exactly {hours} off the rows around it, like UTC and {zone.key}. Wrong time zone?")
        else:
            yield event.id, Advice("Earlier than the row above.", "sort by time", ("event.sort",))


def _another_day(postmortem: Postmortem) -> Iterator[tuple[str, Advice]]:
    """Say at the first event that none is near the incident's date: one of both is wrong, its year most likely."""
    day, rows = postmortem.incident.date, _timed(postmortem)
    if day is None or not rows:
        return
    zone = ZoneInfo(postmortem.incident.timezone)
    if any(abs(at.astimezone(zone).date() - day) <= ANOTHER_DAY for _, at in rows):  # the first one, as a rule
        return
    nearest = min((at.astimezone(zone).date() for _, at in rows), key=lambda each: abs(each - day))
    words = f"the nearest is on {nearest.isoformat()}"
    yield rows[0][0].id, Advice(f"No event is on the incident's date, {day.isoformat()}: {words}. Is that right?")


def _late(postmortem: Postmortem) -> Iterator[tuple[str, Advice]]:
    known = milestones(postmortem)
    end = known.get(Milestone.CLOSED) or known.get(Milestone.RESOLVED)
    for event, at in _timed(postmortem):
        if end is not None and at - end > SPAN:
            yield event.id, Advice(f"{write_duration(at - end)} after the end: is the date right?")


def _early(postmortem: Postmortem) -> Iterator[tuple[str, Advice]]:
    start = milestones(postmortem).get(Milestone.STARTED)
    for event, at in _timed(postmortem):
        if start is not None and start - at > SPAN:
            yield event.id, Advice(f"{write_duration(start - at)} before the impact: is the date right?")


def _twins(postmortem: Postmortem) -> Iterator[tuple[str, Advice]]:
    seen: dict[tuple[datetime | None, str], int] = {}
    at_once = Counter(event.at for event in postmortem.timeline)
    for number, event in enumerate(postmortem.timeline, 1):
        if at_once[event.at] == 1:
            continue
        key = (event.at, " ".join(event.event.lower().split()))
        if key[1] and key in seen:
            yield event.id, Advice(f"Same as row {seen[key]}.")
        seen.setdefault(key, number)


def _milestones(postmortem: Postmortem) -> Iterator[tuple[str, Advice]]:
    marks = marked(postmortem)
    in_spells = {event_id for spell in marks.spells for event_id in (spell.start_id, spell.end_id)}
    first: dict[Milestone, str] = {}
    again = marks.spells[1].start if marks.has_relapsed else None
    reached = (
        (event, milestone, at)
        for event in postmortem.timeline
        for milestone in event.milestones
        if milestone is not Milestone.SEVERITY_CHANGED and (at := moment(event, milestone)) is not None
    )
    for event, milestone, at in reached:
        is_open = milestone is Milestone.STARTED and _is_open_relapse(marks, event)
        if again is not None and at >= again and not is_open:
            continue  # each impact period has its own milestones
        if is_open:
            yield event.id, Advice("The impact started again here: mark when it was resolved.")
        elif first.setdefault(milestone, event.id) != event.id and event.id not in in_spells:
            words = f"Another event is also marked '{milestone.label.lower()}'; the earliest one counts."
            yield event.id, Advice(words)
        place = _ORDER.index(milestone)
        late = [m for m in _ORDER[:place] if m in marks.at and marks.at[m] > at and _must_precede(m, milestone)]
        late = late if again is None else []
        if late:
            yield event.id, Advice(f"Marked '{milestone.label.lower()}', but '{late[0].label.lower()}' comes after it.")


def _is_open_relapse(marks: Marked, event: Event) -> bool:
    return marks.has_relapsed and marks.spells[-1].end is None and marks.spells[-1].start_id == event.id


def _must_precede(earlier: Milestone, later: Milestone) -> bool:
    """Return whether one milestone can't come after the other: a fix can begin before its cause is known."""
    loose = {Milestone.IDENTIFIED, Milestone.ACKNOWLEDGED}
    return earlier not in loose or later in (Milestone.CLOSED,)
