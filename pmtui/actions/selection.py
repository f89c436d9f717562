"""Sorts and filters action items."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from pmtui.model.actions import Action
from pmtui.model.scales import ActionStatus, Choice

CLOSED = frozenset({ActionStatus.DONE, ActionStatus.DECLINED})
"""The statuses in which nothing is left to do."""


def is_open(action: Action) -> bool:
    """Return whether something is still to be done."""
    return action.status not in CLOSED


def is_overdue(action: Action, today: date) -> bool:
    """Return whether an open action item is past due."""
    return is_open(action) and action.due is not None and action.due < today


def _place(choice: Choice | None) -> int:
    return list(type(choice)).index(choice) if choice is not None else 99


SORTS: dict[str, Callable[[Action], Any]] = {
    "due": lambda action: (action.due is None, action.due or date.max),
    "priority": lambda action: _place(action.priority),
    "owner": lambda action: (not action.owner.strip(), action.owner.lower()),
    "status": lambda action: _place(action.status),
    "goal": lambda action: _place(action.goal),
}
"""What action items can be sorted by; what lacks it comes last."""


def matches(action: Action, words: str, said: Callable[[Action], Iterable[str]], today: date) -> bool:
    """Return whether an action item fits a filter: it contains each word of the filter.

    Args:
        action: the action item.
        words: `open`, `overdue`, `@priya`, `p1`, any part of its text.
        said: returns the texts of an action item as the screen shows them.
        today: the day that it is.
    """
    texts = " ".join(said(action)).lower()
    return all(_fits(action, word, texts, today) for word in words.lower().split())


def _fits(action: Action, word: str, texts: str, today: date) -> bool:
    if word == "open":
        return is_open(action)
    if word == "overdue":
        return is_overdue(action, today)
    if word.startswith("@"):
        return word[1:] in action.owner.lower()
    if word.startswith("#"):
        return word[1:].replace("-", "_") in (action.goal, action.area, action.horizon)
    return word in texts
