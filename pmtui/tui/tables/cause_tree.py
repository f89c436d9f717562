"""The tree of causes as an outline: one line a cause, its marks in front, joint causes told apart by signs."""

from textual.content import Content
from textual.widgets.option_list import Option

from pmtui.causes.evidence import addressed
from pmtui.causes.gates import head
from pmtui.causes.tree import Tree
from pmtui.model.cause_tree import Cause
from pmtui.model.scales import Gate, Role, WhyTrack
from pmtui.session.session import Session
from pmtui.text import visible
from pmtui.tui.binding import bind
from pmtui.tui.widgets.compact_list import CompactList

TOP = "-top"
"""The id of the line with the track's first question; no cause has such an id."""

_LETTERS = {Role.TRIGGER: "T", Role.CONTRIBUTING: "C", Role.ROOT: "R", None: " "}
_SIGNS = {Gate.ALL: "&", Gate.ANY: "|", None: "-"}


class CauseTree(CompactList):
    """The causes of one track. Its keys act on the one under the cursor; all of them can be undone."""

    BINDINGS = [
        bind("causes.edit", "screen.edit"),
        bind("causes.answer", "screen.answer"),
        bind("causes.remove", "screen.remove"),
        bind("causes.trigger", "screen.role('trigger')", show=False),
        bind("causes.factor", "screen.role('contributing')", show=False),
        bind("causes.root", "screen.role('root')"),
        bind("causes.no_role", "screen.role('')", show=False),
        bind("causes.joint", "screen.joint", show=False),
        bind("causes.group", "screen.group", show=False),
        bind("causes.evidence", "screen.evidence", show=False),
        bind("causes.actions", "screen.actions", show=False),
        bind("causes.chain", "screen.chain", show=False),
        bind("causes.cut", "screen.cut", show=False),
        bind("causes.paste", "screen.paste_under", show=False),
        bind("causes.fold", "screen.fold", show=False),
        bind("causes.up", "screen.shift(-1)", show=False),
        bind("causes.down", "screen.shift(1)", show=False),
        bind("causes.indent", "screen.indent", show=False),
        bind("causes.outdent", "screen.outdent", show=False),
        bind("causes.import", "screen.read_in", show=False),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(compact=True, markup=False, id="tree")
        self.session = session
        self.strand = WhyTrack.HAPPENED
        self.folded: set[str] = set()
        self.cut = ""
        self._room = 80
        self._drawn: list[tuple[str, str]] = []

    def show(self, tree: Tree) -> None:
        """Draw what has changed; the cursor stays on its cause."""
        lines = self._outlined(tree)
        if lines == self._drawn:
            return
        if [line[0] for line in lines] == [line[0] for line in self._drawn]:
            for (option_id, text), (_, before) in zip(lines, self._drawn, strict=True):
                if text != before:
                    self.replace_option_prompt(option_id, Content(text))
        else:
            current, at = self.current, self.highlighted or 0
            self.clear_options()
            self.add_options(Option(Content(text), id=option_id) for option_id, text in lines)
            ids = [line[0] for line in lines]
            self.highlighted = ids.index(current or TOP) if (current or TOP) in ids else min(at, len(ids) - 1)
        self._drawn = lines

    def _outlined(self, tree: Tree) -> list[tuple[str, str]]:
        self._room = max(20, self.scrollable_content_region.width or self.app.size.width - 4)
        linked = addressed(self.session.postmortem)
        has_actions = bool(self.session.postmortem.actions)
        lines = [(TOP, self._fitted(f"    {tree.question('', self.strand)}"))]
        hidden = -1
        for depth, node in tree.walk(self.strand):
            if 0 <= hidden < depth:
                continue
            hidden = depth if node.id in self.folded else -1
            wanting = has_actions and node.role is not None and node.id not in linked
            lines.append((node.id, self._written(tree, depth, node, wanting)))
        return lines

    def _written(self, tree: Tree, depth: int, node: Cause, wanting: bool) -> str:
        junction = tree.junction(tree.parent(node.id), self.strand)
        marks = f"{_LETTERS[node.role]}{'e' if node.evidence else ' '}{'!' if wanting else ' '}"
        inside = len(tree.below(node.id)) - 1 if node.id in self.folded else 0
        fold = f" (+{inside})" if inside else ""
        cut = "(cut) " if node.id == self.cut else ""
        text = " ".join(visible(node.text).split()) or self._group_words(tree, node) or "…"
        return self._fitted(f"{marks} {'  ' * min(depth, 12)}{_SIGNS[junction]} {cut}{text}", fold)

    def _group_words(self, tree: Tree, node: Cause) -> str:
        if not tree.is_group(node.id):
            return ""
        over = head(tree.junction(node.id, self.strand), len(tree.children(node.id)))
        return f"({over.rstrip(':').lower() or 'a group: and/or not set yet'})"

    def _fitted(self, line: str, end: str = "") -> str:
        room = self._room - len(end)
        return (line if len(line) <= room else line[: room - 1] + "…") + end

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

    def unfold(self, tree: Tree, node_id: str) -> None:
        """Show a cause whose way down is folded."""
        for node in tree.path(node_id)[:-1]:
            self.folded.discard(node.id)
