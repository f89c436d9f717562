"""Chooses the files to import: a path that is completed, over the files and folders that it could mean."""

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Input, Static

from pmtui.confinement import Confinement
from pmtui.errors import FileError
from pmtui.session.file_choices import FileChoice, choices, completed
from pmtui.session.import_files import read_files
from pmtui.session.session import Session
from pmtui.text import plural, visible
from pmtui.tui.addition import Addition
from pmtui.tui.binding import bind
from pmtui.tui.screens.import_events import ImportScreen
from pmtui.tui.tables.line_list import LineList, ListedLine
from pmtui.tui.textual_workarounds import CompactInput, draw
from pmtui.tui.widgets.key_line import KeyLine

_WHOLE = "all files in this folder"


def import_screen(session: Session, names: list[str], within: Confinement | None) -> ImportScreen:
    """Return the screen that reads some files."""
    what = Path(names[0]).name if len(names) == 1 else plural(len(names), "file")
    return ImportScreen(
        session,
        what,
        lambda reading, kind, progress: read_files(names, reading, kind=kind, progress=progress, within=within),
    )


class FilesScreen(Screen[Addition | None]):
    """Asks for files, and returns one edit that adds their events."""

    CSS_PATH = "files.tcss"
    HELP = """\
## Import files

Type a path, or choose a file below: exports of chats, pagers, alerts, clusters, deployments, logs, CSV tables, also in
zip archives. pmtui recognizes what they are, and shows what becomes an event before anything is added.

- {files.complete}: complete the path. **Up**, **Down**: choose a file or folder. **Enter**: open it.
- {files.mark}: mark a file to import several as one timeline. **Enter** then imports the marked ones.
- You can also drop a file on the timeline's entry line, or paste its path there.
"""
    BINDINGS = [
        bind("files.complete", "complete", priority=True),
        bind("files.mark", "mark"),
        bind("files.close", "close"),
        Binding("up", "move(-1)", "Row above", show=False, priority=True),
        Binding("down", "move(1)", "Row below", show=False, priority=True),
        Binding("pageup", "page(-1)", "Page up", show=False, priority=True),
        Binding("pagedown", "page(1)", "Page down", show=False, priority=True),
    ]

    def __init__(self, session: Session, base: Path, within: Confinement | None) -> None:
        """Make the screen.

        Args:
            session: the session.
            base: the folder that a relative path is in.
            within: the folder that nothing is read outside of; None for any.
        """
        super().__init__()
        self.session = session
        self.base = base if within is None else within.root
        self.within = within
        self.found: list[FileChoice] = []
        self.marked: dict[Path, str] = {}
        self.problem = ""

    def compose(self) -> ComposeResult:
        """Yield the line for the path, what it could be, and the keys."""
        yield Static("Import events from a file", id="title", markup=False)
        yield CompactInput(placeholder="path of a file, zip archive, or folder", id="path")
        yield LineList(self._row, lambda: None, lambda: None, "choices")
        yield Static("", id="told", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one(LineList).can_focus = False  # the line keeps the cursor, and moves in the list
        self.query_one("#path").focus()
        self._look()

    @property
    def _typed(self) -> str:
        return self.query_one("#path", Input).value

    @on(Input.Changed, "#path")
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._look()

    def _look(self) -> None:
        """List what the path could be."""
        self.problem = ""
        try:
            self.found = choices(self._typed, self.base, self.within)
        except FileError as error:
            self.found, self.problem = [], str(error)
        self.query_one(LineList).show(len(self.found) + bool(self.found))
        self._tell()

    def _tell(self) -> None:
        if self.problem:
            words = self.problem
        elif self.marked:
            names = ", ".join(path.name for path in self.marked)
            words = f"{plural(len(self.marked), 'file')} marked: {names}. Press Enter to import."
        elif not self.found:
            words = "No such file or folder."
        else:
            words = f"In {self.found[0].path.parent}"
        draw(self.query_one("#told", Static), visible(words))

    def _row(self, position: int) -> ListedLine:
        if position >= len(self.found):
            return ListedLine(f" {_WHOLE}", is_muted=True)
        choice = self.found[position]
        size = "" if choice.is_folder else _size(choice.size)
        width = max(10, self.app.size.width - 14)
        name = visible(choice.typed.rstrip("/").rpartition("/")[2]) + ("/" if choice.is_folder else "")
        name = name if len(name) <= width else f"{name[: width - 1]}…"
        return ListedLine(f" {name:<{width}} {size:>8}", is_selected=choice.path in self.marked)

    def _choice(self) -> FileChoice | None:
        at = self.query_one(LineList).at
        return self.found[at] if at < len(self.found) else None

    # -- keys --------------------------------------------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        self.query_one(LineList).action_move(by)

    def action_page(self, by: int) -> None:
        self.query_one(LineList).action_page(by)

    def action_complete(self) -> None:
        """Complete the path as far as its choices agree; then to the selected one."""
        typed = completed(self._typed, self.found)
        choice = self._choice()
        self._type(choice.typed if typed == self._typed and choice is not None else typed)

    def _type(self, text: str) -> None:
        line = self.query_one("#path", Input)
        line.value = text
        line.cursor_position = len(text)

    def action_mark(self) -> None:
        choice = self._choice()
        if choice is None or choice.is_folder:
            self.app.notify("Choose a file to mark.", timeout=3, markup=False)
        elif choice.path in self.marked:
            del self.marked[choice.path]
        else:
            self.marked[choice.path] = str(choice.path)
        self.query_one(LineList).action_move(1)
        self._tell()

    @on(Input.Submitted, "#path")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        choice = self._choice()
        if not self.found:
            return
        if choice is not None and choice.is_folder:
            self._type(choice.typed)
        elif self.marked:
            self._open(list(self.marked.values()))
        else:
            self._open([str(choice.path if choice is not None else self.found[0].path.parent)])

    def _open(self, names: list[str]) -> None:
        def taken(addition: Addition | None) -> None:
            if addition is not None:
                self.dismiss(addition)

        self.app.push_screen(import_screen(self.session, names, self.within), taken)

    def action_close(self) -> None:
        """Clear what was typed and marked; if there's nothing, leave."""
        if self._typed or self.marked:
            self.marked = {}
            self._type("")
            self._look()
        else:
            self.dismiss(None)


def _size(count: int) -> str:
    """Return a file's size in at most seven characters."""
    for unit in ("B", "KB", "MB"):
        if count < 1000:
            return f"{count} {unit}"
        count //= 1000
    return f"{count} GB"
