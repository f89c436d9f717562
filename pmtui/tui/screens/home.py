"""The home screen: the drafts in the folder, and ways to start one."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import DataTable, Input, Static

from pmtui.config import ActiveConfig
from pmtui.confinement import Confinement
from pmtui.errors import FileError
from pmtui.keys import KeyMap
from pmtui.text import brief, plural, visible
from pmtui.tui.binding import bind, key_map
from pmtui.tui.messages import OpenDraft
from pmtui.tui.preferences import Looks
from pmtui.tui.widgets.key_line import KeyLine

if TYPE_CHECKING:  # drawn first, imported after: see draft_rows
    from pmtui.tui.draft_rows import DraftRow

_LABELS = ("Title", "ID", "Severity", "Status", "Done", "Changed")
_SCROLLBAR = 2


def _empty(keys: KeyMap) -> str:
    """Return what an empty list says."""
    doors = {
        "home.new": "Start a postmortem",
        "home.example": "Explore a complete example",
        "home.path": "Open a draft from another folder",
    }
    quits = f"Press {keys.name('quit')} to quit at any time; you'll come back to the same place."
    lines = [f"  {keys.bare(name)}  {does}" for name, does in doors.items()]
    return "\n".join(["No drafts in this folder yet.", "", *lines, "", f"Your work is saved automatically. {quits}"])


class HomeScreen(Screen[None]):
    """The drafts of one folder."""

    CSS_PATH = "home.tcss"
    HELP = """\
## Drafts

Each row is a postmortem in this folder. Press {home.open} to open one where you left off. `!3` after its status means
that 3 of its action items are overdue.
"""
    BINDINGS = [
        bind("home.new", "new"),
        bind("home.open", "open", priority=True),
        bind("home.example", "example"),
        bind("home.path", "path"),
        bind("home.again", "refresh", show=False),
    ]

    def __init__(
        self, folder: Path, today: Callable[[], date], active: ActiveConfig, within: Confinement | None = None
    ) -> None:
        """Make the screen for a folder; `today` returns the date, and nothing outside of `within` is opened."""
        super().__init__()
        self.active = active
        self.within = within
        self.folder = folder
        self.today = today
        self.rows: list[DraftRow] = []

    def compose(self) -> ComposeResult:
        """Yield the title, the table or the welcome text, the input for a path, and the keys."""
        yield Static(self._title(), id="title", markup=False)
        yield Static(_empty(key_map(self)), id="empty", markup=False)
        yield DataTable[Text](id="drafts", cursor_type="row")
        yield Input(placeholder="Path to a draft (Enter to open, Esc to cancel)", id="path", compact=True)
        yield Static("", id="problem", markup=False)
        yield KeyLine()

    def _title(self) -> str:
        """Return the folder, and how many action items in it are overdue; first, as the folder's name may be long."""
        overdue = sum(row.overdue for row in self.rows)
        late = f"{plural(overdue, 'action')} overdue  ·  " if overdue else ""
        return f"pmtui  ·  {late}drafts in {visible(str(self.folder))}"

    def on_mount(self) -> None:
        """Draw the table's header; the drafts are read after the screen is drawn."""
        table = self.query_one("#drafts", DataTable)
        for label in _LABELS:
            table.add_column(Text(label), key=label)
        table.display = False
        self.query_one("#path").display = False
        self.query_one("#empty").display = not self.folder.is_dir()

    def on_screen_resume(self) -> None:
        """Reload whenever the screen comes back."""
        self.action_refresh()

    def action_refresh(self) -> None:
        self.run_worker(self._refresh(), exclusive=True)

    async def _refresh(self) -> None:
        rows, problem = await asyncio.to_thread(_read_rows, self.folder, self.active, self.within)
        if not self.query("#drafts"):
            return  # the app ended while the drafts were read
        table = self.query_one("#drafts", DataTable)
        at = table.cursor_row
        self.rows = rows
        table.clear()
        width = self._room_for_titles(rows)
        for row in rows:
            cells = (cell if len(cell) <= width else cell[: width - 1] + "…" for cell in row.cells)
            table.add_row(*(Text(cell) for cell in cells), key=str(row.path))
        self.query_one("#title", Static).update(self._title())
        table.display = bool(rows)
        self.query_one("#empty").display = not rows and not problem
        if isinstance(self.app, Looks):
            self.app.complain()
        if problem:
            self.say(problem)
        if rows:
            table.move_cursor(row=max(0, min(at, len(rows) - 1)), animate=False)
            if self.focused is None:
                table.focus()

    def _room_for_titles(self, rows: "Sequence[DraftRow]") -> int:
        """Return how many characters of a title fit next to the other columns, with a blank on each side of a cell."""
        columns = list(zip(_LABELS, *(row.cells for row in rows), strict=True))[1:]
        others = sum(max(len(cell) for cell in column) for column in columns)
        return max(18, min(60, self.app.size.width - others - 2 * len(_LABELS) - _SCROLLBAR))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let Enter open a draft only from the table: in the input for a path, Enter is the input's."""
        return action != "open" or isinstance(self.focused, DataTable)

    def say(self, text: str) -> None:
        self.query_one("#problem", Static).update(visible(brief(text)))

    @on(DataTable.RowSelected)
    def _selected(self, event: DataTable.RowSelected) -> None:
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        table = self.query_one("#drafts", DataTable)
        if 0 <= table.cursor_row < len(self.rows):  # End in an empty list is the row before the first
            self._open(self.rows[table.cursor_row].path)

    def _open(self, path: Path) -> None:
        self.say("")
        self.app.post_message(OpenDraft(path))

    def action_new(self) -> None:
        from pmtui.tui.screens.new import NewScreen

        self.app.push_screen(NewScreen(self.folder, self.today, self.active, example=False, within=self.within))

    def action_example(self) -> None:
        from pmtui.tui.screens.new import NewScreen

        self.app.push_screen(NewScreen(self.folder, self.today, self.active, example=True, within=self.within))

    def action_path(self) -> None:
        """Ask for the path of a draft in another folder."""
        line = self.query_one("#path", Input)
        line.display = True
        line.focus()

    @on(Input.Submitted, "#path")
    def _path_given(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            try:
                name = event.value.strip()
                self._open(Path(name).expanduser() if self.within is None else self.within.named(name))
            except FileError as error:
                self.say(str(error))
            except RuntimeError:  # ~ with an unknown user
                self.say(f"Folder not found: {event.value.strip()}")

    def key_escape(self) -> None:
        """Leave the input for a path."""
        line = self.query_one("#path", Input)
        line.display = False
        line.value = ""
        self.say("")
        if self.rows:
            self.query_one("#drafts").focus()


def _read_rows(folder: Path, active: ActiveConfig, within: Confinement | None) -> "tuple[list[DraftRow], str]":
    from pmtui.tui.draft_rows import read_rows

    return read_rows(folder, datetime.now().astimezone(), active, within)
