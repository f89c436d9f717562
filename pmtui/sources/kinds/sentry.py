"""Sentry: the events of an issue, and issues."""

from collections.abc import Iterator
from typing import Any

from pmtui.sources.reading import Reading
from pmtui.sources.records import JsonSource, SourceRecord
from pmtui.sources.values import first_of, has, items_of, text_at
from pmtui.sources.words import plain


def _recognizes(value: Any) -> bool:
    first = first_of(value)
    return has(first, "eventID", "dateCreated") or has(first, "firstSeen", "lastSeen", "title")


def _read(value: Any, reading: Reading) -> Iterator[SourceRecord]:
    for item in items_of(value):
        title = text_at(item, "title") or text_at(item, "message", "culprit")
        where = text_at(item, "culprit", "location")
        text = plain(title) + (f" ({plain(where)})" if where and where not in title else "")
        if "firstSeen" in item:
            link = text_at(item, "permalink")
            count, users = text_at(item, "count"), text_at(item, "userCount")
            numbers = ", ".join(f"{number} {name}" for number, name in ((count, "events"), (users, "users")) if number)
            yield reading.event(
                text_at(item, "firstSeen"), f"{text}, {numbers}" if numbers else text, until=text_at(item, "lastSeen"),
                id=f"issue {text_at(item, 'id')}", link=link if link.startswith("http") else "", must_begin_inside=True,
            )  # fmt: skip
        else:
            yield reading.event(
                text_at(item, "dateCreated", "dateReceived"), text, id=text_at(item, "eventID", "id"), repeats=title
            )


SOURCES = (JsonSource("sentry", _recognizes, _read),)
