"""What the keys of the tree of causes do; each is one step for undo."""

from pmtui.causes import tree_edits
from pmtui.causes.gates import expression
from pmtui.causes.tree import Tree
from pmtui.keys import key_name
from pmtui.model.edit import AnyEdit, Set, as_one
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import WhyTrack
from pmtui.session import cause_messages
from pmtui.session.file_status import FileStatus
from pmtui.session.session import Session
from pmtui.text import visible
from pmtui.tui import cause_links
from pmtui.tui.autosave import Saver
from pmtui.tui.screens.builder import BuilderScreen
from pmtui.tui.tables.cause_tree import CauseTree

PLACE = tree_edits.PATH
"""Where the tree stands in the record."""


class TreeActions(BuilderScreen):
    """A screen with the tree of causes on it.

    Attributes:
        strand: which of the three questions is in front.
        at: the condition that is asked about; empty for the first question.
    """

    def __init__(self, session: Session, saver: Saver, keeping: FileStatus, strand: WhyTrack) -> None:
        """Begin at the first question of a strand."""
        super().__init__(session, saver, keeping)
        self.strand = strand
        self.at = ""
        self._causes: Tree | None = None

    def draw_tree(self) -> None:
        """Draw the tree and what is asked, at once; the rest follows when typing rests."""
        raise NotImplementedError

    def say(self) -> None:
        """Say the one thing that may help now."""
        raise NotImplementedError

    @property
    def causes(self) -> Tree:
        """The tree as the record stands; the same one while nothing but a half-typed text has changed."""
        record = self.session.postmortem
        if self._causes is None or not _is_same_but_typed(self._causes.postmortem, record):
            self._causes = Tree(record)
        return self._causes

    @property
    def outline(self) -> CauseTree:
        """The outline."""
        return self.query_one(CauseTree)

    def apply(self, edits: list[AnyEdit], node_id: str) -> bool:
        """Make edits one step; say whether anything has changed."""
        if not edits:
            return False
        place = f"{PLACE}.{node_id}" if node_id else PLACE
        before = self.session.revision
        self.session.attempt(as_one(edits), place)
        return self.session.revision != before

    def do(self, edits: list[AnyEdit], node_id: str = "", *, says: bool = True) -> None:
        """Make edits one step, draw them, keep the cursor where it belongs, and say what that does to joint answers."""
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
        """Take the condition in hand out, with all that hangs on it."""
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
        self.app.notify(f"{words} Press {key_name('undo')} to undo.", timeout=4, markup=False)

    def action_role(self, role: str) -> None:
        """Mark what the condition in hand was."""
        node_id = self._condition("have a role")
        if node_id:
            self.do([Set(path=f"{PLACE}.{node_id}.role", value=role or None)], node_id)
            self.say()

    def action_joint(self) -> None:
        """Say how the answers to the question in hand belong together: not said, all, either."""
        node_id = self.outline.current
        if node_id and len(self.causes.answers(node_id, self.strand)) < 2:
            node_id = self.causes.parent(node_id)  # the answers that it stands among
        if len(self.causes.answers(node_id, self.strand)) < 2:
            self.app.notify(
                f"And/or needs at least two causes. Press {key_name('causes.answer')} to add one.",
                timeout=4,
                markup=False,
            )
            return
        self.do(tree_edits.cycle_gate_edits(self.causes, node_id, self.strand), self.outline.current, says=False)
        junction = self.causes.junction(node_id, self.strand)
        words = junction.label if junction else "No and/or set"
        self.app.notify(visible(f"{words}: {expression(self.causes, node_id, self.strand)}."), timeout=5, markup=False)

    def action_group(self) -> None:
        """Group the answer in hand with the one above it, take it out of its group, or dissolve the group in hand."""
        node_id = self.outline.current
        if not node_id:
            return
        edits = tree_edits.grouping(self.causes, node_id, self.session.make_id())
        if not edits:
            words = f"A group needs two of several causes. Press {key_name('causes.joint')} to switch and/or for all."
            self.app.notify(words, timeout=4, markup=False)
            return
        parent = self.causes.parent(node_id)
        self.do(edits, node_id if node_id in self.causes.nodes else parent)
        if node_id not in self.causes.nodes:
            self.outline.go_to(parent)

    def action_chain(self) -> None:
        """Let the document's numbered whys end with the condition in hand."""
        node_id = self._condition("end the 5 Whys")
        if node_id:
            self.do([Set(path="causes.chain_end", value=node_id)], node_id)
            count = len(self.causes.chain())
            self.app.notify(f"The 5 Whys end at this cause ({count} in all).", timeout=4, markup=False)

    def action_cut(self) -> None:
        """Take the condition in hand up, to be put elsewhere; it stays until it's pasted."""
        self.outline.cut = "" if self.outline.cut == self.outline.current else self.outline.current
        self.draw_all()

    def action_paste_under(self) -> None:
        """Hang what was cut under the condition in hand."""
        cut = self.outline.cut
        if cut not in self.causes.nodes:
            self.app.notify(
                f"Nothing to paste. Press {key_name('causes.cut')} on a cause to cut it first.", timeout=4, markup=False
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
        """Fold what hangs on the condition in hand, or show it again."""
        if self.outline.current:
            self.outline.folded ^= {self.outline.current}
            self.draw_all()

    def action_shift(self, by: int) -> None:
        """Move the condition in hand among its neighbours."""
        if self.outline.current:
            self.do(tree_edits.shifting(self.causes, self.outline.current, by), self.outline.current, says=False)

    def action_indent(self) -> None:
        """Hang the condition in hand under the answer above it."""
        if self.outline.current:
            self.do(tree_edits.indenting(self.causes, self.outline.current), self.outline.current)

    def action_outdent(self) -> None:
        """Let the condition in hand answer the question above."""
        if self.outline.current:
            self.do(tree_edits.outdenting(self.causes, self.outline.current), self.outline.current)

    def action_evidence(self) -> None:
        """Pick the events that show the condition in hand."""
        node_id = self._condition("have evidence")
        if node_id:
            cause_links.pick_evidence(self.app, self.session, node_id, self.do)

    def action_actions(self) -> None:
        """Pick the action items that address the condition in hand."""
        node_id = self._condition("be linked to actions")
        if node_id:
            cause_links.pick_actions(self.app, self.session, node_id, self.do)

    def _condition(self, what: str) -> str:
        """Return the condition in hand; empty for the first question, and for a group, of which it's said why not."""
        node_id = self.outline.current
        if node_id and self.causes.is_group(node_id):
            self.app.notify(f"A group can't {what}. Select one of its causes.", timeout=4, markup=False)
            return ""
        return node_id


def _is_same_but_typed(before: Postmortem, now: Postmortem) -> bool:
    """Say whether two records share all parts but the half-typed texts: what isn't changed stays the same object."""
    return all(
        getattr(before, name) is getattr(now, name)
        for name in Postmortem.model_fields
        if name not in ("typed", "begun")
    )
