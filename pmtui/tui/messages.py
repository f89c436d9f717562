"""What screens tell the app."""

from pathlib import Path

from textual.message import Message


class OpenDraft(Message):
    """The author wants to work on a draft.

    Attributes:
        path: its file.
        take_over: also where somebody else has it open.
    """

    def __init__(self, path: Path, *, take_over: bool = False) -> None:
        super().__init__()
        self.path = path
        self.take_over = take_over
