"""What an import becomes while an author looks it over: what is taken, from when, which of it is listed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Milestone
from pmtui.session.event_import import leave_out_known
from pmtui.sources.intake import Imported
from pmtui.sources.records import SourceRecord
from pmtui.sources.sorting import MOST_EVENTS, family
from pmtui.text import plural
from pmtui.timeline.histogram import Stretch

_RecordKey = tuple[str, str, str, int]
_Decisions = tuple[dict[_RecordKey, bool], set[_RecordKey], dict[_RecordKey, _RecordKey]]
_CUT = f"more than {MOST_EVENTS:,}"
_BY_WINDOW = "outside of --since"
"""How the reasons begin of records that are beyond the most events, and outside of a window that was chosen."""

_AROUND_IMPACT = timedelta(hours=1)
OUTSIDE = "outside the chosen time"
"""The reason for leaving out records whose time isn't in the stretch that the author sees."""


class ShownRecords(StrEnum):
    """Which records are listed."""

    EVENTS = "events"
    DOUBTFUL = "events to check"
    LEFT_OUT = "what was left out"
    ALL = "everything"


@dataclass(frozen=True)
class RecordFilter:
    """What a listed record must have.

    Attributes:
        words: each of these words is in its text, person, or source.
        source: its kind and place; any if it's None.
        person: who it's from; anyone if it's None.
    """

    words: str = ""
    source: str | None = None
    person: str | None = None

    def passes(self, record: SourceRecord) -> bool:
        """Return whether a record meets every condition."""
        if self.source is not None and record.source != self.source:
            return False
        if self.person is not None and record.who != self.person:
            return False
        if not self.words.strip():
            return True
        text = f"{record.text}\n{record.who}\n{record.source}".casefold()
        return all(word in text for word in self.words.casefold().split())


def impact_stretch(postmortem: Postmortem) -> Stretch:
    """Return the time from an hour before the impact to an hour after it; any time if its ends aren't both known."""
    started = _times(postmortem, Milestone.STARTED)
    resolved = _times(postmortem, Milestone.RESOLVED)
    if not started or not resolved or min(started) > max(resolved):
        return Stretch()
    return Stretch(min(started) - _AROUND_IMPACT, max(resolved) + _AROUND_IMPACT)


def _times(postmortem: Postmortem, milestone: Milestone) -> list[datetime]:
    return [event.at for event in postmortem.timeline if milestone in event.milestones and event.at is not None]


class ImportPreview:
    """The records of an import.

    Args:
        found: what the files hold.
        postmortem: the draft: what it has already is left out.
        stretch: the time whose records are taken; of the impact and an hour around it if it's None.
        earlier: an earlier reading of the same files, whose decisions hold.

    Attributes:
        records: every record, in chronological order.
        order: the positions of the listed ones.
        stretch: the time whose records are taken.
        filter: what a listed record must have.
        shown: which records are listed.
        anchor: the position at which the author has begun a range; None if there's none.
    """

    def __init__(
        self,
        found: Imported,
        postmortem: Postmortem,
        stretch: Stretch | None = None,
        earlier: "ImportPreview | None" = None,
    ) -> None:
        self.found = found
        self.records: Sequence[SourceRecord] = found.records
        leave_out_known(self.records, postmortem)
        self.stretch = impact_stretch(postmortem) if stretch is None else stretch
        if stretch is None and not any(record.is_taken and self.stretch.holds(record.at) for record in self.records):
            self.stretch = Stretch()  # of these files nothing is near the impact
        self.filter: RecordFilter = earlier.filter if earlier is not None else RecordFilter()
        self.shown: ShownRecords = earlier.shown if earlier is not None else ShownRecords.EVENTS
        self.anchor: int | None = None
        self._decided: dict[_RecordKey, bool] = dict(earlier._decided) if earlier is not None else {}
        self._joined: dict[_RecordKey, _RecordKey] = dict(earlier._joined) if earlier is not None else {}
        self._marked: set[_RecordKey] = set(earlier._marked) if earlier is not None else set()
        self._before: list[_Decisions] = []
        self._keys = _keys(self.records)
        self._places = {id(record): index for index, record in enumerate(self.records)}
        self.order: list[int] = []
        self._times: list[datetime] | None = None
        self.arrange()

    # -- what is shown -----------------------------------------------------------------------------------------------

    def is_taken(self, index: int) -> bool:
        """Return whether a record becomes an event: as the author decided; by default, unless it's noise or outside."""
        if self._keys[index] in self._joined:
            return False
        decided = self._decided.get(self._keys[index])
        return self._is_usual(index) if decided is None else decided

    def _is_usual(self, index: int) -> bool:
        record = self.records[index]
        return record.is_taken and self.stretch.holds(record.at)

    def is_marked(self, index: int) -> bool:
        """Return whether the author has confirmed the suggested milestone."""
        return self._keys[index] in self._marked

    def is_joined(self, index: int) -> bool:
        """Return whether a record is one event with another source's record."""
        return self._keys[index] in self._joined

    def why(self, index: int) -> str:
        """Return why a record is left out, or what is uncertain about one that is taken; empty if nothing is."""
        record = self.records[index]
        if self.is_taken(index):
            return record.doubt
        if self.is_joined(index):
            return f"one event with {record.may_be.source}" if record.may_be is not None else "one event with another"
        if record.noise and not record.noise.startswith(_BY_WINDOW):
            return record.noise
        return OUTSIDE if record.noise or not self.stretch.holds(record.at) else "by your choice"

    @property
    def is_cut(self) -> bool:
        """Whether there were more events than an import takes: others are read of a shorter time."""
        return any(why.startswith(_CUT) for why in self.found.counted) or any(
            record.noise.startswith(_CUT) for record in self.records
        )

    def times(self) -> list[datetime]:
        """Return the times, in order, of all records that pass the filter and would be events in any stretch."""
        if self._times is None:
            self._times = [
                record.at
                for index, record in enumerate(self.records)
                if record.at is not None
                and self._decided.get(self._keys[index], record.is_taken)
                and self.filter.passes(record)
            ]
        return self._times

    def summary(self) -> str:
        """Return how many events there are, and how many records are left out and why, in sentences."""
        taken = sum(self.is_taken(index) for index in range(len(self.records)))
        left = Counter(self.why(index) for index in range(len(self.records)) if not self.is_taken(index))
        left += self.found.counted
        doubtful = sum(bool(each.doubt) and self.is_taken(index) for index, each in enumerate(self.records))
        check = f", {doubtful} to check" if doubtful else ""
        words = (
            f"{plural(taken, 'event')} of {plural(len(self.records) + self.found.counted.total(), 'record')}{check}."
        )
        if left:
            most = ", ".join(f"{count:,} {why}" for why, count in left.most_common(3))
            words += f" Left out: {most}{', …' if len(left) > 3 else '.'}"
        return words

    def arrange(self) -> None:
        """List what the author wants to see."""
        self._times = None
        listed = [index for index, record in enumerate(self.records) if self._is_listed(index, record)]
        among = set(listed)
        beside: dict[int, list[int]] = {}
        for index in listed:
            twin = self._twin(index)
            if twin in among:
                beside.setdefault(twin, []).append(index)
        moved = {index for indices in beside.values() for index in indices}
        self.order = []
        waiting = [index for index in reversed(listed) if index not in moved]
        while waiting:  # what may be the same fact comes right below it
            index = waiting.pop()
            self.order.append(index)
            waiting += reversed(beside.get(index, []))

    def _twin(self, index: int) -> int:
        """Return the position of a record's twin, which may be of the same fact; -1 if it has none."""
        twin = self.records[index].may_be
        return self._places.get(id(twin), -1) if twin is not None else -1

    def _is_listed(self, index: int, record: SourceRecord) -> bool:
        if not self.filter.passes(record):
            return False
        if self.shown is ShownRecords.ALL:
            return True
        is_decided = self._keys[index] in self._decided or self.is_joined(index)
        is_event = self.is_taken(index) or (is_decided and self._is_usual(index))
        if self.shown is ShownRecords.LEFT_OUT:
            return not is_event
        return is_event and (self.shown is ShownRecords.EVENTS or bool(record.doubt))

    # -- what the author does ----------------------------------------------------------------------------------------

    def show_next(self) -> None:
        """List other records: events, those to check, those left out, all."""
        every = list(ShownRecords)
        self.shown = every[(every.index(self.shown) + 1) % len(every)]
        self.arrange()

    def filter_by(self, *, words: str | None = None, source: str | None = None, person: str | None = None) -> None:
        """List only records with some words, of a source, or of a person; the same source or person again: of all."""
        now = self.filter
        if words is not None:
            now = replace(now, words=words)
        if source is not None:
            now = replace(now, source=None if now.source == source else source)
        if person is not None:
            now = replace(now, person=None if now.person == person else person)
        self.filter = now
        self.arrange()

    def toggle(self, indices: Sequence[int]) -> None:
        """Take records, or leave them out: the opposite of the first one."""
        if not indices:
            return
        self._note()
        takes = not self.is_taken(indices[0])
        for index in indices:
            if takes == self._is_usual(index):
                self._decided.pop(self._keys[index], None)
            else:
                self._decided[self._keys[index]] = takes

    def like(self, index: int) -> list[int]:
        """Return the positions of similar records: of the same source, and left out or doubted for the same reason.

        Without a reason, they must be from the same person. The given position comes first.
        """
        record = self.records[index]
        form = _form(record)
        others = [each for each, other in enumerate(self.records) if each != index and _form(other) == form]
        return [index, *others]

    def range_to(self, index: int) -> list[int]:
        """Begin a range at a listed record, or end it there; return the positions in it if it's ended."""
        if self.anchor is None:
            self.anchor = index
            return []
        first, self.anchor = self.anchor, None
        if first not in self.order or index not in self.order:
            return [index]
        begin, end = self.order.index(first), self.order.index(index)
        return self.order[begin : end + 1] if begin <= end else self.order[end : begin + 1][::-1]

    def mark(self, index: int) -> bool:
        """Confirm or refuse the suggested milestone; return whether there's one."""
        if self.records[index].milestone is None:
            return False
        self._note()
        self._marked ^= {self._keys[index]}
        return True

    def join(self, index: int) -> bool:
        """Make a record one event with its twin, or two again; return whether it has a twin.

        The twin's time and text count; this one's text becomes a detail.
        """
        key, twin = self._keys[index], self._twin(index)
        if twin < 0 or (key not in self._joined and not (self.is_taken(index) and self.is_taken(twin))):
            return False
        self._note()
        if key in self._joined:
            del self._joined[key]
        else:
            self._joined[key] = self._keys[twin]
        return True

    def join_all(self) -> int:
        """Make one event of each pair of records that may be of the same fact; return how many there are."""
        pairs = [index for index in range(len(self.records)) if self._twin(index) >= 0 and self.is_taken(index)]
        self._note()
        done = 0
        for index in pairs:
            twin = self._twin(index)
            if self.is_taken(twin):
                self._joined[self._keys[index]] = self._keys[twin]
                done += 1
        return done

    def choose(self, stretch: Stretch) -> None:
        """Choose another stretch of time, and take its records."""
        self.stretch = stretch
        self.arrange()

    def _note(self) -> None:
        self._times = None
        self._before.append((dict(self._decided), set(self._marked), dict(self._joined)))

    def undo(self) -> bool:
        """Take the last decision back; return whether there was one."""
        if not self._before:
            return False
        self._decided, self._marked, self._joined = self._before.pop()
        self.arrange()
        return True

    def events(self) -> list[SourceRecord]:
        """Return each record that becomes an event, in chronological order."""
        others: dict[_RecordKey, list[SourceRecord]] = {}
        for index, record in enumerate(self.records):
            if self.is_joined(index):
                others.setdefault(self._joined[self._keys[index]], []).append(record)
        return [
            replace(record, is_marked=self.is_marked(index), joined=tuple(others.get(self._keys[index], ())))
            for index, record in enumerate(self.records)
            if self.is_taken(index)
        ]


def _keys(records: Sequence[SourceRecord]) -> list[_RecordKey]:
    """Return what tells each record from the others, also when the files are read again."""
    seen: Counter[tuple[str, str, str]] = Counter()
    found: list[_RecordKey] = []
    for record in records:
        at = record.at.isoformat() if record.at else ""
        known = (family(record.kind), at, record.id or record.text)
        found.append((*known, seen[known]))
        seen[known] += 1
    return found


def _form(record: SourceRecord) -> tuple[str, str, str]:
    reason = record.noise or record.doubt
    return record.source, reason, "" if reason else record.who
