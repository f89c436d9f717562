"""What sentences say about the incident: each quantity, time, and day with the fact that it's about.

Read from the text alone, so the result can be kept while the postmortem changes; `known_facts` says what is true.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import islice
from typing import TypeVar

from pmtui.language.prose import own_words, sentence_around
from pmtui.parsing.days import CalendarDay, WrittenWeekday, days, weekdays
from pmtui.parsing.durations import lengths
from pmtui.parsing.numbers import Hedge, ReadQuantity, counts
from pmtui.parsing.prose_clocks import ClockTime, clock_times
from pmtui.parsing.shares import multiples, shares
from pmtui.review.claims import endpoints, patterns
from pmtui.review.claims.ranges import ClockRange, ranges


class ClaimKind(StrEnum):
    """What a claim is compared with."""

    LENGTH = "length"
    CLOCK = "clock"
    COUNT = "count"
    SHARE = "share"
    BUDGET = "budget"


@dataclass(frozen=True)
class Claim:
    """What a sentence says about one fact.

    Attributes:
        kind: what it's compared with.
        fact: the name of the fact in `Facts`.
        start: where the quantity starts in the text.
        end: where it ends.
        said: the quantity.
        is_part: it may be a part of the fact, so it's only wrong if it's more than the fact.
        words: the words that say whose it is, in lower case and without a plural's s.
    """

    kind: ClaimKind
    fact: str
    start: int
    end: int
    said: ReadQuantity | ClockTime | CalendarDay | WrittenWeekday | ClockRange
    is_part: bool = False
    words: frozenset[str] = frozenset()


# -- what a number is about --------------------------------------------------------------------------------------------

_X = "\u00a7"
"""Stands for the quantity in its sentence."""
_PARTS = {f"<{name}>": "".join(patterns.lines_of(block)) for name, block in patterns.CLAIM_PARTS.items()}
_Abouts = tuple[tuple[str, re.Pattern[str]], ...]


def _compiled(blocks: dict[str, str]) -> _Abouts:
    """Return the compiled patterns of each fact, with the parts they name filled in."""
    return tuple((fact, _any_of(block)) for fact, block in blocks.items())


def _any_of(block: str) -> re.Pattern[str]:
    return re.compile("|".join(map(_whole, patterns.lines_of(block))), re.IGNORECASE)


def _whole(line: str) -> str:
    line = line.replace("<x>", f"<HEDGES>{_X}")
    for name, part in _PARTS.items():
        line = line.replace(name, part)
    return line


_OTHER_THINGS = re.compile(
    r"\b(?:timeouts?|time-?outs?|TTLs?|intervals?|windows?|retention|cron|polls?|objective|target|expires?"
    r"|would have|goals?|aim|should|want(?:ed)?|per (?:hour|day|minute|week)|previous(?:ly)?"
    r"|last (?:time|year|month|week|quarter)|estimate[ds]? at first|on average|each|allow(?:s|ed)?|usual(?:ly)?"
    r"|ago|drills?|rehears\w+|simulat\w+|load tests?|from now on|next time|normally|typically|planned|scheduled"
    r"|in (?:19|20)\d\d)\b",
    re.IGNORECASE,
)
"""Words near a number that make it about something else."""

_OTHERS = re.compile(
    r"\b(?:monitoring|status page|support|vendor|upstream|provider|deploy(?:s|ments)|pods?|engineers|permanent fix"
    r"|backlog|workers?|replicas?|staging|canary|AWS|GCP|Azure|Cloudflare|dashboards?)\b(?=[^,;]*$)",
    re.IGNORECASE,
)
_ELSEWHEN = re.compile(
    r"\b(?:similar|previous|earlier|another) (?:incident|outage|event)s?\b"
    r"|\b(?:last|other|that|past) (?:incident|outage|event)s? (?:in|on|of|from|lasted|took|was|had)\b",
    re.IGNORECASE,
)
"""Another incident: its sentence isn't about this one."""

_NAME_OF_PLACE = (
    r"(?!UTC|CET|CEST|January|February|March|April|May|June|July|August|September|October|November|December|Monday"
    r"|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Q[1-4])[A-Z][\w-]+"
)
_PART_OF_SERVICE = re.compile(
    r"(?i:\b(?:(?<!all )(?<!every )regions?|zones?|clusters?|shards?|data ?cent(?:er|re)s?|countr(?:y|ies)|one of"
    r"|some of|part of|a few|several|only the|a single|for (?:customers|users|tenants) (?:in|on|of|with)|partners?"
    r"|replicas?|nodes?|pods?|(?:eu|us|ap|sa|ca|af|me)-[a-z]+(?:-\d)?))\b"
    rf"|\b[Ii]n (?:the )?{_NAME_OF_PLACE}"
)
"""A region, or a part of the system: what's true of it may not be true of the incident."""

_LEADING_PART = re.compile(rf"\W*(?:In|For) (?:the )?{_NAME_OF_PLACE}[^,;]{{0,40}},")

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
    r"|other|answered|failed or)\b",
    re.IGNORECASE,
)
_NEAR = 45
"""Characters before and after a number that are searched for `_OTHER_THINGS`.

Chosen by hand, about seven words: a clause. With more, a word of the next clause silences a real contradiction; with
less, "the other team's outage lasted 20 minutes" is reported as one.
"""

_AFTER = 12
"""Characters after a rate that may say that it was passed: "45% → 5%"."""

_MOST_QUANTITIES = 40
"""A piece of text (2,000 characters) with more numbers than this is a table or a log, not prose. Chosen by hand:
that's a number in every eighth word."""

_SPELLED = re.compile(
    r"\b(?:hours?|minutes?|seconds|days?|half|third|quarter|twice|double|times|one in|per ?cent|completely|complete"
    r"|total|full|fully|entirely|all|every|each|no|not|affect(?:ed|ing) all|[a-z]+day)\b",
    re.IGNORECASE,
)
"""A text without digits has a claim only if it has one of these words."""

_Quantity = TypeVar("_Quantity", ReadQuantity, ClockTime, CalendarDay, WrittenWeekday)
_Span = tuple[int, int]


@lru_cache(maxsize=20_000)
def read_claims(text: str, *, is_prose: bool = False) -> tuple[Claim, ...]:
    """Return what a text says about the facts; cached, because most texts don't change between reviews.

    Args:
        text: a text, or a piece of one.
        is_prose: whether code, quotes, and headings have been blanked out already.
    """
    if not any(char.isdigit() for char in text) and not _SPELLED.search(text):
        return ()
    prose = text if is_prose else own_words(text)
    quantities = _Quantities(prose)
    found: list[Claim] = []
    for reader in _READERS:
        taken = [(claim.start, claim.end) for claim in found]
        found += [claim for claim in reader(quantities) if not _overlaps((claim.start, claim.end), taken)]
    return tuple(found)


def _overlaps(span: _Span, taken: list[_Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in taken)


def _few(quantities: Iterator[_Quantity]) -> list[_Quantity]:
    """Return the quantities of a piece of prose; none if there are so many that it's a table or a log."""
    every = list(islice(quantities, _MOST_QUANTITIES + 1))
    return every if len(every) <= _MOST_QUANTITIES else []


class _Quantities:
    """A piece of prose with its quantities, each kind read once."""

    def __init__(self, prose: str) -> None:
        self.prose = prose

    @cached_property
    def lengths(self) -> list[ReadQuantity]:
        return _few(lengths(self.prose))

    @cached_property
    def shares(self) -> list[ReadQuantity]:
        return _few(shares(self.prose))

    @cached_property
    def times(self) -> list[ClockTime]:
        return _few(clock_times(self.prose))

    @cached_property
    def ranges(self) -> list[ClockRange]:
        return ranges(self.prose, self.times, self.lengths) if len(self.times) > 1 else []


# -- the readers, in their order: the first one that knows what a quantity is about has it -----------------------------

_ARROW = re.compile(
    r"(?P<target>\d{2,3}(?:\.\d{1,6})?) ?%\)?(?: \(\w+\))? ?(?:→|->|=>|\u2192|to) ?(?=\d{2,3}(?:\.\d+)? ?%)"
)
_OF_OBJECTIVE = re.compile(r"\b(?:SLOs?|SLAs?|SLIs?|availability|uptime|objectives?)\b", re.IGNORECASE)


def _availabilities(text: _Quantities) -> Iterator[Claim]:
    """Yield percentages that are an availability: `API availability SLO violated (99.90% → 99.73%)`."""
    prose = text.prose
    if not _OF_OBJECTIVE.search(prose):
        return
    found = text.shares
    for arrow in _ARROW.finditer(prose):
        begin, _ = sentence_around(prose, arrow.start(), arrow.end())
        said = next((each for each in found if each.start == arrow.end()), None)
        if said is not None and _OF_OBJECTIVE.search(prose, begin, arrow.start()):
            yield Claim(ClaimKind.BUDGET, "availability", said.start, said.end, said)
    yield from _by_pattern(prose, found, ClaimKind.BUDGET, _AVAILABILITY)


_OF_MINUTES = re.compile(
    r"(?P<used>\d{1,7}(?:\.\d{1,4})?) of (?:the |our )?(?P<whole>\d{1,7}(?:\.\d{1,4})?) ?(?=min(?:utes?)?\b)",
    re.IGNORECASE,
)


_OF_BUDGET = re.compile(r"\b(?:budgets?|consumed|remaining|left|used|spent)\b", re.IGNORECASE)


def _budget_minutes(text: _Quantities) -> Iterator[Claim]:
    """Yield lengths that are an error budget's: `31.2 of 40.32 minutes of the budget`."""
    prose = text.prose
    if not _OF_BUDGET.search(prose):
        return
    taken: list[_Span] = []
    for match in _OF_MINUTES.finditer(prose):
        begin, stop = sentence_around(prose, match.start(), match.end())
        if "budget" in prose[begin:stop].lower():
            for name, fact in (("used", "budget_used"), ("whole", "budget_total")):
                minutes = match[name]
                step = 60 * 10.0 ** -len(minutes.partition(".")[2])
                said = ReadQuantity(match.start(name), match.end(name), 60 * float(minutes), Hedge.EXACT, step)
                taken.append((said.start, said.end))
                yield Claim(ClaimKind.BUDGET, fact, said.start, said.end, said)
    rest = [each for each in text.lengths if not _overlaps((each.start, each.end), taken)]
    yield from _by_pattern(prose, rest, ClaimKind.BUDGET, _BUDGET_TIMES)


def _budget_shares(text: _Quantities) -> Iterator[Claim]:
    """Yield shares of the error budget."""
    prose = text.prose
    if not _OF_BUDGET.search(prose):
        return
    yield from _by_pattern(prose, text.shares, ClaimKind.BUDGET, _BUDGETS)
    yield from _by_pattern(prose, _few(multiples(prose)), ClaimKind.BUDGET, _BUDGETS)


def _pairs(text: _Quantities) -> Iterator[Claim]:
    """Yield lengths between two milestones that the sentence names."""
    prose = text.prose
    for said in text.lengths:
        before, after = _around(prose, said.start, said.end)
        found = endpoints.between(f"{before}{_X}{after}")
        if found is not None and not _is_elsewhere(before, after):
            fact = f"{found[0]} to {found[1]}"
            yield Claim(ClaimKind.LENGTH, fact, said.start, said.end, said, is_part=not found[2])


def _range_lengths(text: _Quantities) -> Iterator[Claim]:
    """Yield the lengths that are next to a range of clock times."""
    for found in text.ranges:
        if found.length is not None:
            yield Claim(ClaimKind.LENGTH, "range", found.length.start, found.length.end, found)


def _range_ends(text: _Quantities) -> Iterator[Claim]:
    """Yield the ranges of clock times in which a sentence says that something failed."""
    prose = text.prose
    for found in text.ranges:
        before, after = _around(prose, found.first.start, found.last.end)
        sentence = before + after
        is_of_incident = _FAILING.search(sentence) and not _OTHERS.search(before)
        if is_of_incident and not _is_elsewhere(before, after) and not _is_of_part(before, after):
            yield Claim(ClaimKind.CLOCK, "range", found.first.start, found.last.end, replace(found, length=None))


_FAILING = re.compile(
    r"\b(?:closed|shut|idle|still|impossible|silent|dark|refused|rejected|lost|stuck|frozen|off|stopped|stalled|hung"
    r"|froze|down|out|offline|failed|failing|fail|unable|broken|blocked|interrupted|disrupted|degraded|timed out"
    r"|errors?|outage|downtime|(?:un|in|im)[a-z]{3,}[ai]ble|could(?: not|n't)|cannot|stood still"
    r"|not (?:work|respond|load|answer|open|start)\w*)\b",
    re.IGNORECASE,
)
"""Words for a failure, whatever it's the failure of."""

_FOR = re.compile(rf"\bfor {_PARTS['<HEDGES>']}$", re.IGNORECASE)
_LEADS = re.compile(rf"\W*for {_PARTS['<HEDGES>']}", re.IGNORECASE)
_BEFORE_IT = re.compile(r"\b(?:ha[ds]|have) (?:\w+ )?been\b|\bsince\b|\bholds?\b|\bretr(?:y|ies|ied)\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z][a-z-]{2,}")
_CLAUSE = re.compile(r"[,:;]\s")


def _outages(text: _Quantities) -> Iterator[Claim]:
    """Yield lengths for which something failed; whether that was the service is for the facts to say."""
    prose = text.prose
    for said in text.lengths:
        before, after = _around(prose, said.start, said.end)
        if not _FOR.search(before):
            continue
        clause = after if _LEADS.fullmatch(before) else _CLAUSE.split(before)[-1]
        if (
            _FAILING.search(clause)
            and not _BEFORE_IT.search(clause)
            and not _is_of_part(before, after)
            and not _OTHERS.search(before)
            and not _is_elsewhere(before, after)
        ):
            yield Claim(ClaimKind.LENGTH, "outage", said.start, said.end, said, words=words_of(clause))


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text that may name something, in lower case and without a plural's s."""
    return frozenset(word.removesuffix("s") for word in _WORD.findall(text.lower()))


def _lengths(text: _Quantities) -> Iterator[Claim]:
    prose = text.prose
    return _by_pattern(prose, text.lengths, ClaimKind.LENGTH, _LENGTHS)


def _days(text: _Quantities) -> Iterator[Claim]:
    prose = text.prose
    return _by_pattern(prose, _few(days(prose)), ClaimKind.CLOCK, _DAYS)


def _weekdays(text: _Quantities) -> Iterator[Claim]:
    """Yield the weekdays that are next to a date, and those on which the incident was."""
    prose = text.prose
    found = _few(weekdays(prose))
    for said in found:
        if said.day is not None:
            yield Claim(ClaimKind.CLOCK, "weekday", said.start, said.end, said)
    alone = [each for each in found if each.day is None]
    yield from _by_pattern(prose, alone, ClaimKind.CLOCK, _WEEKDAYS)


def _clocks(text: _Quantities) -> Iterator[Claim]:
    prose = text.prose
    return _by_pattern(prose, text.times, ClaimKind.CLOCK, _CLOCKS)


_IN_PASSING = re.compile(
    r"→|->|\b(?:alerts?|fires?|fired|threshold|pass(?:es|ed)|spik\w+|drop\w*|ris(?:es|ing)|rose|climb\w*|fell|falls"
    r"|falling|reach\w*|peak\w*)(?!\w)",
    re.IGNORECASE,
)
"""Words near a rate that was only passed: no phase of the incident needs to have had it."""


def _shares(text: _Quantities) -> Iterator[Claim]:
    prose = text.prose
    for claim in _by_pattern(prose, text.shares, ClaimKind.SHARE, _SHARES):
        before, after = _around(prose, claim.start, claim.end)
        is_passed = _IN_PASSING.search(f"{before[-_NEAR:]} {after[:_AFTER]}") is not None
        yield replace(claim, is_part=is_passed)


_NOT = re.compile(
    r"\b(?:not?|never|neither|without|n't|avoid\w*|prevent\w*)\b[^.;,]{0,20}$|n't[^.;,]{0,20}$"
    r"|\b(?:almost|nearly|virtually|practically|close to|of|part of) $",
    re.IGNORECASE,
)


def _complete(text: _Quantities) -> Iterator[Claim]:
    """Yield the words that say that everything failed, as 100%."""
    prose = text.prose
    for match in _COMPLETE.finditer(prose):
        before, after = _around(prose, match.start(), match.end())
        if _NOT.search(before) or _is_elsewhere(before, after) or _is_of_part(before, after):
            continue
        said = ReadQuantity(match.start(), match.end(), 100, Hedge.EXACT, 3)
        yield Claim(ClaimKind.SHARE, "complete", said.start, said.end, said)


_AFFECTED = re.compile(r"\b(?:affected|impacted|hit|locked out)\b", re.IGNORECASE)
_MOST_WORDS = 3
"""Words after a number among which the people may be that it counts: "1,200 daily active users"."""


def _counts(text: _Quantities) -> Iterator[Claim]:
    prose = text.prose
    found = _few(counts(prose))
    taken: list[_Span] = []
    for claim in _by_pattern(prose, found, ClaimKind.COUNT, _COUNTS):
        taken.append((claim.start, claim.end))
        yield claim
    for said in found:
        if not prose.startswith((" ", "-"), said.end) or _overlaps((said.start, said.end), taken):
            continue
        before, after = _around(prose, said.start, said.end)
        words = words_of(" ".join(_CLAUSE.split(after)[0].split()[:_MOST_WORDS]))
        if not words or _PARTS_OF.search(f"{before[-_NEAR:]} {after[:_NEAR]}"):
            continue
        if _is_elsewhere(before, after) or _is_of_part(before, after):
            continue
        is_part = not _AFFECTED.search(after[:_NEAR])
        yield Claim(ClaimKind.COUNT, "people", said.start, said.end, said, is_part, words)


_LENGTHS = _compiled(patterns.LENGTHS)
_CLOCKS = _compiled(patterns.CLOCKS)
_COUNTS = _compiled(patterns.COUNTS)
_DAYS = _compiled(patterns.DAYS)
_WEEKDAYS = _compiled(patterns.WEEKDAYS)
_SHARES = _compiled(patterns.SHARES)
_BUDGETS = _compiled(patterns.BUDGETS)
_BUDGET_TIMES = _compiled(patterns.BUDGET_TIMES)
_AVAILABILITY = _compiled(patterns.AVAILABILITY)
_COMPLETE = _any_of(patterns.COMPLETE)

_READERS: tuple[Callable[[_Quantities], Iterator[Claim]], ...] = (
    _availabilities, _budget_minutes, _budget_shares, _pairs, _lengths, _outages, _range_lengths, _weekdays, _days,
    _clocks, _range_ends, _shares, _complete, _counts,
)  # fmt: skip


# -- the words around a quantity ---------------------------------------------------------------------------------------


def _around(prose: str, start: int, end: int) -> tuple[str, str]:
    begin, stop = sentence_around(prose, start, end)
    return prose[begin:start], prose[end:stop]


def _is_of_part(before: str, after: str) -> bool:
    """Return whether a quantity's clause, or the beginning of its sentence, names a region or a part of the system."""
    clause = f"{_CLAUSE.split(before)[-1]}{_X}{_CLAUSE.split(after, 1)[0]}"
    return bool(_PART_OF_SERVICE.search(clause) or _LEADING_PART.match(before))


def _is_elsewhere(before: str, after: str) -> bool:
    """Return whether the words near a quantity say that it's about something else than this incident."""
    near = f"{before[-_NEAR:]} {after[:_NEAR]}"
    return bool(_OTHER_THINGS.search(near) or _ELSEWHEN.search(f"{before}{_X}{after}"))


def is_about_something_else(prose: str, start: int, end: int) -> bool:
    """Return whether the words around a quantity say that it's about a timeout, a plan, or another incident."""
    return _is_elsewhere(*_around(prose, start, end))


def _by_pattern(prose: str, found: list[_Quantity], kind: ClaimKind, abouts: _Abouts) -> Iterator[Claim]:
    for said in found:
        fact = _fact(prose, said.start, said.end, abouts, kind)
        if fact:
            yield Claim(kind, fact, said.start, said.end, said)


def _fact(prose: str, start: int, end: int, about: _Abouts, kind: ClaimKind) -> str:
    """Return which fact a quantity is about, by the nearest words in its sentence; empty if none tells."""
    before, after = _around(prose, start, end)
    sentence = f"{before}{_X}{after}"
    if _is_elsewhere(before, after) or (kind in (ClaimKind.LENGTH, ClaimKind.CLOCK) and _OTHERS.search(before)):
        return ""
    if kind is not ClaimKind.BUDGET and _is_of_part(before, after):
        return ""
    if kind is ClaimKind.SHARE and _NOT_FAILING.search(after[:70]):
        return ""
    if kind is ClaimKind.COUNT and _PARTS_OF.search(f"{before[-_NEAR:]} {after[:_NEAR]}"):
        return ""
    nearest = (1_000, "")
    is_second = kind is ClaimKind.CLOCK and bool(_SECOND.search(before))
    for name, pattern in about:
        for match in pattern.finditer(sentence):
            if _X in match[0] and len(match[0]) < nearest[0]:
                nearest = (len(match[0]), name)
    return "" if is_second and nearest[1] == "detected" else nearest[1]
