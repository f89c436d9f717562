"""Elements of lists have a short, stable ID, so that an edit names an element and not a position."""

import secrets
from collections.abc import Callable
from functools import cached_property
from typing import Annotated, Any

from pydantic import Field, ValidatorFunctionWrapHandler, WrapValidator

from pmtui.model.kinds import Record

_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"


def random_id() -> str:
    """Return a new ID: 6 letters and digits that can't be confused with each other."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(6))


class Element(Record):
    """A row: an element of a list, with an ID."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]{1,16}$")] = Field(
        description="A short ID, unique in its list. If it's missing, pmtui adds one."
    )


def _with_ids(value: Any) -> Any:
    """Give each element without an ID one made from its position, and refuse duplicate IDs."""
    if not isinstance(value, (list, tuple)):
        return value
    taken: set[str] = set()
    for entry in value:
        entry_id = entry.get("id") if isinstance(entry, dict) else getattr(entry, "id", None)
        if entry_id is None:
            continue
        if entry_id in taken:
            raise ValueError(f"the ID '{entry_id}' is used twice in this list; change one of them")
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


class Rows(tuple[Any, ...]):
    """The elements of a list, with their positions: a list of thousands is searched once, and not for every key."""

    @cached_property
    def positions(self) -> dict[str, int]:
        """The position of each element by its ID."""
        return {element.id: index for index, element in enumerate(self)}

    def replaced(self, index: int, element: Element) -> "Rows":
        """Return the list with another element at `index`; if it has the same ID, no positions are computed again."""
        found = Rows((*self[:index], element, *self[index + 1 :]))
        if element.id == self[index].id:
            vars(found)["positions"] = self.positions
        return found


def _as_rows(value: Any, validate: ValidatorFunctionWrapHandler) -> Rows:
    return Rows(validate(_with_ids(value)))


Elements = WrapValidator(_as_rows)
"""Marks a tuple of `Element` as a list whose IDs are unique and filled in."""

MakeId = Callable[[], str]
