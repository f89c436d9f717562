"""The edits that change the tree. Each keeps it a tree, and each is one step for undo."""

from pmtui.causes.tree import Tree
from pmtui.model.conditions import Condition
from pmtui.model.edit import AnyEdit, Insert, Move, Remove, Set
from pmtui.model.scales import Junction, Strand

PATH = "causes.tree"


def adding(tree: Tree, node_id: str, parent: str, strand: Strand, text: str) -> list[AnyEdit]:
    """Return the edits that add an answer as the last one to a question.

    Args:
        tree: the tree as it stands.
        node_id: the new condition's id.
        parent: the condition that the question is about; empty for the first question of the strand.
        strand: the strand.
        text: the answer.
    """
    element: dict[str, object] = {"id": node_id, "text": text}
    element |= {"parent": parent} if parent else {"strand": strand.value}
    return [Insert(path=PATH, index=_end_of(tree, parent, strand), element=element)]


def removing(tree: Tree, node_id: str) -> list[AnyEdit]:
    """Return the edits that take a condition out with all that hangs on it, and what refers to them."""
    gone = [node.id for node in tree.below(node_id)]
    edits: list[AnyEdit] = [Remove(path=PATH, id=each) for each in reversed(gone)]
    for table in ("typed", "marks"):
        for path in getattr(tree.postmortem, table):
            if any(path.startswith(f"{PATH}.{each}.") for each in gone):
                edits.append(Set(path=f"{table}.{path}", value=None))
    for action in tree.postmortem.actions:
        kept = [each for each in action.addresses if each not in gone]
        if len(kept) < len(action.addresses):
            edits.append(Set(path=f"actions.{action.id}.addresses", value=kept))
    if tree.postmortem.causes.chain_end in gone:
        edits.append(Set(path="causes.chain_end", value=""))
    return edits


def moving(tree: Tree, node_id: str, parent: str, strand: Strand) -> list[AnyEdit]:
    """Return the edits that hang a condition, with all below it, under another one as its last answer.

    Returns:
        The edits; none where that would hang it on itself, or it hangs there already.
    """
    if parent and parent in {node.id for node in tree.below(node_id)}:
        return []
    if tree.parent(node_id) == parent and tree.strand(node_id) is strand:
        return []
    edits = _hung(tree, node_id, parent, strand)
    order = list(tree.nodes)
    end = _end_of(tree, parent, strand)
    index = end - 1 if order.index(node_id) < end else end
    return [*edits, Move(path=PATH, id=node_id, index=min(index, len(order) - 1))]


def _hung(tree: Tree, node_id: str, parent: str, strand: Strand) -> list[AnyEdit]:
    return [
        Set(path=f"{PATH}.{node_id}.parent", value=parent),
        Set(path=f"{PATH}.{node_id}.strand", value=None if parent else strand.value),
    ]


def shifting(tree: Tree, node_id: str, by: int) -> list[AnyEdit]:
    """Return the edits that move a condition before or after its neighbour among the answers to one question."""
    siblings = [node.id for node in tree.answers(tree.parent(node_id), tree.strand(node_id))]
    at = siblings.index(node_id) + by
    if not 0 <= at < len(siblings):
        return []
    order = list(tree.nodes)
    return [Move(path=PATH, id=node_id, index=order.index(siblings[at]))]


def indenting(tree: Tree, node_id: str) -> list[AnyEdit]:
    """Return the edits that hang a condition under the answer above it."""
    strand = tree.strand(node_id)
    siblings = [node.id for node in tree.answers(tree.parent(node_id), strand)]
    at = siblings.index(node_id)
    return moving(tree, node_id, siblings[at - 1], strand) if at else []


def outdenting(tree: Tree, node_id: str) -> list[AnyEdit]:
    """Return the edits that let a condition answer the question that the one above it answers."""
    parent = tree.parent(node_id)
    if not parent:
        return []
    strand = tree.strand(node_id)
    edits = _hung(tree, node_id, tree.parent(parent), strand)
    order = list(tree.nodes)
    after = max(order.index(node.id) for node in tree.below(parent))
    at = order.index(node_id)
    return [*edits, Move(path=PATH, id=node_id, index=after if at <= after else after + 1)]


def joining(tree: Tree, node_id: str, strand: Strand) -> list[AnyEdit]:
    """Return the edit that changes how the answers to a question belong together: not said, all, either."""
    path = f"{PATH}.{node_id}.junction" if node_id else f"causes.tops.{strand.value}.junction"
    known = tree.nodes[node_id].junction if node_id else tree.top(strand).junction
    steps: list[Junction | None] = [None, Junction.ALL, Junction.ANY]
    new = steps[(steps.index(known) + 1) % len(steps)]
    return [Set(path=path, value=new.value if new else None)]


def saying_joint(node_id: str, strand: Strand, junction: Junction) -> AnyEdit:
    """Return the edit that says how the answers to a question belong together."""
    path = f"{PATH}.{node_id}.junction" if node_id else f"causes.tops.{strand.value}.junction"
    return Set(path=path, value=junction.value)


def _end_of(tree: Tree, parent: str, strand: Strand) -> int:
    """Return the position in the list behind all that hangs on a condition, or in a strand."""
    order = {node_id: index for index, node_id in enumerate(tree.nodes)}
    nodes: list[Condition] = tree.below(parent) if parent else [node for _, node in tree.walk(strand)]
    return max((order[node.id] for node in nodes), default=len(order) - 1) + 1
