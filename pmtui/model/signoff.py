"""After the writing: the review, the signatures, the look back after a month, the history of the document."""

from typing import Annotated

from pmtui.model.answer import Answer, ask_answer
from pmtui.model.ids import Element, Elements
from pmtui.model.kinds import Kind, Record, ask
from pmtui.model.scales import Approval
from pmtui.model.text import Day, Line, Prose


class Review(Record):
    """What the reviewers said of the document."""

    reviewed_by: tuple[Line, ...] = ask(
        "Who has reviewed it?",
        "If you run this alone, write Self-reviewed: the value is in what was learned.",
        example="Jonas Lindqvist",
        kind=Kind.PEOPLE,
        default=(),
        label="Reviewed by",
    )
    date: Day | None = ask(
        "When was it reviewed?", example="2026-03-12", kind=Kind.DATE, default=None, label="Review date"
    )
    notes: Prose = ask(
        "What did the reviewers add?",
        "Their remarks, and what came of them.",
        example="Asked for the cost of a second proxy; now among the actions.",
        kind=Kind.PROSE,
        label="Review notes",
    )
    approval: Approval | None = ask("What did they decide?", kind=Kind.CHOICE, default=None, label="Approval status")


class FollowUp(Record):
    """The look back, about a month later."""

    attendees: tuple[Line, ...] = ask(
        "Who takes part in the follow-up?",
        "Names or teams, separated by commas.",
        example="Payments team, Priya Raman",
        kind=Kind.PEOPLE,
        default=(),
        label="Attendees",
    )
    actions_completed: Answer = ask_answer(
        "Are all action items done?", "Answered at the follow-up. Which are left, and why?", label="Actions completed"
    )
    recurred: Answer = ask_answer(
        "Has anything like it happened again?", "Answered at the follow-up. Which incident?", label="Recurred"
    )
    measures_effective: Answer = ask_answer(
        "Did the measures work?", "Answered at the follow-up. How do you know?", label="Measures effective"
    )
    improvements: Answer = ask_answer(
        "Is anything more needed?",
        "Answered at the follow-up: new insights, further improvements.",
        label="Further improvements",
    )


class SignOff(Record):
    """One signature under the document."""

    name: Line = ask("Who signs in this role?", example="Priya Raman", label="Name")
    date: Day | None = ask("When?", example="2026-03-12", kind=Kind.DATE, default=None, label="Date", blank_ok=True)
    signature: Line = ask("Signature", example="PR", label="Signature", blank_ok=True)


class Approvals(Record):
    """Who signs, by role."""

    author: SignOff = SignOff()
    sre_lead: SignOff = SignOff()
    engineering_lead: SignOff = SignOff()
    product_manager: SignOff = SignOff()
    vp_engineering: SignOff = SignOff()


class Revision(Element):
    """A version of the document."""

    date: Day | None = ask("When?", example="2026-03-11", kind=Kind.DATE, default=None, label="Date")
    version: Line = ask("Which version?", example="1.1", label="Version")
    changes: Line = ask("What changed?", example="Figures checked against the logs", label="Changes")
    author: Line = ask("Who changed it?", example="Amara Okafor", label="Author")


Revisions = Annotated[tuple[Revision, ...], Elements]
