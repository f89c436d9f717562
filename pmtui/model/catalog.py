"""The question catalog: every field of a postmortem by its path, with its question.

It's generated from the model. An element of a list is written `*`: `timeline.*.event`.
"""

from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from pmtui.model.ids import Element
from pmtui.model.kinds import Kind
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Choice
from pmtui.model.views import View

BESIDE = frozenset({"custom", "stated", "marks", "typed", "begun", "waived", "signed", "unseen"})
"""Parts of a postmortem that aren't questions, next to the answers."""


@dataclass(frozen=True)
class Question:
    """A question, or one column of a table: what pmtui asks for, wherever it's asked.

    Attributes:
        path: the field's path. In the catalog, elements of lists are `*`; for a row's column, see `in_row`.
        kind: the kind of answer.
        prompt: the question itself.
        hint: what a good answer contains.
        example: an example of a good answer, or an empty string.
        label: a short name, for a column or an outline.
        blank_ok: it can be blank, even in a final document.
        choices: the scale, if the answer is one or several of its values.
        options: the answers to choose from, if a template lists them.
        columns: the fields of an element, if the answer is a table.
        view: the part of a list that the question is about; None for a whole list.
    """

    path: str
    kind: Kind
    prompt: str
    hint: str = ""
    example: str = ""
    label: str = ""
    blank_ok: bool = False
    choices: type[Choice] | None = None
    options: tuple[str, ...] = ()
    columns: tuple["Question", ...] = field(default=(), repr=False)
    view: View | None = None

    @cached_property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rsplit(".", 1)[-1]

    @property
    def base(self) -> str:
        """For a table, the list that its elements are in; otherwise the path."""
        return self.view.base if self.view else self.path

    def in_row(self, row_id: str) -> "Question":
        """Return this column of a table, for one row."""
        return replace(self, path=self.path.replace("*", row_id, 1))

    def concerns(self, place: str) -> bool:
        """Return whether a change at `place` changes the answer: the whole, a part, or a row of its table."""
        if not place:
            return False
        return place in (self.path, self.base) or place.startswith(f"{self.base}.") or self.path.startswith(f"{place}.")


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


def _question(path: str, info: FieldInfo) -> Question:
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    inner = _inner(info.annotation)
    if get_origin(inner) is tuple:
        inner = _inner(get_args(inner)[0])
    element = element_type(info.annotation)
    return Question(
        path=path,
        kind=Kind(str(extra["kind"])),
        prompt=info.title or "",
        hint=info.description or "",
        example=str(info.examples[0]) if info.examples else "",
        label=str(extra["label"]),
        blank_ok=bool(extra["blank_ok"]),
        choices=inner if isinstance(inner, type) and issubclass(inner, Choice) else None,
        columns=tuple(_walk(element, f"{path}.*.")) if element else (),
    )


def _walk(model: type[BaseModel], prefix: str) -> list[Question]:
    found: list[Question] = []
    for name, info in model.model_fields.items():
        if name == "id" and issubclass(model, Element) or (not prefix and name in BESIDE):
            continue
        inner = _inner(info.annotation)
        is_group = isinstance(inner, type) and issubclass(inner, BaseModel)
        if info.json_schema_extra:
            found.append(_question(prefix + name, info))
        if is_group:
            found.extend(_walk(inner, f"{prefix}{name}."))
    return found


def all_columns(question: Question) -> tuple[Question, ...]:
    """Return all columns of a table, whichever a template asks for; a custom list has those of its template."""
    known = model_questions().get(question.base)
    return known.columns if known is not None else question.columns


@cache
def model_questions() -> dict[str, Question]:
    """Return the model's questions by path, in document order; a table's columns come after it."""
    found: dict[str, Question] = {}
    for question in _walk(Postmortem, ""):
        found[question.path] = question
        found.update((column.path, column) for column in question.columns)
    return found
