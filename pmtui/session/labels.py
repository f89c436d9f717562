"""Names fields of the postmortem, and their values as text, in the template's terms."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pydantic import BaseModel

from pmtui.model.answer import is_blank
from pmtui.model.catalog import Question
from pmtui.model.edit import AnyEdit, Batch, Insert, Move, Remove, Set, Splice
from pmtui.model.kinds import Kind
from pmtui.model.left_out import is_heading, title_of
from pmtui.model.views import elements
from pmtui.review.findings import Finding, Topic
from pmtui.session.session import Session
from pmtui.template.interview import all_questions, known_questions
from pmtui.text import plural


def _split(session: Session, path: str) -> tuple[Question | None, str, str]:
    """Return the question that a path leads to, the id of the element it names, and the field in that."""
    known = known_questions(session.template)
    if path in known:
        return known[path], "", ""
    for question in known.values():
        if question.columns and path.startswith(f"{question.path}."):
            element_id, _, field = path.removeprefix(f"{question.path}.").partition(".")
            return question, element_id, field
    return None, "", ""


def place_label(session: Session, path: str) -> str:
    """Return a place's name for the author: `Timeline, 14:32 Error rate passes 15%: Action taken`."""
    table, _, rest = path.partition(".")
    if table == "begun" and rest:
        return f"{place_label(session, rest)} (text not added yet)"
    if table == "waived" and rest:
        return f"waiver of {rest.partition(' ')[0]}"
    if table == "marks" and is_heading(rest):
        return f"{title_of(rest)} (left out)"
    if table in ("marks", "typed", "stated") and rest:
        what = {"marks": "mark", "typed": "unreadable text", "stated": "override"}[table]
        return f"{place_label(session, rest)} ({what})"
    question, element_id, field = _split(session, path)
    if question is None:
        question = next((q for q in all_questions(session.template) if q.path == path), None)
        return question.label if question else path
    if not element_id:
        return f"{question.label}: row order" if question.columns else question.label
    row = next((row for row in elements(session.postmortem, question.path) if row.id == element_id), None)
    name = _first_text(session, question, row) if row is not None else ""
    column = next((column.label for column in question.columns if column.name == field), "")
    return ", ".join(part for part in (question.label, name) if part) + (f": {column}" if column else "")


def place_name(session: Session, place: str) -> str:
    """Return what a place is called if it isn't about what differs there: of a list as a whole, the list's name."""
    question = known_questions(session.template).get(place)
    return question.label if question is not None else place_label(session, place)


def question_name(session: Session, place: str) -> str:
    """Return what the template calls a question, given its place or that of a part of its answer."""
    parts = {place, place.removesuffix(".yes"), place.removesuffix(".details")}
    asked = next((question for question in all_questions(session.template) if question.path in parts), None)
    return asked.label if asked is not None else place_name(session, place)


def going_back(session: Session, *, redo: bool = False) -> tuple[str, str] | None:
    """Undo the last step, or redo the next one; return its place and what it changed, as text; None if there's none.

    A row that the step adds or removes has its name before or afterward; the longer name has it.
    """
    step = session.next_step(redo=redo)
    before = _step_name(session, *step) if step is not None else ""
    place = session.redo() if redo else session.undo()
    if step is None or place is None:
        return None
    return place, max(before, _step_name(session, *step), key=len) or "last change"


def _step_name(session: Session, place: str, edits: Sequence[AnyEdit]) -> str:
    """Return what a step changes: `Timeline, Errors rise (added)`, `Timeline, Errors rise: Milestones`."""
    flat = list(_flat(edits))
    for kind, done in ((Insert, "added"), (Remove, "removed"), (Move, "moved")):
        rows = [edit for edit in flat if isinstance(edit, kind)]
        others = [edit for edit in flat if isinstance(edit, (Insert, Remove, Move)) and not isinstance(edit, kind)]
        if rows and not others:
            path = rows[0].path
            key = rows[0].element["id"] if isinstance(rows[0], Insert) else rows[0].id
            if len(rows) == 1:
                return f"{place_label(session, f'{path}.{key}')} ({done})"
            return f"{place_name(session, path)} ({plural(len(rows), 'row')} {done})"
    changed = [edit.path for edit in flat if isinstance(edit, (Set, Splice))]
    if f"typed.{place}" in changed and _is_list(session, place):
        return f"{place_name(session, place)} (text in the entry line)"
    column = next((path for path in changed if path.startswith(f"{place}.") and _split(session, place)[1]), place)
    return question_name(session, column)


def _is_list(session: Session, path: str) -> bool:
    question = known_questions(session.template).get(path)
    return question is not None and question.kind is Kind.TABLE


def _flat(edits: Iterable[AnyEdit]) -> Iterator[AnyEdit]:
    for edit in edits:
        if isinstance(edit, Batch):
            yield from _flat(edit.edits)
        else:
            yield edit


_NAMED_IN_MESSAGE = (Topic.COMPLETENESS, Topic.ACTIONS)
"""Topics whose messages name the field already."""


def finding_place(session: Session, finding: Finding) -> str:
    """Return the name of the field that a finding is about; empty if the finding's message names it."""
    where = place_name(session, finding.path)
    is_named = finding.rule.topic in _NAMED_IN_MESSAGE or finding.message.startswith(f"{where}: ")
    return "" if is_named else where


def finding_words(session: Session, finding: Finding) -> str:
    """Return a finding's message after its field's name, unless the message names the field itself."""
    where = finding_place(session, finding)
    return f"{where}: {finding.message}" if where else finding.message


def _first_text(session: Session, question: Question, row: Any) -> str:
    texts = (_written(session, column, getattr(row, column.name)) for column in question.columns)
    found = next((text.replace("\n", " ") for text in texts if any(char.isalpha() for char in text)), "")
    return found if len(found) <= 40 else f"{found[:39]}…"


def value_text(session: Session, path: str, value: Any) -> str:
    """Return the value at a path as text, to compare with another version."""
    if value is None:
        return "(nothing)"
    question, element_id, field = _split(session, path)
    if isinstance(value, BaseModel) and question is not None and question.columns:
        shown = [(column.label, _written(session, column, getattr(value, column.name))) for column in question.columns]
        return "\n".join(f"{label}: {text}" for label, text in shown if text) or "(an empty row)"
    if question is not None and question.columns and not element_id and isinstance(value, tuple):
        rows = {row.id: row for row in elements(session.postmortem, question.path)}
        return "\n".join(_first_text(session, question, rows[key]) if key in rows else f"({key})" for key in value)
    if isinstance(value, BaseModel):
        return " ".join(str(part) for part in value.model_dump().values() if part)
    columns = question.columns if question is not None else ()
    asked = next((column for column in columns if column.name == field), question)
    if is_blank(value):
        return "(nothing)"
    return _written(session, asked, value) if asked is not None else str(value)


def _written(session: Session, question: Question, value: Any) -> str:
    return session.entering.write(question.kind, value)
