"""The words of the causes builder: what may help now, and how an answer joins those before it."""

from pmtui.causes import hints
from pmtui.causes.gates import expression
from pmtui.causes.tree import Tree
from pmtui.keys import legend
from pmtui.model.scales import Gate, WhyTrack

FIELDS = ("text", "role", "how", "evidence", "question", "junction", "began", "noticed")
"""What can be said about a condition, in the order in which it's asked; where it stands in the tree isn't among it."""

OF_GROUPS = ("junction", "text")
"""What can be said about a group."""

_LEGEND = {
    "causes.trigger": "trigger",
    "causes.factor": "factor",
    "causes.root": "root",
    "causes.no_role": "none",
    "causes.joint": "joint",
    "causes.group": "group",
    "causes.evidence": "events",
    "causes.chain": "5 whys",
}


def tree_legend() -> str:
    """Return what the tree's keys do."""
    return legend(_LEGEND)


def helping(tree: Tree, strand: WhyTrack, at: str, typed: str, in_hand: str) -> str:
    """Return the one thing that may help now; empty where there's none.

    Args:
        tree: the tree as it stands.
        strand: which of the three questions is in front.
        at: the condition that is asked about; empty for the first question.
        typed: what stands in the line.
        in_hand: the condition under the cursor, where the tree has it; else empty.
    """
    if in_hand:
        if tree.is_group(in_hand):
            return f"A group: {expression(tree, in_hand, strand)}."
        return hints.about_node(tree, tree.nodes[in_hand]) or hints.about_tree(tree, strand)
    if typed:
        return _about_answer(tree, strand, at, typed)
    return (hints.about_leaf(tree, tree.nodes[at]) if at else "") or hints.about_tree(tree, strand)


def understood(tree: Tree, at: str, strand: WhyTrack, other: Tree | None, how: str, room: int = 0) -> list[str]:
    """Return how the answers to a question are understood, after one has joined them, and what else was possible.

    Args:
        tree: the tree as it stands.
        at: the condition that is asked about; empty for the first question.
        strand: which of the three questions is in front.
        other: the tree if the answer were meant the other way; None where there's no other way.
        how: what takes it the other way: a key, a command.
        room: how many characters a line has, so that answers are shortened; 0 for any.

    Returns:
        Lines; none where nobody said how they belong together.
    """
    if other is None and tree.junction(at, strand) is None:
        return []
    lines: list[str] = []
    for most in (40, 32, 26, 20, 14, 10, 7):
        lines = [f"Understood: {expression(tree, at, strand, most)}."]
        lines += [f"{how}: {expression(other, at, strand, most)}."] if other is not None else []
        if not room or max(len(line) for line in lines) <= room:
            break
    return lines


def rejoined(before: Tree, after: Tree, strand: WhyTrack) -> str:
    """Return how answers belong together now, where a change to the tree has changed that; empty where it hasn't."""
    for node_id in ("", *after.nodes):
        said = after.junction(node_id, strand) is not None
        if not said or (node_id and (after.is_group(node_id) or after.strand(node_id) is not strand)):
            continue
        now = expression(after, node_id, strand)
        known = not node_id or node_id in before.nodes
        if not known or now.lower() != expression(before, node_id, strand).lower():  # a capital joins nothing
            return f"Now: {now}."
    return ""


def _about_answer(tree: Tree, strand: WhyTrack, at: str, typed: str) -> str:
    junction, text = joint(typed) if tree.answers(at, strand) else (None, typed)
    if junction is not None:
        return "Both were needed together." if junction is Gate.ALL else "Either of them would do."
    return hints.about_text(tree.postmortem, text, tree.question(at, strand))


def joint(text: str) -> tuple[Gate | None, str]:
    """Return how a further answer joins those before it, by its first word, and the answer without that."""
    first, _, rest = text.strip().partition(" ")
    junction = {"and": Gate.ALL, "or": Gate.ANY}.get(first.lower().strip(","))
    return (junction, rest.strip()) if junction is not None and rest.strip() else (None, text.strip())
