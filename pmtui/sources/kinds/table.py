"""A table with a header, as a spreadsheet exports it: what anyone may have written by hand."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo

from pmtui.model.scales import Milestone
from pmtui.parsing.zones import read_zone
from pmtui.sources.instants import read_record_time
from pmtui.sources.reading import Reading
from pmtui.sources.records import SourceRecord, TextSource
from pmtui.sources.words import clean

_DELIMITERS = ",;\t|"
_ROLES = (
    ("until", r"until|end(?:ed|s)?(?: time)?|to|finish\w*"),
    ("milestone", r"milestones?|types?|phase|marker"),
    ("time", r".*\b(?:time|timestamp|when|datetime|date time|time stamp)\b.*|.*time(?:stamp)?|at"),
    ("date", r".*\b(?:date|day)\b.*"),
    ("who", r"who|user|author|owner|person|name|by|source|actor|reporter|from|responsible|assignee"),
    ("link", r"links?|urls?"),
    ("text", r".*\b(?:event|description|message|summary|text|what|activity|details?|notes?|action|entry|comment)\b.*"),
)
_ENTRY = re.compile(r"\d{4}-\d\d|\d:\d\d|\d{9}|/\d{4}\b|[{=]")
"""A time or a pair, as in an entry of a log, but not in the header of a table."""

_CLOCK_ALONE = re.compile(r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?")
_WORDS = {
    "detection": Milestone.DETECTED, "alert": Milestone.DETECTED, "ack": Milestone.ACKNOWLEDGED,
    "acknowledgement": Milestone.ACKNOWLEDGED, "start": Milestone.STARTED, "mitigation": Milestone.MITIGATED,
    "resolution": Milestone.RESOLVED, "recovered": Milestone.RESOLVED,
}  # fmt: skip


@dataclass
class _Columns:
    """Where the columns of a table are, all of those with text, and the zone that the header names."""

    at: dict[str, int] = field(default_factory=dict)
    texts: list[int] = field(default_factory=list)
    zone: str = ""

    def cell(self, row: list[str], role: str) -> str:
        index = self.at.get(role, -1)
        return row[index].strip() if 0 <= index < len(row) else ""

    def text(self, row: list[str]) -> str:
        """Return the text of a row: of the first column of text that isn't empty in it."""
        return next(filter(None, (clean(row[index]) for index in self.texts if index < len(row))), "")


def _columns(header: list[str]) -> _Columns | None:
    """Return the columns that a header names; None if there's none of a time, or none of a text."""
    found = _Columns()
    for index, cell in enumerate(header):
        name, _, behind = cell.strip().strip("\ufeff").replace("[", "(").partition("(")
        words = re.sub(r"[\W_]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)).strip().lower()
        role = next((role for role, pattern in _ROLES if len(words) < 60 and re.fullmatch(pattern, words)), "")
        if role == "text":
            found.texts.append(index)
        if role and role not in found.at:
            found.at[role] = index
            if role in ("time", "date") and behind and not (role == "date" and found.zone):
                found.zone = behind.strip(")] ")
    return found if ("time" in found.at or "date" in found.at) and "text" in found.at else None


def _delimiter(line: str) -> str:
    return max(_DELIMITERS, key=lambda each: len(next(csv.reader([line], delimiter=each), [])))


def _header(line: str) -> _Columns | None:
    try:
        return _columns(next(csv.reader([line], delimiter=_delimiter(line)), []))
    except csv.Error:
        return None


def _recognizes(lines: list[str]) -> bool:
    return any(each in lines[0] for each in _DELIMITERS) and len(lines[0]) < 5000 and _header(lines[0]) is not None


def _is_headed(lines: list[str]) -> bool:
    """Return whether the first line is a header that can't be an entry of a log."""
    return _ENTRY.search(lines[0]) is None and _recognizes(lines)


def _read(lines: Iterator[str], reading: Reading) -> Iterator[SourceRecord]:
    first = next((line for line in lines if line.strip()), "")
    columns = _header(first)
    if columns is None:
        return
    zone, doubt = _zone(columns.zone, reading)
    rows = csv.reader((f"{line}\n" for line in lines), delimiter=_delimiter(first))
    before: datetime | None = None
    number = 0
    while True:
        try:
            row = next(rows, None)
        except csv.Error:
            reading.count("not a row of the table")
            continue
        if row is None:
            return
        text = columns.text(row)
        if not text:
            if any(cell.strip() for cell in row):
                reading.count("no text")
            continue
        number += 1
        raw, is_clock = _time(columns, row, reading.day)
        record = _event(reading, raw, text, zone, doubt, columns, row)
        if is_clock and record.at is not None:
            if before is not None and record.at < before - timedelta(hours=12):
                record.at += timedelta(days=1)
            before = record.at
        if raw and record.at is None:
            record.doubt = f"its time can't be read: {clean(raw)[:60]}"
        yield record


def _time(columns: _Columns, row: list[str], day: date | None) -> tuple[str, bool]:
    """Return a row's time, and whether it's a clock time of the incident's day, which it doesn't name."""
    clock, written = columns.cell(row, "time"), columns.cell(row, "date")
    is_alone = bool(_CLOCK_ALONE.fullmatch(clock))
    if is_alone:
        clock = re.sub(r"^(\d{1,2})\.(\d\d)", r"\1:\2", clock)
    if clock and written and not re.search(r"\d{4}", clock):
        return f"{written} {clock}", False
    if is_alone and day is not None:
        return f"{day.isoformat()} {clock}", True
    return clock or written, False


def _event(
    reading: Reading, raw: str, text: str, zone: tzinfo | None, doubt: str, columns: _Columns, row: list[str]
) -> SourceRecord:
    said, until = raw, columns.cell(row, "until")
    record = reading.event(
        said, text, clean(columns.cell(row, "who")), milestone=_milestone(columns.cell(row, "milestone")),
        link=columns.cell(row, "link") if columns.cell(row, "link").startswith("http") else "",
    )  # fmt: skip
    if zone is not None and record.at is not None:
        found = reading.read_time(raw, zone)
        if found is not None:
            own = doubt if found.is_zoneless else ""
            record.at, record.doubt = found.at, "; ".join(filter(None, (found.doubt, own)))
    if until and record.at is not None:
        full = (
            f"{record.at.astimezone(zone or reading.zone):%Y-%m-%d} {until}" if _CLOCK_ALONE.fullmatch(until) else until
        )
        end = read_record_time(full, zone or reading.zone, reading.near)
        record.until = end.at if end is not None and end.at > record.at else None
    return record


def _zone(name: str, reading: Reading) -> tuple[tzinfo | None, str]:
    """Return the zone that a header names in brackets, and what is uncertain about it; None if it names none."""
    if not name:
        return None, ""
    found = read_zone(f" UTC{name}" if name[0] in "+-\u2212" else f" {name}", reading.zone)
    if found is None:
        told = f"({clean(name)[:40]}) in the header is not a time zone that pmtui knows"
        reading.tell(f"{reading.file}: {told}; its times are read as {reading.zone}.")
        return None, ""
    named = found[0]
    if named.note and named.note not in reading.shared_doubts:
        reading.shared_doubts.append(named.note)
        reading.tell(f"{reading.file}: {named.note}")
    return named.zone, named.note


def _milestone(word: str) -> Milestone | None:
    name = re.sub(r"[\W_]+", "_", word.strip().lower())
    return next((each for each in Milestone if each.value == name), _WORDS.get(name))


SOURCES = (TextSource("csv", _recognizes, _read),)

HEADED = TextSource("csv", _is_headed, _read)
"""The same, tried before all others: rows that begin with a time look like a log's lines."""
