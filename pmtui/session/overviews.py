"""Reads drafts for the list of a folder's drafts."""

from pmtui.actions.selection import is_open
from pmtui.config import ActiveConfig
from pmtui.confinement import Confinement
from pmtui.errors import PmtuiError
from pmtui.model.postmortem import Postmortem
from pmtui.session.templates import load_template
from pmtui.storage import draft_folder
from pmtui.storage.draft_files import DraftFile
from pmtui.storage.overviews import Overview
from pmtui.storage.safe_files import digest_of
from pmtui.template.interview import all_questions
from pmtui.template.lookup import read_source
from pmtui.template.progress import Completeness
from pmtui.template.tree import Template
from pmtui.text import visible

_LONGEST = 300
"""Characters of a title or an id in a list: no screen shows more in one line."""


class OverviewReader:
    """Reads drafts one by one; each template is read once.

    Args:
        active: the config, which may change a template's scales and conventions.
        within: the folder that nothing is read outside of; None for anywhere.
    """

    def __init__(self, active: ActiveConfig, within: Confinement | None = None) -> None:
        self.active = active
        self.within = within
        self._templates: dict[str, Template | None] = {}

    def template(self, name: str) -> Template | None:
        """Return a template as the config changes it, or None if it can't be used."""
        if name not in self._templates:
            try:
                self._templates[name] = load_template(name, self.active, self.within)
            except PmtuiError:
                self._templates[name] = None
        return self._templates[name]

    def digest(self, template: str) -> str:
        """Return a digest of what an overview depends on in a template and the config; empty if that can't be read."""
        try:
            source, known = read_source(template, self.within), self.active.known
        except PmtuiError:
            return ""
        return digest_of(repr((source, known.scales, known.conventions)).encode("utf-8", "surrogatepass"))

    def read(self, file: DraftFile) -> Overview | None:
        """Return what a file holds; None if it isn't a draft, or is gone."""
        entry = draft_folder.entry_of(file, self.within)
        if entry is None:
            return None
        name = visible(file.path.name)
        if entry.draft is None:
            return Overview(name, problem=visible(entry.problem))
        return overview(entry.draft.postmortem, entry.draft.template, self.template(entry.draft.template), name)


def overview(postmortem: Postmortem, name: str, template: Template | None, file_name: str) -> Overview:
    """Return what the list shows of a postmortem.

    Args:
        postmortem: the postmortem.
        name: its template's name.
        template: its template; None if that can't be used.
        file_name: its file's name, for one without a title.
    """
    incident, document = postmortem.incident, postmortem.document
    percent = None
    if template is not None:
        percent = Completeness(template, postmortem).progress(all_questions(template)).percent
    still_open = [action for action in postmortem.actions if is_open(action)]
    return Overview(
        title=_line(incident.title) or file_name,
        id=_line(incident.id),
        day=incident.date,
        severity=incident.severity.value if incident.severity else "",
        severity_label=_line(template.settings.label(incident.severity)) if template and incident.severity else "",
        status=document.status.value,
        status_label=_line(template.settings.label(document.status)) if template else "",
        percent=percent,
        open_actions=len(still_open),
        due=tuple(sorted(action.due for action in still_open if action.due is not None)),
        template=name,
    )


def _line(text: str) -> str:
    return visible(text).replace("\n", " ").strip()[:_LONGEST]
