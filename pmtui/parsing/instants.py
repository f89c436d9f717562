"""Instants: what a clock time means with its day and its zone, on days when clocks are set, and near what is above it.

A wrong guess would make a wrong figure: every guess is reported, with the alternative interpretation.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache

from pmtui.errors import EntryError
from pmtui.parsing.days import Around, ReadDay, in_future
from pmtui.parsing.later_days import LaterDay, Origin, origin_of
from pmtui.parsing.moments import refuse_odd_year
from pmtui.parsing.zones import NamedZone, written_offset
from pmtui.records import record

HALF_DAY = timedelta(hours=12)
"""A time without its day is at the nearest day: at most 12 hours from the event before. From 6 hours back, it's noted.

The 6 hours are chosen by hand: events a little out of order are common (15 of 368 published timelines have some), while
one that is half a night earlier is more likely the next day's.
"""
WHICH_DAY = 'What day? Start with the date: 2026-03-07 14:32 (or answer "Date" first).'


@record(frozen=True)
class Interpretation:
    """What a line's time means.

    Attributes:
        at: the instant, in its zone; None if the author says that it isn't known.
        until: the end of a range.
        is_approximate: it's "around" then.
        note: what is uncertain, as text; empty if nothing is.
        remark: how it was understood, as text, if that is certain but not obvious.
        other: what it could mean as well.
        length: how many characters of the line the time takes.
        has_half: it was written with am or pm.
        has_day: it was written with its day.
        year: the year that was read as its day, if that is a guess.
        zone: the zone that it was written with; empty if it has none.
        zone_note: what is uncertain about that, as text; it's part of the note.
        counts_from: the day that its own day counts from, as in `+1d 09:00`; None if it was written out.
    """

    at: datetime | None
    until: datetime | None = None
    is_approximate: bool = False
    note: str = ""
    remark: str = ""
    other: "Interpretation | None" = None
    length: int = 0
    has_half: bool = False
    has_day: bool = False
    year: int | None = None
    zone: str = ""
    zone_note: str = ""
    counts_from: date | None = None

    @property
    def has_zone(self) -> bool:
        """Whether it was written with its zone."""
        return bool(self.zone)


class NoDayError(EntryError):
    """A time of day without its day: of which day isn't known yet."""


def of_midnight(found: Interpretation) -> Interpretation:
    """Return the midnight that begins the day beside it, with the one that ends it."""
    if found.at is None:
        return found
    other = replace(found, at=found.at + timedelta(days=1), note="The midnight that ends that day.", other=None)
    return replace(found, note=joined("Midnight is read as the start of that day.", found.note), other=other)


def in_zones(
    clock: time, day: ReadDay | None, zone: NamedZone, around: Around, later: LaterDay | None
) -> Interpretation:
    """Return a clock time's instant; if only its zone is ambiguous, with the other zone's instant as well."""
    first = _on_days(clock, day, zone, around, later)
    if first.other is not None or zone.other is None:
        return first
    other = _on_days(clock, day, zone.other, around, later)
    return replace(first, other=replace(other, note=f"{zone.other.note} {other.note}".strip(), other=None))


def _on_days(
    clock: time, day: ReadDay | None, zone: NamedZone, around: Around, later: LaterDay | None
) -> Interpretation:
    if day is not None:
        shift = timedelta(days=later.days if later else 0)
        readings = [instant_of(_later(datetime.combine(each, clock), shift), zone) for each in day.days]
        first = readings[0]
        first = Interpretation(first.at, first.until, note=first.note, other=first.other, has_day=True)
        if len(readings) < 2:
            return first
        other = readings[1]
        note = f"{other.note} {in_future(day.days[1], around)}".strip()
        year = other.at.year if other.at and day.year else None
        return replace(first, other=replace(other, has_day=True, year=year, note=note))
    if later is not None and later.guess:
        found = _on_later_day(clock, later, zone, around)
        same = _on_days(clock, None, zone, around, None)
        return replace(found, note=joined(found.note, later.guess), other=same if same.at != found.at else found.other)
    if later is not None:
        return _on_later_day(clock, later, zone, around)
    if around.before is not None:
        return _near(clock, zone, around.before)
    if around.day is None:
        raise NoDayError(WHICH_DAY)
    return instant_of(datetime.combine(around.day, clock), zone)


def _on_later_day(clock: time, later: LaterDay, zone: NamedZone, around: Around) -> Interpretation:
    """Return a time by the day that its own counts from; a second `next day` may be the same day, or one later."""
    origin = origin_of(later, around, zone.zone)
    if origin is None:
        raise NoDayError(WHICH_DAY)
    shift = timedelta(days=later.days)
    found = replace(instant_of(_later(datetime.combine(origin, clock), shift), zone), counts_from=origin)
    latest = around.before.astimezone(zone.zone).date() if around.before is not None else origin
    if later.origin is not Origin.IN_FORCE or latest == origin:
        return found
    further = replace(instant_of(_later(datetime.combine(latest, clock), shift), zone), counts_from=latest)
    if around.before is not None and found.at is not None and found.at < around.before:
        return further
    if later.is_counted:
        return found
    return replace(found, note=f"{found.note} Read as the day of the previous event.".strip(), other=further)


def _later(local: datetime, shift: timedelta) -> datetime:
    try:
        return local + shift
    except OverflowError as error:
        raise EntryError(f"The year {local.year} can't be right.") from error


def _near(clock: time, zone: NamedZone, before: datetime) -> Interpretation:
    """Return a time without its day by the event before it; a much earlier one is the next day's."""
    day = before.astimezone(zone.zone).date()
    same = instant_of(datetime.combine(day, clock), zone)
    assert same.at is not None
    away = before - same.at
    if away > HALF_DAY:
        after = instant_of(datetime.combine(day + timedelta(days=1), clock), zone)
        return replace(after, note=f"{after.note} Past midnight: read as the next day.".strip(), other=same)
    if away < -HALF_DAY:
        ahead = instant_of(datetime.combine(day - timedelta(days=1), clock), zone)
        return replace(same, note=f"{same.note} More than 12 hours after the previous event.".strip(), other=ahead)
    if away > HALF_DAY / 2:
        after = instant_of(datetime.combine(day + timedelta(days=1), clock), zone)
        return replace(same, note=f"{same.note} Earlier than the previous event.".strip(), other=after)
    return same


def instant_of(local: datetime, zone: NamedZone) -> Interpretation:
    """Return the instant of a local time, with what is uncertain: clocks that skip or repeat it, a label that lies."""
    refuse_odd_year(local)
    away = _offset_all_day(zone.zone, local.date())
    if away is not None and zone.offset in (None, away):
        return Interpretation(local.replace(tzinfo=zone.zone))
    try:
        first = local.replace(tzinfo=zone.zone)
        second = first.replace(fold=1)
        is_repeated = first.utcoffset() != second.utcoffset()  # or skipped (PEP 495)
        if is_repeated and _is_skipped(first):
            return _skipped(first, zone.zone)
        if zone.offset is not None:
            for moment in (first, second):
                if moment.utcoffset() == zone.offset:
                    return Interpretation(moment)
            return _mislabeled(first, zone)
        if is_repeated:
            note = f"{local:%H:%M} occurs twice that day: read as the first, {first.tzname()}."
            return Interpretation(
                first, note=note, other=Interpretation(second, note=f"The second, {second.tzname()}.")
            )
        first.astimezone(UTC)
        return Interpretation(first)
    except (OverflowError, ValueError) as error:
        raise EntryError(f"No such time: {local:%H:%M}.") from error


@lru_cache(maxsize=1_024)
def _offset_all_day(zone: tzinfo, day: date) -> timedelta | None:
    """Return how far a zone is ahead of UTC at all times of a day; None if its clocks are set, or may be, on that."""
    begin = datetime.combine(day, time(), zone)
    hours = [begin + timedelta(hours=hours) for hours in range(0, 25, 3)]
    found = {each.replace(fold=fold).utcoffset() for each in hours for fold in (0, 1)}
    return found.pop() if len(found) == 1 else None


def _is_skipped(local: datetime) -> bool:
    from dateutil import tz as dateutil_tz

    return not dateutil_tz.datetime_exists(local)


def _skipped(local: datetime, zone: tzinfo) -> Interpretation:
    from dateutil import tz as dateutil_tz

    later = dateutil_tz.resolve_imaginary(local)
    earlier = (local - (later - local)).replace(tzinfo=zone)
    note = f"The clocks skip {local:%H:%M}: read as {later:%H:%M}."
    return Interpretation(later, note=note, other=Interpretation(earlier, note=f"Read as {earlier:%H:%M}."))


def _mislabeled(moment: datetime, zone: NamedZone) -> Interpretation:
    """Return a time whose label isn't used on its day: people mean what their clocks showed."""
    assert zone.offset is not None
    literal = moment.replace(tzinfo=timezone(zone.offset))
    there = f"{moment.tzname()} ({written_offset(moment.utcoffset() or timedelta())})"
    note = f"{zone.label} isn't used on that date: read as {there}."
    return Interpretation(
        moment, note=note, other=Interpretation(literal, note=f"Read literally, as {written_offset(zone.offset)}.")
    )


def joined(*notes: str) -> str:
    """Return notes as one text, without the empty ones."""
    return " ".join(filter(None, notes))
