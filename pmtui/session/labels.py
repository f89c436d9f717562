"""Names fields of the postmortem, and their values as text, in the template's terms."""

from typing import Any

from pydantic import BaseModel

from pmtui.model.catalog import Leaf, leaves
from pmtui.model.views import elements
from pmtui.session.session import Session
from pmtui.template.interview import all_questions
from pmtui.template.values import is_blank


def _split(path: str) -> tuple[Leaf | None, str, str]:
    """Return the leaf that a path leads to, the id of the element it names, and the field in that."""
    known = leaves()
    if path in known:
        return known[path], "", ""
    for leaf in known.values():
        if leaf.columns and path.startswith(f"{leaf.path}."):
            element_id, _, field = path.removeprefix(f"{leaf.path}.").partition(".")
            return leaf, element_id, field
    return None, "", ""


def place_label(session: Session, path: str) -> str:
    """Return a place's name for the author: `Timeline, 14:32 Error rate passes 15%: Action taken`."""
    table, _, rest = path.partition(".")
    if table == "begun" and rest:
        return f"{place_label(session, rest)} (text not added yet)"
    if table == "waived" and rest:
        return f"waiver of {rest.partition(' ')[0]}"
    if table in ("marks", "typed", "stated") and rest:
        what = {"marks": "mark", "typed": "unreadable text", "stated": "override"}[table]
        return f"{place_label(session, rest)} ({what})"
    leaf, element_id, field = _split(path)
    if leaf is None:
        question = next((q for q in all_questions(session.template) if q.path == path), None)
        return question.label if question else path
    if not element_id:
        return f"{leaf.label}: row order" if leaf.columns else leaf.label
    row = next((row for row in elements(session.postmortem, leaf.path) if row.id == element_id), None)
    name = _first_text(session, leaf, row) if row is not None else ""
    column = next((column.label for column in leaf.columns if column.name == field), "")
    return ", ".join(part for part in (leaf.label, name) if part) + (f": {column}" if column else "")


def place_name(session: Session, place: str) -> str:
    """Return what a place is called if it isn't about what differs there: of a list as a whole, the list's name."""
    leaf = leaves().get(place)
    return leaf.label if leaf is not None else place_label(session, place)


def _first_text(session: Session, leaf: Leaf, row: Any) -> str:
    texts = (_written(session, column, getattr(row, column.name)) for column in leaf.columns)
    found = next((text.replace("\n", " ") for text in texts if any(char.isalpha() for char in text)), "")
    return found if len(found) <= 40 else f"{found[:39]}…"


def value_text(session: Session, path: str, value: Any) -> str:
    """Return the value at a path as text, to compare with another version."""
    if value is None:
        return "(nothing)"
    leaf, element_id, field = _split(path)
    if isinstance(value, BaseModel) and leaf is not None and leaf.columns:
        shown = [(column.label, _written(session, column, getattr(value, column.name))) for column in leaf.columns]
        return "\n".join(f"{label}: {text}" for label, text in shown if text) or "(an empty row)"
    if leaf is not None and leaf.columns and not element_id and isinstance(value, tuple):
        rows = {row.id: row for row in elements(session.postmortem, leaf.path)}
        return "\n".join(_first_text(session, leaf, rows[key]) if key in rows else f"({key})" for key in value)
    if isinstance(value, BaseModel):
        return " ".join(str(part) for part in value.model_dump().values() if part)
    column = next((column for column in leaf.columns if column.name == field), None) if leaf is not None else None
    kind = column or leaf
    if is_blank(value):
        return "(nothing)"
    return _written(session, kind, value) if kind is not None else str(value)


def _written(session: Session, leaf: Leaf, value: Any) -> str:
    return session.entering.write(leaf.kind, value)
