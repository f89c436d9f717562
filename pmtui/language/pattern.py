"""What patterns of wording are made of: the words, who they're about, and examples that a test walks through."""

import re
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cached_property

from pmtui.language.beginnings import beginnings


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


class Subject(Enum):
    """Who or what a verb is about."""

    PEOPLE = "people who worked on it: we, the on-call engineer, the vendor"
    OUTSIDER = "people who only use it: customers, users, readers"
    SYSTEM = "anything else: a service, a process, a safeguard"
    NAME = "a name that may be a person's: Tom, Ines Duarte, @tom"
    RELATIVE = "that or which: requests that should have been refused"
    NONE = "left out: should have been caught; a note without a subject"


class Weight(Enum):
    """How much a match counts for."""

    HINT = "a hint"
    WARNING = "a warning, or more if the rule sets one"


Weights = dict[Subject, Weight]
"""What a match counts for, by its subject; a subject that's left out is harmless."""

ANYONE: Weights = dict.fromkeys(Subject, Weight.WARNING)
ANYONE_HINT: Weights = dict.fromkeys(Subject, Weight.HINT)
PEOPLE_ONLY: Weights = {Subject.PEOPLE: Weight.WARNING}
PERSON_VERB: Weights = {Subject.PEOPLE: Weight.WARNING, Subject.NAME: Weight.WARNING, Subject.NONE: Weight.WARNING}
"""For what only people do: forget, neglect. A note without a subject is about its author."""
PEOPLE_HINT: Weights = {Subject.PEOPLE: Weight.HINT}
NOT_SYSTEMS: Weights = {Subject.PEOPLE: Weight.WARNING, Subject.NONE: Weight.WARNING}
SYSTEM_HINT: Weights = {
    Subject.PEOPLE: Weight.WARNING, Subject.NONE: Weight.WARNING, Subject.SYSTEM: Weight.HINT,
    Subject.RELATIVE: Weight.HINT,
}  # fmt: skip


@dataclass(frozen=True)
class Reason:
    """Something in a sentence that makes words harmless.

    Attributes:
        name: the reason, in a few words.
        words: a regular expression, with parts, for lower-case text.
        excuses: sentences that only this reason makes harmless.
        place: where in the sentence it's looked for: `before` the match, `after` it, or anywhere (``).
    """

    name: str
    words: str
    excuses: tuple[str, ...]
    place: str = ""

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The words, compiled."""
        return re.compile(with_parts(self.words))

    def holds(self, sentence: str, start: int, end: int) -> bool:
        """Return whether it holds for a match from `start` to `end` of a lower-case sentence."""
        text = sentence[:start] if self.place == "before" else sentence[end:] if self.place == "after" else sentence
        return self.compiled.search(text) is not None


@dataclass(frozen=True, eq=False)
class Pattern:
    """Words that reviewers flag.

    Attributes:
        word_class: why they flag them.
        words: regular expressions, one per line, with parts; each begins with a word, or with a choice of words.
        finds: sentences it must find, as a warning.
        leaves: sentences that have similar words, and are harmless.
        by: what a match counts for, by who or what it's about.
        unless: reasons that make it harmless, besides those of the class.
        hints: sentences it must find, as a hint.
        before: what must come right before the words, as a regular expression with parts.
    """

    word_class: WordClass
    words: str
    finds: tuple[str, ...]
    leaves: tuple[str, ...]
    by: Weights
    unless: tuple[Reason, ...] = ()
    hints: tuple[str, ...] = ()
    before: str = ""

    @cached_property
    def compiled_before(self) -> re.Pattern[str]:
        """What must come before, compiled."""
        return re.compile(rf"(?:{with_parts(self.before)}) *+$")

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The words, compiled; to be matched where a word begins."""
        return compile_words("|".join(self.words.strip().split("\n")))

    def beginnings(self) -> set[str]:
        """Return what its matches begin with: the first letters of words, up to eight characters."""
        return set().union(*(beginnings(with_parts(line)) for line in self.words.strip().split("\n")))


PARTS = {
    "HAVE": r"""(?: (?:not|never|also|still|then|probably|perhaps|certainly|simply|just|all|both|easily|at least|already
|even))*+(?: have|'ve)""".replace("\n", ""),
    "ADVERBS": r"(?: (?:\w{2,14}ly|ever|also|never|long|all|both|just|first|then|more|even|already|so))*+",
    "IRREGULAR": r"""(?:been|begun|bought|broken|brought|built|called off|caught|chosen|cut|done|drawn|driven|fallen
|felt|forgotten|fought|found|frozen|given|gone|got|gotten|grown|had|heard|held|hit|kept|known|led|left|lost|made|meant
|met|paid|put|read|run|said|seen|sent|set|shown|shut|spent|split|spoken|stood|stuck|sought|taken|taught|thought|thrown
|told|understood|undone|withdrawn|woken|written|come|become)""".replace("\n", ""),
    "IN_CLAUSE": r"(?:[^.;:|]|(?<=\d)[.:](?=\d))",
    "NUMBER": r"(?:half|zero|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|sixty)",
    "PARTICIPLE": r"(?:(?!(?:need|speed|feed|seed|bed|red|indeed)\b)[\w-]{2,}ed|<IRREGULAR>)",
}  # fmt: skip
"""Parts of patterns, used as `<NAME>`."""


def with_parts(words: str) -> str:
    """Return a pattern with the parts it names filled in, and any number of spaces between two words."""
    while match := re.search(r"<([A-Z_]+)>", words):
        words = words.replace(match[0], PARTS[match[1]])
    return re.sub(r" (?![?*+{])", " ++", words)


def compile_words(words: str) -> re.Pattern[str]:
    """Compile a pattern of whole words, in lower case."""
    return re.compile(rf"\b(?:{with_parts(words)})(?!\w)")
