"""The edits that change the tree. Each keeps it a tree, and each is one step for undo.

A group that's left with fewer than two members, or is the only answer to its question, is dissolved in the same step.
"""

from dataclasses import dataclass
from enum import Enum

from pmtui.causes.tree import Tree
from pmtui.model.cause_tree import Cause
from pmtui.model.edit import AnyEdit, Batch, Insert, Move, Remove, Set, apply
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Gate, WhyTrack
from pmtui.model.unfinished import without_note

NODES = "causes.tree"


def adding(tree: Tree, node_id: str, parent: str, strand: WhyTrack, text: str) -> list[AnyEdit]:
    """Return the edits that add an answer to a question, after the existing ones.

    Args:
        tree: the current tree.
        node_id: the new cause's ID.
        parent: the cause that the question is about; empty for the first question of the track.
        strand: the track.
        text: the answer.
    """
    element: dict[str, object] = {"id": node_id, "text": text}
    element |= {"parent": parent} if parent else {"strand": strand.value}
    return [Insert(path=NODES, index=_end_of(tree, parent, strand), element=element)]


def removing(tree: Tree, node_id: str) -> list[AnyEdit]:
    """Return the edits that remove a cause, everything under it, and all references to them."""
    gone = [node.id for node in tree.below(node_id)]
    edits: list[AnyEdit] = [Remove(path=NODES, id=each) for each in reversed(gone)]
    return _tidied(tree, [*edits, *_forgetting(tree.postmortem, gone)])


def _forgetting(postmortem: Postmortem, gone: list[str]) -> list[AnyEdit]:
    """Return the edits that remove references to removed causes."""
    edits: list[AnyEdit] = []
    for table in ("typed", "marks"):
        for path in getattr(postmortem, table):
            if any(without_note(path).startswith(f"{NODES}.{each}.") for each in gone):
                edits.append(Set(path=f"{table}.{path}", value=None))
    for action in postmortem.actions:
        kept = [each for each in action.addresses if each not in gone]
        if len(kept) < len(action.addresses):
            edits.append(Set(path=f"actions.{action.id}.addresses", value=kept))
    if postmortem.causes.chain_end in gone:
        edits.append(Set(path="causes.chain_end", value=""))
    return edits


def moving(tree: Tree, node_id: str, parent: str, strand: WhyTrack) -> list[AnyEdit]:
    """Return the edits that move a cause, with everything under it, to the end of another cause's answers.

    Returns:
        The edits; none if it would be under itself, or already is under that cause.
    """
    if parent and parent in {node.id for node in tree.below(node_id)}:
        return []
    if tree.parent(node_id) == parent and tree.strand(node_id) is strand:
        return []
    edits = _hung(tree, node_id, parent, strand)
    order = list(tree.nodes)
    end = _end_of(tree, parent, strand)
    index = end - 1 if order.index(node_id) < end else end
    return _tidied(tree, [*edits, Move(path=NODES, id=node_id, index=min(index, len(order) - 1))])


def _hung(tree: Tree, node_id: str, parent: str, strand: WhyTrack) -> list[AnyEdit]:
    return [
        Set(path=f"{NODES}.{node_id}.parent", value=parent),
        Set(path=f"{NODES}.{node_id}.strand", value=None if parent else strand.value),
    ]


def shifting(tree: Tree, node_id: str, by: int) -> list[AnyEdit]:
    """Return the edits that swap a cause with the one before or after it among the answers to one question."""
    siblings = [node.id for node in tree.answers(tree.parent(node_id), tree.strand(node_id))]
    at = siblings.index(node_id) + by
    if not 0 <= at < len(siblings):
        return []
    order = list(tree.nodes)
    return [Move(path=NODES, id=node_id, index=order.index(siblings[at]))]


def indenting(tree: Tree, node_id: str) -> list[AnyEdit]:
    """Return the edits that move a cause under the answer above it."""
    strand = tree.strand(node_id)
    siblings = [node.id for node in tree.answers(tree.parent(node_id), strand)]
    at = siblings.index(node_id)
    return moving(tree, node_id, siblings[at - 1], strand) if at else []


def outdenting(tree: Tree, node_id: str) -> list[AnyEdit]:
    """Return the edits that move a cause up to the level of its parent."""
    parent = tree.parent(node_id)
    if not parent:
        return []
    strand = tree.strand(node_id)
    edits = _hung(tree, node_id, tree.parent(parent), strand)
    order = list(tree.nodes)
    after = max(order.index(node.id) for node in tree.below(parent))
    at = order.index(node_id)
    return _tidied(tree, [*edits, Move(path=NODES, id=node_id, index=after if at <= after else after + 1)])


# -- and/or ------------------------------------------------------------------------------------------------------------


class Way(Enum):
    """Where a new answer goes among earlier ones."""

    FLAT = "flat"  # next to them
    GROUPED = "grouped"  # the earlier ones become a group, with the new one next to it
    WITH_LAST = "with last"  # the last one and the new one become a group
    INTO_LAST = "into last"  # the last one is a group, and the new one joins it


@dataclass(frozen=True)
class Joining:
    """How a new answer combines with earlier ones.

    Attributes:
        way: where it goes.
        whole: the and/or between the answers to the question afterward.
        group: the and/or inside the new group; None if there's no new group.
    """

    way: Way
    whole: Gate | None
    group: Gate | None = None


def ways(tree: Tree, at: str, strand: WhyTrack, said: Gate | None) -> list[Joining]:
    """Return the interpretations of a new answer, the most likely first. None of them changes the earlier and/or.

    Args:
        tree: the current tree.
        at: the cause that the question is about; empty for the first question of the track.
        strand: the track.
        said: the first word of the answer: "and" or "or"; None for neither.
    """
    answers, known = tree.answers(at, strand), tree.junction(at, strand)
    if len(answers) < 2:
        return [Joining(Way.FLAT, said if answers else None)]
    if known is None:
        flat = Joining(Way.FLAT, said)
        return [flat] if said is None else [flat, Joining(Way.GROUPED, said, _other(said))]
    if said is None:
        return [Joining(Way.FLAT, known), Joining(Way.GROUPED, _other(known), known)]
    if said is known:
        return [Joining(Way.FLAT, known)]
    grouped = Joining(Way.GROUPED, said, known)
    last = answers[-1].id
    if tree.is_group(last) and tree.junction(last, strand) is said:
        return [Joining(Way.INTO_LAST, known), grouped]
    return [grouped, Joining(Way.WITH_LAST, known, said)]


def joined(
    tree: Tree, ids: tuple[str, str], at: str, strand: WhyTrack, text: str, joining: Joining
) -> list[AnyEdit]:  # fmt: skip
    """Return the edits that add a new answer to a question and combine it with earlier ones.

    Args:
        tree: the current tree.
        ids: the IDs for the new cause and for the group, if there's a new one.
        at: the cause that the question is about; empty for the first question of the track.
        strand: the track.
        text: the answer.
        joining: how it combines with earlier answers.
    """
    node_id, group_id = ids
    answers = tree.answers(at, strand)
    edits: list[AnyEdit] = []
    home = at
    if joining.way is Way.INTO_LAST:
        home = answers[-1].id
    elif joining.way is Way.GROUPED:
        edits = _grouping(tree, group_id, at, strand, [node.id for node in answers], joining.group)
    elif joining.way is Way.WITH_LAST:
        edits = _grouping(tree, group_id, at, strand, [answers[-1].id], joining.group)
        home = group_id
    if joining.whole is not _stored(tree, at, strand):
        edits.append(_saying(at, strand, joining.whole))
    element: dict[str, object] = {"id": node_id, "text": text}
    element |= {"parent": home} if home else {"strand": strand.value}
    made = len([edit for edit in edits if isinstance(edit, Insert)])
    return [*edits, Insert(path=NODES, index=_end_of(tree, at, strand) + made, element=element)]


def _grouping(
    tree: Tree, group_id: str, at: str, strand: WhyTrack, members: list[str], junction: Gate | None
) -> list[AnyEdit]:
    """Return the edits that put answers to one question into a group, at the place of the first one."""
    order = list(tree.nodes)
    element: dict[str, object] = {"id": group_id, "junction": (junction or Gate.ALL).value}
    element |= {"parent": at} if at else {"strand": strand.value}
    index = min(order.index(member) for member in members)
    edits: list[AnyEdit] = [Insert(path=NODES, index=index, element=element)]
    for member in members:
        edits += _hung(tree, member, group_id, strand)
    return edits


def grouping(tree: Tree, node_id: str, group_id: str) -> list[AnyEdit]:
    """Return the edits that change how an answer is grouped; none if there's nothing to group it with.

    A group is dissolved, and an answer in a group leaves it. Any other answer joins the group above it, or forms one
    with the answer above it.
    """
    strand, parent = tree.strand(node_id), tree.parent(node_id)
    if tree.is_group(node_id):
        return _tidied(tree, _dissolved(tree, tree.nodes[node_id]))
    if parent and tree.is_group(parent):
        return outdenting(tree, node_id)
    siblings = [node.id for node in tree.answers(parent, strand)]
    at = siblings.index(node_id)
    if at == 0 or len(siblings) < 3 and not tree.is_group(siblings[at - 1]):
        return []
    above = siblings[at - 1]
    if tree.is_group(above):
        return moving(tree, node_id, above, strand)
    known = tree.junction(parent, strand)
    return _grouping(tree, group_id, parent, strand, [above, node_id], _other(known) if known else Gate.ALL)


def cycle_gate_edits(tree: Tree, node_id: str, strand: WhyTrack) -> list[AnyEdit]:
    """Return the edit that cycles the and/or of the answers to a question: not set, all, any.

    For a group, it's always all or any.
    """
    steps: list[Gate | None] = [None, Gate.ALL, Gate.ANY]
    if node_id and tree.is_group(node_id):
        steps = steps[1:]
    known = _stored(tree, node_id, strand)
    if known not in steps:  # a group from a hand-edited file
        return [_saying(node_id, strand, Gate.ALL)]
    return [_saying(node_id, strand, steps[(steps.index(known) + 1) % len(steps)])]


def _other(junction: Gate) -> Gate:
    return Gate.ANY if junction is Gate.ALL else Gate.ALL


def _stored(tree: Tree, node_id: str, strand: WhyTrack) -> Gate | None:
    return tree.nodes[node_id].junction if node_id else tree.top(strand).junction


def _saying(node_id: str, strand: WhyTrack, junction: Gate | None) -> AnyEdit:
    path = f"{NODES}.{node_id}.junction" if node_id else f"causes.tops.{strand.value}.junction"
    return Set(path=path, value=junction.value if junction else None)


# -- cleanup of groups -------------------------------------------------------------------------------------------------


def _tidied(tree: Tree, edits: list[AnyEdit]) -> list[AnyEdit]:
    """Return edits, followed by those that remove groups and and/or settings that no longer mean anything."""
    while edits:
        after = Tree(apply(tree.postmortem, Batch(edits=tuple(edits))))
        more = _tidying(tree, after)
        if not more:
            break
        edits = [*edits, *more]
    return edits


def _tidying(before: Tree, after: Tree) -> list[AnyEdit]:
    """Return the edits for the first group or and/or setting that no longer means anything; none if all do."""
    for node in after.nodes.values():
        count = len(after.children(node.id))
        was_group = node.id in before.nodes and before.is_group(node.id)
        alone = after.is_group(node.id) and len(after.answers(after.parent(node.id), after.strand(node.id))) == 1
        if (was_group and node.is_bare and count < 2) or alone:
            return _dissolved(after, node)
        had = node.id in before.nodes and before.junction(node.id, WhyTrack.HAPPENED) is not None
        if had and count < 2 and node.junction is not None:  # otherwise it would apply to a later answer
            return [_saying(node.id, WhyTrack.HAPPENED, None)]
    for strand in WhyTrack:
        if before.junction("", strand) is not None and len(after.tops(strand)) < 2 and after.top(strand).junction:
            return [_saying("", strand, None)]
    return []


def _dissolved(tree: Tree, group: Cause) -> list[AnyEdit]:
    """Return the edits that replace a group by its members."""
    parent, strand = tree.parent(group.id), tree.strand(group.id)
    members = tree.children(group.id)
    edits: list[AnyEdit] = []
    for member in members:
        edits += _hung(tree, member.id, parent, strand)
    order = list(tree.nodes)
    for member in reversed(members):  # each at the group's place among the answers to its question
        order.remove(member.id)
        to = order.index(group.id) + 1
        order.insert(to, member.id)
        edits.append(Move(path=NODES, id=member.id, index=to))
    if len(members) > 1 and len(tree.answers(parent, strand)) == 1:
        edits.append(_saying(parent, strand, group.junction))
    return [*edits, Remove(path=NODES, id=group.id), *_forgetting(tree.postmortem, [group.id])]


def _end_of(tree: Tree, parent: str, strand: WhyTrack) -> int:
    """Return the position in the list after everything under a cause, or on a track."""
    order = {node_id: index for index, node_id in enumerate(tree.nodes)}
    nodes: list[Cause] = tree.below(parent) if parent else [node for _, node in tree.walk(strand)]
    return max((order[node.id] for node in nodes), default=len(order) - 1) + 1
