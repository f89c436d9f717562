"""Merges two versions of a postmortem with a common base: one field at a time, matching elements by ID."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pydantic import BaseModel

from pmtui.errors import EditError
from pmtui.model.catalog import BESIDE, model_questions
from pmtui.model.custom_answers import rows_of
from pmtui.model.edit import AnyEdit, Batch, Insert, Move, Remove, Set, apply, as_json, restoring
from pmtui.model.ids import Element
from pmtui.model.kinds import field_names
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Choice
from pmtui.model.views import elements


def is_kept_by_pmtui(path: str) -> bool:
    """Return whether pmtui sets a field itself, when the author edits or signs; it never asks about those."""
    return path == LATEST or path.startswith(("signed.", "unseen."))


LATEST = "document.last_updated"
"""Set by editing: the later of two dates wins, and pmtui doesn't mention it."""


@dataclass(frozen=True)
class Difference:
    """A change in their version.

    Attributes:
        path: the field, or the list with an element's ID; for a new order, the list.
        mine: my version's value: a field's value, a whole element, or the IDs of a list in order; None if there's none.
        theirs: their version's value.
        take: the edit that brings the change to my version.
        is_conflict: my version changed it too, to something different.
    """

    path: str
    mine: Any
    theirs: Any
    take: AnyEdit
    is_conflict: bool = False


def merge(base: Postmortem, mine: Postmortem, theirs: Postmortem) -> list[Difference]:
    """Return what `theirs` changed since `base` and `mine` doesn't have.

    Applying the changes without conflicts to `mine`, in order, merges both versions; conflicts need a person.

    Args:
        base: the common base of both versions.
        mine: the version to keep working on.
        theirs: the other version.
    """
    found: list[Difference] = []
    for name in type(base).model_fields:
        b, m, t = getattr(base, name), getattr(mine, name), getattr(theirs, name)
        if name in BESIDE:
            for key in dict.fromkeys([*b, *t]):
                found += _entry(f"{name}.{key}", b.get(key), m.get(key), t.get(key))
        else:
            found += _node(name, b, m, t)
    return [_with_what_is_beside(_settled(difference), base, mine) for difference in found]


def _with_what_is_beside(difference: Difference, base: Postmortem, mine: Postmortem) -> Difference:
    """Return the removal of a row as a conflict if my version has new typed text or answer states in it."""
    if not isinstance(difference.take, Remove) or difference.is_conflict:
        return difference
    prefix = f"{difference.path}."
    for name in ("typed", "marks"):
        before, now = getattr(base, name), getattr(mine, name)
        if any(key.startswith(prefix) and before.get(key) != value for key, value in now.items()):
            return replace(difference, is_conflict=True)
    return difference


def settled(ancestor: Postmortem, difference: Difference) -> Postmortem:
    """Return the common base with their change, so that the difference counts as decided, whatever the decision."""
    is_merged = _is_of_a_scale(difference.mine, difference.theirs)  # the edit also contains my values
    take = restoring(difference.path, difference.theirs) if is_merged else difference.take
    try:
        return apply(ancestor, take)
    except EditError:
        pass
    if isinstance(difference.take, Insert):  # I removed it and they changed it, so it's still in the ancestor
        try:
            without = apply(ancestor, Remove(path=difference.take.path, id=str(difference.take.element["id"])))
            return apply(without, difference.take)
        except EditError:
            pass
    return ancestor


def aligned(base: Postmortem, theirs: Postmortem) -> Postmortem:
    """Return `theirs`, in which rows that were written without an ID have the IDs from `base`.

    Such rows get IDs by position, so a row that's inserted above them by hand would shift them all.
    """
    own = (f"custom.{name}" for name, answer in theirs.custom.items() if rows_of(answer))
    for path in (*_lists(), *own):
        rows, known = elements(theirs, path), elements(base, path)
        if any(_BY_POSITION.fullmatch(row.id) for row in rows) and rows != known:
            theirs = apply(theirs, Set(path=path, value=[as_json(row) for row in _renamed(rows, known)]))
    return theirs


_BY_POSITION = re.compile(r"n\d+x*")


@cache
def _lists() -> tuple[str, ...]:
    return tuple(path for path, question in model_questions().items() if question.columns and "*" not in path)


def _renamed(rows: tuple[Any, ...], known: tuple[Any, ...]) -> list[Any]:
    """Return the rows; those with IDs by position get the ID of the known row with the same content."""
    by_content: dict[str, list[str]] = {}
    for row in known:
        by_content.setdefault(row.model_dump_json(exclude={"id"}), []).append(row.id)
    own = {row.id for row in rows if not _BY_POSITION.fullmatch(row.id)}
    taken = set(own)
    names: list[str] = []
    for row in rows:
        same = [name for name in by_content.get(row.model_dump_json(exclude={"id"}), []) if name not in taken]
        name = row.id if row.id in own else same[0] if same else ""
        taken.add(name)
        names.append(name)
    spare = [row.id for row in known if row.id not in taken]
    for index, row in enumerate(rows):
        if not names[index]:
            fits = spare and len(rows) <= len(known)
            names[index] = spare.pop(0) if fits else _free(row.id, taken | {other.id for other in known})
            taken.add(names[index])
    return [row.model_copy(update={"id": name}) for row, name in zip(rows, names, strict=True)]


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "x"
    return name


def differences(mine: Postmortem, theirs: Postmortem) -> list[Difference]:
    """Return all changes that turn `mine` into `theirs`."""
    return merge(mine, mine, theirs)


def _settled(difference: Difference) -> Difference:
    if difference.path == LATEST and difference.is_conflict:
        both = [day for day in (difference.mine, difference.theirs) if day is not None]
        return replace(difference, take=Set(path=LATEST, value=max(both).isoformat()), is_conflict=False)
    if difference.path.startswith(("signed.", "unseen.")):  # signed twice: the digests show if the text differs
        return replace(difference, is_conflict=False)
    return difference


def _node(path: str, base: Any, mine: Any, theirs: Any) -> Iterator[Difference]:
    if theirs in (base, mine):
        return
    if isinstance(base, BaseModel) and isinstance(mine, BaseModel) and isinstance(theirs, BaseModel):
        for name in type(base).model_fields:
            yield from _node(f"{path}.{name}", getattr(base, name), getattr(mine, name), getattr(theirs, name))
    elif isinstance(theirs, tuple) and any(isinstance(item, Element) for item in (*base, *mine, *theirs)):
        yield from _List(path, base, mine, theirs).differences()
    else:
        yield from _leaf(path, base, mine, theirs)


def _entry(path: str, base: Any, mine: Any, theirs: Any) -> Iterator[Difference]:
    """Yield the differences of what has a name next to the answers; rows of a custom list are merged as rows."""
    answers = [answer for answer in (base, mine, theirs) if answer is not None]
    if answers and all(map(rows_of, answers)):
        yield from _node(path, base or (), mine or (), theirs or ())
    else:
        yield from _leaf(path, base, mine, theirs)


def _leaf(path: str, base: Any, mine: Any, theirs: Any) -> Iterator[Difference]:
    if _is_of_a_scale(base, mine, theirs):
        both = _together(base, mine, theirs)
        if set(both) != set(mine):
            yield Difference(path, mine, theirs, restoring(path, both))
    elif theirs not in (base, mine):
        yield Difference(path, mine, theirs, restoring(path, theirs), is_conflict=mine != base)


def _is_of_a_scale(*versions: Any) -> bool:
    """Return whether a field has several values of a scale, which are independent and have no order."""
    items = [item for version in versions if isinstance(version, tuple) for item in version]
    return all(isinstance(version, tuple) for version in versions) and all(isinstance(item, Choice) for item in items)


def _together(base: tuple[Any, ...], mine: tuple[Any, ...], theirs: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return my values, with those that they added and without those that they removed."""
    gone = set(base) - set(theirs)
    return tuple(
        item for item in dict.fromkeys([*mine, *theirs]) if item not in gone and (item in mine or item not in base)
    )


class _List:
    """One list of elements in its three versions."""

    def __init__(self, path: str, base: tuple[Any, ...], mine: tuple[Any, ...], theirs: tuple[Any, ...]) -> None:
        self.path = path
        self.base = {item.id: item for item in base}
        self.mine = {item.id: item for item in mine}
        self.theirs = {item.id: item for item in theirs}
        self.order = list(self.mine)  # of my list, after the edits found so far

    def differences(self) -> Iterator[Difference]:
        """Yield removed, changed, and new elements, then changes in order."""
        yield from self._gone()
        for key in self.theirs:
            if key in self.mine:
                yield from self._changed(key)
        yield from self._come()
        yield from self._reordered()

    def _gone(self) -> Iterator[Difference]:
        for key in self.base:
            if key in self.theirs or key not in self.mine:
                continue
            is_conflict = self.mine[key] != self.base[key]
            edit = Remove(path=self.path, id=key)
            yield Difference(f"{self.path}.{key}", self.mine[key], None, edit, is_conflict)
            if not is_conflict:
                self.order.remove(key)

    def _changed(self, key: str) -> Iterator[Difference]:
        mine, theirs = self.mine[key], self.theirs[key]
        base = self.base.get(key)
        for name in dict.fromkeys([*field_names(theirs), *field_names(mine)]):
            if name == "id" or getattr(theirs, name) == getattr(mine, name):
                continue
            nothing = () if isinstance(getattr(theirs, name), tuple) else None
            was = getattr(base, name) if base is not None else nothing
            yield from _node(f"{self.path}.{key}.{name}", was, getattr(mine, name), getattr(theirs, name))

    def _come(self) -> Iterator[Difference]:
        before = ""
        for key, element in self.theirs.items():
            is_back = key in self.base and key not in self.mine and element != self.base[key]
            if key not in self.mine and (key not in self.base or is_back):
                index = self.order.index(before) + 1 if before in self.order else 0
                edit = Insert(path=self.path, index=index, element=as_json(element))
                yield Difference(f"{self.path}.{key}", None, element, edit, is_back)
                if not is_back:
                    self.order.insert(index, key)
            if key in self.order:
                before = key

    def _reordered(self) -> Iterator[Difference]:
        if _alike(self.base, self.theirs):
            return
        target = [key for key in self.theirs if key in self.order]
        now = [key for key in self.order if key in self.theirs]
        if target == now:
            return
        steps, order = [], list(self.order)
        places = [index for index, key in enumerate(order) if key in self.theirs]
        for place, key in zip(places, target, strict=True):
            if order[place] != key:
                order.remove(key)
                order.insert(place, key)
                steps.append(Move(path=self.path, id=key, index=place))
        is_conflict = not _alike(self.base, self.mine)
        edit: AnyEdit = Batch(edits=tuple(steps))
        yield Difference(self.path, tuple(now), tuple(target), edit, is_conflict)


def _alike(first: dict[str, Any], second: dict[str, Any]) -> bool:
    """Return whether the elements that two versions share have the same order in both."""
    return [key for key in first if key in second] == [key for key in second if key in first]
