"""Looking into JSON from anyone: a missing key and a value of another type are both just not there."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

_LOOKED_AT = 1_000
"""Items of a list among which its first record is searched: each kind of source does so, in lists of millions."""


def nested_value(item: Any, path: str) -> Any:
    """Return what is at a path of keys (`user.name`), or under that very key; None if it's missing."""
    if not isinstance(item, dict):
        return None
    if path in item:
        return item[path]
    if "." not in path:
        return None
    for key in path.split("."):
        if not isinstance(item, dict):
            return None
        item = item.get(key)
    return item


def text_at(item: Any, *paths: str) -> str:
    """Return the first text or number at one of some paths that isn't blank; empty if there's none."""
    for path in paths:
        value = nested_value(item, path)
        if isinstance(value, str):
            if value.strip():
                return value
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
    return ""


def rows_at(item: Any, path: str) -> list[dict[str, Any]]:
    """Return the objects in the list at a path; empty if there's none."""
    return objects(nested_value(item, path))


def objects(value: Any) -> list[dict[str, Any]]:
    """Return the objects in a list; empty if it isn't one."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def items_of(value: Any, *names: str, most: int | None = None) -> Iterator[dict[str, Any]]:
    """Yield a value's records: those of a list, those of a list under one of some names, or the object itself.

    Args:
        value: the value.
        names: the names.
        most: how many items of each list are read; all by default.
    """
    if isinstance(value, list):
        lists = [value]
    elif isinstance(value, dict):
        lists = [value[name] for name in names if isinstance(value.get(name), list)] or [[value]]
    else:
        return
    for each in lists:
        yield from (item for item in islice(each, most) if isinstance(item, dict))


def first_of(value: Any, *names: str) -> dict[str, Any]:
    """Return a value's first record, as `items_of` finds it among the first 1,000 items; empty if there's none."""
    return next(items_of(value, *names, most=_LOOKED_AT), {})


def has(item: Any, *keys: str) -> bool:
    """Return whether an object has all of some keys."""
    return isinstance(item, dict) and all(key in item for key in keys)


def has_list(value: Any, name: str) -> bool:
    """Return whether an object has a list under a name."""
    return isinstance(value, dict) and isinstance(value.get(name), list)
