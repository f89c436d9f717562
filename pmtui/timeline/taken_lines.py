"""The lines of a paste that are taken so far, and what the next ones are taken by."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from pmtui.parsing.days import Around
from pmtui.parsing.zones import NamedZone
from pmtui.timeline.day_lines import day_alone
from pmtui.timeline.entry_line import EventLine, read_line
from pmtui.timeline.given_above import GivenAbove
from pmtui.timeline.pasted_lines import LineRole, PastedLine
from pmtui.timeline.pieces import BULLET, Piece, has_clock_ahead

_OF_EVENT = (LineRole.EVENT, LineRole.WORDS)
_LINE_BREAK = re.compile(r"<br\s*/?>\s*+", re.IGNORECASE)


@dataclass
class TakenLines:
    """The lines of a paste that have their roles, and what that says about the next ones.

    Attributes:
        given: the day, year and zone that the lines so far give to the next ones.
        lines: the lines so far.
        has_leading_time: a line begins with a time.
        source: who wrote the next lines, or what.
        has_event: an event is among the lines.
        wants_words: the event above has a time and no text yet.
        is_chat: the lines are of a chat.
        stands_alone: the time of the event above is all of its line.
        is_listed: the event above is a bullet or a table's row, so a paragraph after an empty line isn't its detail.
        is_in_run: the event above follows another one directly, so a paragraph after an empty line closes the list.
        names: those who wrote messages.
        zone_of_all: the zone that a line below all events gives to them; None if a line above or their own do.
        message_at: when the last message was written, if that is known.
        day_one: the first day of those that the text numbers: Day 1, Day 2.
        indent: the line's indentation.
        event_indent: the indentation of this list's events; what is indented more is inside one of them.
        pieces: all lines, in parts.
        at: the piece that is being read.
    """

    given: GivenAbove
    lines: list[PastedLine] = field(default_factory=list)
    has_leading_time: bool = False
    source: str = ""
    has_event: bool = False
    wants_words: bool = False
    is_chat: bool = False
    stands_alone: bool = False
    is_listed: bool = False
    is_in_run: bool = False
    names: set[str] = field(default_factory=set)
    zone_of_all: NamedZone | None = None
    message_at: datetime | None = None
    day_one: date | None = None
    indent: int = 0
    event_indent: int = 1_000
    pieces: list[Piece] = field(default_factory=list)
    at: int = 0

    @property
    def around(self) -> Around:
        """What the next time is read by."""
        return self.given.around

    @property
    def piece(self) -> Piece:
        """The piece that is being read."""
        return self.pieces[self.at]

    def add(
        self,
        fate: LineRole,
        words: str = "",
        line: EventLine | None = None,
        doubt: str = "",
        *,
        goes_on: bool = False,
    ) -> None:
        """Note the line; what it says as an event comes with `line`."""
        piece = self.piece
        is_event = fate is LineRole.EVENT
        if is_event and "<" in words:
            words = _LINE_BREAK.sub("\n", words).strip("\n")
        note = PastedLine(
            piece.number,
            piece.text,
            fate,
            words,
            line.reading if line else None,
            line.action if line else "",
            self.source if is_event else "",
            doubt=doubt,
            waiting=self.given.waiting(line) if line else "",
            part=piece.part,
            goes_on=goes_on,
            open=self.given.left_open(line, piece.text) if line else frozenset(),
        )
        if is_event:
            self.is_in_run = bool(self.lines) and bool(piece.above.strip()) and self.lines[-1].fate in _OF_EVENT
        self.lines.append(note)
        if is_event:
            self.wants_words = self.stands_alone = not words
            self.has_event, self.event_indent = True, min(self.indent, self.event_indent)
        if line is not None:
            self.given.remember(line, piece.number)

    def event(self, event: str, line: EventLine, doubt: str = "", otherwise: str = "") -> None:
        """Take a line as an event, with what is uncertain about its time."""
        line = self.beside_above(line)
        self.add(LineRole.EVENT, event, line, doubt or self.given.doubt(line) or otherwise)

    def beside_above(self, line: EventLine) -> EventLine:
        """Return a line with what the lines above make uncertain about its time."""
        if line.reading is None:
            return line
        reading = self.given.beside(line.reading, self.piece.text)
        return line if reading is line.reading else replace(line, reading=reading)

    def has_times_below(self) -> bool:
        """Return whether a line before the next day has a time at its beginning, or there's no text for an event."""
        has_text = False
        for piece in self.pieces[self.at + 1 :]:
            if piece.number == self.piece.number or not piece.text.strip():
                continue
            if piece.cells is not None:
                return True
            if has_clock_ahead(piece.text):
                line = read_line(BULLET.sub("", piece.text.lstrip("# ")), self.around)
                return line.reading is None or not line.reading.has_day or not has_text
            bare = BULLET.sub("", piece.text).strip()
            if day_alone(bare.lstrip("# "), self.around) is not None:
                break
            if piece.text.lstrip().startswith("#"):
                break
            if BULLET.match(piece.text) and not has_text:
                return True
            has_text = True
        return not has_text

    def is_timed(self, plain: str) -> bool:
        """Return whether a line begins with a time."""
        return read_line(plain, self.around).has_time
