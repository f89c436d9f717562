"""Views over the one list of action items: by horizon, by goal, by area. A template names them like lists.

Views that a template uses side by side part the list: an action item stands in exactly one horizon, and in exactly one
of the goals that the built-in templates ask for, so that none is lost on the way to the document.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pmtui.model.actions import Action
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import ActionType, Area, Scope, TimeFrame

HORIZON_DAYS = (7, 31)
"""So many days after the incident an action due is immediate, and short-term, where a template says nothing else."""


@dataclass(frozen=True)
class Counting:
    """What a horizon is counted with.

    Attributes:
        day: the incident's date; None where it isn't known.
        days: the last day after it on which an action due is immediate, and the last on which it's short-term.
    """

    day: date | None
    days: tuple[int, int] = HORIZON_DAYS


@dataclass(frozen=True)
class View:
    """A part of a list that templates and screens treat as a list of its own.

    Attributes:
        path: its name in templates.
        base: the list that it's a part of.
        title: the question that it answers.
        holds: whether an element belongs to it, counted from the incident.
        defaults: what a new element gets, so that it does.
    """

    path: str
    base: str
    title: str
    holds: Callable[[Action, Counting], bool]
    defaults: Mapping[str, str]


def _horizon(name: str, value: TimeFrame, title: str) -> View:
    return View(f"actions.{name}", "actions", title, lambda a, c: horizon_of(a, c) is value, {"horizon": value.value})


def _goal(name: str, title: str, goal: ActionType, *others: ActionType | None) -> View:
    return View(f"actions.{name}", "actions", title, lambda a, _: a.goal in (goal, *others), {"goal": goal.value})


def _area(name: str, value: Area, title: str) -> View:
    return View(f"actions.{name}", "actions", title, lambda a, _: a.area is value, {"area": value.value})


def horizon_of(action: Action, counting: Counting) -> TimeFrame:
    """Return when an action lands: as stated, else by its due date, else short-term."""
    if action.horizon is not None:
        return action.horizon
    if action.due is None or counting.day is None:
        return TimeFrame.SHORT
    after = (action.due - counting.day).days
    immediate, short = counting.days
    return TimeFrame.IMMEDIATE if after <= immediate else TimeFrame.SHORT if after <= short else TimeFrame.LONG


def _is_similar(action: Action, _: Counting) -> bool:
    return action.goal is ActionType.PREVENT and action.scope is Scope.SIMILAR


def _is_specific(action: Action, _: Counting) -> bool:
    return action.goal is ActionType.PREVENT and action.scope is not Scope.SIMILAR


_PREVENT = {"goal": ActionType.PREVENT.value}

VIEWS: dict[str, View] = {
    view.path: view
    for view in (
        _horizon("immediate", TimeFrame.IMMEDIATE, "What was done at once, or is done this week?"),
        _horizon("short", TimeFrame.SHORT, "What follows in the short term?"),
        _horizon("long", TimeFrame.LONG, "What takes longer?"),
        _goal("prevent", "What keeps it from happening again?", ActionType.PREVENT, ActionType.REPAIR, None),
        _goal("detect", "What shows it sooner next time?", ActionType.DETECT, ActionType.INVESTIGATE),
        _goal("respond", "What makes the response better next time?", ActionType.RESPOND),
        _goal("process", "What changes in the way of working?", ActionType.PROCESS, ActionType.DOCUMENT),
        _goal("document", "What has to be written down?", ActionType.DOCUMENT, ActionType.PROCESS),
        View(
            "actions.specific",
            "actions",
            "What prevents this very issue?",
            _is_specific,
            {**_PREVENT, "scope": Scope.SPECIFIC.value},
        ),
        View(
            "actions.similar",
            "actions",
            "What prevents issues like it?",
            _is_similar,
            {**_PREVENT, "scope": Scope.SIMILAR.value},
        ),
        _area("alerts", Area.ALERT, "Which alerts will be made?"),
        _area("monitoring", Area.MONITORING, "Which gaps in monitoring will be filled?"),
        _area("dashboards", Area.DASHBOARD, "Which dashboards will be made or mended?"),
        _area("code_review", Area.CODE_REVIEW, "What will code review look at?"),
        _area("testing", Area.TESTING, "Which tests will be added?"),
        _area("deployment", Area.DEPLOYMENT, "What changes in deployment?"),
        _area("documentation", Area.DOCUMENTATION, "Which documents or runbooks will be written or mended?"),
    )
}


def elements(postmortem: Postmortem, path: str, days: tuple[int, int] = HORIZON_DAYS) -> tuple[Any, ...]:
    """Return the elements of the list or view at `path`, in order.

    Args:
        postmortem: the record.
        path: the list, or a view over one.
        days: how the template counts horizons, as `Counting.days`.
    """
    view = VIEWS.get(path)
    if view:
        counting = Counting(postmortem.incident.date, days)
        return tuple(action for action in postmortem.actions if view.holds(action, counting))
    node: Any = postmortem
    for key in path.split("."):
        node = getattr(node, key)
    return tuple(node)


def base_list(path: str) -> str:
    """Return the path of the list that holds the elements of `path`, which may be a view."""
    view = VIEWS.get(path)
    return view.base if view else path
