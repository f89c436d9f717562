"""The people that a postmortem names."""

from collections.abc import Iterable

from pmtui.model.answer_states import AnswerStateKind
from pmtui.model.postmortem import Postmortem


def people(postmortem: Postmortem) -> list[str]:
    """Return the names of authors, reviewers, and responders."""
    document, responders = postmortem.document, postmortem.response.responders
    return _distinct((*document.authors, *document.reviewers, *(each.name for each in responders)))


def owners(postmortem: Postmortem) -> list[str]:
    """Return possible owners of action items: current owners, people, attendees of meetings, and anyone waited for."""
    waited_for = [mark.note for mark in postmortem.marks.values() if mark.kind is AnswerStateKind.WAITING]
    own = [action.owner for action in postmortem.actions]
    return _distinct(
        (*own, *people(postmortem), *waited_for, *postmortem.review.attendees, *postmortem.follow_up.attendees)
    )


def _distinct(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name.strip() for name in names if name.strip()))
