"""Logs of programs: one JSON object, or one logfmt line, for each record."""

import json
import re
from collections.abc import Iterator
from typing import Any

from pmtui.sources.reading import Reading
from pmtui.sources.records import Glance, JsonSource, SourceRecord, TextSource
from pmtui.sources.values import first_of, items_of, nested_value, rows_at, text_at
from pmtui.sources.words import level_in_front, plain, sounds_wrong
from pmtui.text import plural

_TIMES = ("time", "timestamp", "@timestamp", "ts", "t", "datetime", "date", "asctime", "timeUnixNano", "t.$date",
          "observedTimeUnixNano", "Timestamp", "Time")  # fmt: skip
_TEXTS = ("message", "msg", "event", "MESSAGE", "fields.message", "body.stringValue", "body", "text", "log", "Message",
          "short_message", "textPayload", "jsonPayload.message")  # fmt: skip
_LEVELS = ("level", "log.level", "severity", "lvl", "levelname", "severityText", "s", "loglevel", "level_name", "Level",
           "severity_text")  # fmt: skip
_HIGH = {
    "error", "err", "fatal", "critical", "crit", "panic", "dpanic", "alert", "emerg", "emergency", "severe", "e", "f",
    "c", "failure", "wtf", "eror",
}  # fmt: skip
_LOW = {
    "trace", "debug", "info", "information", "informational", "notice", "warn", "warning", "verbose", "default", "i",
    "w", "d", "t", "v", "d1", "d2", "d3", "d4", "d5", "log", "fine", "finer", "config", "silly", "http", "success",
}  # fmt: skip
_TIME_ROOTS = {name.partition(".")[0] for name in _TIMES}
_TEXT_ROOTS = {name.partition(".")[0] for name in _TEXTS}
_LEVEL_ROOTS = [(name, name.partition(".")[0]) for name in _LEVELS]


def _recognizes(value: Any) -> bool:
    first = first_of(value)
    if "resourceLogs" in first:
        return True
    return not _TIME_ROOTS.isdisjoint(first) and not _TEXT_ROOTS.isdisjoint(first)


def _read(value: Any, reading: Reading) -> Iterator[SourceRecord]:
    for item in items_of(value):
        if "resourceLogs" not in item:
            yield from _record(item, reading)
            continue
        for scope in rows_at(item, "resourceLogs"):
            for logs in rows_at(scope, "scopeLogs"):
                for each in rows_at(logs, "logRecords"):
                    yield from _record(each, reading)


def _record(item: dict[str, Any], reading: Reading, at: str = "") -> Iterator[SourceRecord]:
    level, _ = _level(item)
    is_low = level in _LOW
    text = text_at(item, *_TEXTS)
    if text.startswith("{") and "log" in item:  # what Docker's json-file driver keeps of a program's own JSON
        try:
            inner = json.loads(text)
        except (ValueError, RecursionError):
            inner = None
        if isinstance(inner, dict):
            yield from _record(inner, reading, text_at(item, "time"))
            return
    is_wrong = level in _HIGH or (not is_low and sounds_wrong(text))
    why = "" if is_wrong else "below error" if level else "nothing went wrong"
    shown = "" if why and reading.is_full else plain(text)  # noise is only counted from then on
    record = _timed(item, reading, at, shown, f"{level} {text}")
    record.noise = "no text" if not text else "no time" if record.at is None else why
    yield record


def _timed(item: dict[str, Any], reading: Reading, at: str, shown: str, repeats: str) -> SourceRecord:
    """Return an item's record, at the first of its times that can be read, or at the given time if none can."""
    for name in _TIMES:
        found = nested_value(item, name)
        if found is not None and (record := reading.event(found, shown, repeats=repeats)).at is not None:
            return record
    return reading.event(at or None, shown, repeats=repeats)


_LOW_AT = {name: Glance("below error", _LEVELS[: number + 1]) for number, name in enumerate(_LEVELS)}


def _glance(item: dict[str, Any]) -> Glance | None:
    level, name = _level(item)
    return _LOW_AT[name] if level in _LOW else None


def _level(item: dict[str, Any]) -> tuple[str, str]:
    """Return an item's level in small letters, a number as the nearest of them, and where it is; empty for none."""
    for name, root in _LEVEL_ROOTS:
        if root not in item and name not in item:
            continue
        level = nested_value(item, name)
        if isinstance(level, str) and level:
            lowered = level.strip().lower()
            if lowered.isdigit():
                return "error" if int(lowered) >= 50 else "info", name
            return lowered, name
        if isinstance(level, (int, float)) and not isinstance(level, bool):
            return "error" if level >= 50 else "info", name
    return "", ""


# -- lines -------------------------------------------------------------------------------------------------------------

_PAIR = re.compile(r"(?:^|(?<=\s))([\w.@/-]{1,60})=(?:\"((?:[^\"\\]|\\.)*+)\"|([^\s\"]*))")
_LOGFMT = re.compile(r"(?:^|\s)(?:level|lvl|severity)=\S")
_PLAIN = re.compile(
    r"\[?(\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?)\]?[\s|,:-]{1,5}(.*)"
)
_LEVEL = re.compile(
    r"(?i)\b(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERR(?:OR)?|CRIT(?:ICAL)?|FATAL|PANIC|SEVERE|ALERT|EMERG)\b"
)


def _object_in(line: str) -> dict[str, Any] | None:
    """Return the JSON object that makes up a line, or ends it after a prefix."""
    begin = line.find("{", 0, 200)
    if begin < 0 or not line.rstrip().endswith("}"):
        return None
    try:
        found = json.loads(line[begin:])
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _pairs(line: str) -> dict[str, Any]:
    """Return the keys and values of a logfmt line."""
    return {key: re.sub(r"\\(.)", r"\1", quoted) if quoted else bare for key, quoted, bare in _PAIR.findall(line)}


def _is_logfmt(line: str) -> bool:
    return bool(_LOGFMT.search(line) and re.search(r"(?:^|\s)(?:msg|message|event)=", line))


def _is_plain(line: str) -> bool:
    found = _PLAIN.match(line)
    return bool(found and _LEVEL.search(found[2][:120]))


def _recognizes_lines(lines: list[str]) -> bool:
    some = lines[:200]
    if any((found := _object_in(line)) is not None and _recognizes(found) for line in some):
        return True
    return sum(1 for line in some if _is_logfmt(line) or _is_plain(line)) * 3 >= len(some)


def _read_lines(lines: Iterator[str], reading: Reading) -> Iterator[SourceRecord]:
    other = 0
    for line in lines:
        found = _object_in(line)
        if found is not None and _recognizes(found):
            yield from _record(found, reading, line.partition(" ")[0])
        elif _is_logfmt(line):
            yield from _record(_pairs(line), reading)
        elif _is_plain(line) and (match := _PLAIN.match(line)):
            yield _plain_line(match[1], match[2], reading)
        elif line.strip():
            other += 1
            reading.count("not a log record")
    if other:
        reading.tell(f"{reading.file}: {plural(other, 'line')} between log entries left out.")


def _plain_line(at: str, rest: str, reading: Reading) -> SourceRecord:
    found = _LEVEL.search(rest[:120])
    level = found[0].lower() if found else ""
    text = (
        re.sub(r"^[\s|\]\[:-]+", "", rest[found.end() :])
        if found and not rest[: found.start()].strip(" []|-:")
        else rest
    )
    why = (
        ""
        if level in _HIGH or level == "severe"
        else "below error"
        if level or level_in_front(rest)
        else "nothing went wrong"
    )
    return reading.event(at, plain(text), repeats=f"{level} {text}", noise=why if text.strip() else "no text")


SOURCES = (
    JsonSource("jsonl", _recognizes, _read, glance=_glance),
    TextSource("jsonl", _recognizes_lines, _read_lines),
)
