"""Rules for numbers and times in prose that contradict the postmortem: "lasted 47 minutes" when it was 62.

A number is checked only if its sentence says what it's about; anything it could rightly mean there counts as
agreement. The timeline's events and the action items aren't checked: their numbers are about something else.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from pmtui.advice import Advice
from pmtui.language.prose import own_pieces, own_words, pieces, sentence_around
from pmtui.parsing.clock_times import ClockTime, clock_times
from pmtui.parsing.days import CalendarDay, days
from pmtui.parsing.durations import lengths
from pmtui.parsing.numbers import ReadQuantity, counts
from pmtui.parsing.shares import multiples, shares
from pmtui.review.claims import patterns
from pmtui.review.claims.known_facts import Facts, facts
from pmtui.review.context import Context
from pmtui.review.findings import Finding, Level, Rule, Topic
from pmtui.review.prose import sentences

_SOURCE = "SRE Workbook, chapter 10; 16 of one team's 36 reported durations matched no two timestamps of the incident"


def _rule(code: str, title: str, ask: Advice) -> Rule:
    why = "Readers who find two numbers for the same thing trust neither."
    return Rule(code, Topic.FIGURES, title, why, _SOURCE, ask, Level.WARNING)


LENGTH = _rule("F303", "Duration contradicts the timeline", Advice("Which is right, the text or the timeline?"))
CLOCK = _rule("F304", "Time contradicts the timeline", Advice("Which is right, the text or the timeline?"))
COUNT = _rule("F305", "Number contradicts an answer", Advice("Which is right, the text or the answer?"))
SHARE = _rule(
    "F306", "Percentage contradicts the failure rates", Advice("Which is right, the text or the failure rates?")
)
BUDGET = _rule("F307", "Number contradicts the error budget", Advice("", "see how it's computed", ("build",)))
RULES = (LENGTH, CLOCK, COUNT, SHARE, BUDGET)

_ELSEWHERE = ("timeline.", "actions.", "lessons.", "follow_up.", "appendix.", "review.", "revisions.", "custom.")
"""Paths of answers whose numbers are about something else."""


_LONG = 4_000
"""Characters from which a text is read in pieces, so the review may pause: this many take some milliseconds."""


@dataclass(frozen=True)
class _Claim:
    """What a sentence says about one fact.

    Attributes:
        rule: the rule it breaks if it's wrong.
        fact: the name of the fact in `Facts`.
        start: where the quantity starts in the text.
        end: where it ends.
        said: the quantity.
    """

    rule: Rule
    fact: str
    start: int
    end: int
    said: ReadQuantity | ClockTime | CalendarDay


# -- what a number is about --------------------------------------------------------------------------------------------

_X = "\u00a7"
"""Stands for the quantity in its sentence."""
_PARTS = {f"<{name}>": "".join(patterns.lines_of(block)) for name, block in patterns.CLAIM_PARTS.items()}
_Abouts = tuple[tuple[str, re.Pattern[str]], ...]


def _compiled(blocks: dict[str, str]) -> _Abouts:
    """Return the compiled patterns of each fact, with the parts they name filled in."""
    return tuple(
        (fact, re.compile("|".join(map(_whole, patterns.lines_of(block))), re.IGNORECASE))
        for fact, block in blocks.items()
    )


def _whole(line: str) -> str:
    line = line.replace("<x>", f"<HEDGES>{_X}")
    for name, part in _PARTS.items():
        line = line.replace(name, part)
    return line


_OTHER_THINGS = re.compile(
    r"\b(?:timeouts?|time-?outs?|TTLs?|intervals?|windows?|retention|cron|polls?|objective|target|expires?"
    r"|would have|goals?|aim|should|want(?:ed)?|per (?:hour|day|minute|week)|previous(?:ly)?"
    r"|last (?:time|year|month|week|quarter)|estimate[ds]? at first|on average|each|allow(?:s|ed)?|usual(?:ly)?)\b",
    re.IGNORECASE,
)
"""Words near a number that make it about something else."""

_OTHERS = re.compile(
    r"\b(?:monitoring|status page|support|vendor|upstream|provider|deploy(?:s|ments)|pods?|engineers|permanent fix"
    r"|backlog|workers?|replicas?|staging|canary|AWS|GCP|Azure|Cloudflare|dashboards?)\b(?=[^,;]*$)",
    re.IGNORECASE,
)
_ELSEWHEN = re.compile(r"\b(?:similar|previous|earlier|another) (?:incident|outage|event)s?\b", re.IGNORECASE)
"""Another incident: its sentence isn't about this one."""

_SECOND = re.compile(
    r"\b(?:second|third|another|lead|escalat\w*|customers?|users?|clients?)\b[^,;]{0,25}$", re.IGNORECASE
)
"""Someone other than the first person to be paged or to notice: that isn't the detection."""

_PARTS_OF = re.compile(
    r"\b(?:of which|of whom|of them|of these|of those|twice|replayed|retried|answered|another|additional|also|still"
    r"|already|remaining|other|since been|informed|respectively|second|further|largest|biggest)\b",
    re.IGNORECASE,
)
_NOT_FAILING = re.compile(
    r"\b(?:(?:was|were|are|is)(?: not|n't)|succeed\w*|success\w*|served|informed|retried|replayed|recovered|unaffected"
    r"|other|answered)\b",
    re.IGNORECASE,
)
_NEAR = 45
"""Characters before and after a number that are searched for `_OTHER_THINGS`.

Chosen by hand, about seven words: a clause. With more, a word of the next clause silences a real contradiction; with
less, "the other team's outage lasted 20 minutes" is reported as one.
"""

_MOST_QUANTITIES = 40
"""A piece of text (2,000 characters) with more numbers than this is a table or a log, not prose. Chosen by hand:
that's a number in every eighth word."""


def findings(context: Context) -> Iterator[Finding | None]:
    """Yield the quantities in prose that contradict the postmortem; None now and then, so the review may pause."""
    known: Facts | None = None
    for number, (path, text) in enumerate(sentences(context.postmortem)):
        if number % 8 == 7:
            yield None
        if path.startswith(_ELSEWHERE):
            continue
        is_long = len(text) >= _LONG
        for _, piece in own_pieces(text, 2_000) if is_long else pieces(text, 2_000):
            if is_long:
                yield None
            claims = _claims(piece, is_prose=is_long)
            if claims:
                known = known or facts(context.standing)
                yield from _in_piece(claims, known, context, path, piece)


def _in_piece(claims: tuple[_Claim, ...], known: Facts, context: Context, path: str, text: str) -> Iterator[Finding]:
    """Yield the claims that are wrong; if the text also has the right number, another one is a part of it."""
    right = {
        claim.fact for claim in claims if isinstance(claim.said, ReadQuantity) and known.fits(claim.fact, claim.said)
    }
    for claim in claims:
        if claim.fact in right and claim.rule in (COUNT, SHARE, LENGTH):
            continue
        found = _checked(claim, known, context, path, text)
        if found is not None:
            yield found


def _checked(claim: _Claim, known: Facts, context: Context, path: str, text: str) -> Finding | None:
    words = text[claim.start : claim.end]
    if isinstance(claim.said, CalendarDay):
        instead = known.other_day(claim.said)
        return context.found(claim.rule, path, f"'{words}': the incident was on {instead}.", words) if instead else None
    if isinstance(claim.said, ClockTime):
        instead = known.other_time(claim.fact, claim.said)
        return context.found(claim.rule, path, f"'{words}': the timeline has {instead}.", words) if instead else None
    if known.fits(claim.fact, claim.said):
        return None
    return context.found(claim.rule, path, f"'{words}': {known.in_words(claim.fact)}.", words)


@lru_cache(maxsize=20_000)
def _claims(text: str, *, is_prose: bool) -> tuple[_Claim, ...]:
    """Return what a text says about the facts; cached, because most texts don't change between reviews."""
    if not any(char.isdigit() for char in text) and not _SPELLED.search(text):
        return ()
    prose = text if is_prose else own_words(text)
    found: list[_Claim] = []
    for reader, rule, about in _READERS:
        taken = [(claim.start, claim.end) for claim in found]
        every: list[_Quantity] = list(islice(reader(prose), _MOST_QUANTITIES + 1))
        for said in every if len(every) <= _MOST_QUANTITIES else ():
            if any(start < said.end and said.start < end for start, end in taken):
                continue
            fact = _fact(prose, said.start, said.end, about, rule)
            if fact:
                found.append(_Claim(rule, fact, said.start, said.end, said))
    return tuple(found)


_SPELLED = re.compile(
    r"\b(?:hours?|minutes?|seconds|days?|half|third|quarter|twice|double|times|one in)\b", re.IGNORECASE
)
_Quantity = ReadQuantity | ClockTime | CalendarDay
_Reader = (
    Callable[[str], Iterator[ReadQuantity]]
    | Callable[[str], Iterator[ClockTime]]
    | Callable[[str], Iterator[CalendarDay]]
)
_READERS: tuple[tuple[_Reader, Rule, _Abouts], ...] = (
    (shares, BUDGET, _compiled(patterns.BUDGETS)),
    (multiples, BUDGET, _compiled(patterns.BUDGETS)),
    (lengths, LENGTH, _compiled(patterns.LENGTHS)),
    (days, CLOCK, _compiled(patterns.DAYS)),
    (clock_times, CLOCK, _compiled(patterns.CLOCKS)),
    (shares, SHARE, _compiled(patterns.SHARES)),
    (counts, COUNT, _compiled(patterns.COUNTS)),
)


def _fact(prose: str, start: int, end: int, about: _Abouts, rule: Rule) -> str:
    """Return which fact a quantity is about, by the nearest words in its sentence; empty if none tells."""
    begin, stop = sentence_around(prose, start, end)
    before, after = prose[begin:start], prose[end:stop]
    sentence = f"{before}{_X}{after}"
    near = f"{before[-_NEAR:]} {after[:_NEAR]}"
    if _OTHER_THINGS.search(near) or _ELSEWHEN.search(sentence) or (rule in (LENGTH, CLOCK) and _OTHERS.search(before)):
        return ""
    if rule is SHARE and _NOT_FAILING.search(after[:70]):
        return ""
    if rule is COUNT and _PARTS_OF.search(near):
        return ""
    nearest = (1_000, "")
    is_second = rule is CLOCK and bool(_SECOND.search(before))
    for name, pattern in about:
        for match in pattern.finditer(sentence):
            if _X in match[0] and len(match[0]) < nearest[0]:
                nearest = (len(match[0]), name)
    return "" if is_second and nearest[1] == "detected" else nearest[1]
