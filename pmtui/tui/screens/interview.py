"""The section screen: one section of the template at a time, its questions as fields, next to the outline."""

import asyncio
from dataclasses import replace
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import DescendantFocus
from textual.timer import Timer
from textual.widgets import Static

from pmtui.advice import Advice
from pmtui.errors import EntryError
from pmtui.model.catalog import Question
from pmtui.model.kinds import Kind
from pmtui.session.file_status import FileStatus
from pmtui.session.glyphs import WORDS, sign_words
from pmtui.session.labels import going_back
from pmtui.session.leaving_out import leave_out, leave_out_section
from pmtui.session.places import question_at
from pmtui.session.session import Changed, Session
from pmtui.session.undated_events import give_days
from pmtui.storage import last_position
from pmtui.storage.draft_store import DraftStore
from pmtui.storage.external_changes import Outside, TakenOver
from pmtui.template.interview import AskedQuestion, interview
from pmtui.template.progress import State
from pmtui.text import visible
from pmtui.tui import section_messages
from pmtui.tui.autosave import Saver
from pmtui.tui.background_review import Reviewer
from pmtui.tui.binding import bind, key_map, key_name
from pmtui.tui.builders import open_builder, open_causes, open_place, reminder, tool_name
from pmtui.tui.editors.entry_editor import EntryEditor
from pmtui.tui.editors.field_box import FieldBox, focus_next, is_last_within
from pmtui.tui.editors.section_form import SectionForm
from pmtui.tui.editors.table_editor import TableEditor
from pmtui.tui.editors.text_editors import Done, ProseEditor
from pmtui.tui.editors.timeline_editor import DayMayBeKnown
from pmtui.tui.meeting import Meeting
from pmtui.tui.messages import OpenDraft, ReviewEntry
from pmtui.tui.palette import Sections
from pmtui.tui.screens.builder import DraftScreen, box_around
from pmtui.tui.textual_workarounds import begin_at_size, put_title, when_drawn
from pmtui.tui.widgets.answer_state_bar import MarkBar
from pmtui.tui.widgets.causes_summary import CausesSummary
from pmtui.tui.widgets.folded_figures import FoldedFigures, is_up_to_timeline
from pmtui.tui.widgets.guidance import Guidance
from pmtui.tui.widgets.key_line import KeyLine
from pmtui.tui.widgets.notice import Notice
from pmtui.tui.widgets.outline import Outline
from pmtui.tui.widgets.status_line import StatusLine, show_lines

_RESTING = 1.0
"""Seconds in a field after which the next session would begin there, whatever happens to this one."""

_TELLING = 8.0
"""Seconds that a notice stays on screen."""


class InterviewScreen(DraftScreen):
    """A draft, open for editing.

    Attributes:
        session: the postmortem and its history.
        section: the section on screen, from 0.
    """

    CSS_PATH = "interview.tcss"
    COMMANDS = {Sections}
    SETTLE = 0.12
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-middle"), (136, "-wide")]
    HELP = f"""\
## Writing a section

Each screen is one section of your document. Help for the selected field is at the bottom or on the side. From 30 lines,
the line below the header is the whole incident to scale: shading is the failure rate, letters are milestones.

- **Tab**: next question, then next section. **Enter** does the same, but starts a new line in a text of several lines.
  If pmtui offers a name, an answer, or the rest of a word, press **Right** to accept it. If Esc has cleared a line,
  **Right** restores its text.
  {{to_do}}: next unanswered question. `y` and `n` answer yes or no.
- {{mark}}: mark a question as not applicable (**Enter**), unknown, or waiting for someone.
- {{leave_out}}: leave a question out of the document; again: its group, then its section, then nothing. In the list of
  sections ({{go_to}}), it leaves out a section. The answers stay in the draft. The finish screen lists what's left out.
- {{present}}: show the draft in large for a meeting; there, {{present.agenda}} is the agenda.
- {{build}}: open the causes builder, all action items, or the impact calculator, depending on the question.
- {{review}}: review. {{finish}}: set the status, sign off, and export.
- {{undo}}, {{redo}}: undo and redo, in any section. Your work is saved automatically.
- {{editor}}: edit a long answer in `$EDITOR`. {{file}}: save status and recovery.
- {{palette}}: all commands. {{drafts}}: your drafts. {{quit}}: quit.

Signs: {sign_words()}.
"""
    BINDINGS = [
        bind("next", "section(1)", priority=True),
        Binding("tab", "tab_on", "Forward", key_display="Tab", show=False),
        bind("to_do", "next_open", priority=True),
        bind("mark", "mark", priority=True),
        bind("leave_out", "leave_out", priority=True),
        bind("go_to", "outline", priority=True),
        bind("view", "preview", priority=True),
        bind("finish", "finish", priority=True),
        bind("review", "review", priority=True),
        bind("build", "figures", priority=True),
        bind("before", "section(-1)", show=False, priority=True),
        bind("file", "file_status", show=False, priority=True),
        bind("interview.leave_outline", "leave_outline", show=False),
        bind("undo", "undo", show=False, priority=True),
        bind("redo", "redo", show=False, priority=True),
        bind("drafts", "drafts", show=False, priority=True),
        bind("present", "present", show=False, priority=True),
        bind("interview.to_meeting", "to_meeting", priority=True),
    ]

    def __init__(self, session: Session, store: DraftStore) -> None:
        super().__init__()
        self.session = session
        self.sections = interview(session.template)
        self.section = 0
        self._focused: Question | None = None
        self._place: last_position.Position | None = None
        self._keeping_place: Timer | None = None
        self._told_until = 0.0
        self._left_out_just_now = ""
        self._is_stale = False
        self._previewed: tuple[str, int, str] = ("", 0, "")
        self.saver = Saver(self.app, session, store, self._saving, self._met)
        self.reviewer = Reviewer(self.app, session, self._reviewed)
        self._came_from = ReviewEntry()
        self.file_status = FileStatus(session, store, self.saver, self._tell, self._saving)
        self.meeting = Meeting(self, session, self.saver, self.file_status, self.go_to_place)
        begin_at_size(self)

    @property
    def form(self) -> SectionForm:
        return self.query_one(SectionForm)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The active keys; the one that opens a tool is named after the tool.

        Where Enter is a new line, the key that goes on is shown.
        """
        return {key: self._named(active) for key, active in super().active_bindings.items()}

    def _named(self, active: ActiveBinding) -> ActiveBinding:
        if active.binding.action == "tab_on" and isinstance(self.focused, ProseEditor):
            return active._replace(binding=replace(active.binding, show=True))
        if active.binding.id != "build":
            return active
        return active._replace(binding=replace(active.binding, description=tool_name(self.focused)))

    # -- drawing ---------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Yield the status, the outline, the form, the guidance, and the keys."""
        yield StatusLine(self.session, self.saver)
        yield Notice(self.file_status)
        with Horizontal(id="body"):
            yield Outline(self.session, self.sections)
            with Vertical(id="main", classes="pane"):
                yield SectionForm(self.session)
                yield Guidance("guidance-below")
            with VerticalScroll(id="side", can_focus=False):
                yield Guidance("guidance-beside")
                preview = Static(id="preview", markup=False, classes="pane")
                put_title(preview, "In the document")
                yield preview
        yield KeyLine()

    async def on_mount(self) -> None:
        """Go to the place where the author stopped."""
        self.session.listen(self._changed)
        self.session.refused, self.session.missed = self._refused, lambda words: self._tell(Advice(words))
        self.saver.start()
        self.reviewer.start()
        place = last_position.recall(self.session.path)
        titles = [section.title for section in self.sections]
        if place is not None and place.screen in titles:
            await self.show_section(titles.index(place.screen), place.question)
        else:
            await self.show_section(0)

    async def show_section(self, position: int, path: str = "") -> None:
        """Draw a section and focus the question at `path`, or the first unanswered one."""
        if position != self.section:
            self.file_status.pass_offer()
        self.section = position
        section = self.sections[position]
        self._focused = None
        self.remove_class("-row")
        is_timeline = any(question.path == "timeline" for question in section.questions)
        if self.has_class("-timeline") is not is_timeline:
            self.set_class(is_timeline, "-timeline", update=False)
            # not the fields of the section before, which are about to go
            self.app.stylesheet.update_nodes((self.form, self.query_one("#side"), self.query_one("#guidance-below")))
        self.query_one(StatusLine).has_trace = not is_timeline
        if self.form.has_focus_within:  # or Textual would move the focus on, and style what it's on
            self.set_focus(None)
        with self.app.batch_update():
            await self.form.show_section(section)
        self._draw_section()
        self.query_one(Outline).highlighted = position
        if not self.form.boxes():
            self.set_focus(None)
            self._explain(None)
            self._give_days()
            self._place = last_position.Position(section.title, "")
            return
        await self.form.focus_question(path)

    def _draw_section(self) -> None:
        self.query_one(StatusLine).show()
        name, state = section_messages.title(self.session, self.sections, self.section)
        put_title(self.query_one("#main"), name, state)
        self._draw_preview()

    def _draw_preview(self) -> None:
        """Show the section as it will be in the document, if there's room for that."""
        if not self.query_one("#side").display:
            return
        from pmtui.tui.widgets.document import rendered

        text = section_messages.preview(self.session, self.sections[self.section], key_map(self))
        panel = self.query_one("#preview", Static)
        known = (text, panel.content_size.width, self.app.theme)
        if known != self._previewed and known[1]:
            self._previewed = known
            panel.update(rendered(self.app, text, known[1]))

    def on_resize(self) -> None:
        """Draw the preview if the screen is wide enough."""
        when_drawn(self, self._draw_preview)

    # -- changes ---------------------------------------------------------------------------------------------------

    def _changed(self, change: Changed) -> None:
        """Draw what a change affects: its own field immediately, the rest when typing pauses."""
        if not self.is_mounted:
            return
        if not self.session.is_read_only:
            self.saver.request()
        if not self.is_current:  # another screen is in front; all is drawn when it's gone
            self._is_stale = True
            return
        if change.origin is None:  # an undo, or someone else's change: a row may be gone
            for editor in self.walk_children(TableEditor):
                editor.leave_gone_row()
        for box in self.walk_children(FieldBox):
            if box.question.concerns(change.place) and (box.in_row or box.question.kind is not Kind.TABLE):
                if change.origin is not None and change.origin is box.editor:
                    box.show_state()
                else:
                    box.show()
        self.draw_later()

    def on_screen_resume(self) -> None:
        """Draw what changed in the meantime."""
        if self._is_stale:
            self._is_stale = False
            self.settle()
            show_lines(self)

    def draw_all(self) -> None:
        for box in self.walk_children(FieldBox):
            box.show()
        for editor in self.walk_children(EntryEditor):
            editor.reviewed()
        self.form.unfold_answered()
        self._draw_section()
        self.query_one(Outline).show()
        self._explain(self._focused)

    def _reviewed(self) -> None:
        """Show the review's findings next to the fields, and their number."""
        if not self.is_mounted:
            return
        if self.is_current:
            for box in self.walk_children(FieldBox):
                box.show_state()
            for editor in self.walk_children(EntryEditor):
                editor.reviewed()
        self._saving()

    # -- the file ----------------------------------------------------------------------------------------------------

    def _saving(self) -> None:
        self._is_stale = self._is_stale or not self.is_current
        for screen in self.app.screen_stack:
            if isinstance(screen, DraftScreen) and screen.is_current:
                show_lines(screen)

    def _met(self, what: Outside | TakenOver) -> None:
        if self.is_mounted:
            self.file_status.met(what)

    def _tell(self, advice: Advice) -> None:
        self.app.notify(key_map(self).told(advice), timeout=_TELLING, markup=False)

    def _refused(self) -> None:
        """Tell why nothing changes; only once while the notice is on screen."""
        now = asyncio.get_running_loop().time()
        if now < self._told_until:
            return
        self._told_until = now + _TELLING
        self._tell(Advice("This draft is read-only.", "see why, and what you can do", ("file",)))

    # -- focus -----------------------------------------------------------------------------------------------------

    @on(DescendantFocus)
    def _focus_moved(self, event: DescendantFocus) -> None:
        """Explain the focused field."""
        boxes = [node for node in event.widget.ancestors_with_self if isinstance(node, FieldBox)]
        self._left_out_just_now = ""
        self._focused = boxes[0].question if boxes else None
        self._explain(self._focused)
        self._give_days()
        if boxes:
            self._stop_at(last_position.Position(self.sections[self.section].title, boxes[-1].question.path))

    @on(DayMayBeKnown)
    def _day_known(self, event: DayMayBeKnown) -> None:
        event.stop()
        self._give_days()

    def _give_days(self) -> None:
        """Date the undated events, once the author leaves the incident's date."""
        given = give_days(self.session, self._focused.path if self._focused else "")
        if given:
            self._tell(given)

    def _explain(self, question: Question | None) -> None:
        note = ""
        if isinstance(question, AskedQuestion):
            state = self.session.standing.state(question)
            note = "" if state in (State.OPEN, State.ANSWERED) else f"{WORDS[state].capitalize()}."
        if isinstance(self.focused, FoldedFigures):
            note = FoldedFigures.HELP_LINE
        elif isinstance(self.focused, Outline):
            signs = sign_words().replace("`", "")
            note = f"Press Enter to open a section, {key_name(self, 'interview.leave_outline')} to go back.\n{signs}."
        elif question is None and not self.sections[self.section].questions:
            note = f"This section has no questions. Press {key_name(self, 'next')} for the next one."
        if question is not None:
            note = note or reminder(self.session, question, key_map(self)) or self._formula(question)
        for panel in self.walk_children(Guidance):
            panel.show(question, note)

    def _formula(self, question: Question) -> str:
        """Return how a figure is computed; here and not below its field, where it would move all that follows."""
        return self.session.standing.values.figure(question.path).formula if question.kind is Kind.FIGURE else ""

    @on(Done)
    async def _go_on(self, event: Done) -> None:
        """Go to the next question, or from the last one to the next section."""
        event.stop()
        if not focus_next(self.form.boxes()):
            await self.action_section(1)

    @on(Outline.OptionSelected)
    async def _jump(self, event: Outline.OptionSelected) -> None:
        event.stop()
        self.meeting.forget()
        self.remove_class("-outline")
        await self.show_section(event.option_index)

    # -- actions ---------------------------------------------------------------------------------------------------

    def section_titles(self) -> list[str]:
        """Return the titles of the sections, in order."""
        return [section.title for section in self.sections]

    async def action_section(self, by: int) -> None:
        """Go to the next or the previous section."""
        self.meeting.forget()
        position = self.section + by
        if 0 <= position < len(self.sections):
            await self.show_section(position)
        elif by > 0:
            words = (
                f"Press {key_name(self, 'to_do')} for unanswered questions, or {key_name(self, 'finish')} to export."
            )
            self.app.notify(f"That's the last section. {words}", markup=False)

    async def action_tab_on(self) -> None:
        """Go to the next question, or from the last one to the next section, as Enter does."""
        if self.form.has_focus_within and is_last_within(self.form):
            await self.action_section(1)
        else:
            self.focus_next()

    async def action_next_open(self) -> None:
        """Go to the next unanswered or incomplete question, from the last section on to the first.

        Those that the timeline will answer come when nothing else is left.
        """
        self.meeting.forget()
        standing = self.session.standing
        order = [question for section in self.sections for question in section.questions]
        at = self._question_index(order)
        left = [
            each for each in (*order[at + 1 :], *order[: at + 1]) if standing.state(each) in (State.OPEN, State.PART)
        ]
        for question in sorted(left, key=lambda each: is_up_to_timeline(self.session, each)):
            await self.show_section(question.section, question.path)
            return
        self.app.notify(f"No unanswered questions. Press {key_name(self, 'finish')} to export.", markup=False)

    def _question_index(self, order: list[AskedQuestion]) -> int:
        if self._place is not None and self._place.question:
            for index, question in enumerate(order):
                if question.path == self._place.question:
                    return index
        return next((i - 1 for i, question in enumerate(order) if question.section >= self.section), -1)

    def action_outline(self) -> None:
        """Go to the list of sections, which a narrow screen shows first; from there, back to the form."""
        outline = self.query_one(Outline)
        if outline.has_focus:
            self.remove_class("-outline")
            self.form.focus_box(self._place.question if self._place else "")
        else:
            self.add_class("-outline")
            outline.highlighted = self.section
            outline.focus()

    def action_leave_outline(self) -> None:
        """Go from the list of sections back to the form."""
        if self.query_one(Outline).has_focus:
            self.action_outline()

    def action_to_meeting(self) -> None:
        """Go back to the large view or the agenda that this place was opened from."""
        self.meeting.go_back()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave Esc to the form while there's no meeting to go back to."""
        return self.meeting.has_way_back if action == "to_meeting" else True

    async def action_mark(self) -> None:
        """Open or close the answer states of the focused question."""
        box = box_around(self.focused)
        if box is not None:
            await box.toggle_marks()

    def action_leave_out(self) -> None:
        """Leave the focused question out of the document, or the section that is selected in the list of sections."""
        outline = self.query_one(Outline)
        box = box_around(self.focused)
        question = box.question if box is not None else None
        if self.session.is_read_only:
            self.session.refuse()
            return
        try:
            if outline.has_focus and outline.highlighted is not None:
                done = leave_out_section(self.session, self.sections[outline.highlighted])
            elif isinstance(question, AskedQuestion):
                done = leave_out(self.session, question, further=self._left_out_just_now == question.path)
            else:
                self.app.notify("Select a question or a section to leave it out.", timeout=4, markup=False)
                return
        except EntryError as error:
            self.app.notify(str(error), timeout=4, markup=False)
            return
        self._left_out_just_now = question.path if question is not None and not done.is_back else ""
        self.settle()
        self.app.notify(section_messages.left_out(done, key_map(self)), timeout=4, markup=False)

    async def action_undo(self) -> None:
        await self._go_to_change(going_back(self.session), "Undone", "Nothing to undo.")

    async def action_redo(self) -> None:
        """Redo the change that was undone and go to it."""
        await self._go_to_change(going_back(self.session, redo=True), "Redone", "Nothing to redo.")

    async def _go_to_change(self, change: tuple[str, str] | None, what: str, nothing: str) -> None:
        self.app.notify(visible(f"{what}: {change[1]}." if change else nothing), timeout=3, markup=False)
        if change is None:
            return
        path, _ = change
        question = question_at(self.session, path)
        here = next((box for box in self.form.boxes() if box.question == question), None)
        if here is not None:
            self.settle()
            if not here.has_focus_within or here.query(MarkBar):
                here.focus_editor()
        elif question is not None:
            await self.show_section(question.section, path)

    # -- other screens -----------------------------------------------------------------------------------------------

    def action_figures(self) -> None:
        """Open the tool for the focused question: the causes builder, all action items, or the impact calculator."""
        open_builder(self, self.session, self.saver, self.file_status, self._focused)

    @on(CausesSummary.Opened)
    def _ask_why(self, event: CausesSummary.Opened) -> None:
        event.stop()
        open_causes(self, self.session, self.saver, self.file_status)

    def rename_file(self) -> None:
        """Put the incident's day into the file's name; tell why not, if that can't be done."""
        from pmtui.tui.screens.file_status import ScreenDialog

        ScreenDialog(self, self.file_status).report(self.file_status.rename())

    def action_preview(self) -> None:
        from pmtui.tui.screens.preview import PreviewScreen

        self.app.push_screen(PreviewScreen(self.session, self.sections[self.section].title))

    def action_present(self) -> None:
        """Show the question in focus in large."""
        place = self._place or last_position.recall(self.session.path)  # nothing has the focus before the first drawing
        first = next((question.path for question in self.sections[self.section].questions), "")
        self.meeting.present(place.question if place and place.question else first)

    def action_agenda(self) -> None:
        """Show what a meeting has to settle."""
        self.meeting.open_agenda()

    def action_review(self) -> None:
        """Open the review, with the finding that the author came from selected."""
        from pmtui.tui.screens.review import ReviewScreen

        found = self.reviewer.now()
        screen = ReviewScreen(self.session, self.saver, self.file_status, found, self._go_from_review, self._came_from)
        self.app.push_screen(screen)

    def _go_from_review(self, path: str, entry: ReviewEntry) -> None:
        self._came_from = entry
        self.call_next(self.go_to_place, path)

    async def go_to_place(self, path: str) -> None:
        """Go to a field, on whichever screen it is."""
        question = question_at(self.session, path)
        if question is not None:
            await self.show_section(question.section, path)
        if question is None or path.startswith("causes.tree."):
            open_place(self, self.session, self.saver, self.file_status, path)

    def action_finish(self) -> None:
        """Open the screen for the status, sign-off, and export."""
        from pmtui.tui.screens.finish import FinishScreen, WaysOn

        self.saver.flush()
        unanswered, review = partial(self.call_next, self.action_next_open), partial(self.call_next, self.action_review)
        ways = WaysOn(unanswered, review, self._change_template)
        self.app.push_screen(FinishScreen(self.session, self.saver, self.file_status, self.reviewer.now(), ways))

    def _change_template(self, name: str) -> None:
        """Switch the draft to another template."""
        if not self.close_draft():
            return
        self.app.post_message(OpenDraft(self.session.path, template=name))

    # -- leaving -----------------------------------------------------------------------------------------------------

    async def action_drafts(self) -> None:
        if self.close_draft():
            await self.app.run_action("drafts")

    def end(self) -> str:
        """End the session: save, keep the place, release the lock. Return why saving failed; empty if it didn't."""
        problem = self.saver.flush()
        self.session.is_read_only = True  # whatever is still typed would go nowhere
        self.session.refused = self.session.missed = None
        self.saver.stop()
        self.reviewer.stop()
        self.file_status.store.close()
        self.remember_place()
        return problem

    def _stop_at(self, place: last_position.Position) -> None:
        """Note where the author is, and keep it once they rest there: the program may be killed."""
        if place != self._place:
            self._place = place
            if self._keeping_place is not None:
                self._keeping_place.stop()
            self._keeping_place = self.set_timer(_RESTING, self.remember_place)

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
