"""Edits a choice out of many: a letter picks one, Space opens the list."""

from typing import Any

from textual import on
from textual.content import Content
from textual.events import Key
from textual.widgets import Select

from pmtui.model.catalog import Question
from pmtui.model.paths import value_at
from pmtui.session.session import Session
from pmtui.tui.editors.text_editors import Done


class PickEditor(Select[Any]):
    """One answer out of many, or none."""

    def __init__(self, session: Session, question: Question) -> None:
        assert question.choices is not None
        self.session = session
        self.question = question
        settings = session.template.settings
        values = settings.options(question.choices, self._current())
        self._labels = [(value, settings.label(value).lower()) for value in values]
        self._typed = ""
        super().__init__(
            [(Content(settings.label(value)), value) for value in values],
            prompt="none",
            value=self._or_null(self._current()),
            compact=True,
        )

    def _current(self) -> Any:
        return value_at(self.session.postmortem, self.question.path)

    @staticmethod
    def _or_null(value: Any) -> Any:
        return Select.NULL if value is None else value

    def show(self) -> None:
        with self.prevent(Select.Changed):
            self.value = self._or_null(self._current())

    @on(Select.Changed)
    def _take(self, event: Select.Changed) -> None:
        event.stop()
        value = None if event.value is Select.NULL else event.value
        if value != self._current():
            self.session.choose(self.question, value, origin=self)

    def on_key(self, event: Key) -> None:
        """Enter continues; letters pick the step that begins with them."""
        if self.expanded:
            return
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(Done())
        elif event.character and event.character.isalpha():
            event.stop()
            self._pick(event.character.lower())

    def _pick(self, letter: str) -> None:
        for typed in (self._typed + letter, letter):
            found = next((value for value, label in self._labels if label.startswith(typed)), None)
            if found is not None:
                self._typed = typed
                self.value = found
                return

    def on_blur(self) -> None:
        """Begin again with the next letter."""
        self._typed = ""
