"""GitLab: pipelines, and the notes of an issue or incident."""

import re
from collections.abc import Iterator
from typing import Any

from pmtui.model.scales import Milestone
from pmtui.sources.kinds.deployments import is_deployment, is_main
from pmtui.sources.reading import Reading
from pmtui.sources.records import JsonSource, SourceRecord
from pmtui.sources.values import first_of, has, items_of, text_at
from pmtui.sources.words import clean, plain

_STATUS = re.compile(r"changed the (?:incident )?status to \**(Acknowledged|Resolved)", re.IGNORECASE)
_SEVERITY = re.compile(r"changed the severity to ", re.IGNORECASE)
_NOT_RUN = ("created", "waiting_for_resource", "preparing", "pending", "scheduled", "manual")


def _recognizes(value: Any) -> bool:
    first = first_of(value)
    return (
        has(first, "ref", "sha", "status", "web_url")
        or has(first, "project_id", "ref", "sha", "status")
        or (has(first, "noteable_type", "body"))
    )


def _read(value: Any, reading: Reading) -> Iterator[SourceRecord]:
    for item in items_of(value):
        yield _note(item, reading) if "body" in item else _pipeline(item, reading)


def _pipeline(item: dict[str, Any], reading: Reading) -> SourceRecord:
    name, status, ref = text_at(item, "name"), text_at(item, "status"), text_at(item, "ref")
    source = text_at(item, "source")
    why = ""
    if source in ("merge_request_event", "external_pull_request_event"):
        why = "a branch"
    elif source == "schedule":
        why = "by schedule"
    elif status in ("skipped", "canceled", "cancelled"):
        why = status
    elif status in _NOT_RUN:
        why = "not run yet"
    elif not is_main(ref):
        why = "a branch"
    elif not (is_deployment(name) or status == "failed"):
        why = "a check that passed"
    text = f"{plain(name) or f'Pipeline of {plain(ref)}'}: {plain(status)}"
    begin = text_at(item, "started_at", "created_at")
    until = text_at(item, "finished_at", "updated_at") if status in ("success", "failed") else None
    facts: dict[str, Any] = {"until": until, "id": f"pipeline {text_at(item, 'id')}", "link": text_at(item, "web_url")}
    who = text_at(item, "user.name")
    return reading.noise(begin, text, why, who, **facts) if why else reading.event(begin, text, who, **facts)


def _note(item: dict[str, Any], reading: Reading) -> SourceRecord:
    body, who, at = (
        clean(text_at(item, "body")),
        text_at(item, "author.name", "author.username"),
        text_at(item, "created_at"),
    )
    facts: dict[str, Any] = {"id": f"note {text_at(item, 'id')}"}
    if item.get("system") is not True:
        return reading.event(at, body, who, **facts) if body else reading.noise(at, body, "no text", who, **facts)
    status = _STATUS.match(body)
    if status:
        hints = {"acknowledged": Milestone.ACKNOWLEDGED, "resolved": Milestone.RESOLVED}
        return reading.event(at, _upper(body), who, milestone=hints.get(status[1].lower()), **facts)
    if _SEVERITY.match(body):
        return reading.event(at, _upper(body), who, milestone=Milestone.SEVERITY_CHANGED, **facts)
    return reading.noise(at, body, "a system note", who, **facts)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


SOURCES = (JsonSource("gitlab", _recognizes, _read),)
