"""One session with one draft. Every change comes through `Session.apply`; everything on screen is drawn from here."""

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pmtui.confinement import Confinement
from pmtui.errors import EditError, EntryError
from pmtui.model.answer import is_blank
from pmtui.model.catalog import Question
from pmtui.model.custom_answers import rows_of
from pmtui.model.edit import AnyEdit, Batch, Insert, Move, Remove, Set, apply, as_json, as_one, invert, shortened
from pmtui.model.ids import MakeId
from pmtui.model.kinds import Kind
from pmtui.model.paths import value_at
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Status
from pmtui.model.signed_digests import changed_since_signing, signing
from pmtui.model.status_changes import changing_status
from pmtui.model.unfinished import without_note
from pmtui.model.unseen import Agent, marking, refuse_overwriting, seeing, seeing_edits, under
from pmtui.parsing.instants import Interpretation
from pmtui.review.findings import ReviewResult
from pmtui.review.old_values import SeenValues
from pmtui.storage.draft_file import Draft
from pmtui.template.input_parsing import InputParser, enter
from pmtui.template.interview import known_questions
from pmtui.template.progress import Completeness
from pmtui.template.tree import Template
from pmtui.text import clean_prose


@dataclass(frozen=True)
class Changed:
    """What listeners are told.

    Attributes:
        place: the path of the question or field that changed.
        revision: the postmortem's revision after the change.
        origin: who made it; None for undo and redo.
    """

    place: str
    revision: int
    origin: object | None = None


@dataclass
class _Step:
    """One undo step."""

    place: str
    edits: list[AnyEdit]
    inverses: list[AnyEdit]
    typing: bool = False
    closed: bool = False


_GONE = "This no longer exists: it was undone, or someone else removed it."


def _has_same_values(one: Postmortem, other: Postmortem) -> bool:
    """Return whether nothing has changed that figures and times are taken from."""
    return one.timeline is other.timeline and one.impact is other.impact and one.incident is other.incident


def _only_signs(edit: AnyEdit) -> bool:
    """Return whether an edit changes nothing but the memory of what was signed, or of what a person has seen."""
    steps = edit.edits if isinstance(edit, Batch) else (edit,)
    return all(isinstance(step, Set) and step.path.startswith(("signed.", "unseen.")) for step in steps)


def _settles_signing(edit: AnyEdit) -> bool:
    """Return whether an edit itself says what is signed after it: a status, or a revision that is recorded."""
    if isinstance(edit, Batch):
        return _only_signs(edit) or any(_settles_signing(step) for step in edit.edits)
    return edit.path == ("revisions" if isinstance(edit, Insert) else "document.status")


@dataclass
class Session:
    """The postmortem under edit, with its template, its history and its listeners.

    Attributes:
        postmortem: the current postmortem.
        template: the template it's written under.
        template_name: the template's name in the draft.
        path: the draft's file.
        today: tells the day.
        make_id: makes ids for new elements.
        record: writes a change down and returns its revision, before anything is notified of it; None if nobody does.
        revision: counts the changes of this session.
        is_read_only: the author can look at the postmortem, and not change it.
        refused: is called when the author tries anyway.
        missed: is called with words when what the author changes has gone: undone, or removed by someone else.
        review: what the review has found, as of its last rest.
        within: the folder that nothing is read or written outside of; None for a session of the user's own.
        draft_id: the id of the draft, by which its documents are known; empty for one without a file.
        written: the documents that were written in this session, as they were.
        agent: the program that makes the changes; None if a person does.
        days_given: the days that events took from the incident's date in this session: what is undone isn't redone.
        values_place: where a time, a milestone, or an input was last changed; empty if none was.
    """

    postmortem: Postmortem
    template: Template
    template_name: str
    path: Path
    today: Callable[[], date]
    make_id: MakeId
    record: Callable[[str, AnyEdit, Postmortem], int] | None = None
    revision: int = 0
    is_read_only: bool = False
    refused: Callable[[], None] | None = None
    missed: Callable[[str], None] | None = None
    review: ReviewResult = field(default_factory=ReviewResult)
    within: Confinement | None = None
    draft_id: str = ""
    agent: Agent | None = None
    written: dict[Path, str] = field(default_factory=dict)
    days_given: dict[str, date] = field(default_factory=dict)
    values_place: str = ""
    _seen: SeenValues = field(default_factory=SeenValues)
    _rested: Postmortem | None = None
    _undo: list[_Step] = field(default_factory=list)
    _redo: list[_Step] = field(default_factory=list)
    _listeners: list[Callable[[Changed], None]] = field(default_factory=list)
    _standing: tuple[int, Completeness] | None = None
    _since_signing: tuple[Postmortem, str, list[str]] | None = None

    def __post_init__(self) -> None:
        """Begin with the values of the postmortem as it was opened."""
        self._rested = self.postmortem

    # -- reading ---------------------------------------------------------------------------------------------------

    @property
    def draft(self) -> Draft:
        """The draft as it would be saved now."""
        return Draft(self.template_name, self.postmortem)

    @property
    def standing(self) -> Completeness:
        """The state of every question as of now."""
        if self._standing is None or self._standing[0] != self.revision:
            self._standing = (self.revision, Completeness(self.template, self.postmortem))
        return self._standing[1]

    def standing_under(self, template: Template) -> Completeness:
        """Return the state of every question if the draft had another template."""
        return self.standing if template is self.template else Completeness(template, self.postmortem)

    @property
    def since_signing(self) -> list[str]:
        """The paths of the answers that a final document has otherwise than it was signed off."""
        known = self._since_signing
        if known is None or known[0] is not self.postmortem or known[1] != self.template_name:
            found = changed_since_signing(self.postmortem, self.template_name)
            known = self._since_signing = (self.postmortem, self.template_name, found)
        return known[2]

    def seen_values(self) -> SeenValues:
        """Return the values that figures and times have had; those of now count from the next call on.

        It's called when the author rests: what a figure was for a moment, between two keys, nobody has written down.
        """
        last, now = self._rested, self.postmortem
        if last is not None and not _has_same_values(last, now):
            self._seen.see(Completeness(self.template, last))
        self._rested = now
        return self._seen

    @property
    def entering(self) -> InputParser:
        """What typed text depends on as of now."""
        return self.entering_at("")

    def entering_at(self, path: str) -> InputParser:
        """Return what text depends on that is typed into the field at `path`."""
        return InputParser.of(self.postmortem, self.template.settings, self.today(), path)

    def interpretation(self, question: Question, text: str) -> Interpretation | None:
        """Return how text in a field for a time is read, with what is uncertain; None if it can't be read as one."""
        if question.kind is not Kind.DATETIME or not text.strip():
            return None
        try:
            return self.entering_at(question.path).instant(text)
        except EntryError:
            return None

    def text(self, question: Question) -> str:
        """Return what a person would have typed to give the current answer."""
        typed = self.postmortem.typed.get(question.path)
        if typed is not None:
            return typed
        if question.path.startswith("figures."):
            stated = self.postmortem.stated.get(question.path.removeprefix("figures."))
            return stated.value if stated else ""
        try:
            value = value_at(self.postmortem, question.path)
        except EditError:  # gone; whoever shows it is about to go, too
            return ""
        return self.entering_at(question.path).write(question.kind, value)

    def holds(self, path: str) -> bool:
        """Return whether there is such a place in the postmortem."""
        try:
            value_at(self.postmortem, path)
        except EditError:
            return False
        return True

    def problem(self, question: Question) -> str:
        """Return why the text there can't be read; empty if it can."""
        typed = self.postmortem.typed.get(question.path)
        if typed is None:
            return ""
        try:
            self.entering_at(question.path).read(question.kind, typed, question.choices, question.options)
        except EntryError as error:
            return str(error)
        return ""

    # -- listening -------------------------------------------------------------------------------------------------

    def listen(self, listener: Callable[[Changed], None]) -> None:
        """Tell `listener` of every change from now on."""
        self._listeners.append(listener)

    def ignore(self, listener: Callable[[Changed], None]) -> None:
        """Stop telling `listener` of changes."""
        if listener in self._listeners:
            self._listeners.remove(listener)

    def _tell(self, place: str, origin: object | None) -> None:
        for listener in list(self._listeners):
            listener(Changed(place, self.revision, origin))

    def _write_down(self, place: str, edit: AnyEdit) -> None:
        self.revision = self.record(place, edit, self.postmortem) if self.record is not None else self.revision + 1

    def refuse(self, place: str = "") -> None:
        """Tell the screen why nothing can be changed, and redraw the current answers."""
        if self.refused is not None:
            self.refused()
        self._tell(place, None)

    # -- changing --------------------------------------------------------------------------------------------------

    def apply(
        self,
        edit: AnyEdit,
        place: str,
        *,
        typing: bool = False,
        origin: object | None = None,
        undoable: bool = True,
        by_hand: bool = True,
    ) -> None:
        """Change the postmortem: the only door.

        Args:
            edit: the change.
            place: the question or field that it belongs to; undo goes back there.
            typing: it's one key of several; those to the same place are undone together.
            origin: who makes it.
            undoable: it's a step for undo; what is typed as a part of a step to come isn't.
            by_hand: a person has seen what it changes, or the session's agent has written it; False for what pmtui
                works out, or takes from the file.

        Raises:
            EditError: if it isn't valid, or the session's agent may not make it; the postmortem is unchanged.
        """
        if self.is_read_only:
            self.refuse(place)
            return
        if by_hand and self.agent is not None:
            refuse_overwriting(self.postmortem, edit, self.agent)
        edit = self._dated(edit)
        edit = self._with_authorship(edit) if by_hand else edit
        before, inverse = self.postmortem, invert(self.postmortem, edit)
        self.postmortem = apply(before, edit)
        short = shortened(before, self.postmortem, edit)
        if short is not edit:
            edit, inverse = short, invert(before, short)
        self._write_down(place, edit)
        if not _has_same_values(before, self.postmortem):
            self.values_place = place
        if undoable:
            self._keep_step(place, edit, inverse, typing=typing)
        self._tell(place, origin)

    def attempt(self, edit: AnyEdit, place: str) -> bool:
        """Change the postmortem if that is possible; otherwise report it on screen, and return False."""
        try:
            self.apply(edit, place)
        except EditError as error:
            self._miss(place, error)
            return False
        return not self.is_read_only

    def _miss(self, place: str, error: EditError | None = None) -> None:
        """Report on screen that a change isn't possible, and redraw the current answers."""
        if self.missed is not None:
            self.missed(_GONE if error is None or not self.holds(place) else str(error))
        self._tell(place, None)

    def _keep_step(self, place: str, edit: AnyEdit, inverse: AnyEdit, *, typing: bool) -> None:
        self._redo.clear()
        last = self._undo[-1] if self._undo else None
        if typing and last and last.typing and not last.closed and last.place == place:
            if isinstance(edit, Set) and isinstance(last.edits[-1], Set) and last.edits[-1].path == edit.path:
                last.edits[-1] = edit
            else:
                last.edits.append(edit)
                last.inverses.append(inverse)
        else:
            self._undo.append(_Step(place, [edit], [inverse], typing))

    def follow(self, edits: Sequence[AnyEdit]) -> None:
        """Take in, as a reader, what someone else has changed."""
        for edit in edits:
            self.postmortem = apply(self.postmortem, edit)
        self.revision += 1
        self._tell("", None)

    def _dated(self, edit: AnyEdit) -> AnyEdit:
        """Bring the document's date up to date with its first change of a day; remember what was signed before it.

        A document that became final before drafts had such a memory gets it here: what it says now is what was signed.
        """
        today = self.today()
        about_the_date = (isinstance(edit, Set) and edit.path == "document.last_updated") or _only_signs(edit)
        edits = [edit]
        if self.postmortem.document.last_updated != today and not about_the_date:
            edits.append(Set(path="document.last_updated", value=today.isoformat()))
        is_final = self.postmortem.document.status is Status.FINAL
        if is_final and not self.postmortem.signed and not _settles_signing(edit):
            edits = [*signing(self.postmortem, self.template_name), *edits]
        return Batch(edits=tuple(edits)) if len(edits) > 1 else edit

    def _with_authorship(self, edit: AnyEdit) -> AnyEdit:
        """Mark what an agent writes as unseen, and what a person changes as seen."""
        before = self.postmortem
        if self.agent is None and not before.unseen:
            return edit
        after = apply(before, edit)
        more = seeing(before, after, edit) if self.agent is None else marking(before, after, edit, self.agent)
        return Batch(edits=(edit, *more)) if more else edit

    def see(self, path: str) -> bool:
        """Note that a person has seen an answer, or all rows of a table; return whether an agent wrote any of it."""
        edits = seeing_edits(self.postmortem, under(self.postmortem, path))
        if edits:
            self.close_step()
            self.apply(as_one(edits), path)
        return bool(edits)

    def close_step(self) -> None:
        """End the undo step that typing builds up: the author has gone elsewhere, or finished a word."""
        if self._undo:
            self._undo[-1].closed = True

    def enter(self, question: Question, text: str, origin: object | None = None) -> None:
        """Take what was typed into a question or field: as its answer if it can be read, otherwise as text."""
        text = clean_prose(text)
        if question.path.startswith("figures."):
            self._state_figure(question, text, origin)
            return
        try:
            parser = self.entering_at(question.path)
            value = parser.read(question.kind, text, question.choices, question.options)
            if question.path == "document.status" and value is not None:  # typed in the plain interview
                self.choose(question, Status(value), origin)
                return
            beside = parser.beside(question.path, text)
            edit: AnyEdit | None = enter(self.postmortem, question.path, value, beside)
        except EntryError:
            edit = None
        except EditError as error:
            self._miss(question.path, error)
            return
        if edit is not None:
            try:
                self.apply(edit, question.path, typing=True, origin=origin)
            except EditError:  # it can be read, and there's no such thing: the text stays as it was typed
                edit = None
        if edit is None:
            if not self.holds(question.path):
                self._miss(question.path)
                return
            self._keep_typed(question, text, origin)
        if text.endswith((" ", "\n")):
            self.close_step()

    def _keep_typed(self, question: Question, text: str, origin: object | None) -> None:
        """Keep text that can't be read as its answer; the answer goes, where the question can be without one."""
        kept: AnyEdit = Set(path=f"typed.{question.path}", value=text)
        value = value_at(self.postmortem, question.path)
        if value is not None:
            with contextlib.suppress(EditError):
                edits = (kept, Set(path=question.path, value=[] if isinstance(value, tuple) else None))
                self.apply(Batch(edits=edits), question.path, typing=True, origin=origin)
                return
        self.apply(kept, question.path, typing=True, origin=origin)

    def _state_figure(self, question: Question, text: str, origin: object | None) -> None:
        name = question.path.removeprefix("figures.")
        known = self.postmortem.stated.get(name)
        value = {"value": text, "reason": known.reason if known else ""} if text.strip() else None
        self.apply(Set(path=f"stated.{name}", value=value), question.path, typing=True, origin=origin)

    def choose(self, question: Question, value: Any, origin: object | None = None) -> None:
        """Give a question an answer that needs no reading: a choice, a yes or no."""
        if question.path == "document.status" and isinstance(value, Status):
            edits = changing_status(self.postmortem, value, self.today(), self.make_id, self.template_name)
            self.apply(Batch(edits=tuple(edits)), question.path, origin=origin)
            return
        try:
            self.apply(enter(self.postmortem, question.path, as_json(value)), question.path, origin=origin)
        except EditError as error:
            self._miss(question.path, error)

    def mark(self, path: str, kind: str | None, note: str = "") -> None:
        """Mark a question as not applicable, unknown or waiting; None clears the mark."""
        value = {"kind": kind, "note": clean_prose(note)} if kind else None
        known = self.postmortem.marks.get(path)
        typing = known is not None and kind == known.kind
        self.apply(Set(path=f"marks.{path}", value=value), path, typing=typing)
        if note.endswith(" "):
            self.close_step()

    # -- rows ------------------------------------------------------------------------------------------------------

    def add_row(self, path: str, index: int, values: Mapping[str, str]) -> str:
        """Put a new row into the list at `path`, before position `index`; return its id."""
        row_id = self.make_id()
        new = Insert(path=path, index=index, element={"id": row_id, **values})
        self.apply(as_one([*self.making_rows(path), new]), f"{path}.{row_id}")
        return row_id

    def making_rows(self, path: str) -> list[AnyEdit]:
        """Return the edit that makes rows of what a custom list holds from a template that asks for text there.

        Each of its lines becomes a row, in the first column, so that adding a row doesn't lose it.
        """
        value = self.postmortem.custom.get(path.removeprefix("custom."))
        if not path.startswith("custom.") or is_blank(value) or rows_of(value):
            return []
        first = known_questions(self.template)[path].columns[0].name
        lines = self.entering.write(Kind.LIST, value).split("\n")
        rows = [{"id": self.make_id(), first: line} for line in lines if line.strip()]
        return [Set(path=path, value=rows)]

    def remove_row(self, path: str, row_id: str) -> None:
        """Remove a row, with what is marked or half-typed in it."""
        self.apply(Batch(edits=tuple(self.removing(path, row_id))), f"{path}.{row_id}")

    def removing(self, path: str, row_id: str) -> list[AnyEdit]:
        """Return the edits that remove a row, with what is marked or half-typed in it."""
        prefix = f"{path}.{row_id}."
        steps: list[AnyEdit] = [Remove(path=path, id=row_id)]
        for table in ("typed", "marks"):
            entries = getattr(self.postmortem, table)
            steps += [Set(path=f"{table}.{key}", value=None) for key in entries if without_note(key).startswith(prefix)]
        return steps

    def move_row(self, path: str, row_id: str, index: int) -> None:
        """Move a row to position `index`."""
        self.apply(Move(path=path, id=row_id, index=index), f"{path}.{row_id}")

    # -- history ---------------------------------------------------------------------------------------------------

    def next_step(self, *, redo: bool = False) -> tuple[str, tuple[AnyEdit, ...]] | None:
        """Return the place and the edits of the step that undo, or redo, takes next; None if there's none."""
        steps = self._redo if redo else self._undo
        return (steps[-1].place, tuple(steps[-1].edits)) if steps else None

    def undo(self) -> str | None:
        """Take the last step back; return where it was, or None if there's none."""
        if self.is_read_only:
            self.refuse()
        if not self._undo or self.is_read_only:
            return None
        step = self._undo.pop()
        self._do(step.place, list(reversed(step.inverses)))
        step.closed = True
        self._redo.append(step)
        self._tell(step.place, None)
        return step.place

    def redo(self) -> str | None:
        """Redo the last undone step; return its place, or None if there's none."""
        if self.is_read_only:
            self.refuse()
        if not self._redo or self.is_read_only:
            return None
        step = self._redo.pop()
        self._do(step.place, step.edits)
        self._undo.append(step)
        self._tell(step.place, None)
        return step.place

    def _do(self, place: str, edits: list[AnyEdit]) -> None:
        edit: AnyEdit = Batch(edits=tuple(edits)) if len(edits) > 1 else edits[0]
        self.postmortem = apply(self.postmortem, edit)
        self._write_down(place, edit)
