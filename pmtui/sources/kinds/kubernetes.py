"""Kubernetes events, of both API groups, as a list, one by one, or watched."""

from collections.abc import Iterator
from typing import Any

from pmtui.sources.reading import Reading
from pmtui.sources.records import JsonSource, SourceRecord
from pmtui.sources.values import first_of, has, has_list, items_of, nested_value, text_at
from pmtui.sources.words import plain

_NORMAL = {
    "Killing", "ScalingReplicaSet", "SuccessfulRescale", "NodeNotReady", "NodeNotSchedulable", "TaintManagerEviction",
    "Preempted", "Evicted", "Preempting",
}  # fmt: skip
_BEGIN = ("firstTimestamp", "deprecatedFirstTimestamp", "eventTime", "metadata.creationTimestamp",
          "deprecatedLastTimestamp", "lastTimestamp")  # fmt: skip
_END = ("series.lastObservedTime", "lastTimestamp", "deprecatedLastTimestamp")


def _is_event(item: Any) -> bool:
    return has(item, "involvedObject") or has(item, "regarding", "reason")


def _recognizes(value: Any) -> bool:
    first = first_of(value, "items")
    if _is_event(first):
        return True
    if isinstance(value, dict) and value.get("kind") in ("List", "EventList") and has_list(value, "items"):
        return True
    return first.get("type") in ("ADDED", "MODIFIED", "DELETED") and isinstance(first.get("object"), dict)


def _read(value: Any, reading: Reading) -> Iterator[SourceRecord]:
    for item in items_of(value, "items"):
        change = text_at(item, "type")
        inner = item.get("object")
        if isinstance(inner, dict) and not _is_event(item):
            if change not in ("DELETED", "BOOKMARK") and _is_event(inner):
                yield _event(inner, reading)
        elif _is_event(item):
            yield _event(item, reading)
        else:
            reading.count("not an event")


def _event(item: dict[str, Any], reading: Reading) -> SourceRecord:
    reason, message = text_at(item, "reason"), text_at(item, "message", "note")
    about = item.get("involvedObject", item.get("regarding"))
    kind, name = text_at(about, "kind"), text_at(about, "name")
    text = f"{plain(reason)}: {plain(message)}" if message else plain(reason)
    if name and name not in message:
        text += f" ({plain(f'{kind} {name}'.strip())})"
    count = next(
        (found for key in ("series.count", "count", "deprecatedCount") if (found := nested_value(item, key))), 1
    )
    if isinstance(count, int) and count > 1:
        text += f", x {count}"
    begin = next((text_at(item, key) for key in _BEGIN if text_at(item, key)), None)
    until = next((text_at(item, key) for key in _END if text_at(item, key)), None)
    namespace = text_at(item, "metadata.namespace")
    identity = f"{namespace}/{text_at(item, 'metadata.name')}"
    why = "" if item.get("type") != "Normal" or reason in _NORMAL else "Normal"
    facts: dict[str, Any] = {"until": until, "id": identity if identity != "/" else "", "place": namespace}
    return reading.noise(begin, text, why, **facts) if why else reading.event(begin, text, **facts)


SOURCES = (JsonSource("kubernetes", _recognizes, _read),)
