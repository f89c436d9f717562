"""Edits several choices out of a scale: a list with a box before each."""

from typing import Any

from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.events import Key
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from pmtui.errors import EditError
from pmtui.model.catalog import Question
from pmtui.model.paths import value_at
from pmtui.session.session import Session
from pmtui.tui.editors.text_editors import Done
from pmtui.tui.textual_workarounds import CompactList


class TicksEditor(CompactList):
    """Any number of answers out of a scale: arrows move, Space or a click ticks, Delete clears, Enter continues."""

    ONE_CLICK = True
    BINDINGS = [
        Binding("space", "tick", "Tick"),
        Binding("delete,backspace", "clear", "Clear"),
    ]

    def __init__(self, session: Session, question: Question) -> None:
        assert question.choices is not None
        self.session = session
        self.question = question
        self.values = session.template.settings.options(question.choices)
        super().__init__(*(Option(self._line(value)) for value in self.values), compact=True, markup=False)

    def _current(self) -> tuple[Any, ...]:
        try:
            found: tuple[Any, ...] = value_at(self.session.postmortem, self.question.path)
        except EditError:  # the row is gone; so is this, in a moment
            return ()
        return found

    def _ticked(self, value: Any) -> list[Any]:
        """Return what is chosen of the values that share one label."""
        label = self.session.template.settings.label
        return [chosen for chosen in self._current() if label(chosen) == label(value)]

    def _line(self, value: Any) -> Content:
        box = "[x]" if self._ticked(value) else "[ ]"
        return Content(f"{box} {self.session.template.settings.label(value)}")

    def show(self) -> None:
        for index, value in enumerate(self.values):
            self.replace_option_prompt_at_index(index, self._line(value))

    def on_focus(self) -> None:
        """Begin at the first that is ticked."""
        ticked = next((index for index, value in enumerate(self.values) if self._ticked(value)), 0)
        self.highlighted = ticked if self.highlighted is None else self.highlighted

    def on_key(self, event: Key) -> None:
        """Enter continues to the next field: Space is what ticks."""
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(Done())

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._turn(event.option_index)

    def action_tick(self) -> None:
        if self.highlighted is not None:
            self._turn(self.highlighted)

    def _turn(self, index: int) -> None:
        value, current = self.values[index], self._current()
        ticked = self._ticked(value)
        kept = [chosen for chosen in current if chosen not in ticked]
        self.session.choose(self.question, tuple(kept if ticked else [*current, value]), origin=self)
        self.show()

    def action_clear(self) -> None:
        if self._current():
            self.session.choose(self.question, (), origin=self)
            self.show()
