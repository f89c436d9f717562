"""Text of several lines that is typed or pasted to be read later: kept in the postmortem as it's typed."""

from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from pmtui.session.session import Session
from pmtui.session.unfinished_text import LONGEST_KEPT, Kept, keep, pending, replace
from pmtui.tui.binding import key_name
from pmtui.tui.textual_workarounds import PlainLines


class KeptText(PlainLines, TextArea):
    """Lines that are restored when the author returns, even after quitting, until they're imported or deleted.

    Args:
        session: the session.
        key: under which they're kept, and the question that they belong to.
        text: what was pasted just now, which takes the place of what is kept; empty if nothing was.
        at_first: the text there if nothing is kept.
    """

    def __init__(self, session: Session, key: str, text: str, at_first: str = "") -> None:
        self.session = session
        self.key = key
        self._pasted = text
        super().__init__(text or pending(session, key, Kept.WINDOW) or at_first, id="text", compact=True)

    def on_mount(self) -> None:
        """Begin after the text there; keep what was pasted."""
        self.move_cursor(self.document.end)
        if not self._pasted:
            return
        if len(self._pasted) > LONGEST_KEPT:
            self._warn()
        elif replace(self.session, self.key, self._pasted, self.key, Kept.WINDOW):
            words = "The lines kept from before hadn't been imported; your paste replaced them."
            words = f"{words} Press {key_name(self, 'undo')} to undo."
            self.app.notify(words, timeout=6, markup=False)

    def edit(self, edit: Edit) -> EditResult:
        """Keep the lines, immediately: a message would come after the next key."""
        was_too_long = len(self.text) > LONGEST_KEPT
        result = super().edit(edit)
        self._keep(was_too_long)
        return result

    def undo(self) -> None:
        """Take an edit back."""
        super().undo()
        self._keep(was_too_long=True)

    def redo(self) -> None:
        """Make an edit again."""
        super().redo()
        self._keep(was_too_long=True)

    def _keep(self, was_too_long: bool) -> None:
        keep(self.session, self.key, self.text, self.key, is_answer=True, table=Kept.WINDOW)
        if len(self.text) > LONGEST_KEPT and not was_too_long:
            self._warn()

    def _warn(self) -> None:
        words = f"Over {LONGEST_KEPT:,} characters, so this isn't saved. Import it before you leave, or in parts."
        self.app.notify(words, severity="warning", timeout=8, markup=False)
