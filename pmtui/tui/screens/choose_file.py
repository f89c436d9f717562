"""Chooses a file: a path that is completed, over the files and folders that it could mean."""

from pathlib import Path
from typing import TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Input, Static

from pmtui.confinement import Confinement
from pmtui.errors import FileError
from pmtui.session.file_choices import FileChoice, choices, completed, dropped_paths
from pmtui.text import visible
from pmtui.tui.binding import bind
from pmtui.tui.tables.line_list import LineList, ListedLine
from pmtui.tui.textual_workarounds import LeanScreen, draw
from pmtui.tui.widgets.clearable_line import ClearableLine
from pmtui.tui.widgets.key_line import KeyLine

Chosen = TypeVar("Chosen")


class ChooseFileScreen(LeanScreen[Chosen | None]):
    """Asks for a path. A kind of this screen says what for, and does it."""

    CSS_PATH = "choose_file.tcss"
    TITLE = ""
    PLACEHOLDER = ""
    WHOLE = ""
    """The last row, for the folder itself; empty if a folder can't be chosen."""

    BINDINGS = [
        bind("files.complete", "complete", priority=True),
        bind("files.close", "close"),
        Binding("up", "move(-1)", "Row above", show=False, priority=True),
        Binding("down", "move(1)", "Row below", show=False, priority=True),
        Binding("pageup", "page(-1)", "Page up", show=False, priority=True),
        Binding("pagedown", "page(1)", "Page down", show=False, priority=True),
    ]

    def __init__(self, base: Path, within: Confinement | None) -> None:
        """Make the screen.

        Args:
            base: the folder that a relative path is in.
            within: the folder that nothing is read outside of; None for any.
        """
        super().__init__()
        self.base = base if within is None else within.root
        self.within = within
        self.found: list[FileChoice] = []
        self.problem = ""

    def compose(self) -> ComposeResult:
        """Yield the line for the path, what it could be, and the keys."""
        yield Static(self.TITLE, id="title", markup=False)
        yield ClearableLine(placeholder=self.PLACEHOLDER, id="path", cleared_as=self.TITLE)
        yield LineList(self._row, lambda: None, lambda: None, "choices")
        yield Static("", id="told", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one(LineList).can_focus = False  # the line keeps the cursor, and moves in the list
        self.query_one("#path").focus()
        self.look()

    @property
    def typed(self) -> str:
        """What the line has now."""
        return self.query_one("#path", Input).value

    @on(Input.Changed, "#path")
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.look()

    def look(self) -> None:
        """List what the path could be; one that was dropped, with quotes or as an address, is written plainly."""
        self.problem = ""
        try:
            self.found = choices(self.typed, self.base, self.within)
        except FileError as error:
            self.found, self.problem = [], str(error)
        if not self.found and len(paths := dropped_paths(self.typed, self.within)) == 1:
            self.type(paths[0])
            return
        self.query_one(LineList).show(len(self.found) + bool(self.found and self.WHOLE))
        self.tell()

    def tell(self) -> None:
        """Show a problem, or where the listed files are."""
        draw(self.query_one("#told", Static), visible(self.words()))

    def words(self) -> str:
        """Return what is shown below the list."""
        if self.problem:
            return self.problem
        return f"In {self.found[0].path.parent}" if self.found else "No such file or folder."

    def is_marked(self, choice: FileChoice) -> bool:
        """Return whether a file is marked."""
        return False

    def _row(self, position: int) -> ListedLine:
        if position >= len(self.found):
            return ListedLine(f" {self.WHOLE}", is_muted=True)
        choice = self.found[position]
        size = "" if choice.is_folder else _size(choice.size)
        width = max(10, self.app.size.width - 14)
        name = visible(choice.typed.rstrip("/").rpartition("/")[2]) + ("/" if choice.is_folder else "")
        name = name if len(name) <= width else f"{name[: width - 1]}…"
        return ListedLine(f" {name:<{width}} {size:>8}", is_selected=self.is_marked(choice))

    def choice(self) -> FileChoice | None:
        """Return the selected file or folder; None on the row for the whole folder."""
        at = self.query_one(LineList).at
        return self.found[at] if at < len(self.found) else None

    # -- keys --------------------------------------------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        self.query_one(LineList).action_move(by)

    def action_page(self, by: int) -> None:
        self.query_one(LineList).action_page(by)

    def action_complete(self) -> None:
        """Complete the path as far as its choices agree; then to the selected one."""
        typed = completed(self.typed, self.found)
        choice = self.choice()
        self.type(choice.typed if typed == self.typed and choice is not None else typed)

    def type(self, text: str) -> None:
        """Put a path into the line."""
        line = self.query_one("#path", Input)
        line.value = text
        line.cursor_position = len(text)

    @on(Input.Submitted, "#path")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        choice = self.choice()
        if not self.found:
            return
        if choice is not None and choice.is_folder:
            self.type(choice.typed)
        else:
            self.open(choice.path if choice is not None else self.found[0].path.parent)

    def open(self, path: Path) -> None:
        """Do with a file, or with the folder itself, what the screen asks for."""

    def action_close(self) -> None:
        """Clear what was typed; if there's nothing, leave."""
        if self.typed:
            self.query_one("#path", ClearableLine).clear_kept()
        else:
            self.dismiss(None)


def _size(count: int) -> str:
    """Return a file's size in at most seven characters."""
    for unit in ("B", "KB", "MB"):
        if count < 1000:
            return f"{count} {unit}"
        count //= 1000
    return f"{count} GB"
