"""The scales that a template offers in its placeholders, `SEV1 | SEV2`, as its settings."""

import json
import re
from collections.abc import Iterable, Sequence

from pmtui.model.scales import Choice
from pmtui.template.settings import SCALE_TYPES

_SCALE_OF = {
    "incident.severity": "severity",
    "document.status": "status",
    "impact.degradation": "degradation",
    "review.approval": "approval",
    "detection.source": "detected_by",
}
_SCALE_OF_COLUMN = {"priority": "priority", "status": "action_status", "goal": "goal"}
_SIGNS = {
    "open": "open|not started|to-?do|planned|new|pending|backlog|proposed",
    "in_progress": "progress|started|ongoing|doing|wip|active|assigned|blocked",
    "done": "done|complete|closed|finished|resolved|shipped|fixed",
    "declined": "declin|won'?t|cancel|reject|dropped|deferred",
    "draft": "draft|wip|progress|open|new",
    "review": "review|pending",
    "final": "final|publish|approved|complete|closed|done|resolved",
}  # fmt: skip


def scale_settings(chosen: Iterable[tuple[str, Sequence[str]]]) -> list[str]:
    """Return the settings for the scales of the fields that were chosen, with what each of their places offers."""
    found: dict[str, str] = {}
    for name, offered in chosen:
        scale = _SCALE_OF.get(name)
        if scale is None and name.startswith("actions."):
            scale = _SCALE_OF_COLUMN.get(name.rpartition(".")[2])
        if scale and scale not in found and len(offered) > 1:
            value = _written(SCALE_TYPES[scale], offered, scale)
            if value:
                found[scale] = f"{scale} = {value}"
    return list(found.values())


def _written(type_: type[Choice], offered: Sequence[str], scale: str) -> str:
    labels = [re.sub(r"[\x00-\x1f]", "", each) for each in offered]
    if scale in ("severity", "priority"):
        if len(labels) > len(type_):
            return ""
        if re.search(r"low|minor|trivial", labels[0], re.I):
            labels.reverse()
        return json.dumps(labels, ensure_ascii=False)
    by_step: dict[str, str] = {}
    for label in labels:
        step = next((step.value for step in type_ if step.value not in by_step and _means(step, label)), None)
        if step is None:
            return ""
        by_step[step] = label
    return (
        "{ " + ", ".join(f"{step} = {json.dumps(label, ensure_ascii=False)}" for step, label in by_step.items()) + " }"
    )


def _means(step: Choice, label: str) -> bool:
    pattern = _SIGNS.get(step.value, re.escape(step.value.replace("_", " ")))
    return bool(re.search(pattern, label.replace("-", " "), re.I)) or label.lower() == step.label.lower()
