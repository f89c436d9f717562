"""The question catalogue: every leaf of the record by its path, with the words of its question.

Nothing is listed here by hand; it is read off the model. An element of a list is written `*`: `timeline.*.event`.
"""

from dataclasses import dataclass, field
from functools import cache, cached_property
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from pmtui.model.ids import Element
from pmtui.model.kinds import Kind
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Choice

BESIDE = frozenset({"custom", "stated", "marks", "typed", "begun", "waived", "signed"})
"""Parts of the record that stand beside the answers; they are no questions."""


@dataclass(frozen=True)
class Leaf:
    """One question that the record can answer.

    Attributes:
        path: where the answer stands; elements of lists as `*`.
        kind: how it's asked for.
        title: the question itself.
        description: guidance.
        example: a worked answer, or an empty string.
        label: a short name, for a column or an outline.
        blank_ok: a blank is a fine answer.
        choices: the scale, where the answer is a choice or several.
        columns: the leaves of an element, where the answer is a table.
    """

    path: str
    kind: Kind
    title: str
    description: str = ""
    example: str = ""
    label: str = ""
    blank_ok: bool = False
    choices: type[Choice] | None = None
    columns: tuple["Leaf", ...] = field(default=(), repr=False)

    @cached_property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rsplit(".", 1)[-1]


def _inner(annotation: Any) -> Any:
    """Strip `Annotated` and `| None` off an annotation."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, UnionType):
            annotation = next(arg for arg in get_args(annotation) if arg is not type(None))
        else:
            return annotation


def element_type(annotation: Any) -> type[Element] | None:
    """Return the element's model where `annotation` is a tuple of records, else None."""
    inner = _inner(annotation)
    if get_origin(inner) is tuple:
        item = _inner(get_args(inner)[0])
        if isinstance(item, type) and issubclass(item, Element):
            return item
    return None


def _leaf(path: str, info: FieldInfo) -> Leaf:
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    inner = _inner(info.annotation)
    if get_origin(inner) is tuple:
        inner = _inner(get_args(inner)[0])
    element = element_type(info.annotation)
    return Leaf(
        path=path,
        kind=Kind(str(extra["kind"])),
        title=info.title or "",
        description=info.description or "",
        example=str(info.examples[0]) if info.examples else "",
        label=str(extra["label"]),
        blank_ok=bool(extra["blank_ok"]),
        choices=inner if isinstance(inner, type) and issubclass(inner, Choice) else None,
        columns=tuple(_walk(element, f"{path}.*.")) if element else (),
    )


def _walk(model: type[BaseModel], prefix: str) -> list[Leaf]:
    leaves: list[Leaf] = []
    for name, info in model.model_fields.items():
        if name == "id" and issubclass(model, Element) or (not prefix and name in BESIDE):
            continue
        inner = _inner(info.annotation)
        is_group = isinstance(inner, type) and issubclass(inner, BaseModel)
        if info.json_schema_extra:
            leaves.append(_leaf(prefix + name, info))
        if is_group:
            leaves.extend(_walk(inner, f"{prefix}{name}."))
    return leaves


@cache
def leaves() -> dict[str, Leaf]:
    """Return every leaf by its path, in document order; a table's columns follow it."""
    found: dict[str, Leaf] = {}
    for leaf in _walk(Postmortem, ""):
        found[leaf.path] = leaf
        found.update((column.path, column) for column in leaf.columns)
    return found
