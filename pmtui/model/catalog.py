"""The question catalog: every field of a postmortem by its path, with its question.

It's generated from the model. An element of a list is written `*`: `timeline.*.event`.
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
"""Parts of a postmortem that aren't questions, next to the answers."""


@dataclass(frozen=True)
class Leaf:
    """One question of a postmortem.

    Attributes:
        path: the field's path, with elements of lists as `*`.
        kind: the kind of answer.
        title: the question itself.
        description: the hint.
        example: an example of a good answer, or an empty string.
        label: a short name, for a column or an outline.
        blank_ok: it can be blank, even in a final document.
        choices: the scale, if the answer is one or several of its values.
        columns: the fields of an element, if the answer is a table.
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
    """Return an annotation without `Annotated` and `| None`."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, UnionType):
            annotation = next(arg for arg in get_args(annotation) if arg is not type(None))
        else:
            return annotation


def element_type(annotation: Any) -> type[Element] | None:
    """Return the element's model if `annotation` is a tuple of elements; otherwise None."""
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
    """Return all questions by path, in document order; a table's columns come after it."""
    found: dict[str, Leaf] = {}
    for leaf in _walk(Postmortem, ""):
        found[leaf.path] = leaf
        found.update((column.path, column) for column in leaf.columns)
    return found
