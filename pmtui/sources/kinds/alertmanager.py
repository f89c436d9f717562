"""Prometheus Alertmanager: webhook bodies, and the answers of amtool and the API."""

import json
from collections.abc import Iterator
from typing import Any

from pmtui.model.scales import Milestone
from pmtui.sources.instants import read_record_time
from pmtui.sources.reading import Reading
from pmtui.sources.records import JsonSource, SourceRecord
from pmtui.sources.values import first_of, has, items_of, nested_value, text_at
from pmtui.sources.words import clean, plain

_ALWAYS = {"Watchdog": "Watchdog always fires", "InfoInhibitor": "InfoInhibitor only holds back others"}
_INSTANCE = ("pod", "instance", "node", "deployment", "container", "service", "job", "device")


def _recognizes(value: Any) -> bool:
    if isinstance(value, dict) and isinstance(value.get("alerts"), list):
        return "groupLabels" in value or "receiver" in value or has(first_of(value, "alerts"), "labels", "startsAt")
    return has(first_of(value, "data"), "labels", "startsAt")


def _read(value: Any, reading: Reading) -> Iterator[SourceRecord]:
    cut = value.get("truncatedAlerts") if isinstance(value, dict) else 0
    if isinstance(cut, int) and cut > 0:
        reading.tell(f"{reading.file}: Alertmanager left {cut} alerts out of a message (truncatedAlerts).")
    for item in items_of(value, "alerts", "data"):
        yield from _alert(item, reading)


def _alert(item: dict[str, Any], reading: Reading) -> Iterator[SourceRecord]:
    labels, starts = nested_value(item, "labels"), text_at(item, "startsAt")
    name = text_at(labels, "alertname") or "Alert"
    begun = read_record_time(starts, reading.zone, reading.near)
    which = text_at(item, "fingerprint") or json.dumps(labels, sort_keys=True, default=str)[:500]
    summary = clean(text_at(item, "annotations.summary", "annotations.message", "annotations.description"))
    told = f"{name} {summary}"
    where = next((text for key in _INSTANCE if (text := text_at(labels, key)) and text not in told), "")
    what = f"{plain(name)} ({plain(where)})" if where else plain(name)
    why = _ALWAYS.get(name, "")
    for key, words in (("silencedBy", "silenced"), ("inhibitedBy", "inhibited"), ("mutedBy", "muted")):
        if nested_value(item, f"status.{key}"):
            why = why or words
    facts: dict[str, Any] = {"link": text_at(item, "generatorURL")}
    text = f"{what} fires: {plain(summary)}" if summary else f"{what} fires"
    begin = f"{which} {begun.at.isoformat() if begun else starts}"
    fires = reading.event(starts, text, id=f"{begin} firing", milestone=Milestone.DETECTED, **facts)
    fires.noise = why
    yield fires
    if item.get("status") == "resolved":
        over = reading.event(
            text_at(item, "endsAt"), f"{what} is resolved", id=f"{begin} resolved", milestone=Milestone.RESOLVED,
            **facts,
        )  # fmt: skip
        over.noise = why or ("" if over.at else "no time")
        yield over


SOURCES = (JsonSource("alertmanager", _recognizes, _read),)
