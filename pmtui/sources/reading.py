"""What the readers of one import share: the zone, the window, the names that files gave, and the notices."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from pmtui.sources.instants import ReadInstant, read_record_time
from pmtui.sources.records import SourceRecord
from pmtui.text import one_line

_BEFORE, _AFTER = timedelta(hours=24), timedelta(hours=72)
MOST_NOISE = 20_000
"""Records that aren't events are listed one by one up to this number, and only counted from then on."""


@dataclass(frozen=True)
class ImportWindow:
    """The stretch of time whose records are taken.

    Attributes:
        begin: its start, timezone-aware; None for any time.
        end: its end.
        is_chosen: the author chose it; otherwise what a person wrote into a table is taken whatever its day.
    """

    begin: datetime | None = None
    end: datetime | None = None
    is_chosen: bool = False

    @classmethod
    def around(cls, day: date | None, zone: ZoneInfo) -> "ImportWindow":
        """Return the window of an incident's day: from 24 hours before its start until 72 hours after it."""
        if day is None:
            return cls()
        start = datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
        return cls(start - _BEFORE, start + _AFTER)

    def misses(self, at: datetime, until: datetime | None) -> bool:
        """Return whether a time, or a range, is entirely outside the window."""
        if self.end is not None and at > self.end:
            return True
        return self.begin is not None and (until or at) < self.begin


@dataclass
class Reading:
    """One import of some files.

    Attributes:
        zone: the zone of times that name none.
        near: the day that dates without a year are near to.
        window: the stretch of time whose records are taken.
        channels: the channels whose messages are taken; all if it's empty.
        day: the incident's day, which clock times without a day are of; None if the draft has none.
        file: the name of the file that is being read.
        folder: the folder in an export that it's in, which is a channel's name in some.
        people: the names of people and channels by their ids.
        notices: what the author should know, in sentences.
        counted: records that are neither taken nor listed, by why.
        memory: what a kind of source needs to know of its earlier records.
        shared_doubts: what is uncertain about all times of a file; it's only said once.
        ambiguous_in: the last file that was told to have dates with day and month either way round.
        learned: names were found in the file that is being read.
        noise_seen: how many records that aren't events were listed.
    """

    zone: ZoneInfo
    near: date | None = None
    window: ImportWindow = field(default_factory=ImportWindow)
    channels: tuple[str, ...] = ()
    day: date | None = None
    file: str = ""
    folder: str = ""
    people: dict[str, str] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)
    memory: dict[str, Any] = field(default_factory=dict)
    shared_doubts: list[str] = field(default_factory=list)
    ambiguous_in: str = ""
    learned: bool = False
    noise_seen: int = 0

    @property
    def is_full(self) -> bool:
        """Whether noise is only counted from now on."""
        return self.noise_seen >= MOST_NOISE

    def event(self, at: Any, text: str, who: str = "", *, until: Any = None, **facts: Any) -> SourceRecord:
        """Return a record of an event.

        Args:
            at: when it was, as the file writes it; or a datetime.
            text: what happened, as Markdown.
            who: who it's from.
            until: when it ended, as the file writes it; ignored unless it's later.
            facts: other attributes of `Record`.
        """
        moment, doubt, is_unsure = self._instant(at)
        end, _, _ = self._instant(until) if until else (None, "", False)
        if end is not None and (moment is None or end <= moment):
            end = None
        facts.setdefault("doubt", doubt)
        facts.setdefault("is_day_unsure", is_unsure)
        return SourceRecord(moment, text, who, until=end, **facts)

    def noise(self, at: Any, text: str, why: str, who: str = "", **facts: Any) -> SourceRecord:
        """Return a record that isn't an event, with the reason."""
        record = self.event(at, text, who, **facts)
        record.noise = why
        return record

    def count(self, why: str) -> None:
        """Count a record that isn't an event, by the reason."""
        self.counted[why] += 1

    def _instant(self, value: Any) -> tuple[datetime | None, str, bool]:
        """Return an instant, what is uncertain about it, and whether its day is."""
        if value is None or isinstance(value, datetime):
            return value, "", False
        found = self.read_time(value)
        if found is None:
            return None, "", False
        zoneless = self.zoneless if found.is_zoneless else ""
        doubt = "; ".join(filter(None, (found.doubt, zoneless)))
        return found.at.astimezone(UTC), doubt, found.other_day is not None

    def read_time(self, value: object, zone: tzinfo | None = None) -> ReadInstant | None:
        """Return the instant that a file writes; None if it's none.

        A date that may mean two days is doubted, and told, unless one of them is the incident's.

        Args:
            value: what the file has.
            zone: the zone of a time that names none; by default the import's.
        """
        found = read_record_time(value, zone or self.zone, self.near)
        if found is None or found.other_day is None:
            return found
        other = found.other_day
        if self.day is not None and abs(found.at.date() - self.day) <= _AFTER + timedelta(days=1):
            return replace(found, other_day=None)
        day = date(other.year, other.day, other.month)
        if self.ambiguous_in != self.file:
            self.ambiguous_in = self.file
            self.tell(
                f"{self.file}: {one_line(str(value))[:40]} is read as {day}, and may mean {other}. "
                "If so, delete its events, set the incident's date, and import again."
            )
        doubt = f"its date may mean {other}"
        return replace(found, doubt="; ".join(filter(None, (doubt, found.doubt))))

    @property
    def zoneless(self) -> str:
        """What is uncertain about a time without a zone."""
        return f"times without a zone are read as {self.zone.key}"

    def learn(self, identity: str, name: str) -> None:
        """Note the name of a person or channel, unless one is known."""
        self.learned = True
        if identity and name.strip():
            self.people.setdefault(identity, name.strip())

    def name(self, identity: str) -> str:
        """Return the name of an id; if no file has given it yet, a mark that `resolved` replaces in the end."""
        return self.people.get(identity) or (f"\ue000{identity}\ue001" if identity else "")

    def tell(self, notice: str) -> None:
        """Say something to the author, once."""
        if notice not in self.notices:
            self.notices.append(notice)

    def is_another_channel(self, *names: str) -> bool:
        """Return whether a message is in a channel that wasn't asked for; one without a name is in none of them."""
        known = {name.lstrip("#").casefold() for name in names if name}
        return (
            bool(self.channels) and bool(known) and not known & {name.lstrip("#").casefold() for name in self.channels}
        )
