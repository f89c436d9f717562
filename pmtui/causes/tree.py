"""The conditions of a record as a tree. Whatever the record holds, there is one: loops and lost parents are healed."""

from collections.abc import Iterator
from functools import cached_property

from pmtui.causes.questions import first_question, proper_words, question_about
from pmtui.model.cause_tree import Cause, TrackTop
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Gate, Role, WhyTrack

_MOST_EVENTS = 200
"""Names are looked for in so many events; more would slow each key down."""


class Tree:
    """The conditions of one postmortem.

    Attributes:
        postmortem: the record.
        nodes: the conditions by id, in the order of the record.
    """

    def __init__(self, postmortem: Postmortem) -> None:
        """Read the tree off a record."""
        self.postmortem = postmortem
        self.nodes: dict[str, Cause] = {node.id: node for node in postmortem.causes.tree}
        self._parents = _parents(self.nodes)

    @cached_property
    def _children(self) -> dict[str, list[Cause]]:
        found: dict[str, list[Cause]] = {}
        for node in self.nodes.values():
            found.setdefault(self._parents[node.id], []).append(node)
        return found

    # -- where things hang -------------------------------------------------------------------------------------------

    def parent(self, node_id: str) -> str:
        """Return the id of the condition that one explains; empty at the top of a strand."""
        return self._parents[node_id]

    def strand(self, node_id: str) -> WhyTrack:
        """Return the strand that a condition stands in: its topmost one's."""
        return self.path(node_id)[0].strand or WhyTrack.HAPPENED

    def children(self, node_id: str) -> list[Cause]:
        """Return the answers to the question about a condition."""
        return list(self._children.get(node_id, ()))

    def tops(self, strand: WhyTrack) -> list[Cause]:
        """Return the answers to the first question of a strand."""
        return [node for node in self._children.get("", ()) if (node.strand or WhyTrack.HAPPENED) is strand]

    def answers(self, node_id: str, strand: WhyTrack) -> list[Cause]:
        """Return the answers to a question: about a condition, or the first one of a strand where the id is empty."""
        return self.children(node_id) if node_id else self.tops(strand)

    def path(self, node_id: str) -> list[Cause]:
        """Return the conditions from the top down to one, itself included."""
        found: list[Cause] = []
        while node_id:
            found.append(self.nodes[node_id])
            node_id = self._parents[node_id]
        return found[::-1]

    def below(self, node_id: str) -> list[Cause]:
        """Return all that hangs on a condition, itself first, each before what hangs on it."""
        found: list[Cause] = []
        waiting = [self.nodes[node_id]]
        while waiting:
            node = waiting.pop()
            found.append(node)
            waiting += reversed(self.children(node.id))
        return found

    def walk(self, strand: WhyTrack) -> Iterator[tuple[int, Cause]]:
        """Yield the conditions of a strand with their depth from 0, each before what hangs on it."""
        waiting = [(0, node) for node in reversed(self.tops(strand))]
        while waiting:
            depth, node = waiting.pop()
            yield depth, node
            waiting += [(depth + 1, child) for child in reversed(self.children(node.id))]

    # -- groups ------------------------------------------------------------------------------------------------------

    def is_group(self, node_id: str) -> bool:
        """Return whether a condition only holds several answers together: (A and B) beside C.

        It has no words and no role of its own, and is never asked about: its answers answer the question above it.
        """
        return self.nodes[node_id].is_bare and len(self.children(node_id)) > 1

    def asked(self, node_id: str) -> str:
        """Return the condition that is asked about at a place of the tree: for a group, the one that it answers."""
        while node_id and self.is_group(node_id):
            node_id = self._parents[node_id]
        return node_id

    def conditions(self, strand: WhyTrack) -> Iterator[tuple[int, Cause]]:
        """Yield the conditions of a strand as `walk` does; groups are no conditions, and don't add to the depth."""
        waiting = [(0, node) for node in reversed(self.tops(strand))]
        while waiting:
            depth, node = waiting.pop()
            is_group = self.is_group(node.id)
            if not is_group:
                yield depth, node
            waiting += [(depth + (not is_group), child) for child in reversed(self.children(node.id))]

    # -- what is asked -----------------------------------------------------------------------------------------------

    def top(self, strand: WhyTrack) -> TrackTop:
        """Return what is kept of a strand's first question."""
        found: TrackTop = getattr(self.postmortem.causes.tops, strand.value)
        return found

    def question(self, node_id: str, strand: WhyTrack) -> str:
        """Return what is asked: about a condition, or first in a strand where the id is empty."""
        while node_id:
            node = self.nodes[node_id]
            if node.question.strip():
                return node.question.strip()
            if node.text.strip():
                return question_about(node.text, self.proper)
            node_id = self._parents[node_id]  # it has no words: what hangs on it answers the question above
        return self.top(strand).question.strip() or first_question(self.postmortem, strand)

    @cached_property
    def proper(self) -> frozenset[str]:
        """The words of the record that are names: they keep their capital inside a question."""
        record = self.postmortem
        names = [*record.impact.services, *(system.name for system in record.impact.systems)]
        texts = [record.summary, *(event.event for event in record.timeline[:_MOST_EVENTS])]
        texts += [node.text for node in self.nodes.values()]
        document, responders = record.document, record.response.responders
        names += [*document.authors, *document.reviewers, *(person.name for person in responders)]
        names += [action.owner for action in record.actions]
        return proper_words(texts) | frozenset(word for name in names for word in name.split())

    def junction(self, node_id: str, strand: WhyTrack) -> Gate | None:
        """Return how several answers belong together; None where nobody said, or there's only one."""
        if len(self.answers(node_id, strand)) < 2:
            return None
        return self.nodes[node_id].junction if node_id else self.top(strand).junction

    # -- chains ------------------------------------------------------------------------------------------------------

    def marked(self) -> list[Cause]:
        """Return the conditions with words that are marked as trigger, contributing factor or root cause."""
        walked = [node for strand in WhyTrack for _, node in self.walk(strand)]
        return [node for node in walked if node.role is not None and node.text.strip()]

    def roots(self) -> list[Cause]:
        """Return the conditions that are marked as root causes, in order of the strands."""
        return [node for strand in WhyTrack for _, node in self.walk(strand) if node.role is Role.ROOT]

    def chain(self) -> list[Cause]:
        """Return the chain that the document numbers: to the one chosen, the first root cause, or the deepest.

        What has no words is no step of it.
        """
        end = self.postmortem.causes.chain_end
        if end not in self.nodes:
            walked = list(self.conditions(WhyTrack.HAPPENED))
            if not walked:
                return []
            roots = [node for _, node in walked if node.role is Role.ROOT and node.text.strip()]
            end = (roots[0] if roots else max(walked, key=lambda found: found[0])[1]).id
        return [node for node in self.path(end) if node.text.strip()]


def _parents(nodes: dict[str, Cause]) -> dict[str, str]:
    """Return each condition's parent, where every way up ends: a lost parent and one link of each loop are cut."""
    found = {node.id: node.parent if node.parent in nodes and node.parent != node.id else "" for node in nodes.values()}
    settled: set[str] = set()
    for start in found:
        way: list[str] = []
        at = start
        while at and at not in settled:
            if at in way:
                found[way[way.index(at)]] = ""  # the first of the loop that was come to
                break
            way.append(at)
            at = found[at]
        settled.update(way)
    return found
