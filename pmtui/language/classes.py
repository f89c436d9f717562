"""The classes of wording that reviewers flag, with their sources and what to ask instead."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pmtui.language import patterns
from pmtui.language.prose import own_words, sentence_around


class WordClass(StrEnum):
    """Why reviewers flag some words."""

    COUNTERFACTUAL = "counterfactual"
    JUDGEMENT = "judgement"
    ATTRIBUTION = "attribution"
    HEAT = "heat"
    HINDSIGHT = "hindsight"
    PERSON = "person"
    VAGUE = "vague"
    PEOPLE = "people"


SOURCES: dict[WordClass, str] = {
    WordClass.COUNTERFACTUAL: "Microsoft Learn; field guides to language in incident reviews",
    WordClass.JUDGEMENT: "Microsoft Learn; safety literature",
    WordClass.ATTRIBUTION: "PagerDuty's postmortem guide",
    WordClass.HEAT: "Google, SRE Workbook",
    WordClass.HINDSIGHT: "alex, retext",
    WordClass.PERSON: "Google, SRE Workbook; PagerDuty",
    WordClass.VAGUE: "PagerDuty; Google, SRE Workbook",
    WordClass.PEOPLE: "Google, SRE Workbook",
}
"""The sources of each class."""

INSTEAD: dict[WordClass, str] = {
    WordClass.COUNTERFACTUAL: "What happened, and what made sense at the time?",
    WordClass.JUDGEMENT: "What did they see and know at the time?",
    WordClass.ATTRIBUTION: "What made the error possible, or easy to make?",
    WordClass.HEAT: "What happened, in neutral words?",
    WordClass.HINDSIGHT: "Did it look that way at the time, to the people who were there?",
    WordClass.PERSON: "What made that action likely? Name the role or the system.",
    WordClass.VAGUE: "What will be true when it's done?",
    WordClass.PEOPLE: "What would make it safe by design?",
}
"""A better question for each class."""


@dataclass(frozen=True)
class Hit:
    """Words that a class flags.

    Attributes:
        word_class: the class.
        start: where they start in the text.
        words: the words.
        is_soft: only a hint, because the sentence is about a system.
    """

    word_class: WordClass
    start: int
    words: str
    is_soft: bool = False

    @property
    def instead(self) -> str:
        """A better question to ask."""
        return INSTEAD[self.word_class]


def _lines(block: str) -> list[str]:
    """Return the patterns of a block, with the parts they name filled in."""
    return [_with_parts(line) for line in patterns.lines_of(block)]


def _with_parts(line: str) -> str:
    while match := re.search(r"<([A-Z_]+)>", line):
        line = line.replace(match[0], part(match[1]))
    return line


def part(name: str) -> str:
    """Return a part of patterns by name: `ROLES`, `PEOPLE`."""
    return _with_parts("".join(patterns.lines_of(patterns.PARTS[name])))


_WORDS = {
    WordClass.COUNTERFACTUAL: patterns.COUNTERFACTUAL,
    WordClass.JUDGEMENT: patterns.JUDGEMENT,
    WordClass.ATTRIBUTION: patterns.ATTRIBUTION,
    WordClass.HEAT: patterns.HEAT,
    WordClass.HINDSIGHT: patterns.HINDSIGHT,
    WordClass.PERSON: patterns.PERSON,
}
_COMPILED = tuple(
    (kind, re.compile(rf"\b(?:{'|'.join(_lines(words))})(?!\w)"), patterns.SIGNS.get(kind.name, ()),
     patterns.STARTS.get(kind.name, frozenset()))
    for kind, words in _WORDS.items()
)  # fmt: skip
_SPACES = str.maketrans(dict.fromkeys('.,;:!?()[]{}*_"/\\-\n\t', " "))
_SOFT = re.compile(rf"\b(?:{'|'.join(_lines(patterns.SOFT))})")
_SHOUTED = re.compile(r"!!+|\b(?:AGAIN|WHY|EVER)\b")
_START = r"^(?:[-*+]\s+)?(?:\[[ xX]\]\s*)?(?:\*\*)?(?:please |we (?:need|have|should|must|will) (?:to )?)?"
_VAGUE_START = re.compile(rf"{_START}(?P<words>{'|'.join(_lines(patterns.VAGUE))})", re.IGNORECASE)
_VAGUE_END = re.compile(rf"\b(?P<words>{'|'.join(_lines(patterns.SOME_DAY))})\b", re.IGNORECASE)
_PEOPLE_FIX = re.compile(rf"\b(?P<words>{'|'.join(_lines(patterns.FIXES_PEOPLE))})", re.IGNORECASE)
_BOUNDED = re.compile(r"\d|`|\b(?:so that|until|below|instead of|fails? when|done when)\b", re.IGNORECASE)
"""What makes an action item something that you can check off."""

_HARMLESS = (
    (("that ", "which ", "who ", "what", "where ", "?"), re.compile(
        r"\b(?:that|which|who|what|where) (?:should|would|could|might)(?:n't| not)? have|^\W*what\b|\?\s*$",
        re.IGNORECASE,
    )),
    (("luck", "fortunate", "worst"),
     re.compile(r"\b(?:luck|lucky|fortunate(?:ly)?|worst case|at worst)\b", re.IGNORECASE)),
    (("rs ", "requests ", "clients ", "accounts ", "some ", "many "),
     re.compile(r"\b(?:customers|users|visitors|requests|clients|accounts|subscribers|buyers|viewers|some|many)"
                r" (?:could|might|may|would)(?: \w+)? have\b", re.IGNORECASE)),
)  # fmt: skip
"""Sentences whose counterfactual isn't a regret: what was meant to happen, a risk, a question. A sentence without any
of a pattern's signs can't match it, and looking for signs costs next to nothing."""

_ON_PURPOSE = re.compile(
    r"\b(?:as planned|on purpose|deliberately|intentionally|as agreed|as a precaution)\b", re.IGNORECASE
)


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
    found: list[Hit] = []
    starts = {word[:4] for word in plain.translate(_SPACES).split()}
    for kind, pattern, signs, first in _COMPILED:
        if starts & first if first else any(map(plain.__contains__, signs)):
            found += [Hit(kind, *_as_written(prose, match)) for match in pattern.finditer(plain)]
    found += [Hit(WordClass.HEAT, match.start(), match[0]) for match in _SHOUTED.finditer(prose)]
    found += _named(prose, people)
    if "have" in plain or "'ve" in plain:
        softly = (_as_written(prose, match) for match in _SOFT.finditer(plain))
        found += [Hit(WordClass.COUNTERFACTUAL, *each, is_soft=True) for each in softly]
    return sorted((hit for hit in _distinct(found) if not _is_harmless(hit, prose)), key=lambda hit: hit.start)


def _lowered(prose: str) -> str:
    """Return a text in lower case with all offsets unchanged: patterns that ignore case take three times as long."""
    lowered = prose.lower()
    return lowered if len(lowered) == len(prose) else "".join(c.lower() if len(c.lower()) == 1 else c for c in prose)


def _as_written(prose: str, match: re.Match[str]) -> tuple[int, str]:
    return match.start(), prose[match.start() : match.end()]


def find_in_action(text: str) -> list[Hit]:
    """Return what is vague in an action item, or tries to fix people: neither can be checked off."""
    prose = own_words(text)
    match = _PEOPLE_FIX.search(prose)
    if match:
        return [Hit(WordClass.PEOPLE, match.start("words"), match["words"].strip())]
    match = _VAGUE_START.match(prose.strip())
    if match and not _BOUNDED.search(text):
        return [Hit(WordClass.VAGUE, prose.find(match["words"]), match["words"].strip())]
    match = _VAGUE_END.search(prose) if not _BOUNDED.search(text) else None
    return [Hit(WordClass.VAGUE, match.start("words"), match["words"].strip())] if match else []


def _named(prose: str, people: Sequence[str]) -> Iterator[Hit]:
    names = {part for name in people if _is_person(name) for part in (name.strip(), name.strip().split(" ")[0])}
    if not names:
        return
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pattern = re.compile(
        rf"\b(?:{either})\b(?:'s)? (?:{part('DID_BADLY')}|{part('ERASED')}|(?:could|would|should) have)\b"
    )
    for match in pattern.finditer(prose):
        yield Hit(WordClass.PERSON, match.start(), match[0])


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
    ]
    + ["alert", "service", "platform", "storage", "data", "security", "network", "sre", "engineering", "tbd", "unknown"]
)
"""Words of a name that make it a role, a team, or a machine."""


def _is_person(name: str) -> bool:
    """Return whether a name is a person's: a few capitalized words, none of them in `_NO_PERSON`."""
    words = name.split()
    is_named = 1 <= len(words) <= 4 and all(word[:1].isupper() and len(word) > 1 for word in words)
    return is_named and len(words[0]) > 2 and not _NO_PERSON.intersection(word.lower() for word in words)


def _is_harmless(hit: Hit, prose: str) -> bool:
    """Return whether the sentence around a hit makes it harmless."""
    if hit.word_class not in (WordClass.COUNTERFACTUAL, WordClass.PERSON):
        return False
    begin, end = sentence_around(prose, hit.start, hit.start)
    sentence = prose[begin : end + 1].strip()
    if hit.word_class is WordClass.PERSON:
        return bool(_ON_PURPOSE.search(sentence))
    plain = sentence.lower()
    return any(any(map(plain.__contains__, signs)) and pattern.search(sentence) for signs, pattern in _HARMLESS)


def _distinct(hits: list[Hit]) -> Iterator[Hit]:
    starts: list[int] = []  # of the hits kept so far, in order; they never overlap, so the ends are in order, too
    ends: list[int] = []
    for hit in hits:
        start, end = hit.start, hit.start + len(hit.words)
        at = bisect_right(ends, start)
        if at == len(starts) or end <= starts[at]:
            starts.insert(at, start)
            ends.insert(at, end)
            yield hit
