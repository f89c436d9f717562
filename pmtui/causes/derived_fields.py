"""The document's fields that are derived from the tree. What the author wrote takes precedence.

The questions of the template decide where a cause appears. If it asks for the root cause, root causes appear there;
otherwise, they're labeled as root causes in the story of what happened, or among the contributing factors.
"""

import re
from collections import deque
from collections.abc import Collection

from pmtui.causes.gates import ending, head
from pmtui.causes.questions import clause, first_sentence, stands_inside
from pmtui.causes.tree import Tree
from pmtui.model.cause_tree import Cause
from pmtui.model.causes import Causes, Factor, Why
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Gate, Role, WhyTrack

FORMS = frozenset(
    ["what_happened", "why_happened", "immediate", "root", "not_caught", "late_detection", "slow_recovery"]
    + ["contributing", "whys"]
)
"""The fields that can be derived from the tree, by their names under `causes`."""

_OWN = {Role.ROOT: "root", Role.TRIGGER: "immediate", Role.CONTRIBUTING: "contributing"}
"""The question that asks for causes with a role; a template can ask for the trigger alone, too."""

_PLACES = {WhyTrack.NOT_CAUGHT: ("not_caught", "late_detection"), WhyTrack.SLOW_RECOVERY: ("slow_recovery",)}
"""The questions that ask for a whole track."""

_DEEPEST = 5
"""Levels of bullets that are easy to read; deeper causes follow the list, under the name of their parent."""

_FARTHEST = 8
"""Levels of nested groups to show; the members of deeper groups are shown side by side."""

_CLAUSES = 3
"""How many reasons fit in one sentence. Chosen by hand: with a fourth "because", a reader loses the first."""


def filled_in(postmortem: Postmortem, asked: Collection[str] = FORMS) -> Postmortem:
    """Return a postmortem whose blank causes are filled in from its tree; the same object if there's no tree.

    Args:
        postmortem: the postmortem.
        asked: the fields that the document shows, by their names under `causes`.
    """
    if not postmortem.causes.tree:
        return postmortem
    causes = postmortem.causes
    told = _told(postmortem, asked)
    changes: dict[str, object] = {}
    for name, text in told.prose.items():
        if text and not getattr(causes, name).strip():
            changes[name] = text
    for name, lines in told.listed.items():
        own = [line for line in getattr(causes, name) if line.strip()]
        known = {_plain(line) for line in own}
        if lines:
            changes[name] = (*own, *(line for line in lines if _plain(line) not in known))
    if told.factors:
        changes["contributing"] = (*causes.contributing, *told.factors)
    if not causes.whys:
        changes["whys"] = told.whys
    return postmortem.model_copy(update={"causes": causes.model_copy(update=changes)})


def derived(postmortem: Postmortem, asked: Collection[str] = FORMS) -> dict[str, object]:
    """Return the answers derived from the tree, by path; without those that the tree doesn't give."""
    if not postmortem.causes.tree:
        return {}
    told = _told(postmortem, asked)
    found = {**told.prose, **told.listed, "contributing": tuple(told.factors), "whys": told.whys}
    return {f"causes.{name}": value for name, value in found.items() if value}


def _told(postmortem: Postmortem, asked: Collection[str]) -> "_Telling":
    causes = postmortem.causes
    typed = {name for name in ("root", "immediate", "trigger") if getattr(causes, name).strip()}
    return _Telling(Tree(postmortem), frozenset(asked), typed)


class _Telling:
    """The fields of one document that are derived from one tree.

    Attributes:
        prose: the texts, by their names under `causes`.
        listed: the lines of lists.
        factors: the contributing factors.
        whys: the chain for the 5 Whys, each step with its question.
    """

    def __init__(self, tree: Tree, asked: frozenset[str], typed: Collection[str]) -> None:
        """Derive them.

        Args:
            tree: the causes.
            asked: the fields that the document shows.
            typed: those of them that the author has filled in.
        """
        self.tree = tree
        self.asked = asked
        own = {**_OWN, Role.TRIGGER: "trigger"} if "trigger" in asked else _OWN
        self.labelled = {role for role, name in own.items() if name not in asked or name in typed}
        self._seen: set[str] = set()
        makers = {
            "what_happened": self._what_happened,
            "why_happened": self._why_happened,
            "trigger": self._trigger,
            "immediate": self._immediate,
            "root": self._root,
            "not_caught": self._not_caught,
        }
        self.prose = {name: make() for name, make in makers.items() if name in asked}
        self.listed = {
            name: self._lines(strand)
            for name, strand in (("late_detection", WhyTrack.NOT_CAUGHT), ("slow_recovery", WhyTrack.SLOW_RECOVERY))
            if name in asked
        }
        self.factors = self._factors(tree.postmortem.causes) if "contributing" in asked else []
        self.whys = self._whys() if "whys" in asked else ()

    # -- fields ----------------------------------------------------------------------------------------------------

    def _tops(self, strand: WhyTrack) -> tuple[list[Cause], Gate | None]:
        return self.tree.tops(strand), self.tree.junction("", strand)

    def _what_happened(self) -> str:
        """Return the story of what happened, with the tracks that have no field."""
        tops, junction = self._tops(WhyTrack.HAPPENED)
        if not any(node.text.strip() for _, node in self.tree.conditions(WhyTrack.HAPPENED)):
            return ""
        if "why_happened" in self.asked:
            nearest = [node for top in tops for node in self._nearest(top)]
            parts = [paragraph(self._named(nearest[0]))] if len(nearest) == 1 else [self._shallow(tops, junction)]
        else:
            parts = [self._story(tops, junction)]
        for strand, places in _PLACES.items():
            told = "" if self.asked & frozenset(places) else self._story(*self._tops(strand))
            parts += [f"**{strand.label}:**", told] if told else []
        return "\n\n".join(part for part in parts if part)

    def _why_happened(self) -> str:
        """Return the causes of the first answer; if there are several, the causes of each."""
        tops, junction = self._tops(WhyTrack.HAPPENED)
        if "what_happened" not in self.asked:
            return self._story(tops, junction)
        nearest = [node for top in tops for node in self._nearest(top)]
        if len(tops) == len(nearest) == 1:
            return self._outline(*self._below(nearest[0]))
        return self._outline(tops, junction) if any(self.tree.children(node.id) for node in nearest) else ""

    def _not_caught(self) -> str:
        return self._story(*self._tops(WhyTrack.NOT_CAUGHT))

    def _triggers(self) -> list[Cause]:
        return [node for node in self.tree.marked() if node.role is Role.TRIGGER]

    def _trigger(self) -> str:
        return _paragraphs_or_bullets([self._named(node) for node in self._triggers()])

    def _immediate(self) -> str:
        """Return the triggers without their own field; if there are none, or no story, the first answers."""
        triggers = self._triggers()
        if "trigger" in self.asked:
            tops = [node for top in self.tree.tops(WhyTrack.HAPPENED) for node in self._nearest(top)]
            return _paragraphs_or_bullets([self._named(node) for node in tops if node not in triggers])
        has_story = self.asked & {"what_happened", "why_happened"}
        tops = [node for top in self.tree.tops(WhyTrack.HAPPENED) for node in self._nearest(top)]
        first = [] if triggers and has_story else [node for node in tops if node not in triggers]
        lines = [self._named(node) for node in first]
        lines += [self._named(node, as_role=bool(first)) for node in triggers]
        return _paragraphs_or_bullets(lines)

    def _root(self) -> str:
        return _paragraphs_or_bullets([self._named(node) for node in self.tree.roots() if node.text.strip()])

    def _factors(self, causes: Causes) -> list[Factor]:
        """Return contributing factors that the author hasn't listed, and other causes that no field shows."""
        known = {_plain(factor.factor) for factor in causes.contributing}
        taken = {factor.id for factor in causes.contributing}
        found = []
        for node in self.tree.marked():
            text = " ".join(node.text.split())
            if not (node.role is Role.CONTRIBUTING or node.id not in self._seen) or _plain(text) in known:
                continue
            self._seen.add(node.id)
            node_id = node.id if node.id not in taken else f"{node.id[:14]}x"
            name = as_words(text).rstrip(".") if node.role is Role.CONTRIBUTING else _with_role(as_words(text), node)
            found.append(Factor(id=node_id, factor=name, how=node.how))
        return found

    def _whys(self) -> tuple[Why, ...]:
        found = []
        above = ""
        for node in self.tree.chain():
            question = self.tree.question(above, self.tree.strand(node.id))
            found.append(Why(id=node.id, question=question, answer=as_words(node.text)))
            above = node.id
        return tuple(found)

    def _lines(self, strand: WhyTrack) -> tuple[str, ...]:
        """Return a track as the items of a list: a sentence each, with an outline of further causes."""
        tops, junction = self._tops(strand)
        if junction is not None:
            told = self._outline(tops, junction)
            return (told,) if told else ()
        found = []
        for node in tops:
            if self.tree.is_group(node.id):
                found.append(self._outline(*self._below(node)))
            elif not node.text.strip():
                found += [self._item(child) for child in self.tree.children(node.id)]
            else:
                found.append(self._item(node))
        return tuple(line for line in found if line)

    def _item(self, node: Cause) -> str:
        text, rest, junction = self._sentence(node)
        below = self._outline(rest, None)
        if not below:
            return text
        after = ending(junction, len(rest))
        return f"{text.rstrip('.')}. {after}\n\n{below}" if after else f"{text}\n\n{below}"

    # -- sentences and outlines --------------------------------------------------------------------------------------

    def _nearest(self, node: Cause) -> list[Cause]:
        """Return a cause if it has text; otherwise, the first causes under it that do."""
        found = []
        waiting = [node]
        while waiting:
            node = waiting.pop()
            if node.text.strip():
                found.append(node)
            else:
                waiting += reversed(self.tree.children(node.id))
        return found

    def _named(self, node: Cause, *, as_role: bool = False) -> str:
        """Return a cause's text, with its role if no field of the document shows that."""
        self._seen.add(node.id)
        text = as_words(node.text)
        return _with_role(text, node) if node.role in self.labelled or (as_role and node.role) else text

    def _below(self, node: Cause) -> tuple[list[Cause], Gate | None]:
        return self.tree.children(node.id), self.tree.junction(node.id, WhyTrack.HAPPENED)

    def _sentence(self, node: Cause) -> tuple[str, list[Cause], Gate | None]:
        """Return a cause and its nearest causes as one sentence, and the causes that are left.

        A cause goes into the sentence if it's one sentence itself and reads well inside another. A cause with a role is
        always a separate sentence.
        """
        text = self._named(node)
        below, junction = self._below(node)
        if not below or not _is_one_sentence(node.text) or not all(self._is_reason(child) for child in below):
            return text, below, junction
        rest = self.tree.children(below[0].id) if len(below) == 1 else []
        if len(below) > 1:
            has_more = any(self.tree.children(child.id) for child in below)
            if has_more or junction is None or len(below) > _CLAUSES:
                return text, below, junction
        self._seen.update(child.id for child in below)
        reasons = [clause(as_words(child.text), self.tree.proper) for child in below]
        joint = "or" if junction is Gate.ANY else "and"
        listed = f" {joint} ".join(reasons) if len(reasons) < 3 else f"{', '.join(reasons[:-1])} {joint} {reasons[-1]}"
        further = self.tree.junction(below[0].id, WhyTrack.HAPPENED) if rest else None
        return f"{text.rstrip(' .')}, because {listed}", rest, further

    def _is_reason(self, node: Cause) -> bool:
        is_plain = node.role is None and bool(node.text.strip()) and _is_one_sentence(node.text)
        return is_plain and stands_inside(as_words(node.text), self.tree.proper)

    def _story(self, tops: list[Cause], junction: Gate | None) -> str:
        """Return a track as a paragraph and an outline; only as an outline if it has several first answers."""
        nearest = [node for top in tops for node in self._nearest(top)]
        if len(tops) != 1 or len(nearest) != 1:
            return self._outline(tops, junction)
        text, rest, joint = self._sentence(nearest[0])
        below = self._outline(rest, None)
        if not below:
            return text if text == as_words(nearest[0].text) else paragraph(text)
        return f"{paragraph(text)} {ending(joint, len(rest)) or 'What led to it:'}\n\n{below}"

    def _shallow(self, tops: list[Cause], junction: Gate | None) -> str:
        """Return the first answers without their causes."""
        over = head(junction, len(tops))
        lines = self._bullets(tops, 0, None)
        return "\n".join([*([f"{over}\n"] if over else []), *lines])

    def _outline(self, nodes: list[Cause], junction: Gate | None) -> str:
        """Return causes as nested bullets, with and/or. Causes that are too deep come last, by parent."""
        deeper: deque[tuple[Cause, list[Cause], Gate | None]] = deque()
        lines = self._bullets(nodes, 0, deeper)
        if not lines:
            return ""
        over = head(junction, len(nodes))
        parts = ["\n".join([*([f"{over}\n"] if over else []), *lines])]
        while deeper:
            node, rest, joint = deeper.popleft()
            name = as_words(first_sentence(node.text)).rstrip(" .")
            after = ending(joint, len(rest))
            parts += [f"Causes of \u201c{name}\u201d:{f' {after.lower()}' if after else ''}"]
            parts += ["\n".join(self._bullets(rest, 0, deeper))]
        return "\n\n".join(parts)

    def _bullets(
        self,
        nodes: list[Cause],
        depth: int,
        deeper: deque[tuple[Cause, list[Cause], Gate | None]] | None,
    ) -> list[str]:
        """Return causes as bullets with their causes; without, if `deeper` is None."""
        lines: list[str] = []
        for node in nodes:
            if not node.text.strip():
                over = head(self.tree.junction(node.id, WhyTrack.HAPPENED), len(self.tree.children(node.id)))
                if not over or depth > _FARTHEST:
                    lines += self._bullets(self._nearest(node), depth, deeper)
                    continue
                inner = self._bullets(self.tree.children(node.id), depth + 1, deeper)
                lines += [_bullet(over, depth), *inner] if inner else []
                continue
            if deeper is None:
                lines.append(_bullet(self._named(node), depth))
                continue
            text, rest, junction = self._sentence(node)
            if any(self._nearest(child) for child in rest):
                after = ending(junction, len(rest))
                if depth < _DEEPEST:
                    text = f"{text.rstrip('.')}. {after}" if after else text
                    lines += [_bullet(text, depth), *self._bullets(rest, depth + 1, deeper)]
                    continue
                said = self._below(node)[0]
                deeper.append((node if rest == said else said[0], rest, junction))
            lines.append(_bullet(text, depth))
        return lines


def _with_role(text: str, node: Cause) -> str:
    assert node.role is not None
    return f"{text.rstrip('.') if _is_one_sentence(text) else text} ({node.role.label.lower()})"


def _is_one_sentence(text: str) -> bool:
    return "\n" not in text.strip() and first_sentence(text) == " ".join(text.split())


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(".").casefold()


_SPACE = r"[^\S\n]"
_BLOCK = re.compile(
    rf"^({_SPACE}*+)(#{{1,6}}(?=\s|$)|>|[-+*](?=\s|$)|`{{3,}}|~{{3,}}|[-=]++{_SPACE}*+$|(?:[-*_]{_SPACE}*+){{3,}}+$|\|"
    r"|<(?=[A-Za-z!/?]))",
    re.MULTILINE,
)
_NUMBER = re.compile(rf"^({_SPACE}*+\d{{1,9}})([.)])(?=\s|$)", re.MULTILINE)


def as_words(text: str) -> str:
    """Return an answer as running text, with anything that would start a heading, list, quote, or fence escaped."""
    return _NUMBER.sub(_escaped, _BLOCK.sub(_escaped, text.strip()))


def _escaped(match: re.Match[str]) -> str:
    return f"{match[1]}\\{match[2]}"  # a string would be parsed for each match: three times slower


def paragraph(text: str) -> str:
    """Return text as a paragraph: a sentence with a period."""
    return text if not _is_one_sentence(text) or text.endswith((".", "!", "?", ":", "\u2026")) else f"{text}."


def _paragraphs_or_bullets(texts: list[str]) -> str:
    return texts[0] if len(texts) == 1 else "\n".join(_bullet(text, 0) for text in texts)


def _bullet(text: str, depth: int) -> str:
    indent = "  " * depth
    first, *rest = text.split("\n")
    return "\n".join([f"{indent}- {first}", *(f"{indent}  {line}" if line.strip() else "" for line in rest)])
