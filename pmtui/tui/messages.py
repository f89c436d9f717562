"""What screens tell the app."""

from pathlib import Path

from textual.message import Message


class OpenDraft(Message):
    """The author wants to work on a draft.

    Attributes:
        path: its file.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
