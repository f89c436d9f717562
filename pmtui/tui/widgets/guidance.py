"""What helps with the question in focus: the question itself, what a good answer holds, an example."""

from textual.content import Content
from textual.widgets import Static

from pmtui.model.catalog import Question
from pmtui.model.kinds import Kind
from pmtui.text import visible
from pmtui.tui import look
from pmtui.tui.binding import key_name
from pmtui.tui.textual_workarounds import draw, put_title, when_drawn


class Guidance(Static):
    """The words of one question."""

    def __init__(self, id: str) -> None:
        super().__init__("", id=id, markup=False, classes="pane")
        put_title(self, "Help")
        self._words: str | Content = ""

    def on_resize(self) -> None:
        """Draw the words, now that there's room, and mark the end if some of them are cut."""
        draw(self, self._words, layout=False)
        self._tell_cut()

    def _tell_cut(self) -> None:
        """Show in the rule above the text where the rest of it is, if it's cut."""
        if self.is_attached and self.size.width:
            needed = self.visual.get_height({}, self.content_size.width)
            is_cut = needed > self.content_size.height
            put_title(self, "Help", f"{key_name(self, 'help')} for more" if is_cut else "")

    def show(self, question: Question | None, note: str = "") -> None:
        """Draw the words of a field, and a note above its example."""
        if question is None:
            self._draw(visible(note))
            return
        parts: list[Content | tuple[str, str]] = [(visible(question.prompt), "bold")]
        if question.hint:
            parts += [("\n" + visible(question.hint), look.QUIET)]
        if note:
            parts += [("\n" + visible(note), "")]
        if question.example:
            parts += [("\nFor example: " + visible(question.example), f"{look.QUIET} italic")]
        if question.kind is Kind.CHOICE:
            parts += [("\nPress Space to choose, Delete to clear; in a long scale, a letter picks.", look.QUIET)]
        if question.kind is Kind.CHOICES:
            parts += [("\nPress Space to tick or untick, Enter to continue.", look.QUIET)]
        if question.kind is Kind.TABLE and question.path != "causes.tree":
            is_line = question.base in ("timeline", "actions")
            keys = (
                f"Press {key_name(self, 'entry.table')} for the table, {key_name(self, 'help')} for its keys."
                if is_line
                else f"Press {key_name(self, 'row.add')} to add a row, {key_name(self, 'row.edit')} to edit, "
                f"{key_name(self, 'row.remove')} to remove it."
            )
            parts += [(f"\n{keys}", look.QUIET)]
        self._draw(Content.assemble(*parts))

    def _draw(self, words: str | Content) -> None:
        self._words = words
        if all(node.display for node in self.ancestors_with_self):  # hidden, a new layout would search for it
            draw(self, words, layout=False)  # its height is fixed
            when_drawn(self, self._tell_cut)
