"""The line that takes events: always ready, and a question's answer where the table asks for one."""

from collections.abc import Callable

from textual import events
from textual.binding import Binding
from textual.message import Message

from pmtui.session.known_words import KnownWords
from pmtui.text import clean_prose
from pmtui.tui.binding import bind, suggests
from pmtui.tui.widgets.clearable_line import ClearableLine


class EntryLine(ClearableLine):
    """One line. Its interpretation is shown below it while typing; Enter submits it before the next key is handled.

    Args:
        take: takes what was typed.
        note: is called after every key: the text here is kept like everything else.
        placeholder: the text there while it's empty.
        value: the text there at first, with the cursor after it.

    Attributes:
        is_one_line: several lines that are pasted are one answer, and not an entry each.
        is_refused: the text here was submitted and refused; what is pasted next replaces it.
        replacing: is called with what a paste is about to replace, and afterwards with an empty string.
        offered: is called with what is pasted into the empty line; returns whether it has taken it.
        complete: returns the text with what the list offers after it; empty if that's nothing.
        read_words: returns the words of the draft, one of which is completed otherwise; not in an answer.
    """

    BINDINGS = [
        bind("other_reading", "other", tooltip="Try another interpretation", show=False),
        bind("entry.table", "table", show=False),
        Binding("down", "app.focus_next", "Next field", show=False),
        bind("entry.cancel", "cancel", show=False),
    ]

    def __init__(
        self, take: Callable[[], None], note: Callable[[str], None], placeholder: str, value: str = ""
    ) -> None:
        self.note = note
        self.is_one_line = self.is_refused = False
        self.replacing: Callable[[str], None] = lambda _old: None
        self.offered: Callable[[str], bool] = lambda _text: False
        self.complete: Callable[[str], str] = lambda _text: ""
        self.read_words: Callable[[], KnownWords] = lambda: KnownWords(())
        self._words: KnownWords | None = None
        super().__init__(value, placeholder=placeholder, select_on_focus=False)
        self.take = take

    def watch_value(self, value: str) -> None:
        """Tell of what was typed: a message would come after the next keys."""
        self.is_refused = False
        self._suggestion = self._offer(value) if self.is_typed_at_end(value) and suggests(self) else ""
        self.note(value)

    def _offer(self, text: str) -> str:
        """Return the text with what could come next; empty if nothing is likely."""
        found = self.complete(text)
        if found or self.is_one_line:
            return found
        if self._words is None:
            self._words = self.read_words()
        rest = self._words.rest(text)
        return text + rest if rest else ""

    def _on_focus(self, event: events.Focus) -> None:
        self._words = None

    async def action_submit(self) -> None:
        """Take what was typed: a message would come after the next keys."""
        if self.value.strip():
            self.forget()
        self._words = None
        self.take()

    class Other(Message):
        """The author means the other interpretation."""

    class ToTable(Message):
        """The author wants to go to the table."""

    class Cancelled(Message):
        """The author canceled.

        Attributes:
            text: what was cleared; may be empty.
        """

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Pasted(Message):
        """Several lines were pasted.

        Attributes:
            text: the lines.
        """

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def action_other(self) -> None:
        self.post_message(self.Other())

    def action_table(self) -> None:
        self.post_message(self.ToTable())

    def action_cancel(self) -> None:
        self.post_message(self.Cancelled(self.clear_kept()))

    def _on_paste(self, event: events.Paste) -> None:
        """Hand several lines on whole: each may be an event."""
        text = clean_prose(event.text)
        event.stop()
        event.prevent_default()
        if not self.is_one_line and not self.value.strip() and self.offered(text):
            return
        if "\n" in text.strip() and not self.is_one_line:
            self.post_message(self.Pasted(text))
            return
        line = " ".join(filter(None, (line.strip() for line in text.split("\n"))))
        if self.is_refused and line and self.selection.is_empty:
            self.replacing(self.value)
            self.value = line
            self.cursor_position = len(line)
            self.replacing("")
        else:
            self.replace(line, *self.selection)
