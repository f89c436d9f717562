"""Views of the list of action items: by time frame, by type, by area. A template names them like lists.

Views that a template uses side by side partition the list: an action item is in exactly one time frame, and has
exactly one of the types that the built-in templates ask for, so that the document always shows it. An action without a
time frame isn't put into one if the document shows it elsewhere.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pmtui.model.actions import Action
from pmtui.model.custom_answers import rows_of
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import ActionType, Area, Scope, TimeFrame

HORIZON_DAYS = (7, 31)
"""Actions due within this many days of the incident are immediate (first number) or short-term (second) by default."""


@dataclass(frozen=True)
class TimeFrames:
    """How a template sorts action items by time frame.

    Attributes:
        days: the last day after the incident on which an action due is immediate, and the last on which it's
            short-term.
        lists: the lists that its document shows, and the views of them.
    """

    days: tuple[int, int] = HORIZON_DAYS
    lists: frozenset[str] = frozenset()


@dataclass(frozen=True)
class TimeFrameLimits:
    """What a time frame is computed from.

    Attributes:
        day: the incident's date; None if it isn't known.
        frames: how the template sorts by time frame.
    """

    day: date | None
    frames: TimeFrames = TimeFrames()


@dataclass(frozen=True)
class View:
    """A part of a list that templates and screens treat as a separate list.

    Attributes:
        path: its name in templates.
        base: the list it's a part of.
        title: its question.
        holds: whether an element belongs to it, given the incident's date.
        defaults: what a new element gets, so that it belongs to it.
    """

    path: str
    base: str
    title: str
    holds: Callable[[Action, TimeFrameLimits], bool]
    defaults: Mapping[str, str]


def _horizon(name: str, value: TimeFrame, title: str) -> View:
    return View(f"actions.{name}", "actions", title, lambda a, c: _is_under(value, a, c), {"horizon": value.value})


def _goal(name: str, title: str, goal: ActionType, *others: ActionType | None) -> View:
    return View(f"actions.{name}", "actions", title, lambda a, _: a.goal in (goal, *others), {"goal": goal.value})


def _area(name: str, value: Area, title: str) -> View:
    return View(f"actions.{name}", "actions", title, lambda a, _: a.area is value, {"area": value.value})


def _is_under(value: TimeFrame, action: Action, counting: TimeFrameLimits) -> bool:
    """Return whether an action is shown under a time frame; short-term if it has none and isn't shown elsewhere."""
    horizon = horizon_of(action, counting)
    if horizon is None and value is TimeFrame.SHORT:
        return not _is_elsewhere(action, counting)
    return horizon is value


def _is_elsewhere(action: Action, counting: TimeFrameLimits) -> bool:
    """Return whether the document shows an action under a heading that isn't a time frame's."""
    lists = counting.frames.lists
    others = (VIEWS[path] for path in lists if path in VIEWS and "horizon" not in VIEWS[path].defaults)
    return "actions" in lists or any(view.holds(action, counting) for view in others)


def horizon_of(action: Action, counting: TimeFrameLimits) -> TimeFrame | None:
    """Return an action's time frame: its own, or the one of its due date; None if neither is known."""
    if action.horizon is not None:
        return action.horizon
    if action.due is None or counting.day is None:
        return None
    after = (action.due - counting.day).days
    immediate, short = counting.frames.days
    return TimeFrame.IMMEDIATE if after <= immediate else TimeFrame.SHORT if after <= short else TimeFrame.LONG


def _is_similar(action: Action, _: TimeFrameLimits) -> bool:
    return action.goal is ActionType.PREVENT and action.scope is Scope.SIMILAR


def _is_specific(action: Action, _: TimeFrameLimits) -> bool:
    return action.goal is ActionType.PREVENT and action.scope is not Scope.SIMILAR


_PREVENT = {"goal": ActionType.PREVENT.value}

VIEWS: dict[str, View] = {
    view.path: view
    for view in (
        _horizon("immediate", TimeFrame.IMMEDIATE, "What's already done, or due this week?"),
        _horizon("short", TimeFrame.SHORT, "What will you do in the short term?"),
        _horizon("long", TimeFrame.LONG, "What will take longer?"),
        _goal("prevent", "What will keep it from happening again?", ActionType.PREVENT, ActionType.REPAIR, None),
        _goal("detect", "What will reveal it sooner next time?", ActionType.DETECT, ActionType.INVESTIGATE),
        _goal("respond", "What will make the next response better?", ActionType.RESPOND),
        _goal("process", "What will change in your process?", ActionType.PROCESS, ActionType.DOCUMENT),
        _goal("document", "What needs to be documented?", ActionType.DOCUMENT, ActionType.PROCESS),
        View(
            "actions.specific",
            "actions",
            "What will prevent this exact issue?",
            _is_specific,
            {**_PREVENT, "scope": Scope.SPECIFIC.value},
        ),
        View(
            "actions.similar",
            "actions",
            "What will prevent similar issues?",
            _is_similar,
            {**_PREVENT, "scope": Scope.SIMILAR.value},
        ),
        _area("alerts", Area.ALERT, "Which alerts will you add?"),
        _area("monitoring", Area.MONITORING, "Which monitoring gaps will you close?"),
        _area("dashboards", Area.DASHBOARD, "Which dashboards will you add or fix?"),
        _area("code_review", Area.CODE_REVIEW, "What will code review check?"),
        _area("testing", Area.TESTING, "Which tests will you add?"),
        _area("deployment", Area.DEPLOYMENT, "What will change in deployment?"),
        _area("documentation", Area.DOCUMENTATION, "Which documents or runbooks will you write or fix?"),
    )
}


def elements(postmortem: Postmortem, path: str, frames: TimeFrames = TimeFrames()) -> tuple[Any, ...]:
    """Return the elements of the list or view at `path`, in order.

    Args:
        postmortem: the postmortem.
        path: the list, or a view of one.
        frames: how the template sorts action items by time frame.
    """
    view = VIEWS.get(path)
    if view:
        counting = TimeFrameLimits(postmortem.incident.date, frames)
        return tuple(action for action in postmortem.actions if view.holds(action, counting))
    if path.startswith("custom."):
        return rows_of(postmortem.custom.get(path.removeprefix("custom.")))
    node: Any = postmortem
    for key in path.split("."):
        node = getattr(node, key)
    return tuple(node)


def base_list(path: str) -> str:
    """Return the path of the list that holds the elements of `path`, which may be a view."""
    view = VIEWS.get(path)
    return view.base if view else path
