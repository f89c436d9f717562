"""Editors for a choice out of a few, and for yes or no."""

from dataclasses import replace
from typing import Any

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Key
from textual.widgets import RadioButton, RadioSet

from pmtui.model.answer import Answer
from pmtui.model.catalog import Question, model_questions
from pmtui.model.kinds import Kind
from pmtui.model.paths import value_at
from pmtui.session.session import Session
from pmtui.tui.editors.text_editors import Done, ProseEditor
from pmtui.tui.textual_workarounds import SignedButton, make_compact, press_silently, unscrolled

_AROUND = 28
"""Columns of the screen that aren't a field's, as far as one can tell before it's laid out."""


class ChoiceEditor(RadioSet):
    """One answer out of a few: arrows move, Space chooses, Delete clears; `y` and `n` choose yes and no."""

    virtual_size = unscrolled()
    BINDINGS = [
        Binding("space", "toggle_button", "Choose"),
        Binding("enter", "choose_and_go", "Choose and continue", show=False),
        Binding("delete,backspace", "clear", "Clear"),
    ]

    def __init__(self, session: Session, question: Question) -> None:
        self.session = session
        self.question = question
        self._moved = False
        self.values = self._values()
        current = self._current()
        labels = [self._label(value) for value in self.values]
        buttons = [
            SignedButton(Content(label), value=value == current)
            for label, value in zip(labels, self.values, strict=True)
        ]
        self._across = sum(cell_len(label) + 6 for label in labels)
        super().__init__(*buttons)
        make_compact(self)
        self._arrange(self.app.size.width - _AROUND, update=False)

    def on_resize(self) -> None:
        """Put the choices next to each other if they fit, otherwise below each other."""
        self._arrange(self.size.width, update=True)

    def _arrange(self, width: int, *, update: bool) -> None:
        if self.has_class("-across") is not (self._across <= width):
            self.set_class(self._across <= width, "-across", update=update)

    def _values(self) -> list[Any]:
        if self.question.kind is Kind.YESNO:
            return [True, False]
        if self.question.choices is not None:
            return list(self.session.template.settings.options(self.question.choices, self._current()))
        return list(self.question.options)

    def _current(self) -> Any:
        return value_at(self.session.postmortem, self.question.path)

    def _label(self, value: Any) -> str:
        if isinstance(value, bool):
            return "Yes" if value else "No"
        if self.question.choices is None:
            return str(value)
        level = self.session.template.settings.level(value)
        label = level.label if any(char.isalnum() for char in level.label) else f"{level.label} {value.label}"
        return f"{label}: {level.means}" if level.means else label

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Style the choice that the cursor is on: Textual styles all of them again, of which no other changes."""
        selected = [button for button in self.walk_children(SignedButton) if button.has_class("-selected")]
        self.app.stylesheet.update_nodes([self, *selected])

    def on_focus(self) -> None:
        if self._current() in self.values:
            self._selected = self.values.index(self._current())

    def show(self) -> None:
        current = self._current()
        if len(self.query(RadioButton)) == len(self.values):  # it may not be on screen
            press_silently(self, [value == current for value in self.values])

    @on(RadioSet.Changed)
    def _take(self, event: RadioSet.Changed) -> None:
        event.stop()
        value = self.values[event.index]
        if value != self._current():
            self.session.choose(self.question, value, origin=self)

    def on_key(self, event: Key) -> None:
        """Choose yes or no by its letter, and note that the cursor was moved: Enter then takes what it is on."""
        if self.question.kind is Kind.YESNO and event.key in ("y", "n"):
            event.stop()
            self._selected = self.values.index(event.key == "y")
            if self.values[self._selected] != self._current():
                self.action_toggle_button()
            self._moved = False
            return
        self._moved = self._moved or event.key in ("up", "down", "left", "right")

    def action_choose_and_go(self) -> None:
        """Choose what the cursor was moved to, and leave for the next field; where it wasn't moved, only leave."""
        if self._moved and self._selected is not None and self.values[self._selected] != self._current():
            self.action_toggle_button()
        self._moved = False
        self.call_later(self.post_message, Done())

    def action_clear(self) -> None:
        """Clear the answer, if the question can be blank."""
        if self._current() is not None and not _always_answered(self.question):
            self.session.choose(self.question, None, origin=self)
            self.show()


def _always_answered(question: Question) -> bool:
    """Return whether a field always has a value: a status does."""
    return question.choices is not None and question.path.rsplit(".", 1)[-1] == "status"


class AnswerEditor(Horizontal):
    """Yes or no, with room for a word more."""

    virtual_size = unscrolled()

    def __init__(self, session: Session, question: Question) -> None:
        super().__init__()
        self.session = session
        self.question = question

    def compose(self) -> ComposeResult:
        """Put the choice before the details."""
        yield ChoiceEditor(self.session, self._part("yes"))
        details = ProseEditor(self.session, self._part("details"), enter_goes_on=True)
        details.placeholder = "details"
        yield details

    def _part(self, name: str) -> Question:
        """Return the question for a part of the answer; the text of the whole answer explains more than the part's."""
        part, whole = model_questions()[f"{self.question.path}.{name}"], self.question
        return replace(part, prompt=whole.prompt, hint=whole.hint, example=whole.example)

    def show(self) -> None:
        for part in (*self.query(ChoiceEditor), *self.query(ProseEditor)):
            part.show()

    def focus_first(self) -> None:
        """Put the cursor where the answer continues."""
        answer = value_at(self.session.postmortem, self.question.path)
        has_choice = isinstance(answer, Answer) and answer.yes is not None
        self.query_one(ProseEditor if has_choice else ChoiceEditor).focus()
