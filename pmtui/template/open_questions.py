"""Open questions by person: a list to share, and the list at the end of a draft's document."""

from collections.abc import Iterator
from dataclasses import dataclass

from pmtui.model.answer_states import AnswerState, AnswerStateKind
from pmtui.model.scales import Status
from pmtui.template.inline import one_line
from pmtui.template.interview import interview, known_questions
from pmtui.template.progress import Completeness, State
from pmtui.template.rewrite import in_dialect

UNKNOWN = "Unknown"
NOBODY = "Waiting, no name given"
_OPEN = (AnswerStateKind.UNKNOWN, AnswerStateKind.WAITING)


@dataclass(frozen=True)
class OpenQuestion:
    """A question marked unknown or waiting.

    Attributes:
        who: the person it's waiting for, or a heading for questions without one.
        section: the section of the document.
        label: the answer's label in the document.
        prompt: the question.
        note: why it's unknown; empty for a waiting question.
        path: the field's path.
    """

    who: str
    section: str
    label: str
    prompt: str
    note: str
    path: str


def open_questions(standing: Completeness) -> list[OpenQuestion]:
    """Return open questions by person, in the order of the document; those marked unknown last."""
    found = [*_asked(standing), *_in_rows(standing)]
    people = list(dict.fromkeys(each.who for each in found))
    people.sort(key=lambda who: (who == UNKNOWN, who == NOBODY))
    return [each for who in people for each in found if each.who == who]


def _asked(standing: Completeness) -> Iterator[OpenQuestion]:
    for screen in interview(standing.template):
        for question in screen.questions:
            mark = standing.mark(question)
            if mark is not None and standing.state(question) in (State.WAITING, State.UNKNOWN):
                yield _of(mark, screen.title, question.label, question.prompt, question.path)


def _in_rows(standing: Completeness) -> Iterator[OpenQuestion]:
    """Yield the answer states of single fields of a table's rows."""
    asked = {question.base: screen.title for screen in interview(standing.template) for question in screen.questions}
    tables = [question for question in known_questions(standing.template).values() if question.columns]
    for path, mark in standing.postmortem.marks.items():
        table = next((each for each in tables if path.startswith(f"{each.path}.")), None)
        if table is None or table.path not in asked or mark.kind not in _OPEN:
            continue
        row_id, _, name = path.removeprefix(f"{table.path}.").partition(".")
        rows = list(standing.raw_rows(table.path))
        number = next((index for index, row in enumerate(rows, 1) if row.id == row_id), None)
        column = next((each for each in table.columns if each.name == name), None)
        if number is not None and column is not None:
            yield _of(mark, asked[table.path], f"{table.label}, row {number}: {column.label}", column.prompt, path)


def _of(mark: AnswerState, section: str, label: str, prompt: str, path: str) -> OpenQuestion:
    waits = mark.kind is AnswerStateKind.WAITING
    who = (mark.note.strip() or NOBODY) if waits else UNKNOWN
    return OpenQuestion(who, section, label, prompt, "" if waits else mark.note, path)


def print_open_questions(standing: Completeness) -> str:
    """Return the list as Markdown, with a heading for each person; empty if there are no open questions."""
    lines: list[str] = []
    who = ""
    for each in open_questions(standing):
        if each.who != who:
            who = each.who
            lines += ["", f"**{one_line(who, 'strong')}**", ""]
        note = f" ({one_line(each.note)})" if each.note.strip() else ""
        lines.append(f"- {one_line(each.section)}, {one_line(each.label)}: {one_line(each.prompt)}{note}")
    return "\n".join(["## Open questions", *lines]) + "\n" if lines else ""


def appended(document: str, standing: Completeness) -> str:
    """Return a document followed by its open questions, unless it's final."""
    questions = print_open_questions(standing) if standing.postmortem.document.status is not Status.FINAL else ""
    if not questions:
        return document
    return f"{document}\n---\n\n{in_dialect(questions, standing.template.settings.markdown)}"
