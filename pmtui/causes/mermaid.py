"""The tree as a Mermaid flowchart, valid whatever text the causes have."""

from collections.abc import Iterator

from pmtui.causes.tree import Tree
from pmtui.model.cause_tree import Cause
from pmtui.model.scales import Gate, Role, WhyTrack

_WIDEST = 160
"""Characters of a cause in the flowchart; a longer box makes the others too small to read on a page."""
_PLAIN = frozenset(" .,:!?()'+*/=%@-_")
_SHAPES = {Role.TRIGGER: ("([", "])"), Role.ROOT: ("[[", "]]"), Role.CONTRIBUTING: ("[", "]"), None: ("[", "]")}


def flowchart(tree: Tree) -> str:
    """Return the tree as a Mermaid flowchart, effects above causes; empty if there are no causes.

    Root causes are boxes with double sides, and triggers are rounded. If all causes were needed, their arrows meet in a
    diamond. A group is also a diamond.
    """
    lines = [line for strand in WhyTrack for line in _strand_lines(tree, strand)]
    return "\n".join(["flowchart TD", *lines]) if lines else ""


def _strand_lines(tree: Tree, strand: WhyTrack) -> Iterator[str]:
    if not tree.tops(strand):
        return
    top = f"q{list(WhyTrack).index(strand)}"
    yield f'    {top}("{label(tree.question("", strand))}")'
    yield from _links(tree, top, "", strand)
    for _, node in tree.walk(strand):
        if tree.is_group(node.id):
            yield from _group_lines(tree, node, strand)
            continue
        before, after = _SHAPES[node.role]
        yield f'    c{node.id}{before}"{label(node.text)}"{after}'
        yield from _links(tree, f"c{node.id}", node.id, strand)


def _group_lines(tree: Tree, group: Cause, strand: WhyTrack) -> Iterator[str]:
    """Yield a group as a diamond, and its arrows."""
    words = {Gate.ALL: "all of", Gate.ANY: "any of", None: "several"}
    yield f'    c{group.id}{{"{words[tree.junction(group.id, strand)]}"}}'
    for node in tree.children(group.id):
        yield f"    c{group.id} --> c{node.id}"


def _links(tree: Tree, name: str, node_id: str, strand: WhyTrack) -> Iterator[str]:
    answers = tree.answers(node_id, strand)
    junction = tree.junction(node_id, strand)
    if junction is Gate.ALL:
        yield f'    {name} --- {name}all{{"all of"}}'
        name = f"{name}all"
    for node in answers:
        words = '|"or"| ' if junction is Gate.ANY else ""
        yield f"    {name} -->{words or ' '}c{node.id}"


def label(text: str) -> str:
    """Return a text that's safe in quotes in Mermaid: one line, with special characters as codes."""
    line = " ".join(text.split()) or "…"
    line = line if len(line) <= _WIDEST else line[: _WIDEST - 1] + "…"
    return "".join(char if char in _PLAIN or char.isalnum() else f"#{ord(char)};" for char in line)


def fenced_chart(chart: str) -> str:
    """Return a flowchart as a fenced Markdown block."""
    return f"```mermaid\n{chart}\n```" if chart else ""
