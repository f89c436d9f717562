"""The tree of causes as an outline, with and/or before what answers one question together; and its keys."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from textual.content import Content
from textual.widgets.option_list import Option

from pmtui.actions.coverage import causes_without_action
from pmtui.causes import tree_edits
from pmtui.causes.gates import expression, head
from pmtui.causes.tree import Tree
from pmtui.causes.tree_edits import NODES
from pmtui.keys import KEYS
from pmtui.model.cause_tree import Cause
from pmtui.model.edit import AnyEdit, Set, as_one
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Gate, Role, WhyTrack
from pmtui.session import cause_messages
from pmtui.session.session import Session
from pmtui.text import plural, visible
from pmtui.tui import cause_links, look
from pmtui.tui.binding import bind, key_name
from pmtui.tui.textual_workarounds import CompactList

TOP = "-top"
"""The id of the line with the track's first question; no cause has such an id."""

_ROLES = {
    Role.TRIGGER: look.pill("trigger", look.WARN),
    Role.CONTRIBUTING: look.pill("factor", look.ACT),
    Role.ROOT: look.pill("root", look.ERROR, is_strong=True),
}
_JOINTS = {Gate.ALL: "and ", Gate.ANY: "or ", None: ""}

_MOST_LINES = 3
"""The lines that a cause's text may take, if the whole tree has room then."""

_WITH_EVIDENCE = 96
"""Columns from which a line says how much evidence its cause has."""

_DEEPEST = 12
"""Levels of the tree that are indented."""


class _Row(NamedTuple):
    """All that a cause's line depends on.

    Attributes:
        node: the cause.
        joint: the and/or before it.
        is_last: whether it's the last answer, on each level from the top down to it.
        has_more: whether causes are shown under it.
        group: what it's called if it's a group.
        folded: how many causes under it are folded away.
        actions: how many action items address it.
        wants_action: whether one should, and none does.
        is_cut: whether it's cut.
        room: the columns of a line.
    """

    node: Cause
    joint: str
    is_last: tuple[bool, ...]
    has_more: bool
    group: str
    folded: int
    actions: int
    wants_action: bool
    is_cut: bool
    room: int


class CauseTree(CompactList):
    """The causes of one track. Its keys act on the one under the cursor; all of them can be undone."""

    BINDINGS = [
        bind("causes.edit", "screen.edit"),
        bind("causes.answer", "screen.answer", "Add", tooltip=KEYS["causes.answer"].does),  # so that all fit at 80
        bind("causes.remove", "remove"),
        bind("causes.trigger", "role('trigger')", show=False),
        bind("causes.factor", "role('contributing')", show=False),
        bind("causes.root", "role('root')"),
        bind("causes.no_role", "role('')", show=False),
        bind("causes.joint", "joint", show=False),
        bind("causes.group", "group", show=False),
        bind("causes.evidence", "evidence", show=False),
        bind("causes.actions", "actions", show=False),
        bind("causes.chain", "chain", show=False),
        bind("causes.cut", "cut", show=False),
        bind("causes.paste", "paste_under", show=False),
        bind("causes.fold", "fold", show=False),
        bind("causes.up", "shift(-1)", show=False),
        bind("causes.down", "shift(1)", show=False),
        bind("causes.indent", "indent", show=False),
        bind("causes.outdent", "outdent", show=False),
        bind("causes.import", "screen.read_in", show=False),
    ]

    def __init__(self, session: Session, redraw: Callable[[], None]) -> None:
        """Make the outline for a session; `redraw` draws it, and what is around it, before the next key."""
        super().__init__(compact=True, markup=False, id="tree", classes="pane")
        self.session = session
        self.redraw = redraw
        self.strand = WhyTrack.HAPPENED
        self.folded: set[str] = set()
        self.cut = ""
        self._room = 80
        self._drawn: list[tuple[str, Content]] = []
        self._rows: dict[tuple[str, int], tuple[_Row, Content]] = {}
        self._causes: Tree | None = None
        self._causes_of: Postmortem | None = None
        self._addressed: tuple[tuple[object, object], Counter[str], set[str]] | None = None

    @property
    def causes(self) -> Tree:
        """The current tree; the same object while only unfinished text changes."""
        record = self.session.postmortem
        if self._causes is None or (
            self._causes_of is not record and not _is_same_but_typed(self._causes.postmortem, record)
        ):
            self._causes = Tree(record)
        self._causes_of = record
        return self._causes

    # -- drawing -----------------------------------------------------------------------------------------------------

    def show(self) -> None:
        """Draw what has changed; the cursor stays on its cause."""
        lines = self._outlined()
        if lines == self._drawn:
            return
        if [line[0] for line in lines] == [line[0] for line in self._drawn]:
            for (option_id, text), (_, before) in zip(lines, self._drawn, strict=True):
                if text != before:
                    self.replace_option_prompt(option_id, text)
        else:
            current, at = self.current, self.highlighted or 0
            self.clear_options()
            self.add_options(Option(text, id=option_id) for option_id, text in lines)
            ids = [line[0] for line in lines]
            self.highlighted = ids.index(current or TOP) if (current or TOP) in ids else min(at, len(ids) - 1)
        self._drawn = lines

    def _outlined(self) -> list[tuple[str, Content]]:
        """Return the lines of all causes; texts are wrapped as long as the whole tree fits."""
        self._room = max(20, self.app.size.width - 3)  # a blank on each side, and the scrollbar
        height = self.scrollable_content_region.height
        question = visible(self.causes.question("", self.strand))
        rows = list(self._shown())
        for most in range(_MOST_LINES if len(rows) < height else 1, 0, -1):
            top = Content("\n".join(look.wrapped(question, self._room, self._room, most)))
            lines = [(TOP, top.stylize("bold"))]
            lines += [(row.node.id, self._written(row, most)) for row in rows]
            if most == 1 or sum(text.plain.count("\n") + 1 for _, text in lines) <= height:
                break
        return lines

    def _shown(self) -> Iterator[_Row]:
        """Yield each cause that isn't folded away."""
        tree, hidden = self.causes, -1
        counts, wanting = self._actions()
        is_last: tuple[bool, ...] = ()
        known: dict[str, tuple[str, str]] = {}  # by the parent's id: its last answer's, and the and/or between them
        for depth, node in tree.walk(self.strand):
            if 0 <= hidden < depth:
                continue
            hidden = depth if node.id in self.folded else -1
            parent = tree.parent(node.id)
            if parent not in known:
                joint = _JOINTS[tree.junction(parent, self.strand)]
                known[parent] = tree.answers(parent, self.strand)[-1].id, joint
            last, joint = known[parent]
            is_last = (*is_last[:depth], node.id == last)
            yield _Row(
                node=node,
                joint=joint,
                is_last=is_last,
                has_more=node.id not in self.folded and bool(tree.children(node.id)),
                group=self._group_words(node) if node.is_bare else "",
                folded=self._count_folded(node),
                actions=counts[node.id],
                wants_action=node.id in wanting,
                is_cut=node.id == self.cut,
                room=self._room,
            )

    def _written(self, row: _Row, most: int) -> Content:
        """Return a cause's line; made again only if it changes, as a key changes one of hundreds."""
        before = self._rows.get((row.node.id, most))
        if before is None or before[0] != row:
            before = self._rows[row.node.id, most] = (row, self._line(row, most))
        return before[1]

    def _line(self, row: _Row, most: int) -> Content:
        """Return a cause: and/or, its text in so many lines at most, and at the right what is known about it."""
        *is_last, is_last_here = row.is_last
        above = "".join("   " if each else "│  " for each in is_last[-_DEEPEST:])
        guide = f"{above}{'└─ ' if is_last_here else '├─ '}"
        below = f"{above}{'   ' if is_last_here else '│  '}{'│ ' if row.has_more else ''}"
        below = below.ljust(len(guide) + len(row.joint))
        chips = self.known(row.node, with_evidence=row.room >= _WITH_EVIDENCE)
        words = " ".join(visible(row.node.text).split())
        text = words or row.group or "…"
        room = row.room - len(guide) - len(row.joint) - (chips.cell_length + 2 if chips.plain else 0)
        text = f"(cut) {text}" if row.is_cut else text
        first, *rest = look.wrapped(text, max(8, room), max(8, row.room - len(below)), most)
        style = "" if words else look.QUIET
        start = Content.assemble((guide, look.FAINT), (row.joint, f"bold {look.ACT}"), (first, style))
        lines = [look.spread(start, chips, row.room) if chips.plain else start]
        return Content("\n").join([*lines, *(Content.assemble((below, look.FAINT), (line, style)) for line in rest)])

    def _count_folded(self, node: Cause) -> int:
        return len(self.causes.below(node.id)) - 1 if node.id in self.folded else 0

    def known(self, node: Cause, *, with_evidence: bool = True) -> Content:
        """Return what is known about a cause: what is folded, its evidence, its actions, its role."""
        folded = self._count_folded(node)
        evidence = len(node.evidence) if with_evidence else 0
        actions, wanting = self._actions()
        return look.beside(
            Content.styled(f"+{folded}" if folded else "", look.QUIET),
            Content.styled(f"{evidence} evidence" if evidence else "", look.QUIET),
            Content.styled(plural(actions[node.id], "action") if actions[node.id] else "", look.OK),
            Content.styled("! no action" if node.id in wanting else "", look.WARN),
            _ROLES[node.role] if node.role is not None else "",
        )

    def _actions(self) -> tuple[Counter[str], set[str]]:
        """Return how many action items address each cause, and those of which one should; looked up once for each."""
        record = self.session.postmortem
        known = (record.actions, record.causes)
        if self._addressed is None or any(a is not b for a, b in zip(self._addressed[0], known, strict=True)):
            counts = Counter(node_id for action in record.actions for node_id in action.addresses)
            wanting = {node.id for node in causes_without_action(record)} if record.actions else set()
            self._addressed = known, counts, wanting
        return self._addressed[1:]

    def _group_words(self, node: Cause) -> str:
        tree = self.causes
        if not tree.is_group(node.id):
            return ""
        over = head(tree.junction(node.id, self.strand), len(tree.children(node.id)))
        return f"({over.rstrip(':').lower() or 'a group: and/or not set yet'})"

    @property
    def current(self) -> str:
        """The id of the cause under the cursor; empty on the first question."""
        if self.highlighted is None or self.highlighted >= self.option_count:
            return ""
        option_id = self.get_option_at_index(self.highlighted).id or ""
        return "" if option_id == TOP else option_id

    def go_to(self, node_id: str) -> None:
        """Put the cursor on a cause; on the first question where the id is empty."""
        ids = [line[0] for line in self._drawn]
        if (node_id or TOP) in ids and (self.highlighted is None or ids[self.highlighted] != (node_id or TOP)):
            self.highlighted = ids.index(node_id or TOP)
            self.scroll_to_highlight()

    def unfold(self, node_id: str) -> None:
        """Show a cause whose way down is folded."""
        for node in self.causes.path(node_id)[:-1]:
            self.folded.discard(node.id)

    # -- its keys; each is one step for undo -------------------------------------------------------------------------

    def apply(self, edits: list[AnyEdit], node_id: str) -> bool:
        """Apply edits as one step; return whether anything changed."""
        if not edits:
            return False
        place = f"{NODES}.{node_id}" if node_id else NODES
        before = self.session.revision
        self.session.attempt(as_one(edits), place)
        return self.session.revision != before

    def do(self, edits: list[AnyEdit], node_id: str = "", *, says: bool = True) -> bool:
        """Apply edits as one step, draw them, keep the cursor in place, and tell what that does to and/or.

        Returns:
            Whether anything changed: it doesn't in a read-only draft, for which there's a notice.
        """
        before = self.causes
        if not self.apply(edits, node_id):
            return False
        words = cause_messages.rejoined(before, self.causes, self.strand) if says else ""
        if words:
            self.app.notify(visible(words), timeout=5, markup=False)
        if node_id in self.causes.nodes:
            self.unfold(node_id)
        self.redraw()
        if node_id in self.causes.nodes:
            self.go_to(node_id)
        return True

    def action_remove(self) -> None:
        """Remove the selected cause and everything under it."""
        node_id = self.current
        if not node_id:
            return
        count = sum(not self.causes.is_group(node.id) for node in self.causes.below(node_id))
        count += self.causes.is_group(node_id)  # the group itself, with the conditions in it
        above = [node.id for node in self.causes.path(node_id)[:-1]]
        if not self.do(tree_edits.removing(self.causes, node_id), node_id):
            return
        parent = next((each for each in reversed(above) if each in self.causes.nodes), "")  # its group may be gone, too
        self.go_to(parent)
        words = "Removed." if count == 1 else f"Removed, with {count - 1} more under it."
        self.app.notify(f"{words} Press {key_name(self, 'undo')} to undo.", timeout=4, markup=False)

    def action_role(self, role: str) -> None:
        """Set the role of the selected cause; an empty one clears it."""
        node_id = self._condition("have a role")
        if node_id:
            self.do([Set(path=f"{NODES}.{node_id}.role", value=role or None)], node_id)

    def action_joint(self) -> None:
        """Cycle the gate of the selected cause: none, and, or."""
        node_id = self.current
        if node_id and len(self.causes.answers(node_id, self.strand)) < 2:
            node_id = self.causes.parent(node_id)  # its siblings' gate
        if len(self.causes.answers(node_id, self.strand)) < 2:
            self.app.notify(
                f"And/or needs at least two causes. Press {key_name(self, 'causes.answer')} to add one.",
                timeout=4,
                markup=False,
            )
            return
        self.do(tree_edits.cycle_gate_edits(self.causes, node_id, self.strand), self.current, says=False)
        junction = self.causes.junction(node_id, self.strand)
        words = junction.label if junction else "No and/or set"
        self.app.notify(visible(f"{words}: {expression(self.causes, node_id, self.strand)}."), timeout=5, markup=False)

    def action_group(self) -> None:
        """Group the selected cause with the one above it, remove it from its group, or dissolve the selected group."""
        node_id = self.current
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
            self.go_to(parent)

    def action_chain(self) -> None:
        node_id = self._condition("end the 5 Whys")
        if node_id and self.do([Set(path="causes.chain_end", value=node_id)], node_id):
            count = len(self.causes.chain())
            self.app.notify(f"The 5 Whys end at this cause ({count} in all).", timeout=4, markup=False)

    def action_cut(self) -> None:
        """Cut the selected cause; it stays in the tree until it's pasted."""
        self.cut = "" if self.cut == self.current else self.current
        self.redraw()

    def action_paste_under(self) -> None:
        """Paste the cut cause under the selected one."""
        cut = self.cut
        if cut not in self.causes.nodes:
            self.app.notify(
                f"Nothing to paste. Press {key_name(self, 'causes.cut')} on a cause to cut it first.",
                timeout=4,
                markup=False,
            )
            return
        edits = tree_edits.moving(self.causes, cut, self.current, self.strand)
        if not edits:
            self.app.notify(
                "Can't paste here: it's already under this cause, or it would go under itself.", timeout=4, markup=False
            )
            return
        self.cut = ""
        self.do(edits, cut)

    def action_fold(self) -> None:
        if self.current:
            self.folded ^= {self.current}
            self.redraw()

    def action_shift(self, by: int) -> None:
        """Move the selected cause among its siblings."""
        if self.current:
            self.do(tree_edits.shifting(self.causes, self.current, by), self.current, says=False)

    def action_indent(self) -> None:
        """Move the selected cause under the one above it."""
        if self.current:
            self.do(tree_edits.indenting(self.causes, self.current), self.current)

    def action_outdent(self) -> None:
        if self.current:
            self.do(tree_edits.outdenting(self.causes, self.current), self.current)

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
        node_id = self.current
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
