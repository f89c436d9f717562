"""What screens tell the app."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:  # the first screen is drawn before the postmortem is imported
    from pmtui.storage.recovery import OnDisk


@dataclass(frozen=True)
class ReviewEntry:
    """An entry of the review that the author left it from, to come back to.

    Attributes:
        id: its id in its list; empty for the first.
        is_question: it's an open question, not a finding.
    """

    id: str = ""
    is_question: bool = False


class OpenDraft(Message):
    """The author wants to work on a draft.

    Attributes:
        path: its file.
        take_over: also where someone else has it open.
        template: the template to continue with; the draft's own if it's empty.
        seen: what has been read of the file already.
        presents: whether it's shown in large at first.
    """

    def __init__(
        self,
        path: Path,
        *,
        take_over: bool = False,
        template: str = "",
        seen: "OnDisk | None" = None,
        presents: bool = False,
    ) -> None:
        super().__init__()
        self.path = path
        self.take_over = take_over
        self.template = template
        self.seen = seen
        self.presents = presents


class AdoptTemplate(Message):
    """The author wants to use a template of their organization: go through the places of this file."""

    def __init__(self, source: Path) -> None:
        super().__init__()
        self.source = source


class StartDraft(Message):
    """The author wants to start a draft with the template of this name."""

    def __init__(self, template: str) -> None:
        super().__init__()
        self.template = template
