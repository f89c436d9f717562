"""Rules for wording: the word classes of `pmtui.language`, in every sentence the author writes."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from pmtui.advice import Advice
from pmtui.language.classes import INSTEAD, SOURCES, Hit
from pmtui.language.finder import find_in_prose
from pmtui.language.pattern import WordClass
from pmtui.language.prose import own_pieces, own_words
from pmtui.review.context import Context
from pmtui.review.findings import Finding, Level, Rule, Topic
from pmtui.review.prose import sentences


def _rule(code: str, word_class: WordClass, title: str, why: str, most: Level) -> Rule:
    return Rule(code, Topic.LANGUAGE, title, why, SOURCES[word_class], Advice(INSTEAD[word_class]), most)


BY_CLASS = {
    WordClass.COUNTERFACTUAL: _rule(
        "L601", WordClass.COUNTERFACTUAL, "Counterfactual",
        "What didn't happen explains nothing. What did happen, and why it made sense, does.", Level.WARNING),
    WordClass.JUDGEMENT: _rule(
        "L602", WordClass.JUDGEMENT, "Judgment",
        "A judgment, even praise, ends the discussion too early.", Level.WARNING),
    WordClass.ATTRIBUTION: _rule(
        "L603", WordClass.ATTRIBUTION, "Attribution to a person",
        "A person's action is never the root cause. Stopping there ends the search too early.", Level.ERROR),
    WordClass.HEAT: _rule(
        "L604", WordClass.HEAT, "Heated wording",
        "Readers remember the tone, not the point.", Level.WARNING),
    WordClass.HINDSIGHT: _rule(
        "L605", WordClass.HINDSIGHT, "Hindsight",
        "If it had been clear at the time, people would have acted on it.", Level.WARNING),
    WordClass.PERSON: _rule(
        "L606", WordClass.PERSON, "Person named as the cause",
        "Who was on call is chance. What made the action likely remains.", Level.ERROR),
}  # fmt: skip
RULES = tuple(BY_CLASS.values())

_ABOUT_ALTERNATIVES = frozenset(
    ["detection.could_improve", "resolution.alternative", "resolution.rationale", "response.prevention_gaps"]
    + ["lessons.could_improve", "lessons.do_differently"]
)
"""Questions that ask what a system could have done, so a soft counterfactual is the answer."""

_LONG = 4_000
"""Characters from which a text is read in pieces, so the review may pause: this many take some milliseconds."""

_MANY_TEXTS = 20_000
"""Texts whose hits are remembered: more than the largest draft has; beyond, the oldest are read again."""


@lru_cache(maxsize=_MANY_TEXTS)
def _hits(text: str, people: tuple[str, ...], *, is_prose: bool) -> tuple[Hit, ...]:
    """Return the hits in a text; cached, because only one text changes while the author types."""
    return tuple(find_in_prose(text if is_prose else own_words(text), people))


def findings(context: Context) -> Iterator[Finding | None]:
    """Yield what reviewers would flag in every sentence; None now and then, so the review may pause."""
    names = tuple(context.people)
    for number, (path, text) in enumerate(sentences(context.postmortem)):
        if number % 8 == 7:
            yield None
        if len(text) < _LONG:
            hits = _hits(text, names, is_prose=False)
            if hits:
                yield from _in_piece(context, path, hits)
            continue
        for _, piece in own_pieces(text):
            yield None
            yield from _in_piece(context, path, _hits(piece, names, is_prose=True))


def _in_piece(context: Context, path: str, hits: tuple[Hit, ...]) -> Iterator[Finding]:
    for hit in hits:
        if hit.is_soft and path in _ABOUT_ALTERNATIVES:
            continue
        rule = BY_CLASS[hit.word_class]
        found = context.found(rule, path, f"'{hit.words}': {rule.title.lower()}.", hit.words, Advice(hit.instead))
        yield replace(found, level=Level.HINT) if hit.is_soft else found
