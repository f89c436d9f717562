"""Hints while the author writes causes: whether to ask why again, and where the chain could stop."""

import re
from collections.abc import Iterator

from pmtui.advice import Advice
from pmtui.causes.inversion import is_about_now
from pmtui.causes.questions import first_sentence
from pmtui.causes.tree import Tree
from pmtui.causes.verbs import form_of
from pmtui.language.finder import find
from pmtui.language.pattern import Subject, WordClass
from pmtui.language.people import ACTOR, ROLES, subject_before
from pmtui.language.prose import own_words
from pmtui.model.cause_tree import Cause
from pmtui.model.people import people
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Role, WhyTrack

_SUBJECT = re.compile(rf"^(?:the |an? |our |one )?(?:[\w-]+ )?{ROLES}\b(?! (?:was|were|is|are) paged)", re.IGNORECASE)
_BY_A_PERSON = re.compile(
    rf"^(?P<subject>(?:the|an?|our|one) (?:[\w-]+ )?{ACTOR}|he|she|someone|somebody) (?:\w+ly )?"
    r"(?:\w+ed|ran|made|did|didn't|had|has|took|was not|wasn't|was unaware)\b"
    rf"|\b(?:by|of) (?P<agent>(?:the|an?|our|one) (?:[\w-]+ )?{ACTOR})(?=[.,;]|$| during| while| in| on)",
    re.IGNORECASE,
)
"""An answer about what someone did; a role before another noun (a user table, a package manager) isn't a person."""

_CLOCK = re.compile(r"\b(?:at |around )?[0-2]?\d:[0-5]\d\b")
_HAPPENS = re.compile(
    r"\b(?:(?:crashed|failed|fired|restarted|expired)(?= (?:to|on|in|at|for|after|before|during|when|while|again"
    r"|twice|once|because|and|but|as|with|by|from|until|late|early|every|each|all|the|an?|its|\w+ly)\b"
    r"|\W*$|[^\w ]| \d)"
    r"|went down|timed out|ran out|filled up"
    r"|(?:was|were) (?:deployed|merged|released|restarted|rolled back|deleted|removed|changed))\b",
    re.IGNORECASE,
)
"""What happened at some time. Failed requests, expired keys, and crashed pods are things, not events."""

_CHANGEABLE = re.compile(
    r"\b(?:no (?:test|check|alert|limit|owner|review|runbook|step|process|monitoring|rule|one owns|document)\w*"
    r"|not (?:tested|checked|documented|monitored|part of|reviewed|limited|owned|listed)"
    r"|isn't (?:tested|checked|part of)|nothing (?:compares|checks|tests|limits|lists|stops|measures|looks at|tells)"
    r"|nobody owns|by default|missing|lacks?|process|checklist|runbook|convention|policy|design|two places"
    r"|only by hand|never (?:tested|reviewed|measured))\b",
    re.IGNORECASE,
)  # fmt: skip
_SYMPTOM = re.compile(
    r"\b(?:errors?|timeouts?|latency|slow|unavailable|down|5\d\d|outage|unreachable|unresponsive)\b", re.IGNORECASE
)
_WORD = re.compile(r"[\w']+")
_EMPTY_WORDS = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "at",
        "was",
        "were",
        "is",
        "are",
        "had",
        "has",
        "have",
        "it",
        "that",
        "and",
        "or",
        "not",
        "no",
        "by",
        "for",
        "with",
    ]
)

_LONG_CHAIN = 4
"""From this many causes on, a chain without a branch suggests that other causes are missing ("there is rarely one
cause": Google SRE, Etsy, PagerDuty). One more than the review's `_DEEP`: three answers in a row are a good chain."""


def about_text(postmortem: Postmortem, text: str, question: str) -> Advice:
    """Return a hint about an answer while the author types it; empty if there's none.

    Args:
        postmortem: the postmortem, for the names in it.
        text: the answer.
        question: the question it answers.
    """
    return Advice(next(_words_about(postmortem, text, question), ""))


def _words_about(postmortem: Postmortem, text: str, question: str) -> Iterator[str]:
    prose = " ".join(own_words(text).split())
    if len(prose) < 3:  # nothing to say yet: the author has just begun to type
        return
    hits = find(text, people(postmortem))
    for hit in hits:
        if hit.word_class is WordClass.ATTRIBUTION:
            yield f"Don't stop at '{hit.words}'. What made the error possible, or easy to make?"
        if hit.word_class is WordClass.PERSON or (hit.word_class is WordClass.COUNTERFACTUAL):
            yield f"'{hit.words}': {hit.instead}"
    subject = _SUBJECT.match(prose)
    if subject and _is_person(subject[0]) and not prose.lower().startswith(("users", "user ", "people")):
        yield "This is about a person. What made that action likely?"
    if _says_the_same(prose, question):
        yield "This restates the question. What caused it?"
    for hit in hits:
        if hit.word_class in (WordClass.HINDSIGHT, WordClass.JUDGEMENT):
            yield f"'{hit.words}': {hit.instead}"


def about_leaf(tree: Tree, node: Cause) -> Advice:
    """Return a hint about the end of a chain; empty if it's neither a bad place to stop nor a good one."""
    if tree.children(node.id):
        return Advice()
    hint = about_text(tree.postmortem, node.text, tree.question(tree.parent(node.id), tree.strand(node.id)))
    if hint:
        return hint
    if node.role is Role.ROOT:
        return Advice() if node.evidence else _NO_EVIDENCE
    return _AT_THE_END.get(leaf_kind(node), Advice())


_THERE = "in the tree"
_NO_EVIDENCE = Advice("No evidence yet.", "link a timeline event", ("causes.evidence",))
_AT_THE_END = {
    "changeable": Advice("You can change this. Stop?", "mark a root cause", ("causes.root",), _THERE),
    "event": Advice("This is an event. What let it happen, or let it cause harm?"),
    "symptom": Advice("This is still a symptom. What caused it?"),
}


def about_tree(tree: Tree, strand: WhyTrack) -> Advice:
    """Return a hint about a track as a whole."""
    nodes = list(tree.conditions(strand))
    branches = any(len(tree.answers(node_id, strand)) > 1 for node_id in ("", *(node.id for _, node in nodes)))
    deepest = max((depth + 1 for depth, _ in nodes), default=0)
    if deepest >= _LONG_CHAIN and not branches:
        return Advice("A single chain of whys. Did anything else have to go wrong?")
    if strand is WhyTrack.HAPPENED and deepest >= _LONG_CHAIN - 1 and not tree.roots():
        return Advice("No root cause yet.", "mark what you can change", ("causes.root",), _THERE)
    return Advice()


def names_person(postmortem: Postmortem, text: str) -> bool:
    """Return whether an answer blames a person: one is its subject, or an error is attributed to one."""
    prose = " ".join(own_words(text).split())
    hits = {hit.word_class for hit in find(text, people(postmortem)) if not hit.is_soft}
    return bool(hits & {WordClass.ATTRIBUTION, WordClass.PERSON}) or any(
        _is_person(each["subject"] or each["agent"]) for each in _BY_A_PERSON.finditer(prose)
    )


def _is_person(who: str) -> bool:
    """Return whether a noun phrase is a person or a group: the release manager, and not the package manager."""
    return subject_before(f"{who} ".lower(), 0, len(who) + 1) is Subject.PEOPLE


def leaf_kind(node: Cause) -> str:
    """Return what kind of end a chain has: something changeable, an event, a symptom, or none of these."""
    prose = " ".join(own_words(node.text).split())
    if _CHANGEABLE.search(prose):
        return "changeable"
    if (_CLOCK.search(prose) or _HAPPENS.search(prose)) and not is_about_now(first_sentence(prose)):
        return "event"
    return "symptom" if _SYMPTOM.search(prose) else ""


def says_its_question(tree: Tree, node: Cause) -> bool:
    """Return whether a cause only restates the question it answers."""
    question = tree.question(tree.parent(node.id), tree.strand(node.id))
    return _says_the_same(" ".join(own_words(node.text).split()), question)


def about_node(tree: Tree, node: Cause) -> Advice:
    """Return a hint about any cause: a person, the end of a chain, several causes without an and/or."""
    hint = about_leaf(tree, node)
    if hint:
        return hint
    strand = tree.strand(node.id)
    hint = about_text(tree.postmortem, node.text, tree.question(tree.parent(node.id), strand))
    if hint:
        return hint
    if len(tree.children(node.id)) > 1 and tree.junction(node.id, strand) is None:
        return Advice("Several causes: was any one enough, or were all needed?", "set it", ("causes.joint",))
    if node.role is not None and not node.evidence:
        return _NO_EVIDENCE
    return Advice()


def _says_the_same(answer: str, question: str) -> bool:
    """Return whether almost all words of an answer are in its question."""
    said, asked = _content(answer), _content(question)
    # Chosen by hand: at 4 of 5 words the answer adds nothing; at 3 of 4, the new word is often the cause itself.
    return len(said) >= 3 and len(said & asked) / len(said) >= 0.8


def _content(text: str) -> set[str]:
    words = {word.lower() for word in _WORD.findall(text)} - _EMPTY_WORDS - {"why", "because", "did", "does", "do"}
    return {form.base if (form := form_of(word)) is not None else word for word in words}
