"""The exported document's file name, by the template's pattern."""

import re

from pmtui.model.postmortem import Postmortem
from pmtui.template.settings import NAME_PARTS
from pmtui.template.tree import Template
from pmtui.text import plain_name

_LONGEST = 100
"""Characters of a file name before its ending: systems allow 255 bytes, but shells and reviews show fewer."""


def document_name(template: Template, postmortem: Postmortem) -> str:
    """Return the document's file name; parts that have no answer yet are left out."""
    incident = postmortem.incident
    values = (
        incident.date.isoformat() if incident.date else "",
        plain_name(incident.id),
        plain_name(incident.title).lower(),
        plain_name(template.name.rsplit("/", 1)[-1].removesuffix(".md")),
    )
    stem = template.settings.filename.removesuffix(".md")
    for name, value in zip(NAME_PARTS, values, strict=True):
        stem = stem.replace(f"{{{name}}}", value)
    stem = re.sub(r"[^\w.-]+", "-", stem)
    stem = re.sub(r"-{2,}", "-", stem).strip("-.")[:_LONGEST].strip("-.")
    return f"{stem or 'postmortem'}.md"
