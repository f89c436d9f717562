"""Edits a list through a line that takes entries, over a table whose keys change the text there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from pmtui.model.edit import AnyEdit, Set
from pmtui.session.completions import completed
from pmtui.session.known_words import known_words
from pmtui.session.unfinished_text import clearing, keep, key_of_list, pending
from pmtui.text import brief, visible
from pmtui.tui.background_review import said_of_rows
from pmtui.tui.binding import key_map, key_name
from pmtui.tui.editors.entry_line import EntryLine
from pmtui.tui.editors.table_editor import TableEditor
from pmtui.tui.editors.text_editors import Done
from pmtui.tui.textual_workarounds import draw, when_drawn


@dataclass(frozen=True)
class Asking:
    """What the entry line asks for at the moment, in the place of an entry.

    Attributes:
        label: the text before it.
        example: the text in it while it's empty.
        help: the text below it.
        take: does it; returns why it can't be done, or an empty string.
        begin: the text in it at first.
        key: under which the text in it is kept until it's taken; empty if it isn't the author's text.
        of_line: it's about the entry that was typed, which comes back if the answer is canceled.
        known: answers that are offered while they're typed.
    """

    label: str
    example: str
    help: str
    take: Callable[[str], str]
    begin: str = ""
    key: str = ""
    of_line: bool = False
    known: Sequence[str] = ()


class EntryEditor(TableEditor):
    """A table with a line below it that is always ready to take the next entry."""

    example = ""
    """The placeholder of the empty line."""

    added = ""
    """What is uncertain about the last entry: shown below the line until the next one is typed."""

    _asking: Asking | None = None
    _refused = ""
    """Why the answer to what the line asked was refused: shown until something else is typed."""
    _answering = ""
    """The text in the line while it asks for something."""
    _is_kept = False
    """What the line was asked for and holds is kept in the postmortem."""
    _other = False
    found: Mapping[str, str] = {}
    """What the review says of the rows, by their ids."""

    # -- what a list says of itself ----------------------------------------------------------------------------------

    def how(self) -> str:
        """Return the text below the line while it's empty."""
        return ""

    def reading_words(self) -> str:
        """Return how the text in the line is read."""
        raise NotImplementedError

    def complete(self, text: str) -> str:
        """Return the text in the line with what the list offers after it; empty if that's nothing."""
        return completed(text, self._asking.known) if self._asking is not None else ""

    def take_entry(self) -> None:
        """Take the text in the line into the list."""
        raise NotImplementedError

    def do_key(self, action: str, key: str) -> bool:
        """Do what a key means that only this list has; return whether it's one of those."""
        raise NotImplementedError

    def draw_hint(self) -> None:
        """Show the problem with the selected row."""

    def reviewed(self) -> None:
        """Take over what the review says of the rows."""
        found = said_of_rows(self.session, self.table.question.base, key_map(self))
        if found != self.found:
            self.found = found
            self.table.refresh()
            self.draw_hint()

    # -- drawing -----------------------------------------------------------------------------------------------------

    def compose_entry(self) -> ComposeResult:
        """The line, and how it's read."""
        with Horizontal(classes="entry"):
            yield Static("Add", classes="entry-label", markup=False)
            line = self.make_line()
            line.replacing = self._replacing
            line.cleared_as = self._cleared_as
            line.complete = self.complete
            line.read_words = lambda: known_words(self.session)
            yield line
        yield Static(self.how(), classes="reading", markup=False)

    def make_line(self) -> EntryLine:
        return EntryLine(self._take, self._note, self.example, pending(self.session, self._kept_as))

    @property
    def _kept_as(self) -> str:
        """The key under which the text in the line is kept; empty while it asks for something that isn't."""
        return self._line_key if self._asking is None else self._asking.key

    @property
    def _cleared_as(self) -> str:
        """The name of what Esc clears in the line: of an entry, or of what it asks for."""
        asked = (self._asking.key or self._asking.label) if self._asking is not None else ""
        return f"{self.session.path}:{self.question.path}:{asked}"

    @property
    def _line_key(self) -> str:
        """The key under which an entry in the line is kept."""
        return key_of_list(self.session, self.question.path, self.table.question.base)

    @property
    def line_editor(self) -> EntryLine:
        return self.query_one(EntryLine)

    def on_mount(self) -> None:
        """Draw everything, with the cursor on the last row: that's where one continues."""
        self.table.action_end(last=True)
        self.found = said_of_rows(self.session, self.table.question.base, key_map(self))
        self.show()

    def on_unmount(self) -> None:
        """Show the answer that wasn't submitted: the author may need the text."""
        asking, words = self._asking, self._answering.strip()
        if asking is not None and not asking.key and words and words != asking.begin:
            self.app.notify(
                f"{asking.label} wasn't saved: press Enter to save '{brief(words, 200)}'.", timeout=8, markup=False
            )

    def on_descendant_focus(self) -> None:
        """Show what the keys do, and how the line is read, where the focus is."""
        self._show_where()

    def on_descendant_blur(self) -> None:
        """Say it no longer."""
        when_drawn(self, self._show_where)

    def _show_where(self) -> None:
        if self.query(EntryLine):  # it may be on its way out
            self._mark_here(self.query_one(".entry"), self.line_editor.has_focus, ".entry-label")
            self.draw_hint()
            self._mark_here(self, self.has_focus_within, ".reading")

    def _mark_here(self, around: Widget, is_here: bool, changed: str) -> None:
        """Add or remove the class of what has the focus; only one part of it looks different then.

        Textual doesn't style by :focus-within everywhere.
        """
        if around.has_class("-here") is not is_here:
            around.set_class(is_here, "-here", update=False)
            self.app.stylesheet.update_nodes(self.query(changed))

    def show_entry(self) -> None:
        """Restore what was typed into the line and not added yet, after an undo or when the draft is reopened."""
        text = pending(self.session, self._kept_as) if self._kept_as else ""
        if self._asking is not None and not text:
            if not self._is_kept:
                return
            text = self._asking.begin  # what was kept is undone
        if text != self.line_editor.value:
            self.line_editor.value = text
            self.line_editor.cursor_position = len(text)

    def draw_reading(self) -> None:
        """Draw how the text in the line is read, or what it asks for."""
        if self._asking is not None:
            words = self._refused or self._asking.help
        else:
            self.added = "" if self.line_editor.value.strip() else self.added
            words = self.reading_words() if self.line_editor.value.strip() else self.added or self.how()
        reading = self.query_one_optional(".reading", Static)
        if reading is None:  # it may not be on screen
            return
        said = visible(words)
        if self._asking is None and self.line_editor.is_refused:
            draw(reading, Content.assemble(("Not added: ", "bold $text-warning"), said), layout=False)
        else:
            draw(reading, said, layout=False)

    def focus_first(self) -> None:
        """Put the cursor into the line: it's always ready."""
        self.line_editor.focus()

    # -- the line ----------------------------------------------------------------------------------------------------

    def _note(self, text: str) -> None:
        """Keep the text in the line, and say how it's read."""
        is_known = self._asking is not None and text == self._asking.begin  # the postmortem holds it
        kept = "" if is_known else text
        if self._kept_as and kept != pending(self.session, self._kept_as):
            if self.session.is_read_only:
                self.call_next(self.session.refuse, self.question.path)
                return
            self._is_kept = bool(kept) and self._asking is not None
            is_answer = self._asking is not None
            keep(self.session, self._kept_as, kept, self.question.path, origin=self, is_answer=is_answer)
        self._other = self._other and bool(text)
        self._refused = ""
        self._answering = text if self._asking is not None else ""
        if self.is_mounted:
            self.draw_reading()

    def taken(self) -> AnyEdit:
        """Return the edit that clears the kept text of the line, once it's added."""
        return Set(path=f"typed.{self._line_key}", value=None)

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted over the table is meant for the line."""
        if self.table.has_focus:
            event.stop()
            self.focus_first()
            self.line_editor.post_message(events.Paste(event.text))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()

    @on(EntryLine.Other)
    def _take_other(self, event: EntryLine.Other) -> None:
        event.stop()
        self._other = not self._other
        self.draw_reading()

    @on(EntryLine.ToTable)
    def _to_table(self, event: EntryLine.ToTable) -> None:
        event.stop()
        if self.table.rows_now():
            self.table.focus()
        else:
            self.leave_upwards()

    @on(EntryLine.Cancelled)
    def _cancelled(self, event: EntryLine.Cancelled) -> None:
        event.stop()
        if self._asking is None:
            return
        is_of_line = self._asking.of_line
        if event.text.strip() and event.text != self._asking.begin:
            words = (
                f"'{brief(visible(event.text), 60)}' isn't saved. When you're asked again, press Right to restore it."
            )
            self.app.notify(words, timeout=6, markup=False)
        self.ask(None)
        self._go_back(is_of_line=is_of_line)

    def leave_upwards(self) -> None:
        """Go to the field before the line: there are no rows above it."""
        self.screen.focus_previous()

    def _go_back(self, *, is_of_line: bool) -> None:
        """Go where the question came from: the line, or the table; an empty table isn't shown."""
        if self.table.rows_now() and not is_of_line:
            self.table.focus()
        else:
            self.focus_first()

    def leave_asking(self) -> bool:
        """Go from what the line asks for, or from a row's form, back to the table; return whether there was any."""
        if self._asking is not None:
            self.ask(None)
        elif self.form is not None:
            self._close()
        else:
            return False
        self.table.focus()
        return True

    def _take(self) -> None:
        text = self.line_editor.value
        if self._asking is not None:
            self._is_kept = False
            is_of_line = self._asking.of_line
            self._refused = self._asking.take(text)
            self.line_editor.is_refused = bool(self._refused)
            if self._refused:
                self.draw_reading()
            else:
                self.ask(None)
                self._go_back(is_of_line=is_of_line)
        elif not text.strip():
            self.post_message(Done())
        else:
            self.take_entry()
            self.line_editor.is_refused = self.line_editor.value == text
            if self.line_editor.is_refused:  # otherwise the author types on, and the next lines join this one
                self.draw_reading()

    def _replacing(self, old: str) -> None:
        """Make a paste that replaces refused text a separate step, and say what it has replaced."""
        self.session.close_step()
        if old:
            words = f"'{brief(visible(old), 100)}' hadn't been added; your paste replaced it."
            words = f"{words} Press {key_name(self, 'undo')} to undo."
            self.app.notify(words, timeout=6, markup=False)

    def ask(self, asking: Asking | None) -> None:
        """Make the line ask for something other than an entry, or for entries again."""
        self._asking = asking
        self._refused = ""
        self.line_editor.cleared_as = self._cleared_as
        self.query_one(".entry-label", Static).update(asking.label if asking else "Add")
        self.line_editor.placeholder = asking.example if asking else self.example
        self.line_editor.is_one_line = asking is not None
        if asking is None:
            self.show_entry()
        else:
            kept = pending(self.session, asking.key) if asking.key else ""
            begin, self._is_kept = kept or asking.begin, bool(kept)
            self.line_editor.value = begin
            self.line_editor.cursor_position = len(begin)
            self.line_editor.focus()
        self.draw_reading()

    def type_on(self, key: str) -> None:
        """Go to the line with a key that begins an entry; half-typed text there isn't lost."""
        entry = self.line_editor
        entry.focus()
        entry.value += key
        entry.cursor_position = len(entry.value)

    # -- the table's keys --------------------------------------------------------------------------------------------

    def do(self, action: str, key: str = "") -> None:
        """Do what a key of the table means, before the next key is handled."""
        if action == "line":
            self.focus_first()
        elif not self.do_key(action, key):
            super().do(action, key)

    def remove_rows(self, chosen: list[Any]) -> None:
        """Remove rows, with what is marked or half-typed in them."""
        super().remove_rows(chosen)
        if not self.table.rows_now():
            self.focus_first()  # an empty table isn't shown

    def apply(self, edits: list[AnyEdit], place: str = "") -> bool:
        """Make edits one step; a new answer takes the place of what the line asked for and holds."""
        made = super().apply(edits, place)
        if made and self._asking is not None and self._asking.key:
            for edit in clearing(self.session, self._asking.key):
                self.session.apply(edit, place or self.table.question.base, undoable=False)
        return made
