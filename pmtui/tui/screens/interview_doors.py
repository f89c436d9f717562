"""The ways out of the interview and back: builders, review, finish, preview, another template."""

from textual import on

from pmtui.keys import key_name
from pmtui.session.field_spec import FieldSpec, is_at
from pmtui.session.file_status import FileStatus
from pmtui.session.session import Session
from pmtui.storage import last_position
from pmtui.template.interview import Section as Section
from pmtui.tui.autosave import Saver
from pmtui.tui.background_review import Reviewer
from pmtui.tui.builders import open_builder, open_causes, outside
from pmtui.tui.messages import OpenDraft
from pmtui.tui.screens.in_sight import InSight
from pmtui.tui.widgets.causes_summary import CausesSummary


class InterviewDoors(InSight):
    """What the interview opens over itself, and what it does when it's left.

    Attributes:
        session: the record and its history.
        saver: what keeps it on disk.
        keeping: what is said about that.
        reviewer: what reviews it.
        sections: the sections of the interview.
        section: the section on screen, from 0.
    """

    session: Session
    saver: Saver
    keeping: FileStatus
    reviewer: Reviewer
    sections: tuple[Section, ...]
    section: int
    _focused: FieldSpec | None
    _place: last_position.Place | None
    _came_from: str

    async def show_section(self, position: int, path: str = "") -> None:
        """Draw a section and put the cursor on a question."""
        raise NotImplementedError

    async def action_next_open(self) -> None:
        """Go to the next question that wants something from the author."""
        raise NotImplementedError

    def action_figures(self) -> None:
        """Open what the question in focus is built with: the causes builder, else the impact calculator."""
        open_builder(self, self.session, self.saver, self.keeping, self._focused)

    @on(CausesSummary.Opened)
    def _ask_why(self, event: CausesSummary.Opened) -> None:
        event.stop()
        open_causes(self, self.session, self.saver, self.keeping)

    def action_preview(self) -> None:
        """Show the whole document as it would be written now."""
        from pmtui.tui.screens.preview import PreviewScreen

        self.app.push_screen(PreviewScreen(self.session, self.sections[self.section].title))

    def action_review(self) -> None:
        """Show what reviewers would ask, and what is open; at the finding that one came from."""
        from pmtui.tui.screens.review import ReviewScreen

        found = self.reviewer.now()
        screen = ReviewScreen(self.session, self.saver, self.keeping, found, self._go_from_review, self._came_from)
        self.app.push_screen(screen)

    def _go_from_review(self, path: str, entry_id: str) -> None:
        self._came_from = entry_id
        self.call_next(self.go_to_place, path)

    async def go_to_place(self, path: str) -> None:
        """Go to a place of the record, on whichever screen that is."""
        for section in self.sections:
            if any(is_at(path, FieldSpec.of_question(question)) for question in section.questions):
                await self.show_section(section.position, path)
                break
        node_id = path.removeprefix("causes.tree.").partition(".")[0] if path.startswith("causes.tree.") else ""
        spec = None if node_id else outside(self.sections, path)
        if node_id:
            open_causes(self, self.session, self.saver, self.keeping, node_id=node_id)
        elif spec is not None:
            open_builder(self, self.session, self.saver, self.keeping, spec)

    def action_finish(self) -> None:
        """Show how far the document is, change its status, and write it."""
        from pmtui.tui.screens.finish import FinishScreen

        self.saver.flush()
        found = self.reviewer.now()
        self.app.push_screen(FinishScreen(self.session, self.saver, self.keeping, found, self._after_finish))

    def _after_finish(self, what: str) -> None:
        """Do what the finish screen was left for."""
        if what == "open":
            self.call_next(self.action_next_open)
        elif what == "review":
            self.call_next(self.action_review)
        elif what.startswith("template "):
            self._change_template(what.removeprefix("template "))

    def _change_template(self, name: str) -> None:
        """Go on with the draft under another template."""
        if not self.close_draft():
            return
        self.app.post_message(OpenDraft(self.session.path, template=name))

    def remember_place(self) -> None:
        """Keep where the author stopped, for the next sitting."""
        if self._place is not None:
            last_position.remember(self.session.path, self._place)

    def close_draft(self) -> bool:
        """Save, keep the place, and say whether the draft can be left."""
        problem = self.saver.flush()
        self.remember_place()
        if problem:
            words = f"{problem} pmtui keeps your changes for now. Press {key_name('file')} for options."
            self.app.notify(words, title="Not saved", severity="error", timeout=10, markup=False)
        return not problem
