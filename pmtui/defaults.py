"""Fills blanks with what an organisation always answers the same; from then on the answers are the draft's own."""

from typing import Any

from pmtui.config import Answers
from pmtui.errors import ConfigError, EditError
from pmtui.model.edit import Set, apply
from pmtui.model.postmortem import Postmortem
from pmtui.model.whereabouts import value_at

_EMPTY = Postmortem()


def filling(postmortem: Postmortem, answers: Answers) -> list[Set]:
    """Return the edits that give blank questions the organisation's answers.

    Raises:
        ConfigError: if an answer doesn't fit its question.
    """
    edits: list[Set] = []
    for path, value in answers.items():
        if _is_blank(postmortem, path) and not _is_known(postmortem, path, value):
            edit = Set(path=path, value=value)
            try:
                apply(postmortem, edit)
            except EditError as error:
                raise ConfigError(f"The config file's answer to {path}, {value!r}, doesn't fit: {error}") from error
            edits.append(edit)
    return edits


def filled(postmortem: Postmortem, answers: Answers) -> Postmortem:
    """Return a postmortem with the organisation's answers in its blanks.

    Raises:
        ConfigError: if an answer doesn't fit its question.
    """
    for edit in filling(postmortem, answers):
        postmortem = apply(postmortem, edit)
    return postmortem


def _is_blank(postmortem: Postmortem, path: str) -> bool:
    settled = path in postmortem.marks or path in postmortem.typed
    return not settled and bool(value_at(postmortem, path) == value_at(_EMPTY, path))


def _is_known(postmortem: Postmortem, path: str, value: Any) -> bool:
    known = value_at(postmortem, path)
    return bool((list(known) if isinstance(known, tuple) else known) == value)
