"""Finds things in a postmortem by path: elements of lists by ID, data next to the answers by name."""

from typing import Any

from pydantic import BaseModel

from pmtui.errors import EditError
from pmtui.model.catalog import BESIDE
from pmtui.model.custom_answers import CustomRow, is_column_name
from pmtui.model.ids import Element, Rows
from pmtui.model.postmortem import Postmortem


def check_field(node: Any, name: str, path: str) -> None:
    """Refuse a name that a part of the postmortem doesn't have.

    Raises:
        EditError: if there's no such field.
    """
    is_field = isinstance(node, BaseModel) and name in type(node).model_fields
    if not is_field and not (isinstance(node, CustomRow) and is_column_name(name)):
        raise EditError(f"'{path}' isn't a field of a postmortem.")


def position(items: tuple[Any, ...], element_id: str, path: str) -> int:
    """Return the position of the element `element_id` of the list at `path`.

    Raises:
        EditError: if the list has no such element.
    """
    if items and isinstance(items[0], Element):
        found = (items if isinstance(items, Rows) else Rows(items)).positions.get(element_id)
        if found is not None:
            return found
    raise EditError(f"'{element_id}' isn't in {path}.")


def beside(path: str) -> tuple[str, str] | None:
    """Split `marks.incident.title` into the table and the name in it."""
    table, _, key = path.partition(".")
    return (table, key) if table in BESIDE and key else None


def in_custom_row(postmortem: Postmortem, path: str) -> bool:
    """Return whether a path leads into a custom list, `custom.questions.n1.text`, or to one of its rows."""
    table, _, key = path.partition(".")
    return table == "custom" and "." in key and key not in postmortem.custom


def value_at(postmortem: Postmortem, path: str) -> Any:
    """Return the value at `path`, where elements of lists are named by ID.

    Raises:
        EditError: if there's no such path.
    """
    found = beside(path)
    node: Any = postmortem
    keys = path.split(".")
    if in_custom_row(postmortem, path):
        node, keys = postmortem.custom.get(keys[1], ()), keys[2:]
    elif found:
        return getattr(postmortem, found[0]).get(found[1])
    for key in keys:
        if isinstance(node, tuple):
            node = node[position(node, key, path)]
        else:
            check_field(node, key, path)
            node = getattr(node, key)
    return node
