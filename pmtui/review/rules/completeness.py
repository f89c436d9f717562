"""Rules for completeness: unanswered, incomplete, waiting, and unexplained answers."""

import re
from collections.abc import Iterator

from pmtui.advice import Advice
from pmtui.model.kinds import Kind
from pmtui.review.context import Context
from pmtui.review.findings import Finding, Level, Rule, Topic
from pmtui.template.open_questions import UNKNOWN, open_questions
from pmtui.template.progress import State
from pmtui.text import brief

_SOURCE = "Google, SRE book, chapter 15: impact, causes, and actions are complete"

OPEN = Rule("C101", Topic.COMPLETENESS, "Unanswered question", "The document shows a gap without an explanation.",
            _SOURCE, Advice("Answer it, or", "mark it not applicable, unknown, or waiting", ("mark",)),
            Level.ERROR)  # fmt: skip
PARTLY_ANSWERED = Rule("C102", Topic.COMPLETENESS, "Incomplete answer",
            "A partial answer reads as if it were complete.",
            _SOURCE, Advice("Fill in what's missing."), Level.ERROR)  # fmt: skip
WAITING = Rule("C103", Topic.COMPLETENESS, "Waiting for someone's answer",
               "A final document can't wait for an answer.", _SOURCE,
               Advice("Ask them. The review lists open questions by person."), Level.ERROR)  # fmt: skip
NO_REASON = Rule("C104", Topic.COMPLETENESS, "Unknown without a reason",
                 "Why something can't be known is a finding in itself.", _SOURCE,
                 Advice("Say why it can't be known: for example, no metric, or deleted logs."),
                 Level.ERROR)  # fmt: skip
OF_WHOM = Rule("C105", Topic.COMPLETENESS, "Number without a total",
               "1,200 users can be many or few, depending on the total.",
               "Google, SRE Workbook, chapter 10: quantify the impact",
               Advice("Out of what: daily active users, tenants, or all customers?"), Level.WARNING)  # fmt: skip
RULES = (OPEN, PARTLY_ANSWERED, WAITING, NO_REASON, OF_WHOM)

_OF = {State.OPEN: OPEN, State.PART: PARTLY_ANSWERED, State.WAITING: WAITING, State.UNKNOWN: NO_REASON}
_NUMBER = r"[~<>≤≥≈]?\s*[1-9][\d.,]*\s*(?:[kKM]|thousand|million)?\s*%?"
_BARE_NUMBER = re.compile(
    rf"{_NUMBER}(?:\s*(?:-|\.\.|to)\s*{_NUMBER})?\s*(?:users|customers|people|accounts)?\s*(?:\({_NUMBER}\))?\.?",
    re.IGNORECASE,
)


def findings(context: Context) -> Iterator[Finding | None]:
    """Yield what a final document can't do without."""
    for question in context.questions:
        what = context.standing.wanting(question)
        yield None
        if what:
            state = context.standing.state(question)
            typed = context.postmortem.typed.get(question.path, "") if question.kind is not Kind.TABLE else ""
            shown = f"'{brief(typed, 40)}' " if state is State.PART and typed else ""
            yield context.found(_OF[state], question.path, f"{question.label}: {shown}{what}.")
    yield from _waiting_rows(context)
    yield None
    yield from _of_whom(context)


def _waiting_rows(context: Context) -> Iterator[Finding]:
    """Yield the answers inside table rows that are waiting for someone."""
    asked = {question.path for question in context.questions}
    for each in open_questions(context.standing):
        if each.path not in asked and each.who != UNKNOWN:
            yield context.found(
                WAITING, each.path, f"{each.label}: {context.postmortem.marks[each.path].text.lower()}."
            )


def _of_whom(context: Context) -> Iterator[Finding]:
    impact = context.postmortem.impact
    text = impact.users_affected.strip()
    is_bare = bool(text) and bool(_BARE_NUMBER.fullmatch(text)) and not impact.audience.named.strip()
    if is_bare and "impact.users_affected" in _places(context):
        yield context.found(OF_WHOM, "impact.users_affected", f"'{text}' doesn't say out of how many.", text)


def _places(context: Context) -> set[str]:
    return {question.path for question in context.questions}
