"""Datadog: events of both versions of its API."""

import re
from collections.abc import Iterator
from typing import Any

from pmtui.model.scales import Milestone
from pmtui.sources.reading import Reading
from pmtui.sources.records import JsonSource, SourceRecord
from pmtui.sources.values import first_of, has_list, items_of, nested_value, text_at
from pmtui.sources.words import clean, plain

_STATE = re.compile(
    r"\[(Triggered|Recovered|Re-?Triggered|Renotify|Re-?Notified|No data|Warn)\b[^\]]*\]\s*", re.IGNORECASE
)
_FOOTER = re.compile(r"^- - -\s*$.*", re.DOTALL | re.MULTILINE)


def _recognizes(value: Any) -> bool:
    if has_list(value, "data"):
        return isinstance(nested_value(first_of(value, "data"), "attributes.attributes"), dict)
    first = first_of(value, "events")
    return "date_happened" in first or isinstance(nested_value(first, "attributes.attributes"), dict)


def _read(value: Any, reading: Reading) -> Iterator[SourceRecord]:
    if isinstance(value, dict) and text_at(value, "links.next"):
        reading.tell(f"{reading.file} is cut off: Datadog has more events (links.next). Fetch the next page, too.")
    for item in items_of(value, "data", "events"):
        inner = nested_value(item, "attributes.attributes")
        title = clean(text_at(inner, "title", "evt.name") or text_at(item, "title", "attributes.title"))
        message = text_at(item, "attributes.message", "text")
        at = text_at(item, "attributes.timestamp") or nested_value(inner, "timestamp") or item.get("date_happened")
        message = clean(_FOOTER.sub("", message.replace("%%%", "")))
        text = "\n".join(filter(None, (plain(title), message)))
        state = _STATE.match(title)
        word = state[1].lower().replace("-", "") if state else ""
        name = title[state.end() :] if state else title
        facts: dict[str, Any] = {"id": text_at(item, "id")}
        if word in ("triggered", "recovered"):
            is_over = word == "recovered"
            facts |= {
                "alert": f"datadog {name} {title[: state.end()].partition(' on ')[2] if state else ''}",
                "is_over": is_over,
            }
            facts["milestone"] = Milestone.RESOLVED if is_over else Milestone.DETECTED
        why = "the same alert again" if word.startswith("re") and word != "recovered" else ""
        if word == "no data":
            why = "no data"
        link = text_at(item, "url")
        yield reading.event(
            at, text, noise=why or ("" if text else "no text"), link=link if link.startswith("http") else "", **facts
        )


SOURCES = (JsonSource("datadog", _recognizes, _read),)
