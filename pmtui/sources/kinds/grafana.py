"""Grafana: annotations, and alert groups of OnCall (IRM)."""

from collections.abc import Iterator
from typing import Any

from pmtui.model.scales import Milestone
from pmtui.sources.markup import looks_like_html, markdown_of_html
from pmtui.sources.reading import Reading
from pmtui.sources.records import JsonSource, SourceRecord
from pmtui.sources.values import first_of, has, items_of, text_at
from pmtui.sources.words import clean, plain

_QUIET = {"pending": "pending, not yet an alert", "nodata": "no data", "no_data": "no data", "paused": "paused",
          "unknown": "no data"}  # fmt: skip
_OVER = ("normal", "ok", "resolved")


def _is_annotations(value: Any) -> bool:
    first = first_of(value, "annotations")
    return has(first, "time", "text") and ("dashboardId" in first or "newState" in first or "dashboardUID" in first)


def _read_annotations(value: Any, reading: Reading) -> Iterator[SourceRecord]:
    for item in items_of(value, "annotations"):
        text = text_at(item, "text") or text_at(item, "alertName") or text_at(item, "title")
        text = markdown_of_html(text) if looks_like_html(text) else clean(text)
        state, before = text_at(item, "newState").lower(), text_at(item, "prevState").lower()
        facts: dict[str, Any] = {"id": text_at(item, "id"), "until": _ms(item.get("timeEnd"))}
        at, why = _ms(item.get("time")), ""
        who = text_at(item, "login", "userName")
        if state:
            who, why = "", _QUIET.get(state, "")
            name = text_at(item, "alertName") or text
            is_over = state in _OVER
            facts |= {"alert": f"grafana {text_at(item, 'alertId')} {_instance(text)}", "is_over": is_over}
            facts["milestone"] = Milestone.RESOLVED if is_over else Milestone.DETECTED
            facts["needs_firing"] = is_over and before not in ("alerting", "error", "recovering", "")
            text = f"{plain(name)}: {'OK' if is_over else 'alerting'}" + (f"\n{text}" if text != name else "")
        elif not text:
            text = ", ".join(tag for tag in item.get("tags") or () if isinstance(tag, str))
            why = "" if text else "no text"
        yield reading.noise(at, text, why, who, **facts) if why else reading.event(at, text, who, **facts)


def _instance(text: str) -> str:
    """Return the labels in an alert's text, which tell its instances apart: `Name {pod=x} - B=0.2`."""
    return text.partition(" - ")[0]


def _ms(value: Any) -> Any:
    return value if isinstance(value, (int, str)) and value and value != "0" else None


def _is_oncall(value: Any) -> bool:
    return has(first_of(value, "results"), "integration_id", "alerts_count")


def _read_oncall(value: Any, reading: Reading) -> Iterator[SourceRecord]:
    if isinstance(value, dict) and value.get("next"):
        reading.tell(f"{reading.file} is cut off: OnCall has more alert groups (next). Fetch the next page, too.")
    for item in items_of(value, "results"):
        title, identity = plain(text_at(item, "title")) or "Alert group", text_at(item, "id")
        steps = (
            ("created_at", "", f"{title} fires", Milestone.DETECTED),
            ("acknowledged_at", "acknowledged_by", f"{title}: acknowledged", Milestone.ACKNOWLEDGED),
            ("silenced_at", "silenced_by", f"{title}: silenced", None),
            ("resolved_at", "resolved_by", f"{title}: resolved", Milestone.RESOLVED),
        )
        for key, by, text, milestone in steps:
            if text_at(item, key):
                who = reading.people.get(text_at(item, by), text_at(item, by)) if by else ""
                web = text_at(item, "permalinks.web")
                yield reading.event(
                    text_at(item, key), text, who, id=f"{identity} {key}", milestone=milestone,
                    link=web if web.startswith("http") else "",
                )  # fmt: skip


SOURCES = (
    JsonSource("grafana", _is_annotations, _read_annotations),
    JsonSource("grafana_oncall", _is_oncall, _read_oncall),
)
