"""A few fields of one thing, below what it's about: Enter continues, Escape goes back."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message

from pmtui.model.catalog import Question
from pmtui.session.session import Session
from pmtui.text import visible
from pmtui.tui.binding import bind
from pmtui.tui.editors.field_box import FieldBox, MakeEditor, focus_next
from pmtui.tui.editors.text_editors import Done
from pmtui.tui.textual_workarounds import put_title


class FieldForm(VerticalScroll, can_focus=False):
    """The fields. Every key in them is in the postmortem immediately, so leaving loses nothing."""

    BINDINGS = [bind("form.leave", "leave")]

    class Left(Message):
        """The author is done."""

    def __init__(self, session: Session, heading: str, questions: Sequence[Question], make_editor: MakeEditor) -> None:
        super().__init__(classes="pane")
        put_title(self, visible(heading))
        self.session = session
        self.questions = questions
        self.make_editor = make_editor

    def compose(self) -> ComposeResult:
        for question in self.questions:
            yield FieldBox(self.session, question, self.make_editor, in_row=True)

    def show(self) -> None:
        for box in self.query(FieldBox):
            box.show()

    def focus_first(self) -> None:
        self.query(FieldBox).first().focus_editor()

    @on(Done)
    def _go_on(self, event: Done) -> None:
        event.stop()
        if not focus_next(list(self.query(FieldBox))):
            self.action_leave()

    def action_leave(self) -> None:
        self.session.close_step()
        self.post_message(self.Left())
