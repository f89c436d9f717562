"""What the lines of a paste give to the times below them: their day, their year, and their zone."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from pmtui.parsing.clock_times import in_force_after
from pmtui.parsing.days import Around, ReadDay
from pmtui.parsing.instants import Interpretation
from pmtui.parsing.zones import NamedZone
from pmtui.timeline.day_lines import DayLine, years_in
from pmtui.timeline.entry_line import EventLine
from pmtui.timeline.pasted_lines import LineAnswer, PastedLine, Unknown
from pmtui.timeline.pieces import BEGINNING
from pmtui.timeline.stated_zones import doubtful_statement, states_local, with_key

_HAS_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d[/.-]\d{1,2}[/.-]\d\d")

_NO_DAY = "No date yet. The time is kept, and used once the incident has a date."


@dataclass
class GivenAbove:
    """What the lines so far give to the next ones, and what that leaves uncertain about a time."""

    around: Around
    own: ZoneInfo
    has_time: bool = False
    later_words: str = ""
    """A line above, such as `Next day`, before any day is known: it belongs to the next time."""
    zone_above: tuple[tzinfo, str] | None = None
    """The zone that the last time with one was written in, and its name; the lines below may mean it, too."""
    zone_below: tuple[int, tzinfo, str] | None = None
    """The line of the first time with a zone, if times without one are above it, its zone and its name."""
    is_first_s: bool = False
    """The zone is that of the first time, the only one with a zone."""
    year_guessed: int | None = None
    """The assumed year of the day that the lines below inherit."""
    day_in_doubt: ReadDay | None = None
    """The day that the lines below inherit, if it could be another one: 03-10 of two orders."""
    stated: NamedZone | None = None
    """The zone that the paste says for all its times."""
    zone_unread: str = ""
    """What a line above gives as the zone of all times, if that isn't a known zone."""
    is_unread_below: bool = False
    """That line is below all events, so it's about the times above it."""
    zone_mentioned: NamedZone | None = None
    """A zone that a line above names, maybe that of the times below."""
    day_unread: str = ""
    """A line above that may be a day in another language."""

    def govern_by(self, said: LineAnswer) -> None:
        """Read this line and those below by what the author says of it."""
        if said.holds_below and said.zone is not None:
            self.govern(NamedZone("", said.zone))
        if said.holds_below and said.day is not None:
            self._on(said.day)
            self.year_guessed = None

    def remember(self, line: EventLine, number: int) -> None:
        """Read the times below by this one: its half of the day, its day, its zone."""
        reading = line.reading or line.assumed
        if reading is None or reading.at is None:
            return
        if line.is_of_day:  # of which hour isn't known, and of which year neither if it gives none
            if self.around.day is not None or not reading.year:
                self._on(reading.at.date())
            return
        zone, day = self.around.zone, self.around.day
        if reading.has_zone and reading.at.tzinfo is not None:
            self.zone_above = (reading.at.tzinfo, reading.zone)
            if self.has_time and self.zone_below is None and self.stated is None and not self.is_first_s:
                self.zone_below = (number, reading.at.tzinfo, reading.zone)
            known = with_key(reading.at.tzinfo)
            if not self.has_time and known is not None and self.stated is None:
                zone = known  # the first time sets it for those below
                self.is_first_s = True
        self.has_time = True
        halves = self.around.halves or reading.has_half
        if line.reading is None:
            self.around = replace(self.around, halves=halves, zone=zone, assumed=reading.at)
            return
        if reading.has_day and not reading.year and day is None:
            day = reading.at.astimezone(zone).date()
            self.year_guessed = None
        elif reading.year:
            self.year_guessed = reading.year
        around = self.around
        self.around = Around(
            zone,
            day,
            reading.at,
            around.now,
            around.start or reading.at,
            halves,
            around.takes_digits,
            None,
            around.year,
            around.is_month_first,
            around.is_month_likelier,
            in_force_after(around, reading),
        )

    def waiting(self, line: EventLine) -> str:
        """Return a time that waits for its day, with the zone that it was read in."""
        if not line.waiting or line.assumed is None:
            return ""
        is_said = line.assumed.has_zone or self.around.zone.key == self.own.key
        waiting = line.waiting if is_said else f"{line.waiting} {self.around.zone.key}"
        words, self.later_words = self.later_words, ""
        return f"{words} {waiting}".strip() if line.assumed.counts_from is None else waiting

    def left_open(self, line: EventLine, text: str) -> frozenset[Unknown]:
        """Return what a time depends on that the text doesn't say."""
        reading = line.reading or line.assumed
        if reading is None or reading.at is None:
            return frozenset()
        found: set[Unknown] = set()
        if not reading.has_zone and self.stated is None and not self.is_first_s:
            found.add(Unknown.ZONE)
        if line.reading is None:
            found.add(Unknown.DAY)
        if reading.year is not None or (self.year_guessed and not _HAS_YEAR.search(text[:BEGINNING])):
            found.add(Unknown.YEAR)
        other = reading.other.at if reading.other else None
        if other is not None and (other.month, other.day) == (reading.at.day, reading.at.month):
            found.add(Unknown.ORDER)
        return frozenset(found)

    def govern_day(self, found: DayLine) -> None:
        """Read what follows on a day, and in the zone that is written with it."""
        if found.zone is not None:
            self.govern(found.zone)
        self._on(found.day.days[0])
        self.year_guessed = found.day.year
        self.day_in_doubt = found.day if len(found.day.days) > 1 and not found.day.year else None

    def govern(self, zone: NamedZone) -> None:
        """Read what follows in a zone that the paste states for everything."""
        assert isinstance(zone.zone, ZoneInfo)
        self.around = replace(self.around, zone=zone.zone)
        self.zone_above, self.stated, self.is_first_s, self.zone_unread = None, zone, False, ""
        self.zone_mentioned = None

    def unread(self, text: str, *, is_head: bool = False) -> str:
        """Return why a line, or a table's head, may give all times a zone that isn't known here; it counts below."""
        said = doubtful_statement(text, self.own)
        local = None if said else states_local(text, self.own, is_head=is_head)
        if local is not None:
            self.zone_unread = local[0]
            return f"'{local[0]}' names no place: times are read as {self.around.zone.key}."
        if not said:
            return ""
        self.zone_unread = said
        return f"'{said}' may be a time zone for every line. Write its offset instead, such as UTC-08:00."

    def take_year(self, text: str) -> None:
        """Use a head's year for the days below it, if nothing else gives one."""
        said = years_in(text)
        if self.around.day is None and len(said) == 1:
            self.around = replace(self.around, year=said.pop())

    def beside_below(self, line: PastedLine) -> PastedLine:
        """Return a line with what the lines below make uncertain: their zone may be its as well."""
        if self.is_unread_below and Unknown.ZONE in line.open:
            doubt = f"{line.doubt} '{self.zone_unread}' below isn't a known zone: read as {self.own.key}.".strip()
            return replace(line, doubt=doubt)
        if self.zone_below is None or Unknown.ZONE not in line.open or line.reading is None or line.reading.at is None:
            return line
        place, zone, name = self.zone_below
        moved = line.reading.at.replace(tzinfo=zone)
        if line.number >= place or moved.utcoffset() == line.reading.at.utcoffset():
            return line
        doubt = f"{line.doubt} {name} below, no zone here: read as {self.own.key}.".strip()
        other = line.reading.other or replace(line.reading, at=moved, until=None, note="", other=None)
        return replace(line, doubt=doubt, reading=replace(line.reading, other=other))

    def beside(self, reading: Interpretation, text: str) -> Interpretation:
        """Return a reading with what the lines above make uncertain: a zone, or a year, that only they say."""
        notes = [reading.note]
        other = reading.other
        if self.zone_above is not None and not reading.has_zone and reading.at is not None:
            zone, name = self.zone_above
            moved = reading.at.replace(tzinfo=self.own if self.is_first_s else zone)
            if moved.utcoffset() != reading.at.utcoffset():
                taken = "it, too" if self.is_first_s else self.around.zone.key
                notes.append(f"{name} above, no zone here: read as {taken}.")
                other = other or replace(reading, at=moved, until=None, note="", other=None)
        mentioned = self.zone_mentioned
        if mentioned is not None and self.zone_above is None and not reading.has_zone and reading.at is not None:
            moved = reading.at.replace(tzinfo=mentioned.zone)
            if moved.utcoffset() != reading.at.utcoffset():
                notes.append(f"'{mentioned.label}' above may be its zone: read as {self.around.zone.key}.")
                other = other or replace(reading, at=moved, until=None, note="", other=None)
        if self.day_unread and not reading.has_day and reading.at is not None:
            notes.append(f"'{self.day_unread}' above may be a day: read as {reading.at.date().isoformat()}.")
        if self._is_mislabeled(reading):
            assert self.stated is not None and reading.at is not None
            notes.append(f"{self.stated.label} isn't used on that date: read as {reading.at.tzname()}.")
        if self.zone_unread and not reading.has_zone and reading.at is not None:
            notes.append(f"'{self.zone_unread}' above isn't a known zone: read as {self.around.zone.key}.")
        if self.year_guessed and not reading.year and not (reading.has_day and _HAS_YEAR.search(text[:BEGINNING])):
            notes.append(f"No year given: read as {self.year_guessed}.")
        if reading.has_day:
            self.day_in_doubt = None
        elif self.day_in_doubt is not None and reading.at is not None:
            first, second = self.day_in_doubt.days[:2]
            notes.append(self.day_in_doubt.note)
            other = other or replace(reading, at=reading.at + (second - first), until=None, note="", other=None)
        if len(notes) == 1:
            return reading
        note = " ".join(note for note in notes if note)
        return replace(reading, note=note, other=other) if note != reading.note else reading

    def _is_mislabeled(self, reading: Interpretation) -> bool:
        """Return whether the zone that is stated for all times isn't used on this one's day: PST in July."""
        if self.stated is None or self.stated.offset is None or reading.has_zone or reading.at is None:
            return False
        return reading.at.utcoffset() != self.stated.offset and self.around.zone is self.stated.zone

    def doubt(self, line: EventLine) -> str:
        """Return what is uncertain about a time: what the reading says, or that it's earlier than the one above."""
        if line.waiting and line.assumed is not None:
            unread = f"'{self.zone_unread}' above isn't a known zone." if self.zone_unread else ""
            return " ".join(part for part in (_NO_DAY, line.assumed.zone_note, unread) if part)
        before, reading = self.around.before, line.reading
        if reading is None:
            return ""
        if not reading.note and before is not None and reading.at is not None and reading.at < before:
            return "Earlier than the event above: sorted in by its time."
        return reading.note

    def follow(self, before: datetime | None) -> None:
        """Read the times below as ones after this; None if they don't follow what is above."""
        self.around = replace(self.around, before=before)

    def _on(self, day: date) -> None:
        self.around = replace(self.around, day=day, before=None, assumed=None)
        self.day_unread = ""
