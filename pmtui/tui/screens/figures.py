"""The impact calculator: the impact segments, the inputs, and the figures computed from them."""

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus
from textual.widget import Widget
from textual.widgets import OptionList, Static

from pmtui.advice import Advice
from pmtui.figures.catalog import FIGURES, figure_at
from pmtui.figures.compute import FigureState
from pmtui.figures.definition import Definition
from pmtui.model.catalog import Question, model_questions
from pmtui.session import known_inputs
from pmtui.session.file_status import FileStatus
from pmtui.session.overrides import use_computed_edit
from pmtui.session.places import question_at
from pmtui.session.session import Session
from pmtui.template.interview import AskedQuestion, all_questions, interview
from pmtui.text import visible
from pmtui.tui import look
from pmtui.tui.autosave import Saver
from pmtui.tui.binding import active_config, bind, key_map, key_name
from pmtui.tui.editors.field_box import FieldBox, focus_next
from pmtui.tui.editors.override_form import StatingForm
from pmtui.tui.editors.registry import make_editor
from pmtui.tui.editors.section_form import focus_row
from pmtui.tui.editors.segment_editor import SegmentEditor
from pmtui.tui.editors.text_editors import Done, LineEditor
from pmtui.tui.figure_cards import cards
from pmtui.tui.screens.builder import BuilderScreen
from pmtui.tui.tables.figure_list import FigureList
from pmtui.tui.textual_workarounds import Panel, draw, put_title, when_drawn
from pmtui.tui.widgets.key_line import KeyLine
from pmtui.tui.widgets.notice import Notice
from pmtui.tui.widgets.status_line import TALL, StatusLine

INPUTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Error budget", ("impact.budget.slo", "impact.budget.window_days")),
    ("Requests", ("impact.traffic.rate", "impact.traffic.in_window")),
    ("Users", ("impact.audience.total", "impact.audience.named")),
    ("SLA", ("impact.agreement.target", "impact.agreement.tiers", "impact.agreement.bill")),
    ("Revenue", ("impact.earnings.per_hour", "impact.earnings.currency")),
    ("People", ("impact.engineers_paged", "impact.effort.hours_each", "impact.effort.review",
                "impact.effort.hourly_rate")),
    ("Recovery", ("impact.recovery.rto_target", "impact.recovery.rpo_target", "impact.data_loss",
                  "impact.recovery.last_data_point")),
    ("Definitions", ("impact.counting.time_to_resolve", "impact.counting.time_to_acknowledge")),
)  # fmt: skip
"""The inputs of figures, under headings."""

_WITH_DIGITS = 100
"""Columns from which the figures that matter have digits of three lines."""

SEGMENTS = "impact.segments"
"""The list of the impact segments."""


class FiguresScreen(BuilderScreen):
    """The calculator, over the section."""

    CSS_PATH = "figures.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WITH_DIGITS, "-middle"), (116, "-wide")]
    HELP = """\
## Impact calculator

Top: the four figures that matter most. Below them: when there was impact, from your timeline; press {grid.add} to add a
row for one service or region. Left: inputs. Fill in what you know and skip the rest. Right: the figures, updated as you
type. The selected figure's formula is at the bottom.

- {to_do}: next missing input. **Tab**: next field.
- {figures.state} on a figure: override it, with a reason. {figures.computed}: go back to the computed value. pmtui
  keeps both.
- {figures.known}: fill blank inputs from your config. {figures.remember}: save these inputs for the next incident.
- Estimates and ranges are fine: `~1,200`, `800..1200`, `2.5k`, `$1,000-10,000/h`.

Signs: `✓` computed, `!` overridden, `○` missing inputs, `–` not applicable, `◐` invalid.
"""
    BINDINGS = [
        bind("figures.close", "close"),
        bind("review", "review", show=False, priority=True),
        bind("to_do", "next_wanted", tooltip="Go to the next missing input", priority=True),
        bind("mark", "mark", priority=True),
        bind("figures.known", "take_known", priority=True),
        bind("figures.remember", "remember", show=False, priority=True),
    ]

    def __init__(self, session: Session, saver: Saver, file_status: FileStatus, begin_at: str = "") -> None:
        """Make the screen for a session.

        Args:
            session: the session.
            saver: saves it to disk.
            file_status: the status of the file.
            begin_at: the path of the input, the figure, or the segment to start at.
        """
        super().__init__(session, saver, file_status)
        self.begin_at = begin_at
        self._focused: Question | None = None
        self._asked = ""

    # -- drawing -----------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Yield the status, the cards, the segments, the inputs and the figures, the explanation, and the keys."""
        yield StatusLine(self.session, self.saver)
        yield Notice(self.file_status)
        yield Static("", id="cards", markup=False, classes="pane")
        segments = AskedQuestion.of(model_questions()[SEGMENTS])
        yield SegmentEditor(self.session, segments, make_editor)
        with Horizontal(id="body"):
            with VerticalScroll(id="inputs", can_focus=False, classes="pane"):
                for heading, paths in self._groups():
                    yield Static(heading, classes="group", markup=False)
                    for path in paths:
                        yield FieldBox(self.session, model_questions()[path], _make_input)
            with Vertical(id="results"):
                yield FigureList(self.session)
        yield Panel("", id="explained", markup=False, classes="pane")
        yield KeyLine()

    def _groups(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the inputs by group, starting with those that this template's document needs."""
        printed = {question.path for question in all_questions(self.session.template)}
        wanted = {path for figure in FIGURES.values() if figure.place in printed for path in figure.inputs}
        for is_used in (True, False):
            for heading, paths in INPUTS:
                if bool(wanted & set(paths)) is is_used:
                    yield heading if is_used else f"{heading} (not in this document)", paths

    def begin(self) -> None:
        """Put the cursor where the author comes from: on the input, a figure's missing input, the figure, or the row.

        If that isn't on this screen, it goes to the first input.
        """
        put_title(self.query_one("#cards"), "Impact")
        put_title(self.query_one("#inputs"), "Inputs")
        put_title(self.query_one("#explained"), "Help")
        self._draw_cards()
        boxes = {box.question.path: box for box in self._inputs()}
        figure = figure_at(self.begin_at) or FIGURES.get(self.begin_at.removeprefix("figures."))
        if self.begin_at not in boxes and figure is not None:
            self.query_one(FigureList).go_to(figure.name)
            missing = next((path for path in self._wanted_inputs(figure.name) if path in boxes), "")
            if missing:
                boxes[missing].focus_editor()
            else:
                self.query_one(FigureList).focus()
        elif self.begin_at.startswith(f"{SEGMENTS}."):
            self.query_one(SegmentEditor).focus_first()
            self.call_next(focus_row, self.query_one(SegmentEditor), self.begin_at)
        else:
            boxes.get(self.begin_at, next(iter(boxes.values()))).focus_editor()

    @property
    def place(self) -> str:
        if self._focused is not None and question_at(self.session, self._focused.path) is not None:
            return self._focused.path
        definition = self.query_one(FigureList).in_hand()
        return definition.place if definition is not None else ""

    def _inputs(self) -> list[FieldBox]:
        return list(self.query_one("#inputs").query_children(FieldBox))

    def on_resize(self) -> None:
        when_drawn(self, self._draw_cards)

    def _draw_cards(self) -> None:
        size = self.app.size
        is_tall = size.height >= TALL and size.width >= _WITH_DIGITS
        shown = cards(self.session.standing.values, size.width - 2, is_tall=is_tall)
        draw(self.query_one("#cards", Static), shown, layout=False)

    def draw_all(self) -> None:
        self._draw_cards()
        for box in self._inputs():
            box.show()
        self.query_one(SegmentEditor).show()
        self.query_one(FigureList).show()
        for form in self.walk_children(StatingForm):
            form.show()
        self.query_one(StatusLine).show()
        self._explain()

    # -- explaining --------------------------------------------------------------------------------------------------

    @on(DescendantFocus)
    def _focus_moved(self, event: DescendantFocus) -> None:
        box = next((node for node in event.widget.ancestors_with_self if isinstance(node, FieldBox)), None)
        self._focused = box.question if box is not None else None
        self._follow(self._focused)
        self._explain()

    def _follow(self, question: Question | None) -> None:
        """Show the first figure that needs an input, while the author fills it in."""
        name = next((n for n, figure in FIGURES.items() if question is not None and question.path in figure.inputs), "")
        if name:
            self.query_one(FigureList).go_to(name)

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._explain()

    def _explain(self) -> None:
        panel = self.query_one("#explained", Static)
        stating = next(iter(self.walk_children(StatingForm)), None)
        on_figures = self.query_one(FigureList).has_focus or (stating is not None and stating.has_focus_within)
        definition = stating.definition if stating is not None else self.query_one(FigureList).in_hand()
        if on_figures and definition is not None:
            draw(panel, self._of_figure(definition), layout=False)
        elif self._focused is not None:
            draw(panel, _of_input(self._focused), layout=False)
        else:
            question = model_questions()[SEGMENTS]
            draw(panel, Content.assemble((question.prompt, "bold"), ("\n" + question.hint, look.QUIET)), layout=False)

    def _of_figure(self, definition: Definition) -> Content:
        values = self.session.standing.values
        figure = values.figures[definition.name]
        value = f": {values.figure_words(definition.place)}" if figure.state.has_value else ""
        where = self._printed_in(definition)
        printed = (
            f"In the document: {where}."
            if where
            else f"Not in this template. To add it: {{{{ figures.{definition.name} }}}}"
        )
        return Content.assemble(
            (visible(f"{definition.label}{value}"), "bold"),
            "\n" + visible(figure.formula),
            ("\n" + visible(printed), look.QUIET),
            ("\n" + visible(definition.definition), look.QUIET),
        )

    def _printed_in(self, definition: Definition) -> str:
        question = next((q for q in all_questions(self.session.template) if q.path == definition.place), None)
        return interview(self.session.template)[question.section].title if question is not None else ""

    # -- overriding --------------------------------------------------------------------------------------------------

    @on(FigureList.Wanted)
    async def _wanted(self, event: FigureList.Wanted) -> None:
        event.stop()
        if event.what == "state":
            await self._state(event.name)
        else:
            self._take_computed(event.name)

    async def _state(self, name: str) -> None:
        await self.query(StatingForm).remove()
        form = StatingForm(self.session, FIGURES[name], make_editor)
        await self.query_one("#results").mount(form)
        form.focus_first()

    @on(StatingForm.Left)
    async def _stated(self, event: StatingForm.Left) -> None:
        event.stop()
        await self.query(StatingForm).remove()
        self.query_one(FigureList).focus()

    def _take_computed(self, name: str) -> None:
        figure = self.session.standing.values.figures[name]
        edit = use_computed_edit(self.session.postmortem, name)
        if edit is not None and figure.computed is not None:
            if not self.session.attempt(edit, f"figures.{name}"):
                return
            self.settle()
            self.app.notify(
                f"The document now shows the computed value. Press {key_name(self, 'undo')} to undo.",
                timeout=4,
                markup=False,
            )
        elif figure.state is FigureState.RECORDED:
            self.app.notify("The document already shows the computed value.", timeout=3, markup=False)
        else:
            self.app.notify("Not computed yet. The line below shows what's missing.", timeout=4, markup=False)

    # -- actions -----------------------------------------------------------------------------------------------------

    @on(Done)
    def _go_on(self, event: Done) -> None:
        """Go to the next input, or from the last one to the figures."""
        event.stop()
        if not focus_next(self._inputs()):
            self.query_one(FigureList).focus()

    def action_next_wanted(self) -> None:
        """Go to the next missing input of a figure, or to a row that can't be used."""
        boxes = self._inputs()
        at = next((index for index, box in enumerate(boxes) if box.has_focus_within), -1)
        wanted = set(self._wanted_inputs())
        for box in [*boxes[at + 1 :], *boxes[: at + 1]]:
            if box.question.path in wanted and not box.has_focus_within:
                box.focus_editor()
                return
        if self.query_one(SegmentEditor).go_to_problem():
            return
        self.app.notify("No missing inputs here. The rest comes from the timeline.", timeout=4, markup=False)

    def _wanted_inputs(self, figure: str = "") -> Iterator[str]:
        """Yield the missing inputs of all figures, or of the named one."""
        values = self.session.standing.values
        for name, definition in FIGURES.items():
            if figure in ("", name) and values.figures[name].state is FigureState.PENDING:
                yield from (path for path in definition.inputs if not values.basis.has(path))

    async def action_mark(self) -> None:
        """Open or close the answer states of the focused input."""
        focused = self.focused
        box = next((n for n in focused.ancestors_with_self if isinstance(n, FieldBox)), None) if focused else None
        if box is not None:
            await box.toggle_marks()

    def action_take_known(self) -> None:
        """Fill the blank inputs from the config files."""
        self._tell(known_inputs.fill(self.session))
        self.settle()

    def action_remember(self) -> None:
        """Save the inputs to the config file; values that it has already need a second press."""
        done, self._asked = known_inputs.keep(self.session, self._asked)
        active_config(self).read_again()
        self._tell(done)

    def _tell(self, advice: Advice) -> None:
        self.app.notify(visible(key_map(self).told(advice)), timeout=8, markup=False)

    def show_place(self, place: str) -> None:
        """Focus the input that a change was in."""
        box = next((box for box in self._inputs() if box.question.path == place), None)
        if box is not None and not box.has_focus_within:
            box.focus_editor()

    def action_close(self) -> None:
        self.dismiss(None)


def _make_input(session: Session, question: Question, in_row: bool) -> Widget:
    """Return an editor for an input, without a placeholder: examples are shown below."""
    editor = make_editor(session, question, in_row)
    if isinstance(editor, LineEditor):
        editor.placeholder = ""
    return editor


def _of_input(question: Question) -> Content:
    example = f"\nFor example: {visible(question.example)}" if question.example else ""
    return Content.assemble(
        (visible(question.prompt), "bold"),
        ("\n" + visible(question.hint), look.QUIET),
        (example, f"{look.QUIET} italic"),
    )
