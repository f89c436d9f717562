"""Takes the lines of a paste that give the lines below their day or their zone."""

import re
from datetime import timedelta

from pmtui.parsing.days import ReadDay
from pmtui.timeline.day_lines import DayLine, day_alone, day_within, is_near, later_words_alone, may_be_day, names_day
from pmtui.timeline.entry_line import read_day_line
from pmtui.timeline.pasted_lines import LineRole
from pmtui.timeline.pieces import FENCE, has_clock_ahead
from pmtui.timeline.stated_zones import doubtful_statement, keyed, says_more, stated_zone, states_local, zone_mentioned
from pmtui.timeline.taken_lines import TakenLines

_DAY_NUMBER = re.compile(r"[*_`]{0,3}Day\s(?P<number>\d{1,2})\b[*_`:]{0,4}", re.IGNORECASE)
_HEADS_DAY = "A heading: its day holds for the times below."
_STATES_ZONE = "Left out: it gives the times below their zone."
_GIVES = "Left out: it gives the times below their {}."
_INTRODUCES = "Left out: it introduces the times below."
_SHORT = 100
"""Most characters of a line that introduces times; chosen by hand."""
_ABOUT_TEXT = re.compile(
    r"\b(?:publish|updat|writ|wrote|author|creat|review|version|release|since|until)|\d[:.]\d\d\b", re.IGNORECASE
)
"""What a line has whose day may be a document's, or something else's, and not that of the times below; or a clock."""


def take_day_line(taken: TakenLines, plain: str) -> bool:
    """Take a line that is a day: for the lines below it, or of an event if none of those has a time."""
    numbered = _DAY_NUMBER.match(plain)
    later = timedelta(days=int(numbered["number"]) - 1) if numbered else timedelta()
    if numbered and numbered.end() == len(plain) and taken.day_one is not None:
        found: DayLine | None = DayLine(ReadDay((taken.day_one + later,), 0))
    else:
        found = day_alone(plain, taken.around)
    if found is None:
        return _later_day_waits(taken, plain)
    if numbered and found.day.days[0].year >= 1970:
        taken.day_one = found.day.days[0] - later
    taken.given.govern_day(found)
    taken.source, taken.wants_words = "", False
    if taken.has_times_below():
        taken.add(LineRole.GOVERNS, doubt=found.note)
        return True
    event = read_day_line(plain, taken.around, is_alone=True)
    if event is None:
        taken.add(LineRole.GOVERNS, doubt=found.note)
        return True
    taken.event("", event)
    taken.is_listed = False
    return True


def _later_day_waits(taken: TakenLines, plain: str) -> bool:
    """Take a line like `Next day` before any day is known: the time below keeps it until its day is known."""
    words = later_words_alone(plain)
    if not words or not taken.has_times_below():
        return False
    taken.given.later_words = words
    taken.add(LineRole.GOVERNS)
    return True


def take_day_heading(taken: TakenLines, plain: str) -> bool:
    """Take a heading that contains a day and has times below it: `### 2025-10-25: the second day`."""
    found = day_within(plain, taken.around)
    begins = read_day_line(plain, taken.around)
    if begins is not None and begins.reading is not None and begins.reading.at is not None:
        if not taken.has_times_below():
            return False  # an event of that day
        found = found or ReadDay((begins.reading.at.date(),), 0, year=begins.reading.year)
    if found is None or taken.is_timed(plain):
        return False
    taken.given.govern_day(DayLine(found, note=found.note))
    taken.source, taken.wants_words = "", False
    words = re.search(r"[A-Za-z]{4}", plain[found.end :]) if begins is not None else None
    taken.add(LineRole.LEFT if words else LineRole.GOVERNS, doubt=found.note or (_HEADS_DAY if words else ""))
    return True


def take_stated_zone(taken: TakenLines, plain: str, *, is_heading: bool) -> bool:
    """Take a line that does nothing but give all times a zone; of another, take the zone and leave the line."""
    zone = keyed(stated_zone(plain, taken.given.own, is_heading=is_heading))
    if zone is not None and day_alone(plain, taken.around) is not None:  # 03-10-2025 (all times CEST): a day's line
        return False
    if zone is None:
        return _states_unread(taken, plain, is_heading=is_heading)
    if taken.is_timed(plain):
        return False
    if not is_heading and says_more(plain):  # its text is needed, too; among events it's about something else
        if not taken.has_event:
            taken.given.govern(zone)
        return False
    given = taken.given
    if taken.has_event and taken.piece.is_last and not is_heading and not (given.stated or given.zone_above):
        taken.zone_of_all = zone
    given.govern(zone)
    note = zone.note
    if (day := day_within(plain, taken.around, is_about_times=not is_heading)) is not None:
        taken.given.govern_day(DayLine(day))
        note = f"{note} {day.note}".strip()
    has_link = "](" in plain and not is_heading
    taken.add(LineRole.LEFT if has_link else LineRole.GOVERNS, doubt=note or (_STATES_ZONE if has_link else ""))
    taken.source, taken.wants_words = "", False
    return True


def _states_unread(taken: TakenLines, plain: str, *, is_heading: bool) -> bool:
    """Take a line that does nothing but give all times a zone that isn't known here."""
    may_be_local = "ocal" in plain or "OCAL" in plain
    local = states_local(plain, taken.given.own) if may_be_local else None
    if local is not None:
        return _states_local(taken, plain, is_heading=is_heading, is_all=local[1])
    if not doubtful_statement(plain, taken.given.own) or (not is_heading and says_more(plain)):
        return False
    if taken.is_timed(plain):
        return False
    taken.add(LineRole.LEFT if is_heading else LineRole.GOVERNS, doubt=taken.given.unread(plain))
    taken.source, taken.wants_words = "", False
    return True


def _states_local(taken: TakenLines, plain: str, *, is_heading: bool, is_all: bool) -> bool:
    """Mark the times around a line about local times; take the line unless it's a heading or has other words."""
    if taken.is_timed(plain) or (taken.has_event and not is_all and not is_heading):
        return False
    doubt = taken.given.unread(plain)
    taken.given.is_unread_below = taken.has_event and taken.piece.is_last
    if is_heading or not is_all:
        return False
    taken.add(LineRole.GOVERNS, doubt=doubt)
    taken.source, taken.wants_words = "", False
    return True


def take_introduction(taken: TakenLines, plain: str, *, is_heading: bool) -> bool:
    """Take a line that introduces the times below, `From #ops on 2025-10-26 (UTC):`, with the day and zone it has.

    What it may give them, but not surely does, is noted with the times that it would change.
    """
    opens = plain.rstrip("*_ ").endswith(":")
    if taken.is_chat or taken.wants_words:
        return False
    if taken.has_event and not is_heading:
        is_apart = not taken.piece.above.strip() and taken.indent <= taken.event_indent
        is_between = taken.is_listed or taken.is_in_run or bool(_HAS_DIGIT.search(plain)) or names_day(plain)
        if not is_apart or not is_between or not (opens or may_be_day(plain) or names_day(plain)):
            return False
    if not _has_time_next(taken):
        return False
    is_short = len(plain) <= _SHORT and not plain.endswith((".", "!", "?")) and not _ABOUT_TEXT.search(plain)
    if may_be_day(plain):
        taken.given.day_unread = plain
    given = []
    day = day_within(plain, taken.around, is_about_times=True, needs_year=False) if is_short else None
    if day is not None and is_near(day, taken.around):
        taken.given.govern_day(DayLine(day))
        given.append("day")
    mention = zone_mentioned(plain, taken.given.own)
    zone = keyed(mention.zone) if mention is not None else None
    if mention is not None and zone is not None and (taken.given.stated is None or is_short):
        if mention.is_apart and is_short and (opens or is_heading or given or plain.endswith((")", "]"))):
            taken.given.govern(zone)
            given.append("zone")
        else:
            taken.given.zone_mentioned = zone
    if not given and (is_heading or not opens or not taken.is_listed and not taken.is_in_run):
        return False
    doubt = day.note if day is not None and given else ""
    says = _GIVES.format(" and ".join(given)) if given else _INTRODUCES
    taken.add(LineRole.LEFT, doubt=f"{says} {doubt}".strip())
    taken.source, taken.wants_words = "", False
    return True


_HAS_DIGIT = re.compile(r"\d")
_HAS_WORDS = re.compile(r"[^\W_]")
_TABLE_TAG = re.compile(r"\s*</?(?:table|thead|tbody)\b[^<>]{0,200}>\s*$", re.IGNORECASE)


def _has_time_next(taken: TakenLines) -> bool:
    """Return whether the next line that isn't empty begins with a time, or is of a table."""
    for at in range(taken.at + 1, len(taken.pieces)):  # a slice would copy the rest for each line
        piece = taken.pieces[at]
        if piece.number != taken.piece.number and _HAS_WORDS.search(piece.text) and not _TABLE_TAG.match(piece.text):
            return piece.cells is not None or has_clock_ahead(piece.text)
        if FENCE.match(piece.text):
            return False
    return False
