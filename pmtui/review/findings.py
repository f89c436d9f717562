"""What a review finds: rules with a stable code, and where a postmortem breaks them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from pmtui.advice import Advice
from pmtui.model.scales import Status
from pmtui.text import plural


class Level(IntEnum):
    """How serious a finding is."""

    HINT = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The level in lower case."""
        return self.name.lower()


OLD_VALUE = "F312"
"""The code of the rule for old values: screens show its findings next to what changed."""


class Topic(StrEnum):
    """What a rule is about; the first letter of its code."""

    COMPLETENESS = "completeness"
    TIMELINE = "timeline"
    FIGURES = "figures"
    CAUSES = "causes"
    ACTIONS = "actions"
    LANGUAGE = "language"
    SHARING = "sharing"


@dataclass(frozen=True)
class Rule:
    """Something that reviewers check.

    Attributes:
        code: a code that never changes: `A501`.
        topic: the topic; its first letter starts the code.
        title: the problem, in a few words.
        why: why it matters.
        source: the publication that recommends it.
        ask: what to do, or the question to answer.
        most: the level in a final document; in review it's at most a warning, in a draft a hint.
    """

    code: str
    topic: Topic
    title: str
    why: str
    source: str
    ask: Advice
    most: Level

    def level(self, status: Status) -> Level:
        """Return the rule's level in a document of the given status."""
        caps = {Status.DRAFT: Level.HINT, Status.REVIEW: Level.WARNING, Status.FINAL: Level.ERROR}
        return min(self.most, caps[status])


@dataclass(frozen=True)
class Replacement:
    """A correction that changes only a number of the text that a finding is about.

    Attributes:
        path: the path of the text in the postmortem.
        position: which entry of a list it is; -1 for a text that isn't in a list.
        start: where the words start in the text.
        end: where they end.
        old: the words.
        words: what to write instead.
    """

    path: str
    position: int
    start: int
    end: int
    old: str
    words: str


@dataclass(frozen=True)
class Finding:
    """A place where a postmortem breaks a rule.

    Attributes:
        rule: the rule.
        path: the field, with list elements by ID.
        message: the problem, in a sentence.
        words: the text that it's about; empty if it's about the whole answer.
        ask: what to do, or the question to answer.
        level: the level in this document.
        waived: why the author accepts it; empty if it isn't waived.
        waiver: the key that it's waived under in the draft, which may be an earlier version's; empty likewise.
        replacement: what to write instead; None if that isn't only a number.
        named: the end of the message that names its row, which says nothing next to the row itself; empty without one.
    """

    rule: Rule
    path: str
    message: str
    words: str
    ask: Advice
    level: Level
    waived: str = ""
    waiver: str = ""
    replacement: Replacement | None = None
    named: str = ""

    @property
    def code(self) -> str:
        """The rule's code."""
        return self.rule.code

    @property
    def key(self) -> str:
        """What a waiver names: the code, the path, and the words, if any."""
        words = " ".join(self.words.split())[:60]
        return f"{self.code} {self.path}" + (f": {words}" if words else "")


@dataclass(frozen=True)
class ReviewResult:
    """What a review found.

    Attributes:
        findings: the findings, by topic and in document order.
        waived: the findings that the author waived, each with the reason.
    """

    findings: tuple[Finding, ...] = ()
    waived: tuple[Finding, ...] = ()

    def at(self, path: str) -> list[Finding]:
        """Return the findings about a path, or anything under it."""
        return [each for each in self.findings if each.path == path or each.path.startswith(f"{path}.")]

    def worst(self) -> Level | None:
        """Return the most serious level; None if there are no findings."""
        return max((each.level for each in self.findings), default=None)


def count_words(findings: Iterable[Finding]) -> str:
    """Return how many findings there are of each level: `2 errors, 1 hint`; empty for none."""
    levels = [finding.level for finding in findings]
    parts = [(levels.count(level), level.label) for level in sorted(Level, reverse=True)]
    return ", ".join(plural(count, name) for count, name in parts if count)
