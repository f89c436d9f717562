"""What a paste becomes while an author checks it: its lines, what is missing, what is corrected, and undo."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo

from pmtui.errors import EntryError
from pmtui.parsing.days import Around, read_day
from pmtui.parsing.zones import zone_at
from pmtui.text import plural, weekday_date
from pmtui.timeline import corrections
from pmtui.timeline.paste import LineRole, PastedLine, events_of, read_paste


class ShownLines(StrEnum):
    """Which lines are listed."""

    ALL = "all lines"
    DOUBTFUL = "only lines to check"
    SKIPPED = "only skipped lines"


@dataclass(frozen=True)
class MissingFact:
    """What the paste doesn't say of several events, and what it could be.

    Attributes:
        question: what is asked, in a sentence.
        answers: the likely answers, as they're shown.
        days: the day of each answer; None to leave it open. Empty if a zone is missing.
        zones: the zone of each answer; empty if a day is missing.
    """

    question: str
    answers: tuple[str, ...]
    days: tuple[date | None, ...] = ()
    zones: tuple[ZoneInfo, ...] = ()


@dataclass(frozen=True)
class _State:
    lines: tuple[PastedLine, ...]
    zoneless: frozenset[int]
    is_day_left_open: bool = False


class PastePreview:
    """The lines of a paste.

    Args:
        text: what was pasted.
        around: what times are read by: the incident's day and zone.
        today: the day that it is.
        mine: the zone of the author's machine; None if it isn't known, or someone else's.

    Attributes:
        order: the positions of the listed lines: those to check first.
        selected: the positions of the lines that the author has selected.
        shown: which lines are listed.

    Raises:
        EntryError: if there are more lines than anybody can look through.
    """

    def __init__(self, text: str, around: Around, today: date, mine: ZoneInfo | None = None) -> None:
        self._around = around
        self._today = today
        self._mine = mine
        lines = read_paste(text, around)
        self._state = _State(tuple(lines), frozenset(self._zoneless(text, lines)))
        self._before: list[_State] = []
        self.selected: set[int] = set()
        self.shown = ShownLines.ALL
        self.order: list[int] = []
        self._arrange()

    def _zoneless(self, text: str, lines: Sequence[PastedLine]) -> list[int]:
        """Return the positions of the events whose instant depends on a zone that the paste doesn't name."""
        mine, own = self._mine, self._around.zone
        times = [line.reading.at for line in lines if line.reading is not None and line.reading.at is not None]
        now = self._around.now
        if mine is None or all(_offset(at, mine) == _offset(at, own) for at in (times or [now])):
            return []
        return corrections.zone_dependent(lines, read_paste(text, replace(self._around, zone=mine)), self._around)

    def _arrange(self) -> None:
        lines = self.lines
        found = [index for index, line in enumerate(lines) if line.text.strip()]
        if self.shown is ShownLines.DOUBTFUL:
            found = [index for index in found if lines[index].doubt]
        elif self.shown is ShownLines.SKIPPED:
            found = [index for index in found if lines[index].fate is LineRole.LEFT]
        self.order = sorted(found, key=lambda index: not lines[index].doubt)

    # -- what there is -----------------------------------------------------------------------------------------------

    @property
    def lines(self) -> tuple[PastedLine, ...]:
        """Every line, with its role and its reading."""
        return self._state.lines

    def is_zone_assumed(self, index: int) -> bool:
        """Return whether the zone of an event's time is the incident's because nothing names another."""
        line = self.lines[index]
        return index in self._state.zoneless and line.fate is LineRole.EVENT and line.reading is not None

    def missing(self) -> MissingFact | None:
        """Return what is to be asked next; None if nothing is missing."""
        undated = [] if self._state.is_day_left_open else corrections.missing_days(self.lines)
        if undated:
            days = (self._today, self._today - timedelta(days=1), None)
            answers = tuple(f"{word}, {weekday_date(day, day.year)}" for word, day in
                            (("today", self._today), ("yesterday", self._today - timedelta(days=1))))  # fmt: skip
            what = f"{plural(len(undated), 'event')} without a date: what day was the first?"
            return MissingFact(what, (*answers, "leave it open"), days)
        zoneless = [index for index in self._state.zoneless if self.is_zone_assumed(index)]
        if zoneless:
            zones = self._likely_zones()
            names = tuple(f"{zone.key}{why}" for zone, why in zones)
            what = f"{plural(len(zoneless), 'event')} without a time zone: which one is it?"
            return MissingFact(what, names, zones=tuple(zone for zone, _ in zones))
        return None

    def _likely_zones(self) -> list[tuple[ZoneInfo, str]]:
        found = [(self._around.zone, " (the incident's)")]
        for zone, why in ((self._mine, " (this computer's)"), (zone_at("UTC"), "")):
            if zone is not None and zone.key not in [each.key for each, _ in found]:
                found.append((zone, why))
        return found

    def summary(self) -> str:
        """Return how many events, lines to check and skipped lines there are, in a sentence."""
        events = len(events_of(list(self.lines)))
        told = [line for line in self.lines if line.text.strip()]
        doubtful = sum(bool(line.doubt) for line in told)
        skipped = sum(line.fate is LineRole.LEFT for line in told)
        more = f", {doubtful} to check" if doubtful else ""
        more += f", {skipped} skipped" if skipped else ""
        return f"{plural(events, 'event')} from {plural(len(told), 'line')}{more}."

    def has_time(self, index: int) -> bool:
        """Return whether any line that a correction changes has a time."""
        return any(self.lines[each].reading is not None or self.lines[each].waiting for each in self.targets(index))

    def targets(self, index: int) -> list[int]:
        """Return the positions of the lines that a correction changes: the selected ones, or else this one."""
        return sorted(self.selected) or [index]

    # -- what the author does ----------------------------------------------------------------------------------------

    def select(self, indices: Sequence[int]) -> None:
        """Select lines; where all of them are, none of them."""
        if set(indices) <= self.selected:
            self.selected -= set(indices)
        else:
            self.selected |= set(indices)

    def select_like(self, index: int) -> None:
        """Select the lines with the same role and the same doubt, or of the same form."""
        self.select(corrections.lines_like(self.lines, index))

    def select_below(self, index: int) -> None:
        """Select a line and all after it in the paste."""
        self.select(corrections.lines_below(self.lines, index))

    def show_next(self) -> None:
        """List other lines: all, those to check, the skipped ones."""
        every = list(ShownLines)
        self.shown = every[(every.index(self.shown) + 1) % len(every)]
        self._arrange()

    def set_role(self, index: int, role: LineRole) -> None:
        """Give lines another role."""
        self._change(corrections.with_roles(self.lines, self.targets(index), role))

    def set_day(self, index: int, text: str) -> None:
        """Put lines on a day.

        Raises:
            EntryError: if it isn't a day.
        """
        day = read_day(text, self._today)
        self._change(corrections.on_day(self.lines, self.targets(index), day, self._around))

    def shift(self, index: int, days: int) -> None:
        """Put lines on a later day, or an earlier one."""
        self._change(corrections.shifted(self.lines, self.targets(index), days))

    def set_zone(self, index: int, text: str) -> None:
        """Read the times of lines in a zone.

        Raises:
            EntryError: if it isn't a zone.
        """
        found = corrections.named_zone(text, self._around.zone)
        if found is None:
            raise EntryError(f"'{text.strip()}' isn't a known time zone. Write it as Europe/Berlin, CET, or UTC+1.")
        self._in_zone(self.targets(index), found[1], found[0])

    def next_zone(self, index: int) -> str:
        """Read the times of lines in the next of the likely zones; return its name."""
        targets = self.targets(index)
        zones = [zone for zone, _ in self._likely_zones()]
        first = next((line.reading for each in targets if (line := self.lines[each]).reading is not None), None)
        now = str(first.at.tzinfo) if first is not None and first.at is not None else ""
        at = next((number for number, zone in enumerate(zones) if zone.key == now), -1)
        zone = zones[(at + 1) % len(zones)]
        self._in_zone(targets, zone, zone.key)
        return zone.key

    def _in_zone(self, indices: Sequence[int], zone: tzinfo, name: str) -> None:
        self._change(corrections.in_zone(self.lines, indices, zone, name), self._state.zoneless - set(indices))

    def reinterpret(self, index: int) -> None:
        """Read the times of lines the other way, where there's one."""
        lines = list(self.lines)
        for each in self.targets(index):
            reading = lines[each].reading
            if reading is not None and reading.other is not None:
                other = replace(reading.other, other=reading, has_day=reading.has_day)
                lines[each] = replace(lines[each], reading=other, doubt=other.note)
        self._change(lines)

    def answer(self, number: int) -> bool:
        """Take one of the likely answers, from 1, for every event that misses it; return whether there's such a one."""
        missing = self.missing()
        if missing is None or not 0 < number <= len(missing.answers):
            return False
        if missing.days:
            day = missing.days[number - 1]
            undated = corrections.missing_days(self.lines)
            lines = self.lines if day is None else corrections.on_day(self.lines, undated, day, self._around)
            self._change(lines, is_day_left_open=day is None)
        else:
            zone = missing.zones[number - 1]
            self._in_zone([each for each in self._state.zoneless if self.is_zone_assumed(each)], zone, zone.key)
        return True

    def answer_typed(self, text: str) -> None:
        """Take what the author types as the missing day or zone.

        Raises:
            EntryError: if it isn't one.
        """
        missing, kept = self.missing(), self.selected
        if missing is None:
            return
        zoneless = [each for each in self._state.zoneless if self.is_zone_assumed(each)]
        self.selected = set(corrections.missing_days(self.lines) if missing.days else zoneless)
        try:
            self.set_day(0, text) if missing.days else self.set_zone(0, text)
        finally:
            self.selected = kept

    def _change(
        self, lines: Sequence[PastedLine], zoneless: frozenset[int] | None = None, *, is_day_left_open: bool = False
    ) -> None:
        if tuple(lines) == self.lines and zoneless is None and not is_day_left_open:
            return
        self._before.append(self._state)
        self._state = _State(
            tuple(lines),
            self._state.zoneless if zoneless is None else zoneless,
            is_day_left_open or self._state.is_day_left_open,
        )
        self.selected = set()

    def undo(self) -> bool:
        """Take the last correction back; return whether there was one."""
        if not self._before:
            return False
        self._state = self._before.pop()
        return True


def _offset(at: datetime, zone: ZoneInfo) -> timedelta | None:
    return at.astimezone(zone).utcoffset()
