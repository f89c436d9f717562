"""The screens that a section opens, and the way back: tools, review, finish, preview, another template."""

from functools import partial

from textual import on

from pmtui.model.catalog import Question
from pmtui.session.file_status import FileStatus
from pmtui.session.session import Session
from pmtui.storage import last_position
from pmtui.template.interview import Section as Section
from pmtui.tui.autosave import Saver
from pmtui.tui.background_review import Reviewer
from pmtui.tui.binding import key_name
from pmtui.tui.builders import open_builder, open_causes, outside
from pmtui.tui.messages import OpenDraft, ReviewEntry
from pmtui.tui.screens.in_sight import InSight
from pmtui.tui.widgets.causes_summary import CausesSummary


class InterviewDoors(InSight):
    """What the section screen opens over itself, and what it does when the author leaves.

    Attributes:
        session: the postmortem and its history.
        saver: saves it to disk.
        keeping: the status of the file.
        reviewer: reviews it in the background.
        sections: the template's sections.
        section: the section on screen, from 0.
    """

    session: Session
    saver: Saver
    keeping: FileStatus
    reviewer: Reviewer
    sections: tuple[Section, ...]
    section: int
    _focused: Question | None
    _place: last_position.Place | None
    _came_from: ReviewEntry

    async def show_section(self, position: int, path: str = "") -> None:
        raise NotImplementedError

    async def action_next_open(self) -> None:
        """Go to the next unanswered or incomplete question."""
        raise NotImplementedError

    def action_figures(self) -> None:
        """Open the tool for the focused question: the causes builder, all action items, or the impact calculator."""
        open_builder(self, self.session, self.saver, self.keeping, self._focused)

    @on(CausesSummary.Opened)
    def _ask_why(self, event: CausesSummary.Opened) -> None:
        event.stop()
        open_causes(self, self.session, self.saver, self.keeping)

    def action_preview(self) -> None:
        from pmtui.tui.screens.preview import PreviewScreen

        self.app.push_screen(PreviewScreen(self.session, self.sections[self.section].title))

    def action_review(self) -> None:
        """Open the review, with the finding that the author came from selected."""
        from pmtui.tui.screens.review import ReviewScreen

        found = self.reviewer.now()
        screen = ReviewScreen(self.session, self.saver, self.keeping, found, self._go_from_review, self._came_from)
        self.app.push_screen(screen)

    def _go_from_review(self, path: str, entry: ReviewEntry) -> None:
        self._came_from = entry
        self.call_next(self.go_to_place, path)

    async def go_to_place(self, path: str) -> None:
        """Go to a field, on whichever screen it is."""
        for section in self.sections:
            if any(question.concerns(path) for question in section.questions):
                await self.show_section(section.position, path)
                break
        node_id = path.removeprefix("causes.tree.").partition(".")[0] if path.startswith("causes.tree.") else ""
        question = None if node_id else outside(self.sections, path)
        if node_id:
            open_causes(self, self.session, self.saver, self.keeping, node_id=node_id)
        elif question is not None:
            open_builder(self, self.session, self.saver, self.keeping, question)

    def action_finish(self) -> None:
        """Open the screen for the status, sign-off, and export."""
        from pmtui.tui.screens.finish import FinishScreen, WaysOn

        self.saver.flush()
        unanswered, review = partial(self.call_next, self.action_next_open), partial(self.call_next, self.action_review)
        ways = WaysOn(unanswered, review, self._change_template)
        self.app.push_screen(FinishScreen(self.session, self.saver, self.keeping, self.reviewer.now(), ways))

    def _change_template(self, name: str) -> None:
        """Switch the draft to another template."""
        if not self.close_draft():
            return
        self.app.post_message(OpenDraft(self.session.path, template=name))

    def remember_place(self) -> None:
        """Save where the author stopped, for the next session."""
        if self._place is not None:
            last_position.remember(self.session.path, self._place)

    def close_draft(self) -> bool:
        """Save the draft and the place; return whether the draft can be closed."""
        problem = self.saver.flush()
        self.remember_place()
        if problem:
            words = f"{problem} pmtui keeps your changes for now. Press {key_name(self, 'file')} for options."
            self.app.notify(words, title="Not saved", severity="error", timeout=10, markup=False)
        return not problem
