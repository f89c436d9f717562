"""Reads a paste: lines out of a chat, a runbook, a log, a table or a list become events, and no line is dropped.

Every line has a fate that the author sees, and can change, before anything is taken.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo

from pmtui.model.moments import EntryError
from pmtui.plain import clean_prose
from pmtui.timeline.days import Around, read_day_at
from pmtui.timeline.line import Line, read_line
from pmtui.timeline.tables import Cells, find_tables
from pmtui.timeline.times import Reading
from pmtui.timeline.zones import read_zone


class Fate(StrEnum):
    """What becomes of a line."""

    EVENT = "event"
    WORDS = "words"  # of the event above
    DETAIL = "detail"  # of the event above
    GOVERNS = "governs"  # a day, a zone or a name for the lines below
    LEFT = "left over"


@dataclass(frozen=True)
class PastedLine:
    """One line of a paste.

    Attributes:
        number: its number, from 1.
        text: the line as it was pasted.
        fate: what becomes of it.
        words: its text without its time and its marks.
        reading: its time, where it has one.
        action: what was done about it.
        source: who or what says so.
        details: cells of a table that are neither.
        doubt: what the author should look at; empty where nothing.
    """

    number: int
    text: str
    fate: Fate
    words: str = ""
    reading: Reading | None = None
    action: str = ""
    source: str = ""
    details: tuple[str, ...] = ()
    doubt: str = ""


@dataclass(frozen=True)
class PastedEvent:
    """An event that a paste makes.

    Attributes:
        reading: its time; None where the paste gives none.
        event: what happened.
        action: what was done about it.
        source: who or what says so.
        details: what else belongs to it.
    """

    reading: Reading | None
    event: str
    action: str
    source: str
    details: tuple[str, ...]


_BULLET = re.compile(r"^(\s*)(?:[-*+\u2022\u2023\u25e6\u2013]\s+|\d{1,3}[.)]\s+)(?:\[[ xX]\]\s+)?")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$")
_FENCE = re.compile(r"^\s*(```|~~~)")
_QUOTE = re.compile(r"^\s*(?:>\s?)+")
_SIGNS = re.compile(r"^[\s|:+=*_~\u2014-]+$")
_ZONE_SAID = re.compile(
    r"\b(?:times?|timestamps?|timezone|time zone|timeline)\b[^.]{0,40}?[\s(:,\u2013-]\(?"
    r"(?=(?:UTC|GMT|[A-Z]{2,4}|[Pp]acific|[Ee]astern|[Cc]entral|[Mm]ountain)\b)"
)
_LABEL_FIRST = re.compile(r"^(?P<label>[A-Za-z][^|]*?)[:,\s\u2013\u2014-]+(?:at\s+|on\s+)?(?=\d{4}-\d{2}-\d{2}[T ]\d)")
_NAME = re.compile(r"^[^\W\d][^|:!?]{0,39}$")
_NAME_AND_TIME = re.compile(
    r"^(?P<name>[^\W\d][^|:\d]{0,39}?)\s{1,3}[\[(]?(?P<time>\d{1,2}:\d{2}(?:\s?[AaPp]\.?[Mm]\.?)?)[\])]?$"
)


def read_paste(text: str, around: Around) -> list[PastedLine]:
    """Return every line of a paste with its fate.

    Args:
        text: what was pasted.
        around: the incident's day and zone, which count until the paste says otherwise. The event before doesn't: a
            paste begins anew.
    """
    lines = [_plain(line) for line in clean_prose(text.removeprefix("\ufeff")).split("\n")]
    digits = sum(bool(re.match(r"\W*\d{4}\s", line)) for line in lines)
    takes_digits = digits > sum(bool(re.match(r"\W*\d{1,2}:\d\d", line)) for line in lines)
    reader = _Reader(replace(around, before=None, start=None, takes_digits=takes_digits))
    tables = find_tables(lines)
    for index, line in enumerate(lines):
        following = next((each for each in lines[index + 1 :] if each.strip()), "")
        reader.take(line, tables[index], following)
    return reader.lines


def _plain(line: str) -> str:
    return line.replace("\u00a0", " ").replace("\u202f", " ").replace("\u200b", "").rstrip()


def events_of(lines: list[PastedLine]) -> list[PastedEvent]:
    """Return the events that lines make, as their fates stand: what belongs to an event follows it."""
    found: list[PastedEvent] = []
    for line in lines:
        if line.fate is Fate.EVENT or (line.fate in (Fate.WORDS, Fate.DETAIL) and not found):
            words = line.words or ("" if line.reading else line.text.strip())
            found.append(PastedEvent(line.reading, words, line.action, line.source, line.details))
        elif line.fate is Fate.WORDS:
            event = found[-1]
            found[-1] = replace(event, event="\n".join(part for part in (event.event, line.words) if part))
        elif line.fate is Fate.DETAIL:
            more = (line.words or line.text.strip(), *line.details)
            found[-1] = replace(found[-1], details=(*found[-1].details, *more))
    return found


def with_fate(lines: list[PastedLine], index: int, fate: Fate) -> list[PastedLine]:
    """Return the lines with another fate for one of them; the author has looked at it."""
    line = lines[index]
    words = line.words if line.words or line.reading else line.text.strip()
    return [*lines[:index], replace(line, fate=fate, words=words, doubt=""), *lines[index + 1 :]]


@dataclass
class _Reader:
    around: Around
    lines: list[PastedLine] = field(default_factory=list)
    in_fence: bool = False
    source: str = ""
    has_event: bool = False
    wants_words: bool = False
    is_chat: bool = False
    names: set[str] = field(default_factory=set)
    is_only_code: bool = False

    def add(self, text: str, fate: Fate, words: str = "", line: Line | None = None, doubt: str = "") -> None:
        """Note a line; what it says as an event comes with `line`."""
        reading = line.reading if line else None
        note = PastedLine(
            len(self.lines) + 1,
            text,
            fate,
            words,
            reading,
            line.action if line else "",
            self.source if fate is Fate.EVENT else "",
            doubt=doubt,
        )
        self.lines.append(note)
        if fate is Fate.EVENT:
            self.has_event = True
            self.wants_words = not words
        if reading is not None and reading.at is not None:
            start = self.around.start or reading.at
            halves = self.around.halves or reading.has_half
            self.around = replace(self.around, before=reading.at, start=start, halves=halves)

    def take(self, text: str, cells: Cells | None, following: str) -> None:
        """Say what becomes of one line."""
        if not text.strip():
            self.add(text, Fate.LEFT)
        elif self.in_fence or _FENCE.match(text):
            self.fenced(text)
        elif cells is not None:
            self.row(text, cells)
        elif _SIGNS.match(text):
            self.add(text, Fate.LEFT)
        else:
            self.written(text, following)

    def fenced(self, text: str) -> None:
        """Take a line of a code fence: a detail, however much like an event it looks."""
        if _FENCE.match(text):
            self.in_fence = not self.in_fence
            self.is_only_code = self.in_fence and not self.has_event  # a log that is all there is
            self.add(text, Fate.LEFT)
        elif self.is_only_code:
            if not self.timed(text, text.strip(), is_inner=False):
                self.untimed(text, text.strip(), is_heading=False, is_inner=True)
        else:
            self.add(text, Fate.DETAIL, text.strip())

    def row(self, text: str, cells: Cells) -> None:
        """Take a line of a table."""
        if cells.is_head:
            zone = self.zone_said(cells.names) or self.zone_in(cells.names)
            if zone is not None:
                self.around = replace(self.around, zone=zone)
            self.add(text, Fate.GOVERNS if zone is not None else Fate.LEFT)
            return
        when = read_line(cells.time, self.around) if cells.time else Line(None, "")
        event = " ".join(part for part in (when.event if when.reading or when.problem else "", cells.event) if part)
        doubt = when.problem or ("" if when.reading else "No time: an event without one.")
        if not when.reading and not when.problem and cells.time:
            event = f"{cells.time} {cells.event}".strip()
        action = cells.action or when.action
        self.add(text, Fate.EVENT, event, Line(when.reading, event, action), doubt or self.doubt(when.reading))
        last = self.lines[-1]
        self.lines[-1] = replace(last, source=cells.source or last.source, details=cells.details)
        self.wants_words = False

    # -- lines in words ----------------------------------------------------------------------------------------------

    def written(self, text: str, following: str) -> None:
        """Take a line that is neither code nor of a table."""
        heading = _HEADING.match(text)
        bare = heading[1] if heading else _QUOTE.sub("", text)
        bullet = _BULLET.match(bare)
        is_inner = bool(re.match(r"(?: {2,}|\t)", bare))
        plain = _BULLET.sub("", bare, count=1).strip()
        if self.governs(text, plain) or self.named(text, plain, following):
            return
        if self.timed(text, plain, is_inner=is_inner and bool(bullet)):
            return
        self.untimed(text, plain, is_heading=bool(heading), is_inner=is_inner)

    def governs(self, text: str, plain: str) -> bool:
        """Take a line that is a day, or says a zone, for the lines below it."""
        day, note = self.day_alone(plain)
        zone = self.zone_said(plain)
        if day is None and (zone is None or self.is_timed(plain)):
            return False
        if day is not None:
            self.around = replace(self.around, day=day, before=None)
        if zone is not None:
            self.around = replace(self.around, zone=zone)
        self.add(text, Fate.GOVERNS, doubt=note)
        self.source, self.wants_words = "", False
        return True

    def day_alone(self, plain: str) -> tuple[date | None, str]:
        """Return the day that a line is about, where it says nothing else, and what is doubtful about it."""
        bare = re.sub(r"[*_`#\[\]]", "", plain).strip(" :.,()-\u2013\u2014")
        bare = re.sub(
            r"^(?:timeline|events?|day \d+)\b[\s:,(\u2013\u2014-]*(?:(?:for|of|on)\s+)?", "", bare, flags=re.I
        )
        try:
            found = read_day_at(bare, 0, self.around)
        except EntryError:
            return None, ""
        rest = bare[found.end :].strip(" :.,()-\u2013\u2014") if found else "x"
        zone = read_zone(rest, self.around.zone) if rest else None
        if found is None or (rest and (zone is None or zone[1] < len(rest))):
            return None, ""
        return found.days[0], found.note

    def zone_said(self, text: str) -> ZoneInfo | None:
        """Return the zone that a line gives to all times, as in `all times in UTC`."""
        said = _ZONE_SAID.search(text)
        return self.zone_in(text[said.end() :]) if said else None

    def zone_in(self, text: str) -> ZoneInfo | None:
        """Return the first zone that is named in a text."""
        for match in re.finditer(r"\b[A-Z]{2,4}\b|\b[A-Z][a-z]+ [Tt]ime\b", text):
            zone = read_zone(text[match.start() :], self.around.zone)
            if zone is not None:
                return _with_key(zone[0].zone)
        return None

    def is_timed(self, plain: str) -> bool:
        line = read_line(plain, replace(self.around, day=self.around.day or self.around.now.date()))
        return line.reading is not None

    def timed(self, text: str, plain: str, *, is_inner: bool) -> bool:
        """Take a line that begins with a time, or a label that ends with one, as an event."""
        label = _LABEL_FIRST.match(plain)
        line = read_line(plain[label.end() :] if label else plain, self.around)
        if line.problem:
            if label or not re.match(r"[*_`\[(~]*\d", plain):
                return False
            self.add(text, Fate.EVENT, plain, doubt=line.problem)
            return True
        if line.reading is None or (line.reading.at is None and not re.match(r"[*_`\[(]*[?\dHhtTuU]", plain)):
            return False
        event = " ".join(part for part in (label["label"].strip() if label else "", line.event) if part)
        doubt = self.doubt(line.reading)
        if is_inner and self.has_event and not doubt and "+" not in plain[:2]:
            doubt = "A time inside a list: an event of its own."
        self.add(text, Fate.EVENT, event, line, doubt)
        return True

    def doubt(self, reading: Reading | None) -> str:
        """Return what is doubtful about a time: what the reading says, or that it's earlier than the one above."""
        before = self.around.before
        if reading is None:
            return ""
        if not reading.note and before is not None and reading.at is not None and reading.at < before:
            return "Earlier than the event above: it goes where its time is."
        return reading.note

    def named(self, text: str, plain: str, following: str) -> bool:
        """Take the name that stands before a time in a chat, on the line of the time or the one above it."""
        both = _NAME_AND_TIME.match(plain)
        if both:
            line = read_line(both["time"], self.around)
            if line.reading is not None:
                self.source, self.is_chat = both["name"].strip(" -\u2013\u2014,"), True
                self.add(text, Fate.EVENT, "", line, self.doubt(line.reading))
                return True
        if not self.wants_words and _NAME.match(plain) and len(plain.split()) <= 4 and not plain.endswith((".", ",")):
            line = read_line(following.strip(), self.around)
            is_titled = all(word[:1].isupper() or not word[:1].isalpha() for word in plain.split())
            has_half = line.reading is not None and line.reading.has_half
            is_known = plain in self.names or (has_half and (not self.is_chat or len(plain.split()) == 1))
            if (is_titled or is_known) and line.reading and not line.event and following.strip()[:1].isdigit():
                self.source, self.is_chat, self.wants_words = plain, True, False
                self.names.add(plain)
                self.add(
                    text, Fate.GOVERNS, doubt="" if is_titled else "Taken as the name of whoever wrote what follows."
                )
                return True
        return False

    def untimed(self, text: str, plain: str, *, is_heading: bool, is_inner: bool) -> None:
        """Take a line without a time: words or a detail of the event above, or an event without a time."""
        if is_heading:
            self.add(text, Fate.LEFT, doubt="A heading without a day or a time.")
        elif self.wants_words:
            self.add(text, Fate.WORDS, plain)
            self.wants_words = False
        elif self.has_event:
            doubt = "" if is_inner or self.is_chat else "No time: a detail of the event above."
            self.add(text, Fate.DETAIL, plain, doubt=doubt)
        else:
            self.add(text, Fate.EVENT, plain, doubt="No time: an event without one.")


def _with_key(zone: tzinfo) -> ZoneInfo | None:
    """Return a zone that has a name; an offset alone has none."""
    if isinstance(zone, ZoneInfo):
        return zone
    return ZoneInfo("UTC") if zone is UTC else None
