"""The rows of the home screen, read off the folder of drafts."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pmtui.actions.selection import is_overdue
from pmtui.config import ActiveConfig
from pmtui.confinement import Confinement
from pmtui.errors import FileError, PmtuiError
from pmtui.session.templates import load_template
from pmtui.storage import draft_folder
from pmtui.template.interview import all_questions
from pmtui.template.progress import Completeness
from pmtui.text import visible


@dataclass(frozen=True)
class DraftRow:
    """One draft as the home screen shows it; every text is ready to be drawn."""

    path: Path
    title: str
    id: str
    severity: str
    status: str
    done: str
    changed: str
    overdue: int = 0

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells, in the order of the columns."""
        status = f"{self.status} !{self.overdue}" if self.overdue else self.status
        return (self.title, self.id, self.severity, status, self.done, self.changed)


def read_rows(
    folder: Path, now: datetime, active: ActiveConfig, within: Confinement | None = None
) -> tuple[list[DraftRow], str]:
    """Return a row for each draft in a folder, the last changed first, and why it can't be read, or nothing."""
    try:
        entries = draft_folder.entries(folder, within) if os.path.lexists(folder) else []
    except FileError as error:
        return [], str(error)
    return [_row(entry, now, active, within) for entry in entries], ""


def _row(entry: draft_folder.FolderEntry, now: datetime, active: ActiveConfig, within: Confinement | None) -> DraftRow:
    changed = age(entry.modified, now)
    if entry.draft is None:
        return DraftRow(entry.path, visible(entry.path.name), "", "", "damaged", "", changed)
    postmortem = entry.draft.postmortem
    title = visible(postmortem.incident.title).strip() or visible(entry.path.name)
    incident_id = visible(postmortem.incident.id)[:14]
    try:
        template = load_template(entry.draft.template, active, within)
    except PmtuiError:
        return DraftRow(entry.path, title, incident_id, "", "no template", "", changed)
    settings = template.settings
    severity = settings.label(postmortem.incident.severity) if postmortem.incident.severity else ""
    progress = Completeness(template, postmortem).progress(all_questions(template))
    status = settings.label(postmortem.document.status)
    overdue = sum(is_overdue(action, now.date()) for action in postmortem.actions)
    return DraftRow(entry.path, title, incident_id, severity, status, f"{progress.percent}%", changed, overdue)


def age(then: datetime, now: datetime) -> str:
    """Return how long ago something was, in short form."""
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} min ago"
    if minutes < 48 * 60:
        return f"{minutes // 60} h ago"
    return f"{minutes // (24 * 60)} days ago"
