"""Elements of lists have a short stable id, so that an edit names an element and not a position."""

import secrets
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from pmtui.model.kinds import Record

_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"


def random_id() -> str:
    """Return a new id: six letters and digits, none of which can be mistaken for another."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(6))


class Element(Record):
    """A record in a list."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]{1,16}$")] = Field(
        description="A short name for this entry, unique in its list; pmtui makes one where it is missing."
    )


def _with_ids(value: Any) -> Any:
    """Give each element without an id one that follows from its position, and refuse an id used twice."""
    if not isinstance(value, (list, tuple)):
        return value
    taken: set[str] = set()
    for entry in value:
        entry_id = entry.get("id") if isinstance(entry, dict) else getattr(entry, "id", None)
        if entry_id is None:
            continue
        if entry_id in taken:
            raise ValueError(f"the id '{entry_id}' is used twice in this list; give one of the two another")
        if isinstance(entry_id, str):
            taken.add(entry_id)
    return [_with_id(entry, position, taken) for position, entry in enumerate(value, 1)]


def _with_id(entry: Any, position: int, taken: set[str]) -> Any:
    if not isinstance(entry, dict) or "id" in entry:
        return entry
    new = f"n{position}"
    while new in taken:
        new += "x"
    taken.add(new)
    return {"id": new, **entry}


Elements = BeforeValidator(_with_ids)
"""Marks a tuple of `Element` as a list whose ids are unique and filled in."""

MakeId = Callable[[], str]
