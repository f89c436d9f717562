"""Fills blanks with what an organization always answers the same; from then on the answers are the draft's own."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pmtui.config import ActiveConfig, Config
from pmtui.errors import ConfigError, EditError
from pmtui.figures.inputs import problem
from pmtui.model.edit import Set, apply, as_json
from pmtui.model.paths import value_at
from pmtui.model.postmortem import Postmortem

_EMPTY = Postmortem()


def filling(postmortem: Postmortem, known: Config, services: Sequence[str] = ()) -> list[Set]:
    """Return the edits that give blank questions the organization's answers, or a service's.

    What the organization answers is replaced by what the service does: nobody wrote it for this incident.

    Raises:
        ConfigError: if an answer isn't valid for its question.
    """
    edits: list[Set] = []
    for path, value in known.answers(tuple(services)).items():
        standing = as_json(value_at(postmortem, path))
        general = known.organization.get(path)
        if standing == value or not (_is_blank(postmortem, path) or (general is not None and standing == general)):
            continue
        edit = Set(path=path, value=value)
        try:
            apply(postmortem, edit)
        except EditError as error:
            raise ConfigError(f"{known.where(path, services)}: {value!r} isn't valid: {error}") from error
        edits.append(edit)
    return edits


def filled(postmortem: Postmortem, active: ActiveConfig) -> Postmortem:
    """Return a new postmortem with its author, time zone, and the answers saved for its services or the organization.

    Raises:
        ConfigError: if an answer isn't valid for its question, and bad settings aren't ignored.
    """
    known = active.known
    for path, value in known.beginning.items():
        if _is_blank(postmortem, path):
            postmortem = apply(postmortem, Set(path=path, value=value))
    try:
        edits = filling(postmortem, known, postmortem.impact.services)
    except ConfigError as error:
        active.do_without(error, replace(known, organization={}, services={}))
        edits = []
    for edit in edits:
        postmortem = apply(postmortem, edit)
    return postmortem


def unreadable(known: Config) -> Iterator[str]:
    """Yield the inputs in a config that figures can't use, as text, with the file and the key."""
    by_service = {"": known.organization, **known.services}
    for service, answers in by_service.items():
        for path, value in answers.items():
            text = "\n".join(value) if isinstance(value, list) else str(value)
            wrong = problem(path, text)
            if wrong:
                yield f"{known.where(path, [service] if service else [])}: {text}: {wrong}"


def _is_blank(postmortem: Postmortem, path: str) -> bool:
    """Return whether nobody has answered a question; a window of the usual length is an answer next to an SLO."""
    if path in postmortem.marks or path in postmortem.typed:
        return False
    if path == _WINDOW and value_at(postmortem, path) and postmortem.impact.budget.slo.strip():
        return False
    return value_at(postmortem, path) in ("", value_at(_EMPTY, path))


_WINDOW = "impact.budget.window_days"
