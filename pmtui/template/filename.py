"""The finished document's file name, by the template's pattern."""

import re

from pmtui.model.postmortem import Postmortem
from pmtui.naming import plain_name
from pmtui.template.tree import Template

_LONGEST = 100


def document_name(template: Template, postmortem: Postmortem) -> str:
    """Return the document's file name; what the record doesn't hold yet is left out of it."""
    incident = postmortem.incident
    parts = {
        "date": incident.date.isoformat() if incident.date else "",
        "id": plain_name(incident.id),
        "slug": plain_name(incident.title).lower(),
        "template": plain_name(template.name.rsplit("/", 1)[-1].removesuffix(".md")),
    }
    stem = template.settings.filename.removesuffix(".md")
    for name, value in parts.items():
        stem = stem.replace(f"{{{name}}}", value)
    stem = re.sub(r"[^\w.-]+", "-", stem)
    stem = re.sub(r"-{2,}", "-", stem).strip("-.")[:_LONGEST].strip("-.")
    return f"{stem or 'postmortem'}.md"
