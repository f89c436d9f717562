"""What helps with the question in focus: the question itself, what a good answer holds, an example."""

from textual.content import Content
from textual.widgets import Static

from pmtui.keys import key_name, with_custom_keys
from pmtui.model.catalog import Question
from pmtui.model.kinds import Kind
from pmtui.text import visible
from pmtui.tui.drawing import draw
from pmtui.tui.later import when_drawn


class Guidance(Static):
    """The words of one question."""

    def __init__(self, id: str) -> None:
        super().__init__("", id=id, markup=False)

    def on_resize(self) -> None:
        """Say so if there's no room for all words."""
        self._tell_cut()

    def _tell_cut(self) -> None:
        """Show above the text where the rest of it is, if it's cut."""
        if self.is_attached and self.size.width:
            needed = self.visual.get_height({}, self.content_size.width)
            self.border_title = with_custom_keys("F1 for more") if needed > self.content_size.height else ""

    def show(self, question: Question | None, note: str = "") -> None:
        """Draw the words of a field, and a note above its example."""
        if question is None:
            self._draw(with_custom_keys(note))
            return
        parts: list[Content | tuple[str, str]] = [(visible(question.prompt), "bold")]
        if question.hint:
            parts += [("\n" + visible(question.hint), "")]
        if note:
            parts += [("\n" + with_custom_keys(note), "")]
        if question.example:
            parts += [("\nFor example: " + visible(question.example), "dim italic")]
        if question.kind is Kind.CHOICE:
            parts += [("\nPress Space to choose, Delete to clear; in a long scale, a letter picks.", "dim")]
        if question.kind is Kind.CHOICES:
            parts += [("\nPress Space to tick or untick, Enter to continue.", "dim")]
        if question.kind is Kind.TABLE and question.path != "causes.tree":
            is_line = question.base in ("timeline", "actions")
            keys = (
                "Press Up for the table, F1 for its keys."
                if is_line
                else f"Press {key_name('row.add')} to add a row, Enter to edit, {key_name('row.remove')} to remove it."
            )
            parts += [(f"\n{with_custom_keys(keys)}", "dim")]
        self._draw(Content.assemble(*parts))

    def _draw(self, words: str | Content) -> None:
        draw(self, words)
        when_drawn(self, self._tell_cut)
