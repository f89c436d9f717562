"""Migrates a draft from an older format. A step never changes once released: drafts of every age exist."""

import re
from collections.abc import Callable, Sequence
from typing import Any

Step = Callable[[dict[str, Any]], dict[str, Any]]


def migrated(data: dict[str, Any], schema: int, current: int) -> dict[str, Any]:
    """Return a draft's data in the current format.

    Args:
        data: the draft's tables, without `schema` and `template`.
        schema: the version that they are in.
        current: the version to migrate to.
    """
    for version in range(schema, current):
        data = STEPS[version](data)
    return data


# -- 1 to 2: an event marks several milestones -------------------------------------------------------------------------

_OLD_PATH = re.compile(r"^((?:(?:marks|typed|waived)\.)?(?:[A-Z]\d+ )?timeline\.[a-z0-9]+\.milestone)(?=$|:)")
"""The path of an event's one milestone, alone or behind the table or the finding's code that names it."""

_BESIDE = ("marks", "typed", "waived")


def _several_milestones(data: dict[str, Any]) -> dict[str, Any]:
    """Make an event's `milestone` the one entry of its `milestones`. Other shapes are left for validation to refuse."""
    now = {key: _events(value) if key == "timeline" else value for key, value in data.items()}
    for table in _BESIDE:
        entries = now.get(table)
        if isinstance(entries, dict):
            renamed = {name: path_as_now(str(name)) for name in entries}
            now[table] = {name if renamed[name] in entries else renamed[name]: value for name, value in entries.items()}
    return now


def _events(value: Any) -> Any:
    return [_event(event) for event in value] if isinstance(value, list) else value


def _event(event: Any) -> Any:
    if not isinstance(event, dict) or "milestone" not in event:
        return event
    several = event.get("milestones", [])
    if not isinstance(several, list):
        return event
    first = [] if event["milestone"] is None else [event["milestone"]]
    return {
        "milestones" if name == "milestone" else name: [*first, *several] if name == "milestone" else value
        for name, value in event.items()
        if name != "milestones"
    }


def path_as_now(path: str) -> str:
    """Return the current path for a path that an older pmtui wrote."""
    return _OLD_PATH.sub(r"\1s", path)


def edit_as_now(edit: Any) -> Any:
    """Return an edit from a journal, as JSON, in the current format, whichever version of pmtui wrote it."""
    if not isinstance(edit, dict):
        return edit
    if isinstance(edit.get("edits"), list):
        return {**edit, "edits": [edit_as_now(step) for step in edit["edits"]]}
    old = edit.get("path")
    if not isinstance(old, str):
        return edit
    now = {**edit, "path": path_as_now(old)}
    if old == "timeline":
        now |= {"value": _events(edit["value"])} if "value" in edit else {}
        now |= {"element": _event(edit["element"])} if "element" in edit else {}
    elif now["path"] != old and old.startswith("timeline."):
        value = edit.get("value")
        now["value"] = [] if value is None else [value]
    return now


def as_written(location: Sequence[int | str], data: dict[str, Any], schema: int) -> tuple[int | str, ...]:
    """Return a location in the current format as the draft's own format names it.

    Args:
        location: keys and positions, as an error names them.
        data: the draft's tables, as in the file.
        schema: the version that they are in.
    """
    parts = tuple(location)
    if schema > 1 or len(parts) < 2:
        return parts
    if parts[0] == "timeline" and len(parts) > 2 and parts[2] == "milestones":
        event = data["timeline"][parts[1]]
        return (*parts[:2], "milestone") if "milestone" in event else parts
    if parts[0] in _BESIDE and parts[1] not in data.get(str(parts[0]), {}):
        return (parts[0], str(parts[1]).replace(".milestones", ".milestone"), *parts[2:])
    return parts


def instead_of(location: Sequence[int | str], value: Any) -> str:
    """Return what to write now instead of a name from an older format; empty if there was no such name."""
    if len(location) == 3 and location[0] == "timeline" and location[2] == "milestone":
        entry = f'"{value}"' if isinstance(value, str) else "..."
        return f"Since schema 2, an event can have several: milestones = [{entry}]"
    return ""


STEPS: dict[int, Step] = {1: _several_milestones}
"""For each older version, what brings a draft's data to the one after it."""
