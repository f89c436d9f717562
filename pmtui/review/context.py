"""What every rule checks: one postmortem under one template, on one day."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pmtui.advice import Advice
from pmtui.model.people import people
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Status
from pmtui.review.findings import Finding, Rule
from pmtui.review.old_values import SeenValues
from pmtui.template.interview import AskedQuestion, all_questions
from pmtui.template.progress import Completeness


@dataclass(frozen=True)
class Context:
    """What rules check.

    Attributes:
        standing: the postmortem under its template, with its figures and unanswered questions.
        status: the status that the document is checked as.
        today: today's date.
        seen: the values that figures and times have had before; None if that isn't known.
    """

    standing: Completeness
    status: Status
    today: date
    seen: SeenValues | None = None

    @property
    def postmortem(self) -> Postmortem:
        """The postmortem as the author wrote it."""
        return self.standing.postmortem

    @cached_property
    def questions(self) -> list[AskedQuestion]:
        """The questions that the template asks, but for those that the author leaves out."""
        return [
            question for question in all_questions(self.standing.template) if not self.standing.is_left_out(question)
        ]

    @cached_property
    def asked(self) -> set[str]:
        """The paths that the template asks about: of questions, and of the lists that views are based on."""
        return {path for question in self.questions for path in (question.path, question.base)}

    @cached_property
    def people(self) -> list[str]:
        """The names of the people in the postmortem."""
        return people(self.postmortem)

    def found(self, rule: Rule, path: str, message: str, words: str = "", ask: Advice | None = None) -> Finding:
        """Return a finding at `path`, about the author's `words`; `ask` replaces the rule's advice."""
        return Finding(rule, path, message, words, ask or rule.ask, rule.level(self.status))
