"""Editors for text: one line, several lines, a list with one entry a line."""

import re

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events, on
from textual.binding import Binding
from textual.color import Color
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Edit, EditResult

from pmtui.errors import EntryError
from pmtui.model.catalog import Question
from pmtui.model.kinds import Kind
from pmtui.session.completions import above, completed, known_answers
from pmtui.session.known_words import KnownWords, known_words
from pmtui.session.session import Session
from pmtui.text import clean_prose
from pmtui.tui.binding import bind, suggests
from pmtui.tui.editor import edited
from pmtui.tui.textual_workarounds import PlainLines
from pmtui.tui.widgets.clearable_line import ClearableLine

_STRONG = re.compile(r"\*\*[^*]++\*\*|^#{1,6} .*+")
_CODE = re.compile(r"`[^`]++`")
_MARK = re.compile(r"^\s*+(?:[-*+]|\d++[.)]) ")
"""What of Markdown is tinted in a line: emphasis and headings, code, the marks of lists."""

_MOST_TINTED = 1_000
"""A longer line, in characters, stays plain: it's drawn whole before it's wrapped."""


class Done(Message):
    """The author is done with a field and wants the next one."""


class LineEditor(ClearableLine):
    """One line. Every key is taken into the postmortem immediately.

    What the draft has already is offered after the cursor while it's typed again; the Right key takes it. An empty one
    in a row offers the answer of the row above, if that is often the same.
    """

    HOW = "  Right: as above"

    BINDINGS = [
        Binding("down", "app.focus_next", "Next field", show=False),
        Binding("up", "app.focus_previous", "Previous field", show=False),
    ]

    def __init__(self, session: Session, question: Question, placeholder: str = "") -> None:
        self.session = session
        self.question = question
        self._known: tuple[str, ...] | None = None
        self._showing = True  # what the postmortem already holds isn't typed
        self._above: str | None = None
        self._words: KnownWords | None = None
        super().__init__(session.text(question), placeholder=placeholder, select_on_focus=False)
        self._showing = False

    @property
    def cleared(self) -> str:
        """The answer of the row above; what is cleared here is for undo to restore."""
        if not self.has_focus or not suggests(self):
            return ""
        if self._above is None:
            self._above = above(self.session, self.question)
        return self._above

    def show(self) -> None:
        """Draw the current answer, if it differs from the text here.

        While someone types, what means the same stays as it's typed: 2026 may be a time, or a date's beginning.
        """
        text = self.session.text(self.question).replace("\n", " ")
        if self.has_focus and self._means(text) == self._means(self.value):
            return
        if text != self.value and self._read(text) != self._read(self.value):
            self._showing = True
            self.value = text
            self._showing = False

    def _means(self, text: str) -> object:
        """Return the answer that a text is; the text itself, if it can't be read as one."""
        try:
            parser = self.session.entering_at(self.question.path)
            return parser.read(self.question.kind, text, self.question.choices, self.question.options)
        except EntryError:
            return text

    def _read(self, text: str) -> str:
        """Return text as far as its spacing counts: a list of names is the same with a comma at its end."""
        if self.question.kind is not Kind.PEOPLE:
            return text
        return ",".join(name.strip() for name in text.split(",") if name.strip())

    def watch_value(self, value: str) -> None:
        """Take what was typed into the postmortem, immediately: a message would come after the next key."""
        if not self._showing:
            self._suggestion = self._completed(value) if self.is_typed_at_end(value) and suggests(self) else ""
        if self._showing or value == self.session.text(self.question).replace("\n", " "):
            return
        if self.session.is_read_only:
            self.call_next(self.session.refuse, self.question.path)
        else:
            self.session.enter(self.question, value, origin=self)

    def _completed(self, text: str) -> str:
        """Return the text completed by an answer that the draft has; what it has is looked up once a visit."""
        if self._known is None:
            self._known = known_answers(self.session, self.question)
        found = completed(text, self._known, is_list=self.question.kind is Kind.PEOPLE)
        if found or self.question.kind is not Kind.LINE:
            return found
        if self._words is None:
            self._words = known_words(self.session)
        rest = self._words.rest(text)
        return text + rest if rest else ""

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(Done())

    def _on_blur(self, event: events.Blur) -> None:
        super()._on_blur(event)
        self._known = self._above = self._words = None
        self._suggestion = ""
        self.session.close_step()
        if self.question.kind is Kind.ZONE:  # `PST` becomes the zone's name
            self.call_next(self.show)

    def _on_paste(self, event: events.Paste) -> None:
        """Keep all of what is pasted: its lines in one, parted by spaces (for names by commas)."""
        joint = ", " if self.question.kind is Kind.PEOPLE else " "
        lines = [line.strip() for line in clean_prose(event.text).split("\n")]
        self.replace(joint.join(line for line in lines if line), *self.selection)
        event.stop()
        event.prevent_default()


class ProseEditor(PlainLines, TextArea):
    """Markdown of any length, or a list with one entry a line. Every key is taken into the postmortem immediately.

    Args:
        session: the session.
        question: the field.
        enter_goes_on: in a table's row, Enter leaves for the next field, and Ctrl+J makes a new line.
    """

    BINDINGS = [
        bind("editor", "elsewhere", show=False),
    ]

    def __init__(self, session: Session, question: Question, *, enter_goes_on: bool = False) -> None:
        super().__init__(
            session.text(question),
            soft_wrap=True,
            show_line_numbers=False,
            highlight_cursor_line=False,
            classes="row" if enter_goes_on else "prose",
        )
        self.set_reactive(TextArea.compact, True)  # without a border; not as an argument, which would style it twice
        self.add_class("-textual-compact", update=False)
        self.session = session
        self.question = question
        self.enter_goes_on = enter_goes_on
        self._words: KnownWords | None = None
        self._tinted: tuple[str, Style, Style] | None = None

    def get_line(self, line_index: int) -> Text:
        """Return a line with its Markdown tinted: one pass over a line in sight, without a parser."""
        line = super().get_line(line_index)
        if self.question.kind is Kind.PROSE and len(line) <= _MOST_TINTED:
            code, mark = self._tints()
            line.highlight_regex(_STRONG, Style(bold=True))
            line.highlight_regex(_CODE, code)
            line.highlight_regex(_MARK, mark)
        return line

    def _tints(self) -> tuple[Style, Style]:
        """Return the styles of code and of list marks, looked up once for a theme."""
        if self._tinted is None or self._tinted[0] != self.app.theme:
            code, mark = (
                Style(color=Color.parse(self.app.theme_variables[name]).rich_color)
                for name in ("text-warning", "text-accent")
            )
            self._tinted = (self.app.theme, code, mark)
        return self._tinted[1:]

    def render_line(self, y: int) -> Strip:
        """Draw a line; an arrow at the right of the first or last one means that there's more.

        There's no scrollbar, since the form around it has one.
        """
        strip = super().render_line(y)
        is_below = y == self.content_size.height - 1 and self.scroll_offset.y < self.max_scroll_y
        if not is_below and (y > 0 or self.scroll_offset.y <= 0):
            return strip
        width = strip.cell_length
        style = next((segment.style for segment in strip), None)
        return Strip([*strip.crop(0, width - 1), Segment("↓" if is_below else "↑", style)], width)

    def on_mount(self) -> None:
        """In a row, begin after the text there, as in a line."""
        if self.enter_goes_on:
            self.move_cursor(self.document.end)

    def show(self) -> None:
        """Draw the current answer, if it differs from the text here."""
        text = self.session.text(self.question)
        if self._read(text) != self._read(self.text):
            self.text = text
            self.move_cursor(self.document.end)

    def _read(self, text: str) -> str:
        """Return text as far as its empty lines count: in a list they don't."""
        if self.question.kind not in (Kind.LIST, Kind.LINKS):
            return text
        return "\n".join(line.strip() for line in text.split("\n") if line.strip())

    def edit(self, edit: Edit) -> EditResult:
        """Take an edit into the postmortem, immediately: a message would come after the next key."""
        if self.session.is_read_only:
            self.session.refuse(self.question.path)
            return EditResult(self.cursor_location, "")
        if "\n" in edit.text:
            self._words = None  # the words of the lines before are known from now on
        result = super().edit(edit)
        if self._read(self.text) != self._read(self.session.text(self.question)):
            self.session.enter(self.question, self.text, origin=self)
        return result

    def update_suggestion(self) -> None:
        """Offer the rest of the word at the end of the text, from the words that the draft has."""
        self.suggestion = self._rest_of_word() if suggests(self) else ""

    def watch_selection(self) -> None:
        """Offer it no longer once the cursor is elsewhere; Textual does so only after an edit."""
        if self.suggestion:
            self.update_suggestion()

    def _rest_of_word(self) -> str:
        row, column = self.cursor_location
        is_at_end = (row, column) == self.document.end and self.selection.is_empty
        if not is_at_end or not self.has_focus or self.question.kind not in (Kind.PROSE, Kind.LIST):
            return ""
        if self._words is None:
            self._words = known_words(self.session)
        rest = self._words.rest(self.document.get_line(row))
        room = self.wrap_width - self.wrapped_document.location_to_offset((row, column)).x
        return rest if len(rest) < room else ""

    def action_elsewhere(self) -> None:
        """Write the answer in the author's own editor; what comes back is one step for undo."""
        if self.session.is_read_only:
            self.session.refuse(self.question.path)
            return
        text, problem = edited(self.app, self.text)
        if problem:
            self.app.notify(problem, timeout=8, markup=False)
        elif text != self.text:
            self.session.close_step()
            self.session.enter(self.question, text)
            self.session.close_step()

    async def _on_key(self, event: events.Key) -> None:
        if self._acted_on(event.key):
            event.stop()
            event.prevent_default()
        else:
            await super()._on_key(event)

    def _acted_on(self, key: str) -> bool:
        """Do what a key means beyond writing; return whether it meant anything."""
        row, last = self.cursor_location[0], self.document.line_count - 1
        if key == "enter" and self.enter_goes_on:
            self.post_message(Done())
        elif key == "ctrl+j":
            self.insert("\n")
        elif key == "up" and row == 0 and self.navigator.is_first_wrapped_line(self.selection.end):
            self.screen.focus_previous()
        elif key == "down" and row == last and self.navigator.is_last_wrapped_line(self.selection.end):
            self.screen.focus_next()
        else:
            return False
        return True

    def _on_blur(self, event: events.Blur) -> None:
        super()._on_blur(event)
        self._words = None
        self.suggestion = ""
        self.session.close_step()
