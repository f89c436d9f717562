"""Reads a paste: lines out of a chat, a runbook, a log, a table or a list become events, and no line is dropped.

Every line has a fate that the author sees, and can change, before anything is taken. What a line may be is read by a
module for each idea: `stated_zones`, `day_lines`, `sentences`, `labels`, `tables`, `chats`, `logs`, `commits`,
`status_pages`. Lines that give a day or a zone to others, rows, and a chat's names are taken by `giving_lines`,
`table_lines`, `chat_lines`; `taken_lines` holds what is taken so far, and `given_above` what that gives to those below.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from pmtui.errors import EntryError
from pmtui.parsing.days import Around
from pmtui.text import clean_prose
from pmtui.timeline import logs, status_pages
from pmtui.timeline.chat_lines import take_chat_line
from pmtui.timeline.commits import CommitRole, Commits
from pmtui.timeline.day_lines import (
    in_two_orders,
    is_title,
    likelier_order,
    month_order,
)
from pmtui.timeline.entry_line import read_day_line, read_line
from pmtui.timeline.given_above import GivenAbove
from pmtui.timeline.giving_lines import take_day_heading, take_day_line, take_introduction, take_stated_zone
from pmtui.timeline.labels import read_labeled
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
from pmtui.timeline.pieces import BEGINNING, BULLET, FENCE, LIKELY_TIME, Piece, begins_block, pieces_of
from pmtui.timeline.sentences import (
    breaks_off,
    ends_before_time,
    goes_on,
    has_time_within,
    read_sentence,
    read_within,
)
from pmtui.timeline.table_lines import take_row, time_in
from pmtui.timeline.taken_lines import TakenLines

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

_HEADING = re.compile(r"^\s{0,3}#{1,6}(?!#)(?:\s+(?P<words>\S.*)|\s*)$", re.DOTALL)
_HEADING_ELSEWHERE = re.compile(
    r"\s{0,3}(?:<h[1-6](?:\s[^<>]{0,200})?>\s*|h[1-6]\.\s+|(?P<wiki>={2,6})\s)"
    r"(?P<words>[^\s<>=][^<>=]{0,300}?)\s*(?(wiki)(?P=wiki)|(?:</h[1-6]>)?)$",
    re.IGNORECASE,
)
"""A heading of HTML, of Jira, or of MediaWiki."""
_HEADING_BEGINS = 4
"""A heading begins within this many characters."""
_QUOTE = re.compile(r"^\s*(?:>\s?)+")
_SIGNS = re.compile(r"^[\s|:+=*_~\u2014-]+$")
_BLOCK = (
    r"</?(?:ul|ol|li|p|div|span|section|article|br|hr|details|tbody|thead|table|tr|html|body)(?:\s[^<>]{0,200})?/?>"
)
_TAGS = re.compile(rf"\s*+(?:{_BLOCK}\s*+){{1,20}}", re.IGNORECASE)
_END_TAGS = re.compile(rf"(?:{_BLOCK}){{1,20}}$", re.IGNORECASE)
_KEY = re.compile(
    r"(?:action|event|what|description|summary|message|text|title|note)\s?:\s{1,9}(?:[|>][-+]?$)?", re.IGNORECASE
)
_CLOCK_FIRST = re.compile(r"\W*(?:(\d{4})\s|\d{1,2}:\d\d)")
_DOTTED_DAY = re.compile(r"[*_]{0,2}\d{1,2}\.\d{1,2}\.:?[*_]{0,2}")
_DECORATION = re.compile(
    r"(?:(?:[\U0001F300-\U0001FAFF\u2190-\u21ff\u2300-\u27bf]\ufe0f?|:[\w+-]{1,40}:)\s{1,3}){1,3}(?=[*_`~\[(]{0,4}\d)"
)
"""What some write before a time: an emoji, an arrow."""
_TO_CONFIRM = re.compile(r"[*_`~\[({]{0,4}(?P<word>tb[cd])\b", re.IGNORECASE)
"""An unknown time whose word is kept, because it may be about the event."""
_MAY_BE_TIMED = re.compile(
    r"\d|\?|(?:days?|weeks?)\b|(?:night|morning|noon|evening)\b|^\W*(?:now|unknown|tb[cd]|hh:mm|mon|tue|wed|thu|fri|sat|sun)",
    re.IGNORECASE,
)
"""What a line with a time, or a day, has at least."""
_LABEL_AHEAD = 400
_LEAD_IN = re.compile(r"(?:[*_]{2}[^*_]{1,80}[*_]{2}:?|[^.!?]{1,80}:)$")

_IN_FILE = "This is JSON: save it as a file, and import that."
_WITHIN_SENTENCE = "A time in the middle of a sentence: read as the event's."
_BEFORE_EVENTS = "Before the first event: left out."
_AFTER_EVENTS = "After the last event: left out."
_TIME_OF_UPDATE = "Left out: the time of the text above."
_COMMENT = "A comment: left out."
_COMMITTED = "Committed at another time than written: the event has the time when it was written."

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
    reader = _Reader(GivenAbove(_start(lines, around, answers), around.zone), answers=answers)
    reader.read(list(pieces_of(lines, is_prose=False)))
    if not reader.has_leading_time and has_time_within(whole):
        reader = _Reader(GivenAbove(_start(lines, around, answers), around.zone), answers=answers, is_prose=True)
        reader.read(list(pieces_of(lines, is_prose=True)))
    if reader.zone_of_all is not None:
        given = GivenAbove(_start(lines, around, answers), around.zone)
        given.govern(reader.zone_of_all)
        reader = _Reader(given, answers=answers, is_prose=reader.is_prose)
        reader.read(list(pieces_of(lines, is_prose=reader.is_prose)))
    return reader.lines


def _plain(line: str) -> str:
    return line.replace("\u00a0", " ").replace("\u202f", " ").replace("\u200b", "").rstrip()


def _start(lines: list[str], around: Around, answers: PasteAnswers) -> Around:
    """Return what the first line is read by."""
    clocks = [clock[1] for line in lines if (clock := _CLOCK_FIRST.match(line))]
    takes_digits = 2 * sum(clock is not None for clock in clocks) > len(clocks)
    dates = in_two_orders(lines)
    order = month_order(dates, lines)
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
        is_month_likelier=likelier_order(dates, around) if order is None else None,
    )


@dataclass
class _Reader(TakenLines):
    answers: PasteAnswers = field(default_factory=PasteAnswers)
    is_prose: bool = False
    """No line begins with a time: those in the middle of sentences are offered."""
    in_fence: bool = False
    in_comment: bool = False
    is_only_code: bool = False
    is_over: bool = False
    """A heading has ended the part of the text that has the times."""
    commits: Commits = field(default_factory=Commits)
    times_below: dict[int, str] = field(default_factory=dict)
    """The times of a status page's updates, by the numbers of these; empty by the numbers of the lines of the times."""
    last_block: int = -1
    """The last piece that is code or of a list."""

    def read(self, pieces: list[Piece]) -> None:
        """Read all lines."""
        self.pieces = pieces
        blocks = (place for place in range(len(pieces) - 1, -1, -1) if begins_block(pieces[place].text))
        self.last_block = next(blocks, -1)
        places = status_pages.times_below([piece.text for piece in pieces])
        self.times_below = {
            pieces[update].number: pieces[time].text.strip().removeprefix("Posted ") for update, time in places.items()
        }
        self.times_below |= {pieces[time].number: "" for time in places.values()}
        self.read_pieces()
        self.lines = [self.given.beside_below(line) for line in self.lines]

    def read_pieces(self) -> None:
        for place, piece in enumerate(self.pieces):
            self.at = place
            said = self.answers.lines.get((piece.number, piece.part))
            if said is None:
                self.take(piece)
                continue
            self.given.govern_by(said)
            self.take(piece)
            self.lines[-1] = _answered(self.lines[-1], said, self.around.zone)
            at = self.lines[-1].reading.at if self.lines[-1].reading else None
            if at is not None and (said.day or said.zone):
                self.given.follow(at)

    def take(self, piece: Piece) -> None:
        """Set the role of one line."""
        text = piece.text
        if (not self.in_fence or self.is_only_code) and self.commit(piece):
            return
        if not text.strip():
            self.add(LineRole.LEFT)
        elif self.times_below and self.update(piece):
            pass
        elif self.in_comment or text.lstrip().startswith("<!--"):
            self.in_comment = "-->" not in text
            self.add(LineRole.LEFT, doubt=_COMMENT)
        elif self.in_fence or ("``" in text or "~~" in text) and FENCE.match(text):
            self.fenced(text)
        elif piece.cells is not None:
            take_row(self, piece.cells)
        elif not text.lstrip()[:1].isalnum() and (_SIGNS.match(text) or _TAGS.fullmatch(text)):
            self.add(LineRole.LEFT)
        else:
            self.written(text)

    def fenced(self, text: str) -> None:
        """Take a line of a code fence: a detail, however much like an event it looks."""
        if FENCE.match(text):
            self.in_fence = not self.in_fence
            self.is_only_code = self.in_fence and not self.has_event  # there is only a log
            self.add(LineRole.LEFT)
        elif self.is_only_code:
            if not self.timed(text.strip(), is_inner=False):
                self.untimed(text.strip(), is_heading=False, is_inner=True)
        else:
            self.add(LineRole.DETAIL, text.strip())

    # -- commits -----------------------------------------------------------------------------------------------------

    def commit(self, piece: Piece) -> bool:
        """Take a line of `git log`: its date is the event's, its subject the text, the rest of its message details."""
        was_inside = self.commits.is_inside
        part = self.commits.read(piece.text, piece.following)
        if was_inside and (part is None or part.role is CommitRole.BEGINS):
            self.source, self.wants_words = "", False
        if part is None:
            return False
        if part.role is CommitRole.BEGINS:
            self.given.follow(None)  # the newest is first
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

    def update(self, piece: Piece) -> bool:
        """Take a line of a status page: an update, which has its time below it, or that time."""
        posted = self.times_below.get(piece.number)
        if not posted:
            if posted is not None:
                self.add(LineRole.LEFT, doubt=_TIME_OF_UPDATE)
            return posted is not None
        line = read_line(posted, self.around)
        if not line.has_time or line.event:
            return False
        self.given.follow(None)  # the newest is first
        self.event(piece.text.strip(), line)
        self.has_leading_time = True
        return True

    def commit_date(self, written: str) -> None:
        """Take the date of a commit as the time of its event."""
        line, _ = time_in(self, written)
        is_read = line.reading is not None and not line.event
        if not is_read:
            self.add(LineRole.GOVERNS, doubt=f"'{written}' isn't a date: the commit is an event without a time.")
            return
        self.indent = 0
        self.event("", line)
        self.has_leading_time = self.is_listed = True

    # -- lines of prose ----------------------------------------------------------------------------------------------

    def written(self, text: str) -> None:
        """Take a line that is neither code nor of a table."""
        heading = _HEADING.match(text) if "#" in text[:_HEADING_BEGINS] else _HEADING_ELSEWHERE.match(text)
        self.indent = len(text) - len(text.lstrip())
        quote = _QUOTE.match(text) if ">" in text else None
        bare = (
            (heading["words"] or "").rstrip().rstrip("#").rstrip() if heading else text[quote.end() if quote else 0 :]
        )
        tags = _TAGS.match(bare) if "<" in bare else None
        if tags:
            bare = _END_TAGS.sub("", bare[tags.end() :])
        bullet = BULLET.match(bare)
        is_inner = bare.startswith(("  ", "\t"))
        plain = (bare[bullet.end() :] if bullet else bare).strip()
        is_bullet = bool(bullet or tags)
        if heading:
            self.given.take_year(plain)
        elif (plain[:1] == "[" and not bullet and take_chat_line(self, plain)) or (
            LIKELY_TIME.match(plain)
            and not _DOTTED_DAY.fullmatch(plain)
            and not self.breaks_sentence()
            and self.timed(plain, is_inner=is_inner and bool(bullet), is_listed=is_bullet)
        ):
            return
        if take_stated_zone(self, plain, is_heading=bool(heading)):
            return
        may_be_timed = _MAY_BE_TIMED.search(plain, 0, _LABEL_AHEAD)
        if may_be_timed and take_day_line(self, plain):
            return
        if not heading and not bullet and take_chat_line(self, plain):
            return
        if heading and take_day_heading(self, plain):
            return
        if (
            may_be_timed
            and not self.breaks_sentence()
            and self.timed(plain, is_inner=is_inner and bool(bullet), is_listed=is_bullet, is_heading=bool(heading))
        ):
            return
        if not is_bullet and not heading and (self.wrapped(text, plain) or self.below_time(text, plain)):
            return
        if not is_bullet and take_introduction(self, plain, is_heading=bool(heading)):
            return
        self.untimed(plain, is_heading=bool(heading), is_inner=is_inner, is_listed=is_bullet)

    def breaks_sentence(self) -> bool:
        """Return whether the line above breaks off before its sentence's time, so this one begins no event."""
        above = self.piece.above
        return len(above) > BEGINNING / 2 and ends_before_time(above) and not BULLET.match(self.piece.text)

    # -- events ------------------------------------------------------------------------------------------------------

    def timed(self, plain: str, *, is_inner: bool, is_listed: bool = False, is_heading: bool = False) -> bool:
        """Take a line that begins with a time, in any of the ways in which one may, as an event."""
        inner = is_inner and self.has_event and self.indent > self.event_indent and "+" not in plain[:2]
        otherwise = "A time inside a list: a separate event." if inner else ""
        decoration = None if plain[:1].isalnum() else _DECORATION.match(plain)
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
        if line.has_time:
            is_known = line.reading is None or line.reading.at is not None
            has_day = line.reading is not None and line.reading.has_day
            if not is_known and not has_day and not re.match(r"[*_`\[(]*[?\dHhtTuU]", plain):
                return False
            words = line.event if is_known or not has_day else plain
            unsure = _TO_CONFIRM.match(plain) if not is_known and words == line.event else None
            words = f"{unsure['word']}: {words}" if unsure and words else words
            self.event(words, line, otherwise=otherwise)
            self.has_leading_time, self.is_listed = True, is_listed
            return True
        is_of_message = self.is_chat and is_listed  # `- failover 12:58` tells what happened when
        labeled = None if is_heading or is_of_message else read_labeled(plain, self.around)
        if labeled is not None:
            self.event(labeled.event, labeled, otherwise=otherwise)
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
        known = self.given.doubt(self.beside_above(line))
        self.event(plain, line, " ".join(part for part in (known, doubt, otherwise) if part))
        self.is_listed = False
        return True

    def logged(self, plain: str) -> bool:
        """Take a line that a machine wrote, whose time isn't first or isn't written as people do."""
        log = logs.read_log_line(plain)
        if log is None:
            return False
        line = read_line(log.text, self.around)
        if not line.has_time:
            day = read_day_line(log.text, self.around)
            if day is None:
                return False
            line = day
        words = " | ".join(part for part in (line.event, line.action) if part)
        self.event(" ".join(part for part in (log.before, words) if part), replace(line, action=""))
        if log.source:
            self.lines[-1] = replace(self.lines[-1], source=log.source)
        return True

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
            is_in_list = self.is_listed or self.is_in_run
            is_after = piece.is_last and is_in_list and not (is_inner or is_listed or self.is_chat or self.in_fence)
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
        self.given.take_year(plain)
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
