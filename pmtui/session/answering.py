"""Answers by path, from scripts and agents: all of them are taken, in one step, or none.

Each value is read as the field on screen reads what is typed into it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pmtui.causes import tree_edits
from pmtui.causes.tree import Tree
from pmtui.errors import EditError, EntryError, Refusal, Refused
from pmtui.figures.catalog import FIGURES, figure_at
from pmtui.figures.input_hints import hint_for
from pmtui.figures.inputs import READERS, problem
from pmtui.model.answer_states import AnswerStateKind
from pmtui.model.catalog import Question, model_questions
from pmtui.model.edit import AnyEdit, Insert, Set, apply, as_json, as_one
from pmtui.model.kinds import LISTS, Kind
from pmtui.model.paths import value_at
from pmtui.model.scales import Status, WhyTrack
from pmtui.model.status_changes import changing_status
from pmtui.model.unseen import Agent, is_answered, steps_of
from pmtui.model.views import VIEWS, elements
from pmtui.session.entry_lines import TABLES, Added, line_to, question_for_causes, table_named
from pmtui.session.overrides import use_computed_edit
from pmtui.session.session import Session
from pmtui.session.undated_events import give_days
from pmtui.template.input_parsing import enter
from pmtui.template.interview import all_questions, known_questions
from pmtui.text import brief, did_you_mean
from pmtui.timeline.interpretations import said

_FIRST = ("incident.timezone", "incident.date")
"""What other answers are read by: times are in that zone, on that day."""

_MANY = 200
"""From this many new rows on, their list is changed as a whole."""

_REASON = ".reason"
"""Ends the path of the reason for an override: `figures.duration.reason`."""

STATES = {kind.value.replace("_", "-"): kind for kind in AnswerStateKind}
"""The answer states as commands name them."""


@dataclass(frozen=True)
class Change:
    """One change of an answer.

    Attributes:
        path: the field's path; for `is_unset`, also that of a row.
        value: the answer, as text or as JSON; None if it's about something else.
        is_unset: the answer is cleared, or the row removed.
        state: the answer state that it's marked with.
        note: the reason, or who will answer.
    """

    path: str
    value: Any = None
    is_unset: bool = False
    state: AnswerStateKind | None = None
    note: str = ""


def changes_in(data: Mapping[str, Any], above: str = "") -> Iterator[Change]:
    """Yield the changes that a JSON object asks for, by path.

    `{"summary": "..."}` answers, null clears, `{"mark": "waiting", "note": "Dana"}` marks. Other objects are nested:
    `{"incident": {"title": "..."}}`.

    Args:
        data: the object.
        above: the path that it's in.
    """
    for name, value in data.items():
        path = f"{above}{name}"
        if value is None:
            yield Change(path, is_unset=True)
        elif isinstance(value, Mapping) and "mark" in value and set(value) <= {"mark", "note"}:
            yield marking(path, str(value["mark"]), str(value.get("note") or ""))
        elif isinstance(value, Mapping):
            yield from changes_in(value, f"{path}.")
        else:
            yield Change(path, value)


def marking(path: str, text: str, note: str = "") -> Change:
    """Return the change that marks a question, from the state as typed: `waiting:Dana`.

    Raises:
        Refused: if there's no such state.
    """
    name, _, rest = text.partition(":")
    name = name.strip().lower().replace("_", "-").replace(" ", "-")
    if name not in STATES:
        meant = did_you_mean(name, STATES) or "Write not-applicable, left-out, unknown:REASON, or waiting:NAME."
        raise Refused([Refusal(path, f"'{brief(name, 40)}' isn't an answer state. {meant}")])
    return Change(path, state=STATES[name], note=note or rest.strip())


@dataclass
class Done:
    """What was changed.

    Attributes:
        paths: the paths of the answers and rows that changed.
        notes: what to know about them, as text.
    """

    paths: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class _Trial:
    """Changes made one after another on a copy of a session's postmortem: each is read with those before it.

    Args:
        session: the session.
        agent: who makes them, whose changes are held back there already.
    """

    def __init__(self, session: Session, agent: Agent | None = None) -> None:
        self.session = replace(
            session, record=None, is_read_only=False, agent=agent, _undo=[], _redo=[], _listeners=[], _standing=None
        )
        self.edits: list[AnyEdit] = []
        self.refusals: list[Refusal] = []
        self.done = Done()

    def take(self, path: str, make: Callable[[], list[AnyEdit]]) -> None:
        """Make a change, or note why it's refused."""
        before = self.session.postmortem
        try:
            made = make()
            if made:
                self.session.apply(as_one(made), path)
        except (EntryError, EditError) as error:
            self.refusals.append(Refusal(path, str(error)))
            return
        adds = any(isinstance(edit, Insert) for edit in made)
        if adds or made and apply(before, as_one(made)) != before:
            self.edits += made
            self.done.paths.append(path)

    def note(self, path: str, words: str) -> None:
        """Tell what to know about a change."""
        if words:
            self.done.notes.append(f"{path}: {words}")


def _finish(session: Session, trial: _Trial, place: str) -> Done:
    """Make the changes of a trial in the session, as one step; then let events have their day.

    Raises:
        Refused: if one of them was refused.
    """
    if trial.refusals:
        raise Refused(trial.refusals)
    if trial.edits:
        try:
            session.apply(as_one(_together(trial)), place)
        except EditError as error:
            raise Refused([Refusal(place, str(error))]) from error
        given = give_days(session)
        if given:
            trial.done.notes.append(given.words)
        if session.postmortem.document.status is Status.FINAL and session.since_signing:
            trial.done.notes.append("The document is final: the change is listed until someone records a revision.")
    return trial.done


def _together(trial: _Trial) -> list[AnyEdit]:
    """Return the edits of a trial; a list that many rows are added to is changed as a whole."""
    steps = list(steps_of(trial.edits))
    added = Counter(step.path for step in steps if isinstance(step, Insert))
    many = [path for path, count in added.items() if count > _MANY]
    if not many:
        return trial.edits
    rest = [step for step in steps if not any(step.path == path or step.path.startswith(f"{path}.") for path in many)]
    whole = (Set(path=path, value=as_json(value_at(trial.session.postmortem, path))) for path in many)
    return [*whole, *rest]


# -- answers -----------------------------------------------------------------------------------------------------------


def set_answers(session: Session, changes: Sequence[Change]) -> Done:
    """Change answers, in one step.

    Args:
        session: the session.
        changes: the changes, in any order: what is cleared goes first, then the zone and the date, which times are
            read by.

    Raises:
        Refused: if one is invalid, or given twice; nothing is changed.
    """
    trial = _Trial(session, session.agent)
    for path in _twice(changes):
        trial.refusals.append(Refusal(path, "It's given twice. Give it once."))
    for change in sorted(changes, key=_order):
        _change(trial, change)
    return _finish(session, trial, changes[0].path if changes else "")


def _twice(changes: Sequence[Change]) -> list[str]:
    """Return the paths that have two values; one may be cleared and marked."""
    seen: set[tuple[str, bool]] = set()
    found: list[str] = []
    for change in changes:
        key = (change.path, change.is_unset)
        if key in seen and change.path not in found:
            found.append(change.path)
        seen.add(key)
    return found


def _order(change: Change) -> tuple[int, int]:
    if change.is_unset:
        return (0, 0)
    if change.state is not None:
        return (3, 0)
    return (1, _FIRST.index(change.path)) if change.path in _FIRST else (2, 0)


def _change(trial: _Trial, change: Change) -> None:
    if change.is_unset:
        trial.take(change.path, lambda: _unset(trial.session, change.path))
    elif change.state is not None:
        trial.take(change.path, lambda: _mark(trial.session, change))
    else:
        trial.take(change.path, lambda: _answer(trial, change))


def _answer(trial: _Trial, change: Change) -> list[AnyEdit]:
    session, path = trial.session, change.path
    if path.startswith("figures."):
        return _override(session, path, _text_of(change.value, Kind.LINE))
    question = question_at(session, path)
    text = _text_of(change.value, question.kind)
    parser = session.entering_at(path)
    value = parser.read(question.kind, text, question.choices, question.options)
    if path == "document.status":
        if value is None:
            raise EntryError("A document always has a status: draft, review, or final.")
        if value == session.postmortem.document.status:
            return []
        return changing_status(
            session.postmortem, Status(value), session.today(), session.make_id, session.template_name
        )
    edit = enter(session.postmortem, path, value, parser.beside(path, text))
    reading = session.interpretation(question, text)
    if reading is not None:
        trial.note(path, said(reading, parser.around.zone))
    trial.note(path, problem(path, text) if path in READERS else hint_for(question.kind, text))
    return [edit]


def question_at(session: Session, path: str) -> Question:
    """Return the question, or the column of a row, at a path that can be answered with a value.

    Raises:
        EntryError: if there's none, saying what to do.
    """
    asked = {question.path: question for question in all_questions(session.template)}
    question: Question | None = asked.get(path)
    known_here = known_questions(session.template)
    if question is None or question.kind is Kind.FIGURE:  # an answer to it overrides the computed one
        question = known_here.get(path)
    if question is None and path not in VIEWS:
        question = _column_at(session, path)
    if question is None and path not in VIEWS or "*" in path:
        known = [name for name in {**known_here, **asked} if "*" not in name]
        meant = did_you_mean(path, known) or "To list the open ones, run: pmtui questions DRAFT --open"
        raise EntryError(f"No such question. {meant}")
    if question is None or question.kind is Kind.TABLE:
        name = next((name for name, table in TABLES.items() if table == path), path)
        raise EntryError(f"This is a table. To add rows, run: pmtui add DRAFT {name} 'LINE'")
    return question


def _column_at(session: Session, path: str) -> Question | None:
    """Return the column of a row that a path names, the row by its ID; None if it names no column.

    Raises:
        EntryError: if there's no such row.
    """
    for table in known_questions(session.template).values():
        if table.columns and "*" not in table.path and path.startswith(f"{table.path}."):
            row_id, _, name = path.removeprefix(f"{table.path}.").partition(".")
            column = next((column for column in table.columns if column.name == name), None)
            if name and row_id not in {row.id for row in elements(session.postmortem, table.path)}:
                raise EntryError(f"'{brief(row_id, 40)}' isn't the ID of a row in {table.path}.")
            if column is not None:
                return column.in_row(row_id)
    return None


def _text_of(value: Any, kind: Kind) -> str:
    """Return a value from JSON as someone would type it.

    Raises:
        EntryError: if that can't be done.
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (str, int, float)):
        return str(value)
    if isinstance(value, list) and all(isinstance(item, (str, int, float)) for item in value):
        separator = "," if kind in (Kind.PEOPLE, Kind.CHOICES) else "\n"
        items = [str(item) for item in value]
        if kind not in (*LISTS, Kind.CHOICES):
            raise EntryError("It takes one value, not a list.")
        if kind is not Kind.CHOICES and any(separator in item for item in items):
            what = "a comma" if separator == "," else "a line break"
            raise EntryError(f"An item of this list can't contain {what}.")
        return separator.join(items)
    raise EntryError("The value must be text, a number, true or false, or a list of texts.")


def _override(session: Session, path: str, text: str) -> list[AnyEdit]:
    """Return the edit that overrides a figure, or says why.

    Raises:
        EntryError: if there's no such figure, or no override to give a reason for.
    """
    name = path.removeprefix("figures.").removesuffix(_REASON)
    if name not in FIGURES:
        raise EntryError(f"No such figure. {did_you_mean(name, FIGURES) or 'To list them, run: pmtui figures DRAFT'}")
    if FIGURES[name].answer:
        raise EntryError(f"The answer to {FIGURES[name].answer} overrides this figure. Set that.")
    known = session.postmortem.stated.get(name)
    if path.endswith(_REASON):
        if known is None:
            raise EntryError(f"There's no override to give a reason for. Set figures.{name} first.")
        return [Set(path=f"stated.{name}", value={"value": known.value, "reason": text})]
    if not text.strip():
        raise EntryError("The value is empty. To use the computed value, unset it.")
    return [Set(path=f"stated.{name}", value={"value": text, "reason": known.reason if known else ""})]


# -- cleared and marked ------------------------------------------------------------------------------------------------


def _unset(session: Session, path: str) -> list[AnyEdit]:
    """Return the edits that clear an answer with its state and its half-typed text, or remove a row."""
    row = _row_at(session, path)
    if row is not None:
        table, row_id = row
        if table == "causes.tree":
            return tree_edits.removing(Tree(session.postmortem), row_id)
        return session.removing(table, row_id)
    edits: list[AnyEdit] = [
        Set(path=f"{table}.{path}", value=None)
        for table in ("typed", "marks")
        if path in getattr(session.postmortem, table)
    ]
    figure = figure_at(path)
    if path.startswith("figures.") and figure is not None:
        computed = use_computed_edit(session.postmortem, figure.name)
        return edits + ([computed] if computed is not None else [])
    known = known_questions(session.template).get(path)
    is_of_text = path.startswith("custom.") and not elements(session.postmortem, path)  # of another template
    if path in VIEWS or known is not None and known.kind is Kind.TABLE and not is_of_text:
        if edits:
            return edits
        raise EntryError(f"This is a table. To remove a row, unset it by its ID: {path}.ID")
    question = known if known is not None and is_of_text else question_at(session, path)
    if path == "document.status":
        raise EntryError("A document always has a status. Set it to draft.")
    if path.startswith("custom."):
        return [*edits, Set(path=path, value=None)]
    if question.kind is Kind.ANSWER:
        return [*edits, Set(path=f"{path}.yes", value=None), Set(path=f"{path}.details", value="")]
    return [*edits, Set(path=path, value=_default_at(session, path))]


def _default_at(session: Session, path: str) -> Any:
    """Return the value of a field that nobody has answered, as JSON."""
    if session.holds(path):
        above, _, name = path.rpartition(".")
        parent = value_at(session.postmortem, above) if above else session.postmortem
        info = type(parent).model_fields[name]
        return as_json(info.get_default(call_default_factory=True))
    return None


def _row_at(session: Session, path: str) -> tuple[str, str] | None:
    """Return the table and the ID of the row that a path names; None if it names no row."""
    table, _, row_id = path.rpartition(".")
    table = VIEWS[table].base if table in VIEWS else table
    known = known_questions(session.template)
    if path in known or table not in known or not known[table].columns:
        return None
    return (table, row_id) if row_id in {row.id for row in elements(session.postmortem, table)} else None


def _mark(session: Session, change: Change) -> list[AnyEdit]:
    """Return the edit that marks a question instead of answering it.

    Raises:
        EntryError: if it has an answer, or the reason or the name is missing.
    """
    path, kind, note = change.path, change.state, change.note.strip()
    assert kind is not None
    if kind is AnswerStateKind.UNKNOWN and not note:
        raise EntryError("Say why it's unknown, as in unknown:no access to the old logs.")
    if kind is AnswerStateKind.WAITING and not note:
        raise EntryError("Say who will answer, as in waiting:Dana Wu.")
    asked = {question.path: question for question in all_questions(session.template)}
    if path not in asked and path not in VIEWS and path not in model_questions() and figure_at(path) is None:
        question_at(session, path)
    if kind is not AnswerStateKind.LEFT_OUT and _has_answer(session, path):
        raise EntryError(f"It has an answer, which would still count. To clear that as well, unset {path}.")
    return [Set(path=f"marks.{path}", value={"kind": kind.value, "note": note})]


def _has_answer(session: Session, path: str) -> bool:
    postmortem = session.postmortem
    if path in VIEWS:
        return bool(elements(postmortem, path, session.template.settings.time_frames))
    return is_answered(postmortem.model_copy(update={"marks": {}}), path)


# -- rows --------------------------------------------------------------------------------------------------------------


def add_rows(
    session: Session, name: str, lines: Sequence[str], *, under: str | None = None, strand: WhyTrack | None = None
) -> Done:
    """Add rows to a table, one for each line, in one step.

    Args:
        session: the session.
        name: the table: `events`, `actions`, `causes`, or the path of any other.
        lines: the lines, in the words of the table's entry line; the next cause answers why the one before it happened,
            unless it starts with "and" or "or".
        under: for causes, the ID of the cause that the first one explains; empty for the track's first question; None
            for where the causes builder would continue.
        strand: for causes, the track; None for the one of `under`, or the first.

    Raises:
        Refused: if one can't be read; nothing is added.
    """
    trial = _Trial(session)
    try:
        is_of_causes = table_named(session, name).base == "causes.tree"
    except EntryError as error:
        raise Refused([Refusal(name, str(error))]) from error
    if not is_of_causes and (under is not None or strand is not None):
        raise Refused([Refusal(name, "Only causes have a track, and a cause that they explain.")])
    tree = Tree(session.postmortem)
    if under and under not in tree.nodes:
        raise Refused([Refusal(under, "It isn't the ID of a cause.")])
    track = strand or (tree.strand(under) if under else WhyTrack.HAPPENED)
    at = question_for_causes(tree, track) if under is None else under
    for line in lines:
        added = _add(trial, name, line, at, track)
        at = added.path.rpartition(".")[2] if added is not None else at
    return _finish(session, trial, TABLES.get(name, name))


def _add(trial: _Trial, name: str, line: str, at: str, strand: WhyTrack) -> Added | None:
    made: list[Added] = []

    def make() -> list[AnyEdit]:
        made.append(line_to(trial.session, line, name, at, strand))
        return made[0].edits

    known, refused = len(trial.done.paths), len(trial.refusals)
    trial.take(f"'{brief(line.strip(), 80)}'", make)
    if len(trial.refusals) > refused or not made:
        return None
    trial.done.paths[known:] = [made[0].path]
    trial.note(f"'{brief(line.strip(), 60)}'", made[0].words)
    return made[0]
