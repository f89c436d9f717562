"""Asks for the rows of a table in lines: events and action items by their entry line, others column by column."""

from collections.abc import Sequence
from typing import Any

from pmtui.errors import EntryError
from pmtui.model.answer import is_blank
from pmtui.model.catalog import Question, all_columns, model_questions
from pmtui.model.edit import as_one
from pmtui.model.kinds import Kind
from pmtui.model.scales import Choice
from pmtui.model.views import elements
from pmtui.plain_ui.console import Command, Console, number_in
from pmtui.plain_ui.questions import announce, answer, spoken
from pmtui.session.entry_lines import action_from, columns_of, event_from
from pmtui.session.session import Session
from pmtui.session.undated_events import give_days
from pmtui.template.interview import AskedQuestion
from pmtui.timeline.entry_line import example
from pmtui.timeline.event_times import waiting

_OF_QUESTIONS = frozenset({"na", "unknown", "waiting", "edit", "remove", "up"})
"""Commands that are about a question or its rows, and not about one column."""

OF_ROWS = frozenset({"edit", "remove", "clear", "more"})
"""Commands handled by the table: about a row, or not meant for tables."""


def table(console: Console, session: Session, question: Question) -> Command | None:
    """Read rows until an empty line; return the command that was typed instead, or None to continue."""
    assert isinstance(question, AskedQuestion)
    announce(console, session, question)
    show_rows(console, session, question)
    console.say(_how(question))
    console.say("Press Enter to continue. Type :edit 2 or :remove 2 to edit or remove row 2.")
    while True:
        typed = console.ask()
        if isinstance(typed, Command):
            left = _command(console, session, question, typed)
            if left is not None:
                return left
        elif not typed.strip():
            return None
        elif session.is_read_only:
            session.refuse()
        else:
            left = _add(console, session, question, typed)
            if left is not None:
                return left


def _how(question: AskedQuestion) -> str:
    """Return how a row is typed, as text."""
    if question.base == "timeline":
        event = example(with_action="action" in question.printed)
        return f"Type an event, such as: {event}. Or use +5, ~14:00, 14:00-14:20, or ?."
    if question.base == "actions":
        return "Type an action, such as: what will be done @owner fri P1 #prevent"
    return f"To add a row, type its {columns_of(question)[0].label}. pmtui asks for the rest."


def rows_of(session: Session, question: Question) -> tuple[Any, ...]:
    """Return the rows that a question is about."""
    return tuple(elements(session.postmortem, question.path, session.template.settings.time_frames))


def show_rows(console: Console, session: Session, question: AskedQuestion) -> None:
    """Print the rows, with their numbers."""
    rows = rows_of(session, question)
    if not rows:
        console.say("No rows yet.")
    for number, row in enumerate(rows, 1):
        gaps = session.standing.row_gaps(question, row)
        missing = f" (missing: {', '.join(gaps)})" if gaps else ""
        console.say(f"{number}. {_row_words(session, question, row)}{missing}")


def _row_words(session: Session, question: Question, row: Any) -> str:
    parts: list[str] = []
    for column in columns_of(question):
        typed = session.postmortem.typed.get(f"{question.base}.{row.id}.{column.name}", "")
        value = getattr(row, column.name)
        words = spoken(session, value) if isinstance(value, Choice) else session.entering.write(column.kind, value)
        text = (typed or words).replace("\n", " / ")
        if text:
            parts.append(text if not parts else f"{column.label}: {text}")
    return "; ".join(parts) or "empty"


def _command(console: Console, session: Session, question: AskedQuestion, typed: Command) -> Command | None:
    """Run a command about a row; return any other command."""
    if typed.name not in OF_ROWS:
        return typed
    rows = rows_of(session, question)
    index = row_meant(console, session, typed, len(rows), "row")
    if index is None:
        return None
    row = rows[index]
    if typed.name == "remove":
        session.remove_row(question.base, row.id)
        console.say("Removed. Type :undo to restore it.")
        show_rows(console, session, question)
        return None
    return edit_row(console, session, question, row.id, _columns_holding(question, row))


def _columns_holding(question: AskedQuestion, row: Any) -> list[Question]:
    """Return the columns that the document prints, and the others that hold something in this row."""
    asked = {column.name for column in columns_of(question)}
    whole = all_columns(question)
    return [
        column
        for column in whole
        if column.name in asked or (column.kind is not Kind.TABLE and not is_blank(getattr(row, column.name)))
    ]


def row_meant(console: Console, session: Session, typed: Command, count: int, what: str) -> int | None:
    """Return which row `:edit 2` or `:remove 2` means, from 0; None, and say why, if none can be changed."""
    number = number_in(typed.rest, count) if typed.name in ("edit", "remove") else None
    if number is None:
        ways = f"Type :edit or :remove and the {what}'s number, from 1 to {count}."
        console.say(ways if count else f"No {what}s yet.")
        return None
    if session.is_read_only:
        session.refuse()
        return None
    return number - 1


def edit_row(
    console: Console, session: Session, question: Question, row_id: str, columns: Sequence[Question] = ()
) -> Command | None:
    """Ask for columns of a row, all by default; return the command that was typed instead, or None at the end."""
    for column in columns or columns_of(question):
        left = answer(console, session, column.in_row(row_id))
        while left is not None and left.name in _OF_QUESTIONS:
            console.say(f":{left.name} works on a whole question, not on part of a row.")
            left = answer(console, session, column.in_row(row_id))
        if left is not None:
            return left if left.name != "back" else None
        if row_id not in {row.id for row in rows_of(session, question)}:
            console.say("It's under another heading now.")
            return None
    console.say("Row complete. Type another one, or press Enter to continue.")
    return None


def _add(console: Console, session: Session, question: AskedQuestion, typed: str) -> Command | None:
    if question.base == "timeline":
        _add_event(console, session, typed)
    elif question.base == "actions":
        _add_action(console, session, question, typed)
    else:
        return _add_row(console, session, question, typed)
    return None


def _add_event(console: Console, session: Session, typed: str) -> None:
    if _is_day(session, typed):
        console.tell(give_days(session))
        return
    try:
        added = event_from(session, typed)
    except EntryError as error:
        console.say(f"{error} The event wasn't added.")
        return
    session.apply(as_one(added.edits), added.path)
    console.say(added.words)
    given = give_days(session)
    if given:
        console.tell(given)
    elif session.postmortem.incident.date is None and len(waiting(session.postmortem)) == 1:
        console.say("What day was that? Type 2026-03-07, today, or yesterday; or type the next event.")


def _is_day(session: Session, typed: str) -> bool:
    """Take a line as the incident's date, if events wait for it and the line is a day; return whether it was one."""
    record, asked = session.postmortem, model_questions()["incident.date"]
    if record.incident.date is not None or not waiting(record):
        return False
    try:
        session.entering.read(asked.kind, typed, asked.choices, asked.options)
    except EntryError:
        return False
    session.enter(asked, typed)
    session.close_step()
    return True


def _add_action(console: Console, session: Session, question: Question, typed: str) -> None:
    try:
        added = action_from(session, typed, question.path)
    except EntryError as error:
        console.say(f"{error} The action item wasn't added.")
        return
    session.apply(as_one(added.edits), added.path)
    row = next(action for action in session.postmortem.actions if added.path == f"actions.{action.id}")
    elsewhere = "" if row in rows_of(session, question) else " It's under another heading."
    doubt = f" {added.words}" if added.words else ""
    console.say(f"Added: {_row_words(session, question, row)}.{elsewhere}{doubt}")


def _add_row(console: Console, session: Session, question: Question, typed: str) -> Command | None:
    """Add a row with the typed text in its first column, and ask for the others."""
    values = {name: str(value) for name, value in (question.view.defaults if question.view else {}).items()}
    first = columns_of(question)[0]
    is_text = first.kind in (Kind.LINE, Kind.PROSE)
    if is_text:  # one step for undo
        values[first.name] = typed
    row_id = session.add_row(question.base, len(session.standing.raw_rows(question.base)), values)
    cell = first.in_row(row_id)
    if not is_text:
        session.enter(cell, typed)
        session.close_step()
    if session.problem(cell):
        console.say(session.problem(cell))
        return edit_row(console, session, question, row_id)
    return edit_row(console, session, question, row_id, columns_of(question)[1:])
