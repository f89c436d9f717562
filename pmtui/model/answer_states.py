"""What stands beside the answers: marks on questions, stated figures, and text that can't be read yet."""

from pmtui.model.kinds import Record
from pmtui.model.scales import Choice
from pmtui.model.text import Line


class AnswerStateKind(Choice):
    """Why a question has no answer."""

    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"
    WAITING = "waiting"


class AnswerState(Record):
    """A question that is settled, or parked, without an answer.

    Attributes:
        kind: which of the three.
        note: the reason why it's unknown, or the name of who is waited for.
    """

    kind: AnswerStateKind
    note: Line = ""

    @property
    def text(self) -> str:
        """The mark as the document prints it."""
        if self.kind is AnswerStateKind.NOT_APPLICABLE:
            return f"Not applicable: {self.note}" if self.note else "Not applicable"
        if self.kind is AnswerStateKind.UNKNOWN:
            return f"Unknown: {self.note}" if self.note else "Unknown"
        return f"Waiting for {self.note}" if self.note else "Waiting for an answer"

    @property
    def settles(self) -> bool:
        """Whether a final document can stand with it: nobody is being waited for, and unknown has its reason."""
        return self.kind is AnswerStateKind.NOT_APPLICABLE or (
            self.kind is AnswerStateKind.UNKNOWN and bool(self.note.strip())
        )


class Override(Record):
    """A value that overrules a figure, and why.

    Attributes:
        value: the value; blank where the figure has a question of its own, whose answer is the value.
        reason: why it's stated and not computed.
    """

    value: Line = ""
    reason: Line = ""
