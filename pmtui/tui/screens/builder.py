"""What the screens over the interview share: they follow the record, and save and undo as the interview does."""

import time

from textual.timer import Timer

from pmtui.session.file_status import FileStatus
from pmtui.session.labels import place_name
from pmtui.session.session import Changed, Session
from pmtui.text import visible
from pmtui.tui.autosave import Saver
from pmtui.tui.binding import bind
from pmtui.tui.editors.field_box import FieldBox
from pmtui.tui.file_actions import show_keeping
from pmtui.tui.later import when_drawn
from pmtui.tui.screens.in_sight import InSight
from pmtui.tui.widths import begin_at_width

_SETTLE = 0.06
"""Seconds after the last key until what follows from the record is drawn again."""


class BuilderScreen(InSight):
    """A screen on which a part of the record is built.

    Attributes:
        session: the record and its history.
        saver: what keeps it on disk.
        keeping: what is said about that.
    """

    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (116, "-wide")]
    BINDINGS = [
        bind("file", "keeping", show=False, priority=True),
        bind("undo", "undo", show=False, priority=True),
        bind("redo", "redo", show=False, priority=True),
        bind("view", "preview", show=False, priority=True),
    ]

    def __init__(self, session: Session, saver: Saver, keeping: FileStatus) -> None:
        """Make the screen for a session, and what keeps it on disk."""
        super().__init__()
        self.session = session
        self.saver = saver
        self.keeping = keeping
        self._settling: Timer | None = None
        self._settle_after = _SETTLE
        begin_at_width(self)

    def on_mount(self) -> None:
        """Follow the record, and begin when all is drawn."""
        self.session.listen(self._changed)
        when_drawn(self, self._begin)

    def on_unmount(self) -> None:
        """Don't follow it any more."""
        self.session.ignore(self._changed)

    @property
    def is_open(self) -> bool:
        """Whether the screen is still there: the author may have left before it was drawn, or the app be ending."""
        return self.is_mounted and self in self.app.screen_stack and self.app.return_code is None

    def _begin(self) -> None:
        if self.is_open:
            self.begin()

    def begin(self) -> None:
        """Put the cursor where the author wants to be."""
        raise NotImplementedError

    def draw_all(self) -> None:
        """Draw everything that follows from the record."""
        raise NotImplementedError

    def _changed(self, change: Changed) -> None:
        """Draw the field that changed at once, the rest when typing rests."""
        if not self.is_mounted:
            return
        for box in self.query(FieldBox):
            if change.place == box.spec.path or change.place.startswith(f"{box.spec.path}."):
                if change.origin is not None and change.origin is box.editor:
                    box.show_state()
                else:
                    box.show()
        if self._settling is not None:
            self._settling.stop()
        self._settling = self.set_timer(self._settle_after, self.settle)

    def settle(self) -> None:
        """Draw everything; what takes long to draw waits for a longer rest the next time."""
        if not self.is_open:
            return
        begin = time.perf_counter()
        self.draw_all()
        self._settle_after = max(_SETTLE, 6 * (time.perf_counter() - begin))

    def action_undo(self) -> None:
        """Take the last change back, and say which it was."""
        self._went_back(self.session.undo(), "Undone", "Nothing to undo.")

    def action_redo(self) -> None:
        """Do the change that was taken back again, and say which it is."""
        self._went_back(self.session.redo(), "Redone", "Nothing to redo.")

    def _went_back(self, place: str | None, what: str, nothing: str) -> None:
        self.settle()
        words = nothing if place is None else f"{what}: {self.name_of(place)}."
        self.app.notify(visible(words), timeout=2, markup=False)
        if place is not None:
            self.show_place(place)

    def name_of(self, place: str) -> str:
        """Return what the author calls a place of the record."""
        return place_name(self.session, place) or "last change"

    def show_place(self, place: str) -> None:
        """Put the cursor where a change was, if that's on this screen."""

    def action_preview(self) -> None:
        """Show the whole document."""
        from pmtui.tui.screens.preview import PreviewScreen

        self.app.push_screen(PreviewScreen(self.session, ""))

    def action_keeping(self) -> None:
        """Say where the draft is, what is wrong with that, and what can be done."""
        show_keeping(self, self.keeping)
