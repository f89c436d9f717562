"""What was learned."""

from typing import Annotated

from pmtui.model.ids import Element, Elements
from pmtui.model.kinds import Kind, Record, ask
from pmtui.model.text import Line, Prose


class Lesson(Element):
    """A lesson and what it means."""

    lesson: Line = ask("What was learned?", example="A pool is sized by queries, not by requests", label="Lesson")
    elaboration: Prose = ask(
        "What does it mean in practice?",
        kind=Kind.PROSE,
        example="Each request costs three queries since the profile feature",
        label="Elaboration",
        blank_ok=True,
    )


def _lessons(title: str, description: str, label: str) -> tuple[Lesson, ...]:
    field: tuple[Lesson, ...] = ask(title, description, kind=Kind.TABLE, default=(), label=label)
    return field


def _lines(title: str, description: str, example: str, label: str) -> tuple[Line, ...]:
    field: tuple[Line, ...] = ask(title, description, example=example, kind=Kind.LIST, default=(), label=label)
    return field


class Lessons(Record):
    """Lessons of every kind that teams keep apart."""

    went_well: tuple[Line, ...] = _lines(
        "What went well?",
        "One line for each, also where you were simply lucky.",
        "The rehearsed rollback worked at the first try",
        "What went well",
    )
    went_wrong: tuple[Line, ...] = _lines(
        "What went wrong?",
        "One line for each: what the system or the process lacked.",
        "**Canary**: its warning looked like noise",
        "What went wrong",
    )
    could_improve: tuple[Line, ...] = _lines(
        "What could be improved?",
        "One line for each area: processes, tools, practices.",
        "A change to one setting still takes a full deployment to undo",
        "What could be improved",
    )
    do_differently: tuple[Line, ...] = _lines(
        "What will you do differently?",
        "One line for each change that you mean to keep.",
        "Announce campaigns to the on-call a week ahead",
        "What we'll do differently",
    )
    process_changes: tuple[Line, ...] = _lines(
        "Which procedures or runbooks change?",
        "One line for each, by name.",
        "The release checklist asks for a load test",
        "Process changes",
    )
    knowledge_gaps: tuple[Line, ...] = _lines(
        "Which knowledge was missing?",
        "One line for each thing that nobody at hand knew or could look up.",
        "How the mail server reports a broken include",
        "Knowledge gaps",
    )
    learned: tuple[Line, ...] = _lines(
        "What did you learn?",
        "One line for each thing that you believe now and didn't before.",
        "A retry without a limit is a load generator",
        "What we learned",
    )
    technical: Annotated[tuple[Lesson, ...], Elements] = _lessons(
        "Which technical lessons are there?", "About systems: sizes, limits, behaviour.", "Technical lessons"
    )
    process: Annotated[tuple[Lesson, ...], Elements] = _lessons(
        "Which lessons are there about the way of working?", "Reviews, tests, hand-overs, planning.", "Process lessons"
    )
    cultural: Annotated[tuple[Lesson, ...], Elements] = _lessons(
        "Which lessons are there about working together?", "Calm, trust, who felt free to say what.", "Cultural lessons"
    )
