"""The actions of the keys in the cause tree; each is one step for undo."""

from pmtui.causes import tree_edits
from pmtui.causes.gates import expression
from pmtui.causes.tree import Tree
from pmtui.model.edit import AnyEdit, Set, as_one
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import WhyTrack
from pmtui.session import cause_messages
from pmtui.session.file_status import FileStatus
from pmtui.session.session import Session
from pmtui.text import visible
from pmtui.tui import cause_links
from pmtui.tui.autosave import Saver
from pmtui.tui.binding import key_name
from pmtui.tui.screens.builder import BuilderScreen
from pmtui.tui.tables.cause_tree import CauseTree

PLACE = tree_edits.PATH
"""The path of the tree."""


class TreeActions(BuilderScreen):
    """A screen with the tree of causes on it.

    Attributes:
        strand: the track on screen.
        at: the id of the cause that the question is about; empty for the first question.
    """

    def __init__(self, session: Session, saver: Saver, keeping: FileStatus, strand: WhyTrack) -> None:
        """Start at the first question of a track."""
        super().__init__(session, saver, keeping)
        self.strand = strand
        self.at = ""
        self._causes: Tree | None = None

    def draw_tree(self) -> None:
        """Draw the tree and the question immediately; the rest is drawn when typing pauses."""
        raise NotImplementedError

    def say(self) -> None:
        """Show the hint that helps most now."""
        raise NotImplementedError

    @property
    def causes(self) -> Tree:
        """The current tree; the same object while only unfinished text changes."""
        record = self.session.postmortem
        if self._causes is None or not _is_same_but_typed(self._causes.postmortem, record):
            self._causes = Tree(record)
        return self._causes

    @property
    def outline(self) -> CauseTree:
        return self.query_one(CauseTree)

    def apply(self, edits: list[AnyEdit], node_id: str) -> bool:
        """Apply edits as one step; return whether anything changed."""
        if not edits:
            return False
        place = f"{PLACE}.{node_id}" if node_id else PLACE
        before = self.session.revision
        self.session.attempt(as_one(edits), place)
        return self.session.revision != before

    def do(self, edits: list[AnyEdit], node_id: str = "", *, says: bool = True) -> None:
        """Apply edits as one step, draw them, keep the cursor in place, and tell what that does to and/or."""
        before = self.causes
        if self.apply(edits, node_id):
            words = cause_messages.rejoined(before, self.causes, self.strand) if says else ""
            if words:
                self.app.notify(visible(words), timeout=5, markup=False)
            if node_id in self.causes.nodes:
                self.outline.unfold(self.causes, node_id)
            self.draw_tree()
            if node_id in self.causes.nodes:
                self.outline.go_to(node_id)

    def action_remove(self) -> None:
        """Remove the selected cause and everything under it."""
        node_id = self.outline.current
        if not node_id:
            return
        count = sum(not self.causes.is_group(node.id) for node in self.causes.below(node_id))
        count += self.causes.is_group(node_id)  # the group itself, with the conditions in it
        above = [node.id for node in self.causes.path(node_id)[:-1]]
        self.do(tree_edits.removing(self.causes, node_id), node_id)
        parent = next((each for each in reversed(above) if each in self.causes.nodes), "")  # its group may be gone, too
        self.at = self.causes.asked(parent)
        self.outline.go_to(parent)
        words = "Removed." if count == 1 else f"Removed, with {count - 1} more under it."
        self.app.notify(f"{words} Press {key_name(self, 'undo')} to undo.", timeout=4, markup=False)

    def action_role(self, role: str) -> None:
        """Set the role of the selected cause; an empty one clears it."""
        node_id = self._condition("have a role")
        if node_id:
            self.do([Set(path=f"{PLACE}.{node_id}.role", value=role or None)], node_id)
            self.say()

    def action_joint(self) -> None:
        """Cycle the gate of the selected cause: none, and, or."""
        node_id = self.outline.current
        if node_id and len(self.causes.answers(node_id, self.strand)) < 2:
            node_id = self.causes.parent(node_id)  # its siblings' gate
        if len(self.causes.answers(node_id, self.strand)) < 2:
            self.app.notify(
                f"And/or needs at least two causes. Press {key_name(self, 'causes.answer')} to add one.",
                timeout=4,
                markup=False,
            )
            return
        self.do(tree_edits.cycle_gate_edits(self.causes, node_id, self.strand), self.outline.current, says=False)
        junction = self.causes.junction(node_id, self.strand)
        words = junction.label if junction else "No and/or set"
        self.app.notify(visible(f"{words}: {expression(self.causes, node_id, self.strand)}."), timeout=5, markup=False)

    def action_group(self) -> None:
        """Group the selected cause with the one above it, remove it from its group, or dissolve the selected group."""
        node_id = self.outline.current
        if not node_id:
            return
        edits = tree_edits.grouping(self.causes, node_id, self.session.make_id())
        if not edits:
            words = (
                f"A group needs two of several causes. Press {key_name(self, 'causes.joint')} to switch and/or for all."
            )
            self.app.notify(words, timeout=4, markup=False)
            return
        parent = self.causes.parent(node_id)
        self.do(edits, node_id if node_id in self.causes.nodes else parent)
        if node_id not in self.causes.nodes:
            self.outline.go_to(parent)

    def action_chain(self) -> None:
        node_id = self._condition("end the 5 Whys")
        if node_id:
            self.do([Set(path="causes.chain_end", value=node_id)], node_id)
            count = len(self.causes.chain())
            self.app.notify(f"The 5 Whys end at this cause ({count} in all).", timeout=4, markup=False)

    def action_cut(self) -> None:
        """Cut the selected cause; it stays in the tree until it's pasted."""
        self.outline.cut = "" if self.outline.cut == self.outline.current else self.outline.current
        self.draw_all()

    def action_paste_under(self) -> None:
        """Paste the cut cause under the selected one."""
        cut = self.outline.cut
        if cut not in self.causes.nodes:
            self.app.notify(
                f"Nothing to paste. Press {key_name(self, 'causes.cut')} on a cause to cut it first.",
                timeout=4,
                markup=False,
            )
            return
        edits = tree_edits.moving(self.causes, cut, self.outline.current, self.strand)
        if not edits:
            self.app.notify(
                "Can't paste here: it's already under this cause, or it would go under itself.", timeout=4, markup=False
            )
            return
        self.outline.cut = ""
        self.do(edits, cut)

    def action_fold(self) -> None:
        if self.outline.current:
            self.outline.folded ^= {self.outline.current}
            self.draw_all()

    def action_shift(self, by: int) -> None:
        """Move the selected cause among its siblings."""
        if self.outline.current:
            self.do(tree_edits.shifting(self.causes, self.outline.current, by), self.outline.current, says=False)

    def action_indent(self) -> None:
        """Move the selected cause under the one above it."""
        if self.outline.current:
            self.do(tree_edits.indenting(self.causes, self.outline.current), self.outline.current)

    def action_outdent(self) -> None:
        if self.outline.current:
            self.do(tree_edits.outdenting(self.causes, self.outline.current), self.outline.current)

    def action_evidence(self) -> None:
        """Ask which events are evidence of the selected cause."""
        node_id = self._condition("have evidence")
        if node_id:
            cause_links.pick_evidence(self.app, self.session, node_id, self.do)

    def action_actions(self) -> None:
        """Ask which action items address the selected cause."""
        node_id = self._condition("be linked to actions")
        if node_id:
            cause_links.pick_actions(self.app, self.session, node_id, self.do)

    def _condition(self, what: str) -> str:
        """Return the id of the selected cause; empty for the first question, and for a group, with a notice."""
        node_id = self.outline.current
        if node_id and self.causes.is_group(node_id):
            self.app.notify(f"A group can't {what}. Select one of its causes.", timeout=4, markup=False)
            return ""
        return node_id


def _is_same_but_typed(before: Postmortem, now: Postmortem) -> bool:
    """Return whether two postmortems differ only in unfinished text: what is unchanged stays the same object."""
    return all(
        getattr(before, name) is getattr(now, name)
        for name in Postmortem.model_fields
        if name not in ("typed", "begun")
    )
