"""How several answers to one question belong together, in words: (A and B) or C."""

from pmtui.causes.questions import clause, first_sentence
from pmtui.causes.tree import Tree
from pmtui.model.cause_tree import Cause
from pmtui.model.scales import Gate, WhyTrack

_WORDS = {Gate.ALL: " and ", Gate.ANY: " or ", None: "; "}


def expression(tree: Tree, node_id: str, strand: WhyTrack, most: int = 40, deepest: int = 12) -> str:
    """Return the answers to a question as an expression, groups in parentheses; empty for fewer than two.

    Args:
        tree: the tree.
        node_id: the condition or the group whose answers they are; empty for the first question of the strand.
        strand: the strand.
        most: how many characters of each answer are shown.
        deepest: groups within so many groups are shown.
    """
    answers = tree.answers(node_id, strand)
    if len(answers) < 2:
        return ""
    return _WORDS[tree.junction(node_id, strand)].join(_part(tree, node, strand, most, deepest) for node in answers)


def _part(tree: Tree, node: Cause, strand: WhyTrack, most: int, deepest: int) -> str:
    if tree.is_group(node.id):
        return f"({expression(tree, node.id, strand, most, deepest - 1)})" if deepest else "(…)"
    words = first_sentence(node.text).rstrip(" .") or "…"
    if len(words) > 1:  # a letter alone is a name
        words = clause(words, tree.proper) or words
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def head(junction: Gate | None, count: int) -> str:
    """Return what stands over the answers to one question, in a document and in the tree; empty where nobody said."""
    if junction is None or count < 2:
        return ""
    if junction is Gate.ALL:
        return "Both of these together:" if count == 2 else "All of these together:"
    return "Either of these:" if count == 2 else "Any of these:"


def ending(junction: Gate | None, count: int) -> str:
    """Return what goes on after a condition to the several answers below it; empty where nobody said how they join."""
    if junction is None or count < 2:
        return ""
    if junction is Gate.ALL:
        return "It took both of these:" if count == 2 else "It took all of these:"
    return "Either of these was enough:" if count == 2 else "Any of these was enough:"
