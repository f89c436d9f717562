"""Writes the document to a file."""

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from pmtui.drafts.files import make_folder, refuse_draft_as_target, write_atomically
from pmtui.errors import FileError
from pmtui.plain import visible
from pmtui.template.asking import all_questions
from pmtui.template.filename import document_name
from pmtui.template.printing import print_document
from pmtui.tui.glyphs import counted
from pmtui.tui.session import Session


class ExportScreen(ModalScreen[None]):
    """Asks where to, and says what the document still lacks."""

    CSS_PATH = "export.tcss"
    BINDINGS = [Binding("escape", "close", "Back", id="export.close")]

    def __init__(self, session: Session) -> None:
        """Make the screen for a session."""
        super().__init__()
        self.session = session
        self.confirmed = ""

    def compose(self) -> ComposeResult:
        """The name, and one line about what happens."""
        target = self.session.path.parent / document_name(self.session.template, self.session.postmortem)
        progress = self.session.standing.progress(all_questions(self.session.template))
        left = counted(progress)
        lack = "It's complete." if left == "complete" else f"{left}: the document shows it."
        with Vertical(id="box"):
            yield Static("Write the document to", classes="heading", markup=False)
            yield Input(str(target), id="target", compact=True, select_on_focus=False)
            yield Static(lack, id="note", markup=False)
            yield Static("Enter writes it, Escape goes back.", id="keys", markup=False)

    def on_mount(self) -> None:
        """Begin at the name's end."""
        self.query_one(Input).focus()
        self.call_after_refresh(self.query_one(Input).action_end)

    @on(Input.Submitted)
    def _write(self, event: Input.Submitted) -> None:
        event.stop()
        text = event.value.strip()
        note = self.query_one("#note", Static)
        if not text:
            note.update("Give it a name.")
            return
        try:
            target = Path(text).expanduser()
            refuse_draft_as_target(target, self.session.path)
        except (FileError, RuntimeError, OSError) as error:
            note.update(visible(str(error)))
            return
        if (target.exists() or target.is_symlink()) and self.confirmed != text:
            self.confirmed = text
            note.update("There is a file of that name. Enter once more writes over it; or change the name.")
            return
        try:
            make_folder(target.parent)
            write_atomically(target, print_document(self.session.template, self.session.postmortem))
        except FileError as error:
            note.update(visible(str(error)))
            return
        self.app.notify(str(target), title="Written", timeout=8, markup=False)
        self.dismiss()

    def action_close(self) -> None:
        """Go back without writing."""
        self.dismiss()
