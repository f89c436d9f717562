"""Takes the lines of a paste that are of a table."""

import re
from dataclasses import replace

from pmtui.timeline.entry_line import EventLine, read_day_line
from pmtui.timeline.giving_lines import take_day_line
from pmtui.timeline.labels import read_value
from pmtui.timeline.pasted_lines import LineRole
from pmtui.timeline.stated_zones import keyed, stated_zone
from pmtui.timeline.tables import Cells, spaced
from pmtui.timeline.taken_lines import TakenLines


def take_row(taken: TakenLines, cells: Cells) -> None:
    """Take a line of a table."""
    if cells.is_head:
        _head(taken, cells)
        return
    if cells.is_rest:
        taken.add(LineRole.WORDS if taken.has_event else LineRole.LEFT)
        return
    if cells.time and not (cells.event or cells.action or cells.details) and take_day_line(taken, cells.time):
        return
    line, source = time_in(taken, cells.time)
    event = " ".join(part for part in (line.event if line.has_time or line.problem else "", cells.event) if part)
    doubt = line.problem or ("" if line.has_time else "No time: an event without a time.")
    if not line.has_time and not line.problem and cells.time:
        event = f"{cells.time} {cells.event}".strip()
    taken.event(event, replace(line, action=cells.action) if cells.action else line, doubt)
    if cells.source or source or cells.details:
        last = taken.lines[-1]
        taken.lines[-1] = replace(last, source=cells.source or source or last.source, details=cells.details)
    taken.has_leading_time, taken.wants_words, taken.is_listed = True, False, True


def _head(taken: TakenLines, cells: Cells) -> None:
    """Take a table's head, or the rule under it."""
    taken.given.take_year(cells.names)
    zone = keyed(stated_zone(spaced(cells.names), taken.given.own, anywhere=True))
    if zone is not None:
        taken.given.govern(zone)
        taken.add(LineRole.GOVERNS, doubt=zone.note)
    else:
        said = re.sub(r"(?i)(\btime)\s(?=[A-Z]{2,5}\b)", r"\1: ", cells.names)
        taken.add(LineRole.LEFT, doubt=taken.given.unread(said, is_head=True))


def time_in(taken: TakenLines, cell: str) -> tuple[EventLine, str]:
    """Read the cell of a time, and what wrote it."""
    if not cell:
        return EventLine(None, ""), ""
    line, before = read_value(cell, taken.around)
    if not line.has_time:
        day = read_day_line(cell, taken.around, is_alone=True)
        return (day, "") if day is not None else (line, "")
    return line, before
