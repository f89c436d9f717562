"""What an editor needs to know of the question or table column that it edits."""

from dataclasses import dataclass

from pmtui.model.catalog import Leaf
from pmtui.model.kinds import Kind
from pmtui.model.scales import Choice
from pmtui.template.interview import Question


@dataclass(frozen=True)
class FieldSpec:
    """One field on screen.

    Attributes:
        path: its answer's path; elements of lists by id.
        kind: what the answer is.
        label: its name on screen.
        prompt: the question.
        hint: guidance.
        example: a worked answer.
        choices: the scale, for a choice.
        options: the answers, for a template's own choice.
        question: the question of the interview, None for a table's column.
    """

    path: str
    kind: Kind
    label: str
    prompt: str
    hint: str
    example: str
    choices: type[Choice] | None = None
    options: tuple[str, ...] = ()
    question: Question | None = None

    @classmethod
    def of_question(cls, question: Question) -> "FieldSpec":
        """Return the field for a question of the interview."""
        choices = question.leaf.choices if question.leaf else None
        return cls(
            question.path,
            question.kind,
            question.label,
            question.prompt,
            question.hint,
            question.example,
            choices,
            question.options,
            question,
        )

    @classmethod
    def of_leaf(cls, leaf: Leaf) -> "FieldSpec":
        """Return the field for a question of the postmortem that the template needn't ask."""
        return cls(leaf.path, leaf.kind, leaf.label, leaf.title, leaf.description, leaf.example, leaf.choices)

    @classmethod
    def of_column(cls, column: Leaf, base: str, row_id: str) -> "FieldSpec":
        """Return the field for one column of a row."""
        return cls(
            f"{base}.{row_id}.{column.name}",
            column.kind,
            column.label,
            column.title,
            column.description,
            column.example,
            column.choices,
        )


def is_at(place: str, spec: FieldSpec) -> bool:
    """Return whether a change at `place` belongs to a field: it is the field, a part of it, or a row of its table."""
    if not place:
        return False
    base = spec.question.base if spec.question is not None and spec.kind is Kind.TABLE else spec.path
    return place in (spec.path, base) or place.startswith(f"{base}.") or spec.path.startswith(f"{place}.")
