"""Brings a draft of an older form up to date. What each step does is for good: drafts of every age are out there."""

from collections.abc import Callable
from typing import Any

Step = Callable[[dict[str, Any]], dict[str, Any]]

STEPS: dict[int, Step] = {}
"""For each older version, what brings a draft's data to the one after it."""


def migrated(data: dict[str, Any], schema: int, current: int) -> dict[str, Any]:
    """Return a draft's data in the current form.

    Args:
        data: the draft's tables, without `schema` and `template`.
        schema: the version that they are in.
        current: the version that is wanted.
    """
    for version in range(schema, current):
        data = STEPS[version](data)
    return data
