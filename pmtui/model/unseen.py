"""What an agent wrote, until a person has seen it: what edits write, and what they must not overwrite.

A postmortem remembers it in `unseen`: the agent's name by the path of an answer, of a whole row that it added, or of a
field in a row that a person added.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pmtui.errors import EditError
from pmtui.model.answer import is_blank
from pmtui.model.catalog import Question, model_questions
from pmtui.model.edit import AnyEdit, Batch, Insert, Move, Remove, Set, Splice
from pmtui.model.kinds import Kind
from pmtui.model.paths import value_at
from pmtui.model.postmortem import Postmortem
from pmtui.model.scales import Status
from pmtui.model.views import VIEWS, elements
from pmtui.text import plural

UNSEEN = "unseen"

_BESIDE = ("typed.", "marks.")
"""Tables whose names are the paths of answers; a note that isn't chosen yet is at `typed.marks.PATH`."""

_KEPT = ("unseen.", "signed.", "waived.", "begun.", "document.last_updated")
"""What isn't an answer of anyone: pmtui keeps it, or a person's work that isn't finished."""

_WITH_STATUS = ("document.version", "document.published", "revisions")
"""What changes with the status, whoever set it before."""

_PLACE = ("parent", "strand", "junction")
"""Fields of a cause that say where it is in the tree: adding a cause may group others."""


@dataclass(frozen=True)
class Agent:
    """A program that writes into a postmortem.

    Attributes:
        name: what it calls itself.
        may_overwrite: it may change what a person wrote.
        may_change_final: it may change a final document, and make one final.
    """

    name: str
    may_overwrite: bool = False
    may_change_final: bool = False


def refuse_overwriting(postmortem: Postmortem, edit: AnyEdit, agent: Agent) -> None:
    """Refuse an agent's edit of a final document, or of what a person wrote.

    Raises:
        EditError: if it's so, and the agent may not.
    """
    steps = list(steps_of([edit]))
    is_final = postmortem.document.status is Status.FINAL
    status = next((step.value for step in steps if isinstance(step, Set) and step.path == "document.status"), None)
    makes_final = status == Status.FINAL.value
    if (is_final or makes_final) and not agent.may_change_final:
        what = "The document is final." if is_final else "A person makes the document final."
        raise EditError(what, "To let agents do it, start the server with --allow-final.")
    if agent.may_overwrite:
        return
    new = {f"{step.path}.{step.element.get('id')}" for step in steps if isinstance(step, Insert)}
    for step in steps:
        path = _answer_of(step)
        if not path or isinstance(step, (Insert, Move)) or any(each in new for each in _above(path)):
            continue
        if status is not None and path.startswith(_WITH_STATUS) or _is_of_tree(path):
            continue
        if _is_of_a_person(postmortem, path, step):
            raise EditError(
                "A person wrote or checked this.", "To let agents change it, start the server with --allow-overwrite."
            )


def _is_of_a_person(postmortem: Postmortem, path: str, step: Set | Splice | Insert | Remove | Move) -> bool:
    """Return whether what a step changes was written by a person, or has been seen by one."""
    if agent_of(postmortem, path):
        return False
    if isinstance(step, Remove):
        return True
    return is_answered(postmortem, path)


def is_answered(postmortem: Postmortem, path: str) -> bool:
    """Return whether there's something at a path that no new postmortem has: an answer, an answer state, typed text."""
    if path in postmortem.marks or path in postmortem.typed:
        return True
    if path.startswith("figures."):
        return path.removeprefix("figures.") in postmortem.stated
    try:
        value = value_at(postmortem, path)
    except EditError:
        return False
    return not is_blank(value) and (path not in model_questions() or value != value_at(_EMPTY, path))


_EMPTY = Postmortem()


def agent_of(postmortem: Postmortem, path: str) -> str:
    """Return the agent that wrote an answer, or the row that it's in, if no one has seen it yet; otherwise empty."""
    unseen = postmortem.unseen
    return next((unseen[each] for each in _above(path) if each in unseen), "") if unseen else ""


def marking(before: Postmortem, after: Postmortem, edit: AnyEdit, agent: Agent) -> list[AnyEdit]:
    """Return the edits that mark what an agent's edit wrote; what it cleared isn't marked any longer."""
    steps = list(steps_of([edit]))
    rows: dict[str, None] = {}
    for step in steps:
        if isinstance(step, Insert):
            rows[f"{step.path}.{step.element.get('id')}"] = None
        elif isinstance(step, Set) and _is_list(step.path):
            known = {row.id for row in elements(before, step.path)}
            new = (row.id for row in elements(after, step.path) if row.id not in known)
            rows |= dict.fromkeys(f"{step.path}.{row_id}" for row_id in new)
    paths = dict(rows)
    for step in steps:
        path = _answer_of(step) if isinstance(step, (Set, Splice)) else ""
        if path and not _is_of_tree(path) and not any(above in rows for above in _above(path)):
            paths[path] = None
    edits: list[AnyEdit] = []
    for path in paths:
        above = agent_of(before, path.rpartition(".")[0])
        name = agent.name if path in rows or is_answered(after, path) else None
        if above or before.unseen.get(path) == name:
            continue
        edits.append(Set(path=f"{UNSEEN}.{path}", value=name))
    return [*edits, *_gone(before, after, edit)]


def seeing(before: Postmortem, after: Postmortem, edit: AnyEdit) -> list[AnyEdit]:
    """Return the edits after which what a person's edit changed counts as seen."""
    if not before.unseen:
        return []
    own = {step.path for step in steps_of([edit]) if isinstance(step, Set)}
    seen: dict[str, None] = {}
    for step in steps_of([edit]):
        path = "" if isinstance(step, (Move, Remove)) else _answer_of(step)
        for each in _above(path):
            if each in before.unseen and f"{UNSEEN}.{each}" not in own:
                seen[each] = None
    return [*(Set(path=f"{UNSEEN}.{path}", value=None) for path in seen), *_gone(before, after, edit)]


def _gone(before: Postmortem, after: Postmortem, edit: AnyEdit) -> list[AnyEdit]:
    """Return the edits that forget rows which an edit has removed."""
    removes = any(
        isinstance(step, Remove) or isinstance(step, Set) and _is_list(step.path) for step in steps_of([edit])
    )
    if not removes or not before.unseen:
        return []
    found: list[AnyEdit] = []
    rows: dict[str, set[str]] = {}
    for path in before.unseen:
        table, row_id, _ = row_parts(path)
        if table and table not in rows:
            rows[table] = {row.id for row in elements(after, table)}
        if table and row_id not in rows[table]:
            found.append(Set(path=f"{UNSEEN}.{path}", value=None))
    return found


def under(postmortem: Postmortem, path: str) -> list[str]:
    """Return the unseen paths of an answer: its own, or those of a table's rows and their fields."""
    return [each for each in postmortem.unseen if _is_at(each, path)]


def seeing_edits(postmortem: Postmortem, paths: list[str]) -> list[AnyEdit]:
    """Return the edits after which some unseen paths count as seen."""
    return [Set(path=f"{UNSEEN}.{path}", value=None) for path in paths if path in postmortem.unseen]


def row_parts(path: str) -> tuple[str, str, str]:
    """Split a path into its table, the ID of its row, and the column; all empty if it isn't in a table."""
    parts = path.split(".") if path not in VIEWS else []
    for length in (1, 2):
        table = ".".join(parts[:length])
        if len(parts) > length and (_is_list(table) or table.startswith("custom.")):
            return table, parts[length], ".".join(parts[length + 1 :])
    return "", "", ""


def unseen_labels(postmortem: Postmortem, questions: Sequence[Question]) -> dict[str, str]:
    """Return what an agent wrote, as text, by the path of the answer or the table: `Timeline (3 rows)`.

    Args:
        postmortem: the postmortem.
        questions: the template's questions, whose labels are used; others have the model's.
    """
    labels = {question.path: question.label for question in questions}
    rows: dict[str, set[str]] = {}
    for path in postmortem.unseen:
        table, row_id, _ = row_parts(path)
        rows.setdefault(table or path, set()).update([row_id] if row_id else [])
    found: dict[str, str] = {}
    for path, ids in rows.items():
        known = model_questions().get(path)
        label = labels.get(path) or (known.label if known is not None else path.rpartition(".")[2].replace("_", " "))
        found[path] = f"{label} ({plural(len(ids), 'row')})" if ids else label
    return found


def is_row(path: str) -> bool:
    """Return whether a path names a row of a table by an ID."""
    table, row_id, column = row_parts(path)
    return bool(table and row_id) and not column


def steps_of(edits: Iterable[AnyEdit]) -> Iterator[Set | Splice | Insert | Remove | Move]:
    """Yield the edits that change one place each, in order."""
    for edit in edits:
        if isinstance(edit, Batch):
            yield from steps_of(edit.edits)
        else:
            yield edit


def _answer_of(step: Set | Splice | Insert | Remove | Move) -> str:
    """Return the path of the answer or row that a step is about; empty if it's about none."""
    path = step.path
    if isinstance(step, (Insert, Remove, Move)):
        row_id = step.element.get("id") if isinstance(step, Insert) else step.id
        return f"{path}.{row_id}"
    for table in _BESIDE:
        path = path.removeprefix(table)
    if path.startswith(_KEPT) or _is_list(path):
        return ""
    if path.startswith("stated."):
        return f"figures.{path.removeprefix('stated.')}"
    above = model_questions().get(path.rpartition(".")[0])
    return above.path if above is not None and above.kind is Kind.ANSWER else path


def _above(path: str) -> Iterator[str]:
    """Yield a path and those above it."""
    while path:
        yield path
        path = path.rpartition(".")[0]


def _is_list(path: str) -> bool:
    question = model_questions().get(path)
    return question is not None and bool(question.columns)


def _is_at(path: str, place: str) -> bool:
    return path == place or path.startswith(f"{place}.")


def _is_of_tree(path: str) -> bool:
    return path.startswith(("causes.tree.", "causes.tops.")) and path.rpartition(".")[2] in _PLACE
