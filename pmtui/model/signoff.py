"""After the writing: the review, sign-off, follow-up review, and revisions."""

from typing import Annotated

from pmtui.model.answer import Answer, ask_answer
from pmtui.model.ids import Element, Elements
from pmtui.model.kinds import Kind, Record, ask
from pmtui.model.scales import Approval
from pmtui.model.text import Day, Line, Prose


class Review(Record):
    """The review of the document."""

    reviewed_by: tuple[Line, ...] = ask(
        "Who reviewed it?",
        "If you work alone, write Self-reviewed. What you learned still counts.",
        example="Jonas Lindqvist",
        kind=Kind.PEOPLE,
        default=(),
        label="Reviewed by",
    )
    date: Day | None = ask(
        "When was it reviewed?", example="2026-03-12", kind=Kind.DATE, default=None, label="Review date"
    )
    attendees: tuple[Line, ...] = ask(
        "Who was at the review meeting?",
        "Names or teams, separated by commas.",
        example="Amara Okafor, Jonas Lindqvist, Priya Raman",
        kind=Kind.PEOPLE,
        default=(),
        label="Meeting attendees",
    )
    recording: Line = ask(
        "Where's the recording of the review meeting?",
        "A link to the recording, or to the meeting's notes.",
        example="[Recording](https://meet.example/rec/311)",
        kind=Kind.LINK,
        label="Meeting recording",
    )
    notes: Prose = ask(
        "What did reviewers say?",
        "Their comments, and what you did about them.",
        example="Asked for the cost of a second proxy; added as an action item.",
        kind=Kind.PROSE,
        label="Review notes",
    )
    approval: Approval | None = ask("What did they decide?", kind=Kind.CHOICE, default=None, label="Approval status")


class FollowUp(Record):
    """The follow-up review, about a month later."""

    attendees: tuple[Line, ...] = ask(
        "Who will attend the follow-up review?",
        "Names or teams, separated by commas.",
        example="Payments team, Priya Raman",
        kind=Kind.PEOPLE,
        default=(),
        label="Attendees",
    )
    actions_completed: Answer = ask_answer(
        "Are all action items done?", "For the follow-up review. Which are left, and why?", label="Actions completed"
    )
    recurred: Answer = ask_answer(
        "Has anything like it happened again?", "For the follow-up review. Which incident?", label="Recurred"
    )
    measures_effective: Answer = ask_answer(
        "Did the actions work?", "For the follow-up review. How do you know?", label="Measures effective"
    )
    improvements: Answer = ask_answer(
        "Is anything more needed?",
        "For the follow-up review: new insights, further improvements.",
        label="Further improvements",
    )


class SignOff(Record):
    """One person's sign-off."""

    name: Line = ask("Who signs off in this role?", example="Priya Raman", label="Name")
    date: Day | None = ask("When?", example="2026-03-12", kind=Kind.DATE, default=None, label="Date", blank_ok=True)
    signature: Line = ask("Signature", example="PR", label="Signature", blank_ok=True)


class Approvals(Record):
    """Sign-offs, by role."""

    author: SignOff = SignOff()
    sre_lead: SignOff = SignOff()
    engineering_lead: SignOff = SignOff()
    product_manager: SignOff = SignOff()
    vp_engineering: SignOff = SignOff()


class Revision(Element):
    """A revision: a version with its date and changes."""

    date: Day | None = ask("When?", example="2026-03-11", kind=Kind.DATE, default=None, label="Date")
    version: Line = ask("What version?", example="1.1", label="Version")
    changes: Line = ask("What changed?", example="Figures checked against the logs", label="Changes")
    author: Line = ask("Who changed it?", example="Amara Okafor", label="Author")


Revisions = Annotated[tuple[Revision, ...], Elements]
