"""Finds the question of the interview that a place in the postmortem belongs to."""

from pmtui.model.views import elements
from pmtui.session.session import Session
from pmtui.template.interview import AskedQuestion, all_questions


def question_at(session: Session, place: str) -> AskedQuestion | None:
    """Return the question that asks for a place, such as `actions.a1.owner`; None if the template has none.

    Of several views of a list, it's the one that shows the row; of a row that is gone, the first.
    """
    asked = [question for question in all_questions(session.template) if question.concerns(place)]
    exact = next((question for question in asked if question.path == place), None)
    return exact or next((question for question in asked if _can_show(session, question, place)), None)


def _can_show(session: Session, question: AskedQuestion, place: str) -> bool:
    if question.view is None:
        return True
    row_id = place.removeprefix(question.base).removeprefix(".").partition(".")[0]
    frames = session.template.settings.time_frames
    every, shown = (
        {row.id for row in elements(session.postmortem, path, frames)} for path in (question.base, question.path)
    )
    return row_id in shown or row_id not in every
