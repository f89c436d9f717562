"""F5: the draft file's status, and what the author can do about it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from pmtui.model.merging import Difference
from pmtui.session.file_status import FileAction, FileStatus
from pmtui.text import visible
from pmtui.tui.binding import bind, key_name
from pmtui.tui.drawing import wrapped
from pmtui.tui.messages import OpenDraft
from pmtui.tui.screens.versions import VersionsScreen
from pmtui.tui.textual_workarounds import CompactList
from pmtui.tui.widgets.clearable_line import ClearableLine

_WIDTH, _FRAME = 76, 6
"""Columns of the box at most, and of its border and padding."""

_MOST_LINES = 12
"""Lines of a paragraph, of which none is that long; a path may be."""

Chosen = tuple[FileAction, str]
"""What the author has chosen; for `SAVE_AS`, with the file's name as typed."""


class _Choices(CompactList):
    """What the author can do; a click does it, as on a button."""

    ONE_CLICK = True


class FileStatusScreen(ModalScreen[Chosen]):
    """Where the draft is saved, and any problem with that; returns the author's choice."""

    CSS_PATH = "file_status.tcss"
    BINDINGS = [bind("keeping.close", "close")]

    def __init__(self, file_status: FileStatus) -> None:
        super().__init__()
        self.file_status = file_status
        self.actions = file_status.actions()

    def compose(self) -> ComposeResult:
        """Yield the facts, the actions, and the input for a path."""
        with Vertical(id="box"):
            yield Static("Draft file", classes="heading", markup=False)
            room = min(_WIDTH, self.app.size.width * 95 // 100) - _FRAME
            for words in self.file_status.details():
                lines = wrapped(visible(words), room, room, _MOST_LINES)
                yield Static("\n".join(lines), classes="detail", markup=False)
            options = [Option(Content(action.value)) for action in self.actions]
            yield _Choices(*options, id="choices", compact=True, markup=False)
            yield ClearableLine(self._proposed, id="path", cleared_as=f"{self.file_status.session.path}:copy")
            yield Static(f"Enter: select   {key_name(self, 'keeping.close')}: back", id="keys", markup=False)

    @property
    def _proposed(self) -> str:
        path = self.file_status.session.path
        return str(path.with_name(f"{path.stem}-2{path.suffix}"))

    def on_mount(self) -> None:
        self.query_one("#path").display = False
        self.query_one("#choices").focus()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        action = self.actions[event.option_index]
        if action is FileAction.SAVE_AS:
            line = self.query_one("#path", ClearableLine)
            line.value = line.cleared or line.value
            line.display = True
            line.focus()
            self.query_one("#keys", Static).update(f"Enter: save there   {key_name(self, 'keeping.close')}: back")
        else:
            self.dismiss((action, ""))

    @on(Input.Submitted)
    def _path_given(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            self.dismiss((FileAction.SAVE_AS, event.value))

    def action_close(self) -> None:
        """Go back; a path that was typed is there again the next time."""
        line = self.query_one("#path", ClearableLine)
        if line.value != self._proposed:
            line.keep()
        self.dismiss((FileAction.BACK, ""))


class ScreenDialog:
    """Asks and shows, over a screen, what an action on the file needs."""

    def __init__(self, screen: Screen[None], file_status: FileStatus) -> None:
        self.screen = screen
        self.file_status = file_status

    def compare(self, found: Sequence[Difference], then: Callable[[list[Difference]], None]) -> None:
        """Show both versions side by side."""

        def chosen(taken: list[Difference] | None) -> None:
            if taken is not None:
                then(taken)

        if not found:
            then([])
            self.screen.app.notify("The two versions no longer differ.", markup=False)
            return
        self.screen.app.push_screen(VersionsScreen(self.file_status.session, found, "Yours", "The file's"), chosen)

    def open(self, path: Path, *, take_over: bool = False) -> None:
        """Open a draft in place of this one."""
        self.screen.app.post_message(OpenDraft(path, take_over=take_over))

    def report(self, problem: str) -> None:
        """Show why nothing was saved."""
        if problem:
            self.screen.app.notify(problem, title="Not saved", severity="error", timeout=10, markup=False)


def show_file_status(screen: Screen[None], file_status: FileStatus) -> None:
    """Show the facts and the actions; do what is chosen."""

    def chosen(choice: Chosen | None) -> None:
        if choice is not None:
            action, name = choice
            file_status.do(action, ScreenDialog(screen, file_status), name)

    screen.app.push_screen(FileStatusScreen(file_status), chosen)
