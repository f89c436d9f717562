"""The people that a record names."""

from collections.abc import Iterable

from pmtui.model.answer_states import AnswerStateKind
from pmtui.model.postmortem import Postmortem


def people(postmortem: Postmortem) -> list[str]:
    """Return the names of those who wrote, reviewed or responded."""
    document, responders = postmortem.document, postmortem.response.responders
    return _distinct((*document.authors, *document.reviewers, *(each.name for each in responders)))


def owners(postmortem: Postmortem) -> list[str]:
    """Return who may own an action item: who owns one already, the people, whoever is waited for or takes part."""
    waited_for = [mark.note for mark in postmortem.marks.values() if mark.kind is AnswerStateKind.WAITING]
    own = [action.owner for action in postmortem.actions]
    return _distinct((*own, *people(postmortem), *waited_for, *postmortem.follow_up.attendees))


def _distinct(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name.strip() for name in names if name.strip()))
