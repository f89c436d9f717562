"""Lines of a paste: what each becomes, the events that they make, what the author says of them, what stays open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from pmtui.parsing.days import Around
from pmtui.parsing.instants import Interpretation
from pmtui.records import record


class LineRole(StrEnum):
    """What becomes of a line."""

    EVENT = "event"
    WORDS = "words"  # of the event above
    DETAIL = "detail"  # of the event above
    GOVERNS = "governs"  # a day, a zone or a name for the lines below
    LEFT = "left over"


class Unknown(StrEnum):
    """What an instant depends on that its text doesn't say."""

    ZONE = "zone"
    DAY = "day"
    YEAR = "year"
    ORDER = "order"  # of day and month in figures


@record(frozen=True)
class PastedLine:
    """One line of a paste, or the part of one that makes a separate event.

    Attributes:
        number: its number, from 1.
        text: the line as it was pasted; of a line with several events, this one's part.
        fate: its role.
        words: its text without its time and its marks.
        reading: its time, where it has one.
        action: what was done about it.
        source: where it comes from.
        details: cells of a table that are neither.
        doubt: what the author should look at; empty if nothing.
        waiting: its time, where that waits for its day.
        part: which part of its line it is, from 0.
        goes_on: it continues the sentence of the line above it, joined by a space.
        open: what its instant depends on that the text doesn't say.
    """

    number: int
    text: str
    fate: LineRole
    words: str = ""
    reading: Interpretation | None = None
    action: str = ""
    source: str = ""
    details: tuple[str, ...] = ()
    doubt: str = ""
    waiting: str = ""
    part: int = 0
    goes_on: bool = False
    open: frozenset[Unknown] = frozenset()

    @property
    def key(self) -> tuple[int, int]:
        """What tells it from the other lines of the paste, however that is read."""
        return self.number, self.part


@dataclass(frozen=True)
class PastedEvent:
    """An event that a paste makes.

    Attributes:
        reading: its time; None if the paste gives none.
        event: what happened.
        action: what was done about it.
        source: where it comes from.
        details: what else belongs to it.
        waiting: its time, where that waits for its day.
    """

    reading: Interpretation | None
    event: str
    action: str
    source: str
    details: tuple[str, ...]
    waiting: str = ""


@dataclass(frozen=True)
class LineAnswer:
    """What the author says of one line; it wins over what the line says.

    Attributes:
        role: its role; None for the one it was read with.
        day: the day of its time.
        zone: the zone of its time.
        holds_below: the day and the zone hold for the lines below, too, until the text says another.
    """

    role: LineRole | None = None
    day: date | None = None
    zone: ZoneInfo | None = None
    holds_below: bool = False


@dataclass(frozen=True)
class PasteAnswers:
    """What the author says of a paste; what the text says itself wins over all but `lines`.

    Attributes:
        zone: the zone of times whose text states none; None for the incident's.
        day: the day of times whose text gives none; None for the incident's.
        year: the year of days whose text gives none.
        is_month_first: whether 3/4 is March 4.
        lines: the answers for single lines, by their keys.
    """

    zone: ZoneInfo | None = None
    day: date | None = None
    year: int | None = None
    is_month_first: bool | None = None
    lines: Mapping[tuple[int, int], LineAnswer] = field(default_factory=dict)


@dataclass(frozen=True)
class PasteQuestion:
    """What a paste leaves open for some of its lines, asked once.

    Attributes:
        about: what is missing.
        lines: the positions of the lines that depend on it.
        likely: likely answers, the likeliest first: zones, days, years, or whether the month is first.
    """

    about: Unknown
    lines: tuple[int, ...]
    likely: tuple[ZoneInfo | date | int, ...] = ()


def events_of(lines: Sequence[PastedLine]) -> list[PastedEvent]:
    """Return the events that lines make, by their roles: what belongs to an event follows it."""
    found: list[_Growing] = []
    for line in lines:
        if line.fate is LineRole.EVENT or (line.fate in (LineRole.WORDS, LineRole.DETAIL) and not found):
            found.append(_Growing(line))
        elif line.fate is LineRole.WORDS:
            found[-1].append(f"{line.waiting} {line.words}".strip(), goes_on=line.goes_on)
        elif line.fate is LineRole.DETAIL:
            found[-1].detail(f"{line.waiting} {line.words}".strip() or line.text.strip(), *line.details)
    return [growing.event() for growing in found]


class _Growing:
    """An event as its lines add to it."""

    def __init__(self, line: PastedLine) -> None:
        self.line = line
        self.words = line.words or ("" if line.reading or line.waiting else line.text.strip())
        self.details = list(line.details)
        self.is_at_detail = False

    def append(self, words: str, *, goes_on: bool) -> None:
        if not words:
            return
        if goes_on and self.is_at_detail:
            self.details[-1] = f"{self.details[-1]} {words}"
        elif self.words:
            self.words += f" {words}" if goes_on else f"\n{words}"
        else:
            self.words = words

    def detail(self, *details: str) -> None:
        self.details.extend(details)
        self.is_at_detail = True

    def event(self) -> PastedEvent:
        line = self.line
        return PastedEvent(line.reading, self.words, line.action, line.source, tuple(self.details), line.waiting)


def with_role(lines: list[PastedLine], index: int, fate: LineRole) -> list[PastedLine]:
    """Return the lines with another fate for one of them; the author has looked at it."""
    return [*lines[:index], in_role(lines[index], fate), *lines[index + 1 :]]


def in_role(line: PastedLine, fate: LineRole) -> PastedLine:
    """Return a line with another fate; the author has looked at it."""
    words = line.words if line.words or line.reading or line.waiting else line.text.strip()
    return replace(line, fate=fate, words=words, doubt="")


def questions(lines: Sequence[PastedLine], around: Around, machine: ZoneInfo | None = None) -> list[PasteQuestion]:
    """Return what a paste leaves open, to be asked once for all the lines that depend on it.

    Args:
        lines: the lines as they were read.
        around: the incident's day and zone, as they were read by.
        machine: the zone of the author's machine. Where it's the incident's, times without a zone are in that.
    """
    found: list[PasteQuestion] = []
    for about in Unknown:
        places = tuple(place for place, line in enumerate(lines) if about in line.open)
        if places and not (about is Unknown.ZONE and machine in (None, around.zone)):
            found.append(
                PasteQuestion(about, places, _likely(about, [lines[place] for place in places], around, machine))
            )
    return found


def _likely(
    about: Unknown, lines: list[PastedLine], around: Around, machine: ZoneInfo | None
) -> tuple[ZoneInfo | date | int, ...]:
    if about is Unknown.ZONE:
        zones = (around.zone, machine or around.zone, ZoneInfo("UTC"))
        return tuple({zone.key: zone for zone in zones}.values())
    if about is Unknown.DAY:
        return (around.day,) if around.day is not None else ()
    readings = [line.reading for line in lines if line.reading is not None]
    if about is Unknown.YEAR:
        years = [each.year for each in readings if each.year is not None]
        return tuple(dict.fromkeys(year for guess in years for year in (guess, guess - 1)))
    return (True, False)
