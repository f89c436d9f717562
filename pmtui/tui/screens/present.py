"""The large view for a meeting: one question, the timeline, or the causes, and nothing around it."""

from enum import Enum, auto
from zoneinfo import ZoneInfo

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from pmtui.session.glyphs import WORDS
from pmtui.session.places import question_at
from pmtui.template.interview import AskedQuestion, interview
from pmtui.template.progress import State
from pmtui.text import visible
from pmtui.tui import look, slides
from pmtui.tui.binding import bind, key_name
from pmtui.tui.meeting import Meeting
from pmtui.tui.screens.builder import BuilderScreen
from pmtui.tui.textual_workarounds import Page, draw

_WIDEST = 112
"""Columns of text on a wide screen: longer lines are hard to read from a distance."""


class _View(Enum):
    QUESTION = auto()
    TIMELINE = auto()
    CAUSES = auto()


class PresentScreen(BuilderScreen):
    """One thing at a time, read-only, with the keys of the form."""

    CSS_PATH = "present.tcss"
    HELP = """\
## Presenting

One question with its answer, the timeline, or the causes, to read from across a room.

- **Tab** or **Right**: next question; **Left**: the one before. {next}, {before}: next and previous section.
  {to_do}: next unanswered question.
- {present.timeline}: the timeline, in which **Up** and **Down** go through the events. {present.causes}: the causes.
  The same key again goes back to the question.
- {present.agenda}: the agenda: what has to be settled, person by person.
- {present.open}: edit what is shown; {interview.to_meeting} brings you back here.
"""
    BINDINGS = [
        bind("present.open", "open", priority=True),
        bind("present.forward", "turn(1)"),
        bind("present.back", "turn(-1)"),
        bind("next", "section(1)", priority=True),
        bind("before", "section(-1)", priority=True),
        bind("to_do", "next_open", priority=True),
        bind("present.up", "move(-1)"),
        bind("present.down", "move(1)"),
        bind("present.timeline", "view('TIMELINE')"),
        bind("present.causes", "view('CAUSES')"),
        bind("present.agenda", "agenda"),
        bind("present.close", "close", priority=True),
    ]

    def __init__(self, meeting: Meeting, begin_at: str = "") -> None:
        """Make the screen.

        Args:
            meeting: the meeting that it belongs to.
            begin_at: the path of what to show first; empty for the first question.
        """
        super().__init__(meeting.session, meeting.saver, meeting.file_status)
        self.meeting = meeting
        self.sections = interview(self.session.template)
        standing = self.session.standing
        asked = [question for section in self.sections for question in section.questions]
        self.questions: list[AskedQuestion] = [each for each in asked if not standing.is_left_out(each)]
        found = question_at(self.session, begin_at)
        self.at = self.questions.index(found) if found in self.questions else 0
        self.view = self._own_view()
        self.event = 0

    def compose(self) -> ComposeResult:
        """Yield the slide, and a line with the place in the draft."""
        with Page(id="page"):
            yield Static("", id="slide", markup=False)
        yield Static("", id="foot", markup=False)

    def begin(self) -> None:
        self.draw_all()

    def on_resize(self) -> None:
        """Fit the slide to the new size."""
        if self.is_open:
            self.draw_later()

    @property
    def question(self) -> AskedQuestion | None:
        """The question that is shown, or that the view was opened from; None if the template asks nothing."""
        return self.questions[self.at] if self.questions else None

    @property
    def place(self) -> str:
        if self.view is _View.CAUSES:
            return "causes.tree"
        if self.view is _View.TIMELINE:
            events = self.session.postmortem.timeline
            return f"timeline.{events[self.event].id}" if events else "timeline"
        return self.question.path if self.question is not None else ""

    def _own_view(self) -> _View:
        """Return how a question is shown, if the author doesn't ask for another view."""
        path = self.question.path if self.question is not None else ""
        return {"timeline": _View.TIMELINE, "causes.tree": _View.CAUSES}.get(path, _View.QUESTION)

    # -- drawing -----------------------------------------------------------------------------------------------------

    def draw_all(self) -> None:
        width, height = self.app.size
        room = min(_WIDEST, width - (8 if width < 120 else 24))
        above = 3 if height >= 30 else 1
        lines = self._slide(room, height - above - 3)
        blank = " " * ((width - room) // 2)
        slide = Content("\n").join([Content("")] * above + [Content.assemble(blank, line) for line in lines])
        draw(self.query_one("#slide", Static), slide)
        left = Content.styled(visible(self._where()), look.QUIET)
        keys = (("present.open", "edit"), ("present.close", "back"), ("help", "keys"))
        right = "  ".join(f"{key_name(self, name).replace('`', '')} {words}" for name, words in keys)
        line = look.spread(left, Content.styled(right, look.QUIET), room)
        draw(self.query_one("#foot", Static), Content.assemble(blank, line), layout=False)

    def _slide(self, width: int, height: int) -> list[Content]:
        if self.view is _View.CAUSES:
            return slides.causes_slide(self.session, width)
        if self.view is _View.TIMELINE:
            record = self.session.postmortem
            self.event = max(0, min(self.event, len(record.timeline) - 1))
            return slides.timeline_slide(self.session, self.event, ZoneInfo(record.incident.timezone), width, height)
        if self.question is None:
            return [Content("This template asks no questions.")]
        return slides.question_slide(self.session, self.question, width)

    def _where(self) -> str:
        record = self.session.postmortem
        if self.view is _View.TIMELINE:
            return f"Timeline · event {self.event + 1} of {len(record.timeline)}" if record.timeline else "Timeline"
        if self.view is _View.CAUSES:
            return "Causes"
        if self.question is None:
            return ""
        state = WORDS[self.session.standing.state(self.question)]
        title = self.sections[self.question.section].title
        return f"{look.clipped(title, 22)} · {self.at + 1}/{len(self.questions)} · {state}"

    def _show(self, at: int) -> None:
        self.at = max(0, min(at, len(self.questions) - 1))
        self.view = self._own_view()
        self.query_one("#page", Page).scroll_home(animate=False)
        self.draw_all()

    # -- keys --------------------------------------------------------------------------------------------------------

    def action_turn(self, by: int) -> None:
        """Show the next question, or the one before."""
        self._show(self.at + by)

    def action_section(self, by: int) -> None:
        """Show the first question of the next section, or of the previous one."""
        here = self.question.section if self.question is not None else 0
        others = [each for each in self.questions if (each.section - here) * by > 0]
        if others:
            section = others[0 if by > 0 else -1].section
            self._show(next(at for at, each in enumerate(self.questions) if each.section == section))

    def action_next_open(self) -> None:
        """Show the next unanswered question, from the last one on to the first."""
        count = len(self.questions)
        for at in (*range(self.at + 1, count), *range(self.at + 1)):
            if at < count and self.session.standing.state(self.questions[at]) in (State.OPEN, State.PART):
                self._show(at)
                return
        self.app.notify("No unanswered questions.", timeout=4, markup=False)

    def action_move(self, by: int) -> None:
        """Select the event below or above; elsewhere, scroll."""
        if self.view is _View.TIMELINE:
            self.event += by
            self.draw_all()
        else:
            self.query_one("#page", Page).scroll_relative(y=by, animate=False)

    def action_view(self, name: str) -> None:
        """Show the timeline or the causes; if they're on screen already, go back to the question."""
        view = _View[name]
        back = _View.QUESTION if self._own_view() is view else self._own_view()
        self.view = back if self.view is view else view
        self.query_one("#page", Page).scroll_home(animate=False)
        self.draw_all()

    def action_agenda(self) -> None:
        """Show the agenda, over this."""
        self.meeting.open_agenda()

    def action_open(self) -> None:
        """Edit what is shown."""
        place = self.place
        if place:
            self.meeting.leave_for(place, lambda: self.meeting.present(place))

    def action_close(self) -> None:
        self.dismiss()
