"""The home screen: the drafts in the folder, and how to begin one."""

from datetime import datetime
from pathlib import Path

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import DataTable, Footer, Input, Static

from pmtui.drafts import store
from pmtui.errors import FileError, PmtuiError
from pmtui.template import finding
from pmtui.template.asking import all_questions
from pmtui.template.inline import visible
from pmtui.template.progress import Standing

_EMPTY = """\
There are no drafts here yet.

  n  begins a postmortem: you choose a template and are asked for what it needs, section by section.
  e  opens a complete example, to look at and to try things on.

Everything you type is saved as you go. Leave at any time with Ctrl+Q and come back to the same place."""


class HomeScreen(Screen[None]):
    """The drafts of one folder."""

    CSS_PATH = "home.tcss"
    HELP = "## Drafts\n\nEach row is a postmortem in this folder. **Enter** opens it where you left it."
    BINDINGS = [
        Binding("n", "new", "New", id="home.new"),
        Binding("enter", "open", "Open", id="home.enter"),
        Binding("e", "example", "Example", id="home.example"),
        Binding("o", "path", "Open a file", id="home.path"),
        Binding("r", "refresh", "Look again", show=False, id="home.refresh"),
    ]

    def __init__(self, folder: Path) -> None:
        """Make the screen for a folder."""
        super().__init__()
        self.folder = folder
        self.entries: list[store.Entry] = []

    def compose(self) -> ComposeResult:
        """A title, the table or a word of welcome, room for a path, the keys."""
        yield Static(f"pmtui  ·  drafts in {visible(str(self.folder))}", id="title", markup=False)
        yield Static(_EMPTY, id="empty", markup=False)
        yield DataTable[Text](id="drafts", cursor_type="row")
        yield Input(placeholder="path of a draft; Enter opens it, Escape goes back", id="path", compact=True)
        yield Static("", id="problem", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """Draw the table's head."""
        table = self.query_one("#drafts", DataTable)
        for label in ("Title", "ID", "Severity", "Status", "Done", "Changed"):
            table.add_column(Text(label), key=label)
        self.query_one("#path").display = False
        self.action_refresh()

    def on_screen_resume(self) -> None:
        """Look again whenever the screen comes back."""
        if self.is_mounted and self.query("#drafts"):
            self.action_refresh()

    def action_refresh(self) -> None:
        """Read the folder again."""
        table = self.query_one("#drafts", DataTable)
        at = table.cursor_row
        try:
            self.entries = store.entries(self.folder) if self.folder.is_dir() else []
        except FileError as error:
            self.say(str(error))
        table.clear()
        for entry in self.entries:
            table.add_row(*(Text(cell) for cell in self._row(entry)), key=str(entry.path))
        table.display = bool(self.entries)
        self.query_one("#empty").display = not self.entries
        if self.entries:
            table.move_cursor(row=min(at, len(self.entries) - 1), animate=False)
            table.focus()

    def _row(self, entry: store.Entry) -> tuple[str, ...]:
        changed = age(entry.modified, datetime.now().astimezone())
        if entry.draft is None:
            return (entry.path.name, "", "", "damaged", "", changed)
        postmortem = entry.draft.postmortem
        incident = postmortem.incident
        title = visible(incident.title).strip() or entry.path.name
        width = max(18, min(60, self.app.size.width - 52))
        title = title if len(title) <= width else title[: width - 1] + "…"
        try:
            template = finding.load(entry.draft.template)
        except PmtuiError:
            return (title, incident.id[:14], "", "no template", "", changed)
        settings = template.settings
        severity = settings.label(incident.severity) if incident.severity else ""
        progress = Standing(template, postmortem).progress(all_questions(template))
        status = settings.label(postmortem.document.status)
        return (title, visible(incident.id)[:14], severity, status, f"{progress.percent}%", changed)

    def say(self, text: str) -> None:
        """Show one sentence at the bottom."""
        self.query_one("#problem", Static).update(visible(text))

    @on(DataTable.RowSelected)
    def _selected(self, event: DataTable.RowSelected) -> None:
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Open the draft under the cursor."""
        table = self.query_one("#drafts", DataTable)
        if self.entries and table.cursor_row < len(self.entries):
            self._open(self.entries[table.cursor_row].path)

    def _open(self, path: Path) -> None:
        from pmtui.tui.app import PmtuiApp

        assert isinstance(self.app, PmtuiApp)
        problem = self.app.open_draft(path)
        self.say(problem)

    def action_new(self) -> None:
        """Begin a postmortem."""
        from pmtui.tui.screens.new import NewScreen

        self.app.push_screen(NewScreen(self.folder, example=False))

    def action_example(self) -> None:
        """Begin with a complete example."""
        from pmtui.tui.screens.new import NewScreen

        self.app.push_screen(NewScreen(self.folder, example=True))

    def action_path(self) -> None:
        """Ask for the path of a draft that is elsewhere."""
        line = self.query_one("#path", Input)
        line.display = True
        line.focus()

    @on(Input.Submitted, "#path")
    def _path_given(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            self._open(Path(event.value.strip()).expanduser())

    def key_escape(self) -> None:
        """Leave the line for a path."""
        line = self.query_one("#path", Input)
        line.display = False
        line.value = ""
        self.say("")
        if self.entries:
            self.query_one("#drafts").focus()


def age(then: datetime, now: datetime) -> str:
    """Return how long ago something was, in short words."""
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} min ago"
    if minutes < 48 * 60:
        return f"{minutes // 60} h ago"
    return f"{minutes // (24 * 60)} days ago"
