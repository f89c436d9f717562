"""Labels before a time: `First detected 2025-10-25 09:33`, `Detected: 14:32`, `time: 14:32`, `**Rollback** (14:32)`."""

import re
from dataclasses import replace

from pmtui.parsing.days import Around
from pmtui.timeline.entry_line import EventLine, read_line
from pmtui.timeline.logs import read_log_line

_KEYED = re.compile(
    r"(?:time|timestamp|datetime|date|when|ts|at)\s?[:=]\s{1,9}[\"'\u201c]?(?=\d|[A-Z][a-z]{2},?\s)", re.IGNORECASE
)
"""The key before a time: `time: 2026-03-07 14:32` in YAML, `Time: 14:32`."""
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
_LABEL_ENDS = frozenset(":=(\u2013\u2014-")
"""What parts a label from its time, if that isn't `at`."""
_LABELS = 80
"""A label ends within so many characters."""
_TIME_LAST = re.compile(r"(?P<label>\S.{2,400}?)\s\((?P<time>[^()]{4,60})\)[.:;]?$")
"""A time in parentheses that ends its line: `**Rollback** (13 August, ~15:00 UTC)`."""
_NO_INSTANT = re.compile(
    r"\b(?:duration|length|total|downtime|time (?:to|between)|tt[dr]|mtt[dr]|after|version|ratio|every|lasted|took"
    r"|\d{1,3}\s?(?:h|hours?|m|min|minutes?))\b",
    re.IGNORECASE,
)


def read_labeled(text: str, around: Around) -> EventLine | None:
    """Read a line that has a label before its time; the label is the beginning of the event's text."""
    keyed = _KEYED.match(text)
    if keyed:
        line, _ = read_value(text[keyed.end() :].rstrip("\"'\u201d"), around)
        if line.has_time:
            return line
    for pattern in _labels_in(text):
        label = pattern.match(text)
        if label is None or _NO_INSTANT.search(label["label"]):
            continue
        is_all = pattern is not _LABEL_FIRST  # nothing may follow its time
        rest = label["time"] if pattern is _TIME_LAST else text[label.end() :]
        line = read_line(rest.rstrip("*_`).; ") if is_all else rest, around)
        if line.problem or not line.has_time:
            continue
        if is_all and (line.event or (line.reading is not None and line.reading.at is None)):
            continue
        name = label["label"].strip() if pattern is _TIME_LAST else label["label"].strip(" *_`")
        return replace(line, event=" ".join(part for part in (name, line.event) if part))
    return None


def _labels_in(text: str) -> list[re.Pattern[str]]:
    """Return the patterns that a line may match; they are slow, and most lines are found to match none."""
    found = []
    head = text[:_LABELS]
    if ("-" in text or "at" in head or not _LABEL_ENDS.isdisjoint(head)) and _MAY_HAVE_CLOCK.search(text):
        found = [_LABEL_FIRST, _LABEL] if "-" in text else [_LABEL]
    return [*found, _TIME_LAST] if text[-2:].rstrip(".:;").endswith(")") else found


def read_value(text: str, around: Around) -> tuple[EventLine, str]:
    """Read the time of a key or of a table's cell, as people or machines write it, and what is before it."""
    log = read_log_line(text)
    return read_line(log.text if log else text, around), log.before if log else ""
