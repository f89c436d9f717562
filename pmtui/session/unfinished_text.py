"""Text in a line or a window that isn't added yet: kept in the postmortem like everything else, under its own name.

Whoever comes back finds it where it was typed, in the same session or after a crash. What clears it or replaces it is a
step for undo.
"""

from enum import StrEnum

from pmtui.model.edit import AnyEdit, Set
from pmtui.session.session import Session
from pmtui.template.interview import all_questions

LONGEST_KEPT = 200_000
"""A text longer than this, in characters, isn't kept in the draft: it's a log, which belongs in a separate file."""


class Kept(StrEnum):
    """The table of the postmortem in which such text is kept."""

    LINE = "typed"
    WINDOW = "begun"


def pending(session: Session, key: str, table: Kept = Kept.LINE) -> str:
    """Return what is kept under a key; empty if nothing is."""
    kept: dict[str, str] = getattr(session.postmortem, table)
    return kept.get(key, "")


def keep(
    session: Session,
    key: str,
    text: str,
    place: str,
    origin: object | None = None,
    *,
    is_answer: bool = False,
    table: Kept = Kept.LINE,
) -> bool:
    """Keep the text in a line now; return False if the draft is read-only, or the text too long.

    Args:
        session: the session.
        key: under which it's kept.
        text: the text there.
        place: the question that it belongs to.
        origin: who tells of it.
        is_answer: Enter makes it one step for undo, so that its keys are none; clearing it is one anyway.
        table: the table that it's kept in.
    """
    if text == pending(session, key, table):
        return True
    if session.is_read_only or len(text) > LONGEST_KEPT:
        return False
    if not text:
        session.close_step()  # clearing the line is its own step
    edit = Set(path=f"{table}.{key}", value=text or None)
    session.apply(edit, place, typing=not is_answer, origin=origin, undoable=not (is_answer and text))
    if text.endswith((" ", "\n")):
        session.close_step()
    return True


def replace(session: Session, key: str, text: str, place: str, table: Kept = Kept.LINE) -> bool:
    """Keep a text in the place of another one, as its own step; return whether undo restores something."""
    had_text = bool(pending(session, key, table).strip()) and pending(session, key, table) != text
    session.close_step()
    keep(session, key, text, place, table=table)
    session.close_step()
    return had_text


def clearing(session: Session, *keys: str, table: Kept = Kept.LINE) -> list[AnyEdit]:
    """Return the edits that clear what is kept under keys: it's taken."""
    return [Set(path=f"{table}.{key}", value=None) for key in keys if key in getattr(session.postmortem, table)]


def key_of_list(session: Session, path: str, base: str) -> str:
    """Return the key under which the line of a list keeps its text.

    A view of a list keeps it under its own path. Under another template there may be no such view: the list's first
    line then shows what was typed there.

    Args:
        session: the session.
        path: the path of the list, or of the view, that the line belongs to.
        base: the path of the list.
    """
    typed = session.postmortem.typed
    if path in typed or not typed:
        return path
    lines = [question.path for question in all_questions(session.template) if question.base == base]
    if path in lines[1:]:
        return path
    rows = {row.id for row in session.standing.raw_rows(base)}
    views = (key for key in typed if key.startswith(f"{base}.") and key.count(".") == base.count(".") + 1)
    return next((key for key in views if key not in lines and key.rpartition(".")[2] not in rows), path)
