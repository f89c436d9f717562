"""The causes builder: one why after the other in a line, over a tree of conditions."""

import time

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Footer, Input, OptionList, Static

from pmtui.causes import changes, nudges
from pmtui.causes.questions import first_sentence
from pmtui.causes.tree import Tree
from pmtui.model.catalog import leaves
from pmtui.model.conditions import EVENT
from pmtui.model.edit import AnyEdit, Set
from pmtui.model.scales import Junction, Strand
from pmtui.plain import visible
from pmtui.tui.drawing import closed_help, draw
from pmtui.tui.keeping import Keeping
from pmtui.tui.registry import make_editor
from pmtui.tui.saver import Saver
from pmtui.tui.screens.pick import PickScreen
from pmtui.tui.session import Changed, Session
from pmtui.tui.spec import Spec
from pmtui.tui.timeline_edits import joined
from pmtui.tui.widgets.cause_tree import CauseTree
from pmtui.tui.widgets.entry_line import EntryLine
from pmtui.tui.widgets.field_box import FieldBox
from pmtui.tui.widgets.field_form import FieldForm
from pmtui.tui.widgets.notice import Notice
from pmtui.tui.widgets.status_line import StatusLine

STRANDS = {
    "causes.not_caught": Strand.NOT_CAUGHT,
    "causes.late_detection": Strand.NOT_CAUGHT,
    "causes.slow_recovery": Strand.SLOW_RECOVERY,
}
"""The strand that a question of the interview is about, where it isn't the first."""

_PLACE = changes.PATH
_SETTLE = 0.06
_FIELDS = ("text", "role", "how", "evidence", "question", "junction", "began", "noticed")
_HOW = "Enter: deeper. Enter on nothing: back up, for another answer. Up: the tree"
_LEGEND = "T trigger C factor R root N none  j joint  w 5 whys  x cut v paste  > < move"


class CausesScreen(Screen[None]):
    """The builder, over the interview."""

    CSS_PATH = "causes.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (116, "-wide")]
    HELP = """\
## The causes builder

A question stands above the line. Type what made it so: **Enter** takes the answer and asks why that was so. Enter on
an empty line goes back up one question, for another answer to it; begin that answer with *and* where both were needed,
with *or* where either would do. Five whys are a hint. Stop where your organisation can change something.

**F7** and **F6** go through the three questions: why it happened, why it wasn't caught, why recovery took long.
**Ctrl+R** words the question anew. Several lines pasted into the line are read as whys.

**Up** goes to the tree: Enter edits a condition, **a** answers it, **d** removes it with what hangs on it. **T**,
**C**, **R** mark a trigger, a contributing factor, a root cause; **N** takes the mark away. **j** says whether its
answers were all needed (`&`) or either would do (`|`). **e** picks the events that show it, **A** the actions that
address it; **w** lets the document's numbered whys end there. **x** cuts and **v** pastes under the cursor, **>** and
**<** move deeper and higher, Alt+Up and Alt+Down among their neighbours, Space folds, **i** reads whys in.

Before a line: `T C R` what it was, `e` evidence, `!` no action addresses it.
"""
    BINDINGS = [
        Binding("escape,ctrl+g", "close", "Back", id="causes.close", tooltip="Back to the interview"),
        Binding("f7", "strand(1)", "Next question", priority=True, id="causes.next", tooltip="The next of the three"),
        Binding("f6", "strand(-1)", "Question before", show=False, priority=True, id="causes.before"),
        Binding("ctrl+r", "reword", "Reword", priority=True, id="causes.reword", tooltip="Word the question anew"),
        Binding("ctrl+z", "undo", "Undo", show=False, priority=True, id="causes.undo"),
        Binding("ctrl+y", "redo", "Redo", show=False, priority=True, id="causes.redo"),
    ]

    def __init__(self, session: Session, saver: Saver, keeping: Keeping, strand: Strand = Strand.HAPPENED) -> None:
        """Make the screen for a session, at one of the three questions."""
        super().__init__()
        self.session = session
        self.saver = saver
        self.keeping = keeping
        self.strand = strand
        self.at = ""
        self._settling: Timer | None = None
        self._settle_after = _SETTLE
        self._causes: tuple[int, Tree] | None = None

    @property
    def causes(self) -> Tree:
        """The tree as the record stands."""
        if self._causes is None or self._causes[0] != self.session.revision:
            self._causes = (self.session.revision, Tree(self.session.postmortem))
        return self._causes[1]

    @property
    def outline(self) -> CauseTree:
        """The outline."""
        return self.query_one(CauseTree)

    @property
    def entry(self) -> EntryLine:
        """The line that takes answers."""
        return self.query_one(EntryLine)

    # -- drawing -----------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The status, the three questions, the tree beside the path, the question, the line, the keys."""
        yield StatusLine(self.session, self.saver)
        yield Notice(self.keeping)
        yield Static("", id="strands", markup=False)
        with Horizontal(id="body"):
            yield CauseTree(self.session)
            yield Static("", id="path", markup=False)
        yield Static("", id="said", markup=False)
        with Vertical(id="asking"):
            yield Static("", id="above", markup=False)
            yield Static("", id="question", markup=False)
            yield EntryLine(self._take, self._note, "what made it so")
            yield Static(_HOW, id="reading", markup=False)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Begin with the line, where the conversation stopped."""
        self.session.listen(self._changed)
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        deepest = max(self.causes.walk(self.strand), key=lambda found: found[0], default=None)
        self.at = deepest[1].id if deepest is not None and not self.causes.roots() else ""
        self.outline.strand = self.strand
        self.draw_all()
        self.outline.go_to(self.at)
        self.entry.focus()

    def on_unmount(self) -> None:
        """Don't listen any more."""
        self.session.ignore(self._changed)

    def on_resize(self, event: Resize) -> None:
        """Fit the lines to the new width."""
        self.call_after_refresh(self.draw_all)

    def _changed(self, change: Changed) -> None:
        """Draw the field that changed at once, the rest when typing rests."""
        if not self.is_mounted:
            return
        for box in self.query(FieldBox):
            if change.place == box.spec.path and change.origin is not box.editor:
                box.show()
        if self._settling is not None:
            self._settling.stop()
        self._settling = self.set_timer(self._settle_after, self.draw_all)

    def draw_all(self) -> None:
        """Draw everything that follows from the record."""
        begin = time.perf_counter()
        if self.at and self.at not in self.causes.nodes:
            self.at = ""
        self.outline.show(self.causes)
        counts = {strand: len(list(self.causes.walk(strand))) for strand in Strand}
        names = [f"{'▶ ' if strand is self.strand else ''}{strand.label} ({counts[strand]})" for strand in Strand]
        draw(self.query_one("#strands", Static), "  ".join(names), layout=False)
        self._draw_asking()
        self._show_entry()
        for form in self.query(FieldForm):
            form.show()
        self.query_one(StatusLine).show()
        self._settle_after = max(_SETTLE, 6 * (time.perf_counter() - begin))

    def _draw_asking(self) -> None:
        path = [first_sentence(node.text) or "…" for node in self.causes.path(self.at)] if self.at else []
        draw(self.query_one("#path", Static), self._path_words(path))
        draw(self.query_one("#above", Static), self._end_of(visible(" › ".join(path))), layout=False)
        draw(self.query_one("#question", Static), visible(self.causes.question(self.at, self.strand)), layout=False)
        self._say()

    def _end_of(self, line: str) -> str:
        """Return a line as far as there's room, its end rather than its beginning."""
        room = max(20, self.size.width - 4)
        return line if len(line) <= room else f"…{line[1 - room :]}"

    def _path_words(self, path: list[str]) -> Content:
        question = self.causes.question("", self.strand)
        steps = [f"{'  ' * depth}{'└ ' if depth else ''}{words}" for depth, words in enumerate([question, *path])]
        return Content("\n".join(visible(step) for step in steps))

    def _say(self) -> None:
        """Say the one thing that may help now: about the answer that is typed, else about the condition in hand."""
        typed = self.entry.value.strip()
        if self.outline.has_focus and self.outline.current:
            words = nudges.about_node(self.causes, self.causes.nodes[self.outline.current]) or _LEGEND
        elif typed:
            words = self._about_typed(typed)
        elif self.at:
            words = nudges.about_leaf(self.causes, self.causes.nodes[self.at])
        else:
            words = ""
        words = words or nudges.about_tree(self.causes, self.strand) or (_LEGEND if self.outline.has_focus else "")
        draw(self.query_one("#said", Static), visible(words), layout=False)

    def _about_typed(self, typed: str) -> str:
        answers = self.causes.answers(self.at, self.strand)
        junction, text = _joint(typed) if answers else (None, typed)
        if junction is not None:
            return "Both were needed together." if junction is Junction.ALL else "Either of them would do."
        return nudges.about_text(self.session.postmortem, text, self.causes.question(self.at, self.strand))

    # -- the conversation --------------------------------------------------------------------------------------------

    def _note(self, text: str) -> None:
        """Keep what stands in the line, and say what may help."""
        known = self.session.postmortem.typed.get(_PLACE, "")
        if text != known:
            if self.session.is_read_only:
                self.call_next(self.session.refuse, _PLACE)
                return
            if not text:
                self.session.close_step()  # clearing the line is a step of its own
            self.session.apply(Set(path=f"typed.{_PLACE}", value=text or None), _PLACE, typing=True, origin=self)
            if text.endswith(" "):
                self.session.close_step()
        if self.is_mounted:
            self._say()

    def _show_entry(self) -> None:
        text = self.session.postmortem.typed.get(_PLACE, "")
        if text != self.entry.value:
            self.entry.value = text

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()

    def _take(self) -> None:
        """Enter: take the answer and ask why that was so; on an empty line, go back up."""
        text = self.entry.value.strip()
        if not text:
            self._up()
            return
        answers = self.causes.answers(self.at, self.strand)
        junction, text = _joint(text) if answers else (None, text)
        node_id = self.session.make_id()
        edits = changes.adding(self.causes, node_id, self.at, self.strand, text[:1].upper() + text[1:])
        if junction is not None:
            edits.append(changes.saying_joint(self.at, self.strand, junction))
        edits.append(Set(path=f"typed.{_PLACE}", value=None))
        if self._apply(edits, node_id):
            self.at = node_id
            self.draw_all()
            self.outline.go_to(node_id)

    def _up(self) -> None:
        if not self.at:
            self.app.notify("This is the first question. F7 goes to the next of the three, Escape back.", timeout=4,
                            markup=False)  # fmt: skip
            return
        self.at = self.causes.parent(self.at)
        self._draw_asking()
        self.outline.go_to(self.at)

    @on(EntryLine.ToTable)
    def _to_tree(self, event: EntryLine.ToTable) -> None:
        event.stop()
        self.outline.focus()
        self.outline.go_to(self.at)
        self._say()

    @on(EntryLine.Cancelled)
    def _cancelled(self, event: EntryLine.Cancelled) -> None:
        event.stop()
        if not event.had_text:
            self.action_close()

    @on(EntryLine.Pasted)
    def _pasted(self, event: EntryLine.Pasted) -> None:
        event.stop()
        self._read_in(event.text)

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if self.outline.has_focus:
            self.at = self.outline.current
            self._draw_asking()

    @on(OptionList.OptionSelected)
    async def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        await self.action_edit()

    # -- changing ----------------------------------------------------------------------------------------------------

    def _apply(self, edits: list[AnyEdit], node_id: str) -> bool:
        if not edits:
            return False
        place = f"{_PLACE}.{node_id}" if node_id else _PLACE
        before = self.session.revision
        self.session.apply(joined(edits), place)
        return self.session.revision != before

    def _do(self, edits: list[AnyEdit], node_id: str = "") -> None:
        """Make edits one step, draw them, and keep the cursor where it belongs."""
        if self._apply(edits, node_id):
            if node_id in self.causes.nodes:
                self.outline.unfold(self.causes, node_id)
            self.draw_all()
            if node_id in self.causes.nodes:
                self.outline.go_to(node_id)

    def action_answer(self) -> None:
        """Ask why the condition in hand was so."""
        self.at = self.outline.current
        self._draw_asking()
        self.entry.focus()

    async def action_edit(self) -> None:
        """Edit all that the condition in hand holds."""
        node_id = self.outline.current
        if not node_id:
            await self._open_form("The first question", self._question_specs(""))
            return
        columns = {column.name: column for column in leaves()[_PLACE].columns}
        specs = [Spec.of_column(columns[name], _PLACE, node_id) for name in _FIELDS]
        await self._open_form("Enter goes on, Escape goes back to the tree.", specs)

    def _question_specs(self, node_id: str) -> list[Spec]:
        if node_id:
            columns = {column.name: column for column in leaves()[_PLACE].columns}
            return [Spec.of_column(columns["question"], _PLACE, node_id)]
        return [Spec.of_leaf(leaves()[f"causes.tops.{self.strand.value}.question"])]

    async def action_reword(self) -> None:
        """Word the question that is asked anew."""
        heading = f"Instead of: {self.causes.question(self.at, self.strand)}"
        await self._open_form(heading, self._question_specs(self.at))

    async def _open_form(self, heading: str, specs: list[Spec]) -> None:
        await self.query(FieldForm).remove()
        form = FieldForm(self.session, heading, specs, make_editor)
        self.add_class("-editing")
        await self.mount(form, before=self.query_one(Footer))
        form.focus_first()

    @on(FieldForm.Left)
    async def _left(self, event: FieldForm.Left) -> None:
        event.stop()
        await self.query(FieldForm).remove()
        self.remove_class("-editing")
        self.draw_all()
        self.outline.focus()

    def action_remove(self) -> None:
        """Take the condition in hand out, with all that hangs on it."""
        node_id = self.outline.current
        if not node_id:
            return
        count = len(self.causes.below(node_id))
        parent = self.causes.parent(node_id)
        self._do(changes.removing(self.causes, node_id), node_id)
        self.at = parent
        self.outline.go_to(parent)
        words = "Removed." if count == 1 else f"Removed, with the {count - 1} below it."
        self.app.notify(f"{words} Ctrl+Z brings back.", timeout=4, markup=False)

    def action_role(self, role: str) -> None:
        """Mark what the condition in hand was."""
        node_id = self.outline.current
        if node_id:
            self._do([Set(path=f"{_PLACE}.{node_id}.role", value=role or None)], node_id)
            self._say()

    def action_joint(self) -> None:
        """Say how the answers to the question in hand belong together: not said, all, either."""
        node_id = self.outline.current
        if len(self.causes.answers(node_id, self.strand)) < 2:
            self.app.notify("It has fewer than two answers. Press a to add one.", timeout=4, markup=False)
            return
        self._do(changes.joining(self.causes, node_id, self.strand), node_id)
        junction = self.causes.junction(node_id, self.strand)
        words = junction.label if junction else "How they belong together isn't said"
        self.app.notify(f"{words}.", timeout=3, markup=False)

    def action_chain(self) -> None:
        """Let the document's numbered whys end with the condition in hand."""
        node_id = self.outline.current
        if node_id:
            self._do([Set(path="causes.chain_end", value=node_id)], node_id)
            count = len(self.causes.path(node_id))
            self.app.notify(f"The document's whys end here, after {count}.", timeout=4, markup=False)

    def action_cut(self) -> None:
        """Take the condition in hand up, to be put elsewhere; it stays until it's pasted."""
        self.outline.cut = "" if self.outline.cut == self.outline.current else self.outline.current
        self.draw_all()

    def action_paste_under(self) -> None:
        """Hang what was cut under the condition in hand."""
        cut = self.outline.cut
        if cut not in self.causes.nodes:
            self.app.notify("Nothing was cut: x takes a condition up.", timeout=4, markup=False)
            return
        edits = changes.moving(self.causes, cut, self.outline.current, self.strand)
        if not edits:
            self.app.notify("It can't hang on itself, or it hangs there already.", timeout=4, markup=False)
            return
        self.outline.cut = ""
        self._do(edits, cut)

    def action_fold(self) -> None:
        """Fold what hangs on the condition in hand, or show it again."""
        if self.outline.current:
            self.outline.folded ^= {self.outline.current}
            self.draw_all()

    def action_shift(self, by: int) -> None:
        """Move the condition in hand among its neighbours."""
        if self.outline.current:
            self._do(changes.shifting(self.causes, self.outline.current, by), self.outline.current)

    def action_indent(self) -> None:
        """Hang the condition in hand under the answer above it."""
        if self.outline.current:
            self._do(changes.indenting(self.causes, self.outline.current), self.outline.current)

    def action_outdent(self) -> None:
        """Let the condition in hand answer the question above."""
        if self.outline.current:
            self._do(changes.outdenting(self.causes, self.outline.current), self.outline.current)

    # -- links -------------------------------------------------------------------------------------------------------

    def action_evidence(self) -> None:
        """Pick the events that show the condition in hand."""
        node_id = self.outline.current
        events = self.session.postmortem.timeline
        if not node_id or not events:
            if node_id:
                self.app.notify("The timeline has no events yet; Enter takes links and notes.", timeout=4, markup=False)
            return
        node = self.causes.nodes[node_id]
        times = self.session.standing.values.event_times()
        entries = [(event.id, f"{times.get(event.id, '?'):>5} {event.event}") for event in events]
        chosen = {line.removeprefix(EVENT) for line in node.evidence if line.startswith(EVENT)}

        def taken(found: set[str] | None) -> None:
            if found is not None and found != chosen:
                others = [line for line in node.evidence if not line.startswith(EVENT)]
                picked = [f"{EVENT}{event.id}" for event in events if event.id in found]
                self._do([Set(path=f"{_PLACE}.{node_id}.evidence", value=[*picked, *others])], node_id)

        self.app.push_screen(PickScreen(f"Which events show it? {first_sentence(node.text)}", entries, chosen), taken)

    def action_actions(self) -> None:
        """Pick the action items that address the condition in hand."""
        node_id = self.outline.current
        actions = self.session.postmortem.actions
        if not node_id or not actions:
            if node_id:
                self.app.notify("There are no action items yet.", timeout=4, markup=False)
            return
        entries = [(action.id, action.description) for action in actions]
        chosen = {action.id for action in actions if node_id in action.addresses}

        def taken(found: set[str] | None) -> None:
            edits: list[AnyEdit] = []
            for action in actions if found is not None and found != chosen else ():
                kept = [each for each in action.addresses if each != node_id]
                new = [*kept, node_id] if action.id in (found or ()) else kept
                if tuple(new) != action.addresses:
                    edits.append(Set(path=f"actions.{action.id}.addresses", value=new))
            self._do(edits, node_id)

        words = first_sentence(self.causes.nodes[node_id].text)
        self.app.push_screen(PickScreen(f"Which actions address it? {words}", entries, chosen), taken)

    def action_read_in(self) -> None:
        """Read whys in from a text."""
        self._read_in("")

    def _read_in(self, text: str) -> None:
        from pmtui.tui.screens.read_in import ReadInScreen

        def taken(edits: list[AnyEdit] | None) -> None:
            if edits:
                self._do(edits, "")
                self.at = ""
            self.draw_all()
            self.entry.focus()

        self.app.push_screen(ReadInScreen(self.session, self.at, self.strand, text), taken)

    # -- going on ----------------------------------------------------------------------------------------------------

    def action_strand(self, by: int) -> None:
        """Go to the next of the three questions, or the one before."""
        strands = list(Strand)
        self.strand = strands[(strands.index(self.strand) + by) % len(strands)]
        self.outline.strand = self.strand
        self.at = ""
        self.draw_all()
        self.outline.go_to("")
        if not self.outline.has_focus:
            self.entry.focus()

    def action_undo(self) -> None:
        """Take the last change back."""
        if self.session.undo() is None:
            self.app.notify("Nothing to undo.", timeout=2, markup=False)
        self.draw_all()

    def action_redo(self) -> None:
        """Do the change that was taken back again."""
        if self.session.redo() is None:
            self.app.notify("Nothing to redo.", timeout=2, markup=False)
        self.draw_all()

    def action_close(self) -> None:
        """Close the help, where it's open; else go back to the interview."""
        if not closed_help(self):
            self.dismiss(None)


def _joint(text: str) -> tuple[Junction | None, str]:
    """Return how a further answer joins those before it, by its first word, and the answer without that."""
    first, _, rest = text.strip().partition(" ")
    junction = {"and": Junction.ALL, "or": Junction.ANY}.get(first.lower().strip(","))
    return (junction, rest.strip()) if junction is not None and rest.strip() else (None, text.strip())
