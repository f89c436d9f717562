"""The causes builder: an entry line that asks one why after another, and the tree of causes above it."""

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import DescendantFocus, Resize
from textual.widgets import Input, OptionList, Static

from pmtui.causes import tree_edits
from pmtui.causes.gates import expression
from pmtui.causes.questions import capitalized, first_sentence
from pmtui.causes.tree import Tree
from pmtui.causes.tree_edits import NODES
from pmtui.model.catalog import Question, model_questions
from pmtui.model.edit import AnyEdit, Set, apply, as_one
from pmtui.model.scales import WhyTrack
from pmtui.session import cause_messages
from pmtui.session.entry_lines import question_for_causes
from pmtui.session.file_status import FileStatus
from pmtui.session.known_words import known_words
from pmtui.session.session import Session
from pmtui.session.unfinished_text import keep, pending
from pmtui.template.interview import all_questions
from pmtui.text import visible
from pmtui.tui import look
from pmtui.tui.autosave import Saver
from pmtui.tui.binding import bind, key_map, key_name
from pmtui.tui.editors.entry_line import EntryLine
from pmtui.tui.editors.field_form import FieldForm
from pmtui.tui.editors.registry import make_editor
from pmtui.tui.screens.builder import BuilderScreen
from pmtui.tui.tables.cause_tree import CauseTree
from pmtui.tui.textual_workarounds import draw, put_title, when_drawn
from pmtui.tui.widgets.key_line import KeyLine
from pmtui.tui.widgets.notice import Notice
from pmtui.tui.widgets.status_line import StatusLine

STRANDS = {
    "causes.not_caught": WhyTrack.NOT_CAUGHT,
    "causes.late_detection": WhyTrack.NOT_CAUGHT,
    "causes.slow_recovery": WhyTrack.SLOW_RECOVERY,
}
"""The track that a template's question is about, if it isn't the first."""

_LEGEND = {
    "causes.trigger": "trigger",
    "causes.factor": "factor",
    "causes.root": "root",
    "causes.no_role": "none",
    "causes.joint": "and/or",
    "causes.group": "group",
    "causes.evidence": "events",
    "causes.chain": "5 whys",
}


@dataclass(frozen=True)
class _Understood:
    """An answer that was added next to others.

    Attributes:
        text: the answer.
        at: the id of the cause that the question was about.
        ways: its interpretations, the one in use last.
        revision: the session's revision right after it.
        other: the tree under the other interpretation; None if there's only one.
    """

    text: str
    at: str
    ways: list[tree_edits.Joining]
    revision: int
    other: Tree | None


class CausesScreen(BuilderScreen):
    """The builder, over the section.

    Attributes:
        outline: the tree of causes.
        at: the id of the cause that the question is about; empty for the first question.
    """

    CSS_PATH = "causes.tcss"
    HELP = """\
## Causes builder

Answer the question above the entry line. **Enter** adds your answer and asks why that happened. To go back up and add
another cause, press **Enter** on an empty line. Start it with "and" if all were needed, with "or" if any one was
enough. If you use both, the earlier causes become a group: (A and B) or C. pmtui shows how it read your answer. Stop at
something your team can change. Five whys is a guideline, not a rule.

- {next}, {before}: next and previous question (why it happened, why it wasn't caught, why recovery was slow).
- {other_reading}: right after an answer with "and" or "or", switch to its other interpretation, if it has one;
  otherwise, rephrase the question.
- Paste several lines to import them.
- {causes.back}: from the tree to the entry line, then back to your section. It first clears the line; **Right**
  restores its text.

In the tree (press {entry.table}):

- {causes.edit} edits, {causes.answer} adds a cause, {causes.remove} removes one and everything under it.
- {causes.trigger}, {causes.factor}, {causes.root} mark a trigger, contributing factor, or root cause;
  {causes.no_role} clears the mark.
- {causes.joint} switches between *and* and *or*. {causes.group} groups a cause with the one above it, or
  ungroups it.
- {causes.evidence} links evidence, {causes.actions} links actions. {causes.chain} ends the 5 Whys at this cause.
- {causes.cut}, {causes.paste} cut and paste; {causes.indent}, {causes.outdent} indent and outdent; {causes.up},
  {causes.down} move; {causes.fold} collapses.
- {causes.import} imports 5 Whys from text.

At the right of a cause, and above its whole text below the tree: its evidence, the actions that address it
(`! no action`: none does, but one should), and its role.
"""
    BINDINGS = [
        bind("causes.close", "close", priority=True),
        bind("review", "review", show=False, priority=True),
        bind("causes.back", "back"),
        bind("next", "strand(1)", tooltip="Go to the next of the three questions", priority=True),
        bind("before", "strand(-1)", tooltip="Go to the previous of the three questions", show=False, priority=True),
        bind("other_reading", "reword", "Rephrase", tooltip="Rephrase the question", show=False, priority=True),
    ]

    def __init__(
        self,
        session: Session,
        saver: Saver,
        file_status: FileStatus,
        strand: WhyTrack = WhyTrack.HAPPENED,
        begin_at: str = "",
    ) -> None:
        super().__init__(session, saver, file_status)
        self.outline = CauseTree(session, self.draw_tree)
        self.outline.strand = strand
        self.at = ""
        self.begin_at = begin_at
        self._understood: _Understood | None = None

    @property
    def causes(self) -> Tree:
        return self.outline.causes

    @property
    def strand(self) -> WhyTrack:
        """The track on screen."""
        return self.outline.strand

    @property
    def place(self) -> str:
        asked = [each.path for each in all_questions(self.session.template) if each.path.startswith("causes.")]
        of_track = (path for path in asked if STRANDS.get(path, WhyTrack.HAPPENED) is self.strand)
        return next(of_track, asked[0] if asked else "")

    @property
    def entry(self) -> EntryLine:
        return self.query_one(EntryLine)

    # -- drawing -----------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Yield the status, the tree, a hint, the selected cause with its question and the entry line, and the keys."""
        yield StatusLine(self.session, self.saver)
        yield Notice(self.file_status)
        yield self.outline
        yield Static("", id="said", markup=False)
        with Vertical(id="asking", classes="pane"):
            yield Static("", id="above", markup=False)
            yield Static("", id="question", markup=False)
            line = EntryLine(self._take, self._note, "because…")
            line.read_words = lambda: known_words(self.session)
            yield line
            yield Static("", id="reading", markup=False)
        yield KeyLine()

    def begin(self) -> None:
        """Start in the entry line, where the author stopped."""
        self.at = question_for_causes(self.causes, self.strand)
        self.draw_all()
        begun = self._half_typed()
        if not self.begin_at and begun is not None:
            self.at = begun
            self.draw_all()
        shown = self.at
        if self.begin_at in self.causes.nodes:
            shown = self.begin_at
            self.at = self.causes.asked(shown)
            self.outline.unfold(shown)
            self.draw_all()
        self.outline.go_to(shown)
        (self.outline if self.begin_at else self.entry).focus()

    def on_resize(self, event: Resize) -> None:
        when_drawn(self, self.settle)

    def draw_tree(self) -> None:
        if self.at and self.at not in self.causes.nodes:
            self.at = ""
        self.outline.show()
        self._draw_asking()

    def draw_all(self) -> None:
        self.draw_tree()
        put_title(self.outline, Content("   ").join(self._track_name(strand) for strand in WhyTrack))
        for form in self.walk_children(FieldForm):
            form.show()
        self.query_one(StatusLine).show()

    def _track_name(self, strand: WhyTrack) -> Content:
        """Return a track's question, and how many causes it has; the one that's shown has a sign before it."""
        sign, style = ("▸ ", "") if strand is self.strand else ("", f"not bold {look.QUIET}")
        count = len(list(self.causes.conditions(strand)))
        return Content.assemble((f"{sign}{strand.label}", style), (f" {count}", f"not bold {look.QUIET}"))

    def _pending_at(self, node_id: str) -> str:
        """Return the path that keeps an unfinished answer to a cause's question."""
        return f"{NODES}.{node_id}.parent" if node_id else f"causes.tops.{self.strand.value}.junction"

    @property
    def pending(self) -> str:
        """The path that keeps the text of the entry line."""
        return self._pending_at(self.at)

    def _half_typed(self) -> str | None:
        """Return the cause with an unfinished answer on this track, empty for the first question; None without one."""
        places = ["", *(node.id for _, node in self.causes.walk(self.strand))]
        return next((place for place in places if pending(self.session, self._pending_at(place))), None)

    def _draw_asking(self) -> None:
        self._show_entry()
        above = [node for node in self.causes.path(self.at) if not self.causes.is_group(node.id)] if self.at else []
        node = self.causes.nodes.get(self.outline.current)
        if self.outline.has_focus:
            put_title(self.query_one("#asking"), "Selected", self.outline.known(node) if node is not None else "")
        else:
            put_title(self.query_one("#asking"), f"Why {len(above) + 1}")
        room, width = 5 if self.has_class("-tall") else 4, self.app.size.width - 2
        about = self._whole(width, room - 1)
        question = visible(self.causes.question(self.at, self.strand))
        draw(self.query_one("#above", Static), Content("\n").join(about), layout=False)
        draw(self.query_one("#question", Static), "\n".join(look.wrapped(question, width, width, room - len(about))))
        draw(self.query_one("#reading", Static), visible(self._how()), layout=False)
        self.say()

    def _whole(self, width: int, most: int) -> list[Content]:
        """Return the text of the selected cause, or of the one that's asked about, in so many lines at most."""
        node = self.causes.nodes.get(self.outline.current if self.outline.has_focus else self.at)
        if node is None:
            first = "The first question. Its answers are what had to be so for it to happen."
            return [Content.styled(first, look.QUIET)]
        return [Content(line) for line in look.wrapped(" ".join(visible(node.text).split()), width, width, most)]

    def _how(self) -> str:
        """Return the hint about keys: the tree's, or how to add another cause next to the present ones."""
        if self.outline.has_focus:
            return key_map(self).legend(_LEGEND)
        answers = self.causes.answers(self.at, self.strand)
        if not answers:
            return f"Enter: add and ask why   Enter on empty line: go up   {key_name(self, 'entry.table')}: tree"
        lead = 'Add another? Start with "and" or "or". So far: '
        for most in (40, 28, 20, 14, 10, 7):
            known = expression(self.causes, self.at, self.strand, most) or first_sentence(answers[0].text)
            if len(lead) + len(known) <= self._room:
                break
        return self._fitting(f"{lead}{known}")

    @property
    def _room(self) -> int:
        """The number of characters that fit on a line."""
        return max(20, self.size.width - 4)

    def _fitting(self, line: str) -> str:
        room = self._room
        return line if len(line) <= room else f"{line[: room - 1]}…"

    def say(self) -> None:
        """Show the hint that helps most now."""
        in_hand = self.outline.current if self.outline.has_focus else ""
        last = self._understood if self._is_last_said() and not self.entry.value and not in_hand else None
        how = key_name(self, "other_reading")
        lines = (
            cause_messages.understood(self.causes, last.at, self.strand, last.other, how, self._room) if last else []
        )
        self.set_class(len(lines) > 1, "-understood")
        words = "\n".join(lines) or key_map(self).told(
            cause_messages.helping(self.causes, self.strand, self.at, self.entry.value.strip(), in_hand)
        )
        draw(self.query_one("#said", Static), visible(words), layout=False)

    # -- the conversation --------------------------------------------------------------------------------------------

    def _note(self, text: str) -> None:
        """Keep the text of the entry line, and show a hint."""
        if text != pending(self.session, self.pending):
            if self.session.is_read_only:
                self.call_next(self.session.refuse, NODES)
                return
            keep(self.session, self.pending, text, self.pending, origin=self)
        if self.is_mounted:
            self.say()

    def _show_entry(self) -> None:
        self.entry.cleared_as = f"{self.session.path}:{self.pending}"
        text = pending(self.session, self.pending)
        if text != self.entry.value:
            self.entry.value = text
            self.entry.cursor_position = len(text)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()

    def _take(self) -> None:
        """Add the answer and ask why that happened; on an empty line, go back up."""
        text = self.entry.value.strip()
        if not text:
            self._up()
            return
        answers = self.causes.answers(self.at, self.strand)
        said, text = cause_messages.joint(text) if answers else (None, text)
        self._add(capitalized(text), tree_edits.ways(self.causes, self.at, self.strand, said))

    def _add(self, text: str, ways: list[tree_edits.Joining]) -> None:
        """Add an answer in its first interpretation, and show how pmtui read it."""
        ids = self.session.make_id(), self.session.make_id()
        at, before = self.at, self.causes
        made = [tree_edits.joined(before, ids, at, self.strand, text, way) for way in ways]
        other = Tree(apply(before.postmortem, as_one(made[1]))) if len(made) > 1 else None
        if self.outline.apply([*made[0], Set(path=f"typed.{self.pending}", value=None)], ids[0]):
            turned = [*ways[1:], ways[0]]
            self._understood = _Understood(text, at, turned, self.session.revision, other)
            self.at = ids[0]
            self.outline.unfold(ids[0])
            self.draw_tree()
            self.outline.go_to(ids[0])

    def _is_last_said(self) -> bool:
        """Return whether the last change was an answer added next to others."""
        return self._understood is not None and self._understood.revision == self.session.revision

    def _take_otherwise(self) -> bool:
        """Switch the last answer to its other interpretation; return whether there was one."""
        last = self._understood
        if last is None or not self._is_last_said() or len(last.ways) < 2 or self.session.undo() is None:
            return False
        self.at = last.at
        self._add(last.text, last.ways)
        return True

    def _up(self) -> None:
        if not self.at:
            following, back = key_name(self, "next"), key_name(self, "causes.back")
            words = f"You're at the first question. Press {following} for the next one, or {back} to go back."
            self.app.notify(words, timeout=4, markup=False)
            return
        self.at = self.causes.asked(self.causes.parent(self.at))
        self._draw_asking()
        self.outline.go_to(self.at)

    @on(DescendantFocus)
    def _focus_moved(self, event: DescendantFocus) -> None:
        """Show the keys of the focused part."""
        if event.widget is self.outline or event.widget is self.entry:
            self._draw_asking()

    @on(EntryLine.ToTable)
    def _to_tree(self, event: EntryLine.ToTable) -> None:
        event.stop()
        self.outline.focus()
        self.outline.go_to(self.at)
        self.say()

    @on(EntryLine.Cancelled)
    def _cancelled(self, event: EntryLine.Cancelled) -> None:
        event.stop()
        if not event.text:
            self.action_back()

    @on(EntryLine.Pasted)
    def _pasted(self, event: EntryLine.Pasted) -> None:
        event.stop()
        self._read_in(event.text)

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if self.outline.has_focus:
            self.at = self.causes.asked(self.outline.current)
            self._draw_asking()

    @on(OptionList.OptionSelected)
    async def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        await self.action_edit()

    # -- changing ----------------------------------------------------------------------------------------------------

    def action_answer(self) -> None:
        """Ask for another cause of the selected one."""
        self.at = self.causes.asked(self.outline.current)
        self._draw_asking()
        self.entry.focus()

    async def action_edit(self) -> None:
        """Edit all fields of the selected cause."""
        node_id = self.outline.current
        if not node_id:
            await self._open_form("First question", self._of_question(""))
            return
        columns = {column.name: column for column in model_questions()[NODES].columns}
        is_group = self.causes.is_group(node_id)
        names = cause_messages.OF_GROUPS if is_group else cause_messages.FIELDS
        how = "A group: if you add text, it becomes a cause." if is_group else "Tab: next field."
        questions = [columns[name].in_row(node_id) for name in names]
        await self._open_form(f"{how} {key_name(self, 'form.leave')}: back to the tree.", questions)

    def _of_question(self, node_id: str) -> list[Question]:
        if node_id:
            columns = {column.name: column for column in model_questions()[NODES].columns}
            return [columns["question"].in_row(node_id)]
        return [model_questions()[f"causes.tops.{self.strand.value}.question"]]

    async def action_reword(self) -> None:
        """Switch the last answer to its other interpretation; if there's none, edit the question."""
        if self._take_otherwise():
            return
        heading = f"Rephrase: {self.causes.question(self.at, self.strand)}"
        await self._open_form(heading, self._of_question(self.at))

    async def _open_form(self, heading: str, questions: list[Question]) -> None:
        await self.query(FieldForm).remove()
        form = FieldForm(self.session, heading, questions, make_editor)
        self.add_class("-editing")
        await self.mount(form, before=self.query_one(KeyLine))
        form.focus_first()

    @on(FieldForm.Left)
    async def _left(self, event: FieldForm.Left) -> None:
        event.stop()
        await self.query(FieldForm).remove()
        self.remove_class("-editing")
        self.draw_all()
        self.outline.focus()

    # -- importing ------------------------------------------------------------------------------------------------

    def action_read_in(self) -> None:
        """Import 5 Whys from a text."""
        self._read_in("")

    def _read_in(self, text: str) -> None:
        from pmtui.tui.screens.import_whys import ReadInScreen

        screen = ReadInScreen(self.session, self.at, self.strand, text)

        def taken(edits: list[AnyEdit] | None) -> None:
            if edits:
                self.outline.do(edits, self.at)
            self.draw_all()
            self.entry.focus()

        self.app.push_screen(screen, taken)

    # -- moving -----------------------------------------------------------------------------------------------------

    def action_strand(self, by: int) -> None:
        """Go to the next track, or the previous one."""
        strands = list(WhyTrack)
        self.outline.strand = strands[(strands.index(self.strand) + by) % len(strands)]
        self.at = self._half_typed() or ""
        self.draw_all()
        self.outline.go_to(self.at)
        if not self.outline.has_focus or not self.causes.tops(self.strand):
            self.entry.focus()
        self._draw_asking()

    def action_close(self) -> None:
        self.dismiss(None)

    def action_back(self) -> None:
        """Go back one step: cancel a cut, then to the entry line, then to the section."""
        if self.outline.cut:
            self.outline.cut = ""
            self.draw_tree()
        elif self.outline.has_focus:
            self.entry.focus()
            self._draw_asking()
        else:
            self.dismiss(None)
