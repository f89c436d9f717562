"""Reads a paste: lines out of a chat, a runbook, a log, a table or a list become events, and no line is dropped.

Every line has a fate that the author sees, and can change, before anything is taken.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import timedelta, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo

from pmtui.errors import EntryError
from pmtui.parsing.clock_times import Interpretation
from pmtui.parsing.days import Around, ReadDay, read_day_at
from pmtui.parsing.zones import NamedZone, doubtful_zone, is_place, read_zone, zone_at
from pmtui.text import clean_prose
from pmtui.timeline.entry_line import EventLine, read_line
from pmtui.timeline.tables import Cells, find_tables


class LineRole(StrEnum):
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
        fate: its role.
        words: its text without its time and its marks.
        reading: its time, where it has one.
        action: what was done about it.
        source: where it comes from.
        details: cells of a table that are neither.
        doubt: what the author should look at; empty if nothing.
        waiting: its time, where that waits for its day.
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


_BULLET = re.compile(r"^(\s*)(?:[-*+\u2022\u2023\u25e6\u2013]\s+|\d{1,3}[.)]\s+)(?:\[[ xX]\]\s+)?")
_HEADING = re.compile(r"^\s{0,3}#{1,6}(?!#)(?:\s+(?P<words>\S.*)|\s*)$", re.DOTALL)
_FENCE = re.compile(r"^\s*(```|~~~)")
_QUOTE = re.compile(r"^\s*(?:>\s?)+")
_SIGNS = re.compile(r"^[\s|:+=*_~\u2014-]+$")
_ZONE_SAID = re.compile(
    r"""
      (?P<all>(?i:\b(?:times|timestamps?|time\s?zones?|clocks)\b))[\s:(\[,=\u2013\u2014-]{1,3}
      (?P<between>(?:[a-z]{1,12}[\s:(\[]{1,2}){0,5}?)(?=[A-Z]|(?:utc|gmt|[pecm]t|[pecm][sd]t|cest|cet|bst|ist)(?:[\s.:)\]]|$))
    | (?i:\btime\b)\s?(?:[(\[:=-]\s?|(?:in|is|zone)\s)(?=[A-Z]|(?:utc|gmt|[pecm]t|[pecm][sd]t|cest|cet)[)\]])
    | (?i:\btimeline\b)[^.\n]{0,40}?(?:[(\[:,\u2013\u2014-]\s?|\sin\s)(?=[A-Z])
    """,
    re.VERBOSE,
)
"""Where a line says in which zone all times are; the zone follows."""

_NOT_ZONES = frozenset({
    "AM", "API", "AWS", "CDN", "CI", "CPU", "DB", "DD", "DNS", "GCP", "HH", "HHMM", "IDS", "JSON", "LOG", "LOGS", "MM",
    "NTP", "PM", "SLA", "SLO", "SQL", "SRE", "UI", "YYYY",
})  # fmt: skip
"""Capitals after `times` that name what the times are of, or their format, not a zone."""

_CALLED = re.compile(r"[\w+\-]+(?:\.\w\.?)*(?:\s?/\s?[A-Z]{2,4})?")
_CALLED_ALONE = re.compile(r"(?:[A-Z]{2,5}|[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)(?=[\s.:,)\]]*$|[)\]])")
_ALL_IN = re.compile(r"(?i:\ball\b)[^.\n]{0,60}?\sin\s(?=[A-Z])")
_THEN_NOTHING = re.compile(r"(?:\stime)?[\s.:)\]]*")
"""What may follow the zone of `all events are in UTC`: all customers in MT may have lost something."""

_LINK = re.compile(r"\[([^\[\]]{1,200})\]\([^()\s]{0,500}\)")
_STATING = frozenset({
    "a", "above", "all", "and", "are", "as", "at", "below", "clocks", "dates", "documented", "events", "follow",
    "following", "for", "given", "i", "in", "is", "it", "listed", "local", "n", "noted", "of", "otherwise", "shown",
    "specified", "stated", "stamps", "standard", "summer", "the", "these", "this", "time", "timeline", "times",
    "timestamps", "timezone", "timezones", "unless", "use", "used", "using", "utc", "we", "with", "written", "zone",
    "zones",
})  # fmt: skip
"""Words of a line that does nothing but state a zone."""
_YEAR = re.compile(r"(?<![\d/.-])(?:19[789]|20\d)\d(?![\d/.-])")
_HALF_HOURS = {
    timedelta(hours=3.5): "Asia/Tehran",
    timedelta(hours=4.5): "Asia/Kabul",
    timedelta(hours=5.5): "Asia/Kolkata",
    timedelta(hours=5.75): "Asia/Kathmandu",
    timedelta(hours=6.5): "Asia/Yangon",
    timedelta(hours=8.75): "Australia/Eucla",
    timedelta(hours=9.5): "Australia/Darwin",
    timedelta(hours=-9.5): "Pacific/Marquesas",
}
"""Places whose clocks are that far off all the year: the tz database names none of the offsets themselves."""

_LABEL_FIRST = re.compile(
    r"^(?P<label>[A-Za-z](?:[^|]{0,200}?[^|:,\s\u2013\u2014-])?)[:,\s\u2013\u2014-]{1,20}+(?:at\s{1,9}|on\s{1,9})?"
    r"(?=\d{4}-\d{2}-\d{2}[T ]\d)"
)
_NO_DAY = "No date yet. The time is kept, and used once the incident has a date."
MOST_LINES = 5_000
"""No one checks more lines than this one at a time; a whole log belongs elsewhere."""

_SAYS_NO_MORE = 300
"""A longer line isn't a day alone, and has its zone within this many characters."""
_NAME = re.compile(r"^[^\W\d][^|:!?]{0,39}$")
_NAME_AND_TIME = re.compile(
    r"^(?P<name>[^\W\d][^|:\d]{0,39}?)\s{1,3}[\[(]?(?P<time>\d{1,2}:\d{2}(?:\s?[AaPp]\.?[Mm]\.?)?)[\])]?$"
)


def read_paste(text: str, around: Around) -> list[PastedLine]:
    """Return every line of a paste with its fate.

    Args:
        text: what was pasted.
        around: the incident's day and zone, which count until the paste says otherwise. The event before doesn't: a
            paste begins again.

    Raises:
        EntryError: if there are more lines than anybody can look through.
    """
    count = text.count("\n") + 1
    if count > MOST_LINES:
        raise EntryError(f"That's {count:,} lines; the limit is {MOST_LINES:,}. Paste them in parts.")
    lines = [_plain(line) for line in clean_prose(text.removeprefix("\ufeff")).split("\n")]
    digits = sum(bool(re.match(r"\W*\d{4}\s", line)) for line in lines)
    takes_digits = digits > sum(bool(re.match(r"\W*\d{1,2}:\d\d", line)) for line in lines)
    reader = _Reader(replace(around, before=None, start=None, assumed=None, takes_digits=takes_digits), around.zone)
    tables = find_tables(lines)
    following = [""] * len(lines)
    for index in range(len(lines) - 1, 0, -1):
        following[index - 1] = lines[index] if lines[index].strip() else following[index]
    for line, cells, after in zip(lines, tables, following, strict=True):
        reader.take(line, cells, after)
    return reader.lines


def _plain(line: str) -> str:
    return line.replace("\u00a0", " ").replace("\u202f", " ").replace("\u200b", "").rstrip()


def events_of(lines: list[PastedLine]) -> list[PastedEvent]:
    """Return the events that lines make, by their roles: what belongs to an event follows it."""
    found: list[tuple[PastedEvent, list[str], list[str]]] = []
    for line in lines:
        if line.fate is LineRole.EVENT or (line.fate in (LineRole.WORDS, LineRole.DETAIL) and not found):
            words = line.words or ("" if line.reading or line.waiting else line.text.strip())
            event = PastedEvent(line.reading, words, line.action, line.source, line.details, line.waiting)
            found.append((event, [words], list(line.details)))
        elif line.fate is LineRole.WORDS:
            found[-1][1].append(f"{line.waiting} {line.words}".strip())
        elif line.fate is LineRole.DETAIL:
            found[-1][2].extend((f"{line.waiting} {line.words}".strip() or line.text.strip(), *line.details))
    return [
        replace(event, event="\n".join(part for part in words if part), details=tuple(details))
        for event, words, details in found
    ]


def with_role(lines: list[PastedLine], index: int, fate: LineRole) -> list[PastedLine]:
    """Return the lines with another fate for one of them; the author has looked at it."""
    line = lines[index]
    words = line.words if line.words or line.reading or line.waiting else line.text.strip()
    return [*lines[:index], replace(line, fate=fate, words=words, doubt=""), *lines[index + 1 :]]


@dataclass
class _Reader:
    around: Around
    own: ZoneInfo
    lines: list[PastedLine] = field(default_factory=list)
    in_fence: bool = False
    source: str = ""
    has_event: bool = False
    has_time: bool = False
    wants_words: bool = False
    is_chat: bool = False
    names: set[str] = field(default_factory=set)
    is_only_code: bool = False
    zone_above: tuple[tzinfo, str] | None = None
    """The zone that the last time with one was written in, and its name; the lines below may mean it, too."""
    is_stated: bool = False
    """The paste says a zone for all its times."""
    is_first_s: bool = False
    """The zone is that of the first time, the only one with a zone."""
    year_guessed: int | None = None
    """The assumed year of the day that the lines below inherit."""
    zone_unread: str = ""
    """What a line above gives as the zone of all times, if that isn't a known zone."""

    def add(self, text: str, fate: LineRole, words: str = "", line: EventLine | None = None, doubt: str = "") -> None:
        """Note a line; what it says as an event comes with `line`."""
        reading = line.reading if line else None
        note = PastedLine(
            len(self.lines) + 1,
            text,
            fate,
            words,
            reading,
            line.action if line else "",
            self.source if fate is LineRole.EVENT else "",
            doubt=doubt,
            waiting=self.waiting(line) if line else "",
        )
        self.lines.append(note)
        if fate is LineRole.EVENT:
            self.wants_words = not words
        if line is not None:
            self.remember(line)
        self.has_event = self.has_event or fate is LineRole.EVENT

    def remember(self, line: EventLine) -> None:
        """Read the times below by this one: its half of the day, its day, its zone."""
        reading = line.reading or line.assumed
        if reading is None or reading.at is None:
            return
        zone, day = self.around.zone, self.around.day
        if reading.has_zone and reading.at.tzinfo is not None:
            self.zone_above = (reading.at.tzinfo, reading.zone)
            known = _with_key(reading.at.tzinfo)
            if not self.has_time and known is not None and not self.is_stated:
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
        start = self.around.start or reading.at
        self.around = replace(self.around, halves=halves, zone=zone, day=day, before=reading.at, start=start)

    def waiting(self, line: EventLine) -> str:
        """Return a time that waits for its day, with the zone that it was read in."""
        if not line.waiting or line.assumed is None:
            return ""
        is_said = line.assumed.has_zone or self.around.zone.key == self.own.key
        return line.waiting if is_said else f"{line.waiting} {self.around.zone.key}"

    def take(self, text: str, cells: Cells | None, following: str) -> None:
        """Set the role of one line."""
        if not text.strip():
            self.add(text, LineRole.LEFT)
        elif self.in_fence or _FENCE.match(text):
            self.fenced(text)
        elif cells is not None:
            self.row(text, cells)
        elif _SIGNS.match(text):
            self.add(text, LineRole.LEFT)
        else:
            self.written(text, following)

    def fenced(self, text: str) -> None:
        """Take a line of a code fence: a detail, however much like an event it looks."""
        if _FENCE.match(text):
            self.in_fence = not self.in_fence
            self.is_only_code = self.in_fence and not self.has_event  # there is only a log
            self.add(text, LineRole.LEFT)
        elif self.is_only_code:
            if not self.timed(text, text.strip(), is_inner=False):
                self.untimed(text, text.strip(), is_heading=False, is_inner=True)
        else:
            self.add(text, LineRole.DETAIL, text.strip())

    def row(self, text: str, cells: Cells) -> None:
        """Take a line of a table."""
        if cells.is_head:
            self.take_year(cells.names)
            zone, note = self.zone_said(cells.names, anywhere=True)
            if zone is not None:
                self.govern(zone)
            else:
                note = self.unread(re.sub(r"(?i)(\btime)\s(?=[A-Z]{2,5}\b)", r"\1: ", cells.names))
            self.add(text, LineRole.GOVERNS if zone is not None else LineRole.LEFT, doubt=note)
            return
        when = read_line(cells.time, self.around) if cells.time else EventLine(None, "")
        has_time = when.reading is not None or bool(when.waiting)
        event = " ".join(part for part in (when.event if has_time or when.problem else "", cells.event) if part)
        doubt = when.problem or ("" if has_time else "No time: an event without a time.")
        if not has_time and not when.problem and cells.time:
            event = f"{cells.time} {cells.event}".strip()
        self.event(text, event, replace(when, action=cells.action or when.action), doubt)
        last = self.lines[-1]
        self.lines[-1] = replace(last, source=cells.source or last.source, details=cells.details)
        self.wants_words = False

    # -- lines of prose ----------------------------------------------------------------------------------------------

    def written(self, text: str, following: str) -> None:
        """Take a line that is neither code nor of a table."""
        heading = _HEADING.match(text)
        bare = (heading["words"] or "").rstrip().rstrip("#").rstrip() if heading else _QUOTE.sub("", text)
        bullet = _BULLET.match(bare)
        is_inner = bool(re.match(r"(?: {2,}|\t)", bare))
        plain = _BULLET.sub("", bare, count=1).strip()
        if heading:
            self.take_year(plain)
        if self.governs(text, plain) or self.named(text, plain, following):
            return
        if self.timed(text, plain, is_inner=is_inner and bool(bullet)):
            return
        self.untimed(text, plain, is_heading=bool(heading), is_inner=is_inner)

    def governs(self, text: str, plain: str) -> bool:
        """Take a line that is a day, or says a zone, for the lines below it."""
        found, note = self.day_alone(plain)
        zone, zone_note = self.zone_said(plain)
        if found is None and zone is None and self.states_unread(text, plain):
            return True
        if found is None and (zone is None or self.is_timed(plain)):
            return False
        if found is not None:
            self.around = replace(self.around, day=found.days[0], before=None, assumed=None)
            self.year_guessed = found.year
        if zone is not None:
            self.govern(zone)
            if found is None and not text.lstrip().startswith("#") and _says_more(plain):
                return False  # its text is needed, too
        self.add(text, LineRole.GOVERNS, doubt=" ".join(part for part in (note, zone_note) if part))
        self.source, self.wants_words = "", False
        return True

    def govern(self, zone: ZoneInfo) -> None:
        """Read what follows in a zone that the paste states for everything."""
        self.around = replace(self.around, zone=zone)
        self.zone_above, self.is_stated, self.is_first_s, self.zone_unread = None, True, False, ""

    def unread(self, text: str) -> str:
        """Return why a line may give all times a zone that isn't known here; it counts for the times below."""
        said = doubtful_statement(text, self.own)
        if not said:
            return ""
        self.zone_unread = said
        return f"'{said}' may be a time zone for every line. Write its offset instead, such as UTC-08:00."

    def states_unread(self, text: str, plain: str) -> bool:
        """Take a line that does nothing but give all times a zone that isn't known here."""
        is_heading = text.lstrip().startswith("#")
        if self.is_timed(plain) or (not is_heading and _says_more(plain)):
            return False
        why = self.unread(plain)
        if why:
            self.add(text, LineRole.LEFT if is_heading else LineRole.GOVERNS, doubt=why)
            self.source, self.wants_words = "", False
        return bool(why)

    def take_year(self, text: str) -> None:
        """Use a head's year for the days below it, if nothing else gives one."""
        said = set(_YEAR.findall(text[:_SAYS_NO_MORE]))
        if self.around.day is None and len(said) == 1:
            self.around = replace(self.around, year=int(said.pop()))

    def day_alone(self, plain: str) -> tuple[ReadDay | None, str]:
        """Return the day that a line is about, where it says nothing else, and what is uncertain about it."""
        if len(plain) > _SAYS_NO_MORE:
            return None, ""
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
        if zone is not None and (known := _with_key(zone[0].zone)) is not None:
            self.govern(known)
        return found, found.note

    def zone_said(self, text: str, *, anywhere: bool = False) -> tuple[ZoneInfo | None, str]:
        """Return the zone that a line gives to all times, as in `all times in UTC`, and what is uncertain about it.

        Args:
            text: the line, or a table's head.
            anywhere: a zone's name counts at any position.
        """
        named = stated_zone(text, self.own, anywhere=anywhere)
        zone = _with_key(named.zone) if named is not None else None
        return zone, named.note if named is not None and zone is not None else ""

    def is_timed(self, plain: str) -> bool:
        line = read_line(plain, self.around)
        return line.reading is not None or bool(line.waiting)

    def timed(self, text: str, plain: str, *, is_inner: bool) -> bool:
        """Take a line that begins with a time, or a label that ends with one, as an event."""
        label = _LABEL_FIRST.match(plain)
        line = read_line(plain[label.end() :] if label else plain, self.around)
        if line.problem:
            if label or not re.match(r"[*_`\[(~]*\d", plain):
                return False
            self.add(text, LineRole.EVENT, plain, doubt=line.problem)
            return True
        if line.reading is None and not line.waiting:
            return False
        is_known = line.reading is None or line.reading.at is not None
        if not is_known and not re.match(r"[*_`\[(]*[?\dHhtTuU]", plain):
            return False
        event = " ".join(part for part in (label["label"].strip() if label else "", line.event) if part)
        inner = is_inner and self.has_event and "+" not in plain[:2]
        self.event(text, event, line, otherwise="A time inside a list: a separate event." if inner else "")
        return True

    def event(self, text: str, event: str, line: EventLine, doubt: str = "", otherwise: str = "") -> None:
        """Take a line as an event, with what is uncertain about its time."""
        if line.reading is not None:
            line = replace(line, reading=self.beside(line.reading))
        self.add(text, LineRole.EVENT, event, line, doubt or self.doubt(line) or otherwise)

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
        if self.zone_unread and not reading.has_zone and reading.at is not None:
            notes.append(f"'{self.zone_unread}' above isn't a known zone: read as {self.around.zone.key}.")
        if self.year_guessed and not reading.has_day:
            notes.append(f"No year given: read as {self.year_guessed}.")
        note = " ".join(note for note in notes if note)
        return replace(reading, note=note, other=other) if note != reading.note else reading

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

    def named(self, text: str, plain: str, following: str) -> bool:
        """Read the name before a time in a chat, on the line of the time or the one above it."""
        both = _NAME_AND_TIME.match(plain)
        if both:
            line = read_line(both["time"], self.around)
            if line.reading is not None or line.waiting:
                self.source, self.is_chat = both["name"].strip(" -\u2013\u2014,"), True
                self.event(text, "", line)
                return True
        if not self.wants_words and _NAME.match(plain) and len(plain.split()) <= 4 and not plain.endswith((".", ",")):
            line = read_line(following.strip(), self.around)
            is_titled = all(word[:1].isupper() or not word[:1].isalpha() for word in plain.split())
            when = line.reading or line.assumed
            has_half = when is not None and when.has_half
            is_known = plain in self.names or (has_half and (not self.is_chat or len(plain.split()) == 1))
            if (is_titled or is_known) and when and not line.event and following.strip()[:1].isdigit():
                self.source, self.is_chat, self.wants_words = plain, True, False
                self.names.add(plain)
                self.add(
                    text,
                    LineRole.GOVERNS,
                    doubt="" if is_titled else "Read as the name of the person who wrote the next lines.",
                )
                return True
        return False

    def untimed(self, text: str, plain: str, *, is_heading: bool, is_inner: bool) -> None:
        """Take a line without a time: words or a detail of the event above, or an event without a time."""
        if is_heading:
            self.add(text, LineRole.LEFT, doubt="A heading without a date or time.")
        elif self.wants_words:
            self.add(text, LineRole.WORDS, plain)
            self.wants_words = False
        elif self.has_event:
            doubt = "" if is_inner or self.is_chat else "No time: a detail of the event above."
            self.add(text, LineRole.DETAIL, plain, doubt=doubt)
        else:
            self.add(text, LineRole.EVENT, plain, doubt="No time: an event without a time.")


def stated_zone(text: str, own: ZoneInfo, *, anywhere: bool = False) -> NamedZone | None:
    """Return the zone that a line gives to all times, as in `all times in UTC`.

    Args:
        text: the line: words above times, a heading, a table's head.
        own: the incident's zone, whose abbreviations are read as its own.
        anywhere: a zone's name counts at any position.
    """
    plain = re.sub(r"[*`]|(?<!\w)_+|_+(?!\w)", "", _LINK.sub(r"\1", text[:_SAYS_NO_MORE]))
    places = [(said.end(), False) for said in _ZONE_SAID.finditer(plain)]
    places += [(said.end(), True) for said in _ALL_IN.finditer(plain)]
    if anywhere:
        places += [(match.start(), False) for match in re.finditer(r"(?<![\w/])[A-Z]", plain)]
    for place, is_last in places:
        named = read_zone(plain[place:], own)
        if named is not None and (not is_last or _THEN_NOTHING.fullmatch(plain, place + named[1])):
            return named[0]
    return None


def doubtful_statement(text: str, own: ZoneInfo) -> str:
    """Return what a line may give as the zone of all times, if that isn't a known zone; empty if it gives none.

    Args:
        text: the line: words above times, a heading, a table's head.
        own: the incident's zone.
    """
    plain = re.sub(r"[*`]|(?<!\w)_+|_+(?!\w)", "", _LINK.sub(r"\1", text[:_SAYS_NO_MORE]))
    for said in _ZONE_SAID.finditer(plain):
        behind = plain[said.end() :]
        opened = "(" if said[0].rstrip().endswith(("(", "[")) else ""
        name = _CALLED.match(behind)
        if name and doubtful_zone(f" {opened}{behind}", own):
            return name[0].strip()
        alone = _CALLED_ALONE.match(behind)
        is_stating = bool(said["all"]) and all(word in _STATING for word in re.findall(r"\w+", said["between"]))
        if alone and is_stating and alone[0] not in _NOT_ZONES and (alone[0].isupper() or is_place(alone[0])):
            return alone[0]
    return ""


def _says_more(text: str) -> bool:
    """Return whether a line that states a zone has more to say."""
    words = re.findall(r"[a-z]+", _LINK.sub(r"\1", text[:_SAYS_NO_MORE]).lower())
    return len(text) > _SAYS_NO_MORE or sum(word not in _STATING for word in words) > 6


def _with_key(zone: tzinfo) -> ZoneInfo | None:
    """Return a zone that has a name, for an offset one that is always so far off; None if there's none."""
    if isinstance(zone, ZoneInfo):
        return zone
    offset = zone.utcoffset(None) or timedelta()
    hours, rest = divmod(offset, timedelta(hours=1))
    key = _HALF_HOURS.get(offset, "") if rest else f"Etc/GMT{-hours:+d}" if hours else "UTC"
    return zone_at(key) if key else None
