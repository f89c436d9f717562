"""Chooses the files to import: a path that is completed, over the files and folders that it could mean."""

from pathlib import Path

from pmtui.confinement import Confinement
from pmtui.session.file_choices import FileChoice
from pmtui.session.import_files import read_files
from pmtui.session.session import Session
from pmtui.text import plural
from pmtui.tui.addition import Addition
from pmtui.tui.binding import bind
from pmtui.tui.screens.choose_file import ChooseFileScreen
from pmtui.tui.screens.import_events import ImportScreen
from pmtui.tui.tables.line_list import LineList


def import_screen(session: Session, names: list[str], within: Confinement | None) -> ImportScreen:
    """Return the screen that reads some files."""
    what = Path(names[0]).name if len(names) == 1 else plural(len(names), "file")
    return ImportScreen(
        session,
        what,
        lambda reading, kind, progress: read_files(names, reading, kind=kind, progress=progress, within=within),
    )


class FilesScreen(ChooseFileScreen[Addition]):
    """Asks for files, and returns one edit that adds their events."""

    TITLE = "Import events from a file"
    PLACEHOLDER = "path of a file, zip archive, or folder"
    WHOLE = "all files in this folder"
    HELP = """\
## Import files

Type a path, or choose a file below: exports of chats, pagers, alerts, clusters, deployments, logs, CSV tables, also in
zip archives. pmtui recognizes what they are, and shows what becomes an event before anything is added.

- {files.complete}: complete the path. **Up**, **Down**: choose a file or folder. **Enter**: open it.
- {files.mark}: mark a file to import several as one timeline. **Enter** then imports the marked ones.
- You can also drop a file on the timeline's entry line, or paste its path there.
"""
    BINDINGS = [bind("files.mark", "mark")]

    def __init__(self, session: Session, base: Path, within: Confinement | None) -> None:
        """Make the screen.

        Args:
            session: the session.
            base: the folder that a relative path is in.
            within: the folder that nothing is read outside of; None for any.
        """
        super().__init__(base, within)
        self.session = session
        self.marked: dict[Path, str] = {}

    def words(self) -> str:
        """Return a problem, what is marked, or where the files are."""
        if self.problem or not self.marked:
            return super().words()
        names = ", ".join(path.name for path in self.marked)
        return f"{plural(len(self.marked), 'file')} marked: {names}. Press Enter to import."

    def is_marked(self, choice: FileChoice) -> bool:
        return choice.path in self.marked

    def action_mark(self) -> None:
        choice = self.choice()
        if choice is None or choice.is_folder:
            self.app.notify("Choose a file to mark.", timeout=3, markup=False)
        elif choice.path in self.marked:
            del self.marked[choice.path]
        else:
            self.marked[choice.path] = str(choice.path)
        self.query_one(LineList).action_move(1)
        self.tell()

    def open(self, path: Path) -> None:
        """Import the marked files, or this one."""

        def taken(addition: Addition | None) -> None:
            if addition is not None:
                self.dismiss(addition)

        names = list(self.marked.values()) or [str(path)]
        self.app.push_screen(import_screen(self.session, names, self.within), taken)

    def action_close(self) -> None:
        """Clear what was typed and marked; if there's nothing, leave."""
        if not self.marked:
            super().action_close()
            return
        self.marked = {}
        self.type("")
        self.look()
