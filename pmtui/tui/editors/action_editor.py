"""The action items: a line that takes them, over a table in which keys change one or several at once."""

from collections.abc import Callable
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from pmtui.actions.entry_line import ActionLine, completed, read_line
from pmtui.actions.pasted_list import PastedAction, read_list
from pmtui.actions.selection import SORTS
from pmtui.causes.evidence import cause_name
from pmtui.causes.questions import first_sentence
from pmtui.causes.tree import Tree
from pmtui.model.actions import Action
from pmtui.model.catalog import model_questions
from pmtui.model.edit import AnyEdit, Set, as_one
from pmtui.model.people import owners
from pmtui.model.scales import ActionStatus, ActionType, Choice, Priority, TimeFrame
from pmtui.session import action_edits
from pmtui.session.places import question_at
from pmtui.template.interview import AskedQuestion
from pmtui.text import clean_prose, plural, visible, weekday_date
from pmtui.tui import look
from pmtui.tui.action_messages import (
    action_body,
    action_head,
    asking_due,
    asking_owner,
    asking_reason,
    asking_ticket,
    these,
)
from pmtui.tui.binding import key_map, key_name, suggests
from pmtui.tui.editors.entry_editor import Asking, EntryEditor
from pmtui.tui.editors.entry_line import EntryLine
from pmtui.tui.screens.checklist import PickScreen
from pmtui.tui.tables.action_table import ActionTable, status_sign
from pmtui.tui.tables.table import Table
from pmtui.tui.textual_workarounds import Panel, draw

_LEGEND = {
    "action.status": "status",
    "action.priority": "priority",
    "action.owner": "owner",
    "action.due": "due",
    "action.decline": "decline",
    "action.causes": "causes",
    "action.filter": "filter",
    "action.sort": "sort",
}
_NOT_IN_FORM = frozenset({"addresses"})
"""Answers that have their own key, and no field in the row's form."""


class ActionEditor(EntryEditor):
    """The action items that a question is about."""

    HELP = """\
## Action items

Type what will be done, then the owner, due date, priority, and type, if you know them: `Add validation to the deploy
playbook @storage-team fri P1 #prevent`. Dates can be words (*fri*, *+2w*, *end of quarter*); pmtui shows the date below
the line. **Right** completes a name; after a bare `@`, `#`, or `P`, it repeats what the last action has.
{other_reading} treats the whole line as text. Paste a list to see what each line becomes, with checked boxes and nested
lines, before it's added. {entry.cancel} clears the line; **Right** restores its text, as does {undo}.

In the table, keys change the selected action, or every row you selected with {grid.select} ({grid.all} selects all):

- {action.status} status, {action.priority} priority, {action.goal} type, {action.horizon} time frame, {action.owner}
  owner, {action.due} due date, {action.tracker} ticket, {action.causes} causes
- {action.decline} declines it with a reason
- {action.sort} sorts, {action.filter} filters (*open*, *overdue*, *@name*, *#prevent*, or any word)
- {grid.edit} edits the row

{build}: all action items, and the causes none of them addresses.
"""
    table: ActionTable
    _has_followed = False
    """What the line asked for has taken the action item to another table, which has the focus."""
    example = "what will be done @owner fri P1 #prevent"

    def how(self) -> str:
        """What the line takes, and the key for the table."""
        return f"@owner, a date (fri, +2w, eoq), P1, #prevent   {key_name(self, 'entry.table')}: table"

    def make_table(self, question: AskedQuestion) -> ActionTable:
        """Return the table, with all that an action item can hold behind Enter."""
        columns = model_questions()[question.base].columns
        given = question.view.defaults if question.view else {}
        kept = tuple(column for column in columns if column.name not in _NOT_IN_FORM and column.name not in given)
        self._sorted_by = ""
        return ActionTable(self.session, replace(question, columns=kept), self.do, self.hint)

    def hint(self, action_id: str) -> str:
        """Return what the review says of an action item."""
        return self.found.get(action_id, "")

    # -- drawing -----------------------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        yield self.table
        yield Static("", classes="row-hint", markup=False)
        yield from self.compose_entry()

    def complete(self, text: str) -> str:
        """Return the line with a name or a tag completed; a bare @, #, or P by what the last action has."""
        if self._asking is not None:
            return super().complete(text)
        postmortem = self.session.postmortem
        if not postmortem.actions:
            return completed(text, owners(postmortem))
        last = postmortem.actions[-1]
        names = [*([last.owner] if last.owner else []), *owners(postmortem)]
        goal = last.goal.value if last.goal else ""
        return completed(text, names, goal, action_edits.short_priority(self.session, last.priority))

    def show(self) -> None:
        super().show()
        if self.is_mounted and self.query(EntryLine):
            self.draw_hint()
            self.show_entry()
            self.draw_reading()

    def _show_empty(self) -> None:
        super()._show_empty()
        self.set_class(bool(self.table.filter), "-filtered")

    def draw_hint(self) -> None:
        """Show the problem with the selected action, otherwise what the keys do."""
        if not self.query(".row-hint"):  # it may not be on screen
            return
        current = self.table.current()
        hint = self.hint(current) if current and self.table.has_focus else ""
        if self.table.filter:
            hint = self.filtered()
        elif not hint and current is not None and self.table.has_focus:
            causes = self.addressed(self.action(current))
            hint = f"Addresses: {'; '.join(causes)}" if causes else key_map(self).legend(_LEGEND)
        draw(self.query_one(".row-hint", Static), visible(hint), layout=False)
        self.query_one(".row-hint", Static).display = bool(hint)

    def filtered(self) -> str:
        """Return what the filter leaves, and how to show all; empty without a filter."""
        if not self.table.filter:
            return ""
        shown, every = len(self.table.rows_now()), len(self.table.all_rows())
        how = f"Press {key_name(self, 'action.filter')} and clear it to show all."
        return f"Showing {shown} of {every} matching '{self.table.filter}'. {how}"

    def addressed(self, action: Action) -> list[str]:
        """Return which causes an action addresses."""
        nodes = {node.id: node for node in self.session.postmortem.causes.tree}
        return [first_sentence(nodes[key].text) for key in action.addresses if key in nodes]

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        event.stop()
        self.draw_hint()

    # -- the line ----------------------------------------------------------------------------------------------------

    def line(self) -> ActionLine:
        """Return what the line says; or the whole line as text, if the author chose that."""
        text = self.line_editor.value
        if self._other:
            return ActionLine(text.strip())
        return read_line(text, action_edits.known(self.session))

    def reading_words(self) -> str:
        """Return what the line says in addition to the action itself."""
        line = self.line()
        if self._other:
            return (
                f"The whole line is text. Press {key_name(self, 'other_reading')} to look for an owner and dates again."
            )
        if not line.description:
            return "What will be done? Start with a verb."
        settings = self.session.template.settings
        parts = [
            line.owner and f"owner {line.owner}",
            line.due and f"due {weekday_date(line.due, self.session.today().year)}",
        ]
        for choice in (line.priority, line.goal, line.area, line.horizon):
            parts.append(settings.label(choice) if choice is not None else "")
        parts += [line.tracker, line.doubt]
        said = " · ".join(part for part in parts if part)
        if suggests(self) and self.complete(self.line_editor.value):
            return f"Press Right to complete. {said}"
        if line.problem:
            return f"{line.problem} Press {key_name(self, 'other_reading')} to keep it as text."
        return f"{said} | {line.description}" if said else self.how()

    def take_entry(self) -> None:
        """Add the action that the line says."""
        line = self.line()
        if not line.description or line.problem:
            self.draw_reading()
            return
        question = self.table.question
        given = dict(question.view.defaults) if question.view else {}
        action_id, edit = action_edits.adding(self.session, line, self._last_here(), given)
        self.session.apply(as_one([edit, self.taken()]), f"actions.{action_id}")
        self._other = False
        self.show_table()
        if action_id in {row.id for row in self.table.rows_now()}:
            self.table.go_to(action_id)
        elif not self.session.is_read_only:
            self.app.notify(f"Added under {self._heading_of(action_id)}.", timeout=4, markup=False)
        self.show_entry()

    def _heading_of(self, action_id: str) -> str:
        """Return the heading that an action item is printed under."""
        question = question_at(self.session, f"actions.{action_id}")
        return visible(question.group or question.label) if question is not None else "another heading"

    def _follow(self, row_id: str) -> None:
        """Go with an action item to the table of its new heading, if it left this one."""
        if row_id in {row.id for row in self.table.rows_now()}:
            return
        for other in self.screen.query(ActionEditor):
            if other is not self and row_id in {row.id for row in other.table.rows_now()}:
                other.show_table(row_id)
                other.table.focus()
                self._has_followed = self._asking is not None
                return

    def _last_here(self) -> str | None:
        rows = self.table.rows_now()
        return rows[-1].id if rows else None

    @on(EntryLine.Pasted)
    def _pasted(self, event: EntryLine.Pasted) -> None:
        """Show what a pasted list becomes; what the author keeps selected is added in one step."""
        event.stop()
        found = read_list(clean_prose(event.text), action_edits.known(self.session))
        if not found:
            return
        if len(found) == 1:
            self._add_pasted(found)
            return
        entries = [(str(number), self._pasted_words(action)) for number, action in enumerate(found)]

        def taken(chosen: set[str] | None) -> None:
            kept = [action for number, action in enumerate(found) if str(number) in (chosen or ())]
            if kept:
                self._add_pasted(kept)
            else:
                self.app.notify("Nothing added.", timeout=4, markup=False)

        heading = f"Add {plural(len(found), 'action item')}?"
        self.app.push_screen(PickScreen(heading, entries, {entry_id for entry_id, _ in entries}), taken)

    def _pasted_words(self, action: PastedAction) -> str:
        """Return what a pasted line becomes, in a line."""
        line, settings = action.line, self.session.template.settings
        parts = [
            settings.words(ActionStatus.DONE) if action.is_done else "",
            line.owner and f"owner {line.owner}",
            line.due and f"due {weekday_date(line.due, self.session.today().year)}",
            *(settings.label(choice) for choice in (line.priority, line.goal, line.horizon) if choice is not None),
            plural(len(action.details), "detail") if action.details else "",
            line.doubt,
        ]
        return " · ".join([line.description, *(part for part in parts if part)])

    def _add_pasted(self, found: list[PastedAction]) -> None:
        question = self.table.question
        given = dict(question.view.defaults) if question.view else {}
        below = self._last_here()
        edits = [action_edits.adding(self.session, each.line, below, {**given, **each.more})[1] for each in found]
        if self.apply(list(reversed(edits)), "actions"):  # all of them are put at one place, one before the other
            doubts = sum(bool(each.line.doubt) for each in found)
            left = f" {doubts} of them kept a date or name as text: check owners and due dates." if doubts else ""
            self.app.notify(
                f"Added {len(edits)}.{left} Press {key_name(self, 'undo')} to undo.", timeout=6, markup=False
            )

    def apply(self, edits: list[AnyEdit], place: str = "") -> bool:
        """Make edits one step; a new answer takes the place of one that is half typed, and what was found is old."""
        paths = {edit.path for edit in edits if isinstance(edit, Set)}
        typed = [Set(path=f"typed.{path}", value=None) for path in paths if path in self.session.postmortem.typed]
        changed = {path.split(".")[1] for path in paths if path.startswith("actions.")}
        self.found = {row_id: words for row_id, words in self.found.items() if row_id not in changed}
        current = self.table.current()
        made = super().apply([*edits, *typed], place)
        self.draw_hint()
        if current is not None:
            self._follow(current)
        return made

    # -- the table's keys --------------------------------------------------------------------------------------------

    def do_key(self, action: str, key: str) -> bool:
        """Do what a key means that only the action items have; return whether it's one of those."""
        chosen = self.table.chosen()
        if action == "filter":
            self._filter()
        elif action in _CHANGES and chosen:
            _CHANGES[action](self, chosen)
        return action == "filter" or action in _CHANGES

    def _go_back(self, *, is_of_line: bool) -> None:
        """Go where the question came from; stay where its answer has taken the action item."""
        if not self._has_followed:
            super()._go_back(is_of_line=is_of_line)
        self._has_followed = False

    def _turn(self, chosen: list[Action], name: str, scale: type[Choice], *, may_be_blank: bool) -> None:
        now = getattr(chosen[0], name)
        options = self.session.template.settings.options(scale, now)
        if name == "status":
            options = [option for option in options if option is not ActionStatus.DECLINED]
        self.apply(action_edits.cycle_edits(chosen, name, options, may_be_blank=may_be_blank))
        self.draw_hint()

    def _status(self, chosen: list[Action]) -> None:
        self._turn(chosen, "status", ActionStatus, may_be_blank=False)

    def _priority(self, chosen: list[Action]) -> None:
        self._turn(chosen, "priority", Priority, may_be_blank=True)

    def _goal(self, chosen: list[Action]) -> None:
        self._turn(chosen, "goal", ActionType, may_be_blank=True)
        settings, goal = self.session.template.settings, self.action(chosen[0].id).goal
        self.app.notify(f"Type: {settings.label(goal) if goal else 'none'}.", timeout=2, markup=False)

    def _horizon(self, chosen: list[Action]) -> None:
        view = self.table.question.view
        is_of_heading = view is not None and "horizon" in view.defaults  # without one, it might be under none
        self._turn(chosen, "horizon", TimeFrame, may_be_blank=not is_of_heading)
        self.app.notify(f"Time frame: {self.table.time_frame(self.action(chosen[0].id))}.", timeout=2, markup=False)

    def action(self, action_id: str) -> Action:
        """Return an action item as it is now."""
        return next(each for each in self.session.postmortem.actions if each.id == action_id)

    def _owner(self, chosen: list[Action]) -> None:
        self.ask(asking_owner(chosen, owners(self.session.postmortem), self.apply))

    def _due(self, chosen: list[Action]) -> None:
        def tell(words: str) -> None:
            self.app.notify(words, timeout=3, markup=False)

        self.ask(asking_due(chosen, self.session.today(), self.apply, tell))

    def _tracker(self, chosen: list[Action]) -> None:
        self.ask(asking_ticket(chosen[0], self.apply))

    def _decline(self, chosen: list[Action]) -> None:
        self.ask(asking_reason(chosen, self.apply, key_map(self)))

    def _causes(self, chosen: list[Action]) -> None:
        tree = Tree(self.session.postmortem)
        nodes = [node for node in tree.nodes.values() if not tree.is_group(node.id)]
        if not nodes:
            words = f"No causes yet. Press {key_name(self, 'build')} on a causes question to add some."
            self.app.notify(words, timeout=4, markup=False)
            return
        entries = [(node.id, cause_name(node)) for node in nodes]
        now = set(chosen[0].addresses)

        def taken(found: set[str] | None) -> None:
            if found is not None:
                self.apply(action_edits.linking(chosen, found, list(tree.nodes)))
                self.draw_hint()

        self.app.push_screen(PickScreen(f"Which causes does it address? {these(chosen)}", entries, now), taken)

    def _sort(self, chosen: list[Action]) -> None:
        names = list(SORTS)
        by = names[(names.index(self._sorted_by) + 1) % len(names)] if self._sorted_by else names[0]
        edits = action_edits.sorting(self.session.postmortem.actions, by)
        if edits and not self.apply(edits):
            return
        self._sorted_by = by
        following = names[(names.index(by) + 1) % len(names)]
        again = f"Press {key_name(self, 'action.sort')} again to sort by {following}."
        self.app.notify(f"Sorted by {self._sorted_by}. {again}", timeout=3, markup=False)

    def _filter(self) -> None:
        def take(text: str) -> str:
            self.table.filter = text.strip()
            self.table.selected.clear()
            self.show_table()
            self.draw_hint()
            return ""

        how = "open, overdue, @name, #prevent, or any word. Leave blank to show all."
        self.ask(Asking("Show only", "open @priya", how, take, self.table.filter))

    def _duplicate(self, chosen: list[Action]) -> None:
        action_id, edit = action_edits.copying(self.session, chosen[0])
        self.apply([edit], f"actions.{action_id}")
        self.table.go_to(action_id)


class WholeListEditor(ActionEditor):
    """All action items on a screen of their own: the table takes its room, and the selected one is below in full."""

    _showing: Timer | None = None

    def make_table(self, question: AskedQuestion) -> ActionTable:
        """Return the table, which takes the room that the screen leaves."""
        table = super().make_table(question)
        table.fills = True
        return table

    def compose(self) -> ComposeResult:
        yield self.table
        yield Panel("", classes="whole", markup=False)
        yield from self.compose_entry()

    @on(Table.Moved)
    def _moved(self, event: Table.Moved) -> None:
        """Show the action in full once its row is painted."""
        event.stop()
        event.prevent_default()
        if self._showing is None:
            self._showing = self.set_timer(_AT_ONCE, self._show_whole)

    def _show_whole(self) -> None:
        self._showing = None
        self.draw_hint()

    def on_resize(self) -> None:
        self.draw_hint()

    def draw_hint(self) -> None:
        """Show the selected action in full, and below the line what the keys of the table do while it has the focus."""
        panel, reading = self.query_one_optional(".whole", Static), self.query_one_optional(".reading", Static)
        if panel is None or reading is None:  # it may not be on screen
            return
        current = self.table.current()
        if current is not None:
            action, settings = self.action(current), self.session.template.settings
            status = Content.styled(f"{status_sign(action.status)} {settings.words(action.status)}", look.QUIET)
            priority = settings.label(action.priority) if action.priority else ""
            panel.border_title = action_head(action, status, priority, self.session.today(), panel.size.width)
            causes, time_frame = self.addressed(action), self.table.time_frame(action)
            draw(panel, action_body(action, self.hint(current), time_frame, causes), layout=False)
        if self._asking is None and (self.table.filter or self.table.has_focus):
            draw(reading, visible(self.filtered() or key_map(self).legend(_LEGEND)), layout=False)
        else:
            self.draw_reading()


_AT_ONCE = 0.02
"""Seconds from a move of the cursor until the action is shown in full: the row is painted first."""

_CHANGES: dict[str, Callable[[ActionEditor, list[Action]], None]] = {
    "status": ActionEditor._status,
    "priority": ActionEditor._priority,
    "goal": ActionEditor._goal,
    "horizon": ActionEditor._horizon,
    "owner": ActionEditor._owner,
    "due": ActionEditor._due,
    "tracker": ActionEditor._tracker,
    "decline": ActionEditor._decline,
    "causes": ActionEditor._causes,
    "sort": ActionEditor._sort,
    "duplicate": ActionEditor._duplicate,
}
"""What the table's keys change."""
