"""AWS: CloudTrail, and the history of CloudWatch alarms."""

import json
import re
from collections.abc import Iterator
from typing import Any

from pmtui.model.scales import Milestone
from pmtui.sources.reading import Reading
from pmtui.sources.records import JsonSource, SourceRecord
from pmtui.sources.values import first_of, has, has_list, items_of, nested_value, text_at
from pmtui.sources.words import plain

_READS = re.compile(
    r"(?:Get|List|Describe|Lookup|Head|Batch(?:Get|Describe)|Search|Query|Scan|Select|View|Check|Test|Filter)(?=[A-Z0-9]|$)"
)
_NAMES = re.compile(
    r"(?i)(?:name|id|ids|identifier|arn|service|cluster|bucket|function|group|role|user|instance|table|rule|topic|queue|stack|alarm)$"
)
_SECRET = re.compile(r"(?i)password|secret|token|credential|private|policydocument|userdata")


def _is_trail(value: Any) -> bool:
    first = first_of(value, "Records", "Events")
    return "CloudTrailEvent" in first or has(first, "eventVersion", "eventName")


def _read_trail(value: Any, reading: Reading) -> Iterator[SourceRecord]:
    if isinstance(value, dict) and text_at(value, "NextToken"):
        reading.tell(f"{reading.file} is cut off: CloudTrail has more events (NextToken). Fetch the next page, too.")
    for item in items_of(value, "Records", "Events"):
        inner = item.get("CloudTrailEvent")
        if isinstance(inner, str):
            try:
                inner = json.loads(inner)
            except (ValueError, RecursionError):
                inner = None
        if isinstance(inner, dict):
            yield _call(inner, reading)
        elif "eventName" in item:
            yield _call(item, reading)
        else:
            reading.count("not an event")


def _call(item: dict[str, Any], reading: Reading) -> SourceRecord:
    name, service = text_at(item, "eventName"), text_at(item, "eventSource").removesuffix(".amazonaws.com")
    error = text_at(item, "errorCode")
    about = list(_names(item.get("requestParameters")))[:2]
    text = f"{plain(service)}: {plain(name)}" + (f" {plain(', '.join(about))}" if about else "")
    text += f": {plain(error)}" if error else ""
    return reading.event(
        text_at(item, "eventTime"), text, _who(nested_value(item, "userIdentity")), id=text_at(item, "eventID"),
        noise=_why_noise(item, name, error),
    )  # fmt: skip


def _who(identity: Any) -> str:
    name, arn = text_at(identity, "userName"), text_at(identity, "arn")
    if name:
        return name
    if "/" in arn:
        return arn.rpartition("/")[2]
    return "root" if text_at(identity, "type") == "Root" else text_at(identity, "invokedBy")


def _why_noise(item: dict[str, Any], name: str, error: str) -> str:
    reads = str(item.get("readOnly")).lower()
    identity = nested_value(item, "userIdentity")
    if reads == "true" or (reads != "false" and _READS.match(name)) or name.startswith("AssumeRole"):
        return "only reads"
    if name in ("ConsoleLogin", "CheckMfa", "SwitchRole", "Federate", "Authenticate", "Logout"):
        return "a login"
    if text_at(identity, "type") == "AWSService" or item.get("eventType") == "AwsServiceEvent":
        return "AWS itself"
    roles = text_at(identity, "arn") + text_at(identity, "sessionContext.sessionIssuer.arn")
    if "/aws-service-role/" in roles or ":assumed-role/AWSServiceRole" in roles:
        return "AWS itself"
    return "a dry run" if error == "Client.DryRunOperation" else ""


def _names(parameters: Any, depth: int = 0) -> Iterator[str]:
    """Yield what a call was about: the names in its parameters, none of its secrets."""
    if depth > 4:
        return
    if isinstance(parameters, list):
        for each in parameters[:5]:
            yield from _names(each, depth + 1)
    elif isinstance(parameters, dict):
        for key, value in parameters.items():
            if _SECRET.search(str(key)):
                continue
            if isinstance(value, str) and value and len(value) <= 200 and _NAMES.search(str(key)):
                yield value
            elif isinstance(value, (dict, list)):
                yield from _names(value, depth + 1)


_UPDATED = re.compile(r"from (\w+) to (\w+)")


def _read_alarms(value: Any, reading: Reading) -> Iterator[SourceRecord]:
    for item in items_of(value, "AlarmHistoryItems"):
        alarm, summary = text_at(item, "AlarmName"), text_at(item, "HistorySummary")
        found = _UPDATED.search(summary)
        at, text = text_at(item, "Timestamp"), f"{plain(alarm)}: {plain(summary)}"
        kind = text_at(item, "HistoryItemType")
        facts: dict[str, Any] = {"id": f"{alarm} {at} {kind} {summary}"}
        if kind != "StateUpdate" or found is None:
            yield reading.noise(
                at, text, "an action of the alarm" if kind == "Action" else "the alarm's own settings", **facts
            )
        elif found[2] not in ("ALARM", "OK"):
            yield reading.noise(at, text, "no data", **facts)
        else:
            is_over = found[2] == "OK"
            yield reading.event(
                at, text, alert=f"cloudwatch {alarm}", is_over=is_over, needs_firing=is_over and found[1] != "ALARM",
                milestone=Milestone.RESOLVED if is_over else Milestone.DETECTED, **facts,
            )  # fmt: skip


SOURCES = (
    JsonSource("cloudtrail", _is_trail, _read_trail),
    JsonSource("cloudwatch", lambda value: has_list(value, "AlarmHistoryItems"), _read_alarms),
)
