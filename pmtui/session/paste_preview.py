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
from pmtui.timeline.paste import read_paste
from pmtui.timeline.pasted_lines import (
    LineRole,
    PasteAnswers,
    PastedLine,
    PasteQuestion,
    Unknown,
    events_of,
    questions,
)


class ShownLines(StrEnum):
    """Which lines are listed."""

    ALL = "all lines"
    DOUBTFUL = "only lines to check"
    SKIPPED = "only skipped lines"


_Value = date | ZoneInfo | int | None


@dataclass(frozen=True)
class MissingFact:
    """What the paste doesn't say of several events, and what it could be.

    Attributes:
        about: what is missing.
        question: what is asked, in a sentence.
        answers: the likely answers, as they're shown.
        values: the answers themselves; None to leave it open.
    """

    about: Unknown
    question: str
    answers: tuple[str, ...]
    values: tuple[_Value, ...]

    @property
    def can_be_typed(self) -> bool:
        """Whether the author can type another answer."""
        return self.about in (Unknown.DAY, Unknown.ZONE)


_ASKED_FIRST = (Unknown.DAY, Unknown.ORDER, Unknown.YEAR, Unknown.ZONE)
"""The order of the questions: which zone a time is in is easier to tell once its day is known."""


@dataclass(frozen=True)
class _State:
    """What undo restores.

    Attributes:
        lines: every line.
        answers: what the author has answered for all lines.
        corrected: the positions of the lines that the author has corrected: answers for all lines don't change them.
        settled: what the author has answered, or left open.
    """

    lines: tuple[PastedLine, ...]
    answers: PasteAnswers = PasteAnswers()
    corrected: frozenset[int] = frozenset()
    settled: frozenset[Unknown] = frozenset()


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
        self._text = text
        self._around = around
        self._today = today
        self._mine = mine
        self._state = _State(tuple(read_paste(text, around)))
        self._before: list[_State] = []
        self.selected: set[int] = set()
        self.shown = ShownLines.ALL
        self.order: list[int] = []
        self._arrange()

    def _arrange(self) -> None:
        lines = self.lines
        found = [index for index, line in enumerate(lines) if line.text.strip()]
        if self.shown is ShownLines.DOUBTFUL:
            found = [index for index in found if lines[index].doubt]
        elif self.shown is ShownLines.SKIPPED:
            found = [index for index in found if lines[index].fate is LineRole.LEFT]
        self.order = sorted(found, key=lambda index: not lines[index].doubt)

    # -- what is shown -----------------------------------------------------------------------------------------------

    @property
    def lines(self) -> tuple[PastedLine, ...]:
        """Every line, with its role and its reading."""
        return self._state.lines

    def is_zone_assumed(self, index: int) -> bool:
        """Return whether the zone of an event's time is the incident's only because nothing names another."""
        line = self.lines[index]
        is_open = Unknown.ZONE in line.open and Unknown.ZONE not in self._state.settled
        return self._has_other_zone and is_open and line.fate is LineRole.EVENT and line.reading is not None

    @property
    def _has_other_zone(self) -> bool:
        """Whether the author's clock shows another time than the incident's at any of the events."""
        mine, own = self._mine, self._around.zone
        if mine is None or mine.key == own.key:
            return False
        times = [line.reading.at for line in self.lines if line.reading is not None and line.reading.at is not None]
        return any(_offset(at, mine) != _offset(at, own) for at in (times or [self._around.now]))

    def missing(self) -> MissingFact | None:
        """Return what is to be asked next; None if nothing is missing."""
        state = self._state
        asked = {question.about: question for question in questions(state.lines, self._around, self._mine)}
        for about in _ASKED_FIRST:
            question = asked.get(about)
            if question is None or about in state.settled or (about is Unknown.ZONE and not self._has_other_zone):
                continue
            places = [
                place for place in question.lines
                if place not in state.corrected and state.lines[place].fate is LineRole.EVENT
                and (about is not Unknown.ZONE or state.lines[place].reading is not None)
            ]  # fmt: skip
            if places:
                return self._asking(about, question, len(places))
        return None

    def _asking(self, about: Unknown, question: PasteQuestion, count: int) -> MissingFact:
        events = plural(count, "event")
        if about is Unknown.DAY:
            today, before = self._today, self._today - timedelta(days=1)
            answers = (f"today, {weekday_date(today, today.year)}", f"yesterday, {weekday_date(before, before.year)}")
            words = f"{events} without a date: what day was the first?"
            return MissingFact(about, words, (*answers, "leave it open"), (today, before, None))
        if about is Unknown.ZONE:
            zones = self._likely_zones()
            names = tuple(f"{zone.key}{why}" for zone, why in zones)
            return MissingFact(
                about, f"{events} without a time zone: which one is it?", names, tuple(zone for zone, _ in zones)
            )
        if about is Unknown.YEAR:
            words = f"{events} without a year: which one is it?"
            return MissingFact(about, words, tuple(map(str, question.likely)), question.likely)
        words = f"{events} whose date could be two days: is the month or the day first, as in 3/4?"
        return MissingFact(about, words, ("month first, March 4", "day first, April 3"), question.likely)

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
        """Return the positions of the lines that a correction changes: the selected ones, or this one if none is."""
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
        targets = self.targets(index)
        self._change(corrections.with_roles(self.lines, targets, role), targets)

    def set_day(self, index: int, text: str) -> None:
        """Put lines on a day.

        Raises:
            EntryError: if it isn't a day.
        """
        day, targets = read_day(text, self._today), self.targets(index)
        self._change(corrections.on_day(self.lines, targets, day, self._around), targets)

    def shift(self, index: int, days: int) -> None:
        """Put lines on a later day, or an earlier one."""
        targets = self.targets(index)
        self._change(corrections.shifted(self.lines, targets, days), targets)

    def set_zone(self, index: int, text: str) -> None:
        """Read the times of lines in a zone.

        Raises:
            EntryError: if it isn't a zone.
        """
        name, zone = self._named(text)
        self._in_zone(self.targets(index), zone, name)

    def _named(self, text: str) -> tuple[str, tzinfo]:
        found = corrections.named_zone(text, self._around.zone)
        if found is None:
            raise EntryError(f"'{text.strip()}' isn't a known time zone. Write it as Europe/Berlin, CET, or UTC+1.")
        return found

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
        self._change(corrections.in_zone(self.lines, indices, zone, name), indices)

    def reinterpret(self, index: int) -> None:
        """Switch lines to the other interpretation of their times, if there's one."""
        lines, targets = list(self.lines), self.targets(index)
        for each in targets:
            reading = lines[each].reading
            if reading is not None and reading.other is not None:
                other = replace(reading.other, other=reading, has_day=reading.has_day)
                lines[each] = replace(lines[each], reading=other, doubt=other.note)
        self._change(lines, targets)

    def answer(self, number: int) -> bool:
        """Take one of the likely answers, from 1, for every event that misses it; return whether there's such a one."""
        missing = self.missing()
        if missing is None or not 0 < number <= len(missing.values):
            return False
        self._answer(missing.about, missing.values[number - 1])
        return True

    def answer_typed(self, text: str) -> None:
        """Take what the author types as the missing day or zone.

        Raises:
            EntryError: if it isn't one.
        """
        missing = self.missing()
        if missing is None or not missing.can_be_typed:
            return
        if missing.about is Unknown.DAY:
            self._answer(Unknown.DAY, read_day(text, self._today))
            return
        name, zone = self._named(text)
        if isinstance(zone, ZoneInfo):
            self._answer(Unknown.ZONE, zone)
        else:  # an offset, which has no name
            self._in_zone([each for each in range(len(self.lines)) if self.is_zone_assumed(each)], zone, name)

    def _answer(self, about: Unknown, value: _Value) -> None:
        """Read the paste again with an answer for all lines but those that the author has corrected."""
        state = self._state
        if value is None:
            self._put(replace(state, settled=state.settled | {about}))
            return
        answers = _with_answer(state.answers, about, value)
        if about in (Unknown.DAY, Unknown.ZONE):  # what is read stays, and moves: a long paste needn't be read again
            lines, corrected = self._moved(value), state.corrected
        else:
            again = read_paste(self._text, self._around, answers)
            is_same = len(again) == len(state.lines)  # otherwise what was corrected can't be found in them
            corrected = state.corrected if is_same else frozenset()
            lines = [state.lines[place] if place in corrected else line for place, line in enumerate(again)]
        self._put(_State(tuple(lines), answers, corrected, state.settled | {about}))

    def _moved(self, value: _Value) -> list[PastedLine]:
        """Return the lines with the day, or the zone, of every event that misses it."""
        if isinstance(value, ZoneInfo):
            zoneless = [place for place in range(len(self.lines)) if self.is_zone_assumed(place)]
            return corrections.in_zone(self.lines, zoneless, value, value.key)
        undated = [place for place, line in enumerate(self.lines) if Unknown.DAY in line.open]
        return corrections.on_day(self.lines, undated, value, self._around) if isinstance(value, date) else []

    def _change(self, lines: Sequence[PastedLine], corrected: Sequence[int]) -> None:
        if tuple(lines) != self.lines:
            state = self._state
            self._put(replace(state, lines=tuple(lines), corrected=state.corrected | set(corrected)))

    def _put(self, state: _State) -> None:
        self._before.append(self._state)
        self._state = state
        self.selected = set()

    def undo(self) -> bool:
        """Take the last correction back; return whether there was one."""
        if not self._before:
            return False
        self._state = self._before.pop()
        return True


def brief_waiting(waiting: str) -> str:
    """Return a time that waits for its day with its zone's city alone: `14:02 Berlin`."""
    clock, _, zone = waiting.rpartition(" ")
    return f"{clock} {zone.rpartition('/')[2].replace('_', ' ')}" if "/" in zone else waiting


def _offset(at: datetime, zone: ZoneInfo) -> timedelta | None:
    return at.astimezone(zone).utcoffset()


def _with_answer(answers: PasteAnswers, about: Unknown, value: _Value) -> PasteAnswers:
    if isinstance(value, ZoneInfo):
        return replace(answers, zone=value)
    if isinstance(value, date):
        return replace(answers, day=value)
    return replace(answers, is_month_first=bool(value)) if about is Unknown.ORDER else replace(answers, year=value)
