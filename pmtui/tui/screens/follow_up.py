"""The follow-up review: the status of the action items, who takes part, and whether the actions work."""

from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from pmtui.model.catalog import model_questions
from pmtui.model.edit import Batch
from pmtui.model.status_changes import FOLLOW_UP, following_up
from pmtui.session.all_actions import whole_list
from pmtui.session.file_status import FileStatus
from pmtui.session.session import Session
from pmtui.text import weekday_date
from pmtui.tui.autosave import Saver
from pmtui.tui.binding import bind, key_name
from pmtui.tui.editors.field_box import FieldBox, focus_next
from pmtui.tui.editors.registry import make_editor
from pmtui.tui.editors.text_editors import Done
from pmtui.tui.screens.builder import BuilderScreen
from pmtui.tui.textual_workarounds import put_title
from pmtui.tui.widgets.key_line import KeyLine
from pmtui.tui.widgets.notice import Notice
from pmtui.tui.widgets.status_line import StatusLine

_ASKED = ("attendees", "actions_completed", "recurred", "measures_effective", "improvements")


class FollowUpScreen(BuilderScreen):
    """The questions of the follow-up review, below the action items."""

    CSS_PATH = "finish.tcss"
    HELP = """\
## Follow-up review

Update the action items: {action.status} changes the status, {action.decline} declines one with a reason, {action.due}
changes the due date. Then answer the questions. pmtui records your changes as a revision; press {finish} to export
again.
"""
    BINDINGS = [bind("follow_up.close", "close", priority=True)]

    def __init__(self, session: Session, saver: Saver, file_status: FileStatus) -> None:
        super().__init__(session, saver, file_status)
        self._before = session.postmortem

    def compose(self) -> ComposeResult:
        """Yield the date, the action items, the questions, and the keys."""
        yield StatusLine(self.session, self.saver)
        yield Notice(self.file_status)
        with VerticalScroll(id="page", classes="pane -lit", can_focus=False):
            yield FieldBox(self.session, whole_list(), make_editor)
            for name in _ASKED:
                yield FieldBox(self.session, model_questions()[f"follow_up.{name}"], make_editor)
        yield KeyLine()

    def begin(self) -> None:
        """Start on the action items, or on the first question if there are none."""
        self.draw_all()
        boxes = list(self.query(FieldBox))
        editor = boxes[0].editor
        table = getattr(editor, "table", None)
        if table is not None and table.rows_now():
            table.focus()
        else:
            boxes[1].focus_editor()

    def draw_all(self) -> None:
        day = self.session.standing.values.figures["follow_up_date"].value
        when = weekday_date(day, self.session.today().year) if isinstance(day, date) else ""
        put_title(self.query_one("#page"), "Follow-up review", when)
        for box in self.query(FieldBox):
            box.show()
        self.query_one(StatusLine).show()

    @on(Done)
    def _go_on(self, event: Done) -> None:
        event.stop()
        boxes = list(self.query(FieldBox))
        if not focus_next(boxes):
            boxes[0].focus_editor()

    def action_close(self) -> None:
        """Record the changes, if there are any, as a revision, and go back."""
        if self.session.postmortem != self._before and not self.session.is_read_only:
            edits = following_up(self.session.postmortem, self.session.today(), self.session.make_id)
            if edits:
                self.session.apply(Batch(edits=tuple(edits)), "revisions")
                self.app.notify(
                    f"Recorded as a revision: {FOLLOW_UP}. Press {key_name(self, 'finish')} to export again.",
                    timeout=5,
                    markup=False,
                )
        self.dismiss()
