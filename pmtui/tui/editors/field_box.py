"""One field on screen: its state, its name, its editor, and a line for what is wrong with the answer."""

import textwrap
from collections.abc import Callable, Sequence
from typing import Any, Protocol, runtime_checkable

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from pmtui.causes.derived_fields import derived
from pmtui.figures.catalog import figure_at
from pmtui.figures.compute import FigureState
from pmtui.figures.input_hints import hint_for
from pmtui.figures.inputs import READERS, problem
from pmtui.model.answer import is_blank
from pmtui.model.catalog import Question
from pmtui.model.kinds import Kind
from pmtui.model.paths import value_at
from pmtui.model.postmortem import Postmortem
from pmtui.session.agents import agent_advice
from pmtui.session.glyphs import GLYPHS
from pmtui.session.leaving_out import where_left_out
from pmtui.session.session import Session
from pmtui.template.interview import AskedQuestion
from pmtui.template.progress import State
from pmtui.template.tree import causes_shown
from pmtui.text import visible
from pmtui.tui import look
from pmtui.tui.background_review import said_at
from pmtui.tui.binding import bind, key_map
from pmtui.tui.editors.text_editors import LineEditor
from pmtui.tui.editors.time_editor import TimeEditor
from pmtui.tui.textual_workarounds import unscrolled, when_drawn
from pmtui.tui.widgets.answer_state_bar import MarkBar

MakeEditor = Callable[[Session, Question, bool], Widget]
"""Makes the editor for a field; the last word says whether it's a column of a row."""

_BESIDE = frozenset(Kind) - {Kind.PROSE, Kind.LIST, Kind.LINKS, Kind.TABLE}
"""Kinds whose editor is next to the label; the others are below it."""


_OF_THE_TREE = frozenset({"causes.tree", "causes.whys", "causes.chain_end"})
"""Questions that show the tree themselves."""


@runtime_checkable
class TakesNote(Protocol):
    """An editor that has a line of its own for the message, so that nothing moves when there's another one."""

    def take_note(self, words: str) -> None:
        """Show the message."""


def _short(value: Any) -> str:
    """Return an answer in a line."""
    if isinstance(value, tuple):
        words = "; ".join(str(getattr(item, "factor", item)) for item in value)
    else:
        words = str(value or "")
    line = " ".join(words.split()).rstrip(".")
    return line if len(line) <= 120 else line[:119] + "…"


_COLORS = {
    State.ANSWERED: look.OK,
    State.PART: look.WARN,
    State.UNKNOWN: look.WARN,
    State.WAITING: look.ACT,
}
"""The color of a state's sign; an open question is muted, as a new draft has many."""


_OPEN = (State.OPEN, State.PART)


class _Label(Static):
    """A question's name, with the sign of its state before it; further lines are indented as far as its first."""

    virtual_size = unscrolled()

    def __init__(self) -> None:
        super().__init__(classes="label", markup=False)
        self._sign = Content("  ")
        self._words = ""

    def put(self, sign: Content, words: str) -> None:
        """Show another name or state; another sign alone moves nothing."""
        is_moving = words != self._words or sign.cell_length != self._sign.cell_length
        self._sign, self._words = sign, words
        self.refresh(layout=is_moving)

    def render(self) -> Content:
        """Return the lines at the present width."""
        return Content.assemble(self._sign, "\n  ".join(self._lines(self.content_size.width)))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are at a width."""
        return len(self._lines(width))

    def _lines(self, width: int) -> list[str]:
        return textwrap.wrap(self._words, max(1, width - self._sign.cell_length)) or [""]


class _Line(Horizontal):
    """The name, and the editor next to it."""

    virtual_size = unscrolled()


class _Message(Static):
    """What the author should know of the answer."""

    virtual_size = unscrolled()


class FieldBox(Vertical):
    """A question of the interview, or a column of the selected row.

    Args:
        session: the session.
        question: what it asks.
        make_editor: makes its editor; the registry does.
        in_row: it's a column of a row: no marks, and longer texts stay small.
    """

    virtual_size = unscrolled()
    BINDINGS = [bind("seen", "seen", show=False)]

    def __init__(self, session: Session, question: Question, make_editor: MakeEditor, *, in_row: bool = False) -> None:
        below = question.kind not in _BESIDE and not in_row
        whole = "-whole" if question.path == "timeline" else ""  # it takes what the screen leaves
        super().__init__(classes=f"{'-below' if below else '-beside'} {'-in-row' if in_row else whole}")
        self.session = session
        self.question = question
        self.make_editor = make_editor
        self.in_row = in_row
        self.editor: Widget | None = None
        self._drawn: tuple[str, str, str] | None = None
        self._told: tuple[object, str] | None = None
        self._label = _Label()
        self._message = _Message(classes="message", markup=False)
        self.set_class(self.state() in _OPEN, "-open", update=False)

    def compose(self) -> ComposeResult:
        """The label with the state before it, the editor, the message."""
        self.editor = self.make_editor(self.session, self.question, self.in_row)
        with _Line(classes="line"):
            yield self._label
            if "-beside" in self.classes:
                yield self.editor
        if "-below" in self.classes:
            yield self.editor
        yield self._message

    def on_mount(self) -> None:
        self._draw_state()

    def _can_show(self) -> bool:
        """Return whether the box is on screen and its field still exists: a row may just have been removed."""
        return self.is_mounted and not (self.in_row and not self.session.holds(self.question.path))

    def show(self) -> None:
        if not self._can_show():
            return
        if self.editor is not None:
            self.editor.show()  # type: ignore[attr-defined]
        bar = self.query_one_optional(MarkBar)
        if bar is not None and bar.is_mounted:
            bar.show()
        self.show_state()

    def show_state(self) -> None:
        if self._can_show():
            self._draw_state()

    def _draw_state(self) -> None:
        state = self.state()
        sign = f"{GLYPHS[state]} " if state is not None else "  "
        self._mark("-open", state in _OPEN)
        message = self.message()
        if isinstance(self.editor, TakesNote):
            self.editor.take_note(message)
            message = ""
        drawn = (sign, visible(self.question.label), message)
        if drawn == self._drawn:  # drawing the same would lay out the whole screen again
            return
        before, self._drawn = self._drawn, drawn
        if before is None or drawn[:2] != before[:2]:
            color = _COLORS.get(state, look.QUIET) if state is not None else ""
            self._label.put(Content.styled(sign, color), drawn[1])
        if before is None or drawn[2] != before[2]:
            self._message.update(drawn[2])
            self._message.display = bool(drawn[2])

    def show_focus(self) -> None:
        """Light the bar at the left of the field, and its name, while the focus is in it."""
        self._mark("-focused", self.has_focus_within)

    def on_descendant_focus(self) -> None:
        self.show_focus()

    def on_descendant_blur(self) -> None:
        """Leave it lit while the focus is still in the field; show how a time is read only while it's typed."""
        self.show_focus()
        if isinstance(self.editor, TimeEditor):
            when_drawn(self, self.show)

    def _mark(self, name: str, is_on: bool) -> None:
        """Add or remove a class that changes the box and its name, and nothing else in it."""
        if self.has_class(name) is not is_on:
            self.set_class(is_on, name, update=False)
            self.app.stylesheet.update_nodes([self, self._label])

    def state(self) -> State | None:
        """Return the question's state; None for a column of a row."""
        asked = self.question
        return self.session.standing.state(asked) if isinstance(asked, AskedQuestion) else None

    def message(self) -> str:
        """Return what the author should know of the answer: what can't be read, what is missing, how it's marked."""
        unread = self.session.problem(self.question)
        read_as = self.editor.reading() if isinstance(self.editor, TimeEditor) else ""
        read_as = read_as or self._zone_typed()
        is_brief = isinstance(self.editor, TakesNote)  # what the review says of the whole isn't needed while typing
        found = "" if is_brief else visible(said_at(self.session, self.question.path, key_map(self)))
        said = unread or read_as or self._noted() or found
        return " ".join(filter(None, (self._by_agent(), said)))

    def _zone_typed(self) -> str:
        """Return the zone that is typed by a city or an abbreviation; empty if it's typed by its name."""
        if self.question.kind is not Kind.ZONE or not isinstance(self.editor, LineEditor):
            return ""
        zone, typed = self.session.text(self.question), self.editor.value.strip()
        return visible(f"{zone}, from '{typed}'.") if typed and typed.upper() != zone.upper() else ""

    def _by_agent(self) -> str:
        """Return that an agent wrote the answer, until a person has checked it."""
        return visible(key_map(self).told(agent_advice(self.session.postmortem, self.question)))

    def action_seen(self) -> None:
        """Confirm that the author has checked what an agent wrote here."""
        path = self.question.base
        if self.session.is_read_only:
            self.session.refuse(path)
        elif not self.session.see(path) and self.in_row:
            self.session.see(path.rpartition(".")[0])
        self.show()

    def _noted(self) -> str:
        """Return what is missing in the answer, how it's marked, what comes from elsewhere."""
        left_out = where_left_out(self.session, self.question) if isinstance(self.question, AskedQuestion) else ""
        if left_out:
            return visible(left_out)
        mark = self.session.postmortem.marks.get(self.question.path)
        if mark is not None:
            counts = self.state() is not State.ANSWERED
            return visible(mark.text if counts else f"{mark.text}: ignored, because there's an answer.")
        if self.question.kind is Kind.FIGURE:
            figure = self.session.standing.values.figure(self.question.path)
            tells = figure.state is FigureState.INVALID or not figure.agrees
            return figure.formula if tells else ""
        offered = self._offered()
        if offered:
            return offered
        if self.question.kind is Kind.TABLE and isinstance(self.question, AskedQuestion):
            gaps = self.session.standing.gaps(self.question)
            more = f" and {len(gaps) - 3} more" if len(gaps) > 3 else ""
            return f"Missing: {', '.join(gaps[:3])}{more}." if gaps else ""
        if self.question.kind is Kind.ANSWER:
            return self._computed_answer() or ("Yes or no?" if self.state() is State.PART else "")
        text = self.session.text(self.question)
        counted_with = self.question.path in READERS
        return problem(self.question.path, text) if counted_with else hint_for(self.question.kind, text)

    def _offered(self) -> str:
        """Return what the causes builder says to this question, where the author says nothing or is about to."""
        record, path = self.session.postmortem, self.question.path
        if not path.startswith("causes.") or not record.causes.tree or path in _OF_THE_TREE or self.in_row:
            return ""
        own = value_at(record, path)
        if is_blank(own):
            words = _short(value_at(self.session.standing.values.postmortem, path))
            return visible(f"From the causes builder: {words} / Type here to put it your way.") if words else ""
        words = self._said_by(record) if self.has_focus_within else ""
        return visible(f"In the causes builder: {words}") if words else ""

    def _said_by(self, record: Postmortem) -> str:
        """Return what the tree says to this question; worked out once for a tree, and not for each key."""
        if self._told is None or self._told[0] is not record.causes.tree:
            shown = causes_shown(self.session.template)
            self._told = (record.causes.tree, _short(derived(record, shown).get(self.question.path)))
        return self._told[1]

    def _computed_answer(self) -> str:
        """Return what a yes-or-no question's answer is by the figures, where the author gave none or another."""
        if figure_at(self.question.path) is None:
            return ""
        figure = self.session.standing.values.figure(self.question.path)
        if figure.state is FigureState.RECORDED:
            return visible(f"Computed: {figure.value}")
        return "" if figure.agrees else visible(f"Computed: {figure.computed}")

    def focus_editor(self) -> None:
        if self.editor is None:
            return
        first = getattr(self.editor, "focus_first", None)
        if first is not None:
            first()
        else:
            self.editor.focus()

    async def toggle_marks(self) -> None:
        """Open or close the marks under the question."""
        bar = self.query_one_optional(MarkBar)
        if bar is not None:
            await bar.remove()
            self.focus_editor()
        elif not self.in_row:
            await self.mount(MarkBar(self.session, self.question.path))

    @on(MarkBar.Closed)
    async def _close_marks(self, event: MarkBar.Closed) -> None:
        event.stop()
        await self.toggle_marks()


def is_last_within(form: Widget) -> bool:
    """Return whether the cursor is in the last field of a form, from which Tab would leave it."""
    chain, focused = form.screen.focus_chain, form.screen.focused
    if focused is None or focused not in chain:
        return False
    following = chain[(chain.index(focused) + 1) % len(chain)]
    return form not in following.ancestors_with_self or chain.index(following) < chain.index(focused)


def focus_next(boxes: Sequence[FieldBox]) -> bool:
    """Put the cursor into the field after the one that has it, without those hidden; return whether there's one."""
    at = next((index for index, box in enumerate(boxes) if box.has_focus_within), len(boxes))
    following = next((box for box in boxes[at + 1 :] if box.display), None)
    if following is not None:
        following.focus_editor()
    return following is not None
