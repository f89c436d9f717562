"""What a template leaves out of the answers, to show before a document is exported with it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pmtui.causes.mermaid import label as in_flowchart
from pmtui.causes.questions import first_sentence
from pmtui.causes.tree import Tree
from pmtui.figures.catalog import figure_at
from pmtui.model.actions import Action
from pmtui.model.answer import is_blank
from pmtui.model.catalog import Question, model_questions
from pmtui.model.cause_tree import Cause
from pmtui.model.kinds import Kind, field_names
from pmtui.model.paths import value_at
from pmtui.model.postmortem import Postmortem
from pmtui.model.views import TimeFrames, elements
from pmtui.template.fields import FLOWCHART, Field
from pmtui.template.interview import AskedQuestion, all_questions
from pmtui.template.progress import Completeness
from pmtui.template.question_labels import name_of
from pmtui.template.tree import Template, fields_of
from pmtui.template.values import Values, ValueScope

_FEEDS = ("impact.", "causes.tree", "causes.tops", "causes.chain_end", "incident.timezone", "document.")
"""Answers that figures, causes, or the document are computed from: they are used, even if not printed."""


@dataclass(frozen=True)
class Omission:
    """Something that a template leaves out.

    Attributes:
        path: its place in the postmortem; of a column, elements as `*`.
        label: what it's called.
        count: how many rows hold it; 1 for a single answer.
    """

    path: str
    label: str
    count: int

    @property
    def is_cause(self) -> bool:
        """Whether it's a cause in the tree that the author gave a role."""
        return self.path.startswith("causes.tree.")

    @property
    def words(self) -> str:
        """It as text: `Timeline: Action taken (12 rows)`."""
        return self.label if self.count == 1 else f"{self.label} ({self.count} rows)"


def left_out(standing: Completeness) -> list[Omission]:
    """Return the answers in a postmortem that a document under a template doesn't show, in document order."""
    template, postmortem = standing.template, standing.postmortem
    questions = all_questions(template)
    asked = {question.path for question in questions} | {question.base for question in questions}
    found: list[Omission] = []
    for question in model_questions().values():
        if "*" in question.path or question.path.startswith(_FEEDS) and question.path not in _TOLD:
            continue
        if question.columns:
            found += _of_table(question, questions, asked, standing)
        elif not _is_asked(question, asked) and not _is_blank(question, postmortem):
            found.append(Omission(question.path, question.label, 1))
    for node in unprinted_causes(template, standing.values):
        assert node.role is not None
        found.append(Omission(f"causes.tree.{node.id}", f"{node.role.label.lower()}: {first_sentence(node.text)}", 1))
    for name in postmortem.custom:
        found += _of_custom(f"custom.{name}", questions, postmortem)
    return found


def _of_custom(path: str, questions: list[AskedQuestion], postmortem: Postmortem) -> Iterator[Omission]:
    """Yield a custom answer that isn't shown, or those of its columns that this template doesn't have."""
    answer, rows = value_at(postmortem, path), elements(postmortem, path)
    about = next((question for question in questions if question.path == path), None)
    if is_blank(answer):
        return
    if about is None or (about.columns and not rows):
        yield Omission(path, about.label if about else name_of(path), len(rows) or 1)
    elif about.columns:
        shown = {column.name for column in about.columns}
        counts = Counter(name for row in rows for name in field_names(row)[1:] if name not in shown)
        for name, count in counts.items():
            yield Omission(f"{path}.*.{name}", f"{about.label}: {name_of(name)}", count)


_TOLD = frozenset(path for path in model_questions() if path.startswith("impact.") and path.count(".") == 1) - {
    "impact.segments",
    "impact.budget",
}
"""Answers about the impact that a document prints and no figure uses."""


def _is_asked(question: Question, asked: set[str]) -> bool:
    figure = figure_at(question.path)
    parent = question.path.rpartition(".")[0]
    names = {question.path, parent, f"figures.{figure.name}" if figure is not None else question.path}
    return bool(names & asked) or any(path.startswith(f"{question.path}.") for path in asked)


def _is_blank(question: Question, postmortem: Postmortem) -> bool:
    value = value_at(postmortem, question.path)
    default = value_at(Postmortem(), question.path)
    return is_blank(value) or value == default


def _of_table(
    table: Question, questions: list[AskedQuestion], asked: set[str], standing: Completeness
) -> Iterator[Omission]:
    postmortem = standing.postmortem
    rows: tuple[Any, ...] = value_at(postmortem, table.path)
    if not rows or table.path == "causes.tree":
        return
    about = [question for question in questions if question.base == table.path]
    if not about:
        yield Omission(table.path, table.label, len(rows))
        return
    printed = {name for question in about for name in (*question.printed, *_sorted_by(question))}
    for column in table.columns:
        if column.name in printed | _BESIDE.get(table.path, set()):
            continue
        count = sum(not is_blank(getattr(row, column.name)) for row in rows)
        if count and column.kind not in (Kind.CHOICE, Kind.CHOICES):
            yield Omission(column.path, f"{table.label}: {column.label}", count)
    if table.path == "actions":
        yield from _unseen_actions(about, postmortem, standing.template.settings.time_frames)


_BESIDE: dict[str, set[str]] = {
    "timeline": {"until", "approximate", "milestones", "failing", "failing_of", "effect", "learned"},
    "actions": {"addresses", "tracker", "reason"},
}
"""Columns that are printed with another, or that figures are computed from."""


def _sorted_by(question: AskedQuestion) -> set[str]:
    return set(question.view.defaults) if question.view else set()


def _unseen_actions(about: list[AskedQuestion], postmortem: Postmortem, frames: TimeFrames) -> Iterator[Omission]:
    """Yield how many action items are in none of the template's views."""
    if any(question.path == "actions" for question in about):
        return
    shown = {action.id for question in about for action in elements(postmortem, question.path, frames)}
    unseen: list[Action] = [action for action in postmortem.actions if action.id not in shown]
    if unseen:
        yield Omission("actions", "Action items without a heading in this template", len(unseen))


def unprinted_causes(template: Template, values: Values) -> list[Cause]:
    """Return the causes marked as root cause, trigger or contributing factor that the document doesn't print.

    Looked for in what is printed in the places of causes, of the template's own questions and of prose: an author who
    writes a cause into an answer has it printed, and one who writes an answer without it has not. That an event of the
    timeline says the same words doesn't count.

    Args:
        template: the template.
        values: the values of its placeholders.
    """
    marked = Tree(values.postmortem).marked()
    if not marked:
        return []
    shown = [field for field in fields_of(template) if _tells_causes(field)]
    chart = "".join(_texts(field, values) for field in shown if field.path == FLOWCHART)
    printed = _bare("\n".join(_texts(field, values) for field in shown if field.path != FLOWCHART))
    return [node for node in marked if not _is_told(node.text, printed) and not _is_drawn(node.text, chart)]


def _tells_causes(field: Field) -> bool:
    return field.path.startswith(("causes.", "custom.")) or (field.kind is Kind.PROSE and not field.lists)


def _texts(field: Field, values: Values) -> str:
    scopes: list[ValueScope] = values.scopes(field.lists, {})
    return "\n".join(values.value(field, scope).text for scope in scopes)


def _is_told(text: str, printed: str) -> bool:
    words = re.escape(_bare(text))
    return re.search(rf"(?<!\w){words}(?!\w)", printed) is not None


def _is_drawn(text: str, chart: str) -> bool:
    drawn = in_flowchart(text)
    return bool(chart) and not drawn.endswith("\u2026") and f'"{drawn}"' in chart


def _bare(text: str) -> str:
    """Return words without what printing changes in them: escapes, spaces, the end of a sentence."""
    return " ".join(text.replace("\\", "").split()).rstrip(" .").casefold()
