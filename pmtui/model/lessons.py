"""Lessons learned."""

from typing import Annotated

from pmtui.model.ids import Element, Elements
from pmtui.model.kinds import Kind, Record, ask
from pmtui.model.text import Line, Prose


class Lesson(Element):
    """A lesson, and what it means in practice."""

    lesson: Line = ask("What did you learn?", example="A pool is sized by queries, not by requests", label="Lesson")
    elaboration: Prose = ask(
        "What does it mean in practice?",
        kind=Kind.PROSE,
        example="Since the profile feature, each request runs three queries",
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
    """Lessons, by the categories that teams use."""

    went_well: tuple[Line, ...] = _lines(
        "What went well?",
        "One per line. Include where you just got lucky.",
        "The rehearsed rollback worked on the first try",
        "What went well",
    )
    went_wrong: tuple[Line, ...] = _lines(
        "What went wrong?",
        "One per line: what the system or the process lacked.",
        "**Canary**: its warning looked like noise",
        "What went wrong",
    )
    lucky: tuple[Line, ...] = _lines(
        "Where did you get lucky?",
        "One per line: what kept it from being worse, and might not be so next time.",
        "It happened at noon, when the two people who know the proxy were in the office",
        "Where we got lucky",
    )
    could_improve: tuple[Line, ...] = _lines(
        "What could be improved?",
        "One per line: processes, tools, practices.",
        "Undoing one setting still takes a full deployment",
        "What could be improved",
    )
    do_differently: tuple[Line, ...] = _lines(
        "What will you do differently?",
        "One per line: changes you intend to keep.",
        "Tell the on-call about campaigns a week ahead",
        "What we'll do differently",
    )
    process_changes: tuple[Line, ...] = _lines(
        "Which procedures or runbooks will change?",
        "One per line, by name.",
        "The release checklist asks for a load test",
        "Process changes",
    )
    knowledge_gaps: tuple[Line, ...] = _lines(
        "What didn't responders know?",
        "One per line: what no one could answer or look up.",
        "How the mail server reports a broken include",
        "Knowledge gaps",
    )
    surprises: tuple[Line, ...] = _lines(
        "What surprised you?",
        "One per line: where the system did something other than you expected.",
        "The health check stayed green while every login failed",
        "Surprises",
    )
    learned: tuple[Line, ...] = _lines(
        "What did you learn?",
        "One per line: what you know now and didn't before.",
        "A retry without a limit is a load generator",
        "What we learned",
    )
    technical: Annotated[tuple[Lesson, ...], Elements] = _lessons(
        "What did you learn about the technology?", "Sizes, limits, how systems behave.", "Technical lessons"
    )
    process: Annotated[tuple[Lesson, ...], Elements] = _lessons(
        "What did you learn about process?", "Reviews, tests, handovers, planning.", "Process lessons"
    )
    cultural: Annotated[tuple[Lesson, ...], Elements] = _lessons(
        "What did you learn about teamwork?", "Calm, trust, whether people felt free to speak up.", "Cultural lessons"
    )
