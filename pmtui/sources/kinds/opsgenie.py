"""Opsgenie: the log and the notes of an alert."""

import re
from collections.abc import Iterator
from typing import Any

from pmtui.model.scales import Milestone
from pmtui.sources.reading import Reading
from pmtui.sources.records import JsonSource, SourceRecord
from pmtui.sources.values import first_of, items_of, text_at
from pmtui.sources.words import clean, plain

_NOTE = re.compile(r"(?:Added note|Note added)[:\s]+(.+)", re.DOTALL | re.IGNORECASE)
_NOISE = (
    (r"notif|^Sent \[|^Viewed|^Routed|^Escalat\w+ .*(?:rule|notif)|^Escalating", "a notification to a person"),
    (r"\btags?\b", "tags change"),
    (r"count (?:is |was )?increased|deduplicated", "the same alert again"),
)
_CERTAIN = re.compile(r"Alert (?:\[[^\]]{0,300}\] )?(?:was |is )?(?:acknowledged|closed|created)\b", re.IGNORECASE)
_TAKEN = (
    (r"\backnowledged\b|\backed\b", Milestone.ACKNOWLEDGED),
    (r"\bclosed\b", Milestone.RESOLVED),
    (r"\bcreated\b", Milestone.DETECTED),
    (r"\bpriority\b.*\b(?:updated|changed|to)\b|\bupdated .*\bpriority\b", Milestone.SEVERITY_CHANGED),
    (r"responder|snoozed|unacknowledged|\bassigned\b|ownership|escalated", None),
)


def _recognizes(value: Any) -> bool:
    first = first_of(value, "data")
    return "createdAt" in first and "owner" in first and ("log" in first or "note" in first)


def _read(value: Any, reading: Reading) -> Iterator[SourceRecord]:
    for item in items_of(value, "data"):
        owner, at, log = text_at(item, "owner"), text_at(item, "createdAt"), clean(text_at(item, "log"))
        who = "" if owner.lower() in ("system", "") else owner
        note = clean(text_at(item, "note"))
        found = _NOTE.match(log)
        if found or note:
            text = note or found[1].strip() if found else note
            yield reading.event(at, text, who, id=text_at(item, "offset"), twin=("note", text))
            continue
        why, milestone = _sorted(log, text_at(item, "type"), who)
        facts: dict[str, Any] = {"id": text_at(item, "offset"), "milestone": milestone}
        yield reading.noise(at, plain(log), why, who, **facts) if why else reading.event(at, plain(log), who, **facts)


def _sorted(log: str, kind: str, who: str) -> tuple[str, Milestone | None]:
    """Return why a line of the log is noise, or what it may mark."""
    if kind == "alertRecipient":
        return "a notification to a person", None
    for pattern, why in () if _CERTAIN.match(log) else _NOISE:
        if re.search(pattern, log, re.IGNORECASE):
            return why, None
    lowered = log.lower()
    for pattern, milestone in _TAKEN:
        if re.search(pattern, lowered) and "unacknowledged" not in lowered:
            return "", milestone
    return ("", None) if who or "unacknowledged" in lowered else ("done by Opsgenie itself", None)


SOURCES = (JsonSource("opsgenie", _recognizes, _read),)
