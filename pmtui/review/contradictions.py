"""Numbers and times in prose that contradict what follows from the record: "lasted 47 minutes" where it was 62.

A number is held against the record only where its sentence says what it is about; whatever it could rightly mean there
counts as agreement. The timeline's own events and the action items are left alone: their numbers are their own.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from pmtui.review import abouts
from pmtui.review.context import Context
from pmtui.review.facts import Facts, facts
from pmtui.review.findings import Finding, Level, Rule, Topic
from pmtui.review.texts import sentences
from pmtui.wording.patterns import lines_of
from pmtui.wording.prose import own_words, pieces, sentence_around
from pmtui.wording.quantities import Said, SaidTime, clock_times, counts, lengths, multiples, shares

_SOURCE = "SRE Workbook, chapter 10; 16 of 36 incidents of one team matched no difference of their own timestamps"


def _rule(code: str, title: str, ask: str) -> Rule:
    why = "Readers find two numbers for one thing, and trust neither."
    return Rule(code, Topic.FIGURES, title, why, _SOURCE, ask, Level.ERROR)


LENGTH = _rule("F303", "A duration that the timeline contradicts", "Which is right: the sentence, or the timeline?")
CLOCK = _rule("F304", "A time that the timeline contradicts", "Which is right: the sentence, or the timeline?")
COUNT = _rule("F305", "A number that the record contradicts", "Which is right: the sentence, or the answer?")
SHARE = _rule("F306", "A share that the record contradicts", "Which is right: the sentence, or the impact's shares?")
BUDGET = _rule("F307", "An error budget figure that the computed one contradicts", "Ctrl+G shows how it's counted.")
RULES = (LENGTH, CLOCK, COUNT, SHARE, BUDGET)

_ELSEWHERE = ("timeline.", "actions.", "lessons.", "follow_up.", "appendix.", "review.", "revisions.", "custom.")
"""Places whose numbers are about something else."""


_LONG = 4_000
"""A text so long is read in pieces."""


@dataclass(frozen=True)
class _Claim:
    """What a sentence says of one fact.

    Attributes:
        rule: the rule that it breaks where it's wrong.
        fact: the fact's name in `Facts`.
        start: where the quantity begins in the text.
        end: where it ends.
        said: the quantity.
    """

    rule: Rule
    fact: str
    start: int
    end: int
    said: Said | SaidTime


# -- what a number is about --------------------------------------------------------------------------------------------

_X = "\u00a7"
"""Stands for the quantity in its sentence."""
_PARTS = {f"<{name}>": "".join(lines_of(block)) for name, block in abouts.PARTS.items()}
_Abouts = tuple[tuple[str, re.Pattern[str]], ...]


def _compiled(blocks: dict[str, str]) -> _Abouts:
    """Return the patterns of each fact, the parts that they name put in."""
    return tuple(
        (fact, re.compile("|".join(map(_whole, lines_of(block))), re.IGNORECASE)) for fact, block in blocks.items()
    )


def _whole(line: str) -> str:
    line = line.replace("<x>", f"<HEDGES>{_X}")
    for name, part in _PARTS.items():
        line = line.replace(name, part)
    return line


_OTHER_THINGS = re.compile(
    r"\b(?:timeouts?|time-?outs?|TTLs?|cache|intervals?|windows?|backups?|retention|cron|polls?|SLO|objective|target"
    r"|lasts|expires?|would have|goals?|aim|should|want|every|per (?:hour|day|minute|week)"
    r"|last (?:time|year|month|week|quarter)|previous|earlier incident|next|estimate[ds]? at first)\b",
    re.IGNORECASE,
)
"""Words of a sentence whose numbers are about something else."""


def findings(context: Context) -> Iterator[Finding | None]:
    """Yield the quantities in prose that the record contradicts; None now and then, where the work may pause."""
    known: Facts | None = None
    for number, (path, text) in enumerate(sentences(context.postmortem)):
        if number % 8 == 7:
            yield None
        if path.startswith(_ELSEWHERE):
            continue
        for _, piece in pieces(text if len(text) < _LONG else own_words(text)):
            if len(text) >= _LONG:
                yield None
            for claim in _claims(piece):
                known = known or facts(context.standing)
                found = _checked(claim, known, context, path, piece)
                if found is not None:
                    yield found


def _checked(claim: _Claim, known: Facts, context: Context, path: str, text: str) -> Finding | None:
    words = text[claim.start : claim.end]
    if isinstance(claim.said, SaidTime):
        instead = known.other_time(claim.fact, claim.said)
        return context.found(claim.rule, path, f"'{words}': the timeline has {instead}.", words) if instead else None
    if known.fits(claim.fact, claim.said):
        return None
    return context.found(claim.rule, path, f"'{words}': {known.in_words(claim.fact)}.", words)


@lru_cache(maxsize=20_000)
def _claims(text: str) -> tuple[_Claim, ...]:
    """Return what a text says of the facts; the same text isn't read twice."""
    if not any(char.isdigit() for char in text) and not _SPELLED.search(text):
        return ()
    prose = own_words(text)
    found: list[_Claim] = []
    for reader, rule, about in _READERS:
        taken = [(claim.start, claim.end) for claim in found]
        for said in reader(prose):
            if any(start < said.end and said.start < end for start, end in taken):
                continue
            fact = _fact(prose, said.start, said.end, about)
            if fact:
                found.append(_Claim(rule, fact, said.start, said.end, said))
    return tuple(found)


_SPELLED = re.compile(
    r"\b(?:hours?|minutes?|seconds|days?|half|third|quarter|twice|double|times|one in)\b", re.IGNORECASE
)
_Reader = Callable[[str], Iterator[Said] | Iterator[SaidTime]]
_READERS: tuple[tuple[_Reader, Rule, _Abouts], ...] = (
    (shares, BUDGET, _compiled(abouts.BUDGETS)),
    (multiples, BUDGET, _compiled(abouts.BUDGETS)),
    (lengths, LENGTH, _compiled(abouts.LENGTHS)),
    (clock_times, CLOCK, _compiled(abouts.CLOCKS)),
    (shares, SHARE, _compiled(abouts.SHARES)),
    (counts, COUNT, _compiled(abouts.COUNTS)),
)


def _fact(prose: str, start: int, end: int, about: _Abouts) -> str:
    """Return which fact a quantity is about, by the sentence that it stands in; empty where it says none."""
    begin, stop = sentence_around(prose, start, end)
    sentence = f"{prose[begin:start]}{_X}{prose[end:stop]}"
    if _OTHER_THINGS.search(sentence):
        return ""
    return next((name for name, pattern in about if pattern.search(sentence)), "")
