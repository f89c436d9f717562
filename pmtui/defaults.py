"""Fills blanks with what an organisation always answers the same; from then on the answers are the draft's own."""

from collections.abc import Sequence

from pmtui.config import Config
from pmtui.errors import ConfigError, EditError
from pmtui.model.edit import Set, apply, as_json
from pmtui.model.postmortem import Postmortem
from pmtui.model.whereabouts import value_at

_EMPTY = Postmortem()


def filling(postmortem: Postmortem, known: Config, services: Sequence[str] = ()) -> list[Set]:
    """Return the edits that give blank questions the organisation's answers, or a service's.

    What the organisation answers is replaced by what the service does: nobody wrote it for this incident.

    Raises:
        ConfigError: if an answer doesn't fit its question.
    """
    edits: list[Set] = []
    for path, value in known.answers(tuple(services)).items():
        standing = as_json(value_at(postmortem, path))
        general = known.organisation.get(path)
        if standing == value or not (_is_blank(postmortem, path) or (general is not None and standing == general)):
            continue
        edit = Set(path=path, value=value)
        try:
            apply(postmortem, edit)
        except EditError as error:
            raise ConfigError(f"The config file's answer to {path}, {value!r}, doesn't fit: {error}") from error
        edits.append(edit)
    return edits


def filled(postmortem: Postmortem, known: Config) -> Postmortem:
    """Return a new postmortem with its author, its time zone, and what is known of its services or the organisation.

    Raises:
        ConfigError: if an answer doesn't fit its question.
    """
    for path, value in known.beginning.items():
        if _is_blank(postmortem, path):
            postmortem = apply(postmortem, Set(path=path, value=value))
    for edit in filling(postmortem, known, postmortem.impact.services):
        postmortem = apply(postmortem, edit)
    return postmortem


def _is_blank(postmortem: Postmortem, path: str) -> bool:
    """Say whether nobody has answered a question; a window of the usual length is an answer beside an SLO."""
    if path in postmortem.marks or path in postmortem.typed:
        return False
    if path == _WINDOW and value_at(postmortem, path) and postmortem.impact.budget.slo.strip():
        return False
    return value_at(postmortem, path) in ("", value_at(_EMPTY, path))


_WINDOW = "impact.budget.window_days"
