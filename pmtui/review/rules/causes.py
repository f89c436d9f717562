"""The causes: deep enough, no person at their end, several that were needed, each with something that shows it."""

from collections.abc import Iterator

from pmtui.causes.hints import leaf_kind, names_person, says_its_question
from pmtui.causes.questions import first_sentence
from pmtui.causes.tree import Tree
from pmtui.model.cause_tree import Cause
from pmtui.model.scales import Role, WhyTrack
from pmtui.review.context import Context
from pmtui.review.findings import Finding, Level, Rule, Topic
from pmtui.template.omissions import unprinted_causes

_HOWIE = "Howie, the post-incident guide: there is rarely one cause"
_GOOGLE = "Google, SRE book, chapter 15: root causes are deep enough, and no leaf is a person"


def _rule(code: str, title: str, why: str, ask: str, most: Level, source: str = _GOOGLE) -> Rule:
    return Rule(code, Topic.CAUSES, title, why, source, ask, most)


PERSON = _rule("K401", "A chain of whys ends at a person", "Another person would have done the same in that place.",
               "Which condition made that step likely?", Level.ERROR)  # fmt: skip
NO_ROOT = _rule("K402", "No root cause is marked", "Readers look for what the organisation can change.",
                "Mark what you can change: R in the causes builder (Ctrl+G).", Level.WARNING)  # fmt: skip
SHALLOW = _rule("K403", "The whys end early", "What lies nearest is seldom what one can change for good.",
                "Why was that so?", Level.HINT)  # fmt: skip
FEW = _rule("K404", "Fewer than two contributing factors", "An incident takes several conditions at once.",
            "What else had to be so for it to happen, or to hurt?", Level.WARNING, _HOWIE)  # fmt: skip
LINE = _rule("K405", "A single line of whys", "An incident takes several conditions at once.",
             "Was nothing else needed for it to happen?", Level.HINT, _HOWIE)  # fmt: skip
NO_EVIDENCE = _rule("K406", "A root cause that nothing shows", "Without evidence it's the likeliest story.",
                    "Which event or log shows it? e in the causes builder picks events.", Level.HINT)  # fmt: skip
EVENT = _rule("K407", "A chain of whys ends at an event", "Events pass; the condition that let them hurt stays.",
              "Which condition let it happen, or let it hurt?", Level.HINT, _HOWIE)  # fmt: skip
SYMPTOM = _rule("K408", "A chain of whys ends at a symptom", "It's what one could see, and not what made it so.",
                "What lay beneath it?", Level.HINT, _HOWIE)  # fmt: skip
RESTATED = _rule("K409", "An answer that says its question again", "It looks like a step, and isn't one.",
                 "What made it so?", Level.HINT)  # fmt: skip
UNPRINTED = _rule("K410", "A marked cause isn't in the document", "Readers can't act on a cause that they aren't told.",
                  "Say it in an answer about the causes, or take its mark away.", Level.WARNING)  # fmt: skip
RULES = (PERSON, NO_ROOT, SHALLOW, FEW, LINE, NO_EVIDENCE, EVENT, SYMPTOM, RESTATED, UNPRINTED)

_DEEP = 3
"""So many answers deep, a chain has left what lies nearest."""
_OF_LEAF = {"event": EVENT, "symptom": SYMPTOM}


_LONG = 4_000
"""A condition of so many characters is read for some milliseconds by each rule."""


def findings(context: Context) -> Iterator[Finding | None]:
    """Yield what reviewers ask about the causes."""
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
        message = f"The document doesn't print the {node.role.label.lower()} '{words}'."
        yield context.found(UNPRINTED, f"causes.tree.{node.id}.text", message, words)


def _about(node: Cause, tree: Tree, context: Context) -> Iterator[Finding | None]:
    path, words = f"causes.tree.{node.id}.text", first_sentence(node.text)
    if not words:
        return
    if says_its_question(tree, node):
        yield context.found(RESTATED, path, f"'{words}' says its question again.", words)
    if tree.children(node.id):
        return
    is_long = len(node.text) > _LONG
    if is_long:
        yield None
    kind = leaf_kind(node)
    if is_long:
        yield None
    if names_person(tree.postmortem, node.text):
        yield context.found(PERSON, path, f"The whys end at '{words}'.", words)
    elif kind in _OF_LEAF and node.role is not Role.ROOT:
        yield context.found(_OF_LEAF[kind], path, f"The whys end at '{words}'.", words)


def _whole(tree: Tree, context: Context) -> Iterator[Finding]:
    walked = list(tree.conditions(WhyTrack.HAPPENED))
    if not walked:
        return
    roots = [node for _, node in walked if node.role is Role.ROOT]
    deepest = max(depth + 1 for depth, _ in walked)
    if not roots and not context.postmortem.causes.root.strip():
        yield context.found(NO_ROOT, "causes.tree", "No condition is marked as the root cause.")
    if deepest < _DEEP and not roots:
        yield context.found(SHALLOW, "causes.tree", f"The deepest chain has {deepest} answers.")
    branches = any(len(tree.answers(key, WhyTrack.HAPPENED)) > 1 for key in ("", *(node.id for _, node in walked)))
    if deepest > _DEEP and not branches:
        yield context.found(LINE, "causes.tree", f"{deepest} answers in a single line.")
    for node in roots:
        if not node.evidence:
            words = first_sentence(node.text)
            yield context.found(NO_EVIDENCE, f"causes.tree.{node.id}.evidence", f"Nothing shows '{words}'.", words)


def _factors(context: Context) -> Iterator[Finding]:
    """Yield whether there are too few contributing factors, where the template asks for them."""
    path = "causes.contributing"
    if path not in context.asked or path in context.postmortem.marks:
        return
    factors = context.standing.values.postmortem.causes.contributing
    if len(factors) == 1:
        yield context.found(FEW, path, "There is one contributing factor.")
    for factor in factors:
        if names_person(context.postmortem, factor.factor):
            yield context.found(
                PERSON, f"{path}.{factor.id}.factor", f"'{factor.factor}' names a person.", factor.factor
            )
