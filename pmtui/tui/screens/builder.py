"""What the screens on an open draft share: they draw it when typing pauses, and save and undo alike."""

import time

from textual.dom import DOMNode
from textual.timer import Timer
from textual.widget import Widget

from pmtui.session.file_status import FileStatus
from pmtui.session.labels import going_back
from pmtui.session.places import question_at
from pmtui.session.session import Changed, Session
from pmtui.template.interview import interview
from pmtui.text import visible
from pmtui.tui.autosave import Saver
from pmtui.tui.binding import bind
from pmtui.tui.editors.field_box import FieldBox
from pmtui.tui.screens.file_status import show_file_status
from pmtui.tui.textual_workarounds import LeanScreen, begin_at_size, when_drawn
from pmtui.tui.widgets.status_line import TALL


class DraftScreen(LeanScreen[None]):
    """A screen on an open draft.

    Attributes:
        session: the postmortem and its history.
        saver: saves it to disk.
        file_status: the status of the file.
    """

    AUTO_FOCUS = ""
    VERTICAL_BREAKPOINTS = [(0, "-short"), (TALL, "-tall")]
    SETTLE = 0.06
    """Seconds after the last key until what depends on the postmortem is drawn again."""

    session: Session
    saver: Saver
    file_status: FileStatus
    _settling: Timer | None = None
    _settle_after = 0.0
    _lit: DOMNode | None = None
    """The pane whose rule is lit."""
    _unseen: tuple[Widget, FieldBox] | None = None
    """What to scroll to when nothing covers the screen any longer."""

    @property
    def is_current(self) -> bool:
        """Whether the screen is seen: it's in front, or only dialogs are.

        Textual takes a screen for seen also behind one that covers it. Each change of it then drew all of the screen in
        front again. No upstream issue found.
        """
        if not super().is_current:
            return False
        stack = self.app.screen_stack
        return all(screen.is_modal for screen in stack[stack.index(self) + 1 :])

    @property
    def is_open(self) -> bool:
        """Whether the screen is still open: the author may leave before it's drawn, or the app may be ending."""
        return self.is_mounted and self in self.app.screen_stack and self.app.return_code is None

    def draw_all(self) -> None:
        raise NotImplementedError

    def draw_later(self) -> None:
        """Draw everything when typing pauses."""
        if self._settling is not None:
            self._settling.stop()
        self._settling = self.set_timer(max(self.SETTLE, self._settle_after), self.settle)

    def settle(self) -> None:
        """Draw everything; a screen that is slow to draw waits for a longer pause next time."""
        if not self.is_open:
            return
        begin = time.perf_counter()
        self.draw_all()
        self._settle_after = 6 * (time.perf_counter() - begin)

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False) -> None:
        """Focus a widget, and scroll to the box around it once it's drawn."""
        box, before = box_around(widget), self.focused
        super().set_focus(widget, scroll_visible and box is None, from_app_focus)
        self._light_pane(widget)
        for each in (*_boxes_around(before), *_boxes_around(widget)):
            if each.is_attached:
                each.show_focus()  # with the first drawing, and not only when it's told of the focus
        if scroll_visible and widget is not None and box is not None:
            self.call_after_refresh(self._show_box, widget, box)

    def _light_pane(self, widget: Widget | None) -> None:
        """Light the rule of the pane that has the focus; where nothing has it, the pane that had it stays lit."""
        found = next((node for node in widget.ancestors_with_self if node.has_class("pane")), None) if widget else None
        if found is not None and found is not self._lit:
            for pane, is_lit in ((self._lit, False), (found, True)):
                if pane is not None and pane.is_attached:
                    pane.set_class(is_lit, "-lit", update=False)
                    self.app.stylesheet.update_nodes([pane])  # nothing in it looks different
            self._lit = found

    def _show_box(self, widget: Widget, box: FieldBox) -> None:
        self._unseen = None if self.is_current else (widget, box)  # what is covered isn't laid out
        if self.focused is not widget or not box.is_attached:
            return
        room = box.parent.size.height if isinstance(box.parent, Widget) else 0
        (box if box.size.height <= room else widget).scroll_visible(animate=False)

    def on_screen_resume(self) -> None:
        """Scroll to what got the focus while the screen was covered."""
        if self._unseen is not None:
            self.call_after_refresh(self._show_box, *self._unseen)

    def action_file_status(self) -> None:
        """Show where the draft is saved, any problem with that, and what the author can do."""
        show_file_status(self, self.file_status)


class BuilderScreen(DraftScreen):
    """A screen over a section, on which a part of the postmortem is built."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (116, "-wide")]
    BINDINGS = [
        bind("file", "file_status", show=False, priority=True),
        bind("undo", "undo", show=False, priority=True),
        bind("redo", "redo", show=False, priority=True),
        bind("view", "preview", show=False, priority=True),
    ]

    def __init__(self, session: Session, saver: Saver, file_status: FileStatus) -> None:
        super().__init__()
        self.session = session
        self.saver = saver
        self.file_status = file_status
        begin_at_size(self)

    def on_mount(self) -> None:
        """Follow the postmortem, and call `begin` after the first drawing."""
        self.session.listen(self._changed)
        when_drawn(self, self._begin)

    def on_unmount(self) -> None:
        """Stop following the postmortem."""
        self.session.ignore(self._changed)

    def _begin(self) -> None:
        if self.is_open:
            self.begin()

    def begin(self) -> None:
        """Put the cursor where the author will want it."""
        raise NotImplementedError

    def _changed(self, change: Changed) -> None:
        """Draw the field that changed immediately, the rest when typing pauses."""
        if not self.is_mounted:
            return
        for box in self.walk_children(FieldBox):
            if change.place == box.question.path or change.place.startswith(f"{box.question.path}."):
                if change.origin is not None and change.origin is box.editor:
                    box.show_state()
                else:
                    box.show()
        self.draw_later()

    def action_undo(self) -> None:
        """Undo the last change, and tell which it was."""
        self._went_back(going_back(self.session), "Undone", "Nothing to undo.")

    def action_redo(self) -> None:
        """Redo the change that was undone, and tell which it is."""
        self._went_back(going_back(self.session, redo=True), "Redone", "Nothing to redo.")

    def _went_back(self, change: tuple[str, str] | None, what: str, nothing: str) -> None:
        self.settle()
        words = nothing if change is None else f"{what}: {change[1]}."
        self.app.notify(visible(words), timeout=3, markup=False)
        if change is not None:
            self.show_place(change[0])

    def show_place(self, place: str) -> None:
        """Put the cursor where a change was, if it's on this screen."""

    @property
    def place(self) -> str:
        """The path of what the cursor is on; empty if it's on nothing that the document shows."""
        box = box_around(self.focused)
        return box.question.path if box is not None else ""

    def action_preview(self) -> None:
        """Show the document, at the section that has what the cursor is on."""
        from pmtui.tui.screens.preview import PreviewScreen

        question = question_at(self.session, self.place)
        title = interview(self.session.template)[question.section].title if question is not None else ""
        self.app.push_screen(PreviewScreen(self.session, title))

    def action_review(self) -> None:
        """Go back to the section and open the review."""
        self.dismiss()
        self.app.call_next(self.app.run_action, "screen.review")


def box_around(widget: Widget | None) -> FieldBox | None:
    """Return the outermost box around a widget."""
    return next(reversed(_boxes_around(widget)), None)


def _boxes_around(widget: Widget | None) -> list[FieldBox]:
    """Return the boxes around a widget, the innermost first."""
    return [node for node in widget.ancestors_with_self if isinstance(node, FieldBox)] if widget is not None else []
