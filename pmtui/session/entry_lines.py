"""What one line adds: an event, an action item, a cause, or a row of another table; as edits, for any interface."""

import re
from dataclasses import dataclass, field
from typing import Any

from pmtui.actions.entry_line import read_line as read_action
from pmtui.causes import tree_edits
from pmtui.causes.tree import Tree
from pmtui.errors import EntryError
from pmtui.model.catalog import Question, all_columns, model_questions
from pmtui.model.edit import AnyEdit, Insert, apply, as_one
from pmtui.model.kinds import Kind
from pmtui.model.scales import WhyTrack
from pmtui.model.views import VIEWS, elements
from pmtui.session import action_edits, cause_messages, timeline_edits
from pmtui.session.session import Session
from pmtui.template.input_parsing import InputParser, enter
from pmtui.template.interview import AskedQuestion, all_questions
from pmtui.text import did_you_mean
from pmtui.timeline.entry_line import read_line as read_event
from pmtui.timeline.event_times import around
from pmtui.timeline.interpretations import said, waiting_words

TABLES = {"events": "timeline", "actions": "actions", "causes": "causes.tree"}
"""What `pmtui add` calls the tables that have an entry line, with their paths."""

_CELLS = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Added:
    """What a line adds.

    Attributes:
        path: the new row's path: `timeline.k3m9ax`.
        edits: the edits that add it.
        words: how it was read, as text; may be empty.
    """

    path: str
    edits: list[AnyEdit] = field(repr=False)
    words: str = ""


def event_from(session: Session, text: str) -> Added:
    """Read a line as an event after the last one.

    Raises:
        EntryError: if its time can't be read.
    """
    rows = session.postmortem.timeline
    last = len(rows) - 1 if rows else None
    line = read_event(text, around(session.postmortem, last))
    if line.problem:
        raise EntryError(line.problem)
    event_id, edits = timeline_edits.adding(session, line, last)
    if line.waiting:
        words = waiting_words(line)
    elif line.reading is not None:
        words = said(line.reading, session.entering.around.zone)
    else:
        words = "No time, so it's added after the previous event."
    return Added(f"timeline.{event_id}", edits, words)


def action_from(session: Session, text: str, view: str = "actions") -> Added:
    """Read a line as an action item after the last one.

    Args:
        session: the session.
        text: the line.
        view: the list, or the view of it, that it's added to.

    Raises:
        EntryError: if it says nothing, or has a tag that means nothing.
    """
    line = read_action(text, action_edits.known(session))
    if line.problem or not line.description:
        raise EntryError(line.problem or "What will be done?")
    rows = elements(session.postmortem, view, session.template.settings.time_frames)
    given = dict(VIEWS[view].defaults) if view in VIEWS else {}
    action_id, edit = action_edits.adding(session, line, rows[-1].id if rows else None, given)
    return Added(f"actions.{action_id}", [edit], line.doubt)


def question_for_causes(tree: Tree, strand: WhyTrack) -> str:
    """Return the cause that the causes builder asks about first: the deepest one, or the top if there's a root cause.

    Returns:
        Its ID; empty for the track's first question.
    """
    deepest = max(tree.conditions(strand), key=lambda found: found[0], default=None)
    return deepest[1].id if deepest is not None and not tree.roots() else ""


def cause_from(session: Session, text: str, at: str, strand: WhyTrack) -> Added:
    """Read a line as the answer to a why, in its likeliest interpretation.

    Args:
        session: the session.
        text: the line; "and" or "or" at its start says how it goes with the earlier answers.
        at: the cause that the question is about; empty for the track's first question.
        strand: the track.

    Raises:
        EntryError: if it says nothing.
    """
    tree = Tree(session.postmortem)
    joint, words = cause_messages.joint(text)
    if joint is not None and not tree.answers(at, strand):
        at = tree.asked(tree.parent(at)) if at else ""  # "and" adds to the answers that there are
    if joint is not None and not tree.answers(at, strand):
        joint, words = None, text.strip()
    if not words:
        raise EntryError("Why did it happen?")
    ids = session.make_id(), session.make_id()
    way = tree_edits.ways(tree, at, strand, joint)[0]
    edits = tree_edits.joined(tree, ids, at, strand, words[:1].upper() + words[1:], way)
    asked = tree.question(at, strand)
    after = Tree(_applied(session, edits))
    combined = cause_messages.understood(after, at, strand, None, "")
    return Added(f"causes.tree.{ids[0]}", edits, " ".join([f"It answers: {asked}", *combined]))


def _applied(session: Session, edits: list[AnyEdit]) -> Any:
    postmortem = session.postmortem
    for edit in edits:
        postmortem = apply(postmortem, edit)
    return postmortem


def table_named(session: Session, name: str) -> Question:
    """Return the table that a name means: `events`, `actions.prevent`, `response.responders`.

    Raises:
        EntryError: if there's no such table.
    """
    path = TABLES.get(name, name)
    asked = {question.path: question for question in all_questions(session.template) if question.kind is Kind.TABLE}
    if path in asked:
        return asked[path]
    known = {path: question for path, question in model_questions().items() if question.columns}
    if path in VIEWS:
        return known["actions"]
    if path not in known:
        meant = did_you_mean(name, [*TABLES, *asked, *known]) or f"Tables: {', '.join([*TABLES, *asked])}."
        raise EntryError(f"Table not found: '{name}'. {meant}")
    return known[path]


def columns_of(question: Question) -> tuple[Question, ...]:
    """Return the columns of a table's rows that have a text, in order."""
    columns = question.columns or all_columns(question)
    return tuple(column for column in columns if column.kind is not Kind.TABLE)


def row_from(session: Session, text: str, question: Question) -> Added:
    r"""Read a line as a row of a table without an entry line: its cells in the order of the columns, between bars.

    Args:
        session: the session.
        text: the line; `\|` is a bar in a cell.
        question: the table.

    Raises:
        EntryError: if a cell can't be read, or there are too many.
    """
    columns = columns_of(question)
    cells = [cell.replace("\\|", "|").strip() for cell in _CELLS.split(text)]
    names = " | ".join(column.name for column in columns)
    if len(cells) > len(columns):
        raise EntryError(f"{len(cells)} cells, but the table has {len(columns)} columns: {names}")
    if not any(cells):
        raise EntryError(f"The row is empty. Write: {names}")
    row_id = session.make_id()
    given = question.view.defaults if isinstance(question, AskedQuestion) and question.view else {}
    base = question.base
    index = len(elements(session.postmortem, base))
    new = Insert(path=base, index=index, element={"id": row_id, **given})
    edits: list[AnyEdit] = [*session.making_rows(base), new]
    postmortem = apply(session.postmortem, as_one(edits))
    for column, cell in zip(columns, cells, strict=False):
        path = f"{base}.{row_id}.{column.name}"
        parser = InputParser.of(postmortem, session.template.settings, session.today(), path)
        try:
            value = parser.read(column.kind, cell, column.choices, column.options)
        except EntryError as error:
            raise EntryError(f"{column.name}: {error}") from error
        if cell:
            made = enter(postmortem, path, value, parser.beside(path, cell))
            edits.append(made)
            postmortem = apply(postmortem, made)
    return Added(f"{base}.{row_id}", edits)


def line_to(session: Session, text: str, name: str, at: str = "", strand: WhyTrack = WhyTrack.HAPPENED) -> Added:
    """Read a line as a new row of a table, written as on the table's entry line.

    Args:
        session: the session.
        text: the line.
        name: the table, as `table_named` takes it.
        at: for a cause, the cause that it explains; empty for the track's first question.
        strand: for a cause, its track.

    Raises:
        EntryError: if it can't be read, or there's no such table.
    """
    question = table_named(session, name)
    if not text.strip():
        raise EntryError("The line is empty.")
    if question.base == "timeline":
        added = event_from(session, text)
        if not any(isinstance(edit, Insert) and edit.element.get("event") for edit in added.edits):
            raise EntryError("Say what happened, after the time.")
        return added
    if question.base == "actions":
        return action_from(session, text, TABLES.get(name, name))
    if question.base == "causes.tree":
        return cause_from(session, text, at, strand)
    return row_from(session, text, question)
