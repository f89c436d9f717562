"""Syslog as text: RFC 3164, which is also `journalctl -o short`, and RFC 5424."""

import re
from collections.abc import Iterator

from pmtui.sources.reading import Reading
from pmtui.sources.records import SourceRecord, TextSource
from pmtui.sources.words import level_in_front, plain, sounds_wrong

_OLD = re.compile(
    r"(?:<(\d{1,3})>)?([^\W\d_]{3,5}\.? {1,2}\d{1,2}|\d{1,2}\.? [^\W\d_]{3,5}\.?) (\d\d:\d\d:\d\d(?:\.\d{1,6})?)"
    r" (\S+) ([^\s:\[]{1,100})(?:\[[^\]\s]{1,40}\])?: ?(.*)"
)
_NEW = re.compile(r"<(\d{1,3})>1 (\S+) \S+ (\S+) \S+ \S+ ?(.*)")
_DATA = re.compile(r'\[(?:[^\]"]|"(?:[^"\\]|\\.)*+")*+\]')
_UNIT = re.compile(
    r"(?:\S{1,200}: )?(?:Started|Stopped|Failed|Main process exited|A process of this unit has been killed|Consumed)\b"
)
_SESSION = re.compile(r"Started (?:Session|User Manager|User Runtime|session)\b|Consumed\b")


def system_line(reading: Reading, at: str, source: str, text: str, severity: int | None = None) -> SourceRecord:
    """Return what a line of a system log became.

    Args:
        reading: the import.
        at: its time, as written.
        source: the program that wrote it.
        text: its message.
        severity: its severity in syslog's numbers, 0 to 7; None if it has none.
    """
    if severity is not None:
        why = "" if severity <= 3 else "below error"
    elif source.startswith("systemd") and _UNIT.match(text):
        why = "a session" if _SESSION.search(text) else ""
    else:
        why = "" if sounds_wrong(text) else "below error" if level_in_front(text) else "nothing went wrong or changed"
    if not text.strip():
        why = "no text"
    return reading.event(at, plain(text), place=source, repeats=f"{severity} {source} {text}", noise=why)


def _recognizes(lines: list[str]) -> bool:
    some = [line for line in lines[:20] if not line.startswith("-- ")]
    return bool(some) and sum(1 for line in some if _OLD.match(line) or _NEW.match(line)) * 2 > len(some)


def _read(lines: Iterator[str], reading: Reading) -> Iterator[SourceRecord]:
    for line in lines:
        new, old = _NEW.match(line), _OLD.match(line)
        if new:
            yield system_line(reading, new[2], new[3], _behind_data(new[4]), int(new[1]) % 8)
        elif old:
            severity = int(old[1]) % 8 if old[1] else None
            yield system_line(reading, f"{old[2]} {old[3]}", old[5], old[6], severity)
        elif line.strip() and not line.startswith("-- "):
            reading.count("not a line of syslog")


def _behind_data(text: str) -> str:
    """Return the message behind the structured data of RFC 5424."""
    if text.startswith("-"):
        return text[1:].lstrip(" \ufeff")
    at = 0
    while found := _DATA.match(text, at):
        at = found.end()
    return text[at:].lstrip(" \ufeff")


SOURCES = (TextSource("syslog", _recognizes, _read),)
