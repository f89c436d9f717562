"""The systemd journal: `journalctl -o json`, and `-o short-iso`."""

import re
from collections.abc import Iterator
from typing import Any

from pmtui.sources.kinds.syslog import system_line
from pmtui.sources.reading import Reading
from pmtui.sources.records import Glance, JsonSource, SourceRecord, TextSource
from pmtui.sources.values import first_of, items_of, text_at
from pmtui.sources.words import clean, plain

_UNIT_MESSAGES = {
    "39f53479d3a045ac8e11786248231fbf",  # started
    "9d1aaa27d60140bd96365438aad20286",  # stopped
    "be02cf6855d2428ba40df7e9d022f03d",  # failed
    "98e322203f7a4ed290d09fe03c09fe15",  # a process exited
    "d9b373ed55a64feb8242e02dbe79a49c",  # failed with a result
    "fe6faa94e7774663a0da52717891d8ef",  # out of memory
}
"""MESSAGE_ID of what systemd says about a unit's life, from sd-messages.h: it has priority 4 to 6."""


def _read_json(value: Any, reading: Reading) -> Iterator[SourceRecord]:
    for item in items_of(value):
        message = item.get("MESSAGE")
        if isinstance(message, list):  # bytes that aren't UTF-8, or not printable
            data = bytes(each for each in message if isinstance(each, int) and 0 <= each < 256)
            message = data.decode("utf-8", "replace")
        text = message if isinstance(message, str) else ""
        priority, which = text_at(item, "PRIORITY"), text_at(item, "MESSAGE_ID").replace("-", "")
        is_unit = which in _UNIT_MESSAGES
        why = "" if is_unit or priority in ("0", "1", "2", "3") else "below error"
        if not clean(text):
            why = "no text"
        source = text_at(item, "SYSLOG_IDENTIFIER", "_COMM", "_SYSTEMD_UNIT")
        unit = text_at(item, "UNIT", "_SYSTEMD_UNIT")
        if is_unit and unit and unit not in text and unit.partition(".")[0] not in text:
            text = f"{unit}: {text}"
        at = text_at(item, "__REALTIME_TIMESTAMP", "_SOURCE_REALTIME_TIMESTAMP")
        yield reading.event(
            at, plain(text), place=source, repeats=f"{priority} {source} {text}", noise=why,
            id=text_at(item, "__CURSOR"),
        )  # fmt: skip


_LOW = Glance("below error", ("PRIORITY", "MESSAGE_ID"))


def _glance(item: dict[str, Any]) -> Glance | None:
    return _LOW if item.get("PRIORITY") in ("4", "5", "6", "7") and "MESSAGE_ID" not in item else None


_LINE = re.compile(
    r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)) (\S+) ([^\s:\[]{1,100})(?:\[\d+\])?: ?(.*)"
)


def _recognizes_text(lines: list[str]) -> bool:
    some = [line for line in lines[:20] if not line.startswith("-- ")]
    return bool(some) and sum(1 for line in some if _LINE.match(line)) * 2 > len(some)


def _read_text(lines: Iterator[str], reading: Reading) -> Iterator[SourceRecord]:
    for line in lines:
        found = _LINE.match(line)
        if found:
            yield system_line(reading, found[1], found[3], found[4])
        elif line.strip() and not line.startswith("-- "):
            reading.count("not a line of the journal")


SOURCES = (
    JsonSource("journald", lambda value: "__REALTIME_TIMESTAMP" in first_of(value), _read_json, glance=_glance),
    TextSource("journald", _recognizes_text, _read_text),
)
