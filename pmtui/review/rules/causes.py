"""Rules for causes: deep enough, not ending at a person, more than one needed, each with evidence."""

from collections.abc import Iterator

from pmtui.advice import Advice
from pmtui.causes.hints import leaf_kind, names_person, says_its_question
from pmtui.causes.questions import first_sentence
from pmtui.causes.tree import Tree
from pmtui.model.cause_tree import Cause
from pmtui.model.scales import Role, WhyTrack
from pmtui.review.context import Context
from pmtui.review.findings import Finding, Level, Rule, Topic
from pmtui.template.omissions import unprinted_causes
from pmtui.text import plural

_HOWIE = "Howie, the post-incident guide: there is rarely one cause"
_GOOGLE = "Google, SRE book, chapter 15: root causes are deep enough, and no leaf is a person"


def _rule(code: str, title: str, why: str, ask: Advice, most: Level, source: str = _GOOGLE) -> Rule:
    return Rule(code, Topic.CAUSES, title, why, source, ask, most)


PERSON = _rule("K401", "Chain of whys ends at a person", "Anyone else in their place would have done the same.",
               Advice("What made that action likely?"), Level.ERROR)  # fmt: skip
NO_ROOT = _rule("K402", "No root cause is marked", "Readers look for what your organization can change.",
                Advice("", "mark what you can change", ("build", "causes.root")), Level.WARNING)  # fmt: skip
SHALLOW = _rule("K403", "The 5 Whys stop early", "The nearest cause is rarely the one you can fix for good.",
                Advice("Why did that happen?"), Level.HINT)  # fmt: skip
FEW = _rule("K404", "Fewer than two contributing factors", "Most incidents have several causes.",
            Advice("What else was needed for it to happen, or made it worse?"), Level.WARNING, _HOWIE)  # fmt: skip
LINE = _rule("K405", "Single chain of whys", "Most incidents have several causes.",
             Advice("What else was needed for it to happen?"), Level.HINT, _HOWIE)  # fmt: skip
NO_EVIDENCE = _rule("K406", "Root cause has no evidence", "Without evidence, it's only the most likely story.",
                    Advice("Which event or log shows it?", "link an event", ("build", "causes.evidence")),
                    Level.HINT)  # fmt: skip
ENDS_AT_EVENT = _rule("K407", "Chain of whys ends at an event", "Events pass. What made them harmful remains.",
              Advice("What allowed it to happen, or to do damage?"), Level.HINT, _HOWIE)  # fmt: skip
SYMPTOM = _rule("K408", "Chain of whys ends at a symptom", "A symptom is what people saw, not what caused it.",
                Advice("What caused it?"), Level.HINT, _HOWIE)  # fmt: skip
RESTATED = _rule("K409", "Answer restates the question", "It adds no step.",
                 Advice("What caused it?"), Level.HINT)  # fmt: skip
UNPRINTED = _rule("K410", "Marked cause isn't in the document", "Readers can't act on a cause they never see.",
                  Advice("Mention it in an answer about the causes, or clear its mark."), Level.WARNING)  # fmt: skip
RULES = (PERSON, NO_ROOT, SHALLOW, FEW, LINE, NO_EVIDENCE, ENDS_AT_EVENT, SYMPTOM, RESTATED, UNPRINTED)

_DEEP = 3
"""Causes in a chain that goes beyond the nearest ones.

Chosen by hand: the "5 Whys" are a guideline, and sources agree only that one or two answers stop too early. A chain of
exactly three is left alone; a longer one without a branch suggests that other causes are missing.
"""
_SEVERAL = 2
"""Marked causes from which one contributing factor isn't all: a root cause and a trigger were needed, too."""

_OF_LEAF = {"event": ENDS_AT_EVENT, "symptom": SYMPTOM}


_LONG = 4_000
"""Characters from which a cause takes each rule some milliseconds, so the review may pause."""


def findings(context: Context) -> Iterator[Finding | None]:
    """Yield findings about each cause, then about all of them together."""
    tree = Tree(context.postmortem)
    for number, node in enumerate(tree.nodes.values()):
        if number % 20 == 19 or len(node.text) > _LONG:
            yield None
        yield from _about(node, tree, context)
    yield from _whole(tree, context)
    yield from _factors(context)
    yield None
    for node in unprinted_causes(context.standing.template, context.standing.values):
        assert node.role is not None
        words = first_sentence(node.text)
        message = f"The {node.role.label.lower()} '{words}' isn't in the document."
        yield context.found(UNPRINTED, f"causes.tree.{node.id}.text", message, words)


def _about(node: Cause, tree: Tree, context: Context) -> Iterator[Finding | None]:
    path, words = f"causes.tree.{node.id}.text", first_sentence(node.text)
    if not words:
        return
    if says_its_question(tree, node):
        yield context.found(RESTATED, path, f"'{words}' restates the question.", words)
    if tree.children(node.id):
        return
    is_long = len(node.text) > _LONG
    if is_long:
        yield None
    kind = leaf_kind(node)
    if is_long:
        yield None
    if names_person(tree.postmortem, node.text):
        yield context.found(PERSON, path, f"The chain ends at '{words}'.", words)
    elif kind in _OF_LEAF and node.role is not Role.ROOT:
        yield context.found(_OF_LEAF[kind], path, f"The chain ends at '{words}'.", words)


def _whole(tree: Tree, context: Context) -> Iterator[Finding]:
    walked = list(tree.conditions(WhyTrack.HAPPENED))
    if not walked:
        return
    roots = [node for _, node in walked if node.role is Role.ROOT]
    deepest = max(depth + 1 for depth, _ in walked)
    if not roots and not context.postmortem.causes.root.strip():
        yield context.found(NO_ROOT, "causes.tree", "No cause is marked as the root cause.")
    if deepest < _DEEP and not roots:
        yield context.found(SHALLOW, "causes.tree", f"The deepest chain has {plural(deepest, 'cause')}.")
    branches = any(len(tree.answers(key, WhyTrack.HAPPENED)) > 1 for key in ("", *(node.id for _, node in walked)))
    if deepest > _DEEP and not branches:
        yield context.found(LINE, "causes.tree", f"{deepest} causes in a single chain.")
    for node in roots:
        if not node.evidence:
            words = first_sentence(node.text)
            yield context.found(NO_EVIDENCE, f"causes.tree.{node.id}.evidence", f"No evidence for '{words}'.", words)


def _factors(context: Context) -> Iterator[Finding]:
    """Yield findings about the contributing factors, if the template asks for them."""
    path = "causes.contributing"
    if path not in context.asked or path in context.postmortem.marks:
        return
    factors = context.standing.values.postmortem.causes.contributing
    if len(factors) == 1 and len(Tree(context.postmortem).marked()) < _SEVERAL:
        yield context.found(FEW, path, "There is only one contributing factor.")
    for factor in factors:
        if names_person(context.postmortem, factor.factor):
            yield context.found(
                PERSON, f"{path}.{factor.id}.factor", f"'{factor.factor}' names a person.", factor.factor
            )
