"""What the document takes from the tree, in the forms that templates ask for. What the author wrote goes before it."""

import re
from collections.abc import Iterable

from pmtui.causes.questions import clause, first_sentence
from pmtui.causes.tree import Tree
from pmtui.model.causes import Causes, Factor, Why
from pmtui.model.conditions import Condition
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Junction, Role, Strand

_JOINTS = {Junction.ALL: "by all of these together:", Junction.ANY: "by either of these:"}


def filled_in(postmortem: Postmortem) -> Postmortem:
    """Return a postmortem whose blank causes are what its tree says; the same object where there is no tree."""
    if not postmortem.causes.tree:
        return postmortem
    tree, causes = Tree(postmortem), postmortem.causes
    changes: dict[str, object] = {}
    for name, text in prose(tree).items():
        if text and not getattr(causes, name).strip():
            changes[name] = text
    for name, lines in listed(tree).items():
        own = [line for line in getattr(causes, name) if line.strip()]
        if lines:
            changes[name] = (*own, *(line for line in lines if line not in own))
    factors = contributing(tree, causes)
    if factors:
        changes["contributing"] = (*causes.contributing, *factors)
    if not causes.whys:
        changes["whys"] = whys(tree)
    return postmortem.model_copy(update={"causes": causes.model_copy(update=changes)})


def derived(postmortem: Postmortem) -> dict[str, object]:
    """Return what the tree says, by the path of the question that it would answer; nothing for what it doesn't say."""
    if not postmortem.causes.tree:
        return {}
    tree = Tree(postmortem)
    found: dict[str, object] = {f"causes.{name}": text for name, text in prose(tree).items() if text}
    found |= {f"causes.{name}": lines for name, lines in listed(tree).items() if lines}
    found["causes.contributing"] = tuple(contributing(tree, postmortem.causes))
    found["causes.whys"] = whys(tree)
    return {path: value for path, value in found.items() if value}


def prose(tree: Tree) -> dict[str, str]:
    """Return the tree's text for each cause that is prose, by its name in the record."""
    tops = tree.tops(Strand.HAPPENED)
    return {
        "what_happened": paragraphs(_told(tree, node) for node in tops),
        "why_happened": _why(tree, tops),
        "immediate": paragraphs(as_words(node.text) for node in _triggers(tree) or tops),
        "root": _texts(tree.roots()),
        "not_caught": _outline(tree, tree.tops(Strand.NOT_CAUGHT), tree.junction("", Strand.NOT_CAUGHT)),
    }


def listed(tree: Tree) -> dict[str, tuple[str, ...]]:
    """Return the tree's lines for each cause that is a list, by its name in the record."""
    return {
        "late_detection": tuple(in_a_line(tree, node) for node in tree.tops(Strand.NOT_CAUGHT)),
        "slow_recovery": tuple(in_a_line(tree, node) for node in tree.tops(Strand.SLOW_RECOVERY)),
    }


def contributing(tree: Tree, causes: Causes) -> list[Factor]:
    """Return the conditions that are marked as contributing factors, those left out that the author has listed."""
    known = {" ".join(factor.factor.split()).lower() for factor in causes.contributing}
    taken = {factor.id for factor in causes.contributing}
    found = []
    for strand in Strand:
        for _, node in tree.walk(strand):
            text = " ".join(node.text.split())
            if node.role is Role.CONTRIBUTING and text and text.lower() not in known:
                node_id = node.id if node.id not in taken else f"{node.id[:14]}x"
                found.append(Factor(id=node_id, factor=as_words(text).rstrip("."), how=node.how))
    return found


def whys(tree: Tree) -> tuple[Why, ...]:
    """Return the chosen chain as numbered whys: each with the question that it answers."""
    found = []
    above = ""
    for node in tree.chain():
        question = tree.question(above, tree.strand(node.id))
        found.append(Why(id=node.id, question=question, answer=as_words(node.text)))
        above = node.id
    return tuple(found)


def in_a_line(tree: Tree, node: Condition) -> str:
    """Return a condition and what lies beneath it as one line: "A, because b, because c and d".

    It goes no farther than a fork: what lies beneath one branch isn't said of the other. Nor does it say how the
    answers of a fork join where nobody did.
    """
    parts = [_sentence(node)]
    while True:
        below = [child for child in tree.children(node.id) if child.text.strip()]
        junction = tree.junction(node.id, Strand.HAPPENED)
        if not below or (len(below) > 1 and junction is None):
            return ", ".join(parts)
        joint = " or " if junction is Junction.ANY else " and "
        parts.append("because " + joint.join(clause(_sentence(child), tree.proper) for child in below))
        if len(below) > 1:
            return ", ".join(parts)
        node = below[0]


def _sentence(node: Condition) -> str:
    return as_words(first_sentence(node.text)).rstrip(" .")


_SPACE = r"[^\S\n]"
_BLOCK = re.compile(
    rf"^({_SPACE}{{0,3}})(#{{1,6}}(?=\s|$)|>|[-+*](?=\s|$)|`{{3,}}|~{{3,}}|={{2,}}{_SPACE}*$|(?:[-*_]{_SPACE}*){{3,}}$|\|)",
    re.MULTILINE,
)
_NUMBER = re.compile(rf"^({_SPACE}{{0,3}}\d{{1,9}})([.)])(?=\s|$)", re.MULTILINE)


def as_words(text: str) -> str:
    """Return an answer as running text: what would begin a heading, a list, a quote or a fence is plain words."""
    return _NUMBER.sub(r"\1\\\2", _BLOCK.sub(r"\1\\\2", text.strip()))


def _told(tree: Tree, node: Condition) -> str:
    """Return a first answer as it stands, or with all that lies beneath it in one sentence."""
    return f"{in_a_line(tree, node)}." if tree.children(node.id) else as_words(node.text)


def paragraphs(texts: Iterable[str]) -> str:
    """Return texts as paragraphs."""
    return "\n\n".join(text.strip() for text in texts if text.strip())


def _triggers(tree: Tree) -> list[Condition]:
    return [node for _, node in tree.walk(Strand.HAPPENED) if node.role is Role.TRIGGER]


def _texts(nodes: list[Condition]) -> str:
    texts = [as_words(node.text) for node in nodes if node.text.strip()]
    if len(texts) < 2:
        return "".join(texts)
    return "\n".join(_bullet(text, 0) for text in texts)


def _why(tree: Tree, tops: list[Condition]) -> str:
    """Return what lies beneath the first answers; where there are several, under each of them."""
    if len(tops) == 1:
        return _outline(tree, tree.children(tops[0].id), tree.junction(tops[0].id, Strand.HAPPENED))
    if not any(tree.children(node.id) for node in tops):
        return ""
    return _outline(tree, tops, tree.junction("", Strand.HAPPENED))


def _outline(tree: Tree, nodes: list[Condition], junction: Junction | None) -> str:
    """Return conditions as nested bullets; joint ones say so."""
    joined = {Junction.ALL: "All of these together:", Junction.ANY: "Either of these:"}
    lines: list[str] = [f"{joined[junction]}\n"] if junction and len(nodes) > 1 else []
    waiting = [(0, node) for node in reversed(nodes)]
    while waiting:
        depth, node = waiting.pop()
        children = tree.children(node.id)
        joint = tree.junction(node.id, Strand.HAPPENED)
        after = f", {_JOINTS[joint]}" if joint else ""
        text = as_words(node.text)
        if text:
            lines.append(_bullet(f"{text.rstrip('.')}{after}" if after else text, depth))
        waiting += [(depth + bool(node.text.strip()), child) for child in reversed(children)]
    return "\n".join(lines)


def _bullet(text: str, depth: int) -> str:
    indent = "  " * depth
    first, *rest = text.split("\n")
    return "\n".join([f"{indent}- {first}", *(f"{indent}  {line}" if line.strip() else "" for line in rest)])
