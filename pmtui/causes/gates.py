"""And/or between several causes, as text: (A and B) or C."""

from pmtui.causes.questions import clause, first_sentence
from pmtui.causes.tree import Tree
from pmtui.model.cause_tree import Cause
from pmtui.model.scales import Gate, WhyTrack

_WORDS = {Gate.ALL: " and ", Gate.ANY: " or ", None: "; "}


def expression(tree: Tree, node_id: str, strand: WhyTrack, most: int = 40, deepest: int = 12) -> str:
    """Return the answers to a question as an expression, with groups in parentheses; empty for fewer than two.

    Args:
        tree: the tree.
        node_id: the cause or group they explain; empty for the first question of the track.
        strand: the track.
        most: how many characters of each answer to show.
        deepest: how many levels of groups to show.
    """
    answers = tree.answers(node_id, strand)
    if len(answers) < 2:
        return ""
    return _WORDS[tree.junction(node_id, strand)].join(_part(tree, node, strand, most, deepest) for node in answers)


def _part(tree: Tree, node: Cause, strand: WhyTrack, most: int, deepest: int) -> str:
    if tree.is_group(node.id):
        return f"({expression(tree, node.id, strand, most, deepest - 1)})" if deepest else "(…)"
    words = first_sentence(node.text).rstrip(" .") or "…"
    if len(words) > 1:  # a single letter is a name
        words = clause(words, tree.proper) or words
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def head(junction: Gate | None, count: int) -> str:
    """Return the line above several causes, in a document and in the tree; empty if the author hasn't set and/or."""
    if junction is None or count < 2:
        return ""
    if junction is Gate.ALL:
        return "Both of these together:" if count == 2 else "All of these together:"
    return "Either of these:" if count == 2 else "Any of these:"


def ending(junction: Gate | None, count: int) -> str:
    """Return the words between a cause and the several causes under it; empty if the author hasn't set and/or."""
    if junction is None or count < 2:
        return ""
    if junction is Gate.ALL:
        return "It took both of these:" if count == 2 else "It took all of these:"
    return "Either of these was enough:" if count == 2 else "Any of these was enough:"
