"""Questions as data, for scripts and agents: what is asked, what is left, and how to answer it."""

from collections.abc import Iterator
from typing import Any

from pmtui.figures.catalog import figure_at
from pmtui.model.catalog import Question, all_columns
from pmtui.model.kinds import Kind
from pmtui.model.postmortem import Postmortem
from pmtui.model.views import elements
from pmtui.template.interview import AskedQuestion, interview
from pmtui.template.progress import Completeness
from pmtui.template.settings import Settings
from pmtui.template.tree import Template
from pmtui.timeline.entry_line import example

_HOW = {
    Kind.PEOPLE: "Separated by commas.",
    Kind.LIST: "One item per line.",
    Kind.LINKS: "One link per line.",
    Kind.CHOICES: "One or several of the choices, separated by commas.",
    Kind.YESNO: "yes or no.",
    Kind.ANSWER: "yes or no, with details after a colon: 'yes: ...'.",
    Kind.DATE: "A date, such as 2026-03-07.",
    Kind.DUE: "A date, such as 2026-03-07.",
    Kind.DATETIME: "A time, such as 14:32 or 2026-03-07 14:32.",
    Kind.ZONE: "An IANA time zone, such as Europe/Berlin.",
}
"""How to write an answer, for kinds whose name doesn't show it."""

_LINES = {
    "timeline": ("events", ""),
    "actions": ("actions", "what will be done @owner 2026-03-27 P1 #prevent"),
    "causes.tree": ("causes", "the cause; the next line answers why it happened"),
}
"""What the tables with an entry line are called, and how a line of theirs is written, if that's always the same."""


def question_rows(template: Template) -> list[dict[str, Any]]:
    """Return the questions that a template asks, in order, as JSON."""
    return [
        question_row(screen.title, question, template.settings)
        for screen in interview(template)
        for question in screen.questions
    ]


def question_row(section: str, question: AskedQuestion, settings: Settings) -> dict[str, Any]:
    """Return a question as JSON: its path, its kind, its wording, its choices, and the columns of its table."""
    row: dict[str, Any] = {
        "section": section,
        "group": question.group,
        "path": question.path,
        "kind": question.kind.value,
        "required": question.required,
        "label": question.label,
        "prompt": question.prompt,
        "hint": question.hint,
        "example": question.example,
    }
    row |= _choices(question, settings)
    if question.columns:
        row["columns"] = [column.name for column in question.columns]
    return row


def open_rows(standing: Completeness) -> list[dict[str, Any]]:
    """Return what a final document is missing, as JSON: the questions, with how to answer each.

    In addition to what `question_row` has: `state`, `missing` (why it's open), and `how`; figures have `inputs`; tables
    have `add` (the name for `pmtui add`), `fields` (their columns), and `rows` (the fields that rows lack, by path).
    """
    found: list[dict[str, Any]] = []
    for missing in standing.missing():
        question = missing.question
        row = question_row(missing.section, question, standing.template.settings)
        row |= {"state": standing.state(question).value, "missing": missing.what}
        if question.kind is Kind.TABLE:
            row |= _table(question, standing)
        elif question.kind is Kind.FIGURE:
            row |= _figure(question, standing)
        else:
            row["how"] = _HOW.get(question.kind, "")
        found.append(row)
    return found


def _choices(question: Question, settings: Settings) -> dict[str, Any]:
    if question.options:
        return {"choices": list(question.options)}
    if question.choices is None:
        return {}
    return {"choices": [settings.label(choice) for choice in settings.options(question.choices)]}


def _figure(question: AskedQuestion, standing: Completeness) -> dict[str, Any]:
    """Return what a figure is computed from, and that an answer overrides it."""
    definition, figure = figure_at(question.path), standing.values.figure(question.path)
    own = "Your own value" if question.path.startswith("figures.") else "Your own answer"
    return {
        "how": f"Computed from the inputs and the timeline's milestones. {figure.formula} {own} overrides it.",
        "inputs": list(definition.inputs) if definition is not None else [],
    }


def _table(question: AskedQuestion, standing: Completeness) -> dict[str, Any]:
    name, how = _LINES.get(question.base, ("", ""))
    how = example(with_action="action" in question.printed) if question.base == "timeline" else how
    columns = question.columns or all_columns(question)
    columns = tuple(column for column in columns if column.kind is not Kind.TABLE)
    return {
        "add": name if name and question.path == question.base else question.path,
        "how": how or " | ".join(column.name for column in columns),
        "fields": [_field(column, standing.template.settings) for column in columns],
        "rows": list(_gaps(question, standing)),
    }


def _field(column: Question, settings: Settings) -> dict[str, Any]:
    known = {
        "name": column.name,
        "kind": column.kind.value,
        "label": column.label,
        "prompt": column.prompt,
        "hint": column.hint,
        "example": column.example,
    }
    return known | _choices(column, settings)


def _gaps(question: AskedQuestion, standing: Completeness) -> Iterator[dict[str, str]]:
    postmortem: Postmortem = standing.postmortem
    for row in elements(postmortem, question.path, standing.template.settings.time_frames):
        for column, words in standing.missing_columns(question, row):
            yield {"path": f"{question.base}.{row.id}.{column.name}", "missing": words}
