"""Overrides a figure: its value and the reason, next to the computed value."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from pmtui.figures.definition import Definition
from pmtui.model.catalog import Question, model_questions
from pmtui.model.edit import Set
from pmtui.model.kinds import Kind
from pmtui.session.session import Session
from pmtui.tui.binding import bind
from pmtui.tui.editors.field_box import FieldBox, MakeEditor
from pmtui.tui.editors.text_editors import Done
from pmtui.tui.textual_workarounds import CompactInput


class ReasonLine(CompactInput):
    """Why a figure is overridden. Every key is taken into the postmortem immediately."""

    def __init__(self, session: Session, name: str) -> None:
        self.session = session
        self.figure = name
        self._showing = True
        super().__init__(self._kept()[1], placeholder="why the computed value is wrong")
        self._showing = False

    def _kept(self) -> tuple[str, str]:
        kept = self.session.postmortem.stated.get(self.figure)
        return (kept.value, kept.reason) if kept else ("", "")

    def show(self) -> None:
        """Draw the kept reason, if it differs from the text here."""
        if self.value != self._kept()[1]:
            self._showing = True
            self.value = self._kept()[1]
            self._showing = False

    def watch_value(self, text: str) -> None:
        """Take what was typed into the postmortem."""
        value, reason = self._kept()
        if self._showing or text == reason:
            return
        kept = {"value": value, "reason": text} if value or text else None
        self.session.apply(Set(path=f"stated.{self.figure}", value=kept), f"figures.{self.figure}", typing=True)

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(Done())


class StatingForm(Vertical):
    """Two fields: the value, the reason. Enter continues, Escape goes back to the list."""

    BINDINGS = [bind("stating.leave", "leave")]

    class Left(Message):
        """The author is done."""

    def __init__(self, session: Session, definition: Definition, make_editor: MakeEditor) -> None:
        super().__init__()
        self.session = session
        self.definition = definition
        self.make_editor = make_editor

    def compose(self) -> ComposeResult:
        figure = self.definition
        answer = model_questions()[figure.answer] if figure.answer else None
        kind = answer.kind if answer is not None and answer.kind is Kind.ANSWER else Kind.FIGURE
        question = Question(figure.place, kind, f"What's the {figure.label.lower()}?", label=figure.label)
        yield FieldBox(self.session, question, self.make_editor, in_row=True)
        yield Static("  Because", classes="because", markup=False)
        yield ReasonLine(self.session, figure.name)

    def show(self) -> None:
        self.query_one(FieldBox).show()
        self.query_one(ReasonLine).show()

    def focus_first(self) -> None:
        self.query_one(FieldBox).focus_editor()

    @on(Done)
    def _go_on(self, event: Done) -> None:
        event.stop()
        if self.query_one(FieldBox).has_focus_within:
            self.query_one(ReasonLine).focus()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        self.session.close_step()
        self.post_message(self.Left())
