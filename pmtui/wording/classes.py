"""The classes of wording that reviewers flag, with who publishes them and what to ask instead."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pmtui.wording.prose import own_words


class WordClass(StrEnum):
    """What is off about some words."""

    COUNTERFACTUAL = "counterfactual"
    JUDGEMENT = "judgement"
    ATTRIBUTION = "attribution"
    HEAT = "heat"
    HINDSIGHT = "hindsight"
    PERSON = "person"


SOURCES: dict[WordClass, str] = {
    WordClass.COUNTERFACTUAL: "Microsoft Learn; the field guides on language in reviews",
    WordClass.JUDGEMENT: "Microsoft Learn; safety literature",
    WordClass.ATTRIBUTION: "PagerDuty's postmortem guide",
    WordClass.HEAT: "Google, SRE Workbook",
    WordClass.HINDSIGHT: "alex, retext",
    WordClass.PERSON: "Google, SRE Workbook; PagerDuty",
}
"""Who publishes each class."""

INSTEAD: dict[WordClass, str] = {
    WordClass.COUNTERFACTUAL: "What happened, and what made sense at the time?",
    WordClass.JUDGEMENT: "What did the person see and know?",
    WordClass.ATTRIBUTION: "What made the error possible, and easy?",
    WordClass.HEAT: "What was it, in plain words?",
    WordClass.HINDSIGHT: "Was it so at the time, to those who were there?",
    WordClass.PERSON: "Which condition made that step likely? Name the role, or the system.",
}
"""The better question for each class."""


@dataclass(frozen=True)
class Hit:
    """Some words of a class.

    Attributes:
        word_class: the class.
        start: where they begin in the text.
        words: the words.
    """

    word_class: WordClass
    start: int
    words: str

    @property
    def instead(self) -> str:
        """The better question."""
        return INSTEAD[self.word_class]


ROLES = (
    r"(?:engineer|operator|developer|admin(?:istrator)?|on-?call(?: engineer)?|sre|dba|responder|reviewer|author"
    r"|manager|commander|person|people|human|user|somebody|someone|team|colleague|employee|contractor|intern|he|she|they|we|i)"
)
"""Words for people, in a pattern."""

_PEOPLE = rf"(?:the |an? |our |their |his |her |one )?(?:[\w-]+ )?{ROLES}s?"
_ACTS = (
    r"(?:broke|caused|deleted|missed|forgot|ignored|overlooked|misconfigured|misread|mistyped|neglected|skipped"
    r"|dropped|pushed|deployed|ran|removed|made (?:a|the|an) (?:mistake|error)|typed|clicked|merged|approved)"
)

_WORDS: tuple[tuple[WordClass, tuple[str, ...]], ...] = (
    (WordClass.COUNTERFACTUAL, (
        r"(?:should|could|would|ought to|might) (?:not |never |also |easily )?have\b(?! to\b)",
        r"(?:shouldn't|couldn't|wouldn't) have", r"if only",
        rf"{_PEOPLE} (?:failed to|neglected to|did not bother|didn't bother|omitted to)",
    )),
    (WordClass.JUDGEMENT, (
        r"careless(?:ly)?", r"hast(?:y|ily)", r"inadequate(?:ly)?", r"inappropriate(?:ly)?", r"improper(?:ly)?",
        r"mismanaged", r"negligen(?:t|ce|tly)", r"slopp(?:y|ily)", r"incompetent(?:ly)?", r"reckless(?:ly)?",
        r"lazy(?![ -]?load)", r"lazily(?! load)", r"foolish(?:ly)?", r"unprofessional(?:ly)?", r"blunder(?:ed)?",
        r"stupid(?:ly)?",
    )),
    (WordClass.ATTRIBUTION, (
        r"(?:human|operator|user|pilot|engineer(?:ing)?|people) errors?", r"human mistakes?", r"at fault", r"to blame",
        r"(?:the )?fault of", r"(?:his|her|their|my|your) (?:own )?fault", r"fat[- ]finger(?:ed)?",
        rf"{_PEOPLE} (?:forgot|forgets)", r"forgot to", r"forgetful(?:ness)?",
    )),
    (WordClass.HEAT, (
        r"ridiculous(?:ly)?", r"insane(?:ly)?", r"absurd(?:ly)?", r"outrageous(?:ly)?", r"unbelievabl[ey]",
        r"shocking(?:ly)?", r"disastrous(?:ly)?", r"horribl[ey]", r"terribl[ey]", r"can(?:'t|not) believe",
        r"unforgivable",
    )),
    (WordClass.HINDSIGHT, (
        r"obvious(?:ly)?", r"clearly", r"simply", r"of course", r"every(?:one|body) knows", r"needless to say",
        r"in hindsight", r"evidently", r"trivially", r"easily(?! accessible| reach)",
        r"just (?:had to|needed to|have to|need to|needs to|didn't|did not|a matter of)",
    )),
    (WordClass.PERSON, (rf"{_PEOPLE} (?:had |has |have )?{_ACTS}",)),
)  # fmt: skip

_COMPILED = (
    *((kind, re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)) for kind, words in _WORDS),
    (WordClass.HEAT, re.compile(r"!!+")),
)


def find(text: str, people: Sequence[str] = ()) -> list[Hit]:
    """Return what reviewers would flag in a text, in order; words of several classes count for the first.

    Args:
        text: Markdown; its code, quotes, links and headings are left alone.
        people: the names of people in the record: one of them with a causal verb is flagged.
    """
    prose = own_words(text)
    found = [Hit(kind, match.start(), match[0]) for kind, pattern in _COMPILED for match in pattern.finditer(prose)]
    found += _named(prose, people)
    return sorted(_distinct(found), key=lambda hit: hit.start)


def _named(prose: str, people: Sequence[str]) -> Iterator[Hit]:
    names = {part for name in people for part in (name.strip(), name.strip().split(" ")[0]) if len(part) > 2}
    if not names:
        return
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pattern = re.compile(rf"\b(?:{either})\b(?:'s)? (?:(?:had|has|then|also|accidentally|mistakenly) )?{_ACTS}\b")
    for match in pattern.finditer(prose):
        yield Hit(WordClass.PERSON, match.start(), match[0])


def _distinct(hits: list[Hit]) -> Iterator[Hit]:
    taken: list[tuple[int, int]] = []
    for hit in hits:
        span = (hit.start, hit.start + len(hit.words))
        if not any(span[0] < end and start < span[1] for start, end in taken):
            taken.append(span)
            yield hit
