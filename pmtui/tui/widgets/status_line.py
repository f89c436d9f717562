"""The line at the top: which incident, the document's status, how much is left, whether it's on disk."""

from typing import Any

from textual.screen import Screen
from textual.widgets import Static

from pmtui.session.glyphs import counted
from pmtui.session.session import Session
from pmtui.template.interview import all_questions
from pmtui.text import plural, visible
from pmtui.tui.autosave import Saver
from pmtui.tui.background_review import visible_findings
from pmtui.tui.textual_workarounds import draw
from pmtui.tui.widgets.notice import Notice


class StatusLine(Static):
    """One line about the whole draft."""

    def __init__(self, session: Session, saver: Saver) -> None:
        super().__init__("", id="status", markup=False)
        self.session = session
        self.saver = saver

    def show(self) -> None:
        session = self.session
        incident = session.postmortem.incident
        progress = session.standing.progress(all_questions(session.template))
        name = " ".join(part for part in (incident.id, incident.title) if part.strip()) or session.path.name
        name = f"{name} · {session.template_name.rsplit('/', 1)[-1]}"
        since = ", changed since sign-off" if session.since_signing else ""
        right = (
            f"{session.template.settings.label(session.postmortem.document.status)}{since} · "
            f"{progress.percent}%, {counted(progress)}{self._findings()} · {self._saved()}"
        )
        room = max(10, self.size.width - len(right) - 4)
        name = visible(name).replace("\n", " ")
        shown = name if len(name) <= room else name[: room - 1] + "…"
        draw(self, f"{shown:<{room}}  {right}", layout=False)
        self.set_class(bool(self.saver.state.problem), "-failing")

    def _findings(self) -> str:
        count = len(visible_findings(self.session.review))
        return f" · {plural(count, 'finding')}" if count else ""

    def on_resize(self) -> None:
        self.show()

    def _saved(self) -> str:
        state = self.saver.state
        if self.session.is_read_only:
            return "read only"
        if state.problem and state.since:
            return f"NOT SAVED since {state.since:%H:%M}"
        return "saved" if state.is_saved else "saving"


def show_lines(screen: Screen[Any]) -> None:
    """Draw the lines of a screen that tell how saving goes."""
    for line in (*screen.query(StatusLine), *screen.query(Notice)):
        line.show()
