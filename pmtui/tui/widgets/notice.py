"""The line under the status that says what is wrong with saving, or what was recovered, for as long as it's true."""

from textual.widgets import Static

from pmtui.session.file_status import FileStatus
from pmtui.text import visible
from pmtui.tui.binding import key_map
from pmtui.tui.textual_workarounds import draw


class Notice(Static):
    """One line, or none."""

    DEFAULT_CSS = """
    Notice { height: auto; max-height: 2; padding: 0 1; background: $warning-muted; color: $text-warning; }
    """

    def __init__(self, file_status: FileStatus) -> None:
        super().__init__("", id="notice", markup=False)
        self.file_status = file_status

    def on_mount(self) -> None:
        self.show()

    def show(self) -> None:
        text = key_map(self).told(self.file_status.notice())
        draw(self, visible(text))
        self.display = bool(text)
