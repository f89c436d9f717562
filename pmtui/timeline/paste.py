"""Reads a paste: lines out of a chat, a runbook, a log, a table or a list become events, and no line is dropped.

Every line has a fate that the author sees, and can change, before anything is taken. What a line may be is read by a
module for each idea: `stated_zones`, `day_lines`, `sentences`, `tables`, `chats`, `logs`, `commits`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from pmtui.errors import EntryError
from pmtui.parsing.clock_times import Interpretation, in_force_after
from pmtui.parsing.days import Around, ReadDay
from pmtui.parsing.zones import NamedZone
from pmtui.text import clean_prose
from pmtui.timeline import chats, logs
from pmtui.timeline.commits import CommitRole, Commits
from pmtui.timeline.day_lines import (
    DayLine,
    day_alone,
    day_within,
    is_title,
    later_words_alone,
    likelier_order,
    month_order,
    years_in,
)
from pmtui.timeline.entry_line import EventLine, read_day_line, read_line
from pmtui.timeline.pasted_lines import (
    LineAnswer,
    LineRole,
    PasteAnswers,
    PastedEvent,
    PastedLine,
    PasteQuestion,
    Unknown,
    events_of,
    in_role,
    questions,
    with_role,
)
from pmtui.timeline.sentences import (
    begins_with_time,
    breaks_off,
    ends_before_time,
    goes_on,
    has_time_within,
    read_sentence,
    read_within,
    split_events,
)
from pmtui.timeline.stated_zones import doubtful_statement, keyed, says_more, stated_zone, with_key
from pmtui.timeline.tables import Cells, find_tables, html_rows

__all__ = [
    "LineAnswer",
    "LineRole",
    "PasteAnswers",
    "PasteQuestion",
    "PastedEvent",
    "PastedLine",
    "Unknown",
    "events_of",
    "questions",
    "read_paste",
    "with_role",
]

_BULLET = re.compile(r"^(\s*)(?:[-*+\u2022\u2023\u25e6\u2013]\s+|\d{1,3}[.)]\s+)(?:\[[ xX]\]\s+)?")
_HEADING = re.compile(r"^\s{0,3}#{1,6}(?!#)(?:\s+(?P<words>\S.*)|\s*)$", re.DOTALL)
_FENCE = re.compile(r"^\s*(```|~~~)")
_QUOTE = re.compile(r"^\s*(?:>\s?)+")
_INDENTED = re.compile(r"(?: {2,}|\t)")
_SIGNS = re.compile(r"^[\s|:+=*_~\u2014-]+$")
_BLOCK = (
    r"</?(?:ul|ol|li|p|div|span|section|article|br|hr|details|tbody|thead|table|tr|html|body)(?:\s[^<>]{0,200})?/?>"
)
_TAGS = re.compile(rf"\s*+(?:{_BLOCK}\s*+){{1,20}}", re.IGNORECASE)
_END_TAGS = re.compile(rf"(?:{_BLOCK}){{1,20}}$", re.IGNORECASE)
_LINE_BREAK = re.compile(r"<br\s*/?>\s*+", re.IGNORECASE)
_KEYED = re.compile(
    r"(?:time|timestamp|datetime|date|when|ts|at)\s?[:=]\s{1,9}[\"'\u201c]?(?=\d|[A-Z][a-z]{2},?\s)", re.IGNORECASE
)
"""The key before a time: `time: 2026-03-07 14:32` in YAML, `Time: 14:32`."""
_KEY = re.compile(
    r"(?:action|event|what|description|summary|message|text|title|note)\s?:\s{1,9}(?:[|>][-+]?$)?", re.IGNORECASE
)
_LABEL_FIRST = re.compile(
    r"^(?P<label>[A-Za-z](?:[^|]{0,200}?[^|:,\s\u2013\u2014-])?)[:,\s\u2013\u2014-]{1,20}+(?:at\s{1,9}|on\s{1,9})?"
    r"(?=\d{4}-\d{2}-\d{2}[T ]\d)"
)
_LABEL = re.compile(
    r"(?P<label>[*_`]{0,3}[A-Za-z][\w ()/&'-]{1,60}?(?<!\d))"
    r"(?:[*_`]{0,3}\s?[:=][*_`]{0,3}\s{0,9}|[*_`]{0,3}\s[\u2013\u2014-]\s|\sat\s|\s\(|\s(?=\d{4}-|\d{1,2}:\d\d))"
    r"(?=[~*_`]{0,3}(?:\d|[A-Z][a-z]{2,8},?\s\d))"
)
"""A label before the time that ends its line: `Detected: 14:32 UTC`."""
_MAY_HAVE_CLOCK = re.compile(r"\d(?:[:.h]?\d\d|\s?[ap])|night\b|noon\b|midday\b", re.IGNORECASE)
"""What every time after a label has; it's found much faster than a label."""
_TIME_LAST = re.compile(r"(?P<label>\S.{2,400}?)\s\((?P<time>[^()]{4,60})\)[.:;]?$")
"""A time in parentheses that ends its line: `**Rollback** (13 August, ~15:00 UTC)`."""
_NO_INSTANT = re.compile(
    r"\b(?:duration|length|total|downtime|time (?:to|between)|tt[dr]|mtt[dr]|after|version|ratio|every|lasted|took"
    r"|\d{1,3}\s?(?:h|hours?|m|min|minutes?))\b",
    re.IGNORECASE,
)
_CLOCK_FIRST = re.compile(r"\W*(?:(\d{4})\s|\d{1,2}:\d\d)")
_FOUR_DIGITS_FIRST = re.compile(r"\W*\d{4}[\s:]")
_CLOCK_AHEAD = re.compile(
    r"\d(?:(?<![\d:]\d)\d?[:h]\d\d|\s?[ap]\.?m\b|(?<=T\d)\d{3})", re.IGNORECASE
)  # a pattern that begins with a digit is found fast
_HAS_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d[/.-]\d{1,2}[/.-]\d\d")
_AHEAD = 80
"""A line that begins with a time has its clock within this many characters."""
_LIKELY_TIME = re.compile(
    r"[*_`~\[({\s]{0,8}(?:\d{4}-\d\d-\d\d[T ]\W{0,4}\d{1,2}:?\d\d|\d{1,2}[:.h]\d\d"
    r"|[A-Z][a-z]{2,8}[.,]?\s{1,2}\d{1,2}(?:st|nd|rd|th)?,?\s(?:\d{4},?\s)?(?:at\s)?\d{1,2}:\d\d)"
)
_DECORATION = re.compile(
    r"(?:(?:[\U0001F300-\U0001FAFF\u2190-\u21ff\u2300-\u27bf]\ufe0f?|:[\w+-]{1,40}:)\s{1,3}){1,3}(?=[*_`~\[(]{0,4}\d)"
)
"""What some write before a time: an emoji, an arrow."""
_MAY_BE_TIMED = re.compile(
    r"\d|\?|day\b|(?:night|morning|noon|evening)\b|^\W*(?:now|unknown|tb[cd]|hh:mm|mon|tue|wed|thu|fri|sat|sun)",
    re.IGNORECASE,
)
"""What a line with a time, or a day, has at least."""
_LABEL_AHEAD = 400
_DAY_NUMBER = re.compile(r"[*_`]{0,3}Day\s(?P<number>\d{1,2})\b[*_`:]{0,4}", re.IGNORECASE)
_LEAD_IN = re.compile(r"(?:[*_]{2}[^*_]{1,80}[*_]{2}:?|[^.!?]{1,80}:)$")

_NO_DAY = "No date yet. The time is kept, and used once the incident has a date."
_IN_FILE = "This is JSON: save it as a file, and import that."
_WITHIN_SENTENCE = "A time in the middle of a sentence: read as the event's."
_BEFORE_EVENTS = "Before the first event: left out."
_AFTER_EVENTS = "After the last event: left out."
_COMMENT = "A comment: left out."
_HEADS_DAY = "A heading: its day holds for the times below."
_COMMITTED = "Committed at another time than written: the event has the time when it was written."
_STATES_ZONE = "Left out: it gives the times below their zone."

MOST_LINES = 20_000
"""No one checks more lines than this one at a time; a whole log belongs elsewhere."""


def read_paste(text: str, around: Around, answers: PasteAnswers | None = None) -> list[PastedLine]:
    """Return every line of a paste with its fate.

    Args:
        text: what was pasted.
        around: the incident's day and zone, which count until the paste says otherwise. The event before doesn't: a
            paste begins again.
        answers: what the author says of the paste; None for nothing.

    Raises:
        EntryError: if there are more lines than anybody can look through.
    """
    whole = clean_prose(text.removeprefix("\ufeff"))
    count = whole.count("\n") + 1
    if count > MOST_LINES:
        raise EntryError(f"That's {count:,} lines; the limit is {MOST_LINES:,}. Paste them in parts.")
    if logs.is_json(whole):
        return [PastedLine(1, whole, LineRole.EVENT, whole.strip(), doubt=_IN_FILE)]
    lines = [_plain(line) for line in whole.split("\n")]
    answers = answers or PasteAnswers()
    reader = _Reader(_start(lines, around, answers), around.zone, answers)
    reader.read(list(_pieces(lines, is_prose=False)))
    if not reader.has_leading_time and has_time_within(whole):
        reader = _Reader(_start(lines, around, answers), around.zone, answers, is_prose=True)
        reader.read(list(_pieces(lines, is_prose=True)))
    return reader.lines


def _plain(line: str) -> str:
    return line.replace("\u00a0", " ").replace("\u202f", " ").replace("\u200b", "").rstrip()


def _start(lines: list[str], around: Around, answers: PasteAnswers) -> Around:
    """Return what the first line is read by."""
    clocks = [clock[1] for line in lines if (clock := _CLOCK_FIRST.match(line))]
    takes_digits = 2 * sum(clock is not None for clock in clocks) > len(clocks)
    order = month_order(lines)
    return replace(
        around,
        zone=answers.zone or around.zone,
        day=answers.day or around.day,
        year=answers.year,
        before=None,
        start=None,
        assumed=None,
        takes_digits=takes_digits,
        is_month_first=answers.is_month_first if order is None else order,
        is_month_likelier=likelier_order(lines, around) if order is None else None,
    )


@dataclass(frozen=True)
class _Piece:
    """A line, or a part of it, and what is around it.

    Attributes:
        number: the line's number, from 1.
        part: which part of the line it is, from 0.
        text: its text.
        cells: its cells, if it's of a table.
        above: the line before it; empty if there's none.
        following: the next line that isn't empty.
        is_block_timed: a line of its block, up to the next empty line, has a clock at its beginning.
        is_last: no line below has a clock at its beginning.
    """

    number: int
    part: int
    text: str
    cells: Cells | None
    above: str
    following: str
    is_block_timed: bool
    is_last: bool


def _pieces(lines: list[str], *, is_prose: bool) -> Iterator[_Piece]:
    """Yield the lines of a paste in parts, one for each event that a line has."""
    following = [""] * len(lines)
    for index in range(len(lines) - 1, 0, -1):
        following[index - 1] = lines[index] if lines[index].strip() else following[index]
    has_clock = [_has_clock_ahead(line) for line in lines]
    last = max((index for index, timed in enumerate(has_clock) if timed), default=-1)
    in_block = list(has_clock)
    for index in range(len(lines) - 2, -1, -1):
        in_block[index] = has_clock[index] or (bool(lines[index + 1].strip()) and in_block[index + 1])
    rows = [(index, part, row) for index, line in enumerate(lines) for part, row in enumerate(html_rows(line))]
    tells = False  # a sentence that begins with a time isn't over: the next one may begin on any of its lines
    for (index, first, row), cells in zip(rows, find_tables([row for _, _, row in rows]), strict=True):
        above = lines[index - 1] if index else ""
        tells = begins_with_time(row) or (tells and goes_on(above, row))
        for part, words in enumerate([row] if cells else split_events(row, is_prose=is_prose or tells), first):
            yield _Piece(index + 1, part, words, cells, above, following[index], in_block[index], index >= last)


def _has_clock_ahead(line: str) -> bool:
    return bool(_CLOCK_AHEAD.search(line, 0, _AHEAD) or _FOUR_DIGITS_FIRST.match(line, 0, _AHEAD))


def _begins_block(line: str) -> bool:
    return bool(_FENCE.match(line) or _BULLET.match(line))


@dataclass
class _Reader:
    around: Around
    own: ZoneInfo
    answers: PasteAnswers
    is_prose: bool = False
    """No line begins with a time: those in the middle of sentences are offered."""
    lines: list[PastedLine] = field(default_factory=list)
    has_leading_time: bool = False
    in_fence: bool = False
    in_comment: bool = False
    source: str = ""
    has_event: bool = False
    has_time: bool = False
    wants_words: bool = False
    is_chat: bool = False
    stands_alone: bool = False
    """The time of the event above is all of its line."""
    is_listed: bool = False
    """The event above is a bullet or a table's row, so a paragraph after an empty line isn't its detail."""
    names: set[str] = field(default_factory=set)
    is_only_code: bool = False
    day_one: date | None = None
    """The first day of those that the text numbers: Day 1, Day 2."""
    later_words: str = ""
    """A line above, such as `Next day`, before any day is known: it belongs to the next time."""
    is_over: bool = False
    """A heading has ended the part of the text that has the times."""
    indent: int = 0
    """The line's indentation."""
    event_indent: int = 1_000
    """The indentation of this list's events; what is indented more is inside one of them."""
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
    commits: Commits = field(default_factory=Commits)
    pieces: list[_Piece] = field(default_factory=list)
    at: int = 0
    """The piece that is being read."""
    last_block: int = -1
    """The last piece that is code or of a list."""

    @property
    def piece(self) -> _Piece:
        return self.pieces[self.at]

    def read(self, pieces: list[_Piece]) -> None:
        """Read all lines."""
        self.pieces = pieces
        blocks = (place for place in range(len(pieces) - 1, -1, -1) if _begins_block(pieces[place].text))
        self.last_block = next(blocks, -1)
        self.read_pieces()
        self.lines = [self.beside_below(line) for line in self.lines]

    def beside_below(self, line: PastedLine) -> PastedLine:
        """Return a line with what the lines below make uncertain: their zone may be its as well."""
        if self.zone_below is None or Unknown.ZONE not in line.open or line.reading is None or line.reading.at is None:
            return line
        place, zone, name = self.zone_below
        moved = line.reading.at.replace(tzinfo=zone)
        if line.number >= place or moved.utcoffset() == line.reading.at.utcoffset():
            return line
        doubt = f"{line.doubt} {name} below, no zone here: read as {self.own.key}.".strip()
        other = line.reading.other or replace(line.reading, at=moved, until=None, note="", other=None)
        return replace(line, doubt=doubt, reading=replace(line.reading, other=other))

    def read_pieces(self) -> None:
        for place, piece in enumerate(self.pieces):
            self.at = place
            said = self.answers.lines.get((piece.number, piece.part))
            if said is None:
                self.take(piece)
                continue
            self.govern_by(said)
            self.take(piece)
            self.lines[-1] = _answered(self.lines[-1], said, self.around.zone)
            at = self.lines[-1].reading.at if self.lines[-1].reading else None
            if at is not None and (said.day or said.zone):
                self.around = replace(self.around, before=at)

    def govern_by(self, said: LineAnswer) -> None:
        """Read this line and those below by what the author says of it."""
        if said.holds_below and said.zone is not None:
            self.govern(NamedZone("", said.zone))
        if said.holds_below and said.day is not None:
            self.around = replace(self.around, day=said.day, before=None, assumed=None)
            self.year_guessed = None

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
            waiting=self.waiting(line) if line else "",
            part=piece.part,
            goes_on=goes_on,
            open=self.left_open(line) if line else frozenset(),
        )
        self.lines.append(note)
        if is_event:
            self.wants_words = self.stands_alone = not words
            self.has_event, self.event_indent = True, min(self.indent, self.event_indent)
        if line is not None:
            self.remember(line)

    def remember(self, line: EventLine) -> None:
        """Read the times below by this one: its half of the day, its day, its zone."""
        reading = line.reading or line.assumed
        if reading is None or reading.at is None:
            return
        if line.is_of_day:  # of which hour isn't known, and of which year neither if it gives none
            if self.around.day is not None or not reading.year:
                self.around = replace(self.around, day=reading.at.date(), before=None, assumed=None)
            return
        zone, day = self.around.zone, self.around.day
        if reading.has_zone and reading.at.tzinfo is not None:
            self.zone_above = (reading.at.tzinfo, reading.zone)
            if self.has_time and self.zone_below is None and self.stated is None and not self.is_first_s:
                self.zone_below = (self.piece.number, reading.at.tzinfo, reading.zone)
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

    def left_open(self, line: EventLine) -> frozenset[Unknown]:
        """Return what a time depends on that the text doesn't say."""
        reading = line.reading or line.assumed
        if reading is None or reading.at is None:
            return frozenset()
        found: set[Unknown] = set()
        if not reading.has_zone and self.stated is None and not self.is_first_s:
            found.add(Unknown.ZONE)
        if line.reading is None:
            found.add(Unknown.DAY)
        if reading.year is not None or (self.year_guessed and not _HAS_YEAR.search(self.piece.text[:_AHEAD])):
            found.add(Unknown.YEAR)
        other = reading.other.at if reading.other else None
        if other is not None and (other.month, other.day) == (reading.at.day, reading.at.month):
            found.add(Unknown.ORDER)
        return frozenset(found)

    def take(self, piece: _Piece) -> None:
        """Set the role of one line."""
        text = piece.text
        if (not self.in_fence or self.is_only_code) and self.commit(piece):
            return
        if not text.strip():
            self.add(LineRole.LEFT)
        elif self.in_comment or text.lstrip().startswith("<!--"):
            self.in_comment = "-->" not in text
            self.add(LineRole.LEFT, doubt=_COMMENT)
        elif self.in_fence or _FENCE.match(text):
            self.fenced(text)
        elif piece.cells is not None:
            self.row(piece.cells)
        elif _SIGNS.match(text) or _TAGS.fullmatch(text):
            self.add(LineRole.LEFT)
        else:
            self.written(text)

    def fenced(self, text: str) -> None:
        """Take a line of a code fence: a detail, however much like an event it looks."""
        if _FENCE.match(text):
            self.in_fence = not self.in_fence
            self.is_only_code = self.in_fence and not self.has_event  # there is only a log
            self.add(LineRole.LEFT)
        elif self.is_only_code:
            if not self.timed(text.strip(), is_inner=False):
                self.untimed(text.strip(), is_heading=False, is_inner=True)
        else:
            self.add(LineRole.DETAIL, text.strip())

    # -- commits -----------------------------------------------------------------------------------------------------

    def commit(self, piece: _Piece) -> bool:
        """Take a line of `git log`: its date is the event's, its subject the text, the rest of its message details."""
        was_inside = self.commits.is_inside
        part = self.commits.read(piece.text, piece.following)
        if was_inside and (part is None or part.role is CommitRole.BEGINS):
            self.source, self.wants_words = "", False
        if part is None:
            return False
        if part.role is CommitRole.BEGINS:
            self.around = replace(self.around, before=None)  # the newest is first
            self.add(LineRole.GOVERNS)
        elif part.role is CommitRole.DATE:
            self.commit_date(part.text)
        elif part.role is CommitRole.EMPTY:
            self.add(LineRole.LEFT)
        elif part.role is CommitRole.SUBJECT and not self.wants_words:
            self.add(LineRole.EVENT, part.text, doubt="No time: an event without a time.")
        elif part.role in (CommitRole.SUBJECT, CommitRole.GOES_ON):
            self.add(LineRole.WORDS, part.text, goes_on=part.role is CommitRole.GOES_ON)
            self.wants_words = False
        elif part.role is CommitRole.BODY and goes_on(piece.above, part.text):
            self.add(LineRole.WORDS, part.text, goes_on=True)
        elif part.role in (CommitRole.BODY, CommitRole.DIFF):
            self.add(LineRole.DETAIL, part.text)
        else:
            self.source = part.text if part.role is CommitRole.AUTHOR else self.source
            self.add(LineRole.GOVERNS, doubt=_COMMITTED if part.role is CommitRole.OTHER_DATE else "")
        return True

    def commit_date(self, written: str) -> None:
        """Take the date of a commit as the time of its event."""
        line, _ = self.time_in(written)
        is_read = line.reading is not None and not line.event
        if not is_read:
            self.add(LineRole.GOVERNS, doubt=f"'{written}' isn't a date: the commit is an event without a time.")
            return
        self.indent = 0
        self.event("", line)
        self.has_leading_time = self.is_listed = True

    # -- tables ------------------------------------------------------------------------------------------------------

    def row(self, cells: Cells) -> None:
        """Take a line of a table."""
        if cells.is_head:
            self.head(cells)
            return
        if cells.is_rest:
            self.add(LineRole.WORDS if self.has_event else LineRole.LEFT)
            return
        if cells.time and not (cells.event or cells.action or cells.details) and self.day_line(cells.time):
            return
        line, source = self.time_in(cells.time)
        has_time = line.reading is not None or bool(line.waiting)
        event = " ".join(part for part in (line.event if has_time or line.problem else "", cells.event) if part)
        doubt = line.problem or ("" if has_time else "No time: an event without a time.")
        if not has_time and not line.problem and cells.time:
            event = f"{cells.time} {cells.event}".strip()
        self.event(event, replace(line, action=cells.action) if cells.action else line, doubt)
        if cells.source or source or cells.details:
            last = self.lines[-1]
            self.lines[-1] = replace(last, source=cells.source or source or last.source, details=cells.details)
        self.has_leading_time, self.wants_words, self.is_listed = True, False, True

    def head(self, cells: Cells) -> None:
        """Take a table's head, or the rule under it."""
        self.take_year(cells.names)
        zone = keyed(stated_zone(cells.names, self.own, anywhere=True))
        if zone is not None:
            self.govern(zone)
            self.add(LineRole.GOVERNS, doubt=zone.note)
        else:
            said = re.sub(r"(?i)(\btime)\s(?=[A-Z]{2,5}\b)", r"\1: ", cells.names)
            self.add(LineRole.LEFT, doubt=self.unread(said))

    def time_in(self, cell: str) -> tuple[EventLine, str]:
        """Read the cell of a time, and what wrote it."""
        if not cell:
            return EventLine(None, ""), ""
        log = logs.read_log_line(cell)
        line = read_line(log.text if log else cell, self.around)
        if line.reading is None and not line.waiting:
            day = read_day_line(cell, self.around, is_alone=True)
            return (day, "") if day is not None else (line, "")
        return line, log.before if log else ""

    # -- lines of prose ----------------------------------------------------------------------------------------------

    def written(self, text: str) -> None:
        """Take a line that is neither code nor of a table."""
        heading = _HEADING.match(text)
        self.indent = len(text) - len(text.lstrip())
        quote = _QUOTE.match(text) if ">" in text else None
        bare = (
            (heading["words"] or "").rstrip().rstrip("#").rstrip() if heading else text[quote.end() if quote else 0 :]
        )
        tags = _TAGS.match(bare) if "<" in bare else None
        if tags:
            bare = _END_TAGS.sub("", bare[tags.end() :])
        bullet = _BULLET.match(bare)
        is_inner = bool(_INDENTED.match(bare))
        plain = (bare[bullet.end() :] if bullet else bare).strip()
        is_bullet = bool(bullet or tags)
        if heading:
            self.take_year(plain)
        elif (plain[:1] == "[" and not bullet and self.chat(plain)) or (
            _LIKELY_TIME.match(plain)
            and not self.breaks_sentence()
            and self.timed(plain, is_inner=is_inner and bool(bullet), is_listed=is_bullet)
        ):
            return
        if self.states_zone(plain, is_heading=bool(heading)):
            return
        may_be_timed = _MAY_BE_TIMED.search(plain, 0, _LABEL_AHEAD)
        if may_be_timed and self.day_line(plain):
            return
        if not heading and not bullet and self.chat(plain):
            return
        if heading and self.day_heading(plain):
            return
        if (
            may_be_timed
            and not self.breaks_sentence()
            and self.timed(plain, is_inner=is_inner and bool(bullet), is_listed=is_bullet, is_heading=bool(heading))
        ):
            return
        if not is_bullet and not heading and (self.wrapped(text, plain) or self.below_time(text, plain)):
            return
        self.untimed(plain, is_heading=bool(heading), is_inner=is_inner, is_listed=is_bullet)

    def breaks_sentence(self) -> bool:
        """Return whether the line above breaks off before its sentence's time, so this one begins no event."""
        above = self.piece.above
        return len(above) > _AHEAD / 2 and ends_before_time(above)

    def day_line(self, plain: str) -> bool:
        """Take a line that is a day: for the lines below it, or of an event if none of those has a time."""
        numbered = _DAY_NUMBER.match(plain)
        later = timedelta(days=int(numbered["number"]) - 1) if numbered else timedelta()
        if numbered and numbered.end() == len(plain) and self.day_one is not None:
            found: DayLine | None = DayLine(ReadDay((self.day_one + later,), 0))
        else:
            found = day_alone(plain, self.around)
        if found is None:
            return self.later_day_waits(plain)
        if numbered and found.day.days[0].year >= 1970:
            self.day_one = found.day.days[0] - later
        self.govern_day(found)
        self.source, self.wants_words = "", False
        if self.has_times_below():
            self.add(LineRole.GOVERNS, doubt=found.note)
            return True
        event = read_day_line(plain, self.around, is_alone=True)
        if event is None:
            self.add(LineRole.GOVERNS, doubt=found.note)
            return True
        self.event("", event)
        self.is_listed = False
        return True

    def later_day_waits(self, plain: str) -> bool:
        """Take a line like `Next day` before any day is known: the time below keeps it until its day is known."""
        words = later_words_alone(plain)
        if not words or not self.has_times_below():
            return False
        self.later_words = words
        self.add(LineRole.GOVERNS)
        return True

    def day_heading(self, plain: str) -> bool:
        """Take a heading that contains a day and has times below it: `### 2025-10-25: the second day`."""
        found = day_within(plain, self.around)
        begins = read_day_line(plain, self.around)
        if begins is not None and begins.reading is not None and begins.reading.at is not None:
            if not self.has_times_below():
                return False  # an event of that day
            found = found or ReadDay((begins.reading.at.date(),), 0, year=begins.reading.year)
        if found is None or self.is_timed(plain):
            return False
        self.govern_day(DayLine(found, note=found.note))
        self.source, self.wants_words = "", False
        words = re.search(r"[A-Za-z]{4}", plain[found.end :]) if begins is not None else None
        self.add(LineRole.LEFT if words else LineRole.GOVERNS, doubt=found.note or (_HEADS_DAY if words else ""))
        return True

    def has_times_below(self) -> bool:
        """Return whether a line before the next day has a time at its beginning, or there's no text for an event."""
        has_text = False
        for piece in self.pieces[self.at + 1 :]:
            if piece.number == self.piece.number or not piece.text.strip():
                continue
            if piece.cells is not None:
                return True
            if _has_clock_ahead(piece.text):
                line = read_line(_BULLET.sub("", piece.text.lstrip("# ")), self.around)
                return line.reading is None or not line.reading.has_day or not has_text
            bare = _BULLET.sub("", piece.text).strip()
            if day_alone(bare.lstrip("# "), self.around) is not None:
                break
            if piece.text.lstrip().startswith("#"):
                break
            if _BULLET.match(piece.text) and not has_text:
                return True
            has_text = True
        return not has_text

    def govern_day(self, found: DayLine) -> None:
        """Read what follows on a day, and in the zone that is written with it."""
        if found.zone is not None:
            self.govern(found.zone)
        self.around = replace(self.around, day=found.day.days[0], before=None, assumed=None)
        self.year_guessed = found.day.year
        self.day_in_doubt = found.day if len(found.day.days) > 1 and not found.day.year else None

    def states_zone(self, plain: str, *, is_heading: bool) -> bool:
        """Take a line that does nothing but give all times a zone; of another, take the zone and leave the line."""
        zone = keyed(stated_zone(plain, self.own, is_heading=is_heading))
        if zone is not None and day_alone(plain, self.around) is not None:  # 03-10-2025 (all times CEST): a day's line
            return False
        if zone is None:
            return self.states_unread(plain, is_heading=is_heading)
        if self.is_timed(plain):
            return False
        if not is_heading and says_more(plain):  # its text is needed, too; among events it's about something else
            if not self.has_event:
                self.govern(zone)
            return False
        self.govern(zone)
        note = zone.note
        if (day := day_within(plain, self.around, is_about_times=not is_heading)) is not None:
            self.govern_day(DayLine(day))
            note = f"{note} {day.note}".strip()
        has_link = "](" in plain and not is_heading
        self.add(LineRole.LEFT if has_link else LineRole.GOVERNS, doubt=note or (_STATES_ZONE if has_link else ""))
        self.source, self.wants_words = "", False
        return True

    def govern(self, zone: NamedZone) -> None:
        """Read what follows in a zone that the paste states for everything."""
        assert isinstance(zone.zone, ZoneInfo)
        self.around = replace(self.around, zone=zone.zone)
        self.zone_above, self.stated, self.is_first_s, self.zone_unread = None, zone, False, ""

    def unread(self, text: str) -> str:
        """Return why a line may give all times a zone that isn't known here; it counts for the times below."""
        said = doubtful_statement(text, self.own)
        if not said:
            return ""
        self.zone_unread = said
        return f"'{said}' may be a time zone for every line. Write its offset instead, such as UTC-08:00."

    def states_unread(self, plain: str, *, is_heading: bool) -> bool:
        """Take a line that does nothing but give all times a zone that isn't known here."""
        if not doubtful_statement(plain, self.own) or (not is_heading and says_more(plain)) or self.is_timed(plain):
            return False
        self.add(LineRole.LEFT if is_heading else LineRole.GOVERNS, doubt=self.unread(plain))
        self.source, self.wants_words = "", False
        return True

    def take_year(self, text: str) -> None:
        """Use a head's year for the days below it, if nothing else gives one."""
        said = years_in(text)
        if self.around.day is None and len(said) == 1:
            self.around = replace(self.around, year=said.pop())

    def is_timed(self, plain: str) -> bool:
        line = read_line(plain, self.around)
        return line.reading is not None or bool(line.waiting)

    # -- events ------------------------------------------------------------------------------------------------------

    def timed(self, plain: str, *, is_inner: bool, is_listed: bool = False, is_heading: bool = False) -> bool:
        """Take a line that begins with a time, in any of the ways in which one may, as an event."""
        inner = is_inner and self.has_event and self.indent > self.event_indent and "+" not in plain[:2]
        otherwise = "A time inside a list: a separate event." if inner else ""
        decoration = _DECORATION.match(plain)
        if decoration and self.timed(plain[decoration.end() :], is_inner=is_inner, is_listed=is_listed):
            last = self.lines[-1]
            self.lines[-1] = replace(last, words=f"{decoration[0]}{last.words}".strip())
            return True
        if self.logged(plain):
            self.has_leading_time, self.is_listed = True, is_listed
            return True
        line = read_line(plain, self.around)
        if line.problem:
            if not re.match(r"[*_`\[(~]*\d", plain):
                return False
            self.add(LineRole.EVENT, plain, doubt=line.problem)
            self.is_listed = is_listed
            return True
        if line.reading is not None or line.waiting:
            is_known = line.reading is None or line.reading.at is not None
            has_day = line.reading is not None and line.reading.has_day
            if not is_known and not has_day and not re.match(r"[*_`\[(]*[?\dHhtTuU]", plain):
                return False
            words = line.event if is_known or not has_day else plain
            self.event(words, line, otherwise=otherwise)
            self.has_leading_time, self.is_listed = True, is_listed
            return True
        if not is_heading and self.labeled(plain, otherwise):
            self.has_leading_time, self.is_listed = True, is_listed
            return True
        day = read_day_line(plain, self.around)
        if day is not None:
            self.event(day.event, day, otherwise=otherwise)
            self.is_listed = is_listed
            return True
        return self.told(plain, otherwise)

    def told(self, plain: str, otherwise: str) -> bool:
        """Take a sentence with its time at the beginning or in the middle; the event's text is the whole sentence."""
        line = read_sentence(plain, self.around)
        doubt = ""
        if line is None and self.is_prose:
            line, doubt = read_within(plain, self.around), _WITHIN_SENTENCE
        if line is None:
            return False
        known = self.doubt(replace(line, reading=self.beside(line.reading)) if line.reading else line)
        self.event(plain, line, " ".join(part for part in (known, doubt, otherwise) if part))
        self.is_listed = False
        return True

    def logged(self, plain: str) -> bool:
        """Take a line that a machine wrote, whose time isn't first or isn't written as people do."""
        log = logs.read_log_line(plain)
        if log is None:
            return False
        line = read_line(log.text, self.around)
        if line.reading is None and not line.waiting:
            day = read_day_line(log.text, self.around)
            if day is None:
                return False
            line = day
        words = " | ".join(part for part in (line.event, line.action) if part)
        self.event(" ".join(part for part in (log.before, words) if part), replace(line, action=""))
        if log.source:
            self.lines[-1] = replace(self.lines[-1], source=log.source)
        return True

    def labeled(self, plain: str, otherwise: str) -> bool:
        """Take a line that has a label before its time: `First detected 2025-10-25 09:33`, `Detected: 14:32`."""
        keyed = _KEYED.match(plain)
        if keyed:
            value = plain[keyed.end() :].rstrip("\"'\u201d")
            log = logs.read_log_line(value)
            line = read_line(log.text if log else value, self.around)
            if line.reading is not None or line.waiting:
                self.event(line.event, line, otherwise=otherwise)
                return True
        may_have_clock = _MAY_HAVE_CLOCK.search(plain) is not None
        for pattern in (_LABEL_FIRST, _LABEL, _TIME_LAST):
            if pattern is not _TIME_LAST and not may_have_clock:
                continue
            if pattern is _TIME_LAST and not plain[-2:].rstrip(".:;").endswith(")"):
                continue
            label = pattern.match(plain)
            if label is None or _NO_INSTANT.search(label["label"]):
                continue
            is_all = pattern is not _LABEL_FIRST  # nothing may follow its time
            rest = label["time"] if pattern is _TIME_LAST else plain[label.end() :]
            line = read_line(rest.rstrip("*_`).; ") if is_all else rest, self.around)
            if line.problem or (line.reading is None and not line.waiting):
                continue
            if is_all and (line.event or (line.reading is not None and line.reading.at is None)):
                continue
            name = label["label"].strip() if pattern is _TIME_LAST else label["label"].strip(" *_`")
            self.event(" ".join(part for part in (name, line.event) if part), line, otherwise=otherwise)
            return True
        return False

    def event(self, event: str, line: EventLine, doubt: str = "", otherwise: str = "") -> None:
        """Take a line as an event, with what is uncertain about its time."""
        if line.reading is not None and (reading := self.beside(line.reading)) is not line.reading:
            line = replace(line, reading=reading)
        self.add(LineRole.EVENT, event, line, doubt or self.doubt(line) or otherwise)

    def beside(self, reading: Interpretation) -> Interpretation:
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
        if self.is_mislabeled(reading):
            assert self.stated is not None and reading.at is not None
            notes.append(f"{self.stated.label} isn't used on that date: read as {reading.at.tzname()}.")
        if self.zone_unread and not reading.has_zone and reading.at is not None:
            notes.append(f"'{self.zone_unread}' above isn't a known zone: read as {self.around.zone.key}.")
        if (
            self.year_guessed
            and not reading.year
            and not (reading.has_day and _HAS_YEAR.search(self.piece.text[:_AHEAD]))
        ):
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

    def is_mislabeled(self, reading: Interpretation) -> bool:
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

    # -- chats -------------------------------------------------------------------------------------------------------

    def chat(self, plain: str) -> bool:
        """Read who wrote a message and when, on the line of the time or the one above it."""
        sender = chats.sender_of(plain.replace("**", ""))
        if sender and not self.is_chat and not sender.when[-1:].isalpha() and not self.has_message_below():
            return False  # `Resolved 14:50` is a label with its time
        when = sender.when if sender else chats.time_alone(plain) if self.is_chat else ""
        if when:
            line = read_line(when, self.around)
            if line.reading is not None or line.waiting:
                self.source, self.is_chat = sender.name if sender else self.source, True
                self.event("", line)
                status = chats.status_of(plain)
                if status:
                    self.lines[-1] = replace(self.lines[-1], source=f"{self.source} {status}".strip())
                self.has_leading_time = True
                return True
        following = self.piece.following
        above = None if self.wants_words else chats.sender_above(plain, following)
        if above is None:
            return False
        has_half = bool(re.search(r"(?i)\d\s?[ap]\.?m", following))
        is_known = above.name in self.names or (has_half and (not self.is_chat or len(above.name.split()) == 1))
        if not above.is_sure and not is_known:
            return False
        self.source, self.is_chat, self.wants_words = above.name, True, False
        self.names.add(above.name)
        self.add(
            LineRole.GOVERNS,
            doubt="" if above.is_sure else "Read as the name of the person who wrote the next lines.",
        )
        return True

    def has_message_below(self) -> bool:
        """Return whether the next line may be a message, and not one more line with a time."""
        below = self.pieces[self.at + 1].text.strip() if self.at + 1 < len(self.pieces) else ""
        return bool(below) and not _LIKELY_TIME.match(below) and chats.sender_of(below) is None

    # -- lines without a time ------------------------------------------------------------------------------------------

    def wrapped(self, text: str, plain: str) -> bool:
        """Take a line that continues the sentence of the one above it."""
        if (
            self.is_chat
            or not self.lines
            or self.wants_words
            or logs.is_trace(text)
            or not goes_on(self.piece.above, text)
        ):
            return False
        if self.lines[-1].fate not in (LineRole.EVENT, LineRole.WORDS, LineRole.DETAIL):
            if self.lines[-1].doubt in (_BEFORE_EVENTS, _AFTER_EVENTS):
                self.add(LineRole.LEFT, doubt=self.lines[-1].doubt)
                return True
            return False
        self.add(LineRole.WORDS, plain, goes_on=True)
        return True

    def below_time(self, text: str, plain: str) -> bool:
        """Take a line of a paragraph that begins with a time alone on its line: text, until a sentence ends."""
        above = self.lines[-1] if self.lines else None
        if self.is_chat or above is None or not self.stands_alone or not self.piece.above.strip():
            return False
        if above.fate is not LineRole.WORDS or not breaks_off(self.piece.above, text):
            return False
        self.add(LineRole.WORDS, plain)
        return True

    def untimed(self, plain: str, *, is_heading: bool, is_inner: bool, is_listed: bool = False) -> None:
        """Take a line without a time: words or a detail of the event above, or an event without a time."""
        piece = self.piece
        if is_heading:
            self.add(LineRole.LEFT, doubt="A heading without a date or time.")
            self.is_over = self.has_event and piece.is_last
        elif self.is_over:
            self.add(LineRole.LEFT, doubt=_AFTER_EVENTS)
        elif self.wants_words:
            self.add(LineRole.WORDS, _KEY.sub("", plain, count=1))
            self.wants_words = not self.lines[-1].words
        elif self.has_event:
            is_after = piece.is_last and self.is_listed and not (is_inner or is_listed or self.is_chat or self.in_fence)
            if is_after and self.is_apart() and not self.has_blocks_below():
                self.add(LineRole.LEFT, doubt=_AFTER_EVENTS)
                return
            is_sure = is_inner or self.is_chat or logs.is_trace(piece.text)
            self.add(LineRole.DETAIL, plain, doubt="" if is_sure else "No time: a detail of the event above.")
        elif not piece.is_last and (_LEAD_IN.match(plain) or not piece.is_block_timed or self.titled(plain, is_listed)):
            self.add(LineRole.LEFT, doubt=_BEFORE_EVENTS)
        else:
            self.add(LineRole.EVENT, plain, doubt="No time: an event without a time.")

    def titled(self, plain: str, is_listed: bool) -> bool:
        """Return whether a line above all events is their title, `Timeline 2024`; its year holds for the days below."""
        if is_listed or not is_title(plain):
            return False
        self.take_year(plain)
        return True

    def has_blocks_below(self) -> bool:
        """Return whether code or a list follows: then this isn't a closing paragraph, but a part of a longer event."""
        if self.lines[-1].doubt == _AFTER_EVENTS:
            return False
        return self.at < self.last_block

    def is_apart(self) -> bool:
        """Return whether an empty line parts this line from the event above, or the line above is apart."""
        return not self.piece.above.strip() or self.lines[-1].doubt == _AFTER_EVENTS


def _answered(line: PastedLine, said: LineAnswer, zone: ZoneInfo) -> PastedLine:
    """Return a line as its author corrects it: its role, its day, its zone."""
    line = in_role(line, said.role or line.fate) if said.role else replace(line, doubt="")
    reading = line.reading
    if reading is None or reading.at is None or not (said.day or said.zone):
        return line
    local = reading.at.astimezone(reading.at.tzinfo if reading.has_zone else zone)
    moved = datetime.combine(said.day or local.date(), local.time(), said.zone or local.tzinfo)
    until = reading.until + (moved - reading.at) if reading.until else None
    answered = {Unknown.DAY, Unknown.YEAR, Unknown.ORDER} if said.day else set()
    still_open = line.open - answered - ({Unknown.ZONE} if said.zone else set())
    reading = replace(reading, at=moved, until=until, note="", other=None, year=None)
    return replace(line, reading=reading, open=frozenset(still_open))
