"""What a review finds: rules with a stable code, and what breaks them where."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from pmtui.model.scales import Status


class Level(IntEnum):
    """How much a finding weighs."""

    HINT = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The level in small letters."""
        return self.name.lower()


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
    """Something that reviewers look at.

    Attributes:
        code: stays the same for good: `A501`.
        topic: its class.
        title: what it finds, in a few words.
        why: why it matters.
        source: who says so.
        ask: the better question, or the next step.
        most: what it weighs in a final document; in one under review at most a warning, in a draft a hint.
    """

    code: str
    topic: Topic
    title: str
    why: str
    source: str
    ask: str
    most: Level

    def level(self, status: Status) -> Level:
        """Return what the rule weighs in a document of some status."""
        caps = {Status.DRAFT: Level.HINT, Status.REVIEW: Level.WARNING, Status.FINAL: Level.ERROR}
        return min(self.most, caps[status])


@dataclass(frozen=True)
class Finding:
    """A rule that doesn't hold somewhere.

    Attributes:
        rule: the rule.
        path: the place in the record, elements of lists by id.
        message: what is the matter there, in a sentence.
        words: the words that it's about; empty where it's about the whole answer.
        ask: the better question, or the next step.
        level: what it weighs.
        waived: why it stands all the same; empty where nobody has said.
    """

    rule: Rule
    path: str
    message: str
    words: str
    ask: str
    level: Level
    waived: str = ""

    @property
    def code(self) -> str:
        """The rule's code."""
        return self.rule.code

    @property
    def key(self) -> str:
        """What a waiver names: the code, the place, and the words where there are any."""
        words = " ".join(self.words.split())[:60]
        return f"{self.code} {self.path}" + (f": {words}" if words else "")


@dataclass(frozen=True)
class Review:
    """What a review has found.

    Attributes:
        findings: what counts, in the order of the topics and of the document.
        waived: what the author has waived, each with its reason.
    """

    findings: tuple[Finding, ...] = ()
    waived: tuple[Finding, ...] = ()

    def at(self, path: str) -> list[Finding]:
        """Return the findings about a place, or anything in it."""
        return [each for each in self.findings if each.path == path or each.path.startswith(f"{path}.")]

    def worst(self) -> Level | None:
        """Return the heaviest level; None where nothing was found."""
        return max((each.level for each in self.findings), default=None)


def counted(findings: Iterable[Finding]) -> str:
    """Return how many there are of each level, in words: `2 errors, 1 hint`; empty for none."""
    levels = [finding.level for finding in findings]
    parts = [(levels.count(level), level.label) for level in sorted(Level, reverse=True)]
    return ", ".join(f"{count} {name}{'s' if count > 1 else ''}" for count, name in parts if count)
