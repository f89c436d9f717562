"""Marks a question: it doesn't apply, it's unknown, it's waiting for someone, or it's left out of the document."""

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.events import Key
from textual.message import Message
from textual.widgets import Input, RadioButton, RadioSet

from pmtui.model.answer_states import AnswerStateKind
from pmtui.model.unfinished import note_name
from pmtui.session.session import Session
from pmtui.session.unfinished_text import clearing, keep, pending
from pmtui.tui.binding import bind
from pmtui.tui.textual_workarounds import CompactInput, SignedButton, make_compact, press_silently

_KINDS: tuple[tuple[AnswerStateKind | None, str], ...] = (
    (AnswerStateKind.NOT_APPLICABLE, "Not applicable"),
    (AnswerStateKind.UNKNOWN, "Unknown, because"),
    (AnswerStateKind.WAITING, "Waiting for"),
    (AnswerStateKind.LEFT_OUT, "Leave out"),
    (None, "Clear mark"),
)
"""The likeliest comes first: F4, then Enter, marks a question as not applicable."""

_WITH_NOTE = (AnswerStateKind.NOT_APPLICABLE, AnswerStateKind.UNKNOWN, AnswerStateKind.WAITING)
_NEEDS_NOTE = (AnswerStateKind.UNKNOWN, AnswerStateKind.WAITING)


class NoteInput(CompactInput):
    """The reason or the name. Every key is stored immediately: a message would come after the next key."""

    def __init__(
        self,
        note: str,
        take: Callable[[str], None],
        *,
        placeholder: str = "reason, or who will answer",
        id: str | None = None,
    ) -> None:
        self.take = take
        self._showing = True
        super().__init__(note, placeholder=placeholder, id=id, select_on_focus=False)
        self._showing = False

    def show(self, note: str) -> None:
        if note != self.value:
            self._showing = True
            self.value = note
            self._showing = False

    def watch_value(self, value: str) -> None:
        """Take what was typed."""
        if not self._showing:
            self.take(value)


class Kinds(RadioSet):
    """The marks to choose from. Letters go to the note next to it, and choose the mark that the cursor is on."""

    BINDINGS = [
        Binding("space", "toggle_button", "Choose"),
        Binding("enter", "choose_and_leave", "Done"),
    ]

    class Taken(Message):
        """Enter was pressed on a mark."""

    def __init__(self, current: AnswerStateKind | None, write: Callable[[str], bool]) -> None:
        """Make the choice; `write` takes a letter or a backspace, or says that it isn't for the note."""
        super().__init__(*(SignedButton(words, value=kind is current) for kind, words in _KINDS))
        make_compact(self)
        self.write = write
        self._current = current

    def begin(self) -> None:
        """Go to the mark that the question has, or to the likeliest."""
        self._selected = next((index for index, (kind, _) in enumerate(_KINDS) if kind and kind is self._current), 0)

    def action_choose_and_leave(self) -> None:
        """Choose the mark that the cursor is on."""
        button = self.query(RadioButton)[self.highlighted]
        if not button.value:
            button.toggle()
        self.call_later(self.post_message, self.Taken())

    @property
    def highlighted(self) -> int:
        """The position of the mark that the cursor is on."""
        return self._selected or 0

    def on_key(self, event: Key) -> None:
        """Write a letter into the note."""
        letter = event.character if event.is_printable else "\b" if event.key == "backspace" else None
        if _KINDS[self.highlighted][0] in _WITH_NOTE and letter and self.write(letter):
            event.stop()
            event.prevent_default()


class MarkBar(Horizontal):
    """The marks of one question, under it."""

    BINDINGS = [bind("mark.close", "close")]

    class Closed(Message):
        """The author is done with the marks."""

    def __init__(self, session: Session, path: str) -> None:
        super().__init__()
        self.session = session
        self.path = path

    @property
    def _key(self) -> str:
        """The key under which a note is kept while no mark is chosen."""
        return note_name(self.path)

    def compose(self) -> ComposeResult:
        """The marks, none, and room for a reason or a name."""
        mark = self.session.postmortem.marks.get(self.path)
        current = mark.kind if mark else None
        yield Kinds(current, self._write)
        yield NoteInput(mark.note if mark else pending(self.session, self._key), self._note)

    def on_mount(self) -> None:
        """Begin with the choice, visible."""
        kinds = self.query_one(Kinds)
        kinds.begin()
        kinds.focus()
        self.call_after_refresh(self.scroll_visible, animate=False)

    def _chosen(self) -> AnswerStateKind | None:
        index = self.query_one(RadioSet).pressed_index
        return _KINDS[index][0] if index >= 0 else None

    @on(RadioSet.Changed)
    def _choose(self, event: RadioSet.Changed) -> None:
        event.stop()
        kind = _KINDS[event.index][0]
        note = self.query_one(NoteInput).value
        self.session.mark(self.path, kind, note if kind in _WITH_NOTE else "")
        for edit in clearing(self.session, self._key) if kind in _WITH_NOTE else ():
            self.session.apply(edit, self.path)
        if kind in _WITH_NOTE:
            self.query_one(Input).focus()

    @on(Kinds.Taken)
    def _taken(self, event: Kinds.Taken) -> None:
        """Go on, unless the mark needs a reason or a name."""
        event.stop()
        if self._chosen() in _NEEDS_NOTE and not self.query_one(NoteInput).value.strip():
            self.query_one(Input).focus()
        else:
            self.action_close()

    def _write(self, letter: str) -> bool:
        """Take a letter that was typed at the choice: the mark under the cursor is meant. A space first chooses."""
        line = self.query_one(NoteInput)
        if letter in " \b" and not line.value:
            return False
        line.value = line.value[:-1] if letter == "\b" else line.value + letter
        line.cursor_position = len(line.value)
        return True

    def _note(self, note: str) -> None:
        kind = self._chosen() or _KINDS[self.query_one(Kinds).highlighted][0]
        if kind in _WITH_NOTE:
            self.session.mark(self.path, kind, note)
            self.show()
        else:
            keep(self.session, self._key, note, self.path, origin=self)

    def show(self) -> None:
        """Draw the current answers: a mark may have been undone, or come from elsewhere."""
        if len(self.query(RadioButton)) < len(_KINDS):  # it has just been opened, or is being removed
            return
        mark = self.session.postmortem.marks.get(self.path)
        kind = mark.kind if mark else None
        if kind is not self._chosen():
            press_silently(self.query_one(RadioSet), [known is kind for known, _ in _KINDS])
        note = mark.note if mark is not None else pending(self.session, self._key)
        if mark is not None or note:
            self.query_one(NoteInput).show(note)

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip() and self._chosen() is None:
            self.app.notify("First choose Unknown or Waiting for.", timeout=5, markup=False)
            self.query_one(Kinds).focus()
        else:
            self.action_close()

    def action_close(self) -> None:
        self.post_message(self.Closed())
