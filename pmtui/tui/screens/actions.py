"""All action items on one screen, and the causes that none of them addresses."""

from collections.abc import Callable, Iterator
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from pmtui.actions.coverage import actions_without_cause, causes_without_action
from pmtui.actions.selection import is_open, is_overdue
from pmtui.causes.evidence import cause_name
from pmtui.causes.questions import first_sentence
from pmtui.causes.tree import Tree
from pmtui.model.catalog import Question
from pmtui.model.edit import AnyEdit, Set, as_one
from pmtui.session import action_edits
from pmtui.session.all_actions import whole_list
from pmtui.session.file_status import FileStatus
from pmtui.session.session import Session
from pmtui.text import plural, visible
from pmtui.tui import cause_links, look
from pmtui.tui.autosave import Saver
from pmtui.tui.binding import bind, key_name
from pmtui.tui.editors.action_editor import ActionEditor, WholeListEditor
from pmtui.tui.editors.field_box import FieldBox
from pmtui.tui.editors.registry import make_editor
from pmtui.tui.editors.section_form import focus_row
from pmtui.tui.screens.builder import BuilderScreen
from pmtui.tui.screens.checklist import PickScreen
from pmtui.tui.textual_workarounds import CompactList, put_title
from pmtui.tui.widgets.key_line import KeyLine
from pmtui.tui.widgets.notice import Notice
from pmtui.tui.widgets.status_line import StatusLine


def _make_editor(session: Session, question: Question, in_row: bool) -> Widget:
    """Return the editor of the whole list, or of a field of a row."""
    return make_editor(session, question, in_row) if in_row else WholeListEditor(session, question, make_editor)


class ActionsScreen(BuilderScreen):
    """The whole list; after F7, what isn't linked: causes without an action, actions without a cause."""

    CSS_PATH = "actions.tcss"
    HELP = (
        ActionEditor.HELP
        + "\n{next}: causes without an action, and actions without a cause; press **Enter** on one to link it.\n"
    )
    BINDINGS = [
        bind("actions.close", "close", priority=True),
        bind("review", "review", show=False, priority=True),
        bind("next", "view", "Causes", tooltip="Switch between all actions and what isn't linked", priority=True),
    ]

    def __init__(self, session: Session, saver: Saver, file_status: FileStatus, begin_at: str = "") -> None:
        """Make the screen for a session, with the cursor at a place of the list, such as `actions.a1.owner`."""
        super().__init__(session, saver, file_status)
        self.begin_at = begin_at
        self.shows_links = False
        self._links: list[Callable[[], None] | None] = []

    def compose(self) -> ComposeResult:
        """Yield the status, the list, the view of what isn't linked, and the keys."""
        yield StatusLine(self.session, self.saver)
        yield Notice(self.file_status)
        with VerticalScroll(id="page", can_focus=False, classes="pane"):
            yield FieldBox(self.session, whole_list(), _make_editor)
        yield CompactList(id="links", compact=True, markup=False, classes="pane")
        yield KeyLine()

    @property
    def editor(self) -> ActionEditor:
        return self.query_one(ActionEditor)

    def begin(self) -> None:
        self.draw_all()
        self.editor.focus_first()
        if self.begin_at:
            self.call_next(focus_row, self.editor, self.begin_at)

    @property
    def place(self) -> str:
        return f"actions.{self.editor.table.current() or ''}"

    def draw_all(self) -> None:
        """Draw the list or the view, and the counts in the title."""
        self.query_one("#page").display = not self.shows_links
        options = self.query_one("#links", OptionList)
        options.display = self.shows_links
        record = self.session.postmortem
        causes, actions = causes_without_action(record), actions_without_cause(record)
        for pane in (self.query_one("#page"), options):
            put_title(pane, "Action items", self._counts(len(causes), len(actions)))
        at = options.highlighted
        options.clear_options()
        lines = list(self._link_lines())
        self._links = [pick for _, pick in lines]
        options.add_options([option for option, _ in lines])
        if options.option_count:
            options.highlighted = min(at or 1, options.option_count - 1)
        for box in self.query(FieldBox):
            box.show()
        self.editor.reviewed()
        self.query_one(StatusLine).show()

    def _counts(self, causes: int, actions: int) -> Content:
        """Return how many actions are done, open, and overdue, and how many causes and actions aren't linked."""
        record, today = self.session.postmortem, self.session.today()
        left = sum(is_open(action) for action in record.actions)
        overdue = sum(is_overdue(action, today) for action in record.actions)
        parts = [f"{len(record.actions) - left} done", f"{left} open"] if record.actions else []
        late = Content.styled(f"{overdue} overdue" if overdue else "", look.ERROR)
        missing, loose = f"{plural(causes, 'cause')} without action", f"{actions} without cause"
        how = f"({key_name(self, 'next')})" if causes or actions else ""
        counts: list[Content | str] = [
            *parts,
            late,
            Content.styled(missing if causes else "", look.WARN),
            Content.styled(loose if actions else "", look.WARN),
            how,
        ]
        while look.beside(*counts).cell_length > self.app.size.width - len("━ Action items   ━"):
            counts.pop()
        return look.beside(*counts)

    def _link_lines(self) -> Iterator[tuple[Option, Callable[[], None] | None]]:
        """Yield each line of the view, with what Enter does there."""
        record = self.session.postmortem
        if not record.causes.tree:
            words = f"No causes yet. Press {key_name(self, 'build')} in the causes section to add some."
            yield Option(Content(words), disabled=True), None
            return
        causes, actions = causes_without_action(record), actions_without_cause(record)
        yield Option(Content.assemble((f"Causes without action ({len(causes)})", "bold")), disabled=True), None
        for node in causes:
            yield Option(Content(visible(f"  {first_sentence(node.text)}"))), partial(self._pick_actions, node.id)
        yield Option(Content.assemble((f"Actions without cause ({len(actions)})", "bold")), disabled=True), None
        for action in actions:
            words = visible(f"  {' '.join(action.description.split())}")
            yield Option(Content(words)), partial(self._pick_causes, action.id)

    @on(OptionList.OptionSelected, "#links")
    def _link(self, event: OptionList.OptionSelected) -> None:
        """Ask for the actions of a cause, or the causes of an action."""
        event.stop()
        pick = self._links[event.option_index]
        if pick is not None:
            pick()

    def _do(self, edits: list[AnyEdit], element_id: str) -> None:
        if edits:
            place = edits[0].path.rpartition(".")[0] if isinstance(edits[0], Set) else "actions"
            self.session.attempt(as_one(edits), place)
            self.draw_all()

    def _pick_actions(self, cause_id: str) -> None:
        cause_links.pick_actions(self.app, self.session, cause_id, self._do)

    def _pick_causes(self, action_id: str) -> None:
        tree = Tree(self.session.postmortem)
        chosen = [action for action in self.session.postmortem.actions if action.id == action_id]
        entries = [(node.id, cause_name(node)) for node in tree.nodes.values() if not tree.is_group(node.id)]

        def taken(found: set[str] | None) -> None:
            if found is not None:
                self._do(action_edits.linking(chosen, found, list(tree.nodes)), action_id)

        self.app.push_screen(
            PickScreen(f"Which causes does it address? {chosen[0].description}", entries, set()), taken
        )

    def action_view(self) -> None:
        """Switch between the list and what isn't linked."""
        self.shows_links = not self.shows_links
        self.draw_all()
        if self.shows_links:
            self.query_one("#links").focus()
        else:
            self.editor.table.focus()

    def action_close(self) -> None:
        """Close the row's form or the view; if neither is open, go back to the section."""
        editor = self.editor
        if editor.leave_asking():
            return
        if self.shows_links:
            self.action_view()
        else:
            self.dismiss()
