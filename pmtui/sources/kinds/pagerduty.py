"""PagerDuty: the log entries, the notes and the state of an incident, and change events."""

from collections.abc import Iterator
from typing import Any

from pmtui.model.scales import Milestone
from pmtui.sources.reading import Reading
from pmtui.sources.records import JsonSource, SourceRecord
from pmtui.sources.values import first_of, has, has_list, items_of, rows_at, text_at
from pmtui.sources.words import clean, plain

_LISTS = ("log_entries", "notes", "incidents", "change_events")
_SINGLE = ("log_entry", "note", "incident")
_MILESTONES = {
    "trigger": Milestone.DETECTED,
    "acknowledge": Milestone.ACKNOWLEDGED,
    "resolve": Milestone.RESOLVED,
    "priority_change": Milestone.SEVERITY_CHANGED,
}
_TAKEN = {
    *_MILESTONES, "escalate", "unacknowledge", "snooze", "annotate", "responder_request", "responder_accept",
    "responder_decline", "status_update", "merge", "exhaust_escalation_path", "urgency_change",
}  # fmt: skip
_NOISE = {
    "notify": "a notification to a person",
    "assign": "assigned by the policy",
    "field_value_change": "a field changes",
    "repeat_escalation_path": "the policy continues",
    "reach_trigger_limit": "a limit of PagerDuty's",
    "reach_ack_limit": "a limit of PagerDuty's",
}


def _recognizes(value: Any) -> bool:
    if isinstance(value, list):
        first = first_of(value)
        return has(first, "type", "created_at") and (
            text_at(first, "type").endswith("_log_entry") or "incident_number" in first
        )
    if not isinstance(value, dict):
        return False
    if any(isinstance(value.get(name), dict) for name in _SINGLE):
        return not has_list(value.get("incident"), "incident_updates")
    if has_list(value, "incidents"):
        return not any("incident_updates" in each for each in rows_at(value, "incidents"))
    return any(has_list(value, name) for name in _LISTS) or text_at(value, "type").endswith("_log_entry")


def _read(value: Any, reading: Reading) -> Iterator[SourceRecord]:
    if isinstance(value, dict) and value.get("more") is True:
        reading.tell(f"{reading.file} is cut off: PagerDuty has more entries (more). Fetch the next page, too.")
    for name in _SINGLE:
        if isinstance(value, dict) and isinstance(value.get(name), dict) and not text_at(value, "type"):
            value = value[name]
    for item in items_of(value, *_LISTS):
        if "content" in item and not text_at(item, "type").endswith("_log_entry"):
            yield _note(item, reading)
        elif "timestamp" in item and "created_at" not in item:
            yield _change(item, reading)
        elif "status" in item and not text_at(item, "type").endswith("_log_entry"):
            yield from _incident(item, reading)
        else:
            yield _entry(item, reading)


def _person(agent: Any) -> str:
    """Return the name of an agent; empty for a service or a policy."""
    kind = text_at(agent, "type")
    return "" if kind.startswith(("service", "escalation")) else clean(text_at(agent, "summary", "name"))


def _is_human(agent: Any) -> bool:
    return text_at(agent, "type").startswith("user")


def _second(at: str) -> str:
    return at[:19]


def _entry(item: dict[str, Any], reading: Reading) -> SourceRecord:
    kind = text_at(item, "type").removesuffix("_reference").removesuffix("_log_entry")
    kind = {"acknowledgement": "acknowledge"}.get(kind, kind)
    at, agent = text_at(item, "created_at", "created_on"), item.get("agent")
    incident = text_at(item, "incident.id")
    summary = plain(text_at(item, "summary")).rstrip(".")
    text = summary
    if kind == "trigger":
        what = text_at(item, "event_details.description", "channel.summary", "incident.summary", "summary")
        text = f"Triggered: {plain(what)}"
    elif kind == "annotate":
        text = clean(text_at(item, "channel.content", "channel.summary", "note", "summary"))
    elif kind == "status_update":
        text = clean(text_at(item, "message", "status_update.message", "channel.message", "summary"))
    note = clean(text_at(item, "note", "channel.note")) if kind in ("resolve", "snooze", "merge") else ""
    text = f"{text}\n{note}" if note else text
    why = "" if kind in _TAKEN or _is_human(agent) else _NOISE.get(kind, "done by PagerDuty itself")
    if kind in _NOISE and kind != "assign":
        why = _NOISE[kind]
    if not text:
        why = why or "no text"
    facts: dict[str, Any] = {
        "id": text_at(item, "id"),
        "link": text_at(item, "html_url"),
        "milestone": _MILESTONES.get(kind),
        "twin": (kind, text if kind == "annotate" else incident),
    }
    if kind in ("trigger", "resolve"):
        facts |= {"alert": f"pagerduty {incident}", "is_over": kind == "resolve"}
    who = _person(agent)
    return reading.noise(at, text, why, who, **facts) if why else reading.event(at, text, who, **facts)


def _note(item: dict[str, Any], reading: Reading) -> SourceRecord:
    text = clean(text_at(item, "content"))
    who = clean(text_at(item, "user.summary", "user.name"))
    return reading.event(text_at(item, "created_at"), text, who, id=text_at(item, "id"), twin=("annotate", text))


def _incident(item: dict[str, Any], reading: Reading) -> Iterator[SourceRecord]:
    identity, title = text_at(item, "id"), plain(text_at(item, "title", "summary", "description"))
    number = text_at(item, "incident_number", "number")
    title = f"#{number} {title}" if number and number not in title else title
    link = text_at(item, "html_url")
    yield reading.event(
        text_at(item, "created_at", "created_on"), f"Triggered: {title}", id=f"{identity} trigger", link=link,
        milestone=Milestone.DETECTED, twin=("trigger", identity), alert=f"pagerduty {identity}",
    )  # fmt: skip
    for each in rows_at(item, "acknowledgements"):
        who = _person(each.get("acknowledger"))
        text = f"Acknowledged by {plain(who)}" if who else "Acknowledged"
        at = text_at(each, "at")
        yield reading.event(
            at, f"{text}: {title}", who, id=f"{identity} acknowledge {at}", link=link,
            milestone=Milestone.ACKNOWLEDGED, twin=("acknowledge", identity),
        )  # fmt: skip
    if item.get("status") == "resolved":
        who = _person(item.get("last_status_change_by"))
        text = f"Resolved by {plain(who)}" if who else "Resolved"
        yield reading.event(
            text_at(item, "resolved_at", "last_status_change_at", "last_status_change_on"), f"{text}: {title}", who,
            id=f"{identity} resolve", link=link, milestone=Milestone.RESOLVED, twin=("resolve", identity),
            alert=f"pagerduty {identity}", is_over=True,
        )  # fmt: skip


def _change(item: dict[str, Any], reading: Reading) -> SourceRecord:
    url = next((text_at(each, "href") for each in rows_at(item, "links")), "") or text_at(item, "html_url")
    who = clean(text_at(item, "custom_details.user", "custom_details.author", "source"))
    return reading.event(
        text_at(item, "timestamp"), plain(text_at(item, "summary")), who, id=text_at(item, "id"), link=url
    )


SOURCES = (JsonSource("pagerduty", _recognizes, _read),)
