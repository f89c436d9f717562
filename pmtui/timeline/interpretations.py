"""How a time was read, as text."""

from zoneinfo import ZoneInfo

from pmtui.parsing.instants import Interpretation
from pmtui.parsing.moments import write_clock
from pmtui.text import weekday_date
from pmtui.timeline.entry_line import EventLine


def said(reading: Interpretation, zone: ZoneInfo) -> str:
    """Return how a time was read: `Sat, Oct 25, 2025 14:32 UTC`, with what is uncertain."""
    if reading.at is None:
        return f"Unknown time; the event keeps its place. {reading.note}".strip()
    local = reading.at.astimezone(zone)
    about = "about " if reading.is_approximate else ""
    until = f" to {write_clock(reading.until.astimezone(zone))}" if reading.until else ""
    clock = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
    words = f"{about}{weekday_date(local)} {clock}{until} {local.tzname()}."
    return " ".join(part for part in (words, reading.remark, reading.note) if part)


def waiting_words(line: EventLine) -> str:
    """Return what happens to a time whose day isn't known yet, as text."""
    words = f"{line.waiting} waits for the incident's date, or start with one: 2026-03-07 {line.waiting}."
    return f"{words} {line.assumed.zone_note if line.assumed else ''}".strip()
