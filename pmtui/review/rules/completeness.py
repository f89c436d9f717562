"""Rules for completeness: unanswered, incomplete, waiting, and unexplained answers."""

import re
from collections.abc import Iterator

from pmtui.actions.selection import is_open
from pmtui.advice import Advice
from pmtui.model.actions import Action
from pmtui.model.catalog import model_questions
from pmtui.model.kinds import Kind
from pmtui.review.context import Context
from pmtui.review.findings import Finding, Level, Rule, Topic
from pmtui.template.interview import AskedQuestion
from pmtui.template.open_questions import UNKNOWN, open_questions
from pmtui.template.progress import State
from pmtui.text import brief, plural

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
        if question.kind is Kind.TABLE:
            yield from context.standing.find_gaps(question)
        what = _wanting(context, question)
        yield None
        if what:
            state = context.standing.state(question)
            typed = context.postmortem.typed.get(question.path, "") if question.kind is not Kind.TABLE else ""
            shown = f"'{brief(typed, 40)}' " if state is State.PART and typed else ""
            yield context.found(_OF[state], question.path, f"{question.label}: {shown}{what}.")
    yield from _waiting_rows(context)
    yield None
    yield from _of_whom(context)


_MOST_COLUMNS = 3
"""Columns of a table that are named; an author who fills in these sees the others."""


def _wanting(context: Context, question: AskedQuestion) -> str:
    """Return what a question lacks for a final document, as text; rows of a table together, and nothing said twice."""
    standing = context.standing
    if question.kind is not Kind.TABLE or standing.state(question) is not State.PART:
        return standing.wanting(question)
    rows = standing.rows_with_gaps(question)
    if not rows:
        return standing.wanting(question)
    found: dict[str, list[int]] = {}
    for number, row, names in rows:
        for name in names:
            if not (isinstance(row, Action) and _is_for_the_actions(row, name)):
                found.setdefault(name, []).append(number)
    named = [f"{name} in {_rows(numbers)}" for name, numbers in list(found.items())[:_MOST_COLUMNS]]
    more = [f"{plural(len(found) - _MOST_COLUMNS, 'more column')}"] if len(found) > _MOST_COLUMNS else []
    return f"missing: {', '.join([*named, *more])}" if named else ""


def _is_for_the_actions(action: Action, name: str) -> bool:
    """Return whether a rule for action items reports it: no owner, no due date, no priority."""
    labels = {column.name: column.label for column in model_questions()["actions"].columns}
    said = [labels["owner"], labels["priority"], *([labels["due"]] if is_open(action) else [])]
    return bool(action.description.strip()) and name in said


def _rows(numbers: list[int]) -> str:
    """Return rows as text: `row 2`, `rows 1 to 3 and 5`."""
    if len(numbers) == 1:
        return f"row {numbers[0]}"
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs]
    first = ", ".join(parts[:-1]) if len(parts) < _MOST_RUNS else ", ".join(parts[: _MOST_RUNS - 1])
    last = parts[-1] if len(parts) <= _MOST_RUNS else f"{len(parts) - _MOST_RUNS + 1} others"
    return f"rows {first} and {last}" if first else f"rows {last}"


_MOST_RUNS = 5


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
