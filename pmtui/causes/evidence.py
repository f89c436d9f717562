"""Evidence in words: an event of the timeline with its time, or what was written."""

from zoneinfo import ZoneInfo

from pmtui.causes.questions import first_sentence
from pmtui.model.cause_tree import EVENT, Cause
from pmtui.model.postmortem import Postmortem
from pmtui.parsing.moments import write_clock


def evidence_words(postmortem: Postmortem, line: str) -> str:
    """Return one line of evidence as a reader wants it."""
    if not line.startswith(EVENT):
        return line
    event_id = line.removeprefix(EVENT)
    event = next((event for event in postmortem.timeline if event.id == event_id), None)
    if event is None:
        return "an event that isn't in the timeline any more"
    words = " ".join(event.event.split()) or "an event without words"
    if event.at is None:
        return words
    return f"{write_clock(event.at.astimezone(ZoneInfo(postmortem.incident.timezone)))} {words}"


def supported_by(postmortem: Postmortem, event_id: str) -> list[Cause]:
    """Return the conditions that an event of the timeline is evidence of."""
    return [node for node in postmortem.causes.tree if f"{EVENT}{event_id}" in node.evidence]


def addressed(postmortem: Postmortem) -> set[str]:
    """Return the ids of the conditions that an action item addresses."""
    return {node_id for action in postmortem.actions for node_id in action.addresses}


def cause_name(node: Cause) -> str:
    """Return a condition in a line, with what it was for the incident."""
    role = f" ({node.role.label.lower()})" if node.role is not None else ""
    return f"{first_sentence(node.text)}{role}"
