"""Completes what is typed into a line from what the draft has already: names, and answers of the same kind."""

from collections.abc import Iterable, Iterator

from pmtui.model.catalog import Question
from pmtui.model.kinds import Kind
from pmtui.model.people import owners
from pmtui.session.machine_zone import machine_zone
from pmtui.session.session import Session
from pmtui.template.interview import all_questions, known_questions

_KINDS = (Kind.LINE, Kind.LINK)
_NAMES = ("owner", "name", "author")
"""Columns that hold a person or a team."""

_MOST_ROWS = 500
"""Rows of a table whose answers are offered: more would be felt when the cursor comes into the field."""


def known_answers(session: Session, question: Question) -> tuple[str, ...]:
    """Return the answers that one to a question may begin like, the likeliest first.

    Args:
        session: the session.
        question: a question of one line, or a column of a row.
    """
    own = session.text(question)
    return tuple(each for each in dict.fromkeys(_known(session, question)) if each and each != own)


def _known(session: Session, question: Question) -> Iterator[str]:
    record = session.postmortem
    if question.kind is Kind.ZONE:
        zone = machine_zone()
        yield from ([zone.key] if zone is not None else [])
        yield "UTC"
    elif question.kind in (Kind.DATE, Kind.DUE):
        yield from ("today", "yesterday" if question.kind is Kind.DATE else "tomorrow")
        yield from (day.isoformat() for day in (record.incident.date, session.today()) if day is not None)
    elif question.kind is Kind.PEOPLE or question.name in _NAMES:
        yield from owners(record)
    elif question.kind in _KINDS:
        yield from _beside(session, question)
        yield from _elsewhere(session, question)


_SAME_AS_ABOVE = ("timeline.source", "impact.segments.service", "actions.owner", "actions.due", "revisions.author")
"""Columns whose answer is often that of the row above: of the others, each row has its own."""


def above(session: Session, question: Question) -> str:
    """Return the answer of the row above, for a column that often repeats it; empty if there's none."""
    rest, _, column = question.path.rpartition(".")
    table, _, row_id = rest.rpartition(".")
    if f"{table}.{column}" not in _SAME_AS_ABOVE:
        return ""
    rows = session.standing.raw_rows(table)
    at = next((at for at, row in enumerate(rows) if row.id == row_id), 0)
    value = getattr(rows[at - 1], column) if at else None
    return "" if value is None else str(value)


def _beside(session: Session, question: Question) -> Iterator[str]:
    """Yield what other rows have in a row's column, the last first."""
    table, _, row_id = question.path.rpartition(".")[0].rpartition(".")
    asked = known_questions(session.template).get(table)
    if asked is not None and asked.columns:
        for row in reversed(session.standing.raw_rows(table)[-_MOST_ROWS:]):
            value = getattr(row, question.name, "")
            if row.id != row_id and isinstance(value, str):
                yield value.strip()


def _elsewhere(session: Session, question: Question) -> Iterator[str]:
    """Yield the draft's answers of the same kind."""
    for asked in all_questions(session.template):
        if asked.kind is question.kind and asked.path != question.path and not asked.columns:
            yield session.text(asked).strip()


def completed(typed: str, known: Iterable[str], *, is_list: bool = False) -> str:
    """Return a text with the first known answer that it begins; empty if there's none, or nothing to add.

    Args:
        typed: the text.
        known: the answers that it may begin.
        is_list: it's several, separated by commas: the last one is completed, by none that is there already.
    """
    before, comma, last = typed.rpartition(",") if is_list else ("", "", typed)
    begun = last.lstrip().casefold()
    if not begun:
        return ""
    taken = {each.strip().casefold() for each in before.split(",")}
    for each in known:
        if len(each) > len(begun) and each.casefold().startswith(begun) and each.casefold() not in taken:
            return typed + each[len(last.lstrip()) :]
    return ""
