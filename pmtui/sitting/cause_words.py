"""The words of the causes builder: what may help now, and how an answer joins those before it."""

from pmtui.causes import nudges
from pmtui.causes.tree import Tree
from pmtui.keys import legend
from pmtui.model.scales import Junction, Strand

FIELDS = ("text", "role", "how", "evidence", "question", "junction", "began", "noticed")
"""What can be said about a condition, in the order in which it's asked; where it stands in the tree isn't among it."""

_LEGEND = {
    "causes.trigger": "trigger",
    "causes.factor": "factor",
    "causes.root": "root",
    "causes.no_role": "none",
    "causes.joint": "joint",
    "causes.evidence": "events",
    "causes.chain": "5 whys",
}


def tree_legend() -> str:
    """Return what the tree's keys do."""
    return legend(_LEGEND)


def helping(tree: Tree, strand: Strand, at: str, typed: str, in_hand: str) -> str:
    """Return the one thing that may help now; empty where there's none.

    Args:
        tree: the tree as it stands.
        strand: which of the three questions is in front.
        at: the condition that is asked about; empty for the first question.
        typed: what stands in the line.
        in_hand: the condition under the cursor, where the tree has it; else empty.
    """
    if in_hand:
        return nudges.about_node(tree, tree.nodes[in_hand]) or nudges.about_tree(tree, strand)
    if typed:
        return _about_answer(tree, strand, at, typed)
    return (nudges.about_leaf(tree, tree.nodes[at]) if at else "") or nudges.about_tree(tree, strand)


def _about_answer(tree: Tree, strand: Strand, at: str, typed: str) -> str:
    junction, text = joint(typed) if tree.answers(at, strand) else (None, typed)
    if junction is not None:
        return "Both were needed together." if junction is Junction.ALL else "Either of them would do."
    return nudges.about_text(tree.postmortem, text, tree.question(at, strand))


def joint(text: str) -> tuple[Junction | None, str]:
    """Return how a further answer joins those before it, by its first word, and the answer without that."""
    first, _, rest = text.strip().partition(" ")
    junction = {"and": Junction.ALL, "or": Junction.ANY}.get(first.lower().strip(","))
    return (junction, rest.strip()) if junction is not None and rest.strip() else (None, text.strip())
