"""The causes of a postmortem as a tree. Any list of causes gives a tree: loops and missing parents are repaired."""

from collections.abc import Iterator
from functools import cached_property

from pmtui.causes.questions import first_question, proper_words, question_about
from pmtui.model.cause_tree import Cause, TrackTop
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Gate, Role, WhyTrack

_MOST_EVENTS = 200
"""How many events are searched for names; more would make typing slow."""


class Tree:
    """The causes of one postmortem.

    Attributes:
        postmortem: the postmortem.
        nodes: the causes by ID, in the order of the list.
    """

    def __init__(self, postmortem: Postmortem) -> None:
        self.postmortem = postmortem
        self.nodes: dict[str, Cause] = {node.id: node for node in postmortem.causes.tree}
        self._parents = _parents(self.nodes)

    @cached_property
    def _children(self) -> dict[str, list[Cause]]:
        found: dict[str, list[Cause]] = {}
        for node in self.nodes.values():
            found.setdefault(self._parents[node.id], []).append(node)
        return found

    # -- structure ---------------------------------------------------------------------------------------------------

    def parent(self, node_id: str) -> str:
        """Return the ID of the cause that one explains; empty at the top of a track."""
        return self._parents[node_id]

    def strand(self, node_id: str) -> WhyTrack:
        """Return the track of a cause, which is that of its topmost ancestor."""
        return self.path(node_id)[0].strand or WhyTrack.HAPPENED

    def children(self, node_id: str) -> list[Cause]:
        """Return the causes directly under one."""
        return list(self._children.get(node_id, ()))

    def tops(self, strand: WhyTrack) -> list[Cause]:
        """Return the answers to the first question of a track."""
        return [node for node in self._children.get("", ()) if (node.strand or WhyTrack.HAPPENED) is strand]

    def answers(self, node_id: str, strand: WhyTrack) -> list[Cause]:
        """Return the answers to a question: about a cause, or a track's first question if the ID is empty."""
        return self.children(node_id) if node_id else self.tops(strand)

    def path(self, node_id: str) -> list[Cause]:
        """Return the causes from the top down to one, including itself."""
        found: list[Cause] = []
        while node_id:
            found.append(self.nodes[node_id])
            node_id = self._parents[node_id]
        return found[::-1]

    def below(self, node_id: str) -> list[Cause]:
        """Return a cause and all causes under it, parents first."""
        found: list[Cause] = []
        waiting = [self.nodes[node_id]]
        while waiting:
            node = waiting.pop()
            found.append(node)
            waiting += reversed(self.children(node.id))
        return found

    def walk(self, strand: WhyTrack) -> Iterator[tuple[int, Cause]]:
        """Yield the causes of a track with their depth from 0, parents first."""
        waiting = [(0, node) for node in reversed(self.tops(strand))]
        while waiting:
            depth, node = waiting.pop()
            yield depth, node
            waiting += [(depth + 1, child) for child in reversed(self.children(node.id))]

    # -- groups ------------------------------------------------------------------------------------------------------

    def is_group(self, node_id: str) -> bool:
        """Return whether a cause only groups several others, as in (A and B) or C.

        It has no text and no role, and pmtui never asks about it: its members answer the question above it.
        """
        return self.nodes[node_id].is_bare and len(self.children(node_id)) > 1

    def asked(self, node_id: str) -> str:
        """Return the cause that the question under `node_id` is about: for a group, the cause it explains."""
        while node_id and self.is_group(node_id):
            node_id = self._parents[node_id]
        return node_id

    def conditions(self, strand: WhyTrack) -> Iterator[tuple[int, Cause]]:
        """Yield the causes of a track as `walk` does, but without groups, which don't add to the depth."""
        waiting = [(0, node) for node in reversed(self.tops(strand))]
        while waiting:
            depth, node = waiting.pop()
            is_group = self.is_group(node.id)
            if not is_group:
                yield depth, node
            waiting += [(depth + (not is_group), child) for child in reversed(self.children(node.id))]

    # -- questions ---------------------------------------------------------------------------------------------------

    def top(self, strand: WhyTrack) -> TrackTop:
        """Return the stored settings of a track's first question."""
        found: TrackTop = getattr(self.postmortem.causes.tops, strand.value)
        return found

    def question(self, node_id: str, strand: WhyTrack) -> str:
        """Return the question about a cause, or a track's first question if the ID is empty."""
        while node_id:
            node = self.nodes[node_id]
            if node.question.strip():
                return node.question.strip()
            if node.text.strip():
                return question_about(node.text, self.proper)
            node_id = self._parents[node_id]  # it has no text: the causes under it answer the question above
        return self.top(strand).question.strip() or first_question(self.postmortem, strand)

    @cached_property
    def proper(self) -> frozenset[str]:
        """The words of the postmortem that are names and keep their capital in a question."""
        record = self.postmortem
        names = [*record.impact.services, *(system.name for system in record.impact.systems)]
        texts = [record.summary, *(event.event for event in record.timeline[:_MOST_EVENTS])]
        texts += [node.text for node in self.nodes.values()]
        document, responders = record.document, record.response.responders
        names += [*document.authors, *document.reviewers, *(person.name for person in responders)]
        names += [action.owner for action in record.actions]
        return proper_words(texts) | frozenset(word for name in names for word in name.split())

    def junction(self, node_id: str, strand: WhyTrack) -> Gate | None:
        """Return the and/or between several answers; None if the author hasn't set it, or there's only one answer."""
        if len(self.answers(node_id, strand)) < 2:
            return None
        return self.nodes[node_id].junction if node_id else self.top(strand).junction

    # -- chains ------------------------------------------------------------------------------------------------------

    def marked(self) -> list[Cause]:
        """Return the causes with text and a role: trigger, contributing factor, or root cause."""
        walked = [node for strand in WhyTrack for _, node in self.walk(strand)]
        return [node for node in walked if node.role is not None and node.text.strip()]

    def roots(self) -> list[Cause]:
        """Return the root causes, in the order of the tracks."""
        return [node for strand in WhyTrack for _, node in self.walk(strand) if node.role is Role.ROOT]

    def chain(self) -> list[Cause]:
        """Return the chain for the 5 Whys: to the chosen cause, the first root cause, or the deepest cause.

        Causes without text aren't steps.
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
    """Return each cause's parent, without missing parents and without loops: one link of each loop is cut."""
    found = {node.id: node.parent if node.parent in nodes and node.parent != node.id else "" for node in nodes.values()}
    settled: set[str] = set()
    for start in found:
        way: list[str] = []
        at = start
        while at and at not in settled:
            if at in way:
                found[way[way.index(at)]] = ""  # the first cause of the loop that was reached
                break
            way.append(at)
            at = found[at]
        settled.update(way)
    return found
