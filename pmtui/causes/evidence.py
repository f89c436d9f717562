"""Evidence as text: a timeline event with its time, or a line that the author wrote."""

from zoneinfo import ZoneInfo

from pmtui.causes.questions import first_sentence
from pmtui.model.cause_tree import EVENT, Cause
from pmtui.model.postmortem import Postmortem
from pmtui.parsing.moments import write_clock


def evidence_words(postmortem: Postmortem, line: str) -> str:
    """Return one line of evidence as the document shows it."""
    if not line.startswith(EVENT):
        return line
    event_id = line.removeprefix(EVENT)
    event = next((event for event in postmortem.timeline if event.id == event_id), None)
    if event is None:
        return "an event that is no longer in the timeline"
    words = " ".join(event.event.split()) or "an event (no description)"
    if event.at is None:
        return words
    return f"{write_clock(event.at.astimezone(ZoneInfo(postmortem.incident.timezone)))} {words}"


def supported_by(postmortem: Postmortem, event_id: str) -> list[Cause]:
    """Return the causes that a timeline event is evidence for."""
    return [node for node in postmortem.causes.tree if f"{EVENT}{event_id}" in node.evidence]


def cause_name(node: Cause) -> str:
    """Return a cause on one line, with its role."""
    role = f" ({node.role.label.lower()})" if node.role is not None else ""
    return f"{first_sentence(node.text)}{role}"
