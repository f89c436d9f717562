"""Messages of the causes builder: the hint to show now, and how a new answer combines with earlier ones."""

from pmtui.advice import Advice
from pmtui.causes import hints
from pmtui.causes.gates import expression
from pmtui.causes.tree import Tree
from pmtui.model.scales import Gate, WhyTrack

FIELDS = ("text", "role", "how", "evidence", "question", "junction", "began", "noticed")
"""The fields of a cause that the author can edit, in the order pmtui asks for them; its place in the tree isn't one."""

OF_GROUPS = ("junction", "text")
"""The fields of a group that the author can edit."""


def helping(tree: Tree, strand: WhyTrack, at: str, typed: str, in_hand: str) -> Advice:
    """Return the most useful hint right now; empty if there's none.

    Args:
        tree: the current tree.
        strand: the current track.
        at: the cause that the question is about; empty for the first question.
        typed: the text in the entry line.
        in_hand: the selected cause, if the tree has the focus; otherwise empty.
    """
    if in_hand:
        if tree.is_group(in_hand):
            return Advice(f"A group: {expression(tree, in_hand, strand)}.")
        return hints.about_node(tree, tree.nodes[in_hand]) or hints.about_tree(tree, strand)
    if typed:
        return _about_answer(tree, strand, at, typed)
    return (hints.about_leaf(tree, tree.nodes[at]) if at else Advice()) or hints.about_tree(tree, strand)


def understood(tree: Tree, at: str, strand: WhyTrack, other: Tree | None, how: str, room: int = 0) -> list[str]:
    """Return how pmtui reads the answers to a question after a new one, and the alternative.

    Args:
        tree: the current tree.
        at: the cause that the question is about; empty for the first question.
        strand: the current track.
        other: the tree of the other interpretation; None if there isn't one.
        how: the key or command that switches to the other interpretation.
        room: the width of a line in characters, to shorten answers to; 0 for no limit.

    Returns:
        Lines; none if the author hasn't set and/or.
    """
    if other is None and tree.junction(at, strand) is None:
        return []
    lines: list[str] = []
    for most in (40, 32, 26, 20, 14, 10, 7):
        lines = [_sentence(f"Read as: {expression(tree, at, strand, most)}")]
        lines += [_sentence(f"{how}: {expression(other, at, strand, most)}")] if other is not None else []
        if not room or max(len(line) for line in lines) <= room:
            break
    return lines


def _sentence(words: str) -> str:
    """Return words with a period, unless they're cut at the end."""
    return words if words.endswith("…") else f"{words}."


def rejoined(before: Tree, after: Tree, strand: WhyTrack) -> str:
    """Return the new and/or expression if a change to the tree has changed it; otherwise empty."""
    for node_id in ("", *after.nodes):
        said = after.junction(node_id, strand) is not None
        if not said or (node_id and (after.is_group(node_id) or after.strand(node_id) is not strand)):
            continue
        now = expression(after, node_id, strand)
        known = not node_id or node_id in before.nodes
        if not known or now.lower() != expression(before, node_id, strand).lower():  # the same but for capitals
            return f"Now: {now}."
    return ""


def _about_answer(tree: Tree, strand: WhyTrack, at: str, typed: str) -> Advice:
    junction, text = joint(typed) if tree.answers(at, strand) else (None, typed)
    if junction is not None:
        return Advice("All were needed." if junction is Gate.ALL else "Any one was enough.")
    return hints.about_text(tree.postmortem, text, tree.question(at, strand))


def joint(text: str) -> tuple[Gate | None, str]:
    """Return how a new answer combines with earlier ones, by its first word (and, or), and the rest of the answer."""
    first, _, rest = text.strip().partition(" ")
    junction = {"and": Gate.ALL, "or": Gate.ANY}.get(first.lower().strip(","))
    return (junction, rest.strip()) if junction is not None and rest.strip() else (None, text.strip())
