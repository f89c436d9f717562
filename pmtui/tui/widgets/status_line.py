"""The line at the top: which incident, where the document stands, how much is left, whether it's on disk."""

from textual.widgets import Static

from pmtui.plain import visible
from pmtui.template.asking import all_questions
from pmtui.tui.glyphs import counted
from pmtui.tui.saver import SaveState
from pmtui.tui.session import Session


class StatusLine(Static):
    """One line about the whole draft."""

    def __init__(self, session: Session) -> None:
        """Make the line for a session."""
        super().__init__("", id="status", markup=False)
        self.session = session
        self.save_state = SaveState(is_saved=True)

    def show(self) -> None:
        """Draw the line as the record gives it now."""
        session = self.session
        incident = session.postmortem.incident
        progress = session.standing.progress(all_questions(session.template))
        name = " ".join(part for part in (incident.id, incident.title) if part.strip()) or session.path.name
        name = f"{name} · {session.template_name.rsplit('/', 1)[-1]}"
        right = (
            f"{session.template.settings.label(session.postmortem.document.status)} · "
            f"{progress.percent}%, {counted(progress)} · {self._saved()}"
        )
        room = max(10, self.size.width - len(right) - 4)
        name = visible(name).replace("\n", " ")
        shown = name if len(name) <= room else name[: room - 1] + "…"
        self.update(f"{shown:<{room}}  {right}")
        self.set_class(bool(self.save_state.problem), "-failing")

    def on_resize(self) -> None:
        """Fit the new width."""
        self.show()

    def _saved(self) -> str:
        if self.save_state.problem and self.save_state.since:
            return f"NOT SAVED since {self.save_state.since:%H:%M}"
        return "saved" if self.save_state.is_saved else "saving"

    def show_saving(self, state: SaveState) -> None:
        """Draw whether it's on disk."""
        self.save_state = state
        self.show()
