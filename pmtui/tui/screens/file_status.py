"""The draft file: its status, and what the author can do about it."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from pmtui.session.file_status import FileStatus
from pmtui.text import visible
from pmtui.tui.binding import bind
from pmtui.tui.widgets.compact_list import CompactList


class KeepingScreen(ModalScreen[str]):
    """Where the draft is saved, and any problem with that; returns the author's choice."""

    CSS_PATH = "file_status.tcss"
    BINDINGS = [bind("keeping.close", "close")]

    def __init__(self, keeping: FileStatus) -> None:
        super().__init__()
        self.keeping = keeping

    def compose(self) -> ComposeResult:
        """Yield the facts, the choices, and the input for a path."""
        with Vertical(id="box"):
            yield Static("Draft file", classes="heading", markup=False)
            for line in self.keeping.details():
                yield Static(visible(line), classes="detail", markup=False)
            options = [Option(Content(choice.label), id=choice.key) for choice in self.keeping.choices()]
            yield CompactList(*options, id="choices", compact=True, markup=False)
            path = self.keeping.session.path
            yield Input(str(path.with_name(f"{path.stem}-2{path.suffix}")), id="path", compact=True)
            yield Static("Enter: select   Esc: back", id="keys", markup=False)

    def on_mount(self) -> None:
        """Start on the choices."""
        self.query_one("#path").display = False
        self.query_one("#choices").focus()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option.id == "elsewhere":
            self.query_one("#path").display = True
            self.query_one("#path").focus()
            self.query_one("#keys", Static).update("Enter: save there   Esc: back")
        else:
            self.dismiss(event.option.id or "back")

    @on(Input.Submitted)
    def _path_given(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            self.dismiss(f"elsewhere {event.value.strip()}")

    def action_close(self) -> None:
        """Go back to the draft."""
        self.dismiss("back")
