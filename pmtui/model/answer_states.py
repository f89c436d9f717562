"""Data next to the answers: answer states and overrides."""

from pmtui.model.kinds import Record
from pmtui.model.scales import Choice
from pmtui.model.text import Line


class AnswerStateKind(Choice):
    """Why a question has no answer, or isn't in the document."""

    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"
    WAITING = "waiting"
    LEFT_OUT = "left_out"


class AnswerState(Record):
    """Why a question has no answer, with a note; or that it's left out of the document, answered or not.

    Attributes:
        kind: which of the states.
        note: the reason, or for a waiting question the name of the person.
    """

    kind: AnswerStateKind
    note: Line = ""

    @property
    def text(self) -> str:
        """The state as the document shows it."""
        if self.kind is AnswerStateKind.LEFT_OUT:
            return "Left out of the document"
        if self.kind is AnswerStateKind.NOT_APPLICABLE:
            return f"Not applicable: {self.note}" if self.note else "Not applicable"
        if self.kind is AnswerStateKind.UNKNOWN:
            return f"Unknown: {self.note}" if self.note else "Unknown"
        return f"Waiting for {self.note}" if self.note else "Waiting for an answer"

    @property
    def settles(self) -> bool:
        """Whether a final document can have it: not applicable, left out, or unknown with a reason."""
        return self.kind in (AnswerStateKind.NOT_APPLICABLE, AnswerStateKind.LEFT_OUT) or (
            self.kind is AnswerStateKind.UNKNOWN and bool(self.note.strip())
        )


class Override(Record):
    """A value that overrides a computed figure, and why.

    Attributes:
        value: the value; blank if the figure has its own question, whose answer is the value.
        reason: why it isn't the computed value.
    """

    value: Line = ""
    reason: Line = ""
