"""The postmortem: one model for every template."""

from typing import Annotated

from pydantic import Field

from pmtui.model.actions import Action
from pmtui.model.answer_states import AnswerState, Override
from pmtui.model.causes import Causes
from pmtui.model.communication import Communication
from pmtui.model.custom_answers import CustomValue
from pmtui.model.ids import Elements
from pmtui.model.impact import Impact
from pmtui.model.incident import Document, Incident
from pmtui.model.kinds import Kind, Record, ask
from pmtui.model.lessons import Lessons
from pmtui.model.references import Appendix, References
from pmtui.model.response import Detection, Resolution, Response
from pmtui.model.signoff import Approvals, FollowUp, Review, Revisions
from pmtui.model.text import Line, Prose
from pmtui.model.timeline import Event


class Postmortem(Record):
    """All the answers of one incident, in document order."""

    incident: Incident = Incident()
    document: Document = Document()
    summary: Prose = ask(
        "What happened, in two or three sentences?",
        "What broke, who was affected, for how long, and how it was fixed. Some people read only this.",
        example="On March 7 from 14:05 to 14:52 UTC, about a third of checkouts failed. A certificate had been "
        "replaced without its intermediate. Restoring the old one fixed it.",
        kind=Kind.PROSE,
        label="Summary",
    )
    timeline: Annotated[tuple[Event, ...], Elements] = ask(
        "What happened, and when?",
        "From before the first symptom until all was well. Mark the milestones: pmtui computes the durations.",
        kind=Kind.TABLE,
        default=(),
        label="Timeline",
    )
    impact: Impact = Impact()
    causes: Causes = Causes()
    detection: Detection = Detection()
    response: Response = Response()
    resolution: Resolution = Resolution()
    actions: Annotated[tuple[Action, ...], Elements] = ask(
        "What will you do, who owns it, and when is it due?",
        "Specific tasks, each with one owner, a due date, and a result you can check.",
        kind=Kind.TABLE,
        default=(),
        label="Action items",
    )
    lessons: Lessons = Lessons()
    communication: Communication = Communication()
    references: References = References()
    review: Review = Review()
    approvals: Approvals = Approvals()
    follow_up: FollowUp = FollowUp()
    appendix: Appendix = Appendix()
    revisions: Revisions = ask(
        "How has the document changed?",
        "One row per version that someone has read.",
        kind=Kind.TABLE,
        default=(),
        label="Revision history",
    )
    custom: dict[str, CustomValue] = Field(
        default={}, description="Answers to questions that only one template asks, by name."
    )
    stated: dict[str, Override] = Field(
        default={}, description="Values that override a computed figure, by the figure's name."
    )
    marks: dict[str, AnswerState] = Field(
        default={}, description="Questions without an answer: not applicable, unknown, or waiting for someone."
    )
    waived: dict[str, Line] = Field(default={}, description="Waived review findings, each with the reason.")
    signed: dict[str, Line] = Field(
        default={}, description="A short digest of each answer, from when the document became final, by path."
    )
    unseen: dict[str, Line] = Field(
        default={},
        description="What an agent wrote and no person has seen yet, by the path of the answer or the row: its name.",
    )
    typed: dict[str, Line] = Field(
        default={}, description="Text that was typed as an answer but isn't valid yet, by path."
    )
    begun: dict[str, Prose] = Field(
        default={},
        description="Text that was typed or pasted into a dialog and isn't saved as an answer yet, by path: lines for"
        " the timeline or the causes, the reason for a waiver.",
    )
