"""Adds events from other tools' exports to a draft: in one step, and each only once."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pmtui.config import ActiveConfig
from pmtui.model.edit import AnyEdit, Batch, Insert, Set, as_json
from pmtui.model.ids import MakeId, random_id
from pmtui.model.postmortem import Postmortem
from pmtui.model.timeline import ORIGINS, Event
from pmtui.session.one_change import change_draft
from pmtui.session.session import Session
from pmtui.sources.records import SourceRecord
from pmtui.sources.sorting import family
from pmtui.timeline.ordering import place_for

_MANY = 200
"""From this many new events on, the list is changed as a whole."""

_FIELDS = ("at", "until", "event", "details", "source")
"""What an import says of an event, and updates."""


@dataclass
class Outcome:
    """What importing changes.

    Attributes:
        edits: the changes.
        added: how many events are new.
        updated: how many are updated: the export says something else now, and nobody has edited them.
        differing: the texts of edited events, each with its record, which says something else now.
    """

    edits: list[AnyEdit] = field(default_factory=list)
    added: int = 0
    updated: int = 0
    differing: list[tuple[str, SourceRecord]] = field(default_factory=list)


def leave_out_known(records: Iterable[SourceRecord], postmortem: Postmortem) -> None:
    """Mark as noise each record that a draft already has, unchanged since it was imported."""
    known = _by_origin(postmortem)
    for record in records:
        if record.is_taken and any(
            _origins(known[key])[key] == _digest(_content(record)) for key in _keys(record) if key in known
        ):
            record.noise = "already in the draft"


def importing(postmortem: Postmortem, records: Sequence[SourceRecord], make_id: MakeId) -> Outcome:
    """Return the edits that bring records into a timeline.

    Args:
        postmortem: the draft.
        records: the events, in chronological order.
        make_id: makes ids for the new ones.
    """
    outcome = Outcome()
    known = _by_origin(postmortem)
    timeline = list(postmortem.timeline)
    inserts: list[AnyEdit] = []
    for record in records:
        content = _content(record)
        key = next((key for key in _keys(record) if key in known), None)
        if key is not None:
            _update(outcome, known[key], key, record, content)
            continue
        element = {"id": make_id(), **content, **_origin_and_details(record, content)}
        element["milestones"] = [record.milestone.value] if record.milestone and record.is_marked else []
        element = {name: value for name, value in element.items() if value}
        index = place_for(timeline, record.at) if record.at is not None else len(timeline)
        timeline.insert(index, Event.model_validate(element))
        inserts.append(Insert(path="timeline", index=index, element=element))
    outcome.added = len(inserts)
    if len(inserts) > _MANY:
        inserts = [Set(path="timeline", value=[as_json(event) for event in timeline])]
    day = _first_day(postmortem, records)
    dated: list[AnyEdit] = [Set(path="incident.date", value=day.isoformat())] if day is not None and inserts else []
    outcome.edits = [*inserts, *outcome.edits, *dated]
    return outcome


def _origin_and_details(record: SourceRecord, content: dict[str, Any]) -> dict[str, Any]:
    """Return an event's origin and details, including those of each record joined with it."""
    origins = [f"{_key(record.kind, record.id)}#{_digest(content)}"]
    details = list(content["details"])
    for other in record.joined:
        found = _content(other)
        origins.append(f"{_key(other.kind, other.id)}#{_digest(found)}")
        told = [found["event"], *found["details"]]
        source = f"{found['source']}: " if found["source"] else ""
        details += [f"{source}{told[0]}", *told[1:]]
    return {"origin": ORIGINS.join(origins), "details": details}


def _update(outcome: Outcome, event: Event, key: str, record: SourceRecord, content: dict[str, Any]) -> None:
    origins, now = _origins(event), _digest(content)
    before = origins[key]
    if before == now:
        return
    if _digest(_said(event)) != before:
        outcome.differing.append((event.event.partition("\n")[0], record))
        return
    outcome.updated += 1
    path = f"timeline.{event.id}"
    for name in _FIELDS:
        if content[name] != _said(event)[name]:
            outcome.edits.append(Set(path=f"{path}.{name}", value=content[name]))
    origin = ORIGINS.join(f"{each}#{digest}" for each, digest in (origins | {key: now}).items())
    outcome.edits.append(Set(path=f"{path}.origin", value=origin))


def import_events(session: Session, records: Sequence[SourceRecord], *, with_updates: bool = True) -> Outcome:
    """Add events to a session's timeline, in one undo step.

    Args:
        session: the session.
        records: the events, in chronological order.
        with_updates: also update the events that the draft has already, unless someone has edited them.
    """
    if not with_updates:
        known = _by_origin(session.postmortem)
        records = [record for record in records if known.keys().isdisjoint(_keys(record))]
    outcome = importing(session.postmortem, records, session.make_id)
    if outcome.edits:
        session.apply(Batch(edits=tuple(outcome.edits)), "timeline")
    return outcome


def add_to_draft(
    path: Path, records: Sequence[SourceRecord], active: ActiveConfig, make_id: MakeId = random_id
) -> Outcome:
    """Add events to a draft, in one undo step, and save it; one that is open elsewhere is changed as an editor would.

    Args:
        path: the draft's file.
        records: the events, in chronological order.
        active: the config.
        make_id: makes ids for the new ones.

    Raises:
        PmtuiError: if it can't be opened or saved.
    """

    def work(session: Session) -> Outcome:
        return import_events(session, records)

    return change_draft(path, work, active, make_id=make_id)


def _by_origin(postmortem: Postmortem) -> dict[str, Event]:
    return {key: event for event in postmortem.timeline for key in _origins(event)}


def _origins(event: Event) -> dict[str, str]:
    """Return the keys of an event's records, each with the digest of what it said when it was imported."""
    parts = [origin.rpartition("#") for origin in event.origin.split(ORIGINS) if origin]
    return {key: digest for key, _, digest in parts}


def _keys(record: SourceRecord) -> Iterator[str]:
    """Yield a record's keys: from its own ID first, then from the IDs of those joined with it."""
    for each in (record.id, *record.ids):
        yield _key(record.kind, each)


def _key(kind: str, record_id: str) -> str:
    return f"{family(kind)}:{record_id}".replace("\n", " ").replace(ORIGINS, " ")[:300]


def _content(record: SourceRecord) -> dict[str, Any]:
    """Return the fields of a record's event, as JSON."""
    text = record.text
    lines = [text] if "```" in text else [line.strip() for line in text.split("\n") if line.strip()]
    details = [line.removeprefix("- ") for line in lines[1:]]
    if record.link and record.link not in text:
        details.append(record.link)
    made = Event(
        id="x", at=record.at, until=record.until, event=lines[0] if lines else text, details=tuple(details),
        source=record.who or record.source,
    )  # fmt: skip
    return _said(made)


def _said(event: Event) -> dict[str, Any]:
    found = {name: as_json(getattr(event, name)) for name in _FIELDS}
    for name in ("at", "until"):
        moment = getattr(event, name)
        found[name] = moment.astimezone(UTC).isoformat() if isinstance(moment, datetime) else None
    return found


def _digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:12]


def _first_day(postmortem: Postmortem, records: Sequence[SourceRecord]) -> date | None:
    """Return the incident's date if the draft has none, and no event with a time yet."""
    if postmortem.incident.date is not None or any(event.at is not None for event in postmortem.timeline):
        return None
    timed = [(record.at, record.is_day_unsure) for record in records if record.at is not None]
    first, is_unsure = min(timed, default=(None, True))
    if first is None or is_unsure:
        return None
    return first.astimezone(ZoneInfo(postmortem.incident.timezone)).date()
