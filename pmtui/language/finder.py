"""Finds what reviewers would flag in a text: the words of a pattern, judged in their sentence."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache

from pmtui.language import reasons
from pmtui.language.beginnings import any_of
from pmtui.language.classes import Hit
from pmtui.language.pattern import ANYONE, ANYONE_HINT, Pattern, Reason, Subject, Weight, WordClass
from pmtui.language.patterns import ACTIONS, PROSE
from pmtui.language.patterns.actions import END_STATE
from pmtui.language.patterns.person import BROKE, MISSED, WRONG_THING
from pmtui.language.people import is_name_before, subject_before
from pmtui.language.prose import own_words, sentence_around

ALWAYS: dict[WordClass, tuple[Reason, ...]] = {
    **dict.fromkeys(WordClass, ()),
    **dict.fromkeys(
        (WordClass.JUDGEMENT, WordClass.ATTRIBUTION, WordClass.HINDSIGHT, WordClass.PERSON), (reasons.GUIDANCE,)
    ),
    WordClass.COUNTERFACTUAL: (reasons.QUESTION, reasons.GUIDANCE, reasons.TOLD),
}
"""Reasons that make any words of a class harmless."""

_SIGNS = '.,;:!?()[]{}*_"/\\-\n\t\r\u2013\u2014\u2026\u2022\u2192\u201c\u201d\u00ab\u00bb+=<>&%$#@~^`| '
_SPACES = re.compile(" ++")
_WRAPPED = re.compile(r"\n(?=[ \t]*[a-z])")
"""A line break within a sentence: the next line begins with a small letter."""


_Match = Callable[[str, int], re.Match[str] | None]


class _Scanner:
    """Some patterns by the words they begin with, and the expression that finds all of these words in one pass."""

    def __init__(self, patterns: tuple[Pattern, ...]) -> None:
        by_beginning: dict[str, list[tuple[int, Pattern, _Match]]] = {}
        for number, pattern in enumerate(patterns):
            for beginning in pattern.beginnings():
                by_beginning.setdefault(beginning, []).append((number, pattern, pattern.compiled.match))
        # A sign first: most characters are skipped by that alone.
        self.expression = re.compile(f"[{re.escape(_SIGNS)}](?=({any_of(by_beginning)}))")
        self._patterns = {
            longest: [each for length in range(1, len(longest) + 1) for each in by_beginning.get(longest[:length], ())]
            for longest in by_beginning
        }

    def matches(self, plain: str) -> Iterator[tuple[int, Pattern, int, int]]:
        """Yield the matches in a lower-case text: the number of the pattern, the pattern, the match's start and end."""
        for found in self.expression.finditer(f" {plain}"):
            at, beginning = found.start(), found[1]
            beginning = beginning if beginning in self._patterns else _SPACES.sub(" ", beginning)
            for number, pattern, match in self._patterns[beginning]:
                if matched := match(plain, at):
                    yield number, pattern, at, matched.end()


_scanner = cache(_Scanner)


def find(text: str, people: Sequence[str] = ()) -> list[Hit]:
    """Return what reviewers would flag in a text, in order; words of several classes count only for the first.

    Args:
        text: Markdown; code, quotes, links, and headings are ignored.
        people: the names of people in the postmortem, flagged if they're the subject of a causal verb.
    """
    return find_in_prose(own_words(text), people)


def find_in_prose(prose: str, people: Sequence[str] = ()) -> list[Hit]:
    """Return what reviewers would flag in a text that `own_words` has cleaned, as `find` does."""
    plain = _lowered(prose)
    found: list[tuple[bool, int, Hit]] = []
    for number, pattern, start, end in _scanner(PROSE).matches(plain):
        weight = weigh(pattern, plain, start, end, prose)
        if weight is not None:
            is_soft = weight is Weight.HINT
            found.append((is_soft, number, Hit(pattern.word_class, start, prose[start:end], is_soft)))
    if "!!" in prose or "AGAIN" in prose or "EVER" in prose or "WHY" in prose:
        found += [(False, -1, Hit(WordClass.HEAT, match.start(), match[0])) for match in _SHOUTED.finditer(prose)]
    if people:
        found += [(False, -1, hit) for hit in _named(prose, tuple(people))]
    if not found:
        return []
    found.sort(key=lambda each: (each[0], each[1], each[2].start))
    return sorted(_distinct(hit for _, _, hit in found), key=lambda hit: hit.start)


def _lowered(prose: str) -> str:
    """Return a text in lower case on one line per sentence, with all offsets unchanged."""
    prose = prose.replace("on call", "on-call").replace("\t", " ")
    prose = _WRAPPED.sub(" ", prose) if "\n" in prose else prose
    lowered = prose.lower()
    return lowered if len(lowered) == len(prose) else "".join(c.lower() if len(c.lower()) == 1 else c for c in prose)


def weigh(pattern: Pattern, plain: str, start: int, end: int, written: str = "") -> Weight | None:
    """Return what a match counts for in its sentence; None if it's harmless.

    Args:
        pattern: the pattern.
        plain: the lower-case text.
        start: where the match starts.
        end: where it ends.
        written: the text with its capitals, which names are known by; empty if that makes no difference.
    """
    begin, behind = sentence_around(plain, start, start)
    verb = start
    if pattern.before:
        before = pattern.compiled_before.search(plain, begin, start)
        if before is None:
            return None
        verb = before.start()
    if pattern.by is ANYONE or pattern.by is ANYONE_HINT:
        weight: Weight | None = Weight.WARNING if pattern.by is ANYONE else Weight.HINT
    else:
        subject = subject_before(plain, begin, verb)
        weight = pattern.by.get(subject)
        if subject is Subject.SYSTEM and Subject.NAME in pattern.by and is_name_before(written, begin, verb):
            weight = pattern.by[Subject.NAME]
    if weight is None:
        return None
    sentence = plain[begin : max(behind + 1, end)]
    every = (*pattern.unless, *ALWAYS[pattern.word_class])
    is_excused = any(reason.holds(sentence, start - begin, end - begin) for reason in every)
    return None if is_excused else weight


def find_in_action(text: str) -> list[Hit]:
    """Return what is vague in an action item, or tries to fix people; at most one hit."""
    prose = own_words(text)
    plain = _lowered(prose)
    found = sorted(
        (number, start, end, pattern.word_class)
        for number, pattern, start, end in _scanner(ACTIONS).matches(plain)
        if weigh(pattern, plain, start, end) is not None
    )
    if found and found[0][3] is WordClass.VAGUE and END_STATE.holds(plain, 0, 0):
        return []
    return [Hit(word_class, start, prose[start:end]) for _, start, end, word_class in found[:1]]


_SHOUTED = re.compile(r"(?<=\w)!!+|(?<=\w )!!+|\b(?:AGAIN|EVER)\b|\bWHY(?= (?:did|do|does|is|was|are|were|on)\b)")

_NO_PERSON = frozenset(
    [
        "deploy",
        "on-call",
        "oncall",
        "root",
        "automated",
        "bot",
        "team",
        "admin",
        "ops",
        "support",
        "system",
        "monitoring",
        "alert",
        "service",
        "platform",
        "storage",
        "data",
    ]
    + ["security", "network", "sre", "engineering", "tbd", "unknown"]
)
"""Words of a name that make it a role, a team, or a machine."""


@lru_cache(maxsize=100)
def _names(people: tuple[str, ...]) -> list[str]:
    """Return the names and first names of people, longest first."""
    names = {part for name in people if _is_person(name) for part in (name.strip(), name.strip().split(" ")[0])}
    return sorted(names, key=lambda name: (-len(name), name))


def _named(prose: str, people: tuple[str, ...]) -> Iterator[Hit]:
    present = [name for name in _names(people) if name in prose]
    if not present:
        return
    either = "|".join(map(re.escape, present))
    for match in _causal(either).finditer(prose):
        begin, end = sentence_around(prose, match.start(), match.start())
        if not reasons.ON_PURPOSE.compiled.search(prose[begin : end + 1].lower()):
            yield Hit(WordClass.PERSON, match.start(), match[0])


@lru_cache(maxsize=100)
def _causal(names: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:introduced|caused|triggered|broken|deleted|overlooked) by (?:{names})\b"
        rf"|\b(?:{names})\b(?:'s)? (?:(?:had|has|have|also|then|later|accidentally|mistakenly|inadvertently"
        rf"|wrongly) ){{0,3}}"
        rf"(?:{BROKE}|{MISSED}|{WRONG_THING}|forgot|triggered(?! (?:a|the) (?:failover|rollback|restart|deploy\w*"
        rf"|build))"
        r"|(?:deleted|dropped|removed|killed|shut down) (?:the|a|an|our|all)|(?<=ly )\w+"
        r"|(?:accidentally|mistakenly|inadvertently) \w+|(?:could|would|should) have)\b"
    )


def _is_person(name: str) -> bool:
    """Return whether a name is a person's: a few capitalized words, none of them in `_NO_PERSON`."""
    words = name.split()
    is_named = 1 <= len(words) <= 4 and all(word[:1].isupper() and len(word) > 1 for word in words)
    return is_named and len(words[0]) > 2 and not _NO_PERSON.intersection(word.lower() for word in words)


def _distinct(hits: Iterable[Hit]) -> Iterator[Hit]:
    starts: list[int] = []  # of the hits kept so far, in order; they never overlap, so the ends are in order, too
    ends: list[int] = []
    for hit in hits:
        start, end = hit.start, hit.start + len(hit.words)
        at = bisect_right(ends, start)
        if at == len(starts) or end <= starts[at]:
            starts.insert(at, start)
            ends.insert(at, end)
            yield hit
