"""What the keys of the action items do, as edits: add, copy, turn a choice on, sort, decline, link to causes."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pmtui.actions.entry_line import ActionLine, Known
from pmtui.actions.selection import SORTS
from pmtui.model.actions import Action
from pmtui.model.edit import AnyEdit, Insert, Set, as_json, sorting_edits
from pmtui.model.people import owners
from pmtui.model.scales import ActionStatus, Choice, Priority
from pmtui.session.session import Session

ACTIONS = "actions"


def known(session: Session) -> Known:
    """Return what words of an entry line may mean in this draft: the template's priorities, and people."""
    settings = session.template.settings
    labels = {settings.label(priority).lower(): priority for priority in reversed(Priority)}
    usual = {priority.value: priority for priority in Priority}
    usual |= {f"p{number}": priority for number, priority in enumerate(Priority)}
    return Known(session.today(), {**usual, **labels}, owners(session.postmortem))


def short_priority(session: Session, priority: Priority | None) -> str:
    """Return what an entry line reads as a priority, in two characters: `P1`; empty if it has no such word."""
    words = known(session).priorities.items()
    return next((word.upper() for word, meant in words if meant is priority and re.fullmatch(r"p\d", word)), "")


def adding(session: Session, line: ActionLine, below: str | None, given: Mapping[str, Any]) -> tuple[str, AnyEdit]:
    """Return a new action item's id, and the edit that adds what a line says.

    Args:
        session: the session.
        line: what was typed.
        below: the selected action item: the new one goes below it; None puts it last.
        given: what a view, or a pasted list, gives its elements; what the line says overrides it.
    """
    action_id = session.make_id()
    said: dict[str, Any] = {
        "description": line.description,
        "owner": line.owner,
        "due": line.due.isoformat() if line.due else None,
        "priority": line.priority,
        "goal": line.goal,
        "area": line.area,
        "horizon": line.horizon,
        "tracker": line.tracker,
    }
    element = {"id": action_id, **given, **{name: as_json(value) for name, value in said.items() if value}}
    ids = [action.id for action in session.postmortem.actions]
    index = ids.index(below) + 1 if below in ids else len(ids)
    return action_id, Insert(path=ACTIONS, index=index, element=element)


def setting(actions: Sequence[Action], name: str, value: Any) -> list[AnyEdit]:
    """Return the edits that give several action items the same answer."""
    return [Set(path=f"{ACTIONS}.{action.id}.{name}", value=as_json(value)) for action in actions]


def cycle_edits(
    actions: Sequence[Action], name: str, options: Sequence[Choice], *, may_be_blank: bool
) -> list[AnyEdit]:
    """Return the edits that take a choice of several action items one step on, past the last to none or the first."""
    now = getattr(actions[0], name) if actions else None
    steps: list[Choice | None] = [*options, *([None] if may_be_blank else [])]
    following = steps[(steps.index(now) + 1) % len(steps)] if now in steps else steps[0]
    return setting(actions, name, following)


def declining(actions: Sequence[Action], reason: str) -> list[AnyEdit]:
    """Return the edits that decline action items for a reason."""
    return [*setting(actions, "status", ActionStatus.DECLINED), *setting(actions, "reason", reason.strip())]


def sorting(actions: Sequence[Action], by: str) -> list[AnyEdit]:
    """Return the moves that sort all action items; none if they are sorted."""
    return sorting_edits(ACTIONS, [each.id for each in actions], [each.id for each in sorted(actions, key=SORTS[by])])


def copying(session: Session, action: Action) -> tuple[str, AnyEdit]:
    """Return a second action item's id, and the edit that adds it below the first; a ticket stays with the first."""
    action_id = session.make_id()
    index = [each.id for each in session.postmortem.actions].index(action.id) + 1
    return action_id, Insert(path=ACTIONS, index=index, element={**as_json(action), "id": action_id, "tracker": ""})


def linking(actions: Sequence[Action], causes: set[str], known: Sequence[str]) -> list[AnyEdit]:
    """Return the edits that let action items address just these causes of the tree."""
    wanted = [node_id for node_id in known if node_id in causes]
    changed = [action for action in actions if set(action.addresses) != set(wanted)]
    return setting(changed, "addresses", wanted)
