"""The only way to change a postmortem: edits that can be applied, undone, and stored as one line of JSON."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, TypeAdapter, ValidationError, ValidationInfo, field_validator

from pmtui.errors import EditError
from pmtui.model.catalog import element_type
from pmtui.model.custom_answers import CustomCell, CustomRow, rows_of, with_cell
from pmtui.model.ids import Rows
from pmtui.model.kinds import Record
from pmtui.model.paths import beside, check_field, in_custom_row, position, value_at
from pmtui.model.postmortem import Postmortem


class Set(Record):
    """Set the field at `path`; `None` in a table of names (`marks.*`, `custom.*`) removes the name.

    Elements of lists are named by ID: `timeline.e1.event`. Values are JSON; a custom answer, and a cell of a custom
    list, may hold a date, written as `{"date": "2026-03-07"}`.
    """

    op: Literal["set"] = "set"
    path: str
    value: Any

    @field_validator("value")
    @classmethod
    def _days_of_custom_answers(cls, value: Any, info: ValidationInfo) -> Any:
        is_day = type(value) is date and str(info.data.get("path", "")).startswith("custom.")
        return {"date": value.isoformat()} if is_day else value


class Splice(Record):
    """Change a part of the text at `path`: replace `remove` characters from `at` with `insert`."""

    op: Literal["splice"] = "splice"
    path: str
    at: Annotated[int, Field(ge=0)]
    remove: Annotated[int, Field(ge=0)]
    insert: str


class Insert(Record):
    """Insert an element, with its ID, into the list at `path`, before position `index`."""

    op: Literal["insert"] = "insert"
    path: str
    index: int
    element: dict[str, Any]


class Remove(Record):
    """Remove the element `id` from the list at `path`."""

    op: Literal["remove"] = "remove"
    path: str
    id: str


class Move(Record):
    """Move the element `id` of the list at `path` to position `index`."""

    op: Literal["move"] = "move"
    path: str
    id: str
    index: int


class Batch(Record):
    """Several edits that are one step for the author."""

    op: Literal["batch"] = "batch"
    edits: tuple["Edit", ...]


Edit = Annotated[Set | Splice | Insert | Remove | Move | Batch, Field(discriminator="op")]
Batch.model_rebuild()

_ANY: TypeAdapter[Any] = TypeAdapter(Any)
_EDIT: TypeAdapter[Set | Splice | Insert | Remove | Move | Batch] = TypeAdapter(Edit)

AnyEdit = Set | Splice | Insert | Remove | Move | Batch

_LONG = 256
"""For longer texts, only the change is stored, not the whole text."""


def to_json(edit: AnyEdit) -> str:
    """Return `edit` as one line of JSON."""
    return _EDIT.dump_json(edit).decode()


def from_json(line: str | bytes) -> AnyEdit:
    """Parse an edit.

    Raises:
        EditError: if the line isn't an edit.
    """
    try:
        return _EDIT.validate_json(line)
    except ValidationError as error:
        raise EditError("This line isn't a valid edit.") from error


@cache
def _adapter(model: type[BaseModel], name: str) -> TypeAdapter[Any]:
    if name not in model.model_fields:
        return TypeAdapter(CustomCell | None)
    info = model.model_fields[name]
    annotation: Any = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
    return TypeAdapter(annotation)


@cache
def _entry_adapter(name: str) -> TypeAdapter[Any]:
    annotation: Any = Postmortem.model_fields[name].annotation
    return TypeAdapter(annotation)


Change = Callable[[Any, str], Any]
"""Returns a field's new value, given its name and the model, or the table of custom answers, that it's in."""


def _descend(node: Any, keys: list[str], path: str, change: Change) -> Any:
    """Return `node` with the field at `keys` changed by `change`; copy only the nodes on the way."""
    if isinstance(node, tuple):
        index = position(node, keys[0], path)
        if len(keys) < 2:
            raise EditError(f"'{path}' is a whole row. Name one of its fields.")
        rows = node if isinstance(node, Rows) else Rows(node)
        return rows.replaced(index, _descend(node[index], keys[1:], path, change))
    name = keys[0]
    if isinstance(node, dict) and path.startswith("custom.") and name:
        rows = change(node, name) if len(keys) == 1 else _descend(node.get(name, ()), keys[1:], path, change)
        return {key: value for key, value in {**node, name: rows}.items() if key != name or rows}
    check_field(node, name, path)
    value = change(node, name) if len(keys) == 1 else _descend(getattr(node, name), keys[1:], path, change)
    return with_cell(node, name, value) if isinstance(node, CustomRow) else node.model_copy(update={name: value})


def _validated(adapter: TypeAdapter[Any], value: Any, path: str) -> Any:
    try:
        return adapter.validate_python(value)
    except ValidationError as error:
        raise EditError(f"{path}: {error.errors()[0]['msg']}.") from error


def _set(postmortem: Postmortem, edit: Set) -> Postmortem:
    found = beside(edit.path)
    if found and not in_custom_row(postmortem, edit.path):
        table, key = found
        entries = dict(getattr(postmortem, table))
        if edit.value is None:
            entries.pop(key, None)
        else:
            entries.update(_validated(_entry_adapter(table), {key: edit.value}, edit.path))
        return postmortem.model_copy(update={table: entries})

    def change(node: Any, name: str) -> Any:
        model: type[BaseModel] = type(node)
        return _validated(_adapter(model, name), edit.value, edit.path)

    changed: Postmortem = _descend(postmortem, edit.path.split("."), edit.path, change)
    return changed


def _spliced(postmortem: Postmortem, edit: Splice) -> str:
    text = value_at(postmortem, edit.path)
    if not isinstance(text, str) or edit.at + edit.remove > len(text):
        raise EditError(f"{edit.path}: the text doesn't have characters {edit.at} to {edit.at + edit.remove}.")
    return text


def _list_in(node: Any, name: str) -> tuple[type[BaseModel] | None, tuple[Any, ...]]:
    """Return the kind of the rows in a list, and the rows; no kind if it isn't a list of rows."""
    if isinstance(node, dict):  # the custom answers
        rows = rows_of(node.get(name))
        return (CustomRow if rows or not node.get(name) else None), rows
    model = element_type(type(node).model_fields[name].annotation)
    return model, getattr(node, name) if model is not None else ()


def _list_change(edit: Insert | Remove | Move) -> Change:
    def change(node: Any, name: str) -> tuple[Any, ...]:
        model, items = _list_in(node, name)
        if model is None:
            raise EditError(f"'{edit.path}' isn't a table.")
        if isinstance(edit, Insert):
            element = _validated(TypeAdapter(model), edit.element, edit.path)
            if element.id in map(attrgetter("id"), items):
                raise EditError(f"'{element.id}' is already in {edit.path}.")
            return Rows((*items[: edit.index], element, *items[edit.index :]))
        index = position(items, edit.id, edit.path)
        rest = items[:index] + items[index + 1 :]
        return Rows(rest if isinstance(edit, Remove) else (*rest[: edit.index], items[index], *rest[edit.index :]))

    return change


def apply(postmortem: Postmortem, edit: AnyEdit) -> Postmortem:
    """Return the postmortem with `edit` applied.

    Raises:
        EditError: if the edit names something that doesn't exist, or a value that isn't valid.
    """
    if isinstance(edit, Batch):
        for step in edit.edits:
            postmortem = apply(postmortem, step)
        return postmortem
    if isinstance(edit, Set):
        return _set(postmortem, edit)
    if isinstance(edit, Splice):
        text = _spliced(postmortem, edit)
        text = text[: edit.at] + edit.insert + text[edit.at + edit.remove :]
        return _set(postmortem, Set(path=edit.path, value=text))
    if isinstance(edit, (Insert, Move)) and edit.index < 0:
        raise EditError(f"{edit.path}: a position can't be negative.")
    changed: Postmortem = _descend(postmortem, edit.path.split("."), edit.path, _list_change(edit))
    return changed


def as_json(value: Any) -> Any:
    """Return a value of the postmortem in JSON's types, as edits store it."""
    if isinstance(value, CustomRow):
        return {name: {"date": cell.isoformat()} if type(cell) is date else cell for name, cell in value}
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, tuple):
        return [as_json(item) for item in value]
    return _ANY.dump_python(value, mode="json")


def restoring(path: str, value: Any) -> Set:
    """Return the edit that sets the field at `path` to a value of the postmortem."""
    return Set(path=path, value=value if type(value) is date else as_json(value))


def as_one(edits: Sequence[AnyEdit]) -> AnyEdit:
    """Return several edits as one step."""
    return edits[0] if len(edits) == 1 else Batch(edits=tuple(edits))


def sorting_edits(path: str, now: Sequence[str], wanted: Sequence[str]) -> list[AnyEdit]:
    """Return the moves that put the elements of the list at `path` from one order of ids into another."""
    order = list(now)
    moves: list[AnyEdit] = []
    for index, element_id in enumerate(wanted):
        if order[index] != element_id:
            order.remove(element_id)
            order.insert(index, element_id)
            moves.append(Move(path=path, id=element_id, index=index))
    return moves


def invert(postmortem: Postmortem, edit: AnyEdit) -> AnyEdit:
    """Return the edit that undoes `edit`, given the postmortem before it.

    Raises:
        EditError: if the edit isn't valid for the postmortem.
    """
    if isinstance(edit, Set):
        return restoring(edit.path, value_at(postmortem, edit.path))
    if isinstance(edit, Splice):
        gone = _spliced(postmortem, edit)[edit.at : edit.at + edit.remove]
        return Splice(path=edit.path, at=edit.at, remove=len(edit.insert), insert=gone)
    if isinstance(edit, Insert):
        return Remove(path=edit.path, id=str(edit.element.get("id")))
    if isinstance(edit, Batch):
        inverted: list[AnyEdit] = []
        for step in edit.edits:
            inverted.append(invert(postmortem, step))
            postmortem = apply(postmortem, step)
        return Batch(edits=tuple(reversed(inverted)))
    items = value_at(postmortem, edit.path)
    index = position(items, edit.id, edit.path)
    if isinstance(edit, Remove):
        return Insert(path=edit.path, index=index, element=as_json(items[index]))
    return Move(path=edit.path, id=edit.id, index=index)


def shortened(before: Postmortem, after: Postmortem, edit: AnyEdit) -> AnyEdit:
    """Return an edit that does the same as `edit`, and whose size is that of the change, not that of the text.

    Args:
        before: the postmortem before the edit.
        after: the postmortem after it.
        edit: the edit.
    """
    if not isinstance(edit, Set) or not isinstance(edit.value, str) or len(edit.value) < _LONG:
        return edit
    old, new = value_at(before, edit.path), value_at(after, edit.path)
    if not isinstance(old, str) or not isinstance(new, str):
        return edit
    at = _common(old, new)
    end = min(_common(old[at:][::-1], new[at:][::-1]), len(old) - at, len(new) - at)
    return Splice(path=edit.path, at=at, remove=len(old) - end - at, insert=new[at : len(new) - end])


def _common(first: str, second: str) -> int:
    """Return the length of two texts' common prefix; by bisection, since comparing slices is fast."""
    low, high = 0, min(len(first), len(second))
    while low < high:
        middle = (low + high + 1) // 2
        if first[low:middle] == second[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
