"""Statuspage (Atlassian): the updates of incidents."""

from collections.abc import Iterator
from typing import Any

from pmtui.model.scales import Milestone
from pmtui.sources.markup import looks_like_html, markdown_of_html
from pmtui.sources.reading import Reading
from pmtui.sources.records import JsonSource, SourceRecord
from pmtui.sources.values import first_of, items_of, rows_at, text_at
from pmtui.sources.words import clean

_MILESTONES = {
    "identified": Milestone.IDENTIFIED,
    "monitoring": Milestone.MITIGATED,
    "resolved": Milestone.RESOLVED,
}
_NOISE = dict.fromkeys(("scheduled", "in_progress", "verifying", "completed"), "maintenance") | {
    "postmortem": "the page's postmortem"
}


def _recognizes(value: Any) -> bool:
    if isinstance(value, dict) and isinstance(value.get("incident"), dict):
        value = value["incident"]
    return "incident_updates" in first_of(value, "incidents", "scheduled_maintenances")


def _read(value: Any, reading: Reading) -> Iterator[SourceRecord]:
    if isinstance(value, dict) and isinstance(value.get("incident"), dict):
        value = value["incident"]
    for incident in items_of(value, "incidents", "scheduled_maintenances"):
        for update in rows_at(incident, "incident_updates"):
            body, status = text_at(update, "body"), text_at(update, "status")
            text = markdown_of_html(body.replace("\n", "<br>")) if looks_like_html(body) else clean(body)
            why = _NOISE.get(status, "" if text else "no text")
            record = reading.event(
                text_at(update, "display_at", "created_at"), text, id=text_at(update, "id"),
                link=text_at(incident, "shortlink"), milestone=_MILESTONES.get(status), noise=why,
            )  # fmt: skip
            if status and text:
                record.text = f"{status.replace('_', ' ').capitalize()}: {text}"
            yield record


SOURCES = (JsonSource("statuspage", _recognizes, _read),)
